"""Spacing of words whose text is not given."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from headwater.language.pieces import Layout

_CLOSING = frozenset({".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "n't", "'re", "'ll", "'ve", "'d", "'m", "''"})


def as_printed(words: Sequence[str]) -> list[Layout]:
    """Layout of words whose spacing is not known: marks and clitics glued as in print."""
    found = [Layout.PARAGRAPH]
    opened = False
    for before, word in pairwise(words):
        glued = word in _CLOSING
        if word == '"':
            opened = not opened
            glued = not opened
        if before in {"(", "[", "$", "``"} or (before == '"' and opened):
            glued = True
        found.append(Layout.GLUED if glued else Layout.SPACE)
    return found
