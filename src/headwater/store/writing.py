"""What is written to the tables: each function inside a transaction that the caller holds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from headwater.reading.refusal import Refusal
from headwater.reconciliation.singly import Origin, origin, question
from headwater.resolution.report import Report
from headwater.store import meanings, schema
from headwater.store.engine import Engine
from headwater.store.rows import Rows, rows_of
from headwater.store.schema import (
    answers,
    backing,
    claims,
    documents,
    engines,
    figures,
    origins,
    parties,
    questions,
    refusals,
    scenarios,
    voices,
)

# Made once: putting a statement together takes longer than running it.
_INSERT = {table.name: sa.insert(table) for table in schema.metadata.sorted_tables}
_ENGINE = sa.select(engines.c.number).where(*(engines.c[name] == sa.bindparam(name) for name in Engine._fields))
_KNOWN = sa.select(documents.c.number, documents.c.engine).where(
    documents.c.id == sa.bindparam("id"), documents.c.sha256 == sa.bindparam("sha256")
)
_LATEST = sa.select(sa.func.max(documents.c.version)).where(documents.c.id == sa.bindparam("id"))
_ACCEPT = sa.delete(refusals).where(refusals.c.source == sa.bindparam("source"))
_INTRODUCED = sa.select(origins.c.id).where(origins.c.id.in_(sa.bindparam("ids", expanding=True)))


def number_of(connection: sa.Connection, engine: Engine) -> int:
    """This ledger's number for an engine, given now if it has none."""
    found = connection.execute(_ENGINE, engine._asdict()).scalar()
    return int(found) if found is not None else _key(connection.execute(_INSERT["engines"], engine._asdict()))


def known(connection: sa.Connection, id: str, sha256: str) -> tuple[int, int] | None:
    """The numbers of a stored text and of the engine that read it."""
    found = connection.execute(_KNOWN, {"id": id, "sha256": sha256}).one_or_none()
    return (found.number, found.engine) if found else None


def add(connection: sa.Connection, report: Report, engine: int) -> tuple[int, int]:
    """A text that the ledger has not: a new document, or a new version beside the old. Gives its number and version."""
    rows = rows_of(report)
    id = report.document.id
    last = connection.execute(_LATEST, {"id": id}).scalar() or 0
    if last:
        connection.execute(sa.update(documents).where(documents.c.id == id).values(current=False))
    values = {**rows.document, "version": last + 1, "current": True, "seal": rows.seal(), "engine": engine}
    number = _key(connection.execute(_INSERT["documents"], values))
    _fill(connection, number, report, rows)
    return number, int(last) + 1


def replace(connection: sa.Connection, number: int, report: Report, engine: int) -> None:
    """The same text, read again: the new reading in the place of the old."""
    rows = rows_of(report)
    values = {**rows.document, "seal": rows.seal(), "engine": engine}
    connection.execute(sa.update(documents).where(documents.c.number == number).values(values))
    _empty(connection, number)
    _fill(connection, number, report, rows)


def refuse(connection: sa.Connection, refusal: Refusal) -> None:
    accept(connection, refusal.source)
    connection.execute(_INSERT["refusals"], {"source": refusal.source, "slug": refusal.slug, "why": refusal.why})


def accept(connection: sa.Connection, source: str) -> None:
    """What was refused under this name is refused no more."""
    connection.execute(_ACCEPT, {"source": source})


def _fill(connection: sa.Connection, number: int, report: Report, rows: Rows) -> None:
    """Claims and scenarios of a document that has none, and what they mean to questions and origins."""
    meanings.keep(connection, number, report.passages)
    numbers = [schema.number(number, row["number"]) for row in rows.claims]
    stated = [{**row, "number": own, "document": number} for row, own in zip(rows.claims, numbers, strict=True)]
    _insert(connection, claims, stated)
    for table, parts in ((voices, rows.voices), (parties, rows.parties), (figures, rows.figures)):
        _insert(connection, table, [{**row, "claim": numbers[row["claim"]]} for row in parts])
    _insert(connection, scenarios, [{**row, "document": number} for row in rows.scenarios])
    stands = [origin(report.document, entry) for entry in report.entries]
    _introduce(connection, [stand for stand in stands if stand])
    asked, answered, backed = [], [], []
    for row, entry, stand in zip(stated, report.entries, stands, strict=True):
        one = question(row["id"], entry, stand)
        asked.append({"id": one.id, "label": one.label, "status": one.status, "why": one.why})
        answered.append({"claim": row["number"], "question": one.id, "figure": None})
        if stand:
            backed.append({"claim": row["number"], "origin": stand.id, "how": stand.how.value})
    _insert(connection, questions, asked)
    _insert(connection, answers, answered)
    _insert(connection, backing, backed)


def _introduce(connection: sa.Connection, found: list[Origin]) -> None:
    """Origins that the ledger does not know yet, each under the first spelling that was met."""
    named: dict[str, str] = {}
    for each in found:
        named.setdefault(each.id, each.name)
    known = set(connection.execute(_INTRODUCED, {"ids": list(named)}).scalars())
    _insert(connection, origins, [{"id": id, "name": name} for id, name in named.items() if id not in known])


def _empty(connection: sa.Connection, number: int) -> None:
    """Take away a document's claims and scenarios, and the questions and origins that nothing then speaks of."""
    mine = sa.select(claims.c.number).where(claims.c.document == number)
    asked = list(connection.execute(sa.select(answers.c.question).where(answers.c.claim.in_(mine))).scalars())
    stood = set(connection.execute(sa.select(backing.c.origin).where(backing.c.claim.in_(mine))).scalars())
    connection.execute(sa.delete(scenarios).where(scenarios.c.document == number))
    connection.execute(sa.delete(claims).where(claims.c.document == number))
    for id in asked:
        silent = ~sa.exists().where(answers.c.question == id)
        connection.execute(sa.delete(questions).where(questions.c.id == id, silent))
    for id in stood:
        silent = ~sa.exists().where(backing.c.origin == id)
        connection.execute(sa.delete(origins).where(origins.c.id == id, silent))


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_INSERT[table.name], rows)


def _key(result: sa.CursorResult[object]) -> int:
    key = result.inserted_primary_key
    assert key is not None  # the table has one
    return int(key[0])
