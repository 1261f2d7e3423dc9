"""Which two figures answer one "how many?", each link with its reasons; and which cannot, whatever links them."""

from __future__ import annotations

import re
from collections.abc import Callable

from headwater.reconciliation.counts import EVERYBODY, Count, lasts, same_people
from headwater.reconciliation.figures import compatible
from headwater.reconciliation.linking import (
    OF_ONE_MATTER,
    PLAUSIBLE,
    SAME_WORDS,
    VERBATIM,
    About,
    Link,
    about_none,
    lands_abroad,
    one_text,
    setting,
    too_plain,
    verbatim,
    worded,
)
from headwater.reconciliation.matters import APART, ONE_MATTER, on_one_ground
from headwater.reconciliation.occasions import Occasion, apart_in_press, apart_in_space, apart_in_time, matters
from headwater.reconciliation.space import is_local
from headwater.reconciliation.speaking import STATE
from headwater.reconciliation.told import Told
from headwater.reconciliation.wording import resemblance, shared

COUNTED_ALIKE = 1.75
"""Evidence from which two figures count the same."""
COUNTED_BARE = 2.75
"""The same of figures of which no act is told, in reports that are hardly of one matter."""
SELDOM_TOLD = frozenset({"released", "missing"})
"""What few reports of one land and time tell of, so that two that do are likelier to tell of the same."""
_LEADS_COUNT = 1.25  # evidence from figures of what their reports are about
_FORCE = 1.5  # evidence from figures of one country's people in one land
KINDS = frozenset({"troops", "rebels", "police"})
"""What all the victims of an attack may be."""
MAGNITUDE = 10.0
"""Figures that differ by more than this factor count different things, unless their words are the same."""


def same_count(one: Count, two: Count, here: Occasion, there: Occasion, about: About = about_none) -> Link | None:
    """Whether two figures answer one "how many?": the same harm or act, of the same people, at the same event."""
    if one.told.id == two.told.id or one.real != two.real:
        return None
    if not (same_people(one, two) or _all_of_one_kind(one, two, here, there)):
        return None
    if one.measure != two.measure and one.measure and two.measure:
        return None
    alike = resemblance(here.words, there.words)
    # Who gathered are not those who were killed; but soldiers who are there were sent.
    of_two_kinds = one.measure != two.measure and not (lasts(one) and lasts(two))
    if of_two_kinds and alike < SAME_WORDS and (one.low, one.high) != (two.low, two.high):
        return None
    matter = matters(here, there)
    abroad = _one_force(one, two, here, there)
    if one.whom != two.whom and matter < PLAUSIBLE and not abroad:
        return None
    if not one_text(here, there, alike) and (
        not on_one_ground(here.matter, there.matter)
        or (matter == APART and not abroad)
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
    if matter < 0 and alike < SAME_WORDS and (one.low, one.high) != (two.low, two.high) and not abroad:
        return None
    found, _ = setting(here, there)
    if abroad:
        found.append((_FORCE, "forces of one country abroad: ", one.nation))
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
    if alike >= SAME_WORDS and not too_plain(here, there):
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
    return Link(one.id, two.id, score, worded(found))


def _one_force(one: Count, two: Count, here: Occasion, there: Occasion) -> bool:
    """Whether both tell how many of one country's people are in a land that both reports begin with, as a whole: who
    names the town where some of them are counts a part.
    """
    if not (one.nation and one.nation == two.nation and lasts(one) and lasts(two)):
        return False
    at = [o.place is not None and o.own_place and is_local(o.place) for o in (here, there)]
    return at[0] == at[1] and lands_abroad(here, there, one.nation)


def _all_of_one_kind(one: Count, two: Count, here: Occasion, there: Occasion) -> bool:
    """Whether one counts by what they are ("12 soldiers killed") whom the other counts as the dead of one matter.

    They are not where a report that names the kind gives a greater toll of everybody too; in one report, only where
    the other figure is told as another toll ("gave a lower toll of nine").
    """
    if not one.measure or one.measure != two.measure or EVERYBODY not in (one.whom, two.whom):
        return False
    kind, all_ = (two, one) if one.whom == EVERYBODY else (one, two)
    if kind.whom not in KINDS or matters(here, there) < ONE_MATTER:
        return False
    if one.told.document == two.told.document:
        return _ANOTHER_TOLL.search(all_.told.quote) is not None
    whole = (there if kind is two else here).matter.figures
    return not any(m == kind.measure and w == EVERYBODY and v >= (kind.low or 0) for m, w, v in whole)


_ANOTHER_TOLL = re.compile(
    r"\b(?:lower|higher|smaller|larger|own|different|new|updated|revised|official|earlier|first|final)\s+"
    r"(?:death\s+)?(?:toll|count|figure|number)\b",
    re.IGNORECASE,
)


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
    if matter == APART and not _one_force(one, two, here, there):
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
    """Whether the people of one report may be those whom another calls by what they are ("soldiers"), or whose other
    toll the same report gives.
    """
    if EVERYBODY not in (one.whom, two.whom) or not one.measure or one.measure != two.measure:
        return False
    if one.told.document != two.told.document:
        return True
    return _ANOTHER_TOLL.search((one if one.whom == EVERYBODY else two).told.quote) is not None


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


def _far_off(one: Count, two: Count) -> bool:
    a, b = one.high or one.low, two.high or two.low
    if not a or not b:
        return False
    return max(a, b) / min(a, b) > MAGNITUDE
