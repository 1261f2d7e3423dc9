"""The grammar of dates: calendar dates, weekdays, "last month", "three days ago", quarters, seasons, holidays."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from headwater.resolution.periods import UNKNOWN, Period, Unit, easter, shifted
from headwater.resolution.timerules import Context, Found, Grammar, Hit
from headwater.resolution.timewords import Holiday, Words, lexicon
from headwater.resolution.timex import Kind, Mod
from headwater.text import PartialDate, Precision

MACROS = {"EDGE": "(EARLY|LATE|MID|EARLIER|LATER|SOMETIME|BEGIN OF|END OF)"}
DATES = Grammar(MACROS)
rule = DATES.rule


def modifier(hit: Hit) -> Mod | None:
    """What "early", "the end of", "about" make of a date."""
    for name in ("EARLY", "LATE", "MID", "EARLIER", "LATER", "BEGIN", "END"):
        if name in hit:
            return Mod(hit[name])
    return Mod.APPROX if "ABOUT" in hit or "NEARLY" in hit else None


def found(period: Period, mod: Mod | None = None, *, absolute: bool = False, now: dt.date | None = None) -> Found:
    """A period as a date; ``now`` bounds "earlier this month" and "later this year"."""
    when = period.when(mod)
    if now is not None and period.first <= now <= period.last and mod in (Mod.START, Mod.END):
        edge = (period.first, now) if mod is Mod.START else (now, period.last)
        when = PartialDate(*edge, Precision.DAY if edge[0] == edge[1] else Precision.VAGUE)
    return Found(Kind.DATE, period.value, mod, when, period, absolute)


def unknown(unit: Unit, mod: Mod | None = None) -> Found:
    return Found(Kind.DATE, UNKNOWN[unit], mod)


def by_tense(hit: Hit, make: Callable[[int], Period], *, direction: int | None = None) -> Period | None:
    """Of the yearly recurrences of a period, the one that is meant; None where no day of writing is known.

    After a date with its year, in the same or the next sentences, the first one from there on. Else as ``direction``
    or the tense tells; where nothing does, the last one, unless the next is much nearer.
    """
    context = hit.context
    if direction is None:
        if (shared := _shared_year(hit)) is not None:
            return make(shared)
        if (after := _told_year(hit)) is not None:
            return _first_from(after, make)
    now = context.now
    if now is None:
        return None
    options = []
    for year in range(max(now.year - 6, 1), min(now.year + 6, 9999) + 1):
        try:
            options.append(make(year))
        except ValueError:
            continue
    last = next((p for p in reversed(options) if (p.last < now if direction else p.first <= now)), None)
    coming = next((p for p in options if p.last >= now), None)
    if last is None or coming is None or direction:
        return coming if last is None or (direction or 0) > 0 else last
    tense = hit.tense
    ratio = 2 if tense == 0 else 6 if tense < 0 else 1 / 6
    return coming if (coming.first - now).days * ratio < (now - last.last).days else last


def _shared_year(hit: Hit) -> int | None:
    """The year that stands once for two dates: "between March and July 2011"."""
    words, letters = hit.words, lexicon().letters
    between = {letters[name] for name in ("TO", "AND", "OR", "DASH", "UNTIL")}
    inner = {letters[name] for name in ("MONTH", "MAYBEMONTH", "NUM", "ORD", "COMMA", "EARLY", "LATE", "MID")}
    if hit.last >= len(words.classes):
        return None
    hyphen = words.classes[hit.last] == letters["NUM"] and hyphened(words, hit.last)
    if not hyphen and words.classes[hit.last] not in between:
        return None
    for i in range(hit.last + 1, min(hit.last + 6, len(words.classes))):
        if words.classes[i] == letters["YEAR"]:
            return int(words.meanings[i]) if i > hit.last + 1 else None
        if words.classes[i] not in inner:
            return None
    return None


def hyphened(words: Words, number: int) -> bool:
    """Whether a hyphen joins a token to the one before it ("3-5")."""
    return 0 < number < len(words.starts) and words.text[words.ends[number - 1] : words.starts[number]] == "-"


def _told_year(hit: Hit) -> Period | None:
    """The dated period that a bare month or day goes on from: one that opened this sentence or one of the last two.

    "In 2011 ... In March" is March 2011, where the year is not the year of writing.
    """
    context = hit.context
    if context.dated is None or context.dated[0].unit is Unit.DECADE or context.dated[0].unit is Unit.CENTURY:
        return None
    period, token = context.dated
    if context.now is not None and period.first.year >= context.now.year:
        return None
    stops = context.words.stops
    opens = any(i in stops or i < 0 for i in range(token - 7, token - 1))
    between = sum(1 for i in range(token, hit.first) if i in stops)
    return period if opens and between <= 2 and hit.first - token < 80 and hit.tense <= 0 else None


def _first_from(start: Period, make: Callable[[int], Period]) -> Period | None:
    for year in (start.first.year, start.first.year + 1):
        try:
            option = make(year)
        except ValueError:
            continue
        if option.first >= start.first:
            return option
    return None


def _short_year(hit: Hit) -> int | None:
    """The year of "3 JAN 90", which wires write."""
    at = hit.at("NUM2")
    if at is None or len(hit.words.lower[at]) != 2 or not hit.words.lower[at].isdigit():
        return None
    return int(hit["NUM2"]) + (2000 if hit["NUM2"] < 70 else 1900)


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
                return Found(Kind.DATE, f"{year:04}-XX-XX", None, PartialDate(*days, Precision.VAGUE))
            day = dt.date(year, two, one) if two <= 12 else dt.date(year, one, two)
    except ValueError:
        return None
    period = Period(Unit.DAY, day)
    if time:
        return Found(Kind.TIME, f"{day.isoformat()}T{time}", None, period.when(), period, True)
    return found(period, absolute=True)


_DAYNAME = "((WEEKDAY|MAYBEDAY) COMMA? (THE|ON)?)?"


@rule(
    f"THE? {{EDGE}}? LAST? {_DAYNAME} (MONTH|MAYBEMONTH) THE? (NUM|ORD) (COMMA? OF? YEAR)?",
    f"THE? {{EDGE}}? {_DAYNAME} (NUM|ORD) OF? (MONTH|MAYBEMONTH) (COMMA? OF? YEAR)?",
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


_YEAR_BEFORE = frozenset(
    "in since of until till by from to before after during through for between early late mid year fiscal and or"
    " around the a an its his her their our this that both 's ( ) , - circa post pre back than spring summer autumn winter fall end beginning".split()
)
_PLURAL_AFTER = frozenset("of for by from to after before and or around - , the than".split())


@rule("(THE UNIT)? YEAR", "THE? {EDGE} YEAR", "THE? FISCAL UNIT? YEAR", "ABOUT YEAR")
def year(hit: Hit) -> Found | None:
    """1998, the year 2000, early 1990, fiscal 1999. A number that counts something ("2000 people") is no year."""
    number = int(hit["YEAR"])
    words = hit.words
    mod = modifier(hit)
    if "UNIT" in hit and hit["UNIT"] != Unit.YEAR:
        return None
    if not (hit.last - hit.first > 1 and "ABOUT" not in hit):
        before, after = words.word(hit.first - 1), words.word(hit.last)
        if not 1500 <= number < 2100 and before not in ("in", "since"):
            return None
        thousand = words.lower[hit.at("YEAR") or 0] == "two"
        plural = after in lexicon().counted or (
            after.endswith("s") and len(after) > 3 and after not in ("was", "is", "has", "as", "its", "this", "'s")
        )
        if after in lexicon().counted and before != "in":
            return None
        if "ABOUT" in hit and (plural or after[:1].isalpha() and after not in ("and", "or", "when", "in", "to", "but")):
            return None
        if before in lexicon().numbered or (thousand and before not in ("year", "since")):
            return None
        if number % 100 and 1900 < number < 2040 and not plural:
            pass
        elif not (before in _YEAR_BEFORE and not (plural and before in _PLURAL_AFTER and before != "the")):
            ends = not after or after in ".,;:)!?-'s\n" or hit.last >= len(words.lower)
            starts = hit.first == 0 or hit.first - 1 in words.stops
            if not (ends and number >= 1900) and not (starts and not plural and number >= 1900):
                return None
    if not 1 <= number <= 9999:
        return None
    return found(Period(Unit.YEAR, dt.date(number, 1, 1)), mod, absolute=True)


@rule("THE? {EDGE}? DECADE")
def decade(hit: Hit) -> Found | None:
    """The 1990s, the mid-1980s, the nineties."""
    number = int(hit["DECADE"])
    if number % 100 == 0 and "THE" not in hit:
        return None
    if hit.words.lower[hit.at("DECADE") or 0].isalpha() and "THE" not in hit:
        return None
    return found(Period(Unit.DECADE, dt.date(number, 1, 1)), modifier(hit), absolute=True)


@rule("THE? {EDGE}? (ORD|THIS|LAST|NEXT|PAST) UNIT")
def century(hit: Hit) -> Found | None:
    """The 20th century, this century; only centuries, for other units are read by :func:`deictic`."""
    if hit["UNIT"] != Unit.CENTURY:
        return None
    if "ORD" in hit:
        if not 2 <= hit["ORD"] <= 30:
            return None
        return found(Period(Unit.CENTURY, dt.date((hit["ORD"] - 1) * 100, 1, 1)), modifier(hit), absolute=True)
    now = hit.context.now
    if now is None:
        return unknown(Unit.CENTURY, modifier(hit))
    step = -1 if "LAST" in hit or "PAST" in hit else 1 if "NEXT" in hit else 0
    return found(Period.of(Unit.CENTURY, now).shift(step), modifier(hit))


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
    "WEEKDAY (LAST|NEXT|THIS) UNIT",
)
def weekday(hit: Hit) -> Found | None:
    """Friday, early Tuesday, last Monday, the previous Friday. Names ("Sunday Times") are none."""
    if is_name(hit):
        return None
    number, mod = hit["WEEKDAY"], modifier(hit)
    if "UNIT" in hit and "BEFORE" not in hit and "AFTER" not in hit:
        if hit["UNIT"] != Unit.WEEK:
            return None
        if hit.context.now is None:
            return Found(Kind.DATE, f"XXXX-WXX-{number}", mod)
        week = Period.of(Unit.WEEK, hit.context.now).shift(-1 if "LAST" in hit else 1 if "NEXT" in hit else 0)
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


def step_of(context: Context, count: int, unit: Unit, base: dt.date) -> Period:
    """The period of that unit which lies ``count`` units from ``base``: days of weeks are not known, so a week."""
    return Period.of(Unit.WEEK if unit is Unit.FORTNIGHT else unit, shifted(base, count, unit))
