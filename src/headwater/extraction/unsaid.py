"""Verbs of saying by which their subject says nothing: it is told of, it hears, or it will not say."""

from __future__ import annotations

from headwater.extraction.cues import UNSAID, forces, listed
from headwater.extraction.phrases import subject_of
from headwater.extraction.tree import Tree
from headwater.text import Span

KEPT_BACK = frozenset("say confirm comment disclose reveal specify explain elaborate verify".split())
"""Verbs of which nothing is claimed where somebody does not do it."""

_KEEPS = frozenset("decline refuse".split())
_WILLING = frozenset("able willing ready prepared want wish".split())
_UNWILLING = frozenset("unable unwilling reluctant".split())
_SPEAKS_WHEN_PASSIVE = frozenset(
    "quoted cited committed prepared worried concerned asked told informed reminded heard seen shown recorded".split()
)
"""Participles behind "was" whose subject may yet be who speaks, or is dealt with elsewhere."""
_HEARS = frozenset("hear learn".split())


def is_accused(tree: Tree, word: int) -> bool:
    """Whether this is the participle behind somebody who stands accused: "two men, accused of robbery, ..."."""
    if tree.lower(word) != "accused" or tree.following(word) != "of" or tree.main(word) not in ("acl", "advcl"):
        return False
    return tree.child(word, "nsubj", "aux", "obj") is None


def is_told_of(tree: Tree, verb: int, source: Span) -> bool:
    """Whether the speaker that was found is whom others speak of: "he is thought to have", "two men accused of"."""
    form = tree.lower(verb)
    if form in _ADDRESSED and _only_addressed(tree, verb, source):
        return True
    if tree.lemma(verb) not in forces() or form in _SPEAKS_WHEN_PASSIVE or tree.child(verb, "obj") is not None:
        return False
    passive = tree.child(verb, "aux:pass", "nsubj:pass") is not None
    participle = is_accused(tree, verb)
    subject = subject_of(tree, verb)
    return (passive or participle) and subject is not None and source.overlap(tree.span(subject)) > 0


def _only_addressed(tree: Tree, verb: int, source: Span) -> bool:
    """Whether the speaker that was found is who was told or asked ("staff were told that ..."), and no court."""
    subject = tree.child(verb, "nsubj:pass") if tree.child(verb, "aux:pass") is not None else None
    if subject is None or not source.overlap(tree.span(subject)):
        return False
    return tree.lemma(subject) not in listed("hearings") | _CHAMBERS


_ADDRESSED = frozenset("told asked informed reminded warned urged".split())
_CHAMBERS = frozenset("court council committee commission assembly congress senate".split())
"""Bodies that are told things in public, by which they are let be known."""


def only_heard(tree: Tree, verb: int, source: Span) -> bool:
    """Whether somebody only comes to hear it ("he wept on hearing that ..."); a court and a newsroom tell by that, and
    whoever "has learned" of it lets it be known.
    """
    if tree.lemma(verb) not in _HEARS or {tree.lower(a) for a in tree.children(verb, "aux")} & {"has", "have"}:
        return False
    words = tree.words_in(source.start, source.end)
    head = tree.top(words) if words else None
    if head is None or tree.lower(head) in ("we", "i") or tree.lemma(head) in listed("groups", "hearings"):
        return False
    return not any(e.kind == "ORG" for e in tree.entities_in(source))


def only_does(tree: Tree, verb: int) -> bool:
    """Whether a verb that may tell something is only done to a thing: "pointed his gun", "knows the riders".

    Pictures and figures tell by what they show; a thing is told by what it is seen or known as.
    """
    base, thing = tree.lemma(verb), tree.child(verb, "obj")
    if (
        base not in ("point", "see", "know", "feel", "show", "investigate")
        or thing is None
        or tree.child(verb, "ccomp") is not None
    ):
        return False
    if tree.child(verb, "xcomp") is not None or any(
        tree.lower(c) in ("as", "to") for o in tree.children(verb, "obl") for c in tree.children(o, "case")
    ):
        return False
    if base == "point":
        return tree.lower(verb + 1) != "out" and tree.child(verb, "compound:prt") is None
    if base != "show":
        return True
    subject = subject_of(tree, verb)
    return subject is not None and (
        tree.upos(subject) in ("PRON", "PROPN") or tree.lemma(subject) in listed("groups") | listed("people")
    )


def withheld(tree: Tree, verb: int) -> bool:
    """Whether somebody does not do it: "declined to say", "were not willing to confirm", "could not confirm"."""
    if tree.upos(verb) != "VERB":
        return False
    above = tree.head(verb)
    if tree.main(verb) == "xcomp" and above is not None:
        if tree.lemma(above) in _KEEPS or tree.lower(above) in _UNWILLING:
            return True
        if tree.lemma(above) in _WILLING or tree.lower(above) in _WILLING:
            return bool({tree.lower(c) for c in tree.children(above, "aux", "advmod")} & _NOT)
    helpers = {tree.lower(c) for c in tree.children(verb, "aux", "advmod")}
    return bool(helpers & _NOT) and bool(helpers & UNSAID - _NOT) and tree.lemma(verb) in KEPT_BACK


_NOT = frozenset("not n't n’t never".split())
