"""Windows as tensors: what the network reads and what it should have said."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from headwater.language.labels import Labels
from headwater.language.pieces import Layout, Pieces, Shape
from training.examples import Unit, Window
from training.model import FACTUALITY

STEP = 32
_SHOUTED = {Shape.LOWER: Shape.UPPER, Shape.TITLE: Shape.UPPER, Shape.MIXED: Shape.UPPER}


@dataclass(slots=True)
class Chains:
    """Sequences of words to tag: ``at`` [n, length] numbers the batch's words (rows laid end to end)."""

    at: Tensor
    tags: Tensor
    mask: Tensor


@dataclass(slots=True)
class Links:
    """For each asker a choice among candidates: flat word numbers, ``apart`` in words, -1 where padded."""

    cue: Tensor  # [n, choices] or [n, 1]
    other: Tensor
    other_last: Tensor
    apart: Tensor
    apart_last: Tensor
    valid: Tensor
    answer: Tensor


@dataclass(slots=True)
class Batch:
    ids: Tensor
    shapes: Tensor
    layouts: Tensor
    first: Tensor
    words: int
    starts: Tensor  # [rows * words], -100 where unknown
    upos: Tensor
    predicate: Tensor
    arc_words: Tensor  # flat word numbers that have a head
    arc_heads: Tensor  # column among the row's words, ``words`` for the root
    arc_sentence: Tensor  # [rows, words] number of the sentence, -1 none
    relations: Tensor
    relation_pairs: Tensor  # [n, 2] flat (dependent, head) for words that are not roots
    chains: dict[str, Chains] = field(default_factory=dict)
    roles: tuple[Tensor, Tensor, Tensor, Tensor] | None = None  # predicate [p], words, tags, mask [p, length]
    sources: Links | None = None
    contents: Links | None = None
    facts: tuple[Tensor, Tensor, Tensor] | None = None
    units: tuple[Tensor, Tensor] | None = None  # flat word numbers, and the unit of each
    meanings: Tensor | None = None  # [units, WIDTH], unit length

    def to(self, device: torch.device) -> Batch:
        def moved(value):  # type: ignore[no-untyped-def]
            if isinstance(value, Tensor):
                return value.to(device)
            if isinstance(value, tuple):
                return tuple(moved(v) for v in value)
            if isinstance(value, dict):
                return {k: moved(v) for k, v in value.items()}
            if isinstance(value, Chains | Links):
                return type(value)(*(moved(getattr(value, name)) for name in value.__slots__))
            return value

        return Batch(**{name: moved(getattr(self, name)) for name in self.__slots__})


def batches(windows: list[Window], pieces_each: int, rng: random.Random) -> Iterator[list[Window]]:
    """Batches of like length, in random order. All of one length have one shape: kernels are made once a shape."""
    by_width: dict[int, list[Window]] = {}
    for window in windows:
        by_width.setdefault(width_of(window), []).append(window)
    groups: list[list[Window]] = []
    for width, alike in by_width.items():
        rng.shuffle(alike)
        rows = max(1, pieces_each // width)
        groups += [alike[i : i + rows] for i in range(0, len(alike), rows)]
    rng.shuffle(groups)
    yield from groups


def width_of(window: Window) -> int:
    """Pieces that the window is padded to: the next multiple of :data:`STEP`."""
    return -(-(window.weight + 2) // STEP) * STEP


def collate(
    windows: list[Window], pieces: Pieces, labels: Labels, rng: random.Random, *,
    hide: float = 0.0, wrap: float = 0.0, meanings: dict[int, np.ndarray] | None = None, pieces_each: int = 0,
) -> Batch:  # fmt: skip
    """Lay windows into tensors. ``hide`` is the share of words masked, ``wrap`` of windows set in short lines.

    With ``pieces_each`` the batch is filled with empty rows to the shape that its length always has.
    """
    rows_ids, rows_shape, rows_layout, rows_first = [], [], [], []
    long = max(map(width_of, windows))
    rows = max(len(windows), pieces_each // long)
    width = long
    size = rows * width
    starts = np.full(size, -100)
    upos = np.full(size, -100)
    predicate = np.full(size, -100)
    sentence = np.full(size, -1)
    arc_words, arc_heads, relations, relation_pairs = [], [], [], []
    tagged: dict[str, list[tuple[list[int], list[int]]]] = {"core": [], "politics": [], "gum": [], "attribution": []}
    frames: list[tuple[int, range, list[int]]] = []
    sources, contents, facts, unit_words, unit_of, unit_meanings = [], [], [], [], [], []
    number = {name: i for i, name in enumerate(labels.upos)}
    relation_number = {name: i for i, name in enumerate(labels.relations)}
    sentences = 0
    for row, window in enumerate(windows):
        base = row * width
        ids, shapes, layouts, first = [pieces.begin], [0], [0], []
        broken = rng.random() < wrap
        every = rng.randint(8, 14)
        tight = broken and rng.random() < 0.5
        at = base
        cues: list[int] = []
        heard: list[int] = []
        told: list[tuple[int, int, int]] = []  # content first, last, its cue
        asked: list[tuple[int, int]] = []  # cue, its source or -1
        window_tags: list[int] = []
        for unit in window.units:
            count = len(unit.words)
            for i, (word, before) in enumerate(zip(unit.words, unit.layout, strict=True)):
                own, form = pieces.of(word)
                first.append(len(ids))
                if hide and rng.random() < hide:
                    own = (pieces.mask,) * len(own)
                if window.shouted:
                    form = _SHOUTED.get(Shape(form), form)
                lost = before == Layout.PARAGRAPH and not tight and at > base
                wrapped = before == Layout.SPACE and tight and (at + i) % every == 0
                if broken and (lost or wrapped):
                    before = Layout.LINE
                ids.extend(own)
                shapes.extend([int(form)] * len(own))
                layouts.append(int(before) if len(first) > 1 else int(Layout.PARAGRAPH))
                layouts.extend([int(Layout.INSIDE)] * (len(own) - 1))
            here = range(at, at + count)
            if unit.sentence_starts is not None:
                starts[at : at + count] = 0
                for s in unit.sentence_starts:
                    starts[at + s] = 1
            if unit.upos is not None and unit.heads is not None and unit.deprels is not None:
                sentence[at : at + count] = sentences
                sentences += 1
                for i in range(count):
                    upos[at + i] = number.get(unit.upos[i], -100)
                    head, relation = unit.heads[i], relation_number.get(unit.deprels[i], -1)
                    arc_words.append(at + i)
                    arc_heads.append(width if head < 0 else at - base + head)
                    if head >= 0 and relation >= 0:
                        relation_pairs.append((at + i, at + head))
                        relations.append(relation)
            for name, spans, scheme in (
                ("core", unit.core, labels.core),
                ("gum", unit.gum, labels.core),
                ("politics", unit.politics, labels.politics),
            ):
                if spans is not None:
                    tagged[name].append((list(here), scheme.write(spans, count)))
            if unit.predicates is not None:
                predicate[at : at + count] = 0
                for p in unit.predicates:
                    predicate[at + p.index] = 1
                    frames.append((at + p.index, here, labels.roles.write(p.args, count)))
            if unit.attributions is not None:
                window_tags.extend(_attribution_tags(unit, labels))
                for source, cue, content in unit.attributions:
                    heard.extend(at + b for b, _ in source)
                    if cue:
                        asked.append((at + cue[0][0], at + source[0][0] if source else -1))
                        cues.append(at + cue[0][0])
                        told.extend((at + b, at + e - 1, at + cue[0][0]) for b, e in content)
            facts.extend((at + i, score, FACTUALITY.index(kind)) for i, score, kind in unit.factuality)
            if meanings is not None and id(unit) in meanings:
                unit_words.extend(here)
                unit_of.extend([len(unit_meanings)] * count)
                unit_meanings.append(meanings[id(unit)])
            at += count
        if window.corpus == "polnear":
            tagged["attribution"].append((list(range(base, at)), window_tags))
            heard = sorted(set(heard))
            cues = sorted(set(cues))
            sources.extend((cue, heard, answer) for cue, answer in asked if heard)
            contents.extend((b, e, cues, answer) for b, e, answer in told)
        ids.append(pieces.end)
        shapes.append(0)
        layouts.append(0)
        rows_ids.append(ids)
        rows_shape.append(shapes)
        rows_layout.append(layouts)
        rows_first.append(first)

    batch = Batch(
        ids=_padded(rows_ids, long, rows), shapes=_padded(rows_shape, long, rows),
        layouts=_padded(rows_layout, long, rows), first=_padded(rows_first, width, rows), words=width,
        starts=torch.from_numpy(starts), upos=torch.from_numpy(upos), predicate=torch.from_numpy(predicate),
        arc_words=torch.tensor(arc_words, dtype=torch.long), arc_heads=torch.tensor(arc_heads, dtype=torch.long),
        arc_sentence=torch.from_numpy(sentence.reshape(rows, width)),
        relations=torch.tensor(relations, dtype=torch.long),
        relation_pairs=torch.tensor(relation_pairs, dtype=torch.long).reshape(-1, 2),
    )  # fmt: skip
    for name, chains in tagged.items():
        if chains:
            batch.chains[name] = Chains(
                _padded([c[0] for c in chains]),
                _padded([c[1] for c in chains]),
                _padded([[1] * len(c[0]) for c in chains]).float(),
            )
    if frames:
        batch.roles = (
            torch.tensor([f[0] for f in frames]),
            _padded([list(f[1]) for f in frames]),
            _padded([f[2] for f in frames]),
            _padded([[1] * len(f[1]) for f in frames]).float(),
        )
    reach = labels.link_reach
    if sources:
        batch.sources = _links([(c, h, h, a) for c, h, a in sources], reach)
    if contents:
        batch.contents = _links([(cs, [b] * len(cs), [e] * len(cs), cs.index(a)) for b, e, cs, a in contents], reach)
    if facts:
        batch.facts = tuple(torch.tensor([f[i] for f in facts]) for i in range(3))  # type: ignore[assignment]
    if unit_meanings:
        batch.units = torch.tensor(unit_words), torch.tensor(unit_of)
        batch.meanings = torch.from_numpy(np.stack(unit_meanings)).float()
    return batch


def _attribution_tags(unit: Unit, labels: Labels) -> list[int]:
    spans = [
        (kind, b, e)
        for attribution in unit.attributions or ()
        for kind, pieces in zip(
            ("cue", "source", "content"), (attribution[1], attribution[0], attribution[2]), strict=True
        )
        for b, e in pieces
    ]
    spans.sort(key=lambda s: ("cue", "source", "content").index(s[0]))
    return labels.attribution.write(spans, len(unit.words))


def _links(rows: list[tuple], reach: int) -> Links:  # type: ignore[type-arg]
    """Rows of (cue or cues, other's first words, other's last words, answer as a word number or an index)."""
    cues, firsts, lasts, answers = [], [], [], []
    for cue, first, last, answer in rows:
        if isinstance(cue, int):
            answers.append(first.index(answer) if answer >= 0 else -1)
            cue = [cue] * len(first)
        else:
            answers.append(answer)
        cues.append(cue)
        firsts.append(first)
        lasts.append(last)
    cue_t, first_t, last_t = _padded(cues), _padded(firsts), _padded(lasts)
    return Links(
        cue_t, first_t, last_t,
        (first_t - cue_t).clamp(-reach, reach) + reach,
        (last_t - cue_t).clamp(-reach, reach) + reach,
        _padded([[1] * len(c) for c in cues]).bool(),
        torch.tensor(answers),
    )  # fmt: skip


def _padded(rows: list[list[int]], width: int | None = None, count: int = 0) -> Tensor:
    width = width or max(map(len, rows))
    out = np.zeros((max(count, len(rows)), width), np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)
