"""Lists of claims: by facets and words, in time, and each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from headwater.desk.ask import Ask, Missing
from headwater.desk.book import lines
from headwater.desk.faces import alike, around, faces, question
from headwater.desk.facets import MEANING, SORTS, Asked, found
from headwater.desk.ladder import bar
from headwater.publishing import listings
from headwater.publishing.listings import Cell
from headwater.store import Filter, StoredClaim

_AROUND = 400  # characters of the source on either side of a claim
_FETCHED = 500  # claims that a table takes from the ledger at a time
Table = tuple[Iterable[str], Iterable[Iterable[Cell]]]
"""A head and its rows."""

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
        "silent": _silent(ask, result.silent) if pager["page"] == 1 else [],
        "told": result.told,
        "q": asked.words,
        "by": asked.by,
        "other": ask.here(by=None if asked.by == MEANING else MEANING, page=None, sort=None),
        "since": ask.one("since"),
        "until": ask.one("until"),
        "clock": asked.clock,
        "sort": asked.sort,
        "sorts": SORTS,
        "wrong": list(asked.wrong),
        "chosen": {name: list(values) for name, values in asked.facets.items()},
        "csv": _csv(ask, "/claims.csv"),
    }


def claims_table(ask: Ask) -> Table:
    """All claims that are asked for, with what people decided about them."""
    return reviewed(ask, found(ask.desk, Asked.of(ask.request.query_params.multi_items())).rows)


def reviewed(ask: Ask, rows: Iterable[int]) -> Table:
    """The claims of some rows as a table, with what people decided about them."""
    listing = listings.claims(_fetched(ask, rows))
    verdicts = ask.book.verdicts()

    def marked() -> Iterator[tuple[Cell, ...]]:
        for row in listing.rows:
            settled = verdicts.get(str(row[0]))
            yield (*row, settled.verdict.value if settled else None, settled.who if settled else None)

    return (*listing.columns, "review", "reviewed by"), marked()


def timeline(ask: Ask) -> dict[str, Any]:
    """Claims by the day that things are said to have happened (or were said), drawn as wide as the day is vague."""
    asked = Asked.of(ask.request.query_params.multi_items())
    clock = "said" if asked.clock == "said" else "happened"
    columns = ask.columns
    rows = found(ask.desk, replace(asked, clock=clock, sort=clock)).rows
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


def timeline_table(ask: Ask) -> Table:
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
        "event": len(ask.joins.event(stored.id).claims) if own["current"] else 0,
        "decisions": lines(ask.book.of("claim", stored.id)[::-1], ask.book),
        "alike": len(alike(ask.desk, stored.id)),
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


def conflicts_table(ask: Ask) -> Table:
    """Each claim of each question whose origins differ or whose values were revised."""
    columns = ask.columns

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in columns.contested:
            own = (each["id"], each["label"], each["status"], each["why"])
            for shown in faces(ask.desk, ask.desk.claims(rows_of(ask, each["id"]))):
                origin, happened, said = shown["origin"], shown["happened"], shown["said"]
                yield (
                    *own, shown["id"], shown["reported_by"], origin and origin["name"], shown["quote"],
                    "; ".join(f"{figure['words']} {figure['noun']}" for figure in shown["figures"]) or None,
                    happened and happened["words"], said and said["words"], shown["document"],
                )  # fmt: skip

    head = ("question", "label", "status", "why", "claim", "reported by", "origin", "quote", "figures", "happened")
    return (*head, "said", "document"), rows()


def rows_of(ask: Ask, question: str) -> list[str]:
    """The ids of the claims that answer a question."""
    columns = ask.columns
    return [columns.ids[row] for row in columns.rows_of_question(columns.question_place[question])]


def _silent(ask: Ask, found_: list[tuple[int, int, int, float]]) -> list[dict[str, Any]]:
    """Sentences near in meaning that hold no claim, with where they stand."""
    shown = []
    for number, start, end, cosine in found_:
        held = ask.desk.ledger.numbered(number)
        if held is not None:
            own = held.document
            shown.append(
                {
                    "document": own.id,
                    "version": held.version,
                    "title": own.title or own.id,
                    "publisher": own.publisher,
                    "start": start,
                    "end": end,
                    "words": own.text[start:end],
                    "near": round(cosine, 2),
                }
            )
    return shown


def _fetched(ask: Ask, rows: Iterable[int]) -> Iterator[StoredClaim]:
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
