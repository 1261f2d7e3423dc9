"""A date as precisely as it is known."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """What a date is known to: a longer unit is a vaguer date."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """From the first to the last day that it can be, both inclusive; None is an open end.

    >>> str(PartialDate.month(2024, 10))
    '2024-10'
    """

    first: dt.date | None
    last: dt.date | None
    precision: Precision

    @classmethod
    def day(cls, day: dt.date) -> PartialDate:
        return cls(day, day, Precision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> PartialDate:
        last = calendar.monthrange(year, month)[1]
        return cls(dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> PartialDate:
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)

    @classmethod
    def iso(cls, written: str) -> PartialDate:
        """``2024``, ``2024-10`` or ``2024-10-18`` (a time after it is ignored). Raises ValueError for anything else."""
        parts = written[:10].split("T")[0].split("-")
        if not 1 <= len(parts) <= 3 or not all(p.isdigit() for p in parts) or len(parts[0]) != 4:
            raise ValueError(f"no ISO 8601 date: {written!r}")
        numbers = [int(p) for p in parts]
        if len(numbers) == 1:
            return cls.year(numbers[0])
        return cls.month(*numbers) if len(numbers) == 2 else cls.day(dt.date(*numbers))

    def __str__(self) -> str:
        """The shortest ISO 8601 form that says as much: a day, a month, a year, or an interval with ``/``."""
        if self.precision is Precision.DAY and self.first:
            return self.first.isoformat()
        if self.precision is Precision.MONTH and self.first:
            return self.first.isoformat()[:7]
        if self.precision is Precision.YEAR and self.first:
            return self.first.isoformat()[:4]
        return f"{self.first or '..'}/{self.last or '..'}"
