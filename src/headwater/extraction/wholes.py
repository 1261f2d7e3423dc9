"""Which figure counts a part of which: "13 civilians, among them seven children", "10,000 troops, of which 8,000".

The whole is looked for in the same sentence, then in the one before. It does not compare documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from headwater.extraction.counting.bound import Bound

_WERE_AMONG = re.compile(
    r"\b(?:were|was|are|is|be|been)\s(?:\w+\s)?(?:among|part\sof)\s(?:the\s|some\s)?$", re.IGNORECASE
)
_AMONG_DEAD = re.compile(
    r"^[^.;]{0,60}?\b(?:were|was|are|is)\s(?:\w+\s)?among\s(?:the\s|those\s)(?:dead|deceased|victims|killed|wounded|injured|casualties)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,;]*(?:(?:and|as\swell\sas|plus|or)\s+)?(?:at\sleast\s)?", re.IGNORECASE)
_OF = re.compile(
    r"\s(?:out\s)?of\s(?:(?:the|its|his|her|their|those|these|all)\s){0,2}(?:some\s|about\s)?", re.IGNORECASE
)
_FRONTED = re.compile(
    r"(?:^|[.;:\"“(]\s*|\b(?:and|but|that)\s)of\s(?:the\s|those\s|these\s)?(?:some\s|about\s)?$", re.IGNORECASE
)
_REACH = 80


def with_wholes(text: str, found: Sequence[Bound]) -> list[Bound]:
    """The same figures in the same order, with ``part_of`` where the text tells the whole."""
    wholes: list[int | None] = [None] * len(found)
    whole: int | None = None
    fronted: int | None = None
    for place, bound in enumerate(found):
        start = bound.figure.start
        if whole is not None and found[whole].sentence < bound.sentence - 1:
            whole = None
        last = found[place - 1] if place else None
        lead = text[max(0, start - _REACH) : start]
        gap = text[last.noun_end : start] if last and start - last.noun_end <= _REACH else None
        if place + 1 < len(found) and found[place + 1].figure.start - bound.figure.end <= _REACH and _OF.fullmatch(
            text[bound.figure.end : found[place + 1].figure.start]
        ):  # fmt: skip
            wholes[place] = _fits(found, place, place + 1)
            continue
        tail = text[bound.figure.end : bound.figure.end + _REACH]
        joined = gap is not None and last is not None and last.sentence == bound.sentence and _JOINT.fullmatch(gap)
        if bound.part and bound.figure.unit in (None, "percentage"):
            wholes[place] = _fits(found, place, whole)
        elif fronted is not None and found[fronted].sentence == bound.sentence:
            wholes[place] = _fits(found, place, fronted)
        elif joined and wholes[place - 1] is not None and not _restarts(text, bound):
            wholes[place] = _fits(found, place, wholes[place - 1])
        elif _AMONG_DEAD.match(tail) and not joined and whole is not None and found[whole].sentence <= bound.sentence:
            wholes[place] = _fits(found, place, whole)
        elif gap is not None and _WERE_AMONG.search(lead) and last is not None and last.sentence == bound.sentence:
            part = place - 1
            while part >= 0:
                wholes[part] = _fits(found, part, place) if wholes[part] is None else wholes[part]
                between = text[found[part - 1].noun_end : found[part].figure.start] if part else "."
                if len(between) > _REACH or not _JOINT.fullmatch(between):
                    break
                part -= 1
        if wholes[place] is None and bound.figure.unit is None:
            whole = place
            fronted = place if _FRONTED.search(lead) else fronted
    _sums(text, found, wholes)
    return [
        bound if of is None else replace(bound, figure=replace(bound.figure, part_of=of))
        for bound, of in zip(found, wholes, strict=True)
    ]


_LISTED = re.compile(r"\s?[,:;(–—-]\s?(?:namely\s)?", re.IGNORECASE)


def _sums(text: str, found: Sequence[Bound], wholes: list[int | None]) -> None:
    """Parts that are listed after their whole and add up to it: "12 people, seven women and five men"."""
    for place, bound in enumerate(found):
        total = bound.figure.low
        if total is None or bound.figure.unit is not None or total != bound.figure.high:
            continue
        parts: list[int] = []
        rest = total
        for part in range(place + 1, min(len(found), place + 6)):
            gap = text[found[part - 1].noun_end : found[part].figure.start]
            pattern = _LISTED if part == place + 1 else _JOINT
            low = found[part].figure.low
            if len(gap) > _REACH or not pattern.fullmatch(gap) or low is None or wholes[part] is not None:
                break
            parts.append(part)
            rest -= low
        if len(parts) > 1 and rest == 0:
            for part in parts:
                wholes[part] = place


def _restarts(text: str, bound: Bound) -> bool:
    """Whether a verb of its own follows: "three children, and 20 were wounded"."""
    return (
        re.match(r"\s*(?:\w+\s)?(?:were|was|have|had|died)\b", text[bound.noun_end : bound.noun_end + 30]) is not None
    )


def _fits(found: Sequence[Bound], part: int, whole: int | None) -> int | None:
    """``whole``, unless the part is larger than it."""
    if whole is None or whole == part:
        return None
    low, high = found[part].figure.low, found[whole].figure.high
    return None if low is not None and high is not None and low > high else whole
