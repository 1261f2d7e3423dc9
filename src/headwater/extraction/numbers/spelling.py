"""What a number is worth as it is written: digits, words, fractions, scales, signs and moneys.

``NUMBER`` matches one number and :func:`value` reads it. A match may hold a word magnitude ("dozens"), which has no
value of its own; :func:`vague` gives its low bound.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from headwater.extraction.claim import Qualifier
from headwater.extraction.numbers.units import money, units

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
           "lakh": 1e5, "crore": 1e7}  # fmt: skip
_SHORT = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "mn": 1e6, "mil": 1e6, "mln": 1e6, "mm": 1e6, "b": 1e9, "B": 1e9,
          "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
          "ninth": 9, "tenth": 10}  # fmt: skip
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
VAGUE = {
    "tens": (10.0, Qualifier.AT_LEAST), "dozens": (12.0, Qualifier.DOZENS),
    "scores": (20.0, Qualifier.AT_LEAST), "hundreds": (1e2, Qualifier.HUNDREDS),
    "thousands": (1e3, Qualifier.THOUSANDS), "millions": (1e6, Qualifier.AT_LEAST),
    "billions": (1e9, Qualifier.AT_LEAST),
    "trillions": (1e12, Qualifier.AT_LEAST), "dozen": (12.0, Qualifier.DOZENS), "hundred": (1e2, Qualifier.HUNDREDS),
    "thousand": (1e3, Qualifier.THOUSANDS), "million": (1e6, Qualifier.AT_LEAST), "billion": (1e9, Qualifier.AT_LEAST),
}  # fmt: skip


_w = "|".join(sorted(_SMALL, key=len, reverse=True))
_s = "|".join(SCALES)
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d])|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,4}(?!\d)"
    r"|\d{1,3}(?:\s000){1,3}(?!\d)|\d{1,15}(?!\d))"
)
_FRACTION = r"\d{1,3}[/⁄](?:[2-9]|1[06]|32|64|100|128)(?![\d/⁄])"
_SPELLED = rf"(?:{_w}|an?(?=\s(?:{_s})\b))(?:(?:\s|-|\sand\s)(?:{_w}|{_s})(?!\w)){{0,12}}"
_PATTERN = rf"""
    (?<![\w.,/$€£-])(?P<vague> (?:tens|hundreds|scores|dozens)\sof\s(?:thousands|millions|billions)
        | tens(?=\sof\b)
        | (?:hundreds|thousands|millions|billions|dozens)(?:\s(?:and|upon)\s(?:hundreds|thousands|dozens))?
        | scores(?=\s(?:of|more|others|dead|killed|wounded|injured|were|have)\b) ) (?!\w)
  | (?<![\w.,/$€£-])(?P<few> (?:several|many|(?:a\s)?few|a\scouple\sof)
        \s(?:dozen|hundred|thousand|million|billion)s? ) (?!\w)
  | (?<![\w.,/-])(?P<half> (?:an?\s)?(?:half|quarter)(?:\s(?:of\s)?an?\s|[\s-])(?:{_s}) ) (?!\w)
  | (?<![\w.,/⁄-])(?P<part> (?:{_w})[\s-](?:halves|thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)
        | one[\s-](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)
        | (?:an?\s(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth) | half)(?=\sof\b) ) (?!\w)
  | (?: (?P<mixed> \d{{1,9}}(?:[\s-]{_FRACTION}|[½¼¾⅓⅔]) )
      | (?P<fraction> {_FRACTION} | [½¼¾⅓⅔])
      | (?P<figures> {_DIGITS}(?:\.\d{{1,15}})?(?!\d) | \.\d{{1,15}}(?!\d))
      | (?<![\w])(?P<spelled> {_SPELLED}) (?!\w|-(?:first|second|third|\w{{1,8}}th)\b) )
    (?P<point> \spoint(?:\s(?:{_w})(?!\w)){{1,4}})?
    (?P<scale> (?:[\s-]?(?:{_s})s?(?!\w)){{1,3}} | \s?(?:bn|mn|mil|mln|bln|tn|trn)(?!\w)
        | (?-i: [BMK](?!\w) | \s[BMK](?=\s[a-z]) | [kmb](?![\w/²³]) ) )?
    (?P<more> \sand\sa\s(?:half|quarter)(?!\w)(?:\s(?:{_s})s?(?!\w))? )?
  | (?<![\w.,/$€£-])(?P<article> an?)(?=\s[a-z])
"""


class Value(NamedTuple):
    first: int
    last: int
    outer: int
    value: float
    scale: float
    money: str | None
    plain: bool
    digits: bool


NUMBER = re.compile(_PATTERN, re.VERBOSE | re.IGNORECASE)
HEADS = frozenset(_SMALL) | frozenset(
    "tens hundreds thousands millions billions dozens scores several many few half a an".split()
)


@cache
def money_sign() -> re.Pattern[str]:
    return re.compile(rf"(?:{units().before})\s?")


@cache
def _before() -> re.Pattern[str]:
    """The sign of a number and of its money, right before it."""
    return re.compile(
        rf"(?P<sign>(?<![\w)%.,])[-−+]|(?<!\w)(?:[Mm]inus|[Nn]egative)[\s-])?(?P<money>{units().before})\s?(?P<inner>[-−])?$"
        r"|(?P<lone>(?<![\w)%.,])[-−+]|(?<!\w)(?:[Mm]inus|[Nn]egative)[\s-])$"
    )


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
        elif word in SCALES and word != "hundred" and current and (not scale or SCALES[word] < scale):
            scale = SCALES[word]
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
        product *= short or SCALES.get(token.lower()) or SCALES[token.lower().rstrip("s")]
    return product


def rounded(value: float) -> float:
    """``value`` without the dust of binary arithmetic: 16.4 million is 16,400,000."""
    return float(f"{value:.12g}")


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


def value_of(text: str, match: re.Match[str], floor: int = 0) -> Value | None:
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
            return Value(first, first + length, first, value, scale, None, False, False)
    else:
        if kind == "figures":
            value = float(re.sub(r"[,\s]", "", word))
        elif kind == "fraction":
            value = _ratio(word)
        else:
            whole = next(place for place, mark in enumerate(word) if not mark.isdecimal())
            value = float(word[:whole]) + _ratio(word[whole:].strip(" -\u00a0"))
        plain = kind == "figures" and word.isdigit()
        sign = _before().search(text, max(floor, first - 12), first) if first > floor else None
        if sign is not None:
            code = money(sign["money"]) if sign["money"] else None
            marks = ((sign["sign"] or "") + (sign["inner"] or "") + (sign["lone"] or "")).strip()
            negative = bool(marks) and marks[0] != "+"
            outer, plain = sign.start(), False
        elif text[max(0, first - 2) : first] in ('="', "='") or (
            first and (text[first - 1].isalpha() or text[first - 1] in "_./⁄:+#@*=&")
        ):
            return None
        elif (
            first > floor and text[first - 1] in "-–'’" and text[first - 2 : first - 1].isalnum()
            and text[max(0, first - 4) : first].lower() != "sub-"
        ):  # fmt: skip
            return None
    if match["point"] is not None and kind == "spelled":
        digits = [int(_SMALL[digit.lower()]) for digit in match["point"].split()[1:]]
        value, last = value + float("0." + "".join(map(str, digits))), match.end("point")
    if kind == "spelled" and re.search(r"(?<!\w)(?:minus|negative)[\s-]$", text[max(0, first - 10) : first], re.I):
        negative = True
    word = match["scale"]
    metres = word == "m" and _LENGTH.match(text, match.end("scale"))
    if not code and (metres or word == "b"):
        word = None
    if word is not None and not (kind == "spelled" and scale > 1 and match["point"] is None):
        scale = _scaled(word)
        value, last, plain = rounded(value * scale), match.end("scale"), False
    if match["more"] is not None:
        fraction = 0.5 if "half" in match["more"].lower() else 0.25
        tail = match["more"].split()[-1].lower()
        if tail in ("half", "quarter"):
            value += fraction * scale
        else:
            scale = _scaled(tail)
            value = rounded((value + fraction) * scale)
        last, plain = match.end("more"), False
    return Value(first, last, outer, -value if negative else value, scale, code, plain, kind != "spelled")


def part_of(words: list[str]) -> float:
    over = float(_SMALL.get(words[0], 1)) if len(words) > 1 else 1.0
    under = words[-1].removesuffix("s") if words[-1] != "halves" else "half"
    return over / _PARTS[under]
