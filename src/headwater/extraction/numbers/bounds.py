"""The words around a number that bound it: "at least", "up to", "nearly", "or more".

The phrases are in ``vocabulary/figures.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from headwater.extraction.claim import Qualifier
from headwater.vocabulary import VocabularyError, table


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
            raise VocabularyError(
                f"figures.yaml: qualifiers.{name} must be a qualifier with before and after, is {row!r}"
            )
        before |= dict.fromkeys(row["before"], Qualifier(name))
        back |= dict.fromkeys(row["after"], Qualifier(name))
    phrases = "|".join(re.escape(phrase) for phrase in sorted(back, key=len, reverse=True))
    return _Bounds(
        before, re.compile(rf"[\s-]?({phrases})(?!\w)", re.IGNORECASE), back, frozenset(content["between"]),
        frozenset(phrase.split()[-1] for phrase in (*before, *content["between"])),
        max(len(phrase.split()) for phrase in before),
    )  # fmt: skip


_CLOSE = "\"'”’»"
_OPEN = "\"'“‘([—–«"
_TOKEN = re.compile(r"\S+")
WEAK = (Qualifier.APPROXIMATELY, Qualifier.EXACT)


_STOPS = re.compile(r".*[.!?”\"’')\]:](?=[A-Z])|[\"'“‘(\[—–«]+")


def _opening(token: str) -> int:
    """How much of a token belongs to what is before: quotes, brackets, or a sentence that ends in it."""
    match = _STOPS.match(token)
    return match.end() if match else 0


def before(text: str, start: int) -> tuple[Qualifier, int]:
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
    if not final or final[-1].lower().lstrip(_OPEN).rstrip(_CLOSE) not in bounds.finals:
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
            shift = _opening(group[0].group())
            inner[0] = inner[0][shift:]
            if shift:
                inner[-1] = inner[-1].rstrip(_CLOSE)  # "well over" 40 men: the speaker's own word for it
            name = bounds.before.get(" ".join(inner))
            if name is not None:
                if found in WEAK:
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


def after(text: str, end: int) -> tuple[Qualifier, int] | None:
    """The qualifier that begins at ``end``, and where it ends; None where none does."""
    match = _bounds().after.match(text, end)
    if match is None or (text[end : end + 1] == "+" and text[end + 1 : end + 2].isalnum()):
        return None
    if match.group(1)[0].isupper() and match.group(1)[1:].islower():
        return None  # a sentence that begins there: "killing 12 At least 12 soldiers"
    return _bounds().back[match.group(1).lower()], match.end()
