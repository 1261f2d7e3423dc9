"""Which places a name may mean, and what each is worth before the rest of the document is looked at.

The figures here and in ``weighing`` were chosen on every second document of LGL and GeoWebNews, and looked over on
reports of wars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.resolution.gazetteer import NOBODY, Bearers, Kind, Rows, gazetteer
from headwater.resolution.names import key
from headwater.resolution.report import Place
from headwater.resolution.shortened import DIVIDED, Shortened, shortened
from headwater.text import Span

Scores = NDArray[np.float64]

KIND_PRIOR = np.array([3.0, 0.5, 2.0, 0.5, -0.7, -1.2, 0.0])
"""What a kind is worth before anything is known, by Kind, in powers of ten of people."""
SLOPE = 0.8
"""What each power of ten of people is worth."""
MAIN = 1.2
"""What being listed under the very name is worth."""
CAPITAL = 1.0
NAMESAKE = 2.5
"""What a division loses to the large settlement in the same country whose name it has ("Homs", "New York")."""
SEAT, LARGE, GREAT = 4.5, 5.7, 6.0
"""Weight from which a settlement takes its name from the division that it lies in; from any of its country; and in a
country whose divisions are spoken of more than their seats, from its own even where it is but another name of it."""
SHORT = 3.0
"""What the vocabulary's word for a short form is worth."""
WANTED = 2.5
"""What it is worth to be of the kind that the mention itself names ("Kursk region")."""
SURE = 5.7
"""Weight from which a settlement or division within a longer name ("Aleppo Citadel") is meant by it."""
UNPEOPLED = 5.0
"""Weight of a region, for which GeoNames counts nobody."""

_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(slots=True, eq=False)
class Name:
    """One name as the document writes it, with its candidates and what speaks for each."""

    rows: Rows
    prior: Scores
    spans: list[Span]
    unlisted: Place | None = None
    vague: bool = False
    held: bool = False
    scores: Scores | None = None


def unpossessed(written: str) -> str:
    """``written`` without the 's of a possessive."""
    return _POSSESSIVE.sub("", written)


def candidates(written: str) -> Name:
    """The rows that ``written`` may mean, none where no place is known by it; its spans are left to the caller."""
    meant = _meant(written)
    return Name(meant.rows, meant.prior, [], meant.unlisted, meant.vague)


class _Meant(NamedTuple):
    """What a name may mean whatever the document: the same arrays for all, never changed in place."""

    rows: Rows
    prior: Scores
    unlisted: Place | None = None
    vague: bool = False


@lru_cache(maxsize=4096)
def _meant(written: str) -> _Meant:
    table, known = gazetteer(), shortened()
    plain = unpossessed(written.strip())
    if _says_nothing(plain):
        return _Meant(NOBODY.rows, np.zeros(0))
    unlisted = known.unlisted.get(key(plain)) or known.unlisted.get(key(plain).removeprefix("the "))
    row = known.row(plain)
    if row is None:
        row = known.told(plain)
    if unlisted is not None:
        return _Meant(NOBODY.rows, np.zeros(0), unlisted)
    bearers, wanted, vague = (NOBODY, None, False) if known.told(plain) is not None else _bearers(plain)
    if vague and row is not None:
        bearers, vague = NOBODY, False
    rows, main = bearers
    if row is not None and row not in rows:
        rows, main = np.append(rows, np.int32(row)), np.append(main, False)
    weight = table.weight[rows].astype(float)
    weight = np.where(table.kind[rows] == Kind.REGION, np.maximum(weight, UNPEOPLED), weight)
    wide = np.where(main | (rows == (-1 if row is None else row)), KIND_PRIOR[table.kind[rows]], 0.0)
    prior = SLOPE * weight + wide + MAIN * main + CAPITAL * table.capital[rows]
    if row is not None:
        prior = prior + SHORT * (rows == row)
    if wanted in (None, Kind.SETTLEMENT):
        prior = prior - NAMESAKE * _outshone(rows, main, weight)
    if wanted is not None:
        prior = prior + WANTED * (table.kind[rows] == wanted)
    return _Meant(rows, prior, vague=vague)


def _bearers(written: str) -> tuple[Bearers, Kind | None, bool]:
    """Who bears the name, as written or without the words that only say what it is; the kind that these tell of.

    The last is whether the name is only resembled.
    """
    table = gazetteer()
    found = table.bearing(written) or table.bearing(written := written.split(",")[0])
    if found:
        return found, None, False
    bare, wanted = _bare(written, shortened())
    found = table.bearing(bare)
    if found and written[0].isupper() and wanted is None:
        # "West Wing", "Central Bank": the first word belongs to the name unless the rest is well known.
        keep = (table.weight[found.rows] > LARGE) | (table.kind[found.rows] <= Kind.PROVINCE)
        found = Bearers(found.rows[keep], found.main[keep])
    if found:
        return found, wanted, False
    return table.resembling(bare), wanted, True


def _bare(written: str, known: Shortened) -> tuple[str, Kind | None]:
    """The name without "the", "northern", "province", "the city of", and the kind that they tell of."""
    words = written.split()
    wanted: Kind | None = None
    changed = True
    while changed and len(words) > 1:
        changed = False
        first, last = words[0].casefold(), words[-1].casefold()
        if first in known.compass or first in ("the", "of"):
            words, changed = words[1:], True
        elif last in known.kinds:
            wanted, words, changed = known.kinds[last], words[:-1], True
        elif first in known.kinds:
            wanted, words, changed = known.kinds[first], words[1:], True
    return " ".join(words), wanted


def _outshone(rows: Rows, main: NDArray[np.bool_], weight: Scores) -> NDArray[np.bool_]:
    """Which of the bearers of a name are divisions beside a settlement that the bare name rather means; [rows]."""
    table = gazetteer()
    kind, country = table.kind[rows], table.country[rows]
    settled = kind == Kind.SETTLEMENT
    division = (kind >= Kind.PROVINCE) & (kind <= Kind.DISTRICT)
    if not (division.any() and settled.any()):
        return np.zeros(len(rows), bool)
    divided = np.isin(country, _divided())
    seats = rows[settled & (weight >= SEAT) & (main | ~divided | (weight >= GREAT))]
    large = rows[settled & main & (weight >= LARGE)]
    smaller = division & (kind > Kind.PROVINCE) & np.isin(country, table.country[seats])
    return smaller | (division & (np.isin(rows, table.province[seats]) | np.isin(country, table.country[large])))


@cache
def _divided() -> NDArray[np.int64]:
    """The numbers of the countries whose divisions are spoken of more than their seats."""
    return np.array([gazetteer().countries.index(code) for code in DIVIDED])


def unmistakable(part: str, *, shout: bool) -> int | None:
    """The row of a country, first division or large settlement whose very name ``part`` is.

    Where all is in capitals (``shout``), "LA" may be an article.
    """
    known, table = shortened(), gazetteer()
    if not part[:1].isupper() or _says_nothing(part):
        return None
    row = None if shout else known.row(part)
    if row is not None:
        return row
    rows, main = table.bearing(part)
    kind = table.kind[rows]
    rows = rows[main & ((kind == Kind.COUNTRY) | ((kind >= Kind.PROVINCE) & (table.weight[rows] > SURE)))]
    rows = rows[
        np.array(
            [table.kind[row] == Kind.SETTLEMENT or key(table.name(row)) == key(part) for row in rows.tolist()], bool
        )
    ]
    kind = table.kind[rows]
    rank = table.weight[rows] + 10.0 * (kind == Kind.COUNTRY) + (kind == Kind.SETTLEMENT)
    return int(rows[rank.argmax()]) if len(rows) else None


def _says_nothing(part: str) -> bool:
    """Whether it is a lone word for a kind of place or a quarter of the compass, and so no name."""
    known, word = shortened(), part.casefold()
    return word in known.compass or word in known.kinds or word in known.local
