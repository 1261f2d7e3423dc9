"""What the words round a mention say of where it lies: the place that holds it, the countries a text tells of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from headwater.resolution.gazetteer import Kind, gazetteer
from headwater.resolution.names import key
from headwater.resolution.shortened import shortened
from headwater.text import Span

_NAME = r"(?:[A-Z][\w'’.-]*|al-\w+)(?: (?:(?:and|of|the|al|el|de) )?[A-Z][\w'’.-]*){0,3}"
_COMMA = re.compile(rf"(?:,|,? ?\()\s*(?:in |near )?({_NAME})")
_FIRST = re.compile(r"(?:[^\W\d_]\.)+|[A-Z][\w'’-]*\.?")
_CLUE = re.compile(r"\b[A-Z][\w’'-]*(?:\.[A-Z]\.?)*")
_POSSESSIVE = re.compile(r"(['’]s?)$")
WIDE = (Kind.REGION, Kind.COUNTRY, Kind.PROVINCE, Kind.COUNTY)
"""Kinds that can hold a place that is named before them."""
LARGE = 5.3
"""Weight of a settlement from which a division of the same name is no sure clue (Washington, New York)."""
AFTER = 120
"""Code points behind a mention in which its holder may stand."""
BEFORE = 60
"""Code points before a mention in which its holder may stand ("the Syrian province of ...")."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The patterns that the vocabulary makes."""

    inside: re.Pattern[str]
    ahead: re.Pattern[str]


@cache
def words() -> Words:
    """The patterns, made once."""
    known = shortened()
    between = "|".join(sorted({*known.kinds, *known.compass}, key=len, reverse=True))
    loose = rf"(?:(?:the|a|an|small|nearby|border|located|situated|rebel-held|government-held|{between})[ ,]+)*"
    return Words(
        inside=re.compile(rf"[ ,]+{loose}(?:in|of|near|outside|inside|within)\s+{loose}(?:of\s+)?({_NAME})"),
        ahead=re.compile(rf"({_NAME}) {loose}(?:of )?(?:the )?$"),
    )


def holders(text: str, span: Span) -> tuple[int, ...]:
    """Rows of the wider places that the text says hold the one at ``span``, none where it says nothing.

    Reads "X, Texas", "X (Syria)", "X, a town in Idlib province", "Syria's X", "the Syrian town of X". Of one name all
    bearers are given; which of them is meant shows by what they hold.
    """
    rest = text[span.end : span.end + AFTER]
    found = [row for part in span.of(text).split(", ")[1:2] for row in _wide(part)]
    for pattern in (_COMMA, words().inside):
        match = pattern.match(rest)
        if match:
            found += _wide(match[1])
    before = words().ahead.search(text[max(0, span.start - BEFORE) : span.start])
    if before:
        owner = _POSSESSIVE.sub("", before[1])
        plain = owner.split(" ")
        row = next((r for n in range(len(plain)) if (r := shortened().told(" ".join(plain[n:]))) is not None), None)
        if row is not None:
            found.append(row)
        elif owner != before[1]:
            found += [r for r in _wide(owner) if gazetteer().kind[r] in (Kind.COUNTRY, Kind.PROVINCE)]
    return tuple(sorted(set(found)))


def holder_starts(text: str, span: Span) -> list[int]:
    """Where, behind ``span``, names begin that may be of places that hold it."""
    rest = text[span.end : span.end + AFTER]
    matches = (pattern.match(rest) for pattern in (_COMMA, words().inside))
    return [span.end + match.start(1) for match in matches if match]


def _wide(name: str) -> list[int]:
    """Rows of wide places that the longest beginning of ``name`` names."""
    table, parts = gazetteer(), name.split(" ")
    while len(parts) > 1 and parts[0].casefold() in shortened().compass and not table.bearing(" ".join(parts[:2])):
        parts = parts[1:]
    for size in range(len(parts), 0, -1):
        part = _POSSESSIVE.sub("", " ".join(parts[:size]))
        row = shortened().row(part)
        if row is None and size == 1:
            first = _FIRST.match(part)
            row = shortened().row(first[0]) if first else None
        if row is not None:
            return [row]
        for bearers in (table.bearing(part), table.resembling(part) if size == len(parts) else None):
            rows = bearers.rows if bearers else table.bearing("").rows
            rows = rows[np.isin(table.kind[rows], WIDE)]
            if len(rows):
                return [int(r) for r in rows[:40]]
    return []


def clues(text: str, mentions: Sequence[Span]) -> Counter[int]:
    """How often the text outside ``mentions`` names a country, its people, or a division of a divided country."""
    known = _known_clues()
    taken = bytearray(len(text))
    for start, end in mentions:
        taken[start:end] = b"\1" * (end - start)
    found: Counter[int] = Counter()
    before, ended = "", -2
    for match in _CLUE.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        plain = word.lower() if word.isascii() and word.isalpha() else key(word)
        row = None
        if before in known.firsts and match.start() == ended + 1:
            row = known.rows.get(f"{before} {plain}")
        if row is None:
            row = known.rows.get(plain) if plain != "us" or word != "Us" else None
        if row is not None and not taken[match.start()]:
            found[row] += 1
        before, ended = plain, match.end()
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Clues:
    """Keys of names and adjectives that can only mean one country or division, and the first words of the longer."""

    rows: Mapping[str, int]
    firsts: frozenset[str]


@cache
def _known_clues() -> _Clues:
    known, table = shortened(), gazetteer()
    rows = table.country_keys()
    for plain, row in known.divisions.items():
        rivals = table.bearing(plain).rows
        large = (table.kind[rivals] == Kind.SETTLEMENT) & (table.weight[rivals] > LARGE)
        if plain not in rows and not large.any():
            rows[plain] = row
        elif plain in rows:
            del rows[plain]
    rows |= {**known.short} | {key(form): row for form, row in known.capitals.items() if len(form) < 4}
    rows |= {plain + end: row for plain, row in known.demonyms.items() for end in ("", "s")}
    return _Clues(rows, frozenset(plain.split()[0] for plain in rows if " " in plain))
