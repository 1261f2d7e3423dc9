"""When something is said to have happened, and when it was said: two clocks, each as precise as the words."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extraction.claim import Claim
from headwater.resolution.timex import Timex
from headwater.text import PartialDate, Span

NEAR = 40
"""Code points between a cue and the date of saying that belongs to it ("said late on Friday")."""


def happened(claim: Claim, timexes: Sequence[Timex], trigger: int) -> PartialDate | None:
    """The date that stands in the claim nearest to the word at ``trigger``; None where none does.

    A date in another sentence is not borrowed.
    """
    inside = [t for t in timexes if t.when is not None and claim.start <= t.start and t.end <= claim.end]
    inside = [t for t in inside if t.type in ("DATE", "TIME")]
    if not inside:
        return None
    # "since" and "until" name a border, not the day of the event; a plain date beats them.
    return min(inside, key=lambda t: abs(t.start - trigger)).when


def said(claim: Claim, timexes: Sequence[Timex], sentence: Span, published: PartialDate | None) -> PartialDate | None:
    """When the innermost speaker said it: a date beside the cue, outside what is said; else when it was published."""
    cue = claim.speakers[-1].cue if claim.speakers else None
    if cue is not None:
        beside = [
            t
            for t in timexes
            if t.when is not None
            and t.type in ("DATE", "TIME")
            and sentence.start <= t.start < sentence.end
            and not (claim.start <= t.start < claim.end)
            and min(abs(t.start - cue.end), abs(cue.start - t.end)) <= NEAR
        ]
        if beside:
            return min(beside, key=lambda t: min(abs(t.start - cue.end), abs(cue.start - t.end))).when
    return published
