"""What is handed on: JSON lines by contract, and tables in which nothing runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from headwater.language import Outcome
from headwater.publishing import jsonl, listings, tables
from headwater.publishing.files import written
from headwater.publishing.tables import harmless
from headwater.resolution.report import Report
from headwater.store import ALL, Filter, Ledger
from headwater.text import Document
from headwater.text.visible import visible
from tests.synthetic import ENGINE, entry, report, voice

HOSTILE = "=cmd|' /C calc'!A0 \x1b[31mred\x1b[0m \u202egnp.exe\u202c <script>x()</script>\r\n+1;=2 \ud800\x00\x9b2J"


def hostile() -> Report:
    text = f"{HOSTILE} fell, the {HOSTILE} said."
    claim = entry(text, f"{HOSTILE} fell", voice(HOSTILE, text))
    return Report(Document(HOSTILE, text, HOSTILE, HOSTILE, agency=HOSTILE), Outcome.READ, "en", (claim,))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    held = Ledger.open(tmp_path / "ledger.db")
    for n in (1, 2):
        held.add(report(n), ENGINE)
    return held


def objects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_the_keys_of_the_contract(ledger: Ledger, tmp_path: Path) -> None:
    jsonl.export(ledger, tmp_path / "out", ALL)
    found = {path.stem: objects(path) for path in (tmp_path / "out").iterdir()}
    assert set(found) == {
        "documents",
        "claims",
        "questions",
        "origins",
        "scenarios",
        "decisions",
        "events",
        "grades",
        "relations",
    }
    assert set(found["grades"][0]) == {
        "claim", "source", "reliability", "reliability_why", "credibility", "credibility_why",
    }  # fmt: skip
    assert {"id", "type", "actors", "places", "from", "to", "claims", "documents", "questions"} <= set(
        found["events"][0]
    )
    (document, _), claim = found["documents"], found["claims"][0]
    contract = {"id", "publisher", "title", "published", "agency", "language", "sha256", "regions"}
    assert contract <= set(document)
    assert document["published"] == {"date": "2031-03-04", "precision": "day", "how": "metadata"}
    assert document["regions"] == [{"start": 0, "end": 8, "kind": "headline"}]
    assert contract.isdisjoint({"text"})
    assert {
        "id", "document", "start", "end", "quote", "speakers", "modality", "hedge", "event", "figures", "happened",
        "said", "place", "questions", "origin",
    } <= set(claim)  # fmt: skip
    actor = {"code": "TRN", "sector": "GOV", "name": "Captain Orla 0"}
    assert claim["speakers"][0].items() >= {"name": "Captain Orla 0", "actor": actor, "anonymous": False}.items()
    assert {"start", "end", "cue"} <= set(claim["speakers"][0])
    assert claim["hedge"] == {"words": ["may"], "low": 20, "high": 45}
    assert claim["event"].items() >= {"type": "MOBILIZE", "mode": "troops", "context": ["military"]}.items()
    assert claim["event"]["actor"] == [{"code": "MRV", "sector": "MIL", "name": "lorries"}]
    assert claim["event"]["recipient"] == [{"code": "TRN", "sector": None, "name": "Tarn"}]
    whole, part = claim["figures"]
    assert whole.items() >= {"low": 20, "high": None, "qualifier": "at-least", "noun": "lorries", "unit": None}.items()
    assert part.items() >= {"low": 2.5, "high": 4, "part_of": 0, "unit": "tonne"}.items() and "start" in part
    assert claim["happened"] == {"from": "2031-03-01", "to": "2031-03-01", "precision": "day"}
    assert claim["said"] == {"from": "2031-03-04", "to": None, "precision": "vague"}
    assert claim["place"].items() >= {"name": "Selmark", "geonameid": 4711, "country": "TRN"}.items()
    question, origin, scenario = (found[name][0] for name in ("questions", "origins", "scenarios"))
    assert set(question) == {"id", "label", "claims", "status", "why", "values", "origins"}
    assert set(origin) == {"id", "name", "claims", "documents", "how"}
    assert {"id", "document", "start", "end", "consequences"} <= set(scenario)
    assert {"start", "end"} <= set(scenario["consequences"][0])


def test_ids_lead_from_file_to_file(ledger: Ledger, tmp_path: Path) -> None:
    jsonl.export(ledger, tmp_path, ALL)
    documents, claims, questions, origins, scenarios = (
        {row["id"]: row for row in objects(tmp_path / f"{name}.jsonl")}
        for name in ("documents", "claims", "questions", "origins", "scenarios")
    )
    assert len(claims) == 6 and len(questions) == 6 and len(scenarios) == 2
    for claim in claims.values():
        assert claim["document"] in documents
        assert claim["id"] in origins[claim["origin"]]["claims"]
        assert claim["document"] in origins[claim["origin"]]["documents"]
        assert [questions[q]["claims"] for q in claim["questions"]] == [[claim["id"]]]
    assert all(question["origins"] and set(question["origins"]) <= set(origins) for question in questions.values())
    assert {scenario["document"] for scenario in scenarios.values()} == set(documents)


def test_spans_of_the_export_slice_the_text_to_the_quote(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(hostile(), ENGINE)
    jsonl.export(ledger, tmp_path, ALL)
    texts = {stored.document.id: stored.document.text for stored in ledger.documents()}
    claims = objects(tmp_path / "claims.jsonl")
    assert len(claims) == 7
    for claim in claims:
        text = texts[claim["document"]]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        for speaker in claim["speakers"]:
            assert text[speaker["start"] : speaker["end"]] == speaker["name"]


def test_an_export_twice_is_the_same_to_the_byte(ledger: Ledger, tmp_path: Path) -> None:
    for name, export in (("j", jsonl.export), ("c", tables.export)):
        first, second = (export(ledger, tmp_path / f"{name}{n}", ALL) for n in (1, 2))
        assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_older_versions_are_exported_only_when_asked_for(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(report(1, text=report(1).document.text + " Corrected."), ENGINE)
    jsonl.export(ledger, tmp_path / "now", ALL)
    jsonl.export(ledger, tmp_path / "all", Filter(all_versions=True))
    assert [(d["id"], d["version"]) for d in objects(tmp_path / "now/documents.jsonl")] == [
        ("report-2", 1),
        ("report-1", 2),
    ]
    for name, now, all_versions in (("documents", 2, 3), ("claims", 6, 9), ("questions", 6, 9), ("scenarios", 2, 3)):
        assert len(objects(tmp_path / f"now/{name}.jsonl")) == now
        assert len(objects(tmp_path / f"all/{name}.jsonl")) == all_versions


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\r\nlines\tand", "two  lines and"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x9b2J\x7f", "⟨U+009B⟩2J␡"),
        ("\u202egnp.exe", "⟨U+202E⟩gnp.exe"),
        ("\u2066\u200f\ufeff\u200b", "⟨U+2066⟩⟨U+200F⟩⟨U+FEFF⟩⟨U+200B⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("“Ärger” – 국가 👩\u200d🚒", "“Ärger” – 국가 👩\u200d🚒"),
    ],
)
def test_what_hides_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "\n@"])
def test_no_cell_begins_a_formula(begin: str) -> None:
    assert harmless(f"{begin}cmd()").lstrip().startswith("'")
    assert f"; '{begin.strip()}cmd()" in harmless(f"a; {begin.strip()}cmd()")


def test_prose_is_left_as_it_is() -> None:
    for text in ("5 + 3 = 8; 4", "well-known", "a@b.example", "It said: -5 degrees", "'quoted'"):
        assert harmless(text) == text


def test_csv_of_hostile_text_is_inert_and_whole(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(hostile(), ENGINE)
    paths = tables.export(ledger, tmp_path / "out", ALL)
    assert {p.name for p in paths} == {
        "documents.csv", "claims.csv", "figures.csv", "scenarios.csv", "questions.csv", "origins.csv",
            "events.csv", "grades.csv",
    }  # fmt: skip
    for path in paths:
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        text = raw.decode("utf-8-sig")
        assert not {c for c in text if not c.isprintable()} - {"\r", "\n"}
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                assert cell.lstrip()[:1] not in tuple("=+@") and ";=" not in cell
    rows = list(csv.DictReader((tmp_path / "out/claims.csv").open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 7
    assert rows[-1]["claim"].startswith("'=cmd|' /C calc'!A0 ␛[31mred␛[0m ⟨U+202E⟩gnp.exe")
    assert "<script>x()</script>  +1;'=2 ⟨U+D800⟩␀⟨U+009B⟩2J fell" in rows[-1]["claim"]


def test_numbers_stay_numbers(ledger: Ledger, tmp_path: Path) -> None:
    tables.export(ledger, tmp_path, ALL)
    rows = list(csv.DictReader((tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="")))
    assert (rows[0]["low"], rows[0]["high"], rows[1]["low"], rows[1]["part of"]) == (
        "20",
        "",
        "2.5",
        "at least 20 lorries",
    )


def test_a_timeline_stands_in_the_order_of_what_happened(ledger: Ledger) -> None:
    listing = listings.timeline(ledger.claims())
    days = [row[0] for row in listing.rows]
    assert days == sorted(days) and len(days) == 6


def test_a_file_that_fails_half_way_does_not_appear(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("before")
    with pytest.raises(RuntimeError), written(tmp_path / "a.txt") as file:
        file.write("half")
        raise RuntimeError
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "before"
