"""The grammar of lengths, of what recurs, and of vague words."""

from __future__ import annotations

from headwater.resolution.calendar.periods import Unit, shifted
from headwater.resolution.calendar.rules import NOTHING, Found, Grammar, Hit
from headwater.resolution.timex import Kind, Mod
from headwater.text import PartialDate, Precision

GRAMMAR = Grammar()
rule = GRAMMAR.rule


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


def amount_mod(hit: Hit) -> Mod | None:
    """What "more than", "at least", "about" make of a number."""
    for name in ("MORE", "LESS", "LEAST", "MOST", "OVER", "ABOUT", "NEARLY"):
        if name in hit:
            return Mod(hit[name])
    if "UP" in hit or "WITHIN" in hit:
        return Mod.EQUAL_OR_LESS
    return Mod.APPROX if "OR" in hit else None


@rule(
    "{COUNT} (MORE|ADDITIONAL|WHOLE|FISCAL)? (UNIT|UNITS) OLD?",
    "{COUNT} (UNIT|UNITS) AND A HALF",
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
    if count is None or (unit is Unit.QUARTER and not plural):
        return None
    before = hit.words.word(hit.first - 1)
    if unit is Unit.QUARTER and hit.words.word(hit.last) == "of":
        return None
    if "OLD" in hit:
        return NOTHING
    if hit.quoted:
        return NOTHING
    bare = "A" in hit and not plural and not hit.any("NUM", "COUPLE", "FEW")
    if bare and before in ("times", "once", "twice"):
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
        if unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
            count, unit = (count + 23) // 24 if unit is Unit.HOUR else 1, Unit.DAY
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
