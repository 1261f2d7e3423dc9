"""What a ledger holds as tables: columns and rows, for a terminal and for a spreadsheet alike.

A cell is a number, a text as it was written, or None. Making it harmless is for whoever shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headwater.extraction.claim import Figure
from headwater.publishing import wording
from headwater.resolution.report import Actor, Entry
from headwater.store import Filter, Ledger, StoredClaim
from headwater.text import PartialDate

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A table. ``brief`` are the columns that fit on a screen."""

    columns: tuple[str, ...]
    brief: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]

    def briefly(self) -> Iterator[tuple[Cell, ...]]:
        """The rows with the brief columns alone."""
        places = [self.columns.index(name) for name in self.brief]
        for row in self.rows:
            yield tuple(row[place] for place in places)


def claims(found: Iterable[StoredClaim]) -> Listing:
    columns = (
        "id", "document", "publisher", "said by", "modality", "hedge", "claim", "event", "mode", "actor", "recipient",
        "figures", "happened", "said", "place", "origin", "start", "end",
    )  # fmt: skip
    return Listing(columns, ("id", "said by", "modality", "claim", "event", "happened", "document"), map(_claim, found))


def _claim(stored: StoredClaim) -> tuple[Cell, ...]:
    entry = stored.entry
    event = entry.event
    return (
        stored.id,
        stored.document,
        stored.publisher,
        said_by(entry),
        entry.modality.value,
        ", ".join(entry.hedge_words) or None,
        entry.quote,
        event.type if event else None,
        event.mode if event else None,
        actors(event.actors) if event else None,
        actors(event.recipients) if event else None,
        "; ".join(map(number, entry.figures)) or None,
        _when(entry.happened),
        _when(entry.said),
        entry.place.name if entry.place else None,
        stored.origin,
        entry.start,
        entry.end,
    )


def figures(found: Iterable[StoredClaim]) -> Listing:
    columns = (
        "claim id", "document", "publisher", "figure", "low", "high", "qualifier", "noun", "unit", "part of", "said by",
        "modality", "happened", "said", "claim", "start", "end",
    )  # fmt: skip
    brief = ("figure", "noun", "part of", "said by", "modality", "happened", "document")
    return Listing(columns, brief, (row for stored in found for row in _figures(stored)))


def _figures(stored: StoredClaim) -> Iterator[tuple[Cell, ...]]:
    entry = stored.entry
    for own in entry.figures:
        whole = entry.figures[own.part_of] if own.part_of is not None and own.part_of < len(entry.figures) else None
        yield (
            stored.id,
            stored.document,
            stored.publisher,
            wording.value(own),
            _plain(own.low),
            _plain(own.high),
            own.qualifier.value,
            own.noun,
            own.unit,
            number(whole) if whole else None,
            said_by(entry),
            entry.modality.value,
            _when(entry.happened),
            _when(entry.said),
            entry.quote,
            own.start,
            own.end,
        )


def timeline(found: Iterable[StoredClaim]) -> Listing:
    """Claims by the time that they happened, else by the time that they were said; those with neither are left out."""
    columns = (
        "happened", "happened to", "said", "said to", "precision", "said by", "modality", "event", "actor",
        "recipient", "claim", "document", "claim id",
    )  # fmt: skip
    dated = sorted((stored for stored in found if stored.entry.happened or stored.entry.said), key=in_time)
    brief = ("happened", "said", "said by", "modality", "event", "claim", "document")
    return Listing(columns, brief, map(_dated, dated))


def in_time(stored: StoredClaim) -> tuple[str, str]:
    """What sorts a claim by its first possible day; an open beginning stands at its end."""
    known = stored.entry.happened or stored.entry.said
    first = (known.first or known.last) if known else None
    last = (known.last or known.first) if known else None
    return (first.isoformat() if first else "9999", last.isoformat() if last else "9999")


def _dated(stored: StoredClaim) -> tuple[Cell, ...]:
    entry = stored.entry
    event = entry.event
    return (
        _first(entry.happened),
        _last(entry.happened),
        _first(entry.said),
        _last(entry.said),
        entry.happened.precision.value if entry.happened else None,
        said_by(entry),
        entry.modality.value,
        event.type if event else None,
        actors(event.actors) if event else None,
        actors(event.recipients) if event else None,
        entry.quote,
        stored.document,
        stored.id,
    )


def tables(ledger: Ledger, asked: Filter) -> Iterator[tuple[str, Listing]]:
    """Every table of a spreadsheet export, by name."""
    yield "documents", _documents(ledger, asked)
    yield "claims", claims(ledger.claims(asked))
    yield "figures", figures(ledger.claims(asked))
    yield "scenarios", scenarios(ledger, asked)
    yield "questions", _questions(ledger, asked)
    yield "origins", _origins(ledger, asked)


def _documents(ledger: Ledger, asked: Filter) -> Listing:
    columns = ("id", "version", "publisher", "title", "published", "agency", "author", "url", "language", "outcome")
    rows = (
        (
            stored.document.id,
            stored.version,
            stored.document.publisher,
            stored.document.title,
            _when(stored.document.published.date) if stored.document.published else None,
            stored.document.agency,
            stored.document.author,
            stored.document.url,
            stored.language,
            stored.outcome.value,
        )
        for stored in ledger.documents(all_versions=asked.all_versions)
    )
    return Listing(columns, ("id", "publisher", "title", "published", "outcome"), rows)


def scenarios(ledger: Ledger, asked: Filter) -> Listing:
    """One row a scenario and consequence; a scenario without a stated consequence has one row."""
    columns = ("id", "document", "condition", "consequence", "start", "end")
    rows = (
        (stored.id, stored.document, stored.quote, words, stored.scenario.start, stored.scenario.end)
        for stored in ledger.scenarios(asked)
        for words in (stored.consequences or (None,))
    )
    return Listing(columns, ("condition", "consequence", "document"), rows)


def _questions(ledger: Ledger, asked: Filter) -> Listing:
    columns = ("id", "label", "status", "why", "claims", "values", "origins")
    rows = (
        (
            stored.id,
            stored.label,
            stored.status,
            stored.why,
            " ".join(stored.claims),
            "; ".join(map(number, stored.values)) or None,
            " ".join(stored.origins),
        )
        for stored in ledger.questions(asked)
    )
    return Listing(columns, ("label", "status"), rows)


def _origins(ledger: Ledger, asked: Filter) -> Listing:
    columns = ("id", "name", "how", "claims", "documents")
    rows = (
        (stored.id, stored.name, " ".join(stored.how), len(stored.claims), len(stored.documents))
        for stored in ledger.origins(asked)
    )
    return Listing(columns, ("name", "claims", "documents"), rows)


def said_by(entry: Entry) -> str:
    """The chain of speakers, from the outermost to the innermost; the document's own voice is "(the document)"."""
    return " → ".join(voice.name for voice in entry.speakers) or "(the document)"


def actors(own: tuple[Actor, ...]) -> str | None:
    """Codes with sectors: "MRV MIL; TRN"."""
    return "; ".join(f"{actor.code} {actor.sector}" if actor.sector else actor.code for actor in own) or None


def number(own: Figure) -> str:
    """A figure with what it counts: "1,200 to 1,500 soldiers", "at least 20 people"."""
    return f"{wording.value(own)} {own.noun}".strip()


def _plain(value: float | None) -> int | float | None:
    return int(value) if value is not None and value.is_integer() else value


def _when(known: PartialDate | None) -> str | None:
    return str(known) if known else None


def _first(known: PartialDate | None) -> str | None:
    return known.first.isoformat() if known and known.first else None


def _last(known: PartialDate | None) -> str | None:
    return known.last.isoformat() if known and known.last else None
