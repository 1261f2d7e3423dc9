"""How alike two passages are in their words: rare words weigh more, and spelling variants count as one."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from importlib.resources import files

from headwater.extraction.lemmas import lemma

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SAME = {
    "daesh": "isis", "daesj": "isis", "isil": "isis", "is": "is", "shiite": "shia", "shi'ite": "shia",
    "centre": "center", "defence": "defense", "kyiv": "kiev", "hizbollah": "hezbollah", "hizbullah": "hezbollah",
}  # fmt: skip
LIGHT = 0.15
"""Weight of the commonest words against 1 for the rarest."""


@cache
def _ranks() -> dict[str, int]:
    """Words of the model's vocabulary by their place in it, which follows how frequent they are in English."""
    lines = files("headwater.language").joinpath("model", "vocab.txt").read_text("utf-8").split("\n")
    return {word: rank for rank, word in enumerate(lines) if word.isalpha()}


@cache
def weight(word: str) -> float:
    """From LIGHT for "the" to 1 for a word that the vocabulary does not hold, by the logarithm of its rank."""
    rank = _ranks().get(word)
    if rank is None:
        return 1.0
    low, high = math.log(1_000), math.log(30_000)
    return max(LIGHT, min(1.0, (math.log(max(rank, 1_000)) - low) / (high - low)))


@cache
def stem(word: str) -> str:
    """The word as it is compared: its base form, without a scraper's lost apostrophe told from a plural."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    low = _SAME.get(low, low)
    base = lemma(lemma(low, "NOUN"), "VERB")
    return _SAME.get(base, base)


def words(text: str) -> frozenset[str]:
    """The stems of a passage, without its numbers: figures are compared apart."""
    return frozenset(stem(word) for word in _WORD.findall(text) if not word[0].isdigit())


@lru_cache(maxsize=262_144)
def mass(passage: frozenset[str]) -> float:
    """The weight of all words of a passage."""
    return math.fsum(map(weight, passage))


def resemblance(one: frozenset[str], two: frozenset[str], least: float = 0.0) -> float:
    """Shared weight over all weight (weighted Jaccard), from 0 to 1.

    0 without a look at the words where the lighter passage weighs too little for a resemblance of ``least``.
    """
    a, b = mass(one), mass(two)
    if (a if a < b else b) < (least - 1e-6) * (b if a < b else a):
        return 0.0
    both = math.fsum(map(weight, one & two))
    either = a + b - both
    return both / either if either else 0.0


def shared(one: frozenset[str], two: frozenset[str]) -> float:
    """The weight of the words that both have."""
    return math.fsum(map(weight, one & two))
