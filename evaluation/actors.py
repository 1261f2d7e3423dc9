"""Actor phrases to countries and PLOVER sectors, with a gold answer each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from headwater.language.weights import Weights
from headwater.resolution.actors import resolve, theatre
from headwater.resolution.lexicon import SECTORS

_CODES = {"XKX": "KOS"}
_WRITTEN = dt.date(2023, 1, 1)
"""About when the answers were written: an undated row asks who somebody was then."""

_RELIGIONS = frozenset({"BUD", "CHR", "CTH", "HIN", "JEW", "MOS", "MUS", "SIK"})


class Row(NamedTuple):
    """A phrase with what gold says of it: "" where it says that there is none, None where it says nothing."""

    text: str
    context: str | None
    on: dt.date
    country: str | None
    sector: str | None


def measure(path: Path, _weights: Weights) -> dict[str, float]:
    """The share of phrases whose country, and whose sector, is right; the tables alone, no weights.

    A row counts for ``country`` where its answer has the key ``country``, for ``sector`` where it has ``code_1`` with
    a PLOVER sector, or with "" or UNK (both say that no sector can be told). Rows that ask for the title of an article
    only, and answers that are no code at all, do not count. ``known`` leaves out the rows whose answer is none.
    """
    rows = list(_rows(path))
    country: list[bool] = []
    sector: list[bool] = []
    known: list[bool] = []
    for row in rows:
        said = answer(row)
        if row.country is not None:
            country.append(said[0] == row.country)
            if row.country:
                known.append(said[0] == row.country)
        if row.sector is not None:
            sector.append(said[1] == row.sector)
    return {
        "country": _share(country),
        "sector": _share(sector),
        "country_known": _share(known),
        "country_rows": float(len(country)),
        "sector_rows": float(len(sector)),
    }


def answer(row: Row) -> tuple[str, str]:
    """Country or group and sector of the first actor, "" for none."""
    actors = resolve(row.text, on=row.on, speaks=True, theatre=theatre(row.context) if row.context else None)
    if not actors:
        return "", ""
    first = actors[0]
    return "" if first.code == "UNK" else first.code, first.sector or ""


def _rows(path: Path) -> Iterator[Row]:
    for line in path.read_text("utf-8").splitlines():
        data = json.loads(line)
        for gold in data["gold"]:
            country, sector = gold.get("country"), gold.get("code_1")
            if country is not None and (country in SECTORS or not (country == "" or len(country) == 3)):
                country = None
            if sector is not None:
                sector = "REL" if sector in _RELIGIONS else "" if sector == "UNK" else sector
                sector = sector if sector == "" or sector in SECTORS else None
            on = dt.date.fromisoformat(data["date"]) if data.get("date") else _WRITTEN
            if country is not None or sector is not None:
                yield Row(data["text"], data.get("context"), on, _CODES.get(country or "", country), sector)


def _share(right: list[bool]) -> float:
    return 100 * sum(right) / len(right) if right else 0.0
