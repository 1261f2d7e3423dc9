"""The dossier as the desk hands it on: with what people corrected."""

from __future__ import annotations

import tempfile
import threading
from inspect import signature
from pathlib import Path

from headwater.desk.desk import Desk
from headwater.publishing import sections
from headwater.publishing.dossier import write_dossier
from headwater.store import Corrections, Ledger
from headwater.store.correcting import copy, counted

TITLE = "Who says what"
NAMES = {"dossier.html": "text/html", "dossier.md": "text/markdown"}
"""The dossier's files, and what they are."""


_JUDGES = "judged" in signature(sections.dossier).parameters
"""Whether the dossier itself takes account of decisions. Where it does, no corrected copy of the ledger is needed."""


class Press:
    """Makes dossiers, one at a time; the last is remembered until ledger or decisions change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = threading.Lock()
        self._made: tuple[tuple[str, int, str], dict[str, bytes]] | None = None

    def corrections(self) -> Corrections:
        """What people changed of the claims that the ledger holds now."""
        return counted(self._desk.decisions().verdicts(), self._desk.columns().place)

    def dossier(self, name: str, *, title: str = "") -> bytes:
        """One of :data:`NAMES`, with what people decided about claims; statuses are told anew without the rejected."""
        title = title or TITLE
        with self._turn:
            key = (self._desk.ledger.stamp(), self._desk.decisions().last, title)
            if self._made is None or self._made[0] != key:
                with tempfile.TemporaryDirectory(prefix="headwater-") as folder:
                    self._made = key, self._written(Path(folder), title)
            return self._made[1][name]

    def _written(self, folder: Path, title: str) -> dict[str, bytes]:
        if self.corrections() and not _JUDGES:
            with Ledger.open(folder / "ledger.db") as changed:
                copy(self._desk.ledger, changed)
                write_dossier(changed, folder, title=title)
        else:
            write_dossier(self._desk.ledger, folder, title=title)
        return {name: (folder / name).read_bytes() for name in NAMES}
