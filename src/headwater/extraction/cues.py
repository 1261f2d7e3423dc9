"""The words that bind a speaker to what is said, and what each does with it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from headwater.extraction.lemmas import lemma
from headwater.extraction.tree import Tree
from headwater.text import Span
from headwater.vocabulary import table

UNSAID = frozenset("might could would may must should not n't n’t never didnt doesnt hasnt didn cannot".split())
"""Beside a verb of saying: it is not said."""


class Force(StrEnum):
    """What a speaker does with what is said."""

    SAYS = "says"
    WEAKLY = "weakly"
    DEMANDS = "demands"
    PLANS = "plans"
    DENIES = "denies"
    ASKS = "asks"


@cache
def forces() -> dict[str, Force]:
    """Base form of a cue to what it does."""
    return {word: force for force in Force for word in table("cues")[force.value]}


@cache
def listed(*names: str) -> frozenset[str]:
    """The words of these lists of the vocabulary of cues."""
    return frozenset(word for name in names for word in table("cues")[name])


@cache
def speaking() -> frozenset[str]:
    """Nouns that can speak without a name beside them."""
    return listed("anonymous", "people", "groups", "nouns", "papers")


def main_word(tree: Tree, cue: Sequence[Span]) -> int | None:
    """The word of the cue that carries its force: a word of the vocabulary, else the one that the others hang on."""
    words = [w for piece in cue for w in tree.words_in(piece.start, piece.end)]
    known = forces()
    for word in words:
        if tree.upos(word) in ("VERB", "AUX", "NOUN") and tree.lemma(word) in known:
            return word
    verbs = [w for w in words if tree.upos(w) in ("VERB", "AUX")]
    return (verbs or words)[-1] if words else None


def force_of(tree: Tree, cue: Sequence[Span], verb: int | None) -> Force:
    if verb is None:
        return Force.SAYS
    words = " ".join(tree.text[p.start : p.end].lower() for p in cue)
    if "call" in words and set(words.split()) & {"for", "on", "upon"} and tree.lemma(verb) == "call":
        return Force.DEMANDS
    if set(words.split()) & listed("fears"):
        return Force.WEAKLY
    if turns_down(tree, verb) or pleads(tree, verb):
        return Force.SAYS
    known = forces()
    return known.get(tree.lemma(verb), Force.SAYS)


def pleads(tree: Tree, verb: int) -> bool:
    """Whether somebody owns to a charge or not, and begs for nothing: "pleaded guilty"."""
    return tree.lemma(verb) == "plead" and tree.following(verb) in ("guilty", "innocent", "not", "no")


def turns_down(tree: Tree, verb: int) -> bool:
    """Whether something put to somebody is not taken ("rejected the offer"): that is done, and denies nothing."""
    base = tree.lemma(verb)
    if base not in ("reject", "dismiss", "rebuff", "refuse", "deny"):
        return False
    asked = listed("offers") - _MADE if base == "deny" else listed("offers")
    return any(lemma(tree.form(thing), "NOUN") in asked for thing in tree.children(verb, "obj"))


_MADE = frozenset("plan deal agreement offer settlement truce ceasefire cease-fire treaty measure call demand".split())
"""What somebody may deny to have made, and is not denied to others."""
