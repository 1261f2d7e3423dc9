"""From the pieces of one member to a code and a sector."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from headwater.resolution.lexicon import CHARITY, GROUPS, Kind, code_on, lexicon, sector_on, standing
from headwater.resolution.members import Member
from headwater.resolution.phrases import Piece, Shape, unknown_name

_KEPT = frozenset({"REB", "PRM", "UAF", "CRM", "COP", "SPY"})
_KEPT_ARMED = _KEPT | {"MIL"}
_ONCE = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY", "OPP"})
_GIVING = frozenset("of in from near across at inside throughout around outside within".split())
_STAYING = frozenset("in near at across inside around within".split())
_NOT_THERE = frozenset({"JRN", "EDU", "HRI", "NGO", "ELI"})
_THEIRS = frozenset({"its", "their", "his", "her"})
_SENT = frozenset("fired launched carried conducted dropped staged mounted flown issued made".split())
_GENERIC = frozenset({"GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY"})
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_ARMED_OR_STATE = _STATE_SECTORS | {"REB", "PRM", "UAF"}


class Found(NamedTuple):
    """What a head tells. ``bare``: no role told the sector; ``attributive``: the last code came from an adjective;
    ``nameless``, ``elsewhere``: no role of the theatre's; ``anyones``: a body that many countries have.
    """

    codes: tuple[str, ...] = ()
    sector: str | None = None
    weak: bool = True
    bare: bool = True
    attributive: bool = False
    owned: bool = False
    nameless: bool = False
    people: bool = False
    elsewhere: bool = False
    anyones: bool = False


class _Giver(NamedTuple):
    at: int
    piece: Piece
    kind: Kind
    code: str


def head(part: list[Piece], on: dt.date | None, *, speaks: bool) -> Found:
    """What the pieces of a head say together: the last name's country, the last role's sector, as a rule."""
    known = lexicon()
    givers: list[_Giver] = []
    sector: str | None = None
    weak = bare = True
    former = nameless = people = relational = changed = False
    strong_at = -1
    for i, piece in enumerate(part):
        if piece.text in known.words["relational"]:
            relational = True
        if piece.text in known.words["peoples"] and piece.sense is None:
            people = True
        if piece.shape is Shape.WORD:
            if piece.text in known.words["former"]:
                following = part[i + 1].text if i + 1 < len(part) else ""
                former = following not in ("soviet", "yugoslav", "yugoslavia", "soviet union")
            continue
        if piece.shape is Shape.NAME and piece.sense is not None:
            code = _code(piece, part, i, on)
            if not code:
                continue
            givers.append(_Giver(i, piece, piece.sense.kind, code))
            if piece.sense.kind is Kind.BODY:
                sector = standing(piece.sense, on)
                weak, bare, changed = sector is None, False, bool(piece.sense.terms)
            elif piece.sense.kind is Kind.PERSON:
                told = sector_on(piece.sense.terms, on) if piece.sense.terms else piece.sense.sector
                if weak or (former and strong_at < 0):
                    sector, weak, bare = told or sector, False, False
            elif piece.sense.kind is Kind.CLAIMED and sector is None:
                sector = "PRE"
        elif piece.role is not None:
            role = piece.role
            if role.sector is None or (piece.text in known.words["adjectives"] and _qualifies(part, i)):
                continue
            nameless = role.nameless if not role.weak or sector is None else nameless
            if role.weak:
                if sector in (None, "PRE"):
                    if not (givers and givers[-1].code in GROUPS and role.sector == "GOV"):
                        sector, bare = role.sector, False
                elif role.sector in ("MIL", "UAF") and sector not in _KEPT_ARMED and not weak:
                    sector, bare = role.sector, False
            elif changed and role.sector in ("UAF", "REB"):
                sector, bare = "REB", False
            elif sector in _KEPT and role.sector in ("MIL", "UAF") and not weak:
                pass
            elif not (sector == "REF" and role.sector == "CVL"):
                sector, weak, bare, strong_at = role.sector, False, False, i
    codes, giver = _choose(givers, part, relational, strong_at)
    if former and sector in _ONCE:
        sector = "ELI"
    if codes and sector is None and giver is not None:
        if giver.kind is Kind.CAPITAL:
            sector = "GOV" if speaks else "CVL"
        elif giver.kind is Kind.CITY:
            sector = "CVL"
    attributive = giver is not None and (
        (giver.kind is Kind.NATION and not (giver.piece.sense is not None and giver.piece.sense.plural))
        or (giver.piece.sense is not None and giver.piece.sense.capitals)
    )
    owned = giver is not None and giver.piece.owner
    theirs = bool(part) and part[0].text in _THEIRS and sector in _ARMED_OR_STATE
    anyones = giver is not None and giver.piece.text in known.words["anyones"] and len(givers) == 1
    elsewhere = theirs or any(piece.text in known.words["abroad"] for piece in part)
    return Found(codes, sector, weak, bare, attributive, owned, nameless, people, elsewhere, anyones)


def _qualifies(part: list[Piece], at: int) -> bool:
    """Whether a word stands before a noun that is no role: "the general consensus"."""
    after = part[at + 1] if at + 1 < len(part) and not part[at].owner else None
    return after is not None and after.shape is Shape.WORD and after.text.isalpha() and not after.capital


def _code(piece: Piece, part: list[Piece], at: int, on: dt.date | None) -> str | None:
    """The name's code, or None where the words beside it make it somebody's name."""
    assert piece.sense is not None
    known = lexicon()
    before = part[at - 1] if at else None
    after = part[at + 1] if at + 1 < len(part) else None
    if piece.text in ("georgia", "washington") and after is not None and after.text in known.words["american"]:
        return "USA"
    if piece.sense.kind is Kind.REGION and unknown_name(before) and before is not None and not before.owner:
        return None
    if piece.sense.kind is Kind.CITY or piece.text in known.words["ambiguous"]:
        joined = after if not piece.owner else None
        if unknown_name(before) and before is not None and not before.owner:
            return None
        if unknown_name(joined) and joined is not None and not joined.text.isdigit():
            return None
    return code_on(piece.sense, on)


def _choose(
    givers: list[_Giver], part: list[Piece], relational: bool, strong_at: int
) -> tuple[tuple[str, ...], _Giver | None]:
    """The code that the head takes among those that its words give.

    The last, as a rule; but an owner goes before it ("Japan's envoy", "Brazil's Senate"), an adjective before a body
    that other states have too ("the Nigerian Senate"), a body before the person who speaks for it.
    """
    if relational:
        givers = [giver for giver in givers if not giver.piece.owner]
    if not givers:
        return (), None
    last = givers[-1]
    if last.kind is Kind.PERSON:
        bodies = [g for g in givers[:-1] if g.kind is Kind.BODY and g.code in GROUPS and not g.piece.owner]
        if bodies and last.at > bodies[-1].at + 1:
            last = bodies[-1]
        states = [g for g in givers[:-1] if g.kind in (Kind.NATION, Kind.COUNTRY)]
        if last.code in GROUPS and last is givers[-1] and states:
            last = states[-1]
    owners = [giver for giver in givers[:-1] if giver.piece.owner]
    sense = last.piece.sense
    national = sense is not None and last.kind is Kind.BODY and last.code not in GROUPS
    generic = national and sense is not None and (sense.sector in _GENERIC or sense.capitals)
    holder = last.kind in (Kind.BODY, Kind.PERSON) and not last.piece.owner and not generic
    if owners and not (holder and strong_at < last.at):
        last = owners[0]
    elif len(givers) > 1 and last.kind is Kind.BODY:
        states = [g for g in givers[:-1] if g.code not in GROUPS and g.kind is not Kind.PERSON]
        plain = sense is not None and sense.plain
        if states and last.code in GROUPS and (strong_at > last.at or plain):
            last = states[-1]
        elif states and generic and states[-1].at == last.at - 1:
            last = last._replace(code=states[-1].code)
    return tuple(last.code.split("+")), last


def member(given: Member, on: dt.date | None, *, speaks: bool, theatre: str | None) -> Found:
    """The head, with what it lacks filled from the prepositions after it.

    Soldiers "in" a country are that country's only where it is the theatre: armies go abroad.
    """
    found = head(given.head, on, speaks=speaks and not given.tails)
    loyal = bool(given.head) and given.head[-1].text in ("loyal", "allied", "belonging", "aligned", "affiliated")
    last = given.head[-1].text if given.head else ""
    for k, tail in enumerate(given.tails):
        by = tail.preposition == "by" and not k and (found.sector is None or (found.weak and last in _SENT))
        of = tail.preposition == "of" or by
        if not (tail.preposition in _GIVING or by or (loyal and tail.preposition in ("to", "with"))):
            continue
        told = [head(part, on, speaks=False) for part in tail.parts]
        codes = tuple(dict.fromkeys(code for each in told for code in each.codes))
        if of and tail is given.tails[0] and (found.sector is None or found.weak) and told[0].sector is not None:
            names = any(not each.bare for each in told)
            if names and (found.sector is None or not told[0].weak) and not (found.codes and found.sector is None):
                found = found._replace(sector=told[0].sector, weak=told[0].weak, nameless=told[0].nameless)
                found = found._replace(people=told[0].people)
        if found.codes or not codes:
            continue
        if found.sector == "MIL" and tail.preposition in _STAYING and codes != (theatre,):
            found = found._replace(elsewhere=True)
            continue
        found = found._replace(codes=codes)
    if not found.codes and found.sector in CHARITY:
        found = found._replace(codes=("NGO",))
    return found


def belongs(found: Found) -> bool:
    """Whether a role without a country of its own, or a body that many countries have, is the theatre's."""
    if found.anyones:
        return True
    if found.codes or found.elsewhere:
        return False
    if found.sector is None:
        return found.people
    if found.nameless or found.sector in _NOT_THERE:
        return False
    return not (found.sector == "UAF" and found.weak and not found.people)


def inherits(found: Found, before: Found, given: Member) -> bool:
    """Whether a member without a code shares the one before it: "Russian soldiers and police"."""
    if found.codes or not before.codes or not given.after_and or found.sector not in _STATE_SECTORS:
        return False
    return not _determined(given) and (before.attributive or before.owned)


def owes(before: Found, found: Found, given: Member) -> bool:
    """Whether the member before shares the complement of this one: "the president and prime minister of Finland"."""
    of = bool(given.tails) and given.tails[0].preposition == "of"
    return of and given.after_and and not before.codes and before.sector in _STATE_SECTORS and not _determined(given)


def _determined(given: Member) -> bool:
    first = given.head[0] if given.head else None
    return first is None or first.text in ("the", "a", "an", "its", "their", "his") or first.text.isdigit()
