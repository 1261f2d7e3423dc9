"""Words as they are compared across documents: stems, and how much each tells a document from others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from headwater.extraction.lemmas import lemma

BUCKETS = 1 << 17
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_SEEN_IN_ALL = 0.2  # share of documents: a word of more of them is furniture of the language


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """One form for a word's noun and verb uses ("shootings", "shot", "shoot"); without a possessive, in lower case."""
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return low if not low.isalpha() else lemma(lemma(low, "NOUN"), "VERB")


def stems(text: str) -> list[str]:
    """The stems of all words and numbers of a text, in its order."""
    return [stem(found.group()) for found in WORD.finditer(text)]


@cache
def _counts() -> NDArray[np.float32]:
    with files("headwater.reconciliation").joinpath("weights/words.npz").open("rb") as file:
        counts: NDArray[np.float32] = np.log1p(np.load(file)["documents"].astype(np.float32))
    return counts


@lru_cache(maxsize=1 << 16)
def weight(of: str) -> float:
    """How rare a stem is among news articles: 0 for the commonest, 1 for one that they do not have.

    The logarithm of its share of documents over that of the rarest, by a table of counts (``training.words``) in
    which stems share buckets: a rare stem may pass for a commoner one, never the reverse. Single letters weigh 0.
    """
    if len(of) < 2 and not of.isdigit():
        return 0.0
    most = float(_counts()[BUCKETS])
    told = (most + math.log(_SEEN_IN_ALL) - float(_counts()[bucket(of)])) / (most + math.log(_SEEN_IN_ALL))
    return max(0.0, told)


def bucket(of: str) -> int:
    """The stem's place in the table of counts."""
    return crc32(of.encode()) % BUCKETS


def weighed(words: Iterable[str]) -> dict[str, float]:
    """The words that tell something, as a vector of unit length: rarity times one and the logarithm of the count."""
    found = {w: weight(w) * (1 + math.log(n)) for w, n in sorted(Counter(words).items())}
    length = math.sqrt(sum(v * v for v in found.values()))
    return {w: v / length for w, v in found.items() if v > 0} if length else {}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Of two vectors of unit length, whichever comes first, to the last bit."""
    shared = sorted(a.keys() & b.keys())
    return min(1.0, sum(a[w] * b[w] for w in shared))
