"""An index over a ledger, kept in its file: words for searching, columns for counting.

It is made from the ledger and never asked for truth: it can be dropped at any time and is made again. What it was made
from is known by a stamp, so that it is seen to be old as soon as a document, a question or an origin changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any

import numpy as np
import sqlalchemy as sa

from headwater.store import asking
from headwater.store.columns import Columns, Ints, Many, unpacked
from headwater.store.filters import ALL
from headwater.store.schema import claims, documents, parties, voices
from headwater.store.wording import stored

_FORM = "1"
"""Of the index. An index of another form is made anew."""

_PASSAGE = 300  # characters on either side of a claim, within its lines, that are searched with it
_AT_ONCE = 40  # documents whose words are written in one transaction, so that nobody waits long behind it
_RANKED = 3_000  # matches that are still put in the order of their weight; more are given in the ledger's

_TABLES = (
    "CREATE TABLE IF NOT EXISTS index_of (document INTEGER PRIMARY KEY, seal TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS index_columns (stamp TEXT NOT NULL, content BLOB NOT NULL)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS index_words USING fts5"
    "(quote, who, passage, tokenize = 'porter unicode61 remove_diacritics 2')",
)

_JOINED = (
    "SELECT group_concat(id || status) FROM questions",
    "SELECT sum(length(why)) FROM questions",
    "SELECT group_concat(question) FROM answers",
    "SELECT group_concat(origin) FROM backing",
    "SELECT group_concat(name) FROM origins",
)
"""What claims were joined to: answers and backing come in the order of their claims."""

Writing = Callable[[], AbstractContextManager[sa.Connection]]


def stamp(connection: sa.Connection) -> str:
    """What the index of this ledger is an index of: equal as long as nothing in it changed."""
    seen = sha256(_FORM.encode())
    sealed = sa.select(documents.c.number, documents.c.current, documents.c.seal).order_by(documents.c.number)
    seen.update(
        "".join(f"{number} {current:d} {seal};" for number, current, seal in connection.execute(sealed)).encode()
    )
    for joined in _JOINED:
        # One row with all of it comes ten times as fast as a row for each.
        seen.update(f"{connection.exec_driver_sql(joined).scalar()}".encode("utf-8", "replace") + b";")
    return seen.hexdigest()[:32]


def kept(connection: sa.Connection, stamp: str) -> Columns | None:
    """The columns that the file holds, if they are of this stamp."""
    if not sa.inspect(connection).has_table("index_columns"):
        return None
    found = connection.exec_driver_sql("SELECT content FROM index_columns WHERE stamp = ?", (stamp,)).first()
    try:
        return unpacked(found[0]) if found else None
    except (ValueError, KeyError, TypeError):
        return None


def keep(writing: Writing, columns: Columns) -> None:
    """Put columns into the file, in the place of older ones."""
    content = columns.packed()
    with writing() as connection:
        for table in _TABLES:
            connection.exec_driver_sql(table)
        connection.exec_driver_sql("DELETE FROM index_columns")
        connection.exec_driver_sql("INSERT INTO index_columns VALUES (?, ?)", (columns.stamp, content))


def learn_words(connection: sa.Connection, writing: Writing) -> None:
    """Bring the searchable words up to what the ledger holds now, some documents at a time."""
    with writing() as own:
        for table in _TABLES:
            own.exec_driver_sql(table)
    known = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT document, seal FROM index_of")}
    asked = sa.select(documents.c.number, documents.c.seal).where(documents.c.current)
    current = {row.number: row.seal for row in connection.execute(asked)}
    stale = [number for number, seal in known.items() if current.get(number) != seal]
    fresh = [number for number, seal in current.items() if known.get(number) != seal]
    connection.rollback()
    for at in range(0, max(len(stale), len(fresh)), _AT_ONCE):
        with writing() as own:
            for number in stale[at : at + _AT_ONCE]:
                _forget(own, number)
            for number in fresh[at : at + _AT_ONCE]:
                _learn(own, number, current[number])


def search(connection: sa.Connection, words: str, *, passages: bool = True) -> Ints:
    """The numbers of the claims that hold all of the words, the weightiest first where they are few.

    Words in quotation marks stand together; a word that ends in ``*`` is a beginning. Endings do not count ("soldier"
    finds "soldiers"). Without an index of words it is quotes that hold them just so. A claim's words are its quote, its
    speakers' names and, unless ``passages`` is false, the lines that it stands in. It knows no operators: whatever is
    typed is looked for as words.
    """
    asked = _query(words)
    if not asked:
        return np.zeros(0, dtype=np.int64)
    if not sa.inspect(connection).has_table("index_words"):
        plain = sa.select(claims.c.number).where(claims.c.quote.icontains(words, autoescape=True))
        return np.array(connection.execute(plain).scalars().all(), dtype=np.int64)
    if not passages:
        asked = f"{{quote who}}: ({asked})"
    # One row with all numbers in it comes ten times as fast as a row for each.
    every = "SELECT group_concat(rowid, ' ') FROM index_words WHERE index_words MATCH ?"
    found = np.fromstring(connection.exec_driver_sql(every, (asked,)).scalar() or "", dtype=np.int64, sep=" ")
    if len(found) > _RANKED:
        return found
    ranked = "SELECT rowid FROM index_words WHERE index_words MATCH ? ORDER BY bm25(index_words, 4, 2, 1)"
    return np.array(connection.exec_driver_sql(ranked, (asked,)).scalars().all(), dtype=np.int64)


def columns(connection: sa.Connection, stamp: str) -> Columns:
    """The ledger's current documents in columns."""
    printed = list(_documents(connection))
    place = {number: i for i, (number, _) in enumerate(printed)}
    own = sa.select(
        claims.c.number, claims.c.id, claims.c.document, claims.c.modality, claims.c.event_type,
        claims.c.happened_first, claims.c.happened_last, claims.c.said_first,
    ).join(documents).where(documents.c.current).order_by(claims.c.number)  # fmt: skip
    rows = connection.execute(own).all()
    numbers = np.array([row.number for row in rows], dtype=np.int64)
    row_of = {row.id: i for i, row in enumerate(rows)}
    modalities, types = _Names(), _Names()
    publishers = _Names()
    for _, each in printed:
        each["publisher"] = publishers.place(each["publisher"])
    speakers, spoken, anonymous = _speakers(connection, numbers)
    actors, acting = _actors(connection, numbers)
    asks, answered = _questions(connection, row_of)
    backs, origin = _origins(connection, row_of)
    for i, count in enumerate(np.bincount([place[row.document] for row in rows], minlength=len(printed))):
        printed[i][1]["claims"] = int(count)
    return Columns(
        stamp=stamp,
        numbers=numbers,
        ids=[row.id for row in rows],
        document=_ints(place[row.document] for row in rows),
        modality=_ints(modalities.place(row.modality) for row in rows),
        type=_ints(types.place(row.event_type) for row in rows),
        happened=_ints(_day(row.happened_first or row.happened_last) for row in rows),
        happened_last=_ints(_day(row.happened_last or row.happened_first) for row in rows),
        said=_ints(_day(row.said_first) for row in rows),
        origin=origin,
        speaker=spoken,
        actor=acting,
        question=answered,
        modalities=modalities.names,
        types=types.names,
        speakers=speakers,
        anonymous=anonymous,
        actors=actors,
        publishers=publishers.names,
        documents=[each for _, each in printed],
        questions=asks,
        origins=backs,
    )


class _Names:
    """Names, each with its place, in the order in which they are met."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, name: str | None, key: str | None = None) -> int:
        if name is None:
            return -1
        found = self._places.setdefault(key or name, len(self.names))
        if found == len(self.names):
            self.names.append(name)
        return found


def _documents(connection: sa.Connection) -> Iterator[tuple[int, dict[str, Any]]]:
    asked = sa.select(
        documents.c.number, documents.c.id, documents.c.version, documents.c.title, documents.c.publisher,
        documents.c.agency, documents.c.published_first, documents.c.published_precision, documents.c.published_how,
        documents.c.url, documents.c.language, documents.c.outcome, documents.c.sha256,
    ).where(documents.c.current).order_by(documents.c.number)  # fmt: skip
    for row in connection.execute(asked):
        yield (
            row.number,
            {
                "id": row.id,
                "version": row.version,
                "title": row.title,
                "publisher": row.publisher,
                "agency": row.agency,
                "published": row.published_first.isoformat() if row.published_first else None,
                "precision": row.published_precision,
                "how": row.published_how,
                "url": row.url,
                "language": row.language,
                "outcome": row.outcome,
                "sha256": row.sha256,
            },
        )


def _speakers(connection: sa.Connection, numbers: Ints) -> tuple[list[str], Many, list[bool]]:
    names = _Names()
    anonymous: list[bool] = []
    found: dict[tuple[int, int], None] = {}
    asked = sa.select(voices.c.claim, voices.c.name, voices.c.folded, voices.c.anonymous)
    for row in connection.execute(asked.order_by(voices.c.claim)):
        place = names.place(row.name, row.folded or row.name)
        if place == len(anonymous):
            anonymous.append(row.anonymous)
        found[row.claim, place] = None
    return names.names, _many(found, numbers), anonymous


def _actors(connection: sa.Connection, numbers: Ints) -> tuple[list[str], Many]:
    names = _Names()
    found: dict[tuple[int, int], None] = {}
    for row in connection.execute(
        sa.select(parties.c.claim, parties.c.code, parties.c.sector).order_by(parties.c.claim)
    ):
        found[row.claim, names.place(f"{row.code} {row.sector}" if row.sector else row.code)] = None
    return names.names, _many(found, numbers)


def _questions(connection: sa.Connection, row_of: dict[str, int]) -> tuple[list[dict[str, Any]], Many]:
    asks: list[dict[str, Any]] = []
    pairs: list[tuple[int, int]] = []
    for place, each in enumerate(asking.all_questions(connection, ALL)):
        rows = [row_of[claim] for claim in each.claims if claim in row_of]
        pairs += [(row, place) for row in rows]
        asks.append(
            {
                "id": each.id,
                "label": each.label,
                "status": each.status,
                "why": each.why,
                "claims": len(each.claims),
                "values": len(each.values),
                "origins": len(each.origins),
            }
        )
    pairs.sort()
    return asks, Many(_ints(row for row, _ in pairs), _ints(place for _, place in pairs))


def _origins(connection: sa.Connection, row_of: dict[str, int]) -> tuple[list[dict[str, Any]], Ints]:
    backs: list[dict[str, Any]] = []
    column = np.full(len(row_of), -1, dtype=np.int64)
    for place, each in enumerate(asking.all_origins(connection, ALL)):
        for claim in each.claims:
            if claim in row_of:
                column[row_of[claim]] = place
        backs.append(
            {
                "id": each.id,
                "name": each.name,
                "how": list(each.how),
                "claims": len(each.claims),
                "documents": len(each.documents),
            }
        )
    return backs, column


def _many(pairs: Iterable[tuple[int, int]], numbers: Ints) -> Many:
    """Pairs of a claim's number and a value, with rows in the place of numbers; claims without a row are left out."""
    listed = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    if not len(numbers) or not len(listed):
        return Many(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    rows = np.searchsorted(numbers, listed[:, 0])
    there = (rows < len(numbers)) & (numbers[np.minimum(rows, len(numbers) - 1)] == listed[:, 0])
    return Many(rows[there].astype(np.int64), listed[there, 1])


def _learn(connection: sa.Connection, document: int, seal: str) -> None:
    _forget(connection, document)
    text = connection.execute(sa.select(documents.c.text).where(documents.c.number == document)).scalar_one()
    asked = sa.select(claims.c.number, claims.c.start, claims.c.end, claims.c.quote).where(
        claims.c.document == document
    )
    stated = connection.execute(asked).all()
    who: dict[int, list[str]] = {}
    spoken = sa.select(voices.c.claim, voices.c.name).join(claims).where(claims.c.document == document)
    for claim, name in connection.execute(spoken):
        who.setdefault(claim, []).append(name)
    rows = [
        (row.number, stored(row.quote), stored(" ".join(who.get(row.number, ()))), stored(_passage(text, row)))
        for row in stated
    ]
    if rows:
        connection.exec_driver_sql("INSERT INTO index_words (rowid, quote, who, passage) VALUES (?, ?, ?, ?)", rows)
    connection.exec_driver_sql("INSERT OR REPLACE INTO index_of VALUES (?, ?)", (document, seal))


def _passage(text: str, row: Any) -> str:
    """The lines that a claim stands in, without the claim itself, which is searched already."""
    begin = max(text.rfind("\n", 0, row.start) + 1, row.start - _PASSAGE)
    end = text.find("\n", row.end)
    end = min(len(text) if end < 0 else end, row.end + _PASSAGE)
    return f"{text[begin : row.start]} {text[row.end : end]}"


def _forget(connection: sa.Connection, document: int) -> None:
    first, last = document << 24, (document + 1) << 24
    connection.exec_driver_sql("DELETE FROM index_words WHERE rowid >= ? AND rowid < ?", (first, last))
    connection.exec_driver_sql("DELETE FROM index_of WHERE document = ?", (document,))


_PART = re.compile(r'"([^"]*)"|(\S+)')


def _query(words: str) -> str:
    """Whatever was typed, as a query of FTS5 in which nothing is an operator."""
    parts = []
    for phrase, word in _PART.findall(stored(words)[:500]):
        plain = (phrase or word).replace('"', " ").rstrip("*").strip()
        if any(character.isalnum() for character in plain):
            parts.append(f'"{plain}"' + ("*" if word.endswith("*") else ""))
    return " ".join(parts)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _day(day: Any) -> int:
    return day.toordinal() if day else 0
