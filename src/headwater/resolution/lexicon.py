"""The names and roles of the vocabulary, as one table of normalised words."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple

from headwater.resolution.offices import terms
from headwater.vocabulary import VocabularyError, table

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
"""PLOVER's sectors."""

CHARITY = frozenset({"HRI", "NGO"})
"""The tables' sectors for rights groups and charities: they give the code NGO, and CVL in an :class:`Actor`."""

GROUPS = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
"""PLOVER's codes for actors of no one country."""

_FAMILY_OFTEN = frozenset({"HKG", "TWN"})
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK"})
"""Where the family's name stands before the given one."""

PARTICLES = frozenset("al el bin ben ibn de der van von di da du le la ul abu ould abdel abdul".split())
"""What belongs to the surname after it."""

GENERATIONS = frozenset({"ii", "iii", "iv", "vi", "xiv", "xvi", "jr", "sr"})
"""What stands after a surname and is none."""

_SPELLINGS = {
    "defense": "defence",
    "organization": "organisation",
    "organizations": "organisations",
    "center": "centre",
    "centers": "centres",
    "labor": "labour",
    "laborer": "labourer",
    "laborers": "labourers",
    "mobilization": "mobilisation",
    "program": "programme",
    "neighbor": "neighbour",
    "neighbors": "neighbours",
    "counselor": "counsellor",
    "armored": "armoured",
    "organized": "organised",
    "unrecognized": "unrecognised",
    "recognized": "recognised",
    "practise": "practice",
}
_FOLD = str.maketrans(dict.fromkeys(".'", "") | dict.fromkeys('-&/+"()', " "))
_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")


class Kind(IntEnum):
    """What a name names; where one is several things, the smaller number is taken."""

    BODY = 0
    PERSON = 1
    COUNTRY = 2
    CAPITAL = 3
    NATION = 4
    CLAIMED = 5
    REGION = 6
    CITY = 7


class Sense(NamedTuple):
    """A name: its ``code`` ("": it names none that acts); a body's ``sector``; ``terms`` of a person
    or of a movement that changed. ``plural`` inhabitants are people.

    ``capitals`` marks an acronym, which must be written in capitals; ``plain`` a name without any capital.
    """

    kind: Kind
    code: str
    sector: str | None = None
    terms: str = ""
    capitals: bool = False
    plain: bool = False
    plural: bool = False


class Role(NamedTuple):
    """A role word's sector (None: it tells none); ``weak`` where a sector told before it is kept."""

    sector: str | None
    weak: bool = False
    capital: bool = False
    nameless: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``longest`` is, by first word, the most words that a key beginning with it has.

    ``surnames`` hold every person of a surname; ``common`` are those that need a title before them.
    """

    names: dict[str, Sense] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    surnames: dict[str, list[Sense]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    halves: dict[str, str] = field(default_factory=dict)
    pairs: dict[str, tuple[str, ...]] = field(default_factory=dict)


def norm(word: str) -> str:
    """One word folded: no case, accents, dots or apostrophes, British spelling."""
    if word.isascii():
        folded = word.lower()
    else:
        folded = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
        folded = folded.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("’", "").replace("đ", "d")
    if not folded.isalnum():
        folded = folded.replace(".", "").replace("'", "").replace("’", "")
    return _SPELLINGS.get(folded, folded)


def key(name: str) -> str:
    """A name's words folded, one blank between: the form under which the tables are searched."""
    if not name.isascii():
        return " ".join(norm(word) for word in _WORD.findall(name))
    words = name.lower().translate(_FOLD).split()
    return " ".join(map(_SPELLINGS.get, words, words))


def listed(text: str) -> list[str]:
    """The entries of a list written with commas."""
    return [entry for part in text.split(",") if (entry := " ".join(part.split()))]


def people(data: dict[str, str]) -> Iterator[tuple[str, list[str], str]]:
    """Country or group code, spellings of the name, and terms as written, line by line of ``leaders.yaml``."""
    for code, lines in data.items():
        for line in lines.splitlines():
            name, _, held = line.partition(": ")
            if not held:
                raise VocabularyError(f"leaders: {code}: {line!r}: a name, a colon and terms are expected")
            yield code, name.split(" | "), held


def plural(word: str) -> str:
    """The regular plural; of several words, the last one's."""
    if word.endswith("man") and word.rpartition(" ")[2] not in ("human", "german", "roman", "shaman"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("thief"):
        return word[:-1] + "ves"
    return word + "s"


def _acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return 0 < len(letters) <= 4 and all(c.isupper() for c in letters)


@cache
def lexicon() -> Lexicon:
    """The tables, read once in the life of the process."""
    phrases: dict[str, Any] = table("phrases")
    made = Lexicon(
        common=frozenset(key(name) for name in listed(phrases["common"])),
        words={
            name: frozenset(key(word) for word in listed(phrases[name]))
            for name in (
                "ambiguous",
                "american",
                "losing",
                "against",
                "relational",
                "words_in_capitals",
                "abroad",
                "anyones",
            )
        },
        halves=dict(phrases["halves"]),
        pairs={key(words): tuple(codes) for words, codes in phrases["pairs"].items()},
    )
    made.names.update({key(name): Sense(Kind.REGION, "") for name in listed(phrases["nowhere"])})
    _add_countries(made)
    _add_bodies(made)
    _add_people(made)
    _add_roles(made)
    for known in (made.names, made.roles, made.surnames, made.pairs):
        for name in known:
            words = name.split(" ")
            if made.longest.get(words[0], 0) < len(words):
                made.longest[words[0]] = len(words)
    return made


def _put(made: Lexicon, name: str, sense: Sense) -> None:
    folded = key(name)
    held = made.names.get(folded)
    if folded and (held is None or sense.kind < held.kind):
        made.names[folded] = sense


def _add_countries(made: Lexicon) -> None:
    for code, line in table("countries").items():
        names, adjectives, inhabitants, capitals = (listed(part) for part in line.split("|"))
        for name in names:
            _put(made, name, Sense(Kind.COUNTRY, code, capitals=_acronym(name)))
        for name in adjectives:
            _put(made, name, Sense(Kind.NATION, code))
            if not name.endswith(("sh", "ch", "ese", "ss")):
                _put(made, plural(name), Sense(Kind.NATION, code, plural=True))
        for name in inhabitants:
            _put(made, name, Sense(Kind.NATION, code, plural=name.endswith(("s", "men"))))
        for name in capitals:
            _put(made, name, Sense(Kind.CAPITAL, code))
    regions = table("regions")
    for kind, section in ((Kind.CLAIMED, "claimed"), (Kind.REGION, "within")):
        for code, line in regions[section].items():
            for name in listed(line):
                _put(made, name, Sense(kind, code, "PRE" if kind is Kind.CLAIMED else None, capitals=_acronym(name)))
                if name.endswith(("an", "en", "ni")):
                    _put(made, name + "s", Sense(kind, code, plural=True))
    for code, line in table("cities").items():
        for name in listed(line):
            _put(made, name, Sense(Kind.CITY, code))


def _add_bodies(made: Lexicon) -> None:
    for file in ("groups", "institutions"):
        for code, sections in table(file).items():
            for sector, line in sections.items():
                for name in listed(line):
                    plain = not any(c.isupper() for c in name)
                    told = None if sector == "UNK" else sector
                    sense = Sense(Kind.BODY, code, told, capitals=_acronym(name), plain=plain)
                    _put(made, name, sense)
                    if plain or sector == "REB":
                        _put(made, plural(name), sense)

    for code, spellings, held in people(table("movements")):
        for spelling in spellings:
            _put(made, spelling, Sense(Kind.BODY, code, None, held, capitals=_acronym(spelling)))


def _add_people(made: Lexicon) -> None:
    for code, spellings, held in people(table("leaders")):
        sense = Sense(Kind.PERSON, code, None, held)
        for spelling in spellings:
            _put(made, spelling, sense._replace(capitals=_acronym(spelling)))
            words = key(spelling).split(" ")
            if len(words) < 2:
                continue
            if words[0] != "dalai" and (code in FAMILY_FIRST or (code in _FAMILY_OFTEN and len(words) > 2)):
                last = words[0]
            else:
                last = words[-1]
                if words[-2] in PARTICLES:
                    _surname(made, " ".join(words[-2:]), sense)
            if not last.isdigit() and len(last) > 1 and last not in GENERATIONS:
                _surname(made, last, sense)


def _surname(made: Lexicon, name: str, sense: Sense) -> None:
    held = made.surnames.setdefault(name, [])
    if sense not in held:
        held.append(sense)


def _add_roles(made: Lexicon) -> None:
    data: dict[str, Any] = table("roles")
    nameless = {key(word) for word in listed(data["nameless"])}
    for section, weak, capital in (
        ("strong", False, False),
        ("weak", True, False),
        ("titles", False, True),
        ("empty", True, False),
    ):
        for sector, line in data[section].items():
            for word in listed(line):
                folded = key(word)
                role = Role(None if sector == "UNK" else sector, weak, capital, folded in nameless)
                made.roles.setdefault(folded, role)
                if not capital:
                    made.roles.setdefault(key(plural(word)), role._replace(plural=True))
    for name in ("former", "collectives", "peoples", "adjectives"):
        made.words[name] = frozenset(key(word) for word in listed(data[name]))


def sector_on(written: str, on: dt.date | None) -> str | None:
    """The sector of the office held on a day, of the last one if held still and no day is asked for; else ELI.

    None before the first office.
    """
    last = None
    held = terms(written)
    for term in held:
        last = term
        if on is not None and term.holds(on):
            return term.sector
    if last is None:
        return None
    if on is None:
        return last.sector if last.last is None else "ELI"
    return "ELI" if any(term.first < on for term in held) else None


def code_on(sense: Sense, on: dt.date | None) -> str:
    """Whom a person serves on a day: the body of an office abroad, else the own country."""
    if "/" not in sense.terms:
        return sense.code
    held = terms(sense.terms)
    now = held[-1] if on is None else next((term for term in held if term.holds(on)), None)
    return now.code if now is not None and now.code and (on is not None or now.last is None) else sense.code


def standing(sense: Sense, on: dt.date | None) -> str | None:
    """A body's sector on a day; where its terms do not reach, the nearest one's."""
    if not sense.terms:
        return sense.sector
    held = terms(sense.terms)
    if on is None:
        return held[-1].sector
    begun = [term for term in held if term.first <= on]
    return (begun or held[:1])[-1].sector
