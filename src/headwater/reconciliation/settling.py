"""Questions as people merged and split them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headwater.reconciliation.counts import Count
from headwater.reconciliation.identity import digest
from headwater.reconciliation.linking import RULED, Link
from headwater.reconciliation.rulings import Rulings


@dataclass(slots=True)
class Group:
    """A question before it is worded. ``claims`` may come twice, once for each figure; ``id`` where it is kept."""

    kind: str
    claims: list[str]
    figures: list[Count]
    links: list[Link]
    id: str = ""

    def name(self) -> str:
        """The id is that of the earliest telling, so that a later report does not rename the question."""
        first = self.figures[0] if self.figures else None
        asked = f"{first.measure} {first.whom} {first.figure}" if first else ""
        return self.id or digest(f"{self.kind} {asked} {self.claims[0]}")[:16]


def settled(groups: list[Group], rulings: Rulings, order: Mapping[str, tuple[str, str, int, str]]) -> list[Group]:
    """The groups as people merged and split them."""
    if not rulings.merged and not rulings.split:
        return groups
    by_name = {each.name(): each for each in groups}
    for name, taken in rulings.split.items():
        group = by_name.get(name)
        if group is None or not taken & set(group.claims) or set(group.claims) <= taken:
            continue
        group.id = name
        apart = Group(
            group.kind,
            [c for c in group.claims if c in taken],
            [f for f in group.figures if f.told.id in taken],
            [link for link in group.links if {_claim(link.one), _claim(link.two)} <= taken],
        )
        apart.id = digest(f"split {name} {apart.name()}")[:16]
        by_name[apart.id] = apart
        group.claims = [c for c in group.claims if c not in taken]
        group.figures = [f for f in group.figures if f.told.id not in taken]
        group.links = [link for link in group.links if not {_claim(link.one), _claim(link.two)} & taken]
    for (one, two), why in rulings.merged.items():
        a, b = by_name.get(one), by_name.get(two)
        if a is None or b is None or a is b:
            continue
        first, second = sorted((a, b), key=lambda g: (order[g.claims[0]], g.name()))
        first.id = first.name()
        joint = Link(first.claims[0], second.claims[0], RULED, (why,))
        first.links += [*second.links, joint]
        first.claims = sorted(first.claims + second.claims, key=lambda c: order[c])
        first.figures = sorted(first.figures + second.figures, key=lambda f: (order[f.told.id], f.figure))
        for name, group in by_name.items():
            if group is second:
                by_name[name] = first
    return list({id(group): group for group in by_name.values()}.values())


def _claim(id: str) -> str:
    """The claim of a link's end, which may be one of its figures."""
    return id.partition("/")[0]
