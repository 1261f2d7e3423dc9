"""PropBank over the English Web Treebank: predicates and the spans of their arguments, by sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class GoldPredicate:
    index: int
    args: list[tuple[str, int, int]]  # role, first word, one past the last


@dataclass(slots=True)
class RoleSentence:
    sent_id: str
    text: str
    words: list[str]
    predicates: list[GoldPredicate]


def sentences(path: Path) -> list[RoleSentence]:
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            predicates = [
                GoldPredicate(p["index"], [(a["role"], a["start"], a["end"]) for a in p["args"]])
                for p in row["predicates"]
            ]
            found.append(RoleSentence(row["sent_id"], row["text"], row["tokens"], predicates))
    return found
