"""All reports of a ledger together: where each claim comes from, and what claims answer together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.reconciliation.counts import counts
from headwater.reconciliation.credibility import Grade, grades
from headwater.reconciliation.occasions import occasions
from headwater.reconciliation.origins import Origins, Upstream
from headwater.reconciliation.questions import Question, Questions
from headwater.reconciliation.rulings import NONE, Rulings
from headwater.reconciliation.tellings import Telling, Tellings
from headwater.reconciliation.told import Page, page
from headwater.resolution.report import Report


@dataclass(frozen=True, slots=True)
class Reconciled:
    """``upstream`` and ``grades`` are by claim; ``questions`` stand in the order in which they were first answered."""

    upstream: dict[str, Upstream]
    questions: tuple[Question, ...]
    grades: dict[str, Grade]


class Joining:
    """Reports that are to be joined, taken in as they come: what each needs of its own is done by the time all are
    there. What it gives depends on the set of reports, not on their order.
    """

    def __init__(self) -> None:
        self._origins = Origins()
        self._told: dict[str, tuple[Telling, ...]] = {}

    def add(self, report: Report) -> None:
        """Take in one report; a document that is there already is not taken in again."""
        if report.document.id in self._told:
            return
        own = page(report)
        self._origins.add(own)
        self._told[own.document.id] = tellings(own)

    def result(self, rulings: Rulings = NONE) -> Reconciled:
        """What the reports come to together, people's rulings among them."""
        upstream = self._origins.traced()
        told = [each for document in sorted(self._told) for each in self._told[document]]
        shelves = self._origins.shelves
        held = Tellings(shelves)
        held.add(told)
        asking = Questions(shelves, held, lambda claim: voices(upstream[claim]), rulings)
        asking.add(told)
        asked = asking.all()
        return Reconciled(upstream, asked, grades(asked, {each.occasion.id: each.occasion.told for each in told}))


def reconciled(reports: Iterable[Report], rulings: Rulings = NONE) -> Reconciled:
    """What these reports come to together. It depends on the set of them, not on their order."""
    joining = Joining()
    for report in reports:
        joining.add(report)
    return joining.result(rulings)


def tellings(page: Page) -> tuple[Telling, ...]:
    """What a document tells, as it is compared with others."""
    return tuple(Telling(occasion, tuple(counts(occasion.told))) for occasion in occasions(page))


def voices(upstream: Upstream) -> tuple[tuple[str, str], ...]:
    """Whose word a claim is, party and name: speakers alone, for a text's own voice raises nothing."""
    return tuple({o.party: (o.party, o.name) for o in reversed(upstream.origins) if not o.text}.values())[::-1]
