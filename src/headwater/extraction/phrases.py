"""Noun phrases around a word of saying: who speaks, and where the name of the speaker ends."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extraction.cues import forces, listed, speaking
from headwater.extraction.lemmas import lemma
from headwater.extraction.tree import Tree
from headwater.text import Span


def subject_of(tree: Tree, verb: int) -> int | None:
    """The word that heads the subject of a verb, reached through coordination and open complements."""
    here: int | None = verb
    for _ in range(4):
        if here is None:
            return None
        subject = tree.child(here, "nsubj", "csubj")
        if subject is not None:
            return subject
        relation = tree.main(here)
        head = tree.head(here)
        if relation == "acl" and head is not None and tree.relation(here) != "acl:relcl":
            return head
        here = head if relation in ("conj", "xcomp", "advcl", "parataxis") else None
    return None


def phrase(tree: Tree, head: int) -> Span:
    """The noun phrase of ``head`` without its relative clauses and the clauses that hang on it."""
    loose = {c for c in tree.children(head) if tree.main(c) in ("parataxis", "punct", "ccomp", "advcl")}
    loose |= {c for c in tree.children(head, "acl:relcl") if tree.reading.words[c].start > tree.reading.words[head].end}
    loose |= {c for c in tree.children(head, "case", "mark", "cc") if c < head}
    loose |= _asides(tree, head)
    words = tree.subtree(head, loose)
    here = words.index(head)
    first = here
    while first and words[first - 1] == words[first] - 1 and _goes_on(tree, words[first - 1]):
        first -= 1
    last = here
    while last + 1 < len(words) and words[last + 1] == words[last] + 1:
        last += 1
    return tree.cover(words[first : last + 1])


def _goes_on(tree: Tree, word: int) -> bool:
    """Whether a word before a noun can be a part of its phrase: no adverb, no mark but a hyphen ("Northern-led")."""
    if tree.upos(word) == "PUNCT":
        return tree.form(word) in ("-", "–") and tree.span(word - 1).end == tree.span(word).start if word else False
    return tree.upos(word) not in ("ADV", "SCONJ")


def _asides(tree: Tree, head: int) -> set[int]:
    """What tells how somebody spoke, and is no part of the name: "CNN, citing officials,"."""
    return {c for c in tree.children(head, "acl") if tree.lower(c) in ("citing", "quoting", "speaking")}


def whole(tree: Tree, source: Span, verb: int | None, content: Sequence[Span]) -> Span:
    """The source with what belongs to its name: "a sailor" named Oskar, "sailors" joined to a port official."""
    words = tree.words_in(source.start, source.end)
    if not words:
        return source
    head = tree.top(words)
    if head is None:
        return source
    loose = {c for c in tree.children(head) if tree.main(c) in ("parataxis", "ccomp", "advcl", "conj", "cc", "punct")}
    loose |= {*tree.children(head, "acl:relcl"), *_asides(tree, head)}
    phrase = [w for w in tree.subtree(head, loose) if w >= words[0]]
    end = source.end
    for word in phrase:
        if tree.reading.words[word].start >= end and tree.reading.words[word].start - end <= 2 and word != verb:
            end = tree.reading.words[word].end
    if any(Span(source.end, end).overlap(piece) for piece in content):
        end = source.end
    start = source.start
    first = words[0]
    if first >= 2 and tree.lower(first - 1) == "and":
        # "a port official and two sailors said": the parser may hang the first on the clause before it.
        before = first - 2
        left = before
        while (
            left > 0
            and tree.upos(left - 1) in ("ADJ", "NOUN", "PROPN")
            and tree.sentence[left - 1] == tree.sentence[first]
        ):
            left -= 1
        if tree.lower(before) in listed("anonymous") and tree.upos(before) in ("NOUN", "PROPN"):
            if left > 0 and tree.upos(left - 1) == "DET":
                left -= 1
            start = tree.reading.words[left].start
    return Span(start, end)


def without(piece: Span, source: Span) -> Span | None:
    """The piece of content that is left when the source is cut off one of its ends."""
    if not piece.overlap(source):
        return piece
    if source.start <= piece.start:
        piece = Span(min(source.end, piece.end), piece.end)
    elif source.end >= piece.end:
        piece = Span(piece.start, source.start)
    return piece if piece.end - piece.start > 1 else None


def quoted_as(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Whom a verb quotes, and the "saying" behind: "quoted the agency as saying"; None where it does not."""
    if tree.lemma(verb) not in ("quote", "cite"):
        return None
    whom = tree.child(verb, "obj") or next((s for s in tree.children(verb, "nsubj", "iobj") if s > verb), None)
    if whom is None or not can_speak(tree, whom):
        return None
    for word in range(whom + 1, tree.reading.sentences[tree.sentence[verb]].last):
        low = tree.lower(word)
        if tree.lower(word - 1) == "as" and low.endswith("ing") and lemma(low, "VERB") in forces():
            return whom, word
    return None


def is_nobody(tree: Tree, subject: int) -> bool:
    """Whether the subject is none: "no group has said that", "neither side confirmed"."""
    return any(tree.lower(d) in ("no", "neither") for d in tree.children(subject, "det"))


def can_speak(tree: Tree, head: int) -> bool:
    """Whether a noun can name a speaker: a name, a pronoun of persons, or a noun for people who speak."""
    if tree.upos(head) in ("PROPN", "PRON"):
        return True
    if lemma(tree.form(head), "NOUN") in speaking() or tree.lower(head) in speaking():
        return True
    return tree.named(tree.span(head))


def runs_into_speaker(tree: Tree, content: Sequence[Span], words: range) -> tuple[Span, tuple[Span, ...]] | None:
    """The speaker at the end of what is said, where the comma before is lost: "wounding 15 hospital officials said".

    It is the run of nouns right before the verb, behind a number and what that counts; the last of them can speak, and
    a verb stands before it.
    """
    first = words.stop
    while first > words.start and tree.upos(first - 1) in ("NOUN", "PROPN", "ADJ"):
        first -= 1
    if first == words.stop:
        return None
    if first > words.start and tree.upos(first - 1) == "NUM" and words.stop - first > 2:
        first += 1  # "killing six militants | intelligence officials"
    elif first > words.start and tree.upos(first - 1) == "DET":
        first -= 1
    named = [e for e in tree.entities_in(tree.span(words.stop - 1)) if e.kind in ("PER", "ORG")]
    if named and tree.span(first).start < named[-1].start and tree.upos(words.stop - 1) == "PROPN":
        first = tree.words_in(named[-1].start, named[-1].end).start
    last = words.stop - 1
    speaks = {tree.lower(last), lemma(tree.form(last), "NOUN")} & speaking() or named
    if not speaks or not any(tree.upos(w) == "VERB" for w in words if w < first):
        return None
    said = Span(content[-1].start, tree.reading.words[first - 1].end)
    return tree.cover(list(range(first, words.stop))), (*content[:-1], said)
