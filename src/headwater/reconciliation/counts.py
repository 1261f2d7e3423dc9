"""What a figure counts: the harm or the act, and of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from headwater.extraction.claim import Figure
from headwater.extraction.lemmas import lemma
from headwater.reconciliation.speaking import stem
from headwater.reconciliation.told import Told, real
from headwater.resolution.actors import countries
from headwater.vocabulary import VocabularyError, table

_SHARE = re.compile(
    r"\s+of\s+(?:the|those|them|these|whom|its|their)\b[^.;:]{0,40}?\b(?:were|was|are|is|being)\s+"
    r"(?:(?:believed|said|reported|thought|known)\s+to\s+(?:be|have\s+been)\s+)?(?P<who>\w+)"
)
_DEAD_AMONG = re.compile(
    r"\s+(?:(?:dead|killed|wounded|injured|deaths|casualties|losses)\s+)?among\s+(?:the|its|their|his|her)\s+(?:\w+\s+)?"
    r"(?P<who>servicemen|soldiers|troops|fighters|rebels|militants|children|women|civilians|peacekeepers)\b"
)
"""Of whom a toll is: "45 dead among its servicemen"."""
_DONE = re.compile(
    r"(\w+)\s+(?:(?:at|least|most|about|some|up|to|more|than|nearly|almost|around|over|as|many|an?|the|roughly|"
    r"estimated|approximately|another|other|fewer|less|under)\s+)*$",
    re.IGNORECASE,
)
"""A word right before a figure, with no more than its qualifiers between: "killing at least 24"."""
_TOLL = re.compile(
    r"\b(?:number\s+of\s+(?:the\s+)?(?:dead|deaths|killed|wounded|injured|hurt|missing)|toll)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of one claim as an answer to "how many?".

    ``measure`` is what befell or was done ("killed", "sent"; a PLOVER act, or the noun itself where no word tells).
    ``whom`` is the class of what is counted: "people" for everybody, else the noun's own. ``nation`` is the country
    that the noun names as theirs ("Ilyrian soldiers", "Ilyrians"; ISO 3166 alpha-3, or the stem of an unknown land's
    name), empty where it names none. ``real`` tells a count from a forecast, a plan or a wish. ``figure`` is its place
    in the claim's figures.
    """

    told: Told
    figure: int
    measure: str
    whom: str
    nation: str
    real: bool
    low: float | None
    high: float | None

    @property
    def id(self) -> str:
        return f"{self.told.id}/{self.figure}"


def lasts(count: Count) -> bool:
    """Whether what is counted goes on from day to day: those sent, driven out or missing, and armed people there."""
    armed = not count.measure and (count.whom in _ARMED or _by_nation_alone(count))
    return armed or count.measure in ("sent", "displaced", "missing")


_ARMED = frozenset({"troops", "rebels"})


def _by_nation_alone(count: Count) -> bool:
    """Whether those who are counted are called by their nation and nothing else: "12,000 Ilyrians"."""
    return bool(count.nation) and (count.whom == EVERYBODY or count.whom not in _kinds())


EVERYBODY = "people"
"""The class of which all kinds of persons are a part."""
SELDOM_TWICE = 13
"""A number from which two reports seldom give it by chance."""


def same_people(one: Count, two: Count) -> bool:
    """Whether two figures count one kind of people or things.

    Where the words differ ("49 on board died", "the 49 soldiers who died") an equal number that is no small one tells.
    """
    if one.nation.isupper() and two.nation.isupper() and one.nation != two.nation:
        return False
    if one.whom == two.whom:
        return True
    if one.nation and one.nation == two.nation:
        # "12,000 Ilyrian soldiers" are "12,000 Ilyrians" in the next report.
        named, other = (one, two) if _by_nation_alone(one) else (two, one)
        if _by_nation_alone(named) and other.whom in _ARMED | {EVERYBODY}:
            return True
    equal = one.low == two.low == one.high == two.high and (one.low or 0) >= SELDOM_TWICE
    return equal and one.measure == two.measure and bool(one.measure)


@cache
def _measures() -> dict[str, str]:
    return {word: name for name, words in table("counts")["measures"].items() for word in words.split()}


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    """What several words together tell, none of which does alone."""
    found = {}
    for name, phrases in table("counts")["phrases"].items():
        if name not in table("counts")["measures"] or not all(isinstance(each, str) for each in phrases):
            raise VocabularyError(
                f"counts.yaml: phrases: {name}: phrases of a known measure were expected: {phrases!r}"
            )
        alternatives = "|".join(re.escape(each).replace("\\ ", r"\s+") for each in phrases)
        found[name] = re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)
    return found


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, words in table("counts")["classes"].items() for word in words.split()}


@cache
def _kinds() -> frozenset[str]:
    return frozenset(_classes().values())


@cache
def _fates() -> dict[str, str]:
    return {word: name for name, words in table("counts")["fates"].items() for word in words.split()}


def _fate(figure: Figure) -> str:
    """What befell those who are counted, where their noun tells: "16 bodies"."""
    last = figure.noun.lower().split()[-1:]
    return _fates().get(lemma(last[0], "NOUN"), "") if last else ""


def counts(told: Told) -> Iterator[Count]:
    """A count for each figure of the claim that counts something; durations and shares of money among them.

    What a figure takes the place of is no count of its own: "raised to 5,000, from up to 4,000".
    """
    found = list(_counts(told))
    for each in found:
        figure = told.entry.figures[each.figure]
        taken_back = len(found) > 1 and _FROM.search(told.quote, 0, max(0, figure.start - told.start))
        if not taken_back or not any(c.whom == each.whom and c.figure != each.figure for c in found):
            yield each


_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def _counts(told: Told) -> Iterator[Count]:
    entry = told.entry
    if not entry.figures:
        return
    wide = "" if _OVER.search(told.quote) else _measure_in(told.quote)
    for number, figure in enumerate(entry.figures):
        if figure.unit and _AGO.match(told.quote, figure.end - told.start):
            continue
        near = _nearest(told, figure)
        # A length of time, an age, a sum of money is no number of those whom something befell.
        measure = "" if figure.unit else _fate(figure) or _behind(told, figure) or near or wide
        thing = measure in _OF_PERSONS and _is_thing(figure)
        harmed = thing and _harmed(told, figure)
        if thing and not harmed:
            measure = ""
        yield Count(
            told=told,
            figure=number,
            measure=measure,
            whom=_of_share(told, figure)
            or _of_men(told, figure)
            or _of_a_nation(told, figure)
            or _of_toll(told, figure, measure)
            or (EVERYBODY if harmed else whom(figure, measure)),
            nation=_nation(figure),
            real=real(told),
            low=figure.low,
            high=figure.high,
        )


_AGO = re.compile(r"[\w\s-]{0,12}?\b(?:ago|earlier|later|before|after|since|old)\b", re.IGNORECASE)
"""What turns a length of time into a date: nobody asks how many years the "four years ago" are."""
_BEHIND = re.compile(r"\s+(?:all\s+)?(\w+)\b")
_LEFT = frozenset("dead wounded injured hurt missing homeless displaced".split())


def _behind(told: Told, figure: Figure) -> str:
    """What befell those whom the claim counts last, where the sentence says so right behind it: "leaving 19 people
    [dead]"; else empty.
    """
    if told.end - figure.end > len(figure.noun) + 1:
        return ""
    at = told.passage.find(told.quote)
    word = _BEHIND.match(told.passage, at + len(told.quote)) if at >= 0 else None
    return _measure(word[1].lower()) if word and word[1].lower() in _LEFT else ""


def _stands_behind(told: Told, figure: Figure) -> bool:
    """Whether the noun is written behind its number, and not understood from what was told before."""
    end = figure.end - told.start
    return figure.noun.lower().split()[-1] in told.quote[end : end + len(figure.noun) + 12].lower()


_TELLERS = frozenset({"police", "medics", "journalists", "teachers", "crew", "farmers", "athletes"})


def _harmed(told: Told, figure: Figure) -> bool:
    """Whether the number stands bare behind a word of harm or tells a toll, whatever noun was understood for it: "two
    blasts killed twelve", "brings the toll of the raid to seven".
    """
    if _stands_behind(told, figure):
        return False
    start = figure.start - told.start
    done = _DONE.search(told.quote, 0, max(0, start))
    return bool((done and _measure(done[1].lower()) in _OF_PERSONS) or _TOLL.search(told.quote))


_OF_PERSONS = frozenset({"killed", "wounded", "abducted", "displaced", "escaped"})
"""What can befall nobody but persons."""


@cache
def _things() -> frozenset[str]:
    return frozenset(table("counts")["things"].split())


def _is_thing(figure: Figure) -> bool:
    words = figure.noun.lower().split()
    return bool(words) and lemma(words[-1], "NOUN") in _things()


def _of_share(told: Told, figure: Figure) -> str:
    """Of whom, where the figure is a share of those named before: "four of the dead were children"; else empty."""
    match = _SHARE.match(told.quote, figure.end - told.start) or _DEAD_AMONG.match(told.quote, figure.end - told.start)
    return _classes().get(lemma(match["who"].lower(), "NOUN"), "") if match else ""


_PEOPLE = re.compile(r"\w{2,}(?:ians?|ans?|ese|ish|is?|ics?|nes?)$")


def _nation(figure: Figure) -> str:
    """The one country that the noun names, by its people's name or as an adjective; else empty.

    A land that no table knows is told by the stem of what its people are called.
    """
    if figure.unit or figure.noun == figure.noun.lower():
        return ""
    found = countries(figure.noun)
    if found:
        return next(iter(found)) if len(found) == 1 else ""
    unknown = [word for word in figure.noun.split() if word[0].isupper() and _PEOPLE.match(word)]
    return stem(unknown[0]) if len(unknown) == 1 else ""


_AMONG = re.compile(r"[\w\s-]{0,24}?\b(?:was|were|are|is)\s+(?:also\s+)?among\b")


def _of_a_nation(told: Told, figure: Figure) -> str:
    """The nation, where a figure counts those of one among others: "ten Ilyrian nationals", "seven Ilyrians were among
    the dead"; else empty.
    """
    words = figure.noun.split()
    if not words or figure.unit:
        return ""
    nationals = len(words) > 1 and lemma(words[-1].lower(), "NOUN") in ("national", "citizen")
    if not nationals and not _AMONG.match(told.quote, figure.end - told.start):
        return ""
    of = sorted(countries(figure.noun))
    return f"nationals {of[0]}" if len(of) == 1 else ""


def _of_men(told: Told, figure: Figure) -> str:
    """Troops, where "2,500 men" are those of a force that the claim names; people, where it tells of no others."""
    if figure.noun.lower() not in ("men", "strong"):
        return ""
    words = {lemma(word.strip(".,;:\"”“'()").lower(), "NOUN") for word in told.quote.split()}
    found = {_classes().get(word) for word in words}
    if "troops" in found:
        return "troops"
    return "" if found & {"women", "children"} else EVERYBODY


def _of_toll(told: Told, figure: Figure, measure: str) -> str:
    """People, where a toll is told and the noun is a word of something else (who tells it); else empty."""
    last = figure.noun.lower().split()[-1:]
    found = _classes().get(lemma(last[0], "NOUN")) if last else None
    # Medics, officers and teachers tell tolls, and are then not those who are counted.
    known = found is not None and (found not in _TELLERS or _stands_behind(told, figure))
    return "people" if measure and not figure.unit and not known and _TOLL.search(told.quote) else ""


def whom(figure: Figure, measure: str) -> str:
    """The class of what a figure counts."""
    words = [lemma(w, "NOUN") for w in figure.noun.lower().split()]
    if figure.unit:
        # "86 percent of young voters" is no share of the votes.
        share = figure.unit == "percentage" and "of" in words[:-1]
        return f"{figure.unit} {words[-1]}" if share else figure.unit
    of = {_classes()[word] for word in words if word in _classes()}
    if len(of) > 1 and "and" in words:
        return EVERYBODY  # "nine women and children"
    for word in reversed(words):
        if word in _classes():
            return _classes()[word]
    if measure and (not words or countries(figure.noun.split(" ")[-1])):
        return "people"  # "51 Marovians were killed"
    return words[-1] if words else ""


@lru_cache(maxsize=65_536)
def measures_in(quote: str) -> frozenset[str]:
    """All measures that the words of a passage tell of."""
    words = (word.strip(".,;:\"”“'()") for word in _plain(quote).lower().split())
    return frozenset(found for word in words if (found := _measure(word)))


def _plain(quote: str) -> str:
    """The passage without names that hold a word of a measure; of the same length."""
    return quote.replace("Red Cross", "Red-Cross")


def _measure_in(quote: str) -> str:
    for word in _plain(quote).lower().split():
        found = _measure(word.strip(".,;:\"”“'()"))
        if found:
            return found
    return ""


def _nearest(told: Told, figure: Figure) -> str:
    """The word of harm or act nearest to the figure, the ones behind it first: "20 killed and 55 wounded"; but first
    of all the one right before it: "killing 24 and wounding 47"."""
    start, end = figure.start - told.start, figure.end - told.start
    best, far = "", 10**6
    for name, phrase in _phrases().items():
        if phrase.search(told.quote, max(0, end)):
            return name
    done = _DONE.search(told.quote, 0, max(0, start))
    if done and (found := _measure(done[1].lower())):
        return found
    nouns = _counted_nouns(told)
    matters = [match.span("deed") for match in _OVER.finditer(told.quote, max(0, end))]
    at = 0
    own = fate = ""
    ended = far
    for word in _plain(told.quote).split(" "):
        here = at
        at += len(word) + 1
        found = _measure(word.strip(".,;:\"”“'()\n").lower())
        if not found:
            continue
        if found in _STANDING and any(a <= here < b for a, b in nouns):
            own = own or (found if start <= here <= end + len(figure.noun) + 1 else "")
            continue
        if any(a <= here < b for a, b in matters) and not start <= here <= end + len(figure.noun) + 1:
            continue
        # A word behind the figure is nearer to it than one as far before it; behind another figure it is that one's.
        distance = here - end if here >= end else (start - here) + 12
        distance += _OTHERS * sum(end < a < here for a, _ in nouns)
        if found in _FATES and distance < min(ended, _OTHERS):
            fate, ended = found, distance
        if distance < far:
            best, far = found, distance
    # "All 279 girls abducted last week have been freed": what became of them in the end is told.
    return fate if best in _HELD and fate else best or own


_OVER = re.compile(
    r"\b(?:for|over|about|into|of(?=\s+(?:the|his|her|their)\b))(?<!number of)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?P<deed>murders?|killings?|slaying|massacre|deaths?|assassination|manslaughter)\b"
)
"""A deed for which those before it are tried, held or asked about: it befell others."""
_HELD, _FATES = frozenset({"abducted", "detained"}), frozenset({"killed", "released", "escaped"})
_OTHERS = 120
"""Code points by which each other figure in between puts a word further off."""
_STANDING = frozenset({"abducted", "detained", "displaced", "protesting"})
"""What people already are when something befalls them: "34 hostages were killed" counts the killed."""


def _counted_nouns(told: Told) -> list[tuple[int, int]]:
    """Where the nouns stand that figures count, in the claim's quote."""
    return [(f.end - told.start, f.end - told.start + len(f.noun) + 2) for f in told.entry.figures if f.noun]


@cache
def _measure(word: str) -> str:
    found = _measures()
    return found.get(word) or found.get(lemma(word, "VERB")) or found.get(lemma(word, "NOUN")) or ""
