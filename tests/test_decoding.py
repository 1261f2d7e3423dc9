"""Decoders against exhaustive search."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.language.decoding.chains import best_paths, laid_out
from headwater.language.decoding.links import triples
from headwater.language.decoding.trees import ROOT, heads, spanning_tree
from headwater.language.tags import Scheme


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000))
def test_best_paths_are_the_best_of_all_paths(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lengths = np.array([4, 3, 1])
    emissions = rng.normal(size=(3, 4, 3)).astype(np.float32)
    start, end = rng.normal(size=(2, 3)).astype(np.float32)
    step = rng.normal(size=(3, 3)).astype(np.float32)
    found = best_paths(emissions, lengths, start, step, end)
    for row, length in enumerate(lengths):

        def score(path: tuple[int, ...], row: int = row) -> float:
            own = sum(emissions[row, t, tag] for t, tag in enumerate(path))
            moves = sum(step[a, b] for a, b in pairwise(path))
            return float(start[path[0]] + own + moves + end[path[-1]])

        best = max(product(range(3), repeat=int(length)), key=score)
        assert tuple(found[row, :length]) == best


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_a_spanning_tree_is_the_best_of_all_trees(seed: int, size: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size))

    def is_tree(up: tuple[int, ...]) -> bool:
        for word in range(size):
            at, steps = word, 0
            while at != 0 and steps <= size:
                at, steps = up[at], steps + 1
            if at != 0:
                return False
        return True

    def score(up: tuple[int, ...]) -> float:
        return sum(float(scores[word, up[word]]) for word in range(1, size))

    trees = [
        (0, *rest)
        for rest in product(range(size), repeat=size - 1)
        if all(head != word + 1 for word, head in enumerate(rest)) and is_tree((0, *rest))
    ]
    found = spanning_tree(scores, 0)
    assert found[0] == ROOT
    assert score((0, *found[1:].tolist())) == pytest.approx(max(map(score, trees)))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_every_sentence_gets_one_root_and_no_cycle(seed: int, sizes: list[int]) -> None:
    rng = np.random.default_rng(seed)
    total = sum(sizes)
    first, lengths = np.cumsum([0, *sizes[:-1]]), np.array(sizes)
    up = heads(
        rng.normal(size=(total, 4)).astype(np.float32), rng.normal(size=(total, 5)).astype(np.float32),
        rng.normal(size=4).astype(np.float32), first, lengths,
    )  # fmt: skip
    for begin, size in zip(first, lengths, strict=True):
        own = up[begin : begin + size]
        assert (own == ROOT).sum() == 1
        for word in range(begin, begin + size):
            at, steps = word, 0
            while up[at] != ROOT:
                at, steps = up[at], steps + 1
                assert begin <= at < begin + size
                assert steps <= size


def test_sequences_are_laid_out_longest_first() -> None:
    order, at, sized = laid_out(np.array([0, 2, 5]), np.array([2, 3, 1]))
    assert order.tolist() == [1, 0, 2]
    assert sized.tolist() == [3, 2, 1]
    assert at.tolist() == [[2, 3, 4], [0, 1, 1], [5, 5, 5]]


def test_no_forbidden_step_survives_in_a_scheme() -> None:
    scheme = Scheme(("source", "cue"))
    start, step = scheme.legal()
    tags = scheme.tags
    assert [t for t, fine in zip(tags, start, strict=True) if not fine] == ["I-source", "I-cue"]
    assert step[tags.index("B-cue"), tags.index("I-cue")]
    assert not step[tags.index("B-source"), tags.index("I-cue")]
    assert not step[tags.index("O"), tags.index("I-cue")]


@given(st.lists(st.sampled_from(["x", "y", ""]), max_size=12))
def test_spans_written_as_tags_are_read_back(kinds: list[str]) -> None:
    scheme = Scheme(("x", "y"))
    spans, at = [], 0
    for length, kind in enumerate(kinds, 1):
        width = length % 3 + 1
        if kind:
            spans.append((kind, at, at + width))
        at += width
    assert scheme.read(scheme.write(spans, at)) == spans


def test_each_content_goes_to_one_cue_and_a_cue_may_lack_a_source() -> None:
    spans = [("source", 0, 1), ("cue", 1, 2), ("content", 2, 4), ("cue", 5, 6), ("content", 6, 8)]
    size = 1
    asking, sources, contents = np.zeros((8, 2)), np.zeros((8, 1)), np.zeros((8, 2))
    asking[1] = [4, 4]  # the first cue asks for the source, and for the content that follows it
    asking[5] = [-4, -4]
    sources[0] = 1
    contents[2, 0], contents[6, 0] = 1, -1
    found = triples(
        spans, asking.astype(np.float32), sources.astype(np.float32), contents.astype(np.float32),
        np.zeros((3, 81), np.float32), size,
    )  # fmt: skip
    assert [(t.source, t.cue, t.content) for t in found] == [
        (((0, 1),), ((1, 2),), ((2, 4),)),
        ((), ((5, 6),), ((6, 8),)),
    ]
