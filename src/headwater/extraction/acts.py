"""Which PLOVER act a word tells of, by the patterns of ``vocabulary/acts.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from headwater.extraction.dependents import Dependents
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
_UNDERGO = frozenset(("people", "envoy", "town", "property"))


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


class Match(NamedTuple):
    """``carrier`` is the noun that met the pattern's condition on the object, or that a light verb carries.

    ``borne``: what stands as the subject has the act done to it ("faced criticism", "is under attack").
    """

    pattern: Pattern
    weight: float
    carrier: int | None
    borne: bool = False


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


def match(tree: Dependents, word: int) -> Match | None:
    """The best pattern for a word, None where it tells of no act.

    The pattern with the most that is met wins; a class met by a noun's modifier alone counts half.
    """
    upos = tree.words[word].upos
    if upos in ("VERB", "AUX"):
        return _verb(tree, word)
    if upos in ("NOUN", "PROPN"):
        return _noun(tree, word)
    return _best(tree, word, lexicon().adjectives) if upos == "ADJ" else None


def _verb(tree: Dependents, word: int) -> Match | None:
    best = _best(tree, word, lexicon().verbs)
    if tree.lemma(word) in lexicon().light:
        for thing in objects(tree, word):
            told = _noun(tree, thing) if tree.words[thing].upos in ("NOUN", "PROPN") else None
            if told and told.pattern.frame.name != "verdict" and (best is None or told.weight + 0.5 > best.weight):
                best = Match(told.pattern, told.weight + 0.5, thing, tree.lemma(word) in lexicon().borne)
    return best


def _noun(tree: Dependents, word: int) -> Match | None:
    best = _best(tree, word, lexicon().nouns)
    if best and tree.preposition(word) == "under" and best.pattern.type in ("ASSAULT", "COERCE"):
        return best._replace(borne=True)
    return best


def _best(tree: Dependents, word: int, patterns: dict[str, tuple[Pattern, ...]]) -> Match | None:
    lemma = tree.lemma(word)
    best: Match | None = None
    for pattern in patterns.get(lemma, ()):
        weight, carrier = _weighed(tree, word, pattern.conditions)
        if weight and (best is None or weight >= best.weight):
            best = Match(pattern, weight, carrier)
    if best and any(_weighed(tree, word, idiom)[0] >= best.weight for idiom in lexicon().idioms.get(lemma, ())):
        return None
    return best


def _weighed(tree: Dependents, word: int, conditions: tuple[Condition, ...]) -> tuple[float, int | None]:
    """One and what each condition adds, 0 if one is not met; and the noun that met one."""
    weight, carrier = 1.0, None
    for condition in conditions:
        gained, thing = _met(tree, word, condition)
        if not gained:
            return 0.0, None
        weight += gained
        carrier = thing if thing is not None else carrier
    return weight, carrier


def _met(tree: Dependents, word: int, condition: Condition) -> tuple[float, int | None]:
    """How much of the condition is met (0 for none) and by which noun."""
    if condition.kind == "+":
        return _marked(tree, word, condition)
    if condition.kind == ">":
        told = [
            k
            for k in tree.below(word, "xcomp", "advcl", "ccomp")
            if any(tree.low[m] == "to" for m in tree.below(k, "mark"))
        ]
        return (1.0 if told and tree.below(word, "obj", "iobj", "nsubj:pass") else 0.0), None
    if condition.kind == "<":
        things = tree.below(word, "nsubj", "nsubj:pass") or _governor(tree, word)
        return max(((_fits(tree, t, condition), None) for t in things), default=(0.0, None), key=lambda found: found[0])
    if condition.undergoes:
        return max((_fits(tree, t, condition) for t in objects(tree, word)), default=0.0), None
    if condition.words is None and condition.event is None:
        things = tree.below(word, "obj", "nsubj:pass")
        return (0.5, things[0]) if things else (0.0, None)
    things = modifiers(tree, word) if tree.words[word].upos in ("NOUN", "PROPN") else objects(tree, word)
    return max(((_fits(tree, t, condition), t) for t in things), default=(0.0, None), key=lambda found: found[0])


def _marked(tree: Dependents, word: int, condition: Condition) -> tuple[float, int | None]:
    bare = condition.words is None and condition.event is None
    for k in tree.below(word):
        relation = tree.words[k].relation
        if (
            bare
            and tree.low[k] == condition.marker
            and relation in ("compound:prt", "advmod", "obl", "mark", "case", "compound")
        ):
            return 1.0, None
        if bare and relation in ("xcomp", "advcl", "ccomp") and tree.lemma(k) == condition.marker:
            return 1.0, None
        if (
            relation in ("obl", "obj", "nmod", "advcl", "obl:agent")
            and tree.preposition(k) == condition.marker
            and not tree.is_time(k)
        ):
            gained = 1.0 if bare else _fits(tree, k, condition)
            if gained:
                return gained, None
    for thing in tree.below(word, "obj", "nsubj:pass", *(("nsubj",) if tree.lemma(word) == "be" else ())):
        for k in tree.below(thing, "nmod"):
            if tree.preposition(k) == condition.marker and not tree.is_time(k):
                gained = 1.0 if bare else _fits(tree, k, condition)
                if gained:
                    return gained, None
    return 0.0, None


def _fits(tree: Dependents, thing: int, condition: Condition) -> float:
    if condition.event is not None:
        told = _noun(tree, thing)
        return 1.0 if told and told.pattern.type == condition.event else 0.0
    if condition.words is None:
        return 0.5
    words = condition.words
    if tree.lemma(thing) in words or any(tree.lemma(k) in words for k in tree.below(thing, "conj")):
        return 1.0
    held = tree.below(thing, "compound", "amod", "nmod", "flat", "nmod:desc")
    if tree.counts(thing):
        held = [j for k in held for j in (k, *tree.below(k, "compound", "amod", "conj"))]
        return 0.9 if any(tree.lemma(k) in words for k in held) else 0.0
    return 0.5 if any(tree.lemma(k) in words for k in held) else 0.0


def objects(tree: Dependents, word: int) -> list[int]:
    """What is done, given or carried by a verb: its object, or the subject of its passive, or its complement."""
    things = tree.below(word, "obj", "nsubj:pass", "xcomp", "iobj")
    governors = _governor(tree, word)
    if not tree.low[word].endswith("ing"):
        things += governors
    if not things and (found := tree.role(word, "ARG1")) is not None and found != word:
        things = [found]
    return [n for t in things for n in (t, *tree.below(t, "conj"))]


def _governor(tree: Dependents, word: int) -> list[int]:
    """The noun that a participle or a relative clause says something of."""
    head = tree.words[word].head
    return [head] if head >= 0 and tree.words[word].relation in ("acl", "acl:relcl") else []


def modifiers(tree: Dependents, word: int) -> list[int]:
    """What is said of a noun by the words round it: compounds, adjectives, its complements."""
    return tree.below(word, "compound", "amod", "nmod", "nmod:poss", "flat", "acl", "nmod:desc", "obl")
