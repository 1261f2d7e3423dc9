"""The dossier as the desk hands it on: with what people corrected."""

from __future__ import annotations

import datetime as dt
import tempfile
import threading
from collections.abc import Container, Mapping
from pathlib import Path
from typing import NamedTuple

from headwater.desk.desk import Desk
from headwater.publishing import issues
from headwater.publishing.dossier import write_dossier
from headwater.publishing.issues import Issue
from headwater.store import Decision, Verdict

TITLE = "Who says what"
NAMES = {"dossier.html": "text/html", "dossier.md": "text/markdown"}
"""The dossier's files, and what they are."""


class Corrections(NamedTuple):
    """What people changed, of claims that the ledger holds now; ``regrouped`` are what they joined and took apart."""

    rejected: int = 0
    edited: int = 0
    regrouped: int = 0

    def __bool__(self) -> bool:
        return bool(self.rejected or self.edited or self.regrouped)


def counted(settled: Mapping[str, Decision], held: Container[str]) -> Corrections:
    """How many of the claims in ``held`` the decisions by which claims are settled reject and correct."""
    verdicts = [each for claim, each in settled.items() if claim in held]
    return Corrections(
        sum(each.verdict is Verdict.REJECT for each in verdicts), sum(_changes(each) for each in verdicts)
    )


def _changes(decision: Decision) -> bool:
    return decision.verdict is Verdict.EDIT and not decision.value.keys().isdisjoint(("modality", "speaker"))


class Press:
    """Makes dossiers, one at a time; the last is remembered until ledger or decisions change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = threading.Lock()
        self._made: tuple[tuple[str, int, str, Issue | dt.date | None], dict[str, bytes]] | None = None

    def corrections(self) -> Corrections:
        """What people changed of the claims that the ledger holds now."""
        book = self._desk.decisions()
        found = counted(book.verdicts(), self._desk.columns().place)
        regrouped = (
            *book.in_force("question", Verdict.MERGE, Verdict.SPLIT),
            *book.in_force("pair", Verdict.SAME, Verdict.DIFFERENT),
        )
        return found._replace(regrouped=len(regrouped))

    def issues(self) -> list[Issue]:
        """The numbered issues that ``headwater dossier`` keeps where the ledger lies, the newest first."""
        folder = self._folder()
        return issues.every(folder) if folder else []

    def since(self, name: str) -> Issue | dt.date | None:
        """What is called so: a day, or the number of one of the :meth:`issues`; never a path. None for neither."""
        try:
            return dt.date.fromisoformat(name)
        except ValueError:
            folder = self._folder()
            return issues.named(name, folder) if folder else None

    def dossier(self, name: str, *, title: str = "", since: Issue | dt.date | None = None) -> bytes:
        """One of :data:`NAMES`, with what people decided about claims; statuses are told anew without the rejected.

        With ``since`` it tells what changed since then.
        """
        title = title or TITLE
        with self._turn:
            key = (self._desk.ledger.stamp(), self._desk.decisions().last, title, since)
            if self._made is None or self._made[0] != key:
                with tempfile.TemporaryDirectory(prefix="headwater-") as folder:
                    self._made = key, self._written(Path(folder), title, since)
            return self._made[1][name]

    def _folder(self) -> Path | None:
        """Where the ledger lies, if it is a file."""
        place = self._desk.place
        return Path(place).parent if place and "://" not in place else None

    def _written(self, folder: Path, title: str, since: Issue | dt.date | None) -> dict[str, bytes]:
        write_dossier(self._desk.ledger, folder, title=title, since=since)
        return {name: (folder / name).read_bytes() for name in NAMES}
