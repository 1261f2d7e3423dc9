"""The text of a PDF: what it holds as characters, page by page.

It does not read pictures of text, and takes neither the date nor the author from the file's properties: they tell when
and on whose machine the file was made.
"""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from headwater.reading.apart import StoppedError, ask
from headwater.reading.refusal import Refusal
from headwater.text import Document

SECONDS = 60.0
"""For one file; a page of a report takes some 50 ms."""

MOST_PAGES = 500
MOST_CHARACTERS = 10_000_000

# What word processors put for a title.
_NO_TITLE = re.compile(r"(?i)^(microsoft word|untitled|document\d*$|\W*$)|\.(docx?|pdf|indd|odt|rtf|pages|qxp|tmp)$")


def pdf(raw: bytes, name: str) -> Document | Refusal:
    """The document in ``raw``: the text of its pages with a blank line between them."""
    try:
        found = ask(__name__, raw, seconds=SECONDS)
    except StoppedError as stopped:
        return Refusal(
            name, "broken-pdf", f"its reading did not end well ({stopped}); print it to a new PDF, or give text"
        )
    if "slug" in found:
        return Refusal(name, found["slug"], found["why"])
    return Document(name, found["text"], found["title"])


def read(raw: bytes) -> dict[str, Any]:
    """``text`` and ``title``, or ``slug`` and ``why``: plain values, for another process."""
    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"slug": "encrypted", "why": "it needs a password; save it without one"}
        if len(reader.pages) > MOST_PAGES:
            return {"slug": "too-large", "why": f"{len(reader.pages):,} pages; split it into reports"}
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text().strip())
            if sum(map(len, pages)) > MOST_CHARACTERS:
                return {"slug": "too-large", "why": "it unfolds into millions of words; split it into reports"}
        title = str(reader.metadata.title).strip() if reader.metadata and reader.metadata.title else None
    except Exception as error:  # The parser raises whatever a broken file leads it to.
        kind = type(error).__name__
        if kind in ("DependencyError", "NotImplementedError", "WrongPasswordError", "FileNotDecryptedError"):
            return {"slug": "encrypted", "why": "its encryption cannot be undone here; save it without"}
        return {"slug": "broken-pdf", "why": f"it is damaged ({kind}); print it to a new PDF, or give its text"}
    text = "\n\n".join(page for page in pages if page)
    if not any(map(str.isalnum, text)):
        return {"slug": "no-text", "why": "its pages are pictures; recognise their text first (OCR)"}
    return {"text": text, "title": None if title is None or _NO_TITLE.search(title) else title}
