"""What the claims of a ledger came to together, in its tables: only what is not as it stands there is written.

Most of it stands as it did, after a ruling as after a few new reports; and others wait while it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from headwater.reconciliation.arriving import Arrived
from headwater.reconciliation.credibility import Grade
from headwater.reconciliation.reconcile import Reconciled
from headwater.store import grading
from headwater.store.schema import answers, backing, claims, documents, origins, questions

_AT_ONCE = 1_000  # keys in one question to the database

Stand = dict[tuple[Any, ...], tuple[Any, ...]]
"""Rows of a table: the columns of its key, and the others."""


def keep(connection: sa.Connection, found: Reconciled) -> None:
    """Put what the claims of all current documents come to in the place of what stands there.

    Claims of older versions keep the questions and origins that they have alone.
    """
    named = sa.select(claims.c.id, claims.c.number).select_from(claims.join(documents)).where(documents.c.current)
    numbers = {row.id: row.number for row in connection.execute(named)}
    asked, answered, backed = _stands(found, numbers)
    names: Stand = {(origin,): (found.names[origin],) for origin, _ in backed.values()}
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
    grades, table = _grades(found.grades), grading.table_of(connection)
    old = _standing(connection, table)
    _take(connection, table, old, grades)
    _put(connection, table, grades, old)


def amend(connection: sa.Connection, found: Arrived, fresh: Sequence[int]) -> None:
    """Put what ``fresh`` documents, by their numbers, changed in the place of what stands there."""
    touched = {*found.upstream, *(claim for question in found.questions for claim in question.claims)}
    numbers = dict(_numbers(connection, sorted(touched)))
    mine = sorted(number for number, document in numbers.values() if document in set(fresh))
    alone = _column(connection, answers.c.question, answers.c.claim, mine)
    before = set(_column(connection, backing.c.origin, backing.c.claim, [n for n, _ in numbers.values()]))
    _delete(connection, answers.c.question, found.gone.union(alone))
    _delete(connection, questions.c.id, found.gone.union(alone))
    _delete(connection, backing.c.claim, [numbers[claim][0] for claim in found.upstream])
    asked, answered, backed = _stands(found, {claim: number for claim, (number, _) in numbers.items()})
    names: Stand = {(id,): (name,) for id, name in found.names.items() if name is not None}
    _put(connection, questions, asked, {})
    _put(connection, answers, answered, {})
    _put(connection, origins, names, _some(connection, origins, [id for (id,) in names]))
    _put(connection, backing, backed, {})
    for origin in sorted(before):
        silent = ~sa.exists().where(backing.c.origin == origin)
        connection.execute(sa.delete(origins).where(origins.c.id == origin, silent))
    grades, table = _grades(found.grades), grading.table_of(connection)
    _put(connection, table, grades, _some(connection, table, [claim for (claim,) in grades]))


def _stands(found: Reconciled | Arrived, numbers: Mapping[str, int]) -> tuple[Stand, Stand, Stand]:
    """Questions, their answers and what claims go back to, as rows; ``numbers`` are the claims' by their ids."""
    asked: Stand = {}
    answered: Stand = {}
    for one in found.questions:
        asked[one.id,] = (one.label, one.standing.status.value, one.standing.why)
        figures = {count.told.id: count.figure for count in one.figures}
        for claim in one.claims:
            answered[numbers[claim], one.id] = (figures.get(claim),)
    backed: Stand = {}
    for claim, upstream in found.upstream.items():
        if upstream.origin is not None and claim in numbers:
            backed[numbers[claim],] = (upstream.origin.id, upstream.how.value)
    return asked, answered, backed


def _grades(grades: Mapping[str, Grade]) -> Stand:
    return {(claim,): (int(own.credibility), list(own.reasons)) for claim, own in grades.items()}


def _numbers(connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The numbers of current claims and of their documents, by the claims' ids."""
    for at in range(0, len(ids), _AT_ONCE):
        asked = sa.select(claims.c.id, claims.c.number, claims.c.document).join(documents)
        for row in connection.execute(asked.where(documents.c.current, claims.c.id.in_(ids[at : at + _AT_ONCE]))):
            yield row.id, (row.number, row.document)


def _column(connection: sa.Connection, wanted: sa.Column[Any], by: sa.Column[Any], keys: Sequence[Any]) -> list[Any]:
    """The values of a column in the rows that have one of these keys in another."""
    parts = (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
    return [v for part in parts for v in connection.execute(sa.select(wanted).where(by.in_(part))).scalars()]


def _some(connection: sa.Connection, table: sa.Table, keys: Sequence[str]) -> Stand:
    """Those rows of a table that have one of these keys."""
    (key,) = table.primary_key.columns
    parts = (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
    rows = [row for part in parts for row in connection.execute(sa.select(*_ordered(table)).where(key.in_(part)))]
    return {tuple(row[:1]): tuple(row[1:]) for row in rows}


def _delete(connection: sa.Connection, by: sa.Column[Any], keys: Iterable[Any]) -> None:
    named = [{"old": key} for key in sorted(keys)]
    if named:
        connection.execute(sa.delete(by.table).where(by == sa.bindparam("old")), named)


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
