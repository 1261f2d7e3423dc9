"""Who a phrase names, as PLOVER codes it: country or group, and sector.

The vocabulary's tables (countries, regions, cities, leaders, groups, institutions, roles) say what is known before a
document is opened; a :class:`Naming` adds what the document teaches. Nothing is borrowed from another sentence, but
for the ``theatre`` that a caller passes in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from headwater.resolution.composition import Found, belongs, inherits, member, owes
from headwater.resolution.lexicon import CHARITY, GROUPS
from headwater.resolution.members import Member, members
from headwater.resolution.naming import Naming, learn
from headwater.resolution.phrases import Shape, pieces, spelled_out
from headwater.resolution.report import Actor
from headwater.resolution.theatre import theatre as theatre

__all__ = ["Naming", "countries", "learn", "resolve", "theatre"]


@lru_cache(maxsize=65_536)
def countries(passage: str) -> frozenset[str]:
    """The alpha-3 codes of all countries that a passage names, by a name, a nationality, a leader or a capital."""
    senses = (piece.sense for piece in pieces(passage) if piece.shape is Shape.NAME and piece.sense is not None)
    return frozenset(s.code for s in senses if s.code and s.code not in GROUPS and "+" not in s.code)


def resolve(
    phrase: str,
    *,
    naming: Naming | None = None,
    on: dt.date | None = None,
    speaks: bool = False,
    theatre: str | None = None,
    places: Mapping[str, str] | None = None,
) -> tuple[Actor, ...]:
    """One :class:`Actor` for each coordinated member of the phrase that is known, without doubles, in order.

    ``on`` picks the office that a person held on that day (None: today's, as far as the tables go). ``speaks`` tells
    that the phrase acts or speaks, so that a bare capital stands for its government. ``theatre`` is the alpha-3 code
    of the country where the report's events happen: role words without a country ("soldiers", "villagers") take it,
    doers without a name ("gunmen", "a suicide bomber") never do. ``places`` gives the country of further places by
    folded name (:func:`headwater.resolution.lexicon.key`). A known sector without a country has the code ``UNK``;
    where neither is known the tuple is empty. Pronouns are not resolved.
    """
    if places is None and (naming is None or not naming.touches(phrase)):
        return _resolved(phrase, on, speaks, theatre)
    return _resolve(phrase, naming, on, speaks, theatre, places)


@lru_cache(maxsize=8192)
def _resolved(phrase: str, on: dt.date | None, speaks: bool, theatre: str | None) -> tuple[Actor, ...]:
    return _resolve(phrase, None, on, speaks, theatre, None)


def _resolve(
    phrase: str,
    naming: Naming | None,
    on: dt.date | None,
    speaks: bool,
    theatre: str | None,
    places: Mapping[str, str] | None,
) -> tuple[Actor, ...]:
    phrase = spelled_out(phrase)
    given = members(pieces(phrase, naming.names if naming is not None else None, places, on))
    kept: list[Found] = []
    written: list[str] = []
    for each in given:
        told = member(each, on, speaks=speaks, theatre=theatre)
        if kept and not each.listed:
            kept[-1] = _apposition(kept[-1], told)
            continue
        if kept and inherits(told, kept[-1], each):
            told = told._replace(codes=kept[-1].codes)
        if kept and owes(kept[-1], told, each):
            kept[-1] = kept[-1]._replace(codes=told.codes)
        if each.after_and:
            for k in range(len(kept) - 1, -1, -1):
                if not _shares(kept[k], told):
                    break
                kept[k] = kept[k]._replace(sector=told.sector, weak=told.weak, bare=False)
        kept.append(told)
        written.append(_written(phrase, each))
    if theatre is not None:
        kept = [told._replace(codes=(theatre,)) if belongs(told) else told for told in kept]
    if any(told.codes for told in kept):
        clear = [k for k, told in enumerate(kept) if told.codes or not told.weak]
        kept, written = [kept[k] for k in clear], [written[k] for k in clear]
    if len(kept) == 1:
        written = [phrase]
    return _actors(kept, written)


def _written(phrase: str, given: Member) -> str:
    """The member's own words."""
    row = [*given.head, *(piece for tail in given.tails for part in tail.parts for piece in part)]
    return phrase[row[0].start : row[-1].end] if row else phrase


def _shares(before: Found, after: Found) -> bool:
    """Whether a bare adjective has its noun at the next member: "South Korean and Canadian ministers"."""
    return bool(before.codes) and before.bare and before.attributive and after.sector is not None and not after.bare


def _apposition(first: Found, second: Found) -> Found:
    """A name with what stands after its comma: "Ayo Bankole, a Nigerian senator"."""
    if not first.codes and second.codes:
        keep = first.sector if first.sector is not None and not first.weak else second.sector or first.sector
        return first._replace(codes=second.codes, sector=keep, bare=False)
    if first.sector is None and (not second.codes or second.codes == first.codes):
        return first._replace(sector=second.sector)
    return first


def _actors(kept: list[Found], written: list[str]) -> tuple[Actor, ...]:
    made: dict[tuple[str, str | None], Actor] = {}
    for found, name in zip(kept, written, strict=True):
        sector = "CVL" if found.sector in CHARITY else found.sector
        if sector is None and not found.codes:
            continue
        for code in found.codes or ("UNK",):
            made.setdefault((code, sector), Actor(code, sector, name))
    # A code told twice, once without a sector, is told once.
    codes = {code for code, sector in made if sector is not None}
    return tuple(actor for (code, sector), actor in made.items() if sector is not None or code not in codes)
