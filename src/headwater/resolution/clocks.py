"""When something is said to have happened, and when it was said: two clocks, each as precise as the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from headwater.extraction.claim import Claim
from headwater.language.reading import Reading
from headwater.resolution.timex import Timex
from headwater.text import PartialDate, Span

NEAR = 40
"""Code points between a cue and the date of saying that belongs to it ("said late on Friday")."""


_BORDER = re.compile(r"\b(?:since|until|till)\b\s+(?:[\w'’-]+\s+){1,9}$", re.IGNORECASE)


def happened(text: str, claim: Claim, timexes: Sequence[Timex], reading: Reading) -> PartialDate | None:
    """The date that stands in the claim nearest to its main word; None where none does.

    A date in another sentence is not borrowed, and one in a relative clause ("who won in 2019") only where no other is.
    Where none stands in the claim, the one right before it is meant ("On 8 April, | 38 people lost their lives").
    """
    trigger = reading.words[claim.head].start
    inside = [t for t in timexes if t.when is not None and claim.start <= t.start and t.end <= claim.end]
    inside = [t for t in inside if t.type in ("DATE", "TIME")]
    if not inside:
        return _right_before(text, claim, timexes, reading)
    # "the first since the war broke out in 2011": a date under "since" bounds the story, and dates no event in it.
    plain = [t for t in inside if not _bounds(text, claim.start, t.start)]
    own = [t for t in plain if not _aside(reading, claim.head, t.start)] if len(plain) > 1 else plain
    return min(own or plain, key=lambda t: abs(t.start - trigger)).when if plain else _open(inside)


_NOTHING = re.compile(r"[\s,]*")
_OPENS = re.compile(r"(?:.*[:;])?\s*(?:(?:on|in|at|by|during|late|early)\s+)*", re.IGNORECASE | re.DOTALL)
"""What may stand in a sentence before the date that opens it, or that opens what stands behind a colon."""


def _right_before(text: str, claim: Claim, timexes: Sequence[Timex], reading: Reading) -> PartialDate | None:
    """The date that opens the sentence, with no more than a comma between it and the claim."""
    trigger = reading.words[claim.head].start
    at = bisect_right(reading.sentences, trigger, key=lambda s: s.start) - 1
    start = reading.sentences[at].start if at >= 0 and trigger < reading.sentences[at].end else claim.start
    for t in timexes:
        if t.when is None or t.type not in ("DATE", "TIME") or not start <= t.start < t.end <= claim.start:
            continue
        opens = _OPENS.fullmatch(text, start, t.start) and (t.start > start or text[t.start].isalpha())
        if opens and claim.start - t.end <= 3 and _NOTHING.fullmatch(text, t.end, claim.start):
            return t.when
    return None


def _aside(reading: Reading, head: int, at: int) -> bool:
    """Whether what stands at this place belongs to a relative clause within the one that hangs on ``head``."""
    word = bisect_right(reading.words, at, key=lambda w: w.start) - 1
    for _ in range(40):
        if word < 0 or word == head:
            return False
        if reading.words[word].relation == "acl:relcl":
            return True
        word = reading.words[word].head
    return False


def _bounds(text: str, start: int, at: int) -> bool:
    """Whether a word of bounds stands before the date, with other words between."""
    return bool(_BORDER.search(text, max(start, at - 80), at))


def _open(inside: Sequence[Timex]) -> PartialDate | None:
    """A date that is itself a border ("since Saturday") is the stretch from it on."""
    bordered = [t for t in inside if t.when is not None and (t.when.first is None or t.when.last is None)]
    return bordered[0].when if bordered else None


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
