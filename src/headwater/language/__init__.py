"""Reading English: one forward pass of one small encoder gives every reading of a document at once.

The seam is :class:`Reader`: documents in, a stream of :class:`Reading` out. It runs on a CPU, offline and
deterministically, and knows nothing of claims.
"""

from headwater.language.reader import Reader
from headwater.language.reading import (
    Argument,
    Attribution,
    Entity,
    Outcome,
    Predicate,
    Reading,
    Sentence,
    Word,
)

__all__ = ["Argument", "Attribution", "Entity", "Outcome", "Predicate", "Reader", "Reading", "Sentence", "Word"]
