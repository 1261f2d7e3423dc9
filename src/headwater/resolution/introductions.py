"""Where a text says who a person is: before the name, after it, or round it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from headwater.language.reading import Reading, Word
from headwater.resolution.composition import Found, member
from headwater.resolution.lexicon import Kind, Sense, key, lexicon
from headwater.resolution.members import members
from headwater.resolution.phrases import Piece, Shape, pieces, unknown_name

_PERSONS = frozenset({"PER", "person", "politician"})
_BEFORE = frozenset({"NOUN", "PROPN", "ADJ", "PART"})
_REACH = 9
"""Words looked at before a name, and twice as many after it."""
_BREAK = re.compile(r"[,.;:()\[\]\n\"“”]")
_AFTER = re.compile(r"\s*,\s*([^,.;:()\[\]\n]{4,120})")
_OPENING = frozenset("a an the its former one".split())


def introduced(text: str, reading: Reading, bodies: Mapping[str, Sense]) -> Iterator[tuple[str, Sense]]:
    """Each person that the text introduces with one country or group, or whom the tables know by the full name.

    ``bodies`` are what the document has taught so far. In the order of the entities; a person may come twice.
    """
    words = reading.words
    starts = {word.start: number for number, word in enumerate(words)}
    for entity in (*reading.entities, *reading.political):
        number = starts.get(entity.start) if entity.kind in _PERSONS else None
        if number is None:
            continue
        if " " not in text[entity.start : entity.end]:
            number = _whole(text, words, number)
        name = text[words[number].start : entity.end]
        if not _a_name(name):
            continue
        known, folded = lexicon(), key(name)
        if folded in known.surnames and folded not in known.common:
            continue
        listed = known.names.get(folded)
        if listed is not None and " " in name.strip():
            # The tables know the office of the day; the text only teaches that the surname is this person's.
            yield name, listed
            continue
        found = _told(text, words, number, entity.end, bodies)
        if found is not None:
            yield name, Sense(Kind.PERSON, found.codes[0], found.sector)


def _told(text: str, words: Sequence[Word], number: int, end: int, bodies: Mapping[str, Sense]) -> Found | None:
    start = words[number].start
    begin = _title(text, words, number)
    if begin < start:
        before = text[begin:start].rstrip(" ,\u00a0")
        row = pieces(before, bodies)
        if any(piece.shape is Shape.ROLE or _body(piece) for piece in row):
            found = _one(row)
            if found is None and text[end : end + 4] == " of ":
                found = _one(pieces(before + text[end : _clause(text, words, end)], bodies))
            if found is not None:
                return found
    after = _AFTER.match(text, end)
    return _apposition(text, after, bodies) if after is not None else None


def _whole(text: str, words: Sequence[Word], number: int) -> int:
    """The number of the name's first word, where the engine took only its last one for the name."""
    if not number:
        return number
    word = words[number - 1]
    if word.upos not in ("PROPN", "NOUN") or text[word.end : words[number].start] != " ":
        return number
    first = number - 1 == 0 or text[: word.start].rstrip(" \u00a0")[-1:] in '.!?\n"“'
    return number - 1 if not first and unknown_name(pieces(text[word.start : word.end] + " X")[0]) else number


@lru_cache(maxsize=8192)
def _a_name(name: str) -> bool:
    """Whether every word of a supposed person could be a name: capitalised, no role, no body."""
    known = lexicon()
    words = name.split()
    sense = known.names.get(key(name))
    if not words or (sense is not None and sense.kind is not Kind.PERSON):
        return False
    return all(
        (word[0].isupper() or word.startswith(("al-", "el-", "bin", "de", "von", "van")))
        and key(word) not in known.roles
        for word in words
    )


def _title(text: str, words: Sequence[Word], number: int) -> int:
    """Where the run of nouns and adjectives before a person's name begins; one comma may stand before the name, if
    one closes it too ("the Danish envoy, Per Holm, ...")."""
    begin = words[number].start
    roles = lexicon().roles
    for back in range(number - 1, max(-1, number - 1 - _REACH), -1):
        word = words[back]
        written = text[word.start : word.end]
        between = text[word.end : words[back + 1].start]
        if between not in ("", " ", "\u00a0"):
            break
        if written == "," and back == number - 1 and back and key(text[words[back - 1].start : word.start]) in roles:
            continue
        role = roles.get(key(text[words[back - 1].start : word.start]) if written == "." and back else key(written))
        if written == "." and not (role is not None and role.capital):
            break
        if word.upos not in _BEFORE and role is None and written not in ("'s", "’s", "-"):
            break
        begin = word.start
    return begin


def _clause(text: str, words: Sequence[Word], end: int) -> int:
    """Where the noun phrase that goes on after a name stops: at a verb or a mark."""
    for word in words:
        if word.start < end:
            continue
        if word.upos in ("VERB", "AUX", "PUNCT") or _BREAK.match(text, word.start):
            return word.start
    return len(text)


def _apposition(text: str, after: re.Match[str], bodies: Mapping[str, Sense]) -> Found | None:
    """What stands between commas after a name, if it tells who it is: "..., a Peruvian judge,"."""
    row = pieces(after.group(1), bodies)
    if not row or text[after.end() : after.end() + 1] not in (",", ".", ")"):
        return None
    if row[0].shape not in (Shape.NAME, Shape.ROLE) and row[0].text not in _OPENING:
        return None
    for piece in row:
        if piece.shape is Shape.ROLE:
            return _one(row)
        if piece.shape in (Shape.PREPOSITION, Shape.AND, Shape.CLAUSE):
            return None
    return None


def _one(row: list[Piece]) -> Found | None:
    """The one member that a row tells of, if it has one country or group, and a sector."""
    given = members(row)
    if not given:
        return None
    found = member(given[0], None, speaks=False, theatre=None)
    return found if len(found.codes) == 1 and found.sector is not None else None


def _body(piece: Piece) -> bool:
    return piece.sense is not None and piece.sense.kind is Kind.BODY
