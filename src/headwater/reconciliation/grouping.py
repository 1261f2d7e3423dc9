"""Items in groups by links between two: the surest join first, and what is apart stays apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from headwater.reconciliation.linking import RULED, Link

T = TypeVar("T")

_HEADS = 8  # tellings of one text, weeks apart or in one report, among which a further one is looked for

CROWD = 200
"""Claims under one word from which that word no longer brings two claims together: it tells too little."""


def twins(
    items: Sequence[T], text: Callable[[T], Hashable], order: Callable[[T], Any], apart: Callable[[T, T], bool]
) -> list[int]:
    """For each item the place of the one that stands for it: the earliest of its text that it is not apart from.

    A wire's sentence in a thousand papers is compared once. ``order`` tells which is the earlier.
    """
    found = list(range(len(items)))
    heads: dict[Hashable, list[int]] = defaultdict(list)
    for number in sorted(found, key=lambda n: order(items[n])):
        own = heads[text(items[number])]
        head = next((n for n in reversed(own[-_HEADS:]) if not apart(items[n], items[number])), None)
        if head is None:
            own.append(number)
        else:
            found[number] = head
    return found


def grouped(
    items: Sequence[T],
    keys: Callable[[T], Iterable[str]],
    link: Callable[[T, T], Link | None],
    apart: Callable[[T, T], bool],
    ruled: Sequence[tuple[Link, int, int]],
    ruled_apart: Callable[[T, T], bool],
    stands: Sequence[int],
) -> Iterator[tuple[list[T], tuple[Link, ...]]]:
    """Items in groups: the surest links join first, and no link joins two groups of which any two items are apart.

    ``ruled`` are links that people made: they come before all others, and only ``ruled_apart`` keeps them from joining.
    ``stands`` gives for each item the one that is compared for it (:func:`twins`).
    """
    index: dict[str, list[int]] = defaultdict(list)
    keyed = [set(keys(item)) if stands[number] == number else set() for number, item in enumerate(items)]
    for number, own in enumerate(keyed):
        for key in own:
            index[key].append(number)
    crowded = {key for key, numbers in index.items() if len(numbers) > CROWD}
    found: list[tuple[Link, int, int]] = list(ruled)
    # From the last to the first, so that the lists of each hold those before it when its turn has come.
    for b in range(len(items) - 1, -1, -1):
        others: set[int] = set()
        for key in keyed[b] - crowded:
            index[key].pop()
            others.update(index[key])
        for a in others:
            one = link(items[a], items[b])
            if one is not None:
                found.append((one, a, b))
    found.sort(key=lambda f: (-f[0].score, *sorted((f[0].one, f[0].two))))
    group = list(range(len(items)))
    members: dict[int, list[int]] = {n: [n] for n in group if stands[n] == n}
    links: dict[int, list[Link]] = defaultdict(list)
    strange: dict[int, set[int]] = defaultdict(set)  # groups that were found apart: they stay so as they grow
    for one, a, b in found:
        here, there = group[a], group[b]
        if here == there:
            links[here].append(one)
            continue
        if there in strange[here]:
            continue
        far = ruled_apart if one.score >= RULED else apart
        if any(far(items[x], items[y]) for x in members[here] for y in members[there]):
            strange[here].add(there)
            strange[there].add(here)
            continue
        links[here] += [*links.pop(there, []), one]
        members[here] += members[there]
        for n in members.pop(there):
            group[n] = here
        for other in strange.pop(there, ()):
            strange[other].remove(there)
            strange[other].add(here)
            strange[here].add(other)
    like: dict[int, list[int]] = defaultdict(list)
    for number, head in enumerate(stands):
        like[head].append(number)
    for top, numbers in members.items():
        yield [items[own] for n in numbers for own in like[n]], tuple(links[top])
