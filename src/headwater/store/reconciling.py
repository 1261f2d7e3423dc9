"""The reports of a ledger, made ready for joining, and what a joining of them depends on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import sqlalchemy as sa

from headwater.reconciliation.reconcile import Joining
from headwater.reconciliation.rulings import Rulings
from headwater.resolution.report import Report
from headwater.store.asking import rows_at
from headwater.store.decisions import all_decisions, rulings
from headwater.store.rows import report_of
from headwater.store.schema import documents


class Ground(NamedTuple):
    """All that a joining depends on: the current documents by their numbers, as which text which engine read them,
    and what people ruled.
    """

    documents: dict[int, tuple[str, int]]
    rulings: Rulings


def ground(connection: sa.Connection) -> Ground:
    """What a joining of the ledger as it stands would depend on."""
    return Ground(current(connection), ruled(connection))


def ruled(connection: sa.Connection) -> Rulings:
    """What people ruled that is in force."""
    return rulings(list(all_decisions(connection)))


class Gathered:
    """Reports that this process has added, made ready for joining while the next are read."""

    def __init__(self) -> None:
        self._joining = Joining()
        self._kept: dict[int, tuple[str, int]] = {}

    def add(self, number: int, report: Report, sha256: str, engine: int) -> None:
        self._joining.add(report)
        self._kept[number] = sha256, engine

    def completed(self, connection: sa.Connection, seen: Callable[[int, Report], None]) -> Joining:
        """All current reports of the ledger: those at hand, and the others read back, which ``seen`` is given as well.
        Anew where one at hand is no longer as it was.
        """
        there = current(connection)
        held = self._joining, self._kept
        joining, kept = held if self._kept.items() <= there.items() else (Joining(), {})
        for rows in rows_at(connection, sorted(there.keys() - kept.keys())):
            report = report_of(rows)
            seen(rows.document["number"], report)
            joining.add(report)
        return joining


def current(connection: sa.Connection) -> dict[int, tuple[str, int]]:
    """The current documents by their numbers: the SHA-256 of the text, and the number of the engine that read it."""
    asked = sa.select(documents.c.number, documents.c.sha256, documents.c.engine).where(documents.c.current)
    return {row.number: (row.sha256, row.engine) for row in connection.execute(asked)}
