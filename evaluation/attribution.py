"""Attribution on whole documents, from raw text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpora import attribution
from evaluation.scores import Counts
from headwater.language import Reader
from headwater.language.reading import Attribution
from headwater.language.weights import Weights
from headwater.language.words import words
from headwater.text import Document

PARTS = ("source", "cue", "content")


def measure(gold: Path, weights: Weights) -> dict[str, float]:
    """Exact F1 over contiguous pieces, F1 over words, and F1 over linked triples, in percent.

    A triple is right when each of its parts covers at least half of the gold part's characters; a part that gold
    lacks must be lacking. Each gold triple is matched once. ``triple_strict_f1`` asks in addition that each part lie
    at least by half within the gold part.
    """
    documents = attribution.documents(gold)
    readings = Reader(weights).read(Document(d.doc_id, d.text) for d in documents)
    return score(documents, [reading.attributions for reading in readings])


def score(
    documents: Sequence[attribution.AttributedDocument], found: Sequence[Sequence[Attribution]]
) -> dict[str, float]:
    """The figures of :func:`measure` for attributions found in each document."""
    exact = {part: Counts() for part in PARTS}
    token = {part: Counts() for part in PARTS}
    triple, strict = Counts(), Counts()
    for document, own in zip(documents, found, strict=True):
        bounds = words(document.text)
        for part in PARTS:
            said = {piece for a in own for piece in getattr(a, part)}
            true = {piece for a in document.attributions for piece in getattr(a, part)}
            exact[part].add({(s.start, s.end) for s in said}, true)
            token[part].add(_covered(said, bounds), _covered(true, bounds))
        for counts, both_ways in ((triple, False), (strict, True)):
            counts.right += _matched(own, document.attributions, both_ways)
            counts.said += len(own)
            counts.true += len(document.attributions)
    figures = {f"{part}_f1": exact[part].f1 for part in PARTS}
    figures |= {f"{part}_token_f1": token[part].f1 for part in PARTS}
    figures |= {"triple_f1": triple.f1, "triple_precision": triple.precision, "triple_recall": triple.recall}
    figures["triple_strict_f1"] = strict.f1
    return figures | {f"{part}_precision": exact[part].precision for part in PARTS}


def _covered(pieces: Iterable[tuple[int, int]], bounds: Sequence[tuple[int, int]]) -> set[int]:
    """Numbers of the words that the pieces touch."""
    inside = sorted(pieces)
    found: set[int] = set()
    at = 0
    for start, end in inside:
        while at < len(bounds) and bounds[at][1] <= start:
            at += 1
        i = at
        while i < len(bounds) and bounds[i][0] < end:
            found.add(i)
            i += 1
    return found


def _matched(said: Sequence[Attribution], true: Sequence[attribution.GoldAttribution], both_ways: bool) -> int:
    left = list(true)
    count = 0
    for one in said:
        for other in left:
            if all(covers(getattr(one, part), getattr(other, part), both_ways) for part in PARTS):
                left.remove(other)
                count += 1
                break
    return count


def covers(said: Sequence[tuple[int, int]], true: Sequence[tuple[int, int]], both_ways: bool = False) -> bool:
    """Whether ``said`` holds half of ``true`` (and, ``both_ways``, at least half of it lies in ``true``)."""
    if not said or not true:
        return not said and not true
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in said for b in true)
    whole = sum(e - b for b, e in true)
    return 2 * shared >= (max(whole, sum(e - b for b, e in said)) if both_ways else whole)
