"""A phrase taken apart: its coordinated members, each with its head and with what its prepositions add."""

from __future__ import annotations

from dataclasses import dataclass, field

from headwater.resolution.lexicon import Kind, Sense, lexicon
from headwater.resolution.phrases import Piece, Shape, plain

_STATES = (Kind.COUNTRY, Kind.NATION, Kind.CAPITAL, Kind.BODY, Kind.CLAIMED)
_PLACES = (Kind.COUNTRY, Kind.CAPITAL, Kind.CLAIMED, Kind.REGION, Kind.CITY)


@dataclass(slots=True)
class Tail:
    """What a preposition adds; more than one part where names are coordinated after it."""

    preposition: str
    parts: list[list[Piece]] = field(default_factory=lambda: [[]])


@dataclass(slots=True)
class Member:
    """``listed``: joined by "and" or in a list; else it stands after a comma, in apposition to the one before."""

    head: list[Piece] = field(default_factory=list)
    tails: list[Tail] = field(default_factory=list)
    listed: bool = False
    after_and: bool = False


def members(row: list[Piece]) -> list[Member]:
    """The members in order; what a relative clause or a bracket holds belongs to none."""
    row = _hyphens(row)
    found = [Member()]
    dead = depth = 0
    for i, piece in enumerate(row):
        here = found[-1]
        if piece.shape is Shape.BRACKET:
            depth += 1 if piece.text in "([" else -1
            continue
        if depth > 0:
            continue
        match piece.shape:
            case Shape.CLAUSE:
                if _content(here.head):
                    break
            case Shape.PREPOSITION:
                dead = 0
                gathers = _collective(here.head) and piece.text == "of" and not here.tails
                empty = gathers or not (_content(here.head) or _collective(here.head))
                if empty:
                    here.head.clear()
                else:
                    here.tails.append(Tail(piece.text))
            case Shape.AND | Shape.COMMA:
                following = _chunk(row, i + 1)
                if dead:
                    continue
                if not here.head and not here.tails:
                    here.after_and |= piece.shape is Shape.AND and len(found) > 1
                    continue
                if here.tails and not here.tails[-1].parts[-1]:
                    continue
                if here.tails and _only_places(here.tails[-1].parts[-1]) and _only_places(following):
                    here.tails[-1].parts.append([])
                elif following and here.tails and not _content(following):
                    continue
                elif following:
                    found.append(Member(after_and=piece.shape is Shape.AND))
            case _:
                if dead:
                    continue
                part = here.tails[-1].parts[-1] if here.tails else here.head
                if _participle(piece, part):
                    dead = 1
                    part.append(piece)
                    continue
                part.append(piece)
    listed = any(member.after_and for member in found[1:])
    for k, member in enumerate(found):
        member.listed = k == 0 or member.after_and or (listed and any(m.after_and for m in found[k:]))
    return [member for member in found if member.head or member.tails]


def _content(part: list[Piece]) -> bool:
    return any(
        piece.shape in (Shape.NAME, Shape.ROLE) or (piece.shape is Shape.WORD and not plain(piece.text))
        for piece in part
    )


def _collective(part: list[Piece]) -> bool:
    """Whether a head only counts or gathers what stands after its "of"."""
    if not part or any(piece.shape is Shape.NAME for piece in part):
        return False
    known = lexicon().words["collectives"]
    last = part[-1]
    return last.text in known or last.text.isdigit()


def _participle(piece: Piece, part: list[Piece]) -> bool:
    """Whether a word after the head begins a clause: "troops battling ...", "people killed ..."."""
    if piece.shape is not Shape.WORD or piece.capital or not piece.text.endswith(("ing", "ed")) or len(piece.text) < 6:
        return False
    last = next((p for p in reversed(part) if p.shape is not Shape.WORD), None)
    return (
        bool(part)
        and last is part[-1]
        and not part[-1].owner
        and (
            last.shape is Shape.ROLE
            or (last.sense is not None and last.sense.kind in (Kind.BODY, Kind.PERSON, Kind.COUNTRY))
        )
    )


def _chunk(row: list[Piece], at: int) -> list[Piece]:
    """The pieces up to the next joint."""
    found: list[Piece] = []
    for piece in row[at:]:
        if piece.shape in (Shape.AND, Shape.COMMA) and not found:
            continue
        if piece.shape in (Shape.AND, Shape.COMMA, Shape.PREPOSITION, Shape.CLAUSE, Shape.BRACKET):
            break
        found.append(piece)
    return found


def _only_places(part: list[Piece]) -> bool:
    names = [piece for piece in part if piece.shape is Shape.NAME]
    return bool(names) and all(
        (piece.shape is Shape.NAME and piece.sense is not None and piece.sense.kind in _PLACES and not piece.owner)
        or (piece.shape is Shape.WORD and plain(piece.text))
        or piece.text in ("city", "province", "region", "town")
        for piece in part
    )


def _hyphens(row: list[Piece]) -> list[Piece]:
    """Hyphens read: "Iran-backed" and "anti-Assad" lose their name, "US-Japan" is two, "US-led" keeps it."""
    if not any(piece.shape is Shape.HYPHEN for piece in row):
        return row
    known = lexicon()
    found: list[Piece] = []
    skip = 0
    for i, piece in enumerate(row):
        if skip:
            skip -= 1
            continue
        if piece.shape is not Shape.HYPHEN or not found or i + 1 == len(row):
            found.append(piece)
            continue
        previous, following = found[-1], row[i + 1]
        if following.text in known.words["losing"]:
            if previous.shape in (Shape.NAME, Shape.ROLE) or previous.text in known.words["peoples"]:
                found.pop()
            skip = 1
        elif previous.text in known.words["against"] and following.shape is Shape.NAME:
            found.pop()
            skip = 1
        elif previous.text in known.halves and following.sense is not None:
            found[-1] = Piece(Shape.NAME, previous.text, True, Sense(Kind.NATION, known.halves[previous.text]))
            found.append(Piece(Shape.AND, "-", False))
        elif _state(previous) and _state(following):
            if following.text.startswith("american"):
                found.pop()
            else:
                found.append(Piece(Shape.AND, "-", False))
    return found


def _state(piece: Piece) -> bool:
    return piece.sense is not None and piece.sense.kind in _STATES
