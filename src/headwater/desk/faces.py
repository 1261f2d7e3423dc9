"""A claim as pages show it: plain values, which are its JSON twin as well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from headwater.desk.ask import Ask
from headwater.desk.book import Book, lines
from headwater.desk.desk import Desk
from headwater.publishing.dossier import GLYPHS
from headwater.publishing.wording import value
from headwater.resolution.report import Actor
from headwater.store import Columns, StoredClaim
from headwater.text import PartialDate

STATUSES = {
    "corroborated": "●",
    "single-origin": "◐",
    "conflicting": "⇄",
    "revised": "↻",
}
"""A glyph for each status, always shown with its word; another status has the glyph of none."""

MODALITIES = GLYPHS


def status(word: str) -> dict[str, str]:
    return {"status": word, "glyph": STATUSES.get(word, "○"), "word": word.replace("-", " ")}


def faces(desk: Desk, found: Iterable[StoredClaim]) -> list[dict[str, Any]]:
    """Claims with their status, their origin's name and what people decided about them."""
    columns, book = desk.columns(), desk.decisions()
    return [face(each, columns, book) for each in found]


def face(stored: StoredClaim, columns: Columns, book: Book) -> dict[str, Any]:
    entry = stored.entry
    row = columns.place.get(stored.id)
    document = columns.documents[columns.document[row]] if row is not None else None
    settled = book.verdict(stored.id)
    event, hedge = entry.event, entry.hedge
    return {
        "id": stored.id,
        "quote": entry.quote,
        "document": stored.document,
        "version": stored.version,
        "current": row is not None,
        "title": (document or {}).get("title") or stored.document,
        "url": (document or {}).get("url"),
        "publisher": stored.publisher,
        "published": (document or {}).get("published"),
        "start": entry.start,
        "end": entry.end,
        "speakers": [
            {
                "name": voice.name,
                "code": _code(voice.actor),
                "anonymous": voice.anonymous,
                "cue": voice.cue,
                "traced": voice.traced,
            }
            for voice in entry.speakers
        ],
        "reported_by": " → ".join(voice.name for voice in entry.speakers) or (stored.publisher or stored.document),
        "own_voice": not entry.speakers,
        "unnamed": bool(entry.speakers) and entry.speakers[-1].anonymous,
        "modality": entry.modality.value,
        "modality_glyph": MODALITIES[entry.modality.value],
        "hedge": hedge and {"words": list(entry.hedge_words), "low": hedge.low, "high": hedge.high},
        "event": event
        and {
            "type": event.type,
            "mode": event.mode,
            "contexts": list(event.contexts),
            "who": [{"code": _code(each), "name": each.name} for each in event.actors],
            "whom": [{"code": _code(each), "name": each.name} for each in event.recipients],
        },
        "figures": [
            {
                "words": value(each),
                "noun": each.noun,
                "unit": each.unit,
                "low": each.low,
                "high": each.high,
                "qualifier": each.qualifier.value,
                "part_of": value(entry.figures[each.part_of])
                if each.part_of is not None and each.part_of < len(entry.figures)
                else None,
            }
            for each in entry.figures
        ],
        "happened": clock(entry.happened),
        "said": clock(entry.said),
        "place": entry.place and {"name": entry.place.name, "country": entry.place.country},
        "origin": origin(columns, stored.origin),
        "questions": [question(columns, each) for each in stored.questions if each in columns.question_place],
        "verdict": lines([settled], book)[0] if settled else None,
        "seen": book.seen("claim", stored.id),
        "citation": citation(stored, document),
    }


def origin(columns: Columns, id: str | None) -> dict[str, Any] | None:
    place = columns.origin_place.get(id) if id else None
    return columns.origins[place] if place is not None else None


def question(columns: Columns, id: str) -> dict[str, Any]:
    own = columns.questions[columns.question_place[id]]
    return {**own, **status(own["status"])}


def clock(known: PartialDate | None) -> dict[str, str] | None:
    return {"words": str(known), "precision": known.precision.value} if known else None


def citation(stored: StoredClaim, document: dict[str, Any] | None) -> str:
    """What is copied into a text: who reported it where and when, and the claim by its id."""
    own = document or {}
    said = " → ".join(voice.name for voice in stored.entry.speakers)
    parts = (
        f"“{' '.join(stored.entry.quote.split())}”",
        f"reported by {said}" if said else None,
        stored.publisher,
        own.get("title"),
        own.get("published"),
        own.get("url"),
        f"characters {stored.entry.start}–{stored.entry.end} of {stored.document}",
        f"claim {stored.id}",
    )
    return ", ".join(part for part in parts if part)


def alike(desk: Desk, claim: str) -> list[str]:
    """The other claims that a claim's report has from the same speaker, and about which nobody has decided yet."""
    columns, book = desk.columns(), desk.decisions()
    row = columns.place.get(claim)
    stored = desk.claims([claim]) if row is not None and columns.speaker.of(row) else []
    if not stored or row is None:
        return []
    name = stored[0].entry.speakers[-1].name
    rows = np.flatnonzero(columns.document == columns.document[row])
    others = desk.claims(columns.ids[each] for each in rows)
    return [
        each.id
        for each in others
        if each.id != claim
        and each.entry.speakers
        and each.entry.speakers[-1].name == name
        and book.verdict(each.id) is None
    ]


def worded(ask: Ask, decisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Decisions with the words of what they are about: a claim's, a question's, an origin's name; "" where it went."""
    columns = ask.columns
    claims = {id for each in decisions if each["kind"] in ("claim", "pair") for id in each["subject"].split(" ")}
    words = {("claim", each.id): each.entry.quote for each in ask.desk.claims(claims & columns.place.keys())}
    for each in decisions:
        kind, subject = each["kind"], each["subject"]
        if kind == "question" and subject in columns.question_place:
            words[kind, subject] = columns.questions[columns.question_place[subject]]["label"]
        elif kind == "pair":
            words[kind, subject] = " / ".join(words.get(("claim", id), id) for id in subject.split(" "))
        elif kind == "origin" and subject in columns.origin_place:
            words[kind, subject] = columns.origins[columns.origin_place[subject]]["name"]
        each["about"] = words.get((kind, subject), "")
    return decisions


def around(text: str, start: int, end: int, reach: int) -> dict[str, str]:
    """The text before and after a span, with a mark where it is cut."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    return {
        "before": ("…" if first else "") + text[first:start],
        "after": text[end:last] + ("…" if last < len(text) else ""),
    }


def _code(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    return f"{actor.code} {actor.sector}" if actor.sector else actor.code
