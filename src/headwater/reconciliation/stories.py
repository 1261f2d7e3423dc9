"""Stories: which documents tell of the same matter, closely enough that their "medical source" is one.

Nearness here joins nothing by itself; it says in which documents a name without a bearer may find one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from math import log2, sqrt

from headwater.reconciliation.copies import folded
from headwater.reconciliation.daynames import WEEKDAYS
from headwater.reconciliation.shelves import Shelf, Shelves, nothing
from headwater.reconciliation.toponyms import bared
from headwater.text import Document, PartialDate

NEAR = 0.32
"""Least cosine of two documents' rare names and numbers: on 300 synthetic reports (seed 5), where look-alike incidents
share a region and a week, it joins 56% of the pairs of one story and 0.5% of the others;
68% with those that share a number and a place."""

DAYS = 7
"""Documents further apart than this are different stories."""

_OFTEN = 64
"""Documents from which on a name or a number no longer leads from one to another, and tells nothing."""
_LEAD = 700
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_PLACE = re.compile(r"\b(?:in|near|of|at|to|from|on)\s+(?:the\s+)?(?:\w+\s+(?:of\s+)?)?([A-Z][\w’'-]+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")

Order = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """What a document is compared by: its place in the order of publication, its day, and its features."""

    order: Order
    day: dt.date | None
    features: frozenset[str]


def card(document: Document) -> Card:
    """The card of a document; it depends on that document alone."""
    day = day_of(document.published.date if document.published else None)
    order = (day.isoformat() if day else "9999", document.id)
    return Card(order, day, features(document.title, document.text))


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
    """Documents by their features. What it gives depends on what was added, not on when.

    How many documents have a feature counts in powers of four: so one more of them changes little, and changes nothing
    for most.
    """

    def __init__(self, shelves: Shelves) -> None:
        self._cards: Shelf[str, Card | None] = shelves.new("cards", nothing, load=_read, dump=_written)
        self._places: Shelf[str, dict[str, int | None]] = shelves.new("features", dict)
        self._mass: dict[str, float] = {}
        self._place: dict[str, str | None] = {}

    def add(self, document: str, card: Card) -> None:
        self._cards.put(document, card)
        self._mass.clear()
        self._place.clear()
        for feature in card.features:
            held = self._places.own(feature)
            if len(held) < _OFTEN:
                held[document] = _ordinal(card.day)

    def card(self, document: str) -> Card:
        found = self._cards.see(document)
        if found is None:
            raise KeyError(document)
        return found

    def unsettled(self, features: frozenset[str]) -> tuple[set[str], set[str]]:
        """Documents that have one of these features, which one more document makes commoner; and those among them for
        which it is a place that is then no longer one of few.
        """
        found: set[str] = set()
        placed: set[str] = set()
        for feature in features:
            who = self._places.see(feature)
            # A place that one document alone speaks of is nobody's rarest.
            shared = feature[0] == "@" and len(who) == 1
            if shared or rounded(len(who)) < rounded(min(_OFTEN, len(who) + 1)):
                found.update(who)
                if feature[0] == "@" and len(who) + 1 == _OFTEN:
                    placed.update(who)
        return found, placed

    def near(self, document: str) -> tuple[str, ...]:
        """Documents of the same story, this one left out, the nearest first."""
        mine = self.card(document)
        day = _ordinal(mine.day)
        others = {
            other
            for feature in mine.features
            if self._met(feature) < _OFTEN
            for other, its in self._places.see(feature).items()
            if day is None or its is None or abs(day - its) <= DAYS
        }
        found = []
        for other in others - {document}:
            theirs = self.card(other)
            both = mine.features & theirs.features
            likeness = self._squares(both)
            if likeness:
                likeness /= sqrt(self._weighed(document) * self._weighed(other))
            if (likeness >= NEAR or self._same_toll(both)) and not self._elsewhere(document, other):
                found.append((-round(likeness, 1), theirs.order, other))
        return tuple(other for _, _, other in sorted(found))

    def one_place(self, one: str, other: str) -> bool:
        """Whether two documents speak of a place of which few others do."""
        return self._rare_place(self.card(one).features & self.card(other).features)

    def _met(self, feature: str) -> int:
        return rounded(len(self._places.see(feature)))

    def _elsewhere(self, one: str, other: str) -> bool:
        """Whether the rarest place of each is unknown to the other: look-alikes in two towns of one region."""
        mine, theirs = self._rarest(one), self._rarest(other)
        return bool(mine and theirs) and mine not in self.card(other).features and theirs not in self.card(one).features

    def _rarest(self, document: str) -> str | None:
        """The place of which the fewest documents speak, but more than this one."""
        if document not in self._place:
            places = [f for f in self.card(document).features if f[0] == "@" and len(self._places.see(f)) > 1]
            self._place[document] = min(places, key=lambda f: (self._met(f), f), default=None)
        return self._place[document]

    def _same_toll(self, both: frozenset[str]) -> bool:
        """Whether two documents share a number and a place that few speak of."""
        numbered = any(f[:1].isdigit() and not _YEAR.fullmatch(f) for f in both)
        return numbered and self._rare_place(both)

    def _rare_place(self, features: frozenset[str]) -> bool:
        return any(f.startswith("@") and self._met(f) < _OFTEN for f in features)

    def _weighed(self, document: str) -> float:
        if document not in self._mass:
            self._mass[document] = self._squares(self.card(document).features)
        return self._mass[document]

    def _squares(self, of: frozenset[str]) -> float:
        return sum(_weight(self._met(f)) for f in sorted(of) if f[0] != "@")


def rounded(count: int) -> int:
    """The power of four that a count has reached: 1, 4, 16, 64."""
    power = 1
    while power * 4 <= count:
        power *= 4
    return power


def _weight(met: int) -> float:
    """How much a feature of so many documents tells, which stands for up to four times as many."""
    if met >= _OFTEN:
        return 0.0
    return 1 / log2(1 + (met if met == 1 else 1.5 * met)) ** 2


def close(one: dt.date | None, other: dt.date | None, days: int = DAYS) -> bool:
    """Whether two documents may have been published within so many days; True where a day is not known."""
    return one is None or other is None or abs((one - other).days) <= days


def day_of(published: PartialDate | None) -> dt.date | None:
    """The day by which documents are compared: the first that it can be."""
    return published.first if published else None


def _ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _written(card: Card | None) -> list[object] | None:
    return [*card.order, card.day.isoformat() if card.day else None, sorted(card.features)] if card else None


def _read(kept: list[object]) -> Card:
    first, document, day, features = kept
    return Card((first, document), dt.date.fromisoformat(day) if day else None, frozenset(features))  # type: ignore
