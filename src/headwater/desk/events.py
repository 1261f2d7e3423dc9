"""One event: the claims that tell of it, and those that may."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from headwater.desk.ask import Ask, Missing
from headwater.desk.book import lines
from headwater.desk.faces import faces, worded
from headwater.desk.listing import Table, reviewed
from headwater.reconciliation.rulings import pair
from headwater.store.columns import Ints

_NEAR = 8  # claims that may tell of the same event
_WEIGHED = 3_000  # claims of one kind of act that are looked through for them
_DAYS = 3  # between two tellings of what may be one event: a night, and a date too broad by a day
_SHOWN = 200


def event(ask: Ask) -> dict[str, Any]:
    """What tells of the same event as a claim, on which ground, and what stands near it."""
    id = _known(ask)
    found = ask.joins.event(id)
    columns = ask.columns
    decided = sorted(
        (
            each
            for subject in ask.book.subjects("pair")
            if id in subject.split(" ")
            for each in ask.book.of("pair", subject)
        ),
        key=lambda each: -each.id,
    )
    return {
        "claim": _shown(ask, [id])[0],
        "people": _shown(ask, found.people, id),
        "found": _shown(ask, found.found, id),
        "apart": _shown(ask, found.apart, id),
        "more": max(0, len(found.found) - _SHOWN),
        "near": _shown(
            ask, [columns.ids[row] for row in _near(ask, columns.place[id], {id, *found.claims, *found.apart})], id
        ),
        "decisions": [
            {**each, "seen": ask.book.seen("pair", each["subject"])} for each in worded(ask, lines(decided, ask.book))
        ],
    }


def event_table(ask: Ask) -> Table:
    """The claims that tell of the event, the one it was asked for first."""
    id = _known(ask)
    return reviewed(ask, [ask.columns.place[each] for each in (id, *ask.joins.event(id).claims)])


def _known(ask: Ask) -> str:
    id = str(ask.request.path_params["id"])
    if id not in ask.columns.place:
        raise Missing(f"claim {id[:40]} in the current reports")
    return id


def _shown(ask: Ask, ids: Iterable[str], beside: str = "") -> list[dict[str, Any]]:
    """Claims, with the latest decision about each as a pair with the claim beside it."""
    return [
        {**each, "paired": ask.book.seen("pair", " ".join(pair(beside, each["id"])))}
        for each in faces(ask.desk, ask.desk.claims(list(ids)[:_SHOWN]))
    ]


def _near(ask: Ask, row: int, met: set[str]) -> Ints:
    """Rows of other reports' claims of the same kind of act and about the same days, the nearest in meaning first."""
    columns = ask.columns
    alike = (columns.type == columns.type[row]) & (columns.document != columns.document[row])
    day = columns.happened[row]
    if day > 0:
        alike &= (columns.happened == 0) | (np.abs(columns.happened - day) <= _DAYS)
    rows = np.flatnonzero(alike)
    if len(rows) > _WEIGHED:
        rows = rows[np.argsort(np.abs(rows - row), kind="stable")[:_WEIGHED]]
    rows = np.array([each for each in rows if columns.ids[each] not in met], dtype=np.int64)
    cosines = ask.desk.sense.beside(int(columns.numbers[row]), columns.numbers[rows], columns.stamp)
    return rows[np.argsort(-cosines, kind="stable")[:_NEAR]]
