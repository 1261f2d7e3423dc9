"""Documents from files: plain text, and JSONL with one article a line.

What cannot be read is a :class:`Refusal` in the stream, in its place; nothing stops the run.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from headwater.text import Document

LARGEST = 64 * 2**20
"""Bytes of a file that is still read; a longer one is no report."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or a line that was not read. ``slug`` is stable; ``why`` says what to do."""

    source: str
    slug: str
    why: str


def documents(paths: Iterable[Path]) -> Iterator[Document | Refusal]:
    """Every document under ``paths`` (folders are walked in the order of names)."""
    for path in paths:
        if path.is_dir():
            yield from documents(sorted(p for p in path.iterdir() if not p.name.startswith(".")))
        else:
            yield from _file(path)


def _file(path: Path) -> Iterator[Document | Refusal]:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            yield Refusal(path.name, "too-large", f"{size:,} bytes; split it into reports of under {LARGEST:,}")
            return
        raw = path.read_bytes()
    except OSError as error:
        yield Refusal(str(path), "unreadable", error.strerror or str(error))
        return
    text = _decoded(raw)
    if text is None:
        yield Refusal(path.name, "not-text", "it holds binary data; give plain text or JSONL")
    elif path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _articles(path, text)
    else:
        yield Document(path.name, text)


def _decoded(raw: bytes) -> str | None:
    """The file's characters, line ends as given, or None for what is no text.

    A byte order mark is believed; without one UTF-8 is tried, then Windows-1252, which news archives are full of.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if b"\x00" in raw:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in raw[:4096])
        return None if odd > len(raw[:4096]) // 50 else raw.decode("cp1252", "replace")


def _articles(path: Path, text: str) -> Iterator[Document | Refusal]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            yield Refusal(where, "bad-json", f"the line is no JSON object ({error})")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            yield Refusal(where, "no-text", 'the line has no "text"')
            continue
        yield Document(
            str(row.get("id") or where), row["text"], _string(row.get("title")), _string(row.get("publisher"))
        )


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
