"""The grammar of parts of a year: quarters, halves and seasons, and parts of a month."""

from __future__ import annotations

import datetime as dt

from headwater.resolution.calendar.periods import UNKNOWN, Period, Unit
from headwater.resolution.calendar.recurrences import by_tense, found, modifier, unknown
from headwater.resolution.calendar.rules import Found, Grammar, Hit
from headwater.resolution.timex import Kind, Mod

GRAMMAR = Grammar()
rule = GRAMMAR.rule


def last_quarter(hit: Hit) -> Found:
    """The quarter that the text speaks of, or the last that was over when it was written."""
    context = hit.context
    told, now = context.quarter, context.now
    if told is not None and not ("LATEST" in hit and now is not None and told.last >= now):
        return found(told)
    if context.now is None:
        return unknown(Unit.QUARTER)
    return found(Period.of(Unit.QUARTER, context.now).shift(-1))


_YEARSIDE = "(OF|IN|COMMA|FROM)? (THE? FISCAL? UNIT? YEAR|(LAST|THIS|NEXT|THAT|PREVIOUS|FOLLOWING) FISCAL? UNIT)"


@rule(
    f"(THE|THIS|POSS)? FISCAL? ORD UNIT2 ({_YEARSIDE})?",
    "THE? (FISCAL)? YEAR POSS? FISCAL? ORD UNIT2",
    "(THE (COMPARABLE)?)? (LAST|THIS|NEXT) UNIT POSS FISCAL? ORD UNIT2",
    "THE? COMPARABLE? UNIT (AGO|EARLIER|BEFORE) FISCAL? ORD UNIT2",
    f"THE? QUARTER ({_YEARSIDE})?",
    "THE? YEAR QUARTER",
)
def quarter(hit: Hit) -> Found | None:
    """The third quarter, this year's first quarter, the 1988 second quarter, Q3 2024."""
    if "QUARTER" in hit:
        number = hit["QUARTER"]
    else:
        number = hit["ORD"]
        if hit["UNIT2"] != Unit.QUARTER:
            return None
    if not 1 <= number <= 4 or ("UNIT" in hit and hit["UNIT"] != Unit.YEAR):
        return None
    now = hit.context.now
    if "YEAR" in hit:
        return found(_quarter(hit["YEAR"], number), absolute=True)
    unset = Found(Kind.DATE, f"XXXX-Q{number}")
    if "AGO" in hit or "EARLIER" in hit or "BEFORE" in hit:
        base = _latest(number, now) if now else None
        return found(base.shift(-4))._replace(compared=True) if base else unset
    if "UNIT" in hit:
        if now is None:
            return unset
        step = -1 if "LAST" in hit or "PREVIOUS" in hit else 1 if "NEXT" in hit or "FOLLOWING" in hit else 0
        return found(_quarter(now.year + step, number))
    if now is None:
        return unset
    return found(_latest(number, now))


def _latest(number: int, now: dt.date) -> Period:
    """The last quarter of that number which has begun: reports speak of what is over or runs."""
    this = _quarter(now.year, number)
    return this if this.first <= now else this.shift(-4)


def _quarter(year: int, number: int) -> Period:
    return Period(Unit.QUARTER, dt.date(year, 3 * number - 2, 1))


@rule(
    "THE COMPARABLE? UNIT (AGO|EARLIER|BEFORE) (PERIOD|UNIT2)",
    "THE COMPARABLE (PERIOD|UNIT2) ((OF|A|THE)? (LAST|PREVIOUS) UNIT|A? UNIT (AGO|EARLIER|BEFORE))?",
    "UNIT (AGO|EARLIER) (PERIOD|UNIT2)",
    "LAST UNIT POSS (PERIOD|UNIT2)",
    "THE YEAR (PERIOD|UNIT2)",
    "THE SAME (PERIOD|UNIT2) (LAST UNIT|A? UNIT (AGO|EARLIER|BEFORE))",
    "THE UNIT2 A? UNIT (AGO|EARLIER)",
    "THE LATEST PERIOD",
    "THE UNIT2",
)
def compared(hit: Hit) -> Found | None:
    """The quarter, the latest period, the year-earlier quarter: what a report of figures compares."""
    if "UNIT2" in hit and hit["UNIT2"] not in (Unit.QUARTER,):
        return None
    if "UNIT" in hit and hit["UNIT"] != Unit.YEAR:
        return None
    of_text = last_quarter(hit).period
    if "YEAR" in hit:
        month = of_text.first.month if of_text else None
        if month is None:
            return Found(Kind.DATE, f"{hit['YEAR']:04}")
        return found(Period(Unit.QUARTER, dt.date(hit["YEAR"], month, 1)), absolute=True)._replace(compared=True)
    if of_text is None:
        return unknown(Unit.QUARTER)
    return found(of_text.shift(-4))._replace(compared=True) if "UNIT" in hit else found(of_text)


@rule(
    "THE? ORD UNIT2 OF? (THE? FISCAL? UNIT? YEAR|(LAST|THIS|NEXT|THE) UNIT)",
    "THE? (ORD|LAST) HALF OF (THE? FISCAL? UNIT? YEAR|(LAST|THIS|NEXT|THE) UNIT)",
    "THE? ORD HALF",
)
def half(hit: Hit) -> Found | None:
    """The first half of 2024, the second half of this year."""
    if "HALF" not in hit or ("UNIT" in hit and hit["UNIT"] != Unit.YEAR):
        return None
    number = 2 if "LAST" in hit and "ORD" not in hit else hit["ORD"]
    if number not in (1, 2):
        return None
    now = hit.context.now
    if "YEAR" in hit:
        return found(Period(Unit.HALF, dt.date(hit["YEAR"], 6 * number - 5, 1)), absolute=True)
    if "UNIT" not in hit:
        return None
    if now is None:
        return Found(Kind.DATE, f"XXXX-H{number}")
    step = -1 if "LAST" in hit and "ORD" in hit else 1 if "NEXT" in hit else 0
    return found(Period(Unit.HALF, dt.date(now.year + step, 6 * number - 5, 1)))


@rule(
    "(IN|DURING|SINCE|BY|UNTIL)? THE? {EDGE}? (SEASON|FALL) (OF|COMMA)? YEAR",
    "THE? {EDGE}? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|THIS|THIS PAST|THIS COMING|THAT) (SEASON|FALL)",
    "(IN|DURING|SINCE|BY|UNTIL) (THE? {EDGE}?)? (SEASON|FALL)",
    "THE? EARLY SEASON",
)
def season(hit: Hit) -> Found | None:
    """Last fall, this summer, the winter of 1994, in the spring."""
    code = hit["SEASON"] or hit["FALL"]
    mod = modifier(hit)
    first = hit.first + 1 if hit.any("IN", "DURING", "SINCE", "BY", "UNTIL") else None
    if "YEAR" in hit:
        return found(Period.season(hit["YEAR"], code), mod, absolute=True)._replace(first=first)
    if "FALL" in hit and first is not None and "THE" not in hit and "EARLY" not in hit and "LATE" not in hit:
        return None
    direction = -1 if hit.any("LAST", "PAST", "PREVIOUS") else 1 if hit.any("NEXT", "COMING", "FOLLOWING") else None
    now = hit.context.now
    if "THIS" in hit and direction is None:
        period = Period.season(now.year - (code == "WI" and now.month < 3), code) if now else None
    else:
        period = by_tense(hit, lambda y: Period.season(y, code), direction=direction)
    if period is None:
        return Found(Kind.DATE, f"XXXX-{code}", mod, first=first)
    return found(period, mod)._replace(first=first)


@rule("THE? (ORD|LAST) UNIT OF (MONTH|MAYBEMONTH) (COMMA? YEAR)?")
def part_of_month(hit: Hit) -> Found | None:
    """The first week of March, the last day of July 2019. A middle week is told as the month alone."""
    unit, number = Unit(hit["UNIT"]), hit["ORD"] or -1
    month = hit["MONTH"] or hit["MAYBEMONTH"]
    if unit not in (Unit.DAY, Unit.WEEK):
        return None
    if "YEAR" in hit:
        whole: Period | None = Period(Unit.MONTH, dt.date(hit["YEAR"], month, 1))
    else:
        whole = by_tense(hit, lambda y: Period(Unit.MONTH, dt.date(y, month, 1)))
    mod = Mod.START if number == 1 else Mod.END if number == -1 else None
    if whole is None:
        return Found(Kind.DATE, f"XXXX-{month:02}", mod)
    if unit is Unit.DAY:
        day = whole.last if number == -1 else whole.first + dt.timedelta(days=number - 1)
        return found(Period(Unit.DAY, day), absolute="YEAR" in hit) if day <= whole.last else None
    return found(whole, mod, absolute="YEAR" in hit)


@rule("THE? UNIT OF (MONTH|MAYBEMONTH) (NUM|ORD) (COMMA? YEAR)?")
def week_of(hit: Hit) -> Found | None:
    """The week of March 6."""
    if hit["UNIT"] != Unit.WEEK:
        return None
    month, number = hit["MONTH"] or hit["MAYBEMONTH"], hit["NUM"] or hit["ORD"]
    if not isinstance(number, int) or not 1 <= number <= 31:
        return None
    if "YEAR" in hit:
        day = Period(Unit.DAY, dt.date(hit["YEAR"], month, number))
    else:
        dt.date(2000, month, number)
        told = by_tense(hit, lambda y: Period(Unit.DAY, dt.date(y, month, number)))
        if told is None:
            return Found(Kind.DATE, UNKNOWN[Unit.WEEK])
        day = told
    return found(Period.of(Unit.WEEK, day.first))
