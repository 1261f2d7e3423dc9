"""Factuality of given predicates."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpora import factuality
from evaluation import gold
from headwater.language.weights import Weights

DATASET = "UDS_IH2"


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """Pearson's r and mean absolute error (points of the scale from -3 to 3), over given predicates.

    Of a file with several sets UDS-IH2 is measured, and never its training split. Its sentences stand in the
    file as they do in their documents, and are read among their neighbours as in a report.
    """
    rows = [r for r in factuality.judgements(path) if r.split != "train"]
    rows = [r for r in rows if r.dataset == DATASET] or rows
    grouped: dict[tuple[str, ...], dict[int, float]] = {}
    for row in rows:
        grouped.setdefault(tuple(row.words), {})[row.index] = row.score
    sentences = [
        gold.GoldSentence("", words, paragraph=True, predicates=tuple(sorted(scores)))
        for words, scores in grouped.items()
    ]
    said, true = [], []
    for scores, read in zip(grouped.values(), gold.read(weights, sentences), strict=True):
        found = {word: value for word, value, _ in read.window.predicates}
        for index, score in scores.items():
            said.append(found[read.first + index])
            true.append(score)
    a, b = np.array(said), np.array(true)
    return {"r": float(np.corrcoef(a, b)[0, 1]), "mae": float(np.abs(a - b).mean()), "judgements": len(a)}
