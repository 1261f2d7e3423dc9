"""Whom a phrase beside the sentence names as its speaker: "according to the mayor", "in the opinion of the bishop"."""

from __future__ import annotations

import re

from headwater.extraction.cues import Force
from headwater.extraction.phrases import can_speak, phrase
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span

_OPENS = re.compile(r"[:,]\s*[\"“]")


def according(tree: Tree, word: int) -> Saying | None:
    """ "according to X": X speaks, and the rest of the clause is what X says."""
    sentence = tree.reading.sentences[tree.sentence[word]]
    if word + 2 >= sentence.last or tree.lower(word + 1) != "to":
        return None
    start = tree.reading.words[word + 2].start
    speaker = next(
        (
            a
            for a in tree.ancestors(word)
            if tree.reading.words[a].start >= start and tree.upos(a) in ("NOUN", "PROPN", "PRON")
        ),
        None,
    )
    if speaker is None:
        return None
    return _framed(tree, word, 2, speaker)


def _framed(tree: Tree, word: int, length: int, speaker: int) -> Saying | None:
    """Whom a phrase of ``length`` words before them makes the speaker of the rest of the sentence."""
    sentence = tree.reading.sentences[tree.sentence[word]]
    start = tree.reading.words[word + length].start
    source = phrase(tree, speaker)
    source = Span(max(start, source.start), source.end)
    cue = Span(tree.reading.words[word].start, tree.reading.words[word + length - 1].end)
    before = Span(sentence.start, cue.start)
    opens = _OPENS.search(tree.text, source.end, sentence.end)
    if opens is not None and not any(tree.upos(w) == "VERB" for w in tree.words_in(source.end, opens.start())):
        source = Span(source.start, opens.start())  # "the dean, head of the clinic, "the ward is shut"
    after = Span(source.end, sentence.end)
    told = any(tree.upos(w) in ("VERB", "AUX") for w in range(sentence.first, word))
    content = before if told or before.end - before.start > after.end - after.start else after
    if content.end - content.start < 10:
        return None
    return Saying(source, cue, None, Force.SAYS, (content,))


def in_the_view(tree: Tree, word: int) -> Saying | None:
    """ "In the opinion of X": X speaks."""
    view = word + 2
    if view + 2 >= tree.reading.sentences[tree.sentence[word]].last:
        return None
    if [tree.lower(w) for w in (word, word + 1, word + 3)] != ["in", "the", "of"] or tree.lower(view) not in _VIEWS:
        return None
    last = tree.reading.sentences[tree.sentence[word]].last
    speaker = next((c for c in tree.children(view, "nmod") if view + 1 < c < last and can_speak(tree, c)), None)
    return _framed(tree, word, 4, speaker) if speaker is not None else None


_VIEWS = frozenset("opinion view words estimation judgment judgement".split())
