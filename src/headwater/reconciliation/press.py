"""The press: which speakers are outlets, and which of the documents at hand are theirs."""

from __future__ import annotations

from headwater.reading.names import agency_forms
from headwater.reconciliation.identity import folded
from headwater.reconciliation.speaking import Kind, Who, press, stem
from headwater.reconciliation.stories import close
from headwater.reconciliation.told import Told
from headwater.text import Document, PartialDate

_DAYS = 10  # how old a report may be when it is cited
_AHEAD = 1  # days by which clocks and time zones may turn the order round


class Press:
    """Publishers and agencies of the documents at hand, by the words of their names."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._by_word: dict[str, set[str]] = {}
        self._reports: dict[str, list[tuple[tuple[str, str], str, PartialDate | None]]] = {}
        self._publishers: set[str] = set()
        self._agencies: set[str] = set()

    def add(self, document: Document, order: tuple[str, str]) -> None:
        published = document.published.date if document.published else None
        for name in dict.fromkeys(n for n in (document.publisher, document.agency) if n and n.strip()):
            key = _key(name)
            held = self._names.get(key)
            self._names[key] = name if held is None else min(held, name)
            words = self._words[key] = frozenset(key.split(" "))
            for word in words:
                self._by_word.setdefault(word, set()).add(key)
            self._reports.setdefault(key, []).append((order, document.id, published))
        if document.agency:
            self._agencies.add(_key(document.agency))
        if document.publisher:
            self._publishers.add(_key(document.publisher))

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
            key = _key(one.name)
            self._names.setdefault(key, one.name)
            return key
        return None

    def known(self, one: Who) -> str | None:
        """The outlet at hand with this name, or the only one that has all its words ("the Courier")."""
        if one.body is not None or one.role is not None or one.kind in (Kind.NOBODY, Kind.PARTICULAR):
            return None
        key = _key(one.name)
        if key in self._reports:
            return key
        words = [w for w in key.split(" ") if w]
        if not words:
            return None
        fits = set.intersection(*(self._by_word.get(w, set()) for w in words))
        telling = [w for w in words if stem(w) and (w in press() or w not in _KINDS)]
        return min(fits) if len(fits) == 1 and telling and len(words) <= 3 else None

    def name(self, outlet: str) -> str:
        return self._names.get(outlet, outlet)

    def is_agency(self, name: str) -> bool:
        """Whether texts at hand, or the tables, know it as a news agency."""
        return _key(name) in self._agencies or name in agency_forms()

    def publishes(self, outlet: str) -> bool:
        """Whether documents at hand are published by it, not only credited to it."""
        return outlet in self._publishers

    def reports(self, outlet: str, told: Told) -> list[str]:
        """Its documents that this claim's document can be citing, the earliest first."""
        found = []
        for _order, document, published in sorted(self._reports.get(outlet, ()), key=lambda each: each[:2]):
            if document == told.document or not close(published, told.published, _DAYS):
                continue
            mine, theirs = told.published, published
            if mine and theirs and mine.first and theirs.first and (theirs.first - mine.first).days > _AHEAD:
                continue
            found.append(document)
        return found


_KINDS = frozenset("the news agency newspaper daily report reports website".split())


def _key(name: str) -> str:
    words = folded(name).replace("’", "'").replace(".", " ").replace("-", " ").split(" ")
    return " ".join(
        w for w in words if w not in ("the", "newspaper", "news", "agency") or len(words) == 1
    ).strip() or folded(name)
