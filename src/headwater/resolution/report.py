"""What one document gives to the ledger, in the words of the export."""

from __future__ import annotations

from dataclasses import dataclass, field

from headwater.extraction.claim import Figure, Hedge, Modality, Scenario
from headwater.language.reading import Outcome
from headwater.resolution.passages import Passages
from headwater.text import Document, PartialDate


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: ``code`` is ISO 3166-1 alpha-3 or a PLOVER group (IGO, UNO, EUR, NGO, ISM, IMG, MNC) or ``UNK``.

    ``sector`` is a PLOVER sector (GOV, MIL, REB, SPY, CVL...), None where nothing tells. ``name`` is as written; it is
    empty where the passage names nobody and the code is that of the country where the report's events happen.
    """

    code: str
    sector: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer: ``geonameid`` of GeoNames, ``country`` ISO 3166-1 alpha-3, degrees WGS 84."""

    name: str
    geonameid: int | None
    country: str | None
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event with its actors resolved."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    agentless: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with its actor, if it is one: code points of the mention and of the cue, None where understood."""

    name: str
    actor: Actor | None
    anonymous: bool
    start: int | None
    end: int | None
    cue: str | None
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as the ledger holds it: every reference resolved or left open, never guessed.

    ``hedge_words`` are the hedge's words as written. ``happened`` and ``said`` are the two clocks.
    """

    start: int
    end: int
    quote: str
    speakers: tuple[Voice, ...]
    modality: Modality
    hedge: Hedge | None
    hedge_words: tuple[str, ...]
    event: CodedEvent | None
    figures: tuple[Figure, ...]
    happened: PartialDate | None
    said: PartialDate | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Report:
    """One document, read: its claims and scenarios in the order of the text.

    ``passages`` are for searching by meaning. They are no part of what is claimed, and so of no comparison.
    """

    document: Document
    outcome: Outcome
    language: str
    entries: tuple[Entry, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    passages: Passages | None = field(default=None, compare=False, repr=False)
