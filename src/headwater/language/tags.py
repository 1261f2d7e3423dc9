"""Tagging schemes: how spans are written as one tag a word, and read back.

A scheme of types ``X, Y`` has the tags ``O, B-X, I-X, B-Y, I-Y``; an ``I`` may follow only its own type
(IOB2). ``legal`` says which sequences that leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FORBIDDEN = -1e4

Span = tuple[str, int, int]
"""Type, first word, one past the last word."""


@dataclass(frozen=True, slots=True)
class Scheme:
    types: tuple[str, ...]

    @property
    def tags(self) -> list[str]:
        return ["O", *(f"{mark}-{kind}" for kind in self.types for mark in "BI")]

    @property
    def inside(self) -> NDArray[np.intp]:
        """The numbers of the tags that go on with a span."""
        return np.arange(2, 1 + 2 * len(self.types), 2)

    def begin(self, kind: str) -> int:
        """The number of the tag that begins a span of ``kind``; the one that goes on is next to it."""
        return 1 + 2 * self.types.index(kind)

    def legal(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which tags may stand first, [tags], and which may follow which, [from, to]."""
        size = 1 + 2 * len(self.types)
        inside = np.zeros(size, np.bool_)
        inside[2::2] = True
        step = np.broadcast_to(~inside, (size, size)).copy()
        for i in range(2, size, 2):
            step[i - 1, i] = step[i, i] = True
        return ~inside, step

    def write(self, spans: Sequence[Span], length: int) -> list[int]:
        """Tags for ``spans``; where two overlap, the one that comes first is kept."""
        tags = [0] * length
        for kind, start, end in spans:
            if kind in self.types and not any(tags[start:end]) and 0 <= start < end <= length:
                tags[start] = self.begin(kind)
                tags[start + 1 : end] = [self.begin(kind) + 1] * (end - start - 1)
        return tags

    def read(self, tags: Sequence[int]) -> list[Span]:
        """The spans that ``tags`` write."""
        spans: list[Span] = []
        start = -1
        for i, tag in enumerate(tags):
            if start >= 0 and (tag == 0 or tag % 2 == 1):
                spans.append((self.types[(tags[start] - 1) // 2], start, i))
                start = -1
            if tag % 2 == 1 or (tag and start < 0):
                start = i
        if start >= 0:
            spans.append((self.types[(tags[start] - 1) // 2], start, len(tags)))
        return spans

    def read_all(self, paths: NDArray[np.intp]) -> Iterator[tuple[int, str, int, int]]:
        """(row, type, first, last) of every span of legal sequences [n, length], row by row."""
        count, length = paths.shape
        closed = np.zeros((count, length + 1), np.intp)
        closed[:, :length] = paths
        flat = closed.ravel()
        begins = np.flatnonzero(flat % 2 == 1)
        outside = np.flatnonzero((flat == 0) | (flat % 2 == 1))
        ends = outside[np.searchsorted(outside, begins, side="right")]
        rows = begins // (length + 1)
        kinds = (flat[begins] - 1) // 2
        base = rows * (length + 1)
        names = [self.types[k] for k in kinds.tolist()]
        return zip(rows.tolist(), names, (begins - base).tolist(), (ends - base).tolist(), strict=True)
