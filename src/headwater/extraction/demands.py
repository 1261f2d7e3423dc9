"""What somebody demands, asks for or calls on others to do, where the engine passed it over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.extraction.clauses import trimmed
from headwater.extraction.cues import UNSAID, Force, pleads
from headwater.extraction.phrases import can_speak, phrase
from headwater.extraction.saying import Saying, by_cue
from headwater.extraction.tree import Tree
from headwater.text import Span

_DEMANDS = frozenset("demand urge request appeal plead implore exhort beg".split())
_CALLS = frozenset("for on upon".split())
"""What "call" needs behind it for being a demand."""
_ASKS_FOR = frozenset("for to".split())
"""What "appeal" and "plead" need."""

_POINTING = frozenset("that which what this these those there".split())
"""Subjects of which nothing shows that they can speak."""


def demands(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Acts of demanding that nobody was found to do: "the bloc demanded his release", "called on both to stop"."""
    taken = {s.verb for s in found}
    cued = by_cue(tree, found)
    for verb in range(len(tree.reading.words)):
        if tree.upos(verb) != "VERB" or verb in taken or not _may_demand(tree, verb):
            continue
        if any(s.cue.overlap(tree.span(verb)) for s in cued.get(tree.sentence[verb], ()) if s.cue):
            continue
        if any(s.force is Force.DENIES and s.covers(tree.span(verb)) for s in found):
            continue  # "denied that it had urged them to stop": what is denied is no demand
        made = _demand(tree, verb)
        if made is not None:
            yield made


def calls_on(tree: Tree, verb: int) -> bool:
    """Whether this is a "call" on somebody or for something, and no name that is given."""
    return tree.lemma(verb) == "call" and tree.following(verb) in _CALLS and tree.child(verb, "obj") is None


def asks_after(tree: Tree, verb: int) -> bool:
    """Whether this "ask" wants to know something, and nothing done: "asked about it", "asked who had fired"."""
    if tree.lemma(verb) != "ask":
        return False
    if tree.following(verb) in _WANTS_TO_KNOW:
        return True
    clause = tree.child(verb, "ccomp")
    opens = tree.lower(tree.subtree(clause)[0]) if clause is not None and clause > verb else ""
    return opens in _WANTS_TO_KNOW


_WANTS_TO_KNOW = frozenset("about after who whom whose what which when where why how whether if".split())


def wants_done(tree: Tree, verb: int) -> bool:
    """Whether a verb of demanding demands here: "appeal for calm", not "appeal the verdict", "press a button"."""
    base, behind = tree.lemma(verb), tree.following(verb)
    if pleads(tree, verb):
        return False
    if base in _ASKS_FOR_BY:
        return behind in ("for", "to", "on") or tree.child(verb, "xcomp") is not None
    return not asks_after(tree, verb)


_ASKS_FOR_BY = frozenset("appeal plead press".split())


def _may_demand(tree: Tree, verb: int) -> bool:
    """Whether it is a verb by which its subject demands something, with the preposition that it needs for that."""
    base = tree.lemma(verb)
    if base in ("appeal", "plead"):
        return tree.following(verb) in _ASKS_FOR
    return base in _DEMANDS or calls_on(tree, verb)


def _demand(tree: Tree, verb: int) -> Saying | None:
    call = calls_on(tree, verb)
    subjects = [s for s in tree.children(verb, "nsubj") if s < verb and tree.lower(s) not in _POINTING]
    subject = next((s for s in reversed(subjects) if can_speak(tree, s)), None)
    if subject is None:
        return None
    if {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & UNSAID:
        return None
    if tree.child(verb, "obj", "obl", "xcomp", "advcl") is None:
        return None
    words = [w for w in tree.subtree(verb) if w > verb + call]
    while words and tree.upos(words[-1]) == "PUNCT":
        words.pop()
    if len(words) < 2:
        return None
    cue = Span(tree.reading.words[verb].start, tree.reading.words[verb + call].end)
    source = phrase(tree, subject)
    content = trimmed(tree.text, tree.cover(words))
    if source.overlap(cue) or content.overlap(cue) or source.overlap(content):
        return None
    return Saying(source, cue, verb, Force.DEMANDS, (content,))
