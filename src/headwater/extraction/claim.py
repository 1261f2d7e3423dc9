"""The forms of a claim, as one passage states it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headwater.text import Span


class Modality(StrEnum):
    """How what is said is said to stand to the world. Never whether it is true."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    PLANNED = "planned"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Qualifier(StrEnum):
    """How a figure bounds its value."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    MORE_THAN = "more-than"
    LESS_THAN = "less-than"
    RANGE = "range"
    DOZENS = "dozens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the text bounds it: from ``low`` to ``high``, None where it is open.

    ``start`` to ``end`` are the code points of the number with its qualifier ("at least 20"). ``noun`` is what is
    counted, as written and without the number ("North Korean troops"), or the one understood ("people"). ``unit``
    is a measure's ("USD", "percentage", "kilometre") or None. ``part_of`` is the place, in the same tuple of
    figures, of the whole that this one counts a part of.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    qualifier: Qualifier
    noun: str
    unit: str | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What is done, in PLOVER 2.0's words, by whom to whom as spans of the text.

    ``word`` is the number in the reading of the word that tells of it, ``start`` to ``end`` its code points.
    ``agentless`` marks an act whose doer the passage leaves out ("four people were killed"). ``traced`` gives the name
    that the document has for a pronoun or a short form among the actors and recipients.
    """

    word: int
    start: int
    end: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    agentless: bool = False
    traced: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hedge:
    """The words by which the speaker weakens what is said, with their ICD 203 band in percent where they give one."""

    words: tuple[Span, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of an attribution chain: ``name`` as the document best names them, bound by ``cue``.

    ``mention`` is the words at the place where it speaks ("he"); it is None where the speaker is understood.
    ``anonymous`` speakers ("officials", "reports") stand for nobody in particular; ``traced`` tells that the name
    was found for a pronoun or a short form.
    """

    name: str
    mention: Span | None
    cue: Span | None
    anonymous: bool
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition as one passage states it. No speaker: the document says it in its own voice.

    ``speakers`` run from the outermost to the innermost. ``head`` is the number in the reading of the word that the
    proposition hangs on; ``reach`` is the whole clause with the adjuncts before and behind it ("On Friday, ...").
    """

    start: int
    end: int
    head: int
    reach: Span
    speakers: tuple[Speaker, ...]
    modality: Modality
    hedge: Hedge | None
    event: Event | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A condition and what the text says would follow."""

    start: int
    end: int
    consequences: tuple[Span, ...]
