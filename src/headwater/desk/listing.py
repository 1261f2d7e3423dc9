"""Lists of claims: by facets and words, in time, and each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from headwater.desk.ask import Ask, Missing
from headwater.desk.book import lines
from headwater.desk.faces import around, faces, question
from headwater.desk.facets import SORTS, Asked, found
from headwater.desk.ladder import bar
from headwater.publishing import listings
from headwater.publishing.listings import Cell
from headwater.store import Filter, StoredClaim

_AROUND = 400  # characters of the source on either side of a claim
_FETCHED = 500  # claims that a table takes from the ledger at a time
_PEERS = 60  # other claims of a question beside a claim


def claims(ask: Ask) -> dict[str, Any]:
    asked = Asked.of(ask.request.query_params.multi_items())
    result = found(ask.desk, asked)
    rows, pager = ask.cut(result.rows)
    shown = faces(ask.desk, ask.desk.claims(ask.columns.ids[row] for row in rows))
    facets = {
        name: [{**value, "link": ask.toggled(name, str(value["value"]))} for value in values]
        for name, values in result.facets.items()
    }
    return {
        "claims": shown,
        "facets": facets,
        "pager": pager,
        "q": asked.words,
        "since": ask.one("since"),
        "until": ask.one("until"),
        "clock": asked.clock,
        "sort": asked.sort,
        "sorts": SORTS,
        "wrong": list(asked.wrong),
        "chosen": {name: list(values) for name, values in asked.facets.items()},
        "csv": _csv(ask, "/claims.csv"),
    }


def claims_table(ask: Ask) -> tuple[Iterable[str], Iterable[Iterable[Cell]]]:
    """All claims that are asked for, with what people decided about them."""
    rows = found(ask.desk, Asked.of(ask.request.query_params.multi_items())).rows
    listing = listings.claims(_fetched(ask, rows))
    reviewed = ask.book.verdicts()

    def marked() -> Iterator[tuple[Cell, ...]]:
        for row in listing.rows:
            settled = reviewed.get(str(row[0]))
            yield (*row, settled.verdict.value if settled else None, settled.who if settled else None)

    return (*listing.columns, "review", "reviewed by"), marked()


def timeline(ask: Ask) -> dict[str, Any]:
    """Claims by the day that things are said to have happened (or were said), drawn as wide as the day is vague."""
    asked = Asked.of(ask.request.query_params.multi_items())
    clock = "said" if asked.clock == "said" else "happened"
    columns = ask.columns
    rows = found(ask.desk, Asked(asked.facets, asked.words, asked.since, asked.until, clock, clock)).rows
    first = columns.happened if clock == "happened" else columns.said
    last = columns.happened_last if clock == "happened" else columns.said
    dated = rows[first[rows] > 0]
    part, pager = ask.cut(dated)
    shown = faces(ask.desk, ask.desk.claims(columns.ids[row] for row in part))
    if len(part):
        # One claim of the distant past would press all the rest into a line.
        begin = int(np.quantile(first[part], 0.05))
        end = max(int(np.quantile(last[part], 0.95)), begin) + 1
        for each, row in zip(shown, part, strict=True):
            left = _percent(int(first[row]) - begin, end - begin)
            right = _percent(int(last[row]) + 1 - begin, end - begin)
            when = each[clock]["words"] if each[clock] else ""
            each["bar"] = bar(round(min(left, 98.5), 1), round(max(1.5, right - left), 1), when)
    return {
        "claims": shown,
        "clock": clock,
        "undated": len(rows) - len(dated),
        "pager": pager,
        "since": ask.one("since"),
        "until": ask.one("until"),
        "q": asked.words,
        "wrong": list(asked.wrong),
        "csv": _csv(ask, "/timeline.csv"),
    }


def timeline_table(ask: Ask) -> tuple[Iterable[str], Iterable[Iterable[Cell]]]:
    rows = found(ask.desk, Asked.of(ask.request.query_params.multi_items())).rows
    listing = listings.timeline(_fetched(ask, rows))
    return listing.columns, listing.rows


def claim(ask: Ask) -> dict[str, Any]:
    """One claim: wording, chain, hedge, clocks, figures; what else answers its question; what people decided."""
    stored = stored_claim(ask, ask.request.path_params["id"])
    (own,) = faces(ask.desk, [stored])
    peers: list[dict[str, Any]] = []
    for each in own["questions"]:
        place = ask.columns.question_place[each["id"]]
        ids = [ask.columns.ids[row] for row in ask.columns.rows_of_question(place)]
        others = [id for id in ids if id != stored.id]
        peers.append(
            {**each, "others": faces(ask.desk, ask.desk.claims(others[:_PEERS])), "more": len(others) - _PEERS}
        )
    text = _text(ask, stored)
    return {
        "claim": own,
        **around(text, stored.entry.start, stored.entry.end, _AROUND),
        "peers": peers,
        "decisions": lines(ask.book.of("claim", stored.id)[::-1], ask.book),
    }


def stored_claim(ask: Ask, id: str) -> StoredClaim:
    """A claim by its id, also of an older version of its document, so that links last."""
    found_ = next(iter(ask.desk.ledger.claims(Filter(ids=(id,), all_versions=True))), None)
    if found_ is None:
        raise Missing(f"claim {id[:40]}")
    return found_


def conflicts(ask: Ask) -> dict[str, Any]:
    """Questions whose origins differ, or whose values were revised."""
    columns = ask.columns
    found_ = [each["id"] for each in columns.contested]
    part, pager = ask.cut(found_, 20)
    shown = []
    for id in part:
        rows = columns.rows_of_question(columns.question_place[id])[:20]
        shown.append(
            {**question(columns, id), "sides": faces(ask.desk, ask.desk.claims(columns.ids[row] for row in rows))}
        )
    return {"questions": shown, "pager": pager}


def _fetched(ask: Ask, rows: Any) -> Iterator[StoredClaim]:
    ids = [ask.columns.ids[row] for row in rows]
    for at in range(0, len(ids), _FETCHED):
        yield from ask.desk.claims(ids[at : at + _FETCHED])


def _text(ask: Ask, stored: StoredClaim) -> str:
    document = ask.desk.ledger.document(stored.document, version=stored.version)
    return document.document.text if document else stored.entry.quote


def _csv(ask: Ask, path: str) -> str:
    query = ask.request.url.query
    return f"{path}?{query}" if query else path


def _percent(days: int, whole: int) -> float:
    return min(100.0, max(0.0, 100 * days / max(1, whole)))
