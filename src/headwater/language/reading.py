"""What the engine has read: the forms of its answer.

Every :class:`~headwater.text.Span` counts code points of the document's unaltered text. Word numbers run
through the whole document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.text import Span

Vector = NDArray[np.float32]


class Outcome(StrEnum):
    """What became of a document. Only ``READ`` has sentences."""

    READ = "read"
    EMPTY = "empty"
    OTHER_LANGUAGE = "other-language"


class Word(NamedTuple):
    """A syntactic word (Universal Dependencies): ``head`` is a word number of the document, or -1 at a root."""

    start: int
    end: int
    upos: str
    head: int
    relation: str


class Sentence(NamedTuple):
    """``first`` to ``last`` are its words, half-open; ``start`` to ``end`` its code points."""

    start: int
    end: int
    first: int
    last: int


class Entity(NamedTuple):
    """A name. ``kind`` is Universal NER's PER, LOC or ORG, or in the political layer one of CrossNER's nine."""

    start: int
    end: int
    kind: str


class Argument(NamedTuple):
    """A PropBank role of a predicate, with its span."""

    start: int
    end: int
    role: str


class Predicate(NamedTuple):
    """A word that tells of an event, state or relation.

    ``factuality`` is on the scale of It Happened (UDS-IH2): 3 certainly happened, -3 certainly did not.
    """

    word: int
    start: int
    end: int
    factuality: float
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (``source``) says (``cue``) what (``content``), each in contiguous pieces in the order of the text.

    A source or a cue may be missing; a content never is.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def _no_vectors() -> Vector:
    return np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """All that one pass over a document found.

    ``meanings`` is [sentences, dimensions] and ``meaning`` [dimensions], rows of unit length (``meaning`` is
    empty where nothing was read). ``language`` is ISO 639-1 as far as it could be told, else ``und``.
    """

    document: str
    outcome: Outcome
    language: str
    sentences: Sequence[Sentence] = ()
    words: Sequence[Word] = ()
    entities: Sequence[Entity] = ()
    political: Sequence[Entity] = ()
    predicates: Sequence[Predicate] = ()
    attributions: Sequence[Attribution] = ()
    meanings: Vector = field(default_factory=_no_vectors)
    meaning: Vector = field(default_factory=lambda: np.zeros(0, np.float32))

    def same_as(self, other: Reading) -> bool:
        """Whether the two say exactly the same, to the last bit."""
        return all(
            np.array_equal(mine, theirs) if isinstance(mine, np.ndarray) else mine == theirs
            for mine, theirs in ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        )
