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
    # Kept as [to, from], so that the maximum runs along memory.
    turned = np.ascontiguousarray(step.T if shared else step.transpose(0, 2, 1))
    score = start + emissions[:, 0]
    back = np.zeros((longest, count, tags), np.int8)
    cells = np.arange(count * tags)
    active = np.searchsorted(-lengths, -np.arange(longest), side="left")  # sequences longer than t
    for t in range(1, longest):
        n = int(active[t])
        reached = (score[:n, None, :] + (turned if shared else turned[:n])).reshape(n * tags, tags)
        chosen = reached.argmax(1)
        back[t, :n] = chosen.reshape(n, tags)
        score[:n] = reached[cells[: n * tags], chosen].reshape(n, tags)
        score[:n] += emissions[:n, t]
    score += end
    tag = score.argmax(1)
    paths = np.zeros((count, longest), np.intp)
    rows = np.arange(count)
    for t in range(longest - 1, -1, -1):
        n = int(active[t])
        paths[:n, t] = tag[:n]
        if t:
            tag[:n] = back[t, rows[:n], tag[:n]]
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
