"""A document: one capture from one publisher."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headwater.text.dates import PartialDate


class Kind(StrEnum):
    """What a stretch of text is. Only the first six can hold claims; the rest is the furniture round a report."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BODY = "body"
    SNIPPET = "snippet"
    CAPTION = "caption"
    HEADING = "heading"
    BYLINE = "byline"
    NAVIGATION = "navigation"
    REFERENCES = "references"

    @property
    def tells(self) -> bool:
        """Whether a claim may stand in it."""
        return self not in (Kind.BYLINE, Kind.NAVIGATION, Kind.REFERENCES)


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled stretch, half-open, in code points. A label, never a deletion."""

    start: int
    end: int
    kind: Kind


class How(StrEnum):
    """On whose word something about a document is known."""

    METADATA = "metadata"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published, and how that is known."""

    date: PartialDate
    how: How


@dataclass(frozen=True, slots=True)
class Document:
    """``text`` is kept as given and never altered; everything else points into it by :class:`Span`.

    What is not known is None. ``regions`` stand in the order of the text and do not overlap; text outside them is
    body. ``agency`` is the wire that the text is credited to, ``author`` the byline's person.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: Published | None = None
    agency: str | None = None
    author: str | None = None
    url: str | None = None
    regions: tuple[Region, ...] = ()
