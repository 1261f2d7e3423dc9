"""What a ledger holds of its claims together, as it was asked at one moment, and where each claim stands in a dossier.

Statuses and origins are the ledger's own; nothing is joined, weighed or averaged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from headwater.publishing import wording
from headwater.publishing.lines import Place
from headwater.reconciliation.identity import claim_ids, digest
from headwater.reconciliation.origins import Upstream
from headwater.resolution.report import Entry, Report
from headwater.store import Answer, Asked, Backed, Ledger, StoredOrigin, StoredQuestion
from headwater.text import PartialDate

NOBODY = "no named origin"
SPEAKS = frozenset({"speaker", "corrected"})
"""Ways in which an origin is known that are somebody's own speaking; the second is an analyst's correction."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What a ledger knows of its claims together, as it was asked at one moment.

    ``upstream`` is by which way each claim goes back to its origin, where the reconciliation that found it is at hand;
    ``decided`` is what people decided about a question, in words; ``credible`` are the numbers of claims' grades.
    """

    questions: tuple[StoredQuestion, ...] = ()
    answers: tuple[Answer, ...] = ()
    origins: Mapping[str, StoredOrigin] = field(default_factory=dict)
    backing: Mapping[str, Backed] = field(default_factory=dict)
    upstream: Mapping[str, Upstream] | None = None
    decided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    credible: Mapping[str, int] = field(default_factory=dict)

    def spoken(self, origin: str) -> bool:
        """Whether somebody speaks, and not only a text in its own voice."""
        return not SPEAKS.isdisjoint(self.origins[origin].how)


class Told(NamedTuple):
    """A claim where it stands in the dossier: ``id`` is the ledger's, ``report`` the report's number.

    ``number`` is the claim's place in its report, from 1.
    """

    id: str
    report: int
    number: int
    place: Place
    entry: Entry
    paper: str
    said: PartialDate | None


def asked(ledger: Ledger) -> Joined:
    """What the ledger knows now; give it a snapshot, so that all of it is of one state."""
    found = joined(ledger.labels(), ledger.answers(), ledger.backing(), ledger.names())
    return replace(found, credible=ledger.credibilities())


def joined(
    labels: Iterable[Asked], answers: Iterable[Answer], backing: Iterable[Backed], names: Mapping[str, str]
) -> Joined:
    """Questions in the order of the claims that answer them; ``names`` are the origins'.

    ``labels`` are those of questions that several claims answer; what one claim alone answers is not printed as one.
    """
    answered, backed = tuple(answers), {each.claim: each for each in backing}
    claims: dict[str, list[str]] = {}
    for answer in answered:
        claims.setdefault(answer.question, []).append(answer.claim)
    asks = {label.question: label[1:] for label in labels}
    alone = ("", "single-origin", "")

    def stands(own: Sequence[str]) -> tuple[str, ...]:
        """As :func:`stood`; most questions are of one claim."""
        if len(own) > 1:
            return stood(own, backed)
        found = backed.get(own[0])
        return (found.origin,) if found else ()

    questions = (StoredQuestion(id, *asks.get(id, alone), tuple(own), (), stands(own)) for id, own in claims.items())
    return Joined(tuple(questions), answered, behind(backed.values(), names), backed)


def behind(backing: Iterable[Backed], names: Mapping[str, str]) -> dict[str, StoredOrigin]:
    """The origins of these claims, without the documents that they stand in."""
    claims: dict[str, list[str]] = {}
    how: dict[str, dict[str, None]] = {}
    for each in backing:
        claims.setdefault(each.origin, []).append(each.claim)
        how.setdefault(each.origin, {})[each.how] = None
    return {id: StoredOrigin(id, names[id], tuple(how[id]), tuple(own), ()) for id, own in claims.items()}


def stood(claims: Iterable[str], backing: Mapping[str, Backed]) -> tuple[str, ...]:
    """The origins behind these claims, in the order in which they are met."""
    return tuple(dict.fromkeys(backing[claim].origin for claim in claims if claim in backing))


def places(read: Sequence[Report], ids: Mapping[str, Sequence[str]] | None = None) -> dict[str, Told]:
    """Each claim's id with where it stands among these reports, numbered from 1.

    ``ids`` are those of each document's claims, where a ledger has them at hand; else they are computed.
    """
    found: dict[str, Told] = {}
    for number, report in enumerate(read, 1):
        document = report.document
        paper = wording.flat(document.publisher or document.id)
        published = document.published.date if document.published else None
        own = ids.get(document.id, ()) if ids is not None else ()
        if len(own) != len(report.entries):
            own = claim_ids(document.id, digest(document.text), report.entries)
        for n, (id, entry) in enumerate(zip(own, report.entries, strict=True), 1):
            place = Place(f"{number}.{n}", f"r{number}c{n}")
            found[id] = Told(id, number, n, place, entry, paper, entry.said or published)
    return found


def given(
    question: StoredQuestion, figures: Mapping[str, int | None], joined: Joined, told: Mapping[str, Told]
) -> dict[tuple[str, str, str], tuple[Place, ...]]:
    """Who answers a question, with what, told in which modality, and where that stands."""
    found: dict[tuple[str, str, str], tuple[Place, ...]] = {}
    for claim in question.claims:
        entry, place = told[claim].entry, figures.get(claim)
        value = wording.value(entry.figures[place]) if place is not None and place < len(entry.figures) else ""
        key = (whose(claim, joined, told[claim])[0], value, entry.modality.value)
        found[key] = (*found.get(key, ()), told[claim].place)
    return found


def whose(claim: str, joined: Joined, one: Told) -> tuple[str, bool]:
    """Whose word the claim is, and whether that is a report's own voice."""
    backed = joined.backing.get(claim)
    if backed is None:
        return NOBODY, True
    name = called(joined.origins[backed.origin])
    return (name, False) if joined.spoken(backed.origin) else (f"{name} itself", True)


def called(origin: StoredOrigin) -> str:
    """An origin's name as it is printed, without the dash of a list before it."""
    return wording.flat(origin.name).lstrip("-–—•* ") or NOBODY
