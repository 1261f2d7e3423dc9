"""Names that print shortens and words that tell of a country: ``vocabulary/places.yaml`` and ``demonyms.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from headwater.resolution.gazetteer import Gazetteer, Kind, gazetteer
from headwater.resolution.names import key
from headwater.resolution.report import Place
from headwater.vocabulary import VocabularyError, table

DIVIDED = ("USA", "CAN", "AUS")
"""Countries whose divisions ``divisions`` lists."""


@dataclass(frozen=True, slots=True, eq=False)
class Shortened:
    """Keys of names to rows of the gazetteer.

    ``capitals`` and ``abbreviated`` (short forms of ``divisions``) are by the letters as written, without full stops
    and spaces: "IN" is Indiana, "In" is not. ``unlisted`` are places of their own, with no row. ``kinds`` gives the
    Kind that a word tells of, None where it tells only that a place is named; ``compass`` are words before a name
    that leave it what it is; ``local`` are words for what lies within one town, ``flowing`` for what lies in none.
    """

    capitals: Mapping[str, int]
    short: Mapping[str, int]
    divisions: Mapping[str, int]
    abbreviated: Mapping[str, int]
    demonyms: Mapping[str, int]
    unlisted: Mapping[str, Place]
    kinds: Mapping[str, Kind | None]
    compass: frozenset[str]
    local: frozenset[str]
    flowing: frozenset[str]

    def row(self, written: str) -> int | None:
        """The row that ``written`` is short for, if it is."""
        letters = bare(written)
        found = self.capitals.get(letters)
        if found is None:
            found = self.short.get(key(written))
        return self.abbreviated.get(letters) if found is None else found

    def told(self, written: str) -> int | None:
        """The row of which ``written`` is the adjective or an inhabitant."""
        plain = key(written)
        found = self.demonyms.get(plain)
        return found if found is not None or not plain.endswith("s") else self.demonyms.get(plain[:-1])


def bare(written: str) -> str:
    """``written`` without full stops and spaces."""
    return written.replace(".", "").replace(" ", "")


@cache
def shortened() -> Shortened:
    """The tables, checked against the gazetteer. Raises VocabularyError for an entry that it does not know."""
    places, rows = table("places"), gazetteer()
    divisions, abbreviated = {}, {}
    for name, forms in _entries(places, "divisions"):
        divisions[key(name)] = _division(rows, name)
        abbreviated.update({bare(form): divisions[key(name)] for form in forms})
    kinds: dict[str, Kind | None] = {}
    for kind, words in _entries(places, "kinds"):
        if kind != "none" and kind.upper() not in Kind.__members__:
            raise VocabularyError(
                f"places.yaml: kinds: {kind!r} is none of {', '.join(Kind.__members__).lower()}, none"
            )
        kinds.update(dict.fromkeys(words, None if kind == "none" else Kind[kind.upper()]))
    return Shortened(
        capitals={bare(form): _known(rows, "places", ref) for form, ref in _entries(places, "capitals")},
        short={key(form): _known(rows, "places", ref) for form, ref in _entries(places, "short")},
        divisions=divisions,
        abbreviated=abbreviated,
        demonyms={
            key(form): _known(rows, "demonyms", ref) for ref, forms in table("demonyms").items() for form in forms
        },
        unlisted=dict(_unlisted(places)),
        kinds=kinds,
        compass=frozenset(places["compass"]),
        local=frozenset(places["local"]),
        flowing=frozenset(places["flowing"]),
    )


def _entries(places: Mapping[str, Any], part: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(places.get(part), dict):
        raise VocabularyError(f"places.yaml: {part!r} must be a table of names")
    yield from places[part].items()


def _known(rows: Gazetteer, file: str, ref: object) -> int:
    row = rows.row(ref) if isinstance(ref, int) else rows.country_row(str(ref))
    if row is None:
        raise VocabularyError(f"{file}.yaml: {ref!r} is neither a GeoNames number of the table nor a country's code")
    return row


def _division(rows: Gazetteer, name: str) -> int:
    found = rows.bearing(name).rows
    wanted = [rows.countries.index(code) for code in DIVIDED]
    found = found[(rows.kind[found] == Kind.PROVINCE) & np.isin(rows.country[found], wanted)]
    if not len(found):
        raise VocabularyError(f"places.yaml: divisions: no first division of {', '.join(DIVIDED)} is named {name!r}")
    return int(found[0])


def _unlisted(places: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    for name, entry in _entries(places, "unlisted"):
        try:
            latitude, longitude = map(float, entry["at"])
        except (KeyError, TypeError, ValueError):
            raise VocabularyError(f"places.yaml: unlisted: {name!r} needs at: [latitude, longitude]") from None
        place = Place(name=name, geonameid=None, country=None, latitude=latitude, longitude=longitude)
        for form in [name, *entry.get("also", [])]:
            yield key(form), place
