"""The tables of a ledger.

Two kinds stand side by side. What was *read*: a document's row, its claims and scenarios, written in one transaction
and sealed by a hash. What was *made of it*: questions and origins, which other documents may change. An id is computed
from what it names (see ``reconciliation/identity.py``); numbers are this ledger's own and leave it nowhere.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from headwater.store.wording import Exact

VERSION = 2
"""Of these tables. It rises with every change that an older Headwater, or an older ledger, would trip over."""

metadata = MetaData()


def _nullable_json() -> TypeEngine[object]:
    return JSON(none_as_null=True)


def _date(name: str) -> tuple[Column[object], ...]:
    """The three columns of a partial date; no precision, no date."""
    return (
        Column(f"{name}_first", Date),
        Column(f"{name}_last", Date),
        Column(f"{name}_precision", String(16)),
    )


_LONG = BigInteger().with_variant(Integer(), "sqlite")  # SQLite's integers are long; only so named it uses them as keys


def number(document: int, position: int) -> int:
    """A claim's number in this ledger: its document's, then its place among the document's claims.

    Neighbours in the text are so neighbours in every table, and adding a report writes to few pages.
    """
    return document << 24 | position


def position(number: int) -> int:
    """A claim's place among its document's claims."""
    return number & 0xFFFFFF


def document_number(claim: int) -> int:
    """The number of a claim's document, by the claim's number."""
    return claim >> 24


def _of_claim() -> Column[int]:
    return Column(
        "claim", _LONG, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


ledger = Table(
    "ledger",
    metadata,
    Column("version", Integer, nullable=False),
    Column("made_by", String(64), nullable=False),
)

engines = Table(
    "engines",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", String(64), nullable=False),
    Column("weights", String(64), nullable=False),
    Column("vocabulary", String(64), nullable=False),
    UniqueConstraint("version", "weights", "vocabulary"),
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Exact, nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("engine", Integer, ForeignKey("engines.number"), nullable=False),
    Column("text", Exact, nullable=False),
    Column("title", Exact),
    Column("publisher", Exact),
    *_date("published"),
    Column("published_how", String(16)),
    Column("agency", Exact),
    Column("author", Exact),
    Column("url", Exact),
    Column("regions", JSON, nullable=False),
    Column("language", String(16), nullable=False),
    Column("outcome", String(32), nullable=False),
    UniqueConstraint("id", "sha256"),
    UniqueConstraint("id", "version"),
    CheckConstraint("version >= 1"),
)

claims = Table(
    "claims",
    metadata,
    Column("number", _LONG, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False, unique=True),
    Column("document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Exact, nullable=False),
    Column("modality", String(16), nullable=False),
    Column("hedge", _nullable_json()),
    Column("event_type", String(32)),
    Column("event_mode", String(64)),
    Column("event_contexts", _nullable_json()),
    Column("agentless", Boolean),
    *_date("happened"),
    *_date("said"),
    Column("place_name", Exact),
    Column("place_geonameid", Integer),
    Column("place_country", String(16)),
    Column("place_latitude", Float),
    Column("place_longitude", Float),
    Index("claims_by_type", "event_type"),
    Index("claims_by_happened", "happened_first"),
    Index("claims_by_said", "said_first"),
)

voices = Table(
    "voices",
    metadata,
    _of_claim(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Exact, nullable=False),
    Column("folded", Exact, nullable=False),
    Column("code", String(16)),
    Column("sector", String(16)),
    Column("actor", Exact),
    Column("anonymous", Boolean, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("cue", Exact),
    Column("traced", Boolean, nullable=False),
    Index("voices_by_name", "folded"),
    Index("voices_by_code", "code"),
    sqlite_with_rowid=False,
)

parties = Table(
    "parties",
    metadata,
    _of_claim(),
    Column("role", String(16), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", String(16), nullable=False),
    Column("sector", String(16)),
    Column("name", Exact, nullable=False),
    Column("folded", Exact, nullable=False),
    Index("parties_by_code", "code"),
    sqlite_with_rowid=False,
)

figures = Table(
    "figures",
    metadata,
    _of_claim(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("qualifier", String(16), nullable=False),
    Column("noun", Exact, nullable=False),
    Column("unit", Exact),
    Column("part_of", Integer),
    sqlite_with_rowid=False,
)

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Exact, nullable=False),
    Column("consequences", JSON, nullable=False),
    UniqueConstraint("document", "position"),
)

passages = Table(
    "passages",
    metadata,
    Column("document", Integer, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True),
    Column("spans", LargeBinary, nullable=False),
    Column("directions", LargeBinary, nullable=False),
)
"""What a document's sentences mean, for searching; see :mod:`headwater.store.meanings`. Older ledgers have it not."""

refusals = Table(
    "refusals",
    metadata,
    Column("source", Exact, primary_key=True),
    Column("slug", String(32), nullable=False),
    Column("why", Exact, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("label", Exact, nullable=False),
    Column("status", String(16), nullable=False),
    Column("why", Exact, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    _of_claim(),
    Column("question", String(16), ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("figure", Integer),
    Index("answers_by_question", "question"),
    sqlite_with_rowid=False,
)

origins = Table(
    "origins",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Exact, nullable=False),
)

backing = Table(
    "backing",
    metadata,
    _of_claim(),
    Column("origin", String(16), ForeignKey("origins.id", ondelete="CASCADE"), nullable=False),
    Column("how", String(16), nullable=False),
    Index("backing_by_origin", "origin"),
    sqlite_with_rowid=False,
)
