"""The family tree of an origin: who carried it, when, from whom, and what was changed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headwater.reconciliation.copies import aligned, folded
from headwater.reconciliation.origins import How, Origin, Origins, Upstream
from headwater.reconciliation.told import Told
from headwater.text import PartialDate, Span

EDITED = 0.6  # share of the words of the shorter quote that both have, in their order


class Change(StrEnum):
    """What became of the words since the claim before. ``first``: nothing stands before it here."""

    FIRST = "first"
    VERBATIM = "verbatim"
    EDITED = "edited"
    UNATTRIBUTED = "attribution cut"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Carried:
    """One claim of an origin in one document. ``parent`` is the claim that it came by, None where none is known.

    ``shared`` are the stretches that it has word for word with its parent, in its own quote.
    """

    claim: str
    document: str
    publisher: str | None
    published: PartialDate | None
    parent: str | None
    change: Change
    shared: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """All that goes back to one origin, the earliest first, undated ones last."""

    origin: Origin
    carried: tuple[Carried, ...]

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(each.document for each in self.carried)


def families(held: Origins) -> dict[str, Family]:
    """The tree of each origin, by its id. A claim of two origins stands in both trees."""
    claims = held.claims()
    traced = held.traced()
    found: dict[str, tuple[Origin, list[Carried]]] = {}
    for id, upstream in traced.items():
        parent = upstream.via[0] if upstream.via else _earlier(held, upstream, traced)
        for origin in upstream.origins:
            found.setdefault(origin.id, (origin, []))[1].append(_carried(claims[id], parent, claims, upstream))
    return {id: Family(origin, tuple(sorted(carried, key=_sorting))) for id, (origin, carried) in sorted(found.items())}


def _earlier(held: Origins, upstream: Upstream, traced: dict[str, Upstream]) -> str | None:
    """The earliest copy of the same origin that is earlier than this claim."""
    for other in held.copies(upstream.claim):
        if set(traced[other].origins) & set(upstream.origins) and held.before(other, upstream.claim):
            return other
    return None


def _carried(told: Told, parent: str | None, claims: dict[str, Told], upstream: Upstream) -> Carried:
    change = Change.FIRST
    shared: tuple[Span, ...] = ()
    if parent is not None:
        before = claims[parent]
        pairs = aligned(told.quote, before.quote)
        shared = tuple(mine for mine, _ in pairs)
        words = [w for w, _ in folded(told.quote)]
        theirs = [w for w, _ in folded(before.quote)]
        same = sum(len(folded(told.quote[s.start : s.end])) for s in shared)
        if upstream.how in (How.COPY, How.ECHO) and before.entry.speakers and not told.entry.speakers:
            change = Change.UNATTRIBUTED
        elif words == theirs:
            change = Change.VERBATIM
        elif same >= EDITED * min(len(words), len(theirs)):
            change = Change.EDITED
        else:
            change = Change.REWORDED
    return Carried(told.id, told.document, told.publisher, told.published, parent, change, shared)


def _sorting(each: Carried) -> tuple[str, str, str]:
    first = each.published.first if each.published else None
    return (first.isoformat() if first else "9999", each.document, each.claim)
