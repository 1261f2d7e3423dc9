"""What one document teaches about its own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from headwater.language.reading import Reading
from headwater.resolution.composition import member
from headwater.resolution.introductions import introduced
from headwater.resolution.lexicon import FAMILY_FIRST, GENERATIONS, PARTICLES, Kind, Sense, key, lexicon
from headwater.resolution.members import members
from headwater.resolution.phrases import pieces, plain

_ACRONYM = re.compile(r"[(\[]([A-Z][A-Za-z]?[A-Z.&-]*[A-Z]s?)[)\]]")
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
    openings: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "openings", frozenset(name.partition(" ")[0] for name in self.names))

    def touches(self, phrase: str) -> bool:
        """Whether one of the names may stand in the phrase; never False where one does."""
        if not phrase.isascii() or "." in phrase or "'" in phrase:
            return bool(self.names)
        folded = phrase.lower()
        return any(opening in folded for opening in self.openings)


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

    for name, sense in _acronyms(text):
        names[name] = sense
    if not text.isupper():
        for name, sense in _short_forms(text, reading):
            teach(name, sense)
    bodies = {name: sense for name, sense in names.items() if name not in torn}
    for name, sense in introduced(text, reading, bodies):
        words = [word for word in key(name).split(" ") if word not in GENERATIONS]
        teach(" ".join(words), sense)
        if len(words) > 1:
            last = words[0] if sense.code in FAMILY_FIRST else words[-1]
            if len(last) > 2 or sense.code in FAMILY_FIRST:
                teach(last, sense)
            if words[-2] in PARTICLES:
                teach(" ".join(words[-2:]), sense)
    return Naming({name: sense for name, sense in names.items() if name not in torn})


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
