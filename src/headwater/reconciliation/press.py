"""The press: which speakers are outlets, and which of the documents at hand are theirs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from headwater.reading.names import agency_forms
from headwater.reconciliation.identity import folded
from headwater.reconciliation.shelves import Shelf, Shelves
from headwater.reconciliation.speaking import Kind, Who, press, stem, who
from headwater.reconciliation.stories import Card, day_of
from headwater.reconciliation.told import Told
from headwater.resolution.actors import resolve
from headwater.text import Document

_DAYS = dt.timedelta(10)  # how old a report may be when it is cited
_AHEAD = dt.timedelta(1)  # by which clocks and time zones may turn the order round


@dataclass(slots=True)
class Outlet:
    """An outlet at hand: its name, and whether documents are published by it, or credited to it as an agency."""

    name: str = ""
    publisher: bool = False
    agency: bool = False


Report = tuple[tuple[str, str], str, dt.date | None]
"""A document in the order of publication, with its day."""


class Press:
    """Publishers and agencies of the documents at hand, by the words of their names."""

    def __init__(self, shelves: Shelves) -> None:
        self._outlets: Shelf[str, Outlet] = shelves.new(
            "outlets", Outlet, load=lambda kept: Outlet(*kept), dump=_row, verdict=_row
        )
        self._by_word: Shelf[str, list[str]] = shelves.new("outlet words", list, verdict=sorted)
        self._reports: Shelf[str, list[Report]] = shelves.new(
            "outlet reports", list, load=_loaded, dump=_dumped, verdict=len
        )

    def add(self, card: Card, document: Document) -> None:
        for name in dict.fromkeys(n for n in (document.publisher, document.agency) if n and n.strip()):
            key = _key(name)
            held = self._outlets.own(key)
            if not held.name:
                for word in set(key.split(" ")):
                    self._by_word.own(word).append(key)
            held.name = min(held.name or name, name)
            report = (card.order, document.id, card.day)
            for week in (_ANY, _week(card.day)):
                self._reports.own(f"{key} {week}").append(report)
        if document.agency and document.agency.strip():
            self._outlets.own(_key(document.agency)).agency = True
        if document.publisher and document.publisher.strip():
            self._outlets.own(_key(document.publisher)).publisher = True

    def own(self, outlet: str, told: Told) -> bool:
        """Whether an outlet is the claim's own publisher or agency, so that it is told and does not tell."""
        return outlet in {_key(n) for n in (told.publisher, told.agency) if n}

    def outlet(self, one: Who, document: str) -> str | None:
        """The outlet that speaks under this name: one that is at hand, or what the tables say is press."""
        known = self.known(one)
        if known is not None:
            return known
        state = set(folded(one.name).split(" ")) & {"state", "official", "government", "state-run"}
        if one.kind is Kind.PARTICULAR or one.role is not None or one.generic or state:
            return None
        if one.sector == "JRN" and one.body is None:
            return _key(one.name)
        return None

    def known(self, one: Who) -> str | None:
        """The outlet at hand with this name, or the only one that has all its words ("the Courier")."""
        if one.body is not None or one.role is not None or one.kind in (Kind.NOBODY, Kind.PARTICULAR):
            return None
        key = _key(one.name)
        if self._outlets.see(key).name:
            return key
        words = [w for w in key.split(" ") if w]
        if not words:
            return None
        fits = set.intersection(*(set(self._by_word.see(w)) for w in words))
        telling = [w for w in words if stem(w) and (w in press() or w not in _KINDS)]
        return min(fits) if len(fits) == 1 and telling and len(words) <= 3 else None

    def name(self, outlet: str) -> str | None:
        """The name of an outlet at hand, the least of its spellings; None of another."""
        return self._outlets.see(outlet).name or None

    def is_agency(self, name: str) -> bool:
        """Whether texts at hand, or the tables, know it as a news agency."""
        return self._outlets.see(_key(name)).agency or name in agency_forms()

    def publishes(self, outlet: str) -> bool:
        """Whether documents at hand are published by it, not only credited to it."""
        return self._outlets.see(outlet).publisher

    def reports(self, outlet: str, told: Told) -> list[str]:
        """Its documents that this claim's document can be citing, the earliest first."""
        mine = day_of(told.published)
        weeks = [_ANY] if mine is None else [*_weeks(mine - _DAYS, mine + _AHEAD), _week(None)]
        held = {report[1]: report for week in weeks for report in self._reports.see(f"{outlet} {week}")}
        found = []
        for _, document, theirs in sorted(held.values(), key=lambda each: each[:2]):
            late = mine is not None and theirs is not None and not mine - _DAYS <= theirs <= mine + _AHEAD
            if document != told.document and not late:
                found.append(document)
        return found


@lru_cache(maxsize=4096)
def office(publisher: str) -> Who | None:
    """A publisher that is no press and gives out its own word: a ministry, an army, a relief body."""
    words = {word.lower() for word in _NAME.findall(publisher)}
    if not words.isdisjoint(press()):
        return None
    actor = next(iter(resolve(publisher, speaks=True)), None)
    if actor is None or actor.sector == "JRN":
        return None
    if actor.code not in ("UNO", "NGO", "IGO", "EUR") and words.isdisjoint(_OFFICES):
        return None
    one = who(publisher, actor)
    return one if one.kind is Kind.BODY else None


_NAME = re.compile(r"[^\W\d_]+")
_OFFICES = frozenset(
    "ministry department government command staff forces kremlin presidency embassy directorate army military "
    "headquarters committee council commission mission parliament cabinet".split()
)
_ANY = "any"  # the week under which all reports stand


def _week(day: dt.date | None) -> str:
    return str(day.toordinal() // 7) if day else "none"


def _weeks(first: dt.date, last: dt.date) -> list[str]:
    return [str(week) for week in range(first.toordinal() // 7, last.toordinal() // 7 + 1)]


def _row(outlet: Outlet) -> list[object]:
    return [outlet.name, outlet.publisher, outlet.agency]


def _dumped(reports: list[Report]) -> list[object]:
    return [[*order, day.isoformat() if day else None] for order, _, day in reports]


def _loaded(kept: list[tuple[str, str, str | None]]) -> list[Report]:
    return [((first, id), id, dt.date.fromisoformat(day) if day else None) for first, id, day in kept]


_KINDS = frozenset("the news agency newspaper daily report reports website".split())


def _key(name: str) -> str:
    words = folded(name).replace("’", "'").replace(".", " ").replace("-", " ").split(" ")
    return " ".join(
        w for w in words if w not in ("the", "newspaper", "news", "agency") or len(words) == 1
    ).strip() or folded(name)
