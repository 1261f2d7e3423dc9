"""The verbs that hand a ledger on, and vouch for it: export, check."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.app import HERE, AllVersions, LedgerPlace, app, tell, told
from headwater.cli.showing import table
from headwater.publishing import jsonl, plover, tables
from headwater.store import Filter, Ledger


class To(StrEnum):
    """What an export is for: ``jsonl`` for programs, ``csv`` for spreadsheets, ``plover`` for event data."""

    JSONL = "jsonl"
    CSV = "csv"
    PLOVER = "plover"


_WRITERS = {To.JSONL: jsonl.export, To.CSV: tables.export, To.PLOVER: plover.export}


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files.")],
    to: Annotated[
        To, typer.Option("--to", help="jsonl for programs, csv for spreadsheets, plover for event data.")
    ] = To.JSONL,
    ledger: LedgerPlace = HERE,
    all_versions: AllVersions = False,
) -> None:
    """Write the whole ledger as files: documents, claims, questions, origins, events,
    grades, scenarios and decisions.

    As plover: one PLOVER 2.0 record a claim that tells of an event, its realis coded in (planned aid is AGREE); what is
    denied or only a condition, or has no date, is left out.

    Example: headwater export --ledger story.db --to jsonl export/
    """
    asked = Filter(all_versions=all_versions)
    with Ledger.open(ledger, create=False) as held:
        paths = _WRITERS[to](held, folder, asked)
    for path in paths:
        tell(f"wrote {path}")


@app.command()
def check(ledger: LedgerPlace = HERE) -> None:
    """Prove that the ledger is as it was written: every span gives its quote, and every hash holds.

    Ends with 1 and a table of what does not hold, if anything does not.

    Example: headwater check --ledger story.db
    """
    with Ledger.open(ledger, create=False) as held:
        problems = held.check()
        counts = held.counts()
    if problems:
        told.print(table(("document", "problem", "what"), problems), soft_wrap=False)
        raise typer.Exit(1)
    tell(f"{ledger}: {counts.claims:,} claims of {counts.documents + counts.older:,} documents hold")
