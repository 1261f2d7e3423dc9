"""Every time that a text tells of, resolved against the day on which it was written."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from headwater.language.reading import Reading
from headwater.resolution.calendar import datings, days, lengths, quarters, relations, years
from headwater.resolution.calendar.lexicon import lexicon
from headwater.resolution.calendar.periods import Unit
from headwater.resolution.calendar.rules import Context, Found, Hit, Rule
from headwater.resolution.calendar.tenses import Tense, tense_of
from headwater.resolution.calendar.words import OTHER, Words, runs, words_of
from headwater.resolution.timex import Kind, Mod, Timex
from headwater.text import PartialDate, Precision

_CORE = (
    "MONTH MAYBEMONTH WEEKDAY WEEKDAYS UNIT UNITS WEEKEND SEASON FALL PART MOMENT TODAY TONIGHT OVERNIGHT DECADE OFTEN"
    " VAGUE YEAR FULL CLOCK AMPM CLOCKWORD QUARTER HOLIDAY PAST FUTURE RECENT CURRENT PERIOD HALF DAWN"
).split()


class _Match(NamedTuple):
    first: int
    last: int
    order: int
    rule: Rule
    match: re.Match[str]
    base: int


def timexes(
    text: str, anchor: PartialDate | None, *, dateline: PartialDate | None = None, reading: Reading | None = None
) -> tuple[Timex, ...]:
    """The time expressions of ``text`` in its order, without overlap.

    ``anchor`` is when the text was published, as precisely as that is known; ``dateline``, where it is a day, is when
    it was written. What is told from a day that is not known ("Friday" in a report of some October) has every day that
    it can be in ``when`` and X in its value; without any anchor, ``when`` is None. Linear in the length of the text.
    It does not read scripts other than Latin, nor calendars other than the Gregorian.
    """
    written = dateline if dateline is not None and dateline.precision is Precision.DAY else anchor
    words = words_of(text)
    matches = _matches(words)
    tense = tense_of(words, reading)
    if written is None or written.first is None or written.last is None:
        return tuple(_resolved(words, matches, None, tense).values())
    if written.first == written.last:
        return tuple(_resolved(words, matches, written.first, tense).values())
    early, late = _resolved(words, matches, written.first, tense), _resolved(words, matches, written.last, tense)
    unsure = _resolved(words, matches, None, tense)
    return tuple(_between(early.get(span), late.get(span), timex) for span, timex in unsure.items())


def _between(early: Timex | None, late: Timex | None, unsure: Timex) -> Timex:
    """What is common to a reading from the first and from the last day on which a text can have been written."""
    if early is None or late is None or early == late:
        return early if early is not None and late is not None else unsure
    if early.when is None or late.when is None:
        return unsure
    first = None if None in (early.when.first, late.when.first) else min(early.when, late.when, key=_first).first
    last = None if None in (early.when.last, late.when.last) else max(early.when, late.when, key=_last).last
    value = early.value if early.value == late.value else unsure.value
    return Timex(unsure.start, unsure.end, unsure.type, value, unsure.mod, PartialDate(first, last, Precision.VAGUE))


def _first(when: PartialDate) -> dt.date:
    return when.first or dt.date.min


def _last(when: PartialDate) -> dt.date:
    return when.last or dt.date.max


@cache
def rules() -> tuple[Rule, ...]:
    """The whole grammar, in the order of preference among equally long matches."""
    return tuple(rule for part in (datings, years, days, relations, quarters, lengths) for rule in part.GRAMMAR.rules)


@cache
def _core() -> frozenset[str]:
    return frozenset(lexicon().letters[name] for name in _CORE)


def _matches(words: Words) -> list[_Match]:
    """Every match of every rule, from left to right, the longest first."""
    pieces: list[str] = []
    places: list[int] = []
    for first, last in runs(words, _core()):
        pieces.append("".join(words.classes[first:last]))
        places.extend(range(first, last + 1))
    joined = OTHER.join(pieces)
    found = []
    for order, rule in enumerate(rules()):
        for match in rule.pattern.finditer(joined):
            start, end = match.span()
            found.append(_Match(places[start], places[end - 1] + 1, order, rule, match, places[start] - start))
    return sorted(found, key=lambda m: (m.first, -m.last, m.order))


def _resolved(words: Words, matches: list[_Match], now: dt.date | None, tense: Tense) -> dict[tuple[int, int], Timex]:
    context = Context(words, now, tense)
    found: dict[tuple[int, int], Timex] = {}
    free = 0
    for match in matches:
        if match.first < free:
            continue
        hit = Hit(match.rule, match.match, match.base, words, context)
        try:
            read = match.rule.read(hit)
        except (ValueError, OverflowError):
            read = None
        if read is None:
            continue
        free = match.last
        if not read.value:
            continue
        first = match.first if read.first is None else read.first
        last = match.last - (words.lower[match.last - 1] == ",")
        timex = _bounded(words, first, last, read, now)
        found[timex.start, timex.end] = timex
        if read.period is not None:
            context.reference = read.period
            if read.period.unit is Unit.QUARTER and not read.compared:
                context.quarter = read.period
            if read.absolute:
                context.dated = (read.period, match.last)
    return found


_BOUNDS = {
    "since": Mod.ON_OR_AFTER,
    "until": Mod.ON_OR_BEFORE,
    "till": Mod.ON_OR_BEFORE,
    "by": Mod.ON_OR_BEFORE,
    "before": Mod.BEFORE,
    "after": Mod.AFTER,
}


def _bounded(words: Words, first: int, last: int, read: Found, now: dt.date | None) -> Timex:
    """The timex; "since 2022" and "before March" open its days, for what is told lies on one side of them."""
    start, end = words.starts[first], words.ends[last - 1]
    mod, when = read.mod, read.when
    bound = _BOUNDS.get(words.word(first - 1)) if read.kind is Kind.DATE else None
    following = words.word(last)
    noun = following[:1].isalpha() and following not in lexicon().function_words
    if bound is not None and (following == "'s" or (bound is not Mod.ON_OR_AFTER and noun)):
        bound = None
    if bound is not None and (mod is None or bound is Mod.ON_OR_AFTER):
        mod = mod or bound
        if when is not None:
            when = _side(when, bound, now)
    return Timex(start, end, read.kind, read.value, mod, when)


def _side(when: PartialDate, bound: Mod, now: dt.date | None) -> PartialDate | None:
    day = dt.timedelta(days=1)
    if bound is Mod.ON_OR_AFTER and when.first is not None:
        return PartialDate(when.first, now if now and now >= when.first else None, Precision.VAGUE)
    if bound is Mod.AFTER and when.last is not None and when.last < dt.date.max:
        return PartialDate(when.last + day, None, Precision.VAGUE)
    if bound is Mod.ON_OR_BEFORE:
        return PartialDate(None, when.last, Precision.VAGUE)
    if bound is Mod.BEFORE and when.first is not None and when.first > dt.date.min:
        return PartialDate(None, when.first - day, Precision.VAGUE)
    return when
