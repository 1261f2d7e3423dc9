"""A folder of all that goes wrong: every file ends as a document or as a refusal with its reason."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from headwater.reading import Refusal, documents
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


def test_an_id_that_comes_again_with_another_text_is_told_apart(folder: Path) -> None:
    rows = [f for f in documents([folder / "lines.jsonl"]) if isinstance(f, Document) and f.id.startswith("x")]
    assert [(f.id, f.text) for f in rows] == [("x", REPORT), ("x#2", "Another text."), ("x", REPORT)]
    assert (rows[0].publisher, rows[0].published and str(rows[0].published.date)) == ("Coastal Post", "2016-10-04")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (refusal,) = documents([tmp_path])
    assert isinstance(refusal, Refusal) and refusal.slug == "unreadable"
