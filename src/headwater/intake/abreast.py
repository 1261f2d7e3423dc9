"""Reports read in several processes at once, and handed on in the order of their documents.

Each process reads its documents the whole way, from the text to the claims, on one core: nothing in it waits for
another, least of all for the interpreter's lock. It is given a few reports at a time and the next when they come back;
the longer the pile, the more at a time. What comes of a report does not depend on who read it, nor beside which others.

Where processes can be forked they share the weights and tables that were loaded before; elsewhere each loads its own,
in about two seconds, so that more reports are wanted before that is worth it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

from headwater.intake import failed, reports
from headwater.language import Reader, weights
from headwater.reading.refusal import Refusal
from headwater.resolution.report import Report
from headwater.text import Document

_Found = Document | Refusal
_Read = Report | Refusal
_Answer = tuple[Any, ...] | Refusal  # a report without its document, which the other side has

MOST = 6
"""Processes that are started unless told. One process takes in what all read, which takes it a seventh of the time that
the reading takes; and each holds up to 300 MB after some hundreds of reports."""

_FORKS = sys.platform == "linux"  # on macOS libraries may hold threads from the start, which no fork survives
ENOUGH = 40_000 if _FORKS else 400_000
"""Characters of reports from which it is worth having processes for them: some two seconds of reading, or twenty."""

_SHARE = 20_000
"""Characters that a process is given at a time, which fill the engine's batches; fewer towards the end, so that all end
at about the same time. Measured: shares of 10,000 to 40,000 take processor time alike, lone reports a tenth more."""

_LEAST = 4_000  # characters at a time, at the very end
_MIDDLING = 2_000  # characters of the report that is read before there are processes
_AHEAD = 2  # shares that a process has at most, the one that it is reading among them


def usual() -> int:
    """Processes that read unless told otherwise: one a core."""
    return min(weights.cores(), MOST)


@contextmanager
def abreast(found: Iterable[_Found], processes: int | None = None) -> Iterator[Iterator[_Read]]:
    """What :func:`~headwater.intake.reports` gives, read by so many processes; by this one where the reports are few.

    All processes have ended when the context is left, however it is left.
    """
    stream = iter(found)
    wanted = usual() if processes is None else processes
    first = list(_enough(stream)) if wanted > 1 else []
    if sum(_size(each) for each in first) < ENOUGH:
        yield reports(chain(first, stream))
        return
    pool = _Pool(wanted, first)
    try:
        yield pool.read(stream)
    finally:
        pool.close()


def _enough(stream: Iterator[_Found]) -> Iterator[_Found]:
    """The beginning of a stream, as long as it is not known to be worth several processes."""
    size = 0
    for each in stream:
        yield each
        size += _size(each)
        if size >= ENOUGH:
            return


def _size(found: _Found | None) -> int:
    return len(found.text) if isinstance(found, Document) else 0


class _Slot:
    """The place of a document in the stream, and what came of it once that is known."""

    __slots__ = ("came_to", "document")

    def __init__(self, found: _Found) -> None:
        self.document = found if isinstance(found, Document) else None
        self.came_to: _Read | None = None if isinstance(found, Document) else found

    def take(self, answer: _Answer) -> None:
        assert self.document is not None
        self.came_to = answer if isinstance(answer, Refusal) else Report(self.document, *answer)


_Share = list[_Slot]


class _Hand:
    """A process that reads, and the shares that it has, in the order in which it reads them."""

    def __init__(self, others: Sequence[_Hand]) -> None:
        context: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")
        self.ours, theirs = context.Pipe()
        # A process that held the others' ends open would keep them from noticing that nobody is there any more.
        foreign = [self.ours, *(each.ours for each in others)] if _FORKS else []
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, foreign), daemon=True, name="reader")
        self.shares: deque[_Share] = deque()
        with _uninterrupted():
            self.process.start()
        theirs.close()

    def give(self, share: _Share) -> None:
        self.shares.append(share)
        with suppress(OSError):  # it has ended: that is noticed where its answer is awaited
            self.ours.send([slot.document for slot in share])

    def end(self) -> None:
        self.ours.close()
        self.process.terminate()
        self.process.join()


class _Pool:
    """Processes that read, and what is on its way to them and back."""

    def __init__(self, processes: int, first: Iterable[_Found]) -> None:
        self._slots: deque[_Slot] = deque()  # all that are not handed on yet
        self._waiting: deque[_Slot] = deque()  # those of them that nobody reads yet
        self._size = 0  # characters waiting
        self._singly: deque[_Share] = deque()  # what was with a process that ended: each document now alone
        for each in first:
            self._take(_Slot(each))
        if _FORKS:
            self._read_one()
            gc.freeze()  # what is there is shared as long as nobody writes to it, which the collector would
        self._hands: list[_Hand] = []
        for _ in range(processes):
            self._hands.append(_Hand(self._hands))

    def close(self) -> None:
        for hand in self._hands:
            hand.end()

    def read(self, stream: Iterable[_Found]) -> Iterator[_Read]:
        coming = iter(stream)
        ended = False
        while not ended or self._slots:
            if not ended and self._size < _AHEAD * _SHARE * len(self._hands):
                found = next(coming, None)
                ended = found is None
                if found is not None:
                    self._take(_Slot(found))
            full = self._size >= _AHEAD * _SHARE * len(self._hands)
            self._give(ended)
            self._answers(patiently=ended or full)
            while self._slots and (came_to := self._slots[0].came_to) is not None:
                self._slots.popleft()
                yield came_to

    def _read_one(self) -> None:
        """Read a report of middling length here, so that what is loaded for the first is loaded once for all."""
        at = min(range(len(self._waiting)), key=lambda n: abs(_size(self._waiting[n].document) - _MIDDLING))
        slot = self._waiting[at]
        assert slot.document is not None
        if len(slot.document.text) > _SHARE:  # the others would wait for it
            weights.packaged()
            return
        del self._waiting[at]
        self._size -= len(slot.document.text)
        (answer,) = _read([slot.document], Reader(threads=1))
        slot.take(answer)

    def _take(self, slot: _Slot) -> None:
        self._slots.append(slot)
        if slot.document is not None:
            self._waiting.append(slot)
            self._size += len(slot.document.text)

    def _give(self, ended: bool) -> None:
        """Give those that have least what is waiting. ``ended`` says that nothing more will come."""
        for ahead in range(_AHEAD):
            for hand in self._hands:
                if len(hand.shares) <= ahead and (share := self._share(ended)):
                    hand.give(share)

    def _share(self, ended: bool) -> _Share:
        """What a process is to read next, nothing where it had better wait for more."""
        if self._singly:
            return self._singly.popleft()
        if not ended and self._size < _SHARE:
            return []
        wanted = min(_SHARE, max(_LEAST, self._size // (2 * len(self._hands)))) if ended else _SHARE
        share: _Share = []
        size = 0
        while self._waiting and size < wanted:
            slot = self._waiting.popleft()
            share.append(slot)
            size += len(slot.document.text) if slot.document else 0
        self._size -= size
        return share

    def _answers(self, *, patiently: bool) -> None:
        """Put what has come back into its places; ``patiently`` wait for some, if any is on its way."""
        busy = {hand.ours: hand for hand in self._hands if hand.shares}
        if not busy:
            return
        for ready in wait(list(busy), None if patiently else 0):
            hand = busy[ready]
            try:
                answer = hand.ours.recv()
            except (EOFError, OSError):
                self._replace(hand)
                continue
            for slot, each in zip(hand.shares.popleft(), answer, strict=True):
                slot.take(each)

    def _replace(self, hand: _Hand) -> None:
        """Another process for one that ended; what it had is read one by one, and what ends one alone is refused."""
        hand.process.join(1)
        code = hand.process.exitcode
        hand.end()
        first = hand.shares.popleft()
        if len(first) == 1 and (document := first[0].document) is not None:
            first[0].came_to = Refusal(document.id, "reader-ended", _ended(code))
            first = []
        self._singly += [[slot] for share in (first, *hand.shares) for slot in share]
        at = self._hands.index(hand)
        self._hands[at] = _Hand([each for each in self._hands if each is not hand])


def _ended(code: int | None) -> str:
    how = f"killed by signal {-code}" if code is not None and code < 0 else f"code {code}"
    return f"the process that read it ended ({how}); if memory was short, fewer processes need less of it (--processes)"


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started here ignores Ctrl-C: it reaches all at once, and whoever started them ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(questions: Connection, foreign: Sequence[Connection]) -> None:
    """What a process does: answer shares of documents until nobody is there to ask."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for each in foreign:
            each.close()
        asked: SimpleQueue[Sequence[Document]] = SimpleQueue()
        threading.Thread(target=_listen, args=(questions, asked), daemon=True).start()
        reader = Reader(threads=1)
        with suppress(OSError):
            while True:
                questions.send(_read(asked.get(), reader))
    finally:
        # Not as Python ends else: that would wait for, and write, what belongs to the process which this is a copy of.
        os._exit(1)


def _listen(questions: Connection, asked: SimpleQueue[Sequence[Document]]) -> None:
    """Take in what is asked as it comes, so that who asks never waits; the process ends with who asked."""
    try:
        while True:
            asked.put(questions.recv())
    finally:
        os._exit(0)


def _read(documents: Sequence[Document], reader: Reader) -> list[_Answer]:
    """What came of each document."""
    try:
        found = list(reports(documents, reader))
    except Exception as error:
        if len(documents) > 1:
            return [each for document in documents for each in _read([document], reader)]
        found = [failed(documents[0], error)]
    return [each if isinstance(each, Refusal) else _without_document(each) for each in found]


def _without_document(report: Report) -> _Answer:
    return report.outcome, report.language, report.entries, report.scenarios, report.passages
