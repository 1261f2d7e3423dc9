"""How a long text is cut for reading.

The encoder reads some two hundred words at once. A text is cut between paragraphs: after headings, and before those
paragraphs whose first words hash to one value in :data:`EVERY`. So where it is cut depends on the passage alone and
not on what stands before it, and a wire text under another masthead is cut in the same places. What was read once is
then known again, window by window. (Content-defined chunking, as in Muthitacharoen, Chen and Mazieres 2001.)

A stretch without such a place that is longer than the encoder's room is cut at the best place that it has: a blank
line sooner than a line's end, there sooner than after a full stop, and among equals where the hash is lowest.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from headwater.language.pieces import Layout
from headwater.language.words import Bounds

ROOM = 254
"""Word pieces in a window; two more mark its begin and end."""

EVERY = 4
"""One paragraph in so many begins a window."""

_SHORTEST = 0.4  # of the room: where a cut is forced, the window is at least so long
_LOOK_AHEAD = 4  # words after a cut that its hash is taken from
STOPS = frozenset(".!?;:…。\"'”’)")
"""What a sentence can end with."""


def windows(
    text: str, bounds: Sequence[Bounds], layouts: Sequence[int], weights: Sequence[int]
) -> list[tuple[int, int]]:
    """Word ranges, half-open, that cover all words in order, each within :data:`ROOM` pieces."""
    natural = [
        at for at in range(1, len(bounds)) if layouts[at] >= Layout.LINE and _begins(text, bounds, layouts[at], at)
    ]
    found: list[tuple[int, int]] = []
    start = 0
    for stop in (*natural, len(bounds)):
        while start < stop:
            end, weight, soonest = start, 0, start + 1
            while end < stop and weight + weights[end] <= ROOM:
                weight += weights[end]
                end += 1
                if weight < ROOM * _SHORTEST:
                    soonest = end + 1
            if end < stop:
                end = _cut(text, bounds, layouts, min(soonest, end), end)
            found.append((start, end))
            start = end
    return found


def _begins(text: str, bounds: Sequence[Bounds], before: int, at: int) -> bool:
    """Whether the words at ``at``, which begin a line or a paragraph, begin a window wherever they stand."""
    stopped = text[bounds[at - 1][1] - 1] in STOPS
    if before == Layout.PARAGRAPH and not stopped:
        return True  # What stands before is a heading: it is read apart, or it runs into what follows.
    return stopped and _hash(text, bounds, at) % EVERY == 0


def _hash(text: str, bounds: Sequence[Bounds], at: int) -> int:
    """Of the words that follow a place."""
    last = bounds[min(at + _LOOK_AHEAD, len(bounds)) - 1][1]
    return zlib.crc32(text[bounds[at][0] : last][:64].encode("utf-8", "replace"))


def _cut(text: str, bounds: Sequence[Bounds], layouts: Sequence[int], low: int, high: int) -> int:
    """The best place for the next window to begin, from ``low`` to ``high``, both included."""
    best, rank = high, (3, 0)
    for at in range(low, high + 1):
        if layouts[at] == Layout.PARAGRAPH:
            kind = 0
        elif layouts[at] == Layout.LINE:
            kind = 1
        elif text[bounds[at - 1][1] - 1] in STOPS:
            kind = 2
        else:
            continue
        if kind <= rank[0] and (here := (kind, _hash(text, bounds, at))) < rank:
            best, rank = at, here
    return best
