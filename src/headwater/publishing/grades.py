"""Grades of what is reported: Admiralty's two letters side by side, and never one made of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from headwater.publishing.listings import Cell, Listing, said_by
from headwater.reconciliation.credibility import Grade
from headwater.store import Decision, Ledger, StoredClaim, Verdict, in_force

RELIABILITIES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""Admiralty's grades of a source (AJP-2.1). They say nothing of whether one thing that it reports is so."""

UNGRADED = "F"


@dataclass(frozen=True, slots=True)
class Graded:
    """A claim with the reliability of who published it (F until a person set it, ``why`` then empty) and its own
    credibility; None where the claims were not joined yet.
    """

    claim: StoredClaim
    reliability: str
    why: str
    credibility: Grade | None


def reliabilities(log: Iterable[Decision]) -> dict[str, tuple[str, str]]:
    """The letter that people gave each source last, and why."""
    return {
        each.subject: (
            str(each.value.get("grade") or UNGRADED),
            f"{each.value.get('reason') or ''} ({each.who})".strip(),
        )
        for each in in_force(list(log))
        if each.verdict is Verdict.GRADE
    }


def graded(ledger: Ledger, found: Iterable[StoredClaim]) -> Iterator[Graded]:
    """These claims with both grades."""
    given = reliabilities(ledger.decisions())
    counted: Mapping[str, Grade] = ledger.grades()
    for each in found:
        letter, why = given.get(each.publisher or "", (UNGRADED, ""))
        yield Graded(each, letter, why, counted.get(each.id))


def listing(found: Iterable[Graded]) -> Listing:
    columns = (
        "id", "document", "source", "reliability", "why this letter", "credibility", "why this number", "said by",
        "modality", "claim",
    )  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in found:
            own = each.credibility
            yield (
                each.claim.id, each.claim.document, each.claim.publisher, each.reliability, each.why or None,
                int(own.credibility) if own else None, "; ".join(own.reasons) if own else None,
                said_by(each.claim.entry), each.claim.entry.modality.value, each.claim.entry.quote,
            )  # fmt: skip

    return Listing(columns, ("source", "reliability", "credibility", "why this number", "said by", "claim"), rows())


def as_json(each: Graded) -> dict[str, object]:
    """One line of ``grades.jsonl``."""
    own = each.credibility
    return {
        "claim": each.claim.id,
        "source": each.claim.publisher,
        "reliability": each.reliability,
        "reliability_why": each.why or None,
        "credibility": int(own.credibility) if own else None,
        "credibility_why": list(own.reasons) if own else [],
    }
