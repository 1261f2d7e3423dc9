"""What a report says of how it came by its words: nothing that it reports."""

from __future__ import annotations

import re

from headwater.extraction.tree import Tree

_COURTESY = re.compile(
    r"(?-i:\bAsked) (?:about|whether|if|by|why|how)\b|\b(?:ask|declin|refus|request|speak|spok|giv)\w*\b[^.]{0,40}"
    r"\b(?:(?:named|identified|quoted|comment|speak publicly|(?:last|full|real|family|first) name)\b|anonymity)"
    r"|\bnot (?:been )?authori[sz]ed to (?:talk|speak|brief|comment|discuss|give)\b"
    r"|\bnot to be (?:named|identified|quoted)\b"
    r"|\bnot (?:immediately |yet |directly )?(?:comment|respond|reply|replie)(?:ed|d)?\b"
    r"|\b(?:declin|refus)\w* to (?:say|specify|elaborate|answer|disclose)\b"
    r"|\b(?:neither|not) confirm\w* (?:n?or) den(?:y|ied)\b"
    r"|\bno (?:immediate )?(?:comment|response)\b|\bcould not be reached\b|\bunavailable for comment\b"
    r"|\bnot (?:say|specify|give|provide|elaborate)\w*(?: (?:how|who|what|when|where|why|whether)\b|$)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\b(?:ask|declin|refus|request|speak|spok|giv|not|neither|no|could|unavailable)")
"""What each of these begins with, in small letters."""


def is_courtesy(tree: Tree, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` say how a report came by its words, or why it has no more
    ("declined to comment", "asked not to be named").
    """
    opens = _OPENS.search(tree.low, start, end)
    return opens is not None and _COURTESY.search(tree.text, opens.start(), end) is not None
