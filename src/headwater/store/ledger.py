"""The ledger: what has been read, kept, and given back."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa

from headwater.errors import LedgerChanged, LedgerError
from headwater.language import Outcome
from headwater.reading.refusal import Refusal
from headwater.reconciliation.arriving import arrived
from headwater.reconciliation.credibility import Grade
from headwater.reconciliation.identity import digest
from headwater.reconciliation.reconcile import Joining, Reconciled
from headwater.reconciliation.shelves import TooMuchChanged
from headwater.reconciliation.told import page
from headwater.resolution.report import Report
from headwater.store import asking, grading, index, joined, kept, meanings, reconciling, writing
from headwater.store.checking import problems
from headwater.store.columns import Columns, Ints
from headwater.store.connection import connect, lasting, said, transaction
from headwater.store.decisions import Decision, Wish, all_decisions, decide
from headwater.store.engine import Engine
from headwater.store.filters import ALL, Filter
from headwater.store.meanings import Meanings
from headwater.store.rows import report_of, stays
from headwater.store.stored import (
    Answer,
    Asked,
    Backed,
    Counts,
    Problem,
    StoredClaim,
    StoredDocument,
    StoredOrigin,
    StoredQuestion,
    StoredScenario,
)
from headwater.store.unswept import unswept
from headwater.text import Document

_Kept = dict[int, tuple[tuple[str, int], Report]]  # by the document's number: as which text which engine read it

_LEAST, _LARGE = 300, 3_000
"""Claims from which on a joined pile is kept for what comes to it: where more is expected to come, and in any case. To
join fewer from nothing takes no longer than to keep them.
"""
_FEW, _SHARE = 8, 20  # so many reports may come to any pile that is kept, and one in twenty of its own to a large one

_TRIES = 3  # joinings of a ledger that others change meanwhile


class Change(StrEnum):
    """What adding a report did."""

    NEW = "new"
    VERSION = "version"
    AGAIN = "again"
    NONE = "none"


class Ledger:
    """A ledger on disk. Whatever a method raises is a :class:`~headwater.errors.LedgerError`.

    A report is there whole or not at all, also when the process is killed. A document is known by its id and its
    text: the same text again changes nothing, another text is a new version beside the old, and the newest is the
    current one. Questions are answered with current versions unless the filter asks for all.
    """

    def __init__(self, engine: sa.Engine, held: sa.Connection | None = None, kept: _Kept | None = None) -> None:
        self._engine = engine
        self._kept = kept
        self._connection = held
        self._listening: sa.PoolProxiedConnection | None = None
        self._turn = threading.Lock()
        self._gathered = reconciling.Gathered()

    @classmethod
    def open(cls, where: Path | str, *, create: bool = True, keeping: bool = False) -> Ledger:
        """The ledger of a file, or of a database by its URL (``postgresql+psycopg://...``; only SQLite is tested).

        With ``keeping`` the reports that pass through it stay in memory, so that :meth:`reports` need not read them
        back: for a run that needs all of them again.
        """
        return cls(connect(where, create=create), kept={} if keeping else None)

    def close(self) -> None:
        """Let go of the file; the last to do so leaves all of it in the one file."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[Ledger]:
        """The ledger as it stands now, whatever other runs add meanwhile. Only for asking."""
        with self._asking() as connection:
            yield Ledger(self._engine, connection, self._kept)

    def has(self, document: Document, engine: Engine) -> bool:
        """Whether adding what this engine reads of the document would change nothing."""
        return self.outcome(document, engine) is not None

    def outcome(self, document: Document, engine: Engine) -> Outcome | None:
        """What became of the document when this engine read it; None if it has not."""
        with self._asking() as connection:
            return asking.outcome(connection, document.id, digest(document.text), engine)

    def add(self, report: Report, engine: Engine, *, again: bool = False) -> Change:
        """Keep a report in one transaction. A text that another engine read, or ``again``, is kept anew in its place.

        Claims that the new reading shares with the old keep their ids. What was refused under the document's id is
        refused no more.
        """
        document = report.document
        sha256 = digest(document.text)
        with said(self._engine), transaction(self._engine) as connection:
            number = writing.number_of(connection, engine)
            known = writing.known(connection, document.id, sha256)
            writing.accept(connection, document.id)
            if known is None:
                stored, version = writing.add(connection, report, number)
                change = Change.NEW if version == 1 else Change.VERSION
            else:
                stored, read_by = known
                if read_by == number and not again:
                    return Change.NONE
                writing.replace(connection, stored, report, number)
                kept.forget(connection)
                change = Change.AGAIN
        with self._turn:
            if change is not Change.NEW:
                self._gathered = reconciling.Gathered()
            self._gathered.add(stored, report, sha256, number)
            if self._kept is not None and stays(report):
                self._kept[stored] = (sha256, number), replace(report, passages=None)
        return change

    def refuse(self, refusal: Refusal) -> None:
        """Keep what could not be read, and why; the latest reason for each source."""
        with said(self._engine), transaction(self._engine) as connection:
            writing.refuse(connection, refusal)

    def forgive(self, sources: Iterable[str]) -> None:
        """Forget what was refused under these names: it is about to be read anew."""
        with said(self._engine), transaction(self._engine) as connection:
            for source in sources:
                writing.accept(connection, source)

    def join(self, *, yielding: bool = False) -> None:
        """Bring what claims came to up to what was added since: as :meth:`reconcile` does, with the same result.

        Few reports that come to a pile which was joined before cost what is theirs, not what the pile is.
        """
        if not self._arrived():
            self._reconciled(_LEAST, yielding=yielding)

    def _arrived(self) -> bool:
        """Join what came to what was joined before; False where that cannot be done, and nothing was written."""
        with self.snapshot() as now, now._asking() as connection:
            ruled = reconciling.ruled(connection)
            fresh = kept.fresh(connection, ruled)
            if fresh is None or len(fresh.numbers) > max(_FEW, fresh.before // _SHARE):
                return False
            pages = [page(report_of(rows)) for rows in asking.rows_at(connection, fresh.numbers)]
            try:
                found = arrived(kept.Kept(connection), pages, ruled)
            except TooMuchChanged:
                return False
            values = list(found.kept)
        with said(self._engine), unswept(), transaction(self._engine) as connection:
            if kept.fresh(connection, ruled) != fresh or reconciling.ruled(connection) != ruled:
                return False
            joined.amend(connection, found, fresh.numbers)
            kept.go_on(connection, fresh, values)
        with self._turn:
            self._gathered = reconciling.Gathered()
        return True

    def reconcile(self, *, yielding: bool = False) -> Reconciled:
        """Join the claims of all current documents to questions, and trace them to their origins.

        Until then each claim that was added is a question of its own. While it is worked out others may read and write;
        what comes of it is written in one transaction, unless documents or rulings changed meanwhile: then it is worked
        out anew. Where that happens again and again nobody else may write during the last try, but who is ``yielding``
        gives up with :class:`~headwater.errors.LedgerChanged`; nothing is written then.
        """
        return self._reconciled(_LARGE, yielding=yielding)

    def _reconciled(self, least: int, *, yielding: bool) -> Reconciled:
        """The same; a pile of at least so many claims is kept for what comes to it."""
        with self._turn:
            gathered, self._gathered = self._gathered, reconciling.Gathered()
        for _ in range(_TRIES):
            with self.snapshot() as now, now._asking() as connection:
                ground, joining = self._ready(connection, gathered)
            found = joining.result(ground.rulings)
            with said(self._engine), unswept(), transaction(self._engine) as connection:
                written = reconciling.ground(connection) == ground
                if written:
                    joined.keep(connection, found)
            if written:
                self._keep(ground, joining, found, least)
                return found
            gathered = reconciling.Gathered()
        if yielding:
            raise LedgerChanged(
                f"reports or rulings changed while its claims were being joined, {_TRIES} times",
                value=self._engine.url.render_as_string(hide_password=True),
                remedy="Nothing was lost: join anew when the others are done",
            )
        with said(self._engine), transaction(self._engine) as connection:
            ground, joining = self._ready(connection, gathered)
            found = joining.result(ground.rulings)
            joined.keep(connection, found)
        self._keep(ground, joining, found, least)
        return found

    def _keep(self, ground: reconciling.Ground, joining: Joining, found: Reconciled, least: int) -> None:
        """Keep a pile that was joined, if it is large enough, in the place of what was kept."""
        with said(self._engine):
            if len(found.upstream) >= least:
                kept.begin(lambda: transaction(self._engine), ground, joining.kept())
            else:
                kept.drop(lambda: transaction(self._engine))

    def _ready(self, connection: sa.Connection, gathered: reconciling.Gathered) -> tuple[reconciling.Ground, Joining]:
        """What a joining depends on, and all reports in it."""
        ground = reconciling.ground(connection)

        def seen(number: int, report: Report) -> None:
            if self._kept is not None:
                self._kept[number] = ground.documents[number], report

        return ground, gathered.completed(connection, seen)

    def counts(self) -> Counts:
        with self._asking() as connection:
            return asking.counts(connection)

    def documents(self, *, all_versions: bool = False) -> Iterator[StoredDocument]:
        with self._asking() as connection:
            yield from asking.all_documents(connection, all_versions=all_versions)

    def document(self, id: str, *, version: int | None = None) -> StoredDocument | None:
        """One version of a document, the current one unless told; None if the ledger has it not."""
        with self._asking() as connection:
            return next(asking.all_documents(connection, all_versions=True, id=id, version=version), None)

    def numbered(self, number: int) -> StoredDocument | None:
        """A version of a document by its number in this ledger, which :class:`Meanings` goes by."""
        with self._asking() as connection:
            return next(asking.all_documents(connection, all_versions=True, number=number), None)

    def reports(self, *, all_versions: bool = False) -> Iterator[Report]:
        """The reports as they were added."""
        with self._asking() as connection:
            if self._kept is None or all_versions:
                for rows in asking.all_rows(connection, all_versions=all_versions):
                    yield report_of(rows)
                return
            current = reconciling.current(connection)
            kept = {number: found[1] for number, found in self._kept.items() if current.get(number) == found[0]}
            others = asking.rows_at(connection, sorted(current.keys() - kept.keys()))
            for number in sorted(current):
                yield kept[number] if number in kept else report_of(next(others))

    def claims(self, asked: Filter = ALL) -> Iterator[StoredClaim]:
        with self._asking() as connection:
            yield from asking.all_claims(connection, asked)

    def scenarios(self, asked: Filter = ALL) -> Iterator[StoredScenario]:
        with self._asking() as connection:
            yield from asking.all_scenarios(connection, asked)

    def questions(self, asked: Filter = ALL) -> Iterator[StoredQuestion]:
        with self._asking() as connection:
            yield from asking.all_questions(connection, asked)

    def origins(self, asked: Filter = ALL) -> Iterator[StoredOrigin]:
        with self._asking() as connection:
            yield from asking.all_origins(connection, asked)

    def answers(self) -> Iterator[Answer]:
        with self._asking() as connection:
            yield from asking.all_answers(connection)

    def statuses(self) -> dict[str, int]:
        """How many questions have each status."""
        with self._asking() as connection:
            return asking.statuses(connection)

    def answering(self, question: str) -> dict[str, int]:
        """The current claims that answer a question by a figure, and the place of that among their figures."""
        with self._asking() as connection:
            return asking.answering(connection, question)

    def backing(self) -> Iterator[Backed]:
        with self._asking() as connection:
            yield from asking.all_backing(connection)

    def grades(self) -> dict[str, Grade]:
        """The credibility of each current claim by its id, as the last joining counted it."""
        with self._asking() as connection:
            return grading.all_grades(connection)

    def credibilities(self) -> dict[str, int]:
        """The numbers of :meth:`grades`, without the reasons for them: faster."""
        with self._asking() as connection:
            return grading.all_credibilities(connection)

    def labels(self) -> Iterator[Asked]:
        """The questions that several claims answer, as they are asked: faster than :meth:`questions`."""
        with self._asking() as connection:
            yield from asking.all_labels(connection)

    def names(self) -> dict[str, str]:
        """The origins' names by their ids: faster than :meth:`origins`."""
        with self._asking() as connection:
            return dict(asking.all_names(connection))

    def ids(self) -> dict[str, tuple[str, ...]]:
        """The ids of the claims of each current document, in the order of its text."""
        with self._asking() as connection:
            return asking.all_ids(connection)

    def engines(self) -> list[tuple[Engine, int]]:
        """By what the current documents were read, and how many by each."""
        with self._asking() as connection:
            return list(asking.all_engines(connection))

    def refusals(self) -> Iterator[Refusal]:
        with self._asking() as connection:
            yield from asking.all_refusals(connection)

    def decide(self, wishes: Sequence[Wish]) -> list[Decision]:
        """Write decisions into the log, all or none; they are on the disk when this returns.

        :class:`~headwater.store.decisions.DecisionStale` where somebody decided about a subject after it was seen.
        """
        with said(self._engine), lasting(self._engine) as connection:
            return decide(connection, wishes, now=dt.datetime.now(dt.UTC))

    def decisions(self, *, after: int = 0) -> Iterator[Decision]:
        """The log of decisions in its order, undone ones and undoings among them."""
        with self._asking() as connection:
            yield from all_decisions(connection, after=after)

    def pulse(self) -> int:
        """Another number after each transaction that anybody committed; found in microseconds. Only for SQLite."""
        with said(self._engine), self._turn:
            if self._listening is None:
                self._listening = self._engine.raw_connection()
            return int(self._listening.cursor().execute("PRAGMA data_version").fetchone()[0])

    def stamp(self) -> str:
        """Equal as long as no document, question or origin of the ledger changed."""
        with self._asking() as connection:
            return index.stamp(connection)

    def columns(self) -> Columns:
        """The current documents' claims in columns, from the file's index if that is not old.

        Where the file may only be read they are made, and not kept.
        """
        with self.snapshot() as now, now._asking() as connection:
            stamp = index.stamp(connection)
            found = index.kept(connection, stamp)
            if found is not None:
                return found
            found = index.columns(connection, stamp)
        with suppress(LedgerError), said(self._engine):
            index.keep(lambda: transaction(self._engine), found)
        return found

    def learn_words(self) -> None:
        """Bring the index of words up to the ledger, in small transactions."""
        with self._asking() as connection:
            index.learn_words(connection, lambda: transaction(self._engine))

    def search(self, words: str, *, passages: bool = True) -> Ints:
        """Numbers of the claims that hold all of the words, as far as the index of words has learnt."""
        with self._asking() as connection:
            return index.search(connection, words, passages=passages)

    def meanings(self) -> Meanings:
        """What the sentences of current documents mean, for searching: some 400 bytes each."""
        with self.snapshot() as now, now._asking() as connection:
            return meanings.held(connection)

    def check(self) -> list[Problem]:
        """All that is not as it was written: empty for a sound ledger."""
        with self._asking() as connection:
            return list(problems(connection))

    @contextmanager
    def _asking(self) -> Iterator[sa.Connection]:
        with said(self._engine):
            if self._connection is not None:
                yield self._connection
            else:
                with self._engine.connect() as connection:
                    yield connection
