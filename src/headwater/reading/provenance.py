"""Whose a document is, and of when: publisher, wire, author and date, each with how it is known.

Metadata comes first. What it leaves open is taken from the text, but only where it stands as furniture: in a byline, a
dateline, a date stamp or a signature, near the begin or the end. A date or an agency within a sentence tells what
happened and who was told, not where the document comes from; so "told AFP" is no credit. What is not known stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from headwater.reading import credits, written
from headwater.reading.credits import Piece
from headwater.reading.names import marked_forms
from headwater.reading.regions import pieces
from headwater.text import Document, How, Published, Region

BEGIN = 400
"""Code points from the begin in which furniture speaks for the whole document; a headline and a caption may precede."""

END = 300


@dataclass(frozen=True, slots=True)
class Known:
    """A name, and on whose word."""

    name: str
    how: How


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of a document's origin; None is unknown."""

    publisher: Known | None = None
    agency: Known | None = None
    author: Known | None = None
    published: Published | None = None


def described(document: Document) -> Document:
    """The document with its regions, and with what its text tells of its origin where metadata did not."""
    title, publisher = _untitled(document)
    found = pieces(document.text, title=document.title, publisher=publisher)
    origin = provenance(replace(document, title=title, publisher=publisher), found)
    return replace(
        document,
        title=title,
        publisher=_name(origin.publisher),
        published=origin.published,
        agency=_name(origin.agency),
        author=_name(origin.author),
        regions=tuple(Region(p.start, p.end, p.kind) for p in found),
    )


def provenance(document: Document, found: list[Piece]) -> Provenance:
    """From the document's metadata, else from its pieces of furniture."""
    size = len(document.text)
    near = [p for p in found if p.start < BEGIN or p.end > size - END]
    author = document.author and re.sub(r"(?i)^\s*by\s+", "", document.author)[:300]
    return Provenance(
        _known(document.publisher, next((p.publisher for p in near if p.publisher), None)),
        _known(document.agency or _wire(author), _agency(near)),
        _known(credits.person(author), next((p.author for p in near if p.author), None)),
        document.published or _dated(document.url, near),
    )


def _name(known: Known | None) -> str | None:
    return known.name if known else None


def _known(given: str | None, told: str | None) -> Known | None:
    if given:
        return Known(given, How.METADATA)
    return Known(told, How.TEXT) if told else None


def _agency(near: list[Piece]) -> str | None:
    """The wire that the text is credited to; a photograph's credit says nothing of the text."""
    return next((p.agency for p in near if p.agency and not p.photo), None)


def _dated(url: str | None, near: list[Piece]) -> Published | None:
    """The address's day, else the first stamp of publication, else that of the last change."""
    if url and (date := written.in_address(url)):
        return Published(date, How.METADATA)
    # At the end a bare date may be a correction's; there it counts only with a label or a wire before it.
    stamps = [p for p in near if p.date and not p.photo and (p.start < BEGIN or p.labelled)]
    stamp = next((p for p in stamps if not p.updated), stamps[0] if stamps else None)
    return Published(stamp.date, How.TEXT) if stamp and stamp.date else None


def _wire(author: str | None) -> str | None:
    """The agency's short name if the author field names one ("Reuters", "Jane Roe, AFP")."""
    if not author:
        return None
    parts = [part.strip(" ()") for part in re.split(r"[,;|/(]| for | with ", author)]
    return next((marked_forms()[part] for part in parts if part in marked_forms()), None)


def _untitled(document: Document) -> tuple[str | None, str | None]:
    """Title and publisher, where the publisher stands behind the title ("Bridge falls | Coastal Post")."""
    title, publisher = document.title, document.publisher
    if not title or " | " not in title:
        return title, publisher
    head, _, tail = title.rpartition(" | ")
    same = publisher is not None and re.sub(r"\W", "", tail).casefold() == re.sub(r"\W", "", publisher).casefold()
    if same or (publisher is None and 0 < len(tail.split()) <= 5):
        return head.strip() or title, publisher or tail.strip()
    return title, publisher
