"""A figure on its way through the tree, and the noun that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from headwater.extraction.claim import Figure


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with its place in the tree: ``head`` is the number of the noun's word, or of the number's own.

    ``understood`` tells that the noun is not written there, ``part`` that the words make it a part of another figure,
    ``level`` that the noun is only the subject of which the number is said ("the index closed at 7,425").
    """

    figure: Figure
    head: int
    sentence: int
    noun_end: int
    understood: bool
    part: bool = False
    level: bool = False


_PART = re.compile(
    r"(?:\bincluding|\bincludes?|\bincluded|\bcomprising|\bcounting|\bamong\s(?:them|these|those|whom|which)|"
    r"\bof\s(?:them|these|those|whom|which))\b\W*(?:(?:were|was|are|is|at\sleast|the)\W+)?(?:\w+\W+){0,1}$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s(?:(?:more|others?|further)\s)?of\s(?:whom|which)\b|"
    r"\s(?:(?!(?:one|two|three|four|five|six|seven|eight|nine|ten|many|most|some|all|none|half)\b)[^\W\d]+\s){0,2}?"
    r"of\s(?:them|these|those|the\s(?:dead|victims|wounded|injured|killed))\b",
    re.IGNORECASE,
)
_REACH = 80


def is_part(text: str, start: int, end: int) -> bool:
    """Whether the words around ``start`` to ``end`` make the number a part of one before: "among them", "of whom"."""
    if _PART.search(text[max(0, start - _REACH) : start]):
        return True
    return _OF_THEM.match(text[end : end + _REACH]) is not None


class Noun(NamedTuple):
    text: str
    head: int
    end: int
    understood: bool
    level: bool = False
