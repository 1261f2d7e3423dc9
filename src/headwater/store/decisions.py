"""What people decided about a ledger: a log that only grows.

A decision names its subject by an id that survives a new reading of the documents (see ``reconciliation/identity.py``),
so it stands again as soon as its subject does. Nothing in the log is changed or taken away; who was wrong undoes, which
is another line. The table is made with the first decision, so ledgers without it stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from headwater.errors import LedgerError
from headwater.reconciliation.rulings import Rulings, pair
from headwater.store.wording import Exact


class Verdict(StrEnum):
    """What was decided. The first four settle a claim; ``same`` and ``different`` are of a pair of claims, ``merge``
    and ``split`` of questions; a note settles nothing; ``undo`` takes one other back.

    A question may be called otherwise after a new joining, its claims are not: so the desk's ``merge`` has in the
    value's ``claims`` one claim of each side, and its ``split`` in ``from`` one that stays.
    """

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    UNSURE = "unsure"
    NOTE = "note"
    MERGE = "merge"
    SPLIT = "split"
    SAME = "same"
    DIFFERENT = "different"
    GRADE = "grade"
    UNDO = "undo"

    @property
    def settles(self) -> bool:
        return self in (Verdict.ACCEPT, Verdict.EDIT, Verdict.REJECT, Verdict.UNSURE)


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision that somebody wants to make. ``seen`` is its latest decision that they knew of, 0 for none."""

    who: str
    kind: str
    subject: str
    verdict: Verdict
    value: dict[str, Any] = field(default_factory=dict)
    undoes: int | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the log: ``id`` counts up from 1, ``when`` is in UTC, ``subject`` an id or name of its ``kind``."""

    id: int
    when: dt.datetime
    who: str
    kind: str
    subject: str
    verdict: Verdict
    value: dict[str, Any]
    undoes: int | None


class DecisionStale(LedgerError):  # noqa: N818  the tree reads as what is the case
    """Somebody else decided about the subject meanwhile; ``latest`` is what they decided. Nothing was written."""

    slug = "decision-stale"

    def __init__(self, wish: Wish, latest: Decision) -> None:
        super().__init__(
            f"{latest.who} decided about this {wish.kind} after you opened it",
            value=wish.subject,
            remedy="Look at both and decide again",
        )
        self.wish, self.latest = wish, latest


decisions = sa.Table(
    "decisions",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("made", sa.String(32), nullable=False),
    sa.Column("who", Exact, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("subject", Exact, nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("value", sa.JSON, nullable=False),
    sa.Column("undoes", sa.Integer),
    sa.Index("decisions_by_subject", "kind", "subject"),
    sqlite_autoincrement=True,
)

_STAYS = "CREATE TRIGGER decisions_{0} BEFORE {0} ON decisions BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"


def made(connection: sa.Connection) -> bool:
    """Whether the ledger has a log yet."""
    return bool(sa.inspect(connection).has_table(decisions.name))


def make(connection: sa.Connection) -> None:
    """The table, in a transaction that writes; SQLite itself then refuses to change or delete a line of it."""
    if made(connection):
        return
    decisions.create(connection)
    if connection.dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(_STAYS.format(act))


def decide(connection: sa.Connection, wishes: Iterable[Wish], *, now: dt.datetime) -> list[Decision]:
    """All of the wishes as lines of the log, in a transaction that writes; :class:`DecisionStale` if one comes late."""
    make(connection)
    found = []
    for wish in wishes:
        latest = _latest(connection, wish.kind, wish.subject)
        if latest is not None and latest.id != wish.seen:
            raise DecisionStale(wish, latest)
        row = _row(wish, now)
        key = connection.execute(sa.insert(decisions).values(row)).inserted_primary_key
        assert key is not None  # the table has one
        found.append(_decision({**row, "id": int(key[0])}))
    return found


def all_decisions(connection: sa.Connection, *, after: int = 0) -> Iterator[Decision]:
    """The log in its order, from the first line after ``after``; nothing where no decision was ever made."""
    asked = sa.select(decisions).where(decisions.c.id > after).order_by(decisions.c.id)
    if after or made(connection):
        for row in connection.execute(asked).mappings():
            yield _decision(row)


def in_force(log: Sequence[Decision]) -> list[Decision]:
    """The decisions that nothing undid, without the undoings; one whose undoing was undone is in force again."""
    undone: set[int] = set()
    for each in reversed(log):
        if each.verdict is Verdict.UNDO and each.id not in undone and each.undoes is not None:
            undone.add(each.undoes)
    return [each for each in log if each.id not in undone and each.verdict is not Verdict.UNDO]


def rulings(log: Sequence[Decision]) -> Rulings:
    """What of the log reconciliation has to hold to: of two decisions about one pair the later."""
    same: dict[tuple[str, str], str] = {}
    different: dict[tuple[str, str], str] = {}
    merged: dict[tuple[str, str], str] = {}
    split: dict[str, set[str]] = {}
    for each in in_force(log):
        why = _why(each)
        if each.verdict in (Verdict.SAME, Verdict.DIFFERENT):
            one, _, two = each.subject.partition(" ")
            found, other = (same, different) if each.verdict is Verdict.SAME else (different, same)
            found[pair(one, two)] = why
            other.pop(pair(one, two), None)
        elif each.verdict is Verdict.MERGE:
            merged[each.subject, str(each.value.get("with", ""))] = why
        elif each.verdict is Verdict.SPLIT:
            split.setdefault(each.subject, set()).update(map(str, each.value.get("claims", ())))
    return Rulings(same, different, merged, {question: frozenset(claims) for question, claims in split.items()})


def _why(decision: Decision) -> str:
    note = str(decision.value.get("note") or "").strip()
    return f"{decision.who} decided so on {decision.when:%Y-%m-%d}" + (f": {note}" if note else "")


def _latest(connection: sa.Connection, kind: str, subject: str) -> Decision | None:
    asked = sa.select(decisions).where(decisions.c.kind == kind, decisions.c.subject == subject)
    row = connection.execute(asked.order_by(decisions.c.id.desc()).limit(1)).mappings().one_or_none()
    return _decision(row) if row else None


def _row(own: Wish | Decision, when: dt.datetime) -> dict[str, Any]:
    return {
        "made": when.astimezone(dt.UTC).isoformat(timespec="milliseconds"),
        "who": own.who,
        "kind": own.kind,
        "subject": own.subject,
        "verdict": own.verdict.value,
        "value": own.value,
        "undoes": own.undoes,
    }


def _decision(row: Any) -> Decision:
    return Decision(
        row["id"],
        dt.datetime.fromisoformat(row["made"]),
        row["who"],
        row["kind"],
        row["subject"],
        Verdict(row["verdict"]),
        row["value"],
        row["undoes"],
    )
