"""Offices and who held them when."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from headwater.vocabulary import VocabularyError

OFFICES = {
    "P": "GOV",
    "VP": "GOV",
    "PM": "GOV",
    "L": "GOV",
    "K": "GOV",
    "FM": "GOV",
    "DM": "GOV",
    "IM": "GOV",
    "TM": "GOV",
    "NSA": "GOV",
    "AMB": "GOV",
    "GVN": "GOV",
    "SG": "GOV",
    "CS": "MIL",
    "MIL": "MIL",
    "SPY": "SPY",
    "COP": "COP",
    "LEG": "LEG",
    "SPK": "LEG",
    "JUD": "JUD",
    "OPP": "OPP",
    "PTY": "PTY",
    "REB": "REB",
    "PRM": "PRM",
    "CRM": "CRM",
    "REL": "REL",
    "CVL": "CVL",
    "BUS": "BUS",
    "JRN": "JRN",
    "MED": "MED",
    "ELI": "ELI",
}
"""The abbreviations of ``leaders.yaml`` (its head spells them out), each with its PLOVER sector."""


class Term(NamedTuple):
    """An office held from ``first`` to ``last``, both inclusive; None: still, when the table was last read.

    ``code`` is that of the body served, where it is not the person's own country's ("IGO/SG").
    """

    office: str
    first: dt.date
    last: dt.date | None
    code: str | None = None

    @property
    def sector(self) -> str:
        return OFFICES[self.office]

    def holds(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[Term, ...]:
    """The terms of a line such as ``FM 1994..1999, P 2019-03..``, in the order written.

    Raises :class:`VocabularyError` for an office that is not known or a date that is none.
    """
    found = []
    for part in text.split(","):
        office, _, span = part.strip().partition(" ")
        body, _, office = office.rpartition("/")
        first, dots, last = span.partition("..")
        if office not in OFFICES or not dots:
            raise VocabularyError(f"leaders: {part.strip()!r}: an office of the list and from..to are expected")
        try:
            found.append(Term(office, _day(first, end=False), _day(last, end=True) if last else None, body or None))
        except ValueError:
            raise VocabularyError(f"leaders: {part.strip()!r}: years or months (2019-03) are expected") from None
    return tuple(found)


def _day(text: str, *, end: bool) -> dt.date:
    year, _, month = text.partition("-")
    number = int(month) if month else (12 if end else 1)
    return dt.date(int(year), number, calendar.monthrange(int(year), number)[1] if end else 1)
