"""What the claims of a ledger came to together, in its tables: only what is not as it stands there is written.

Most of it stands as it did, after a ruling as after a few new reports; and others wait while it is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from headwater.reconciliation.reconcile import Reconciled
from headwater.store import grading
from headwater.store.schema import answers, backing, claims, documents, origins, questions

Stand = dict[tuple[Any, ...], tuple[Any, ...]]
"""Rows of a table: the columns of its key, and the others."""


def keep(connection: sa.Connection, found: Reconciled) -> None:
    """Put what the claims of all current documents come to in the place of what stands there.

    Claims of older versions keep the questions and origins that they have alone.
    """
    named = sa.select(claims.c.id, claims.c.number).select_from(claims.join(documents)).where(documents.c.current)
    numbers = {row.id: row.number for row in connection.execute(named)}
    asked: Stand = {}
    answered: Stand = {}
    for one in found.questions:
        asked[one.id,] = (one.label, one.standing.status.value, one.standing.why)
        figures = {count.told.id: count.figure for count in one.figures}
        for claim in one.claims:
            answered[numbers[claim], one.id] = (figures.get(claim),)
    backed: Stand = {}
    names: Stand = {}
    for claim, upstream in found.upstream.items():
        if upstream.origin is not None and claim in numbers:
            names.setdefault((upstream.origin.id,), (upstream.origin.name,))
            backed[numbers[claim],] = (upstream.origin.id, upstream.how.value)
    # What is spoken of is there before what speaks of it, and goes after it.
    _put(connection, questions, asked)
    _put(connection, origins, names)
    mine = set(numbers.values())
    for table, rows in ((answers, answered), (backing, backed)):
        old = {key: values for key, values in _standing(connection, table).items() if key[0] in mine}
        _take(connection, table, old, rows)
        _put(connection, table, rows, old)
    connection.execute(sa.delete(questions).where(~sa.exists().where(answers.c.question == questions.c.id)))
    connection.execute(sa.delete(origins).where(~sa.exists().where(backing.c.origin == origins.c.id)))
    grades: Stand = {(claim,): (int(own.credibility), list(own.reasons)) for claim, own in found.grades.items()}
    table = grading.table_of(connection)
    old = _standing(connection, table)
    _take(connection, table, old, grades)
    _put(connection, table, grades, old)


def _standing(connection: sa.Connection, table: sa.Table) -> Stand:
    keys = len(table.primary_key.columns)
    return {row[:keys]: row[keys:] for row in connection.execute(sa.select(*_ordered(table))).all()}


def _put(connection: sa.Connection, table: sa.Table, rows: Stand, old: Mapping[Any, Any] | None = None) -> None:
    """Write the rows that are not in the table yet, and those that stand otherwise there."""
    old = _standing(connection, table) if old is None else old
    names = [column.name for column in _ordered(table)]
    keys = len(table.primary_key.columns)
    fresh = [dict(zip(names, key + values, strict=True)) for key, values in rows.items() if key not in old]
    if fresh:
        connection.execute(sa.insert(table), fresh)
    others = [key + values for key, values in rows.items() if key in old and old[key] != values]
    if others:
        # A bound value may not have the name of the column that it is for.
        update = sa.update(table).values({name: sa.bindparam(f"new_{name}") for name in names[keys:]})
        connection.execute(
            update.where(*(table.c[name] == sa.bindparam(f"new_{name}") for name in names[:keys])),
            [{f"new_{name}": value for name, value in zip(names, row, strict=True)} for row in others],
        )


def _take(connection: sa.Connection, table: sa.Table, old: Stand, rows: Stand) -> None:
    """Take away the rows that are no more."""
    names = [column.name for column in table.primary_key.columns]
    gone = [{f"old_{name}": value for name, value in zip(names, key, strict=True)} for key in old.keys() - rows.keys()]
    if gone:
        same = (table.c[name] == sa.bindparam(f"old_{name}") for name in names)
        connection.execute(sa.delete(table).where(*same), gone)


def _ordered(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns of a table, those of its key first."""
    keys = list(table.primary_key.columns)
    return [*keys, *(column for column in table.columns if column.name not in table.primary_key.columns)]
