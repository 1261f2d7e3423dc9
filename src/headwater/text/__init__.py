"""Texts and places in them: what every other room points into."""

from headwater.text.document import Document
from headwater.text.span import Span

__all__ = ["Document", "Span"]
