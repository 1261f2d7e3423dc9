"""What a claim tells beside figures, in whatever words: the road is closed, the dead are buried, who did it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from headwater.extraction.lemmas import lemma
from headwater.vocabulary import VocabularyError, table

_WORD = re.compile(r"[^\W\d_]+")

Needed = tuple[frozenset[str], ...]
"""Alternatives, of each of which all words are needed."""


@lru_cache(maxsize=65_536)
def affair(passage: str) -> str:
    """The affair of ``affairs.yaml`` that a passage tells of, the first in the table; empty where it is none."""
    low = [word.lower() for word in _WORD.findall(passage)]
    met = {form for word in low for form in (word, lemma(word, "NOUN"), lemma(word, "VERB"))}
    if met.isdisjoint(_telling()):
        return ""
    for name, (about, told) in _affairs().items():
        if _any(about, met) and (not told or _any(told, met)):
            return name
    return ""


def _any(needed: Needed, met: set[str]) -> bool:
    return any(words <= met for words in needed)


@cache
def _affairs() -> dict[str, tuple[Needed, Needed]]:
    found = {}
    for name, row in table("affairs")["affairs"].items():
        if not isinstance(row, dict) or set(row) != {"of", "told"} or not isinstance(row["of"], str):
            raise VocabularyError(
                f"affairs.yaml: {name}: lines of words under 'of' and 'told' were expected, got {row!r}"
            )
        found[name] = (_needed(row["of"]), _needed(row["told"] or ""))
    return found


@cache
def _telling() -> frozenset[str]:
    """The words of which a passage needs one at least to tell of any affair."""
    return frozenset(word for about, _ in _affairs().values() for words in about for word in words)


def _needed(line: str) -> Needed:
    return tuple(frozenset(words.split("+")) for words in line.split())
