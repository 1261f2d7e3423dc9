"""Places on the map: how far apart, how wide, and whether two can be where one thing happened."""

from __future__ import annotations

import math
from functools import lru_cache

from headwater.resolution.gazetteer import Kind, gazetteer, is_country
from headwater.resolution.report import Place

NEAR = 30.0
"""Kilometres within which two named towns may be one place of one event."""


def can_be_one(a: Place, b: Place) -> bool:
    """Whether something can have happened in both: one holds the other, or they are towns near each other."""
    if is_country(a) or is_country(b):
        return True
    if a.country != b.country:
        return False
    return kilometres(a, b) <= NEAR or _holds(a, b) or _holds(b, a)


def is_local(place: Place) -> bool:
    """Whether the place is a settlement or a district: narrow enough to tell what a report is about."""
    row = _row(place.geonameid)
    return row is not None and bool(gazetteer().kind[row] >= Kind.DISTRICT)


def _holds(wide: Place, narrow: Place) -> bool:
    """Whether a province holds a place, or a region of which nothing tells how far it goes may hold it."""
    row, within = _row(wide.geonameid), _row(narrow.geonameid)
    if row is None or within is None:
        return False
    table = gazetteer()
    kind = table.kind[row]
    if kind <= Kind.REGION:
        return bool(table.kind[within] > kind)
    return kind == Kind.PROVINCE and int(table.province[within]) == row


@lru_cache(maxsize=65_536)
def _row(geonameid: int | None) -> int | None:
    return gazetteer().row(geonameid) if geonameid is not None else None


def kilometres(a: Place, b: Place) -> float:
    """Great-circle distance, by the haversine formula."""
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    h = math.sin((q - p) / 2) ** 2
    h += math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))
