"""Items in groups by links between two: the surest join first, and what is apart stays apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from headwater.reconciliation.linking import RULED, Link

T = TypeVar("T")


def grouped(
    items: Sequence[T],
    keys: Callable[[T], Iterable[str]],
    afar: Callable[[int, int], bool],
    link: Callable[[T, T], Link | None],
    apart: Callable[[T, T], bool],
    ruled: Sequence[tuple[Link, int, int]],
    ruled_apart: Callable[[T, T], bool],
) -> Iterator[tuple[list[int], tuple[Link, ...]]]:
    """Items in groups, by their places: the surest links join first, and no link joins two groups of which any two
    items are apart. Only items that share a key are compared, and of these not such as are ``afar`` by their places.

    ``ruled`` are links that people made: they come before all others, and only ``ruled_apart`` keeps them from joining.
    """
    index: dict[str, list[int]] = defaultdict(list)
    keyed = [set(keys(item)) for item in items]
    for number, own in enumerate(keyed):
        for key in own:
            index[key].append(number)
    found: list[tuple[Link, int, int]] = list(ruled)
    # From the last to the first, so that the lists of each hold those before it when its turn has come.
    for b in range(len(items) - 1, -1, -1):
        others: set[int] = set()
        for key in keyed[b]:
            index[key].pop()
            others.update(index[key])
        for a in others:
            one = None if afar(a, b) else link(items[a], items[b])
            if one is not None:
                found.append((one, a, b))
    found.sort(key=lambda f: (-f[0].score, *sorted((f[0].one, f[0].two))))
    group = list(range(len(items)))
    members: dict[int, list[int]] = {n: [n] for n in group}
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
    for top, numbers in members.items():
        yield numbers, tuple(links[top])
