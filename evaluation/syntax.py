"""Words, sentences, parts of speech and dependency trees of a CoNLL-U file."""

from __future__ import annotations

from pathlib import Path

from corpora import conllu
from evaluation import gold
from evaluation.scores import Counts
from headwater.language import Reader
from headwater.language.weights import Weights
from headwater.text import Document


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """UPOS, UAS and LAS over gold words and sentences; words and sentences F1 from the raw text.

    As in the shared task of 2018, a relation is right up to its subtype, and a sentence when both its ends are.
    """
    documents = list(conllu.documents(path))
    return _over_gold(documents, weights) | _from_text(documents, weights)


def _over_gold(documents: list[conllu.ConlluDocument], weights: Weights) -> dict[str, float]:
    sentences = [(d, s) for d in documents for s in d.sentences]
    reads = gold.read(
        weights,
        [
            gold.GoldSentence(d.doc_id, tuple(w.form for w in s.words), d.text[s.start : s.end], s.starts_paragraph)
            for d, s in sentences
        ],
    )
    upos, relations = weights.labels.upos, (*weights.labels.relations, "root")
    total = right = attached = labelled = 0
    for (_, sentence), read in zip(sentences, reads, strict=True):
        window, first = read.window, read.first
        for i, word in enumerate(sentence.words):
            head = window.heads[first + i]
            head = head - first + 1 if head >= 0 else 0
            relation = relations[window.relations[first + i]]
            total += 1
            right += upos[window.upos[first + i]] == word.upos
            attached += head == word.head
            labelled += head == word.head and relation.split(":")[0] == word.deprel.split(":")[0]
    return {"upos": 100 * right / total, "uas": 100 * attached / total, "las": 100 * labelled / total}


def _from_text(documents: list[conllu.ConlluDocument], weights: Weights) -> dict[str, float]:
    words, sentences = Counts(), Counts()
    readings = Reader(weights).read(Document(d.doc_id, d.text) for d in documents)
    for document, reading in zip(documents, readings, strict=True):
        words.add(
            [(w.start, w.end) for w in reading.words], [(w.start, w.end) for s in document.sentences for w in s.words]
        )
        sentences.add(
            [(s.start, s.end) for s in reading.sentences],
            [(min(w.start for w in s.words), max(w.end for w in s.words)) for s in document.sentences],
        )
    return {"words_f1": words.f1, "sentences_f1": sentences.f1}
