"""Each claim its own question, each name its own origin: what can be said without comparing anything.

Nothing is joined here beyond equal names. Two names of one office are two origins, and a wire text in two papers
stands on whoever speaks in it, or on each paper where nobody does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headwater.reconciliation.identity import origin_id, question_id
from headwater.resolution.report import Entry
from headwater.text import Document

_LONGEST = 120  # characters of a label: a line


class How(StrEnum):
    """By what a claim is known to go back to its origin."""

    SPEAKER = "speaker"
    PUBLISHER = "publisher"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Question:
    """What claims answer together: here always one."""

    id: str
    label: str
    status: str
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """On whose word a claim stands."""

    id: str
    name: str
    how: How


def question(claim: str, entry: Entry, origin: Origin | None) -> Question:
    """The question that this claim alone answers, labelled with its words."""
    words = " ".join(entry.quote.split())
    label = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
    why = f"one claim, on the word of {origin.name}" if origin else "one claim, on the word of nobody who is named"
    return Question(question_id(claim), label, "single-origin", why)


def origin(document: Document, entry: Entry) -> Origin | None:
    """The innermost speaker with a name; for what a document says in its own voice its publisher, else itself.

    None where only anonymous speakers ("officials", "reports") stand behind it: that is nobody's word.
    """
    if not entry.speakers:
        if document.publisher:
            return Origin(origin_id(document.publisher), document.publisher, How.PUBLISHER)
        return Origin(origin_id(document.id), document.id, How.DOCUMENT)
    for voice in reversed(entry.speakers):
        if not voice.anonymous and voice.name.strip():
            return Origin(origin_id(voice.name), voice.name, How.SPEAKER)
    return None
