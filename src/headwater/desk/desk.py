"""The desk behind its pages: the ledger, its columns as they stand, the decisions, and what is being read."""

from __future__ import annotations

import getpass
import logging
import threading
import time
from collections.abc import Iterable

from headwater.desk.book import Book
from headwater.desk.guard import Door
from headwater.desk.sense import Sense
from headwater.errors import HeadwaterError
from headwater.store import Columns, Filter, Ledger, StoredClaim
from headwater.store.columns import Ints

_LOOK = 2.0
"""Seconds between two looks at whether the ledger changed."""

_SEARCHES = 200
"""Results of searches that are remembered, of at most some megabyte each."""

_log = logging.getLogger("headwater.desk")


class Desk:
    """One ledger, open for many readers. Columns are made anew in the background when the ledger changed."""

    def __init__(self, ledger: Ledger, *, place: str = "", door: Door | None = None) -> None:
        self.ledger = ledger
        self.place = place
        self.door = door or Door()
        self.book = Book()
        self.sense = Sense(ledger)
        self.home = _user()
        self._columns: Columns | None = None
        self._turn = threading.Lock()
        self._found: dict[str, Ints] = {}
        self._found_at = -1
        self._finding = threading.Lock()
        self._looked = 0.0
        self._pulse = -1
        self._learnt = False
        self._refreshing: threading.Thread | None = None
        self.failure: HeadwaterError | None = None

    def columns(self) -> Columns:
        """The ledger in columns: as it is, or while it is being indexed anew as it was."""
        if self._columns is None:
            with self._turn:
                if self._columns is None:
                    self._columns = self.ledger.columns()
        if time.monotonic() - self._looked > _LOOK:
            self._looked = time.monotonic()
            pulse = self.ledger.pulse()
            if pulse != self._pulse or not self._learnt:
                self._pulse = pulse
                self.refresh()
        return self._columns

    @property
    def refreshing(self) -> bool:
        return self._refreshing is not None and self._refreshing.is_alive()

    def refresh(self, *, wait: bool = False) -> None:
        """Bring index and columns up to the ledger as it is now, in the background unless told to wait."""
        if wait and self._refreshing is not None:
            self._refreshing.join()  # what runs already may have looked before the last change
        if not self.refreshing:
            self._refreshing = threading.Thread(target=self._refresh, name="index", daemon=True)
            self._refreshing.start()
        if wait and self._refreshing is not None:
            self._refreshing.join()

    def _refresh(self) -> None:
        try:
            with self._turn:
                stale = self._columns is None or self._columns.stamp != self.ledger.stamp()
                if stale:
                    self._columns = self.ledger.columns()
                self.sense.freshen(self._columns.stamp if self._columns else "")
            if stale or not self._learnt:
                self.ledger.learn_words()
            self._learnt = True
            self.failure = None
        except HeadwaterError as error:  # the pages go on with what they have, and say so
            _log.warning("%s", error)
            self.failure = error

    def search(self, words: str) -> Ints:
        """What :meth:`Ledger.search` finds; remembered until the ledger changes, since pages are turned."""
        pulse = self.ledger.pulse()
        with self._finding:
            if pulse != self._found_at:
                self._found.clear()
                self._found_at = pulse
            known = self._found.get(words)
        if known is None:
            known = self.ledger.search(words)
            with self._finding:
                if pulse == self._found_at and len(self._found) < _SEARCHES:
                    self._found[words] = known
        return known

    def decisions(self) -> Book:
        return self.book.read(self.ledger)

    def claims(self, ids: Iterable[str]) -> list[StoredClaim]:
        """Claims by their ids, in the order of these; ids that the ledger has not are left out."""
        wanted = list(ids)
        if not wanted:
            return []
        found = {each.id: each for each in self.ledger.claims(Filter(ids=tuple(wanted)))}
        return [found[id] for id in wanted if id in found]


def _user() -> str:
    """Who sits here, as the machine knows them, until they give another name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "analyst"
