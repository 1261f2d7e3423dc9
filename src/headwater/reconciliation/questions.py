"""From claims to questions: what claims answer together, and how their answers stand to one another.

A claim may answer several: whether something happened, and how many were killed in it, and how many wounded. The
result is a function of the set of claims: neither the order in which reports come nor the size of the pile changes
what two claims have to do with each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from headwater.reconciliation.counts import EVERYBODY, SELDOM_TWICE, Count, lasts
from headwater.reconciliation.linking import RULED, About, Link, same_event, same_proposition, verbatim
from headwater.reconciliation.occasions import Occasion, afar_in_press, apart_in_space, apart_in_time, press_of
from headwater.reconciliation.piles import Pile, Rules, Sorted
from headwater.reconciliation.rulings import NONE, Rulings
from headwater.reconciliation.settling import Group, settled
from headwater.reconciliation.shelves import Shelves
from headwater.reconciliation.statuses import Parties, Standing, standing
from headwater.reconciliation.tallies import KINDS, counts_apart, same_count
from headwater.reconciliation.tellings import Telling, Tellings, told_in
from headwater.reconciliation.told import Page, Told
from headwater.reconciliation.votes import most
from headwater.reconciliation.wording import weight

TELLING = 0.35
"""Least weight of a word by which two claims are found for each other."""


@dataclass(frozen=True, slots=True)
class Question:
    """What claims answer together. ``claims`` are ids in the order of telling; ``figures`` those that answer it.

    ``status`` and ``why`` are of :mod:`headwater.reconciliation.statuses`; ``links`` are the reasons for joining.
    ``parties`` tells by claim on whose word it stands, under the names that those have in this question.
    """

    id: str
    label: str
    claims: tuple[str, ...]
    figures: tuple[Count, ...]
    standing: Standing
    links: tuple[Link, ...]
    parties: Mapping[str, tuple[str, ...]]


class Again(NamedTuple):
    """Questions that were asked anew, and the ids of all claims and figures in the groups that they were made of."""

    asked: tuple[Question, ...]
    items: tuple[str, ...]


def questions(pages: Iterable[Page], parties: Parties) -> tuple[Question, ...]:
    """The questions of these reports. ``parties`` gives, for a claim's id, whose word it stands on."""
    shelves = Shelves()
    tellings = Tellings(shelves)
    told = [each for page in pages for each in told_in(page)]
    tellings.add(told)
    asking = Questions(shelves, tellings, lambda claim: tuple((who, who) for who in parties(claim)))
    asking.add(told)
    return asking.all()


Voices = Callable[[str], tuple[tuple[str, str], ...]]
"""Whose word a claim stands on, by its id: each party with the name that the claim gives it."""


class Questions:
    """All claims of a pile, sorted into what they answer; ``rulings`` stand before all evidence."""

    def __init__(self, shelves: Shelves, tellings: Tellings, voices: Voices, rulings: Rulings = NONE) -> None:
        self._tellings, self._voices, self._rulings = tellings, voices, rulings
        self._ruled_on = rulings.claims()
        self._about = _about(tellings)
        self._claims = Pile("claim", self._of_claims(), shelves)
        self._figures = Pile("figure", self._of_figures(), shelves)
        self._dirty: tuple[set[str], set[str]] = (set(), set())
        self._gone: tuple[set[str], set[str]] = (set(), set())

    def add(self, told: Sequence[Telling]) -> None:
        """Take claims in. Those of one pile are best given together, for then each is placed once."""
        self._place(0, self._claims.add([each.occasion for each in told]))
        self._place(1, self._figures.add([count for each in told for count in each.counts]))

    def _place(self, pile: int, changed: tuple[set[str], set[str]]) -> None:
        fresh, gone = changed
        self._dirty[pile].difference_update(gone)
        self._gone[pile].difference_update(fresh)
        self._dirty[pile].update(fresh)
        self._gone[pile].update(gone)

    def all(self) -> tuple[Question, ...]:
        """The questions of all claims that were added."""
        told = list(self._tellings)
        found: list[Group] = []
        ruled = _ruled(self._rulings, self._tellings)
        figures = {self._figures.head(count) for each in told for count in each.counts}
        for group in self._figures.sorted_all(figures, _ruled_counts(self._rulings, self._tellings)):
            self._figures.keep([group])
            found.append(self._counted(group))
        for group in self._claims.sorted_all({self._claims.head(each.occasion) for each in told}, ruled):
            self._claims.keep([group])
            found += self._happened(group)
        order = {each.occasion.id: each.order for each in told}
        return self._asked(settled(found, self._rulings, order))

    def again(self, claims: Iterable[str]) -> Again:
        """What has to be asked anew since claims were added, and since the voices of these claims changed."""
        tellings, rulings = self._tellings, self._rulings
        tellings.want({*claims, *(claim for pair in rulings.same for claim in pair)})
        changed = [tellings[claim] for claim in claims]
        counts = self._dirty[1].union(self._figures.head(count) for each in changed for count in each.counts)
        told = self._dirty[0].union(self._claims.head(each.occasion) for each in changed)
        counted = self._figures.sorted_again(counts, self._gone[1], _ruled_counts(rulings, tellings))
        happened = self._claims.sorted_again(told, self._gone[0], _ruled(rulings, tellings))
        self._figures.keep(counted)
        self._claims.keep(happened)
        items = tuple(item for group in (*counted, *happened) for item in group.items)
        tellings.want(item.partition("/")[0] for item in items)
        groups = [self._counted(group) for group in counted]
        groups += [each for group in happened for each in self._happened(group)]
        return Again(self._asked(groups), items)

    def _counted(self, group: Sorted) -> Group:
        found = [self._count(id) for id in group.items]
        found.sort(key=lambda c: (self._tellings[c.told.id].order, c.figure))
        return Group("how many", [c.told.id for c in found], found, list(group.links))

    def _happened(self, group: Sorted) -> Iterator[Group]:
        """None where a claim alone tells that something happened, and gives a figure, which is asked for."""
        if len(group.items) > 1 or not self._tellings[group.items[0]].counts:
            ids = sorted(group.items, key=lambda id: self._tellings[id].order)
            yield Group("whether", ids, [], list(group.links))

    def _asked(self, groups: Iterable[Group]) -> tuple[Question, ...]:
        asked = [_asked(each, self._tellings, self._voices) for each in groups]
        return tuple(sorted(asked, key=lambda q: (self._tellings[q.claims[0]].order, q.id)))

    def _count(self, id: str) -> Count:
        claim, _, figure = id.partition("/")
        return next(count for count in self._tellings[claim].counts if count.figure == int(figure))

    def _occasion(self, count: Count) -> Occasion:
        return self._tellings[count.told.id].occasion

    def _text(self, told: Told) -> str:
        """A claim that people ruled on stands for itself alone."""
        return told.id if told.id in self._ruled_on else _plain(told.quote)

    def _clash(self, a: Count, b: Count) -> bool:
        here, there = self._occasion(a), self._occasion(b)
        return self._rulings.apart(a.told.id, b.told.id) or counts_apart(a, b, here, there, self._parties)

    def _parties(self, claim: str) -> tuple[str, ...]:
        return tuple(party for party, _ in self._voices(claim))

    def _strangers(self, a: Occasion, b: Occasion) -> bool:
        if self._rulings.apart(a.id, b.id):
            return True
        if verbatim(a, b):
            return False
        if apart_in_time(a, b) or apart_in_space(a, b):
            return True
        mine, theirs = self._tellings[a.id].counts, self._tellings[b.id].counts
        return any(x.whom == y.whom and x.measure == y.measure and self._clash(x, y) for x in mine for y in theirs)

    def _same(self, a: Occasion, b: Occasion) -> Link | None:
        link = same_proposition(a, b)
        if link is not None or not a.type or a.type != b.type:
            return link
        return same_event(a, b, self._about)

    def _of_claims(self) -> Rules[Occasion]:
        return Rules(
            id=lambda o: o.id,
            text=lambda o: self._text(o.told),
            order=lambda o: self._tellings[o.id].order,
            parted=_not_copied,
            keys=_words_of,
            press=press_of,
            afar=afar_in_press,
            link=self._same,
            apart=self._strangers,
            ruled_apart=lambda a, b: self._rulings.apart(a.id, b.id),
            item=lambda id: self._tellings[id].occasion,
            want=self._tellings.want,
        )

    def _of_figures(self) -> Rules[Count]:
        def text(c: Count) -> str:
            return f"{c.figure} {c.whom} {c.measure} {c.low} {c.high} {self._text(c.told)}"

        return Rules(
            id=lambda c: c.id,
            text=text,
            order=lambda c: self._tellings[c.told.id].order,
            parted=lambda a, b: _not_copied(self._occasion(a), self._occasion(b)),
            keys=lambda c: _count_keys(c, self._occasion(c)),
            press=lambda c: press_of(self._occasion(c)),
            afar=afar_in_press,
            link=lambda a, b: same_count(a, b, self._occasion(a), self._occasion(b), self._about),
            apart=self._clash,
            ruled_apart=lambda a, b: self._rulings.apart(a.told.id, b.told.id),
            item=self._count,
            want=lambda ids: self._tellings.want(id.partition("/")[0] for id in ids),
        )


def _ruled(rulings: Rulings, tellings: Tellings) -> list[tuple[Link, str, str]]:
    """The claims that people ruled to be of one thing."""
    pairs = ((one, two, why) for (one, two), why in rulings.same.items() if one in tellings and two in tellings)
    return [(Link(one, two, RULED, (why,)), one, two) for one, two, why in pairs]


def _ruled_counts(rulings: Rulings, tellings: Tellings) -> list[tuple[Link, str, str]]:
    """The figures of claims that are ruled the same: those that count alike, or the only ones there are."""
    found = []
    for made, one, two in _ruled(rulings, tellings):
        mine, theirs = tellings[one].counts, tellings[two].counts
        alike = [(x, y) for x in mine for y in theirs if x.whom == y.whom and x.measure == y.measure]
        if not alike and len(mine) == len(theirs) == 1:
            alike = [(mine[0], theirs[0])]
        found += [(Link(x.id, y.id, RULED, made.reasons), x.id, y.id) for x, y in alike]
    return found


def _plain(quote: str) -> str:
    return " ".join(quote.split()).casefold()


def _not_copied(one: Occasion, two: Occasion) -> bool:
    """Whether two claims of the same words may yet be of two texts: of one report, weeks apart, or too plain."""
    return not verbatim(one, two)


def _about(tellings: Tellings) -> About:
    """Whether two reports are about one event: something that the one begins with is what the other begins with."""

    @cache
    def both(one: str, two: str) -> bool:
        return any(same_proposition(a, b) or same_event(a, b) for a in tellings.leads(one) for b in tellings.leads(two))

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


def _count_keys(count: Count, occasion: Occasion) -> Iterator[str]:
    for key in _words_of(occasion):
        yield f"{count.whom}:{key}"
    yield from (f"{count.whom}:{count.measure}:m:{key}" for key in occasion.matter.signs())
    if count.measure and count.whom in KINDS:
        yield from (f"{EVERYBODY}:{count.measure}:m:{key}" for key in occasion.matter.signs())
    if count.nation and lasts(count):
        yield from (f"of {count.nation}:{month}" for month in occasion.matter.months())
    if count.measure and count.low == count.high and (count.low or 0) >= SELDOM_TWICE:
        yield from (f"n:{count.measure}:{count.low:g}:{week}" for week in occasion.matter.weeks())


def _asked(group: Group, tellings: Tellings, voices: Voices) -> Question:
    claims = tuple(dict.fromkeys(group.claims))
    figures = tuple(group.figures)
    told = [tellings[claim].occasion for claim in claims]
    first = figures[0].told if figures else told[0].told
    words = " ".join(first.quote.split())
    parties = named({claim: voices(claim) for claim in claims})
    return Question(
        id=group.name(),
        label=f"{_ask(figures)} {words}" if figures else words,
        claims=claims,
        figures=figures,
        standing=standing(told, figures, parties.__getitem__),
        links=tuple(group.links),
        parties=parties,
    )


def named(voices: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    """By claim whose word it is: each party under the name that most of these claims give it."""
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for own in voices.values():
        for party, name in own:
            called[party][name] += 1
    names = {party: most(found) or "" for party, found in called.items()}
    # Two parties of one name ("a medical source" in two stories) must not be taken for one.
    twice = Counter(names.values())
    names = {party: name if twice[name] == 1 else f"{name} [{party}]" for party, name in names.items()}
    return {claim: tuple(dict.fromkeys(names[party] for party, _ in own)) for claim, own in voices.items()}


def _ask(figures: Sequence[Count]) -> str:
    first = figures[0]
    noun = first.told.entry.figures[first.figure].noun or first.whom
    if not first.measure:
        return f"How many {noun}?"
    did = {"sent": "were sent", "given": "was given", "protesting": "protested"}.get(first.measure)
    return f"How many {first.whom or noun} {did or f'were {first.measure}'}?"
