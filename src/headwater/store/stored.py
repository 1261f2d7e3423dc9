"""What a ledger gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from headwater.extraction.claim import Figure, Scenario
from headwater.language import Outcome
from headwater.resolution.report import Entry
from headwater.store.engine import Engine
from headwater.text import Document


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A version of a document. ``current`` is the one that was added last; ``version`` counts from 1."""

    document: Document
    version: int
    current: bool
    sha256: str
    outcome: Outcome
    language: str
    engine: Engine


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its id and where it stands: ``document`` is an id, ``origin`` None where nobody named stands."""

    id: str
    document: str
    version: int
    publisher: str | None
    entry: Entry
    origin: str | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredScenario:
    """A scenario with the words of its spans: ``consequences`` are those of ``scenario.consequences``, in order."""

    id: str
    document: str
    version: int
    quote: str
    scenario: Scenario
    consequences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question with the claims that answer it, the figures that these give, and the origins behind them."""

    id: str
    label: str
    status: str
    why: str
    claims: tuple[str, ...]
    values: tuple[Figure, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredOrigin:
    """An origin with the claims and documents (ids) that it stands behind; ``how`` names the ways it is known by."""

    id: str
    name: str
    how: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]


class Asked(NamedTuple):
    """A question as it is asked, with its status and why."""

    question: str
    label: str
    status: str
    why: str


class Answer(NamedTuple):
    """A claim that answers a question; ``figure`` is the place of its figure that does, None where the claim does."""

    question: str
    claim: str
    figure: int | None


class Backed(NamedTuple):
    """A claim with the origin that it goes back to, and by what that is known."""

    claim: str
    origin: str
    how: str


class Counts(NamedTuple):
    """Of current documents, their claims and scenarios; ``older`` are versions that a newer one stands beside."""

    documents: int
    claims: int
    scenarios: int
    older: int


class Problem(NamedTuple):
    """Something in a ledger that is not as it was written: in which document, a stable slug, and what."""

    document: str
    slug: str
    what: str
