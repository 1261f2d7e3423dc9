"""The grammar of dates told from another: "last month", "three days ago", "a year earlier", quarters and seasons."""

from __future__ import annotations

import datetime as dt

from headwater.resolution.datings import MACROS, by_tense, found, modifier, unknown
from headwater.resolution.periods import UNKNOWN, Period, Unit, shifted
from headwater.resolution.timerules import NOTHING, Found, Grammar, Hit
from headwater.resolution.timex import Kind, Mod
from headwater.text import PartialDate, Precision

RELATIONS = Grammar(MACROS)
rule = RELATIONS.rule

LETTERS = {
    Unit.SECOND: ("T", "S", 1),
    Unit.MINUTE: ("T", "M", 1),
    Unit.HOUR: ("T", "H", 1),
    Unit.DAY: ("", "D", 1),
    Unit.WEEK: ("", "W", 1),
    Unit.FORTNIGHT: ("", "W", 2),
    Unit.MONTH: ("", "M", 1),
    Unit.QUARTER: ("", "M", 3),
    Unit.YEAR: ("", "Y", 1),
    Unit.DECADE: ("", "Y", 10),
    Unit.CENTURY: ("", "Y", 100),
}
"""ISO 8601's letters for lengths, and how many of them a unit is."""


def length(count: float | str, unit: Unit) -> str:
    """ISO 8601's duration: P3Y, PT2H, PXM. Half years and half hours are told in the next smaller unit."""
    time, letter, factor = LETTERS[unit]
    if isinstance(count, str):
        return f"P{time}X{letter}"
    total = count * factor
    if total == int(total):
        return f"P{time}{int(total)}{letter}"
    smaller = {"Y": ("M", 12), "H": ("M", 60), "D": ("", 0), "W": ("D", 7), "M": ("S", 60) if time else ("", 0)}
    below, parts = smaller.get(letter, ("", 0))
    rest = (total - int(total)) * parts
    if below and rest == int(rest):
        whole = f"{int(total)}{letter}" if int(total) else ""
        return f"P{time}{whole}{int(rest)}{below}"
    return f"P{time}{total:g}{letter}"


def count_of(hit: Hit) -> float | str | None:
    """The number of units that the words tell; "X" where they are few or several."""
    if "NUM" in hit:
        return float(hit["NUM"])
    if "COUPLE" in hit:
        return 2.0
    if "FEW" in hit:
        return "X"
    return 1.0 if "A" in hit or "ORD" in hit else None


@rule(
    "{EDGE}? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|THIS|THAT|SAME|THAT SAME|THIS SAME|THIS PAST|THIS COMING|CURRENT)"
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
    if _is_title(hit):
        return NOTHING
    if not hit.any(*_POINTERS):
        return _whole(hit, unit)
    context, mod = hit.context, modifier(hit)
    if unit is Unit.QUARTER and "LATEST" in hit:
        return _last_quarter(hit)
    if "END" in hit and not (hit.any("THE", "THIS", "NEXT", "LAST")):
        if unit is not Unit.YEAR:
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
        period = Period.of(unit, base)
        if step == -1:
            period = period.shift(-1) if base.weekday() < 7 else period
        return found(
            period if step <= 0 else period.shift(step if period.last < base or base.weekday() > 4 else 0), mod
        )
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


_AMOUNT = "(A FEW|A COUPLE OF|A COUPLE|NUM OF?|A|FEW|ABOUT NUM|NEARLY NUM|NEARLY A|ABOUT A|MORE THAN NUM|MORE THAN A|LESS THAN A|LESS THAN NUM|OVER NUM|OVER A|AT LEAST NUM|NEARLY A COUPLE OF|JUST NUM|JUST A|THE)"
_COUNT = "((MORE|LESS) THAN|OVER|AT LEAST|ABOUT|NEARLY|AT MOST|UP TO|WITHIN|ANOTHER)? (A FEW|A COUPLE OF?|NUM|A|FEW)"


@rule(
    f"{_COUNT} ADDITIONAL? (UNIT|UNITS) (OR SO)? (AGO|EARLIER|LATER|BEFORE|AFTER|AFTERWARDS|AHEAD)",
    "(UNIT|UNITS) (AGO|EARLIER)",
    f"{_COUNT} (UNIT|UNITS) (BEFORE|AFTER|FROM) (TODAY|VAGUE)",
    f"{_COUNT} (UNIT|UNITS) (BEFORE|AFTER|FROM) (TODAY|VAGUE)",
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
            base = context.now if "EARLIER" in hit else None
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


def amount_mod(hit: Hit) -> Mod | None:
    """What "more than", "at least", "about" make of a number."""
    for name in ("MORE", "LESS", "LEAST", "MOST", "OVER", "ABOUT", "NEARLY"):
        if name in hit:
            return Mod(hit[name])
    if "UP" in hit or "WITHIN" in hit:
        return Mod.EQUAL_OR_LESS
    return Mod.APPROX if "OR" in hit else None


_POINTERS = (
    "LAST PAST NEXT COMING PREVIOUS FOLLOWING THIS THAT SAME CURRENT LATEST EARLIER LATER EARLY LATE END".split()
)


def _is_title(hit: Hit) -> bool:
    """Whether the words are a programme's or a paper's name ("This Week"): capitals in a text that is not all so."""
    words = hit.words
    written = words.text[words.starts[hit.last - 1] : words.ends[hit.last - 1]]
    return written[:1].isupper() and not written.isupper() and "WEEKEND" not in hit


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


def _last_quarter(hit: Hit) -> Found:
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
    of_text = _last_quarter(hit).period
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
    "THE? {EDGE}? (SEASON|FALL) (OF|IN|COMMA)? YEAR",
    "THE? {EDGE}? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|THIS|THIS PAST|THIS COMING|THAT) (SEASON|FALL)",
    "(IN|DURING|SINCE|BY|UNTIL) (THE? {EDGE}?)? (SEASON|FALL)",
    "THE? EARLY SEASON",
)
def season(hit: Hit) -> Found | None:
    """Last fall, this summer, the winter of 1994, in the spring."""
    code = hit["SEASON"] or hit["FALL"]
    mod = modifier(hit)
    first = hit.first + 1 if hit.any("IN", "DURING", "SINCE", "BY", "UNTIL") and "YEAR" not in hit else None
    if "YEAR" in hit:
        return found(Period.season(hit["YEAR"], code), mod, absolute=True)
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
