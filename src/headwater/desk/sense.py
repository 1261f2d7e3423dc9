"""Search by meaning at the desk: what is asked, put into a direction, and the claims and sentences nearest to it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

import numpy as np

from headwater.language import Outcome, Reader
from headwater.language.reading import Vector
from headwater.store import Ledger, Meanings
from headwater.store.columns import Ints
from headwater.text import Document

MOST = 500
"""Claims that a search by meaning gives: who reads further is better served by other words."""

LEAST = 0.35
"""The least cosine that counts as near: of 12,354 pairs of sentences of two unrelated stories 95 % are under it."""

_SILENT = 6  # sentences without a claim that are shown beside
_LONGEST = 1_000  # characters of what is asked
_REMEMBERED = 500  # things asked


class Near(NamedTuple):
    """Numbers of claims, the nearest first, with their cosines; and sentences (document, span) without a claim."""

    claims: Ints
    cosines: Vector
    silent: list[tuple[int, int, int, float]]


class Sense:
    """Loaded with the first question: the engine, which turns words into a direction, and the ledger's sentences."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._reader: Reader | None = None
        self._asked: OrderedDict[str, Vector | None] = OrderedDict()
        self._meanings: Meanings | None = None
        self._stamp = ""
        self._turn = threading.Lock()

    def near(self, words: str, stamp: str) -> Near | str:
        """What is near to the words in the ledger of this stamp; or, in words, why that cannot be told."""
        with self._turn:
            held = self._of(stamp)
            if not len(held):
                return (
                    "This ledger keeps no meanings yet, so these are found by their words. "
                    "“headwater add --again” with the same reports adds them."
                )
            direction = self._direction(words)
        if direction is None:
            return "Only English can be searched by meaning, so these are found by their words."
        cosines = held.near(direction)
        return Near(*held.claims_near(cosines, MOST, LEAST), held.silent_near(cosines, _SILENT, LEAST))

    def beside(self, claim: int, others: Ints, stamp: str) -> Vector:
        """How near other claims are to one in meaning, all by their numbers; 0 where the ledger does not tell."""
        with self._turn:
            held = self._of(stamp)
        return held.beside(claim, others)

    def freshen(self, stamp: str) -> None:
        """Bring the sentences up to the ledger, if anybody has asked for them yet."""
        if self._meanings is not None and self._stamp != stamp:
            found = self._ledger.meanings()
            self._meanings, self._stamp = found, stamp

    def _of(self, stamp: str) -> Meanings:
        if self._meanings is None:
            self._meanings, self._stamp = self._ledger.meanings(), stamp
        return self._meanings

    def _direction(self, words: str) -> Vector | None:
        """The direction of what is asked; None if that is in another language, or no words at all."""
        asked = " ".join(words.split())[:_LONGEST]
        if asked in self._asked:
            self._asked.move_to_end(asked)
            return self._asked[asked]
        if self._reader is None:
            self._reader = Reader(remember=0)
        reading = next(self._reader.read([Document("asked", asked)]))
        found = reading.meaning if reading.outcome is Outcome.READ and np.any(reading.meaning) else None
        self._asked[asked] = found
        while len(self._asked) > _REMEMBERED:
            self._asked.popitem(last=False)
        return found
