"""What people ruled about claims and questions: it stands before all evidence, and is told apart from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rulings:
    """``same`` and ``different`` are pairs of claims (ids, the smaller first) with the words of whoever ruled so.

    ``merged`` are pairs of questions that are one; ``split`` the claims that are taken out of a question. Questions are
    named as they are without any ruling. A ruling about what is not there (a text that was changed) does nothing.
    """

    same: Mapping[tuple[str, str], str] = field(default_factory=dict)
    different: Mapping[tuple[str, str], str] = field(default_factory=dict)
    merged: Mapping[tuple[str, str], str] = field(default_factory=dict)
    split: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def claims(self) -> frozenset[str]:
        """The claims that somebody ruled on, by two or in a split."""
        pairs = (*self.same, *self.different)
        return frozenset(claim for pair in pairs for claim in pair).union(*self.split.values())

    def apart(self, one: str, two: str) -> bool:
        """Whether somebody ruled that these two claims are of different things."""
        return bool(self.different) and pair(one, two) in self.different


def pair(one: str, two: str) -> tuple[str, str]:
    """Two ids in the one order by which their pair is known."""
    return (one, two) if one < two else (two, one)


NONE = Rulings()
