"""Which claims are asked for, and how many there would be with one more condition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from headwater.desk.book import Book
from headwater.desk.desk import Desk
from headwater.store import Columns, Verdict
from headwater.store.columns import Ints, Many, Mask
from headwater.store.wording import given
from headwater.text import PartialDate

FACETS = ("status", "modality", "type", "speaker", "actor", "publisher", "month", "review")
"""What claims are told apart by, in the order of the page."""

SORTS = ("text", "happened", "said", "newest")
_SHOWN = 12  # values of a facet on a page
_EPOCH = dt.date(1970, 1, 1).toordinal()
OPEN = "open"
WORDS, MEANING = "words", "meaning"
"""What a search goes by."""


@dataclass(frozen=True)
class Asked:
    """What a request asks for: values of facets, words (or what means the same), days of a clock, and an order."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    clock: str = "happened"
    sort: str = ""
    wrong: tuple[str, ...] = ()
    by: str = WORDS

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, str]]) -> Asked:
        """From a request's parameters. What cannot be meant is told in ``wrong`` and otherwise left out."""
        facets: dict[str, tuple[str, ...]] = {}
        one: dict[str, str] = {}
        for name, written in pairs:
            value = given(written)
            if name in FACETS and value.strip():
                facets[name] = (*facets.get(name, ()), value)
            elif value.strip():
                one[name] = value.strip()
        wrong: list[str] = []
        days = {name: _day(one[name], wrong, last=name == "until") for name in ("since", "until") if name in one}
        return cls(
            facets,
            one.get("q", ""),
            days.get("since"),
            days.get("until"),
            "said" if one.get("clock") == "said" else "happened",
            one.get("sort", "") if one.get("sort") in SORTS else "",
            tuple(wrong),
            MEANING if one.get("by") == MEANING else WORDS,
        )


@dataclass(frozen=True)
class Found:
    """Rows of the columns in the order asked for, and each facet's values with their counts, the most first.

    ``silent`` are sentences near in meaning that hold no claim (document number, span, cosine); ``told`` says why a
    search could not go by meaning.
    """

    rows: Ints
    facets: dict[str, list[dict[str, object]]]
    silent: list[tuple[int, int, int, float]] = field(default_factory=list)
    told: str = ""


def found(desk: Desk, asked: Asked) -> Found:
    """What is asked for. A facet counts what its values would give beside all the other conditions."""
    columns = desk.columns()
    size = len(columns)
    matched = _matched(desk, columns, asked)
    rest = _rest(columns, asked, matched)
    tables = {name: _Table(columns, name, desk.decisions() if name == "review" else None) for name in FACETS}
    masks = {name: tables[name].mask(asked.facets[name], size) for name in asked.facets}
    facets = {}
    for name, table in tables.items():
        others = rest.copy()
        for other, mask in masks.items():
            if other != name:
                others &= mask
        facets[name] = table.counted(others, asked.facets.get(name, ()))
    for mask in masks.values():
        rest &= mask
    ranked = matched.rows
    if ranked is not None and not asked.sort:
        return Found(ranked[rest[ranked]], facets, matched.silent, matched.told)
    return Found(ordered(columns, np.flatnonzero(rest), asked.sort), facets, matched.silent, matched.told)


def ordered(columns: Columns, rows: Ints, sort: str) -> Ints:
    """Rows by a date, the unknown last; or the newest document first; or as they stand."""
    if sort == "newest":
        return rows[::-1]
    if sort in ("happened", "said"):
        days = (columns.happened if sort == "happened" else columns.said)[rows]
        return rows[np.argsort(np.where(days > 0, days, 9_999_999), kind="stable")]
    return rows


@dataclass(frozen=True)
class _Matched:
    """Rows that hold the words or mean the same, the best first; None where nothing was searched for."""

    rows: Ints | None = None
    silent: list[tuple[int, int, int, float]] = field(default_factory=list)
    told: str = ""


def _matched(desk: Desk, columns: Columns, asked: Asked) -> _Matched:
    if not asked.words:
        return _Matched()
    told = ""
    if asked.by == MEANING:
        near = desk.sense.near(asked.words, columns.stamp)
        if not isinstance(near, str):
            return _Matched(_rows(columns, near.claims), near.silent)
        told = near
    return _Matched(_rows(columns, desk.search(asked.words)), told=told)


def _rows(columns: Columns, numbers: Ints) -> Ints:
    """The rows of claims by their numbers; what the columns do not hold yet, or no more, is left out."""
    if not len(columns):
        return numbers[:0]
    rows: Ints = np.minimum(np.searchsorted(columns.numbers, numbers), len(columns) - 1)
    found: Ints = rows[columns.numbers[rows] == numbers]
    return found


def _rest(columns: Columns, asked: Asked, matched: _Matched) -> Mask:
    """Rows that meet words and days."""
    mask = np.ones(len(columns), dtype=bool)
    if matched.rows is not None:
        mask[:] = False
        mask[matched.rows] = True
    if asked.since or asked.until:
        first, last = (
            (columns.happened, columns.happened_last) if asked.clock == "happened" else (columns.said, columns.said)
        )
        mask &= first > 0
        if asked.since:
            mask &= last >= asked.since.toordinal()
        if asked.until:
            mask &= first <= asked.until.toordinal()
    return mask


class _Table:
    """A facet: its names, and which rows have which."""

    def __init__(self, columns: Columns, name: str, book: Book | None) -> None:
        self.name = name
        self.many: Many | None = None
        self.one: Ints | None = None
        if name == "status":
            self.names, self.many = columns.statuses, columns.status
        elif name == "speaker":
            self.names, self.many = columns.speakers, columns.speaker
        elif name == "actor":
            self.names, self.many = columns.actors, columns.actor
        elif name == "modality":
            self.names, self.one = columns.modalities, columns.modality
        elif name == "type":
            self.names, self.one = columns.types, columns.type
        elif name == "publisher":
            self.names, self.one = columns.publishers, columns.publisher
        elif name == "month":
            self.names, self.one = _months(columns)
        else:
            self.names, self.one = _reviewed(columns, book)

    def mask(self, wanted: Sequence[str], size: int) -> Mask:
        """Rows with one of the names; a name that none has is taken as part of some, in any case."""
        exact = {name: i for i, name in enumerate(self.names)}
        places: list[int] = []
        for name in wanted:
            if name in exact:
                places.append(exact[name])
            else:
                part = name.casefold()
                places += [i for i, own in enumerate(self.names) if part in own.casefold()]
        if self.many is not None:
            return self.many.having(places, size)
        assert self.one is not None  # a facet has one or many
        return np.isin(self.one, places)

    def counted(self, mask: Mask, chosen: Sequence[str]) -> list[dict[str, object]]:
        if self.many is not None:
            counts = self.many.counts(mask, len(self.names))
        else:
            assert self.one is not None  # a facet has one or many
            counts = np.bincount(self.one[mask & (self.one >= 0)], minlength=len(self.names))
        order = np.arange(len(counts))[::-1] if self.name == "month" else np.argsort(-counts, kind="stable")
        shown = [int(i) for i in order if counts[i]][:_SHOWN]
        shown += [i for i, name in enumerate(self.names) if name in chosen and i not in shown]
        missing = [name for name in chosen if name not in self.names]
        values: list[dict[str, object]] = [
            {"value": self.names[i], "count": int(counts[i]), "chosen": self.names[i] in chosen} for i in shown
        ]
        return values + [{"value": name, "count": None, "chosen": True} for name in missing]


def _months(columns: Columns) -> tuple[list[str], Ints]:
    """Months in which things are said to have begun, of those that are known."""
    own = columns.__dict__.get("_months")
    if own is None:
        known = columns.happened > 0
        months = (columns.happened - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
        names, places = np.unique(months[known], return_inverse=True)
        column = np.full(len(columns), -1, dtype=np.int64)
        column[known] = places
        own = ([str(name) for name in names], column)
        columns.__dict__["_months"] = own
    names_, column_ = own
    return names_, column_


def _reviewed(columns: Columns, book: Book | None) -> tuple[list[str], Ints]:
    names = [OPEN, *(v.value for v in Verdict if v.settles)]
    column = np.zeros(len(columns), dtype=np.int64)
    for claim, decision in (book.verdicts() if book else {}).items():
        row = columns.place.get(claim)
        if row is not None:
            column[row] = names.index(decision.verdict.value)
    return names, column


def _day(written: str, wrong: list[str], *, last: bool) -> dt.date | None:
    try:
        known = PartialDate.iso(written)
    except ValueError:
        wrong.append(f"“{written[:40]}” is no date: write 2031, 2031-03 or 2031-03-04")
        return None
    return known.last if last else known.first
