"""Vicinity: which documents share passages, and which belong to one story."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from headwater.reconciliation.copies import Copies, Copy, text_number
from headwater.reconciliation.leaves import Leaf, Leaves
from headwater.reconciliation.shelves import Shelf, Shelves, nothing
from headwater.reconciliation.stories import Order, Stories, close
from headwater.reconciliation.told import Told

INHERITED = 0.6
"""Least share of the shorter passage that must be in the other to call it the same words."""

WHOLE = 0.8
"""Least share from which on it is believed without more."""

SHORT = 6  # shingles (ten words): two documents may have a shorter sentence in common by chance
_COPIED = 10  # days within which a passage is taken from another


class Vicinity:
    """Documents by their passages and by what they are about. What it gives depends on what was added, not on when."""

    def __init__(self, shelves: Shelves, leaves: Leaves) -> None:
        self._leaves = leaves
        self._passages: Shelf[str, list[int]] = shelves.new("passages", list)
        self._copies: Copies[tuple[str, int]] = Copies(shelves, text_of=lambda key: self._passages.see(key[0])[key[1]])
        self._stories = Stories(shelves)
        self._near: Shelf[str, list[str] | None] = shelves.new("near", nothing)
        self._shared: Shelf[str, dict[str, int] | None] = shelves.new("sharing", nothing)
        self._first: dict[str, str] = {}

    def add(self, leaf: Leaf) -> None:
        self._stories.add(leaf.document.id, leaf.card)
        self._passages.put(leaf.document.id, [text_number(marks) for marks in leaf.marks])
        for place, marks in enumerate(leaf.marks):
            self._copies.add((leaf.document.id, place), leaf.card.order, marks)

    def unsettled(self, leaf: Leaf) -> tuple[set[str], set[str]]:
        """Documents to which others may be near when this one is added, beside those that it is like; and those whose
        copies, or whose places, may tell otherwise.
        """
        found, placed = self._stories.unsettled(leaf.card.features)
        marked = {key[0] for marks in leaf.marks for key in self._copies.unsettled(marks)}
        return found | marked, placed | marked

    def forget(self, documents: Iterable[str], *, sharing: Iterable[str]) -> None:
        """Look anew what stands near these, and what shares passages with these, when it is asked for."""
        self._first.clear()
        for document in sharing:
            self._shared.put(document, None)
        for document in documents:
            self._near.put(document, None)

    def order(self, document: str) -> Order:
        return self._stories.card(document).order

    def day(self, document: str) -> dt.date | None:
        """The day of publication, the first that it can be."""
        return self._stories.card(document).day

    def copies(self, told: Told) -> tuple[Copy[tuple[str, int]], ...]:
        """Passages of other documents in the same words, the earliest first.

        Within ten days. Of a short passage only those in documents that share a longer one too; of one that was much
        changed those of the same story.
        """
        leaf = self._leaves[told.document]
        place = leaf.places[told.passage]
        short = len(leaf.marks[place]) < SHORT
        day = self.day(told.document)
        found = [
            copy
            for copy in self._copies.near((told.document, place), INHERITED)
            if copy.key[0] != told.document and close(day, self.day(copy.key[0]), _COPIED)
        ]
        if not found:
            return ()
        sharing = self.sharing(told.document)
        story = sharing if short else {*self.near(told.document), *(d for d, count in sharing.items() if count > 1)}
        return tuple(copy for copy in found if (copy.share >= WHOLE and not short) or copy.key[0] in story)

    def one_place(self, one: str, other: str) -> bool:
        """Whether two documents speak of a place of which few others do."""
        return self._stories.one_place(one, other)

    def near(self, document: str) -> Sequence[str]:
        """Documents of the same story: of the same rare names, or with two passages that are copies."""
        held = self._near.see(document)
        if held is None:
            shared = self.sharing(document)
            day = self.day(document)
            copies = {other for other, count in shared.items() if count > 1 and close(day, self.day(other))}
            near = self._stories.near(document)
            more = sorted(copies - set(near), key=lambda d: (-shared[d], self.order(d)))
            held = [*near, *more]
            self._near.put(document, held)
        return held

    def sharing(self, document: str) -> dict[str, int]:
        """Documents that have longer passages of this one, and how many."""
        held = self._shared.see(document)
        if held is None:
            shared: Counter[str] = Counter()
            for place in range(len(self._passages.see(document))):
                if len(self._copies.marks((document, place))) >= SHORT:
                    shared.update({copy.key[0] for copy in self._copies.near((document, place), INHERITED)})
            held = {other: count for other, count in sorted(shared.items()) if other != document}
            self._shared.put(document, held)
        return held

    def sharers(self, leaf: Leaf) -> set[str]:
        """Documents of ten days that have a passage of this one; two short ones alike are no sign."""
        found: set[str] = set()
        for place, marks in enumerate(leaf.marks):
            for copy in self._copies.near((leaf.document.id, place), INHERITED):
                if max(len(marks), len(self._copies.marks(copy.key))) >= SHORT:
                    found.add(copy.key[0])
        return {other for other in found if close(leaf.card.day, self.day(other), _COPIED)} - {leaf.document.id}

    def first(self, document: str) -> str:
        """The earliest document of the story, near or near to a near one: what tells two unnamed sources apart."""
        if document not in self._first:
            near = {document, *self.near(document)}
            self._first[document] = min(near.union(*map(self.near, near)), key=self.order)
        return self._first[document]
