"""Figures dealt out among claims: each stands in one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from headwater.extraction.claim import Claim, Figure


def dealt(found: Sequence[Claim], figures: Sequence[Figure]) -> Iterator[Claim]:
    """The claims, in the order of the text, with each figure in the shortest claim that holds it.

    A figure that no claim holds is dropped; ``part_of`` is kept where the whole stands in the same claim.
    """
    starts = [c.start for c in found]
    longest = max((c.end - c.start for c in found), default=0)
    homes: dict[int, list[int]] = {}
    for number, figure in enumerate(figures):
        near = range(bisect_left(starts, figure.end - longest), bisect_right(starts, figure.start))
        over = [i for i in near if figure.end <= found[i].end]
        if over:
            homes.setdefault(min(over, key=lambda i: found[i].end - found[i].start), []).append(number)
    for i, claim in enumerate(found):
        mine = homes.get(i, [])
        place = {number: here for here, number in enumerate(mine)}
        kept = []
        for number in mine:
            whole = figures[number].part_of
            kept.append(replace(figures[number], part_of=None if whole is None else place.get(whole)))
        yield replace(claim, figures=tuple(kept)) if kept else claim
