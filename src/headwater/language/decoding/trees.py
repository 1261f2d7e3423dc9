"""Dependency trees: one head a word, one root a sentence, no cycle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.language.decoding.chains import laid_out

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

ROOT = -1
_CHUNK = 48  # sentences scored together: more would pad more


def heads(dependents: Floats, to: Floats, root: Floats, first: Ints, lengths: Ints) -> Ints:
    """Each word's head as a place in the flat array, :data:`ROOT` at a root.

    ``dependents`` is [words, size], ``to`` [words, size + 1] (its last number: how much a head the word is),
    ``root`` [size]; sentences are ``first`` and ``lengths``.
    """
    found = np.empty(len(dependents), np.intp)
    order, at, sized = laid_out(first, lengths)
    rootward = dependents @ root
    for begin in range(0, len(order), _CHUNK):
        size = sized[begin : begin + _CHUNK]
        longest = int(size[0])
        rows = at[begin : begin + _CHUNK, :longest]
        past = np.arange(longest) >= size[:, None]
        headwards = to[rows]
        scores = np.matmul(dependents[rows], headwards[:, :, :-1].transpose(0, 2, 1))
        scores += np.where(past, -np.inf, headwards[:, :, -1])[:, None, :].astype(np.float32)
        scores[:, np.arange(longest), np.arange(longest)] = -np.inf
        chosen, single = _greedy(scores, np.where(past, -np.inf, rootward[rows]), past)
        broken = _cyclic(chosen, single)
        for row in np.flatnonzero(broken):
            n = int(size[row])
            chosen[row, :n] = spanning_tree(scores[row, :n, :n].astype(np.float64), int(single[row]))
        base = first[order[begin : begin + _CHUNK]]
        chosen = np.where(chosen == ROOT, ROOT, chosen + base[:, None])
        real = ~past
        found[rows[real]] = chosen[real]
    return found


def _greedy(scores: Floats, rootward: Floats, past: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Best head of each word with exactly one root, and which word that is."""
    best: Ints = scores.argmax(2)
    margin = rootward - np.take_along_axis(scores, best[:, :, None], 2)[:, :, 0]
    margin[past] = -np.inf
    # A sentence of one word has no other head: its margin is infinite, and it is the root.
    single = margin.argmax(1)
    best[np.arange(len(best)), single] = ROOT
    return best, single


def _cyclic(chosen: Ints, single: Ints) -> NDArray[np.bool_]:
    """Which sentences have a word that never reaches the root."""
    count, longest = chosen.shape
    up = np.where(chosen == ROOT, single[:, None], chosen)
    rows = np.arange(count)[:, None]
    reach = 1
    while reach < longest:
        up = up[rows, up]
        reach *= 2
    arrived: NDArray[np.bool_] = (up != single[:, None]).any(1)
    return arrived


def spanning_tree(scores: NDArray[np.float64], root: int) -> Ints:
    """The best tree below ``root`` (Chu and Liu 1965, Edmonds 1967); ``scores`` is [dependent, head].

    Returns each word's head, :data:`ROOT` for ``root`` itself.
    """
    count = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    best: Ints = scores.argmax(1)
    best[root] = ROOT
    cycle = _cycle(best, root)
    if cycle is None:
        return best
    inside = np.zeros(count, np.bool_)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    kept = scores[cycle, best[cycle]]
    whole = len(outer)  # the number of the contracted cycle
    smaller = np.full((whole + 1, whole + 1), -np.inf)
    smaller[:whole, :whole] = scores[np.ix_(outer, outer)]
    # Out of the cycle: the best head inside for each word outside. Into it: the entry that costs least.
    leaving = scores[np.ix_(outer, cycle)]
    smaller[:whole, whole] = leaving.max(1)
    entering = scores[np.ix_(cycle, outer)] - kept[:, None]
    smaller[whole, :whole] = entering.max(0)
    answer = spanning_tree(smaller, int(np.flatnonzero(outer == root)[0]))
    for i, word in enumerate(outer):
        if word != root:
            best[word] = cycle[leaving[i].argmax()] if answer[i] == whole else outer[answer[i]]
    head = int(answer[whole])
    entry = int(entering[:, head].argmax())
    best[cycle[entry]] = outer[head]
    return best


def _cycle(heads: Ints, root: int) -> Ints | None:
    """The words of one cycle, or None."""
    state = np.zeros(len(heads), np.int8)  # 0 not seen, 1 on the way, 2 reaches the root
    state[root] = 2
    for word in range(len(heads)):
        path = []
        at = word
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return np.array(path[path.index(at) :], np.intp)
        state[path] = 2
    return None
