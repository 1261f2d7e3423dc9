"""Who says which stretch of a document: the engine's attributions, mended by syntax and by quotation marks.

The engine finds most of them. What it misses or cuts wrongly often stands plainly in the tree (a verb of saying
with a subject and a clause) or in the quotation marks (a quotation that runs on for several sentences).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from headwater.extraction.attributed import attributed
from headwater.extraction.citing import cited, quoting
from headwater.extraction.cues import Force, forces
from headwater.extraction.demands import demands
from headwater.extraction.divided import divided
from headwater.extraction.headlines import headline
from headwater.extraction.phrases import can_speak, phrase
from headwater.extraction.reported import reported, tagged
from headwater.extraction.saying import OPENING, Saying, Speech, by_cue, quoted
from headwater.extraction.tree import Tree
from headwater.extraction.turns import turns
from headwater.text import Span

_QUOTED = 0.6
"""Part of a sentence that stands between quotation marks, from which on the sentence is speech."""


def speech(tree: Tree) -> Speech:
    """Every act of speech of the document, in the order of what is said."""
    found = [s for a in tree.reading.attributions if (s := attributed(tree, a)) is not None]
    found += quoting(tree)
    found += reported(tree, found)
    found += demands(tree, found)
    found = list(divided(tree, found))
    found += tagged(tree, Speech(tree, found))
    found = list(_whole_quotations(tree, found))
    found += _announced(tree, found)
    found += _running_on(tree, found)
    found += cited(tree, found)
    spoken = Speech(tree, found)
    found += [turn for turn in (*headline(tree), *turns(tree)) if not _quoted_in(turn, spoken)]
    return Speech(tree, sorted(found, key=lambda s: (s.content[0].start, -s.size)))


def _quoted_in(turn: Saying, spoken: Speech) -> bool:
    """Whether the line of a speaker is itself said by somebody, as the lines of a quotation are."""
    line = Span(turn.content[0].start, turn.content[-1].end)
    return any(s.covers(line) >= _QUOTED for s in spoken.near(line))


def _whole_quotations(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """The acts of speech, each with all of the quotation that it was found to say a part of.

    Only quotations of more than one sentence are filled up, and not with what somebody else is found to say.
    """
    spoken = Speech(tree, found)
    more: dict[int, list[Span]] = {}
    for mark in tree.quotations:
        numbers = tree.sentences_in(mark)
        if len(numbers) < 2:
            continue
        near = [s for s in spoken.near(mark) if _says_part(s, mark)]
        if not near or len({s.source for s in near}) > 1:
            continue
        rest = []
        for number in numbers:
            sentence = tree.reading.sentences[number]
            piece = Span(max(sentence.start, mark.start), min(sentence.end, mark.end))
            if piece.end - piece.start > 1 and not any(s.covers(piece) >= 0.3 for s in near):
                rest.append(piece)
        if rest:
            more.setdefault(id(near[0]), []).extend(rest)
    for saying in found:
        added = more.get(id(saying))
        yield replace(saying, content=tuple(sorted((*saying.content, *added)))) if added else saying


def _says_part(saying: Saying, mark: Span) -> bool:
    """Whether the act of speech stands outside this quotation and says a stretch of it."""
    said = sum(piece.overlap(mark) for piece in saying.content)
    outside = all(part is None or not part.overlap(mark) for part in (saying.cue, saying.source))
    return outside and said >= 10


def _announced(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Quotations under a sentence that ends in a colon and only names who speaks: "The Valley Monitor reports:"."""
    spoken = Speech(tree, found)
    known = forces()
    starts = {tree.sentence_at(mark.start): mark for mark in reversed(tree.quotations)}
    sentences = tree.reading.sentences
    for number, sentence in enumerate(sentences[:-1]):
        mark = starts.get(number + 1)
        if mark is None or mark.start - sentences[number + 1].start > 2:
            continue
        if not tree.text[sentence.start : sentence.end].rstrip().endswith(":"):
            continue
        for verb in range(sentence.last - 1, sentence.first - 1, -1):
            subject = tree.child(verb, "nsubj")
            if subject is None or tree.upos(verb) not in ("VERB", "AUX") or not can_speak(tree, subject):
                continue
            first = Span(mark.start, min(mark.end, sentences[number + 1].end))
            if known.get(tree.lemma(verb)) is Force.SAYS and not any(
                s.covers(first) >= 0.3 for s in spoken.near(first)
            ):
                yield Saying(phrase(tree, subject), tree.span(verb), verb, Force.SAYS, (mark,))
            break


def _running_on(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Sentences of speech that have no speaker: the one who was quoted just before goes on."""
    last: Saying | None = None
    spoken = Speech(tree, found)
    cued = by_cue(tree, found)
    for number, sentence in enumerate(tree.reading.sentences):
        here = Span(sentence.start, sentence.end)
        mine = [s for s in spoken.near(here) if s.covers(here) >= 0.3]
        mine += [s for s in cued.get(number, ()) if s not in mine]
        if mine:
            quoting = [s for s in mine if any(quoted(tree, piece) for piece in s.content)]
            last = quoting[-1] if quoting else None
            continue
        opens = tree.text[here.start : here.start + 1] in OPENING
        between = tree.quotes(here)
        if last is not None and (between >= _QUOTED * (here.end - here.start) or (opens and not between)):
            yield replace(last, content=(here,), verb=None)
        else:
            last = None
