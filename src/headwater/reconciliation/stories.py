"""Stories: which documents tell of the same matter, closely enough that their "medical source" is one.

Nearness here joins nothing by itself; it says in which documents a name without a bearer may find one.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from math import log2, sqrt

from headwater.reconciliation.copies import folded
from headwater.reconciliation.daynames import WEEKDAYS
from headwater.reconciliation.toponyms import bared
from headwater.text import PartialDate

NEAR = 0.32
"""Least cosine of two documents' rare names and numbers: on 300 synthetic reports (seed 5), where look-alike incidents
share a region and a week, it joins 56% of the pairs of one story and 0.5% of the others;
68% with those that share a number and a place."""

DAYS = 7
"""Documents further apart than this are different stories."""

_KEPT = 48
_LEAD = 700
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_PLACE = re.compile(r"\b(?:in|near|of|at|to|from|on)\s+(?:the\s+)?(?:\w+\s+(?:of\s+)?)?([A-Z][\w’'-]+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")

Order = tuple[str, str]


def features(title: str | None, text: str) -> frozenset[str]:
    """What a document is about, roughly: capitalised words and numbers of its title and first 700 characters."""
    lead = bared(f"{title or ''}. {text[:_LEAD]}")
    plain = {word for word, span in folded(lead) if lead[span.start : span.end][:1].islower()}
    names = {w for m in _NAME.finditer(lead) for w, _ in folded(m.group())}
    numbers = {m.group().strip(".,").replace(",", "") for m in _NUMBER.finditer(lead)}
    places = {f"@{w}" for m in _PLACE.finditer(lead) for w, _ in folded(m[1])}
    # A word that also stands in small letters began a sentence or a title.
    return frozenset(
        {w for w in names if w not in plain and w not in WEEKDAYS and len(w) > 2}
        | {n for n in numbers if len(n) > 1}
        | {p for p in places if p[1:] not in plain | WEEKDAYS}
    )


class Stories:
    """Documents by their features. What it gives depends on what was added, not on when."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[Order, PartialDate | None, frozenset[str]]] = {}
        self._places: dict[str, list[tuple[Order, str]]] = {}
        self._met: Counter[str] = Counter()
        self._near: dict[str, tuple[str, ...]] = {}
        self._mass: dict[str, float] = {}
        self._place: dict[str, str | None] = {}

    def add(self, document: str, order: Order, published: PartialDate | None, found: frozenset[str]) -> None:
        self._of[document] = (order, published, found)
        for held in (self._near, self._mass, self._place):
            held.clear()
        for feature in found:
            insort(self._places.setdefault(feature, []), (order, document))
            self._met[feature] += 1

    def near(self, document: str) -> tuple[str, ...]:
        """Documents of the same story, this one left out, the nearest first."""
        if document not in self._near:
            self._near[document] = self._nearest(document)
        return self._near[document]

    def _nearest(self, document: str) -> tuple[str, ...]:
        _order, published, mine = self._of[document]
        shared: Counter[str] = Counter()
        rare = sorted(mine, key=lambda f: (self._met[f], f))
        often = max(_KEPT, len(self._of) // 20)
        for feature in rare:
            if self._met[feature] > often:
                break
            shared.update(other for _, other in self._places[feature])
        found = []
        for other in shared:
            if other == document or not close(published, self._of[other][1]):
                continue
            both = mine & self._of[other][2]
            likeness = self._squares(both)
            if likeness:
                likeness /= sqrt(self._weighed(document) * self._weighed(other))
            if not self._elsewhere(document, other) and (likeness >= NEAR or self._same_toll(both, often)):
                found.append((-likeness, self._of[other][0], other))
        return tuple(other for _, _, other in sorted(found)[:_KEPT])

    def _weight(self, feature: str) -> float:
        return 1 / log2(1 + self._met[feature]) ** 2

    def _elsewhere(self, one: str, other: str) -> bool:
        """Whether the rarest place of each is unknown to the other: look-alikes in two towns of one region."""
        mine, theirs = self._rarest(one), self._rarest(other)
        return bool(mine and theirs) and mine not in self._of[other][2] and theirs not in self._of[one][2]

    def _rarest(self, document: str) -> str | None:
        """The place of which the fewest documents speak, but more than this one."""
        if document not in self._place:
            places = [f for f in self._of[document][2] if f[0] == "@" and self._met[f] > 1]
            self._place[document] = min(places, key=lambda f: (self._met[f], f), default=None)
        return self._place[document]

    def one_place(self, one: str, other: str) -> bool:
        """Whether two documents speak of a place of which few others do."""
        both = self._of[one][2] & self._of[other][2]
        often = max(_KEPT, len(self._of) // 20) // 2
        return any(f.startswith("@") and self._met[f] <= often for f in both)

    def _same_toll(self, both: frozenset[str], often: int) -> bool:
        """Whether two documents share a number and a place that few speak of."""
        numbered = any(f[:1].isdigit() and not _YEAR.fullmatch(f) for f in both)
        return numbered and any(f.startswith("@") and self._met[f] <= often // 2 for f in both)

    def _weighed(self, document: str) -> float:
        if document not in self._mass:
            self._mass[document] = self._squares(self._of[document][2])
        return self._mass[document]

    def _squares(self, of: frozenset[str]) -> float:
        return sum(self._weight(f) for f in sorted(of) if f[0] != "@")


def close(one: PartialDate | None, other: PartialDate | None, days: int = DAYS) -> bool:
    """Whether two documents may have been published within so many days; True where a date is not known."""
    if one is None or other is None or one.first is None or other.first is None:
        return True
    return abs((one.first - other.first).days) <= days
