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
        return max(0, min(self.end, other.end) - max(self.start, other.start))
