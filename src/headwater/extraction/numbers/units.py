"""Measures and moneys beside a number: the table of the vocabulary, read once.

A unit has a name ("kilometre", "percentage") or is an ISO 4217 code ("USD"); a rate joins two ("barrel per day").
It converts nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from headwater.vocabulary import VocabularyError, table


@dataclass(frozen=True, slots=True)
class Units:
    """The table, ready to look up in.

    ``words`` are lower case, singular and plural, ``signs`` as written; ``before`` matches a money's sign right before
    a number.
    """

    words: dict[str, str]
    signs: dict[str, str]
    currencies: frozenset[str]
    before: str
    each: frozenset[str]
    longest: int


def plural(word: str) -> str:
    """The regular plural of an English word or phrase."""
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


# "US $ 5": some scrapers set the sign apart from its letters.
_DOLLAR, _SPACED_DOLLAR = re.escape("$"), r"\s?\$"


@cache
def units() -> Units:
    """The units of ``vocabulary/units.yaml``. Raises VocabularyError where the table is not of its shape."""
    content = table("units")
    words: dict[str, str] = {}
    signs: dict[str, str] = {}
    money: dict[str, str] = {}
    for part in ("units", "currencies"):
        if not isinstance(content.get(part), dict):
            raise VocabularyError(f"units.yaml: {part} must be a table of units, is {content.get(part)!r}")
        for name, row in content[part].items():
            if not isinstance(row, dict) or not set(row) <= {"words", "signs"}:
                raise VocabularyError(f"units.yaml: {part}.{name} may have words and signs, is {row!r}")
            for word in row.get("words") or ([name] if part == "units" else []):
                words.setdefault(word, name)
                words.setdefault(plural(word), name)
            for sign in row.get("signs", []):
                (money if part == "currencies" else signs)[sign] = name
    codes = [name for name in content["currencies"] if name.isupper()]
    before = money | {code: code for code in codes}
    signs |= {sign: name for sign, name in before.items() if sign != "S$"}
    choices = "|".join(
        re.escape(sign)
        if not sign[0].isalpha()
        else rf"(?<![^\W\d_]){re.escape(sign).replace(_DOLLAR, _SPACED_DOLLAR)}"
        for sign in sorted(before, key=len, reverse=True)
    )
    return Units(
        words, signs, frozenset(content["currencies"]), choices, frozenset(content["each"]),
        max(len(word.split()) for word in words),
    )  # fmt: skip


def money(sign: str) -> str:
    """The currency of a sign or code that stands before a number."""
    sign = sign if sign in units().signs else re.sub(r"\s", "", sign)
    return units().signs.get(sign) or ("SGD" if sign == "S$" else sign)


_DEGREE = r"°(?:\s?[CcFf](?:elsius|ahrenheit)?(?!\w))?"
_GLUED = re.compile(rf"[^\W\d_]+[23²³]?(?:/[^\W\d_]+[23²³]?)?|%|{_DEGREE}|¢|€|£|\$(?!\s?\d)")
_NEXT = re.compile(rf"([ \u00a0\u202f-]|)([^\W\d_][\w.’'/²³-]*|%|{_DEGREE}|€|\$US|\$(?!\s?\d))")
_PER = re.compile(r"(?:\s(?:per|a|an|each)\s|-a-|/|\sper-)((?:sq|square|cubic)\s[^\W\d_]+|[^\W\d_]+[23²³]?)")
_TRAILING = re.compile(r"[.’'-]+$")


def after(text: str, end: int) -> tuple[str, int] | None:
    """The unit that begins at ``end``, right after a number, and where it ends; None where none does.

    Signs count right after the number or one space on; words after a space or a hyphen. A rate is read to its end.
    """
    found = _glued(text, end) or _spaced(text, end)
    if found is None:
        return None
    name, end = found
    return rate(text, name, end)


def _glued(text: str, end: int) -> tuple[str, int] | None:
    match = _GLUED.match(text, end)
    if match is None:
        return None
    sign = match.group()
    name = units().signs.get(_plain_degree(sign))
    if name is None and "/" in sign:
        sign = sign.split("/")[0]
        name = units().signs.get(sign)
    if name is None:
        name = units().words.get(sign.lower()) if len(sign) > 2 else None
    return (name, end + len(sign)) if name is not None else None


def _plain_degree(sign: str) -> str:
    """The sign of a temperature without the rest of its name: "° Celsius" is "°C"."""
    return f"°{sign[1:].strip()[:1]}" if sign[:1] == "°" else sign


# Too short to be told from other words when they stand alone.
_NEVER_ALONE = frozenset(["t", "l", "A", "V", "W", "J", "L", "ha", "min", "sec", "pt", "bar"])


def _spaced(text: str, end: int) -> tuple[str, int] | None:
    known = units()
    phrase: list[str] = []
    best: tuple[str, int] | None = None
    place = end
    for _ in range(known.longest):
        match = _NEXT.match(text, place)
        if match is None or (not match.group(1) and phrase):
            break
        token = _TRAILING.sub("", match.group(2))
        if token[0] == "°" and not phrase:
            return known.signs[_plain_degree(token)], match.end()
        if token not in known.signs and len(token) > 1 and token.isupper() and token.lower() in known.signs:
            token = token.lower()  # a wire in capitals: "300 KG"
        if not phrase and match.group(1) and token in known.signs and token not in _NEVER_ALONE:
            best = known.signs[token], match.start(2) + len(token)
        for part in _parts(token):
            phrase.append(part.lower())
            name = known.words.get(" ".join(phrase))
            stop = match.start(2) + token.find(part) + len(part)
            if name is not None and (best is None or stop > best[1]):
                best = name, stop
        place = match.start(2) + len(token)
        if len(phrase) > known.longest:
            break
    return best


def _parts(token: str) -> list[str]:
    """A hyphenated token word by word, unless the table has it whole."""
    return token.split("-") if "-" in token else [token]


def rate(text: str, name: str, end: int) -> tuple[str, int]:
    """``name`` with what it is paid or counted for, if a "per", "a" or "each" follows at ``end``."""
    match = _PER.match(text, end)
    if match is None:
        return name, end
    known = units()
    each = match.group(1)
    linked = match.group().strip().split()[0] in ("a", "an", "each", "-a-" + each)
    each = "year" if each.lower() == "annum" else each
    single = known.words.get(" ".join(each.lower().split())) or known.signs.get(each) or each.lower()
    if linked and each.lower() not in known.each:
        return name, end
    if name == "percentage" and linked and each.lower() not in ("year", "month", "week", "day"):
        return name, end
    return f"{name} per {single}", match.end()
