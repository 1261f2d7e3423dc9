"""Who wrote a report, for whom, when: bylines, date stamps, datelines, and the wires that sign.

Each function reads at one place of the text and says how far the credit runs; it never looks for one. What follows a
credit must be able to begin a sentence: a date before "was", or an agency before "said", belongs to its sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.reading import names, written
from headwater.text import Kind, PartialDate


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of furniture, half-open, with what it says.

    ``labelled`` dates stand behind "Published" or an agency; ``updated`` ones tell of a change and not of the
    publication. ``photo`` credits speak of a picture and not of the text.
    """

    start: int
    end: int
    kind: Kind
    date: PartialDate | None = None
    labelled: bool = False
    updated: bool = False
    agency: str | None = None
    author: str | None = None
    publisher: str | None = None
    photo: bool = False


NEXT = r"(?=\s*(?:$|[\n|•·–—\-(\[\"“‘«'`]|[Bb]y\s|al-|[A-Z0-9À-Þ]))"
"""What can stand after a credit: the end, a mark, or the begin of a sentence."""

AGENCY = names.one_of([*names.agency_forms()])
MARKED = names.one_of([*names.marked_forms()])

# Words with a capital that begin no name: "By Friday", "By The Sea".
_NO_NAME = names.one_of(
    "The A An In On At For As Our All Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March "
    "April May June July August September October November December".split()
)
_PARTICLE = r"(?:de|del|della|da|di|dos|van|von|der|den|ter|bin|ibn|al|el|la|le|du|abu|ben|y)"
_SURNAME = r"[A-ZÀ-Þ][\w.'’-]*"
_NAME = rf"(?!{_NO_NAME}\s){_SURNAME}(?:\s(?:{_PARTICLE}\s)*{_SURNAME}){{1,3}}"
_SHORTEST_NAME = _NAME + "?"
_AND = r"(?:,\s(?:and\s)?|\sand\s|\s&\s|;\s)"
_DESK = (
    r"(?:(?:(?:Our|A)\s)?(?:Staff|News|Web|Online|Foreign|World|Special|Own|Editorial|Middle\sEast)\s"
    r"(?:Writers?|Reporters?|Correspondents?|Desk|Team|Agencies|Editor|Staff)|(?:News\s)?Agencies|Staff|Admin|admin|"
    r"Wire\s(?:Services?|Reports?))"
)
_BY = (
    r"(?:B[yY]|by|(?i:(?:written|reported|compiled|edited|text|story|words|report|posted|published|submitted|added)\sby)|"
    r"(?i:authors?|bylines?|reporters?|writers?|correspondents?)\s*:)\s*:?\s*"
)
_ROLE = r"(?i:correspondents?|reporters?|editors?|writers?|contributors?|columnists?|bureau\schief|staff|news\sagency)"

_PUBLISHED, _UPDATED = names.pattern("published"), names.pattern("updated")
_AGO = r"(?:\d{1,3}|an?|one)\s(?:min(?:ute)?|hour|hr|day|week|month)s?\sago"
_LABEL = re.compile(
    rf"{names.one_of(names.words('labels'))}(?:\s?\d\d?)?(?:\s*[:|–—-]+\s*|\s*(?=\n|$)|\s+(?=[\"“‘]?(?:[A-Z][a-z]|A\s|\d)))"
)
_LABELLED = re.compile(
    rf"(?i:(?:(?P<updated>{_UPDATED})|{_PUBLISHED})\s*[:|–—-]?\s*(?:at\s|on\s)?\s*(?:{written.STAMP}|{_AGO}))(?!\w)"
    rf"(?:\sby\s(?:(?P<agency>{AGENCY})|(?P<author>{_SHORTEST_NAME}|{_DESK})))?{NEXT}"
)
_BARE = re.compile(rf"(?i:{written.STAMP})(?!\w)\.?{NEXT}")
_AGENCY_STAMP = re.compile(
    rf"(?:B[yY]\s|Source:?\s)?(?P<agency>{AGENCY})(?:\s(?:and|with)\s(?i:agencies))?[\s,|/•·:–—-]*"
    rf"(?i:{written.STAMP})(?!\w){NEXT}"
)
_AGENCY_ALONE = re.compile(rf"(?P<agency>{AGENCY})(?:\s(?:and|with)\s(?i:agencies))?\s*(?=\n|$|[|•·])")
_BYLINE_RUN = re.compile(
    rf"{_BY}(?P<author>{_SHORTEST_NAME}(?:{_AND}{_SHORTEST_NAME})*?|{_DESK}|(?P<agency>{AGENCY}))"
    rf"(?=\s*(?:\n|$|[|•·(]|,\s*{AGENCY}|{AGENCY}|\.\s|(?i:(?:on\s)?(?:{_UPDATED}|{_PUBLISHED}|{written.DATE}))|"
    rf"[A-Z][A-Z'’ -]{{3,30}}[\s,(—–-]))"
    rf"(?:\s*[,|•·/–—-]\s*(?P<agency2>{AGENCY})(?!\s[a-z]))?"
)
_BYLINE_LINE = re.compile(
    rf"(?:[-–—]\s*)?{_BY}(?P<author>{_NAME}(?:{_AND}{_NAME})*|{_SURNAME}|{_DESK}|(?P<agency>{AGENCY}))"
    rf"(?P<rest>\s*(?:[,|•·/–—(-]|\b(?:in|for|of|at|on|is)\b)\s*[^.!?\n]{{0,90}})?[.\s]*$"
)
_NAMED_LINE = re.compile(
    rf"(?P<author>{_NAME}(?:{_AND}{_NAME})*?)(?:\s*[,|•·/–—(-]\s*|\sin\s)"
    rf"(?P<rest>[^.!?\n]{{0,60}}?\b(?:{_ROLE}|{AGENCY})\b[^.!?\n]{{0,40}})$"
)
_WIRE_PLACE = re.compile(rf"(?P<agency>{AGENCY})\s*[,/|–—-]\s*[A-Z][\w.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){{0,3}}$")
_NAME_PLACE = re.compile(rf"(?P<author>{_NAME}(?:{_AND}{_NAME})*?)\sin\s(?P<place>[A-Z][\w' -]{{2,30}})$")
_NAME_ALONE = re.compile(rf"{_NAME}(?:{_AND}{_NAME})*$")
_BAR = re.compile(r"\s[|•·]\s")
_BESIDE = re.compile(r"[A-Z][\w.:'’&-]*(?:\s[\w.:'’&-]+){0,3}\s*(?=$|[|•·])")
_READING_TIME = re.compile(
    rf"(?i:\d{{1,3}}[\s-]?min(?:ute)?s?\sread|{_AGO}|\d[\d,]*\s(?:views|comments?|shares|likes))\b"
)

_PLACE = r"[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]*){0,3}"
_WORD = r"(?:[A-ZÀ-Þ][\w'’-]+|St\.|Ft\.|Mt\.)"
_MIXED = rf"{_WORD}(?:[ -](?:{_WORD}|al|el|de|of|la|es)){{0,3}}"
_REGION = r"(?:,\s[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}){0,2}?"
_DAY_ALONE = (
    rf"{written.WEEKDAY}|(?:{written.WEEKDAY}[,\s]+)?(?:\d{{1,2}}\s[a-z]{{3,9}}|[a-z]{{3,9}}\.?\s\d{{1,2}}(?!\d))"
)
_DAY = rf"(?:[,.]?\s+\(?(?i:{written.STAMP}|{_DAY_ALONE})\)?)?"
_REMARK = r"(?:\s*\[[A-Z][A-Z ,.]{2,40}\])*"  # "[TEXT]", as monitors of broadcasts put it
_SOURCE = r"[A-Z][\w.&/'’, -]{1,60}"
_DATELINE_WIRE = re.compile(
    rf"(?:(?:{_PLACE}|{_MIXED}){_REGION}{_DAY}[,.]?\s*)?"
    rf"[(\[/](?:[A-Z][\w ]{{1,25}}/)?(?P<agency>{MARKED})(?:/[A-Z][\w ]{{1,25}})?[)\]/](?:\s*[-–—_:.]+)?{_REMARK}{NEXT}"
)
_DATELINE_SOURCE = re.compile(rf"{_PLACE}{_REGION}{_DAY},?\s*[(\[]{_SOURCE}[)\]]\s*[-–—_]+{_REMARK}{NEXT}")
_DATELINE_OUTLET = re.compile(r"[(\[][A-Z]{2,6}[)\]]\s*[-–—]*(?=\s*[A-Z\"“])")
_DATELINE_SLASHED = re.compile(rf"{_PLACE}{_REGION}{_DAY}[,.]?[ \t]+/[A-Z][\w.&'’ -]{{1,25}}/[.\s–—-]*{NEXT}")
_DATELINE_CAPITALS = re.compile(
    rf"{_PLACE}(?:{_REGION}|\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?P<day>{_DAY})[ \t]*[-–—_]+\s{_REMARK}{NEXT}"
)
_MONTH_DAY = re.compile(rf"(?i:{written.MONTH}\s\d|\d\s{written.MONTH})")
_DATELINE_CITY = re.compile(
    rf"(?P<place>(?!{_NO_NAME}\b){_MIXED}){_REGION}(?P<day>{_DAY})(?:,?\s*[(\[]{_SOURCE}[)\]])?[ \t]*[-–—_:]+\s{NEXT}"
)
_DATELINE_AGENCY = re.compile(rf"(?P<agency>{MARKED})\s*[-–—]+\s{NEXT}")
_DATELINE_BARE = re.compile(
    rf"{names.one_of([*names.cities()])}(?:,\s(?i:{written.MONTH}\.?\s\d{{1,2}}|\d{{1,2}}\s{written.MONTH})(?:,\s\d{{4}})?"
    rf"|(?!,\s(?i:{written.MONTH})\.?\s\d){_REGION})\s+(?=[\"“‘]|[A-Z][a-z]|A\s|\d)"
)
_LONG_LINE = 80  # what stands behind capitals and a dash alone must be a paragraph, or they are a headline's topic

_SIGNED = re.compile(
    rf"\s*(?:[-–—]+\s*(?P<a>{MARKED})|[(\[](?P<b>{MARKED})[)\]]|(?P<c>{AGENCY}))(?:\s(?:and|with)\s(?i:agencies))?[.\s]*$"
)
_CREDITED = r"(?:[A-Z@][\w.&/'’-]*|and|of|the|agencies|&)"
_SOURCES = re.compile(
    r"\(?(?:Sources?|SOURCES?|Credit|With inputs? from|With files from|With agencies|"
    r"With (?:additional )?reporting (?:by|from)|Agencies)"
    rf"(?:\s*:)?(?:\s+(?P<named>{_CREDITED}(?:[ ,]+{_CREDITED}){{0,8}}))?[.)\s]*$"
)
_WORK = re.compile(
    r"\(?(?:(?i:additional|with)\s)?(?i:reporting|writing|editing|compiled|translated|translation|photography|written|"
    r"edited|produced)(?:\s(?:and|&)\s\w+(?:\s\w+)?)?\s(?i:by|from)\s[A-Z][^\n]{1,300}?(?:\)|\.(?=\s|$)|$)"
)
_CONTRIBUTED = re.compile(
    r"[A-Z](?:[^.!?\n]|(?<=\b[A-Z])\.|\.(?=\w)){3,250}?\bcontributed\s(?:reporting\s|research\s)?(?:to|for)\sthis\s"
    r"(?:report|story|article|dispatch|piece)\b[^.!?\n]{0,60}[.!?]?"
)


def opening(text: str, at: int) -> Piece | None:
    """The credit that begins at ``at`` in the head of a report: label, date stamp, byline or dateline."""
    if found := _LABELLED.match(text, at):
        return _piece(at, found.end(), found, labelled=True)
    if found := _AGENCY_STAMP.match(text, at):
        return _piece(at, found.end(), found, labelled=True)
    if (found := _BYLINE_RUN.match(text, at)) and not text[at : found.end() + 40].isupper():
        return _piece(at, found.end(), found)
    if dated := dateline(text, at):
        return dated
    if (found := _BARE.match(text, at)) and not found["y6"]:
        return _piece(at, found.end(), found)
    if found := _AGENCY_ALONE.match(text, at) or _READING_TIME.match(text, at) or _LABEL.match(text, at):
        return _piece(at, found.end(), found)
    return None


def dateline(text: str, at: int, *, sure: bool = False) -> Piece | None:
    """The dateline at ``at``: where, perhaps when, and by which wire. ``sure``: only one that names its wire."""
    first = text[at : at + 1]
    if not (first.isupper() or first in "([/") or (sure and not re.search(r"[(\[/]", text[at : at + 80])):
        return None
    found = _DATELINE_WIRE.match(text, at)
    if not found and (found := _DATELINE_SOURCE.match(text, at)) and sure and not _dated(found):
        found = None if text[found.end() : found.end() + 40].isupper() else found
    if not found and not sure:
        found = _DATELINE_AGENCY.match(text, at) or _by_place(text, at) or _DATELINE_OUTLET.match(text, at)
        if found and found.re is _DATELINE_OUTLET and text[found.end() : found.end() + 40].isupper():
            return None
    return _piece(at, found.end(), found, labelled=True) if found else None


def _by_place(text: str, at: int) -> re.Match[str] | None:
    """A dateline that is told by its place alone: a known city, or capitals and a dash before a paragraph."""
    if found := _DATELINE_SLASHED.match(text, at):
        return found
    if (found := _DATELINE_CITY.match(text, at)) and (_with_day(found) or found["place"].upper() in names.cities()):
        return found
    found = _DATELINE_CAPITALS.match(text, at)
    if not (found and found["day"]) and (bare := _DATELINE_BARE.match(text, at)):
        return bare
    if not found or (text[found.end() : found.end() + 60].isupper() and not found["day"]):
        return None
    line = text.find("\n", found.end())
    after = text[found.end() : line if line >= 0 else None].strip() or text[found.end() :].lstrip()
    return found if len(after.split("\n")[0]) >= _LONG_LINE or found["day"] else None


def _with_day(found: re.Match[str]) -> bool:
    """Whether a date stands behind the place, with a dash behind it: "Aden (May 3) —", "Goma, 4 June 2013 -"."""
    return bool(_MONTH_DAY.search(found["day"])) and not found[0].rstrip().endswith(":")


def stamp_within(text: str, start: int, end: int) -> Piece | None:
    """An agency with a full date behind it, in a text that lost its lines ("... hurt AFP Friday 5 May 2017 The")."""
    found = _AGENCY_STAMP.search(text, start, end)
    return _piece(found.start(), found.end(), found, labelled=True) if found else None


def line(text: str, start: int, end: int, *, head: bool) -> Piece | None:
    """The credit that a whole line is. ``head``: near the begin, where a name with a role is a byline too."""
    row = text[start:end]
    if len(row) > 300:
        return None
    if row.isupper() and len(row.split()) > 7:  # All in capitals, any word looks like a name.
        return _stamps(row, start, end)
    found = _BYLINE_LINE.match(row) or (_NAMED_LINE.match(row) if head else None)
    if found:
        rest = found["rest"] or ""
        date = re.search(rf"(?i:{written.DATE})", rest)
        wire = re.search(AGENCY, rest)
        alone = found.groupdict().get("agency") or (
            found["author"] if found["author"] in names.agency_forms() else None
        )
        agency = alone or (wire and wire[0])
        author = None if alone else person(found["author"])
        return Piece(start, end, Kind.BYLINE, date and written.of(date), agency=_agency(agency), author=author)
    if head and (found := _WIRE_PLACE.match(row)):
        return _piece(start, end, found)
    if head and (found := _NAME_PLACE.match(row)) and found["place"].upper() in names.cities():
        return _piece(start, end, found)
    return _stamps(row, start, end) or _worked(row, start, end) or signature(text, start, end)


def name_alone(text: str, start: int, end: int) -> Piece | None:
    """A line that holds nothing but names: a byline where a date stamp stands under it, which the caller knows."""
    row = text[start:end]
    return Piece(start, end, Kind.BYLINE, author=row) if len(row) < 80 and _NAME_ALONE.match(row) else None


def signature(text: str, start: int, end: int) -> Piece | None:
    """The wire that signs at the end of a text ("-AFP", "(Reuters)", "Source: Gulf Post and agencies")."""
    if found := _SIGNED.match(text, start, end):
        return Piece(start, end, Kind.BYLINE, agency=_agency(found["a"] or found["b"] or found["c"]))
    if found := _SOURCES.match(text, start, end):
        wire = re.search(AGENCY, found["named"] or "")
        return Piece(start, end, Kind.BYLINE, agency=_agency(wire and wire[0]))
    return None


def work(text: str, at: int, end: int) -> Piece | None:
    """Who else worked on the report: "(Reporting by ...; Editing by ...)", "... contributed to this report."""
    found = _WORK.match(text, at, end)
    if not found and "contributed" in text[at : at + 250]:
        found = _CONTRIBUTED.match(text, at, end)
    return Piece(at, found.end(), Kind.BYLINE) if found else None


def _stamps(row: str, start: int, end: int) -> Piece | None:
    """A row of stamps: "Published 3 May 2015 | Updated 4 May 2015 | 3 min read"."""
    at, pieces = 0, list[Piece]()
    while at < len(row):
        gap = re.compile(r"[\s|•·,;–—/()-]*").match(row, at)
        at = gap.end() if gap else at
        if at >= len(row):
            break
        found = _LABELLED.match(row, at) or _AGENCY_STAMP.match(row, at)
        labelled = found is not None
        found = found or _BARE.match(row, at) or _READING_TIME.match(row, at) or _AGENCY_ALONE.match(row, at)
        found = found or _LABEL.fullmatch(row, at)
        if not found:  # A section or a desk beside the stamps: "World | Mon 3 Oct 2016".
            other = _BESIDE.match(row, at)
            if not other or not _BAR.search(row):
                return None
            at = other.end()
            continue
        pieces.append(_piece(0, 0, found, labelled=labelled))
        at = found.end()
    if not pieces or (_BAR.search(row) and not any(p.date or p.agency for p in pieces)):
        return None
    best = next((p for p in pieces if p.date and not p.updated), None) or next((p for p in pieces if p.date), pieces[0])
    agency = next((p.agency for p in pieces if p.agency), None)
    author = next((p.author for p in pieces if p.author), None)
    return Piece(start, end, Kind.BYLINE, best.date, best.labelled, best.updated, agency, author)


def _worked(row: str, start: int, end: int) -> Piece | None:
    found = work(row, 0, len(row))
    return Piece(start, end, Kind.BYLINE) if found and found.end >= len(row.rstrip(" .)")) else None


def _piece(start: int, end: int, found: re.Match[str], *, labelled: bool = False) -> Piece:
    """What a match says, by the names of its groups."""
    said = found.groupdict()
    date = written.of(found) if _dated(found) else None
    wire = said.get("agency") or said.get("agency2")
    author = None if said.get("agency") else person(said.get("author"))
    return Piece(start, end, Kind.BYLINE, date, labelled, bool(said.get("updated")), _agency(wire), author)


def _dated(found: re.Match[str]) -> bool:
    return any(found.groupdict().get(f"y{n}") for n in range(1, 7))


def _agency(form: str | None) -> str | None:
    return names.marked_forms().get(form) if form else None


def person(said: str | None) -> str | None:
    """The byline's names, as written and without the outlets and agencies among them; None for a desk."""
    names_said = [part for part in re.split(r",\s+", (said or "").strip(" ,.|")) if not _is_outlet(part)]
    kept = ", ".join(names_said)
    return kept if kept and not re.fullmatch(_DESK, kept) else None


def _is_outlet(part: str) -> bool:
    words = part.split()
    wire = re.match(AGENCY, part) or re.search(rf"\b{_ROLE}\b", part)
    return (
        not words
        or part in names.marked_forms()
        or bool(wire)
        or (len(words) > 1 and words[-1] in names.words("outlets"))
    )
