"""How the answers to a question stand to one another: by whose word they stand, and when each was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headwater.extraction.claim import Modality
from headwater.reconciliation.counts import Count
from headwater.reconciliation.figures import agree, bounds, compatible
from headwater.reconciliation.groups import Groups
from headwater.reconciliation.occasions import Occasion
from headwater.reconciliation.relations import Relation, day, related, said_of

Parties = Callable[[str], tuple[str, ...]]
"""Whose word a claim stands on, by its id: parties that are independent of one another; empty for nobody's."""


class Status(StrEnum):
    """What is known of a question's answers."""

    CONFLICTING = "conflicting"
    REVISED = "revised"
    CORROBORATED = "corroborated"
    SINGLE_ORIGIN = "single-origin"


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, why in plain words, and the parties on whose word the answers stand."""

    status: Status
    why: str
    parties: tuple[str, ...]


def standing(told: Sequence[Occasion], figures: Sequence[Count], parties: Parties) -> Standing:
    """The status of a question. Unattributed words never raise it."""
    names = tuple(dict.fromkeys(p for o in told for p in parties(o.id)))
    named = ", ".join(names) if names else "nobody who is named"
    if figures:
        return _of_figures(figures, parties, names, named)
    denied = {p for o in told if o.told.entry.modality is Modality.DENIED for p in parties(o.id)}
    held = {p for o in told if o.told.entry.modality is Modality.ACTUAL for p in parties(o.id)}
    if denied and held and denied != held:
        others = held - denied or held
        why = f"{', '.join(sorted(denied))} denies what {', '.join(sorted(others))} says"
        return Standing(Status.CONFLICTING, why, names)
    voices = _voices([parties(o.id) for o in told if o.told.entry.modality is Modality.ACTUAL])
    if len(voices) >= 2:
        why = f"{len(voices)} independent origins say so: {', '.join(voices)}"
        return Standing(Status.CORROBORATED, why, names)
    return Standing(Status.SINGLE_ORIGIN, f"on the word of {named}", names)


def latest_of(figures: Sequence[Count], parties: Parties) -> tuple[dict[str, Count], list[str]]:
    """What each party says by its latest word, and in words what it has taken back."""
    latest: dict[str, Count] = {}
    revised: list[str] = []
    for count in sorted(figures, key=lambda c: (day(c) or dt.date.max, c.id)):
        for who in parties(count.told.id):
            before = latest.get(who)
            if before is not None and not compatible(before, count) and day(before) != day(count):
                revised.append(f"{who}: {said_of(before)}, then {said_of(count)}")
            if before is None or _tighter(count, before) or not compatible(before, count):
                latest[who] = count
    return latest, revised


def _of_figures(figures: Sequence[Count], parties: Parties, names: tuple[str, ...], named: str) -> Standing:
    latest, revised = latest_of(figures, parties)
    last = list(latest.items())
    against = [
        f"{who} says {said_of(one)}, {whom} {said_of(two)}"
        for place, (who, one) in enumerate(last)
        for whom, two in last[place + 1 :]
        if related(one, two, parties).relation is Relation.CONFLICTING
    ]
    # A toll that "rose to 19" takes the place of another's 17 of the day before: it neither denies nor confirms it.
    revised += [
        f"{one_of} {said_of(one)}, then {other_of} {said_of(two)}"
        for place, mine in enumerate(last)
        for theirs in last[place + 1 :]
        for (one_of, one), (other_of, two) in (sorted((mine, theirs), key=lambda each: day(each[1]) or dt.date.max),)
        if not compatible(one, two) and related(one, two, parties).relation is Relation.REVISED
    ]
    if against:
        return Standing(Status.CONFLICTING, "; ".join(against[:3]), names)
    if revised:
        return Standing(Status.REVISED, "; ".join(revised[:3]), names)
    confirmed = {who for who, one in last if any(whom != who and agree(one, two) for whom, two in last)}
    voices = _voices([[p for p in parties(c.told.id) if p in confirmed] for c in figures])
    if len(voices) >= 2:
        why = f"{len(voices)} independent origins agree: {', '.join(voices)}"
        return Standing(Status.CORROBORATED, why, names)
    if len(last) >= 2:
        why = f"{named} give figures that allow one another, and none confirms another"
        return Standing(Status.SINGLE_ORIGIN, why, names)
    return Standing(Status.SINGLE_ORIGIN, f"on the word of {named}", names)


def _voices(said: Iterable[Sequence[str]]) -> list[str]:
    """The parties as independent voices: those who say something together ("rescuers and activists said") are one."""
    groups: Groups[str] = Groups()
    for together in said:
        for who in together:
            groups.join(together[0], who)
    return sorted(" with ".join(group) for group in groups.all())


def _tighter(one: Count, two: Count) -> bool:
    a, b = bounds(one), bounds(two)
    return a[1] - a[0] <= b[1] - b[0]
