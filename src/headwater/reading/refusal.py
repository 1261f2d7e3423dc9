"""What was not read, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or a line that was not read. ``slug`` is stable; ``why`` says what to do."""

    source: str
    slug: str
    why: str
