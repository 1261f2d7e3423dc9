"""One act of speech: somebody, by some words, says something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.extraction.cues import Force
from headwater.extraction.tree import Tree
from headwater.text import Span

OPENING = frozenset("\"“„«‘'")
"""Characters that may open a quotation."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of speech: ``verb`` is the number of the cue's main word, None where it is understood.

    ``content`` stands in the order of the text. ``under`` is the main word of the act of speech that passes this one
    on ("..., Reln News said, citing the mayor": the mayor's stands under "said").
    """

    source: Span | None
    cue: Span | None
    verb: int | None
    force: Force
    content: tuple[Span, ...]
    under: int | None = None

    def covers(self, span: Span) -> float:
        """Which part of ``span`` the content holds, from 0 to 1."""
        return sum(span.overlap(piece) for piece in self.content) / max(1, span.end - span.start)

    @property
    def size(self) -> int:
        return sum(piece.end - piece.start for piece in self.content)


class Speech:
    """The acts of speech of a document, found by the place of what they say."""

    __slots__ = ("_by_sentence", "_by_verb", "_tree", "sayings")

    def __init__(self, tree: Tree, sayings: Sequence[Saying]) -> None:
        self._tree = tree
        self.sayings = tuple(sayings)
        self._by_sentence: dict[int, list[Saying]] = {}
        self._by_verb = {s.verb: s for s in reversed(self.sayings) if s.verb is not None}
        for saying in self.sayings:
            for number in sorted({n for piece in saying.content for n in tree.sentences_in(piece)}):
                self._by_sentence.setdefault(number, []).append(saying)

    def by_verb(self, verb: int) -> Saying | None:
        """The one whose cue has this main word."""
        return self._by_verb.get(verb)

    def near(self, span: Span) -> Sequence[Saying]:
        """Those that say anything in the sentences that the span touches."""
        numbers = self._tree.sentences_in(span)
        if len(numbers) == 1:
            return self._by_sentence.get(numbers[0], [])
        found: dict[int, Saying] = {}
        for number in numbers:
            for saying in self._by_sentence.get(number, ()):
                found.setdefault(id(saying), saying)
        return list(found.values())


def quoted(tree: Tree, piece: Span) -> bool:
    """Whether the piece begins with a quotation mark, or stands mostly between two."""
    text = tree.text
    return any(
        0 <= at < len(text) - 1 and text[at] in OPENING and not text[at + 1].isspace()
        for at in (piece.start - 1, piece.start)
    ) or 2 * tree.quotes(piece) >= max(1, piece.end - piece.start)


def by_cue(tree: Tree, found: Sequence[Saying]) -> dict[int, list[Saying]]:
    """Acts of speech by the numbers of the sentences that their cue stands in; those without a cue are left out."""
    cued: dict[int, list[Saying]] = {}
    for saying in found:
        if saying.cue is not None:
            for number in tree.sentences_in(saying.cue):
                cued.setdefault(number, []).append(saying)
    return cued
