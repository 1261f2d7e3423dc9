"""What two tellings have in common and where they part: the numbers that sameness is judged by."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Set
from functools import lru_cache
from typing import Any

from numpy.typing import NDArray

from headwater.reconciliation.acts import kinship
from headwater.reconciliation.mention import Mention
from headwater.reconciliation.persons import likeness
from headwater.reconciliation.setting import Setting
from headwater.reconciliation.terms import cosine, weight
from headwater.text import PartialDate

UNKNOWN = float("nan")

_POINTING = frozenset("it this that these those which what".split())  # words that point to an act told of elsewhere
_SAYING = "saying"  # a kind of act: what speakers say differs more than that they say it

NAMES = (
    "head", "trigger", "sense", "nuance", "kind", "type", "rarity", "verbs", "pointing", "sayings",
    "factuality", "least_factuality",
    "words", "sentence_names", "meaning", "ages", "places", "figures", "happened",
    "actors", "recipients", "crossed", "parties", "whom",
    "terms", "names", "lead", "story_ages", "numbers", "days", "published", "story_meaning", "document", "distance",
)  # fmt: skip
"""The numbers of :func:`compared`, in its order."""


def compared(a: Mention, b: Mention) -> list[float]:
    """The numbers of a pair, in the order of :data:`NAMES`; NaN where one side tells nothing. Symmetric."""
    return [*_trigger(a, b), *_sentence(a, b), *_parties(a, b), *_settings(a.setting, b.setting), *_within(a, b)]


def _trigger(a: Mention, b: Mention) -> tuple[float, ...]:
    mine, yours = frozenset(a.trigger), frozenset(b.trigger)
    kind = kinship(a.kinds, b.kinds)
    # A word that tells of another kind of act here than there ("the strike", "struck") is not the same word, and the
    # table of senses, which knows one sense a word, does not bear on it.
    apart_in_kind = kind == 0
    return (
        float(a.head == b.head and not apart_in_kind),
        0.0 if apart_in_kind else overlap(mine, yours),
        0.0 if apart_in_kind and a.head == b.head else like(a.sense, b.sense),
        like(a.nuance, b.nuance),
        kind,
        UNKNOWN if a.type is None or b.type is None else float(a.type == b.type),
        min(weight(a.head), weight(b.head)),
        float(a.verb) + float(b.verb),
        float(a.head in _POINTING) + float(b.head in _POINTING),
        float(_SAYING in a.kinds) + float(_SAYING in b.kinds),
        *_happening(a.factuality, b.factuality),
    )


def _happening(a: float | None, b: float | None) -> tuple[float, float]:
    """How far two tellings differ in what they say of its having happened, and what the doubtful one says."""
    return (UNKNOWN, UNKNOWN) if a is None or b is None else (abs(a - b), min(a, b))


def _sentence(a: Mention, b: Mention) -> tuple[float, ...]:
    return (
        cosine(a.words, b.words),
        overlap(a.names, b.names),
        like(a.meaning, b.meaning),
        overlap(a.ages, b.ages),
        overlap(a.places, b.places),
        counts(a, b),
        apart(a.happened, b.happened),
    )


def _parties(a: Mention, b: Mention) -> tuple[float, ...]:
    return (
        overlap(a.actors, b.actors),
        overlap(a.recipients, b.recipients),
        overlap(a.actors | a.recipients, b.actors | b.recipients),
        overlap(a.parties, b.parties),
        likeness(a.whom, b.whom),
    )


def _settings(a: Setting, b: Setting) -> tuple[float, ...]:
    """What the documents share: computed once for all pairs of their mentions."""
    return settings(a, b) if a.document <= b.document else settings(b, a)


@lru_cache(maxsize=1 << 14)
def settings(a: Setting, b: Setting) -> tuple[float, ...]:
    return (
        cosine(a.terms, b.terms),
        cosine(a.names, b.names) if a.names and b.names else UNKNOWN,
        cosine(a.lead, b.lead),
        overlap(a.ages, b.ages),
        overlap(a.numbers, b.numbers),
        float(bool(a.days & b.days)) if a.days and b.days else UNKNOWN,
        apart(a.published, b.published),
        like(a.meaning, b.meaning),
    )


def _within(a: Mention, b: Mention) -> tuple[float, ...]:
    same = a.document == b.document
    return float(same), math.log1p(abs(a.order - b.order)) if same else UNKNOWN


def overlap(a: Set[str], b: Set[str]) -> float:
    """The weight of what two sets share over that of the poorer one; NaN where one is empty."""
    if not a or not b:
        return UNKNOWN
    least = min(_weight(a), _weight(b))
    return min(1.0, _weight(a & b) / least) if least else UNKNOWN


def _weight(words: Set[str]) -> float:
    return math.fsum(weight(w) if w.isalpha() else 0.6 for w in words)


def like(a: NDArray[Any] | None, b: NDArray[Any] | None) -> float:
    """The cosine of two vectors of unit length; NaN where one is not given."""
    return UNKNOWN if a is None or b is None else float(a @ b)


def counts(a: Mention, b: Mention) -> float:
    """1 where a figure of the same noun has a value in common, 0 where all that count the same noun disagree."""
    same = [(m, n) for m in a.figures for n in b.figures if m[2] == n[2]]
    if not same:
        return UNKNOWN
    return float(any(_bottom(m[0]) <= _top(n[1]) and _bottom(n[0]) <= _top(m[1]) for m, n in same))


def _bottom(value: float | None) -> float:
    return -math.inf if value is None else value


def _top(value: float | None) -> float:
    return math.inf if value is None else value


@lru_cache(maxsize=1 << 14)
def nearest(a: frozenset[dt.date], b: frozenset[dt.date]) -> int:
    """The fewest days between a day of one and a day of the other. Neither may be empty."""
    return min(abs((x - y).days) for x in a for y in b)


def apart(a: PartialDate | None, b: PartialDate | None) -> float:
    """Logarithm of one and the fewest days between two dates, 0 where they can be one; NaN where one is unknown."""
    if a is None or b is None:
        return UNKNOWN
    first, last = max(a.first or dt.date.min, b.first or dt.date.min), min(a.last or dt.date.max, b.last or dt.date.max)
    return math.log1p(max(0, (first - last).days))
