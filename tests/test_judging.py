"""What people decide by the verbs: it is kept, takes effect, and can be taken back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli import app

ROWS = (
    ("a", "The Lakeside Monitor said 19 people had been killed by the bomb in the market in Aleppo on Monday."),
    ("b", "The Red Banner said 44 people were killed by its bomb in the market in Aleppo on Monday."),
)
run = CliRunner()


def said(*words: str) -> str:
    result = run.invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


def objects(*words: str) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in said(*words, "--format", "json").splitlines()]


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    reports = tmp_path / "reports.jsonl"
    rows = ({"id": id, "text": text, "date": "2016-10-04", "publisher": f"Paper {id}"} for id, text in ROWS)
    reports.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    place = str(tmp_path / "story.db")
    said("add", str(reports), "--ledger", place)
    return place


def figured(ledger: str) -> list[dict]:  # type: ignore[type-arg]
    return [q for q in objects("questions", "--ledger", ledger, "--least", "1") if q["label"].startswith("How many")]


def test_what_is_judged_different_comes_apart_and_together_again(ledger: str) -> None:
    (joint,) = figured(ledger)
    said("judge", "different", *joint["claims"], "--because", "two markets", "--by", "Ana", "--ledger", ledger)
    assert len(figured(ledger)) == 2
    assert "two markets" in said("judge", "list", "--ledger", ledger)
    said("judge", "undo", "1", "--by", "Bo", "--ledger", ledger)
    assert figured(ledger) == [joint]
    assert "two markets" not in said("judge", "list", "--ledger", ledger)
    rows = list(csv.DictReader(io.StringIO(said("judge", "list", "--all", "--ledger", ledger, "--format", "csv"))))
    assert [(row["who"], row["decision"]) for row in rows] == [("Ana", "different"), ("Bo", "undo")]


def test_a_judgement_survives_a_new_reading(ledger: str, tmp_path: Path) -> None:
    (joint,) = figured(ledger)
    said("judge", "different", *joint["claims"], "--ledger", ledger)
    said("add", str(tmp_path / "reports.jsonl"), "--again", "--ledger", ledger)
    assert len(figured(ledger)) == 2


def test_a_source_is_graded_and_its_claims_keep_their_own_number(ledger: str) -> None:
    before = objects("grades", "--ledger", ledger)
    assert {each["reliability"] for each in before} == {"F"}
    said("judge", "grade", "Paper a", "b", "--because", "an archive", "--by", "Ana", "--ledger", ledger)
    after = objects("grades", "--ledger", ledger)
    assert {(each["source"], each["reliability"]) for each in after} == {("Paper a", "B"), ("Paper b", "F")}
    assert [each["credibility"] for each in after] == [each["credibility"] for each in before]


def test_an_event_of_two_reports_is_one_with_what_each_says(ledger: str) -> None:
    (event,) = objects("events", "--ledger", ledger, "--least", "2")
    assert event["type"] == "ASSAULT" and event["documents"] == ["a", "b"]
    assert objects("events", "--ledger", ledger, "--since", "2017") == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("same", "nothing", "neither"), "no such claim"),
        (("same", "x", "x"), "same as itself"),
        (("accept", "nothing"), "no such claim"),
        (("grade", "Nobody", "B", "--because", "x"), "no report is published by it"),
        (("grade", "Paper a", "Z", "--because", "x"), "no such grade"),
        (("undo", "7"), "no such decision"),
    ],
)
def test_what_cannot_be_judged_is_told_and_nothing_is_written(ledger: str, words: tuple[str, ...], what: str) -> None:
    result = run.invoke(app, ["judge", *words, "--ledger", ledger])
    assert result.exit_code == 1 and what in result.stderr
    assert said("judge", "list", "--all", "--ledger", ledger, "--format", "json") == ""
