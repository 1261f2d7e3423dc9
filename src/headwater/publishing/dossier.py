"""The dossier: what a ledger holds, as pages that a reader can check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from headwater.language import Attribution, Outcome, Reading
from headwater.publishing.files import written
from headwater.publishing.page import Read, page
from headwater.resolution.report import Entry, Report
from headwater.store import Ledger
from headwater.text import Span

FILES = ("dossier.html", "dossier.md")
"""What a dossier's files are called."""


def write_dossier(ledger: Ledger, out: Path, *, title: str) -> list[Path]:
    """Write the dossier of a ledger's current documents into a folder, and give the files' paths.

    For now one page of statements, report by report; neither events, figures and dates nor Markdown.
    """
    with ledger.snapshot() as now:
        reads = list(_reads(now))
        refusals = list(now.refusals())
    path = out / FILES[0]
    with written(path) as file:
        file.write(page(reads, refusals, title=title))
    return [path]


def _reads(ledger: Ledger) -> Iterator[Read]:
    for report in ledger.reports():
        yield Read(report.document, _reading(report))


def _reading(report: Report) -> Reading:
    if report.outcome is not Outcome.READ:
        return Reading(report.document.id, report.outcome, report.language)
    spoken = [_attribution(entry) for entry in report.entries if entry.speakers]
    return Reading(report.document.id, report.outcome, report.language, attributions=spoken)


def _attribution(entry: Entry) -> Attribution:
    sources = [Span(v.start, v.end) for v in entry.speakers if v.start is not None and v.end is not None]
    return Attribution(tuple(sources[-1:]), (), (Span(entry.start, entry.end),))
