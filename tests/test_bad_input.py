"""A folder of all that goes wrong: every file ends as a document or as a refusal with its reason."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli import app
from headwater.publishing.listings import said_by
from headwater.reading.files import documents
from headwater.reading.refusal import Refusal
from headwater.store import Ledger
from headwater.text import Document

REPORT = "The bridge over the Ostra fell on Friday and nine people were hurt, the mayor said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def put(name: str, raw: bytes) -> None:
        (tmp_path / name).write_bytes(raw)

    put("empty.txt", b"")
    put("empty.html", b"")
    put("empty.jsonl", b"\n\n")
    for name in ("giant.txt", "giant.pdf", "giant.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(200 * 2**20)
    put("picture.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20)
    put("utf16.txt", REPORT.encode("utf-16"))
    put("utf16-unmarked.txt", REPORT.encode("utf-16-le"))
    put("latin.txt", "The café fell.".encode("latin-1"))
    put("broken.pdf", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj")
    put("no.pdf", b"This is no PDF.")
    put("nested.html", b"<html><body>" + b"<div><script>x()</script>" * 200_000 + REPORT.encode())
    put("scripts.html", b"<html><body>" + f"<p>{REPORT}</p>".encode() * 3 + b"<script>" * 100_000)
    rows = [
        json.dumps({"id": "x", "text": REPORT, "published": "October 4, 2016", "source": "Coastal Post"}),
        "{oops",
        "[" * 100_000,
        json.dumps({"id": "x", "text": "Another text."}),
        json.dumps({"id": "x", "text": REPORT}),
        '{"id": "lone\\ud800", "text": "A lone \\ud800 surrogate."}',
        '{"id": "long", "text": "x", "date": ' + "9" * 6000 + "}",
        "7",
    ]
    put("lines.jsonl", "\n".join(rows).encode() + b'\n\xff\x00\n{"text": ""}')
    put("korean.txt", "다리가 금요일에 무너졌다고 시장이 말했다. ".encode() * 20)
    put("one.json", json.dumps({"headline": "Bridge falls", "body": REPORT}).encode())
    put("list.json", json.dumps([{"text": REPORT}, {"title": "no text"}]).encode())
    put("deep.json", b"[" * 100_000)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "report.txt").write_text(REPORT)
    (tmp_path / "deeper" / "back").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    return tmp_path


def test_every_file_ends_as_a_document_or_a_refusal(folder: Path) -> None:
    found = list(documents([folder]))
    refused = {f.source: f.slug for f in found if isinstance(f, Refusal)}
    assert refused == {
        "empty.html": "empty",
        "empty.jsonl": "empty",
        "giant.txt": "too-large",
        "giant.pdf": "too-large",
        "giant.jsonl": "not-text",
        "picture.txt": "not-text",
        "broken.pdf": "broken-pdf",
        "no.pdf": "broken-pdf",
        "nested.html": "too-deep",
        "lines.jsonl:2": "bad-json",
        "lines.jsonl:3": "bad-json",
        "lines.jsonl:7": "bad-json",
        "lines.jsonl:8": "no-text",
        "lines.jsonl:9": "not-text",
        "list.json:2": "no-text",
        "deep.json": "bad-json",
        str(folder / "gone.txt"): "unreadable",
    }
    assert all(f.why for f in found if isinstance(f, Refusal))
    texts = {f.id: f.text for f in found if isinstance(f, Document)}
    assert texts["utf16.txt"] == texts["utf16-unmarked.txt"] == texts["report.txt"] == texts["one.json"] == REPORT
    assert texts["latin.txt"] == "The café fell."
    assert REPORT in texts["scripts.html"] and texts["empty.txt"] == texts["lines.jsonl:10"] == ""
    assert texts["korean.txt"].startswith("다리가")
    assert texts["lone?"] == "A lone \ud800 surrogate."


def test_the_whole_folder_ends_in_a_ledger_and_a_table_of_what_was_refused(folder: Path, tmp_path: Path) -> None:
    run, out = CliRunner(), tmp_path / "out"
    place = str(out / "ledger.db")
    result = run.invoke(app, ["dossier", str(folder), "--out", str(out)])
    assert result.exit_code == 3, result.output
    refused = [f for f in documents([folder]) if isinstance(f, Refusal) and f.source not in ("ledger.db", "1.json")]
    told = [line.split() for line in result.stderr.splitlines()]
    outcomes = {f.source: f.slug for f in refused if "/" not in f.source}
    outcomes |= {"empty.txt": "empty", "lines.jsonl:10": "empty", "korean.txt": "other-language"}
    for source, slug in outcomes.items():
        assert [source, slug] in [line[:2] for line in told], f"{source} is not told as {slug}"
    with Ledger.open(place, create=False) as ledger:
        read = {stored.document.id: stored.document.text for stored in ledger.documents() if stored.outcome == "read"}
        assert {r.source for r in ledger.refusals()} >= {f.source for f in refused}
        assert {"utf16.txt", "utf16-unmarked.txt", "report.txt", "scripts.html", "x", "lone?"} <= set(read)
        # Each report that tells of the bridge gives the mayor's claim, whatever it was wrapped in.
        said = {claim.document for claim in ledger.claims() if claim.entry.speakers and "mayor" in said_by(claim.entry)}
        assert said >= {"utf16.txt", "utf16-unmarked.txt", "report.txt", "scripts.html", "x"}
    assert run.invoke(app, ["check", "--ledger", place]).exit_code == 0
    page = (out / "dossier.html").read_text("utf-8")
    assert all(slug in page for slug in set(outcomes.values())) and "<script" not in page


def test_an_id_that_comes_again_with_another_text_is_told_apart(folder: Path) -> None:
    rows = [f for f in documents([folder / "lines.jsonl"]) if isinstance(f, Document) and f.id.startswith("x")]
    assert [(f.id, f.text) for f in rows] == [("x", REPORT), ("x#2", "Another text."), ("x", REPORT)]
    assert (rows[0].publisher, rows[0].published and str(rows[0].published.date)) == ("Coastal Post", "2016-10-04")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (refusal,) = documents([tmp_path])
    assert isinstance(refusal, Refusal) and refusal.slug == "unreadable"
