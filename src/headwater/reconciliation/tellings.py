"""Claims as they are compared: each with its setting and its counts, at hand or read back by its id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from headwater.reconciliation.counts import Count, counts
from headwater.reconciliation.matters import Matter
from headwater.reconciliation.occasions import Occasion, occasions
from headwater.reconciliation.shelves import Shelf, Shelves
from headwater.reconciliation.told import Page, Told
from headwater.resolution.report import Place

Order = tuple[str, str, int, str]
"""Where a claim stands among all: by publication, document, place in it, id."""

Recall = Callable[[Sequence[str]], Iterable[Told]]
"""Gives claims by their ids, their quote in the place of their passage."""


class Telling:
    """A claim with its setting, and its counts once they are asked for."""

    __slots__ = ("_counts", "occasion")

    def __init__(self, occasion: Occasion, counted: tuple[Count, ...] | None = None) -> None:
        self.occasion = occasion
        self._counts = counted

    @property
    def counts(self) -> tuple[Count, ...]:
        if self._counts is None:
            self._counts = tuple(counts(self.occasion.told))
        return self._counts

    @property
    def order(self) -> Order:
        told = self.occasion.told
        return (str(told.published or "9"), told.document, told.start, told.id)


def told_in(page: Page) -> tuple[Telling, ...]:
    """What a document tells, as it is compared with others."""
    counted = {told.id: tuple(counts(told)) for told in page.told}
    return tuple(Telling(occasion, counted[occasion.id]) for occasion in occasions(page, counted))


class Tellings:
    """All claims of a pile. Those that are not at hand are read back by ``recall``, many at once where they are wanted
    together.
    """

    def __init__(self, shelves: Shelves, recall: Recall | None = None) -> None:
        self._recall = recall
        self._held: dict[str, Telling] = {}
        self._added: list[Telling] = []
        self._matters: dict[str, Matter] = {}
        self._settings: Shelf[str, list[Any]] = shelves.new("settings", list)
        self._kept: Shelf[str, list[Any]] = shelves.new("matters", list)
        self._leads: Shelf[str, list[str]] = shelves.new("leads", list)

    def add(self, told: Iterable[Telling]) -> None:
        """Take claims in."""
        for each in told:
            occasion = each.occasion
            self._held[occasion.id] = each
            self._matters[occasion.told.document] = occasion.matter
            if occasion.leads:
                self._leads.own(occasion.told.document).append(occasion.id)
            self._added.append(each)

    def kept(self) -> Iterator[tuple[str, str, list[Any]]]:
        """All that was added as it is to be kept: the shelf, the key and the value."""
        for each in self._added:
            yield self._settings.name, each.occasion.id, _setting(each.occasion)
        for document in sorted({each.occasion.told.document for each in self._added}):
            yield self._kept.name, document, _matter(self._matters[document])

    def __getitem__(self, id: str) -> Telling:
        if id not in self._held:
            self.want([id])
        return self._held[id]

    def __iter__(self) -> Iterator[Telling]:
        return iter(self._held.values())

    def __contains__(self, id: object) -> bool:
        """Whether a claim is at hand."""
        return id in self._held

    def want(self, ids: Iterable[str]) -> None:
        """See to it that these are at hand."""
        lacking = sorted({id for id in ids if id not in self._held})
        if not lacking:
            return
        if self._recall is None:
            raise KeyError(lacking[0])
        for told in self._recall(lacking):
            setting = self._settings.see(told.id)
            occasion = _occasion(told, setting, self._matter(told.document))
            self._held[told.id] = Telling(occasion)

    def leads(self, document: str) -> list[Occasion]:
        """What a document begins with."""
        ids = self._leads.see(document)
        self.want(ids)
        return [self._held[id].occasion for id in ids]

    def _matter(self, document: str) -> Matter:
        if document not in self._matters:
            self._matters[document] = _read_matter(document, self._kept.see(document))
        return self._matters[document]


def _setting(one: Occasion) -> list[Any]:
    """What a setting has beside its claim, as JSON can hold it; :func:`_occasion` reads it back."""
    place = one.place
    return [
        one.type, one.real, _iso(one.first), _iso(one.last), one.own_date,
        [place.name, place.geonameid, place.country, place.latitude, place.longitude] if place else None,
        one.own_place, sorted(one.towns), one.own_towns, sorted(one.words), sorted(one.lands), one.lead, one.leads,
        one.days, one.press, sorted(one.doers), sorted(one.others), sorted(one.measures), one.central,
        sorted(one.named), one.affair,
    ]  # fmt: skip


def _occasion(told: Told, kept: Sequence[Any], matter: Matter) -> Occasion:
    (
        type, real, first, last, own_date, place, own_place, towns, own_towns, words, lands, lead, leads, days, press,
        doers, others, measures, central, named, affair,
    ) = kept  # fmt: skip
    return Occasion(
        told, type, real, _day(first), _day(last), own_date, Place(*place) if place else None, own_place,
        frozenset(towns), own_towns, frozenset(words), frozenset(lands), lead, leads, told.id, days,
        (press[0], press[1]) if press else None, frozenset(doers), frozenset(others), frozenset(measures), matter,
        central, frozenset(named), affair,
    )  # fmt: skip


def _matter(one: Matter) -> list[Any]:
    return [
        sorted(one.towns), sorted(one.sites), sorted(one.wide), sorted(one.names), sorted(one.incidents), one.press,
        _iso(one.first), _iso(one.last), sorted(one.figures), one.opening,
    ]  # fmt: skip


def _read_matter(document: str, kept: Sequence[Any]) -> Matter:
    towns, sites, wide, names, incidents, press, first, last, figures, opening = kept
    return Matter(
        document, frozenset(towns), frozenset(sites), frozenset(wide), frozenset(names), frozenset(incidents),
        (press[0], press[1]) if press else None, _day(first), _day(last),
        frozenset((measure, whom, value) for measure, whom, value in figures), opening,
    )  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
