"""PolNeAR: news articles with every attribution's source, cue and content, as spans of the article's text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Contiguous pieces, in order; source or cue may be missing."""

    source: tuple[Bounds, ...]
    cue: tuple[Bounds, ...]
    content: tuple[Bounds, ...]


@dataclass(slots=True)
class AttributedDocument:
    doc_id: str
    text: str
    attributions: list[GoldAttribution]


def documents(path: Path) -> list[AttributedDocument]:
    """Every article of the file; annotations without any span are dropped."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            attributions = [
                GoldAttribution(*(tuple(sorted((b, e) for b, e in a[part])) for part in ("source", "cue", "content")))
                for a in row["attributions"]
                if a["source"] or a["cue"] or a["content"]
            ]
            found.append(AttributedDocument(row["doc_id"], row["text"], attributions))
    return found
