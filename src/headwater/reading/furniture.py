"""The furniture of sites: links, buttons, notices and lists of works, told where they stand.

As with credits, each function reads at one place and says how far the furniture runs, or gives None.
"""

from __future__ import annotations

import re

from headwater.reading import names

_GAP = r"[\s|•·*:;,←→«»<>‹›▶►▸▼▲↑↓↩…/()\[\]–—-]{0,12}"
_INLINE = names.one_of([p for p in names.words("phrases") if " " in p or p.startswith("Advertisement")])
_PHRASE_LINE = re.compile(rf"{_GAP}(?i:{names.pattern('phrases')})(?:{_GAP}(?i:{names.pattern('phrases')}))*{_GAP}[.]{{0,3}}")
_PHRASE = re.compile(rf"{_GAP}(?=[A-Z])(?i:{_INLINE}){_GAP}")
_PHRASE_FOLLOWED = re.compile(r"\s*(?:$|\n|[|•·:←→»>(\[\"“‘–—-]|[A-Z0-9À-Þ])")
_COUNT = r"(?:\d{1,4}\s(?i:comments?|shares?|likes?|views?)\b|(?i:page)\s\d{1,3}(?:\sof\s\d{1,3})?)"
_BUTTON = rf"(?:{names.pattern('buttons')}|{names.pattern('phrases')}|{_COUNT}|[←→«»‹›▶►↑]|\d{{1,4}}(?!\w))"
_ROW = re.compile(rf"{_GAP}(?i:{_BUTTON})(?:{_GAP}(?i:{_BUTTON}))*{_GAP}")
_BUTTON_WORD = re.compile(rf"(?i:{names.pattern('buttons')}|{names.pattern('phrases')}|{_COUNT})|[←→«»‹›▶►↑]")
_MARKED_ROW = re.compile(r"[←→«»‹›▶►|•·]")
_OPENER = re.compile(rf"{_GAP}(?i:{names.pattern('openers')})(?P<mark>\s*[:|»›>→])?")
_MARKED_OPENER = re.compile(rf"{_GAP}(?i:{names.pattern('marked_openers')})\s*[:|»›>→/]")
_TOPICS = re.compile(rf"(?i:{names.pattern('topics')})\s*:?\s+")
_SENTENCE = re.compile(rf"(?:[•*(-]\s*)?(?i:{names.pattern('sentences')})")
_OWNER = r"(?:[A-Z][\w.&'’-]*|of|the|and|&|by|for|\d{4})"
_RIGHTS = re.compile(
    rf"(?:©|\([cC]\)|Copyright|COPYRIGHT)[\s:]*(?:(?:©|\([cC]\))\s*)?(?:(?:19|20)\d\d(?:\s?[-–]\s?\d{{2,4}})?[,\s]*)?"
    rf"(?:{names.one_of([*names.agency_forms()])}|{_OWNER}(?:[\s,]+{_OWNER}){{0,7}}?)?"
    r"(?:[,.]?\s*(?i:all\srights\sreserved)\.?|\.(?=\s|$)|\s*$|(?=\n)|\s*(?=[|•·]))"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*(?=\s|$)|$", re.MULTILINE)
_LONGEST_NOTICE = 140  # more would hold a sentence of the report, where the notice lost its stop
_PLATFORM = r"(?:twitter|facebook|instagram|x|telegram|whatsapp|linkedin|youtube|google\s?\+|google\snews)\b"
_HANDLE = re.compile(
    rf"(?:follow|like|find|join|contact|reach|e-?mail|connect\swith|write\sto)\s(?:[^.!?\n]|\.(?=\w)){{0,60}}?"
    rf"(?:\bon\s(?:@|{_PLATFORM})|@\w)[\w.@-]*(?:(?:[^.!?\n]|\.(?=\w)){{0,90}}(?:[.!](?!\w)|$))?"
    rf"|{_PLATFORM}\s*:\s*(?:@|https?:|www\.|\w+\.com)\S*|\#\w+(?:[\s,]+[@#]\w+)*\.?$|https?://\S+$|www\.\S+$",
    re.IGNORECASE,
)
# A capital that begins a sentence rather than goes on with a list of topics.
_SENTENCE_BEGINS = re.compile(
    rf"(?<=\s)(?:[\"“‘](?=\w)|{names.pattern('sentence_words')}(?=\s+[a-z0-9])|(?:A|The)(?=\s+[A-Z][\w-]+\s+[a-z]))"
)
_HEADING = re.compile(rf"[\s#*•]*(?:\d{{1,2}}\.?\s+)?(?i:{names.pattern('references')})\s*:?\s*")
_WORK_CITED = re.compile(
    r"\((?:\w+\s)?(?:1[89]|20)\d\d[a-z]?(?:,\s\w+(?:\s\d+)?)?\)|^\s*(?:\[\d+\]|\d{1,3}[.)])\s|https?://|\bdoi\b|"
    r"\b(?:pp?|vol|eds?)\.\s|\b(?:Press|Journal|Review|University|Publish(?:ers|ing)|Retrieved|Accessed)\b|"
    r"^\s*\W?\s*[A-Z][\w'’-]+,\s[A-Z]\."
)
STARTS = names.first_words("phrases", "buttons", "openers", "sentences", "topics", "references") | frozenset(
    "copyright follow like find join contact reach email e connect write twitter facebook instagram x telegram "
    "whatsapp linkedin youtube google http https www additional with reporting writing editing compiled translated "
    "translation photography written edited produced".split()
)
"""First words, in small letters, of all that is told inside a line; marks may begin it too."""

_CITED_AHEAD = re.compile(r"[^\n]{0,250}?\((?:1[89]|20)\d\d[a-z]?\)\.?\s", re.DOTALL)


def phrase(text: str, at: int, end: int) -> int | None:
    """Where a standing phrase ("Read the original article here") that begins at ``at`` ends."""
    last, reach = None, min(end, at + 400)
    while found := _PHRASE.match(text, at, reach):
        at = last = found.end()
    return last if last is not None and _PHRASE_FOLLOWED.match(text, last) else None


def run(text: str, at: int, end: int) -> int | None:
    """Where a row of four or more buttons, or of two with an arrow or a bar, ends that begins inside a line."""
    found = _ROW.match(text, at, min(end, at + 400))
    if not found or not _PHRASE_FOLLOWED.match(text, found.end()):
        return None
    buttons = len(_BUTTON_WORD.findall(found[0]))
    return found.end() if buttons >= 4 or (buttons >= 2 and _MARKED_ROW.search(found[0])) else None


def line(text: str, start: int, end: int) -> bool:
    """Whether a whole line is navigation: a phrase with its link, a row of buttons, an address, a notice."""
    length = end - start
    if length > 400:
        return False
    if _PHRASE_LINE.fullmatch(text, start, end):
        return True
    if (found := _ROW.fullmatch(text, start, end)) and _BUTTON_WORD.search(found[0]):
        return True
    if (found := _HANDLE.match(text, start, end)) and found.end() >= end:
        return True
    if length <= 200 and _opened(text, start, end):
        return True
    rights = _RIGHTS.match(text, start, end)
    if rights and length <= 300:
        return True
    return length <= _LONGEST_NOTICE and _SENTENCE.match(text, start, end) is not None


def _opened(text: str, start: int, end: int) -> bool:
    """Whether a line is an opener with its link: "Read more: ...", "Tags Syria Kurds"."""
    if _MARKED_OPENER.match(text, start, end):
        return True
    found = _OPENER.match(text, start, end)
    if not found or found.end() >= end or found["mark"]:
        return found is not None
    # Words without a sentence's stop, most of them with a capital: titles and names.
    if text[start:end].isupper():
        return False
    rest = [w for w in text[found.end() : end].split() if w[0].isalnum()]
    capitals = sum(not w[0].islower() for w in rest)
    return len(rest) <= 14 and text[end - 1] not in '.!?"”' and (len(rest) <= 1 or capitals * 3 >= len(rest) * 2)


def notice(text: str, at: int, end: int) -> int | None:
    """Where a notice that is a whole sentence ("Sign up for our ...", "© 2015 ...") ends."""
    if rights := _RIGHTS.match(text, at, end):
        return rights.end()
    if found := _HANDLE.match(text, at, end):
        return found.end()
    if not (found := _SENTENCE.match(text, at, end)):
        return None
    last = _SENTENCE_END.search(text, found.end(), min(end, at + _LONGEST_NOTICE))
    return last.end() if last and (last.end() == end or last[0]) else None


def topics(text: str, at: int, end: int) -> int | None:
    """Where a list of topics inside a line ("Tags Syria Kurds ...") ends: before the words that begin a sentence.

    Where none is found in reach, only the words that can hardly be a sentence's are taken.
    """
    found = _TOPICS.match(text, at, end)
    if (
        not found
        or text[at : found.end() + 30].isupper()
        or not text[at].isupper()
        or not text[found.end() : found.end() + 1].isupper()
    ):
        return None
    reach = min(end, found.end() + 300)
    if stop := re.compile(r"[.!?](?:\s|$)").search(text, found.end(), reach):
        reach = stop.start()
    begins = _SENTENCE_BEGINS.search(text, found.end(), reach)
    if begins:
        return begins.start()
    if reach >= end:
        return end
    capitals = re.compile(r"(?:[A-Z][\w'’-]*\s+)*").match(text, found.end(), reach)
    words = text[found.end() : capitals.end()].split() if capitals else []
    return found.end() + (text[found.end() :].find(words[-2]) if len(words) > 3 else 0)


def references(text: str, lines: list[tuple[int, int]], at: int) -> int | None:
    """The number of the line after a list of works that line ``at`` heads, or None if it heads none."""
    start, end = lines[at]
    if end - start > 60 or not _HEADING.fullmatch(text, start, end):
        return None
    last = at
    for number in range(at + 1, len(lines)):
        begin, stop = lines[number]
        if _WORK_CITED.search(text[begin:stop]):
            last = number
        elif number - last > 1:
            break
    return last + 1 if last > at else None


def references_within(text: str, at: int, end: int) -> int | None:
    """Where a list of works inside a text without lines ends, that begins at ``at`` with its heading."""
    found = _HEADING.match(text, at, end)
    if not found or not text[found.start() :].lstrip()[:1].isupper() or not _CITED_AHEAD.match(text, found.end(), end):
        return None
    last = found.end()
    for cited in re.compile(r"\((?:1[89]|20)\d\d[a-z]?\)").finditer(text, found.end(), end):
        if cited.start() - last > 400:
            return last
        stop = re.compile(r"(?:[^.]*\.){1,3}(?=\s+\W*[A-Z][\w'’-]+,\s[A-Z]\.|\s*$)").match(text, cited.end(), end)
        last = stop.end() if stop else cited.end()
    return last
