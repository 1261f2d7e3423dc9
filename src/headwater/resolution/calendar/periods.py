"""Arithmetic on the calendar's own periods: the day, the week, the month... that holds a day, and its neighbours."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from headwater.resolution.timex import Mod
from headwater.text import PartialDate, Precision


class Unit(StrEnum):
    """The calendar's units. Those under a day measure lengths only."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


_MONTHS = {
    Unit.MONTH: 1,
    Unit.QUARTER: 3,
    Unit.SEASON: 12,
    Unit.HALF: 6,
    Unit.YEAR: 12,
    Unit.DECADE: 120,
    Unit.CENTURY: 1200,
}
_LENGTHS = {Unit.SEASON: 3}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.FORTNIGHT: 14}
_PRECISION = {
    Unit.DAY: Precision.DAY,
    Unit.WEEK: Precision.WEEK,
    Unit.WEEKEND: Precision.WEEK,
    Unit.MONTH: Precision.MONTH,
    Unit.QUARTER: Precision.QUARTER,
    Unit.SEASON: Precision.QUARTER,
    Unit.YEAR: Precision.YEAR,
}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
UNKNOWN = {
    Unit.DAY: "XXXX-XX-XX",
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.FORTNIGHT: "XXXX-WXX",
    Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX",
    Unit.SEASON: "XXXX",
    Unit.HALF: "XXXX-HX",
    Unit.YEAR: "XXXX",
    Unit.DECADE: "XXX",
    Unit.CENTURY: "XX",
}
"""The value of a period of which only the unit is known."""


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of another month, or that month's last. Raises ValueError outside of the years 1 to 9999."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        raise ValueError(f"no such year: {years}")
    return dt.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def shifted(day: dt.date, count: int, unit: Unit) -> dt.date:
    """``day`` moved by whole units; units under a day leave it where it is. Raises ValueError or OverflowError."""
    if unit in _DAYS:
        return day + dt.timedelta(days=count * _DAYS[unit])
    return add_months(day, count * _MONTHS[unit]) if unit in _MONTHS else day


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, in Meeus' form)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the calendar, by its unit and its first day."""

    unit: Unit
    first: dt.date

    @classmethod
    def of(cls, unit: Unit, day: dt.date) -> Period:
        """The period of that unit which holds ``day``; for a weekend, that of the day's ISO week; no season."""
        match unit:
            case Unit.WEEK | Unit.FORTNIGHT:
                return cls(Unit.WEEK, day - dt.timedelta(days=day.weekday()))
            case Unit.WEEKEND:
                return cls(unit, day + dt.timedelta(days=5 - day.weekday()))
            case Unit.MONTH:
                return cls(unit, day.replace(day=1))
            case Unit.QUARTER:
                return cls(unit, dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
            case Unit.HALF:
                return cls(unit, dt.date(day.year, 1 if day.month < 7 else 7, 1))
            case Unit.YEAR:
                return cls(unit, dt.date(day.year, 1, 1))
            case Unit.DECADE:
                return cls(unit, dt.date(max(day.year // 10 * 10, 1), 1, 1))
            case Unit.CENTURY:
                return cls(unit, dt.date(max(day.year // 100 * 100, 1), 1, 1))
        return cls(Unit.DAY, day)

    @classmethod
    def season(cls, year: int, code: str) -> Period:
        """Meteorological seasons of the north; a winter has the year of its December."""
        return cls(Unit.SEASON, dt.date(year, _SEASONS[code], 1))

    @property
    def last(self) -> dt.date:
        match self.unit:
            case Unit.DAY:
                return self.first
            case Unit.WEEKEND:
                return self.first + dt.timedelta(days=1)
            case Unit.WEEK:
                return self.first + dt.timedelta(days=6)
        months = _LENGTHS.get(self.unit, _MONTHS[self.unit])
        try:
            return add_months(self.first, months) - dt.timedelta(days=1)
        except ValueError:
            return dt.date.max

    def shift(self, count: int) -> Period:
        """The period ``count`` units later. Raises ValueError or OverflowError where the calendar ends."""
        return Period(self.unit, shifted(self.first, count, self.unit))

    @property
    def value(self) -> str:
        """TIMEX3's value."""
        first = self.first
        match self.unit:
            case Unit.DAY:
                return first.isoformat()
            case Unit.MONTH:
                return first.isoformat()[:7]
            case Unit.WEEK | Unit.WEEKEND:
                year, week, _ = first.isocalendar()
                return f"{year:04}-W{week:02}" + ("-WE" if self.unit is Unit.WEEKEND else "")
            case Unit.QUARTER:
                return f"{first.year:04}-Q{(first.month + 2) // 3}"
            case Unit.HALF:
                return f"{first.year:04}-H{1 if first.month < 7 else 2}"
            case Unit.SEASON:
                return f"{first.year:04}-{next(c for c, m in _SEASONS.items() if m == first.month)}"
            case Unit.DECADE:
                return f"{first.year:04}"[:3]
            case Unit.CENTURY:
                return f"{first.year:04}"[:2]
        return f"{first.year:04}"

    def when(self, mod: Mod | None = None) -> PartialDate:
        """The days that it can be: of an early, middle or late part, that half of the period which it is spoken of."""
        days = (self.last - self.first).days
        if self.unit is Unit.DAY or days < 3 or mod not in (Mod.START, Mod.MID, Mod.END):
            return PartialDate(self.first, self.last, _PRECISION.get(self.unit, Precision.VAGUE))
        quarter = dt.timedelta(days=days // 4)
        first = self.first if mod is Mod.START else self.first + (quarter if mod is Mod.MID else 2 * quarter)
        last = self.last if mod is Mod.END else self.last - (quarter if mod is Mod.MID else 2 * quarter)
        return PartialDate(first, last, Precision.VAGUE)
