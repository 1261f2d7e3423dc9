"""The main text of a web page, and what the page says about itself.

The markup is bounded before anybody parses it: a page that is larger, deeper or fuller of tags than any report is
refused, and one that is merely large is parsed in a process that can be stopped.
"""

from __future__ import annotations

import re
from typing import Any

from headwater.reading.apart import StoppedError, ask
from headwater.reading.characters import declared
from headwater.reading.refusal import Refusal
from headwater.reading.written import published
from headwater.text import Document, How, Published

LARGEST = 16 * 2**20
"""Bytes of a page, scripts included. Reports' pages are under 3 MB."""

MOST_TAGS = 200_000
DEEPEST = 250
"""Tags within tags. The parser (libxml2) drops what is deeper than 256, so a text beyond would be lost in silence."""

SECONDS = 30.0
"""For a page that is parsed apart."""

# Up to here a page is parsed in this process: 0.5 s at most was measured, also for one tag full of attributes
# (which costs the square of their number).
_AT_HAND_CHARACTERS = 1_000_000
_AT_HAND_TAGS = 20_000
_AT_HAND_TAG = 32_000

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_CODE = re.compile(r"<(script|style|noscript|template)\b[^>]*>|<!--", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "noscript", "template")} | {
    "": re.compile("-->")
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
# Tags that hold nothing, or that the next of their kind closes: they do not nest by being left open.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th "
    "thead tbody tfoot colgroup rp rt html head body".split()
)


def html(raw: bytes, name: str) -> Document | Refusal:
    """The page's main text as a document, with title, author, publisher, address and date as its metadata tell."""
    if len(raw) > LARGEST:
        return Refusal(name, "too-large", f"{len(raw):,} bytes for one page; save the article alone")
    charset = _CHARSET.search(raw[:4096])
    text = declared(raw, charset and charset[1].decode("ascii"))
    if text is None:
        return Refusal(name, "not-text", "it holds binary data; give the page as HTML")
    markup = _without_code(text)
    tags, depth, longest = _measured(markup)
    if depth > DEEPEST:
        return Refusal(name, "too-deep", f"more than {DEEPEST} tags within one another; save the article as text")
    if tags > MOST_TAGS:
        return Refusal(name, "too-large", f"more than {MOST_TAGS:,} tags; save the article alone")
    if len(markup) <= _AT_HAND_CHARACTERS and tags <= _AT_HAND_TAGS and longest <= _AT_HAND_TAG:
        found = read(markup.encode("utf-8", "replace"))
    else:
        try:
            found = ask(__name__, markup.encode("utf-8", "replace"), seconds=SECONDS)
        except StoppedError as stopped:
            return Refusal(name, "too-slow", f"its parsing did not end well ({stopped}); save the article as text")
    if not found["text"]:
        return Refusal(name, "no-text", "no main text was found in the page; save the article as text")
    date = published(found["date"])
    return Document(
        name,
        found["text"],
        found["title"],
        found["publisher"],
        Published(date, How.METADATA) if date else None,
        author=found["author"],
        url=found["url"],
    )


def looks_like_html(text: bytes) -> bool:
    """Whether a file begins as a page does, whatever its name is."""
    start = text[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start)


def read(raw: bytes) -> dict[str, Any]:
    """What the page in UTF-8 holds, as plain values; an empty ``text`` where nothing could be found."""
    from trafilatura import bare_extraction

    nothing: dict[str, Any] = dict.fromkeys(("title", "publisher", "author", "date", "url"), None) | {"text": ""}
    try:
        page = bare_extraction(
            raw.decode("utf-8"),
            with_metadata=True,
            include_comments=False,
            # A date is taken from what the page says of itself, never from its sentences, and never from today.
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
        )
    except Exception:  # The parser raises whatever broken markup leads it to.
        return nothing
    if page is None or isinstance(page, dict):
        return nothing
    return {
        "text": page.text or "",
        "title": page.title,
        "publisher": page.sitename or page.hostname,
        "author": page.author,
        "date": page.date,
        "url": page.url,
    }


def _without_code(markup: str) -> str:
    """The page without scripts, styles and comments; what describes the article to search engines (JSON-LD) stays."""
    kept: list[str] = []
    at = 0
    for opening in _CODE.finditer(markup):
        if opening.start() < at or "ld+json" in opening[0]:
            continue
        ending = _ENDS[(opening[1] or "").lower()].search(markup, opening.end())
        kept.append(markup[at : opening.start()])
        at = ending.end() if ending else len(markup)
        if not ending:
            break
    kept.append(markup[at:])
    return "".join(kept)


def _measured(markup: str) -> tuple[int, int, int]:
    """Tags, the deepest nesting, and the characters of the longest tag; counting stops where it is too much."""
    tags = depth = deepest = longest = 0
    for tag in _TAG.finditer(markup):
        tags += 1
        longest = max(longest, len(tag[3]))
        if tag[2].lower() in _FLAT or tag[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > DEEPEST or tags > MOST_TAGS:
            break
    return tags, deepest, longest
