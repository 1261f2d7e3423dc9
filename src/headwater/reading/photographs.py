"""Captions and the credits of photographs: they speak of a picture, not of the report's origin."""

from __future__ import annotations

import re

from headwater.reading import names
from headwater.reading.credits import MARKED, NEXT, Piece
from headwater.text import Kind

_LIBRARY = (
    r"(?:Getty(?:\sImages)?|Shutterstock|iStock|Alamy|Flickr|Wikimedia(?:\sCommons)?|EPA(?:-EFE)?|Unsplash|"
    r"Pixabay|Corbis)"
)
_HOLDER = rf"(?:{MARKED}|{_LIBRARY}|REUTERS)"
_THING = r"(?:photo|photograph|picture|image|video|illustration|graphic|screengrab|screenshot)s?"
_CAPITAL = r"[A-ZÀ-Þ@][\w.'’&-]*"
_CAPITALS = rf"{_CAPITAL}(?:[ ,]+(?:{_CAPITAL}|of|the|de|via|and|&)){{0,6}}"
_IN_BRACKETS = (
    rf"(?:(?i:(?:file\s)?{_THING}|credit|courtesy|handout)\s*(?::|/|©|\b(?i:by|courtesy|credit|via|from|of)\b)[^()\[\]\n]{{1,70}}"
    rf"|(?:{_CAPITALS}\s?/?\s*)?(?i:(?:file|stock|handout|courtesy|supplied|submitted|contributed|provided|archive|press)\s)?(?i:{_THING})"
    rf"(?:\s?/\s?{_CAPITALS}|\s(?i:by|via|courtesy\sof)\s{_CAPITALS})?"
    rf"|(?i:file|handout)"
    rf"|(?:Source|Credit|©)\s*:?\s*(?:[\w .'’-]{{1,40}}/)?{_LIBRARY}"
    rf"|(?:{_CAPITALS}\s?/\s?)+{_HOLDER}(?:\s?/\s?{_CAPITALS})?|{_HOLDER}\s?/\s?{_CAPITALS}|{_CAPITALS}\svia\s{_HOLDER}|{_LIBRARY})"
)
_CREDIT = re.compile(
    rf"[(\[]\s*(?:(?P<sure>{_IN_BRACKETS})|(?P<bare>{MARKED}|reuters|afp|{_CAPITALS}\s?/\s?{_CAPITALS}))\s*[)\]]\.?"
)
_AT_END = re.compile(
    rf"\s*(?:(?:{MARKED}|(?i:ap|afp|epa|reuters)\s(?i:photo))\s?/\s?[A-Z][\w .'’/-]{{1,60}}"
    rf"|(?i:(?:photo|image|picture)(?:\scredit)?(?:\sby|\s?:))\s[^.!?\n]{{2,60}}"
    rf"|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){{0,3}}\s?(?:/|\svia)\s?{_HOLDER}(?:/[\w ]+)?"
    rf"|(?:{MARKED}/)?{_LIBRARY})[.)\]]*$"
)
_HINT = re.compile(r"[)\]][.\s]*$|/|\b(?i:photo|image|picture|getty|shutterstock|epa|via)")
_FOLLOWED = re.compile(NEXT)
_WIRED = re.compile(r"\s*[-–—_:]")
_CAPTION = re.compile(rf"{names.pattern('captions')}\s*(?:[:–|]|\s-\s|\s—\s)\s*\S")


def credit(text: str, at: int) -> Piece | None:
    """The credit in brackets at ``at``; a bare wire or "Name / Paper" counts only between sentences."""
    found = _CREDIT.match(text, at)
    if not found:
        return None
    if found["bare"]:
        before = text[max(0, at - 3) : at].rstrip()
        stopped = not before or before[-1] in ".!?…\"”’'"
        if not stopped or _WIRED.match(text, found.end()) or not _FOLLOWED.match(text, found.end()):
            return None
    return Piece(at, found.end(), Kind.BYLINE, photo=True)


def credit_at_end(text: str, start: int, end: int) -> int | None:
    """Where in a line the credit of its photograph begins, if it ends with one."""
    reach = max(start, end - 100)
    if not _HINT.search(text, reach, end):
        return None
    for at in range(reach, end):
        if text[at] in "([" and (found := _CREDIT.match(text, at, end)) and found.end() == end and found["sure"]:
            return at
        if (at == start or not text[at - 1].isalnum()) and text[at].isalpha() and _AT_END.match(text, at, end):
            return at
    return None


def is_caption(text: str, start: int, end: int) -> bool:
    """Whether a line says that it is a caption ("File photo: ...")."""
    return end - start <= 400 and _CAPTION.match(text, start, end) is not None
