"""How two figures on one question, or on one event, stand to each other: a type, and why in plain words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headwater.extraction.claim import Figure, Qualifier
from headwater.reconciliation.counts import EVERYBODY, Count, same_people
from headwater.reconciliation.figures import compatible
from headwater.reconciliation.matters import ONE_MATTER
from headwater.reconciliation.occasions import Occasion, matters

Word = Callable[[str], tuple[str, ...]]
"""On whose word a claim stands, by its id: the names of its origins; empty for nobody's."""

PERSONS = frozenset({"people", "children", "women", "men", "troops", "rebels"})

_SUPERSEDES = re.compile(
    r"\b(?:revised|corrected)\b|\b(?:up|down)\s+from\b|\b(?:rose|risen|rises|climbed|jumped|raised|increased|lowered|cut)\s+to\b"
    r"|\b(?:previous|earlier|initial|preliminary)\s+(?:\w+\s+)?(?:toll|count|figure|estimate|report)",
    re.IGNORECASE,
)


class Relation(StrEnum):
    """How one figure stands to another."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    REVISED = "revised"
    PART = "part"
    DIFFERENT_SCOPE = "different-scope"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class Related:
    """The relation of the figures ``one`` and ``other`` (ids of counts), and ``why`` in plain words."""

    one: str
    other: str
    relation: Relation
    why: str


def on_one_event(here: Occasion, there: Occasion) -> bool:
    """Whether two claims are of what one report, or two reports about one matter, are about."""
    return matters(here, there) >= ONE_MATTER


def related(one: Count, two: Count, word: Word) -> Related:
    """How two figures on one question, or on one event, stand to each other; the same whichever comes first.

    What they count is asked first (different scope, part), then what they allow (equal, compatible), then who says it
    and when (revised, conflicting). It does not ask whether they are of one event: see :func:`on_one_event`.
    """
    relation, why = _scope(one, two) or _value(one, two, word)
    return Related(one.id, two.id, relation, why)


def relations(figures: Sequence[Count], word: Word, most: int = 12) -> tuple[Related, ...]:
    """The relations between the different answers to one question, the first telling of each standing for it.

    Answers are different where origin, bounds or day are; of more than ``most`` only the first are compared.
    """
    answers: dict[tuple[object, ...], Count] = {}
    for count in figures:
        answers.setdefault((word(count.told.id), count.low, count.high, _qualifier(count), day(count)), count)
    chosen = list(answers.values())[:most]
    return tuple(related(one, two, word) for place, one in enumerate(chosen) for two in chosen[place + 1 :])


def parts(counts: Iterable[Count]) -> tuple[tuple[Count, Count], ...]:
    """(part, whole) among the figures of one event."""
    held = list(counts)
    return tuple(
        (one, two)
        for place, first in enumerate(held)
        for second in held[place + 1 :]
        for one, two in ((first, second), (second, first))
        if _part_of(one, two)
    )


def day(count: Count) -> dt.date | None:
    """The day on which a figure was given: when it was said, else when its report was published."""
    said = count.told.entry.said or count.told.published
    return said.last if said else None


def said_of(count: Count) -> str:
    """A figure as it is told in a reason."""
    low, high = count.low, count.high
    about = "about " if _qualifier(count) is Qualifier.APPROXIMATELY else ""
    if low is not None and high is not None:
        return f"{about}{low:,.0f}" if low == high else f"{about}{low:,.0f} to {high:,.0f}"
    return f"at least {low:,.0f}" if low is not None else f"at most {high or 0:,.0f}"


def _scope(one: Count, two: Count) -> tuple[Relation, str] | None:
    """Where they do not count the same: a part of it, or something else."""
    if one.real != two.real:
        ahead = two if one.real else one
        return Relation.DIFFERENT_SCOPE, f"{said_of(ahead)} is what may come or is planned, the other a count"
    for part, whole in ((one, two), (two, one)):
        if _part_of(part, whole):
            kind = f"{part.whom} among the {whole.whom}" if part.whom != whole.whom else "a part"
            return Relation.PART, f"{said_of(part)} are {kind} of whom {said_of(whole)} were counted"
    if one.measure != two.measure and one.measure and two.measure:
        return Relation.DIFFERENT_SCOPE, f"{said_of(one)} counts the {one.measure}, {said_of(two)} the {two.measure}"
    if not same_people(one, two):
        return (
            Relation.DIFFERENT_SCOPE,
            f"{said_of(one)} counts {one.whom or 'others'}, {said_of(two)} {two.whom or 'others'}",
        )
    return None


def _part_of(part: Count, whole: Count) -> bool:
    """Whether a figure counts some of those whom another counts: so its claim says, or its kind of people is within."""
    mine, theirs = _figure(part), _figure(whole)
    if part.real != whole.real or mine.unit or theirs.unit:
        return False
    if part.told.id == whole.told.id and mine.part_of is not None:
        return mine.part_of == whole.figure
    same = part.measure == whole.measure and bool(part.measure)
    if not same or (part.low is not None and whole.high is not None and part.low > whole.high):
        return False
    within = (
        whole.whom == EVERYBODY and part.whom in PERSONS and part.whom != EVERYBODY and not same_people(part, whole)
    )
    return within or (part.whom == whole.whom and mine.part_of is not None and theirs.part_of is None)


def _value(one: Count, two: Count, word: Word) -> tuple[Relation, str]:
    """Of two figures that count the same: what they allow, who says it and when."""
    if (one.low, one.high) == (two.low, two.high):
        if _qualifier(one) is _qualifier(two):
            return Relation.EQUAL, f"both say {said_of(one)}"
        return Relation.COMPATIBLE, f"{said_of(one)} and {said_of(two)} allow the same number"
    mine, theirs = word(one.told.id), word(two.told.id)
    both = [name for name in mine if name in theirs]
    first, last = sorted((one, two), key=lambda c: (day(c) or dt.date.max, c.low or c.high or 0.0, c.id))
    later = day(first) is not None and day(last) is not None and day(first) != day(last)
    fits = compatible(one, two)
    if _SUPERSEDES.search(last.told.passage) and (not fits or _beyond(first, last)):
        return Relation.REVISED, f"{said_of(last)} is told as taking the place of an earlier figure"
    if both and (not fits or _beyond(first, last) or _beyond(last, first)):
        when = f"on {day(last)}, after {said_of(first)} on {day(first)}" if later else f"beside {said_of(first)}"
        return Relation.REVISED, f"{both[0]} says {said_of(last)} {when}"
    if fits:
        return Relation.COMPATIBLE, f"{said_of(one)} and {said_of(two)} allow the same number"
    if later and _grows(first, last):
        return Relation.REVISED, f"{said_of(last)} of {day(last)} comes days after {said_of(first)}, and tolls grow"
    if later and not (mine and theirs):
        return (
            Relation.REVISED,
            f"{said_of(last)} of {day(last)} comes after {said_of(first)}, and one of them is nobody's word",
        )
    return (
        Relation.CONFLICTING,
        f"{_names(mine)} {'say' if len(mine) > 1 else 'says'} {said_of(one)}, {_names(theirs)} {said_of(two)}",
    )


GROWING = frozenset({"killed", "wounded", "displaced", "released", "detained"})
"""What is counted further while it goes on."""
DAYS = 3
"""Days after which a higher count of such is told as of a later time, and no longer against the earlier one."""


AT_MOST = 3
"""Times the earlier figure that such a count has grown to by then; one that is higher yet is another party's."""


def _grows(first: Count, last: Count) -> bool:
    """Whether the later figure is the higher one of a toll that grows, some days on."""
    one, two = day(first), day(last)
    if one is None or two is None or (two - one).days < DAYS or last.measure not in GROWING:
        return False
    top, low = first.high if first.high is not None else first.low, last.low
    return top is not None and low is not None and top < low <= AT_MOST * top


def _beyond(open: Count, other: Count) -> bool:
    """Whether a figure goes beyond an open bound: "at least 12", and then 19."""
    value = other.low if other.low is not None else other.high
    return open.low is not None and open.high is None and value is not None and value != open.low


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(names) if names else "somebody unnamed"


def _figure(count: Count) -> Figure:
    return count.told.entry.figures[count.figure]


def _qualifier(count: Count) -> Qualifier:
    return _figure(count).qualifier
