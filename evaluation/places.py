"""Where toponyms lie: JSONL of ``text`` with ``toponyms`` (``start``, ``end``, ``lat``, ``lon``)."""

from __future__ import annotations

import json
import math
from pathlib import Path

from headwater.language.weights import Weights
from headwater.resolution.places import placed
from headwater.text import Span

EARTH = 6371.0088
"""Mean radius in kilometres (IUGG)."""
NEAR = 161.0
"""Kilometres within which a place counts as found: a hundred miles, the measure of the field."""


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """Share of gold mentions with coordinates that are placed within 161 km; a mention left open is a miss.

    Mentions are given: all spans of a document are its context, never their coordinates. ``answered`` is the share
    that is placed at all, ``median_km`` the median error of those, ``listed_acc161`` the share among mentions that gold
    gives a number of GeoNames.
    """
    errors: list[float] = []
    listed: list[bool] = []
    total = 0
    for line in path.read_text("utf-8").split("\n"):
        if not line.strip():
            continue
        document = json.loads(line)
        gold = [t for t in document["toponyms"] if t.get("lat") is not None]
        found = placed(document["text"], sorted({Span(t["start"], t["end"]) for t in gold}))
        total += len(gold)
        for toponym in gold:
            place = found.get(Span(toponym["start"], toponym["end"]))
            point = (toponym["lat"], toponym["lon"])
            away = kilometres((place.latitude, place.longitude), point) if place else math.inf
            if place is not None:
                errors.append(away)
            if toponym.get("geonameid"):
                listed.append(away <= NEAR)
    return {
        "acc161": 100 * sum(e <= NEAR for e in errors) / total if total else 0.0,
        "listed_acc161": 100 * sum(listed) / len(listed) if listed else 0.0,
        "answered": 100 * len(errors) / total if total else 0.0,
        "median_km": sorted(errors)[len(errors) // 2] if errors else 0.0,
    }


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees, by the haversine formula."""
    north, south = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    )
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))
