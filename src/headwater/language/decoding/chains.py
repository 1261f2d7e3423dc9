"""The best tag sequence of a linear chain (Viterbi 1967), for many sequences at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


def best_paths(emissions: Floats, lengths: Ints, start: Floats, step: Floats, end: Floats) -> Ints:
    """The best tags [n, length]; what lies past a sequence's end is 0.

    ``emissions`` is [n, length, tags], ``lengths`` [n] in falling order (of one at least), ``start`` and
    ``end`` [tags] or [n, tags], ``step`` [from, to] or [n, from, to].
    """
    count, longest, tags = emissions.shape
    start, end = np.broadcast_to(start, (count, tags)), np.broadcast_to(end, (count, tags))
    shared = step.ndim == 2
    # Kept as [from, n, to], so that the maximum runs over whole planes. Which tag it came from is asked only along the
    # best path: to keep it for every tag takes four times as long.
    planes = step[:, None, :] if shared else np.ascontiguousarray(step.transpose(1, 0, 2))
    history = np.empty((longest, count, tags), np.float32)
    history[0] = start + emissions[:, 0]
    score = history[0].copy()
    reached = np.empty((tags, count, tags), np.float32)
    active = np.searchsorted(-lengths, -np.arange(longest), side="left")  # sequences longer than t
    for t in range(1, longest):
        n = int(active[t])
        np.add(history[t - 1, :n].T[:, :, None], planes if shared else planes[:, :n], out=reached[:, :n])
        np.add(reached[:, :n].max(0), emissions[:n, t], out=history[t, :n])
        score[:n] = history[t, :n]
    score += end
    tag = score.argmax(1)
    paths = np.zeros((count, longest), np.intp)
    rows = np.arange(count)
    for t in range(longest - 1, -1, -1):
        n = int(active[t])
        paths[:n, t] = tag[:n]
        if t:
            into = step[:, tag[:n]].T if shared else step[rows[:n], :, tag[:n]]
            tag[:n] = (history[t - 1, :n] + into).argmax(1)
    return paths


def laid_out(first: Ints, lengths: Ints) -> tuple[Ints, Ints, Ints]:
    """Sequences of a flat array as rows, longest first: (order, at [n, longest], lengths in that order).

    Past a sequence's end ``at`` repeats its last place.
    """
    order = np.argsort(-lengths, kind="stable")
    sized = lengths[order]
    longest = int(sized[0]) if len(sized) else 0
    at = first[order][:, None] + np.minimum(np.arange(longest), sized[:, None] - 1)
    return order, at, sized
