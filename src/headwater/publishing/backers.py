"""Who stands behind a dossier's claims: origins, texts that several reports carry, and what nobody named says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from headwater.publishing import wording
from headwater.publishing.held import SPEAKS, Joined, Told, called
from headwater.publishing.lines import Place
from headwater.resolution.report import Report

WAYS = {
    "speaker": "named as speaker",
    "corrected": "named by an analyst",
    "cited": "cited by a report",
    "unfound": "cited, but its reports here do not say it",
    "copy": "its words are copied",
    "echo": "said again without its name",
    "agency": "credited agency",
    "publisher": "report's own voice",
    "document": "report's own voice",
}
GAPS = 120
"""Gaps that are printed."""
_TEXTS = ("agency", "publisher", "document", "copy")


class Backer(NamedTuple):
    """An origin. ``also`` are the names that reports give it beside its own; ``own`` tells a report's own voice."""

    name: str
    also: tuple[str, ...]
    own: bool
    anonymous: bool
    how: str
    claims: int
    reports: tuple[int, ...]


class Carried(NamedTuple):
    """An origin's text in several reports: their numbers, and the papers that print it, each with how often."""

    name: str
    reports: tuple[int, ...]
    papers: str


class Gap(NamedTuple):
    """What nobody in particular is named for."""

    words: str
    place: Place
    said: str
    voice: str


class Backers(NamedTuple):
    """``more`` are gaps that are not printed."""

    origins: tuple[Backer, ...] = ()
    carried: tuple[Carried, ...] = ()
    gaps: tuple[Gap, ...] = ()
    more: int = 0


def backers(joined: Joined, told: Mapping[str, Told], read: Sequence[Report]) -> Backers:
    """Who stands behind most claims first."""
    names = _names(joined, told)
    found = []
    for origin in joined.origins.values():
        claims = [claim for claim in origin.claims if claim in told]
        if not claims:
            continue
        own = not joined.spoken(origin.id)
        heard = names.get(origin.id, Counter())
        name = called(origin)
        also = once([name, *heard])[1:]
        found.append(
            Backer(
                name,
                tuple(also),
                own,
                not own and _anonymous(claims, joined, told),
                ", ".join(dict.fromkeys(WAYS.get(way, way) for way in origin.how)),
                len(claims),
                tuple(sorted({told[claim].report for claim in claims})),
            )
        )
    found.sort(key=lambda one: (one.own, -one.claims, one.name))
    gaps, more = _gaps(joined, told)
    return Backers(tuple(found), tuple(_carried(joined, told, read)), tuple(gaps), more)


def speaks(joined: Joined, told: Mapping[str, Told]) -> dict[str, str]:
    """By the anchor of each claim on its last speaker's own word, the origin that the speaker is."""
    return {
        told[backed.claim].place.anchor: backed.origin
        for backed in joined.backing.values()
        if backed.how in SPEAKS and backed.claim in told and told[backed.claim].entry.speakers
    }


def once(names: Iterable[str]) -> list[str]:
    """Names in their order, without those that differ from an earlier one in case or in their article alone."""
    kept: dict[str, str] = {}
    for name in names:
        bare = name.casefold()
        article = next((a for a in ("the ", "a ", "an ") if bare.startswith(a)), "")
        kept.setdefault(bare.removeprefix(article), name)
    return list(kept.values())


def _names(joined: Joined, told: Mapping[str, Told]) -> dict[str, Counter[str]]:
    """What reports call each origin that speaks."""
    found: dict[str, Counter[str]] = {}
    for backed in joined.backing.values():
        one = told.get(backed.claim)
        if one is not None and backed.how in SPEAKS and one.entry.speakers:
            found.setdefault(backed.origin, Counter())[wording.flat(one.entry.speakers[-1].name)] += 1
    return found


def _anonymous(claims: Sequence[str], joined: Joined, told: Mapping[str, Told]) -> bool:
    spoken = [
        told[c].entry.speakers[-1]
        for c in claims
        if told[c].entry.speakers and c in joined.backing and joined.backing[c].how in SPEAKS
    ]
    return bool(spoken) and all(voice.anonymous for voice in spoken)


def _carried(joined: Joined, told: Mapping[str, Told], read: Sequence[Report]) -> list[Carried]:
    """Origins whose text stands in more than one report, and by the copies' words or their credit is known to."""
    by_origin: dict[str, set[int]] = {}
    copied: set[str] = set()
    for backed in joined.backing.values():
        if backed.claim in told and backed.how in _TEXTS and not joined.spoken(backed.origin):
            by_origin.setdefault(backed.origin, set()).add(told[backed.claim].report)
            if backed.how in ("agency", "copy"):
                copied.add(backed.origin)
    found = []
    for origin, numbers in by_origin.items():
        if origin in copied and len(numbers) > 1:
            papers = Counter(wording.flat(read[n - 1].document.publisher or read[n - 1].document.id) for n in numbers)
            shown = ", ".join(name if n == 1 else f"{name} ({n})" for name, n in sorted(papers.items()))
            found.append(Carried(called(joined.origins[origin]), tuple(sorted(numbers)), shown))
    return sorted(found, key=lambda one: (-len(one.reports), one.name))


def _gaps(joined: Joined, told: Mapping[str, Told]) -> tuple[list[Gap], int]:
    """Acts and figures to which no claim of their question gives a speaker, those of several claims first.

    And how many there are besides.
    """
    spoken = {origin for origin in joined.origins if joined.spoken(origin)}
    found: dict[str, tuple[int, Told]] = {}
    for question in joined.questions:
        if not spoken.isdisjoint(question.origins):
            continue
        claims = [told[c] for c in question.claims if c in told]
        one = next((each for each in claims if each.entry.figures or each.entry.event), None)
        if one is not None and len(claims) > found.get(one.place.anchor, (0, one))[0]:
            found[one.place.anchor] = (len(claims), one)
    ranked = sorted(found.values(), key=lambda each: -each[0])
    return [_gap(one) for _, one in ranked[:GAPS]], max(0, len(ranked) - GAPS)


def _gap(one: Told) -> Gap:
    speakers = " → ".join(wording.flat(voice.name) for voice in one.entry.speakers)
    voice = f"“{speakers}”, in {one.paper}" if speakers else f"{one.paper} itself"
    return Gap(wording.clipped(one.entry.quote), one.place, wording.date(one.said), voice)
