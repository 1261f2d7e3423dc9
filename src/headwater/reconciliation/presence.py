"""Whose people are said to be abroad, or not to be: "12,000 Ilyrian troops are here", "there are no Ilyrian troops"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reconciliation.counts import Count, lasts
from headwater.reconciliation.space import is_local
from headwater.reconciliation.told import Told
from headwater.resolution.actors import countries

_NONE = re.compile(
    r"\b(?:no|any|not\s+(?:a|one)(?:\s+single)?)\s+(?P<whose>(?:[\w’'-]+\s+){1,3}?)"
    r"(?:troops?|soldiers?|forces?|fighters?|servicemen|paratroopers|mercenaries|military\s+personnel)\b"
)

ABROAD = "people abroad of "
"""How these affairs begin; the country follows."""


def presence(told: Told, counted: Sequence[Count]) -> str:
    """The affair of a claim that tells how many of one country's people are in another, or that none are; else empty.

    Who counts those in one town tells of a part, and of no such affair.
    """
    place = told.entry.place
    for count in counted:
        if (
            count.nation
            and count.measure in ("", "sent")
            and lasts(count)
            and not (place is not None and is_local(place))
        ):
            return ABROAD + count.nation
    denied = _NONE.search(told.quote)
    whose = countries(denied["whose"]) if denied is not None else frozenset()
    return ABROAD + next(iter(whose)) if len(whose) == 1 else ""
