"""Documents from files: plain text, web pages, PDF, and articles in JSON or JSONL; folders of these.

What cannot be read is a :class:`Refusal` in the stream, in its place; nothing stops the run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from headwater.reading.articles import articles, collection
from headwater.reading.characters import decoded, well_formed
from headwater.reading.html import html, looks_like_html
from headwater.reading.pdf import pdf
from headwater.reading.provenance import described
from headwater.reading.refusal import Refusal
from headwater.text import Document

__all__ = ["LARGEST", "Refusal", "documents"]

LARGEST = 64 * 2**20
"""Bytes of a file, or of a line of JSONL, that is still read; a longer one is no report. JSONL itself may be longer."""

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml")
_LINES = (".jsonl", ".ndjson")


def documents(paths: Iterable[Path]) -> Iterator[Document | Refusal]:
    """Every document under ``paths``, with its regions and provenance (folders are walked in the order of names).

    An id is never given to two texts: where it comes again with another text, ``#2`` is put behind it (then ``#3``).
    """
    texts: dict[str, bytes] = {}
    for found in _under(paths, frozenset()):
        if isinstance(found, Refusal):
            yield found
            continue
        digest = hashlib.blake2b(found.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        name, copy = found.id, 1
        while texts.setdefault(name, digest) != digest:
            copy += 1
            name = f"{found.id}#{copy}"
        yield described(found if copy == 1 else replace(found, id=name))


def _under(paths: Iterable[Path], above: frozenset[Path]) -> Iterator[Document | Refusal]:
    """``above`` are the folders being walked, so that a link back to one of them does not go round for ever."""
    for path in paths:
        try:
            if path.is_dir():
                here = path.resolve()
                inside = [] if here in above else sorted(p for p in path.iterdir() if not p.name.startswith("."))
                yield from _under(inside, above | {here})
            elif path.is_file() or not path.exists():
                yield from _file(path)
            else:
                yield Refusal(well_formed(path.name), "unreadable", "it is no file but a device or a pipe")
        except OSError as error:
            yield Refusal(well_formed(str(path)), "unreadable", error.strerror or str(error))


def _file(path: Path) -> Iterator[Document | Refusal]:
    name, kind = well_formed(path.name), path.suffix.lower()
    size = path.stat().st_size
    if kind in _LINES:
        yield from _lines(path, name)
        return
    if size > LARGEST:
        yield Refusal(name, "too-large", f"{size:,} bytes; split it into reports of under {LARGEST:,}")
        return
    raw = path.read_bytes()
    if raw[:1024].lstrip().startswith(b"%PDF-"):
        yield pdf(raw, name)
    elif kind in (*_PAGES, ".pdf", ".json") and not raw.strip():
        yield Refusal(name, "empty", "it holds nothing")
    elif kind == ".pdf":
        yield Refusal(name, "broken-pdf", "it does not begin as a PDF does; print it to a new PDF, or give its text")
    elif kind in _PAGES or looks_like_html(raw):
        yield html(raw, name)
    else:
        text = decoded(raw)
        if text is None:
            yield Refusal(name, "not-text", "it holds binary data; give plain text, HTML, PDF or JSONL")
        elif kind == ".json":
            yield from collection(text, name)
        else:
            yield Document(name, text)


def _lines(path: Path, name: str) -> Iterator[Document | Refusal]:
    """Articles one a line, of a file of any length, with one line at a time in memory."""
    found = 0
    with path.open("rb") as file:
        start = file.read(4)
    if start == bytes(4):
        yield Refusal(name, "not-text", "it holds binary data; give JSON, one article a line")
        return
    if b"\x00" in start or start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, whose lines cannot be cut as bytes.
        if path.stat().st_size > LARGEST:
            yield Refusal(name, "too-large", "so long a file is read as UTF-8 only; convert it")
            return
        whole = decoded(path.read_bytes())
        if whole is None:
            yield Refusal(name, "not-text", "it holds binary data; give JSON, one article a line")
            return
        yield from articles(enumerate(whole.split("\n"), 1), name)
        return
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LARGEST + 1):
            number += 1
            where = f"{name}:{number}"
            if len(raw) > LARGEST:
                found += 1
                yield Refusal(where, "too-large", f"a line of more than {LARGEST:,} bytes; split it")
                while raw and not raw.endswith(b"\n"):
                    raw = file.readline(2**20)
                continue
            line = decoded(raw)
            if line is None:
                found += 1
                yield Refusal(where, "not-text", "the line holds binary data")
                continue
            for one in articles([(number, line)], name):
                found += 1
                yield one
    if not found:
        yield Refusal(name, "empty", "it holds no article")
