"""Whom a speaker cites or quotes as having said it: "..., said the paper, citing the mayor", "quoted her as saying"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headwater.extraction.clauses import trimmed
from headwater.extraction.cues import Force, listed
from headwater.extraction.lemmas import lemma
from headwater.extraction.phrases import can_speak, phrase, quoted_as, subject_of
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span


def cited(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Whom an act of speech names as its own source ("..., Reln News said, citing the mayor"): they said it first."""
    by_verb = {s.verb: s for s in found if s.verb is not None}
    cues = {s.verb for s in found if s.source is not None and s.cue is not None}
    for word in range(len(tree.reading.words)):
        if tree.upos(word) != "VERB":
            continue
        relative = _cites_in_passing(tree, word)
        if not (relative or (tree.lower(word) in ("citing", "quoting") and word not in cues)):
            continue
        whom = _behind_words(tree, tree.child(word, "obj"))
        over = next((by_verb[a] for a in tree.ancestors(word) if a in by_verb), None)
        if relative:
            over = _of_whom_it_is_told(tree, word, found)
        if whom is None or over is None:
            continue
        if relative:
            aside = Span(
                tree.reading.words[tree.subtree(word)[0]].start, tree.reading.words[tree.subtree(word)[-1]].end
            )
            content = tuple(
                Span(aside.end, p.end) if aside.start <= p.start + 2 < aside.end else p for p in over.content
            )
            content = tuple(p for p in content if p.end - p.start > 2)
            if content:
                yield Saying(phrase(tree, whom), tree.span(word), word, over.force, content, under=over.verb)
            continue
        cut = tree.reading.words[word].start
        content = tuple(
            Span(p.start, min(p.end, cut)) if p.start < cut < p.end else p for p in over.content if p.start != cut
        )
        if content:
            yield Saying(phrase(tree, whom), tree.span(word), word, over.force, content, under=over.verb)


def _cites_in_passing(tree: Tree, word: int) -> bool:
    """Whether this is the verb of a relative clause that tells whom a speaker cites: "Le Matin, which quotes ..."."""
    return tree.main(word) == "acl" and tree.relation(word) == "acl:relcl" and tree.lemma(word) in ("cite", "quote")


def _of_whom_it_is_told(tree: Tree, word: int, found: Sequence[Saying]) -> Saying | None:
    """The act of speech of the one whom the relative clause tells of."""
    head = tree.head(word)
    if head is None:
        return None
    here = tree.span(head)
    return next((s for s in found if s.source is not None and s.source.overlap(here) and s.verb != word), None)


def _behind_words(tree: Tree, cited: int | None) -> int | None:
    """Who is cited: somebody, or who stands behind the words that are ("remarks by the minister"); None for nobody.

    A paper whose author is told by what it is ("a Marovian intelligence assessment") stands for them.
    """
    if cited is None or can_speak(tree, cited):
        return cited
    for owner in tree.children(cited, "nmod", "nmod:poss"):
        case = tree.child(owner, "case")
        if can_speak(tree, owner) and case is not None and tree.lower(case) in ("by", "from", "of", "'s", "’s"):
            return owner
    named = any(tree.form(c)[:1].isupper() for c in tree.children(cited, "amod", "compound"))
    return cited if named and lemma(tree.form(cited), "NOUN") in listed("cited") else None


_QUOTES = re.compile(r"[:,]\s*[\"“]")


def quoting(tree: Tree) -> Iterator[Saying]:
    """ "..., the deputy quoted the agency as saying": the agency says it, and the deputy passes it on."""
    said = tree.reading.attributions
    for verb in range(len(tree.reading.words)):
        found = quoted_as(tree, verb) if tree.upos(verb) == "VERB" else None
        subject = subject_of(tree, verb) if found is not None else None
        if found is None or subject is None or subject > verb or not can_speak(tree, subject):
            continue
        whom, saying = found
        sentence = tree.reading.sentences[tree.sentence[verb]]
        given = next((a.source for a in said if a.source and any(c.overlap(tree.span(verb)) for c in a.cue)), None)
        source = Span(given[0].start, given[-1].end) if given else phrase(tree, subject)
        behind = trimmed(tree.text, Span(tree.reading.words[saying].end, sentence.end))
        opens = _QUOTES.search(tree.text, behind.start, behind.end)
        if opens is not None:
            behind = trimmed(tree.text, Span(opens.end(), behind.end))
        ahead = trimmed(tree.text, Span(sentence.start, source.start))
        mark = next((q for q in tree.quotations if 0 <= source.start - q.end <= 3), None)
        for content in (behind, ahead, *([mark] if mark is not None else [])):
            if any(tree.upos(w) == "VERB" for w in tree.words_in(content.start, content.end)):
                yield Saying(source, tree.span(verb), verb, Force.SAYS, (content,))
                yield Saying(phrase(tree, whom), tree.span(saying), saying, Force.SAYS, (content,), under=verb)
                break
