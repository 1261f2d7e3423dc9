"""Search by meaning: what is near is found, nothing else changes, and older ledgers open as they did."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from headwater.desk.app import application
from headwater.desk.desk import Desk
from headwater.desk.sense import LEAST
from headwater.intake import report as read_as
from headwater.language import Outcome, Reader
from headwater.resolution.passages import Passages, directions, passages
from headwater.resolution.report import Report
from headwater.store import Ledger
from headwater.text import Document
from tests.synthetic import ENGINE, entry, report, voice

TEXT = (
    "Shells hit the market in Brenmoor and killed nine people, the mayor said. "
    "The weather was fine. "
    "Parliament will vote on the budget next week, a clerk said."
)


def read(reader: Reader, id: str, text: str) -> Report:
    document = Document(id, text, id, "Inland Post")
    (reading,) = reader.read([document])
    return read_as(document, reading)


def opened(ledger: Ledger) -> TestClient:
    desk = Desk(ledger)
    desk.refresh(wait=True)
    return TestClient(application(desk), base_url="http://127.0.0.1:8642")


@pytest.fixture(scope="module")
def story(reader: Reader) -> Report:
    return read(reader, "story", TEXT)


def test_bytes_point_where_the_numbers_do() -> None:
    vectors = np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32)
    kept = directions(vectors).astype(np.float32)
    cosines = np.sum(kept * vectors, axis=1) / np.linalg.norm(kept, axis=1) / np.linalg.norm(vectors, axis=1)
    assert cosines.min() > 0.9999
    assert not directions(np.zeros((1, 4), np.float32)).any()


def test_a_report_is_the_same_with_or_without_its_passages(story: Report) -> None:
    assert story.passages is not None and len(story.passages) == 3
    assert story == replace(story, passages=None) and hash(story) == hash(replace(story, passages=None))


def test_what_was_not_read_means_nothing(reader: Reader) -> None:
    (reading,) = reader.read([Document("e", "")])
    assert passages(reading) is None


def test_the_nearest_in_meaning_come_first_without_a_word_in_common(story: Report, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(story, ENGINE)
        client = opened(ledger)
        found = client.get("/claims.json", params={"by": "meaning", "q": "civilians died in the bombardment"}).json()
        assert "market in Brenmoor" in found["claims"][0]["quote"] and found["told"] == ""
        assert client.get("/claims.json", params={"q": "civilians bombardment"}).json()["pager"]["total"] == 0
        page = client.get("/claims", params={"by": "meaning", "q": "sunshine and clear skies"}).text
        assert "Near passages without a claim" in page and "The weather was fine." in page
        # What is shown beside leads to its place in the text.
        start = TEXT.index("The weather")
        shown = client.get("/document", params={"id": "story", "at": f"{start}-{start + 21}"}).text
        assert '<mark id="at" class="lit">The weather was fine.</mark>' in shown
        assert client.get("/document", params={"id": "story", "at": "5-99999"}).status_code == 200


def test_facets_narrow_what_is_near(story: Report, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(story, ENGINE)
        client = opened(ledger)
        asked = {"by": "meaning", "q": "lawmakers decide on spending"}
        whole = client.get("/claims.json", params=asked).json()
        for values in whole["facets"].values():
            for each in values:
                narrowed = client.get(each["link"].replace("/claims", "/claims.json")).json()
                assert narrowed["pager"]["total"] == each["count"] <= whole["pager"]["total"]


def test_an_older_ledger_opens_finds_words_and_is_filled_by_reading_again(story: Report, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Ledger.open(path) as ledger:
        ledger.add(replace(story, passages=None), ENGINE)
    with sqlite3.connect(path) as own:
        own.execute("DROP TABLE passages")
    with Ledger.open(path, create=False) as ledger:
        assert len(ledger.meanings()) == 0
        found = opened(ledger).get("/claims.json", params={"by": "meaning", "q": "market"}).json()
        assert found["pager"]["total"] >= 1 and "--again" in found["told"]
        ledger.add(story, ENGINE, again=True)
        assert len(ledger.meanings()) == 3
        assert ledger.check() == []


def test_a_new_reading_takes_the_old_ones_passages_away(story: Report, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(story, ENGINE)
        ledger.add(replace(story, passages=None), ENGINE, again=True)
        held = ledger.meanings()
        assert len(held) == 0 and (held.sentence == -1).all() and len(held.claims) == len(story.entries)
        assert len(held.claims_near(held.near(np.ones(384, np.float32)), 5, -1)[0]) == 0


def test_an_older_version_is_not_searched(story: Report, reader: Reader, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(story, ENGINE)
        ledger.add(read(reader, "story", "The bridge is shut, the mayor said."), ENGINE)
        assert len(ledger.meanings()) == 1


def test_claims_go_with_the_sentence_in_which_they_begin(tmp_path: Path) -> None:
    text = "It rains, Ana said. It snows, Ana said."
    own = Report(
        Document("d", text),
        Outcome.READ,
        "en",
        (entry(text, "It rains", voice("Ana", text)), entry(text, "It snows", voice("Ana", text))),
        passages=Passages(np.array([[0, 19], [20, 39]], np.int32), np.array([[127, 0], [0, 127]], np.int8)),
    )
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(report(1), ENGINE)  # it has no passages
        ledger.add(own, ENGINE)
        held = ledger.meanings()
        near = held.near(np.array([0.0, 2.0], np.float32))
        numbers, cosines = held.claims_near(near, 10, LEAST)
        assert [float(each) for each in cosines] == [1.0]
        assert list(numbers) == [held.claims[-1]]
        assert held.silent_near(near, 10, -1.0) == []


def test_another_language_is_told_and_searched_by_words(story: Report, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(story, ENGINE)
        words = "Wie viele Menschen wurden bei dem Angriff auf den Markt gestern getötet und verletzt"
        found = opened(ledger).get("/claims.json", params={"by": "meaning", "q": words}).json()
        assert "Only English" in found["told"]
        for odd in ("…", "?", "\u202e", "x" * 5_000):
            assert opened(ledger).get("/claims", params={"by": "meaning", "q": odd}).status_code == 200
