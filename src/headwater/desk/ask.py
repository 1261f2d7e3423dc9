"""A request in the desk's words, and the pages that lists are cut into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.requests import Request

from headwater.desk.book import Book
from headwater.desk.desk import Desk
from headwater.desk.joining import Joins
from headwater.store import Columns
from headwater.store.wording import given, stored

PER_PAGE = 50
_LONGEST_NAME = 80  # characters of a reviewer's name


class Missing(Exception):  # noqa: N818  the tree reads as what is the case
    """There is no such thing in the ledger; the message says what was looked for."""


@dataclass(frozen=True)
class Ask:
    """What a page is made from."""

    request: Request
    desk: Desk

    @cached_property
    def columns(self) -> Columns:
        return self.desk.columns()

    @cached_property
    def book(self) -> Book:
        return self.desk.decisions()

    @cached_property
    def joins(self) -> Joins:
        """What people joined and set apart."""
        return Joins(self.columns, self.book)

    @property
    def me(self) -> str:
        """Who decides here: the name that was given, else the machine's user."""
        return named(unquote(self.request.cookies.get("headwater_who", ""))) or self.desk.home

    @property
    def keys(self) -> bool:
        """Whether the keyboard's letters are switched on."""
        return self.request.cookies.get("headwater_keys") != "off"

    def one(self, name: str) -> str:
        return given(self.request.query_params.get(name, ""))

    @property
    def page(self) -> int:
        page = self.one("page")
        return max(1, int(page)) if page.isdecimal() and page.isascii() and len(page) < 8 else 1

    def here(self, **changes: str | int | None) -> str:
        """This page's address with other parameters; None takes one away."""
        kept = [(name, value) for name, value in self.request.query_params.multi_items() if name not in changes]
        kept += [(name, str(value)) for name, value in changes.items() if value is not None]
        path = self.request.url.path
        return f"{path}?{linked(kept)}" if kept else path

    def toggled(self, name: str, value: str) -> str:
        """This page's address with one value of a facet put in, or taken out if it is there; from the first page."""
        pairs = [pair for pair in self.request.query_params.multi_items() if pair[0] != "page"]
        chosen = (name, stored(value))
        pairs = [pair for pair in pairs if pair != chosen] if chosen in pairs else [*pairs, chosen]
        path = self.request.url.path.removesuffix(".json")
        return f"{path}?{linked(pairs)}" if pairs else path

    def cut(self, found: Any, per_page: int = PER_PAGE) -> tuple[Any, dict[str, Any]]:
        """The part of a list, or of a column, that is on this page, and what a pager shows."""
        pages = max(1, -(-len(found) // per_page))
        page = min(self.page, pages)
        return found[(page - 1) * per_page : page * per_page], {
            "page": page,
            "pages": pages,
            "total": len(found),
            "first": (page - 1) * per_page + 1 if len(found) else 0,
            "last": min(page * per_page, len(found)),
            "previous": self.here(page=page - 1) if page > 1 else None,
            "next": self.here(page=page + 1) if page < pages else None,
        }


def linked(pairs: Mapping[str, Any] | Sequence[tuple[str, Any]]) -> str:
    """A query in which every text comes back as it was, lone surrogates too."""
    listed = pairs.items() if isinstance(pairs, Mapping) else pairs
    return urlencode([(name, stored(str(value))) for name, value in listed])


def named(name: str) -> str:
    """A reviewer's name as it goes into the log: one line, not too long."""
    return " ".join(name.split())[:_LONGEST_NAME]
