"""Documents with events marked across them: ECB+ and the Gun Violence Corpus, as JSONL."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from headwater.text import Document, PartialDate, Span
from headwater.text.document import How, Published

OUTSIDE = "0"  # the Gun Violence Corpus' mark of tellings that belong to no incident


@dataclass(frozen=True, slots=True)
class Telling:
    """A marked event: ``chain`` is the same for all tellings of one event."""

    id: str
    span: Span
    chain: str


@dataclass(frozen=True, slots=True)
class Story:
    """A document with its tellings. ``topic`` and ``subtopic`` are the corpus' own, never shown to the program."""

    document: Document
    split: str
    topic: str
    subtopic: str
    tellings: tuple[Telling, ...]


def stories(path: Path, *, split: str | None = None) -> list[Story]:
    """The documents of a file, of one split if one is named, with their event mentions.

    Of ECB+ only mentions of sentences that its annotators checked (``clean_sentence``), as is usual. A telling that
    the Gun Violence Corpus puts outside all incidents (chain "0") is an event of its own.
    """
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if split is not None and row["split"] != split:
            continue
        date = Published(PartialDate.iso(row["date"]), How.TEXT) if row.get("date") else None
        tellings = tuple(
            Telling(
                id=(id := f"{row['doc_id']} {m['m_id']}"),
                span=Span(m["start"], m["end"]),
                chain=f"{OUTSIDE} {id}" if m["chain_id"] == OUTSIDE else m["chain_id"],
            )
            for m in row["mentions"]
            if m["kind"] == "event" and m.get("clean_sentence", True)
        )
        document = Document(row["doc_id"], row["text"], published=date)
        found.append(Story(document, row["split"], str(row["topic"]), str(row["subtopic"]), tellings))
    return found


def splits(path: Path) -> frozenset[str]:
    """The splits that a file has."""
    return frozenset(json.loads(line)["split"] for line in path.read_text("utf-8").splitlines())
