"""Named-entity files: one word a line with its IOB2 tag (UNER's and CrossNER's)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Span = tuple[str, int, int]
"""Type, first word, one past the last word."""


@dataclass(slots=True)
class TaggedSentence:
    sent_id: str
    text: str  # empty where the file does not give it
    words: list[str]
    spans: list[Span]


def sentences(path: Path) -> list[TaggedSentence]:
    """Every sentence of the file. Tags of type ``O`` and ``OTH`` (left out of the measure) are dropped."""
    found: list[TaggedSentence] = []
    words: list[str] = []
    tags: list[str] = []
    sent_id = text = ""

    def close() -> None:
        nonlocal words, tags
        if words:
            found.append(TaggedSentence(sent_id, text, words, spans(tags)))
        words, tags = [], []

    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line.strip():
                close()
            elif line.startswith("# "):
                if line.startswith("# sent_id"):
                    sent_id = line.partition("= ")[2]
                elif line.startswith("# text"):
                    text = line.partition("= ")[2]
            else:
                fields = line.split("\t")
                # UNER numbers its words; CrossNER has word and tag alone.
                word, tag = (fields[1], fields[2]) if fields[0].isdigit() and len(fields) > 2 else fields[:2]
                words.append(word)
                tags.append("O" if tag[2:] in ("O", "OTH") else tag)
    close()
    return found


def spans(tags: list[str]) -> list[Span]:
    """The spans of an IOB2 sequence; an I after another type begins a span, as conlleval reads it."""
    found: list[Span] = []
    kind, start = "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[:1] != "I" or tag[2:] != kind):
            found.append((kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            kind, start = tag[2:], i
    return found
