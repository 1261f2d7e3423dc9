"""Tellings to events: the same whatever the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from headwater.reconciliation.groups import Groups
from headwater.reconciliation.linkage import average
from headwater.reconciliation.mention import Mention
from headwater.reconciliation.sameness import CLOSE, scores
from headwater.reconciliation.terms import weight

FULL = 200
"""Mentions that may share a key. A fuller key tells too little: those under it are compared only where they share
a further one (its pair with any other), which narrows it down by place, name or day."""

_NAMES = 12  # rarest names of a document that open a key


def keys(mention: Mention) -> frozenset[str]:
    """Under what a mention is looked up: only mentions that share a key are compared.

    Names and beginnings of the report, and the places, parties and victims of the sentence; never the act alone, for
    which there is no end of look-alikes.
    """
    setting = mention.setting
    names = sorted(setting.names, key=lambda w: (-setting.names[w], w))[:_NAMES]
    lead = sorted(setting.lead, key=lambda w: (-setting.lead[w], w))[:_NAMES]
    rare = sorted(mention.words, key=lambda w: (-mention.words[w], w))[:4]
    return frozenset(
        [f"document {setting.document}"]
        + [f"word {w}" for w in (*names, *lead, *rare) if weight(w) > 0.4]
        + [f"place {p}" for p in mention.places]
        + [f"party {w}" for w in mention.actors | mention.recipients if weight(w) > 0.4]
    )


def candidates(mentions: Iterable[Mention]) -> list[tuple[Mention, Mention]]:
    """The pairs to compare, each once with the lower id first, in the order of their ids."""
    under: dict[str, list[Mention]] = defaultdict(list)
    held = {m.id: m for m in mentions}
    for id in sorted(held):
        for key in keys(held[id]):
            under[key].append(held[id])
    found: set[tuple[str, str]] = set()
    for key in sorted(under):
        for group in _narrowed(key, under[key]):
            found.update((a.id, b.id) for n, a in enumerate(group) for b in group[n + 1 :])
    return [(held[a], held[b]) for a, b in sorted(found)]


def _narrowed(key: str, group: list[Mention]) -> list[list[Mention]]:
    """The group itself, or where it is over-full its parts that share one more key; parts still too full are left."""
    if len(group) <= FULL:
        return [group]
    parts: dict[str, list[Mention]] = defaultdict(list)
    for mention in group:
        for other in keys(mention):
            if other != key:
                parts[other].append(mention)
    return [part for _, part in sorted(parts.items()) if 1 < len(part) <= FULL]


def clusters(
    mentions: Sequence[Mention],
    *,
    close: float = CLOSE,
    judge: Callable[[Sequence[tuple[Mention, Mention]]], list[float]] = scores,
) -> list[tuple[str, ...]]:
    """The ids of the mentions of each event, sorted; lone mentions too. A function of the set of mentions.

    Within each component of pairs that score at all, the two clusters whose pairs score highest on average are joined
    until none reaches ``close``; pairs that were never compared count as 0, and of equal ones the lowest ids go first.
    A new mention can change the clusters of its own :func:`components` alone, unless it makes a key over-full.
    """
    pairs = candidates(mentions)
    scored = {(a.id, b.id): s for (a, b), s in zip(pairs, judge(pairs), strict=True)}
    found: list[tuple[str, ...]] = []
    for part in components((m.id for m in mentions), scored, close=close):
        found += average(part, scored, close=close)
    return sorted(found)


def components(
    ids: Iterable[str], scored: dict[tuple[str, str], float], *, close: float = CLOSE
) -> list[tuple[str, ...]]:
    """Groups that no pair of at least ``close`` connects: no cluster reaches over two, so each is clustered alone."""
    groups = Groups(ids)
    for (a, b), score in scored.items():
        if score >= close:
            groups.join(a, b)
    return [tuple(group) for group in groups.all()]
