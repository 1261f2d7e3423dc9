"""A report's sentences with what each of them means, kept in a few hundred bytes a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.language.reading import Reading, Vector

_STEPS = 127  # of a byte on either side of nought


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """``spans`` is [sentences, 2], half-open code points in the order of the text; ``directions`` [sentences, d].

    A direction is a sentence's unit vector in bytes, on a scale of its own largest number: its length says nothing. The
    cosine of two directions differs from that of their vectors by less than 0.01.
    """

    spans: NDArray[np.int32]
    directions: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.spans)


def passages(reading: Reading) -> Passages | None:
    """The sentences of a reading; None where nothing was read."""
    if not len(reading.meanings):
        return None
    spans = np.array([(each.start, each.end) for each in reading.sentences], dtype=np.int32)
    return Passages(spans, directions(reading.meanings))


def directions(vectors: Vector) -> NDArray[np.int8]:
    """Rows of numbers as rows of bytes that point the same way."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    found: NDArray[np.int8] = np.rint(vectors / np.where(largest > 0, largest, 1) * _STEPS).astype(np.int8)
    return found
