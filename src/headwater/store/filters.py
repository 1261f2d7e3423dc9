"""Which claims are asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, or_

from headwater.extraction.claim import Modality
from headwater.reconciliation.identity import folded
from headwater.store.schema import claims, documents, figures, parties, voices
from headwater.store.wording import stored


class Clock(StrEnum):
    """Which of a claim's two times is meant."""

    HAPPENED = "happened"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Filter:
    """Claims that meet every condition; of several values in one condition, any. An empty one lets all pass.

    ``speakers`` and ``actors`` are a code ("PRK") or part of a name, in any case; the first are looked for in the
    whole attribution chain, the second on both sides of the event. ``types`` are PLOVER's. ``since`` to ``until``, both
    inclusive, asks for claims whose ``clock`` may fall between them: a claim without that date is not among them,
    since no other date stands in for it. ``text`` is part of the quote, whose letters A to Z go by any case. ``ids``
    are claims'.
    """

    speakers: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modalities: tuple[Modality, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    clock: Clock = Clock.HAPPENED
    documents: tuple[str, ...] = ()
    text: str | None = None
    with_figures: bool = False
    with_dates: bool = False
    all_versions: bool = False
    ids: tuple[str, ...] = ()


ALL = Filter()


def condition(asked: Filter) -> ColumnElement[bool]:
    """The filter over ``claims`` joined with ``documents``."""
    parts: list[ColumnElement[bool]] = []
    if not asked.all_versions:
        parts.append(documents.c.current)
    if asked.documents:
        parts.append(documents.c.id.in_(asked.documents))
    if asked.ids:
        parts.append(claims.c.id.in_(asked.ids))
    if asked.speakers:
        parts.append(or_(*(_speaks(name) for name in asked.speakers)))
    if asked.actors:
        parts.append(or_(*(_acts(name) for name in asked.actors)))
    if asked.types:
        parts.append(claims.c.event_type.in_([stored(kind.upper()) for kind in asked.types]))
    if asked.modalities:
        parts.append(claims.c.modality.in_([m.value for m in asked.modalities]))
    parts += _between(asked)
    if asked.text:
        parts.append(claims.c.quote.icontains(asked.text, autoescape=True))
    if asked.with_figures:
        parts.append(exists().where(figures.c.claim == claims.c.number))
    if asked.with_dates:
        parts.append(or_(claims.c.happened_precision.is_not(None), claims.c.said_precision.is_not(None)))
    return and_(True, *parts)


def _speaks(name: str) -> ColumnElement[bool]:
    named = or_(voices.c.folded.contains(folded(name), autoescape=True), voices.c.code == stored(name.upper()))
    return exists().where(voices.c.claim == claims.c.number, named)


def _acts(name: str) -> ColumnElement[bool]:
    named = or_(parties.c.folded.contains(folded(name), autoescape=True), parties.c.code == stored(name.upper()))
    return exists().where(parties.c.claim == claims.c.number, named)


def _between(asked: Filter) -> list[ColumnElement[bool]]:
    if asked.since is None and asked.until is None:
        return []
    first, last = claims.c[f"{asked.clock}_first"], claims.c[f"{asked.clock}_last"]
    parts: list[ColumnElement[bool]] = [claims.c[f"{asked.clock}_precision"].is_not(None)]
    if asked.since is not None:
        parts.append(or_(last >= asked.since, last.is_(None)))
    if asked.until is not None:
        parts.append(or_(first <= asked.until, first.is_(None)))
    return parts
