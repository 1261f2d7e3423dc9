"""On whose words a clause stands: the acts of speech over it, and what of it is theirs and not what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from headwater.extraction.astray import with_subject
from headwater.extraction.claim import Speaker
from headwater.extraction.clauses import Clause, trimmed
from headwater.extraction.saying import Saying, Speech
from headwater.extraction.speakers import Speakers
from headwater.extraction.tree import Tree
from headwater.extraction.unclaimed import hearsay
from headwater.text import Span


def chain_over(tree: Tree, clause: Clause, span: Span, said: Speech, apart: Saying | None = None) -> list[Saying]:
    """The acts of speech whose content holds this clause, outermost first, each within what the one before says.

    ``span`` is the clause's :func:`core`.
    """
    head = tree.span(clause.head)
    near = [s for s in said.near(span) if s is not apart]
    over = [s for s in near if (s.covers(head) and _covers(tree, s, span) >= 0.5) or s.covers(span) >= 0.8]
    if not over:
        return []
    named = [s for s in over if not hearsay(tree, s)]
    over = named if named and any(_covers(tree, s, span) >= 0.8 for s in named) else over
    over.sort(
        key=lambda s: (
            s.cue is not None and s.cue.overlap(span) > 0 and tree.text[s.cue.start : s.cue.end].lower() != "by",
            s.size,
            s.under is None,
            abs((s.cue or span).start - span.start),
        )
    )
    chain = [over[0]]
    passed_on = said.by_verb(over[0].under) if over[0].under is not None else None
    if passed_on is not None:
        chain.insert(0, passed_on)
    for saying in over[1:]:
        mark = chain[0].cue or chain[0].source
        if told_apart(tree, saying.cue, mark):
            continue
        if mark is not None and saying.covers(mark) >= 0.5 and saying.source != chain[0].source:
            chain.insert(0, saying)
    return chain


def told_apart(tree: Tree, cue: Span | None, mark: Span | None) -> bool:
    """Whether a semicolon parts two acts of speech, outside quotations: "they said ...; he admitted ..."."""
    if cue is None or mark is None or ";" not in tree.text[cue.end : mark.start]:
        return False
    return not any(q.start < mark.start and mark.end <= q.end for q in tree.quotations)


_RELATIVE = re.compile(r",?\s+(?:which|who|whose|whom)\b")


def _covers(tree: Tree, saying: Saying, span: Span) -> float:
    """Which part of the span, the speaker's tag and what it adds about the speaker aside, the content holds."""
    tag = sum(part.overlap(span) for part in (saying.cue, saying.source) if part is not None)
    source = saying.source
    if source is not None and span.start < source.start < source.end < span.end:
        ahead = any(piece.end <= source.start for piece in saying.content)
        if ahead and _RELATIVE.match(tree.text, source.end) and not any(p.start >= source.end for p in saying.content):
            tag += span.end - source.end
    return saying.covers(span) * (span.end - span.start) / max(1, span.end - span.start - tag)


def what_is_said(tree: Tree, clause: Clause, span: Span, chain: Sequence[Saying]) -> Span:
    """The span without the tags of those who say it, and with what the parser gave to them and is part of it."""
    for saying in chain:
        span = _outside(tree, span, saying, clause.head)
    return _with_number(tree, with_subject(tree, clause, span, chain), chain)


def _outside(tree: Tree, span: Span, saying: Saying, head: int) -> Span:
    """The span without the speaker's tag where that stands at one of its ends."""
    for part in (saying.cue, saying.source):
        if part is None or not part.overlap(span):
            continue
        before, after = Span(span.start, part.start), Span(part.end, span.end)
        if _in_the_middle(tree, head, saying, before, after):
            continue
        kept = max(
            before, after, key=lambda side: (sum(side.overlap(p) for p in saying.content), side.end - side.start)
        )
        span = Span(kept.start, max(kept.start, kept.end))
    return trimmed(tree.text, span)


def _in_the_middle(tree: Tree, head: int, saying: Saying, before: Span, after: Span) -> bool:
    """Whether the tag stands between the subject and the verb of what is said ("The dam, engineers say, is safe")."""
    verb = tree.span(head)
    if not after.overlap(verb) or not any(piece.overlap(before) for piece in saying.content):
        return False
    subject = tree.child(head, "nsubj")
    return subject is not None and before.overlap(tree.span(subject)) > 0


def _with_number(tree: Tree, span: Span, chain: Sequence[Saying]) -> Span:
    """The span with a number behind it that ends what is said, and that the parser gave to the speaker."""
    for piece in chain[-1].content if chain else ():
        if piece.start <= span.start and span.end < piece.end:
            behind = tree.words_in(span.end, piece.end)
            kinds = {tree.upos(w) for w in behind}
            if 0 < len(behind) <= 3 and "NUM" in kinds and kinds <= {"NUM", "ADV", "ADJ", "ADP", "DET"}:
                return Span(span.start, piece.end)
    return span


def voices(chain: Sequence[Saying], speakers: Speakers) -> tuple[Speaker, ...]:
    """The speakers of a chain; one who quotes themselves stands once."""
    found: list[Speaker] = []
    for saying in chain:
        speaker = speakers.of(saying)
        before = found[-1].name.lower().split() if found else []
        own = speaker.name.lower().split()
        if before and speakers.is_own(saying):
            continue  # "I counted 14," said Idris: he is who counted
        if before and own and before[-1] == own[-1] and (set(before) <= set(own) or set(own) <= set(before)):
            found[-1] = replace(speaker, name=max(found[-1].name, speaker.name, key=len), cue=found[-1].cue)
        else:
            found.append(speaker)
    return tuple(found)
