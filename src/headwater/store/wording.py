"""Any text, kept exactly, in a column of text."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

_MARK = "\U0010ffff"
_UNSTORABLE = re.compile(f"[\x00\ud800-\udfff{_MARK}]")
_STORED = re.compile(f"{_MARK}([0-9a-f]{{4,6}});")


class Exact(TypeDecorator[str]):
    """What comes back is what went in, to the last code point.

    Databases hold UTF-8, which has no lone surrogates, and some end a text at a NUL. Those, and the noncharacter
    U+10FFFF that marks them, are stored as U+10FFFF, their number in hexadecimal and a semicolon; all else as it is,
    so that any tool can read the column and LIKE can search it.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else stored(value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else given(value)

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        """Without SQLAlchemy's wrapper around it: each claim has several texts."""
        return _given


def _given(value: str | None) -> str | None:
    return None if value is None else given(value)


def stored(text: str) -> str:
    """The form in the database."""
    return _UNSTORABLE.sub(lambda found: f"{_MARK}{ord(found[0]):04x};", text)


def given(text: str) -> str:
    """The text that :func:`stored` was given."""
    return _STORED.sub(lambda found: chr(int(found[1], 16)), text) if _MARK in text else text
