"""Claims as reconciliation looks at them: what is told, where it stands, and in whose paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.extraction.claim import Modality
from headwater.reconciliation.identity import claim_ids, digest
from headwater.resolution.report import Entry, Report
from headwater.text import Document, Kind, PartialDate

_END = re.compile(r"[.!?…]['\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Told:
    """One claim with its carrier. ``id`` is the ledger's, ``start`` to ``end`` its code points, ``quote`` its words.

    ``passage`` is the sentence that it stands in, cut where a sentence runs on for 600 characters.
    """

    id: str
    document: str
    publisher: str | None
    agency: str | None
    published: PartialDate | None
    start: int
    end: int
    quote: str
    passage: str
    headline: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class Page:
    """One document with all that it tells, in the order of its text."""

    document: Document
    told: tuple[Told, ...]


def page(report: Report) -> Page:
    """A report as reconciliation looks at it; it depends on that report alone."""
    document = report.document
    published = document.published.date if document.published else None
    ids = claim_ids(document.id, digest(document.text), report.entries)
    heads = [r for r in document.regions if r.kind is Kind.HEADLINE]
    return Page(
        document,
        tuple(
            Told(
                id,
                document.id,
                document.publisher,
                document.agency,
                published,
                entry.start,
                entry.end,
                entry.quote,
                passage(document.text, entry.start, entry.end),
                any(r.start <= entry.start < r.end for r in heads) or _titled(document, entry.quote),
                entry,
            )
            for id, entry in zip(ids, report.entries, strict=True)
        ),
    )


def _titled(document: Document, quote: str) -> bool:
    """Whether a claim is what the document's title says, in the title's words or in part of them."""
    title = " ".join((document.title or "").split()).casefold().rstrip(".")
    words = " ".join(quote.split()).casefold().rstrip(".")
    return bool(title) and (words == title or (len(words) > 20 and (words in title or words.endswith(title))))


_AHEAD = re.compile(r"\b(?:could|may|might|can|would|will|shall)\b", re.IGNORECASE)


def real(told: Told) -> bool:
    """Whether the claim tells of what is or was, however unsurely; not of what may come, is planned or wished for."""
    modality = told.entry.modality
    if modality in (Modality.ACTUAL, Modality.DENIED):
        return True
    return modality is Modality.POSSIBLE and not _AHEAD.search(told.quote)


def passage(text: str, start: int, end: int) -> str:
    """The sentence or sentences that ``start`` to ``end`` lies in, found by their stops alone."""
    from_ = max(0, start - _LONGEST)
    before = [m.end() for m in _END.finditer(text, from_, min(len(text), start + 1)) if m.end() <= start]
    after = _END.search(text, max(start, end - 1), min(len(text), end + _LONGEST))
    return text[before[-1] if before else from_ : after.start() + 1 if after else min(len(text), end + _LONGEST)]
