"""The subject of what somebody says, where the parser hung it on the words of saying."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extraction.clauses import Clause
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span

LONGEST = 16
"""Words of the longest subject that is looked for before a clause that has none."""

_NAMING = frozenset("NOUN PROPN PRON NUM DET ADJ ADV ADP PART SYM".split())
_NOUNS = frozenset("NOUN PROPN PRON NUM".split())
_LINES = frozenset("- – ' ’ $ &".split())
"""Marks that may stand within a name."""


def with_subject(tree: Tree, clause: Clause, span: Span, chain: Sequence[Saying]) -> Span:
    """The span from the begin of what is said, where the clause has no subject and a noun phrase is right before it.

    "The ministry says 4,258 villagers have fled", read as if it said villagers; "The dam, engineers said, was safe",
    read as if they were the dam.
    """
    if not chain or tree.main(clause.head) not in ("ccomp", "root") or not _wants_subject(tree, clause.head):
        return span
    words = tree.words_in(span.start, span.end)
    saying = chain[-1]
    if not words or not (_finite(tree, words[0], clause.head) or _bereft(tree, words[0], clause.head, saying)):
        return span
    ahead = [w for piece in saying.content for w in tree.words_in(piece.start, piece.end) if w < words[0]]
    ahead = [w for w in ahead if tree.sentence[w] == tree.sentence[clause.head]]
    while ahead and (tree.upos(ahead[0]) == "PUNCT" or (tree.lower(ahead[0]) == "that" and len(ahead) > 1)):
        ahead.pop(0)
    while ahead and tree.upos(ahead[-1]) == "PUNCT":
        ahead.pop()
    if not ahead or len(ahead) > LONGEST or not all(_names(tree, w, ahead) for w in ahead):
        return span
    kinds = [tree.upos(w) for w in ahead]
    if not _NOUNS & set(kinds) or (kinds[0] == "ADP" and "NUM" not in kinds):
        return span
    tag = {w for part in (saying.cue, saying.source) if part is not None for w in tree.words_in(part.start, part.end)}
    between = range(ahead[-1] + 1, words[0])
    if any(w not in tag and tree.upos(w) != "PUNCT" for w in between):
        return span
    if tag & set(between) and not all(tree.form(w) == "," for w in (ahead[-1] + 1, words[0] - 1)):
        return span
    return Span(tree.reading.words[ahead[0]].start, span.end)


def _wants_subject(tree: Tree, head: int) -> bool:
    return tree.child(head, "nsubj", "expl", "csubj", "nsubj:pass") is None and (
        tree.upos(head) in ("VERB", "AUX") or tree.child(head, "cop") is not None
    )


def _finite(tree: Tree, word: int, head: int) -> bool:
    """Whether the clause opens with its own finite verb, which a subject has to stand before."""
    if tree.upos(word) == "ADV" and tree.head(word) == head:
        word += 1
    if tree.upos(word) == "AUX" and tree.head(word) == head:
        return tree.lower(word) not in ("be", "been", "being") or tree.lower(word - 1) == "to"
    bare = tree.lower(word) == tree.lemma(word)
    return word == head and tree.upos(word) == "VERB" and not tree.lower(word).endswith("ing") and not bare


def _bereft(tree: Tree, word: int, head: int, saying: Saying) -> bool:
    """Whether a bare verb opens the clause, its subject hung on the verb of saying before ("says doctors think")."""
    return word == head and other_subject(tree, head, saying.verb) is not None


def other_subject(tree: Tree, verb: int, saying: int | None) -> int | None:
    """The second subject of a verb of saying, between it and the verb of what is said."""
    if saying is None or tree.head(verb) != saying or tree.upos(verb) != "VERB" or tree.child(verb, "mark") is not None:
        return None
    subjects = tree.children(saying, "nsubj")
    behind = [s for s in subjects if saying < s < verb]
    return behind[-1] if behind and len(subjects) > len(behind) else None


def _names(tree: Tree, word: int, ahead: Sequence[int]) -> bool:
    """Whether the word may be a part of the subject: of a noun phrase, or of a relative clause that hangs on one."""
    if tree.upos(word) in _NAMING or tree.form(word) in _LINES:
        return True
    if tree.upos(word) == "CCONJ":
        return ahead[0] < word < ahead[-1]
    for above in (word, *tree.ancestors(word)):
        if above not in ahead:
            return False
        if tree.main(above) in ("acl", "amod"):
            return True
    return False
