"""The reports behind a dossier: their table, and their texts with the words of every printed claim marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headwater.publishing.judged import Grade, Judged, Note
from headwater.publishing.wording import date, flat
from headwater.reconciliation.identity import digest
from headwater.resolution.report import Report
from headwater.text import How
from headwater.text.visible import visible

_PLAIN = re.compile(r"[ -~\n]*")
WHOLE = 1_500_000
"""Characters of reports that a page can hold; beyond them it has the marked passages with what stands around them."""
AROUND = 110
"""Characters on each side of a marked passage, where the reports are not printed whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text: plain, or the words of claims that begin here."""

    text: str
    opens: tuple[str, ...] = ()
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A report as it stands in the annex."""

    number: int
    name: str
    id: str
    publisher: str
    title: str
    published: str
    how: str
    agency: str
    url: str
    claims: int
    voices: int
    pieces: tuple[Piece, ...]
    sha256: str = ""
    notes: tuple[Note, ...] = ()


class Outlet(NamedTuple):
    """A publisher with how a person graded it, F where nobody has; ``name`` is "" for reports of unknown publishers."""

    name: str
    reports: tuple[int, ...]
    claims: int
    grade: Grade
    notes: tuple[Note, ...]


def outlets(read: Sequence[Report], judged: Judged) -> tuple[Outlet, ...]:
    """The publishers of these reports, those of the most reports first and the unknown last."""
    by_name: dict[str, list[int]] = {}
    for number, report in enumerate(read, 1):
        by_name.setdefault(report.document.publisher or "", []).append(number)
    return tuple(
        Outlet(
            flat(name),
            tuple(numbers),
            sum(len(read[number - 1].entries) for number in numbers),
            judged.grade(name),
            judged.notes("source", name),
        )
        for name, numbers in sorted(by_name.items(), key=lambda each: (not each[0], -len(each[1]), each[0]))
    )


def source(number: int, report: Report, printed: Collection[str] | None, judged: Judged | None = None) -> Source:
    """One report. ``printed`` are the anchors that the page links to; None: all, in the whole of the text."""
    document = report.document
    marks = [(entry.start, entry.end, f"r{number}c{i}") for i, entry in enumerate(report.entries, 1)]
    marks += [(s.start, s.end, f"r{number}s{i}") for i, s in enumerate(report.scenarios, 1)]
    if printed is not None:
        marks = [mark for mark in marks if mark[2] in printed]
    found = pieces(document.text, marks)
    published = document.published
    return Source(
        number=number,
        name=" · ".join(flat(part) for part in (document.publisher, document.title or document.id) if part),
        id=flat(document.id),
        publisher=flat(document.publisher or ""),
        title=flat(document.title or ""),
        published=date(published.date) if published else "",
        how=("as its text says" if published.how is How.TEXT else "by its metadata") if published else "",
        agency=flat(document.agency or ""),
        url=flat(document.url or ""),
        claims=len(report.entries),
        voices=len({entry.speakers[-1].name for entry in report.entries if entry.speakers}),
        pieces=tuple(found if printed is None else shortened(found)),
        sha256=digest(document.text),
        notes=judged.notes("document", document.id) if judged else (),
    )


def pieces(text: str, marks: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """The text cut at the borders of its marks, which may stand within each other.

    A mark that runs across the end of the one around it ends there: elements of a page can only nest.
    """
    found: list[Piece] = []
    open_: list[int] = []
    at = 0
    for start, end, name in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        while open_ and open_[-1] <= start:
            found.append(Piece(_shown(text[at : open_[-1]]), closes=1))
            at = open_.pop()
        if start > at:
            found.append(Piece(_shown(text[at:start])))
            at = start
        found.append(Piece("", opens=(name,)))
        open_.append(min(end, open_[-1]) if open_ else end)
    while open_:
        found.append(Piece(_shown(text[at : open_[-1]]), closes=1))
        at = open_.pop()
    found.append(Piece(_shown(text[at:])))
    return found


def shortened(found: Sequence[Piece]) -> list[Piece]:
    """The pieces with long stretches between marks, and long marks, cut in their middle."""
    short = []
    for piece in found:
        text = piece.text
        if len(text) > 3 * AROUND:
            text = f"{text[:AROUND]} […] {text[-AROUND:]}"
        short.append(Piece(text, piece.opens, piece.closes))
    return short


def _shown(text: str) -> str:
    """A stretch of a report with its lines, and nothing in them that cannot be seen."""
    return text if _PLAIN.fullmatch(text) else "\n".join(visible(line) for line in text.split("\n"))
