"""Who speaks in a headline without a verb of saying: "Ministry: 12 killed in raid", "12 killed in raid - police"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.extraction.clauses import trimmed
from headwater.extraction.cues import Force, listed
from headwater.extraction.lemmas import lemma
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span

_HEADLINE = re.compile(r"\A\s*(?P<line>[^\n]{20,160})(?:\n|\Z)")
_AHEAD = re.compile(r"(?P<who>[^:.!?,;\"“”]{3,50}):\s+(?=\S)")
_BEHIND = re.compile(r"(?:\s[-–—]+\s?|:\s+)(?P<who>[^:.!?,;\"“”–—]{3,40})$")
_LONGEST = 5
"""Words of the longest name of a speaker in a headline."""


def headline(tree: Tree) -> Iterator[Saying]:
    """What the headline says, by whom it names at one of its ends."""
    match = _HEADLINE.match(tree.text)
    if match is None or match["line"].rstrip().endswith((".", "!", "?")):
        return
    start, end = match.span("line")
    end = start + len(match["line"].rstrip())
    ahead = _AHEAD.match(tree.text, start, end)
    behind = _BEHIND.search(tree.text, start, end)
    for named, said in (
        (ahead, Span(ahead.end(), end) if ahead else None),
        (behind, Span(start, behind.start()) if behind else None),
    ):
        if named is None or said is None:
            continue
        who = trimmed(tree.text, Span(*named.span("who")))
        content = trimmed(tree.text, said)
        told = tree.words_in(content.start, content.end)
        if _speaks(tree, who) and len(told) > 2 and any(tree.upos(w) in ("VERB", "AUX") for w in told):
            yield Saying(who, None, None, Force.SAYS, (content,))
            return


def _speaks(tree: Tree, who: Span) -> bool:
    """Whether these words name somebody by office or body: a place or a rubric ("Analysis:") names nobody."""
    words = tree.words_in(who.start, who.end)
    if not words or len(words) > _LONGEST or any(tree.upos(w) in ("VERB", "AUX", "NUM", "ADP") for w in words):
        return False
    last = lemma(tree.form(words[-1]), "NOUN")
    return last in listed("groups", "people") | _MANY


_MANY = frozenset("official witness source medic doctor resident spokesman spokeswoman spokesperson activist".split())
