"""Whether two tellings are of one event: a score with its reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headwater.reconciliation.acts import kinship
from headwater.reconciliation.comparison import NAMES, apart, compared, counts, nearest
from headwater.reconciliation.mention import Mention
from headwater.reconciliation.trees import packaged

CLOSE = 0.3
"""A score at which two tellings are taken for one event: see docs/sameness.md for what chose it."""

_APART = 0.05
"""The most that a pair may score whose dates lie apart: under :data:`CLOSE`, so that it never joins by itself."""

_DAYS = 2
"""Days between two dates of one event: one report's night is the other's morning."""


@dataclass(frozen=True, slots=True)
class Link:
    """``score`` from 0 to 1; ``reasons`` for and against, in plain words."""

    score: float
    reasons: tuple[str, ...]


def alike(a: Mention, b: Mention) -> Link:
    """How surely two tellings are of one event. Symmetric; it depends on the two alone."""
    return Link(scores([(a, b)])[0], reasons(a, b))


def scores(pairs: Sequence[tuple[Mention, Mention]]) -> list[float]:
    """The scores of many pairs at once."""
    if not pairs:
        return []
    trees = packaged()
    wanted = [NAMES.index(name) for name in trees.columns]
    rows = []
    for a, b in pairs:
        numbers = compared(a, b)
        rows.append([numbers[n] for n in wanted])
    return [bounded(score, a, b) for score, (a, b) in zip(trees.scores(rows).tolist(), pairs, strict=True)]


def bounded(score: float, a: Mention, b: Mention) -> float:
    """The score with what speaks against the pair whatever else it has in common: other days."""
    between = _days(a, b)
    if (between is not None and between > _DAYS) or _stories_apart(a, b):
        return min(score, _APART)
    return score


def _stories_apart(a: Mention, b: Mention) -> bool:
    """Whether no day that one report names is near to any that the other names.

    Only of reports with a date: of others the weekdays, which tell most, stay open.
    """
    if a.setting.published is None or b.setting.published is None:
        return False
    mine, yours = a.setting.days, b.setting.days
    return a.document != b.document and bool(mine) and bool(yours) and nearest(mine, yours) > _DAYS


def _days(a: Mention, b: Mention) -> int | None:
    """The fewest days between what two tellings say of when it happened; None where one says nothing exact."""
    if a.happened is None or b.happened is None:
        return None
    if None in (a.happened.first, a.happened.last, b.happened.first, b.happened.last):
        return None
    return round(math.expm1(apart(a.happened, b.happened)))


def reasons(a: Mention, b: Mention) -> tuple[str, ...]:
    """What speaks for one event and what against, in the words of the tellings."""
    first, second = sorted((a, b), key=lambda m: m.id)
    said = [_acts(first, second)]
    said += _common("place", first.places, second.places)
    said += _common("done by", first.actors, second.actors)
    said += _common("done to", first.recipients, second.recipients)
    said += _common("age", first.ages, second.ages)
    said += [f"both reports name: {name}" for name in _rarest(first.setting.names, second.setting.names)]
    between = _days(a, b)
    if between is None and _stories_apart(a, b):
        said.append(f"the reports name other days: {nearest(a.setting.days, b.setting.days)} apart")
    elif between is not None:
        said.append(f"days apart: {between}" if between else f"same time: {first.happened}")
    counted = counts(a, b)
    if counted == counted:
        said.append("same figure" if counted else "other figures of the same things")
    return tuple(said)


def _acts(a: Mention, b: Mention) -> str:
    words = a.trigger[0] if a.trigger[0] == b.trigger[0] else f"{' '.join(a.trigger[:2])}/{' '.join(b.trigger[:2])}"
    related = kinship(a.kinds, b.kinds)
    if related == 0:
        return f"other act: {words}"
    if a.trigger[0] == b.trigger[0] or related == 1 or (a.type is not None and a.type == b.type):
        return f"same act: {words}"
    return f"{'related act' if related == 0.5 else 'perhaps the same act'}: {words}"


def _common(what: str, a: frozenset[str], b: frozenset[str]) -> list[str]:
    mine, yours = (sorted(w for w in side if not w.startswith("#")) for side in (a, b))
    if not mine or not yours:
        return []
    shared = [w for w in mine if w in yours]
    if shared:
        return [f"same {what}: {', '.join(shared[:3])}"]
    return [f"other {what}: {mine[0]}/{yours[0]}"]


def _rarest(a: Mapping[str, float], b: Mapping[str, float]) -> list[str]:
    shared = sorted(a.keys() & b.keys(), key=lambda w: (-a[w] * b[w], w))
    return shared[:2]
