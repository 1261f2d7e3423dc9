"""PropBank roles as spans."""

from __future__ import annotations

from pathlib import Path

from corpora import roles
from evaluation import gold
from evaluation.scores import Counts
from headwater.language.weights import Weights


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """Span F1 of (predicate, role, span) with gold predicates, and F1 of the predicates found without them."""
    sentences = roles.sentences(path)

    def asked(given: bool) -> list[gold.Read]:
        return gold.read(
            weights,
            [
                gold.GoldSentence(
                    s.sent_id.rpartition("-")[0], tuple(s.words), s.text, s.sent_id.endswith("-0001"),
                    tuple(p.index for p in s.predicates) if given else None,
                )
                for s in sentences
            ],
        )  # fmt: skip

    arguments, unlabelled, predicates, both = Counts(), Counts(), Counts(), Counts()
    for sentence, given, alone in zip(sentences, asked(True), asked(False), strict=True):
        true = {(p.index, *a) for p in sentence.predicates for a in p.args}
        said = _said(given)
        arguments.add(said, true)
        unlabelled.add({(p, b, e) for p, _, b, e in said}, {(p, b, e) for p, _, b, e in true})
        both.add(_said(alone), true)
        found = {w - alone.first for w, _, _ in alone.window.predicates if alone.first <= w < alone.last}
        predicates.add(found, {p.index for p in sentence.predicates})
    return {
        "f1": arguments.f1, "precision": arguments.precision, "recall": arguments.recall,
        "spans_f1": unlabelled.f1, "predicates_f1": predicates.f1, "end_to_end_f1": both.f1,
    }  # fmt: skip


def _said(read: gold.Read) -> set[tuple[int, str, int, int]]:
    return {
        (word - read.first, role, b - read.first, e - read.first)
        for word, _, frame in read.window.predicates
        if read.first <= word < read.last
        for role, b, e in frame
    }
