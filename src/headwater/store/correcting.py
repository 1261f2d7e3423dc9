"""A ledger as people corrected it: a copy in which their decisions are applied, joined anew.

What was read stays as it is in the ledger itself. In the copy claims that were rejected are left out, and corrected
ones have the modality and the speaker that a person gave them; so statuses and origins are those of what is left.
Claims keep their ids but where their speaker was corrected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from headwater.extraction.claim import Modality
from headwater.reconciliation.identity import claim_ids, digest
from headwater.resolution.report import Entry, Report, Voice
from headwater.store.decisions import Decision, Verdict, in_force

if TYPE_CHECKING:
    from headwater.store.ledger import Ledger


class Corrections(NamedTuple):
    """What people changed, of claims that the ledger holds now."""

    rejected: int = 0
    edited: int = 0

    def __bool__(self) -> bool:
        return bool(self.rejected or self.edited)


def settled(log: Sequence[Decision]) -> dict[str, Decision]:
    """The decision by which each claim is settled now; a later one takes the place of an earlier."""
    return {each.subject: each for each in in_force(log) if each.kind == "claim" and each.verdict.settles}


def counted(settled: Mapping[str, Decision], held: Mapping[str, object]) -> Corrections:
    """How many of the claims in ``held`` the decisions change."""
    verdicts = [each for claim, each in settled.items() if claim in held]
    return Corrections(
        sum(each.verdict is Verdict.REJECT for each in verdicts), sum(_changes(each) for each in verdicts)
    )


def corrected(report: Report, settled: Mapping[str, Decision]) -> Report:
    """The report without the claims that were rejected, and with those that were corrected as they should read."""
    ids = claim_ids(report.document.id, digest(report.document.text), report.entries)
    if settled.keys().isdisjoint(ids):
        return report
    kept = []
    for id, entry in zip(ids, report.entries, strict=True):
        decision = settled.get(id)
        if decision is None or decision.verdict is not Verdict.REJECT:
            kept.append(_edited(entry, decision) if decision and _changes(decision) else entry)
    return replace(report, entries=tuple(kept))


def copy(ledger: Ledger, into: Ledger) -> None:
    """Write the corrected reports of a ledger's current documents into an empty one, and join them."""
    with ledger.snapshot() as now:
        verdicts = settled(list(now.decisions()))
        for held, report in zip(now.documents(), now.reports(), strict=True):
            into.add(corrected(report, verdicts), held.engine)
        for refusal in now.refusals():
            into.refuse(refusal)
        into.copy_decisions(now.decisions())
    into.reconcile()


def _changes(decision: Decision) -> bool:
    return decision.verdict is Verdict.EDIT and not decision.value.keys().isdisjoint(("modality", "speaker"))


def _edited(entry: Entry, decision: Decision) -> Entry:
    modality, speaker = decision.value.get("modality"), decision.value.get("speaker")
    if modality:
        entry = replace(entry, modality=Modality(str(modality)))
    if speaker:
        # Where the speaker's words stand stays: the name was wrong, or too short, not that somebody speaks there.
        was = entry.speakers[-1] if entry.speakers else None
        start, end, cue = (was.start, was.end, was.cue) if was else (None, None, None)
        entry = replace(entry, speakers=(Voice(str(speaker), None, False, start, end, cue),))
    return entry
