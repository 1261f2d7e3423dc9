"""The grammar of days by their names, of parts of the day and of clock times."""

from __future__ import annotations

import datetime as dt
import re

from headwater.resolution.calendar.lexicon import lexicon
from headwater.resolution.calendar.periods import Period, Unit
from headwater.resolution.calendar.recurrences import by_tense, found, modifier, unknown
from headwater.resolution.calendar.rules import Found, Grammar, Hit
from headwater.resolution.timex import Kind, Mod
from headwater.text import PartialDate, Precision

GRAMMAR = Grammar()
rule = GRAMMAR.rule


@rule("(TODAY|TONIGHT)", "THE UNIT (BEFORE|AFTER) TODAY", "{EDGE} (TODAY|TONIGHT)")
def today(hit: Hit) -> Found | None:
    """Today, late yesterday, the day before yesterday."""
    now = hit.context.now
    if "TONIGHT" in hit:
        if now is None:
            return Found(Kind.TIME, "XXXX-XX-XXTNI", modifier(hit))
        day = Period(Unit.DAY, now)
        return Found(Kind.TIME, f"{day.value}TNI", modifier(hit), day.when(), day)
    step = hit["TODAY"]
    if "UNIT" in hit:
        if hit["UNIT"] != Unit.DAY or step == 0:
            return None
        step += -1 if "BEFORE" in hit else 1
    if now is None:
        return unknown(Unit.DAY, modifier(hit))
    return found(Period(Unit.DAY, now).shift(step), modifier(hit))


def weekday_of(hit: Hit, number: int) -> Period | None:
    """The day of writing's neighbour of that name; "the previous Friday" counts from the date mentioned last."""
    context = hit.context
    base = context.now
    back = ahead = False
    if "LAST" in hit or "PAST" in hit:
        back = True
    elif "NEXT" in hit or "COMING" in hit:
        ahead = True
    elif "PREVIOUS" in hit or "FOLLOWING" in hit:
        back, ahead = "PREVIOUS" in hit, "FOLLOWING" in hit
        if context.reference is not None and context.reference.unit is Unit.DAY:
            base = context.reference.first
    if base is None:
        return None
    since = (base.isoweekday() - number) % 7
    if back:
        return Period(Unit.DAY, base - dt.timedelta(days=since or 7))
    until = (number - base.isoweekday()) % 7
    if ahead:
        return Period(Unit.DAY, base + dt.timedelta(days=until or 7))
    if "THIS" in hit:
        return Period(Unit.DAY, base + dt.timedelta(days=until))
    if since == 0:
        return Period(Unit.DAY, base)
    return Period(Unit.DAY, base + dt.timedelta(days=until if hit.tense > 0 else -since))


@rule(
    "THE? {EDGE}? (LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|THIS|THIS PAST|THIS COMING)? WEEKDAY",
    "THE? UNIT (BEFORE|AFTER) (LAST|NEXT|THIS)? WEEKDAY",
    "WEEKDAY OF? (LAST|NEXT|THIS|THE (FOLLOWING|PREVIOUS|SAME)) UNIT",
)
def weekday(hit: Hit) -> Found | None:
    """Friday, early Tuesday, last Monday, the previous Friday. Names ("Sunday Times") are none."""
    if is_name(hit):
        return None
    number, mod = hit["WEEKDAY"], modifier(hit)
    if "UNIT" in hit and "BEFORE" not in hit and "AFTER" not in hit:
        if hit["UNIT"] != Unit.WEEK:
            return None
        base, reference = hit.context.now, hit.context.reference
        if hit.any("FOLLOWING", "PREVIOUS", "SAME"):
            base = reference.first if reference is not None else None
        if base is None:
            return Found(Kind.DATE, f"XXXX-WXX-{number}", mod)
        step = -1 if hit.any("LAST", "PREVIOUS") else 1 if hit.any("NEXT", "FOLLOWING") else 0
        week = Period.of(Unit.WEEK, base).shift(step)
        return found(Period(Unit.DAY, week.first + dt.timedelta(days=number - 1)), mod)
    day = weekday_of(hit, number)
    if "UNIT" in hit:
        if hit["UNIT"] != Unit.DAY:
            return None
        return found(day.shift(-1 if "BEFORE" in hit else 1)) if day else unknown(Unit.DAY)
    return found(day, mod) if day else Found(Kind.DATE, f"XXXX-WXX-{number}", mod)


def is_name(hit: Hit) -> bool:
    """Whether a weekday is part of a name: "Sunday Times", "Bloody Sunday"."""
    at = hit.at("WEEKDAY")
    assert at is not None
    words, known = hit.words, lexicon()
    after = words.word(at + 1)
    written = words.text[words.starts[at + 1] :][:1] if at + 1 < len(words.starts) else ""
    return (after in known.after_weekday and written.isupper()) or (
        words.word(at - 1) in known.before_weekday and words.text[words.starts[at - 1]].isupper()
    )


_CLOCK = "(CLOCK AMPM?|NUM AMPM|NUM CLOCKWORD|MOMENT)"


@rule(
    f"(ABOUT|NEARLY)? {_CLOCK} ZONE? (COMMA? ON? (LAST|THIS|NEXT)? WEEKDAY|TODAY)?",
    f"(WEEKDAY|TODAY) (AT|ABOUT|NEARLY|AT ABOUT)? {_CLOCK} ZONE?",
    f"(ABOUT|NEARLY)? {_CLOCK} ZONE? COMMA? ON? (WEEKDAY COMMA?)? (MONTH|MAYBEMONTH) NUM2 (COMMA? YEAR)?",
    f"(ABOUT|NEARLY)? {_CLOCK} ZONE? COMMA? ON? (WEEKDAY COMMA?)? NUM2 (MONTH|MAYBEMONTH) (COMMA? YEAR)?",
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
        if "YEAR" in hit:
            return Period(Unit.DAY, dt.date(hit["YEAR"], month, number))
        return by_tense(hit, lambda year: Period(Unit.DAY, dt.date(year, month, number)))
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
        elif "LAST" in hit or ("OVERNIGHT" in hit and "TODAY" not in hit):
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
