"""How the figures of a ledger stand to one another: the answers to each question, and questions of one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from headwater.reconciliation.counts import Count, counts
from headwater.reconciliation.occasions import Occasion, occasions
from headwater.reconciliation.relations import Related, Relation, Word, on_one_event, related, relations
from headwater.reconciliation.told import page
from headwater.resolution.report import Report
from headwater.store import Filter, Ledger

MOST = 24
"""Questions of one report whose figures are compared with one another."""


class Compared(NamedTuple):
    """Two figures: ``question`` is the one's, ``other`` the other's, which is the same where both answer it."""

    question: str
    other: str
    one: Count
    two: Count
    related: Related


def compared(ledger: Ledger, asked: Filter) -> Iterator[Compared]:
    """The relations of all questions that ``asked`` lets through, in their order.

    First those between the different answers to one question, then part and different scope between two questions that
    one report answers with figures of one event.
    """
    wanted = [question.id for question in ledger.questions(asked)]
    told = _counts(ledger.reports())
    names = {origin.id: origin.name for origin in ledger.origins()}
    backing = {backed.claim: names.get(backed.origin, backed.origin) for backed in ledger.backing()}

    def word(claim: str) -> tuple[str, ...]:
        return (backing[claim],) if claim in backing else ()

    figures: dict[str, list[Count]] = {question: [] for question in wanted}
    reports: dict[str, list[tuple[str, Count]]] = {}
    for answer in ledger.answers():
        count = told.get((answer.claim, answer.figure)) if answer.figure is not None else None
        if count is not None and answer.question in figures:
            figures[answer.question].append(count[0])
            reports.setdefault(count[0].told.document, []).append((answer.question, count[0]))
    for question in wanted:
        found = figures[question]
        by_id = {count.id: count for count in found}
        for each in relations(sorted(found, key=_told), word):
            yield Compared(question, question, by_id[each.one], by_id[each.other], each)
    yield from _across(reports, {count.id: where for count, where in told.values()}, word)


def as_json(one: Compared) -> dict[str, Any]:
    return {
        "question": one.question,
        "other_question": one.other,
        "claim": one.one.told.id,
        "figure": one.one.figure,
        "other_claim": one.two.told.id,
        "other_figure": one.two.figure,
        "relation": one.related.relation.value,
        "why": one.related.why,
    }


def _counts(reports: Iterable[Report]) -> dict[tuple[str, int | None], tuple[Count, Occasion]]:
    found: dict[tuple[str, int | None], tuple[Count, Occasion]] = {}
    for report in reports:
        for occasion in occasions(page(report)):
            for count in counts(occasion.told):
                found[count.told.id, count.figure] = count, occasion
    return found


def _across(
    reports: dict[str, list[tuple[str, Count]]], settings: dict[str, Occasion], word: Word
) -> Iterator[Compared]:
    met: set[tuple[str, str]] = set()
    for document in sorted(reports):
        first: dict[str, Count] = {}
        for question, count in sorted(reports[document], key=lambda each: _told(each[1])):
            if len(first) < MOST:
                first.setdefault(question, count)
        for (question, one), (other, two) in combinations(first.items(), 2):
            pair = (question, other) if question < other else (other, question)
            if pair in met or not on_one_event(settings[one.id], settings[two.id]):
                continue
            made = related(one, two, word)
            if made.relation in (Relation.PART, Relation.DIFFERENT_SCOPE):
                met.add(pair)
                yield Compared(question, other, one, two, made)


def _told(count: Count) -> tuple[str, str, int, int]:
    return str(count.told.published or "9"), count.told.document, count.told.start, count.figure
