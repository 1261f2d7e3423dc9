"""One event in the words of several reports: which claims of a pile of marked stories are brought together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from corpora.marked import Marked, marked
from headwater.intake import reports
from headwater.language import Reader
from headwater.language.weights import Weights
from headwater.reading.refusal import Refusal
from headwater.reconciliation.origins import Origins
from headwater.reconciliation.questions import questions
from headwater.reconciliation.told import Page, page


class Stated(NamedTuple):
    """A claim with the events that are marked in it, and the questions that it answers."""

    document: str
    story: str
    events: frozenset[str]
    questions: frozenset[str]


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """A file of marked stories, or a folder of such files, all read as one pile of one week; in percent.

    ``precision``: of two claims of different reports that answer one question, and hold marked events, how often they
    have one in common. ``recall``: of two claims of different reports that hold one marked event each, the same, how
    often they answer one question. ``f1`` is of these two. ``strangers`` counts questions that hold claims of two
    stories, ``claims`` all claims; both are numbers and no percentages.
    """
    files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    told = {each.document.id: each for file in files for each in marked(file, one_week=True)}
    found = list(stated(told, Reader(weights)))
    counts = Counter(_pairs(found))
    precision = 100 * counts["right"] / max(counts["joined"], 1)
    recall = 100 * counts["found"] / max(counts["same"], 1)
    told_by: dict[str, set[str]] = defaultdict(set)
    for each in found:
        for question in each.questions:
            told_by[question].add(each.story)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "strangers": float(sum(len(stories) > 1 for stories in told_by.values())),
        "claims": float(len(found)),
    }


def stated(told: dict[str, Marked], reader: Reader) -> Iterator[Stated]:
    pages = list(_pages(told, reader))
    origins = Origins(pages)
    asked: dict[str, set[str]] = defaultdict(set)
    for question in questions(pages, lambda claim: tuple(o.party for o in origins.upstream(claim).origins)):
        for claim in question.claims:
            asked[claim].add(question.id)
    for each in pages:
        own = told[each.document.id]
        for one in each.told:
            inside = (id for mark, id in own.marks if mark.start < one.end and mark.end > one.start)
            events = frozenset(f"{own.story} {id}" for id in inside)
            yield Stated(each.document.id, own.story, events, frozenset(asked[one.id]))


def _pages(told: dict[str, Marked], reader: Reader) -> Iterator[Page]:
    for report in reports((each.document for each in told.values()), reader):
        if isinstance(report, Refusal):
            raise ValueError(f"{report.source}: {report.why}")
        yield page(report)


def _pairs(found: Sequence[Stated]) -> Iterator[str]:
    """What each pair of claims counts for."""
    by_story: dict[str, list[Stated]] = defaultdict(list)
    for each in found:
        by_story[each.story].append(each)
    for own in by_story.values():
        for a, b in combinations(own, 2):
            if a.document == b.document or not a.events or not b.events:
                continue
            joined = bool(a.questions & b.questions)
            if joined:
                yield "joined"
                if a.events & b.events:
                    yield "right"
            if len(a.events) == 1 and a.events == b.events:
                yield "same"
                if joined:
                    yield "found"
