"""Tables for a spreadsheet: CSV in which no cell is a formula and nothing is hidden."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from headwater.publishing import grades, happenings
from headwater.publishing.files import written
from headwater.publishing.listings import Cell, Listing, tables
from headwater.store import Filter, Ledger
from headwater.text.visible import visible

_FORMULA = re.compile(r"(^\s*|;\s*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet would begin a formula: at a cell's first character, and at one after a semicolon, which takes the
comma's place where numbers are written with decimal commas."""


def export(ledger: Ledger, folder: Path, asked: Filter) -> list[Path]:
    """Write one file a table, in UTF-8 with the byte order mark by which Excel knows it."""
    paths = []
    with ledger.snapshot() as now:
        for name, listing in (*tables(now, asked), *_judged(now, asked)):
            paths.append(folder / f"{name}.csv")
            with written(paths[-1], encoding="utf-8-sig") as file:
                write(file, listing.columns, listing.rows)
    return paths


def _judged(now: Ledger, asked: Filter) -> Iterator[tuple[str, Listing]]:
    yield "events", happenings.listing(happenings.happenings(now.claims(asked)))
    yield "grades", grades.listing(grades.graded(now, now.claims(asked)))


def write(file: TextIO, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
    """The header and the rows, as RFC 4180 has them."""
    table = csv.writer(file)
    table.writerow(columns)
    table.writerows(map(_harmless, rows))


def _harmless(row: Iterable[Cell]) -> Iterator[Cell]:
    for cell in row:
        yield harmless(cell) if isinstance(cell, str) else cell


def harmless(text: str) -> str:
    """``text`` on one line, controls made visible, and an apostrophe before whatever would begin a formula."""
    return _FORMULA.sub(r"\1'", visible(text))
