"""The table of acts, ``vocabulary/acts.yaml``: which words tell of which PLOVER event, checked as it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from headwater.vocabulary import VocabularyError, table

# PLOVER 2.0's sixteen events with their modes (openeventdata/PLOVER, PLOVER_MANUAL.tex, draft 2.0).
PLOVER: dict[str, frozenset[str]] = {
    name: frozenset(modes.split())
    for name, modes in {
        "AGREE": "",
        "CONSULT": "visit third-party multilateral phone",
        "SUPPORT": "",
        "CONCEDE": "",
        "COOPERATE": "",
        "AID": "",
        "RETREAT": "withdraw release disarm ceasefire access resign",
        "REQUEST": "assist change yield meet",
        "ACCUSE": "disapprove investigate allege",
        "REJECT": "assist change yield meet",
        "THREATEN": "restrict arrest relations expel territory violence",
        "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue",
        "MOBILIZE": "troops weapons police militia",
        "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
        "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
        "drone heavy-weapons crowd-control unconventional",
    }.items()
}
CONTEXTS = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
    "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt "
    "religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters "
    "natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
    "trafficking".split()
)
# Classes of what an act is done to; a noun of any other class is what it is done with.
_UNDERGO = frozenset(("people", "officials", "envoy", "town", "property"))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parts of an act stand, in the order in which the places are asked."""

    name: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    joint: bool = False


class Condition(NamedTuple):
    """``kind`` is ``+`` (particle, preposition or dependent clause), ``=`` (object), ``<`` (subject) or ``>``
    (an infinitive with an object of the verb as its subject).

    ``marker`` is the word of a ``+``; ``words`` what the noun may be (None: any), or ``event`` the PLOVER type that
    the noun must itself tell of. ``undergoes``: the noun is what the act is done to, not what it is done with.
    """

    kind: str
    marker: str
    words: frozenset[str] | None
    event: str | None
    undergoes: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of the table."""

    word: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    frame: Frame


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table, checked and indexed by first word."""

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[Pattern, ...]]
    adjectives: dict[str, tuple[Pattern, ...]]
    idioms: dict[str, tuple[tuple[Condition, ...], ...]]
    classes: dict[str, frozenset[str]]
    light: frozenset[str]
    borne: frozenset[str]
    doubtful: frozenset[str]
    everyday: frozenset[str]
    dying: frozenset[str]
    means: tuple[tuple[str, frozenset[str]], ...]
    contexts: dict[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """The acts' table. Raises :class:`VocabularyError` where it names what PLOVER or the table itself does not have."""
    given = table("acts")
    classes = {name: frozenset(words.split()) for name, words in given["classes"].items()}
    frames = {
        name: Frame(name, tuple(f["actor"].split()), tuple(f["recipient"].split()), f.get("joint", False))
        for name, f in given["frames"].items()
    }
    index: dict[str, dict[str, list[Pattern]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    idioms: dict[str, list[tuple[Condition, ...]]] = {}
    for line in (one.strip() for lines in given["nothing"].values() for one in lines.split(",")):
        first, *rest = line.split()
        idioms.setdefault(first, []).append(tuple(_condition(token, line, classes) for token in rest))
    for entry in given["acts"]:
        for kind, by_word in index.items():
            for line in filter(None, (one.strip() for one in entry.get(kind, "").split(","))):
                for pattern in _patterns(line, entry, frames, classes, nominal=kind == "nouns"):
                    by_word.setdefault(pattern.word, []).append(pattern)
    means = tuple((mode, frozenset(words.split())) for mode, words in given["means"].items())
    for mode, _ in means:
        _known(mode in PLOVER["ASSAULT"], "means", mode, "a mode of ASSAULT")
    contexts: dict[str, list[str]] = {}
    for context, words in given["contexts"].items():
        _known(context in CONTEXTS, "contexts", context, "a context of PLOVER 2.0")
        for word in words.split():
            contexts.setdefault(word, []).append(context)
    return Lexicon(
        _frozen(index["verbs"]),
        _frozen(index["nouns"]),
        _frozen(index["adjectives"]),
        {word: tuple(found) for word, found in idioms.items()},
        classes,
        frozenset(given["light"].split()),
        frozenset(given["borne"].split()),
        frozenset(given["doubtful"].split()),
        frozenset(given["everyday"].split()),
        frozenset(given["dying"].split()),
        means,
        {word: tuple(found) for word, found in contexts.items()},
    )


def _frozen(index: dict[str, list[Pattern]]) -> dict[str, tuple[Pattern, ...]]:
    return {word: tuple(found) for word, found in index.items()}


def _known(holds: bool, key: str, value: object, expected: str) -> None:
    if not holds:
        raise VocabularyError(f"acts.yaml, {key}: {value!r} is not {expected}")


def _patterns(
    line: str, entry: dict[str, Any], frames: dict[str, Frame], classes: dict[str, frozenset[str]], *, nominal: bool
) -> Iterator[Pattern]:
    kind, mode, frame = entry["type"], entry.get("mode"), entry["frame"]
    _known(kind in PLOVER, "acts", kind, "an event of PLOVER 2.0")
    _known(mode is None or mode in PLOVER[kind], kind, mode, f"a mode of {kind}")
    _known(frame in frames, kind, frame, "a frame of the table")
    first, *rest = line.split()
    conditions = tuple(_condition(token, line, classes) for token in rest)
    yield Pattern(first, conditions, kind, mode, frames[frame])
    if nominal and len(rest) == 1 and rest[0].startswith("="):
        yield Pattern(rest[0][1:], (Condition("=", "", frozenset((first,)), None),), kind, mode, frames[frame])


def _condition(token: str, line: str, classes: dict[str, frozenset[str]]) -> Condition:
    kind, marker, rest = token[0], "", token
    _known(kind in "+=@<>", line, token, "a condition: +word, =word, @class, <@class or >")
    if kind == ">":
        return Condition(">", "", None, None)
    if kind == "+":
        marker, _, rest = token[1:].partition(":")
        if not rest:
            return Condition("+", marker, None, None)
    elif kind == "<":
        rest = token[1:]
    if rest.startswith("@:"):
        _known(rest[2:] in PLOVER, line, rest, "an event of PLOVER 2.0")
        return Condition(kind if kind in "+<" else "=", marker, None, rest[2:])
    if rest.startswith("@"):
        _known(rest[1:] in classes, line, rest, "a class of the table")
        return Condition(kind if kind in "+<" else "=", marker, classes[rest[1:]], None, rest[1:] in _UNDERGO)
    word = rest.removeprefix("=")
    return Condition(kind if kind in "+<" else "=", marker, None if word == "*" else frozenset((word,)), None)
