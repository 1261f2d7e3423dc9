"""Counting right and wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Right, said and true, from which precision, recall and F1 follow (in percent; 0 where undefined)."""

    right: int = 0
    said: int = 0
    true: int = 0

    def add(self, said: Collection[object], true: Collection[object]) -> None:
        """Count two collections without doubles."""
        self.right += len(set(said) & set(true))
        self.said += len(said)
        self.true += len(true)

    @property
    def precision(self) -> float:
        return 100 * self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.said + self.true) if self.said + self.true else 0.0
