"""One document's claims with every mention resolved, or left open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from headwater.extraction.claim import Claim, Event, Scenario, Speaker
from headwater.language.reading import Reading
from headwater.resolution import clocks
from headwater.resolution.actors import Naming, learn, resolve, theatre
from headwater.resolution.dates import timexes
from headwater.resolution.gazetteer import is_country
from headwater.resolution.places import places
from headwater.resolution.report import Actor, CodedEvent, Entry, Place, Report, Voice
from headwater.text import Document, Span

UNKNOWN = "UNK"
"""The code of a doer whom the text leaves out or does not tell enough of."""


def resolved(document: Document, reading: Reading, claims: Sequence[Claim], scenarios: Sequence[Scenario]) -> Report:
    """The document's report: its claims with actors, places and dates, its scenarios as they are."""
    text = document.text
    published = document.published.date if document.published else None
    where = places(text, reading)
    parties = _Parties(
        text,
        learn(text, reading),
        published.last if published else None,
        theatre(text, reading, title=document.title, firmly=True),
    )
    times = timexes(text, published, reading=reading)
    entries: list[Entry] = []
    for claim in claims:
        word = reading.words[claim.head]
        at = bisect_right(reading.sentences, word.start, key=lambda s: s.start) - 1
        sentence = Span(reading.sentences[at].start, reading.sentences[at].end)
        entries.append(
            Entry(
                start=claim.start,
                end=claim.end,
                quote=text[claim.start : claim.end],
                speakers=tuple(parties.voice(speaker) for speaker in claim.speakers),
                modality=claim.modality,
                hedge=claim.hedge,
                hedge_words=tuple(w.of(text) for w in claim.hedge.words) if claim.hedge else (),
                event=parties.coded(claim, claim.event) if claim.event else None,
                figures=claim.figures,
                happened=clocks.happened(text, claim, times, reading),
                said=clocks.said(claim, times, sentence, published),
                place=_place(claim, where),
            )
        )
    return Report(document, reading.outcome, reading.language, tuple(entries), tuple(scenarios))


_STRIKES = frozenset({"ASSAULT"})
"""Acts that always hit somebody: where the passage names nobody, whoever is where the report's events happen.

Such a recipient has an empty name, for no words of the passage stand for it.
"""


_SPOKEN = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "REJECT", "CONCEDE", "AGREE"})
"""Acts that are done by saying: where the claim's own verb is one, its speaker does it."""


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who acts and speaks in one document: ``on`` is its day, ``theatre`` the country where its events happen."""

    text: str
    naming: Naming
    on: date | None
    theatre: str | None
    heard: dict[str, Actor] = field(default_factory=dict)
    """The speakers so far that could be told, by their names as written."""
    asked: dict[tuple[str, str | None], tuple[Actor, ...]] = field(default_factory=dict)
    """Whom a phrase names, by the phrase and the country that it may take its own from."""

    def voice(self, speaker: Speaker) -> Voice:
        known = self._resolved(speaker.name, None)
        actor = known[0] if known else self._as_before(speaker.name)
        if actor is not None:
            self.heard[speaker.name] = actor
        return Voice(
            name=speaker.name,
            actor=actor,
            anonymous=speaker.anonymous,
            start=speaker.mention.start if speaker.mention else None,
            end=speaker.mention.end if speaker.mention else None,
            cue=speaker.cue.of(self.text) if speaker.cue else None,
            traced=speaker.traced,
        )

    def _as_before(self, name: str) -> Actor | None:
        """Who a bare name is, where somebody of that name spoke before with what they are ("Rebel spokesman Odu")."""
        words = name.split()
        if not words or not all(word[:1].isupper() for word in words):
            return None
        for fuller, actor in reversed(self.heard.items()):
            own = fuller.replace(",", " ").split()
            if len(own) > len(words) and any(own[k : k + len(words)] == words for k in range(len(own))):
                return replace(actor, name=name)
        return None

    def coded(self, claim: Claim, event: Event) -> CodedEvent:
        """The event with its actors' codes. An act whose doer is left out has the doer ``UNK``: it is not dropped."""
        names = dict(event.traced)
        for figure in claim.figures:
            # "up to 4,000 soldiers": who they are stands behind the number.
            for span in (*event.actors, *event.recipients):
                if span.start == figure.start and span.end > figure.end:
                    names.setdefault(span, self.text[figure.end : span.end].strip())
        doers = self._codes(event.actors, names)
        if not doers and event.type in _SPOKEN and _does_it_by_saying(claim):
            doers = self._resolved(claim.speakers[-1].name, None)
        if not doers and (event.agentless or event.actors):
            doers = (Actor(UNKNOWN, None, event.actors[0].of(self.text) if event.actors else ""),)
        sufferers = self._codes(event.recipients, names)
        if not sufferers and event.type in _STRIKES and self.theatre is not None:
            sufferers = (Actor(self.theatre, None, ""),)
        return CodedEvent(event.type, event.mode, event.contexts, doers, sufferers, event.agentless)

    def _resolved(self, phrase: str, theatre: str | None) -> tuple[Actor, ...]:
        known = self.asked.get((phrase, theatre))
        if known is None:
            known = resolve(phrase, naming=self.naming, on=self.on, speaks=True, theatre=theatre)
            self.asked[phrase, theatre] = known
        return known

    def _codes(self, spans: Sequence[Span], names: Mapping[Span, str]) -> tuple[Actor, ...]:
        found: dict[tuple[str, str | None], Actor] = {}
        for span in spans:
            phrase = names.get(span) or span.of(self.text)
            for actor in self._resolved(phrase, self.theatre):
                found.setdefault((actor.code, actor.sector), actor)
        return tuple(found.values())


def _does_it_by_saying(claim: Claim) -> bool:
    """Whether the claim is the act of speech itself ("condemned the raid"), not something that was said."""
    cue = claim.speakers[-1].cue if claim.speakers else None
    return cue is not None and claim.start <= cue.start < claim.end


def _place(claim: Claim, where: Mapping[Span, Place]) -> Place | None:
    """The first place named in the claim, a town or province before a country; no capital that stands for its
    government ("Moscow claimed to have destroyed ...").
    """
    acting = {speaker.mention for speaker in claim.speakers}
    if claim.event is not None:
        acting.update(claim.event.actors)
        acting.update(claim.event.recipients if claim.event.type in _SPOKEN else ())
    inside = [
        (span, place)
        for span, place in where.items()
        if claim.start <= span.start and span.end <= claim.end and span not in acting
    ]
    if not inside:
        return None
    return min(inside, key=lambda item: (is_country(item[1]), item[0].start))[1]
