"""Time expressions of JSONL articles: ``dct``, ``text``, ``timexes[{start,end,type,value}]``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.scores import Counts
from headwater.language import Reader
from headwater.language.weights import Weights
from headwater.resolution.dates import timexes
from headwater.resolution.timex import Timex
from headwater.text import Document, PartialDate


@dataclass(frozen=True, slots=True)
class Pair:
    """A timex of ours with the gold one that it overlaps."""

    said: Timex
    true: dict[str, Any]


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """TempEval-3's scores: F1 of exact and of overlapping spans, and of overlapping spans with the right value or type.

    Each timex is matched once, in the order of the text. The engine's reading gives the verbs that tell the tense.
    """
    strict, relaxed, value, kind = Counts(), Counts(), Counts(), Counts()
    listed = list(articles(path))
    readings = Reader(weights).read(Document(article["doc_id"], article["text"]) for article in listed)
    for article, reading in zip(listed, readings, strict=True):
        gold = article["timexes"]
        written = PartialDate.iso(article["dct"]) if article["dct"] else None
        said = timexes(article["text"], written, reading=reading)
        pairs = matched(said, gold)
        for counts, right in (
            (strict, sum((p.said.start, p.said.end) == (p.true["start"], p.true["end"]) for p in pairs)),
            (relaxed, len(pairs)),
            (value, sum(p.said.value == p.true["value"] for p in pairs)),
            (kind, sum(p.said.type == str(p.true["type"]).upper() for p in pairs)),
        ):
            counts.right += right
            counts.said += len(said)
            counts.true += len(gold)
    return {
        "value_f1": value.f1,
        "strict_f1": strict.f1,
        "relaxed_f1": relaxed.f1,
        "relaxed_precision": relaxed.precision,
        "relaxed_recall": relaxed.recall,
        "type_f1": kind.f1,
        "value_accuracy": 100 * value.right / relaxed.right if relaxed.right else 0.0,
    }


def articles(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def matched(said: Sequence[Timex], gold: Sequence[dict[str, Any]]) -> list[Pair]:
    """Pairs that share a character; exact ones first, each timex in one pair at most."""
    open_gold = list(gold)
    pairs: list[Pair] = []
    left: list[Timex] = []
    for timex in said:
        exact = next((g for g in open_gold if (g["start"], g["end"]) == (timex.start, timex.end)), None)
        if exact is None:
            left.append(timex)
        else:
            open_gold.remove(exact)
            pairs.append(Pair(timex, exact))
    for timex in left:
        near = next((g for g in open_gold if g["start"] < timex.end and timex.start < g["end"]), None)
        if near is not None:
            open_gold.remove(near)
            pairs.append(Pair(timex, near))
    return pairs
