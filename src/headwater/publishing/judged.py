"""What people decided, as a dossier shows it: which claims stand, which are rejected, what was corrected, and grades.

A decision changes nothing of what was read. It changes what the page says: a rejected claim is told apart and not as
reported, a corrected one under its correction with the first reading beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from headwater.extraction.claim import Modality
from headwater.publishing import wording
from headwater.publishing.grades import RELIABILITIES, UNGRADED
from headwater.resolution.report import Entry, Voice
from headwater.store import Decision, Verdict, in_force
from headwater.text import PartialDate

SIGNS = {
    Verdict.ACCEPT: ("✓", "accepted"),
    Verdict.EDIT: ("✎", "corrected"),
    Verdict.REJECT: ("✕", "rejected"),
    Verdict.UNSURE: ("?", "in doubt"),
}
"""A sign and a word for each verdict that settles a claim."""


class Check(NamedTuple):
    """A person's verdict on a claim: ``what`` tells a correction and the first reading, ``note`` is in their words."""

    sign: str
    word: str
    who: str
    when: str
    what: str
    note: str


class Note(NamedTuple):
    """What a person wrote about something."""

    who: str
    when: str
    words: str


class Grade(NamedTuple):
    """A source's reliability by Admiralty's letters; F until a person sets it, and then ``who`` is ""."""

    letter: str
    word: str
    who: str
    when: str
    reason: str


NOBODY_GRADED = Grade(UNGRADED, RELIABILITIES[UNGRADED], "", "", "")


@dataclass(frozen=True, slots=True)
class Judged:
    """The decisions that stand. ``verdicts`` are by claim; ``notes`` by kind and subject; ``grades`` by source.

    ``merges`` join two questions each; ``splits`` take claims out of a question. ``last`` is the number of the last
    decision in the log.
    """

    verdicts: Mapping[str, Decision] = field(default_factory=dict)
    about: Mapping[tuple[str, str], tuple[Note, ...]] = field(default_factory=dict)
    graded: Mapping[str, Decision] = field(default_factory=dict)
    merges: tuple[Decision, ...] = ()
    splits: tuple[Decision, ...] = ()
    last: int = 0

    def rejected(self, claim: str) -> bool:
        found = self.verdicts.get(claim)
        return found is not None and found.verdict is Verdict.REJECT

    def corrected(self, claim: str) -> bool:
        found = self.verdicts.get(claim)
        return found is not None and found.verdict is Verdict.EDIT

    def entry(self, claim: str, read: Entry) -> Entry | None:
        """The claim as it is printed: as it was read, as a person corrected it, or None where one rejected it."""
        decision = self.verdicts.get(claim)
        if decision is None or decision.verdict in (Verdict.ACCEPT, Verdict.UNSURE):
            return read
        return None if decision.verdict is Verdict.REJECT else corrected(decision, read)

    def check(self, claim: str, read: Entry) -> Check | None:
        """The verdict on a claim in words; None where nobody settled it."""
        decision = self.verdicts.get(claim)
        if decision is None:
            return None
        what = _changed(decision, read) if decision.verdict is Verdict.EDIT else ""
        return Check(*SIGNS[decision.verdict], *signed(decision), what, _words(decision, "note"))

    def notes(self, kind: str, subject: str) -> tuple[Note, ...]:
        return self.about.get((kind, subject), ())

    def grade(self, source: str) -> Grade:
        decision = self.graded.get(source)
        letter = str(decision.value.get("grade", "")) if decision else ""
        if decision is None or letter not in RELIABILITIES:
            return NOBODY_GRADED
        return Grade(letter, RELIABILITIES[letter], *signed(decision), _words(decision, "reason"))

    def count(self, verdict: str) -> int:
        """How many claims a person settled so."""
        return sum(decision.verdict == verdict for decision in self.verdicts.values())

    def within(self, claims: Iterable[str]) -> Judged:
        """The same with the verdicts of these claims alone: the log keeps those of claims that are no more."""
        known = set(claims)
        return replace(self, verdicts={claim: found for claim, found in self.verdicts.items() if claim in known})


def judged(log: Iterable[Decision]) -> Judged:
    """What stands of a log of decisions."""
    every = list(log)
    verdicts: dict[str, Decision] = {}
    graded: dict[str, Decision] = {}
    about: dict[tuple[str, str], list[Note]] = {}
    merges, splits = [], []
    for each in in_force(every):
        if each.kind == "claim" and each.verdict.settles:
            verdicts[each.subject] = each
        elif each.verdict is Verdict.GRADE:
            graded[each.subject] = each
        elif each.verdict is Verdict.NOTE:
            about.setdefault((each.kind, each.subject), []).append(Note(*signed(each), _words(each, "note")))
        elif each.verdict is Verdict.MERGE:
            merges.append(each)
        elif each.verdict is Verdict.SPLIT:
            splits.append(each)
    return Judged(
        verdicts,
        {subject: tuple(found) for subject, found in about.items()},
        graded,
        tuple(merges),
        tuple(splits),
        every[-1].id if every else 0,
    )


def signed(decision: Decision) -> tuple[str, str]:
    """Who decided, and on which day (UTC)."""
    return wording.flat(decision.who) or "somebody", wording.date(PartialDate.day(decision.when.date()))


def speaker(decision: Decision | None) -> str:
    """The speaker that a correction names; "" for none."""
    return _words(decision, "speaker") if decision is not None and decision.verdict is Verdict.EDIT else ""


def corrected(decision: Decision, read: Entry) -> Entry:
    """A claim under its correction. A speaker takes the place of the last one of the chain."""
    name = speaker(decision)
    found = read
    if name:
        cue = read.speakers[-1].cue if read.speakers else None
        found = replace(found, speakers=(*read.speakers[:-1], Voice(name, None, False, None, None, cue)))
    modality = str(decision.value.get("modality", ""))
    return replace(found, modality=Modality(modality)) if modality in list(Modality) else found


def _changed(decision: Decision, read: Entry) -> str:
    """What a correction says, beside what was read."""
    name, modality = speaker(decision), str(decision.value.get("modality", ""))
    parts = []
    if name:
        was = f"“{wording.flat(read.speakers[-1].name)}”" if read.speakers else "the report’s own voice"
        parts.append(f"speaker “{name}”, read as {was}")
    if modality in list(Modality):
        parts.append(f"{modality}, read as {read.modality.value}")
    return "; ".join(parts)


def _words(decision: Decision, key: str) -> str:
    return wording.clipped(str(decision.value.get(key) or ""))
