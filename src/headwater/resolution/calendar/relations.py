"""The grammar of dates told from another: "last month", "three days ago", "a year earlier"."""

from __future__ import annotations

import datetime as dt

from headwater.resolution.calendar.lengths import amount_mod, count_of, length
from headwater.resolution.calendar.periods import Period, Unit, shifted
from headwater.resolution.calendar.quarters import last_quarter
from headwater.resolution.calendar.recurrences import found, modifier, unknown
from headwater.resolution.calendar.rules import NOTHING, Found, Grammar, Hit
from headwater.resolution.timex import Kind, Mod
from headwater.text import PartialDate, Precision

GRAMMAR = Grammar()
rule = GRAMMAR.rule


@rule(
    "{EDGE}? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|THIS|THAT|SAME|CURRENT|(THAT|THIS) SAME|THIS (PAST|COMING))"
    " FISCAL? (UNIT|WEEKEND)",
    "({EDGE} IN?)? THE (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|SAME|CURRENT|LATEST) FISCAL? WHOLE? (UNIT|WEEKEND)",
    "(EARLIER|LATER|EARLY|LATE) IN THE UNIT",
    "THE? END OF? (THE|THIS|NEXT|LAST) UNIT",
    "ABOUT? UNIT POSS? END",
    "LATER (THIS|THAT|IN THE|THE SAME) UNIT",
    "THE WEEKEND",
    "THE (FISCAL|WHOLE)? UNIT",
)
def deictic(hit: Hit) -> Found | None:
    """Last month, this week, the following year, earlier this year, the end of the month, year-end."""
    unit = Unit(hit["WEEKEND"]) if "WEEKEND" in hit else Unit(hit["UNIT"])
    if unit is Unit.CENTURY and "PAST" in hit:
        return Found(Kind.DURATION, "P100Y")
    if unit in (Unit.MINUTE, Unit.HOUR, Unit.CENTURY):
        return None
    if unit is Unit.DAY and hit.any("EARLIER", "LATER", "EARLY", "LATE") and "IN" in hit:
        return NOTHING
    if hit.quoted:
        return NOTHING
    if not hit.any(*_POINTERS):
        return _whole(hit, unit)
    context, mod = hit.context, modifier(hit)
    if unit is Unit.QUARTER and "LATEST" in hit:
        return last_quarter(hit)
    if "END" in hit and not hit.any("THE", "THIS", "NEXT", "LAST") and unit is not Unit.YEAR:
        return None
    step = 0
    base = context.now
    if "LAST" in hit or "PAST" in hit or "LATEST" in hit:
        step = -1
    elif "NEXT" in hit or "COMING" in hit:
        step = 1
    elif "PREVIOUS" in hit or "FOLLOWING" in hit or "THAT" in hit or "SAME" in hit:
        step = -1 if "PREVIOUS" in hit else 1 if "FOLLOWING" in hit else 0
        base = context.reference.first if context.reference is not None else None
        if base is not None and unit is Unit.DAY and context.reference and context.reference.unit is not Unit.DAY:
            return unknown(unit, mod)
    if base is None:
        return unknown(unit, mod)
    if unit is Unit.WEEKEND:
        return found(_weekend(hit, base, step), mod)
    if unit is Unit.DAY and step == -1 and "PAST" in hit:
        return Found(Kind.DURATION, "P1D", mod, PartialDate(base - dt.timedelta(days=1), base, Precision.VAGUE))
    period = Period.of(Unit.WEEK if unit is Unit.FORTNIGHT else unit, base).shift(step)
    result = found(period, mod, now=context.now if base == context.now and step == 0 else None)
    if "PAST" in hit and unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE, Unit.QUARTER):
        days = PartialDate(shifted(base, -1, unit), base, Precision.VAGUE)
        if unit is Unit.DECADE:
            return Found(Kind.DURATION, "P10Y", mod, days)
        return result._replace(when=days)
    return result


_POINTERS = (
    "LAST PAST NEXT COMING PREVIOUS FOLLOWING THIS THAT SAME CURRENT LATEST EARLIER LATER EARLY LATE END".split()
)


def _weekend(hit: Hit, base: dt.date, step: int) -> Period:
    """This, the next or the last weekend, seen from a day; "this weekend" is over where the verb says so."""
    period = Period.of(Unit.WEEKEND, base)
    if step < 0 or (step == 0 and period.first > base and hit.tense < 0):
        return period.shift(-1)
    return period.shift(1) if step > 0 and period.first <= base else period


def _whole(hit: Hit, unit: Unit) -> Found | None:
    """The weekend; the year that a report of figures is about ("for the year", "the year ended in June")."""
    now, words = hit.context.now, hit.words
    if unit is Unit.WEEKEND:
        if now is None:
            return unknown(unit)
        period = Period.of(unit, now)
        return found(period if period.first <= now or hit.tense > 0 else period.shift(-1))
    if unit is not Unit.YEAR:
        return None
    if words.word(hit.last) in ("ended", "ending", "to", "through"):
        return Found(Kind.DURATION, "P1Y")
    if "WHOLE" in hit or words.word(hit.first - 1) == "for":
        return found(Period.of(unit, now)) if now else unknown(unit)
    return None


@rule(
    "{COUNT} ADDITIONAL? (UNIT|UNITS) (OR SO)? (AGO|EARLIER|LATER|BEFORE|AFTER|AFTERWARDS|AHEAD)",
    "(UNIT|UNITS) (AGO|EARLIER)",
    "{COUNT} (UNIT|UNITS) (BEFORE|AFTER|FROM) (TODAY|VAGUE)",
    "THE UNIT (BEFORE|AFTER|EARLIER)",
    "IN (A FEW|A COUPLE OF?|NUM|A|FEW) (UNIT|UNITS) POSS? TIMESPAN",
)
def apart(hit: Hit) -> Found | None:
    """Three days ago (from the day of writing); two weeks later, a year earlier (from the date mentioned last)."""
    count = count_of(hit)
    plural = "UNITS" in hit
    unit = Unit(hit["UNITS"] if plural else hit["UNIT"])
    back = "AGO" in hit or "EARLIER" in hit or "BEFORE" in hit
    deictic_now = "AGO" in hit or "VAGUE" in hit or "TODAY" in hit or "AHEAD" in hit
    mod = amount_mod(hit)
    if count is None and "THE" in hit:
        count = 1.0
    if count is None:
        if not plural:
            count = 1.0
            if unit is not Unit.YEAR:
                return None
        else:
            return Found(Kind.DATE, "PAST_REF") if "AGO" in hit else None
    if isinstance(count, str):
        if "AGO" in hit:
            return Found(Kind.DATE, "PAST_REF", mod)
        return Found(Kind.DURATION, length(count, unit), mod)
    context = hit.context
    if unit is Unit.YEAR and back and count == 1 and context.quarter is not None and not mod:
        return found(context.quarter.shift(-4))._replace(compared=True)
    if count != int(count) or unit in (Unit.HOUR, Unit.MINUTE):
        whole = length(count, unit)
        now = context.now
        if unit in (Unit.HOUR, Unit.MINUTE) and deictic_now and now and count < 48:
            span = PartialDate(now - dt.timedelta(days=int(count) // 24 + 1), now, Precision.VAGUE)
            return Found(Kind.DURATION, whole, mod, span)
        if unit is Unit.YEAR:
            return _months_apart(hit, count, back, mod)
        return Found(Kind.DURATION, whole, mod)
    base = context.now
    if not deictic_now:
        if hit.last < len(hit.words.lower) and ("BEFORE" in hit or "AFTER" in hit) and _goes_on(hit):
            return Found(Kind.DURATION, length(count, unit), mod)
        reference = context.reference
        if reference is None:
            base = context.now if "EARLIER" in hit and unit is Unit.YEAR else None
        else:
            base = reference.first
            if unit is Unit.DAY and reference.unit is not Unit.DAY:
                base = None
    if base is None:
        return unknown(Unit.WEEK if unit is Unit.FORTNIGHT else unit, mod)
    base = shifted(base, -int(count) if back else int(count), unit)
    if unit in (Unit.DECADE, Unit.CENTURY):
        unit = Unit.YEAR if unit is Unit.DECADE else Unit.DECADE
    period = Period.of(Unit.WEEK if unit is Unit.FORTNIGHT else unit, base)
    return found(period, mod)._replace(when=_about(period, mod)) if mod else found(period)


def _about(period: Period, mod: Mod | None) -> PartialDate:
    """The days of a count that is only roughly told: the neighbours too, or all that lie beyond."""
    wide = PartialDate(period.shift(-1).first, period.shift(1).last, Precision.VAGUE)
    if mod in (Mod.MORE_THAN, Mod.EQUAL_OR_MORE):
        return PartialDate(None, period.last, Precision.VAGUE)
    return wide


def _months_apart(hit: Hit, count: float, back: bool, mod: Mod | None) -> Found:
    if hit.context.now is None or "AGO" not in hit:
        return Found(Kind.DURATION, length(count, Unit.YEAR), mod)
    months = round(count * 12)
    return found(Period.of(Unit.MONTH, shifted(hit.context.now, -months, Unit.MONTH)), mod or Mod.APPROX)


def _goes_on(hit: Hit) -> bool:
    """Whether "a day after" is followed by what it is after ("a day after the vote")."""
    after = hit.words.word(hit.last)
    return after not in (",", ".", ";", ":", ")", "-", "\n", "and", "but", "?", "!")
