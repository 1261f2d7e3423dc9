"""The ledger on disk."""

from headwater.store.columns import Columns
from headwater.store.decisions import Decision, DecisionStale, Verdict, Wish, in_force, rulings
from headwater.store.engine import Engine, present
from headwater.store.filters import ALL, Clock, Filter
from headwater.store.ledger import Change, Ledger
from headwater.store.meanings import Meanings
from headwater.store.stored import (
    Answer,
    Asked,
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
    "Asked",
    "Backed",
    "Change",
    "Clock",
    "Columns",
    "Counts",
    "Decision",
    "DecisionStale",
    "Engine",
    "Filter",
    "Ledger",
    "Meanings",
    "Problem",
    "StoredClaim",
    "StoredDocument",
    "StoredOrigin",
    "StoredQuestion",
    "StoredScenario",
    "Verdict",
    "Wish",
    "in_force",
    "present",
    "rulings",
]
