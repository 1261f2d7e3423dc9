"""Who speaks in a sentence by its plain form alone: a second ear for what the reading lost or took from elsewhere.

It hears only speakers that stand right beside the claim with a verb of saying, and nothing across sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache

from headwater.reconciliation.speaking import Kind, Who, who
from headwater.reconciliation.told import Told
from headwater.resolution.actors import resolve

_SAID = (
    r"(?:said|says|told|reported|reports|added|confirmed|stated|announced|wrote|claimed|estimated|warned|"
    r"has said|have said|had said|also said|later said)"
)
_NAME = r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ne of [\w ]+?)\s)?[^,;:.“”\"()]{2,80}?(?:,\s[^,;:.“”\"()]{2,60},)?"
_TO = r"(?:\s(?:reporters|journalists|[A-Z][\w -]{1,40}?))?"
_WHEN = r"(?:\s(?:on|late|early|in)\s[\w ]{3,25})?"
_AFTER = (
    re.compile(rf"^[”\"’']?,?[”\"’']?\s+{_SAID}\s(?P<s>{_NAME}){_WHEN}[.!]?\s*$"),
    re.compile(rf"^(?:\s\w{{2,4}})?[”\"’']?,?[”\"’']?\s+(?P<s>{_NAME})\s{_SAID}\b"),
    re.compile(rf"^[”\"’']?,?[”\"’']?\s+according to (?P<s>{_NAME}){_WHEN}[.!]?\s*$"),
)
_BEFORE = (
    re.compile(
        rf"^(?P<s>{_NAME})\s{_SAID}{_TO}{_WHEN}"
        r"(?:\sthat)?[:,]?\s*[“\"]?$"
    ),
    re.compile(rf"^[Ii]n a (?:statement|briefing|report)[\w ]*, (?P<s>{_NAME})\s{_SAID}(?:\sthat)?\s*[:,]?\s*[“\"]?$"),
    re.compile(rf"^(?:\w+ )?[Aa]ccording to (?P<s>{_NAME}),\s*$"),
    re.compile(rf"^(?P<s>{_NAME})\s(?:put|puts|gave|gives)\s*$"),
)
_WHOLE = (
    re.compile(rf"^(?:\w+ )?[Aa]ccording to (?P<s>{_NAME}), \S"),
    re.compile(rf"^(?P<s>{_NAME})\s(?:put|puts|gave|gives)\s(?:the|a|an)\s(?:number|death|toll|figure|count)"),
    re.compile(rf"[”\"’']?,?[”\"’']?\s+according to (?P<s>{_NAME}){_WHEN}[.!]?\s*$"),
    re.compile(
        rf",[”\"’']?\s+(?P<s>(?:[A-Z][\w’'-]+\s[A-Z][\w’'-]+,\s)?{_NAME}),?\s{_SAID}{_TO}(?:\sin an? \w+)?"
        rf"{_WHEN}[.!]?\s*$"
    ),
    re.compile(rf"[,”\"’']*\s+(?:said|says|reported|added)\s(?P<s>(?:[Tt]he\s|an?\s)?{_NAME}){_WHEN}[.!]?\s*$"),
)
_GAVE = re.compile(r"^(?:put|puts|gave|gives)\s")
_NAMED_LAST = re.compile(r",\s(?:[A-Z][\w’'-]+\s?){2,3}$")
_STOP = re.compile(r"[.!?][”\"’']*\s+(?=[A-Z“\"])")
_DATELINE = re.compile(r"^[A-Z][A-Z'’ ,-]{2,}(?:\([^()]*\))?\s*[-–—]+\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NO_BEGIN = frozenset(
    "in on at but and or as who which when where while that it he she they we i of to from by after before also "
    "there".split()
)
_MARK = re.compile(r"[“”\"«»]")
_FAR = 500
_VERBS = re.compile(r"\b(?:were|was|had|have|killed|died|is|are|will|would)\b")


def heard(told: Told) -> Who | None:
    """The speaker whose words these plainly are; None where the form does not say so."""
    return _heard(told.passage, told.quote)


def besides(told: Told) -> bool:
    """Whether any of the claim's speakers stands in its own sentence."""
    found = told.passage.find(told.quote)
    first = told.start - found
    return any(v.start is not None and first <= v.start < first + len(told.passage) for v in told.entry.speakers)


def far(told: Told) -> bool:
    """Whether every speaker of the claim that has a place stands in another sentence."""
    placed = [v for v in told.entry.speakers if v.start is not None]
    return bool(placed) and not besides(told)


def quoted(text: str, told: Told) -> bool:
    """Whether the claim stands in quotation marks, or between two of them some sentences apart."""
    if any(mark in told.passage for mark in '“”"«»'):
        return True
    before = list(_MARK.finditer(text, max(0, told.start - _FAR), told.start))
    after = _MARK.search(text, told.end, told.end + _FAR)
    return (bool(before) and _opens(text, before[-1])) or (after is not None and not _opens(text, after))


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark opens a quotation: by its shape, a straight one by the space before it."""
    if mark.group() in "“«":
        return True
    return mark.group() == '"' and (mark.start() == 0 or text[mark.start() - 1] in " \n\t(")


@lru_cache(maxsize=16384)
def _heard(passage: str, quote: str) -> Who | None:
    at = passage.find(quote)
    if at < 0:
        return None
    stop = _STOP.search(quote)
    if stop is not None:
        # The reading ran two sentences together: the first is the claim's.
        quote = quote[: stop.start() + 1]
        passage = passage[: at + len(quote)]
    before = _BRACKETS.sub("", _DATELINE.sub("", passage[:at])).strip()
    after = _BRACKETS.sub("", passage[at + len(quote) :]).rstrip()
    tried = [*((p, after) for p in _AFTER), *((p, before) for p in _BEFORE)]
    whole = [(p, _BRACKETS.sub("", _DATELINE.sub("", passage.strip())).replace(" (", ", ")) for p in _WHOLE]
    if len(before) + len(after) < 4 or _GAVE.match(quote):
        tried = whole
    elif _NAMED_LAST.search(quote):
        tried += whole
    for pattern, text in tried:
        match = pattern.search(text)
        if match is None:
            continue
        name = match["s"].strip(" ,")
        if not name or _VERBS.search(name) or name.split()[0].lower() in _NO_BEGIN or len(name.split()) > 14:
            continue
        plain = who(name, next(iter(resolve(name, speaks=True)), None))
        if plain.kind is not Kind.NOBODY:
            return plain
    return None
