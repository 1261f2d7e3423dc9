"""The grammar of dates of the calendar: figures, days of a month, months, holidays."""

from __future__ import annotations

import datetime as dt
import re

from headwater.resolution.calendar.lexicon import Holiday, lexicon
from headwater.resolution.calendar.periods import Period, Unit, easter
from headwater.resolution.calendar.recurrences import by_tense, found, hyphened, modifier
from headwater.resolution.calendar.rules import Found, Grammar, Hit
from headwater.resolution.timex import Kind
from headwater.text import PartialDate, Precision

GRAMMAR = Grammar()
rule = GRAMMAR.rule


@rule("FULL")
def numeric(hit: Hit) -> Found | None:
    """2016-10-03, 2016/10/03, 21.02.2015, 10/25/2016; where day and month could be either, only the year is read."""
    written = hit["FULL"]
    date, _, time = written.partition("T")
    parts = [int(p) for p in re.split(r"[-./]", date)]
    try:
        if len(date.split(date[4:5])[0]) == 4 and not date[4].isdigit():
            day = dt.date(*parts)
        else:
            one, two, year = parts
            year += (2000 if year < 70 else 1900) if year < 100 else 0
            if one <= 12 and two <= 12 and one != two and "." not in date:
                days = sorted((dt.date(year, one, two), dt.date(year, two, one)))
                return Found(Kind.DATE, f"{year:04}-XX-XX", None, PartialDate(days[0], days[1], Precision.VAGUE))
            day = dt.date(year, two, one) if two <= 12 else dt.date(year, one, two)
    except ValueError:
        return None
    period = Period(Unit.DAY, day)
    if time:
        return Found(Kind.TIME, f"{day.isoformat()}T{time}", None, period.when(), period, True)
    return found(period, absolute=True)


_DAYNAME = "((WEEKDAY|MAYBEDAY) COMMA? (THE|ON)?)?"


@rule(
    f"THE? {{EDGE}}? LAST? {_DAYNAME} (MONTH|MAYBEMONTH) THE? (NUM|ORD) (COMMA? (OF|IN)? YEAR)?",
    f"THE? {{EDGE}}? {_DAYNAME} (NUM|ORD) OF? (MONTH|MAYBEMONTH) (COMMA? (OF|IN)? YEAR)?",
    f"{_DAYNAME} (MONTH|MAYBEMONTH) (NUM|ORD) OF? (LAST|THIS|NEXT) UNIT",
    f"{_DAYNAME} NUM (MONTH|MAYBEMONTH) NUM2",
)
def month_day(hit: Hit) -> Found | None:
    """Feb. 3, Monday 3 Oct 2016, the 21st of July, October 4 2016."""
    number = hit["NUM"] if "NUM" in hit else hit["ORD"]
    if not isinstance(number, int) or not 1 <= number <= 31:
        return None
    at = hit.at("NUM")
    if at is not None and not hit.words.lower[at].isdigit():
        return None
    month = hit["MONTH"] or hit["MAYBEMONTH"]
    year = hit["YEAR"]
    if "NUM2" in hit:
        year = _short_year(hit)
        if year is None:
            return None
    mod = modifier(hit)
    following = hit.words.word(hit.last)
    if year is None and at == hit.last - 1 and following in lexicon().counted:
        return None
    if "UNIT" in hit:
        if hit["UNIT"] != Unit.YEAR or hit.context.now is None:
            return None
        year = hit.context.now.year + (-1 if "LAST" in hit else 1 if "NEXT" in hit else 0)
    if year is not None:
        try:
            return found(Period(Unit.DAY, dt.date(year, month, number)), mod, absolute="UNIT" not in hit)
        except ValueError:
            return None
    try:
        dt.date(2000, month, number)
    except ValueError:
        return None
    named = hit["WEEKDAY"] or hit["MAYBEDAY"]

    def make(year: int) -> Period:
        day = dt.date(year, month, number)
        if named and day.isoweekday() != named:
            raise ValueError(f"{day} is another day of the week")
        return Period(Unit.DAY, day)

    period = by_tense(hit, make, direction=-1 if "LAST" in hit else None)
    if period is None:
        return Found(Kind.DATE, f"XXXX-{month:02}-{number:02}", mod)
    return found(period, mod)


def _short_year(hit: Hit) -> int | None:
    """The year of "3 JAN 90", which wires write."""
    at = hit.at("NUM2")
    if at is None or len(hit.words.lower[at]) != 2 or not hit.words.lower[at].isdigit():
        return None
    return int(hit["NUM2"]) + (2000 if hit["NUM2"] < 70 else 1900)


@rule(
    *(f"(?<=(MONTH|MAYBEMONTH) NUM {join}) NUM2 (COMMA? YEAR)?" for join in ("AND", "TO", "DASH", "")),
    "NUM2 (?=(TO|AND|DASH)? (NUM|ORD) OF? (MONTH|MAYBEMONTH) (COMMA? YEAR)?)",
)
def other_day(hit: Hit) -> Found | None:
    """The second day of "June 3-5" and "April 24 and 25", the first of "10 to 12 June"."""
    number, words = hit["NUM2"], hit.words
    at, months = hit.at("NUM2"), hit["MONTH"] or hit["MAYBEMONTH"]
    assert at is not None
    joined = hit.any("AND", "TO", "DASH") or hyphened(words, at) or hyphened(words, at + 1)
    after = words.word(hit.last)
    ahead = (hit.at("MONTH") or hit.at("MAYBEMONTH") or 0) > at
    if not joined or not isinstance(number, int) or not words.lower[at].isdigit() or not 1 <= number <= 31:
        return None
    if not ahead and "YEAR" not in hit and after[:1].isalpha() and after not in lexicon().function_words:
        return None
    if "YEAR" in hit:
        return found(Period(Unit.DAY, dt.date(hit["YEAR"], months, number)), absolute=True)
    dt.date(2000, months, number)
    day = by_tense(hit, lambda y: Period(Unit.DAY, dt.date(y, months, number)))
    return found(day) if day else Found(Kind.DATE, f"XXXX-{months:02}-{number:02}")


@rule("THE? {EDGE}? (MONTH|MAYBEMONTH) (COMMA|OF|IN)? THE? YEAR")
def month_year(hit: Hit) -> Found | None:
    """October 2024, early January 1998."""
    return found(
        Period(Unit.MONTH, dt.date(hit["YEAR"], hit["MONTH"] or hit["MAYBEMONTH"], 1)), modifier(hit), absolute=True
    )


_BEFORE_MONTH = frozenset(
    "in since by until till from to through of during before after and or between last this next past early late mid"
    " earlier later end beginning start for around about every each -".split()
)


@rule(
    "THE? {EDGE}? (LAST|THIS|NEXT|THIS PAST|THIS COMING|PAST|COMING|PREVIOUS|FOLLOWING)? (MONTH|MAYBEMONTH)",
    "THE? {EDGE}? (MONTH|MAYBEMONTH) OF? (LAST|THIS|NEXT|THAT|PREVIOUS|FOLLOWING) UNIT",
)
def month_alone(hit: Hit) -> Found | None:
    """In October, last April, June last year, late November."""
    month = hit["MONTH"] or hit["MAYBEMONTH"]
    words = hit.words
    at = hit.at("MONTH") if "MONTH" in hit else hit.at("MAYBEMONTH")
    assert at is not None
    after_preposition = at > 0 and words.word(at - 1) in _BEFORE_MONTH
    if "MAYBEMONTH" in hit and not _is_month(hit, at):
        return None
    if not after_preposition and _names_somebody(hit, at):
        return None
    mod = modifier(hit)
    if "UNIT" in hit:
        if hit["UNIT"] != Unit.YEAR:
            return None
        base = hit.context.now
        if "THAT" in hit or "PREVIOUS" in hit or "FOLLOWING" in hit:
            base = hit.context.reference.first if hit.context.reference else None
        if base is None:
            return Found(Kind.DATE, f"XXXX-{month:02}", mod)
        step = -1 if "LAST" in hit or "PREVIOUS" in hit else 1 if "NEXT" in hit or "FOLLOWING" in hit else 0
        return found(Period(Unit.MONTH, dt.date(base.year + step, month, 1)), mod)
    direction = None
    if "LAST" in hit or "PAST" in hit or "PREVIOUS" in hit:
        direction = -1
    elif "NEXT" in hit or "COMING" in hit or "FOLLOWING" in hit:
        direction = 1
    if "THIS" in hit and direction is None:
        if hit.context.now is None:
            return Found(Kind.DATE, f"XXXX-{month:02}", mod)
        return found(Period(Unit.MONTH, dt.date(hit.context.now.year, month, 1)), mod)
    period = by_tense(hit, lambda y: Period(Unit.MONTH, dt.date(y, month, 1)), direction=direction)
    if period is None:
        return Found(Kind.DATE, f"XXXX-{month:02}", mod)
    return found(period, mod)


def _names_somebody(hit: Hit, at: int) -> bool:
    """Whether a month is part of a name ("April Jones", "Operation August"): a capital beside it, on the same line."""
    words = hit.words
    text = words.text
    for other in (at - 1, at + 1):
        if not 0 <= other < len(words.starts):
            continue
        between = (
            text[words.ends[at] : words.starts[other]] if other > at else text[words.ends[other] : words.starts[at]]
        )
        written = text[words.starts[other] : words.ends[other]]
        if between == " " and written[:1].isupper() and not written.isupper() and words.meanings[other] is None:
            return other > at or other not in words.stops
    return False


_SURE_BEFORE = frozenset("in since until till during last next early late mid earlier later by".split())
_JOINS = frozenset("from to through and or between - this past of".split())


def _is_month(hit: Hit, at: int) -> bool:
    """Whether "May" or "March" by itself is the month: by the word before it, or a month beside it."""
    words, letters = hit.words, lexicon().letters
    before, after = words.word(at - 1), words.word(at + 1)
    if words.lower[at] in ("jan", "mar") or (after == "'s" and before not in ("in", "last")):
        return False
    if before in _SURE_BEFORE or (before in ("this", "past") and "UNIT" not in hit):
        return True
    if words.text[words.starts[at] : words.ends[at]].isupper():
        return False
    months = (letters["MONTH"], letters["MAYBEMONTH"])
    if before in _JOINS | {",", "before", "after"} and any(
        0 <= i < len(words.classes) and words.classes[i] in months for i in (at - 2, at + 2)
    ):
        return True
    if before in ("before", "after", "from"):
        return not after[:1].isalpha()
    return before == "the" and after[:1].isalpha() and after not in lexicon().function_words


@rule("HOLIDAY (COMMA? YEAR)?", "(LAST|THIS|NEXT) HOLIDAY")
def holiday(hit: Hit) -> Found | None:
    """Christmas, last Thanksgiving, Easter 2018."""
    named: Holiday = hit["HOLIDAY"]

    def make(year: int) -> Period:
        if named.easter is not None:
            return Period(Unit.DAY, easter(year) + dt.timedelta(days=named.easter))
        assert named.month
        if named.day:
            return Period(Unit.DAY, dt.date(year, named.month, named.day))
        assert named.weekday and named.nth
        first = dt.date(year, named.month, 1)
        if named.nth < 0:
            last = Period.of(Unit.MONTH, first).last
            return Period(Unit.DAY, last - dt.timedelta(days=(last.isoweekday() - named.weekday) % 7))
        return Period(
            Unit.DAY, first + dt.timedelta(days=(named.weekday - first.isoweekday()) % 7 + 7 * (named.nth - 1))
        )

    if "YEAR" in hit:
        return found(make(hit["YEAR"]), absolute=True)
    direction = -1 if "LAST" in hit else 1 if "NEXT" in hit else None
    if "THIS" in hit:
        day = make(hit.context.now.year) if hit.context.now else None
    else:
        day = by_tense(hit, make, direction=direction)
    if day is None:
        value = f"XXXX-{named.month:02}-{named.day:02}" if named.day else "XXXX-XX-XX"
        return Found(Kind.DATE, value)
    return found(day)
