"""The trees that judge sameness: ``python -m training.sameness DATA`` (needs lightgbm).

Learns from all pairs of gold event mentions of ECB+'s training split within one topic, those within one subtopic
weighing :data:`NEAR` times as much, and writes ``weights/sameness.npz``; before it the matrices that turn the vectors
of words (``training.nuance``), which go to ``weights/nuance.npz``: one from each four fifths of the topics, so that no
pair is shown to the trees with a likeness that was learnt from it. The seeds are fixed. More in common can never lower
a score: the trees grow under that constraint. ``--folds`` writes nothing: it leaves out each fifth of the topics in
turn, from the matrices too, and prints the CoNLL F1 of the whole training split at several thresholds.
"""

from __future__ import annotations

import argparse
from collections.abc import Hashable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from zlib import crc32

import lightgbm
import numpy as np

from corpora import crossdoc
from evaluation.clusters import conll
from evaluation.coreference import sources
from headwater.language import weights
from headwater.reconciliation.comparison import NAMES, compared
from headwater.reconciliation.linkage import average
from headwater.reconciliation.mention import Mention, at
from headwater.reconciliation.nuance import Turns, nuance
from headwater.reconciliation.sameness import bounded
from training.nuance import Group, learn, turns

WEIGHTS = Path(__file__).parents[1] / "src/headwater/reconciliation/weights"
OUT = WEIGHTS / "sameness.npz"
LEFT_OUT = frozenset({"parties", "document", "distance", "rarity"})
RISING = frozenset(
    "head trigger sense nuance kind words sentence_names ages places figures actors recipients crossed whom terms names"
    " lead story_ages numbers days".split()
)
FALLING = frozenset({"happened", "published", "factuality"})
PLAN: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 8, "min_data_in_leaf": 60, "feature_fraction": 0.6,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "seed": 1, "deterministic": True,
    "force_row_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
TREES = 100
NEAR = 3.0  # most of what is to be told apart is told in one story; the rest teaches what tells stories apart
FOLDS = 5
UNSEEN = 8  # of so many pairs one is learnt from without its nuance, for claims of the ledger have none
NUANCE = NAMES.index("nuance")
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45)


class Pairs:
    """All pairs of mentions of one topic: ``rows`` [pairs, names], whether they are the ``same`` event and ``near`` (of
    one subtopic), and the ``fold`` of their topic. ``vectors`` [mentions, dimensions] are those of their words.
    """

    def __init__(self, path: Path) -> None:
        stories = crossdoc.stories(path, split="train")
        self.home = {t.id: (s.topic, s.subtopic) for s in stories for t in s.tellings}
        self.chain: dict[Hashable, Hashable] = {t.id: t.chain for s in stories for t in s.tellings}
        told: list[tuple[Mention, np.ndarray]] = []
        for story, source in sources(stories, weights.packaged()):
            bare = replace(source, vectors=None)  # the matrices that are packaged saw every pair
            for telling in story.tellings:
                vector = source.vector(telling.span)
                unread = np.zeros(weights.packaged().dimensions, np.float32)
                told.append((at(telling.id, telling.span, bare), unread if vector is None else vector))
        told.sort(key=lambda each: (self.home[each[0].id], each[0].id))
        self.vectors = np.stack([vector for _, vector in told])
        row = {mention.id: n for n, (mention, _) in enumerate(told)}
        self.pairs: list[tuple[Mention, Mention]] = [
            (a, b) for (a, _), (b, _) in combinations(told, 2) if self.home[a.id][0] == self.home[b.id][0]
        ]
        self.ends = np.array([(row[a.id], row[b.id]) for a, b in self.pairs])
        self.rows = np.stack([np.array(compared(a, b), np.float32) for a, b in self.pairs])
        self.same = np.array([self.chain[a.id] == self.chain[b.id] for a, b in self.pairs])
        self.near = np.array([self.home[a.id] == self.home[b.id] for a, b in self.pairs])
        self.hidden = np.array([crc32(f"{a.id} {b.id}".encode()) % UNSEEN == 0 for a, b in self.pairs])
        topics = np.unique([topic for topic, _ in self.home.values()])
        dealt = np.random.default_rng(0).permutation(topics).tolist()
        of = dict(zip(dealt, (np.arange(len(topics)) % FOLDS).tolist(), strict=True))
        self.fold = np.array([of[self.home[a.id][0]] for a, _ in self.pairs])
        self.groups: dict[int, list[Group]] = {n: [] for n in range(FOLDS)}
        for topic in topics.tolist():
            own = [m.id for m, _ in told if self.home[m.id][0] == topic]
            self.groups[of[topic]].append(
                (
                    np.array([row[id] for id in own]),
                    np.array([str(self.chain[id]) for id in own]),
                    np.array([self.home[id][1] for id in own]),
                )
            )

    def learnt_without(self, *left_out: int) -> Turns:
        """A matrix that saw nothing of these folds."""
        return turns([learn(self.vectors, [g for n in range(FOLDS) if n not in left_out for g in self.groups[n]])])

    def likeness(self, of: np.ndarray, by: Turns) -> np.ndarray:
        """The nuance of the pairs ``of`` by these matrices."""
        ends = self.ends[of]
        turned = {n: nuance(self.vectors[n], by) for n in np.unique(ends).tolist()}
        return np.array([turned[a] @ turned[b] for a, b in ends.tolist()], np.float32)


def fit(learnt: Pairs, rows: np.ndarray, of: np.ndarray) -> Any:
    """The booster from the pairs ``of``, over the columns that are not left out."""
    seen = rows[:, _columns()]
    seen[learnt.hidden, _columns().index(NUANCE)] = np.nan
    bent = [(NAMES[n] in RISING) - (NAMES[n] in FALLING) for n in _columns()]
    data = lightgbm.Dataset(seen[of], learnt.same[of], weight=np.where(learnt.near[of], NEAR, 1.0))
    return lightgbm.train(PLAN | {"monotone_constraints": bent}, data, TREES)


def _columns() -> list[int]:
    return [n for n, name in enumerate(NAMES) if name not in LEFT_OUT]


def folds(learnt: Pairs) -> dict[float, float]:
    """CoNLL F1 by threshold, every pair scored by trees that saw nothing of its topic; gold subtopics given."""
    found = np.zeros(len(learnt.fold))
    without = {pair: learnt.learnt_without(*pair) for pair in combinations(range(FOLDS), 2)}
    for n in range(FOLDS):
        out = learnt.fold == n
        rows = learnt.rows.copy()
        others = [k for k in range(FOLDS) if k != n]
        for k in others:
            here = learnt.fold == k
            rows[here, NUANCE] = learnt.likeness(here, without[min(n, k), max(n, k)])
        judged = [without[min(n, k), max(n, k)] for k in others]
        rows[out, NUANCE] = learnt.likeness(out, _together(judged))
        found[out] = fit(learnt, rows, ~out).predict(rows[out][:, _columns()])
    scored: dict[tuple[str, str], dict[tuple[str, str], float]] = {}
    ids: dict[tuple[str, str], list[str]] = {}
    for id, home in sorted(learnt.home.items()):
        ids.setdefault(home, []).append(id)
    for (a, b), score in zip(learnt.pairs, found.tolist(), strict=True):
        if learnt.home[a.id] == learnt.home[b.id]:
            low, high = sorted((a.id, b.id))
            scored.setdefault(learnt.home[a.id], {})[low, high] = bounded(score, a, b)
    reached = {}
    for close in THRESHOLDS:
        events = [c for home, own in ids.items() for c in average(own, scored.get(home, {}), close=close)]
        said: dict[Hashable, Hashable] = {id: number for number, event in enumerate(events) for id in event}
        reached[close] = conll(said, learnt.chain)["conll"]
    return reached


def _together(some: list[Turns]) -> Turns:
    return Turns(np.concatenate([t.centres for t in some]), np.concatenate([t.turned for t in some]))


def export_turns(learnt: Turns, out: Path = WEIGHTS / "nuance.npz") -> None:
    np.savez_compressed(out, centres=learnt.centres.astype(np.float16), turned=learnt.turned.astype(np.float16))


def export(booster: Any, out: Path = OUT) -> None:
    """The booster's trees as arrays: see :class:`headwater.reconciliation.trees.Trees`."""
    trees = [t["tree_structure"] for t in booster.dump_model()["tree_info"]]
    size = PLAN["num_leaves"]
    shape = (len(trees), size - 1)
    arrays: dict[str, np.ndarray] = {
        "column": np.zeros(shape, np.int16), "border": np.zeros(shape), "left": np.full(shape, -1, np.int16),
        "right": np.full(shape, -1, np.int16), "unknown_left": np.zeros(shape, bool),
        "leaves": np.zeros((len(trees), size)),
    }  # fmt: skip

    def lay(number: int, node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaf = node.get("leaf_index", 0)
            arrays["leaves"][number, leaf] = node["leaf_value"]
            return -1 - leaf
        at = node["split_index"]
        arrays["column"][number, at] = node["split_feature"]
        arrays["border"][number, at] = node["threshold"]
        # Where no value was unknown in training, LightGBM reads an unknown one as 0.
        zero = node["threshold"] >= 0 if node["missing_type"] != "NaN" else node["default_left"]
        arrays["unknown_left"][number, at] = zero
        arrays["left"][number, at] = lay(number, node["left_child"])
        arrays["right"][number, at] = lay(number, node["right_child"])
        return at

    for number, tree in enumerate(trees):
        lay(number, tree)
    names = " ".join(name for name in NAMES if name not in LEFT_OUT)
    np.savez_compressed(out, columns=np.frombuffer(names.encode(), np.uint8), **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.sameness", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", action="store_true", help="measure on the training split's own folds, write nothing")
    args = parser.parse_args()
    learnt = Pairs(args.data / "crossdoc/ecbplus.train_dev.jsonl")
    if args.folds:
        for close, reached in folds(learnt).items():
            print(f"{close:.2f} {reached:.1f}")
    else:
        rows, judged = learnt.rows.copy(), []
        for n in range(FOLDS):
            here = learnt.fold == n
            judged.append(learnt.learnt_without(n))
            rows[here, NUANCE] = learnt.likeness(here, judged[-1])
        export_turns(_together(judged))
        export(fit(learnt, rows, np.ones(len(rows), bool)))


if __name__ == "__main__":
    main()
