"""Sentence vectors: does a sentence find those that tell of the same event?"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation import gold
from headwater.language.weights import Weights


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """Mean average precision, in percent, of ranking all other sentences by cosine.

    Every sentence with an event mention asks; right are the sentences of other documents that have a mention
    of one of its events (same ``chain_id``). Of a file with several splits its ``dev`` is measured.
    """
    sentences, events = asked(path)
    reads = gold.read(weights, sentences)
    vectors = np.stack([r.window.meanings[r.window.starts.index(r.first)] for r in reads])
    return {"retrieval_map": average_precision(vectors, [s.document for s in sentences], events)}


def asked(path: Path) -> tuple[list[gold.GoldSentence], list[frozenset[str]]]:
    """The sentences of the file, in order, and the events that each mentions."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [r for r in rows if r["split"] == "dev"] or rows
    sentences: list[gold.GoldSentence] = []
    events: list[frozenset[str]] = []
    for row in rows:
        words: dict[int, list[str]] = {}
        for start, end, number in row["tokens"]:
            words.setdefault(number, []).append(row["text"][start:end])
        chains: dict[int, set[str]] = {}
        for mention in row["mentions"]:
            if mention["kind"] == "event":
                chains.setdefault(mention["sent"], set()).add(mention["chain_id"])
        for number, own in sorted(words.items()):
            sentences.append(gold.GoldSentence(row["doc_id"], tuple(own), paragraph=True))
            events.append(frozenset(chains.get(number, ())))
    return sentences, events


def average_precision(vectors: NDArray[np.float32], documents: list[str], events: list[frozenset[str]]) -> float:
    """Mean over the sentences that have something to find; sentences without events are distractors."""
    likeness = vectors @ vectors.T
    document = np.array(documents)
    found = []
    for i, own in enumerate(events):
        other = np.flatnonzero(document != document[i])
        if not own:
            continue
        order = other[np.argsort(-likeness[i, other], kind="stable")]
        right = np.array([not own.isdisjoint(events[j]) for j in order])
        if right.any():
            found.append((np.cumsum(right)[right] / (np.flatnonzero(right) + 1)).mean())
    return 100 * float(np.mean(found))
