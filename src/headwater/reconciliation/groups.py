"""What belongs together over any number of steps, each group under one of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Groups(Generic[T]):
    """Items in groups (disjoint sets, Galler and Fischer 1964, with halved paths).

    The item of the least rank stands for its group, so that the order in which they were joined does not matter.
    """

    def __init__(self, items: Iterable[T] = (), *, rank: Callable[[T], Any] | None = None) -> None:
        """``rank`` is what items are ordered by, themselves if it is None; no two may be equal."""
        self._above: dict[T, T] = {item: item for item in items}
        self._rank: Callable[[T], Any] = rank or (lambda item: item)

    def head(self, item: T) -> T:
        """The item that stands for the group of this one; an item that was never met stands for itself."""
        above = self._above
        while above.setdefault(item, item) != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    def join(self, one: T, two: T) -> None:
        """Make one group of two."""
        first, second = sorted((self.head(one), self.head(two)), key=self._rank)
        self._above[second] = first

    def __iter__(self) -> Iterator[T]:
        """All items, by rank."""
        return iter(sorted(self._above, key=self._rank))

    def all(self) -> list[list[T]]:
        """Each group, itself and all of them by rank."""
        found: dict[T, list[T]] = {}
        for item in self:
            found.setdefault(self.head(item), []).append(item)
        return list(found.values())
