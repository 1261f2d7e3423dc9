"""What the reports of a ledger come to together, written to its tables inside a transaction that the caller holds."""

from __future__ import annotations

import sqlalchemy as sa

from headwater.reconciliation.reconcile import Reconciled, reconciled
from headwater.store.asking import all_rows
from headwater.store.rows import report_of
from headwater.store.schema import answers, backing, claims, documents, origins, questions


def reconcile(connection: sa.Connection) -> Reconciled:
    """Join the claims of all current documents, and put what comes of it in the place of what stood there.

    Claims of older versions keep the questions and origins that they have alone.
    """
    found = reconciled(report_of(rows) for rows in all_rows(connection, all_versions=False))
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
    for table, rows in (
        (questions, asked),
        (answers, answered),
        (origins, [{"id": id, "name": name} for id, name in names.items() if id not in known]),
        (backing, backed),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)
    return found


def _clear(connection: sa.Connection) -> None:
    """Take away the answers and origins of all current claims, and what nothing speaks of then."""
    mine = sa.select(claims.c.number).select_from(claims.join(documents)).where(documents.c.current)
    for table in (answers, backing):
        connection.execute(sa.delete(table).where(table.c.claim.in_(mine)))
    connection.execute(sa.delete(questions).where(~sa.exists().where(answers.c.question == questions.c.id)))
    connection.execute(sa.delete(origins).where(~sa.exists().where(backing.c.origin == origins.c.id)))
