"""The grammar of years, decades and centuries."""

from __future__ import annotations

import datetime as dt

from headwater.resolution.calendar.lexicon import lexicon
from headwater.resolution.calendar.periods import Period, Unit
from headwater.resolution.calendar.recurrences import found, modifier, unknown
from headwater.resolution.calendar.rules import Found, Grammar, Hit

GRAMMAR = Grammar()
rule = GRAMMAR.rule


_BEFORE = frozenset(
    "in since of until till by from to before after during through for between early late mid year fiscal and or around"
    " the a an its his her their our this that both 's ( ) , - circa post pre back than"
    " spring summer autumn winter fall end beginning".split()
)
_COUNTS_AFTER = frozenset("of for by from to after before and or around - ,".split())
_SINGULAR = frozenset("was has this perhaps besides across".split())


@rule("(THE UNIT)? YEAR", "THE? {EDGE} YEAR", "THE? FISCAL UNIT? YEAR", "ABOUT YEAR")
def year(hit: Hit) -> Found | None:
    """1998, the year 2000, early 1990, fiscal 1999. A number that counts something ("2000 people") is no year."""
    number = int(hit["YEAR"])
    if hit.any("UNIT", "FISCAL"):
        if "UNIT" in hit and hit["UNIT"] != Unit.YEAR:
            return None
    elif (hit.last - hit.first == 1 or "ABOUT" in hit) and not _is_year(hit, number):
        return None
    return found(Period(Unit.YEAR, dt.date(number, 1, 1)), modifier(hit), absolute=True)


def _is_year(hit: Hit, number: int) -> bool:
    """Whether a four-figure number by itself is a year, by its size and the words on either side."""
    words, known = hit.words, lexicon()
    before, after = words.word(hit.first - 1), words.word(hit.last)
    counted = after in known.counted
    plural = counted or (after.endswith("s") and len(after) > 3 and after not in _SINGULAR)
    if before in known.numbered or (counted and before != "in"):
        return False
    if words.lower[hit.last - 1] == "two" and before not in ("year", "since"):
        return False
    if "ABOUT" in hit and (plural or (after[:1].isalpha() and after not in known.function_words)):
        return False
    if not 1500 <= number < 2100:
        return before in ("in", "since")
    if number % 100 and 1900 < number < 2040 and not plural:
        return True
    if before in _BEFORE and not (plural and before in _COUNTS_AFTER):
        return True
    ends = after[:1] in ("", ".", ",", ";", ":", ")", "!", "?", "-", "'", "\n")
    starts = hit.first == 0 or hit.first - 1 in words.stops
    return number >= 1900 and (ends or (starts and not plural))


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
