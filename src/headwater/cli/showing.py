"""What was asked for, on stdout: a table to read, JSON lines, or CSV."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from headwater.cli.app import tell
from headwater.publishing import jsonl
from headwater.publishing import tables as csv_tables
from headwater.publishing.listings import Cell, Listing
from headwater.text.visible import visible

_NARROW = 120  # columns of a table that goes to no terminal
_WHOLE = frozenset({"id", "modality", "event", "figure", "happened", "said", "outcome"})
"""Columns of short words, which are hard to read when they are folded."""
ROWS = 1_000
"""Rows of a table on a screen; more is for a file."""


class Form(StrEnum):
    """How an answer is given: ``json`` is one object a line."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def show(form: Form, listing: Listing, objects: Iterable[dict[str, Any]]) -> None:
    """Print the listing or the objects; only the one that the form needs is gone through."""
    if form is Form.JSON:
        sys.stdout.writelines(jsonl.lines(objects))
    elif form is Form.CSV:
        csv_tables.write(sys.stdout, listing.columns, listing.rows)
    else:
        _table(listing)


def _table(listing: Listing) -> None:
    rows = listing.briefly()
    console = Console() if sys.stdout.isatty() else Console(width=_NARROW, color_system=None)
    first = list(islice(rows, ROWS))
    console.print(table(listing.brief, first))
    if next(rows, None) is not None:
        tell(f"These are the first {ROWS:,}. Ask for less by a filter, or for all by --format csv")
    elif not first:
        tell("Nothing in the ledger meets this.")


def table(columns: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table in which every text is inert, and none is cut short."""
    found = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        found.add_column(name, overflow="fold", no_wrap=name in _WHOLE)
    for row in rows:
        found.add_row(*_cells(row))
    return found


def _cells(row: tuple[Cell, ...]) -> Iterator[Text]:
    for cell in row:
        if isinstance(cell, str):
            yield Text(visible(cell))
        else:
            yield Text("" if cell is None else f"{cell:,}", justify="right")
