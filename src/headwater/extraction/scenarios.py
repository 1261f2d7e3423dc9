"""Conditions and what the text says would follow: never mixed with what is said to be so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.extraction.claim import Scenario
from headwater.extraction.clauses import trimmed
from headwater.extraction.conditions import WOULD, supposed
from headwater.extraction.courtesy import is_courtesy
from headwater.extraction.tree import Tree
from headwater.text import Span

_WHAT_IF = re.compile(r"^\W*(?:(?:and|but|so)\s+)?(?:what if|what happens if|suppose|imagine)\b", re.IGNORECASE)
_TAG = re.compile(r",\s+according to\b")
_BULLET = re.compile(r"^[ \t]*(?:[•●▪‣·*–—-]|\d{1,2}[.)])[ \t]+(?=\S)", re.MULTILINE)


def scenarios(tree: Tree) -> tuple[Scenario, ...]:
    """The "what if" passages and the conditionals of the document, in the order of the text.

    A condition's consequences are the main clause, the sentence after it that says what could follow, and the list
    under that sentence, item by item. A condition with no stated consequence is one all the same.
    """
    return tuple(sorted((*what_ifs(tree), *_conditionals(tree), *_suppositions(tree)), key=lambda s: s.start))


def what_ifs(tree: Tree) -> Iterator[Scenario]:
    """The passages that ask "what if", each with what the text says would follow."""
    text = tree.text
    sentences = tree.reading.sentences
    for number, sentence in enumerate(sentences):
        if not _WHAT_IF.match(text[sentence.start : sentence.end]):
            continue
        closes = text.find("\n", sentence.end - 1)
        consequences = [] if text[sentence.end : max(closes, 0)].strip() else list(_listed(text, closes))
        if not consequences and number + 1 < len(sentences):
            following = sentences[number + 1]
            if _tells_what_follows(tree, following.first, following.last):
                items = list(_items(text, following.start))
                consequences = items or [_main(tree, following.first, following.last)]
        yield Scenario(sentence.start, sentence.end, tuple(consequences))


def _suppositions(tree: Tree) -> Iterator[Scenario]:
    """Conditions without "if" ("Should the talks fail, ..."), each with the clause that says what could follow."""
    for number in range(len(tree.reading.sentences)):
        found = supposed(tree, number)
        if found is None:
            continue
        outcome = tree.words_in(found.outcome.start, found.outcome.end)
        helper = next(w for w in outcome if tree.upos(w) == "AUX" and tree.lower(w) in WOULD)
        head = tree.head(helper)
        apart = set(tree.children(head, "parataxis")) if head is not None else set()
        words = [w for w in tree.subtree(head, apart) if w in outcome] if head is not None else list(outcome)
        condition = trimmed(tree.text, found.condition)
        follows = tree.cover(words)
        tag = _TAG.search(tree.text, follows.start, follows.end)
        follows = trimmed(tree.text, Span(follows.start, tag.start() if tag else follows.end))
        yield Scenario(condition.start, condition.end, (follows,))


def _tells_what_follows(tree: Tree, first: int, last: int) -> bool:
    if any(tree.form(w).startswith("?") for w in range(first, last)):
        return False
    return any(tree.upos(w) == "AUX" and tree.lower(w) in WOULD for w in range(first, last))


def _items(text: str, start: int) -> Iterator[Span]:
    """The items of the list that the line at ``start`` announces with a colon; nothing where there is none."""
    end = text.find("\n", start)
    if end >= 0 and text[start:end].rstrip().endswith(":"):
        yield from _listed(text, end)


def _listed(text: str, end: int) -> Iterator[Span]:
    """The items of the list that stands under the line that ends at ``end``; nothing where none does (or end is -1)."""
    if end < 0:
        return
    at = end
    for line in text[end:].split("\n"):
        if line.strip():
            bullet = _BULLET.match(line)
            if not bullet:
                return
            yield trimmed(text, Span(at + bullet.end(), at + len(line)))
        at += len(line) + 1


def _main(tree: Tree, first: int, last: int) -> Span:
    """The main clause of a sentence without the participles that trail it."""
    root = next((w for w in range(first, last) if tree.head(w) is None), first)
    trailing = {
        c
        for c in tree.children(root, "advcl", "parataxis")
        if tree.reading.words[c].start > tree.reading.words[root].start
    }
    words = [w for w in tree.subtree(root, trailing) if tree.upos(w) != "PUNCT" or w < last - 1]
    return trimmed(tree.text, tree.cover(words))


def _conditionals(tree: Tree) -> Iterator[Scenario]:
    """Clauses under "if" and "unless" whose main clause says what could or would follow."""
    for word in range(len(tree.reading.words)):
        if tree.main(word) != "advcl":
            continue
        if not any(tree.lower(m) in ("if", "unless") for m in tree.children(word, "mark")):
            continue
        head = tree.head(word)
        if head is None:
            continue
        helpers = {tree.lower(c) for c in tree.children(head, "aux")}
        if not helpers & WOULD:
            continue
        condition = trimmed(tree.text, tree.cover(tree.subtree(word)))
        apart = {word, *tree.children(head, "parataxis")}
        words = tree.subtree(head, apart)
        here = tree.reading.words[word].start
        side = [w for w in words if (tree.reading.words[w].start > here) == (tree.reading.words[head].start > here)]
        if side and not is_courtesy(tree, tree.reading.words[side[0]].start, condition.end):
            last = tree.reading.sentences[tree.sentence[head]].end
            under = _items(tree.text, last - 1)
            main = trimmed(tree.text, tree.cover(side))
            asks = tree.text[main.start : last].rstrip('"”’ ').endswith("?")
            yield Scenario(condition.start, condition.end, () if asks else (main, *under))
