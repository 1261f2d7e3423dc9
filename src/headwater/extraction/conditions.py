"""Conditions that no "if" opens: "Had the wind turned, ...", "Should the talks fail, ...".

They are read sentence by sentence, by the words at its head and by what could follow behind a comma.
"""

from __future__ import annotations

from typing import NamedTuple

from headwater.extraction.tree import Tree
from headwater.text import Span

WOULD = frozenset("could would might may will 'll ’ll".split())
"""Helping verbs of what could follow."""
_INVERTED = frozenset("had should were".split())
_OPENERS = frozenset("assuming supposing providing provided".split())
_IF = frozenset(("if", "unless"))
_NOMINAL = frozenset("DET NOUN PROPN PRON ADJ NUM".split())
_QUESTION = 2
"""Code points behind the last word in which a question mark may stand (it and a quotation mark)."""


class Supposed(NamedTuple):
    """A condition, and the stretch behind it that says what could follow; half-open code points."""

    condition: Span
    outcome: Span


def supposed(tree: Tree, number: int, also: frozenset[str] = frozenset()) -> Supposed | None:
    """The condition at the head of sentence ``number``; None where there is none, or it asks.

    ``also`` are further words that open one, where the tree is not trusted with them ("if").
    """
    sentence = tree.reading.sentences[number]
    first = sentence.first
    while first < sentence.last - 3 and (tree.upos(first) == "PUNCT" or tree.lower(first) in ("and", "but", "so")):
        first += 1
    opens = tree.lower(first)
    inverted = opens in _INVERTED and first + 1 < sentence.last and tree.upos(first + 1) in _NOMINAL
    if not inverted and opens not in _OPENERS and opens not in also:
        return None
    if "?" in tree.text[max(sentence.start, sentence.end - _QUESTION) : sentence.end]:
        return None
    for comma in range(first + 2, sentence.last - 2):
        if tree.form(comma) != ",":
            continue
        if any(tree.lower(w) in WOULD and tree.upos(w) == "AUX" for w in range(comma + 1, sentence.last)):
            words = tree.reading.words
            return Supposed(Span(words[first].start, words[comma].start), Span(words[comma].end, sentence.end))
    return None


def follows(tree: Tree, head: int) -> bool:
    """Whether the clause under this word is such a condition, or what could follow from it."""
    found = supposed(tree, tree.sentence[head], _IF)
    if found is None:
        return False
    if found.condition.overlap(tree.span(head)):
        return True
    return any(tree.lower(c) in WOULD for c in tree.children(head, "aux"))
