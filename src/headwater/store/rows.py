"""A report taken apart into the rows that keep it, and put together again.

``report_of(rows_of(report)) == report`` for every report whose figures are finite; one that is not counts as open.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from operator import itemgetter
from typing import Any

from headwater.extraction.claim import Figure, Hedge, Modality, Qualifier, Scenario
from headwater.language import Outcome
from headwater.reconciliation.identity import claim_ids, digest, folded, scenario_ids
from headwater.resolution.report import Actor, CodedEvent, Entry, Place, Report, Voice
from headwater.store.schema import claims
from headwater.text import Document, How, Kind, PartialDate, Precision, Published, Region, Span

Row = Mapping[Any, Any]  # a dictionary by column names, or SQLAlchemy's like of it
Values = Any
"""A row as it comes from the database: its values in the order of the table's columns, which are its attributes too.

They are unpacked in that order here, since to ask for each by its name takes twice as long."""


# Members by their values, since an enumeration's own call is slow and each claim needs several.
_MODALITIES = {member.value: member for member in Modality}
_QUALIFIERS = {member.value: member for member in Qualifier}
_PRECISIONS = {member.value: member for member in Precision}


@dataclass(slots=True)
class Rows:
    """The rows of one report, in the order of their tables' positions.

    Before they are stored they are dictionaries, the document has no number, and a claim's is its place among the
    document's claims; of those that are read back all but the document's are as the database gives them.
    """

    document: Row
    claims: list[Values] = field(default_factory=list)
    voices: list[Values] = field(default_factory=list)
    parties: list[Values] = field(default_factory=list)
    figures: list[Values] = field(default_factory=list)
    scenarios: list[Row] = field(default_factory=list)

    def seal(self) -> str:
        """SHA-256 over all that was read; it differs as soon as one value does."""
        stated = _named(self.claims)
        places = {claim["number"]: place for place, claim in enumerate(stated)}
        own = (([self.document], _DOCUMENT), (stated, _CLAIM), (self.scenarios, _SCENARIO))
        parts = [list(map(itemgetter(*names), rows)) for rows, names in own]
        for rows, names in ((self.voices, _VOICE), (self.parties, _PARTY), (self.figures, _FIGURE)):
            take = itemgetter(*names)
            parts.append([(places.get(row["claim"]), *take(row)) for row in _named(rows)])
        return sha256(json.dumps(parts, sort_keys=True, default=date.isoformat).encode()).hexdigest()


def _named(rows: Sequence[Values]) -> list[Row]:
    """Rows by the names of their columns."""
    return [row if isinstance(row, dict) else row._mapping for row in rows]


@cache
def _dated(name: str) -> tuple[str, str, str]:
    return f"{name}_first", f"{name}_last", f"{name}_precision"


_DOCUMENT = (
    "id", "sha256", "title", "publisher", *_dated("published"), "published_how", "agency", "author", "url", "regions",
    "language", "outcome",
)  # fmt: skip
_CLAIM = (
    "id", "start", "end", "quote", "modality", "hedge", "event_type", "event_mode", "event_contexts",
    "agentless", *_dated("happened"), *_dated("said"), "place_name", "place_geonameid", "place_country",
    "place_latitude", "place_longitude",
)  # fmt: skip
_VOICE = (
    "position", "name", "folded", "code", "sector", "actor", "anonymous", "start", "end", "cue", "traced",
)  # fmt: skip
_PARTY = ("role", "position", "code", "sector", "name", "folded")
_FIGURE = ("position", "start", "end", "low", "high", "qualifier", "noun", "unit", "part_of")
_SCENARIO = ("id", "position", "start", "end", "quote", "consequences")


def rows_of(report: Report) -> Rows:
    """All rows of a report."""
    document = report.document
    text_digest = digest(document.text)
    rows = Rows(_document_row(report, text_digest))
    ids = claim_ids(document.id, text_digest, report.entries)
    for claim, entry in enumerate(report.entries):
        rows.claims.append(_claim_row(claim, ids[claim], entry))
        rows.voices += [_voice_row(claim, i, voice) for i, voice in enumerate(entry.speakers)]
        if entry.event:
            rows.parties += [_party_row(claim, "actor", i, a) for i, a in enumerate(entry.event.actors)]
            rows.parties += [_party_row(claim, "recipient", i, a) for i, a in enumerate(entry.event.recipients)]
        rows.figures += [_figure_row(claim, i, figure) for i, figure in enumerate(entry.figures)]
    names = scenario_ids(document.id, text_digest, report.scenarios)
    for place, scenario in enumerate(report.scenarios):
        rows.scenarios.append(_scenario_row(names[place], place, scenario, document.text))
    return rows


def _document_row(report: Report, text_digest: str) -> dict[str, Any]:
    document = report.document
    return {
        "id": document.id,
        "sha256": text_digest,
        "text": document.text,
        "title": document.title,
        "publisher": document.publisher,
        **_date_columns("published", document.published.date if document.published else None),
        "published_how": document.published and document.published.how.value,
        "agency": document.agency,
        "author": document.author,
        "url": document.url,
        "regions": [[r.start, r.end, r.kind.value] for r in document.regions],
        "language": report.language,
        "outcome": report.outcome.value,
    }


def _claim_row(claim: int, id: str, entry: Entry) -> dict[str, Any]:
    event, place, hedge = entry.event, entry.place, entry.hedge
    return {
        "number": claim,
        "id": id,
        "start": entry.start,
        "end": entry.end,
        "quote": entry.quote,
        "modality": entry.modality.value,
        "hedge": hedge
        and {
            "spans": [list(span) for span in hedge.words],
            "words": list(entry.hedge_words),
            "low": hedge.low,
            "high": hedge.high,
        },
        "event_type": event and event.type,
        "event_mode": event and event.mode,
        "event_contexts": event and list(event.contexts),
        "agentless": event and event.agentless,
        **_date_columns("happened", entry.happened),
        **_date_columns("said", entry.said),
        "place_name": place and place.name,
        "place_geonameid": place and place.geonameid,
        "place_country": place and place.country,
        "place_latitude": place and float(place.latitude),
        "place_longitude": place and float(place.longitude),
    }


def _voice_row(claim: int, place: int, voice: Voice) -> dict[str, Any]:
    return {
        "claim": claim,
        "position": place,
        "name": voice.name,
        "folded": folded(voice.name),
        "code": voice.actor and voice.actor.code,
        "sector": voice.actor and voice.actor.sector,
        "actor": voice.actor and voice.actor.name,
        "anonymous": voice.anonymous,
        "start": voice.start,
        "end": voice.end,
        "cue": voice.cue,
        "traced": voice.traced,
    }


def _party_row(claim: int, role: str, place: int, actor: Actor) -> dict[str, Any]:
    return {
        "claim": claim,
        "role": role,
        "position": place,
        "code": actor.code,
        "sector": actor.sector,
        "name": actor.name,
        "folded": folded(actor.name),
    }


def _figure_row(claim: int, place: int, figure: Figure) -> dict[str, Any]:
    return {
        "claim": claim,
        "position": place,
        "start": figure.start,
        "end": figure.end,
        "low": _finite(figure.low),
        "high": _finite(figure.high),
        "qualifier": figure.qualifier.value,
        "noun": figure.noun,
        "unit": figure.unit,
        "part_of": figure.part_of,
    }


def _scenario_row(name: str, place: int, scenario: Scenario, text: str) -> dict[str, Any]:
    return {
        "id": name,
        "position": place,
        "start": scenario.start,
        "end": scenario.end,
        "quote": text[scenario.start : scenario.end],
        "consequences": [[span.start, span.end, span.of(text)] for span in scenario.consequences],
    }


def _finite(value: float | None) -> float | None:
    """A number that a database keeps and JSON can say; one too large for either counts as open."""
    try:
        return float(value) if value is not None and math.isfinite(value) else None
    except OverflowError:
        return None


def _date_columns(name: str, known: PartialDate | None) -> dict[str, Any]:
    first, last, precision = _dated(name)
    return {
        first: known and known.first,
        last: known and known.last,
        precision: known and known.precision.value,
    }


def report_of(rows: Rows) -> Report:
    """The report that the rows were made of."""
    row = rows.document
    voices, parties, numbers = by_claim(rows.voices), by_claim(rows.parties), by_claim(rows.figures)
    entries = tuple(
        [
            entry_of(claim, voices.get(claim[0], ()), parties.get(claim[0], ()), numbers.get(claim[0], ()))
            for claim in rows.claims
        ]
    )
    scenarios = tuple(scenario_of(scenario) for scenario in rows.scenarios)
    return Report(document_of(row), Outcome(row["outcome"]), row["language"], entries, scenarios)


def stays(report: Report) -> bool:
    """Whether a report is read back as it is."""
    bounds = (bound for entry in report.entries for figure in entry.figures for bound in (figure.low, figure.high))
    return all(bound is None or _finite(bound) == bound for bound in bounds)


def by_claim(rows: Sequence[Values]) -> dict[int, list[Values]]:
    """Rows of one table under the claim that they belong to, which stands first in them, in their order."""
    found: dict[int, list[Values]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def document_of(row: Row) -> Document:
    published = date_of(*(row[name] for name in _dated("published")))
    return Document(
        row["id"],
        row["text"],
        row["title"],
        row["publisher"],
        Published(published, How(row["published_how"])) if published else None,
        row["agency"],
        row["author"],
        row["url"],
        tuple(Region(start, end, Kind(kind)) for start, end, kind in row["regions"]),
    )


def entry_of(claim: Values, voices: Sequence[Values], parties: Sequence[Values], numbers: Sequence[Values]) -> Entry:
    """The claim of a row of its table, with the rows of the others that belong to it; more columns may follow."""
    (
        *_, start, end, quote, modality, hedge, type, mode, contexts, agentless,
        happened_first, happened_last, happened_precision, said_first, said_last, said_precision,
        place, geonameid, country, latitude, longitude,
    ) = claim[: len(claims.c)]  # fmt: skip
    return Entry(
        start,
        end,
        quote,
        tuple([_voice_of(voice) for voice in voices]),
        _MODALITIES[modality],
        Hedge(tuple(Span(*span) for span in hedge["spans"]), hedge["low"], hedge["high"]) if hedge else None,
        tuple(hedge["words"]) if hedge else (),
        _event_of(type, mode, contexts, agentless, parties) if type is not None else None,
        tuple([figure_of(number) for number in numbers]),
        _date_of(happened_first, happened_last, happened_precision) if happened_precision is not None else None,
        _date_of(said_first, said_last, said_precision) if said_precision is not None else None,
        Place(place, geonameid, country, latitude, longitude) if place is not None else None,
    )


def _voice_of(row: Values) -> Voice:
    _, _, name, _, code, sector, actor, anonymous, start, end, cue, traced = row
    own = _actor(code, sector, actor) if code is not None else None
    return Voice(name, own, anonymous, start, end, cue, traced)


def _event_of(
    type: str, mode: str | None, contexts: Sequence[str], agentless: bool, parties: Sequence[Values]
) -> CodedEvent:
    actors: list[Actor] = []
    recipients: list[Actor] = []
    for _, role, _, code, sector, name, _ in parties:
        (actors if role == "actor" else recipients).append(_actor(code, sector, name))
    return CodedEvent(type, mode, tuple(contexts), tuple(actors), tuple(recipients), agentless)


@lru_cache(maxsize=65_536)
def _actor(code: str, sector: str | None, name: str) -> Actor:
    return Actor(code, sector, name)


def figure_of(row: Values) -> Figure:
    _, _, start, end, low, high, qualifier, noun, unit, part_of = row
    return Figure(start, end, low, high, _QUALIFIERS[qualifier], noun, unit, part_of)


def scenario_of(row: Row) -> Scenario:
    return Scenario(row["start"], row["end"], tuple(Span(start, end) for start, end, _ in row["consequences"]))


def date_of(first: date | None, last: date | None, precision: str | None) -> PartialDate | None:
    """The date of three columns; no precision, no date."""
    return _date_of(first, last, precision) if precision is not None else None


@lru_cache(maxsize=65_536)
def _date_of(first: date | None, last: date | None, precision: str) -> PartialDate:
    return PartialDate(first, last, _PRECISIONS[precision])
