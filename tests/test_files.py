"""Files to documents: what is read, and how what is not is recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from headwater.reading import files
from headwater.reading.files import Refusal, documents
from headwater.text import Document

TEXT = "The ferry sank — 14 died, the mayor said.\r\nNo more.\n"


def read(*paths: Path) -> list[Document | Refusal]:
    return list(documents(paths))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_kept_as_given_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    assert read(tmp_path) == [Document("a.txt", TEXT)]


def test_articles_come_from_jsonl_and_bad_lines_are_refused_one_by_one(tmp_path: Path) -> None:
    good = {"id": "x1", "text": "It sank.", "title": "Ferry", "publisher": "Coastal Wire"}
    (tmp_path / "a.jsonl").write_text("\n".join([json.dumps(good), "{oops", "[]", '{"title": "no text"}', ""]))
    found = read(tmp_path)
    assert found[0] == Document("x1", "It sank.", "Ferry", "Coastal Wire")
    assert [(r.source, r.slug) for r in found[1:] if isinstance(r, Refusal)] == [
        ("a.jsonl:2", "bad-json"),
        ("a.jsonl:3", "no-text"),
        ("a.jsonl:4", "no-text"),
    ]


def test_pictures_and_giants_are_refused_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1.txt").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)))
    (tmp_path / "2.txt").write_text("x" * 2000)
    (tmp_path / "3.txt").write_text("It sank.")
    monkeypatch.setattr(files, "LARGEST", 1000)
    picture, giant, report = read(tmp_path)
    assert isinstance(picture, Refusal) and picture.slug == "not-text"
    assert isinstance(giant, Refusal) and giant.slug == "too-large"
    assert report == Document("3.txt", "It sank.")


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden"):
        (tmp_path / name).write_text(name)
    assert [d.id for d in read(tmp_path) if isinstance(d, Document)] == ["a.txt", "b.txt"]
