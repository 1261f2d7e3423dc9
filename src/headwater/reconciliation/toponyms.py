"""Places as they are written: "el-Fasher", "El Fasher" and "Fasher" are one."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"\b(?:(?:[Aa]l|[Ee]l|[Aa](?:[dnrstz]|sh))-|[AE]l\s)(?=[A-Z])")
"""The Arabic article with its assimilated forms, before a hyphen; "Al" and "El" before a space as well."""


def bared(text: str) -> str:
    """The text with the articles of its names taken away; not of the same length."""
    return _ARTICLE.sub("", text)
