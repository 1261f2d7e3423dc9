"""A document with its claims marked beside its text."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from headwater.desk.ask import Ask, Missing, linked
from headwater.desk.book import lines
from headwater.desk.faces import faces
from headwater.desk.rendering import text_lines
from headwater.publishing.annex import pieces
from headwater.store import Filter

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
        "marked": _marked(own.text, shown, lit, id, held.version),
    }


def _marked(text: str, claims: list[dict[str, Any]], lit: str, document: str, version: int) -> Markup:
    """The text, escaped, with a mark and a numbered link at each claim; a mark may stand within another."""
    numbers = {each["id"]: i for i, each in enumerate(claims, 1)}
    parts: list[Markup] = []
    for piece in pieces(text, [(each["start"], each["end"], each["id"]) for each in claims]):
        for name in piece.opens:
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
