"""Named entities over gold words: UNER's three types, or CrossNER's nine political ones."""

from __future__ import annotations

from pathlib import Path

from corpora import entities
from evaluation import gold
from evaluation.scores import Counts
from headwater.language.weights import Weights


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """Micro F1 over exact spans with their types. Which layer is measured follows from the file's types."""
    sentences = entities.sentences(path)
    kinds = {kind for s in sentences for kind, _, _ in s.spans}
    layer, scheme = (
        ("core", weights.labels.core) if kinds <= {"PER", "LOC", "ORG"} else ("political", weights.labels.politics)
    )
    reads = gold.read(
        weights,
        [
            gold.GoldSentence(
                s.sent_id.rpartition("-")[0] or str(i), tuple(s.words), s.text, s.sent_id.endswith("-0001")
            )
            for i, s in enumerate(sentences)
        ],
    )
    counts = Counts()
    by_kind = {kind: Counts() for kind in scheme.types}
    for sentence, read in zip(sentences, reads, strict=True):
        said = read.spans(layer)
        counts.add(said, sentence.spans)
        for kind, own in by_kind.items():
            own.add([s for s in said if s[0] == kind], [s for s in sentence.spans if s[0] == kind])
    found = {"f1": counts.f1, "precision": counts.precision, "recall": counts.recall}
    return found | {f"{kind}_f1": own.f1 for kind, own in by_kind.items()}
