"""The grammar of lengths, recurrences, clock times, parts of the day and vague words."""

from __future__ import annotations

import datetime as dt
import re

from headwater.resolution.datings import MACROS, is_name, modifier, weekday_of
from headwater.resolution.periods import Period, Unit, shifted
from headwater.resolution.relations import amount_mod, count_of, length
from headwater.resolution.timerules import NOTHING, Found, Grammar, Hit
from headwater.resolution.timex import Kind, Mod
from headwater.text import PartialDate, Precision

LENGTHS = Grammar(MACROS)
rule = LENGTHS.rule

_COUNT = "((MORE|LESS) THAN|OVER|AT (LEAST|MOST)|ABOUT|NEARLY|UP TO|WITHIN)? (A FEW|A COUPLE OF?|NUM|A|FEW)"


@rule(
    f"{_COUNT} (MORE|ADDITIONAL|WHOLE|FISCAL)? (UNIT|UNITS) OLD?",
    f"{_COUNT} (UNIT|UNITS) AND A HALF",
    "NUM (TO|OR|DASH|AND) NUM2 (UNIT|UNITS)",
    "THE? UNIT2 EARLIER NUM UNITS",
    "THE (ORD|WHOLE|PREVIOUS|FOLLOWING|COMING)? (NUM|FEW) FISCAL? UNITS",
    "A (UNIT|UNITS) AND A2 HALF",
    "HALF A? (UNIT|UNITS)",
    "A HALF (UNIT|UNITS)",
)
def duration(hit: Hit) -> Found | None:
    """Three days, more than four hours, a few months, two to three weeks, a year and a half."""
    plural = "UNITS" in hit
    unit = Unit(hit["UNITS"] if plural else hit["UNIT"])
    count = count_of(hit)
    if "HALF" in hit and "AND" not in hit:
        count = 0.5
    elif "HALF" in hit and isinstance(count, float):
        count += 0.5
    if count is None or unit is Unit.QUARTER and not plural:
        return None
    before = hit.words.word(hit.first - 1)
    if unit is Unit.QUARTER and hit.words.word(hit.last) == "of":
        return None
    if "OLD" in hit:
        return NOTHING
    at = hit.at("UNITS") if plural else hit.at("UNIT")
    assert at is not None
    written = hit.words.text[hit.words.starts[at] : hit.words.ends[at]]
    if written[0].isupper() and not written.isupper():
        return None
    if "A" in hit and "NUM" not in hit and "COUPLE" not in hit and "FEW" not in hit and not plural:
        if before in ("times", "once", "twice", "half"):
            return Found(Kind.SET, length(1.0, unit))
    if isinstance(count, float) and count > 100000:
        return None
    return Found(Kind.DURATION, length(count, unit), amount_mod(hit))


@rule(
    "(AT LEAST)? THE? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING) (A FEW|A COUPLE OF?|COUPLE OF?|NUM|FEW)?"
    " ADDITIONAL? FISCAL? (UNIT|UNITS) (OR SO)?",
    "(THIS) (PAST|LAST|COMING) (NUM|FEW|COUPLE OF?) (UNIT|UNITS)",
)
def stretch(hit: Hit) -> Found | None:
    """The past two months, the next few days, coming weeks: a length that ends or begins now."""
    plural = "UNITS" in hit
    unit = Unit(hit["UNITS"] if plural else hit["UNIT"])
    count = count_of(hit)
    if count is None:
        if not plural:
            return None
        count = "X"
    value, now = length(count, unit), hit.context.now
    back = "LAST" in hit or "PAST" in hit or "PREVIOUS" in hit
    when = None
    if now is not None and isinstance(count, float) and "PREVIOUS" not in hit and "FOLLOWING" not in hit:
        day = shifted(now, (-1 if back else 1) * max(int(count), 1), unit)
        when = PartialDate(min(day, now), max(day, now), Precision.VAGUE)
    return Found(Kind.DURATION, value, Mod.APPROX if "OR" in hit else None, when)


@rule("RECENT UNITS", "(THE|IN) FUTURE", "THE PAST", "CURRENT", "VAGUE", "(UNITS) AHEAD", "UNITS", "THE UNITS AHEAD")
def vague(hit: Hit) -> Found | None:
    """Now, recently, in recent weeks, the past, for years."""
    if "UNITS" in hit:
        unit = Unit(hit["UNITS"])
        if unit is Unit.QUARTER:
            return None
        if "RECENT" in hit or "AHEAD" in hit:
            return Found(Kind.DURATION, length("X", unit))
        if hit.words.word(hit.first - 1) not in (
            "for",
            "in",
            "within",
            "of",
            "over",
            "after",
            "take",
            "took",
            "taken",
            "lasted",
            "last",
            "takes",
        ):
            return None
        return Found(Kind.DURATION, length("X", unit))
    if "FUTURE" in hit:
        return Found(Kind.DATE, "FUTURE_REF")
    if "PAST" in hit:
        after = hit.words.word(hit.last)
        return (
            Found(Kind.DATE, "PAST_REF") if not after[:1].isalpha() or hit.words.word(hit.first - 1) == "in" else None
        )
    if "CURRENT" in hit:
        return Found(Kind.DATE, "PRESENT_REF")
    if hit.words.word(hit.first) == "soon" and hit.words.word(hit.last) in ("as", "after"):
        return None
    return Found(Kind.DATE, hit["VAGUE"])


@rule(
    "OFTEN",
    "EVERY OTHER? NUM? (UNIT|UNITS)",
    "EVERY OTHER? (WEEKDAY|MONTH|MAYBEMONTH)",
    "(ON)? WEEKDAYS (PART|PARTS)?",
    "EVERY PART",
    "WEEKDAY PARTS",
    "EVERY (SEASON|WEEKEND)",
)
def recurring(hit: Hit) -> Found | None:
    """Daily, every year, each Thursday, Mondays."""
    if "OFTEN" in hit:
        return Found(Kind.SET, hit["OFTEN"])
    if "UNIT" in hit or "UNITS" in hit:
        count = float(hit["NUM"] or 1) * (2 if "OTHER" in hit else 1)
        return Found(Kind.SET, length(count, Unit(hit["UNIT"] or hit["UNITS"])))
    part = f"T{hit['PART'] or hit['PARTS']}" if hit.any("PART", "PARTS") else ""
    if "PART" in hit and "WEEKDAYS" not in hit:
        return Found(Kind.SET, f"XXXX-XX-XX{part}")
    if "SEASON" in hit:
        return Found(Kind.SET, f"XXXX-{hit['SEASON']}")
    if "WEEKEND" in hit:
        return Found(Kind.SET, "XXXX-WXX-WE")
    if "WEEKDAYS" in hit:
        return Found(Kind.SET, f"XXXX-WXX-{hit['WEEKDAYS']}{part}", first=hit.at("WEEKDAYS"))
    if "WEEKDAY" in hit:
        return Found(Kind.SET, f"XXXX-WXX-{hit['WEEKDAY']}{part}")
    return Found(Kind.SET, f"XXXX-{hit['MONTH'] or hit['MAYBEMONTH']:02}")


_CLOCK = "(CLOCK AMPM?|NUM AMPM|NUM CLOCKWORD|MOMENT)"


@rule(
    f"(ABOUT|NEARLY)? {_CLOCK} ZONE? (COMMA? ON? (LAST|THIS|NEXT)? WEEKDAY|TODAY)?",
    f"(WEEKDAY|TODAY) (AT|ABOUT|NEARLY|AT ABOUT)? {_CLOCK} ZONE?",
    f"(ABOUT|NEARLY)? {_CLOCK} ZONE? COMMA? ON? (WEEKDAY COMMA?)? (MONTH|MAYBEMONTH) NUM2 (COMMA? YEAR)?",
)
def clock(hit: Hit) -> Found | None:
    """10:35 a.m., noon Thursday, 5 p.m. EST Nov. 9. A bare hour is one of the day mentioned last, or of today."""
    time = _time(hit)
    if time is None or ("WEEKDAY" in hit and is_name(hit)):
        return None
    day = _day(hit)
    mod = Mod.APPROX if "ABOUT" in hit or "NEARLY" in hit else None
    if "WEEKDAY" in hit and day is None:
        return Found(Kind.TIME, f"XXXX-WXX-{hit['WEEKDAY']}T{time}", mod)
    if day is None:
        return Found(Kind.TIME, f"XXXX-XX-XXT{time}", mod)
    return Found(Kind.TIME, f"{day.value}T{time}", mod, day.when(), day)


def _day(hit: Hit) -> Period | None:
    """The day that a time of day belongs to, as far as the words tell."""
    context = hit.context
    if "MONTH" in hit or "MAYBEMONTH" in hit:
        month, number = hit["MONTH"] or hit["MAYBEMONTH"], hit["NUM2"]
        if not isinstance(number, int):
            raise ValueError(f"no day of a month: {number}")
        year = hit["YEAR"] or (context.now.year if context.now else None)
        return Period(Unit.DAY, dt.date(year, month, number)) if year else None
    if "WEEKDAY" in hit:
        return weekday_of(hit, hit["WEEKDAY"])
    if "TODAY" in hit:
        return Period(Unit.DAY, context.now).shift(hit["TODAY"]) if context.now else None
    if context.reference is not None and context.reference.unit is Unit.DAY:
        return context.reference
    return Period(Unit.DAY, context.now) if context.now else None


def _time(hit: Hit) -> str | None:
    if "MOMENT" in hit:
        return str(hit["MOMENT"])
    half = hit["AMPM"]
    if "CLOCK" in hit:
        digits = re.split(r"[:.]", hit["CLOCK"])
        if len(digits) == 1:
            digits = [hit["CLOCK"][:2], hit["CLOCK"][2:]]
        before = hit.words.word(hit.first - 1)
        if (
            half is None
            and "ZONE" not in hit
            and "WEEKDAY" not in hit
            and "TODAY" not in hit
            and before
            not in (
                "at",
                "around",
                "about",
                "by",
                "until",
                "from",
                "to",
                "before",
                "after",
                "since",
            )
        ):
            return None
    else:
        number = hit["NUM"]
        if not isinstance(number, int) or (half is None and "CLOCKWORD" not in hit):
            return None
        digits = [str(number)]
    hour = int(digits[0])
    if hour > 24 or (len(digits) > 1 and int(digits[1]) > 59) or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}" + (f":{digits[1]}" if len(digits) > 1 else ":00")


@rule(
    "THE? {EDGE}? (LAST|NEXT|FOLLOWING|PREVIOUS|THIS)? WEEKDAY (EARLY|LATE)? (PART|DAWN|MOMENT)",
    "{EDGE}? (LAST|THIS|THAT|THE (NEXT|FOLLOWING|PREVIOUS|SAME)) PART",
    "{EDGE}? TODAY (EARLY|LATE)? (PART|DAWN|OVERNIGHT)",
    "(IN|DURING)? THE {EDGE}? (PART|DAWN) (OF|ON)? WEEKDAY (?!COMMA? (MONTH|MAYBEMONTH))",
    "EARLY ON? WEEKDAY (PART|DAWN)",
    "MID PART TODAY?",
    "OVERNIGHT (ON? WEEKDAY)?",
    "IN THE PART",
)
def part_of_day(hit: Hit) -> Found | None:
    """Friday evening, this morning, last night, yesterday afternoon, overnight, the next morning."""
    context = hit.context
    code = hit["PART"] or hit["DAWN"] or hit["OVERNIGHT"] or "MI"
    mod = modifier(hit)
    first = hit.first + 1 if "IN" in hit else None
    if "WEEKDAY" in hit:
        if is_name(hit):
            return None
        day = weekday_of(hit, hit["WEEKDAY"])
        stem = f"XXXX-WXX-{hit['WEEKDAY']}"
    else:
        stem = "XXXX-XX-XX"
        step = hit["TODAY"] or 0
        base = context.now
        if hit.any("NEXT", "FOLLOWING", "PREVIOUS", "SAME", "THAT"):
            step = 1 if "NEXT" in hit or "FOLLOWING" in hit else -1 if "PREVIOUS" in hit else 0
            base = context.reference.first if context.reference and context.reference.unit is Unit.DAY else None
        elif "LAST" in hit or "OVERNIGHT" in hit and "TODAY" not in hit:
            step = -1
        elif "IN" in hit and context.reference is not None and context.reference.unit is Unit.DAY:
            base = context.reference.first
        day = Period(Unit.DAY, base).shift(step) if base else None
    if code == "MI":
        code = hit["MOMENT"]
    if day is None:
        return Found(Kind.TIME, f"{stem}T{code}", mod, first=first)
    when = day.when()
    if "OVERNIGHT" in hit:
        when = PartialDate(day.first, day.shift(1).first, Precision.VAGUE)
    return Found(Kind.TIME, f"{day.value}T{code}", mod, when, day, first=first)
