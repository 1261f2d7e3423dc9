"""Information credibility: the second axis of the Admiralty code (AJP-2.1), counted and not judged.

It says what else in the ledger speaks for a claim and against it, and nothing of whether it is so. The first axis, the
reliability of a source, is a person's to give; neither is made from the other.

====  ==========================  ================================================================================
1     confirmed                   another independent origin says the same, and none otherwise
2     probably true               others give figures that allow it, none the same, and none otherwise
3     possibly true               one origin says it of something that others tell too; or some confirm it and others
                                  do not; or its own origin is not sure of it
4     doubtful                    one other origin says otherwise and none confirms it, or its date does not fit
5     improbable                  several say otherwise, or its own origin has since said otherwise, and none confirms
6     cannot be judged            one origin and nothing else; nobody who is named; or it tells of what is not yet
====  ==========================  ================================================================================
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from headwater.extraction.claim import Modality
from headwater.reconciliation.counts import Count
from headwater.reconciliation.figures import agree, compatible
from headwater.reconciliation.questions import Question
from headwater.reconciliation.relations import said_of
from headwater.reconciliation.statuses import Parties, latest_of
from headwater.reconciliation.told import Told, real


class Credibility(IntEnum):
    """Admiralty's numbers. Six is no seventh of anything: it is the absence of a judgement."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6


@dataclass(frozen=True, slots=True)
class Grade:
    """A claim's credibility with its reasons, each a plain sentence."""

    credibility: Credibility
    reasons: tuple[str, ...]


class Heard(NamedTuple):
    """How a question bears on a claim that answers it: on whose word the claim stands (``own``), who else answers as it
    does, who allows it, who says otherwise, whose word else stands in the question (``beside``); ``taken_back`` is what
    its own origin has since said, empty if nothing. All under the names that they have in the question.
    """

    own: tuple[str, ...]
    with_it: tuple[str, ...]
    allowing: tuple[str, ...]
    against: tuple[str, ...]
    taken_back: str
    beside: tuple[str, ...]


def heard(question: Question, told: Mapping[str, Told]) -> Iterator[tuple[str, int | None, Heard]]:
    """How a question bears on each claim, and figure of a claim by its place, that answers it."""
    names = dict.fromkeys(name for own in question.parties.values() for name in own)
    parties = question.parties.__getitem__
    answers: Iterable[tuple[str, int | None, _Voices]]
    if question.figures:
        counted = {count.told.id for count in question.figures}
        silent = [(claim, None, _NOTHING) for claim in question.claims if claim not in counted]
        answers = [*_of_figures(question.figures, parties), *silent]
    else:
        answers = _of_claims(question, told, parties)
    for claim, figure, voices in answers:
        own = parties(claim)
        with_it, allowing, against, taken_back = voices
        beside = tuple(sorted(names.keys() - set(own)))
        yield claim, figure, Heard(own, with_it, allowing, against, taken_back, beside)


_Voices = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]
"""Who answers so too, who allows it, who says otherwise, and what was taken back."""
_NOTHING: _Voices = ((), (), (), "")


def _of_figures(figures: Sequence[Count], parties: Parties) -> Iterator[tuple[str, int, _Voices]]:
    latest, _ = latest_of(figures, parties)
    for count in figures:
        own = set(parties(count.told.id))
        others = [(who, last) for who, last in latest.items() if who not in own]
        mine = [last for who, last in latest.items() if who in own]
        yield (
            count.told.id,
            count.figure,
            (
                tuple(who for who, last in others if agree(count, last)),
                tuple(who for who, last in others if compatible(count, last) and not agree(count, last)),
                tuple(who for who, last in others if not compatible(count, last)),
                next((said_of(last) for last in mine if last is not count and not compatible(count, last)), ""),
            ),
        )


def _of_claims(question: Question, told: Mapping[str, Told], parties: Parties) -> Iterator[tuple[str, None, _Voices]]:
    says: dict[Modality, dict[str, None]] = {Modality.ACTUAL: {}, Modality.DENIED: {}}
    for claim in question.claims:
        says.get(told[claim].entry.modality, {}).update(dict.fromkeys(parties(claim)))
    for claim in question.claims:
        denied = told[claim].entry.modality is Modality.DENIED
        own = set(parties(claim))
        same, other = (Modality.DENIED, Modality.ACTUAL) if denied else (Modality.ACTUAL, Modality.DENIED)
        same_word = tuple(who for who in says[same] if who not in own)
        yield claim, None, (same_word, (), tuple(who for who in says[other] if who not in own), "")


def grade(told: Told, heard: Sequence[Heard]) -> Grade:
    """What all that bears on a claim comes to.

    A claim that answers several questions is graded by the answer that stands worst, for it is no surer than its parts.
    """
    own = heard[0].own
    beside = {name for each in heard for name in each.beside}
    if not real(told):
        return Grade(Credibility.CANNOT_BE_JUDGED, ("it tells of what is not yet, or only may be",))
    if not own:
        silent = "its report names nobody for it" if not told.entry.speakers else "nobody who is named stands behind it"
        return Grade(Credibility.CANNOT_BE_JUDGED, (silent,))
    made = [_of_voices(each) for each in heard]
    judged = [each for each in made if each.credibility is not Credibility.CANNOT_BE_JUDGED]
    found = max(judged, key=lambda each: each.credibility, default=None)
    if found is None and beside:
        alone = f"on the word of {_listed(own)} alone, while the same is told of by {_listed(sorted(beside))}"
        found = Grade(Credibility.POSSIBLY_TRUE, (alone,))
    if found is None:
        return Grade(
            Credibility.CANNOT_BE_JUDGED, (f"on the word of {_listed(own)} alone, and nothing else speaks to it",)
        )
    if told.entry.modality is Modality.POSSIBLE:
        found = _at_best(found, Credibility.POSSIBLY_TRUE, f"{_listed(own)} is not sure of it")
    if _before_its_time(told):
        found = _at_best(found, Credibility.DOUBTFUL, "it is told as done before the day that it names")
    return found


def _of_voices(voices: Heard) -> Grade:
    with_it, against = f"said also by {_listed(voices.with_it)}", f"contradicted by {_listed(voices.against)}"
    if voices.taken_back:
        reasons = (f"its own origin has since said {voices.taken_back}",)
        if voices.with_it:
            return Grade(Credibility.DOUBTFUL, (*reasons, with_it))
        return Grade(Credibility.IMPROBABLE, reasons)
    if voices.with_it and voices.against:
        return Grade(Credibility.POSSIBLY_TRUE, (with_it, against))
    if voices.with_it:
        return Grade(Credibility.CONFIRMED, (with_it,))
    if voices.against:
        several = len(voices.against) > 1
        return Grade(Credibility.IMPROBABLE if several else Credibility.DOUBTFUL, (against,))
    if voices.allowing:
        return Grade(Credibility.PROBABLY_TRUE, (f"allowed by the figures of {_listed(voices.allowing)}",))
    return Grade(Credibility.CANNOT_BE_JUDGED, ())


def _at_best(grade: Grade, least: Credibility, reason: str) -> Grade:
    return Grade(max(grade.credibility, least), (*grade.reasons, reason))


def _before_its_time(told: Told) -> bool:
    """Whether a claim tells as done what it dates after its own publication, by more than clocks can differ."""
    happened, published = told.entry.happened, told.published
    if told.entry.modality is not Modality.ACTUAL or happened is None or published is None:
        return False
    if happened.first is None or published.last is None:
        return False
    return happened.first > published.last + dt.timedelta(days=1)


def _listed(names: Sequence[str]) -> str:
    """The first three by name, the others by their number."""
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "nobody"
