"""From claims to questions: what claims answer together, and how their answers stand to one another.

A claim may answer several: whether something happened, and how many were killed in it, and how many wounded. The
result is a function of the set of claims: neither the order in which reports come nor the size of the pile changes
what two claims have to do with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from headwater.reconciliation.counts import Count, counts
from headwater.reconciliation.grouping import grouped, twins
from headwater.reconciliation.linking import (
    RULED,
    About,
    Link,
    counts_apart,
    same_count,
    same_event,
    same_proposition,
    verbatim,
)
from headwater.reconciliation.occasions import Occasion, apart_in_space, apart_in_time, occasions
from headwater.reconciliation.rulings import NONE, Rulings
from headwater.reconciliation.settling import Group, settled
from headwater.reconciliation.statuses import Parties, Standing, standing
from headwater.reconciliation.told import Page
from headwater.reconciliation.wording import weight

TELLING = 0.35
"""Least weight of a word by which two claims are found for each other."""


@dataclass(frozen=True, slots=True)
class Question:
    """What claims answer together. ``claims`` are ids in the order of telling; ``figures`` those that answer it.

    ``status`` and ``why`` are of :mod:`headwater.reconciliation.statuses`; ``links`` are the reasons for joining.
    """

    id: str
    label: str
    claims: tuple[str, ...]
    figures: tuple[Count, ...]
    standing: Standing
    links: tuple[Link, ...]


def questions(pages: Iterable[Page], parties: Parties) -> tuple[Question, ...]:
    """The questions of these reports. ``parties`` gives, for a claim's id, whose word it stands on."""
    told = [occasion for page in pages for occasion in occasions(page)]
    return joined(told, [count for occasion in told for count in counts(occasion.told)], parties)


def joined(
    told: Sequence[Occasion], counted: Sequence[Count], parties: Parties, rulings: Rulings = NONE
) -> tuple[Question, ...]:
    """The same of claims with their settings and their counts; ``rulings`` stand before all evidence."""
    by_id = {occasion.id: occasion for occasion in told}
    order = {
        occasion.id: (str(occasion.told.published or "9"), occasion.told.document, occasion.told.start, occasion.id)
        for occasion in told
    }
    by_claim: dict[str, list[Count]] = defaultdict(list)
    for count in counted:
        by_claim[count.told.id].append(count)
    ruled_on = rulings.claims()

    def text_of(occasion: Occasion) -> Hashable:
        """A claim that people ruled on stands for itself alone."""
        return occasion.id if occasion.id in ruled_on else _plain(occasion.told.quote)

    stands = twins(told, text_of, lambda o: order[o.id], _not_copied)
    about = _about(told)

    def alike(a: Count, b: Count) -> Link | None:
        return same_count(a, b, by_id[a.told.id], by_id[b.told.id], about)

    def same(a: Occasion, b: Occasion) -> Link | None:
        link = same_proposition(a, b)
        if link is not None or not a.type or a.type != b.type:
            return link
        return same_event(a, b, about)

    def clash(a: Count, b: Count) -> bool:
        return rulings.apart(a.told.id, b.told.id) or counts_apart(a, b, by_id[a.told.id], by_id[b.told.id], parties)

    def strangers(a: Occasion, b: Occasion) -> bool:
        if rulings.apart(a.id, b.id):
            return True
        if verbatim(a, b):
            return False
        if apart_in_time(a, b) or apart_in_space(a, b):
            return True
        mine, theirs = by_claim.get(a.id, ()), by_claim.get(b.id, ())
        return any(x.whom == y.whom and x.measure == y.measure and clash(x, y) for x in mine for y in theirs)

    def counts_ruled_apart(a: Count, b: Count) -> bool:
        return rulings.apart(a.told.id, b.told.id)

    def ruled_apart(a: Occasion, b: Occasion) -> bool:
        return rulings.apart(a.id, b.id)

    def count_of(count: Count) -> Hashable:
        return text_of(by_id[count.told.id]), count.figure, count.whom, count.measure, count.low, count.high

    def counts_not_copied(a: Count, b: Count) -> bool:
        return _not_copied(by_id[a.told.id], by_id[b.told.id])

    counts_stand = twins(counted, count_of, lambda c: order[c.told.id], counts_not_copied)
    found: list[Group] = []
    keys = _count_keys(by_id)
    ruled = _ruled_counts(rulings, counted, by_claim)
    for group, links in grouped(counted, keys, alike, clash, ruled, counts_ruled_apart, counts_stand):
        group.sort(key=lambda c: (order[c.told.id], c.figure))
        found.append(Group("how many", [c.told.id for c in group], group, list(links)))
    for happened, links in grouped(told, _words_of, same, strangers, _ruled(rulings, told), ruled_apart, stands):
        happened.sort(key=lambda o: order[o.id])
        if len(happened) == 1 and happened[0].id in by_claim:
            continue
        found.append(Group("whether", [o.id for o in happened], [], list(links)))
    asked = [_asked(each, by_id, parties) for each in settled(found, rulings, order)]
    return tuple(sorted(asked, key=lambda q: (order[q.claims[0]], q.id)))


def _ruled(rulings: Rulings, told: Sequence[Occasion]) -> list[tuple[Link, int, int]]:
    """The claims that people ruled to be of one thing, by their places."""
    if not rulings.same:
        return []
    place = {occasion.id: number for number, occasion in enumerate(told)}
    pairs = ((one, two, why) for (one, two), why in rulings.same.items() if one in place and two in place)
    return [(Link(one, two, RULED, (why,)), place[one], place[two]) for one, two, why in pairs]


def _ruled_counts(
    rulings: Rulings, counted: Sequence[Count], by_claim: Mapping[str, Sequence[Count]]
) -> list[tuple[Link, int, int]]:
    """The figures of claims that are ruled the same: those that count alike, or the only ones there are."""
    if not rulings.same:
        return []
    place = {count.id: number for number, count in enumerate(counted)}
    found = []
    for (one, two), why in rulings.same.items():
        mine, theirs = by_claim.get(one, ()), by_claim.get(two, ())
        alike = [(x, y) for x in mine for y in theirs if x.whom == y.whom and x.measure == y.measure]
        if not alike and len(mine) == len(theirs) == 1:
            alike = [(mine[0], theirs[0])]
        found += [(Link(x.id, y.id, RULED, (why,)), place[x.id], place[y.id]) for x, y in alike]
    return found


def _plain(quote: str) -> str:
    return " ".join(quote.split()).casefold()


def _not_copied(one: Occasion, two: Occasion) -> bool:
    """Whether two claims of the same words may yet be of two texts: of one report, weeks apart, or too plain."""
    return not verbatim(one, two)


def _about(told: Iterable[Occasion]) -> About:
    """Whether two reports are about one event: something that the one begins with is what the other begins with."""
    leads: dict[str, list[Occasion]] = defaultdict(list)
    for occasion in told:
        if occasion.leads:
            leads[occasion.told.document].append(occasion)

    @cache
    def both(one: str, two: str) -> bool:
        return any(same_proposition(a, b) or same_event(a, b) for a in leads.get(one, ()) for b in leads.get(two, ()))

    def about(one: str, two: str) -> bool:
        return one == two or (both(one, two) if one < two else both(two, one))

    return about


def _words_of(occasion: Occasion) -> Iterator[str]:
    """What two claims must share for being compared: a telling word, or the act with its day or its place."""
    yield from (f"w:{word}" for word in occasion.words if weight(word) >= TELLING)
    yield from (f"m:{key}" for key in occasion.signs())
    if occasion.type:
        if occasion.first and occasion.last and (occasion.days or 99) <= 7:
            yield f"d:{occasion.type}:{occasion.first.isocalendar()[:2]}"
            yield f"d:{occasion.type}:{occasion.last.isocalendar()[:2]}"
        if occasion.place is not None:
            yield f"p:{occasion.type}:{occasion.place.geonameid}"
        yield from (f"t:{occasion.type}:{town}" for town in occasion.towns)
        event = occasion.told.entry.event
        for actor in event.actors if event else ():
            yield f"a:{occasion.type}:{actor.code}"


def _count_keys(by_id: Mapping[str, Occasion]) -> Callable[[Count], Iterator[str]]:
    def keys(count: Count) -> Iterator[str]:
        for key in _words_of(by_id[count.told.id]):
            yield f"{count.whom}:{key}"
        yield from (f"{count.whom}:{count.measure}:m:{key}" for key in by_id[count.told.id].matter.signs())

    return keys


def _asked(group: Group, by_id: Mapping[str, Occasion], parties: Parties) -> Question:
    claims = tuple(dict.fromkeys(group.claims))
    figures = tuple(group.figures)
    first = figures[0].told if figures else by_id[claims[0]].told
    words = " ".join(first.quote.split())
    return Question(
        id=group.name(),
        label=f"{_ask(figures)} {words}" if figures else words,
        claims=claims,
        figures=figures,
        standing=standing([by_id[c] for c in claims], figures, parties),
        links=tuple(group.links),
    )


def _ask(figures: Sequence[Count]) -> str:
    first = figures[0]
    noun = first.told.entry.figures[first.figure].noun or first.whom
    if not first.measure:
        return f"How many {noun}?"
    did = {"sent": "were sent", "given": "was given", "protesting": "protested"}.get(first.measure)
    return f"How many {first.whom or noun} {did or f'were {first.measure}'}?"
