"""The acts and figures of a document, found by the clause that tells of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from headwater.extraction.claim import Event, Figure
from headwater.extraction.clauses import Clause
from headwater.extraction.foreground import tells
from headwater.extraction.tree import Tree
from headwater.text import Span


class Told:
    """What a document tells of: acts by their word, figures by their place."""

    __slots__ = ("_acts", "_figures", "_starts")

    def __init__(self, events: Sequence[Event], figures: Sequence[Figure]) -> None:
        self._acts: dict[int, Event] = {}
        for event in events:
            self._acts.setdefault(event.word, event)
        self._figures = sorted(figures, key=lambda f: f.start)
        self._starts = [f.start for f in self._figures]

    def at(self, word: int) -> Event | None:
        """The act that this word tells of."""
        return self._acts.get(word)

    def within(self, clause: Clause) -> Event | None:
        """The act at the head of the clause, else the first that its words name, be it only in passing."""
        found = self._acts.get(clause.head)
        if found is not None:
            return found
        return next((self._acts[w] for w in clause.words if w in self._acts), None)

    def told(self, tree: Tree, clause: Clause, end: int | None = None) -> Event | None:
        """The act that the clause itself tells of, the one at its head before others.

        An act that it only mentions is none of its own (:func:`headwater.extraction.foreground.tells`). ``end`` is
        where the words that are quoted end: what hangs on behind them ("talks broke off | after a mayor was killed")
        is claimed apart.
        """
        found = self._acts.get(clause.head)
        if found is not None:
            return found
        inside = (self._acts[w] for w in clause.words if w in self._acts)
        return next((a for a in inside if (end is None or a.start < end) and tells(tree, clause.head, a)), None)

    def counts(self, span: Span) -> bool:
        """Whether a figure lies within the span."""
        low = bisect_left(self._starts, span.start)
        return any(f.end <= span.end for f in self._figures[low : bisect_left(self._starts, span.end, lo=low)])
