"""Who speaks, told by office and name between commas right before the verb: "..., the governor, Oleh Reyl, said"."""

from __future__ import annotations

from headwater.extraction.clauses import trimmed
from headwater.extraction.cues import Force, forces, speaking
from headwater.extraction.lemmas import lemma
from headwater.extraction.tree import Tree
from headwater.text import Span

_LONGEST = 12
"""Words of the longest office that is looked for."""


def office_and_name(tree: Tree, verb: int) -> tuple[Span, Span] | None:
    """The speaker, and what is said before; None where no office and name stand between commas before the verb."""
    if forces().get(tree.lemma(verb)) is not Force.SAYS:
        return None
    first = tree.reading.sentences[tree.sentence[verb]].first
    name = _back_to_comma(tree, verb - 1, first)
    if name is None or not 1 <= len(name) <= 5 or not _is_person(tree, name):
        return None
    office = _back_to_comma(tree, name[0] - 1, first)
    if office is None or not 1 <= len(office) <= _LONGEST or not _is_office(tree, office):
        return None
    if not any(tree.upos(w) in ("VERB", "AUX") for w in range(first, office[0])):
        return None
    clause = tree.child(verb, "ccomp")
    begins = min(first if clause is None or clause > office[0] else tree.subtree(clause)[0], office[0] - 1)
    words = tree.reading.words
    said = trimmed(tree.text, Span(words[begins].start, words[office[0] - 1].start))
    return Span(words[office[0]].start, words[name[-1]].end), said


def _back_to_comma(tree: Tree, comma: int, first: int) -> range | None:
    """The words between this comma and the one before it, in one sentence."""
    if comma <= first or tree.form(comma) != ",":
        return None
    start = next((w for w in range(comma - 1, first, -1) if tree.form(w) == ","), None)
    return range(start + 1, comma) if start is not None and start + 1 < comma else None


def _is_person(tree: Tree, words: range) -> bool:
    span = Span(tree.reading.words[words[0]].start, tree.reading.words[words[-1]].end)
    whole = any(e.kind == "PER" and e.start <= span.start and span.end <= e.end for e in tree.entities_in(span))
    return whole or all(tree.upos(w) == "PROPN" for w in words)


def _is_office(tree: Tree, words: range) -> bool:
    """Whether the words name what somebody is, and nothing happens in them."""
    if any(tree.upos(w) in ("VERB", "AUX", "SCONJ", "NUM") for w in words):
        return False
    ahead = next((w for w in words if tree.lower(w) in ("of", "for", "in", "at")), words.stop)
    last = ahead - 1
    return last >= words[0] and (lemma(tree.form(last), "NOUN") in speaking() or tree.lower(last) in speaking())
