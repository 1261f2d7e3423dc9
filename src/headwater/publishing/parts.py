"""The rows of a section that are printed, and how many are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

MOST = 250
"""Rows of one list; a page of a thousand reports is still one that can be opened. The rest is asked of the ledger."""
MOST_OF_AN_ACT = 120

Row = TypeVar("Row")


class Part(NamedTuple, Generic[Row]):
    """The rows of a section that are printed, and how many are not."""

    rows: tuple[Row, ...]
    left: int = 0


def part(rows: Sequence[Row], most: int) -> Part[Row]:
    """The first of the rows."""
    return Part(tuple(rows[:most]), max(0, len(rows) - most))
