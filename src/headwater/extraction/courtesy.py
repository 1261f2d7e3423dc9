"""What a report says of how it came by its words: nothing that it reports."""

from __future__ import annotations

import re

COURTESY = re.compile(
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
"""How a report came by its words, and why it has no more ("declined to comment", "asked not to be named")."""
