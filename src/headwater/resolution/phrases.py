"""A phrase as a row of pieces: names and roles that the vocabulary knows, other words, and what joins them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from headwater.resolution.lexicon import Kind, Lexicon, Role, Sense, lexicon, norm, sector_on
from headwater.resolution.offices import terms

_TOKEN = re.compile(r"(?=\S)(?:\d+(?:[.,]\d+)+|[^\W_]+(?:['’.&][^\W_]+)*\.?|[,;:()\[\]\"“”–—/-])")
_KOREAS = re.compile(r"\b(North|South)(ern)? and (North|South)(ern)? (Korean?s?)\b", re.I)
_PREPOSITIONS = frozenset(
    "of in from near across at inside throughout around outside within to with against for about by on over under "
    "into toward towards during between among amid without than like upon via off behind per including".split()
)
_APOSTROPHES = frozenset("'’")
_AND = frozenset({"and", "or", "plus"})
_READ_TOGETHER = frozenset(',;:()[]"“”–—/-') | {"as"}
"""Marks, and the word that begins "as well as": what they are shows by what stands beside them."""
_CLAUSE = frozenset("who which that whose whom where when while as after before because if but is was were are".split())
_PLAIN = frozenset(
    "the a an this that these those his her its their our my your some any both all no other another such same own "
    "two three four five six seven eight nine ten many several few most more new old current then top senior deputy "
    "acting main so called northern southern eastern western central north south east west it he she they one "
    "suspected alleged local foreign young mr mrs ms miss sir lord dame sheikh jr".split()
)


_OFFICES_OF = {
    title: frozenset(offices.split())
    for titles, offices in (
        ("president,pres,presidents", "P"),
        ("vice president", "VP"),
        ("prime minister,premier,chancellor,pm,prime ministers", "PM"),
        ("foreign minister,foreign secretary,secretary of state,foreign ministers", "FM"),
        ("defence minister,defence secretary,secretary of defence", "DM"),
        ("secretary,minister,deputy secretary,deputy minister", "FM DM TM IM"),
        ("senator,sen,congressman,congresswoman,rep,representative,lawmaker,speaker", "LEG SPK"),
        ("general,gen,admiral,adm,commander", "CS"),
        ("ambassador,envoy,special envoy,representative", "AMB"),
        ("king,queen", "K"),
        ("governor,gov,mayor", "GVN"),
        ("leader,supreme leader,dictator,ruler", "L P PM OPP PTY"),
        ("opposition leader", "OPP"),
        ("secretary general", "SG"),
    )
    for title in titles.split(",")
}
"""The offices of leaders.yaml that a title before a surname can mean."""


class Shape(IntEnum):
    """What a piece is to the grammar of the phrase."""

    NAME = 0
    ROLE = 1
    WORD = 2
    AND = 3
    COMMA = 4
    PREPOSITION = 5
    CLAUSE = 6
    HYPHEN = 7
    BRACKET = 8


class Piece(NamedTuple):
    """``text`` is folded; ``capital`` tells that it is written with one, ``owner`` that a possessive follows.

    ``upper`` and ``joined`` are told of single words and marks: all in capitals, with no blank before it.
    """

    shape: Shape
    text: str
    capital: bool
    sense: Sense | None = None
    role: Role | None = None
    owner: bool = False
    start: int = 0
    end: int = 0
    upper: bool = False
    joined: bool = False


def pieces(
    phrase: str,
    names: Mapping[str, Sense] | None = None,
    places: Mapping[str, str] | None = None,
    on: dt.date | None = None,
) -> list[Piece]:
    """The phrase's pieces in order, the longest known names and roles taken first.

    ``names`` are what a document teaches, by folded name; ``places`` give the country of places by folded name.
    """
    known = lexicon()
    tokens = _tokens(phrase)
    shouted = len(phrase) > 5 and phrase.isupper() and len(tokens) > 1
    learnt = bool(names or places)
    found: list[Piece] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        most = _most(token.text, token.owner)
        if learnt and (token.capital or most):
            most = max(most, _MOST_LEARNT)
        if not most and token.text not in _READ_TOGETHER:
            found.append(token)
            i += 1
            continue
        piece, used = _longest(tokens, i, most, found, known, names, places, on, shouted)
        found.append(piece)
        i += used
    return _surnamed(found)


_MOST_LEARNT = 4
"""Words of the longest name that a document teaches."""


def _surnamed(row: list[Piece]) -> list[Piece]:
    """The row with what is only half of an unknown person's name taken for that.

    The "Danish" of "spokesman Najib Danish, ..." tells of no country, and "Bashar al-Kiki" is nobody whom the tables
    know as Bashar.
    """
    for k, piece in enumerate(row):
        if piece.sense is None or piece.shape is not Shape.NAME or " " in piece.text:
            continue
        after = row[k + 1] if k + 1 < len(row) else None
        if piece.sense.kind is Kind.NATION:
            before = row[k - 1] if k else None
            half = unknown_name(before) and before is not None and piece.start == before.end + 1
            half = half and not piece.owner and (after is None or after.shape in (Shape.COMMA, Shape.CLAUSE))
        else:
            joined = row[k + 1 : k + 4]
            half = piece.sense.kind is Kind.PERSON and len(joined) == 3 and joined[0].text in ("al", "el", "ul", "ad")
            half = half and joined[1].shape is Shape.HYPHEN and unknown_name(joined[2])
        if half:
            row[k] = Piece(Shape.WORD, piece.text, piece.capital, None, None, piece.owner, piece.start, piece.end)
    return row


@lru_cache(maxsize=65536)
def _most(text: str, owner: bool) -> int:
    """The most words that a name or role of the tables has which begins with this word; 0 where none does."""
    spellings = (text, text + "s" if owner else text, text[:-1] if text[-1] == "s" else text)
    return max(lexicon().longest.get(spelling, 0) for spelling in spellings)


def spelled_out(phrase: str) -> str:
    """The phrase with "North and South Korea" written as two names."""
    return _KOREAS.sub(r"\1\2 \5 and \3\4 \5", phrase) if " and " in phrase else phrase


def _tokens(phrase: str) -> list[Piece]:
    """The words and marks of the phrase, each as a piece of which no table knows anything."""
    found: list[Piece] = []
    end = -1
    for match in _TOKEN.finditer(phrase):
        raw = match.group()
        start, stop = match.span()
        shape, text, capital, upper, owner, initial = _read(raw)
        if found:
            if text == "s" and start == end + 1 and phrase[end] in "'’ʼ":
                found[-1] = found[-1]._replace(owner=True, end=stop)
                end = stop
                continue
            # The initial of a middle name is no part of the name in the tables.
            if initial and found[-1].capital:
                end = stop
                continue
        if not owner and text[-1] == "s" and phrase[stop : stop + 1] in _APOSTROPHES:
            owner = True
        found.append(Piece(shape, text, capital, None, None, owner, start, stop, upper, start == end))
        end = stop
    return found


@lru_cache(maxsize=32768)
def _read(raw: str) -> tuple[Shape, str, bool, bool, bool, bool]:
    """A word alone: its shape, folded, with a capital, all in capitals, with a possessive, an initial with its dot."""
    owner = len(raw) > 2 and raw[-2:] in ("'s", "’s", "'S", "’S")
    bare = raw[:-2] if owner else raw
    initial = len(bare) == 2 and bare[1] == "." and bare[0].isupper()
    text = norm(bare) or bare
    return _shape(text), text, bare[0].isupper(), bare.isupper(), owner, initial


def _longest(
    tokens: list[Piece],
    at: int,
    most: int,
    before: list[Piece],
    known: Lexicon,
    names: Mapping[str, Sense] | None,
    places: Mapping[str, str] | None,
    on: dt.date | None,
    shouted: bool,
) -> tuple[Piece, int]:
    token = tokens[at]
    text = token.text
    if not text[0].isalnum():
        return _mark(tokens, at), 1
    if text == "as" and [t.text for t in tokens[at + 1 : at + 3]] == ["well", "as"]:
        return Piece(Shape.AND, "as well as", False, None, None, False, token.start, tokens[at + 2].end), 3
    if not most:
        return token, 1
    # Candidates run over hyphens too, so that "al-Qaeda" is one name; `ends` are where words end. Inside a name a
    # possessive is part of it ("People's Liberation Army"), at its end it is not.
    inner: list[str] = []
    ends: list[int] = []
    j = at
    while j < len(tokens) and len(ends) < most:
        t = tokens[j]
        if t.text == "-":
            if not ends or not t.joined:
                break
        elif not t.text[0].isalnum():
            break
        else:
            inner.append(t.text + "s" if t.owner else t.text)
            ends.append(j + 1)
        j += 1
    for count in range(len(ends), 0, -1):
        end = ends[count - 1]
        joined = text if count == 1 else " ".join(inner[: count - 1]) + " " + tokens[end - 1].text
        piece = _known(tokens, at, end, joined, before, known, names, places, on, shouted)
        if piece is not None:
            return piece, end - at
    return token, 1


def _known(
    tokens: list[Piece],
    at: int,
    end: int,
    joined: str,
    before: list[Piece],
    known: Lexicon,
    names: Mapping[str, Sense] | None,
    places: Mapping[str, str] | None,
    on: dt.date | None,
    shouted: bool,
) -> Piece | None:
    first, last = tokens[at], tokens[end - 1]
    capital = first.capital or last.capital
    owner = last.owner
    if names is not None and capital and (sense := names.get(joined)):
        return Piece(Shape.NAME, joined, True, sense, None, owner, first.start, last.end)
    sense = known.names.get(joined)
    # Scrapers lose the apostrophe of "Syria's".
    if sense is None and capital and joined[-1] == "s" and end < len(tokens):
        bare = known.names.get(joined[:-1])
        if bare is not None and bare.kind in (Kind.COUNTRY, Kind.CAPITAL, Kind.PERSON) and not bare.capitals:
            sense, owner = bare, True
    if sense is not None and sense.kind is Kind.PERSON and before and unknown_name(before[-1]) and " " not in joined:
        sense = None
    if sense is not None and _written(sense, tokens, at, end, joined, known, shouted):
        return Piece(Shape.NAME, joined, True, sense, None, owner, first.start, last.end)
    if joined in known.pairs:
        return Piece(
            Shape.NAME,
            joined,
            True,
            Sense(Kind.COUNTRY, "+".join(known.pairs[joined])),
            None,
            owner,
            first.start,
            last.end,
        )
    if places is not None and capital and (code := places.get(joined)):
        return Piece(Shape.NAME, joined, True, Sense(Kind.CITY, code), None, owner, first.start, last.end)
    if capital and (person := _surname(joined, before, known, on, tokens, end)) is not None:
        return Piece(Shape.NAME, joined, True, person, None, owner, first.start, last.end)
    role = known.roles.get(joined)
    if role is not None and (not role.capital or (first.capital and end < len(tokens))):
        return Piece(Shape.ROLE, joined, first.capital, None, role, owner, first.start, last.end)
    return None


def _written(sense: Sense, tokens: list[Piece], at: int, end: int, joined: str, known: Lexicon, shouted: bool) -> bool:
    """Whether the name stands with the capitals that it needs."""
    if sense.plain:
        return True
    if shouted:
        return joined not in known.words["words_in_capitals"]
    if sense.capitals:
        return all(t.upper or t.text == "-" or t.text.isdigit() for t in tokens[at:end]) or (
            len(joined) > 3 and tokens[at].capital and at + 1 == end and joined not in ("care", "mend", "dawn")
        )
    return any(t.capital for t in tokens[at:end])


def _surname(
    joined: str, before: list[Piece], known: Lexicon, on: dt.date | None, tokens: list[Piece], end: int
) -> Sense | None:
    held = known.surnames.get(joined)
    if held is None and joined[-1] == "s" and end < len(tokens):
        held = known.surnames.get(joined[:-1])
        joined = joined[:-1]
    if held is None:
        return None
    previous = before[-1] if before else None
    offices = _OFFICES_OF.get(previous.text) if previous is not None and previous.shape is Shape.ROLE else None
    named = previous is not None and previous.shape is Shape.WORD and previous.capital and previous.text not in _PLAIN
    if named and previous is not None and len(previous.text) > 1:
        first = next((p for p in reversed(before) if not unknown_name(p)), None)
        k = before.index(first) + 1 if first is not None else 0
        return known.names.get(f"{before[k].text} {joined}") if k < len(before) - 1 else None
    if offices is not None:
        held = [sense for sense in held if any(term.office in offices for term in terms(sense.terms))]
    if not held or (offices is None and joined in known.common):
        return None
    codes = {piece.sense.code for piece in before[-8:] if piece.sense is not None}
    if len(held) > 1 and codes:
        held = [sense for sense in held if sense.code in codes] or held
    if len(held) > 1 and on is not None:
        serving = [sense for sense in held if sector_on(sense.terms, on) not in (None, "ELI")]
        held = serving or held
    if len({sense.code for sense in held}) > 1:
        return None
    return held[-1]


def _mark(tokens: list[Piece], at: int) -> Piece:
    token = tokens[at]
    mark = token.text
    if mark in "-/–" and token.joined and at + 1 < len(tokens) and tokens[at + 1].joined:
        shape = Shape.HYPHEN
    else:
        shape = Shape.COMMA if mark in ",;:–—-" else Shape.BRACKET if mark in "()[]" else Shape.WORD
    return Piece(shape, mark, False, None, None, False, token.start, token.end)


def _shape(text: str) -> Shape:
    if text in _AND:
        return Shape.AND
    if text in _PREPOSITIONS:
        return Shape.PREPOSITION
    if text in _CLAUSE:
        return Shape.CLAUSE
    return Shape.WORD


def unknown_name(piece: Piece | None) -> bool:
    """Whether a piece is a capitalised word that nothing here knows: part of somebody's name, as a rule."""
    return piece is not None and piece.shape is Shape.WORD and piece.capital and piece.text not in _PLAIN


def plain(text: str) -> bool:
    """Whether a word is a determiner, a number, a title or the like."""
    return text in _PLAIN or text.isdigit()
