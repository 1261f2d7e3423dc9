"""All reports of a ledger together: where each claim comes from, and what claims answer together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.reconciliation.counts import Count, counts
from headwater.reconciliation.credibility import Grade, grades
from headwater.reconciliation.occasions import Occasion, occasions
from headwater.reconciliation.origins import Origins, Upstream
from headwater.reconciliation.questions import Question, joined
from headwater.reconciliation.rulings import NONE, Rulings
from headwater.reconciliation.told import page
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
        self._told: dict[str, tuple[tuple[Occasion, ...], tuple[Count, ...]]] = {}

    def add(self, report: Report) -> None:
        """Take in one report; a document that is there already is not taken in again."""
        if report.document.id in self._told:
            return
        own = page(report)
        self._origins.add(own)
        told = tuple(occasions(own))
        self._told[own.document.id] = told, tuple(count for each in told for count in counts(each.told))

    def result(self, rulings: Rulings = NONE) -> Reconciled:
        """What the reports come to together, people's rulings among them."""
        upstream = self._origins.traced()
        names = _names(upstream)

        def parties(claim: str) -> tuple[str, ...]:
            """Whose word it is: speakers alone, for a text's own voice raises nothing."""
            found = upstream.get(claim)
            return tuple(dict.fromkeys(names[o.party] for o in found.origins if not o.text)) if found else ()

        pages = [self._told[document] for document in sorted(self._told)]
        told = [each for own, _ in pages for each in own]
        asked = joined(told, [each for _, own in pages for each in own], parties, rulings)
        return Reconciled(upstream, asked, grades(asked, {each.id: each.told for each in told}, parties))


def reconciled(reports: Iterable[Report], rulings: Rulings = NONE) -> Reconciled:
    """What these reports come to together. It depends on the set of them, not on their order."""
    joining = Joining()
    for report in reports:
        joining.add(report)
    return joining.result(rulings)


def _names(upstream: dict[str, Upstream]) -> dict[str, str]:
    """Each party under the name that most of its claims give it."""
    called: dict[str, Counter[str]] = {}
    for found in upstream.values():
        for origin in found.origins:
            called.setdefault(origin.party, Counter())[origin.name] += 1
    names = {party: min(found, key=lambda name: (-found[name], name)) for party, found in called.items()}
    # Two parties of one name ("a medical source" in two stories) must not be taken for one.
    twice = Counter(names.values())
    return {party: name if twice[name] == 1 else f"{name} [{party}]" for party, name in names.items()}
