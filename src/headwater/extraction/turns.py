"""Lines that name their speaker before a colon: interviews, and lists of what each side says.

"HOST: How many are left?", "LENA ORLOV, deputy mayor: About 3,700.", "Health ministry: 61 bodies were found."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headwater.extraction.cues import Force, listed
from headwater.extraction.phrases import can_speak
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span

_LABEL = re.compile(r"^[ \t•*–-]*(?P<name>[A-Z][^\n:.!?\"“”]{1,70}):[ \t]+(?=\S)[^\n]{12,}$", re.MULTILINE)
FEWEST = 2
"""Lines with a speaker of their own from which on a report is told in turns: one line may be any label."""


def turns(tree: Tree) -> Iterator[Saying]:
    """What stands in each such line, said by whom the line names; who asks the questions says nothing."""
    found = [(m, who) for m in _LABEL.finditer(tree.text) if (who := _who(tree, m)) is not None]
    if len({tree.text[who.start : who.end].lower() for _, who in found}) < FEWEST:
        return
    for match, who in found:
        name = match["name"].split(",")[0].strip().lower()
        if name in listed("askers"):
            continue
        content = Span(match.end("name") + 1, match.end())
        pieces = tuple(
            Span(max(s.start, content.start), min(s.end, content.end))
            for s in (tree.reading.sentences[n] for n in tree.sentences_in(content))
            if min(s.end, content.end) - max(s.start, content.start) > 1
        )
        if pieces:
            yield Saying(who, None, None, Force.SAYS, pieces)


def _who(tree: Tree, match: re.Match[str]) -> Span | None:
    """The name before the colon, if somebody can speak by it: without a verb, at most eight words."""
    start, end = match.span("name")
    words = tree.words_in(start, end)
    if not words or len(words) > 8 or any(tree.upos(w) in ("VERB", "AUX") for w in words):
        return None
    comma = next((w for w in words if tree.form(w) in (",", "(")), words.stop)
    own = range(words.start, comma)
    head = tree.top(own) if own else None
    capitals = tree.text[start:end].split(",")[0].isupper() and len(own) <= 4
    if head is None or not (capitals or can_speak(tree, head)):
        return None
    name = tree.cover(list(own))
    if any(e.kind == "LOC" and e.start <= name.start and name.end <= e.end for e in tree.entities_in(name)):
        return None  # "Aleppo: 12 killed" tells where
    return Span(start, end)
