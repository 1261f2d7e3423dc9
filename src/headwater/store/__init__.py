"""The ledger on disk."""

from headwater.store.engine import Engine, present
from headwater.store.filters import ALL, Clock, Filter
from headwater.store.ledger import Change, Ledger
from headwater.store.stored import (
    Answer,
    Backed,
    Counts,
    Problem,
    StoredClaim,
    StoredDocument,
    StoredOrigin,
    StoredQuestion,
    StoredScenario,
)

__all__ = [
    "ALL",
    "Answer",
    "Backed",
    "Change",
    "Clock",
    "Counts",
    "Engine",
    "Filter",
    "Ledger",
    "Problem",
    "StoredClaim",
    "StoredDocument",
    "StoredOrigin",
    "StoredQuestion",
    "StoredScenario",
    "present",
]
