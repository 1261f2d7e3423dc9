"""Whole stories, read by a person: who says what, how surely, with which figures, and what claims answer together.

The stories of ``evaluation/annotated`` are invented, and were annotated clause by clause by readers who never saw what
the program makes of them. Rules were made with an eye on ``contingent``, ``checkpoint`` and ``bridge``; of the others
only scores were looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from headwater.intake import reports
from headwater.language import Reader
from headwater.language.weights import Weights
from headwater.reading.files import documents
from headwater.reconciliation.questions import Question
from headwater.reconciliation.reconcile import reconciled
from headwater.reconciliation.told import Told, page
from headwater.resolution.report import Report

_GOLD = ".gold.json"
_COMMON = frozenset("the a an of s said president minister leader government".split())


class Pair(NamedTuple):
    """A claim of the reader, and the program's claim that lies on the same words."""

    gold: Mapping[str, Any]
    said: Told


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """A story's gold reading (``NAME.gold.json`` beside ``NAME.jsonl``), or a folder of them: means over the stories.

    In percent. ``claims``: how many of the reader's claims are said on the same words (half of what either covers, or
    nearly all of the reader's in no much longer one); of these, how often ``speaker``, ``modality`` and, where the
    reader saw an act, its type (``event``) are right; ``figures_f1`` of values, once a document; ``pairs_precision``,
    ``pairs_recall`` and ``pairs_f1`` of two claims answering one question; ``status`` of the reader's questions.
    """
    files = sorted(path.glob(f"*{_GOLD}")) if path.is_dir() else [path]
    reader = Reader(weights)
    found = [_story(each, reader) for each in files]
    return {key: sum(each[key] for each in found) / len(found) for key in found[0]}


def _story(path: Path, reader: Reader) -> dict[str, float]:
    gold = json.loads(path.read_text("utf-8"))
    texts = path.with_name(path.name.removesuffix(_GOLD) + ".jsonl")
    read = [each for each in reports(documents([texts]), reader) if isinstance(each, Report)]
    pairs = _matched(gold["claims"], [told for each in read for told in page(each).told])
    acts = [each for each in pairs if each.gold.get("event")]
    return {
        "claims": _percent(len(pairs), len(gold["claims"])),
        "speaker": _percent(sum(map(_speaker_is_right, pairs)), len(pairs)),
        "modality": _percent(sum(p.gold["modality"] == p.said.entry.modality.value for p in pairs), len(pairs)),
        "event": _percent(sum(map(_act_is_right, acts)), len(acts)),
        "figures_f1": _figures(gold["claims"], read),
        **_questions(gold["questions"], pairs, reconciled(read).questions),
    }


def _matched(gold: Sequence[Mapping[str, Any]], said: Sequence[Told]) -> list[Pair]:
    """Each claim of the reader with at most one of the program's, those that share most words first."""
    near = [
        (shared, g, s)
        for g, one in enumerate(gold)
        for s, told in enumerate(said)
        if one["document"] == told.document and (shared := _shared(one, told)) and _same_words(one, told, shared)
    ]
    found: dict[int, int] = {}
    for _, g, s in sorted(near, reverse=True):
        if g not in found and s not in found.values():
            found[g] = s
    return [Pair(gold[g], said[s]) for g, s in found.items()]


def _shared(gold: Mapping[str, Any], told: Told) -> int:
    return max(0, min(int(gold["end"]), told.end) - max(int(gold["start"]), told.start))


def _same_words(gold: Mapping[str, Any], told: Told, shared: int) -> bool:
    own, theirs = gold["end"] - gold["start"], told.end - told.start
    return bool(shared >= (own + theirs - shared) / 2 or (shared >= 0.8 * own and theirs <= 2.5 * own))


def _speaker_is_right(pair: Pair) -> bool:
    """Whether the innermost speaker is one whom the reader named; none where the outlet itself speaks."""
    voices = pair.said.entry.speakers
    if not pair.gold["speakers"] or not voices:
        return not pair.gold["speakers"] and not voices
    return any(_one_name(name, voices[-1].name) for name in pair.gold["speakers"])


def _one_name(one: str, two: str) -> bool:
    a, b = ({w for w in name.lower().replace("'s", "").split() if w not in _COMMON} for name in (one, two))
    return len(a & b) * 2 >= max(1, min(len(a), len(b)))


def _act_is_right(pair: Pair) -> bool:
    event = pair.said.entry.event
    return event is not None and event.type in pair.gold["event"]["type"]


def _figures(gold: Sequence[Mapping[str, Any]], read: Sequence[Report]) -> float:
    """F1 of the values of figures, each document's compared as sets: a figure that is told twice counts once."""
    wanted = {(c["document"], f["low"], f["high"]) for c in gold for f in c.get("figures", ())}
    told = {(r.document.id, f.low, f.high) for r in read for e in r.entries for f in e.figures}
    return 200 * len(wanted & told) / max(1, len(wanted) + len(told))


def _questions(gold: Sequence[Mapping[str, Any]], pairs: Sequence[Pair], asked: Sequence[Question]) -> dict[str, float]:
    """How far the program's questions hold together what the reader's do; a claim that is not said is with nobody."""
    said = {pair.gold["id"]: pair.said.id for pair in pairs}
    wanted = set(_together(question["claims"] for question in gold))
    answering = {id for question in gold for id in question["claims"]}
    name = {said[id]: id for id in answering if id in said}
    held = set(_together([name[claim] for claim in q.claims if claim in name] for q in asked))
    right = sum(_status_is_right(question, said, asked) for question in gold)
    return {
        "pairs_precision": _percent(len(held & wanted), len(held)),
        "pairs_recall": _percent(len(held & wanted), len(wanted)),
        "pairs_f1": _percent(2 * len(held & wanted), len(held) + len(wanted)),
        "status": _percent(right, len(gold)),
    }


def _together(groups: Any) -> Iterator[frozenset[str]]:
    for group in groups:
        yield from (frozenset(two) for two in combinations(sorted(set(group)), 2))


def _status_is_right(question: Mapping[str, Any], said: Mapping[str, str], asked: Sequence[Question]) -> bool:
    """Whether the question that holds most of the reader's claims, and fewest others, has a status that they allow."""
    wanted = {said[id] for id in question["claims"] if id in said}
    best = max(asked, key=lambda q: len(wanted & set(q.claims)) / max(1, len(wanted | set(q.claims))), default=None)
    allowed = question["status"] if isinstance(question["status"], list) else [question["status"]]
    return best is not None and bool(wanted & set(best.claims)) and best.standing.status.value in allowed


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
