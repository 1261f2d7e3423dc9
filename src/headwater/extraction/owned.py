"""Whose act it is by their own word: "the Front claimed responsibility for the attack", "nobody has claimed it"."""

from __future__ import annotations

from headwater.extraction.dependents import Dependents
from headwater.text import Span

_OWNS = frozenset("claim admit accept assume take acknowledge".split())
_WHAT = frozenset(("responsibility", "credit"))
_RELATIVE = frozenset("who which that".split())
_NOBODY = frozenset("no none nobody neither not n't n’t never nor".split())


def owners(tree: Dependents, word: int) -> tuple[Span, ...] | None:
    """Those who claim responsibility for the act that this word tells of; empty where it is said that nobody does, and
    None where nothing is told of that.
    """
    verb = _claiming(tree, word)
    if verb is None:
        return None
    subjects = tree.below(verb, "nsubj")
    said = [*tree.below(verb, "advmod", "aux"), *subjects, *(d for s in subjects for d in tree.below(s, "det"))]
    if any(tree.low[k] in _NOBODY for k in said):
        return ()
    named = [s for s in subjects if tree.low[s] not in _RELATIVE]
    return tuple(tree.phrase(member) for s in named for member in tree.members(s)) or None


def _claiming(tree: Dependents, word: int) -> int | None:
    """The verb of which the word's responsibility is the object."""
    at = word
    for _ in range(4):
        above = tree.words[at].head
        if above < 0 or tree.words[at].relation not in ("nmod", "obl", "obj", "conj", "acl"):
            return None
        at = above
        if tree.lemma(at) in _WHAT:
            verb = tree.words[at].head
            return verb if verb >= 0 and tree.words[at].relation == "obj" and tree.lemma(verb) in _OWNS else None
        if tree.lemma(at) in _OWNS and any(tree.lemma(o) in _WHAT for o in tree.below(at, "obj")):
            return at
    return None
