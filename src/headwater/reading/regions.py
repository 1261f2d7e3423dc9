"""Which stretch of a text is what: headline, summary, caption, heading, search snippet, and the furniture round them.

It works on what the text has: lines and blank lines where they were kept; where a scraper lost them, only the marks of
furniture themselves. It is careful: a stretch that could be a sentence of the report stays body.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from dataclasses import dataclass, field, replace

from headwater.reading import credits, furniture, names, photographs
from headwater.reading.credits import Piece
from headwater.text import Kind, Region

HEAD = 600
"""Code points from the begin in which bylines and datelines of the report itself stand."""

_TAIL = 400
_SHORTEST_WRAPPED = 45  # a line that is printed on in the next one is at least so long
_LONGEST_HEADING = 110
_LONGEST_HEADLINE = 220
_SHORTEST_SNIPPET = 2  # lines cut off with dots that make a block of search results
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?:\s+|(?=[A-Z(–—-]))|\)\s+")
_ELLIPSIS = re.compile(r"(?:\s\.\.\.|\s?…|\w\.\.\.)$")
_SUMMARY = re.compile(rf"\W*(?i:{names.pattern('summaries')})\s*(?P<mark>[:–—.-])?\s*")
_FIRST = re.compile(r"[^\W\d_]+")
_BRACKET = re.compile(r"[(\[]\s?(?=[A-Za-zÀ-Þ©])")
_MARKS = frozenset("←→«»‹›▶►▸|•·*©@#([/<>1234567890")
_INSIDE = (
    (Kind.NAVIGATION, furniture.phrase),
    (Kind.NAVIGATION, furniture.topics),
    (Kind.NAVIGATION, furniture.run),
    (Kind.NAVIGATION, furniture.notice),
    (Kind.REFERENCES, furniture.references_within),
)
_BULLET = re.compile(r"\s*(?:[•◦▪■●*–—-]|\d{1,2}[.)]|[a-z][.)])\s")
_WORD = re.compile(r"\w+")


def regions(text: str, *, title: str | None = None, publisher: str | None = None) -> tuple[Region, ...]:
    """The labelled stretches in order, without overlap; what lies outside them is body.

    ``title`` and ``publisher`` help to find the headline and the site's name where they are known.
    """
    return tuple(Region(p.start, p.end, p.kind) for p in pieces(text, title=title, publisher=publisher))


def pieces(text: str, *, title: str | None = None, publisher: str | None = None) -> list[Piece]:
    """The regions with what their furniture says of date, wire and author."""
    walk = _Walk(text, title, publisher)
    walk.head()
    walk.rest()
    walk.tail()
    return walk.told()


@dataclass(slots=True)
class _Walk:
    """One pass over a text from its begin. ``found`` never overlaps; ``done`` are lines that need no further look."""

    text: str
    title: str | None
    publisher: str | None
    lines: list[tuple[int, int]] = field(init=False)
    found: list[Piece] = field(default_factory=list)
    body: int = 0  # where the head ends

    def __post_init__(self) -> None:
        self.lines = [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\r\n\u2028\u2029]*[^\s])?", self.text)]

    def put(self, piece: Piece) -> None:
        """Take a piece, without white space at its ends and unless it lies over another."""
        start, end = piece.start, piece.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        at = bisect(self.found, start, key=lambda p: p.start)
        free = (at == 0 or self.found[at - 1].end <= start) and (at == len(self.found) or end <= self.found[at].start)
        if start < end and free:
            self.found.insert(at, replace(piece, start=start, end=end))

    def label(self, start: int, end: int, kind: Kind) -> None:
        self.put(Piece(start, end, kind))

    def told(self) -> list[Piece]:
        return self.found

    # The head: whatever furniture and headline stand before the report itself.

    def head(self) -> None:
        text, at, titled = self.text, 0, False
        for _ in range(16):
            at = self._past_gap(at)
            if at >= len(text):
                break
            end = self._line_end(at)
            if ended := self._title_at(at):
                self.label(at, ended, Kind.HEADLINE)
                at, titled = ended, True
            elif (at == 0 or not titled) and self._is_site_name(at, end):
                self.put(Piece(at, end, Kind.NAVIGATION, publisher=text[at:end]))
                at = end
            elif piece := credits.dateline(text, at):
                self.put(piece)
                at = piece.end
            elif end < len(text) and not self._flows(at) and (piece := self._credit_line(at, end)):
                self.put(piece)
                at = end
            elif piece := credits.opening(text, at):
                self.put(piece)
                at = piece.end
            elif (ended := furniture.phrase(text, at, end)) or (ended := furniture.run(text, at, end)):
                self.label(at, ended, Kind.NAVIGATION)
                at = ended
            elif end < len(text) and not self._flows(at) and furniture.line(text, at, end):
                self.label(at, end, Kind.NAVIGATION)
                at = end
            elif not titled and (piece := credits.stamp_within(text, at, min(end, at + 300))):
                if not re.search(r"[.!?]\s", text[at : piece.start]):
                    self.label(at, piece.start, Kind.HEADLINE)
                    titled = True
                self.put(piece)
                at = piece.end
            elif (ended := self._captioned(at, min(end, at + 450))) is not None:
                at = ended
            elif not titled and self._is_headline(at, end):
                self.label(at, end, Kind.HEADLINE)
                at, titled = end, True
            else:
                break
        self.body = at

    def _past_gap(self, at: int) -> int:
        gap = re.compile(r"[\s|•·]*(?:[–—-]\s+)?").match(self.text, at)
        return gap.end() if gap else at

    def _line_end(self, at: int) -> int:
        number = bisect(self.lines, (at, len(self.text))) - 1
        return self.lines[number][1] if number >= 0 and at < self.lines[number][1] else len(self.text)

    def _below(self, end: int) -> tuple[int, int] | None:
        """The first line that begins at or after ``end``."""
        number = bisect_left(self.lines, (end, 0))
        return self.lines[number] if number < len(self.lines) else None

    def _title_at(self, at: int) -> int | None:
        """Where the known title ends if it stands here, in whatever case, spacing and punctuation."""
        if not self.title:
            return None
        for title in (self.title, re.split(r"\s[|–—-]\s", self.title)[0]):
            words = [w.lower() for w in _WORD.findall(title)]
            if len(words) < 2:
                continue
            end = at
            for word in words:
                here = _WORD.search(self.text, end)
                if not here or here.start() - end > 4 or here[0].lower() != word:
                    break
                end = here.end()
            else:
                closing = re.compile(r"[.!?\"”’')]*").match(self.text, end)
                return closing.end() if closing else end
        return None

    def _is_site_name(self, at: int, end: int) -> bool:
        """A lone short first line that is the publisher, or an outlet's name above a longer headline."""
        line = self.text[at:end]
        if end >= len(self.text) or len(line) > 50 or line[-1] in ".!?:":
            return False
        if self.publisher and line.casefold() == self.publisher.casefold():
            return True
        words = line.split()
        after = self._below(end)
        if not after or len(words) > 5 or not all(w[0].isupper() or w in ("of", "the", "and", "&") for w in words):
            return False
        return words[-1] in names.words("outlets") and self._is_headline(*after) and after[1] - after[0] > len(line)

    def _is_headline(self, at: int, end: int) -> bool:
        """A first line without a sentence's stop, with a longer line somewhere under it."""
        line = self.text[at:end]
        if not 8 <= len(line) <= _LONGEST_HEADLINE or _BULLET.match(line):
            return False
        below = self.lines[bisect_left(self.lines, (end, 0)) :][:40]
        if not below or max(e - s for s, e in below) <= len(line) * 0.8:
            return False
        stops = len(re.findall(r"[.!?](?:\s|$)", line))
        if line[-1] in ".:;,":
            # Some corpora close a headline with a full stop; a blank line under one short sentence tells it.
            return (
                not self.title
                and line[-1] == "."
                and stops == 1
                and len(line) <= 120
                and self._blank_between(end, below[0][0])
            )
        return stops <= 1 or line[-1] == "?"

    def _blank_between(self, end: int, start: int) -> bool:
        return self.text.count("\n", end, start) >= 2

    def _captioned(self, at: int, end: int) -> int | None:
        """A caption before its photograph's credit in brackets, at the head of a text that lost its lines."""
        for bracket in _BRACKET.finditer(self.text, at, end):
            if (piece := photographs.credit(self.text, bracket.start())) and piece.end < end:
                before = self.text[at : bracket.start()]
                if len(re.findall(r"[.!?]\s", before.rstrip() + " ")) > 1 and not before.rstrip().endswith("."):
                    return None
                if not before.strip():
                    self.put(piece)
                    return piece.end
                repeated = self.text.find(before.strip()[:60], piece.end, piece.end + 700) >= 0
                self.label(at, bracket.start(), Kind.SUMMARY if repeated else Kind.CAPTION)
                self.put(piece)
                return piece.end
        return None

    # The rest, line by line.

    def rest(self) -> None:
        text, lines = self.text, self.lines
        number, cut_off = 0, []
        while number < len(lines):
            start, end = lines[number]
            if end <= self.body:
                number += 1
                continue
            start = max(start, self.body)
            after = furniture.references(text, lines, number)
            if after is not None:
                self.label(lines[number][0], lines[after - 1][1], Kind.REFERENCES)
                number = after
                continue
            if len(lines) > 1 and not self._flows(start) and self._whole_line(number, start, end):
                number += 1
                continue
            if _ELLIPSIS.search(text, max(start, end - 6), end) and end - start <= 400:
                cut_off.append(number)
            self._inside(start, end)
            number += 1
        self._snippets(cut_off)
        self._lead_before_link()

    def _whole_line(self, number: int, start: int, end: int) -> bool:
        """Label a line that is one thing from end to end."""
        text, lines = self.text, self.lines
        if furniture.line(text, start, end):
            self.label(start, end, Kind.NAVIGATION)
            return True
        piece = self._credit_line(start, end)
        if piece and (piece.date is None or piece.author or piece.agency or start < HEAD or number >= len(lines) - 4):
            self.put(piece)
            return True
        summary = _SUMMARY.match(text, start, end)
        if summary and (summary.end() >= end or summary["mark"]):
            if summary.end() < end:
                self.label(start, end, Kind.SUMMARY)
            elif number + 1 < len(lines):
                self.label(start, lines[number + 1][1], Kind.SUMMARY)
            return True
        credit = photographs.credit_at_end(text, start, end) if end - start <= 600 else None
        if credit is not None:
            if credit > start:
                self.label(start, credit, Kind.CAPTION)
            self.put(Piece(credit, end, Kind.BYLINE, photo=True))
            return True
        if photographs.is_caption(text, start, end):
            self.label(start, end, Kind.CAPTION)
            return True
        if self._is_heading(number, start, end):
            self.label(start, end, Kind.HEADING)
            return True
        return False

    def _credit_line(self, start: int, end: int) -> Piece | None:
        """A byline, stamp or signature; near the begin also names alone above a stamp."""
        head = start < HEAD
        if piece := credits.line(self.text, start, end, head=head):
            return piece
        below = self._below(end) if head else None
        if below and (named := credits.name_alone(self.text, start, end)):
            stamp = credits.line(self.text, *below, head=False)
            return named if stamp and stamp.date else None
        return None

    def _flows(self, start: int) -> bool:
        """Whether the line at ``start`` is part of a paragraph printed in short lines, not a line of its own."""
        number = bisect(self.lines, (start, len(self.text))) - 1
        return self._goes_on(number - 1) or self._goes_on(number)

    def _goes_on(self, number: int) -> bool:
        """Whether line ``number`` breaks off in a sentence that the next one ends."""
        if not 0 <= number < len(self.lines) - 1:
            return False
        (start, end), (below, below_end) = self.lines[number], self.lines[number + 1]
        if end - start < _SHORTEST_WRAPPED or self.text[end - 1] in '.!?:…"”)' or self._blank_between(end, below):
            return False
        capitals = self.text[start:end].isupper() and self.text[below:below_end].isupper()
        return capitals or self.text[below].islower()

    def _is_heading(self, number: int, start: int, end: int) -> bool:
        """A short line without a stop, between paragraphs and above a longer one."""
        text, lines = self.text, self.lines
        if (
            end - start > _LONGEST_HEADING
            or number + 1 >= len(lines)
            or (not text[start].isupper() and not text[start].isdigit())
        ):
            return False
        if text[end - 1] in '.!:;,"”…' or len(text[start:end].split()) > 16:
            return False
        below = lines[number + 1]
        if below[1] - below[0] < 1.3 * (end - start) or text[below[0]].islower():
            return False
        above = lines[number - 1] if number else None
        return above is None or text[above[1] - 1] in '.!?"”’):…' or self._blank_between(above[1], start)

    def _inside(self, start: int, end: int) -> None:
        """Furniture inside a line that holds more: only where a sentence could begin, and only what ends by itself."""
        text = self.text
        places = [start, *(m.end() for m in _STOP.finditer(text, start, end))]
        reached = start
        for place in places:
            at = max(place, reached)
            while at < end and (piece := self._furniture_at(at, end)):
                self.put(piece)
                at = reached = self._past_gap(max(piece.end, at + 1))
        for bracket in _BRACKET.finditer(text, start, end):
            if piece := photographs.credit(text, bracket.start()):
                self.put(piece)

    def _furniture_at(self, at: int, end: int) -> Piece | None:
        text = self.text
        first = _FIRST.match(text, at, end)
        if not first and text[at] not in _MARKS:
            return None
        if not first or first[0].lower() in furniture.STARTS:
            for kind, told in _INSIDE:
                if (ended := told(text, at, end)) and ended > at:
                    return Piece(at, ended, kind)
        return credits.work(text, at, end) or credits.dateline(text, at, sure=at > self.body)

    def _snippets(self, cut_off: list[int]) -> None:
        """Search results: a block of lines of which several break off with dots, and none is a long paragraph."""
        block: list[int] = []
        for number in [*cut_off, None]:
            if block and (number is None or number - block[-1] > 3 or self._long_between(block[-1], number)):
                if len(block) >= _SHORTEST_SNIPPET:
                    for line in range(block[0], block[-1] + 1):
                        self.label(*self.lines[line], Kind.SNIPPET)
                block = []
            if number is not None:
                block.append(number)

    def _long_between(self, first: int, last: int) -> bool:
        return any(end - start > 320 for start, end in self.lines[first + 1 : last])

    def _lead_before_link(self) -> None:
        """One paragraph that stands above a link to the whole, or above a list of topics, sums it up."""
        text = self.text
        links = [p for p in self.found if p.kind is Kind.NAVIGATION and self.body < p.start < len(text) / 3]
        if not links:
            return
        link = min(links, key=lambda p: p.start)
        above = text[self.body : link.start].strip()
        if 80 <= len(above) <= 1500 and "\n" not in above and len(text) - link.end > len(above):
            start = text.index(above[:1], self.body)
            self.label(start, start + len(above), Kind.SUMMARY)

    # The tail: who signs.

    def tail(self) -> None:
        """Signatures stand at the very end, or before furniture that does."""
        text, end = self.text, len(self.text.rstrip())
        for _ in range(4):
            under = next((p for p in self.found if p.start < end <= p.end and not p.kind.tells), None)
            if under is None:
                break
            end = len(text[: under.start].rstrip())
        begin = max(self.body, end - _TAIL, text.rfind("\n", 0, end) + 1)
        places = [m.end() for m in re.finditer(r"[.!?…][\"”’')]*(?=[\s(–—-])|^|\s(?=[–—(-])", text[begin:end])]
        for place in places:
            start = self._past_white(begin + place)
            if start < end and (piece := credits.signature(text, start, end)):
                self.put(piece)
                return

    def _past_white(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at
