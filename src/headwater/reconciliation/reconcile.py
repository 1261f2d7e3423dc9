"""All reports of a ledger together: where each claim comes from, and what claims answer together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from headwater.reconciliation.credibility import Grade
from headwater.reconciliation.keeping import Keeping, voices
from headwater.reconciliation.origins import Origins, Upstream
from headwater.reconciliation.questions import Question, Questions
from headwater.reconciliation.rulings import NONE, Rulings
from headwater.reconciliation.tellings import Telling, Tellings, told_in
from headwater.reconciliation.told import page
from headwater.resolution.report import Report


@dataclass(frozen=True, slots=True)
class Reconciled:
    """``upstream`` and ``grades`` are by claim; ``questions`` stand in the order in which they were first answered;
    ``names`` are the origins' by their ids: each is called as most of its claims call it.
    """

    upstream: dict[str, Upstream]
    questions: tuple[Question, ...]
    grades: dict[str, Grade]
    names: dict[str, str]


class Joining:
    """Reports that are to be joined, taken in as they come: what each needs of its own is done by the time all are
    there. What it gives depends on the set of reports, not on their order.
    """

    def __init__(self) -> None:
        self._origins = Origins()
        self._told: dict[str, tuple[Telling, ...]] = {}
        self._held: Tellings | None = None

    def add(self, report: Report) -> None:
        """Take in one report; a document that is there already is not taken in again."""
        if report.document.id in self._told:
            return
        own = page(report)
        self._origins.add(own)
        self._told[own.document.id] = told_in(own)

    def result(self, rulings: Rulings = NONE) -> Reconciled:
        """What the reports come to together, people's rulings among them."""
        origins = self._origins
        keeping = Keeping(origins.shelves)
        upstream: dict[str, Upstream] = {}
        for document in sorted(self._told):
            found, asked, leans = origins.leaning(document)
            upstream |= found
            keeping.traced(document, found, asked, leans)
        told = [each for document in sorted(self._told) for each in self._told[document]]
        held = Tellings(origins.shelves)
        held.add(told)
        asking = Questions(origins.shelves, held, lambda claim: voices(upstream[claim]), rulings)
        asking.add(told)
        asked_now = asking.all()
        grades = keeping.graded(asked_now, held, [each.occasion.id for each in told])
        names = {up.origin.id: keeping.name(up.origin.id) or up.origin.name for up in upstream.values() if up.origin}
        self._held = held
        return Reconciled(upstream, asked_now, grades, names)

    def kept(self) -> Iterator[tuple[str, Any, Any]]:
        """What the next joining needs of the last one, so that reports may come to what it joined: shelf, key and value
        of each.
        """
        for document in self._told:
            self._origins.vicinity.near(document)
        yield from self._origins.shelves.changed()
        if self._held is not None:
            yield from self._held.kept()


def reconciled(reports: Iterable[Report], rulings: Rulings = NONE) -> Reconciled:
    """What these reports come to together. It depends on the set of them, not on their order."""
    joining = Joining()
    for report in reports:
        joining.add(report)
    return joining.result(rulings)
