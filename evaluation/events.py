"""The PLOVER root of what a given source does to a given target in a news sentence."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

from headwater.extraction.relations import type_of
from headwater.language import Reader
from headwater.language.weights import Weights
from headwater.text import Document, Span

# ZSP-PLV was labelled by an older draft of PLOVER: one YIELD for CONCEDE and RETREAT, convictions among the
# accusations, attacks by computer among the assaults.
_OLDER = {
    ("CONCEDE", None): "YIELD",
    ("RETREAT", None): "YIELD",
    ("SANCTION", "convict"): "ACCUSE",
    ("COERCE", "cyber"): "ASSAULT",
}
_QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
_QUAD = {root: quad for quad, roots in _QUADS.items() for root in roots}


class Pair(NamedTuple):
    """A sentence with its two phrases and what a person read in it. ``check``: never read while the rules were made."""

    text: str
    source: Span
    target: Span | None
    root: str
    check: bool


def pairs(path: Path) -> list[Pair]:
    """The rows of a ZSP-PLV file; half of the sentences, by a hash of their text, are for checking only."""
    out = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        for gold in row["gold"]:
            text, found = _unmarked(gold["marked"])
            check = hashlib.sha256(row["text"].encode()).digest()[-1] % 2 == 1
            out.append(Pair(text, found.get("s", Span(0, 0)), found.get("t"), gold["plover"], check))
    return out


def _unmarked(marked: str) -> tuple[str, dict[str, Span]]:
    text, found, opened = "", {}, {}
    for piece in re.split(r"(</?[st]>)", marked):
        if not re.fullmatch(r"</?[st]>", piece):
            text += piece
        elif piece[1] != "/":
            opened[piece[1]] = len(text)
        elif piece[2] not in found:
            found[piece[2]] = Span(opened[piece[2]], len(text))
    return text, found


def older(said: tuple[str, str | None] | None) -> str | None:
    """Type and mode of PLOVER 2.0 as a root of the draft that the data set was labelled by."""
    return None if said is None else _OLDER.get(said) or _OLDER.get((said[0], None)) or said[0]


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """Accuracy of the root, and of the quad that follows from it; each also over the half that is for checking only."""
    rows = pairs(path)
    readings = Reader(weights).read(Document(str(n), row.text) for n, row in enumerate(rows))
    right: dict[str, list[bool]] = {"root": [], "quad": [], "check_root": [], "check_quad": [], "coded": []}
    for row, reading in zip(rows, readings, strict=True):
        said = older(type_of(row.text, reading, row.source, row.target))
        root, quad = said == row.root, _QUAD.get(said or "") == _QUAD[row.root]
        for prefix in ("", "check_") if row.check else ("",):
            right[f"{prefix}root"].append(root)
            right[f"{prefix}quad"].append(quad)
        right["coded"].append(said is not None)
    return {name: 100 * sum(hits) / len(hits) for name, hits in right.items() if hits}
