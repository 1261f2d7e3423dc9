"""From what a view found to what a browser gets: a page, its JSON twin, or a table for a spreadsheet."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response

from headwater import __version__
from headwater.desk.ask import Ask, linked
from headwater.desk.book import VERDICTS
from headwater.desk.faces import MODALITIES, STATUSES
from headwater.publishing import tables
from headwater.publishing.listings import Cell
from headwater.store.wording import stored
from headwater.text.visible import visible

_ENDS = re.compile(r"[^/]+/?")

NAVIGATION = (
    ("/", "Overview"),
    ("/claims", "Claims"),
    ("/questions", "Questions"),
    ("/conflicts", "Conflicts"),
    ("/timeline", "Timeline"),
    ("/actors", "Actors"),
    ("/origins", "Origins"),
    ("/sources", "Sources"),
    ("/scenarios", "Scenarios"),
    ("/review", "Review"),
    ("/decisions", "Decisions"),
    ("/runs", "Runs and method"),
    ("/add", "Add"),
    ("/export", "Export"),
)


def page(ask: Ask, template: str, data: dict[str, Any], status: int = 200) -> Response:
    """The page. Whatever a document says in it is escaped, and controls in it are shown, not obeyed."""
    body = _environment().get_template(template).render(
        **data,
        ask=ask,
        path=ask.request.url.path,
        token=ask.desk.door.token,
        me=ask.me,
        refreshing=ask.desk.refreshing,
        failure=ask.desk.failure,
    )  # fmt: skip
    return Response(body.encode("utf-8", "backslashreplace"), status, media_type="text/html")


def twin(data: dict[str, Any], status: int = 200) -> Response:
    """The same as JSON, in ASCII with escapes, so that lone surrogates survive. Drawings are left out."""
    body = json.dumps(_plain(data), allow_nan=False).encode("ascii")
    return Response(body, status, media_type="application/json")


def table(name: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Response:
    """A table as CSV in which no cell is a formula."""
    file = io.StringIO(newline="")
    tables.write(file, columns, rows)
    body = b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "backslashreplace")
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def own_file(name: str) -> str:
    return files("headwater.desk").joinpath("templates", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("headwater.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["address"] = _address
    found.filters["query"] = linked
    found.filters["exact"] = exact
    found.filters["subject"] = lambda name: quote(stored(name), safe="")
    found.filters["lines"] = text_lines
    found.filters["short"] = _short
    found.filters["day"] = _day
    found.globals.update(
        navigation=NAVIGATION,
        statuses=STATUSES,
        modalities=MODALITIES,
        verdicts={verdict.value: pair for verdict, pair in VERDICTS.items()},
        version=__version__,
    )
    return found


def text_lines(text: str) -> Markup:
    """A document's text with its lines, and nothing in them that cannot be seen."""
    return Markup("\n").join(escape(visible(line)) for line in text.split("\n"))


def exact(text: str) -> Markup:
    """A text for a form to send back as it is, which :func:`~headwater.desk.ask.Ask.one` understands."""
    return escape(stored(text))


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _short(text: str, longest: int = 300) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}… ({len(text):,} characters)"


def _day(words: str) -> Markup:
    """A date that is broken nowhere but between its two ends."""
    return Markup("<wbr>").join(Markup('<span class="day">{}</span>').format(part) for part in _ENDS.findall(words))


def _address(url: object) -> str | None:
    """A web address that may be a link; None for anything that a browser would do something else with."""
    if not isinstance(url, str) or len(url) > 2_000 or any(ord(character) <= 0x20 for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items() if not isinstance(each, Markup)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)
