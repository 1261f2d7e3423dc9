"""How well Headwater reads: one command a measure, and a ratchet that keeps what has been reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evaluation import (
    actors,
    attribution,
    coreference,
    embedding,
    entities,
    events,
    factuality,
    origins,
    places,
    quantities,
    readings,
    retelling,
    roles,
    syntax,
    time,
)
from headwater.language.weights import Weights

MEASURES: dict[str, Callable[[Path, Weights], dict[str, float]]] = {
    "attribution": attribution.measure,
    "entities": entities.measure,
    "syntax": syntax.measure,
    "roles": roles.measure,
    "factuality": factuality.measure,
    "embedding": embedding.measure,
    "events": events.measure,
    "quantities": quantities.measure,
    "time": time.measure,
    "actors": actors.measure,
    "places": places.measure,
    "origins": origins.measure,
    "coreference": coreference.measure,
    "readings": readings.measure,
    "retelling": retelling.measure,
}
