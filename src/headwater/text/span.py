"""A stretch of a document's text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open, in code points of the unaltered text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span holds."""
        return text[self.start : self.end]

    def overlap(self, other: Span) -> int:
        """How many code points the two share."""
        start = self.start if self.start > other.start else other.start
        end = self.end if self.end < other.end else other.end
        return end - start if end > start else 0
