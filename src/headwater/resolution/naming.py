"""What one document teaches about its own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from headwater.language.reading import Reading, Word
from headwater.resolution.composition import Found, member
from headwater.resolution.lexicon import GENERATIONS, Kind, Sense, key, lexicon
from headwater.resolution.members import members
from headwater.resolution.phrases import Piece, Shape, pieces, plain

_PERSONS = frozenset({"PER", "person", "politician"})
_BEFORE = frozenset({"NOUN", "PROPN", "ADJ", "PART"})
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM"})
_REACH = 8
_ACRONYM = re.compile(r"[(\[]([A-Z][A-Za-z]?[A-Z.&-]*[A-Z]s?)[)\]]")
_AFTER = re.compile(r"\s*,\s*([^,.;:()\[\]\n]{4,120})")
_GENERIC = frozenset(
    "observatory agency commission council committee organisation union front movement tribunal league network "
    "alliance brigades federation association institute fund secretariat".split()
)


@dataclass(frozen=True, slots=True)
class Naming:
    """``names`` are the document's own names, folded: persons it introduces, acronyms, and short forms of bodies.

    A name with the code ``""`` is known to mean something else here than in the tables.
    """

    names: Mapping[str, Sense] = field(default_factory=dict)


def learn(text: str, reading: Reading) -> Naming:
    """What ``text`` says of its own names: titles before persons and appositions after them ("Foreign Minister Ana
    Reyes", then "Reyes"), acronyms in brackets, "the Observatory" for a body named in full.

    A surname that two persons of different countries share teaches nothing. Needs a reading of the same text; an
    unread document teaches its acronyms alone.
    """
    names: dict[str, Sense] = {}
    torn: set[str] = set()

    def teach(name: str, sense: Sense) -> None:
        held = names.get(name)
        if held is not None and held.code != sense.code:
            torn.add(name)
        elif held is None or (held.sector is None and sense.sector is not None):
            names[name] = sense

    for name, sense in _persons(text, reading):
        words = [word for word in key(name).split(" ") if word not in GENERATIONS]
        teach(" ".join(words), sense)
        if len(words) > 1:
            last = words[0] if sense.code in _FAMILY_FIRST and len(words) > 2 else words[-1]
            if len(last) > 2:
                teach(last, sense)
            if words[-2] in ("al", "el", "bin", "van", "von", "de", "abdel", "abdul"):
                teach(" ".join(words[-2:]), sense)
    for name, sense in _acronyms(text):
        names[name] = sense
    if not text.isupper():
        for name, sense in _short_forms(text, reading):
            teach(name, sense)
    return Naming({name: sense for name, sense in names.items() if name not in torn})


def _persons(text: str, reading: Reading) -> Iterator[tuple[str, Sense]]:
    """Each person that the text introduces with a country or group, or whom the tables know by the full name."""
    words = reading.words
    starts = {word.start: number for number, word in enumerate(words)}
    for entity in [e for e in (*reading.entities, *reading.political) if e.kind in _PERSONS]:
        number = starts.get(entity.start)
        if number is None:
            continue
        name = text[entity.start : entity.end]
        if not _a_name(name):
            continue
        listed = lexicon().names.get(key(name))
        if listed is not None and " " in name.strip():
            # The tables know the office of the day; the text only teaches that the surname is this person's.
            yield name, listed
            continue
        begin = _introduction(text, words, number)
        if begin < entity.start:
            row = pieces(text[begin : entity.start])
            found = _one(row)
            if found is not None and any(p.shape is Shape.ROLE or _body(p) for p in row):
                yield name, Sense(Kind.PERSON, found.codes[0], found.sector)
                continue
        after = _AFTER.match(text, entity.end)
        if after is not None and (found := _apposition(text, after)) is not None:
            yield name, Sense(Kind.PERSON, found.codes[0], found.sector)


def _a_name(name: str) -> bool:
    """Whether every word of a supposed person could be a name: capitalised, no role, no body."""
    known = lexicon()
    words = name.split()
    folded = key(name)
    sense = known.names.get(folded)
    return (
        bool(words)
        and (sense is None or sense.kind is Kind.PERSON)
        and not any(
            (not word[0].isupper() and not word.startswith(("al-", "el-", "bin", "de", "von", "van")))
            or key(word) in known.roles
            for word in words
        )
    )


def _introduction(text: str, words: Sequence[Word], number: int) -> int:
    """Where the run of nouns and adjectives before a person's name begins."""
    begin = words[number].start
    for back in range(number - 1, max(-1, number - 1 - _REACH), -1):
        word = words[back]
        between = text[word.end : words[back + 1].start]
        if "\n" in between or between not in ("", " ", "\u00a0"):
            break
        written = text[word.start : word.end]
        if word.upos not in _BEFORE and written not in ("'s", "’s", "-") and key(written) not in lexicon().roles:
            break
        begin = word.start
    return begin


def _apposition(text: str, after: re.Match[str]) -> Found | None:
    """What stands between commas after a name, if it tells who it is: "..., a Peruvian judge,"."""
    row = pieces(after.group(1))
    if not row:
        return None
    first = row[0]
    opens = first.shape in (Shape.NAME, Shape.ROLE) or first.text in ("a", "an", "the", "its", "former", "one", "who")
    if first.text == "who" or not opens:
        return None
    closed = text[after.end() : after.end() + 1] in (",", ".", ")")
    lead = 0
    for piece in row:
        if piece.shape is Shape.ROLE:
            break
        lead += 1
        if piece.shape in (Shape.PREPOSITION, Shape.AND, Shape.CLAUSE):
            return None
    if lead == len(row) or not closed:
        return None
    return _one(row)


def _one(row: list[Piece]) -> Found | None:
    """The one member that a row tells of, if it has one country or group."""
    given = members(row)
    if not given:
        return None
    found = member(given[0], None, speaks=False, theatre=None)
    return found if len(found.codes) == 1 and found.sector is not None else None


def _body(piece: Piece) -> bool:
    return piece.sense is not None and piece.sense.kind is Kind.BODY


def _acronyms(text: str) -> Iterator[tuple[str, Sense]]:
    """Acronyms in brackets, each with the sense of the name before it, or with none where that is not known."""
    for match in _ACRONYM.finditer(text):
        letters = match.group(1)
        head = text[max(0, match.start() - 100) : match.start()].rstrip()
        words = head.split()[-9:]
        for take in range(len(words), 0, -1):
            name = words[-take:]
            if not name[0][:1].isupper() or name[0][:1] != letters[:1] or not _initials(name, letters):
                continue
            found = member(members(pieces(" ".join(name)))[0], None, speaks=False, theatre=None)
            folded = key(letters)
            if len(found.codes) == 1:
                yield folded, Sense(Kind.BODY, found.codes[0], found.sector, capitals=True)
            elif folded in lexicon().names and _initials(name, letters, whole=True) and not head.isupper():
                yield folded, Sense(Kind.BODY, "", None, capitals=True)
            break


def _initials(name: list[str], letters: str, *, whole: bool = False) -> bool:
    """Whether the capitals of the name, in order, hold the acronym's, at most one missing (``whole``: none)."""
    parts = [part for word in name for part in re.split("[-’']", word) if part]
    want = [c for c in letters if c.isupper()]
    if whole:
        return [part[0] for part in parts if part[0].isupper()] == want
    hit = 0
    for part in parts:
        if hit < len(want) and part[0].upper() == want[hit]:
            hit += 1
    return hit >= len(want) - 1 and sum(part[0].isupper() for part in parts) <= len(want) + 2


def _short_forms(text: str, reading: Reading) -> Iterator[tuple[str, Sense]]:
    """ "the Observatory", where the text names one body whole that has the word in its name."""
    table = lexicon().names
    for entity in reading.entities:
        if entity.kind != "ORG":
            continue
        name = text[entity.start : entity.end]
        folded = key(name.removeprefix("the ").removeprefix("The "))
        sense = table.get(folded)
        if sense is None or sense.kind is not Kind.BODY:
            continue
        words = folded.split(" ")
        for word in words:
            if len(words) > 1 and word in _GENERIC and not plain(word):
                yield word, sense._replace(capitals=False)
