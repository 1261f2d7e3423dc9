"""Numbers as a text writes them, with the words that bound them: a grammar that needs no tree.

``numerals`` finds "at least 1.5 million", "10-12,000", "between 40 and 50", "dozens", "twenty-three", "$1.2bn". What
counts nothing (dates, clock times, ordinals) is left out by :mod:`headwater.extraction.numbers.uncounted`; whether a
bare year or "one" counts anything needs the tree, and is for :mod:`headwater.extraction.counting`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from headwater.extraction.claim import Qualifier
from headwater.extraction.numbers import bounds
from headwater.extraction.numbers.spelling import (
    HEADS,
    NUMBER,
    SCALES,
    VAGUE,
    Value,
    money_sign,
    part_of,
    rounded,
    value_of,
)
from headwater.extraction.numbers.uncounted import uncounted
from headwater.extraction.numbers.units import after, rate, units
from headwater.text.letters import in_small_letters
from headwater.vocabulary import table


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text, with its bounds.

    ``start`` to ``end`` hold it with its qualifier, sign of money and glued unit; ``first`` to ``last`` are the number
    alone. ``stop`` is where its unit ends, or ``end``. ``plain`` tells that it is bare digits, without a comma, a
    unit, a scale or a qualifier; ``linked`` that a hyphen ties it to the next word.
    """

    start: int
    end: int
    first: int
    last: int
    low: float | None
    high: float | None
    qualifier: Qualifier
    unit: str | None
    stop: int
    plain: bool
    linked: bool


_HEAD = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(HEADS))})(?![^\W\d_])|\d+|[½¼¾⅓⅔]")
"""What a number may begin with, in a text in small letters."""


def _tied(text: str, start: int) -> bool:
    """Whether a hyphen or a stop glues what stands at ``start`` to what comes before."""
    return text[start - 1 : start] in ("-", ".", "$", "/") and start > 0


_AND = re.compile(
    r"\s?[-–—]\s?|-to-|\s(?:to|and|or|through)\s(?:as\s(?:many|much|high)\sas\s|about\s|around\s|up\sto\s)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|around\s|some\s)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:about\s|around\s|some\s|just\s)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s(?:about\s|around\s|some\s|just\s)?$", re.IGNORECASE)


@cache
def _movements() -> re.Pattern[str]:
    words = "|".join(word for row in table("figures")["movements"].values() for word in row)
    return re.compile(
        rf"\b(?:{words}|rose|went|change[ds]?|moved?|cut|raise[ds]?|raising|revise[ds]?|revising|reduced)\b[^.;,]{{0,70}}$",
        re.IGNORECASE,
    )


def _moves(begin: str) -> bool:
    """Whether "from A to B" tells of a change, so that the two are not bounds of one value."""
    joint = _FROM.search(begin)
    return joint is not None and _movements().search(begin, 0, joint.start()) is not None


def _second(text: str, one: Value, place: int, unit: str | None) -> tuple[Value, float, bool] | None:
    """The other end after ``one``, its low bound with the scale that was lent to it, and whether they are a range."""
    joint = _AND.match(text, place)
    if joint is None:
        return None
    signed = money_sign().match(text, joint.end())
    place = signed.end() if signed else joint.end()
    match = NUMBER.match(text, place)
    two = value_of(text, match, joint.end()) if match else None
    if two is None or not _ends(text, two):
        return None
    word = joint.group().strip().lower().split()[0] if joint.group().strip() else ""
    begin = text[max(0, one.outer - 100) : one.outer]
    between = _BETWEEN.search(begin) is not None
    low = one.value
    if one.scale == 1.0 and two.scale > 1.0 and 0 < low < two.value / two.scale and unit is None:
        low = rounded(low * two.scale)
    elif (
        one.digits and one.scale == 1.0 and two.scale == 1.0 and 1 <= low < 1000 <= two.value and two.value % 1000 == 0
        and low * 1000 < two.value and unit is None and (word in "-–—" or low * 20 < two.value)
    ):  # fmt: skip
        low *= 1000
    if (one.money and two.money and one.money != two.money) or (word == "and" and not between):
        return None
    if word == "or" and not (_adjacent(one, two) and unit is None and two.money is None):
        return None
    if low >= two.value or (word in ("to", "through") and _moves(begin)):
        return two, low, False
    if word == "to" and one.plain and 1900 <= low < 2100 and not (two.plain and two.value < 2100):
        return None
    if word == "to" and _BY.search(begin) and low * 5 < two.value:
        return None
    return two, low, True


def _adjacent(one: Value, two: Value) -> bool:
    """Whether "three or four" is a range: neighbours, or one and a half times at most."""
    return one.value < two.value <= max(one.value + 2, one.value * 1.5)


def _ends(text: str, value: Value) -> bool:
    """Whether the number ends there: no letter or digit is glued to it but a unit."""
    follows = text[value.last : value.last + 1]
    if not (follows.isalnum() or follows == "_"):
        return True
    unit = after(text, value.last)
    return unit is not None and not text[unit[1] : unit[1] + 1].isalnum()


def numerals(text: str) -> Iterator[Numeral]:
    """Every number of ``text`` that may count something, in order and apart."""
    skipped = list(uncounted(text))
    ends = [end for _, end, _ in skipped]
    place = 0
    for word in _HEAD.finditer(in_small_letters(text)):
        start = word.start()
        if start < place:
            continue
        k = bisect_right(ends, start)
        if k < len(skipped) and skipped[k][0] <= start:
            place = skipped[k][1]
            continue
        if start > place and text[start - 1] == "." and text[start - 2 : start - 1] in ("", " ", "(", "$", "\n", "-"):
            start -= 1
        match = NUMBER.match(text, start)
        found = _read(text, match, place) if match else word.end()
        if isinstance(found, int):
            place = max(found, word.end())
            continue
        place = max(found.last, word.end())
        if k < len(skipped) and skipped[k][0] < found.last:
            place = max(skipped[k][1], place)
            continue
        yield found


def _read(text: str, match: re.Match[str], floor: int) -> Numeral | int:
    """The numeral at ``match``, or where to look on."""
    if (match["vague"] or match["few"]) and not _tied(text, match.start()):
        return _vague(text, match)
    if match["article"]:
        unit = after(text, match.end())
        qualifier, start = bounds.before(text, match.start())
        if unit is None or qualifier is Qualifier.EXACT or unit[0] in units().currencies or start == match.start():
            return match.end()
        return _numeral(
            text, Value(match.start(), match.end(), match.start(), 1.0, 1.0, None, False, False), None, unit
        )
    if match["part"] or match["half"]:
        words = re.findall(r"[^\W\d_]+", (match["part"] or match["half"]).lower())
        value = (0.5 if "half" in words else 0.25) * SCALES[words[-1]] if match["half"] else part_of(words)
        whole = Value(match.start(), match.end(), match.start(), value, 1.0, None, False, False)
        return _numeral(text, whole, None, after(text, match.end()))
    one = value_of(text, match, floor)
    if one is None or not _ends(text, one):
        return _past(text, match.end())
    unit = (one.money, one.last) if one.money else after(text, one.last)
    if one.money:
        unit = _money_rate(text, one)
    other = _second(text, one, unit[1] if unit else one.last, None if one.money else unit and unit[0])
    if other is None:
        if one.digits and re.match(r"\s?[-–]\s?\d", text[one.last : one.last + 4]):
            return _past(text, one.last)
        return _numeral(text, one, None, unit)
    two, low, ranged = other
    if not ranged:
        if text[one.last] in "-–—" and not one.money:
            return _past(text, one.last)
        return _numeral(
            text, one._replace(value=low if low < two.value and _moved_from(text, one) else one.value), None, unit
        )
    unit2 = _money_rate(text, two) if two.money else after(text, two.last)
    if unit and (unit2 is None or unit[0] != unit2[0]) and not one.money:
        return _numeral(text, one, None, unit)
    unit = unit2 or ((one.money, two.last) if one.money else None)
    return _numeral(text, one._replace(value=low), two, unit)


def _moved_from(text: str, one: Value) -> bool:
    return _moves(text[max(0, one.outer - 100) : one.outer])


def _past(text: str, place: int) -> int:
    """The end of the name or score that goes on at ``place``."""
    match = re.compile(r"[\w]{0,40}(?:[-–.,:/]\w{1,40}){0,4}").match(text, place)
    return match.end() if match else place


def _money_rate(text: str, value: Value) -> tuple[str, int]:
    """A sum's unit: "$31.20 US", "$80 a barrel"."""
    assert value.money is not None
    place = value.last
    named = re.compile(r"\s(?:U\.?S\.?(?!\w)|USD|Canadian|Australian)").match(text, place)
    return rate(text, value.money, named.end() if named else place)


_OF = re.compile(r"\sof(?=\s)")


def _vague(text: str, match: re.Match[str]) -> Numeral:
    """A word magnitude: one unit of it is the low bound, and there is no high one."""
    words = (match["vague"] or match["few"]).lower().split()
    if match["few"]:
        value, name = VAGUE[words[-1]]
    elif words[1:2] == ["of"]:
        value = VAGUE[words[2]][0] * {"tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 100.0}[words[0]]
        name = Qualifier.AT_LEAST
    else:
        value, name = VAGUE[words[0]]
    _, start = bounds.before(text, match.start())
    of = _OF.match(text, match.end())
    unit = after(text, of.end() if of else match.end())
    name_of, stop = unit if unit else (None, match.end())
    return Numeral(start, match.end(), match.start(), match.end(), value, None, name, name_of, stop, False, False)


_MILLION = 1e6


def _numeral(text: str, one: Value, two: Value | None, unit: tuple[str, int] | None) -> Numeral:
    last = two.last if two else one.last
    end = stop = last
    if unit:
        stop = max(unit[1], last)
        glued = text[last:stop].strip()
        if not glued or not glued[0].isalpha() or (stop > last and text[last] not in " -\u00a0\u202f"):
            end = stop
    if unit and unit[0] == "pound-mass" and (two or one).value >= _MILLION:
        unit = ("GBP", unit[1])  # nobody weighs millions of pounds in the news
    low: float | None = one.value
    high: float | None = two.value if two else one.value
    qualifier, start = bounds.before(text, one.outer)
    if two:
        qualifier = Qualifier.RANGE
        begin = max(0, one.outer - 24)
        opening = _BETWEEN.search(text[begin : one.outer])
        start = begin + opening.start() if opening else start
    else:
        trailing = bounds.after(text, stop)
        if trailing and qualifier in bounds.WEAK:
            qualifier, end = trailing
            stop = max(stop, end)
        if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
            high = None
        elif qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
            low = None
    return Numeral(
        start, end, one.first, last, low, high, qualifier, unit[0] if unit else None, stop,
        plain=one.plain and two is None and unit is None and qualifier is Qualifier.EXACT,
        linked=text[last : last + 1] == "-" and text[last + 1 : last + 2].isalpha(),
    )  # fmt: skip
