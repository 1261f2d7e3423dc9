"""Average linkage, with ties broken by name, so that the result does not depend on any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

_MILLIONTHS = 1_000_000  # scores are summed as whole numbers: sums of floats would depend on their order


def average(ids: Sequence[str], scored: Mapping[tuple[str, str], float], *, close: float) -> list[tuple[str, ...]]:
    """Clusters of ``ids``: the two whose pairs score highest on average are joined until none reaches ``close``.

    ``scored`` has pairs with the lower id first; a pair that it lacks counts as 0. Of equal ones the pair with the
    lowest ids goes first. Memory is the square of the number of ids.
    """
    ordered = sorted(set(ids))
    count = len(ordered)
    if count < 2:
        return [tuple(ordered)] if ordered else []
    place = {id: n for n, id in enumerate(ordered)}
    total = np.zeros((count, count))
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 :]:
            score = scored.get((a, b))
            if score:
                total[place[a], place[b]] = total[place[b], place[a]] = round(score * _MILLIONTHS)
    size = np.ones(count)
    alive = np.ones(count, bool)
    members: list[list[str]] = [[id] for id in ordered]
    mean = total.copy()
    np.fill_diagonal(mean, -1)
    best = mean.max(1)
    while True:
        low = int(np.argmax(best))
        if best[low] < close * _MILLIONTHS:
            break
        high = int(np.argmax(mean[low]))
        low, high = min(low, high), max(low, high)
        total[low] += total[high]
        total[:, low] = total[low]
        size[low] += size[high]
        alive[high] = False
        members[low] += members[high]
        mean[low] = np.where(alive, total[low] / (size[low] * size), -1)
        mean[low, low] = -1
        mean[:, low] = mean[low]
        mean[high] = mean[:, high] = -1
        best = mean.max(1)
    return sorted(tuple(sorted(members[n])) for n in np.flatnonzero(alive))
