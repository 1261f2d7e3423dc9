"""Where the claims of a dossier lie in time: bars over the days that their dates can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.publishing import wording
from headwater.publishing.lines import Line
from headwater.text import PartialDate


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch on the timeline: ``left`` and ``width`` are percent of the whole of it."""

    when: str
    left: float
    width: float
    line: Line


def timeline(top: Sequence[Line]) -> tuple[list[Moment], tuple[str, str]]:
    """Claims that say when something happened, from the earliest on, drawn over the days that they span.

    A claim within another stands here only where its time is another.
    """
    dated: list[tuple[PartialDate, Line]] = []

    def gather(line: Line, around: PartialDate | None) -> None:
        own = line.entry.happened
        if own is not None and own != around and (own.first or own.last):
            dated.append((own, line))
        for inner in line.inner:
            gather(inner, own or around)

    for line in top:
        gather(line, None)
    if not dated:
        return [], ("", "")
    dated.sort(key=lambda item: (first(item[0]), last(item[0])))
    # A report of the distant past or future would press all the rest into a line.
    outer = len(dated) // 10
    begin = sorted(first(when) for when, _ in dated)[outer]
    end = max(begin, sorted(last(when) for when, _ in dated)[-1 - outer])
    days = (end - begin).days + 1

    def at(day: dt.date) -> float:
        return min(100.0, max(0.0, 100 * (day - begin).days / days))

    moments = []
    for when, line in dated:
        left = min(98.0, at(first(when)))
        width = max(2.0, at(last(when) + dt.timedelta(days=1)) - left)
        moments.append(Moment(wording.date(when), round(left, 1), round(width, 1), line))
    return moments, (wording.date(PartialDate.day(begin)), wording.date(PartialDate.day(end)))


def first(when: PartialDate) -> dt.date:
    return when.first or when.last or dt.date.min


def last(when: PartialDate) -> dt.date:
    return min(when.last or when.first or dt.date.max, dt.date.max - dt.timedelta(days=1))
