"""The trees that judge sameness: ``python -m training.sameness DATA`` (needs lightgbm).

Learns from all pairs of gold event mentions of ECB+'s training split within one topic, those within one subtopic
weighing :data:`NEAR` times as much, and writes ``weights/sameness.npz``. The seed is fixed. More in common can never
lower a score: the trees grow under that constraint. ``--folds`` writes nothing: it leaves out each fifth of the topics
in turn and prints the CoNLL F1 of the whole training split at several thresholds.
"""

from __future__ import annotations

import argparse
from collections.abc import Hashable
from itertools import combinations
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from corpora import crossdoc
from evaluation.clusters import conll
from evaluation.coreference import mentions
from headwater.language import weights
from headwater.reconciliation.comparison import NAMES, compared
from headwater.reconciliation.linkage import average
from headwater.reconciliation.mention import Mention
from headwater.reconciliation.sameness import bounded

OUT = Path(__file__).parents[1] / "src/headwater/reconciliation/weights/sameness.npz"
LEFT_OUT = frozenset({"parties", "document", "distance", "rarity"})
RISING = frozenset(
    "head trigger sense kind words sentence_names ages places figures actors recipients crossed terms names lead"
    " story_ages numbers days".split()
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
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45)


class Pairs:
    """All pairs of mentions of one topic: ``rows`` [pairs, names], whether they are the ``same`` event and ``near`` (of
    one subtopic), and the ``topic`` of each.
    """

    def __init__(self, path: Path) -> None:
        stories = crossdoc.stories(path, split="train")
        self.home = {t.id: (s.topic, s.subtopic) for s in stories for t in s.tellings}
        self.chain: dict[Hashable, Hashable] = {t.id: t.chain for s in stories for t in s.tellings}
        told = sorted(mentions(stories, weights.packaged()), key=lambda m: (self.home[m.id], m.id))
        self.pairs: list[tuple[Mention, Mention]] = [
            (a, b) for a, b in combinations(told, 2) if self.home[a.id][0] == self.home[b.id][0]
        ]
        self.rows = np.stack([np.array(compared(a, b), np.float32) for a, b in self.pairs])
        self.same = np.array([self.chain[a.id] == self.chain[b.id] for a, b in self.pairs])
        self.near = np.array([self.home[a.id] == self.home[b.id] for a, b in self.pairs])
        self.topic = np.array([self.home[a.id][0] for a, _ in self.pairs])


def fit(rows: np.ndarray, same: np.ndarray, near: np.ndarray) -> Any:
    """The booster, over the columns that are not left out."""
    bent = [(NAMES[n] in RISING) - (NAMES[n] in FALLING) for n in _columns()]
    data = lightgbm.Dataset(rows[:, _columns()], same, weight=np.where(near, NEAR, 1.0))
    return lightgbm.train(PLAN | {"monotone_constraints": bent}, data, TREES)


def _columns() -> list[int]:
    return [n for n, name in enumerate(NAMES) if name not in LEFT_OUT]


def folds(learnt: Pairs) -> dict[float, float]:
    """CoNLL F1 by threshold, every pair scored by trees that saw nothing of its topic; gold subtopics given."""
    topics = np.unique(learnt.topic)
    fold = dict(zip(np.random.default_rng(0).permutation(topics).tolist(), np.arange(len(topics)) % FOLDS, strict=True))
    of = np.array([fold[t] for t in learnt.topic.tolist()])
    found = np.zeros(len(of))
    for n in range(FOLDS):
        out = of == n
        booster = fit(learnt.rows[~out], learnt.same[~out], learnt.near[~out])
        found[out] = booster.predict(learnt.rows[out][:, _columns()])
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
        export(fit(learnt.rows, learnt.same, learnt.near))


if __name__ == "__main__":
    main()
