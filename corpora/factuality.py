"""Factuality of predicates in sentences, -3 (certainly did not happen) to 3 (certainly did)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class GoldFactuality:
    dataset: str
    split: str
    words: list[str]
    index: int
    score: float


def judgements(path: Path) -> list[GoldFactuality]:
    with path.open(encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return [GoldFactuality(r["dataset"], r["split"], r["tokens"], r["pred_index"], float(r["score"])) for r in rows]
