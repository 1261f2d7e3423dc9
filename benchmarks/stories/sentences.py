"""Sentences that know where their claims are, and edits that keep them known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from benchmarks.stories.plot import Statement


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim of a sentence, by its place in it; ``origin`` is None where it is nobody's word."""

    start: int
    end: int
    origin: str | None
    party: str | None
    question: str
    how: str
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    claims: tuple[Marked, ...] = ()
    bare: str | None = None
    """The claim alone as a sentence, for editors who cut the attribution."""


def swapped(sentence: Sentence, pattern: str, with_: str) -> Sentence:
    """Every match replaced; claims keep their words, whatever happens before or inside them."""
    text, at, claims = "", 0, [(c.start, c.end) for c in sentence.claims]
    shifts: list[tuple[int, int, int]] = []
    for match in re.finditer(pattern, sentence.text):
        new = match.expand(with_)
        text += sentence.text[at : match.start()] + new
        shifts.append((match.start(), match.end(), len(new) - (match.end() - match.start())))
        at = match.end()
    text += sentence.text[at:]

    def moved(place: int) -> int:
        return place + sum(shift for _, end, shift in shifts if end <= place)

    kept = tuple(replace(c, start=moved(s), end=moved(e)) for c, (s, e) in zip(sentence.claims, claims, strict=True))
    return Sentence(text, kept, sentence.bare)


def unattributed(sentence: Sentence) -> Sentence:
    """The claim alone, its speaker cut off; unchanged where it cannot be cut."""
    if len(sentence.claims) != 1:
        return sentence
    claim = sentence.claims[0]
    words = sentence.text[claim.start : claim.end]
    if (
        words.startswith(("the number of", "a death toll"))
        and sentence.text.endswith(words + ".")
        and " put " in sentence.text
    ):
        return sentence
    words = words[:1].upper() + words[1:]
    return Sentence(f"{words}.", (replace(claim, start=0, end=len(words), how="cut"),))
