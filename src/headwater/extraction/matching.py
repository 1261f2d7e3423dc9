"""Which PLOVER act a word tells of, by the patterns of the table of acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from headwater.extraction.acts import Condition, Pattern, lexicon
from headwater.extraction.dependents import Dependents

_NONE = (0.0, None)


class Match(NamedTuple):
    """``carrier`` is the noun that met the pattern's condition on the object, or that a light verb carries.

    ``borne``: what stands as the subject has the act done to it ("faced criticism", "is under attack").
    """

    pattern: Pattern
    weight: float
    carrier: int | None
    borne: bool = False


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
    if tree.lemma(word) in lexicon().light and not _names_it(tree, word):
        for thing in tree.objects(word):
            told = _noun(tree, thing) if tree.words[thing].upos in ("NOUN", "PROPN") else None
            if told and told.pattern.type != "ASSAULT" and tree.does(word, thing):
                continue  # an attack that took place is told of so, the footage that showed a man is not
            if told and _idle(tree, word, told.weight + 0.5):
                continue  # "took a charge of nine million"
            if told and told.pattern.frame.name != "verdict" and (best is None or told.weight + 0.5 > best.weight):
                best = Match(told.pattern, told.weight + 0.5, thing, tree.lemma(word) in lexicon().borne)
    return best


def _idle(tree: Dependents, word: int, weight: float) -> bool:
    """Whether an idiom of the verb with its object tells of nothing, and weighs as much as this."""
    idioms = (i for i in lexicon().idioms.get(tree.lemma(word), ()) if all(c.kind == "=" for c in i))
    return any(_weighed(tree, word, i)[0] >= weight for i in idioms)


def _names_it(tree: Dependents, word: int) -> bool:
    """Whether the verb only gives a thing a name: "called the killings a fake attack"."""
    return bool(tree.below(word, "obj")) and any(
        tree.words[k].upos in ("NOUN", "PROPN", "ADJ") and not tree.below(k, "mark") for k in tree.below(word, "xcomp")
    )


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
    if condition.kind == "=":
        return _done_to(tree, word, condition)
    if condition.kind == "+":
        return _marked(tree, word, condition), None
    if condition.kind == ">":
        clauses = tree.below(word, "xcomp", "advcl", "ccomp")
        told = any(tree.low[m] == "to" for k in clauses for m in tree.below(k, "mark"))
        return (1.0 if told and tree.below(word, "obj", "iobj", "nsubj:pass") else 0.0), None
    things = tree.below(word, "nsubj", "nsubj:pass") or tree.described(word)
    return _fit(tree, things, condition)[0], None


def _done_to(tree: Dependents, word: int, condition: Condition) -> tuple[float, int | None]:
    """How much of the condition on what the act is done to, or with, is met and by which noun."""
    if condition.undergoes:
        return _fit(tree, tree.objects(word), condition)[0], None
    if condition.words is None and condition.event is None:
        things = tree.below(word, "obj", "nsubj:pass")
        return (0.5, things[0]) if things else _NONE
    nominal = tree.words[word].upos in ("NOUN", "PROPN")
    return _fit(tree, tree.around(word) if nominal else tree.objects(word), condition)


def _marked(tree: Dependents, word: int, condition: Condition) -> float:
    """Whether the condition's particle, preposition or clause stands below the word or below its object."""
    bare = condition.words is None and condition.event is None
    for k, marker in tree.marked(word):
        if marker == condition.marker and (bare or _fit(tree, (k,), condition)[0]):
            return 1.0
    return 1.0 if bare and condition.marker in tree.particles(word) else 0.0


def _fit(tree: Dependents, things: Iterable[int], condition: Condition) -> tuple[float, int | None]:
    """How well the best of the nouns fits: by itself 1, by a word that is said of it half."""
    best: tuple[float, int | None] = _NONE
    for thing in things:
        gained = 0.0
        if condition.event is not None:
            told = _noun(tree, thing)
            gained = 1.0 if told and told.pattern.type == condition.event else 0.0
        elif condition.words is not None:
            own, held, weight = tree.said(thing)
            gained = 0.0 if condition.words.isdisjoint(held) else weight
            gained = gained if condition.words.isdisjoint(own) else 1.0
        if gained > best[0]:
            best = gained, thing
    return best
