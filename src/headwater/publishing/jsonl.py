"""The export that other programs rely on: one JSON object a line, in ASCII.

Keys are stable: they may grow in number, never change their meaning. Spans count code points of the document's text as
it was given, half-open. What is not known is null. Escapes stand for all that is not ASCII, so that nothing in a text
reaches a terminal, and a lone surrogate survives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from headwater.extraction.claim import Figure
from headwater.publishing import grades, happenings, relations
from headwater.publishing.files import written
from headwater.resolution.report import Actor, CodedEvent, Place, Voice
from headwater.store import (
    Decision,
    Filter,
    Ledger,
    StoredClaim,
    StoredDocument,
    StoredOrigin,
    StoredQuestion,
    StoredScenario,
)
from headwater.text import PartialDate

Object = dict[str, Any]
_ENCODER = json.JSONEncoder(allow_nan=False)


def export(ledger: Ledger, folder: Path, asked: Filter) -> list[Path]:
    """Write the files of the contract, all of one state of the ledger; each appears when it is whole."""
    with ledger.snapshot() as now:
        files: list[tuple[str, Iterable[Object]]] = [
            ("documents", map(document, now.documents(all_versions=asked.all_versions))),
            ("claims", map(claim, now.claims(asked))),
            ("questions", map(question, now.questions(asked))),
            ("origins", map(origin, now.origins(asked))),
            ("scenarios", map(scenario, now.scenarios(asked))),
            ("decisions", map(decision, now.decisions())),
            ("events", map(happenings.as_json, happenings.happenings(now.claims(asked)))),
            ("relations", map(relations.as_json, relations.compared(now, asked))),
            ("grades", map(grades.as_json, grades.graded(now, now.claims(asked)))),
        ]
        return [_write(folder / f"{name}.jsonl", objects) for name, objects in files]


def lines(objects: Iterable[Object]) -> Iterator[str]:
    """One line an object, with its end."""
    for each in objects:
        yield _ENCODER.encode(each) + "\n"


def _write(path: Path, objects: Iterable[Object]) -> Path:
    with written(path, encoding="ascii") as file:
        file.writelines(lines(objects))
    return path


def document(stored: StoredDocument) -> Object:
    own = stored.document
    published = own.published
    return {
        "id": own.id,
        "publisher": own.publisher,
        "title": own.title,
        "published": published
        and {
            "date": str(published.date),
            "precision": published.date.precision.value,
            "how": published.how.value,
        },
        "agency": own.agency,
        "author": own.author,
        "url": own.url,
        "language": stored.language,
        "outcome": stored.outcome.value,
        "sha256": stored.sha256,
        "version": stored.version,
        "current": stored.current,
        "engine": {"version": stored.engine.version, "weights": stored.engine.weights},
        "regions": [{"start": r.start, "end": r.end, "kind": r.kind.value} for r in own.regions],
    }


def claim(stored: StoredClaim) -> Object:
    entry = stored.entry
    hedge = entry.hedge
    return {
        "id": stored.id,
        "document": stored.document,
        "version": stored.version,
        "start": entry.start,
        "end": entry.end,
        "quote": entry.quote,
        "speakers": [_voice(voice) for voice in entry.speakers],
        "modality": entry.modality.value,
        "hedge": hedge and {"words": list(entry.hedge_words), "low": hedge.low, "high": hedge.high},
        "event": _event(entry.event) if entry.event else None,
        "figures": [figure(each) for each in entry.figures],
        "happened": _clock(entry.happened),
        "said": _clock(entry.said),
        "place": _place(entry.place) if entry.place else None,
        "questions": list(stored.questions),
        "origin": stored.origin,
    }


def figure(own: Figure) -> Object:
    """``part_of`` is the place of the whole among the figures of the same claim, counted from 0."""
    return {
        "low": _number(own.low),
        "high": _number(own.high),
        "qualifier": own.qualifier.value,
        "noun": own.noun,
        "unit": own.unit,
        "part_of": own.part_of,
        "start": own.start,
        "end": own.end,
    }


def question(stored: StoredQuestion) -> Object:
    return {
        "id": stored.id,
        "label": stored.label,
        "claims": list(stored.claims),
        "status": stored.status,
        "why": stored.why,
        "values": [
            {name: value for name, value in figure(each).items() if name not in ("part_of", "start", "end")}
            for each in stored.values
        ],
        "origins": list(stored.origins),
    }


def origin(stored: StoredOrigin) -> Object:
    return {
        "id": stored.id,
        "name": stored.name,
        "claims": list(stored.claims),
        "documents": list(stored.documents),
        "how": list(stored.how),
    }


def scenario(stored: StoredScenario) -> Object:
    own = stored.scenario
    return {
        "id": stored.id,
        "document": stored.document,
        "version": stored.version,
        "start": own.start,
        "end": own.end,
        "quote": stored.quote,
        "consequences": [
            {"start": span.start, "end": span.end, "quote": words}
            for span, words in zip(own.consequences, stored.consequences, strict=True)
        ],
    }


def decision(own: Decision) -> Object:
    return {
        "id": own.id,
        "when": own.when.isoformat(),
        "who": own.who,
        "kind": own.kind,
        "subject": own.subject,
        "verdict": own.verdict.value,
        "value": own.value,
        "undoes": own.undoes,
    }


def _voice(own: Voice) -> Object:
    return {
        "name": own.name,
        "actor": _actor(own.actor) if own.actor else None,
        "anonymous": own.anonymous,
        "start": own.start,
        "end": own.end,
        "cue": own.cue,
        "traced": own.traced,
    }


def _actor(own: Actor) -> Object:
    return {"code": own.code, "sector": own.sector, "name": own.name}


def _event(own: CodedEvent) -> Object:
    return {
        "type": own.type,
        "mode": own.mode,
        "context": list(own.contexts),
        "actor": [_actor(each) for each in own.actors],
        "recipient": [_actor(each) for each in own.recipients],
        "agentless": own.agentless,
    }


def _place(own: Place) -> Object:
    return {
        "name": own.name,
        "geonameid": own.geonameid,
        "country": own.country,
        "latitude": own.latitude,
        "longitude": own.longitude,
    }


def _clock(known: PartialDate | None) -> Object | None:
    if known is None:
        return None
    return {
        "from": known.first.isoformat() if known.first else None,
        "to": known.last.isoformat() if known.last else None,
        "precision": known.precision.value,
    }


def _number(value: float | None) -> float | None:
    """Whole numbers as such: 12, not 12.0."""
    return int(value) if value is not None and value.is_integer() else value
