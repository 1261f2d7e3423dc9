"""A document with its claims marked beside its text."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from markupsafe import Markup

from headwater.desk.ask import Ask, Missing, linked
from headwater.desk.book import lines
from headwater.desk.faces import faces
from headwater.desk.listing import Table, reviewed
from headwater.desk.rendering import text_lines
from headwater.publishing.annex import pieces
from headwater.store import Filter

_AT = "at"
_PASSAGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_MARKED = 3_000  # claims of one document that are marked


def document(ask: Ask) -> dict[str, Any]:
    """The text as it was captured, each claim's words marked, and the claims in the order of the text."""
    id, given = ask.one("id"), ask.one("version")
    version = int(given) if given.isdecimal() and given.isascii() and len(given) < 8 else None
    held = ask.desk.ledger.document(id, version=version)
    if held is None:
        raise Missing(f"a document “{id[:200]}”" + (f", version {version}" if version is not None else ""))
    own = held.document
    every = ask.desk.ledger.claims(Filter(documents=(id,), all_versions=True))
    found = [each for each in every if each.version == held.version]
    shown = faces(ask.desk, found[:_MARKED])
    lit = ask.one("claim")
    at = _span(ask.one("at"), len(own.text))
    return {
        "document": {
            "id": own.id,
            "title": own.title,
            "publisher": own.publisher,
            "published": str(own.published.date) if own.published else None,
            "how": own.published.how.value if own.published else None,
            "agency": own.agency,
            "author": own.author,
            "url": own.url,
            "language": held.language,
            "outcome": held.outcome.value,
            "sha256": held.sha256,
            "version": held.version,
            "current": held.current,
            "engine": held.engine._asdict(),
        },
        "claims": shown,
        "more": max(0, len(found) - _MARKED),
        "lit": lit,
        "seen": ask.book.seen("document", id),
        "decisions": lines(ask.book.of("document", id)[::-1], ask.book),
        "text": own.text if ask.request.url.path.endswith(".json") else "",
        "marked": _marked(own.text, shown, lit, id, held.version, at),
    }


def document_table(ask: Ask) -> Table:
    """The claims of the document's current version."""
    id = ask.one("id")
    places = [place for place, each in enumerate(ask.columns.documents) if each["id"] == id]
    if not places:
        raise Missing(f"a document “{id[:200]}”")
    return reviewed(ask, np.flatnonzero(ask.columns.document == places[0]))


def _span(written: str, length: int) -> tuple[int, int] | None:
    """A passage as an address names it, ``120-180``; None if the text has none such."""
    found = _PASSAGE.fullmatch(written)
    if not found:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= length else None


def _marked(
    text: str, claims: list[dict[str, Any]], lit: str, document: str, version: int, at: tuple[int, int] | None
) -> Markup:
    """The text, escaped, with a mark and a numbered link at each claim; a mark may stand within another.

    ``at`` is a passage without a claim that is lit as well.
    """
    numbers = {each["id"]: i for i, each in enumerate(claims, 1)}
    parts: list[Markup] = []
    marks = [(each["start"], each["end"], str(each["id"])) for each in claims]
    for piece in pieces(text, [*marks, (*at, _AT)] if at else marks):
        for name in piece.opens:
            if name == _AT:
                parts.append(Markup('<mark id="at" class="lit">'))
                continue
            there = linked({"id": document, "version": version, "claim": name})
            parts.append(
                Markup(
                    '<mark id="c-{0}" data-claim="{0}"{1}><a class="ref" href="/document?{2}#k-{0}" '
                    'aria-label="claim {3}">{3}</a>'
                ).format(name, Markup(' class="lit"') if name == lit else "", there, numbers[name])
            )
        parts.append(text_lines(piece.text))
        if piece.closes:
            parts.append(Markup("</mark>"))
    return Markup("").join(parts)
