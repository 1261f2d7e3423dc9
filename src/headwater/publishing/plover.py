"""PLOVER 2.0 records: what event data projects read, one JSON object a line.

The ledger keeps an act and how it is told apart; PLOVER codes the one into the other, so it is done here and nowhere
else: aid that is planned is AGREE, an attack that is vowed THREATEN, what somebody demands REQUEST. What is denied, or
told of as a mere condition, is no event and is left out, as is an event without any date, which the form demands.

PLOVER knows neither who says so nor how surely, nor that reports differ. The keys ``said_by``, ``modality``,
``credibility`` and ``origin`` say it beside PLOVER's own, and ``link`` is one for all records of one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from headwater.extraction.claim import Modality
from headwater.publishing.files import written
from headwater.publishing.happenings import happenings
from headwater.publishing.jsonl import lines
from headwater.reconciliation.credibility import Grade
from headwater.resolution.report import Actor, Entry, Voice
from headwater.store import Filter, Ledger, StoredClaim, StoredDocument
from headwater.text import PartialDate
from headwater.vocabulary import VocabularyError, table

Object = dict[str, Any]


class Coded(NamedTuple):
    """What an act is in PLOVER's terms. ``future`` marks what lies ahead and has no type of its own for that."""

    type: str
    mode: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    future: bool = False


class _Type(NamedTuple):
    quad: int
    score: float
    needs_recipient: bool
    modes: dict[str, float]


def export(ledger: Ledger, folder: Path, asked: Filter) -> list[Path]:
    """Write ``plover.jsonl``; it appears when it is whole."""
    path = folder / "plover.jsonl"
    with ledger.snapshot() as now, written(path, encoding="ascii") as file:
        documents = {(each.document.id, each.version): each for each in now.documents(all_versions=True)}
        file.writelines(lines(records(now.claims(asked), documents, now.grades())))
    return [path]


def records(
    claims: Iterable[StoredClaim], documents: dict[tuple[str, int], StoredDocument], grades: dict[str, Grade]
) -> Iterator[Object]:
    """One record for each claim that tells of an event with a date, in the order of the claims."""
    told = list(claims)
    link = {claim: each.id for each in happenings(told) for claim in each.claims}
    for each in told:
        document = documents[each.document, each.version]
        coded = code(each.entry)
        date = _date(each, document)
        if coded is None or date is None or date.first is None:
            continue
        yield _record(each, document, coded, date, link[each.id], grades.get(each.id))


def code(entry: Entry) -> Coded | None:
    """The event of a claim with its realis coded in; None where PLOVER has none."""
    event = entry.event
    if event is None or entry.modality in (Modality.DENIED, Modality.HYPOTHETICAL):
        return None
    if entry.modality is Modality.DEMANDED and event.type != "REQUEST":
        asking = tuple(voice.actor or _unknown(voice) for voice in entry.speakers[-1:])
        return Coded("REQUEST", _demanded().get(event.type, "change"), asking, event.actors)
    if entry.modality is Modality.PLANNED:
        kind, _, mode = _planned().get(event.type, "").partition(" ")
        if kind:
            kept = event.mode if kind == "THREATEN" and event.mode in types()["THREATEN"].modes else None
            return Coded(kind, kept or mode or None, event.actors, event.recipients)
        return Coded(event.type, event.mode, event.actors, event.recipients, future=True)
    return Coded(event.type, event.mode, event.actors, event.recipients)


def _record(
    own: StoredClaim, document: StoredDocument, coded: Coded, date: PartialDate, link: str, grade: Grade | None
) -> Object:
    entry = own.entry
    kind = types()[coded.type]
    record: Object = {
        "id": own.id,
        "date": date.first and date.first.isoformat(),
        "enddate": date.last.isoformat() if date.last and date.last != date.first else None,
        "actor": [_entity(each) for each in coded.actors] or [{"code": "UNK", "sector": None, "entity_text": None}],
        "recipient": [_entity(each) for each in coded.recipients],
        "event": [coded.type],
        "mode": [m for m in (coded.mode, "future" if coded.future else None) if m],
        "context": list(entry.event.contexts) if entry.event else [],
        "quad_code": kind.quad,
        "event_scale": kind.modes.get(coded.mode or "", kind.score),
        "event_loc": _place(entry),
        "event_text": [entry.quote],
        "link": link,
        "text_info": {"start": entry.start, "end": entry.end},
        "cite_info": {
            "citation": own.document,
            "title": document.document.title,
            "publication": own.publisher,
            "url": document.document.url,
            "language": document.language,
            "coder": f"headwater {document.engine.version}",
            "codebook": "PLOVER 2.0 draft",
        },
        "comment": _comment(entry, coded, kind),
        "said_by": [voice.name for voice in entry.speakers],
        "modality": entry.modality.value,
        "credibility": int(grade.credibility) if grade else None,
        "origin": own.origin,
    }
    return record


def _comment(entry: Entry, coded: Coded, kind: _Type) -> str | None:
    said = []
    if entry.event and entry.event.agentless:
        said.append("no doer is told")
    if kind.needs_recipient and not coded.recipients:
        said.append(f"{coded.type} asks for a recipient, and none is told")
    if entry.happened is None:
        said.append("dated by its telling")
    return "; ".join(said) or None


def _date(own: StoredClaim, document: StoredDocument) -> PartialDate | None:
    published = document.document.published
    return own.entry.happened or own.entry.said or (published.date if published else None)


def _entity(own: Actor) -> Object:
    return {"code": own.code, "sector": own.sector, "entity_text": own.name or None}


def _unknown(voice: Voice) -> Actor:
    return Actor("UNK", None, voice.name)


def _place(entry: Entry) -> Object | None:
    place = entry.place
    if place is None:
        return None
    return {
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.latitude,
        "lon": place.longitude,
        "country_code": place.country,
    }


@cache
def types() -> dict[str, _Type]:
    """PLOVER's types with their quad class and scores, from the vocabulary."""
    found = {}
    for name, row in table("plover")["types"].items():
        try:
            modes = {str(mode): float(score) for mode, score in row.get("modes", {}).items()}
            found[name] = _Type(int(row["quad"]), float(row["score"]), bool(row.get("recipient")), modes)
        except (KeyError, TypeError, ValueError) as error:
            raise VocabularyError(f"plover.yaml: {name}: quad, score and modes were expected, got {row!r}") from error
    return found


@cache
def _planned() -> dict[str, str]:
    return {str(kind): str(becomes) for kind, becomes in table("plover")["planned"].items()}


@cache
def _demanded() -> dict[str, str]:
    return {str(kind): str(mode) for kind, mode in table("plover")["demanded"].items()}
