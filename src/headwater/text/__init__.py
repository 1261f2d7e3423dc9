"""Texts and places in them: what every other room points into."""

from headwater.text.dates import PartialDate, Precision
from headwater.text.document import Document, How, Kind, Published, Region
from headwater.text.span import Span

__all__ = ["Document", "How", "Kind", "PartialDate", "Precision", "Published", "Region", "Span"]
