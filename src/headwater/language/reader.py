"""Documents in, readings out."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from headwater.language import engine, weights
from headwater.language.engine import WindowReading
from headwater.language.languages import ENGLISH, UNKNOWN, language
from headwater.language.pieces import Layout, layout
from headwater.language.reading import Argument, Attribution, Entity, Outcome, Predicate, Reading, Sentence, Word
from headwater.language.windows import STOPS, windows
from headwater.language.words import Bounds, words
from headwater.text import Document, Span

_PILE = 8 * engine.BATCH  # word pieces gathered before they are read: enough to fill batches of one length
_MOST = 256  # documents in a pile
_REMEMBERED = 1_000  # windows


@dataclass(slots=True)
class _Cut:
    """A document cut into windows, and what is still to be read of it."""

    document: Document
    outcome: Outcome
    language: str
    bounds: list[Bounds] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Pile:
    """Documents that are read together. ``known`` holds windows by their text; ``asked`` those still to be read."""

    cuts: list[_Cut] = field(default_factory=list)
    asked: dict[str, engine.Window] = field(default_factory=dict)
    known: dict[str, WindowReading] = field(default_factory=dict)
    pieces: int = 0
    parts: list[Future[list[WindowReading]]] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return self.pieces >= _PILE or len(self.cuts) >= _MOST


class _Here(Executor):
    """Does at once, in the caller's own thread, what it is asked to do."""

    def submit(self, what: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(what(*given, **named))
        return done


class Reader:
    """Reads documents. What it has read of a passage it knows again, word for word, wherever it comes back.

    A document's reading does not depend on what else is read, nor in which order. Each core reads its share of
    a pile of windows, while the next pile is cut and the one before put together.
    """

    def __init__(
        self, loaded: weights.Weights | None = None, *, remember: int = _REMEMBERED, threads: int | None = None
    ) -> None:
        """``threads``: how many read, one a core unless told; a single one is the caller's own."""
        self._weights = loaded or weights.packaged()
        self._threads = threads or weights.cores()
        self._known: OrderedDict[str, WindowReading] = OrderedDict()
        self._remember = remember

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """One reading a document, in their order. Nothing in a text raises: see :class:`Outcome`."""
        cores = self._threads
        # Every core is busy with its own share already: matrix products that spread over all would only jostle.
        alone = threadpool_limits(limits=1, user_api="blas")
        with alone, ThreadPoolExecutor(cores, thread_name_prefix="engine") if cores > 1 else _Here() as workers:
            before, pile = _Pile(), _Pile()
            for document in documents:
                self._add(document, pile, before)
                if pile.full:
                    self._send(pile, workers, cores)
                    yield from self._finish(before)
                    self._look_up(pile, before)
                    before, pile = pile, _Pile()
            self._send(pile, workers, cores)
            yield from self._finish(before)
            self._look_up(pile, before)
            yield from self._finish(pile)

    def _add(self, document: Document, pile: _Pile, before: _Pile) -> None:
        """Cut a document and ask for those of its windows that nobody has asked for yet."""
        text = document.text
        bounds = words(text)
        if not bounds:
            pile.cuts.append(_Cut(document, Outcome.EMPTY, UNKNOWN))
            return
        spoken = language(text)
        if spoken not in (ENGLISH, UNKNOWN):
            pile.cuts.append(_Cut(document, Outcome.OTHER_LANGUAGE, spoken))
            return
        spelled = list(map(self._weights.pieces.of, [text[b:e] for b, e in bounds]))
        layouts = layout(text, bounds)
        for at in _after_furniture(document, bounds):
            layouts[at] = Layout.PARAGRAPH
        ranges = windows(text, bounds, layouts, [len(ids) for ids, _ in spelled])
        keys = [text[bounds[a][0] : bounds[b - 1][1]] for a, b in ranges]
        pile.cuts.append(_Cut(document, Outcome.READ, spoken, bounds, ranges, keys))
        for (a, b), key in zip(ranges, keys, strict=True):
            if key in pile.asked or key in pile.known:
                continue
            if key in self._known:
                self._known.move_to_end(key)
                pile.known[key] = self._known[key]
            elif key not in before.asked:
                asked = engine.window(self._weights, spelled[a:b], layouts[a:b])
                pile.asked[key] = asked
                pile.pieces += asked.width

    def _send(self, pile: _Pile, workers: Executor, cores: int) -> None:
        asked = list(pile.asked.values())
        share = -(-len(asked) // cores)
        for begin in range(0, len(asked), max(share, 1)):
            pile.parts.append(workers.submit(engine.read, self._weights, asked[begin : begin + share]))

    def _finish(self, pile: _Pile) -> Iterator[Reading]:
        found = [reading for part in pile.parts for reading in part.result()]
        for key, reading in zip(pile.asked, found, strict=True):
            pile.known[key] = self._known[key] = reading
        for cut in pile.cuts:
            yield self._assemble(cut, [pile.known[key] for key in cut.keys])
        while len(self._known) > self._remember:
            self._known.popitem(last=False)

    @staticmethod
    def _look_up(pile: _Pile, before: _Pile) -> None:
        """Take over what ``pile`` needs and did not ask for, since ``before`` was reading it."""
        for cut in pile.cuts:
            for key in cut.keys:
                if key not in pile.asked and key not in pile.known:
                    pile.known[key] = before.known[key]

    def _assemble(self, cut: _Cut, found: list[WindowReading]) -> Reading:
        if cut.outcome is not Outcome.READ:
            return Reading(cut.document.id, cut.outcome, cut.language)
        labels = self._weights.labels
        upos, relation = labels.upos, (*labels.relations, "root")  # -1 reads the last
        bounds = cut.bounds
        all_words: list[Word] = []
        sentences: list[Sentence] = []
        entities: list[Entity] = []
        political: list[Entity] = []
        predicates: list[Predicate] = []
        attributions: list[Attribution] = []
        for (first, last), each in zip(cut.ranges, found, strict=True):
            here = bounds[first:last]
            starts, ends = zip(*here, strict=True)
            heads = [h + first if h >= 0 else -1 for h in each.heads] if first else each.heads
            tags, relations = map(upos.__getitem__, each.upos), map(relation.__getitem__, each.relations)
            all_words += map(Word._make, zip(starts, ends, tags, heads, relations, strict=True))
            for a, b in zip(each.starts, [*each.starts[1:], last - first], strict=True):
                sentences.append(Sentence(here[a][0], here[b - 1][1], a + first, b + first))
            entities += [Entity(here[b][0], here[e - 1][1], kind) for kind, b, e in each.core]
            political += [Entity(here[b][0], here[e - 1][1], kind) for kind, b, e in each.political]
            for word, factuality, frame in each.predicates:
                arguments = tuple([Argument(here[b][0], here[e - 1][1], role) for role, b, e in frame])
                predicates.append(Predicate(word + first, *here[word], factuality, arguments))
            for triple in each.attributions:
                parts = [
                    tuple([Span(here[b][0], here[e - 1][1]) for b, e in part])
                    for part in (triple.source, triple.cue, triple.content)
                ]
                attributions.append(Attribution(*parts))
        meanings = np.concatenate([each.meanings for each in found])
        # A long sentence says more of the document than a short one.
        whole = np.array([s.last - s.first for s in sentences], np.float32) @ meanings
        return Reading(
            cut.document.id, Outcome.READ, cut.language, sentences, all_words, entities, political, predicates,
            attributions, meanings, whole / np.linalg.norm(whole),
        )  # fmt: skip


def _after_furniture(document: Document, bounds: Sequence[Bounds]) -> Iterator[int]:
    """The words before which furniture breaks off in the midst of a line: a dateline is no part of its sentence.

    Where a sentence has stopped before, none; so a window's own words still tell where it breaks.
    """
    for region in document.regions:
        if not region.kind.tells:
            at = bisect_left(bounds, region.end, key=lambda b: b[0])
            if 0 < at < len(bounds) and document.text[bounds[at - 1][1] - 1] not in STOPS:
                yield at
