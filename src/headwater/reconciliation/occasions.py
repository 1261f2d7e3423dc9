"""Where and when a claim's event is said to have happened, as far as its report tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from headwater.reconciliation.affairs import affair
from headwater.reconciliation.counts import counts, measures_in
from headwater.reconciliation.daynames import CALENDAR
from headwater.reconciliation.matters import (
    ONE_MATTER,
    OPENING,
    Counted,
    Matter,
    incidents_in,
    matter,
    one_matter,
    towns_named,
)
from headwater.reconciliation.presence import ABROAD, presence
from headwater.reconciliation.space import NEAR, can_be_one, kilometres
from headwater.reconciliation.told import Page, Told, real
from headwater.reconciliation.toponyms import bared
from headwater.reconciliation.wording import words
from headwater.resolution.actors import countries
from headwater.resolution.gazetteer import is_country
from headwater.resolution.report import Place
from headwater.text import PartialDate

_TOWN = re.compile(
    r"\b(?:in|at|near|outside|to|of)\s+(?:the\s+)?(?:(?:town|city|village|port|province|district|region|capital)\s+of\s+)?"
    r"([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)"
)
_CALENDAR = frozenset(name.capitalize() for name in CALENDAR)
_OWNER = re.compile(r"['’]s$")
_THERE = re.compile(r"(?<!^)\bthere\b(?!\s+(?:is|are|was|were|has|have|had|will|would|may|might|must|can|could|be)\b)")
"""The town that was named before."""
STALE = 21
"""Days after which a report without a date in its words no longer speaks of what an earlier one told."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A claim with its setting. ``first`` to ``last`` are the days that it can be, None where the report does not tell.

    ``own_date`` and ``own_place`` tell whether the claim itself says so, or the claims before it in the same report.
    ``towns`` are names of places as written, known or not; ``lands`` the countries that its words name. ``leads`` marks
    what a report begins with, and ``lead`` what has its setting from there. ``days`` is how many days the event can
    have lasted or fallen on, ``press`` the first and last day of publication (proleptic ordinals), ``doers`` and
    ``others`` who acts and on whom where these are different parties, ``measures`` what its words count. (Lands are
    looked for where there is an act or a figure, measures where there is an act: others are not compared by them.)
    ``matter`` is what its report is about, and ``central`` tells that nothing shows the claim to be of anything else.
    ``named`` are stems of the towns in its own words, without lands and regions; ``affair`` is what
    it tells without a figure, of ``affairs.yaml``.
    """

    told: Told
    type: str
    real: bool
    first: dt.date | None
    last: dt.date | None
    own_date: bool
    place: Place | None
    own_place: bool
    towns: frozenset[str]
    own_towns: bool
    words: frozenset[str]
    lands: frozenset[str]
    lead: bool
    leads: bool
    id: str
    days: int | None
    press: tuple[int, int] | None
    doers: frozenset[str]
    others: frozenset[str]
    measures: frozenset[str]
    matter: Matter
    central: bool
    named: frozenset[str]
    affair: str

    def signs(self) -> Iterator[str]:
        """What it shares with claims of one affair in reports about the same matter; none where it is of another."""
        if self.affair.startswith(ABROAD):
            yield from (f"{self.affair}:{month}" for month in self.matter.months())
        elif self.central and self.affair:
            yield from (f"{self.affair}:{key}" for key in self.matter.signs())


def occasions(page: Page, counted: Counted | None = None) -> Iterator[Occasion]:
    """Every claim of a report with its setting. ``counted`` are the counts of its claims, where they are at hand.

    What a claim leaves out it takes from the nearest claim before it that tells of the same kind of act; the first
    ones from the first that does. Nothing is taken from other reports.
    """
    told = sorted(page.told, key=lambda t: (t.start, -t.end))
    lead = _lead(told)
    counted = {each.id: tuple(counts(each)) for each in told} if counted is None else counted
    whole = matter(page, lead, counted)
    here: dict[str, tuple[Told, ...]] = {}
    moved: set[str] = set()
    last_named = frozenset[str]()
    for each in told:
        entry = each.entry
        kind = entry.event.type if entry.event else ""
        before = here.get(kind, ())
        when, own_date = entry.happened, entry.happened is not None
        place, own_place = entry.place, entry.place is not None
        own, actual = towns_in(each.quote), real(each)
        towns = own
        for other in (*reversed(before), *lead):
            if not towns and kind:
                towns = towns_in(other.quote)
            if when is None and kind and other.entry.happened is not None and real(other) == actual:
                when = other.entry.happened
            if place is None and kind and other.entry.place is not None:
                place = other.entry.place
        leads = each in lead
        if kind and not (before and _in_passing(each, before[-1])):
            here[kind] = (*before[-2:], each)
        if (own_date or own_place) and not leads and not _fits(each, lead):
            moved.add(kind)
        elif leads:
            moved.discard(kind)
        named = frozenset(t for t in towns_named(each.quote) if t.split(" ")[-1] not in whole.wide)
        if not named and _THERE.search(each.quote):
            named, own_place = last_named, own_place or place is not None
        last_named = named or last_named
        first, last = (when.first, when.last) if when else (None, None)
        doers, others = _dealings(each)
        central = kind not in moved and _of_its_day(when, lead) and (not own_place or _fits(each, lead))
        yield Occasion(
            told=each,
            type=kind,
            real=actual,
            first=first,
            last=last,
            own_date=own_date,
            place=place,
            own_place=own_place,
            towns=towns,
            own_towns=bool(own),
            words=words(each.quote),
            lands=countries(each.quote) if kind or entry.figures else frozenset(),
            lead=leads or (kind not in moved and not own_place),
            leads=leads,
            id=each.id,
            days=(last - first).days + 1 if first and last else None,
            press=_press(each),
            doers=doers,
            others=others,
            measures=measures_in(each.quote) if kind else frozenset(),
            matter=whole,
            central=(leads or central) and not (named and whole.towns and named.isdisjoint(whole.towns)),
            named=named,
            affair=presence(each, counted[each.id])
            or ("" if any(count.measure for count in counted[each.id]) else affair(each.quote)),
        )


def _of_its_day(when: PartialDate | None, lead: Sequence[Told]) -> bool:
    """Whether a date is that of what the report begins with, or a day beside it; True where either is not told."""
    dates = [t.entry.happened for t in lead if t.entry.happened]
    return when is None or not dates or any(_days_apart(when, d) <= 1 for d in dates)


def _in_passing(told: Told, before: Told) -> bool:
    """Whether a claim of another day stands within the sentence of one before: "the road where ten died on Sunday"."""
    a, b = before.entry.happened, told.entry.happened
    return a is not None and b is not None and before.passage == told.passage and _days_apart(a, b) > 0


def _fits(told: Told, lead: Sequence[Told]) -> bool:
    """Whether a claim's own date and place are those that the report began with."""
    entry = told.entry
    dates = [t.entry.happened for t in lead if t.entry.happened]
    places = [t.entry.place for t in lead if t.entry.place]
    if entry.happened and dates and all(_days_apart(entry.happened, d) > 1 for d in dates):
        return False
    if entry.place is None or is_country(entry.place) or not places:
        return True
    return any(kilometres(entry.place, p) <= NEAR or is_country(p) for p in places)


def _days_apart(one: PartialDate, two: PartialDate) -> int:
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return 0
    return max(0, (one.first - two.last).days, (two.first - one.last).days)


def _lead(told: Sequence[Told]) -> tuple[Told, ...]:
    """The first claims of the opening that tell of an act or incident, done and not planned, with a date or a place;
    and the first that dates it, where these do not: "The ambush took place on Tuesday".
    """
    tells = [t for t in told if t.start < OPENING and real(t) and (t.entry.happened or t.entry.place)]
    tells = [t for t in tells if t.entry.event or incidents_in(t.quote)]
    first = tells[:2]
    dated = [] if any(t.entry.happened for t in first) else [t for t in tells if t.entry.happened][:1]
    return (*first, *dated)


def apart_in_press(one: Occasion, two: Occasion) -> bool:
    """Whether the two were published so long after each other that without a date of their own they are two things."""
    a, b = one.press, two.press
    if a is None or b is None or (one.own_date and two.own_date):
        return False
    return a[0] - b[1] > STALE or b[0] - a[1] > STALE


def press_of(one: Occasion) -> str:
    """When it was published, as :func:`afar_in_press` compares it: empty where that parts it from nothing."""
    return f"{one.press[0]}-{one.press[1]}{'d' * one.own_date}" if one.press else ""


@lru_cache(maxsize=262_144)
def afar_in_press(one: str, two: str) -> bool:
    """What :func:`apart_in_press` tells of two occasions, told of their :func:`press_of`."""
    if not one or not two or (one[-1] == two[-1] == "d"):
        return False
    (first, last), (begin, end) = (map(int, each.rstrip("d").split("-")) for each in (one, two))
    return first - end > STALE or begin - last > STALE


def _press(told: Told) -> tuple[int, int] | None:
    day = told.published
    return (day.first.toordinal(), day.last.toordinal()) if day and day.first and day.last else None


def _dealings(told: Told) -> tuple[frozenset[str], frozenset[str]]:
    """Who acts and on whom, where these are different parties; within one country the codes tell little."""
    event = told.entry.event
    if event is None:
        return frozenset(), frozenset()
    doers = frozenset([a.code for a in event.actors if a.code != "UNK"])
    others = frozenset([a.code for a in event.recipients if a.code != "UNK"])
    return (frozenset(), frozenset()) if doers and doers == others and len(doers) == 1 else (doers, others)


def matters(one: Occasion, two: Occasion) -> float:
    """How much speaks for one matter, where both claims are of what their reports are about; else 0."""
    if not (one.central and two.central):
        return 0.0
    # A report of several towns tells of each what it names it for.
    several = len(one.matter.towns) > 1 or len(two.matter.towns) > 1
    if several and (one.named or two.named) and not one.named & two.named:
        return 0.0
    return one_matter(one.matter, two.matter)


def apart_in_time(one: Occasion, two: Occasion) -> bool:
    """Whether the two cannot be of one day."""
    if apart_in_press(one, two):
        return True
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return False
    if one.affair and one.affair == two.affair and not (one.real or two.real) and matters(one, two) >= ONE_MATTER:
        return False  # when it is to be is what they differ on
    if one.first > two.last or two.first > one.last:
        # Of one matter, and one affair or act, only the days count that the claims themselves give.
        alike = one.affair == two.affair if one.affair or two.affair else one.type == two.type
        given = one.own_date and two.own_date
        return given or not alike or one.told.document == two.told.document or matters(one, two) < ONE_MATTER
    # A stretch of weeks is another event than a day within it; "this week's raid" may be that of Tuesday.
    days = (one.days or 1, two.days or 1)
    counted = bool((one if days[0] >= days[1] else two).told.entry.figures)
    return max(days) > (5 if counted else 7) and min(days) <= 2 and one.own_date and two.own_date


def apart_in_space(one: Occasion, two: Occasion) -> bool:
    """Whether both name particular places, and these are not one."""
    a, b = one.place, two.place
    mine, theirs = one.named, two.named
    if mine and theirs:
        if same_town(mine, theirs):
            return False
        if a is None and b is None:
            return True
    if a is None or b is None or a.geonameid == b.geonameid or not (one.own_place and two.own_place):
        return False
    return not can_be_one(a, b)


@lru_cache(maxsize=65_536)
def towns_in(quote: str) -> frozenset[str]:
    """The names that stand as places in a passage ("in the town of Dorn"), be they in the gazetteer or not."""
    if quote.isupper():
        return frozenset()
    names = (match.group(1).split() for match in _TOWN.finditer(bared(quote)))
    kept = (" ".join(word for word in name if _OWNER.sub("", word) not in _CALENDAR) for name in names)
    return frozenset(name.lower() for name in kept if name and not countries(name))


def same_town(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sets of names have one in common, spelled alike or nearly so."""
    return bool(one & two) or any(_spelled_alike(*sorted((a, b))) for a in one for b in two)


@lru_cache(maxsize=65_536)
def _spelled_alike(one: str, two: str) -> bool:
    match = SequenceMatcher(None, one, two)
    return match.real_quick_ratio() >= 0.8 and match.ratio() >= 0.8
