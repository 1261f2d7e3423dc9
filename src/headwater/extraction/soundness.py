"""Which acts are told by words of so many uses that the text must bear them out, and does not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from headwater.extraction.acts import lexicon
from headwater.extraction.claim import Event
from headwater.extraction.dependents import Dependents
from headwater.extraction.matching import Match
from headwater.text import Span

_NEAR = 3
"""Sentences before and behind a death in which violence is told of, where it is a killing."""
_SELF = ("self", "selves")
_MISHAP = frozenset(("accidental", "accidentally", "unintentional", "unintentionally"))


def unsound(tree: Dependents, found: Mapping[int, Event], matches: Mapping[int, Match]) -> list[int]:
    """The words of those acts that the text does not bear out, by the table's ``doubtful``, ``everyday``, ``dying``."""
    known = lexicon()
    dying = {w for w, m in matches.items() if m.pattern.word in known.dying}
    doubtful = {w for w, m in matches.items() if m.pattern.word in known.doubtful and _plain(tree, w, m)} | dying
    everyday = {w for w, m in matches.items() if m.pattern.word in known.everyday and _bare(m)} - doubtful
    violence = sorted(tree.sentence_of[w] for w, e in found.items() if e.type == "ASSAULT" and w not in doubtful)
    gone = []
    for word, event in found.items():
        if event.type == "ASSAULT" and _mishap(tree, word, event):
            gone.append(word)
        elif word in doubtful:
            over = found.get(tree.words[word].head) if tree.words[word].relation in ("advcl", "xcomp") else None
            told_above = over is not None and over.type == event.type != "ASSAULT"
            sound = _armed(tree, word) or _violent(violence, tree.sentence_of[word], word in dying)
            if told_above or not (sound if event.type == "ASSAULT" else _borne_out(tree, event)):
                gone.append(word)
        elif word in everyday and not (_borne_out(tree, event) or _public(tree, event)):
            gone.append(word)
    return gone


def _plain(tree: Dependents, word: int, told: Match) -> bool:
    return told.weight <= 1.5 and told.pattern.word == tree.lemma(word)


def _bare(told: Match) -> bool:
    """Whether the pattern asks for no noun of a given kind beside its word."""
    return all(c.words is None and c.event is None for c in told.pattern.conditions)


def _violent(sentences: list[int], here: int, dying: bool) -> bool:
    """Whether the text tells of violence in other words, for a death near it."""
    if not dying:
        return bool(sentences)
    at = bisect_left(sentences, here - _NEAR)
    return at < len(sentences) and sentences[at] <= here + _NEAR


def _mishap(tree: Dependents, word: int, event: Event) -> bool:
    """Whether somebody was hurt by accident or by their own hand; forces who hit by mistake have hit."""
    hurt = event.mode != "suicide-attack" and any(tree.low[k].endswith(_SELF) for k in tree.below(word, "obj"))
    meant = not any(tree.low[k] in _MISHAP for k in tree.below(word, "advmod", "amod"))
    return (hurt and not event.recipients) or not (meant or _public(tree, event))


def _armed(tree: Dependents, word: int) -> bool:
    """Whether the sentence holds arms or armed people beside the word."""
    classes = lexicon().classes
    sentence = tree.reading.sentences[tree.sentence_of[word]]
    near = {tree.lemma(k) for k in range(sentence.first, sentence.last) if k != word}
    return any(near & classes[name] for name in ("armed", "forces", "weapons", "blow"))


def _borne_out(tree: Dependents, event: Event) -> bool:
    """Whether a name or an office does it to somebody who is named, or the other way round."""

    def told(spans: tuple[Span, ...]) -> int:
        return max((2 if tree.named(s) else int(_office(tree, s)) for s in spans), default=0)

    return told(event.actors) + told(event.recipients) > 2


def _public(tree: Dependents, event: Event) -> bool:
    """Whether a state, a body or an office acts, or where nobody does is acted on."""
    classes = lexicon().classes
    offices = classes["agents"] | classes["forces"] | classes["officials"] | classes["envoy"]
    for span in event.actors or event.recipients:
        if any(e.kind != "PER" and e.start < span.end and span.start < e.end for e in tree.reading.entities):
            return True
        if any(tree.lemma(n) in offices for n in _within(tree, span)):
            return True
    return False


def _office(tree: Dependents, span: Span) -> bool:
    classes = lexicon().classes
    words = [n for n in _within(tree, span) if tree.words[n].upos in ("NOUN", "PROPN", "PRON")]
    lemmas = {tree.lemma(n) for n in words}
    return bool(lemmas & (classes["agents"] | classes["forces"] | classes["people"] | {"he", "she", "they", "it"}))


def _within(tree: Dependents, span: Span) -> Iterator[int]:
    first = bisect_left(tree.words, span.start, key=lambda w: w.start)
    for n in range(first, len(tree.words)):
        if tree.words[n].start >= span.end:
            return
        yield n
