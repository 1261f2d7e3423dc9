"""What the reports of a ledger come to together, written to its tables inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import sqlalchemy as sa

from headwater.reconciliation.reconcile import Joining, Reconciled
from headwater.reconciliation.rulings import Rulings
from headwater.resolution.report import Report
from headwater.store import grading
from headwater.store.asking import rows_at
from headwater.store.decisions import all_decisions, rulings
from headwater.store.rows import report_of
from headwater.store.schema import answers, backing, claims, documents, origins, questions


class Ground(NamedTuple):
    """All that a joining depends on: the current documents by their numbers, as which text which engine read them,
    and what people ruled.
    """

    documents: dict[int, tuple[str, int]]
    rulings: Rulings


def ground(connection: sa.Connection) -> Ground:
    """What a joining of the ledger as it stands would depend on."""
    return Ground(current(connection), rulings(list(all_decisions(connection))))


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


def keep(connection: sa.Connection, found: Reconciled) -> None:
    """Put what the claims of all current documents come to in the place of what stood there.

    Claims of older versions keep the questions and origins that they have alone.
    """
    _clear(connection)
    numbers = {
        row.id: row.number
        for row in connection.execute(
            sa.select(claims.c.id, claims.c.number).select_from(claims.join(documents)).where(documents.c.current)
        )
    }
    asked, answered, backed = [], [], []
    names: dict[str, str] = {}
    for one in found.questions:
        asked.append({"id": one.id, "label": one.label, "status": one.standing.status.value, "why": one.standing.why})
        figures = {count.told.id: count.figure for count in one.figures}
        for claim in one.claims:
            answered.append({"claim": numbers[claim], "question": one.id, "figure": figures.get(claim)})
    for claim, upstream in found.upstream.items():
        if upstream.origin is not None and claim in numbers:
            names.setdefault(upstream.origin.id, upstream.origin.name)
            backed.append({"claim": numbers[claim], "origin": upstream.origin.id, "how": upstream.how.value})
    known = set(connection.execute(sa.select(origins.c.id)).scalars())
    # A claim of an older version may still answer a question that is asked now as well.
    there = set(connection.execute(sa.select(questions.c.id)).scalars())
    for row in asked:
        if row["id"] in there:
            connection.execute(sa.update(questions).where(questions.c.id == row["id"]).values(row))
    for table, rows in (
        (questions, [row for row in asked if row["id"] not in there]),
        (answers, answered),
        (origins, [{"id": id, "name": name} for id, name in names.items() if id not in known]),
        (backing, backed),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)
    grading.keep(connection, found.grades)


def current(connection: sa.Connection) -> dict[int, tuple[str, int]]:
    """The current documents by their numbers: the SHA-256 of the text, and the number of the engine that read it."""
    asked = sa.select(documents.c.number, documents.c.sha256, documents.c.engine).where(documents.c.current)
    return {row.number: (row.sha256, row.engine) for row in connection.execute(asked)}


def _clear(connection: sa.Connection) -> None:
    """Take away the answers and origins of all current claims, and what nothing speaks of then."""
    mine = sa.select(claims.c.number).select_from(claims.join(documents)).where(documents.c.current)
    for table in (answers, backing):
        connection.execute(sa.delete(table).where(table.c.claim.in_(mine)))
    connection.execute(sa.delete(questions).where(~sa.exists().where(answers.c.question == questions.c.id)))
    connection.execute(sa.delete(origins).where(~sa.exists().where(backing.c.origin == origins.c.id)))
