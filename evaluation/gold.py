"""Reading gold words: windows of sentences whose words and bounds are given, not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.spacing import as_printed
from headwater.language import engine
from headwater.language.engine import WindowReading
from headwater.language.pieces import Layout, layout
from headwater.language.weights import Weights
from headwater.language.windows import ROOM


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """``document`` says which sentences stand together; ``text`` (may be empty) how the words were spaced."""

    document: str
    words: tuple[str, ...]
    text: str = ""
    paragraph: bool = False
    predicates: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A sentence's part of a window's reading: words ``first`` to ``last``."""

    window: WindowReading
    first: int
    last: int

    def spans(self, name: str) -> list[tuple[str, int, int]]:
        """Spans of layer ``name`` that lie in the sentence, in its own word numbers."""
        return [
            (kind, b - self.first, e - self.first)
            for kind, b, e in getattr(self.window, name)
            if self.first <= b and e <= self.last
        ]


def read(weights: Weights, sentences: Sequence[GoldSentence], *, room: int = ROOM) -> list[Read]:
    """The reading of each sentence, among its neighbours of the same document as in a real text."""
    groups = list(_groups(weights, sentences, room))
    laid = []
    for group in groups:
        words = [w for s in group for w in s.words]
        layouts = [mark for s in group for mark in spacing(s)]
        starts, at = [], 0
        predicates: list[int] | None = [] if all(s.predicates is not None for s in group) else None
        for s in group:
            starts.append(at)
            if predicates is not None:
                predicates += [at + p for p in s.predicates or ()]
            at += len(s.words)
        laid.append(
            engine.window(weights, list(map(weights.pieces.of, words)), layouts, starts=starts, predicates=predicates)
        )
    out = []
    for found, group in zip(engine.read(weights, laid), groups, strict=True):
        at = 0
        for s in group:
            out.append(Read(found, at, at + len(s.words)))
            at += len(s.words)
    return out


def _groups(weights: Weights, sentences: Sequence[GoldSentence], room: int) -> Iterator[list[GoldSentence]]:
    held: list[GoldSentence] = []
    weight = 0
    for sentence in sentences:
        own = sum(len(weights.pieces.of(word)[0]) for word in sentence.words)
        if held and (weight + own > room or sentence.document != held[-1].document):
            yield held
            held, weight = [], 0
        held.append(sentence)
        weight += own
    if held:
        yield held


def spacing(sentence: GoldSentence) -> list[Layout]:
    """Layout of a sentence's words: from its text where that is given, else as print has it."""
    before = Layout.PARAGRAPH if sentence.paragraph else Layout.SPACE
    bounds, at = [], 0
    for word in sentence.words:
        start = sentence.text.find(word, at)
        if start < 0 or start - at > 3:
            return [before, *as_printed(sentence.words)[1:]]
        at = start + len(word)
        bounds.append((start, at))
    return [before, *layout(sentence.text, bounds)[1:]]
