"""Search by meaning: each sentence's direction, and the sentences that point the nearest to what is asked.

A ledger keeps a direction of 384 bytes and a span a sentence, in two blobs a document. All of them are compared with
what is asked, so nothing is missed, and there is no index to grow old: 100,000 sentences take 40 MB and some 15
milliseconds. Ledgers of before have none; ``headwater add --again`` with the same reports gives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from headwater.language.reading import Vector
from headwater.resolution.passages import Passages
from headwater.store.columns import Ints
from headwater.store.schema import claims, documents, passages

_BLOCK = 512
"""Sentences compared at a time. Measured on two busy cores: 115,000 take 15 ms; in blocks of 2,048 and more, which
numpy spreads over cores that others use, they take 60 to 800."""

_SPAN = np.dtype("<i4")


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """Sentences of current documents: ``document`` is a number of each, ``spans`` [n, 2], ``directions`` [n, d].

    ``claims`` are the numbers of the claims, rising, and ``sentence`` the row of the sentence in which each begins (-1
    where its document has none).
    """

    document: Ints
    spans: npt.NDArray[np.int32]
    directions: npt.NDArray[np.int8]
    lengths: Vector
    claims: Ints
    sentence: Ints

    def __len__(self) -> int:
        return len(self.spans)

    def near(self, direction: Vector) -> Vector:
        """The cosine of each sentence with a direction, from -1 to 1."""
        unit = (direction / np.linalg.norm(direction)).astype(np.float32)
        found = np.zeros(len(self), dtype=np.float32)
        for at in range(0, len(self), _BLOCK):
            found[at : at + _BLOCK] = self.directions[at : at + _BLOCK].astype(np.float32) @ unit
        return found / self.lengths

    def beside(self, claim: int, others: Ints) -> Vector:
        """The cosines of other claims' sentences with that of one, all by their numbers; 0 where either has none."""
        row, rows = self._rows_of(np.array([claim]))[0], self._rows_of(others)
        found = np.zeros(len(others), dtype=np.float32)
        known = rows >= 0
        if row >= 0 and known.any():
            own = self.directions[row].astype(np.float32)
            cosines = self.directions[rows[known]].astype(np.float32) @ own
            found[known] = cosines / self.lengths[rows[known]] / self.lengths[row]
        return found

    def _rows_of(self, numbers: Ints) -> Ints:
        """The sentences of claims, -1 where there is none."""
        if not len(self.claims):
            return np.full(len(numbers), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.claims, numbers), len(self.claims) - 1)
        found: Ints = np.where(self.claims[places] == numbers, self.sentence[places], -1)
        return found

    def claims_near(self, near: Vector, count: int, least: float) -> tuple[Ints, Vector]:
        """Numbers of the claims whose sentences are the nearest, nearest first, with their cosines.

        No more than ``count``, and none under ``least``. Claims of one sentence are in the order of the text.
        """
        own = np.where(self.sentence >= 0, near[self.sentence], -2) if len(self) else np.full(len(self.claims), -2.0)
        best = _best(own, count, least)
        return self.claims[best], own[best].astype(np.float32)

    def silent_near(self, near: Vector, count: int, least: float) -> list[tuple[int, int, int, float]]:
        """The nearest sentences in which no claim begins: document number, span, cosine."""
        own = near.astype(np.float64)
        own[self.sentence[self.sentence >= 0]] = -2
        return [
            (int(self.document[row]), int(self.spans[row, 0]), int(self.spans[row, 1]), float(own[row]))
            for row in _best(own, count, least)
        ]


def keep(connection: sa.Connection, document: int, found: Passages | None) -> None:
    """Put a document's sentences in the place of those that it had, in a transaction that writes."""
    if found is None and not _there(connection):
        return
    passages.create(connection, checkfirst=True)
    connection.execute(sa.delete(passages).where(passages.c.document == document))
    if found is not None and len(found):
        row = {
            "document": document,
            "spans": found.spans.astype(_SPAN).tobytes(),
            "directions": found.directions.tobytes(),
        }
        connection.execute(sa.insert(passages), row)


def held(connection: sa.Connection) -> Meanings:
    """All sentences of current documents, and where their claims begin; empty for a ledger that keeps none."""
    numbers, spans, directions = [], [], []
    for number, places, bytes_ in _rows(connection) if _there(connection) else ():
        own = np.frombuffer(places, dtype=_SPAN).reshape(-1, 2)
        numbers.append(np.full(len(own), number, dtype=np.int64))
        spans.append(own.astype(np.int32))
        directions.append(np.frombuffer(bytes_, dtype=np.int8).reshape(len(own), -1))
    stated = sa.select(claims.c.number, claims.c.document, claims.c.start).join(documents).where(documents.c.current)
    begun = np.array(
        [tuple(row) for row in connection.execute(stated.order_by(claims.c.number))], dtype=np.int64
    ).reshape(-1, 3)
    if not spans:
        nothing = np.zeros(0, dtype=np.int64)
        none = np.full(len(begun), -1, dtype=np.int64)
        return Meanings(
            nothing,
            np.zeros((0, 2), np.int32),
            np.zeros((0, 0), np.int8),
            nothing.astype(np.float32),
            begun[:, 0],
            none,
        )
    document, span, direction = np.concatenate(numbers), np.concatenate(spans), np.concatenate(directions)
    return Meanings(document, span, direction, _lengths(direction), begun[:, 0], _sentences(document, span, begun))


def _rows(connection: sa.Connection) -> Iterator[Any]:
    asked = sa.select(passages.c.document, passages.c.spans, passages.c.directions).join(documents)
    yield from connection.execute(asked.where(documents.c.current).order_by(passages.c.document))


def _there(connection: sa.Connection) -> bool:
    return bool(sa.inspect(connection).has_table(passages.name))


def _lengths(directions: npt.NDArray[np.int8]) -> Vector:
    found = np.ones(len(directions), dtype=np.float32)
    for at in range(0, len(directions), _BLOCK):
        part = directions[at : at + _BLOCK].astype(np.float32)
        found[at : at + _BLOCK] = np.sqrt(np.einsum("ij,ij->i", part, part))
    return np.maximum(found, 1)


def _sentences(document: Ints, spans: npt.NDArray[np.int32], begun: Ints) -> Ints:
    """The row of the last sentence that begins no later than each claim does, in the claim's own document."""
    wide = 1 << 32
    places = document * wide + spans[:, 0]
    rows = np.searchsorted(places, begun[:, 1] * wide + begun[:, 2], side="right") - 1
    inside = (rows >= 0) & (document[np.maximum(rows, 0)] == begun[:, 1])
    return np.where(inside, rows, -1)


def _best(own: npt.NDArray[Any], count: int, least: float) -> Ints:
    """Places of the largest values, the largest first; of equal ones the first."""
    fit = np.flatnonzero(own >= least)
    if len(fit) > count:
        edge = np.partition(own[fit], len(fit) - count)[len(fit) - count]
        fit = fit[own[fit] >= edge]
    order = np.argsort(-own[fit], kind="stable")
    return fit[order][:count].astype(np.int64)
