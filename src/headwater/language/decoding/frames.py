"""The roles of predicates: for each, the best legal tagging of its sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.language.decoding.chains import best_paths
from headwater.language.tags import Scheme

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

_SCORED = 32  # predicates scored together: what a core's cache holds
_DECODED = 256  # predicates decoded together: fewer would pay the overhead of each step more often
_CANDIDATES = 10  # roles that a decoding weighs; measured on dev: 6 lose 0.5 points of F1 against all, 10 nothing


def roles(
    predicates: Ints, sentence: Ints, first: Ints, lengths: Ints, asking: Floats, offered: Floats,
    pairing: dict[str, Floats], scheme: Scheme,
) -> list[list[tuple[str, int, int]]]:  # fmt: skip
    """The arguments of each predicate as (role, first, last) word numbers of the flat array.

    ``predicates`` are places in the flat array and ``sentence`` the number of each one's sentence; ``asking``
    is [predicates, 2 size], ``offered`` [words, 2 size].
    """
    found: list[list[tuple[str, int, int]]] = [[] for _ in predicates]
    if not len(predicates):
        return found
    weight, bias, distance = pairing["role_weight"], pairing["role_bias"], pairing["role_distance"]
    start, step, end = pairing["role_start"], pairing["role_step"], pairing["role_end"]
    size, reach = weight.shape[1] // 2, len(distance) // 2
    by_sum, by_product = np.ascontiguousarray(weight[:, :size].T), np.ascontiguousarray(weight[:, size:].T)
    order = np.argsort(-lengths[sentence], kind="stable")
    for begin in range(0, len(order), _DECODED):
        some = order[begin : begin + _DECODED]
        sized = lengths[sentence[some]]
        weighed = np.zeros((len(some), int(sized[0]), 1 + 2 * min(_CANDIDATES, len(scheme.types))), np.float32)
        tags = np.zeros((len(some), weighed.shape[2]), np.intp)
        for low in range(0, len(some), _SCORED):
            part = slice(low, low + _SCORED)
            chosen, size_here = some[part], sized[part]
            at, base = predicates[chosen], first[sentence[chosen]]
            place = np.arange(int(size_here[0]))
            rows = base[:, None] + np.minimum(place, size_here[:, None] - 1)
            apart = np.clip(rows - at[:, None], -reach, reach) + reach
            word = offered[rows]
            own = asking[chosen][:, None, :]
            product = word[:, :, size:] * own[:, :, size:]
            summed = word[:, :, :size] + own[:, :, :size]
            summed += distance[apart]
            np.maximum(summed, 0, out=summed)
            emissions: Floats = (summed @ by_sum).astype(np.float32, copy=False)
            emissions += product @ by_product
            emissions += bias
            tags[part] = _likely(emissions, place < size_here[:, None])
            weighed[part, : len(place)] = np.take_along_axis(emissions, tags[part][:, None, :], 2)
        paths = best_paths(weighed, sized, start[tags], step[tags[:, :, None], tags[:, None, :]], end[tags])
        full = tags[np.arange(len(some))[:, None], paths]
        base = first[sentence[some]].tolist()
        numbers = some.tolist()
        for i, role, b, e in scheme.read_all(full):
            found[numbers[i]].append((role, b + base[i], e + base[i]))
    return found


def _likely(emissions: Floats, real: NDArray[np.bool_]) -> Ints:
    """The tags worth weighing for each predicate, [n, 1 + 2 candidates]: none, and its likeliest roles' two.

    A role is as likely as its beginning comes close to the best that may stand at some word. (How much a word goes
    on with a role says nothing where the role has not begun: training never had to keep that low.)
    """
    gain = emissions[:, :, 1::2] - np.maximum(emissions[:, :, 1::2].max(2, keepdims=True), emissions[:, :, :1])
    gain[~real] = -np.inf
    best = gain.max(1)
    count = min(_CANDIDATES, best.shape[1])
    kinds = np.sort(np.argpartition(-best, count - 1, axis=1)[:, :count], axis=1)
    tags = np.zeros((len(best), 1 + 2 * count), np.intp)
    tags[:, 1::2] = 1 + 2 * kinds
    tags[:, 2::2] = 2 + 2 * kinds
    return tags
