"""How far what somebody says reaches over the borders of sentences."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extraction.saying import quoted
from headwater.extraction.tree import Tree
from headwater.text import Span


def cut(tree: Tree, content: Sequence[Span], verb: int) -> tuple[Span, ...]:
    """Content that runs over the borders of sentences only where quotation marks carry it.

    Speech that is not quoted is reported within the sentence of its verb.
    """
    home = tree.reading.sentences[tree.sentence[verb]]
    kept: list[Span] = []
    for piece in content:
        if home.start <= piece.start and piece.end <= home.end:
            kept.append(piece)
            continue
        inside = Span(max(piece.start, home.start), min(piece.end, home.end))
        in_marks = quoted(tree, piece) and not _within(tree, piece, verb) and not _closes_early(tree, piece)
        words = tree.text[inside.start : inside.end] if inside.start < inside.end else ""
        if not words.strip():
            if in_marks and tree.lower(verb) != "according":
                kept.append(piece)
            continue
        closed_before = inside.start > piece.start and any(
            mark in tree.text[inside.start - 3 : inside.start] for mark in '"”'
        )
        if in_marks and not closed_before:
            kept.append(piece)
        else:
            kept.append(inside)
    return tuple(kept)


def _closes_early(tree: Tree, piece: Span) -> bool:
    """Whether only the first words of the piece are quoted, as a name or a term is."""
    return any(
        abs(q.start - piece.start) <= 1 and q.end < piece.end and 2 * tree.quotes(piece) < piece.end - piece.start
        for q in tree.quotations
    )


def _within(tree: Tree, piece: Span, verb: int) -> bool:
    """Whether verb and piece stand in one quotation: whom somebody quotes there speaks in that sentence alone."""
    here = tree.span(verb)
    return any(q.start <= here.start and here.end <= q.end and q.overlap(piece) for q in tree.quotations)
