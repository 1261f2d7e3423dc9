"""The truth of a pile of synthetic reports, and which relation two figures have."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.stories.papers import Paper, Writer, laid_out
from benchmarks.stories.plot import Statement, plot
from benchmarks.stories.world import world

_PAIRS = 8  # pairs of figures of each relation that are asked for each story


def write(out: Path, reports: int, seed: int) -> dict[str, int]:
    """``reports.jsonl`` and ``truth.json`` into the folder; the same for the same seed."""
    random = Random(seed)
    made = world(random)
    rows: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    relations: list[dict[str, str]] = []
    number, stories, last = 0, 0, None
    while number < reports:
        like = last if last is not None and random.random() < 0.35 else None
        told = plot(f"s{stories:04}", made, random, like)
        last, stories = told, stories + 1
        papers = Writer(told, made, random, number).papers(min(reports - number, random.randint(3, 14)))
        number += len(papers)
        stated: list[tuple[str, Statement, str | None, Paper]] = []
        for paper in papers:
            text, marks = laid_out(paper, random)
            rows.append(_row(paper, text, random))
            for place, mark in marks:
                id = f"{paper.id}.{len(claims)}"
                claims.append(
                    {
                        "id": id,
                        "document": paper.id,
                        "start": place + mark.start,
                        "end": place + mark.end,
                        "quote": text[place + mark.start : place + mark.end],
                        "origin": mark.origin,
                        "party": mark.party,
                        "question": mark.question,
                        "how": mark.how,
                        "kind": paper.kind,
                    }
                )
                if mark.statement is not None and mark.statement.value is not None:
                    stated.append((id, mark.statement, mark.origin, paper))
        relations += _relations(stated, random)
    order = list(rows)
    random.shuffle(order)
    out.mkdir(parents=True, exist_ok=True)
    (out / "reports.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in order), "utf-8")
    truth = {"format": 1, "seed": seed, "claims": claims, "relations": relations}
    (out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")
    return {"reports": len(rows), "stories": stories, "claims": len(claims), "relations": len(relations)}


def _row(paper: Paper, text: str, random: Random) -> dict[str, Any]:
    row = {
        "id": paper.id,
        "title": paper.title,
        "text": text,
        "publisher": paper.publisher,
        "date": paper.date.isoformat(),
    }
    if paper.agency and random.random() < 0.8:
        row["agency"] = paper.agency
    return row


def _relations(stated: Sequence[tuple[str, Statement, str | None, Paper]], random: Random) -> list[dict[str, str]]:
    pairs = [(a, b) for i, a in enumerate(stated) for b in stated[:i] if a[3].id != b[3].id]
    random.shuffle(pairs)
    found: list[dict[str, str]] = []
    met: Counter[str] = Counter()
    for one, other in pairs:
        relation = related(one[1], other[1], one[2] == other[2] and one[2] is not None)
        if relation is not None and met[relation] < _PAIRS:
            met[relation] += 1
            found.append({"one": one[0], "other": other[0], "relation": relation})
    return found


def related(one: Statement, other: Statement, same_origin: bool) -> str | None:
    """The relation of two figures of one incident; None where it could be said to be either of two."""
    if one.kind != other.kind:
        if {one.kind, other.kind} == {"killed", "children"}:
            return "part"
        return "different-scope"
    if (one.low, one.high, one.bound) == (other.low, other.high, other.bound):
        return "equal"
    if "about" in (one.bound, other.bound) or "more than" in (one.bound, other.bound):
        return None
    if same_origin and one.day != other.day and one.value != other.value:
        return "revised"
    inside = _holds(one, other) or _holds(other, one)
    if inside:
        return "compatible" if one.day == other.day else None
    return "conflicting" if not same_origin and one.day == other.day else None


def _holds(wide: Statement, narrow: Statement) -> bool:
    low, high = wide.low or 0.0, wide.high if wide.high is not None else float("inf")
    return narrow.value is not None and low <= narrow.value <= high
