"""All names of a document weighed together: the countries it tells of, their divisions, and what lies close by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.resolution.candidates import Name, Scores
from headwater.resolution.gazetteer import Gazetteer, Kind, Rows, gazetteer
from headwater.resolution.surroundings import clues
from headwater.text import Span

HELD = 6.0
"""What it is worth to lie in the place that the text says holds it."""
COUNTRY, PROVINCE, NEAR = 3.0, 3.5, 2.0
"""What it is worth when all other names of the document lie in the same country, the same province, close by."""
DOUBT = 0.3
"""Evidence, in names, that speaks for no country: what keeps a single other name from deciding alone."""
CLOSE = 150.0
"""Kilometres over which closeness fades."""
SHARP = 0.5, 1.0, 1.5
"""How surely the best-scored place of a name counts as evidence for the others, round by round."""
REACH = 0.75, 1.5
"""Degrees round a county or region within which it holds a place: the table has no borders."""
ANCHORS = 48
"""Names of a document whose neighbourhood counts: those said most."""
LEAST_SHARED = 0.02
"""Share of the other evidence that the country of a minor place must have, or of one whose name is only resembled."""
MINOR, MUCH = 5.0, 2.0
"""Weight under which a settlement or county is minor, and the evidence, in names, that it takes to rule it out."""


def _inside(rows: Rows, holders: Iterable[int]) -> Scores:
    """1 for each row that lies in one of the places that are said to hold it, else 0; [rows]."""
    table = gazetteer()
    held = np.zeros(len(rows), bool)
    for holder in holders:
        kind = table.kind[holder]
        if kind == Kind.COUNTRY:
            inside = (table.country[rows] == table.country[holder]) & (table.kind[rows] > Kind.COUNTRY)
        elif kind == Kind.PROVINCE:
            inside = table.province[rows] == holder
        else:
            inside = (
                (np.abs(table.latitude[rows] - table.latitude[holder]) < REACH[0])
                & (np.abs(table.longitude[rows] - table.longitude[holder]) < REACH[1])
                & (table.kind[rows] > kind)
            )
        held |= inside & (rows != holder)
    return held.astype(float)


def hold(name: Name, holders: Iterable[int]) -> None:
    """Adds to the name's candidates what it is worth to lie in a place that the text says holds it."""
    within = _inside(name.rows, holders)
    name.prior = name.prior + HELD * within
    name.held = bool(within.any())


def best(name: Name, holders: tuple[int, ...]) -> int:
    """The row of the best candidate, at a mention that the text says lies in one of ``holders`` (of none: anywhere)."""
    scores = name.scores if name.scores is not None else name.prior
    if holders:
        scores = scores + HELD * _inside(name.rows, holders)
    return int(name.rows[int(scores.argmax())])


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the text tells beside its mentions, and how much: by country number, by row of a division."""

    country: dict[int, float]
    province: dict[int, float]


def evidence(text: str, mentions: Sequence[Span]) -> Evidence:
    """What the text outside ``mentions`` tells; a word said more often counts by its logarithm."""
    table = gazetteer()
    country: dict[int, float] = {}
    province: dict[int, float] = {}
    for row, times in clues(text, mentions).items():
        weight = 1 + np.log2(times)
        if table.kind[row] == Kind.PROVINCE:
            province[row] = province.get(row, 0.0) + weight
        of = int(table.country[row])
        if of >= 0:
            country[of] = country.get(of, 0.0) + weight
    return Evidence(country, province)


def weigh(names: list[Name], beside: Evidence) -> None:
    """Scores every candidate by its prior and by what the other names of the document are likely to be.

    Candidates that are ruled out are taken from their name, which may be left with none.
    """
    if not names:
        return
    table = gazetteer()
    rows = np.concatenate([n.rows for n in names])
    prior = np.concatenate([n.prior for n in names])
    starts = np.cumsum([0, *(len(n.rows) for n in names)])
    owner = np.repeat(np.arange(len(names)), np.diff(starts))
    often = 1 + np.log2([len(n.spans) for n in names])
    country = table.country[rows].astype(int)
    kind = table.kind[rows]
    province = np.where(kind == Kind.PROVINCE, rows, table.province[rows]).astype(int)
    by_country, by_province = _slots(beside.country, country), _slots(beside.province, province)
    scores = prior
    for sharp in SHARP:
        best = np.maximum.reduceat(scores, starts[:-1])
        odds = 10 ** np.clip(sharp * (scores - best[owner]), -12, 0)
        odds = odds / np.add.reduceat(odds, starts[:-1])[owner] * often[owner]
        shared, told = _others(odds, by_country, owner, len(names))
        shared = shared * (country >= 0)
        scores = (
            prior
            + COUNTRY * shared
            + PROVINCE * _others(odds, by_province, owner, len(names))[0] * (province >= 0)
            + NEAR * _closeness(table, rows, kind, scores, starts, owner, often)
        )
    for name, (start, end) in zip(names, pairwise(starts), strict=True):
        name.scores = scores[start:end]
        if name.held:
            continue
        # A little-known place far from all that a report tells of is more often another place of its name.
        small = table.weight[name.rows] < MINOR
        minor = (kind[start:end] >= Kind.COUNTY) & small & (told[start:end] >= MUCH)
        # One that is only resembled is none unless the report tells of its country; alone, it is one that is large.
        doubtful = (told[start:end] > 0) | small if name.vague else minor
        keep = ~(doubtful & (shared[start:end] < LEAST_SHARED))
        name.rows, name.scores, name.prior = name.rows[keep], name.scores[keep], name.prior[keep]


class _Slots(NamedTuple):
    """The countries or provinces of the candidates: evidence beside the mentions for each slot, and for others
    altogether; ``at`` is the slot of each candidate."""

    sure: Scores
    elsewhere: float
    at: NDArray[np.int64]


def _slots(known: dict[int, float], of: NDArray[np.int64]) -> _Slots:
    slots, at = np.unique(of, return_inverse=True)
    sure = np.array([known.get(int(slot), 0.0) if slot >= 0 else 0.0 for slot in slots])
    return _Slots(sure, sum(known.values()) - float(sure.sum()), at)


def _others(odds: Scores, slots: _Slots, owner: NDArray[np.int64], names: int) -> tuple[Scores, Scores]:
    """The share of the evidence beside the candidate's own name that speaks for its slot, and how much there is.

    Both are [candidates].
    """
    sure, elsewhere, at = slots
    total = np.bincount(at, odds, len(sure)) + sure
    pairs, pair = np.unique(owner * len(sure) + at, return_inverse=True)
    own = np.bincount(pair, odds, len(pairs))[pair]
    own_all = np.bincount(owner, odds, names)[owner]
    whole: Scores = np.maximum(total.sum() + elsewhere - own_all, 0)
    return np.maximum(total[at] - own, 0) / (whole + DOUBT), whole


def _closeness(
    table: Gazetteer,
    rows: Rows,
    kind: NDArray[np.uint8],
    scores: Scores,
    starts: NDArray[np.int64],
    owner: NDArray[np.int64],
    often: Scores,
) -> Scores:
    """How close the nearest other name's best place is, 1 at it and fading to 0; [candidates].

    Countries and continents are too wide to be near anything.
    """
    best = np.array([int(s + scores[s:e].argmax()) for s, e in pairwise(starts)])
    anchors = best[kind[best] >= Kind.PROVINCE]
    if len(anchors) > ANCHORS:
        anchors = anchors[np.argsort(-often[owner[anchors]], kind="stable")[:ANCHORS]]
    if not len(anchors):
        return np.zeros(len(rows))
    latitude, longitude = np.radians(table.latitude[rows]), np.radians(table.longitude[rows])
    point = np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )
    chord = 6371 * np.sqrt(np.maximum(2 - 2 * point @ point[anchors].T, 0))
    near = np.exp(-chord / CLOSE) * (owner[:, None] != owner[anchors][None, :])
    return np.where(kind >= Kind.PROVINCE, near.max(axis=1), 0.0)
