"""A joined pile, kept in the ledger's file, so that reports that come are joined to it at their own cost.

It is made from the ledger and never asked for truth: it can be dropped at any time, and then the next joining looks at
all reports again. What stands under a key is JSON; a key is the first 63 bits of a hash of its shelf's name and itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from headwater.reconciliation.identity import digest
from headwater.reconciliation.rulings import Rulings
from headwater.reconciliation.told import Page, Told, page
from headwater.store.asking import claims_at, rows_at
from headwater.store.engine import present
from headwater.store.reconciling import Ground, current
from headwater.store.rows import report_of
from headwater.store.schema import claims, documents

_FORM = "6"
"""Of what is kept. A pile that was kept in another form, or by another engine, is joined from nothing."""

_tables = sa.MetaData()
_shelves = sa.Table(
    "joined_shelves",
    _tables,
    sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
_piles = sa.Table(
    "joined_pile",
    _tables,
    sa.Column("form", sa.String(64), nullable=False),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),  # number of the document that was added last
)


class Joined(NamedTuple):
    """Documents that are to be in the pile: those of these numbers, beside so many that are there."""

    numbers: tuple[int, ...]
    before: int


# Made once: putting a statement together takes longer than answering it.
_PILE = sa.select(_piles)
_LATER = (
    sa.select(documents.c.number, documents.c.version)
    .where(documents.c.number > sa.bindparam("last"), documents.c.current)
    .order_by(documents.c.number)
)
_CURRENT = sa.select(documents.c.number).where(
    documents.c.id.in_(sa.bindparam("ids", expanding=True)), documents.c.current
)
_HOME = sa.select(documents.c.id).join(claims).where(claims.c.id == sa.bindparam("claim"))

Writing = Callable[[], AbstractContextManager[sa.Connection]]

_decoded = json.JSONDecoder().raw_decode  # what we wrote needs no looking for spaces and encodings
_AT_ONCE = 20_000  # values that are written in one transaction, so that nobody waits long behind it


def fresh(connection: sa.Connection, rulings: Rulings) -> Joined | None:
    """The documents that were added since the pile was kept; None where none is kept that was joined by these rulings,
    or none of use: a text was changed since.

    Numbers rise, and who has documents read anew says so (:func:`forget`), so that nothing is asked of the others.
    """
    if not sa.inspect(connection).has_table(_piles.name):
        return None
    pile = connection.execute(_PILE).one_or_none()
    if pile is None or pile.form != _form(rulings):
        return None
    rows = connection.execute(_LATER, {"last": pile.last}).all()
    if any(row.version > 1 for row in rows):
        return None
    return Joined(tuple(row.number for row in rows), pile.documents)


def forget(connection: sa.Connection) -> None:
    """Let the pile that is kept be of no use: a document that is in it was read anew."""
    if sa.inspect(connection).has_table(_piles.name):
        connection.execute(sa.delete(_piles))


def drop(writing: Writing) -> None:
    """Keep nothing any more."""
    with writing() as connection:
        _tables.drop_all(connection, checkfirst=True)


def begin(writing: Writing, ground: Ground, values: Iterable[tuple[str, Any, Any]]) -> None:
    """Keep a pile that was joined from nothing upon this ground, in the place of what was kept: in small transactions,
    of which the last makes it valid. Where somebody else begins meanwhile, theirs is kept; none where documents were
    read anew.
    """
    own = uuid4().hex
    drop(writing)
    with writing() as connection:
        _tables.create_all(connection)
        there = ground.documents
        connection.execute(sa.insert(_piles).values(form=own, documents=len(there), last=max(there, default=0)))
    found = iter(values)
    while True:
        part = list(islice(found, _AT_ONCE))
        with writing() as connection:
            if not sa.inspect(connection).has_table(_piles.name) or _forms_there(connection) != [own]:
                return
            _put(connection, part)
            if not part:
                if ground.documents.items() <= current(connection).items():
                    connection.execute(sa.update(_piles).values(form=_form(ground.rulings)))
                return


def go_on(connection: sa.Connection, joined: Joined, values: Iterable[tuple[str, Any, Any]]) -> None:
    """Keep what documents that came to the pile changed in it."""
    _put(connection, values)
    if joined.numbers:
        count = joined.before + len(joined.numbers)
        connection.execute(sa.update(_piles).values(documents=count, last=max(joined.numbers)))


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
        return _decoded(found[0].decode("ascii"))[0] if found is not None else None

    def pages(self, documents: Sequence[str]) -> Iterator[Page]:
        numbers = sorted(self._connection.execute(_CURRENT, {"ids": documents}).scalars())
        if len(numbers) < len(documents):
            raise KeyError(documents)
        for rows in rows_at(self._connection, numbers):
            yield page(report_of(rows))

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
    return list(connection.execute(sa.select(_piles.c.form)).scalars())


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
