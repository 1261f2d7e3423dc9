"""A document: one capture from one publisher."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """``text`` is kept as given and never altered; everything else points into it by :class:`Span`.

    ``title`` and ``publisher`` are as the file gives them, or None where it does not.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
