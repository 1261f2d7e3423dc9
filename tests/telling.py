"""Pages made up for tests of origins, so that no engine need be loaded."""

from __future__ import annotations

import datetime as dt
import re

from headwater.extraction.claim import Figure, Modality, Qualifier
from headwater.language import Outcome
from headwater.reconciliation.told import Page, page
from headwater.resolution.actors import resolve
from headwater.resolution.report import Entry, Report, Voice
from headwater.text import Document, How, PartialDate, Published

FIRST = dt.date(2031, 3, 4)


def paper(
    id: str,
    text: str,
    *said: tuple[str, str | None],
    publisher: str | None = None,
    day: int = 0,
    agency: str | None = None,
    title: str | None = None,
) -> Page:
    """A page: ``said`` gives each claim's words and who speaks them, both as they stand in the text."""
    return page(reported(id, text, *said, publisher=publisher, day=day, agency=agency, title=title))


def reported(
    id: str,
    text: str,
    *said: tuple[str, str | None],
    publisher: str | None = None,
    day: int = 0,
    agency: str | None = None,
    title: str | None = None,
) -> Report:
    """The report that :func:`paper` makes a page of."""
    entries = []
    for quote, name in said:
        start = text.index(quote)
        voices: tuple[Voice, ...] = ()
        if name is not None:
            at = text.index(name)
            actor = next(iter(resolve(name, speaks=True)), None)
            voices = (Voice(name, actor, False, at, at + len(name), "said"),)
        figures = tuple(
            Figure(start + m.start(), start + m.end(), float(m[0]), float(m[0]), Qualifier.EXACT, "people")
            for m in re.finditer(r"\d+", quote)
        )
        entries.append(
            Entry(start, start + len(quote), quote, voices, Modality.ACTUAL, None, (), None, figures, None, None, None)
        )
    date = Published(PartialDate.day(FIRST + dt.timedelta(day)), How.METADATA)
    return Report(Document(id, text, title, publisher, date, agency), Outcome.READ, "en", tuple(entries))
