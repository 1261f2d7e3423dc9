"""Claims, or figures of claims, that are sorted into groups: what they share, which are one text, who is with whom.

A pile is sorted from nothing, or again around what came: the surest links join first, and a link that joins nothing
changes nothing, so that only the groups that a new item is linked to, and those that are linked to what changes then,
can come out otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from headwater.reconciliation.grouping import grouped
from headwater.reconciliation.linking import Link
from headwater.reconciliation.shelves import Shelf, Shelves, TooMuchChanged
from headwater.reconciliation.tellings import Order

T = TypeVar("T")

CROWD = 200
"""Items under one word from which that word no longer brings two together: it tells too little."""

_HEADS = 8  # tellings of one text, weeks apart or in one report, among which a further one is looked for


Ruled = Sequence[tuple[Link, str, str]]
"""Links that people made, with the ids of the two."""


@dataclass(frozen=True, slots=True)
class Rules(Generic[T]):
    """By what the items of a pile are known (``id``, ``text``, ``order``) and sorted. Of one text ``parted`` tells
    that two are of two texts nevertheless. ``press`` is when an item was published, as far as that tells of others that
    they are no part of one group with it, whatever else: ``afar``, which spares looking at them. ``item`` gives an
    item by its id, ``want`` has many at hand.
    """

    id: Callable[[T], str]
    text: Callable[[T], str]
    order: Callable[[T], Order]
    parted: Callable[[T, T], bool]
    keys: Callable[[T], Iterable[str]]
    press: Callable[[T], str]
    afar: Callable[[str, str], bool]
    link: Callable[[T, T], Link | None]
    apart: Callable[[T, T], bool]
    ruled_apart: Callable[[T, T], bool]
    item: Callable[[str], T]
    want: Callable[[Iterable[str]], None]


@dataclass(slots=True)
class Text:
    """The items of one text in their order, each with the one that stands for it; and those in theirs."""

    items: list[tuple[Order, str, str]] = field(default_factory=list)
    heads: list[tuple[Order, str]] = field(default_factory=list)


class Sorted(NamedTuple):
    """A group: the items that were compared, all that it holds, and the links by which it was joined."""

    heads: tuple[str, ...]
    items: tuple[str, ...]
    links: tuple[Link, ...]


class Pile(Generic[T]):
    """Items of one kind. What it gives depends on what was added, and not on when."""

    def __init__(self, name: str, rules: Rules[T], shelves: Shelves) -> None:
        self._rules = rules
        self._texts: Shelf[str, Text] = shelves.new(f"{name} texts", Text, load=_read, dump=_written)
        self._keys: Shelf[str, dict[str, str]] = shelves.new(f"{name} keys", dict)
        self._crowds: Shelf[str, list[int]] = shelves.new(f"{name} crowds", list)
        self._group_of: Shelf[str, list[str]] = shelves.new(f"{name} groups", list)
        self._linked: dict[tuple[str, str], Link | None] = {}

    def add(self, items: Sequence[T]) -> tuple[set[str], set[str]]:
        """Take items in. Gives the ids of those that are to be compared anew, and of those that no longer are."""
        fresh: set[str] = set()
        gone: set[str] = set()
        shaken: set[str] = set()
        texts = {self._rules.text(item) for item in items}
        self._rules.want(id for text in texts for _, id in self._texts.see(text).heads[-_HEADS:])
        for item in sorted(items, key=self._rules.order):
            new, old, lost = self._place(item)
            shaken |= lost
            for one, other, ids in ((fresh, gone, new), (gone, fresh, old)):
                one |= ids - other
                other -= ids
        for id in sorted(fresh):
            shaken |= self._key(id)
        for id in sorted(gone):
            self._unkey(id)
        return (fresh | shaken) - gone, gone

    def sorted_all(self, ids: Iterable[str], ruled: Ruled) -> Iterator[Sorted]:
        """The groups of all items: ``ids`` are those that stand for themselves."""
        yield from self._sorted(sorted(ids), ruled)

    def sorted_again(self, dirty: Iterable[str], gone: Iterable[str], ruled: Ruled) -> list[Sorted]:
        """The groups that ``dirty`` items are in now, and those that came out otherwise for it; ``gone`` are compared
        no more.
        """
        with_whom: dict[str, set[str]] = defaultdict(set)
        for _, one, two in ruled:
            with_whom[one].add(two)
            with_whom[two].add(one)
        core = {mate for id in {*dirty, *gone} for mate in self.mates(id)}.union(dirty).difference(gone)
        for id in gone:
            self._group_of.put(id, [])
        while True:
            rim = self._neighbours(core).union(*(with_whom[id] for id in core & with_whom.keys()))
            around = {mate for near in rim for mate in self.mates(near)} - core - set(gone)
            here = core | around
            found = list(self._sorted(sorted(here), [r for r in ruled if r[1] in here and r[2] in here]))
            stood = {tuple(self.mates(id)) for id in around}
            now = {each.heads for each in found}
            broken = {id for group in stood - now for id in group}
            if not broken:
                break
            core |= broken
        return [each for each in found if not core.isdisjoint(each.heads)]

    def keep(self, groups: Iterable[Sorted]) -> None:
        """Let these groups stand."""
        for each in groups:
            for head in each.heads:
                if len(each.heads) > 1 or self._group_of.see(head):
                    self._group_of.put(head, list(each.heads) if len(each.heads) > 1 else [])

    def mates(self, id: str) -> list[str]:
        """The items that are compared in the group of this one, itself among them, in the order of their ids."""
        return self._group_of.see(id) or [id]

    def head(self, item: T) -> str:
        """The id of the item that stands for this one."""
        rules = self._rules
        text = self._texts.see(rules.text(item))
        at = bisect_left(text.items, (rules.order(item), rules.id(item), ""))
        return text.items[at][2]

    def _place(self, item: T) -> tuple[set[str], set[str], set[str]]:
        """Find who stands for an item: the earliest of its text that it is not parted from. Gives those that stand for
        themselves since, that do no more, and that stand for others than before.
        """
        rules = self._rules
        own, order = rules.id(item), rules.order(item)
        text = self._texts.own(rules.text(item))
        at = bisect_left(text.items, (order, own, ""))
        head = self._head_of(item, text.heads[: bisect_left(text.heads, (order, ""))])
        text.items.insert(at, (order, own, head or own))
        if head is not None:
            return set(), set(), {head}
        later = text.items[at + 1 :]
        stood = {id for _, id in text.heads}
        text.heads = [each for each in text.heads if each[0] < order] + [(order, own)]
        # Whoever comes after a new head may be its copy, and stand no more for others.
        shaken: set[str] = set()
        rules.want(id for _, id, _ in later)
        for place, (when, id, before) in enumerate(later, at + 1):
            found = self._head_of(rules.item(id), text.heads)
            text.items[place] = (when, id, found or id)
            if found is None:
                text.heads.append((when, id))
            if before != (found or id):
                shaken |= {before, found or id}
        heads = {id for _, id in text.heads}
        return heads - stood, stood - heads, shaken & heads

    def _head_of(self, item: T, heads: Sequence[tuple[Order, str]]) -> str | None:
        rules = self._rules
        last = [id for _, id in heads[-_HEADS:]]
        if last:
            rules.want(last)
        return next((id for id in reversed(last) if not rules.parted(rules.item(id), item)), None)

    def _key(self, id: str) -> set[str]:
        """Let an item be found by what it shares; gives those that a word no longer brings together."""
        crowded: set[str] = set()
        item = self._rules.item(id)
        press = self._rules.press(item)
        for key in set(self._rules.keys(item)):
            held = self._keys.own(key)
            if len(held) < CROWD:
                held[id] = press
                continue
            count = self._crowds.own(key)
            if not count:
                count.append(CROWD)
                crowded.update(held)
            count[0] += 1
        return crowded

    def _unkey(self, id: str) -> None:
        for key in set(self._rules.keys(self._rules.item(id))):
            count = self._crowds.own(key)
            if count and count[0] == CROWD + 1:
                raise TooMuchChanged(key)
            if count:
                count[0] -= 1
            else:
                del self._keys.own(key)[id]

    def _found(self, id: str) -> set[str]:
        """The items that share a key with this one and are not afar. Too many under a key do not tell anything."""
        item = self._rules.item(id)
        press, afar = self._rules.press(item), self._rules.afar
        keys = [key for key in set(self._rules.keys(item)) if not self._crowds.see(key)]
        return {id for key in keys for id, other in self._keys.see(key).items() if not afar(press, other)}

    def _neighbours(self, ids: Iterable[str]) -> set[str]:
        """All items that any of these is linked to."""
        rules = self._rules
        ids = sorted(ids)
        rules.want(ids)
        others = {id: self._found(id) for id in ids}
        rules.want({other for each in others.values() for other in each})
        items = {id: rules.item(id) for id in others.keys() | {other for each in others.values() for other in each}}
        return {other for id in ids for other in others[id] if other != id and self._link(id, other, items) is not None}

    def _link(self, one: str, two: str, items: Mapping[str, T]) -> Link | None:
        pair = (one, two) if one < two else (two, one)
        if pair not in self._linked:
            self._linked[pair] = self._rules.link(items[pair[0]], items[pair[1]])
        return self._linked[pair]

    def _sorted(self, ids: Sequence[str], ruled: Ruled) -> Iterator[Sorted]:
        rules = self._rules
        rules.want(ids)
        items = [rules.item(id) for id in ids]
        place = {id: number for number, id in enumerate(ids)}

        def keys(item: T) -> Iterator[str]:
            return (key for key in rules.keys(item) if not self._crowds.see(key))

        def link(one: T, two: T) -> Link | None:
            pair = (rules.id(one), rules.id(two))
            return self._linked[pair] if pair in self._linked else rules.link(one, two)

        # From nothing no two items were compared before.
        compared = link if self._linked else rules.link
        given = [(made, place[one], place[two]) for made, one, two in ruled]
        press = [rules.press(item) for item in items]
        afar = rules.afar
        for numbers, links in grouped(
            items, keys, lambda a, b: afar(press[a], press[b]), compared, rules.apart, given, rules.ruled_apart
        ):
            heads = tuple(sorted(ids[n] for n in numbers))
            yield Sorted(heads, tuple(copy for head in heads for copy in self._copies(head)), links)

    def _copies(self, head: str) -> Iterator[str]:
        """All items that this one stands for, itself among them."""
        text = self._texts.see(self._rules.text(self._rules.item(head)))
        if len(text.items) == 1:
            yield head
            return
        yield from (id for _, id, stands in text.items if stands == head)


def _written(text: Text) -> list[Any]:
    return [text.items, text.heads]


def _read(kept: list[Any]) -> Text:
    items, heads = kept
    return Text([(tuple(order), id, head) for order, id, head in items], [(tuple(order), id) for order, id in heads])
