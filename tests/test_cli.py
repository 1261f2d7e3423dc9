"""The verbs, as a user meets them."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli import app

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples/reports.jsonl"
run = CliRunner()


class Seen(HTMLParser):
    """Tags, link targets and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "href" and value:
                self.links.append(value)
            if name == "id" and value:
                self.anchors.append(value)


def parsed(page: Path) -> Seen:
    seen = Seen()
    seen.feed(page.read_text("utf-8"))
    return seen


def test_a_dossier_of_the_examples_links_every_statement_to_its_words(tmp_path: Path) -> None:
    result = run.invoke(app, ["dossier", str(EXAMPLES), "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    page = tmp_path / "dossier.html"
    seen = parsed(page)
    assert len(seen.links) > 20
    assert {link.removeprefix("#") for link in seen.links} == set(seen.anchors)
    assert len(seen.anchors) == len(set(seen.anchors))
    assert "script" not in seen.tags
    assert "Petra Olm" in page.read_text("utf-8")


def test_every_reading_is_one_json_object_a_line() -> None:
    result = run.invoke(app, ["read", str(EXAMPLES)])
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    texts = [json.loads(line)["text"] for line in EXAMPLES.read_text("utf-8").splitlines()]
    assert [row["document"] for row in rows] == [f"saltmarsh-{n:02}" for n in range(1, 11)]
    begin, end = rows[0]["attributions"][0]["content"][0]
    assert texts[0][begin:end].strip()


def test_refused_documents_are_named_and_the_exit_code_is_3(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank on Friday, the mayor of the town said.")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "c.txt").write_text(
        "국가정보원은 북쪽 항구에 병력 천오백 명이 도착했다고 금요일에 밝혔다. 추가 병력이 뒤따를 것이라고 했다."
    )
    (tmp_path / "d.txt").write_text("")
    result = run.invoke(app, ["dossier", str(tmp_path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 3
    for expected in ("b.txt: not-text", "c.txt: other-language (ko)", "d.txt: empty"):
        assert expected in result.stderr
    page = (tmp_path / "out/dossier.html").read_text("utf-8")
    assert "the mayor of the town" in page and "other-language" in page


def test_a_missing_path_is_wrong_usage() -> None:
    result = run.invoke(app, ["dossier", "no/such/place"])
    assert result.exit_code == 2
    assert "no such file or folder: no/such/place" in result.stderr


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "&lt;b&gt;",
        "</article><h1>",
    ],
)
def test_hostile_text_is_inert_on_the_page(tmp_path: Path, payload: str) -> None:
    row = {
        "id": payload,
        "title": payload,
        "publisher": payload,
        "text": f"{payload} The mayor {payload} said that {payload} fell.",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    run.invoke(app, ["dossier", str(tmp_path), "--out", str(tmp_path / "out"), "--title", payload])
    seen = parsed(tmp_path / "out/dossier.html")
    assert seen.tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span", "blockquote", "cite", "a",
        "article", "mark", "table", "tr", "th", "td",
    }  # fmt: skip
    assert all(link.startswith("#r") for link in seen.links)


def test_control_codes_of_a_file_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mred.txt").write_bytes(b"\x00")
    result = run.invoke(app, ["read", str(tmp_path)])
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr


def test_every_verb_and_every_measure_is_in_the_docs() -> None:
    from evaluation import MEASURES

    text = "".join(p.read_text("utf-8") for p in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    verbs = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert verbs
    for verb in verbs:
        assert f"headwater {verb}" in text, f"docs do not mention: headwater {verb}"
    for name in MEASURES:
        assert f"evaluation {name}" in text, f"docs do not mention: evaluation {name}"
