"""A sum of small decision trees, evaluated without the library that grew it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Arrays [trees, nodes]: inner node ``n`` asks whether column ``column`` is at most ``border`` and goes to ``left``
    or ``right``; an unknown value (NaN) goes left where ``unknown_left``. A number under 0 is the leaf ``-1 - number``.

    ``columns`` names what is asked for.
    """

    columns: tuple[str, ...]
    column: NDArray[np.int16]
    border: NDArray[np.float64]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    unknown_left: NDArray[np.bool_]
    leaves: NDArray[np.float64]

    def scores(self, rows: Sequence[Sequence[float]] | NDArray[np.float64]) -> NDArray[np.float64]:
        """For each row (in the order of ``columns``) a chance, 0 to 1. Each row's depends on that row alone."""
        given = np.asarray(rows, np.float64).reshape(-1, len(self.columns))
        total = np.zeros(len(given))
        everyone = np.arange(len(given))
        for tree in range(len(self.column)):
            at = np.zeros(len(given), np.intp)
            inner = everyone
            while len(inner):
                node = at[inner]
                value = given[inner, self.column[tree, node]]
                lower = np.where(np.isnan(value), self.unknown_left[tree, node], value <= self.border[tree, node])
                at[inner] = np.where(lower, self.left[tree, node], self.right[tree, node])
                inner = inner[at[inner] >= 0]
            total += self.leaves[tree, -1 - at]
        return 1 / (1 + np.exp(-total))


@cache
def packaged() -> Trees:
    """The trees that judge sameness (``training.sameness``)."""
    with files("headwater.reconciliation").joinpath("weights/sameness.npz").open("rb") as file:
        kept = np.load(file)
        return Trees(
            tuple(bytes(kept["columns"]).decode().split()),
            *(kept[name] for name in ("column", "border", "left", "right", "unknown_left", "leaves")),
        )
