"""The trees that judge sameness: ``python -m training.sameness DATA`` (needs lightgbm).

Learns from all pairs of gold event mentions of ECB+'s training split within one topic (a third of the pairs that are
not of one event, weighted up), and writes ``weights/sameness.npz``. The seed is fixed. More in common can never lower
a score: the trees grow under that constraint.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from corpora import crossdoc
from evaluation.coreference import mentions
from headwater.language import weights
from headwater.reconciliation.comparison import NAMES, compared

OUT = Path(__file__).parents[1] / "src/headwater/reconciliation/weights/sameness.npz"
LEFT_OUT = frozenset({"parties", "document", "distance", "rarity"})
RISING = frozenset(
    "head trigger sense kind words sentence_names ages places figures actors recipients crossed terms names lead"
    " story_ages numbers days".split()
)
FALLING = frozenset({"happened", "published"})
KEPT = 0.35  # of the pairs that are of two events
PLAN: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 8, "min_data_in_leaf": 60, "feature_fraction": 0.6,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "seed": 1, "deterministic": True,
    "force_row_wise": True, "num_threads": 2, "verbose": -1,
}  # fmt: skip
TREES = 100


def pairs(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of each pair, and whether it is of one event."""
    stories = crossdoc.stories(path, split="train")
    topic = {t.id: s.topic for s in stories for t in s.tellings}
    chain = {t.id: t.chain for s in stories for t in s.tellings}
    rows, same = [], []
    for a, b in combinations(sorted(mentions(stories, weights.packaged()), key=lambda m: topic[m.id]), 2):
        if topic[a.id] == topic[b.id]:
            rows.append(np.array(compared(a, b), np.float32))
            same.append(chain[a.id] == chain[b.id])
    return np.stack(rows), np.array(same)


def fit(rows: np.ndarray, same: np.ndarray) -> Any:
    """The booster, over the columns that are not left out."""
    taken = same | (np.random.default_rng(0).random(len(same)) < KEPT)
    columns = [n for n, name in enumerate(NAMES) if name not in LEFT_OUT]
    bent = [(NAMES[n] in RISING) - (NAMES[n] in FALLING) for n in columns]
    heavy = np.where(same[taken], 1, 1 / KEPT)
    data = lightgbm.Dataset(rows[taken][:, columns], same[taken], weight=heavy)
    return lightgbm.train(PLAN | {"monotone_constraints": bent}, data, TREES)


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
    rows, same = pairs(parser.parse_args().data / "crossdoc/ecbplus.train_dev.jsonl")
    export(fit(rows, same))


if __name__ == "__main__":
    main()
