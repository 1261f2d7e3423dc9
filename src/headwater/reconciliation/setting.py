"""What a document as a whole tells of where, when and to whom its events happen: the setting of its mentions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from headwater.language.reading import Vector
from headwater.reconciliation.terms import WORD, stem, stems, weighed, weight
from headwater.resolution.dates import timexes
from headwater.resolution.timex import Kind
from headwater.text import Document, PartialDate, Precision

_LEAD = 400  # code points of the text that count as its title and lead
_OLD = re.compile(
    r"\b(\d{1,3}|[a-z]+)(?:\s?[-–]\s?|\s+)(day|week|month|year)s?(?:\s?[-–]\s?|\s+)old\b|(?<=, )(\d{1,2})(?=,)",
    re.IGNORECASE,
)
_SMALL = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_MOST_DAYS = 12  # days that a document names; one that names more is a chronicle and dates nothing


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """``terms`` and ``names`` are vectors of unit length over stems; ``lead`` the same over the beginning alone.

    ``ages`` are of persons ("3 year"), ``numbers`` all numbers of two digits and more as written, ``days`` those that
    the text names; ``meaning`` is the reading's vector, None where none is given. Two settings are never equal.
    """

    document: str
    published: PartialDate | None
    terms: Mapping[str, float]
    names: Mapping[str, float]
    lead: Mapping[str, float]
    ages: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[dt.date]
    meaning: Vector | None = field(default=None, repr=False)


def setting(document: Document, *, meaning: Vector | None = None) -> Setting:
    """The setting of one document, from its text and date alone."""
    text = document.text
    published = document.published.date if document.published else None
    words = stems(text)
    ages = frozenset(ages_in(text))
    return Setting(
        document.id,
        published,
        weighed(words),
        weighed(names_in(text)),
        weighed(stems(text[:_LEAD])),
        ages,
        frozenset(w for w in words if w[:1].isdigit() and len(w) > 1),
        _days(text, published),
        meaning,
    )


def names_in(text: str) -> list[str]:
    """Stems of the words that the text writes with a capital and never without, in its order. No calendar words."""
    found = [m.group() for m in WORD.finditer(text)]
    lowered = {w for w in found if w[:1].islower()}
    return [
        stem(w)
        for w in found
        if w[:1].isupper()
        and len(w) > 1
        and w.lower() not in lowered
        and stem(w) not in _calendar()
        and weight(stem(w)) > 0.15
    ]


@cache
def _calendar() -> frozenset[str]:
    return frozenset(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
        " september october november december mon tues wed thurs fri sat sun jan feb mar apr jun jul aug sep sept oct"
        " nov dec".split()
    )


def ages_in(text: str) -> list[str]:
    """Ages of persons, each with its unit: "3-year-old", "a two - year - old", "Ann Bell, 16, was"."""
    found = []
    for match in _OLD.finditer(text):
        number, unit, bare = match.groups()
        if bare:
            found.append(f"{int(bare)} year")
        elif number.isdigit():
            found.append(f"{int(number)} {unit.lower()}")
        elif number.lower() in _SMALL:
            found.append(f"{_SMALL[number.lower()]} {unit.lower()}")
    return found


def _days(text: str, published: PartialDate | None) -> frozenset[dt.date]:
    days = {
        t.when.first
        for t in timexes(text, published)
        if t.type in (Kind.DATE, Kind.TIME)
        and t.when is not None
        and t.when.precision is Precision.DAY
        and t.when.first
    }
    return frozenset(days) if len(days) <= _MOST_DAYS else frozenset()
