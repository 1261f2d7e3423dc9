"""The one pass: windows of words in, everything said of them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from headwater.language.decoding.chains import best_paths, laid_out
from headwater.language.decoding.frames import roles
from headwater.language.decoding.links import Triple, triples
from headwater.language.decoding.trees import heads
from headwater.language.pieces import Layout
from headwater.language.tags import FORBIDDEN, Scheme, Span
from headwater.language.weights import Floats, Weights

Ints = NDArray[np.intp]

BATCH = 1024
"""Word pieces in a forward pass, padding counted. Measured on two cores: 12,600 pieces a second, where batches of
4,096 give 11,400 and hold three times the memory (the layers' inputs no longer fit the cores' caches)."""

_TOGETHER = 64  # windows decoded together by read()
_STEP = 16  # windows are padded to a multiple of so many pieces, whatever else is in their batch


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Words that are read together.

    ``starts`` and ``predicates`` are given only to measure the heads that build on them: word numbers that
    take the place of what the engine itself would find.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    layouts: NDArray[np.int64]
    first: NDArray[np.int64]
    breaks: NDArray[np.bool_]  # words before which a blank line stands
    held: NDArray[np.bool_]  # words behind a title ("St. Mary"), which no sentence begins with
    starts: Sequence[int] | None = None
    predicates: Sequence[int] | None = None

    @property
    def words(self) -> int:
        return len(self.first)

    @property
    def width(self) -> int:
        """Pieces that the window takes in a batch. It depends on the window alone, so that its reading does."""
        return -(-len(self.ids) // _STEP) * _STEP


@dataclass(frozen=True, slots=True, eq=False)
class WindowReading:
    """What was found in a window. Word numbers are the window's own, ranges half-open."""

    starts: list[int]
    upos: list[int]
    heads: list[int]  # -1 at a root
    relations: list[int]  # -1 at a root
    core: list[Span]
    political: list[Span]
    predicates: list[tuple[int, float, list[Span]]]
    attributions: list[Triple]
    meanings: Floats  # [sentences, dimensions]


def window(
    weights: Weights, spelled: Sequence[tuple[tuple[int, ...], int]], layouts: Sequence[int], *,
    starts: Sequence[int] | None = None, predicates: Sequence[int] | None = None,
) -> Window:  # fmt: skip
    """Lay words (their pieces and shape, and what stands before each) out for the encoder.

    The first word always begins a paragraph, as it did in training.
    """
    count = len(spelled)
    sizes = np.fromiter((len(own) for own, _ in spelled), np.int64, count)
    length = int(sizes.sum()) + 2
    first = np.cumsum(sizes) - sizes + 1
    ids = np.empty(length, np.int64)
    ids[0], ids[-1] = weights.pieces.begin, weights.pieces.end
    ids[1:-1] = np.fromiter(chain.from_iterable(own for own, _ in spelled), np.int64, length - 2)
    shapes = np.zeros(length, np.int64)
    shapes[1:-1] = np.repeat(np.fromiter((form for _, form in spelled), np.int64, count), sizes)
    before = np.full(length, Layout.INSIDE, np.int64)
    before[[0, -1]] = Layout.PAD
    marks = np.fromiter(layouts, np.int64, count)
    before[first] = marks
    before[1] = Layout.PARAGRAPH
    breaks = marks == Layout.PARAGRAPH
    held = np.zeros(count, np.bool_)
    held[1:] = np.fromiter((own in weights.pieces.titles for own, _ in spelled[:-1]), np.bool_, count - 1)
    return Window(ids, shapes, before, first, breaks, held & ~breaks, starts, predicates)


def batches(windows: Sequence[Window], *, size: int = BATCH) -> Iterator[list[int]]:
    """Numbers of windows that are read together: of one width, about ``size`` pieces in all."""
    by_width: dict[int, list[int]] = {}
    for number, each in enumerate(windows):
        by_width.setdefault(each.width, []).append(number)
    for width, alike in sorted(by_width.items(), reverse=True):
        rows = max(1, size // width)
        for begin in range(0, len(alike), rows):
            yield alike[begin : begin + rows]


def forward(weights: Weights, windows: Sequence[Window]) -> tuple[Floats, Floats]:
    """Word vectors [words, dimensions] and head numbers [words, columns] of windows, laid end to end."""
    edges = _edges(windows)
    vectors = np.empty((edges[-1], weights.dimensions), np.float32)
    rows = np.empty((edges[-1], weights.width), np.float32)
    for numbers in batches(windows):
        batch = [windows[n] for n in numbers]
        found, told = weights.session.run(None, feed(batch))
        at = 0
        for number, each in zip(numbers, batch, strict=True):
            place = slice(edges[number], edges[number + 1])
            vectors[place], rows[place] = found[at : at + each.words], told[at : at + each.words]
            at += each.words
    return vectors, rows


def _edges(windows: Sequence[Window]) -> Ints:
    """Where each window's words begin among all words, and the end of the last."""
    return np.cumsum([0, *(each.words for each in windows)])


def feed(windows: Sequence[Window]) -> dict[str, NDArray[np.int64]]:
    """The inputs of one forward pass."""
    width = max(each.width for each in windows)
    arrays = {name: np.zeros((len(windows), width), np.int64) for name in ("ids", "shapes", "layouts")}
    places = []
    for row, each in enumerate(windows):
        length = len(each.ids)
        arrays["ids"][row, :length] = each.ids
        arrays["shapes"][row, :length] = each.shapes
        arrays["layouts"][row, :length] = each.layouts
        places.append(each.first + row * width)
    return arrays | {"first": np.concatenate(places)}


def read(weights: Weights, windows: Sequence[Window]) -> list[WindowReading]:
    """The reading of each window."""
    found: list[WindowReading] = []
    for begin in range(0, len(windows), _TOGETHER):
        some = windows[begin : begin + _TOGETHER]
        found += decode(weights, some, *forward(weights, some))
    return found


def decode(weights: Weights, windows: Sequence[Window], vectors: Floats, rows: Floats) -> list[WindowReading]:
    """From the network's numbers to structures."""
    pairing, labels, column = weights.pairing, weights.labels, weights.columns
    edges = _edges(windows)
    first = _sentence_starts(windows, rows[:, column["starts"]][:, 0], edges)
    lengths = np.diff(np.append(first, edges[-1]))
    of_sentence = np.repeat(np.arange(len(first)), lengths)

    upos = rows[:, column["upos"]].argmax(1)
    dependents, to = (np.ascontiguousarray(rows[:, column[name]]) for name in ("arc_from", "arc_to"))
    up = heads(dependents, to, pairing["arc_root"], first, lengths)
    joined = rows[:, column["relation_from"]] + rows[:, column["relation_to"]][up]
    relations = (np.maximum(joined, 0) @ pairing["relation_weight"].T + pairing["relation_bias"]).argmax(1)
    relations[up < 0] = -1

    core = _spans(rows[:, column["core"]], first, lengths, pairing, "core", labels.core)
    political = _spans(rows[:, column["politics"]], first, lengths, pairing, "politics", labels.politics)
    said = attribution_spans(weights, windows, rows[:, column["attribution"]])

    found = _predicates(windows, rows[:, column["predicate"]][:, 0], edges)
    asking, offered = rows[found, column["role_predicate"]], np.ascontiguousarray(rows[:, column["role_word"]])
    frames = roles(found, of_sentence[found], first, lengths, asking, offered, pairing, labels.roles)
    factuality = np.clip(rows[found, column["factuality"]][:, 0], -3, 3)
    meanings = _meanings(vectors, first, lengths, pairing)

    readings = []
    cue, source, content = (rows[:, column[name]] for name in ("link_cue", "link_source", "link_content"))
    size = source.shape[1]
    sentence_at = np.searchsorted(first, edges)
    predicate_at = np.searchsorted(found, edges)
    for i in range(len(windows)):
        a, b = int(edges[i]), int(edges[i + 1])
        s, t = int(sentence_at[i]), int(sentence_at[i + 1])
        up_here = up[a:b]
        readings.append(
            WindowReading(
                starts=(first[s:t] - a).tolist(),
                upos=upos[a:b].tolist(),
                heads=np.where(up_here < 0, -1, up_here - a).tolist(),
                relations=relations[a:b].tolist(),
                core=_within(core[s:t], a),
                political=_within(political[s:t], a),
                predicates=[
                    (int(found[p]) - a, float(factuality[p]), [(r, x - a, y - a) for r, x, y in frames[p]])
                    for p in range(int(predicate_at[i]), int(predicate_at[i + 1]))
                ],
                attributions=triples(
                    [(k, x - a, y - a) for k, x, y in said[i]], cue[a:b], source[a:b], content[a:b],
                    pairing["link_bias"], size,
                ),
                meanings=meanings[s:t],
            )
        )  # fmt: skip
    return readings


def _sentence_starts(windows: Sequence[Window], scores: Floats, edges: Ints) -> Ints:
    """Flat places at which sentences begin: where the engine says so, after blank lines, and at each window."""
    begins = (scores > 0) | np.concatenate([each.breaks for each in windows])
    begins &= ~np.concatenate([each.held for each in windows])
    begins = _given([each.starts for each in windows], begins, edges)
    begins[edges[:-1]] = True
    return np.flatnonzero(begins)


def _predicates(windows: Sequence[Window], scores: Floats, edges: Ints) -> Ints:
    return np.flatnonzero(_given([each.predicates for each in windows], scores > 0, edges))


def attribution_spans(weights: Weights, windows: Sequence[Window], emissions: Floats) -> list[list[Span]]:
    """Sources, cues and contents of each window, by flat places.

    None goes on past a blank line: a heading is not the beginning of what the first paragraph reports.
    """
    edges, scheme = _edges(windows), weights.labels.attribution
    breaks = np.concatenate([each.breaks for each in windows])
    emissions = emissions.copy()
    emissions[np.ix_(breaks, scheme.inside)] = FORBIDDEN
    return _spans(emissions, edges[:-1], np.diff(edges), weights.pairing, "attribution", scheme)


def _given(places: Sequence[Sequence[int] | None], found: NDArray[np.bool_], edges: Ints) -> NDArray[np.bool_]:
    """What was found, but in windows that came with ``places`` those instead."""
    for own, begin, end in zip(places, edges[:-1], edges[1:], strict=True):
        if own is not None:
            found[begin:end] = False
            found[begin + np.asarray(own, np.intp)] = True
    return found


def _spans(
    emissions: Floats, first: Ints, lengths: Ints, pairing: dict[str, Floats], name: str, scheme: Scheme
) -> list[list[Span]]:
    """Spans of each sequence, by flat places."""
    start, step, end = (pairing[f"{name}_{part}"] for part in ("start", "step", "end"))
    found: list[list[Span]] = [[] for _ in first]
    # Where no word outweighs "no tag" by what the two steps about it could add, no span can: most sentences of
    # the rarer layers need no search.
    gain = 2 * max(0.0, float(max(step.max(), start.max(), end.max()) - min(step[0, 0], start[0], end[0])))
    hopeful = emissions[:, 1:].max(1) - emissions[:, 0] > -gain
    asked = np.flatnonzero(np.logical_or.reduceat(hopeful, first))
    if not len(asked):
        return found
    order, at, sized = laid_out(first[asked], lengths[asked])
    paths = best_paths(emissions[at], sized, start, step, end)
    numbers = asked[order]
    for row, kind, b, e in scheme.read_all(paths):
        base = int(first[numbers[row]])
        found[numbers[row]].append((kind, b + base, e + base))
    return found


def _meanings(vectors: Floats, first: Ints, lengths: Ints, pairing: dict[str, Floats]) -> Floats:
    """Unit-length vectors of sentences: their words' mean, turned into the space of meaning."""
    mean = np.add.reduceat(vectors, first, axis=0) / lengths[:, None].astype(np.float32)
    # One product a sentence: in a product of all, the last bit of each would depend on how many there are.
    turned = np.stack([pairing["meaning_weight"] @ each for each in mean]) + pairing["meaning_bias"]
    size: Floats = turned / np.linalg.norm(turned, axis=1, keepdims=True)
    return size


def _within(spans: Iterable[list[Span]], base: int) -> list[Span]:
    return [(k, b - base, e - base) for group in spans for k, b, e in group]
