"""The words by which a speaker weakens what is said, and the ICD 203 band that they name."""

from __future__ import annotations

import re
from functools import cache

from headwater.extraction.claim import Hedge
from headwater.extraction.tree import Tree
from headwater.text import Span
from headwater.vocabulary import table


@cache
def _bands() -> dict[str, tuple[int, int]]:
    return {word: (row["low"], row["high"]) for row in table("hedges")["bands"] for word in row["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    """Every word of the table, in small letters."""
    words = sorted((word.lower() for word in (*_bands(), *table("hedges")["open"])), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])")


_BEFORE_MONTH = re.compile(
    r"(?:\d|\b(?:in|on|of|since|until|till|last|early|late|mid|by|this|next|from|to))[\s-]+$", re.IGNORECASE
)
_PLACED = re.compile(r"\s(?:in|at|on|before|alongside)\b", re.IGNORECASE)


def _else(text: str, found: Span) -> bool:
    """Whether the word hedges nothing: the month of May, somebody who appeared in a video."""
    word = found.of(text)
    if word.lower() == "may" and word != "may":
        ahead = _BEFORE_MONTH.search(text[max(0, found.start - 8) : found.start])
        return ahead is not None or re.match(r"\s\d", text[found.end : found.end + 2]) is not None
    return word.lower().startswith("appear") and _PLACED.match(text, found.end) is not None


def hedge(tree: Tree, spans: tuple[Span, ...]) -> Hedge | None:
    """The hedging words within these spans, None where there is none.

    The band is that of the first word that names one. It is what the speaker's words mean by convention, no
    judgement of ours.
    """
    words = (Span(*m.span()) for span in spans for m in _pattern().finditer(tree.low, span.start, span.end))
    found = tuple(word for word in words if not _else(tree.text, word))
    if not found:
        return None
    bands = (_bands().get(word.of(tree.low)) for word in found)
    low, high = next((band for band in bands if band is not None), (None, None))
    return Hedge(found, low, high)
