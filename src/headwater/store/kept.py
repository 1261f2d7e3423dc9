"""A joined pile, kept in the ledger's file, so that reports that come are joined to it at their own cost.

It is made from the ledger and never asked for truth: it can be dropped at any time, and then the next joining looks at
all reports again. What stands under a key is JSON; a key is the first 63 bits of a hash of its shelf's name and itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import blake2b
from itertools import islice
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from headwater.reconciliation.identity import digest
from headwater.reconciliation.rulings import Rulings
from headwater.reconciliation.told import Page, Told, page
from headwater.store.asking import claims_at, rows_at
from headwater.store.engine import present
from headwater.store.rows import report_of
from headwater.store.schema import claims, documents

_FORM = "1"
"""Of what is kept. A pile that was kept in another form, or by another engine, is joined from nothing."""

_tables = sa.MetaData()
_shelves = sa.Table(
    "joined_shelves",
    _tables,
    sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
_documents = sa.Table(
    "joined_documents",
    _tables,
    sa.Column("document", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("engine", sa.Integer, nullable=False),
)
_forms = sa.Table("joined_form", _tables, sa.Column("form", sa.String(64), nullable=False))

Joined = Mapping[int, tuple[str, int]]
"""Documents by their numbers: as which text which engine read them."""

# Made once: putting a statement together takes longer than answering it.
_CURRENT = sa.select(documents.c.number).where(documents.c.id == sa.bindparam("id"), documents.c.current)
_HOME = sa.select(documents.c.id).join(claims).where(claims.c.id == sa.bindparam("claim"))

Writing = Callable[[], AbstractContextManager[sa.Connection]]

_AT_ONCE = 20_000  # values that are written in one transaction, so that nobody waits long behind it


def fresh(connection: sa.Connection, rulings: Rulings) -> Joined | None:
    """The current documents that are not in the pile that is kept; None where none is kept that was joined by these
    rulings, or none of use.
    """
    if not sa.inspect(connection).has_table(_forms.name):
        return None
    if _forms_there(connection) != [_form(rulings)]:
        return None
    same = sa.and_(
        documents.c.number == _documents.c.document,
        documents.c.current,
        documents.c.sha256 == _documents.c.sha256,
        documents.c.engine == _documents.c.engine,
    )
    stale = sa.select(_documents.c.document).where(~sa.exists().where(same)).limit(1)
    if connection.execute(stale).first() is not None:
        return None
    new = documents.outerjoin(_documents, _documents.c.document == documents.c.number)
    asked = sa.select(documents.c.number, documents.c.sha256, documents.c.engine).select_from(new)
    rows = connection.execute(asked.where(documents.c.current, _documents.c.document.is_(None)))
    return {row.number: (row.sha256, row.engine) for row in rows}


def drop(writing: Writing) -> None:
    """Keep nothing any more."""
    with writing() as connection:
        _tables.drop_all(connection, checkfirst=True)


def begin(writing: Writing, joined: Joined, rulings: Rulings, values: Iterable[tuple[str, Any, Any]]) -> None:
    """Keep a pile that was joined from nothing, in the place of what was kept: in small transactions, of which the last
    makes it valid. Where somebody else begins meanwhile, theirs is kept.
    """
    own = uuid4().hex
    drop(writing)
    with writing() as connection:
        _tables.create_all(connection)
        connection.execute(sa.insert(_forms).values(form=own))
    found = iter(values)
    while True:
        part = list(islice(found, _AT_ONCE))
        with writing() as connection:
            if not sa.inspect(connection).has_table(_forms.name) or _forms_there(connection) != [own]:
                return
            _put(connection, part)
            if not part:
                _add(connection, joined)
                connection.execute(sa.update(_forms).values(form=_form(rulings)))
                return


def go_on(connection: sa.Connection, joined: Joined, values: Iterable[tuple[str, Any, Any]]) -> None:
    """Keep what documents that came to the pile changed in it."""
    _put(connection, values)
    _add(connection, joined)


class Kept:
    """The pile as :func:`~headwater.reconciliation.arriving.arrived` asks for it; ``connection`` has to stay open."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._cursor = connection.connection.cursor()
        self._ask = f"SELECT value FROM {_shelves.name} WHERE key = {'?' if _plain(connection) else '%s'}"

    def fetch(self, shelf: str, key: Any) -> Any:
        # Asked some thousand times for one report: the driver itself answers ten times as fast.
        self._cursor.execute(self._ask, (_number(shelf, key),))
        found = self._cursor.fetchone()
        return json.loads(found[0]) if found is not None else None

    def page(self, document: str) -> Page:
        number = self._connection.execute(_CURRENT, {"id": document}).scalar()
        if number is None:
            raise KeyError(document)
        (rows,) = rows_at(self._connection, [number])
        return page(report_of(rows))

    def home(self, claim: str) -> str:
        found = self._connection.execute(_HOME, {"claim": claim}).scalar()
        if found is None:
            raise KeyError(claim)
        return str(found)

    def claims(self, ids: Sequence[str]) -> Iterator[Told]:
        for id, home, entry in claims_at(self._connection, ids):
            yield Told(
                id, home.id, home.publisher, home.agency, home.published, entry.start, entry.end, entry.quote,
                entry.quote, False, entry,
            )  # fmt: skip


def _plain(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _forms_there(connection: sa.Connection) -> list[str]:
    return list(connection.execute(sa.select(_forms.c.form)).scalars())


def _form(rulings: Rulings) -> str:
    """What has to be as it was, so that a pile can be gone on with."""
    ruled = [sorted(map(repr, part.items())) for part in (rulings.same, rulings.different, rulings.merged)]
    split = sorted((question, sorted(claims)) for question, claims in rulings.split.items())
    return digest(repr((_FORM, present(), ruled, split)))


def _number(shelf: str, key: Any) -> int:
    name = f"{shelf}\x00{key}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "big") >> 1


def _put(connection: sa.Connection, values: Iterable[tuple[str, Any, Any]]) -> None:
    mark = "?" if _plain(connection) else "%s"
    write = (
        f"INSERT INTO {_shelves.name} (key, value) VALUES ({mark}, {mark}) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    rows = [
        (_number(shelf, key), json.dumps(value, separators=(",", ":")).encode("ascii")) for shelf, key, value in values
    ]
    connection.connection.cursor().executemany(write, sorted(rows))


def _add(connection: sa.Connection, joined: Joined) -> None:
    rows = [{"document": number, "sha256": sha, "engine": engine} for number, (sha, engine) in joined.items()]
    if rows:
        connection.execute(sa.insert(_documents), rows)
