"""All reports of a ledger together: where each claim comes from, and what claims answer together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.reconciliation.origins import Upstream, origins
from headwater.reconciliation.questions import Question, questions
from headwater.reconciliation.told import Page, page
from headwater.resolution.report import Report


@dataclass(frozen=True, slots=True)
class Reconciled:
    """``upstream`` is by claim; ``questions`` stand in the order in which they were first answered."""

    upstream: dict[str, Upstream]
    questions: tuple[Question, ...]


def reconciled(reports: Iterable[Report]) -> Reconciled:
    """What these reports come to together. It depends on the set of them, not on their order."""
    pages = sorted((page(report) for report in reports), key=_order)
    upstream = origins(pages)
    names = _names(upstream)

    def parties(claim: str) -> tuple[str, ...]:
        """Whose word it is: speakers alone, for a text's own voice raises nothing."""
        found = upstream.get(claim)
        return tuple(dict.fromkeys(names[o.party] for o in found.origins if not o.text)) if found else ()

    return Reconciled(upstream, questions(pages, parties))


def _order(one: Page) -> str:
    return one.document.id


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
