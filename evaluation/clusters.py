"""How well clusters agree: MUC, B-cubed and CEAF-e, and their mean, the CoNLL score.

Both sides are partitions of the same mentions; clusters of one mention count, as in the usual scoring of ECB+ with
gold mentions (Pradhan et al. 2014 for the formulas; MUC, by its definition, gives nothing for a lone mention).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Clusters = list[frozenset[Hashable]]


class Score(NamedTuple):
    """In percent; 0 where undefined."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def conll(said: Mapping[Hashable, Hashable], true: Mapping[Hashable, Hashable]) -> dict[str, float]:
    """``conll muc b3 ceafe`` (F1s, percent) of two partitions, each given as the cluster's name of every mention."""
    ours, gold = _clusters(said), _clusters(true)
    f1s = {"muc": muc(ours, gold).f1, "b3": b3(ours, gold).f1, "ceafe": ceafe(ours, gold).f1}
    return {"conll": sum(f1s.values()) / 3, **f1s}


def _clusters(names: Mapping[Hashable, Hashable]) -> Clusters:
    found: dict[Hashable, set[Hashable]] = {}
    for mention, name in names.items():
        found.setdefault(name, set()).add(mention)
    return [frozenset(members) for members in found.values()]


def _both_ways(part: Callable[[Clusters, Clusters], tuple[float, float]], said: Clusters, true: Clusters) -> Score:
    precision, recall = part(said, true), part(true, said)
    return Score(*(100 * right / whole if whole else 0.0 for right, whole in (precision, recall)))


def muc(said: Clusters, true: Clusters) -> Score:
    """Links kept: Vilain et al. 1995."""
    return _both_ways(_links, said, true)


def _links(asked: Clusters, other: Clusters) -> tuple[float, float]:
    of = _homes(other)
    kept = sum(len(c) - len({of.get(m, m) for m in c}) for c in asked)
    return kept, sum(len(c) - 1 for c in asked)


def b3(said: Clusters, true: Clusters) -> Score:
    """For each mention the share of its cluster that is right: Bagga and Baldwin 1998."""
    return _both_ways(_shares, said, true)


def _shares(asked: Clusters, other: Clusters) -> tuple[float, float]:
    of = _homes(other)
    right = sum(sum(len(c & other[of[m]]) for m in c if m in of) / len(c) for c in asked)
    return right, sum(map(len, asked))


def _homes(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def ceafe(said: Clusters, true: Clusters) -> Score:
    """Clusters paired one to one so that their likeness (phi-4) is greatest: Luo 2005."""
    of = _homes(true)
    near: dict[int, dict[int, float]] = {}
    for number, cluster in enumerate(said):
        for other in {of[m] for m in cluster if m in of}:
            like = 2 * len(cluster & true[other]) / (len(cluster) + len(true[other]))
            near.setdefault(number, {})[other] = like
    total = sum(_best(near, rows, columns) for rows, columns in _parts(near))
    return Score(100 * total / len(said) if said else 0.0, 100 * total / len(true) if true else 0.0)


def _parts(near: Mapping[int, Mapping[int, float]]) -> list[tuple[list[int], list[int]]]:
    """Groups of rows and columns that have nothing to do with each other: each is a problem of its own."""
    users: dict[int, list[int]] = {}
    for row, columns in near.items():
        for column in columns:
            users.setdefault(column, []).append(row)
    seen: set[int] = set()
    found = []
    for start in near:
        if start in seen:
            continue
        rows, ends, left = [], set[int](), [start]
        seen.add(start)
        while left:
            row = left.pop()
            rows.append(row)
            ends.update(near[row])
            new = {r for c in near[row] for r in users[c]} - seen
            seen |= new
            left.extend(new)
        found.append((sorted(rows), sorted(ends)))
    return found


def _best(near: Mapping[int, Mapping[int, float]], rows: list[int], columns: list[int]) -> float:
    at = {column: k for k, column in enumerate(columns)}
    gain = np.zeros((len(rows), len(columns)))
    for k, row in enumerate(rows):
        for column, like in near[row].items():
            gain[k, at[column]] = like
    return assigned(gain)


def assigned(gain: NDArray[np.float64]) -> float:
    """The greatest sum of entries of a matrix, no two in a row or a column (Kuhn 1955, by shortest paths: n^2 m)."""
    cost = -(gain if gain.shape[0] <= gain.shape[1] else gain.T)
    rows, columns = cost.shape
    over, under = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, np.intp)  # rows and columns count from 1; 0 is none
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        least, came = np.full(columns + 1, np.inf), np.zeros(columns + 1, np.intp)
        used = np.zeros(columns + 1, bool)
        while owner[column]:
            used[column] = True
            here = owner[column]
            reach = cost[here - 1] - over[here] - under[1:]
            better = np.flatnonzero(~used[1:] & (reach < least[1:])) + 1
            least[better], came[better] = reach[better - 1], column
            step_to = int(np.argmin(np.where(used, np.inf, least)[1:])) + 1
            step = least[step_to]
            over[owner[used]] += step
            under[used] -= step
            least[~used] -= step
            column = step_to
        while column:
            owner[column] = owner[came[column]]
            column = int(came[column])
    chosen = np.flatnonzero(owner[1:])
    return float(-cost[owner[1:][chosen] - 1, chosen].sum())
