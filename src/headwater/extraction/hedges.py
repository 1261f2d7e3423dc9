"""The words by which a speaker weakens what is said, and the ICD 203 band that they name."""

from __future__ import annotations

import re
from functools import cache

from headwater.extraction.claim import Hedge
from headwater.text import Span
from headwater.vocabulary import table


@cache
def _bands() -> dict[str, tuple[int, int]]:
    return {word: (row["low"], row["high"]) for row in table("hedges")["bands"] for word in row["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted([*_bands(), *table("hedges")["open"]], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.IGNORECASE)


_BEFORE_MONTH = re.compile(
    r"(?:\d|\b(?:in|on|of|since|until|till|last|early|late|mid|by|this|next|from|to))[\s-]+$", re.IGNORECASE
)
_PLACED = re.compile(r"\s(?:in|at|on|before|alongside)\b", re.IGNORECASE)


def _else(text: str, found: re.Match[str]) -> bool:
    """Whether the word hedges nothing: the month of May, somebody who appeared in a video."""
    word = found[0]
    if word.lower() == "may" and word != "may":
        ahead = _BEFORE_MONTH.search(text[max(0, found.start() - 8) : found.start()])
        return ahead is not None or re.match(r"\s\d", text[found.end() : found.end() + 2]) is not None
    return word.lower().startswith("appear") and _PLACED.match(text, found.end()) is not None


def hedge(text: str, spans: tuple[Span, ...]) -> Hedge | None:
    """The hedging words within these spans, None where there is none.

    The band is that of the first word that names one. It is what the speaker's words mean by convention, no
    judgement of ours.
    """
    found = [
        Span(m.start(), m.end())
        for span in spans
        for m in _pattern().finditer(text, span.start, span.end)
        if not _else(text, m)
    ]
    if not found:
        return None
    banded = [_bands()[word] for word in (f.of(text).lower() for f in found) if word in _bands()]
    low, high = banded[0] if banded else (None, None)
    return Hedge(tuple(found), low, high)
