"""Which two claims answer one question: each link with its reasons. It looks at the two alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.extraction.claim import Modality
from headwater.extraction.cues import Force, forces
from headwater.extraction.lemmas import lemma
from headwater.reconciliation.matters import APART, ONE_MATTER, incidents_in, on_one_ground, one_matter
from headwater.reconciliation.occasions import (
    Occasion,
    apart_in_press,
    apart_in_space,
    apart_in_time,
    matters,
    same_town,
)
from headwater.reconciliation.presence import ABROAD
from headwater.reconciliation.told import Told
from headwater.reconciliation.wording import mass, resemblance, shared

SAME_WORDS = 0.55
"""Resemblance from which two claims say the same thing."""
VERBATIM = 0.75
"""Resemblance from which two reports carry one text: its dates then are those of the day when it was first written."""
TEXT = 4.0
"""Weight of words from which the same words are one text: less than about eight words can be alike by chance."""
PLAUSIBLE = 1.0
"""Evidence of one matter below which a few plain words in common say nothing."""
ONE_EVENT = 4.5
"""Evidence from which two claims tell of one event."""
ONE_DEALING = 3.0
"""The same where one party's dealing with another is told, which seldom happens twice at a time."""
OF_ITSELF = 1.0
"""Evidence where one is of the act as such, which its report told before, and the other begins a report with it."""
DENIED = "one denies what the other tells of one matter"
OF_ONE_MATTER = 1.75
"""Evidence from reports that are about one matter."""
MOST, PLAIN = 0.5, 1.5
"""Share of the lighter claim's words, and their least weight, from which one of two denies what the other says."""
RULED = 1000.0
"""Evidence of a person's ruling: more than words can give."""
_LEADS = 0.75  # evidence from two claims that are what their reports are about


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims (or figures of claims) that belong together, and why. ``score`` is evidence, without a unit."""

    one: str
    two: str
    score: float
    reasons: tuple[str, ...]


def same_proposition(one: Occasion, two: Occasion) -> Link | None:
    """Whether two claims say the same thing: in nearly the same words, or of one affair of one matter."""
    link = _of_one_affair(one, two)
    if link is not None:
        return link
    alike = resemblance(one.words, two.words, SAME_WORDS)
    if apart_in_press(one, two):
        return None
    if alike < SAME_WORDS:
        if one.real and two.real and not (apart_in_time(one, two) or apart_in_space(one, two)):
            if _denies(one, two):
                return Link(one.id, two.id, 2.5, (DENIED,))
            if _disowns(one, two):
                return Link(one.id, two.id, 2.5, ("one denies the deed that the other lays to somebody",))
        return None
    if one_text(one, two, alike):
        return Link(one.id, two.id, 10 * alike, ("the same words",))
    if not on_one_ground(one.matter, two.matter):
        return None
    if matters(one, two) == APART or one.real != two.real or apart_in_time(one, two) or apart_in_space(one, two):
        return None
    if min(len(one.words), len(two.words)) < 2 or too_plain(one, two):
        return None
    return Link(one.id, two.id, 4 * alike, (f"nearly the same words ({alike:.0%})",))


def lands_abroad(one: Occasion, two: Occasion, nation: str) -> bool:
    """Whether two reports begin with one land that is not that of ``nation``, and the claims name no two such lands."""
    home = {nation, f"#{nation}"}
    here, there = one.lands - home, two.lands - home
    if (here and there and here.isdisjoint(there)) or apart_in_space(one, two):
        return False
    return bool((one.matter.wide & two.matter.wide) - home)


def _of_one_affair(one: Occasion, two: Occasion) -> Link | None:
    """The link of two claims that tell, in whatever words, of one affair of one matter."""
    if not one.affair or one.affair != two.affair or _wished(one) != _wished(two):
        return None
    if one.affair.startswith(ABROAD):
        nation = one.affair.removeprefix(ABROAD)
        if one.real and two.real and lands_abroad(one, two, nation) and not apart_in_press(one, two):
            return Link(one.id, two.id, 3.0, (f"both tell of {one.affair} in one land",))
    elif matters(one, two) >= ONE_MATTER and not apart_in_time(one, two):
        return Link(one.id, two.id, 3.0, (f"both tell of one affair, {one.affair}, of one matter",))
    return None


def _wished(one: Occasion) -> bool:
    """Whether the claim tells what somebody wants, or what would be if."""
    return one.told.entry.modality in (Modality.DEMANDED, Modality.HYPOTHETICAL)


def verbatim(one: Occasion, two: Occasion) -> bool:
    """Whether two reports carry the same words; a few plain words are no sign, unless the reports are of one matter."""
    if one.told.document == two.told.document:
        return False
    return one_text(one, two, resemblance(one.words, two.words, VERBATIM))


def one_text(one: Occasion, two: Occasion, alike: float) -> bool:
    """The same of two claims that are ``alike`` by so much."""
    if alike < VERBATIM or one.told.document == two.told.document or apart_in_press(one, two):
        return False
    return not too_plain(one, two)


def too_plain(one: Occasion, two: Occasion) -> bool:
    """Whether two reports, hardly of one matter, have no more in common than a few words that many have."""
    if min(mass(one.words), mass(two.words)) >= TEXT or one.told.document == two.told.document:
        return False
    if not on_one_ground(one.matter, two.matter):
        return True
    return one.central and two.central and one_matter(one.matter, two.matter) < PLAUSIBLE


About = Callable[[str, str], bool]
"""Whether two reports (ids) are about one event. It costs more than to look at two claims: it is asked last."""


def about_none(one: str, two: str) -> bool:
    """For claims whose reports are not known: nothing is told of them."""
    return False


def same_event(one: Occasion, two: Occasion, about: About = about_none) -> Link | None:
    """Whether two claims tell of one event: one kind of act, at one time, in one place, in kindred words."""
    if not one.type or one.type != two.type or one.real != two.real:
        return None
    if apart_in_time(one, two) or apart_in_space(one, two) or _only_counts(one) or _only_counts(two):
        return None
    if not on_one_ground(one.matter, two.matter):
        return None
    found, dealing = setting(one, two)
    common = shared(one.words, two.words)
    found.append((min(2.5, common), "shared words weigh ", f"{common:.1f}"))
    told = one.measures & two.measures
    if told:
        found.append((0.75, "told by words for the same: ", told))
    if _denies(one, two):
        found.append((OF_ONE_MATTER, DENIED, ""))
    if matters(one, two) >= ONE_MATTER and (
        (_of_itself(one) and (two.leads or _of_itself(two))) or (_of_itself(two) and one.leads)
    ):
        found.append((OF_ITSELF, "tells of what the report is about", ""))
    score = sum([weight for weight, _, _ in found])
    needed = ONE_DEALING if dealing or len(one.lands & two.lands) > 1 else ONE_EVENT
    if one.lead and two.lead and score + _LEADS >= needed and about(one.told.document, two.told.document):
        found.append((_LEADS, "both told as what their reports are about", ""))
        score += _LEADS
    if score < needed:
        return None
    return Link(one.id, two.id, score, worded(found))


_THE_ONE = re.compile(r"(?:the|this)\s+([\w-]+(?:\s+[\w-]+)?)\b", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def _begins_with_it(quote: str) -> bool:
    match = _THE_ONE.match(quote)
    return match is not None and bool(incidents_in(match[1]))


def _of_itself(one: Occasion) -> bool:
    """Whether the claim is of the act as such, which was told before: "The attack took place at dawn"."""
    return one.central and _begins_with_it(one.told.quote)


def _only_counts(one: Occasion) -> bool:
    """Whether the claim gives a toll and tells nothing of what took it: "40 people had been killed"."""
    tolls = bool(one.measures) and one.measures <= _TOLLS
    return tolls and bool(one.told.entry.figures) and not incidents_in(one.told.quote)


_TOLLS = frozenset({"killed", "wounded", "missing"})


def _denies(one: Occasion, two: Occasion) -> bool:
    """Whether one denies, in much the same words, what the other says of one matter. To say that something is not so
    ("he did not pay") need be no answer to what another says; to deny it is.
    """
    modes = (one.told.entry.modality, two.told.entry.modality)
    if Modality.DENIED not in modes:
        return False
    mine, theirs = _rejects(one.told), _rejects(two.told)
    if mine == theirs or modes[mine] is Modality.DENIED:
        return False
    lighter = min(mass(one.words), mass(two.words))
    return shared(one.words, two.words) >= MOST * lighter and lighter >= PLAIN and matters(one, two) >= ONE_MATTER


def _disowns(one: Occasion, two: Occasion) -> bool:
    """Whether one denies an attack, as who did it or for them, and the other tells who did it, in one matter."""
    modes = (one.told.entry.modality, two.told.entry.modality)
    if (modes[0] is Modality.DENIED) == (modes[1] is Modality.DENIED):
        return False
    denial, charge = (one, two) if modes[0] is Modality.DENIED else (two, one)
    if denial.type != _ATTACK or not denial.told.entry.speakers or not charge.told.entry.speakers:
        return False
    if not (_rejects(denial.told) or _named_doer(denial)):
        return False
    laid = charge.type == "ACCUSE" or (charge.type == _ATTACK and _named_doer(charge))
    # Who gives a toll tells of the deed, whoever did it.
    return laid and not charge.told.entry.figures and matters(one, two) >= ONE_MATTER


_ATTACK = "ASSAULT"


def _named_doer(one: Occasion) -> bool:
    event = one.told.entry.event
    return event is not None and any(actor.code != "UNK" for actor in event.actors)


def _rejects(told: Told) -> bool:
    """Whether its speaker denies it, in so many words ("denied", "rejected")."""
    cue = told.entry.speakers[-1].cue if told.entry.speakers else None
    return cue is not None and _of_denial(cue)


@lru_cache(maxsize=4_096)
def _of_denial(cue: str) -> bool:
    return any(forces().get(lemma(word, "VERB")) is Force.DENIES for word in cue.lower().split())


Evidence = tuple[float, str, frozenset[str] | str]
"""What speaks for two claims being of one thing: how much, in which words, and of what. It is put into words only where
it suffices, for most pairs come to nothing."""


def setting(one: Occasion, two: Occasion) -> tuple[list[Evidence], bool]:
    """Evidence of one time and one place, and whether one party acts in both; what a report implies counts half."""
    found: list[Evidence] = []
    if one.first is not None and two.first is not None:
        sure = (one.own_date + two.own_date) / 2
        narrow = max(one.days or 99, two.days or 99) <= 7
        weight = (0.25 + 1.25 * sure) * (1.0 if narrow else 0.4)
        found.append((weight, "the same day" if narrow else "times that overlap", ""))
    if one.place is not None and two.place is not None and one.place.geonameid == two.place.geonameid:
        found.append((0.25 + 1.25 * (one.own_place + two.own_place) / 2, "the same place: ", one.place.name))
    elif one.towns and two.towns and same_town(one.towns, two.towns):
        found.append((0.25 + (one.own_towns + two.own_towns) / 2, "the same town: ", one.towns | two.towns))
    lands = one.lands & two.lands
    if len(lands) > 1:
        found.append((1.0, "between the same countries: ", lands))
    doers = one.doers & two.doers
    if doers:
        found.append((1.0, "the same doer: ", doers))
        others = one.others & two.others
        if others:
            found.append((1.0, "to the same: ", others))
    return found, bool(doers)


def worded(found: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(words + (what if isinstance(what, str) else ", ".join(sorted(what))) for _, words, what in found)
