"""The way to a database: opened, and known to hold a ledger of this version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError

from headwater import __version__
from headwater.errors import LedgerBusy, LedgerError, LedgerForeign, LedgerMissing, LedgerOtherVersion
from headwater.store import schema

_PATIENCE = 30
"""Seconds to wait for another run's transaction, which takes milliseconds; a longer wait means that it hangs."""


_LOG = 8_000
"""Pages (of 4 KiB) of the log before it is worked into the file: most are written several times until then."""


def connect(where: Path | str, *, create: bool) -> sa.Engine:
    """A database that holds a ledger of this version: a file, or with ``://`` in it a URL of SQLAlchemy.

    A new ledger is made where there is nothing yet and ``create`` says so; its tables appear all at once.
    """
    url = str(where) if "://" in str(where) else None
    if url is None and not create and not Path(where).exists():
        raise LedgerMissing(
            "there is no ledger", value=str(where), remedy="Name it by --ledger, or make one with: headwater add"
        )
    if url is None and create:
        Path(where).parent.mkdir(parents=True, exist_ok=True)
    with said(where):
        found = sa.create_engine(url or sa.URL.create("sqlite", database=str(where)))
        if found.dialect.name == "sqlite":
            event.listen(found, "connect", _sqlite)
            event.listen(found, "begin", _begin)
        try:
            with transaction(found) if create else found.begin() as connection:
                _held(connection, where, create=create)
            if found.dialect.name == "sqlite":
                _log(found)
        except BaseException:
            found.dispose()
            raise
    return found


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that is kept whole or not at all. Nobody else writes while it lasts."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def lasting(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A :func:`transaction` that is on the disk when it ends, so that a power cut does not take it back."""
    with engine.connect().execution_options(writing=True) as connection:
        own = connection.connection.driver_connection
        if engine.dialect.name != "sqlite" or own is None:
            with connection.begin():
                yield connection
            return
        own.execute("PRAGMA synchronous = FULL")
        try:
            with connection.begin():
                yield connection
        finally:
            own.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def said(where: Path | str | sa.Engine) -> Iterator[None]:
    """What the database refuses, in Headwater's own words."""
    place = where.url.render_as_string(hide_password=True) if isinstance(where, sa.Engine) else str(where)
    try:
        yield
    except (ArgumentError, ImportError) as error:
        raise LedgerError(
            f"no way to such a database: {error}",
            value=place,
            remedy="Give a file, or a URL of SQLAlchemy whose driver is installed",
        ) from error
    except DBAPIError as error:
        reason = str(error.orig)
        if "not a database" in reason:
            raise LedgerForeign("this file is no ledger", value=place, remedy="Name another by --ledger") from error
        if "locked" in reason:
            raise LedgerBusy(
                "another run is writing to the ledger", value=place, remedy="Try again when it has ended"
            ) from error
        raise LedgerError(
            f"the database says: {reason}", value=place, remedy="See to the disk, the rights and the path, then repeat"
        ) from error


def _held(connection: sa.Connection, where: Path | str, *, create: bool) -> None:
    """Raise unless the database holds a ledger of this version, making one in an empty database if asked to."""
    names = sa.inspect(connection).get_table_names()
    if not names and create:
        schema.metadata.create_all(connection)
        connection.execute(sa.insert(schema.ledger).values(version=schema.VERSION, made_by=f"headwater {__version__}"))
        return
    if schema.ledger.name not in names or schema.claims.name not in names:
        raise LedgerForeign("this database holds no ledger", value=str(where), remedy="Name another by --ledger")
    version, made_by = connection.execute(sa.select(schema.ledger.c.version, schema.ledger.c.made_by)).one()
    if version != schema.VERSION:
        raise LedgerOtherVersion(
            f"the ledger was made by {made_by}, in a form that Headwater {__version__} does not read",
            value=f"{where} has version {version}, not {schema.VERSION}",
            remedy="Make a new one from the reports, or use that version of Headwater",
        )


def _sqlite(connection: Any, _: object) -> None:
    """Each transaction is ours to begin, and rows go with what they belong to."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_PATIENCE * 1000}",
        "synchronous = NORMAL",
        f"wal_autocheckpoint = {_LOG}",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _log(engine: sa.Engine) -> None:
    """Keep a write-ahead log, so that readers do not wait for the writer. The file remembers it.

    A killed process loses nothing that was committed. With ``synchronous = NORMAL`` nobody waits for the disk at each
    report; on a power cut the last reports may be missing, whole, and are read again.
    """
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:
        pass  # another run has it open just now: without the log it is slower, and as safe
    finally:
        connection.close()


def _begin(connection: sa.Connection) -> None:
    """A writer takes its place at once: it could not get one after having read what another then changes."""
    kind = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN"
    connection.exec_driver_sql(kind)
