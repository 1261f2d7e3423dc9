"""The measures measure, and the ratchet holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpora import conllu, entities
from evaluation import MEASURES, ratchet
from evaluation.attribution import covers
from evaluation.embedding import average_precision
from evaluation.scores import Counts
from headwater.language import weights

CONLLU = """# newdoc id = d1
# sent_id = d1-0001
# newpar
# text = Reeve didn't speak (yet).
1	Reeve	Reeve	PROPN	_	_	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	_	_	4	aux	_	_
3	n't	not	PART	_	_	4	advmod	_	_
4	speak	speak	VERB	_	_	0	root	_	_
5	(	(	PUNCT	_	_	6	punct	_	SpaceAfter=No
6	yet	yet	ADV	_	_	4	advmod	_	SpaceAfter=No
7	)	)	PUNCT	_	_	6	punct	_	SpaceAfter=No
8	.	.	PUNCT	_	_	4	punct	_	_

# sent_id = d1-0002
# text = He left.
1	He	he	PRON	_	_	2	nsubj	_	_
2	left	leave	VERB	_	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	_	_	2	punct	_	_

"""


def test_a_treebank_gives_back_the_text_that_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU)
    (document,) = conllu.documents(path)
    assert document.text == "Reeve didn't speak (yet). He left."
    assert [document.text[w.start : w.end] for s in document.sentences for w in s.words] == (
        "Reeve did n't speak ( yet ) . He left .".split()
    )


def test_the_engine_is_scored_on_a_treebank(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU)
    figures = MEASURES["syntax"](path, weights.packaged())
    assert set(figures) >= {"upos", "uas", "las", "words_f1", "sentences_f1"}
    assert figures["words_f1"] == 100
    assert figures["upos"] > 80


def test_the_engine_is_scored_on_attributions(tmp_path: Path) -> None:
    text = "The ferry sank on Friday, the mayor said.\n\nResidents told reporters that they had heard a blast."

    def at(part: str) -> list[list[int]]:
        return [[text.index(part), text.index(part) + len(part)]]

    rows = [
        {"source": at("the mayor"), "cue": at("said"), "content": at("The ferry sank on Friday")},
        {"source": at("Residents"), "cue": at("told"), "content": at("that they had heard a blast")},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"doc_id": "d", "text": text, "attributions": rows}))
    figures = MEASURES["attribution"](path, weights.packaged())
    assert figures["cue_f1"] == 100
    assert figures["triple_f1"] == 100


def test_half_of_the_gold_part_must_be_covered() -> None:
    assert covers([(5, 10)], [(0, 10)]) and not covers([(6, 10)], [(0, 10)])
    assert covers([(0, 11)], [(5, 10)]) and not covers([(0, 11)], [(5, 10)], both_ways=True)
    assert covers([], []) and not covers([(0, 1)], []) and not covers([], [(0, 1)])


def test_tags_of_left_out_types_are_no_entities(tmp_path: Path) -> None:
    path = tmp_path / "a.iob2"
    path.write_text("# sent_id = x-1\n# text = In Osk .\n1\tIn\tB-O\t-\n2\tOsk\tB-LOC\t-\n3\t.\tB-OTH\t-\n\n")
    (sentence,) = entities.sentences(path)
    assert sentence.spans == [("LOC", 1, 2)]


def test_counts_give_precision_recall_and_f1() -> None:
    counts = Counts()
    counts.add([1, 2, 3, 4], [1, 2, 5])
    assert (counts.precision, round(counts.recall, 2), round(counts.f1, 2)) == (50, 66.67, 57.14)
    assert Counts().f1 == 0


def test_average_precision_counts_other_documents_only() -> None:
    vectors = np.array([[1, 0], [0.9, 0.1], [0, 1]], np.float32)
    events = [frozenset("a"), frozenset("a"), frozenset("a")]
    assert average_precision(vectors, ["x", "x", "y"], events) == 100
    assert average_precision(
        vectors, ["x", "y", "z"], [frozenset("a"), frozenset("b"), frozenset("a")]
    ) == pytest.approx(50)


def baseline(**floors: float) -> dict[str, Any]:
    return {"roles": {"gold": "roles.jsonl", "sha256": "aa", "floors": floors}}


def test_a_figure_under_its_floor_is_named() -> None:
    assert ratchet.compare(baseline(f1=72.0), baseline(f1=71.97)) == []
    assert ratchet.compare(baseline(f1=72.0), baseline(f1=71.9)) == ["roles: f1 is 71.9, its floor 72.0"]
    assert ratchet.compare(baseline(mae=0.7), baseline(mae=0.72)) == ["roles: mae is 0.72, its floor 0.7"]


def test_another_gold_file_is_not_compared_in_silence() -> None:
    other = baseline(f1=99.0)
    other["roles"]["sha256"] = "bb"
    assert "not the file" in ratchet.compare(baseline(f1=72.0), other)[0]
    assert ratchet.compare(baseline(f1=72.0), {}) == ["roles: no longer measured"]


def test_no_figure_has_fallen_on_the_dev_splits(shared: Path) -> None:
    """The ratchet itself, where the research data are."""
    floors = json.loads(ratchet.BASELINE.read_text())
    loaded = weights.packaged()
    measured = {name: ratchet.figures(shared / "data", name, loaded) for name in ratchet.KEPT}
    assert ratchet.compare(floors, measured) == []
