"""What a report as a whole is about: its towns, its kind of incident, its days; and whether two are about one thing."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from headwater.extraction.lemmas import lemma
from headwater.reconciliation.copies import spelled
from headwater.reconciliation.counts import Count, counts
from headwater.reconciliation.daynames import CALENDAR, OPENERS
from headwater.reconciliation.space import is_local
from headwater.reconciliation.speaking import commons, press, stem
from headwater.reconciliation.told import Page, Told
from headwater.reconciliation.toponyms import bared
from headwater.resolution.actors import countries
from headwater.resolution.gazetteer import Kind, gazetteer
from headwater.resolution.lexicon import GROUPS
from headwater.vocabulary import VocabularyError, table

OPENING = 600
"""Code points of the text that tell, with the title, what a report is about."""
BEGINNING = 240
"""Code points of title and text in which lands are looked for by name: it costs more than all else."""
ONE_MATTER = 2.5
"""Evidence from which two reports are about one matter."""
NAMED_ALIKE = (0.0, 0.0, 0.5, 0.75)
"""Evidence from no name, one, two and more that two reports share. One may be who speaks in both."""
SELDOM = 2.0
"""Evidence from a kind of incident of which the land that both tell of seldom has two in one week."""
APART = -9.0

_NAME = r"[A-Z][\w’'-]+"
_PLACED = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|(?<!ccording )to)\s+(?:the\s+)?({_NAME}(?:\s{_NAME})*)(?:\s+(\w+))?"
)
_SURELY = re.compile(rf"\b(?:[Tt]own|[Cc]ity|[Vv]illage|[Pp]ort|[Mm]ayor|[Ss]uburb)\s+of\s+({_NAME}(?:\s{_NAME})*)")
_DATELINE = re.compile(r"(?:^|\n)([A-Z][A-Z'’ -]{2,30}?),?\s*(?:[A-Z][a-z]+\s*)?(?:\([^()\n]{2,60}\)\s*[-–—]|[–—-]\s)")
_WIDE = re.compile(
    rf"({_NAME})\s+(?:[Pp]rovince|[Rr]egion|[Dd]istrict|[Cc]ounty|[Gg]overnorate|[Ss]tate|[Pp]eninsula)\b"
)
_PLAIN = (
    "is|was|are|were|has|had|have|be|the|an?|and|or|in|on|at|as|by|to|for|from|of|with|that|said|when|where|but|its?"
)
_RULED = re.compile(
    rf"({_NAME})\s+(?:(?!(?:{_PLAIN})\b)[a-z]+\s+){{0,2}}"
    r"(?:[Mm]inist\w+|[Aa]rmy|[Mm]ilitary|[Gg]overnment|[Aa]rmed [Ff]orces|[Pp]resident)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """``towns`` are stems of the places where it is, ``wide`` of lands and regions, ``names`` of all that is named.

    ``sites`` are the numbers of the settlements and districts that its first claims are placed in by name.
    ``incidents`` are its kinds of ``incidents.yaml``; ``press`` the first and last day of publication (proleptic
    ordinals), ``first`` to ``last`` the days of what the report begins with, None where it does not tell. ``figures``
    are (measure, of whom, number) that it gives, ``opening`` the folded words that its text begins with. Each is equal
    to itself alone.
    """

    document: str
    towns: frozenset[str]
    sites: frozenset[int]
    wide: frozenset[str]
    names: frozenset[str]
    incidents: frozenset[str]
    press: tuple[int, int] | None
    first: dt.date | None
    last: dt.date | None
    figures: frozenset[tuple[str, str, float]]
    opening: str

    def weeks(self) -> list[int]:
        """The weeks of its publication, of which each day lies in two: what is three days apart shares one."""
        return sorted({(self.press[0] // 7) * 2, ((self.press[0] + 4) // 7) * 2 + 1}) if self.press else [0]

    def _fortnights(self) -> list[int]:
        """The same of fortnights: what is a week apart shares one."""
        return sorted({(self.press[0] // 14) * 2, ((self.press[0] + 7) // 14) * 2 + 1}) if self.press else [0]

    def months(self) -> list[int]:
        """The same of months: what is two weeks apart shares one."""
        return sorted({(self.press[0] // 28) * 2, ((self.press[0] + 14) // 28) * 2 + 1}) if self.press else [0]

    def signs(self) -> Iterator[str]:
        """What two reports about one matter have in common: a town in a fortnight, or a land and a kind in a week.

        Two that were published within seven days of each other share a fortnight, for each day lies in two; within
        three days they share a week.
        """
        for fortnight in self._fortnights():
            yield from (f"{town}:{fortnight}" for town in sorted(self.towns))
            yield from (f"{site}:{fortnight}" for site in sorted(self.sites))
        for week in self.weeks():
            yield from (f"{land}:{kind}:{week}" for land in sorted(self.wide) for kind in sorted(self.incidents))


Counted = Mapping[str, Sequence[Count]]
"""What claims count, by their ids."""


def matter(page: Page, lead: Sequence[Told], counted: Counted | None = None) -> Matter:
    """What one report is about, from its title, text and claims alone; ``counted`` is what these count, if at hand."""
    document = page.document
    text = bared(document.text)
    title = bared(document.title or "")
    opening = f"{title}. {text[:OPENING]}"
    whole = f"{title}. {text}"
    lowered = {word for word in _WORD.findall(text) if word[0].islower()}
    forms: dict[str, set[str]] = {}
    for word in set(_WORD.findall(whole)):
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if word[0].isupper() and low not in lowered and low not in CALENDAR | OPENERS and len(low) > 2:
            forms.setdefault(stem(low), set()).add(low.rstrip("s"))
    wide = {stem(m[1]) for p in (_WIDE, _RULED) for m in p.finditer(whole) if m[1] != "The"}
    # Who has a name of its own for its people ("Marovia", "Marovian") is a land.
    wide |= {name for name, written in forms.items() if len(written) > 1}
    wide |= {stem(m[1].split(" ")[-1]) for m in _PLACED.finditer(whole) if countries(m[1]) and not _city(m[1])}
    wide |= {f"#{code}" for code in countries(opening[:BEGINNING])}
    wide |= {f"#{code}" for each in page.told if each.start < OPENING for code in _lands_of(each)}
    places: Counter[str] = Counter()
    capitals: set[str] = set()
    for found in _PLACED.finditer(opening):
        name = found[1]
        if (
            (found[2] or "").lower() in _WIDER | _PARTS
            or name.lower() in _PARTS
            or (countries(name) and not _city(name))
        ):
            continue
        if _land(name):
            wide.add(stem(name))
            continue
        places[_town(name)] += 1
        if countries(name):
            capitals.add(_town(name))
    # A village that is named further down ("a second market, in the village of Osk") is not what it is about.
    begins = "\n".join([line for line in opening.splitlines() if line.strip()][:2])
    sure = {_town(m[1]) for m in _SURELY.finditer(begins)} - {""}
    # A dateline may be the bureau's town rather than the event's: it counts where nothing else is named.
    lines = {m[1].title().strip(" -") for m in _DATELINE.finditer(f"\n{text[:OPENING]}")}
    bureau = {_town(name) for name in lines if not countries(name)}
    # Ministers speak in capitals, whatever town they speak of.
    beside = {name for name in places if name not in capitals}
    towns = {t for t in sure or beside or places or bureau if t and t.split(" ")[-1] not in wide and t not in commons()}
    days = [t.entry.happened for t in lead if t.entry.happened]
    when = days[0] if days else None
    published = document.published.date if document.published else None
    return Matter(
        document.id,
        frozenset(towns),
        frozenset(
            t.entry.place.geonameid
            for t in page.told
            if t.start < OPENING and t.entry.place and t.entry.place.geonameid and is_local(t.entry.place)
        ),
        frozenset(wide),
        frozenset(forms),
        incidents_in(opening),
        (published.first.toordinal(), published.last.toordinal())
        if published and published.first and published.last
        else None,
        when.first if when else None,
        when.last if when else None,
        frozenset(
            (c.measure, c.whom, value)
            for t in page.told
            for c in (counts(t) if counted is None else counted[t.id])
            if c.real and c.measure
            for value in (c.low, c.high)
            if value is not None
        ),
        " ".join(spelled(text[:OPENING])),
    )


_NO_LAND = GROUPS | {"UNK"}


def _lands_of(told: Told) -> Iterator[str]:
    """The countries that a claim was found to be of: of its place, of those who act and of whom they act on."""
    entry = told.entry
    if entry.place is not None and entry.place.country:
        yield entry.place.country
    if entry.event is not None:
        yield from (a.code for a in (*entry.event.actors, *entry.event.recipients) if a.code not in _NO_LAND)
    yield from (v.actor.code for v in entry.speakers if v.actor is not None and v.actor.code not in _NO_LAND)


def _town(name: str) -> str:
    """The name of a place as it is compared; empty where it is none ("The Dorn Courier", a day).

    Of three words the last two are a person who stands behind the place with the comma lost ("in Dorn Ana Reyl").
    """
    words = [w for w in name.split() if w.lower().removesuffix("'s").removesuffix("’s") not in CALENDAR]
    letters = len(words) == 1 and words[0].isupper() and len(words[0]) <= 5
    if not words or letters or words[0] == "The" or not press().isdisjoint(word.lower() for word in words):
        return ""
    return " ".join(stem(w) for w in (words[:-2] if len(words) > 2 else words))


@lru_cache(maxsize=16_384)
def _city(name: str) -> bool:
    """Whether the name that tells of a country is first of all a town's: "Sanaa", "Luhansk"."""
    bearers = gazetteer().bearing(name)
    return len(bearers.rows) > 0 and bool(gazetteer().kind[bearers.rows[0]] == Kind.SETTLEMENT)


def _land(name: str) -> bool:
    """Whether an unknown name sounds like that of a land: what "Marovia" or "Qarmistan" is, readers know by its end."""
    return bool(_LAND.search(name)) and " " not in name and not gazetteer().bearing(name)


_LAND = re.compile(r"(?:ia|land|istan)$")
_PARTS = frozenset(
    "neighbourhood neighborhood quarter street square road avenue market hospital mosque church airport place "
    "university".split()
)
"""What bears a name within a town."""
_WIDER = frozenset("province region district county governorate state peninsula".split())


@lru_cache(maxsize=65_536)
def towns_named(passage: str) -> frozenset[str]:
    """The towns that a passage names as the place of something, as :class:`Matter` has them; lands are left out."""
    found = set()
    passage = bared(passage)
    for match in (*_PLACED.finditer(passage), *_SURELY.finditer(passage)):
        name = match[1]
        wide = match.re is _PLACED and (match[2] or "").lower() in _WIDER | _PARTS
        if not wide and (not countries(name) or _city(name)) and not _land(name):
            found.add(_town(name))
    return frozenset(t for t in found if t and not any(word in commons() for word in t.split(" ")))


@lru_cache(maxsize=262_144)
def one_matter(one: Matter, two: Matter) -> float:
    """How much speaks for two reports being about one matter: 2.5 and more suffice, APART says that they cannot be."""
    if (
        one is two
        or one.document == two.document
        or (one.opening and one.opening == two.opening and _gap(one, two) <= 21)
    ):
        return 9.0
    gap = _gap(one, two)
    if gap > 21 or _elsewhere(one, two):
        return APART
    names_shared = len(_telling_names(one) & _telling_names(two))
    score = NAMED_ALIKE[min(3, names_shared)]
    town = _of_one_town(one, two)
    if town:
        score += 1.75
    elif one.wide & two.wide:
        score += 0.5
    kinds = one.incidents & two.incidents
    seldom = bool(kinds & _marked("seldom") and one.wide & two.wide)
    goes_on = seldom or (town and bool(kinds & _marked("lasting")))
    if seldom:
        score += SELDOM
    elif one.incidents and two.incidents:
        score += 0.75 if kinds else -1.5
    if gap <= 3:
        score += 0.5
    elif gap > 7:
        score -= 1.0
    if one.first and one.last and two.first and two.last:
        meet = one.first <= two.last and two.first <= one.last
        narrow = max((one.last - one.first).days, (two.last - two.first).days) <= 2
        apart = max((one.first - two.last).days, (two.first - one.last).days)
        score += (0.75 if narrow else 0.25) if meet else -0.5 if goes_on and apart <= 7 else -2.0
    # In order, for sums of fractions depend on it.
    alike = sorted(value for _, _, value in one.figures & two.figures)
    score += min(1.5, sum(0.75 if value > 12 else 0.4 for value in alike))
    # A land, a kind of incident and a day in common are those of many matters.
    particular = town or seldom or alike or names_shared
    return score if particular else min(score, ONE_MATTER - 0.25)


@lru_cache(maxsize=262_144)
def on_one_ground(one: Matter, two: Matter) -> bool:
    """Whether two reports name a town, a land or anybody in common: those that do not are hardly about one thing,
    be their words and numbers what they may.
    """
    return (
        one.document == two.document
        or bool(one.opening and one.opening == two.opening)
        or not one.wide.isdisjoint(two.wide)
        or _of_one_town(one, two)
        or not _telling_names(one).isdisjoint(_telling_names(two))
    )


def _gap(one: Matter, two: Matter) -> int:
    a, b = one.press, two.press
    return max(0, a[0] - b[1], b[0] - a[1]) if a and b else 3


def _telling_names(matter: Matter) -> frozenset[str]:
    """Stems of the names in a report that are no land's, no kind of body's and no outlet's."""
    return matter.names - matter.wide - commons() - press()


def _of_one_town(one: Matter, two: Matter) -> bool:
    """Whether the two tell of one town, of whose name either may have only a part ("In Amenas", "Amenas")."""
    if one.towns & two.towns or one.sites & two.sites:
        return True
    mine, theirs = [set(t.split(" ")) for t in one.towns], [set(t.split(" ")) for t in two.towns]
    return any(a <= b or b <= a for a in mine for b in theirs)


def _elsewhere(one: Matter, two: Matter) -> bool:
    """Whether each is about one town that the other does not know. Who tells of several towns may tell of any."""
    if len(one.towns) > 1 or len(two.towns) > 1 or _of_one_town(one, two):
        return False
    mine = any(not set(town.split(" ")) <= two.names and town not in two.names for town in one.towns)
    theirs = any(not set(town.split(" ")) <= one.names and town not in one.names for town in two.towns)
    return mine and theirs


@cache
def _marked(mark: str) -> frozenset[str]:
    """The kinds of incident that the table marks: "seldom" in one land, "lasting" for days."""
    named = frozenset(str(table("incidents")[mark]).split())
    if not named <= table("incidents")["incidents"].keys():
        raise VocabularyError(f"incidents.yaml: {mark}: {sorted(named)!r} are not all kinds of incident")
    return named


@cache
def _incidents() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words in table("incidents")["incidents"].items():
        if not isinstance(words, str):
            raise VocabularyError(f"incidents.yaml: {kind}: {words!r} is no line of words")
        for word in words.split():
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@lru_cache(maxsize=65_536)
def incidents_in(passage: str) -> frozenset[str]:
    """The kinds of incident that a passage can tell of: those of its most telling word, the one of the fewest kinds."""
    found: set[str] = set()
    before = ""
    for match in _WORD.finditer(passage):
        low = match.group().lower()
        before, pair = low, f"{before}+{lemma(low, 'NOUN')}"
        for form in (pair, low, lemma(low, "NOUN"), lemma(low, "VERB")):
            if form in _incidents():
                found |= _incidents()[form]
                break
    return frozenset(found)
