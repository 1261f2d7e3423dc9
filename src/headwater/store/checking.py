"""Proof that a ledger is as it was written."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from headwater.reconciliation.identity import claim_ids, digest
from headwater.store.asking import all_rows
from headwater.store.rows import Rows, report_of
from headwater.store.schema import answers, claims, documents
from headwater.store.stored import Problem


def problems(connection: sa.Connection) -> Iterator[Problem]:
    """Everything that does not hold, of every version of every document; nothing if all does.

    Held are: each text's hash; each claim's quote against the characters of its span; each span against the text's
    length; each claim's id; the seal over everything that was read of a document; one current version a document; a
    question for each claim; and on SQLite the file itself. It does not read anything anew.
    """
    if connection.dialect.name == "sqlite":
        yield from _of_the_file(connection)
    for rows in all_rows(connection, all_versions=True):
        yield from _of_a_document(rows)
    yield from _of_versions(connection)
    yield from _of_links(connection)


def _of_the_file(connection: sa.Connection) -> Iterator[Problem]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem("", "database-damaged", str(line))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("", "link-broken", f"row {row} of {table} belongs to nothing in {parent}")


def _of_a_document(rows: Rows) -> Iterator[Problem]:
    row = rows.document
    id, text = row["id"], row["text"]
    if digest(text) != row["sha256"]:
        yield Problem(id, "text-altered", f"the text has SHA-256 {digest(text)}, and had {row['sha256']}")
    try:
        if rows.seal() != row["seal"]:
            yield Problem(id, "reading-altered", "what was read of it is not what was written: the seal does not hold")
        report = report_of(rows)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield Problem(id, "reading-altered", f"a value of it is none that was ever written: {error}")
        return
    for name, entry in zip((claim.id for claim in rows.claims), report.entries, strict=True):
        spans = [(entry.start, entry.end)]
        spans += [(v.start, v.end) for v in entry.speakers if v.start is not None and v.end is not None]
        spans += [(figure.start, figure.end) for figure in entry.figures]
        for start, end in spans:
            if not 0 <= start <= end <= len(text):
                yield Problem(id, "span-out-of-text", f"claim {name}: {start} to {end} of {len(text)} characters")
        if text[entry.start : entry.end] != entry.quote:
            yield Problem(
                id,
                "quote-astray",
                f"claim {name}: {entry.start} to {entry.end} is {text[entry.start : entry.end][:60]!r}, "
                f"not {entry.quote[:60]!r}",
            )
    for scenario in rows.scenarios:
        for start, end, words in ([scenario["start"], scenario["end"], scenario["quote"]], *scenario["consequences"]):
            if text[start:end] != words:
                yield Problem(id, "quote-astray", f"scenario {scenario['id']}: {start} to {end} is not {words[:60]!r}")
    expected = claim_ids(id, row["sha256"], report.entries)
    for claim, right in zip(rows.claims, expected, strict=True):
        if claim.id != right:
            yield Problem(id, "claim-misnamed", f"claim {claim.id} should be {right}")


def _of_versions(connection: sa.Connection) -> Iterator[Problem]:
    current = sa.func.sum(sa.case((documents.c.current, 1), else_=0))
    asked = sa.select(documents.c.id, current).group_by(documents.c.id).having(current != 1)
    for id, count in connection.execute(asked):
        yield Problem(id, "version-unclear", f"{count} of its versions are current")


def _of_links(connection: sa.Connection) -> Iterator[Problem]:
    asked = (
        sa.select(documents.c.id, claims.c.id)
        .select_from(claims.join(documents))
        .where(~sa.exists().where(answers.c.claim == claims.c.number))
    )
    for document, claim in connection.execute(asked):
        yield Problem(document, "link-broken", f"claim {claim} answers no question")
