"""A text as the words of the grammar of dates: each word's class is one character, so that a rule is a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from headwater.resolution.calendar.lexicon import Lexicon, lexicon

OTHER = "."
_TOKEN = re.compile(
    r"""
    (?=[\S\n])(?:  # at a blank nothing need be tried
    (?P<word>(?![aApP]\.[mM]\b|Q[1-4]\b)[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<money>[$€£¥]\s?\d[\d,.]*)
  | (?P<full>\d{4}-\d{1,2}-\d{1,2}(?:T\d\d:\d\d(?::\d\d)?)?(?![\w-])
      | \d{4}/\d{1,2}/\d{1,2}(?![\w/])
      | \d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?![\w/]))
  | (?P<clock>\d{1,2}[:.]\d\d(?=\s?[aApP]\.?[mM]\b) | \d{1,2}:\d\d(?::\d\d)? | \d{4}(?=\s?(?:GMT|UTC|hours|hrs)\b))
  | (?P<decade>(?:1\d|20)\d0['’]?s\b | ['’‘`]\d0s\b)
  | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:[ ]1/2|½)?(?![\d/%]|,\d|\s?percent|[ ]?%))
  | (?P<digits>\d[\w.,/]*)
  | (?P<quarter>Q[1-4]\b)
  | (?P<ampm>[aApP]\.[mM]\b\.?)
  | (?P<poss>['’]s\b | (?<=s)['’](?!\w))
  | (?P<comma>,)
  | (?P<dash>[–—]|--)
  | (?P<gap>\n\s*\n)
  | (?P<mark2>[^\s\w]) )
    """,
    re.VERBOSE,
)
_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1000}
_NUMBER_WORDS = _UNITS | _TENS | _SCALES
_CAPITAL = frozenset("MAYBEMONTH MAYBEDAY".split())
_LOWER_MONTHS = frozenset("january february april june july september october november december".split())
MONTH_ABBREVIATIONS = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())
_DAY_ABBREVIATIONS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
_STOPS = frozenset(".!?")


@dataclass(slots=True)
class Words:
    """The words of a text: where each starts and ends, what it is in lower case, its class's letter, its meaning.

    ``stops`` holds the numbers of the tokens that end a sentence.
    """

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    meanings: list[Any] = field(default_factory=list)
    stops: set[int] = field(default_factory=set)

    def add(self, start: int, end: int, lower: str, letter: str, meaning: Any) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.lower.append(lower)
        self.classes.append(letter)
        self.meanings.append(meaning)

    def word(self, number: int) -> str:
        """The word in lower case, "" outside of the text."""
        return self.lower[number] if 0 <= number < len(self.lower) else ""

    def sentence(self, number: int, back: int = 40, ahead: int = 40) -> tuple[range, range]:
        """The tokens of the same sentence before and after a token, nearest first, so many at most."""
        first = number
        while first > 0 and number - first < back and first - 1 not in self.stops:
            first -= 1
        last = number
        while last + 1 < len(self.lower) and last - number < ahead and last + 1 not in self.stops:
            last += 1
        return range(number - 1, first - 1, -1), range(number + 1, last + 1)


def words_of(text: str) -> Words:
    """Every token of the text in order. Linear in its length."""
    known = lexicon()
    letters, lookup = known.letters, known.words
    found = Words(text)
    add = found.add
    add_start, add_end, add_lower = found.starts.append, found.ends.append, found.lower.append
    add_class, add_meaning = found.classes.append, found.meanings.append
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        raw = match.group()
        if kind == "word":
            lower = raw.lower()
            if "’" in lower:
                lower = lower.replace("’", "'")
            entry = lookup.get(lower)
            if entry is None or not _is_meant(entry[0], raw, lower):
                add_start(start)
                add_end(end)
                add_lower(lower)
                add_class(OTHER)
                add_meaning(None)
                continue
            name, meaning = entry
            if text[end : end + 1] == "." and (lower in MONTH_ABBREVIATIONS or lower in _DAY_ABBREVIATIONS):
                end += 1
            add(start, end, lower, letters[name], meaning)
        elif kind == "mark2":
            if raw == "-" and start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalnum():
                continue
            if raw == "." and found.ends and found.ends[-1] == end:
                if _goes_on(text, end):
                    continue
                found.stops.add(len(found.lower))
                add(start, end, raw, OTHER, None)
                continue
            if raw in _STOPS:
                found.stops.add(len(found.lower))
            add(start, end, raw, letters["DASH"] if raw == "-" else OTHER, None)
        elif kind == "comma":
            add(start, end, ",", letters["COMMA"], None)
        elif kind == "number":
            _add_number(found, start, end, raw, letters)
        elif kind == "ordinal":
            add(start, end, raw, letters["ORD"], int(raw[:-2]))
        elif kind == "full":
            add(start, end, raw, letters["FULL"], raw)
        elif kind == "clock":
            add(start, end, raw, letters["CLOCK"], raw)
        elif kind == "decade":
            digits = raw.strip("'’‘`s")
            add(start, end, raw, letters["DECADE"], int(digits) if len(digits) == 4 else 1900 + int(digits))
        elif kind == "quarter":
            add(start, end, raw, letters["QUARTER"], int(raw[1]))
        elif kind == "ampm":
            add(start, end, raw, letters["AMPM"], raw[0].lower() + "m")
        elif kind == "poss":
            add(start, end, "'s", letters["POSS"], None)
        elif kind == "dash":
            add(start, end, "-", letters["DASH"], None)
        elif kind == "gap":
            found.stops.add(len(found.lower))
            add(start, end, "\n", OTHER, None)
        else:
            add(start, end, raw, OTHER, None)
    _join(found, known)
    return found


def _goes_on(text: str, end: int) -> bool:
    """Whether the sentence goes on after a full stop that an abbreviation has taken."""
    rest = text[end : end + 3].lstrip()
    return bool(rest) and not rest[0].isupper()


def _is_meant(name: str, raw: str, lower: str) -> bool:
    if name in _CAPITAL:
        return raw[0].isupper()
    if name == "MONTH":
        return raw[0].isupper() or lower in _LOWER_MONTHS
    return True


def _add_number(found: Words, start: int, end: int, raw: str, letters: Mapping[str, str]) -> None:
    if len(raw) > 12:
        found.add(start, end, raw, OTHER, None)
        return
    if (
        5 <= len(raw) <= 6
        and raw.isdigit()
        and raw[-4:-2] in ("19", "20")
        and found.classes
        and (found.classes[-1] in (letters["MONTH"], letters["MAYBEMONTH"]))
    ):  # "Jul 152015": a comma was lost
        found.add(start, end - 4, raw[:-4], letters["NUM"], int(raw[:-4]))
        found.add(end - 4, end, raw[-4:], letters["YEAR"], int(raw[-4:]))
        return
    whole = raw.removesuffix("½").removesuffix(" 1/2").replace(",", "")
    number = float(whole) + (0.5 if len(whole) < len(raw.replace(",", "")) else 0.0)
    if raw.isdigit() and len(raw) == 4 and 1000 <= number < 2200:
        found.add(start, end, raw, letters["YEAR"], int(number))
    else:
        found.add(start, end, raw, letters["NUM"], int(number) if number.is_integer() else number)


def _join(found: Words, known: Lexicon) -> None:
    """Make one token of each number in words and of each phrase, in place."""
    lower, phrases = found.lower, known.phrases
    free = 0
    dropped: set[int] = set()
    for i in [i for i, word in enumerate(lower) if word in phrases or word in _NUMBER_WORDS]:
        if i < free:
            continue
        taken, name, meaning = _phrase(found, i, phrases[lower[i]]) if lower[i] in phrases else (0, "", None)
        if not taken:
            taken, name, meaning = _spelled(lower, i)
        if taken:
            free = i + taken
            found.ends[i] = found.ends[free - 1]
            found.classes[i], found.meanings[i] = known.letters[name], meaning
            dropped.update(range(i + 1, free))
    if dropped:
        keep = [i for i in range(len(lower)) if i not in dropped]
        new = {old: n for n, old in enumerate(keep)}
        found.stops = {new[s] for s in found.stops if s in new}
        for name in ("starts", "ends", "lower", "classes", "meanings"):
            values = getattr(found, name)
            setattr(found, name, [values[k] for k in keep])


def _phrase(found: Words, i: int, options: tuple[tuple[tuple[str, ...], str, Any], ...]) -> tuple[int, str, Any]:
    for parts, name, meaning in options:
        at = i
        for n, part in enumerate(parts):
            if n and found.word(at) == "'s":
                at += 1
            if found.word(at) != part:
                break
            at += 1
        else:
            if name != "HOLIDAY" or found.text[found.starts[i]].isupper():
                return at - i, name, meaning
    return 0, "", None


def _spelled(lower: list[str], i: int) -> tuple[int, str, Any]:
    """How many words spell a number from here on, as which class, and the number: "nineteen ninety-six" is a year."""
    parts: list[int] = []
    at = i
    while at < len(lower) and at - i < 8:
        word = lower[at]
        if word in _NUMBER_WORDS:
            parts.append(_NUMBER_WORDS[word])
        elif not (
            word == "and"
            and parts
            and parts[-1] in (100, 1000)
            and lower[at + 1 : at + 2]
            and lower[at + 1] in _NUMBER_WORDS
        ):
            break
        at += 1
    if not parts:
        return 0, "", None
    if len(parts) in (2, 3) and parts[0] in (17, 18, 19, 20) and 10 <= parts[1] < 100 and parts[1] + 10 >= 20:
        tail = parts[1] + (parts[2] if len(parts) == 3 else 0)
        if (len(parts) == 2 or (parts[1] >= 20 and parts[2] < 10)) and tail < 100:
            return at - i, "YEAR", parts[0] * 100 + tail
    total = part = 0
    for n, number in enumerate(parts):
        if number == 1000:
            total, part = total + max(part, 1) * 1000, 0
        elif number == 100:
            part = max(part, 1) * 100
        elif n and not (parts[n - 1] in (100, 1000) or (20 <= parts[n - 1] < 100 and number < 10)):
            return 0, "", None  # "two three": two numbers, which no rule wants
        else:
            part += number
    total += part
    return at - i, "YEAR" if 1900 < total < 2100 and len(parts) > 1 else "NUM", total


def runs(found: Words, core: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Half-open stretches of tokens that the grammar knows, where at least one is of the ``core``."""
    first, good = -1, False
    for i, letter in enumerate(found.classes):
        if letter == OTHER:
            if good:
                yield first, i
            first, good = -1, False
            continue
        if first < 0:
            first = i
        good = good or letter in core
    if good:
        yield first, len(found.classes)
