"""What values a figure allows, and whether two figures allow a common one."""

from __future__ import annotations

from headwater.extraction.claim import Qualifier
from headwater.reconciliation.counts import Count

ROUGHLY = 0.15
"""Share of its value by which an approximate figure may be off and still be the same."""


def bounds(count: Count) -> tuple[float, float]:
    """The values that a figure allows. An approximate one has some room on both sides."""
    low = count.low if count.low is not None else float("-inf")
    high = count.high if count.high is not None else float("inf")
    figure = count.told.entry.figures[count.figure]
    if figure.qualifier is Qualifier.APPROXIMATELY:
        return low * (1 - ROUGHLY), high * (1 + ROUGHLY)
    if figure.qualifier in (Qualifier.DOZENS, Qualifier.HUNDREDS, Qualifier.THOUSANDS):
        # "dozens" is no ten thousand.
        return low, low * 20
    return low, high


def compatible(one: Count, two: Count) -> bool:
    """Whether some number is allowed by both."""
    a, b = bounds(one), bounds(two)
    return max(a[0], b[0]) <= min(a[1], b[1])


NEARLY = 1.5
"""Factor within which two compatible figures confirm each other: "up to 4,000" allows 1,200, and confirms it not."""


def agree(one: Count, two: Count) -> bool:
    """Whether two figures confirm each other: compatible, and told as nearly the same number."""
    if not compatible(one, two):
        return False
    a, b = (c.low if c.low is not None else c.high or 0.0 for c in (one, two))
    if one.high is None and two.high is None:
        # "At least 48" and "more than 60" allow one another, and neither bears the other out.
        return abs(a - b) <= ROUGHLY * max(a, b)
    return a == b or (min(a, b) > 0 and max(a, b) / min(a, b) <= NEARLY)
