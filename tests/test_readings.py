"""Stories that people read clause by clause, and what the program makes of them: figures that must not fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation import MEASURES
from headwater.language import weights

ANNOTATED = Path(__file__).parents[1] / "evaluation/annotated"
FLOORS = {"claims": 86, "speaker": 89, "modality": 94.5, "event": 65, "figures_f1": 95, "pairs_f1": 35.5, "status": 71}


def test_what_was_reached_on_stories_that_others_read_is_not_lost() -> None:
    figures = MEASURES["readings"](ANNOTATED, weights.packaged())
    assert {key: figures[key] for key, floor in FLOORS.items() if figures[key] < floor} == {}


@pytest.mark.parametrize("path", sorted(ANNOTATED.glob("*.gold.json")), ids=lambda path: path.name.split(".")[0])
def test_a_gold_reading_quotes_its_story_and_asks_of_its_claims(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    lines = path.with_name(path.name.replace(".gold.json", ".jsonl")).read_text("utf-8").splitlines()
    texts = {each["id"]: each["text"] for each in map(json.loads, lines)}
    for each in [*gold["claims"], *gold["not_content"]]:
        assert texts[each["document"]][each["start"] : each["end"]] == each["quote"]
    known = {claim["id"] for claim in gold["claims"]}
    assert all(set(question["claims"]) <= known for question in gold["questions"])
