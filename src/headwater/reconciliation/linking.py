"""Which two claims answer one question: each link with its reasons. It looks at the two alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.extraction.claim import Modality
from headwater.extraction.cues import Force, forces
from headwater.extraction.lemmas import lemma
from headwater.reconciliation.counts import EVERYBODY, Count, lasts, same_people
from headwater.reconciliation.figures import compatible
from headwater.reconciliation.matters import APART, ONE_MATTER, incidents_in, on_one_ground, one_matter
from headwater.reconciliation.occasions import (
    Occasion,
    apart_in_press,
    apart_in_space,
    apart_in_time,
    matters,
    same_town,
)
from headwater.reconciliation.speaking import STATE
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
COUNTED_ALIKE = 1.75
"""Evidence from which two figures count the same."""
COUNTED_BARE = 2.75
"""The same of figures of which no act is told, in reports that are hardly of one matter."""
ONE_EVENT = 4.5
"""Evidence from which two claims tell of one event."""
ONE_DEALING = 3.0
"""The same where one party's dealing with another is told, which seldom happens twice at a time."""
DENIED = "one denies what the other tells of one matter"
OF_ONE_MATTER = 1.75
"""Evidence from reports that are about one matter."""
MOST, PLAIN = 0.5, 1.5
"""Share of the lighter claim's words, and their least weight, from which one of two denies what the other says."""
SELDOM_TOLD = frozenset({"released", "missing"})
"""What few reports of one land and time tell of, so that two that do are likelier to tell of the same."""
RULED = 1000.0
"""Evidence of a person's ruling: more than words can give."""
_LEADS, _LEADS_COUNT = 0.75, 1.25  # evidence from two claims, or figures, that are what their reports are about
MAGNITUDE = 10.0
"""Figures that differ by more than this factor count different things, unless their words are the same."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims (or figures of claims) that belong together, and why. ``score`` is evidence, without a unit."""

    one: str
    two: str
    score: float
    reasons: tuple[str, ...]


def same_proposition(one: Occasion, two: Occasion) -> Link | None:
    """Whether two claims say the same thing: in nearly the same words, or of one affair of one matter."""
    affair = one.affair and one.affair == two.affair and _wished(one) == _wished(two)
    if affair and matters(one, two) >= ONE_MATTER and not apart_in_time(one, two):
        return Link(one.id, two.id, 3.0, (f"both tell of one affair, {one.affair}, of one matter",))
    alike = resemblance(one.words, two.words, SAME_WORDS)
    if apart_in_press(one, two):
        return None
    if alike < SAME_WORDS:
        if one.real and two.real and _denies(one, two) and not (apart_in_time(one, two) or apart_in_space(one, two)):
            return Link(one.id, two.id, 2.5, (DENIED,))
        return None
    if _one_text(one, two, alike):
        return Link(one.id, two.id, 10 * alike, ("the same words",))
    if not on_one_ground(one.matter, two.matter):
        return None
    if matters(one, two) == APART or one.real != two.real or apart_in_time(one, two) or apart_in_space(one, two):
        return None
    if min(len(one.words), len(two.words)) < 2 or _too_plain(one, two):
        return None
    return Link(one.id, two.id, 4 * alike, (f"nearly the same words ({alike:.0%})",))


def _wished(one: Occasion) -> bool:
    """Whether the claim tells what somebody wants, or what would be if."""
    return one.told.entry.modality in (Modality.DEMANDED, Modality.HYPOTHETICAL)


def verbatim(one: Occasion, two: Occasion) -> bool:
    """Whether two reports carry the same words; a few plain words are no sign, unless the reports are of one matter."""
    if one.told.document == two.told.document:
        return False
    return _one_text(one, two, resemblance(one.words, two.words, VERBATIM))


def _one_text(one: Occasion, two: Occasion, alike: float) -> bool:
    """The same of two claims that are ``alike`` by so much."""
    if alike < VERBATIM or one.told.document == two.told.document or apart_in_press(one, two):
        return False
    return not _too_plain(one, two)


def _too_plain(one: Occasion, two: Occasion) -> bool:
    """Whether two reports, hardly of one matter, have no more in common than a few words that many have."""
    if min(mass(one.words), mass(two.words)) >= TEXT or one.told.document == two.told.document:
        return False
    if not on_one_ground(one.matter, two.matter):
        return True
    return one.central and two.central and one_matter(one.matter, two.matter) < PLAUSIBLE


def _measured(count: Count) -> bool:
    """Whether a share, a sum or a length is given, of which a report has many: two that differ are seldom one."""
    return count.told.entry.figures[count.figure].unit is not None


_MORE = re.compile(r"\s+(?:more|further|additional)\b|\s+others?\s+(?:\w+\s+)?(?:died|succumbed)\b")


def _added(count: Count) -> bool:
    """Whether those killed are told as coming to others, so that their number is no toll: "four more people died"."""
    if count.measure != "killed":
        return False
    figure = count.told.entry.figures[count.figure]
    return _MORE.match(count.told.quote, figure.end - count.told.start) is not None


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
    found, dealing = _setting(one, two)
    common = shared(one.words, two.words)
    found.append((min(2.5, common), "shared words weigh ", f"{common:.1f}"))
    told = one.measures & two.measures
    if told:
        found.append((0.75, "told by words for the same: ", told))
    if _denies(one, two):
        found.append((OF_ONE_MATTER, DENIED, ""))
    score = sum([weight for weight, _, _ in found])
    needed = ONE_DEALING if dealing or len(one.lands & two.lands) > 1 else ONE_EVENT
    if one.lead and two.lead and score + _LEADS >= needed and about(one.told.document, two.told.document):
        found.append((_LEADS, "both told as what their reports are about", ""))
        score += _LEADS
    if score < needed:
        return None
    return Link(one.id, two.id, score, _worded(found))


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


def _rejects(told: Told) -> bool:
    """Whether its speaker denies it, in so many words ("denied", "rejected")."""
    cue = told.entry.speakers[-1].cue if told.entry.speakers else None
    return cue is not None and _of_denial(cue)


@lru_cache(maxsize=4_096)
def _of_denial(cue: str) -> bool:
    return any(forces().get(lemma(word, "VERB")) is Force.DENIES for word in cue.lower().split())


def same_count(one: Count, two: Count, here: Occasion, there: Occasion, about: About = about_none) -> Link | None:
    """Whether two figures answer one "how many?": the same harm or act, of the same people, at the same event."""
    if one.told.id == two.told.id or one.real != two.real or not same_people(one, two):
        return None
    if one.measure != two.measure and one.measure and two.measure:
        return None
    alike = resemblance(here.words, there.words)
    # Who gathered are not those who were killed; but soldiers who are there were sent.
    of_two_kinds = one.measure != two.measure and not (lasts(one) and lasts(two))
    if of_two_kinds and alike < SAME_WORDS and (one.low, one.high) != (two.low, two.high):
        return None
    matter = matters(here, there)
    if one.whom != two.whom and matter < PLAUSIBLE:
        return None
    if not _one_text(here, there, alike) and (
        not on_one_ground(here.matter, there.matter)
        or matter == APART
        or _other_day(one, two, here, there)
        or apart_in_space(here, there)
    ):
        return None
    if _far_off(one, two) and alike < SAME_WORDS:
        return None
    elsewhere = matter < ONE_MATTER or here.told.document == there.told.document
    if _measured(one) and alike < SAME_WORDS and elsewhere and not compatible(one, two):
        return None
    if _added(one) != _added(two) and alike < VERBATIM:
        return None
    if matter < 0 and alike < SAME_WORDS and (one.low, one.high) != (two.low, two.high):
        return None
    found, _ = _setting(here, there)
    of_one_matter = matter >= ONE_MATTER and bool(one.measure and two.measure)
    if of_one_matter:
        found.append((OF_ONE_MATTER, "their reports are about one matter", ""))
    if lasts(one) and lasts(two) and len(_lands(here) & _lands(there)) > 1:
        found.append((1.0, "between the same countries", ""))
    if one.measure == two.measure and one.measure in SELDOM_TOLD and PLAUSIBLE <= matter < ONE_MATTER:
        found.append((1.5, "few reports of one time tell of it", ""))
    # One of something is what most reports tell of, and no sign that two tell of the same.
    if (one.low, one.high) == (two.low, two.high) != (1.0, 1.0):
        found.append((1.0, "the same figure", ""))
    common = shared(here.words, there.words)
    found.append((min(2.0, 0.8 * common), "shared words weigh ", f"{common:.1f}"))
    if alike >= SAME_WORDS and not _too_plain(here, there):
        found.append((1.0, "nearly the same words", ""))
    score = sum([weight for weight, _, _ in found])
    leads = here.lead and there.lead and one.measure and not of_one_matter
    if leads and score + _LEADS_COUNT >= COUNTED_ALIKE and about(here.told.document, there.told.document):
        found.append((_LEADS_COUNT, "both told of what their reports are about", ""))
        score += _LEADS_COUNT
    # A bare number of minutes or men tells little where nothing shows the reports to be about one matter.
    bare = not (one.measure and two.measure) and matter < PLAUSIBLE and here.told.document != there.told.document
    if score < (COUNTED_BARE if bare else COUNTED_ALIKE):
        return None
    return Link(one.id, two.id, score, _worded(found))


def counts_apart(
    one: Count, two: Count, here: Occasion, there: Occasion, parties: Callable[[str], tuple[str, ...]]
) -> bool:
    """Whether two figures cannot answer one question, whatever links them.

    One party that gives two figures that do not fit each other, in one report or on one day, counts two things.
    """
    if verbatim(here, there):
        return False
    if one.whom != two.whom and not same_people(one, two) and not _may_be_all(one, two):
        return True
    if one.measure != two.measure and one.measure and two.measure:
        return True
    if _other_day(one, two, here, there) or apart_in_space(here, there):
        return True
    matter = matters(here, there)
    if matter == APART:
        return True
    if compatible(one, two):
        return False
    mine, theirs = set(parties(one.told.id)), set(parties(two.told.id))
    same_party = mine == theirs or bool(mine & theirs)
    if one.told.document == two.told.document:
        return same_party and _one_voice(one.told, two.told)
    # An older text stands beside the newer ones for a day or two: what is of one matter was revised.
    if matter >= ONE_MATTER:
        return False
    return same_party and one.told.published is not None and one.told.published == two.told.published


def _lands(one: Occasion) -> frozenset[str]:
    """The countries that a claim's report begins with."""
    return frozenset(land for land in one.matter.wide if land.startswith("#"))


def _may_be_all(one: Count, two: Count) -> bool:
    """Whether the people of one report may be those whom another calls by what they are ("soldiers")."""
    everybody = EVERYBODY in (one.whom, two.whom)
    return everybody and one.measure == two.measure and bool(one.measure) and one.told.document != two.told.document


def _one_voice(one: Told, two: Told) -> bool:
    """Whether two claims of one report and one party have the same speaker: two ministries of one state are two."""
    mine, theirs = one.entry.speakers, two.entry.speakers
    if mine and theirs and mine[-1].name == theirs[-1].name:
        return True
    spoken = [voices[-1].actor for voices in (mine, theirs) if voices]
    return not spoken or not all(actor is not None and actor.sector in STATE for actor in spoken)


def _other_day(one: Count, two: Count, here: Occasion, there: Occasion) -> bool:
    """Whether two figures are of different times. A number that lasts (troops abroad) is told anew each day.

    Of one matter only the days count that the claims themselves give.
    """
    if lasts(one) and lasts(two):
        return apart_in_press(here, there)
    if not (here.own_date and there.own_date) and matters(here, there) >= ONE_MATTER:
        return False
    return apart_in_time(here, there)


Evidence = tuple[float, str, frozenset[str] | str]
"""What speaks for two claims being of one thing: how much, in which words, and of what. It is put into words only where
it suffices, for most pairs come to nothing."""


def _setting(one: Occasion, two: Occasion) -> tuple[list[Evidence], bool]:
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


def _worded(found: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(words + (what if isinstance(what, str) else ", ".join(sorted(what))) for _, words, what in found)


def _far_off(one: Count, two: Count) -> bool:
    a, b = one.high or one.low, two.high or two.low
    if not a or not b:
        return False
    return max(a, b) / min(a, b) > MAGNITUDE
