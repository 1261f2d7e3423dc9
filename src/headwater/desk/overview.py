"""What a ledger holds at a glance; how it was made; what could not be read."""

from __future__ import annotations

from typing import Any

import numpy as np

from headwater.desk.ask import Ask
from headwater.desk.book import lines
from headwater.desk.faces import STATUSES, status, worded
from headwater.desk.listing import Table
from headwater.publishing import listings
from headwater.publishing.listings import Cell
from headwater.store import Filter, present

_NEWEST, _SPEAKERS, _SHOWN = 8, 12, 8


def overview(ask: Ask) -> dict[str, Any]:
    columns, book = ask.columns, ask.book
    verdicts = book.verdicts()
    spoken = np.bincount(columns.speaker.values, minlength=len(columns.speakers))
    held = columns.questions_of
    refused = list(ask.desk.ledger.refusals())
    return {
        "counts": {
            "documents": len(columns.documents),
            "claims": len(columns),
            "questions": len(columns.questions),
            "origins": len(columns.origins),
            "reviewed": sum(claim in columns.place for claim in verdicts),
            "unread": len(refused),
        },
        "by_status": [
            {**status(name), "count": held.get(name, 0)} for name in dict.fromkeys((*STATUSES, *columns.statuses))
        ],
        "contested": [{**q, **status(q["status"])} for q in columns.contested[:_SHOWN]],
        "newest": [
            {**each, "publisher": named(columns.publishers, each["publisher"])}
            for each in columns.documents[: -_NEWEST - 1 : -1]
        ],
        "speakers": [
            {"name": columns.speakers[i], "claims": int(spoken[i]), "anonymous": columns.anonymous[i]}
            for i in np.argsort(-spoken, kind="stable")[:_SPEAKERS]
        ],
        "refused": [{"source": r.source, "slug": r.slug, "why": r.why} for r in refused[:_SHOWN]],
        "decisions": worded(ask, lines(book.latest(_SHOWN), book)),
        "others": _unread(ask)[:_SHOWN],
    }


def runs(ask: Ask) -> dict[str, Any]:
    """What was read, by which version, what was refused; and the method in words."""
    made: dict[tuple[str, str, str], dict[str, Any]] = {}
    for each in ask.desk.ledger.documents(all_versions=True):
        own = made.setdefault(
            each.engine,
            {
                "version": each.engine.version,
                "weights": each.engine.weights,
                "vocabulary": each.engine.vocabulary,
                "documents": 0,
                "older": 0,
            },
        )
        own["documents" if each.current else "older"] += 1
    now = present()
    return {
        "engines": list(made.values()),
        "present": now._asdict(),
        "stale": sum(own["documents"] for key, own in made.items() if key != now),
        "refused": [{"source": r.source, "slug": r.slug, "why": r.why} for r in ask.desk.ledger.refusals()],
        "others": _unread(ask),
        "place": ask.desk.place,
    }


def refused_table(ask: Ask) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    found = runs(ask)
    rows: list[tuple[Cell, ...]] = [
        (each["source"], each["slug"], each["why"]) for each in (*found["refused"], *found["others"])
    ]
    return ("source", "outcome", "why"), rows


def scenarios(ask: Ask) -> dict[str, Any]:
    found = list(ask.desk.ledger.scenarios(Filter(text=ask.one("q") or None)))
    part, pager = ask.cut(found)
    titles = {each["id"]: each["title"] or each["id"] for each in ask.columns.documents}
    return {
        "q": ask.one("q"),
        "scenarios": [
            {
                "id": each.id,
                "document": each.document,
                "title": titles.get(each.document, each.document),
                "condition": each.quote,
                "consequences": list(each.consequences),
            }
            for each in part
        ],
        "pager": pager,
    }


def scenarios_table(ask: Ask) -> Table:
    listing = listings.scenarios(ask.desk.ledger, Filter(text=ask.one("q") or None))
    return listing.columns, listing.rows


def named(names: list[str], place: int) -> str | None:
    return names[place] if place >= 0 else None


def _unread(ask: Ask) -> list[dict[str, str]]:
    """Documents that stand in the ledger though nothing could be read in them."""
    return [
        {
            "source": each["id"],
            "slug": each["outcome"],
            "why": "there is no text in it" if each["outcome"] == "empty" else "only English is read",
        }
        for each in ask.columns.documents
        if each["outcome"] != "read"
    ]
