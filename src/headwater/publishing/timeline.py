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
    """A point or stretch on the timeline, in percent of the whole of it.

    ``left`` and ``width`` are when it happened, ``said`` where the day lies on which it was said; None where no day
    is known.
    """

    when: str
    left: float
    width: float
    line: Line
    said: float | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The moments that are printed, how many are not, and the first and the last day of the axis."""

    rows: tuple[Moment, ...] = ()
    left: int = 0
    begin: str = ""
    end: str = ""


def timeline(top: Sequence[Line], most: int) -> Timeline:
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
        return Timeline()
    dated.sort(key=lambda item: (first(item[0]), last(item[0])))
    # A report of the distant past or future would press all the rest into a line.
    outer = len(dated) // 10
    said = [line.entry.said for _, line in dated]
    days_said = sorted(first(when) for when in said if when and (when.first or when.last))
    begin = sorted(first(when) for when, _ in dated)[outer]
    end = max(begin, sorted(last(when) for when, _ in dated)[-1 - outer])
    if days_said:
        begin, end = min(begin, days_said[len(days_said) // 10]), max(end, days_said[-1 - len(days_said) // 10])
    days = (end - begin).days + 1

    def at(day: dt.date) -> float:
        return min(100.0, max(0.0, 100 * (day - begin).days / days))

    moments = []
    for when, line in dated[:most]:
        left = min(98.0, at(first(when)))
        width = max(2.0, at(last(when) + dt.timedelta(days=1)) - left)
        own = line.entry.said
        told = at(first(own)) + 50 / days if own and (own.first or own.last) else None
        told = None if told is None else round(min(99.0, told), 1)
        moments.append(Moment(wording.date(when), round(left, 1), round(width, 1), line, told))
    ends = (wording.date(PartialDate.day(day)) for day in (begin, end))
    return Timeline(tuple(moments), len(dated) - len(moments), *ends)


def earliest(when: PartialDate | None) -> dt.date:
    """The first day that it can be, or the last one that is known; what has no day comes last of all."""
    return (when.first or when.last or dt.date.max) if when else dt.date.max


def first(when: PartialDate) -> dt.date:
    return when.first or when.last or dt.date.min


def last(when: PartialDate) -> dt.date:
    return min(when.last or when.first or dt.date.max, dt.date.max - dt.timedelta(days=1))
