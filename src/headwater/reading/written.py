"""Full calendar dates as print, bylines and metadata write them.

``3 Oct 2016``, ``Monday, October 3rd, 2016``, ``Apr 182014`` (a scraper lost the comma), ``18.04.2014``,
``2014-04-18``, ``6 SEP 89``. It does not read relative dates ("Friday"), nor a numeric date whose
day and month could be either.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from headwater.text import PartialDate

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sep(?:t(?:ember|\.)?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b)"
_ZONE = r"(?-i:GMT|UTC|[ECMP][SD]?T|BST|WET|CES?T|EES?T|MSK|IST|GST|AST|PKT|SGT|HKT|AE[SD]T|WAT|SAST|KST|JST)\b"
_CLOCK = (
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?|hrs\b|h\b|Z\b)?"
    rf"(?:\s*\(?{_ZONE}\)?)?(?:\s?[+-]\d{{1,2}}:?\d{{0,2}})?"
)
_TIME = rf"(?:[\s,|•·@/–—-]*(?:at\s+|T)?{_CLOCK}|[\s,|-]*\d{{1,2}}\s?[ap]m\b(?:\s{_ZONE})?)"
DATE = (
    rf"(?:{WEEKDAY}[.,]?\s*(?:the\s)?)?(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s./-]{{0,2}}(?P<m1>{MONTH})[\s.,/-]{{0,2}}(?P<y1>{_YEAR})"
    rf"|(?P<m2>{MONTH})\s?(?P<d2>\d{{1,2}}?)(?:st|nd|rd|th)?(?:,\s?|\s|,?\s(?:at\s)?\d{{1,2}}:\d\d\s?(?:[ap]m)?,?\s)?"
    rf"(?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})[-/.](?P<m3>\d{{1,2}})[-/.](?P<d3>\d{{1,2}})(?!\d)"
    rf"|(?P<a4>\d{{1,2}})(?P<s4>[./-])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>{_YEAR})"
    rf"|(?P<d5>\d{{1,2}})\s(?P<m5>{MONTH})\s(?P<y5>[0-9]{{2}})(?![\d:])"
    rf"|(?P<m6>{MONTH})[\s,]{{1,2}}(?P<y6>{_YEAR})"
    rf")"
)
"""A pattern (ignoring case) with named groups that :func:`of` reads."""

STAMP = rf"(?:{_CLOCK}[\s,|•·–—-]+)?{DATE}(?:{_TIME})?"
"""A date with the time of day that may stand before or behind it."""

_ALONE = re.compile(rf"\s*{STAMP}\s*", re.IGNORECASE)
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)|/((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_-])"
)


def of(match: re.Match[str]) -> PartialDate | None:
    """The date that a match of :data:`DATE` says; None where it is no day of the calendar, or could be two."""
    group = match.groupdict()
    try:
        for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d5", "m5", "y5")):
            if group[y]:
                return PartialDate.day(dt.date(_year(group[y]), _month(group[m]), int(group[d])))
        if group["y3"]:
            return PartialDate.day(dt.date(int(group["y3"]), int(group["m3"]), int(group["d3"])))
        if group["y6"]:
            return PartialDate.month(int(group["y6"]), _month(group["m6"]))
        first, second, year = int(group["a4"]), int(group["b4"]), int(group["y4"])
        if group["s4"] == "." or first > 12 or first == second:  # With full stops the day is always first.
            return PartialDate.day(dt.date(year, second, first))
        return PartialDate.day(dt.date(year, first, second)) if second > 12 else None
    except ValueError:
        return None


def published(value: object) -> PartialDate | None:
    """The date in a metadata field: ISO 8601, RFC 2822, as print writes it, or seconds since 1970; else None."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value))
    if not isinstance(value, str):
        return None
    written = value.strip()[:80]
    if re.fullmatch(r"\d{8}", written):
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    if re.fullmatch(r"\d{10}|\d{13}", written):
        return _since_1970(float(written))
    try:
        return PartialDate.iso(written)
    except ValueError:
        pass
    alone = _ALONE.fullmatch(written) or _ALONE.match(written)
    if alone:
        return of(alone)
    try:
        return PartialDate.day(parsedate_to_datetime(written).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def in_address(url: str) -> PartialDate | None:
    """The day in a page's address (``/2016/10/03/``), where outlets put that of publication."""
    found = _IN_ADDRESS.search(url)
    if not found:
        return None
    year, month, day = (part for part in found.groups() if part)
    try:
        return PartialDate.day(dt.date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(digits: str) -> int:
    """Two digits are of the years 1970 to 2069 (as POSIX has it, but for its one year)."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def _since_1970(seconds: float) -> PartialDate | None:
    if seconds > 1e11:
        seconds /= 1000
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return PartialDate.day(moment.date()) if moment.year >= 1990 else None
