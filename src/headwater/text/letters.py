"""Texts in small letters, to be searched at the places of the text itself."""

from __future__ import annotations


def in_small_letters(text: str) -> str:
    """The text in small letters, each at its place: what would become two letters stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
