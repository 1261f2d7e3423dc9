"""Where a text quotes: from one quotation mark to the other, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.text import Span

_MARK = re.compile("[\"“”„«»]|''|``|\n[ \t]*\n\\s*")
_OPENS = frozenset("“„«")
_CLOSES = frozenset("»")

LONGEST = 3000
"""Code points of the longest quotation in one paragraph: beyond it a mark was lost."""


def quotations(text: str) -> tuple[Span, ...]:
    """The quotations of a text in its order, without their marks, none within another.

    A straight mark opens where a blank stands before it and none behind, closes where it is the other way round, and
    alternates where both or neither stand. A quotation that its paragraph does not close goes on where the next one
    opens with a mark, as printers have it; elsewhere its mark is taken for a slip. Single marks are not read: they
    are apostrophes.
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[Span]:
    start: int | None = None
    pending: list[Span] = []
    for mark in _MARK.finditer(text):
        at, behind = mark.span()
        if "\n" in mark.group():
            if start is not None:
                if behind < len(text) and text[behind] in '"“„«':
                    pending.append(Span(start, at))
                else:
                    pending.clear()
                start = None
            continue
        opens = _opening(text, at, behind, inside=start is not None)
        if opens:
            if start is None or behind - start > LONGEST:
                start = behind
        elif start is not None:
            yield from pending
            pending.clear()
            # Between blanks on both sides a mark may be either: such a quotation is trusted within its line only.
            loose = text[start : start + 1].isspace() and "\n" in text[start:at]
            if at - start <= LONGEST and not loose:
                yield Span(start, at)
            start = None


def _opening(text: str, at: int, behind: int, *, inside: bool) -> bool:
    mark = text[at]
    if mark in _OPENS:
        return True
    before = at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-"
    after = behind < len(text) and not text[behind].isspace()
    if mark == "”":
        # Some texts know only this mark: it opens as well.
        return not inside and before and after
    if mark in _CLOSES or mark == "'":
        return False
    if before == after:
        return before
    ends = behind == len(text) or text[behind] in "\r\n" or text[behind : behind + 2] in (" \n", " \r")
    begins = at == 0 or text[at - 1] in "\r\n"
    return begins and not ends if begins or ends else not inside
