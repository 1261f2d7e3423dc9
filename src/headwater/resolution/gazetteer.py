"""The table of places: names to rows, rows to what GeoNames says of them. Made by ``gazetteer/build.py``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.resolution.names import key, loose
from headwater.resolution.report import Place

Rows = NDArray[np.int32]


class Kind(IntEnum):
    """What a place is: the wider the smaller the number."""

    CONTINENT = 0
    REGION = 1
    COUNTRY = 2
    PROVINCE = 3
    COUNTY = 4
    DISTRICT = 5
    SETTLEMENT = 6


class Bearers(NamedTuple):
    """The rows that bear a name, and which of them are listed under it by GeoNames (not as an alternate)."""

    rows: Rows
    main: NDArray[np.bool_]

    def __bool__(self) -> bool:
        return len(self.rows) > 0


LOOSE = "~"
"""Stands before a loose key in the table, so that it is never taken for a plain one."""


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Every place as one row; arrays are [rows] unless said otherwise.

    ``country`` numbers ``countries`` (alpha-3; -1: of none), ``province`` is the row of the first-order division that
    holds it (-1: none, or it is none itself), ``weight`` the common logarithm of its population plus one,
    ``geonameid`` 0 where the packages gave no number. ``keys`` are all keys, sorted, each ended by a newline;
    key ``k`` is ``keys[starts[k]:starts[k + 1] - 1]`` and its rows, the heaviest first, are
    ``bearers[firsts[k]:firsts[k + 1]]``: twice the row, plus one where it is the main name.
    """

    geonameid: NDArray[np.int32]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    kind: NDArray[np.uint8]
    country: NDArray[np.int16]
    province: NDArray[np.int32]
    weight: NDArray[np.float32]
    capital: NDArray[np.bool_]
    names: bytes
    name_ends: NDArray[np.int32]
    countries: tuple[str, ...]
    country_rows: NDArray[np.int32]
    keys: bytes
    starts: NDArray[np.int32]
    firsts: NDArray[np.int32]
    bearers: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.geonameid)

    def bearing(self, written: str) -> Bearers:
        """Those that bear the name ``written``, the heaviest first; none of them where the name is unknown."""
        return _under(self, key(written))

    def resembling(self, written: str) -> Bearers:
        """Those whose name ``written`` could transliterate, among countries not written in Latin letters."""
        found = loose(written)
        return _under(self, LOOSE + found if found else "")

    def country_keys(self) -> dict[str, int]:
        """The key of each country's main name, with its row; a fresh dictionary."""
        return {key(self.name(row)): row for row in self.country_rows.tolist()}

    def row(self, geonameid: int) -> int | None:
        """The row of a GeoNames number."""
        (found,) = np.nonzero(self.geonameid == geonameid)
        return int(found[0]) if len(found) else None

    def name(self, row: int) -> str:
        """The name that GeoNames lists the row under."""
        start = int(self.name_ends[row - 1]) + 1 if row else 0
        return self.names[start : int(self.name_ends[row])].decode()

    def place(self, row: int) -> Place:
        """The row as the ledger holds it."""
        country = int(self.country[row])
        return Place(
            name=self.name(row),
            geonameid=int(self.geonameid[row]) or None,
            country=self.countries[country] if country >= 0 else None,
            latitude=round(float(self.latitude[row]), 4),
            longitude=round(float(self.longitude[row]), 4),
        )

    def country_row(self, alpha3: str) -> int | None:
        """The row of a country."""
        return _country_rows(self).get(alpha3)


NOBODY = Bearers(np.zeros(0, np.int32), np.zeros(0, np.bool_))


@lru_cache(maxsize=16384)
def _under(table: Gazetteer, wanted: str) -> Bearers:
    """The bearers of a key, by halving."""
    if not wanted:
        return NOBODY
    sought, keys, starts = wanted.encode(), table.keys, table.starts.data
    low, high = 0, len(starts) - 1
    while low < high:
        middle = (low + high) // 2
        if keys[starts[middle] : starts[middle + 1] - 1] < sought:
            low = middle + 1
        else:
            high = middle
    if low == len(starts) - 1 or keys[starts[low] : starts[low + 1] - 1] != sought:
        return NOBODY
    found = table.bearers[table.firsts[low] : table.firsts[low + 1]]
    return Bearers(found >> 1, (found & 1).astype(np.bool_))


@lru_cache(maxsize=2)
def _country_rows(gazetteer: Gazetteer) -> dict[str, int]:
    return dict(zip(gazetteer.countries, gazetteer.country_rows.tolist(), strict=True))


@cache
def gazetteer() -> Gazetteer:
    """The package's own table, loaded once."""
    with files(__package__).joinpath("geonames", "table.npz").open("rb") as file:
        return unpack(np.load(file, allow_pickle=False))


def is_country(place: Place) -> bool:
    """Whether the place is a whole country."""
    return place.geonameid is not None and place.geonameid == _country_number(place.country)


@cache
def _country_number(code: str | None) -> int | None:
    table = gazetteer()
    row = table.country_row(code) if code else None
    return table.place(row).geonameid if row is not None else None


def unpack(stored: Any) -> Gazetteer:
    """The table from its stored arrays: differences summed up, texts cut at their newlines."""
    keys = stored["keys"]
    names = stored["names"]
    counts = stored["key_counts"]
    return Gazetteer(
        geonameid=stored["geonameid"].cumsum(dtype=np.int32),
        latitude=stored["latitude"].cumsum(dtype=np.int32).astype(np.float32) / np.float32(SCALE),
        longitude=stored["longitude"].cumsum(dtype=np.int32).astype(np.float32) / np.float32(SCALE),
        kind=stored["kind"],
        country=stored["country"],
        province=stored["province"],
        weight=stored["weight"].astype(np.float32) / np.float32(STEPS),
        capital=stored["capital"],
        names=names.tobytes(),
        name_ends=np.flatnonzero(names == NEWLINE).astype(np.int32),
        countries=tuple(stored["countries"].tobytes().decode().split()),
        country_rows=stored["country_rows"],
        keys=keys.tobytes(),
        starts=np.concatenate([[0], np.flatnonzero(keys == NEWLINE) + 1]).astype(np.int32),
        firsts=np.concatenate([[0], counts.cumsum()]).astype(np.int32),
        bearers=stored["bearers"],
    )


SCALE = 10_000
"""Coordinates are stored in this part of a degree (11 m)."""
STEPS = 20
"""Weights are stored in this part of a power of ten."""
NEWLINE = 10
