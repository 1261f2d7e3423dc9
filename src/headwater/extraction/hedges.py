"""The words by which a speaker weakens what is said, and the ICD 203 band that they name."""

from __future__ import annotations

import re
from functools import cache

from headwater.extraction.claim import Hedge
from headwater.text import Span
from headwater.vocabulary import table


@cache
def _bands() -> dict[str, tuple[int, int]]:
    return {word: (row["low"], row["high"]) for row in table("hedges")["bands"] for word in row["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted([*_bands(), *table("hedges")["open"]], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.IGNORECASE)


def hedge(text: str, spans: tuple[Span, ...]) -> Hedge | None:
    """The hedging words within these spans, None where there is none.

    The band is that of the first word that names one. It is what the speaker's words mean by convention, no
    judgement of ours.
    """
    found = [Span(m.start(), m.end()) for span in spans for m in _pattern().finditer(text, span.start, span.end)]
    if not found:
        return None
    banded = [_bands()[word] for word in (f.of(text).lower() for f in found) if word in _bands()]
    low, high = banded[0] if banded else (None, None)
    return Hedge(tuple(found), low, high)
