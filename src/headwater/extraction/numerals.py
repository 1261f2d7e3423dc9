"""Numbers as a text writes them, with the words that bound them: a grammar that needs no tree.

``numerals`` finds "at least 1.5 million", "10-12,000", "between 40 and 50", "dozens", "twenty-three", "$1.2bn". What
counts nothing (dates, clock times, ordinals) is left out by :mod:`headwater.extraction.uncounted`; whether a bare year
or "one" counts anything needs the tree, and is for :mod:`headwater.extraction.figures`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from headwater.extraction.claim import Qualifier
from headwater.extraction.uncounted import uncounted
from headwater.extraction.units import after, money, rate, units
from headwater.vocabulary import VocabularyError, table

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
           "lakh": 1e5, "crore": 1e7}  # fmt: skip
_SHORT = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "mn": 1e6, "mil": 1e6, "mln": 1e6, "mm": 1e6, "b": 1e9, "B": 1e9,
          "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
          "ninth": 9, "tenth": 10}  # fmt: skip
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_VAGUE = {
    "dozens": (12.0, Qualifier.DOZENS), "scores": (20.0, Qualifier.AT_LEAST), "hundreds": (1e2, Qualifier.HUNDREDS),
    "thousands": (1e3, Qualifier.THOUSANDS), "millions": (1e6, Qualifier.AT_LEAST), "billions": (1e9, Qualifier.AT_LEAST),
    "trillions": (1e12, Qualifier.AT_LEAST), "dozen": (12.0, Qualifier.DOZENS), "hundred": (1e2, Qualifier.HUNDREDS),
    "thousand": (1e3, Qualifier.THOUSANDS), "million": (1e6, Qualifier.AT_LEAST), "billion": (1e9, Qualifier.AT_LEAST),
}  # fmt: skip


_w = "|".join(sorted(_SMALL, key=len, reverse=True))
_s = "|".join(_SCALES)
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d])|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,4}(?!\d)"
    r"|\d{1,3}(?:\s000){1,3}(?!\d)|\d{1,15}(?!\d))"
)
_FRACTION = r"\d{1,3}[/⁄](?:[2-9]|1[06]|32|64|100|128)(?![\d/⁄])"
_SPELLED = rf"(?:{_w}|an?(?=\s(?:{_s})\b))(?:(?:\s|-|\sand\s)(?:{_w}|{_s})(?!\w)){{0,12}}"
_PATTERN = rf"""
    (?<![\w.,/$€£-])(?P<vague> (?:tens|hundreds|scores|dozens)\sof\s(?:thousands|millions|billions)
        | (?:hundreds|thousands|millions|billions|dozens)(?:\s(?:and|upon)\s(?:hundreds|thousands|dozens))?
        | scores(?=\s(?:of|more|others|dead|killed|wounded|injured|were|have)\b) ) (?!\w)
  | (?<![\w.,/$€£-])(?P<few> (?:several|many|(?:a\s)?few|a\scouple\sof)\s(?:dozen|hundred|thousand|million|billion)s? ) (?!\w)
  | (?<![\w.,/⁄-])(?P<part> (?:(?:{_w})[\s-](?:halves|thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)
        | (?:an?|one)[\s-](?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth) | half )
        (?=\sof\b) )
  | (?<![\w.,/-])(?P<half> (?:an?\s)?half(?:\san?\s|[\s-])(?:{_s}) ) (?!\w)
  | (?: (?P<mixed> \d{{1,9}}(?:[\s-]{_FRACTION}|[½¼¾⅓⅔]) )
      | (?P<fraction> {_FRACTION} | [½¼¾⅓⅔])
      | (?P<figures> {_DIGITS}(?:\.\d{{1,15}})?(?!\d) | \.\d{{1,15}}(?!\d))
      | (?<![\w])(?P<spelled> {_SPELLED}) (?!\w) )
    (?P<scale> (?:[\s-]?(?:{_s})s?(?!\w)){{1,3}} | \s?(?:bn|mn|mil|mln|bln|tn|trn)(?!\w)
        | (?-i: [BMK](?!\w) | \s[BMK](?=\s[a-z]) | [kmb](?![\w/²³]) ) )?
    (?P<more> \sand\sa\s(?:half|quarter)(?!\w)(?:\s(?:{_s})s?(?!\w))? )?
  | (?<![\w.,/$€£-])(?P<article> an?)(?=\s[a-z])
"""


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


class _Value(NamedTuple):
    first: int
    last: int
    outer: int
    value: float
    scale: float
    money: str | None
    plain: bool
    digits: bool


_NUMBER = re.compile(_PATTERN, re.VERBOSE | re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+|[½¼¾⅓⅔]")
_HEADS = frozenset(_SMALL) | frozenset(
    "tens hundreds thousands millions billions dozens scores several many few half a an".split()
)


@cache
def _money_sign() -> re.Pattern[str]:
    return re.compile(rf"(?:{units().before})\s?")


@cache
def _before() -> re.Pattern[str]:
    """The sign of a number and of its money, right before it."""
    return re.compile(
        rf"(?P<sign>(?<![\w)%.,])[-−+]|(?<!\w)(?:[Mm]inus|[Nn]egative)[\s-])?(?P<money>{units().before})\s?(?P<inner>[-−])?$"
        r"|(?P<lone>(?<![\w)%.,])[-−+]|(?<!\w)(?:[Mm]inus|[Nn]egative)[\s-])$"
    )


class _Bounds(NamedTuple):
    before: dict[str, Qualifier]
    after: re.Pattern[str]
    back: dict[str, Qualifier]
    between: frozenset[str]
    finals: frozenset[str]
    longest: int


@cache
def _bounds() -> _Bounds:
    content = table("figures")
    before: dict[str, Qualifier] = {}
    back: dict[str, Qualifier] = {}
    for name, row in content["qualifiers"].items():
        if name not in set(Qualifier) or not isinstance(row, dict) or set(row) != {"before", "after"}:
            raise VocabularyError(f"figures.yaml: qualifiers.{name} must be a qualifier with before and after, is {row!r}")
        before |= dict.fromkeys(row["before"], Qualifier(name))
        back |= dict.fromkeys(row["after"], Qualifier(name))
    phrases = "|".join(re.escape(phrase) for phrase in sorted(back, key=len, reverse=True))
    return _Bounds(
        before, re.compile(rf"[\s-]?({phrases})(?!\w)", re.IGNORECASE), back, frozenset(content["between"]),
        frozenset(phrase.split()[-1] for phrase in (*before, *content["between"])), max(len(phrase.split()) for phrase in before),
    )  # fmt: skip


def _tied(text: str, start: int) -> bool:
    """Whether a hyphen or a stop glues what stands at ``start`` to what comes before."""
    return text[start - 1 : start] in ("-", ".", "$", "/") and start > 0


_OPEN = "\"'“‘([—–«"
_TOKEN = re.compile(r"\S+")
_WEAK = (Qualifier.APPROXIMATELY, Qualifier.EXACT)


def _bounded(text: str, start: int) -> tuple[Qualifier, int]:
    """The qualifier that stands before ``start``, and where it begins."""
    bounds = _bounds()
    found, place = Qualifier.EXACT, start
    if text[start - 1 : start] in bounds.before and start:
        found, place = bounds.before[text[start - 1]], start - 1
    elif text[max(0, start - 4) : start].lower() == "sub-":
        return Qualifier.LESS_THAN, start - 4
    if not place or not text[place - 1].isspace():
        return found, place
    final = text[max(0, place - 32) : place].split()
    if not final or final[-1].lower().lstrip(_OPEN) not in bounds.finals:
        return found, place
    floor = max(0, place - 48)
    tokens = list(_TOKEN.finditer(text, floor, place))
    if tokens and floor and not text[floor - 1].isspace() and tokens[0].start() == floor:
        tokens = tokens[1:]
    passed = 0
    while tokens and passed < 3:
        for size in range(min(bounds.longest, len(tokens)), 0, -1):
            group = tokens[-size:]
            inner = [token.group().lower() for token in group]
            shift = len(inner[0]) - len(inner[0].lstrip(_OPEN))
            inner[0] = inner[0][shift:]
            name = bounds.before.get(" ".join(inner))
            if name is not None:
                if found in _WEAK:
                    found = name
                place = group[0].start() + shift
                tokens = tokens[:-size] if not shift else []
                break
        else:
            if tokens[-1].group().lower() not in bounds.between or found is not Qualifier.EXACT:
                break
            tokens = tokens[:-1]
        passed += 1
    return found, place


def _spelled(words: str) -> tuple[float, float, int]:
    """Value, last scale and length of the longest beginning of ``words`` that is one number."""
    total = current = scale = 0.0
    best = (0.0, 1.0, 0)
    joined = "start"
    for token in re.finditer(r"[^\W\d_]+", words):
        word = token.group().lower()
        if word in ("a", "an"):
            current, joined = 1.0, "small"
        elif word == "and":
            if joined not in ("hundred", "scale"):
                break
            continue
        elif word in _SMALL:
            value = _SMALL[word]
            if joined == "tens" and 0 < value < 10:
                joined = "small"
            elif joined in ("start", "hundred", "scale"):
                joined = "tens" if value >= 20 else "small"
            else:
                break
            current += value
        elif word == "hundred" and joined == "small" and current < 100:
            current, joined = current * 100, "hundred"
        elif word in _SCALES and word != "hundred" and current and (not scale or _SCALES[word] < scale):
            scale = _SCALES[word]
            total, current, joined = total + current * scale, 0.0, "scale"
        else:
            break
        if word not in ("a", "an"):
            best = (total + current, scale or 1.0, token.end())
    return best


def _scaled(word: str) -> float:
    """What a scale multiplies by: "million", "bn", "hundred thousand"."""
    product = 1.0
    for token in re.findall(r"[^\W\d_]+", word):
        short = _SHORT.get(token) or _SHORT.get(token.lower())
        product *= short or _SCALES.get(token.lower()) or _SCALES[token.lower().rstrip("s")]
    return product


def _ratio(word: str) -> float:
    if word in _VULGAR:
        return _VULGAR[word]
    over, _, under = word.replace("⁄", "/").partition("/")
    return float(over) / float(under)


# "37m (121 ft)", "a 100m sprint", "50m away": a length. "12m people": millions.
_LENGTH = re.compile(
    r"(?:[\s-](?:long|wide|tall|deep|high|away|apart|from|below|above|race|sprint|dash|freestyle|hurdles|thick|radius|to|up|north|"
    r"south|east|west|behind|ahead|off|and|in)\b|\s?[)(.;:]|\s*$)"
)


def _value(text: str, match: re.Match[str], floor: int = 0) -> _Value | None:
    """The number that ``match`` holds; None where letters make it a name. Its sign stands after ``floor``."""
    scale, plain, code, negative = 1.0, False, None, False
    first = outer = match.start()
    kind = match.lastgroup and next((name for name in ("figures", "mixed", "fraction", "spelled") if match[name]), None)
    if kind is None:
        return None
    word, last = match[kind], match.end(kind)
    if kind == "spelled":
        value, scale, length = _spelled(word)
        if not length or (text[first - 1 : first] == "-" and text[first - 2 : first - 1].isalnum() and floor != first):
            return None
        if length < len(word):
            return _Value(first, first + length, first, value, scale, None, False, False)
    else:
        if kind == "figures":
            value = float(re.sub(r"[,\s]", "", word))
        elif kind == "fraction":
            value = _ratio(word)
        else:
            whole = len(word) - len(word.lstrip("0123456789"))
            value = float(word[:whole]) + _ratio(word[whole:].strip(" -\u00a0"))
        plain = kind == "figures" and word.isdigit()
        sign = _before().search(text, max(floor, first - 12), first) if first > floor else None
        if sign is not None:
            code = money(sign["money"]) if sign["money"] else None
            marks = ((sign["sign"] or "") + (sign["inner"] or "") + (sign["lone"] or "")).strip()
            negative = bool(marks) and marks[0] != "+"
            outer, plain = sign.start(), False
        elif first and (text[first - 1].isalpha() or text[first - 1] in "_./⁄:"):
            return None
        elif (
            first > floor and text[first - 1] in "-–'’" and text[first - 2 : first - 1].isalnum()
            and text[max(0, first - 4) : first].lower() != "sub-"
        ):  # fmt: skip
            return None
    word = match["scale"]
    if word is not None and not code:
        if (word == "m" and _LENGTH.match(text, match.end("scale"))) or word == "b":
            word = None
    if word is not None and not (kind == "spelled" and scale > 1):
        scale = _scaled(word)
        value, last, plain = value * scale, match.end("scale"), False
    if match["more"] is not None:
        fraction = 0.5 if "half" in match["more"].lower() else 0.25
        tail = match["more"].split()[-1].lower()
        if tail in ("half", "quarter"):
            value += fraction * scale
        else:
            scale = _scaled(tail)
            value = (value + fraction) * scale
        last, plain = match.end("more"), False
    return _Value(first, last, outer, -value if negative else value, scale, code, plain, kind != "spelled")


_AND = re.compile(r"\s?[-–—]\s?|-to-|\s(?:to|and|or|through)\s(?:as\s(?:many|much|high)\sas\s|about\s|around\s|up\sto\s)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|around\s|some\s)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:about\s|around\s|some\s|just\s)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s(?:about\s|around\s|some\s|just\s)?$", re.IGNORECASE)


@cache
def _movements() -> re.Pattern[str]:
    words = "|".join(word for row in table("figures")["movements"].values() for word in row)
    return re.compile(rf"\b(?:{words}|rose|went|change[ds]?|moved?|cut|raised?|reduced)\b[^.;,]{{0,40}}$", re.IGNORECASE)


def _moves(begin: str) -> bool:
    """Whether "from A to B" tells of a change, so that the two are not bounds of one value."""
    joint = _FROM.search(begin)
    return joint is not None and _movements().search(begin, 0, joint.start()) is not None


def _second(text: str, one: _Value, place: int, unit: str | None) -> tuple[_Value, float, bool] | None:
    """The other end after ``one``, its low bound with the scale that was lent to it, and whether they are a range."""
    joint = _AND.match(text, place)
    if joint is None:
        return None
    signed = _money_sign().match(text, joint.end())
    place = signed.end() if signed else joint.end()
    match = _NUMBER.match(text, place)
    two = _value(text, match, joint.end()) if match else None
    if two is None or not _ends(text, two):
        return None
    word = joint.group().strip().lower().split()[0] if joint.group().strip() else ""
    begin = text[max(0, one.outer - 60) : one.outer]
    between = _BETWEEN.search(begin) is not None
    low = one.value
    if one.scale == 1.0 and two.scale > 1.0 and 0 < low < two.value / two.scale and unit is None:
        low *= two.scale
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


def _adjacent(one: _Value, two: _Value) -> bool:
    """Whether "three or four" is a range: neighbours, or one and a half times at most."""
    return one.value < two.value <= max(one.value + 2, one.value * 1.5)


def _ends(text: str, value: _Value) -> bool:
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
    for word in _WORD.finditer(text):
        start = word.start()
        if start < place:
            continue
        token = word.group()
        if token[0].isalpha() and (len(token) > 9 or token.lower() not in _HEADS):
            continue
        k = bisect_right(ends, start)
        if k < len(skipped) and skipped[k][0] <= start:
            place = skipped[k][1]
            continue
        if start > place and text[start - 1] == "." and text[start - 2 : start - 1] in ("", " ", "(", "$", "\n", "-"):
            start -= 1
        match = _NUMBER.match(text, start)
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
        qualifier, start = _bounded(text, match.start())
        if unit is None or qualifier is Qualifier.EXACT or unit[0] in units().currencies or start == match.start():
            return match.end()
        return _numeral(text, _Value(match.start(), match.end(), match.start(), 1.0, 1.0, None, False, False), None, unit)
    if match["part"] or match["half"]:
        words = re.findall(r"[^\W\d_]+", (match["part"] or match["half"]).lower())
        value = 0.5 * _SCALES[words[-1]] if match["half"] else _fraction(words)
        whole = _Value(match.start(), match.end(), match.start(), value, 1.0, None, False, False)
        return _numeral(text, whole, None, after(text, match.end()))
    one = _value(text, match, floor)
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
        return _numeral(text, one._replace(value=low if low < two.value and _moved_from(text, one) else one.value), None, unit)
    unit2 = _money_rate(text, two) if two.money else after(text, two.last)
    if unit and (unit2 is None or unit[0] != unit2[0]) and not one.money:
        return _numeral(text, one, None, unit)
    unit = unit2 or ((one.money, two.last) if one.money else None)
    return _numeral(text, one._replace(value=low), two, unit)


def _moved_from(text: str, one: _Value) -> bool:
    return _moves(text[max(0, one.outer - 60) : one.outer])


def _past(text: str, place: int) -> int:
    """The end of the name or score that goes on at ``place``."""
    match = re.compile(r"[\w]{0,40}(?:[-–.,:/]\w{1,40}){0,4}").match(text, place)
    return match.end() if match else place


def _money_rate(text: str, value: _Value) -> tuple[str, int]:
    """A sum's unit: "$31.20 US", "$80 a barrel"."""
    assert value.money is not None
    place = value.last
    named = re.compile(r"\s(?:U\.?S\.?(?!\w)|USD|Canadian|Australian)").match(text, place)
    return rate(text, value.money, named.end() if named else place)


def _fraction(words: list[str]) -> float:
    over = float(_SMALL.get(words[0], 1)) if len(words) > 1 else 1.0
    under = words[-1].removesuffix("s") if words[-1] != "halves" else "half"
    return over / _PARTS[under]


def _vague(text: str, match: re.Match[str]) -> Numeral:
    """A word magnitude: one unit of it is the low bound, and there is no high one."""
    words = (match["vague"] or match["few"]).lower().split()
    if match["few"]:
        value, name = _VAGUE[words[-1]]
    elif words[1:2] == ["of"]:
        value = _VAGUE[words[2]][0] * {"tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 100.0}[words[0]]
        name = Qualifier.AT_LEAST
    else:
        value, name = _VAGUE[words[0]]
    _, start = _bounded(text, match.start())
    return Numeral(start, match.end(), match.start(), match.end(), value, None, name, None, match.end(), False, False)


def _numeral(text: str, one: _Value, two: _Value | None, unit: tuple[str, int] | None) -> Numeral:
    last = two.last if two else one.last
    end = stop = last
    if unit:
        stop = max(unit[1], last)
        glued = text[last:stop].strip()
        if not glued or not glued[0].isalpha() or (stop > last and text[last] not in " -\u00a0\u202f"):
            end = stop
    low: float | None = one.value
    high: float | None = two.value if two else one.value
    qualifier, start = _bounded(text, one.outer)
    if two:
        qualifier = Qualifier.RANGE
        begin = max(0, one.outer - 24)
        opening = _BETWEEN.search(text[begin : one.outer])
        start = begin + opening.start() if opening else start
    else:
        trailing = _bounds().after.match(text, stop)
        if trailing and qualifier in _WEAK and not (text[stop : stop + 1] == "+" and text[stop + 1 : stop + 2].isalnum()):
            qualifier, end = _bounds().back[trailing.group(1).lower()], trailing.end()
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
