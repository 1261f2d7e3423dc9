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
    """One claim as it is printed. ``inner`` are claims within its own words that say more than it does.

    What is printed of it is put into words when it is asked for: most claims of a large ledger are not printed.
    """

    places: tuple[Place, ...]
    entry: Entry
    voice: str
    inner: tuple[Line, ...] = ()

    @property
    def quote(self) -> str:
        return wording.clipped(self.entry.quote)

    @property
    def speakers(self) -> str:
        """The chain of those who say it, from the outermost in; "" for the report's own voice."""
        own = self.entry.speakers
        return " → ".join([wording.flat(voice.name) for voice in own]) if own else ""

    @property
    def anonymous(self) -> bool:
        return bool(self.entry.speakers) and self.entry.speakers[-1].anonymous

    @property
    def modality(self) -> str:
        return self.entry.modality.value

    @property
    def label(self) -> str:
        """The modality as it is printed: a denial by the negation alone is "negated"."""
        entry = self.entry
        denied = entry.modality is Modality.DENIED and force(entry) is not Force.DENIES
        return "negated" if denied else entry.modality.value

    @property
    def hedge(self) -> str:
        return wording.hedge(self.entry)

    @property
    def act(self) -> str:
        return self.entry.event.type if self.entry.event else ""

    @property
    def doers(self) -> tuple[str, ...]:
        """Who acts, one by one."""
        return _parties(self.entry, self.entry.event.actors) if self.entry.event else ()

    @property
    def others(self) -> tuple[str, ...]:
        """On whom they act, one by one."""
        return _parties(self.entry, self.entry.event.recipients) if self.entry.event else ()

    @property
    def who(self) -> str:
        return ", ".join(self.doers)

    @property
    def whom(self) -> str:
        who, whom = self.doers, self.others
        return "one another" if who and who == whom and len(who) > 1 else ", ".join(whom)

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(map(wording.counted, self.entry.figures))

    @property
    def place(self) -> str:
        return wording.flat(self.entry.place.name) if self.entry.place else ""

    @property
    def happened(self) -> str:
        return wording.date(self.entry.happened)

    @property
    def said(self) -> str:
        return wording.date(self.entry.said)

    @property
    def word(self) -> str:
        """On whose word: the chain of speakers, else the report that says it itself."""
        return self.speakers or self.voice


def lines(number: int, report: Report, entries: Sequence[Entry | None] | None = None) -> list[Line]:
    """The claims of one report in the order of its text; those within another are under it, or left out.

    Left out is an inner claim that says what the outer one does: the same speakers, modality and act, and no figure
    of its own. ``entries`` are the report's, with None in the place of each that is not to be printed.
    """
    voice = wording.flat(report.document.publisher or report.document.id)
    found = [
        Line((Place(f"{number}.{place}", f"r{number}c{place}"),), entry, voice)
        for place, entry in enumerate(report.entries if entries is None else entries, 1)
        if entry is not None
    ]
    outer = around([(line.entry.start, line.entry.end) for line in found])
    inner: dict[int, list[Line]] = {}
    within = [i for i, holder in enumerate(outer) if holder is not None]
    for i in sorted(within, key=lambda i: found[i].entry.end - found[i].entry.start):
        holder = outer[i]
        assert holder is not None
        if not _same(found[i], found[holder]):
            inner.setdefault(holder, []).append(_with(found[i], inner.get(i)))
    return [_with(line, inner.get(i)) for i, line in enumerate(found) if outer[i] is None]


def around(spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each span the place of the shortest one that holds it and is longer; the first of several such."""
    found: list[int | None] = [None] * len(spans)
    open_: list[int] = []
    for i in sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], i)):
        start, end = spans[i]
        open_ = [j for j in open_ if spans[j][1] > start]
        holding = [(spans[j][1] - spans[j][0], j) for j in open_ if spans[j][1] >= end]
        found[i] = min((each for each in holding if each[0] > end - start), default=(0, None))[1]
        open_.append(i)
    return found


def _with(line: Line, inner: list[Line] | None) -> Line:
    return replace(line, inner=tuple(sorted(inner, key=lambda each: each.entry.start))) if inner else line


def _same(inner: Line, outer: Line) -> bool:
    own, whole = inner.entry, outer.entry
    if own.modality is not whole.modality or inner.act not in ("", outer.act):
        return False
    spans = {(f.start, f.end) for f in whole.figures}
    return inner.speakers == outer.speakers and all((f.start, f.end) in spans for f in own.figures)


def merged(found: Iterable[Line]) -> list[Line]:
    """Lines of the same words, speakers and modality as one line, where the first of them stood."""
    kept: dict[tuple[str, str, str], Line] = {}
    for line in found:
        key = (" ".join(line.entry.quote.split()).casefold(), line.speakers.casefold(), line.modality)
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


def _parties(entry: Entry, actors: Sequence[Actor]) -> tuple[str, ...]:
    """The parties by name; a pronoun that is the speaker's own mention ("He accused ...") is the speaker's name."""
    if not actors:
        return ()
    own = {}
    for voice in entry.speakers:
        if voice.start is not None and voice.end is not None and entry.start <= voice.start and voice.end <= entry.end:
            own[entry.quote[voice.start - entry.start : voice.end - entry.start]] = voice.name
    named = [replace(actor, name=own[actor.name]) if actor.name in own else actor for actor in actors]
    return wording.parties([actor for actor in named if actor.name.lower() not in _PRONOUNS])
