"""Who gives a number by a verb that only counts: "put the dead at 17", "spoke of 30 dead", "admitted five dead"."""

from __future__ import annotations

from headwater.extraction.clauses import trimmed
from headwater.extraction.cues import UNSAID, Force, listed
from headwater.extraction.lemmas import lemma
from headwater.extraction.phrases import can_speak, phrase, subject_of
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span

_PUT = frozenset("it this that them dead wounded injured missing killed displaced".split())
"""What is put at a number, beside a toll: "put it at 12", "put the dead at 17"."""


def count(tree: Tree, verb: int, base: str) -> Saying | None:
    """ "gave a toll of 31", "put the number of dead at 17": who counts, says it."""
    if base not in listed("counts"):
        return None
    subject, number = subject_of(tree, verb), tree.child(verb, "obj")
    if subject is None or number is None or not (can_speak(tree, subject) or _of_those(tree, subject)):
        return None
    at = any(tree.lower(c) == "at" for o in tree.children(verb, "obl") for c in tree.children(o, "case"))
    put = base in ("put", "set") and at and tree.lower(number) in _PUT
    if lemma(tree.form(number), "NOUN") not in listed("tolls") and not put:
        return None
    if {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & UNSAID:
        return None
    told = [w for child in tree.children(verb, "obj", "obl") for w in tree.subtree(child, _relatives(tree, child))]
    end = max(tree.reading.words[w].end for w in told if tree.upos(w) != "PUNCT")
    content = Span(tree.reading.words[tree.subtree(number)[0]].start, end)
    if content.end <= content.start:
        return None
    return Saying(phrase(tree, subject), tree.span(verb), verb, Force.SAYS, (content,))


def _relatives(tree: Tree, noun: int) -> set[int]:
    """The relative clauses of a noun, in which another may speak: "at nine, which the inquiry blames on a leak"."""
    return {c for w in tree.subtree(noun) for c in tree.children(w, "acl:relcl")}


def _of_those(tree: Tree, subject: int) -> bool:
    """Whether this is one or some of those who speak: "one of them", "two of the envoys"."""
    return tree.upos(subject) == "NUM" and any(can_speak(tree, w) for w in tree.children(subject, "nmod"))


def tally(tree: Tree, verb: int, base: str) -> Saying | None:
    """ "spoke of at least 30 dead", "listed 40 wounded": who gives a number by such a verb, says it."""
    subject = tree.child(verb, "nsubj")
    if base not in listed("tallies") or subject is None or not can_speak(tree, subject):
        return None
    if {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & UNSAID:
        return None
    for thing in tree.children(verb, "obj", "obl"):
        case = tree.child(thing, "case")
        if (tree.main(thing) == "obl") != (base in ("speak", "talk")) or (
            case is not None and tree.lower(case) != "of"
        ):
            continue
        if thing > verb and (tree.upos(thing) == "NUM" or tree.child(thing, "nummod") is not None):
            content = tree.cover([w for w in tree.subtree(thing) if w != case])
            return Saying(phrase(tree, subject), tree.span(verb), verb, Force.SAYS, (content,))
    return None


def by_count(tree: Tree, word: int) -> Saying | None:
    """ "..., by Marovian tallies": whoever counts says the clause that this hangs on."""
    noun = tree.head(word)
    if noun is None or tree.relation(word) != "case" or noun - word > 4 or tree.lemma(noun) not in listed("reckonings"):
        return None
    verb, whose = tree.head(noun), tree.child(noun, "nmod:poss", "amod", "compound", "det")
    if (
        verb is None
        or whose is None
        or tree.upos(verb) != "VERB"
        or tree.lower(whose) in ("all", "any", "no", "the", "a")
    ):
        return None
    words = [w for w in tree.subtree(verb, {noun}) if w < word]
    while words and (tree.upos(words[0]) in ("PUNCT", "CCONJ") or tree.relation(words[0]) == "mark"):
        words.pop(0)
    if verb not in words:
        return None
    content = trimmed(tree.text, tree.cover(words))
    return Saying(phrase(tree, noun), tree.span(word), None, Force.SAYS, (content,))


def owns_up(tree: Tree, verb: int) -> Saying | None:
    """ "..., admitting to five wounded", "the army admitted eleven dead": what is admitted is counted."""
    subject = subject_of(tree, verb)
    if tree.lemma(verb) not in ("admit", "acknowledge", "concede", "confess") or subject is None:
        return None
    if not can_speak(tree, subject) or {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & UNSAID:
        return None
    for thing in tree.children(verb, "obj", "obl"):
        words = tree.subtree(thing)
        counted = tree.upos(thing) == "NUM" or tree.child(thing, "nummod") is not None
        to = tree.lower(words[0]) == "to"
        if thing > verb and counted and (to or tree.main(thing) == "obj"):
            behind = words[-1] + 1
            dead = tree.upos(thing) == "NUM" and tree.following(thing) in _PUT and behind == thing + 1
            content = tree.cover([*words[to:], behind] if dead else words[to:])
            return Saying(phrase(tree, subject), tree.span(verb), verb, Force.SAYS, (content,))
    return None
