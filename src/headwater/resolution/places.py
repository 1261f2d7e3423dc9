"""From names to places: all names of one document together, each in the light of the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from headwater.language.reading import Reading
from headwater.resolution.candidates import Name, candidates, unmistakable, unpossessed
from headwater.resolution.gazetteer import Kind, gazetteer
from headwater.resolution.names import key
from headwater.resolution.report import Place
from headwater.resolution.shortened import shortened
from headwater.resolution.surroundings import holder_starts, holders
from headwater.resolution.weighing import best, evidence, hold, weigh
from headwater.text import Span

BESIDE = 300
"""Code points within which a town is named close by a street or building."""
RENOWNED = 6.3
"""Weight from which a place is meant by a part of an unknown name, whatever else the report tells of: two million."""
MOST_WORDS = 12
"""Words of an unknown name in which a known one is looked for."""


def places(text: str, reading: Reading) -> Mapping[Span, Place]:
    """Where the reading's LOC entities lie; an entity that no place of the table can be is left out."""
    spans = [Span(entity.start, entity.end) for entity in reading.entities if entity.kind == "LOC"]
    return placed(text, spans)


def resolve(name: str, *, context: str = "") -> Place | None:
    """Where ``name`` lies, if ``context`` is what is said around it; None where no place of the table bears it.

    >>> resolve("Hassakeh").country
    'SYR'
    """
    text = f"{name}\n\n{context}"
    return placed(text, [Span(0, len(name))]).get(Span(0, len(name)))


def placed(text: str, mentions: Sequence[Span]) -> dict[Span, Place]:
    """Where each mention lies, all of them read together; a mention of no known place is left out.

    One name is one place in a document, but where the text says otherwise ("Paris, Texas" and "Paris, France").
    The work grows with the text and the number of names, never with its square. Adjectives and inhabitants
    ("Syrian") are placed at their country if they are given as mentions; nothing looks for them here.
    """
    mentions = sorted(set(mentions))
    names: dict[str, Name] = {}
    for span in mentions:
        written = span.of(text)
        name = names.get(written)
        if name is None:
            name = names[written] = candidates(written)
        name.spans.append(span)
    known = [name for name in names.values() if len(name.rows)]
    held = {span: holders(text, span) for name in known if len(name.rows) > 1 for span in name.spans}
    for name in known:
        hold(name, {row for span in name.spans for row in held.get(span, ())})
    weigh(known, evidence(text, mentions))
    rows: dict[Span, int] = {}
    for name in known:
        by_holders: dict[tuple[int, ...], int] = {}
        for span in name.spans if len(name.rows) else ():
            said = held.get(span, ())
            if said not in by_holders:
                by_holders[said] = best(name, said)
            rows[span] = by_holders[said]
    found = {span: name.unlisted for name in names.values() if name.unlisted for span in name.spans}
    rows |= _borrowed(text, [span for span in mentions if span not in rows and span not in found], rows)
    at = {row: gazetteer().place(row) for row in set(rows.values())}
    return found | {span: at[row] for span, row in rows.items()}


def _borrowed(text: str, unknown: Sequence[Span], rows: Mapping[Span, int]) -> dict[Span, int]:
    """For a name that the table lacks, the row of the place that the text says it lies in.

    That is the place said to hold it ("Khirbet X in Idlib province"), the one in its name ("Aleppo Citadel"), or for
    a street or building the settlement that is named closest by. Else it is left out.
    """
    if not unknown:
        return {}
    table, borrowed = gazetteer(), {}
    said = {name: row for span, row in rows.items() if shortened().told(name := span.of(text)) is None}
    towns = sorted(span for span, row in rows.items() if table.kind[row] >= Kind.COUNTY)
    resolved = set(rows.values())
    countries = {int(table.country[row]) for row in resolved}
    starts = {span.start: row for span, row in rows.items()}
    told: dict[str, int] = {}
    for span in unknown:
        wide = [starts[at] for at in holder_starts(text, span) if at in starts] or holders(text, span)
        if wide:
            told.setdefault(span.of(text), max(wide, key=lambda row: (row in resolved, table.weight[row])))
    for span in unknown:
        row = told.get(span.of(text))
        if row is None:
            row = _within_name(span.of(text), said)
            if row is not None and table.kind[row] > Kind.COUNTRY and table.weight[row] < RENOWNED:
                # "Ain Sefra" is no place in France because a department is called Ain.
                row = row if int(table.country[row]) in countries else None
        if row is None and towns and shortened().local.intersection(key(span.of(text)).split()):
            at = bisect_left(towns, span)
            near = min(towns[max(0, at - 1) : at + 1], key=lambda t: max(t.start - span.end, span.start - t.end))
            row = rows[near] if max(near.start - span.end, span.start - near.end) < BESIDE else None
        if row is not None:
            borrowed[span] = row
    return borrowed


def _within_name(written: str, said: Mapping[str, int]) -> int | None:
    """The row of the place whose name stands in the name: one that the document names too, else a well-known one."""
    words = [unpossessed(word) for word in written.split()[:MOST_WORDS]]
    if len(words) < 2 or words[-1].casefold() in shortened().flowing:
        return None
    for size in range(min(len(words) - 1, 4), 0, -1):
        for first in range(len(words) - size + 1):
            part = " ".join(words[first : first + size])
            if len(part) < 4 and not part.isupper():
                continue  # "La Cuchilla" is not in Louisiana, nor "El Paso Real" in a place called El
            row = said[part] if part in said else unmistakable(part, shout=written.isupper())
            if row is not None:
                return row
    return None
