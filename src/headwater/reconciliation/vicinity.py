"""Vicinity: which documents share passages, and which belong to one story."""

from __future__ import annotations

from collections import Counter

from headwater.reconciliation.copies import Copies, Copy, prints
from headwater.reconciliation.stories import Order, Stories, close, features
from headwater.reconciliation.told import Page, Told
from headwater.text import PartialDate

INHERITED = 0.6
"""Least share of the shorter passage that must be in the other to call it the same words."""

WHOLE = 0.8
"""Least share from which on it is believed without more."""

SHORT = 6  # shingles (ten words): two documents may have a shorter sentence in common by chance
_COPIED = 10  # days within which a passage is taken from another
_STORY = 200  # documents that a story is followed through


class Vicinity:
    """Documents by their passages and by what they are about. What it gives depends on what was added, not on when."""

    def __init__(self) -> None:
        self._copies: Copies[tuple[str, str]] = Copies()
        self._stories = Stories()
        self._orders: dict[str, Order] = {}
        self._dates: dict[str, PartialDate | None] = {}
        self._passages: dict[str, frozenset[str]] = {}
        self._beside: dict[str, tuple[str, ...]] = {}
        self._first: dict[str, str] = {}
        self._shared: dict[str, dict[str, int]] = {}

    def add(self, page: Page) -> None:
        for held in (self._beside, self._first, self._shared):
            held.clear()
        document = page.document
        order = self._orders[document.id] = order_of(page)
        published = self._dates[document.id] = document.published.date if document.published else None
        self._stories.add(document.id, order, published, features(document.title, document.text))
        self._passages[document.id] = frozenset(told.passage for told in page.told)
        for passage in self._passages[document.id]:
            self._copies.add((document.id, passage), order, prints(passage))

    def order(self, document: str) -> Order:
        return self._orders[document]

    def published(self, document: str) -> PartialDate | None:
        return self._dates[document]

    def copies(self, told: Told) -> tuple[Copy[tuple[str, str]], ...]:
        """Passages of other documents in the same words, the earliest first.

        Within ten days. Of a short passage only those in documents that share a longer one too; of one that was much
        changed those of the same story.
        """
        key = (told.document, told.passage)
        short = len(self._copies.marks(key)) < SHORT
        found = [
            copy
            for copy in self._copies.near(key, INHERITED)
            if copy.key[0] != told.document and close(told.published, self._dates[copy.key[0]], _COPIED)
        ]
        if not found:
            return ()
        sharing = self.sharing(told.document)
        story = sharing if short else {*self.near(told.document), *(d for d, count in sharing.items() if count > 1)}
        return tuple(copy for copy in found if (copy.share >= WHOLE and not short) or copy.key[0] in story)

    def one_place(self, one: str, other: str) -> bool:
        """Whether two documents speak of a place of which few others do."""
        return self._stories.one_place(one, other)

    def near(self, document: str) -> tuple[str, ...]:
        """Documents of the same story: of the same rare names, or with two passages that are copies."""
        if document not in self._beside:
            shared = self.sharing(document)
            copies = {
                other
                for other, count in shared.items()
                if count > 1 and close(self._dates[document], self._dates[other])
            }
            near = self._stories.near(document)
            more = sorted(copies - set(near), key=lambda d: (-shared[d], self._orders[d]))
            self._beside[document] = (*near, *more)
        return self._beside[document]

    def sharing(self, document: str) -> dict[str, int]:
        """Documents that have longer passages of this one, and how many."""
        if document not in self._shared:
            shared: Counter[str] = Counter()
            for passage in self._passages[document]:
                if len(self._copies.marks((document, passage))) >= SHORT:
                    shared.update({copy.key[0] for copy in self._copies.near((document, passage), INHERITED)})
            self._shared[document] = {other: count for other, count in shared.items() if other != document}
        return self._shared[document]

    def first(self, document: str) -> str:
        """The earliest document of the story, from near to near: what tells two unnamed sources apart."""
        if document not in self._first:
            met = {document}
            waiting = [document]
            while waiting and len(met) < _STORY:
                for other in self.near(waiting.pop(0)):
                    if other not in met:
                        met.add(other)
                        waiting.append(other)
            self._first[document] = min(met, key=lambda d: self._orders[d])
        return self._first[document]


def order_of(page: Page) -> Order:
    """Earlier documents first, undated ones last; those of one day by their ids."""
    published = page.document.published
    first = published.date.first if published else None
    return (first.isoformat() if first else "9999", page.document.id)
