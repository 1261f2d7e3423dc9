"""Who says which stretch of a document: the engine's attributions, mended by syntax and by quotation marks.

The engine finds most of them. What it misses or cuts wrongly often stands plainly in the tree (a verb of saying
with a subject and a clause) or in the quotation marks (a quotation that runs on for several sentences).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from headwater.extraction.attributed import attributed
from headwater.extraction.reported import reported, tagged
from headwater.extraction.saying import OPENING, Saying, Speech, quoted
from headwater.extraction.tree import Tree
from headwater.text import Span


def speech(tree: Tree) -> Speech:
    """Every act of speech of the document, in the order of what is said."""
    found = [s for a in tree.reading.attributions if (s := attributed(tree, a)) is not None]
    found += reported(tree, found)
    found += tagged(tree, Speech(tree, found))
    found += _running_on(tree, found)
    return Speech(tree, sorted(found, key=lambda s: (s.content[0].start, -s.size)))


def _running_on(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Sentences that open with a quotation mark and have no speaker: the one who was quoted just before goes on."""
    last: Saying | None = None
    spoken = Speech(tree, found)
    cued: dict[int, list[Saying]] = {}
    for saying in found:
        if saying.cue is not None:
            for number in tree.sentences_in(saying.cue):
                cued.setdefault(number, []).append(saying)
    for number, sentence in enumerate(tree.reading.sentences):
        here = Span(sentence.start, sentence.end)
        mine = [s for s in spoken.near(here) if s.covers(here) >= 0.3]
        mine += [s for s in cued.get(number, ()) if s not in mine]
        if mine:
            quoting = [s for s in mine if any(quoted(tree, piece) for piece in s.content)]
            last = quoting[-1] if quoting else None
            continue
        if last is not None and tree.text[here.start : here.start + 1] in OPENING:
            yield replace(last, content=(here,), verb=None)
        else:
            last = None
