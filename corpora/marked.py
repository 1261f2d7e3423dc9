"""Stories of our own, in reports of several outlets, with the words marked that tell of one event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headwater.text import Document, How, PartialDate, Published, Span

_MARK = re.compile(r"\[([^\[\]|]+)\|([A-Za-z]\w*)\]")
_REPORT = re.compile(r"--- ([^|]+) \| (\d{4}-\d\d-\d\d)")
WEEK = dt.date(2019, 3, 4)
"""The Monday of the week to which stories are brought that are to be told apart by what they tell."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A report of one story (``file:slug``). ``marks`` are its words for events, each with the event's id there."""

    document: Document
    story: str
    marks: tuple[tuple[Span, str], ...]


def marked(path: Path, *, one_week: bool = False) -> Iterator[Marked]:
    """The reports of one file, in its order; raises ValueError where a line is out of form.

    ``one_week`` moves the days of each story by whole weeks, so that all stories begin in one.
    """
    story, opened, moved = "", None, dt.timedelta()
    reports: list[tuple[str, str, dt.date, list[str]]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("=== "):
            story, opened = f"{path.stem}:{line[4:]}", None
        elif line.startswith("--- "):
            found = _REPORT.fullmatch(line)
            if found is None:
                raise ValueError(f"{path.name}, line {number}: not '--- outlet | yyyy-mm-dd'")
            day = dt.date.fromisoformat(found[2])
            if opened is None:
                opened = day
                moved = (WEEK - day + dt.timedelta(day.weekday())) if one_week else dt.timedelta()
            reports.append((story, found[1], day + moved, []))
        elif line.strip():
            if not reports or opened is None:
                raise ValueError(f"{path.name}, line {number}: stands in no report")
            reports[-1][3].append(line)
    for number, (name, outlet, day, lines) in enumerate(reports):
        text, marks = _read(lines)
        date = Published(PartialDate.day(day), How.METADATA)
        yield Marked(Document(f"{name}:{number}", text, publisher=outlet, published=date), name, marks)


def _read(lines: list[str]) -> tuple[str, tuple[tuple[Span, str], ...]]:
    """The text without its marks: a headline, a blank line, and the rest as one paragraph."""
    text, marks = "", []
    for line in lines:
        at = 0
        for found in _MARK.finditer(line):
            text += line[at : found.start()]
            marks.append((Span(len(text), len(text) + len(found[1])), found[2]))
            text += found[1]
            at = found.end()
        text += line[at:] + ("\n\n" if line is lines[0] else " ")
    return text, tuple(marks)
