"""The lines of a dossier: claims as they are printed, each once, with every place where it stands.

A line is what one passage says. The same words of the same speaker in several reports are one line with several places:
that is identity of letters, not a judgement that they are one source. A claim within a claim stands under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from headwater.extraction.claim import Figure, Modality
from headwater.extraction.cues import UNSAID, Force, forces
from headwater.extraction.lemmas import lemma
from headwater.publishing import wording
from headwater.resolution.report import Actor, Entry, Report

_PRONOUNS = frozenset("he him she her it they them we us i you who whom whoever which that this these those".split())
"""Words that tell a reader of a table nothing."""


class Place(NamedTuple):
    """Where the words stand: ``ref`` as the page shows it ("3.2"), ``anchor`` as it links to it."""

    ref: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as it is printed. ``inner`` are claims within its own words that say more than it does."""

    places: tuple[Place, ...]
    entry: Entry
    quote: str
    speakers: str
    voice: str
    anonymous: bool
    modality: str
    label: str
    hedge: str
    act: str
    who: str
    whom: str
    figures: tuple[str, ...]
    place: str
    happened: str
    said: str
    inner: tuple[Line, ...] = ()

    @property
    def word(self) -> str:
        """On whose word: the chain of speakers, else the report that says it itself."""
        return self.speakers or self.voice


def lines(number: int, report: Report) -> list[Line]:
    """The claims of one report in the order of its text; those within another are under it, or left out.

    Left out is an inner claim that says what the outer one does: the same speakers, modality and act, and no figure
    of its own.
    """
    found = [_line(number, place, report, entry) for place, entry in enumerate(report.entries, 1)]
    outer = {i: _around(found, i) for i in range(len(found))}
    inner: dict[int, list[Line]] = {}
    for i in sorted(outer, key=lambda i: found[i].entry.end - found[i].entry.start):
        around = outer[i]
        if around is not None and not _same(found[i], found[around]):
            inner.setdefault(around, []).append(replace(found[i], inner=_ordered(inner.get(i, ()))))
    return [replace(line, inner=_ordered(inner.get(i, ()))) for i, line in enumerate(found) if outer[i] is None]


def _around(found: Sequence[Line], i: int) -> int | None:
    """The shortest claim that holds claim ``i`` and is longer than it."""
    mine = found[i].entry
    size = mine.end - mine.start
    holding = [
        (other.entry.end - other.entry.start, j)
        for j, other in enumerate(found)
        if other.entry.start <= mine.start and mine.end <= other.entry.end
    ]
    longer = [(length, j) for length, j in holding if length > size]
    return min(longer)[1] if longer else None


def _same(inner: Line, outer: Line) -> bool:
    own, whole = inner.entry, outer.entry
    spans = {(f.start, f.end) for f in whole.figures}
    return (
        inner.speakers == outer.speakers
        and own.modality is whole.modality
        and inner.act in ("", outer.act)
        and all((f.start, f.end) in spans for f in own.figures)
    )


def _ordered(found: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(found, key=lambda line: line.entry.start))


def merged(found: Iterable[Line]) -> list[Line]:
    """Lines of the same words, speakers and modality as one line, where the first of them stood."""
    kept: dict[tuple[str, str, str], Line] = {}
    for line in found:
        key = (line.quote.casefold(), line.speakers.casefold(), line.modality)
        first = kept.get(key)
        if first is None:
            kept[key] = line
        elif line.places[0] not in first.places:
            voices = first.voice if line.voice in first.voice.split(", ") else f"{first.voice}, {line.voice}"
            kept[key] = replace(first, places=first.places + line.places, voice=voices)
    return list(kept.values())


def flattened(found: Iterable[Line]) -> Iterable[Line]:
    """Every line with those under it."""
    for line in found:
        yield line
        yield from flattened(line.inner)


def comments(entry: Entry) -> bool:
    """Whether a document weighs things in its own voice rather than reports them."""
    return not entry.speakers and entry.event is None and not entry.figures and entry.modality is not Modality.DENIED


def whole(entry: Entry, figure: Figure) -> str:
    """What the figure is a part of, in words."""
    if figure.part_of is None or figure.part_of >= len(entry.figures):
        return ""
    return wording.counted(entry.figures[figure.part_of])


def force(entry: Entry) -> Force | None:
    """What the last speaker's word of saying does with what is said; None where there is none of the vocabulary."""
    words = (entry.speakers[-1].cue or "").lower().split() if entry.speakers else []
    if UNSAID & set(words):
        return None
    known = forces()
    told = [known[base] for word in words if (base := lemma(word, "VERB")) in known]
    return told[0] if told else None


def _line(number: int, place: int, report: Report, entry: Entry) -> Line:
    event = entry.event
    who, whom = (_parties(entry, event.actors), _parties(entry, event.recipients)) if event else ("", "")
    return Line(
        places=(Place(f"{number}.{place}", f"r{number}c{place}"),),
        entry=entry,
        quote=wording.clipped(entry.quote),
        speakers=" → ".join(wording.flat(voice.name) for voice in entry.speakers),
        voice=wording.flat(report.document.publisher or report.document.id),
        anonymous=bool(entry.speakers) and entry.speakers[-1].anonymous,
        modality=entry.modality.value,
        label="negated" if entry.modality is Modality.DENIED and force(entry) is not Force.DENIES else entry.modality,
        hedge=wording.hedge(entry),
        act=event.type if event else "",
        who=who,
        whom="one another" if who and who == whom and ", " in who else whom,
        figures=tuple(map(wording.counted, entry.figures)),
        place=wording.flat(entry.place.name) if entry.place else "",
        happened=wording.date(entry.happened),
        said=wording.date(entry.said),
    )


def _parties(entry: Entry, actors: Sequence[Actor]) -> str:
    """The parties by name; a pronoun that is the speaker's own mention ("He accused ...") is the speaker's name."""
    own = {}
    for voice in entry.speakers:
        if voice.start is not None and voice.end is not None and entry.start <= voice.start and voice.end <= entry.end:
            own[entry.quote[voice.start - entry.start : voice.end - entry.start]] = voice.name
    named = (replace(actor, name=own.get(actor.name, actor.name)) for actor in actors)
    return wording.parties([actor for actor in named if actor.name.lower() not in _PRONOUNS])
