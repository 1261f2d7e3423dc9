"""Articles in JSON: one a line, or one or a list of them in a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from headwater.reading.characters import well_formed
from headwater.reading.refusal import Refusal
from headwater.reading.written import published
from headwater.text import Document, How, Published

# The names of a field, best first; what feeds and crawlers write.
_FIELDS = {
    "text": ("text", "body", "content", "articleBody", "maintext", "full_text"),
    "title": ("title", "headline", "name"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename", "site_name", "source_name", "domain"),
    "date": (
        "date", "published", "publication_date", "date_published", "datePublished", "published_at", "publishedAt",
        "pubDate", "pub_date", "date_publish", "publish_date", "timestamp",
    ),
    "author": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "canonical_url", "source_url"),
}  # fmt: skip


def articles(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Document | Refusal]:
    """A document or a refusal for each line (with its number) that is not blank."""
    for number, line in lines:
        if line.strip():
            where = f"{name}:{number}"
            row = _parsed(line, where)
            yield row if isinstance(row, Refusal) else article(row, where)


def collection(text: str, name: str) -> Iterator[Document | Refusal]:
    """The article of a ``.json`` file, or each of its list; a file that turns out to be JSONL is read as such."""
    whole = _parsed(text, name)
    if isinstance(whole, Refusal):
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and not isinstance(_parsed(lines[0], name), Refusal):
            yield from articles(enumerate(text.split("\n"), 1), name)
        else:
            yield whole
        return
    if isinstance(whole, dict) and not _field(whole, "text"):
        listed = next(
            (v for k in ("articles", "items", "documents", "results") if isinstance(v := whole.get(k), list)), None
        )
        whole = whole if listed is None else listed
    if not isinstance(whole, list):
        yield article(whole, name)
    elif not whole:
        yield Refusal(name, "empty", "it holds no article")
    else:
        for number, row in enumerate(whole, 1):
            yield article(row, f"{name}:{number}")


def article(row: Any, where: str) -> Document | Refusal:
    """The document of one JSON object. Only its text must be there."""
    text = _field(row, "text") if isinstance(row, dict) else None
    if not isinstance(text, str):
        return Refusal(where, "no-text", 'it has no "text"')
    date = published(_field(row, "date"))
    given = row.get("id")
    known = isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip()
    return Document(
        well_formed(str(given) if known else where),
        text,
        _string(_field(row, "title")),
        _string(_field(row, "publisher")),
        Published(date, How.METADATA) if date else None,
        agency=_string(row.get("agency")),
        author=_string(_field(row, "author")),
        url=_string(_field(row, "url")),
    )


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return Refusal(where, "bad-json", f"it is no JSON ({well_formed(str(error))[:120]})")


def _field(row: dict[str, Any], field: str) -> Any:
    return next((row[name] for name in _FIELDS[field] if row.get(name) not in (None, "", [], {})), row.get(field))


def _string(value: object) -> str | None:
    """A name as it may be written: a string, an object with a name, or a list of these."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = ", ".join(filter(None, map(_string, value[:20])))
    return well_formed(value.strip()) or None if isinstance(value, str) else None
