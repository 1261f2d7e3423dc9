"""Names that stay: ids computed from what they name, so that they are the same in every run and every ledger.

Each is the first 16 hexadecimal digits (64 bits) of a SHA-256: among a million ids two are equal with a chance of
one in thirty-seven million.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from headwater.extraction.claim import Scenario
from headwater.resolution.report import Entry

_DIGITS = 16


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal; a lone surrogate counts as the three bytes that it would take."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def claim_ids(document: str, text_digest: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """One id a claim, from the document's id and text, the claim's span, and who speaks where.

    What is read *into* a claim (modality, event, figures, dates) is left out, so that a better reading of the same
    passage keeps its id and what analysts have said of it. Claims that share all of this are told apart by their
    order.
    """
    met: Counter[str] = Counter()
    found = []
    for entry in entries:
        voices = [(voice.name, voice.start, voice.end) for voice in entry.speakers]
        key = json.dumps(["claim", document, text_digest, entry.start, entry.end, voices])
        met[key] += 1
        found.append(_short(f"{key}{met[key]}"))
    return tuple(found)


def scenario_ids(document: str, text_digest: str, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """One id a scenario, from the document's id and text, its span and its place among the scenarios."""
    return tuple(
        _short(json.dumps(["scenario", document, text_digest, s.start, s.end, i])) for i, s in enumerate(scenarios)
    )


def question_id(claim: str) -> str:
    """The id of the question that one claim alone answers."""
    return _short(f"question {claim}")


def origin_id(name: str) -> str:
    """The same for all spellings of a name that differ in case, spacing or compatibility forms."""
    return _short(f"origin {folded(name)}")


def folded(name: str) -> str:
    """A name as it is compared: NFKC, without case, each run of white space one space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _short(key: str) -> str:
    return digest(key)[:_DIGITS]
