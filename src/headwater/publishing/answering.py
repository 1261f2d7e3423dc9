"""Who answers whom: denials, demands, and acts by which one party answers another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from headwater.extraction.claim import Modality
from headwater.extraction.cues import Force
from headwater.publishing.lines import Line, force

REACTIONS = {
    "REQUEST": "asks",
    "ACCUSE": "accuses, criticises",
    "REJECT": "refuses",
    "THREATEN": "threatens, warns",
    "SUPPORT": "supports",
    "CONCEDE": "gives way",
    "SANCTION": "breaks or cuts ties",
}
"""Acts by which one party answers to another, and what the page says that it does."""


class Reaction(NamedTuple):
    who: str
    does: str
    whom: str
    line: Line


def reactions(found: Iterable[Line]) -> Iterable[Reaction]:
    """Who denies, who demands, and the acts by which somebody answers somebody, in the order of the reports.

    Denials and demands by the word of saying ("denied that", "demanded that"), not by a negation in what is said.
    """
    for line in found:
        entry = line.entry
        told = force(entry)
        code = entry.event.type if entry.event and any(a.name for a in entry.event.actors) else ""
        if told is Force.DENIES and entry.modality is Modality.DENIED:
            # "dismissed reports that ..." holds what is denied as a claim of its own.
            if not any(force(inner.entry) is Force.DENIES for inner in line.inner):
                yield Reaction(line.speakers, "denies", "", line)
        elif told is Force.DEMANDS and entry.modality is Modality.DEMANDED:
            yield Reaction(line.speakers, "demands", line.whom if code in REACTIONS else "", line)
        elif code in REACTIONS and line.who and entry.modality is not Modality.DENIED:
            yield Reaction(line.who, REACTIONS[code], line.whom, line)
