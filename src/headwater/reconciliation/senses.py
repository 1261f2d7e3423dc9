"""What words for acts mean, as far as a small table of vectors tells: "blast" is near "explosion"."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.reconciliation.terms import weight

Directions = NDArray[np.float64]


class Table(NamedTuple):
    """Rows of bytes, one a stem of ``place``; their scale is of no account, for only directions are compared."""

    place: dict[str, int]
    vectors: NDArray[np.int8]


@cache
def table() -> Table:
    with files("headwater.reconciliation").joinpath("weights/senses.npz").open("rb") as file:
        kept = np.load(file)
        words = bytes(kept["stems"]).decode().split()
        return Table({word: row for row, word in enumerate(words)}, kept["vectors"])


@lru_cache(maxsize=1 << 14)
def sense(trigger: tuple[str, ...]) -> Directions | None:
    """The direction in which a trigger's words point together, of unit length; None where none is known.

    The first word, which tells of the act, counts twice. The table (``training.senses``) holds the engine's own
    sentence vectors of single words, reduced to their main directions; it knows no sense of a word apart from others.
    """
    place, vectors = table()
    total = np.zeros(vectors.shape[1])
    for number, word in enumerate(trigger):
        row = place.get(word)
        if row is not None:
            total += (0.1 + weight(word)) * (1 if number else 2) * vectors[row].astype(float)
    length = float(np.sqrt(total @ total))
    return total / length if length else None
