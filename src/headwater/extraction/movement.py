"""Whether a figure is an amount of change: "rose by 500" tells no level, "rose to 500" does.

It reads the words before the number; a level that was moved to or from has no movement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from headwater.extraction.claim import Figure
from headwater.vocabulary import VocabularyError, table


class Movement(StrEnum):
    """The direction of a change."""

    UP = "up"
    DOWN = "down"


@cache
def _moved() -> tuple[re.Pattern[str], dict[str, Movement]]:
    content = table("figures").get("movements")
    if not isinstance(content, dict) or set(content) != set(Movement):
        raise VocabularyError(f"figures.yaml: movements must have up and down, is {content!r}")
    words = {word: Movement(name) for name, row in content.items() for word in row}
    choices = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(
        rf"\b({choices})(?:\s(up|down|upward|downward))?(?:\s(?:by|further|another|an?|additional|extra|only|just|even|"
        r"back|around|as\smuch\sas|some|sharply|slightly|marginally|more))*\s*$",
        re.IGNORECASE,
    ), words


@cache
def _transitive() -> frozenset[str]:
    return frozenset(table("figures")["transitive"])


_REACH = 60


def movements(text: str, figures: Sequence[Figure]) -> tuple[Movement | None, ...]:
    """For each figure the direction in which it moves something; None where it is a level or a count."""
    pattern, words = _moved()
    found: list[Movement | None] = []
    for place, figure in enumerate(figures):
        lead = text[max(0, figure.start - _REACH) : figure.start]
        match = pattern.search(lead)
        sign = text[figure.start : figure.start + 1]
        if match is not None and (figure.unit or not figure.noun or match.group(1).lower() not in _transitive()):
            found.append(words[(match.group(2) or match.group(1)).lower()])
        elif sign == "+":
            found.append(Movement.UP)
        elif sign in "-−" and figure.unit == "percentage" and figure.high is not None and figure.high < 0:
            found.append(Movement.DOWN)
        elif place and found[-1] and figures[place - 1].end > figure.start - 30 and re.search(
            r"\bor\s$", text[figures[place - 1].end : figure.start]
        ):  # fmt: skip
            found.append(found[-1])
        else:
            found.append(None)
    return tuple(found)
