"""The verbs, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli import app
from headwater.store import Ledger
from tests.synthetic import ENGINE, report
from tests.test_export import hostile

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
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.anchors)
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
    lines = [line.split() for line in result.stderr.splitlines()]
    for name, outcome in (("b.txt", "not-text"), ("c.txt", "other-language"), ("d.txt", "empty")):
        assert [name, outcome] in [line[:2] for line in lines]
    assert "it is in ko" in result.stderr
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
        "article", "mark", "table", "thead", "tbody", "tr", "th", "td", "header", "nav", "section", "ul", "li", "br",
        "svg", "rect", "b", "dl", "dt", "dd", "details", "summary", "div",
    }  # fmt: skip
    assert all(link.startswith("#") for link in seen.links)


def test_control_codes_of_a_file_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mred.txt").write_bytes(b"\x00")
    result = run.invoke(app, ["read", str(tmp_path)])
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of two made-up reports."""
    place = tmp_path_factory.mktemp("story") / "story.db"
    with Ledger.open(place) as ledger:
        for n in (1, 2):
            ledger.add(report(n), ENGINE)
    return str(place)


def ask(verb: str, *options: str) -> str:
    """What a verb says on stdout."""
    result = run.invoke(app, [verb, *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_from_a_story_to_its_export_in_two_commands(tmp_path: Path) -> None:
    ledger, out, files = (str(tmp_path / name) for name in ("story.db", "out", "export"))
    result = run.invoke(app, ["dossier", str(EXAMPLES), "--ledger", ledger, "--out", out])
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert run.invoke(app, ["export", "--ledger", ledger, "--to", "jsonl", files]).exit_code == 0
    texts = {row["id"]: row["text"] for row in map(json.loads, EXAMPLES.read_text("utf-8").splitlines())}
    documents, claims = (
        [json.loads(line) for line in (tmp_path / f"export/{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("documents", "claims")
    )
    assert [document["id"] for document in documents] == list(texts)
    assert len(claims) > 20
    for claim in claims:
        assert texts[claim["document"]][claim["start"] : claim["end"]] == claim["quote"]


def test_adding_twice_reads_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank on Friday, the mayor of the town said.")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    options = ["add", str(tmp_path), "--ledger", str(tmp_path / "story.db")]
    first, second, again = run.invoke(app, options), run.invoke(app, options), run.invoke(app, [*options, "--again"])
    assert "1 reports read, 0 known already" in first.stderr
    assert "0 reports read, 1 known already" in second.stderr
    assert "1 reports read, 0 known already" in again.stderr
    # What cannot be read is told each time, and the ledger among the reports is no report.
    for result in (first, second, again):
        assert result.exit_code == 3
        assert result.stderr.count("not-text") == 1 and "story.db:" in result.stderr
    (tmp_path / "b.txt").write_text("A second ferry sank, the mayor of the town said.")
    assert run.invoke(app, options).exit_code == 0
    with Ledger.open(tmp_path / "story.db") as ledger:
        assert ledger.counts().documents == 2 and list(ledger.refusals()) == []


def test_a_dossier_keeps_its_ledger_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank on Friday, the mayor of the town said.")
    for known in (0, 1):
        result = run.invoke(app, ["dossier", str(tmp_path), "--out", str(tmp_path / "out")])
        assert result.exit_code == 0, result.output
        assert f"{known} known already" in result.stderr
    assert {"dossier.html", "ledger.db"} <= {p.name for p in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize("verb", ["claims", "figures", "timeline", "scenarios"])
def test_one_answer_in_three_forms(story: str, verb: str) -> None:
    rows = {"claims": 6, "figures": 12, "timeline": 6, "scenarios": 2}[verb]
    found = [json.loads(line) for line in ask(verb, "--ledger", story, "--format", "json").splitlines()]
    table = list(csv.DictReader(io.StringIO(ask(verb, "--ledger", story, "--format", "csv"))))
    assert len(found) == len(table) == rows
    assert [row["document"] for row in found] == [row["document"] for row in table]
    shown = ask(verb, "--ledger", story)
    assert "report-1" in shown and "report-2" in shown


def test_the_verbs_filter(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWATER_LEDGER", story)

    def count(verb: str, *options: str) -> int:
        return len(ask(verb, "--format", "json", *options).splitlines())

    assert count("claims", "--speaker", "orla 1") == 2
    assert count("claims", "--speaker", "orla 1", "--speaker", "orla 2") == 4
    assert count("claims", "--speaker", "orla 1", "--document", "report-2") == 1
    assert count("claims", "--actor", "mrv", "--type", "mobilize") == 6
    assert count("claims", "--modality", "denied") == 0
    assert count("figures", "--text", "20 lorries") == 4
    assert count("timeline", "--since", "2031-03-02", "--until", "2031-03-02") == 2
    assert count("timeline", "--since", "2031-04") == 0
    assert count("timeline", "--since", "2031-04", "--clock", "said") == 6
    assert count("scenarios", "--text", "RAINS") == 2


@pytest.mark.parametrize(
    "options",
    [
        ["claims", "--since", "last week"],
        ["claims", "--modality", "certain"],
        ["claims", "--format", "xml"],
        ["export", "--to", "pdf", "x"],
        ["export"],
        ["no-such-verb"],
    ],
)
def test_wrong_usage_ends_with_2(story: str, options: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWATER_LEDGER", story)
    assert run.invoke(app, options).exit_code == 2


def test_failures_end_with_1_and_say_what_to_do(story: str, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("no ledger " * 100)
    for options, slug in (
        (["claims", "--ledger", str(tmp_path / "none.db")], "ledger-missing"),
        (["check", "--ledger", str(text)], "ledger-foreign"),
        (["add", str(text), "--ledger", str(text)], "ledger-foreign"),
        (["export", "--ledger", story, str(text)], "file-failed"),
    ):
        result = run.invoke(app, options)
        assert (result.exit_code, result.stdout) == (1, "")
        assert slug in result.stderr and str(tmp_path) in result.stderr.replace("\n", "")
    assert text.read_text() == "no ledger " * 100


def test_check_proves_a_sound_ledger_and_names_what_was_altered(tmp_path: Path) -> None:
    place = tmp_path / "story.db"
    with Ledger.open(place) as ledger:
        ledger.add(report(), ENGINE)
    sound = run.invoke(app, ["check", "--ledger", str(place)])
    assert (sound.exit_code, "3 claims of 1 documents hold" in sound.stderr) == (0, True)
    with sqlite3.connect(place) as connection:
        connection.execute(
            "update claims set quote = 'about 500 lorries' where start = (select min(start) from claims)"
        )
    connection.close()
    altered = run.invoke(app, ["check", "--ledger", str(place)])
    assert altered.exit_code == 1
    assert "quote-astray" in altered.stderr and "report-1" in altered.stderr


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("verb", ["claims", "scenarios"])
def test_hostile_text_is_inert_on_the_terminal(tmp_path: Path, form: str, verb: str) -> None:
    place = str(tmp_path / "story.db")
    with Ledger.open(place) as ledger:
        ledger.add(hostile(), ENGINE)
    shown = ask(verb, "--ledger", place, "--format", form)
    assert not {c for c in shown if not c.isprintable()} - {"\r", "\n"}
    if verb == "claims":
        assert "x()" in shown.replace("\n", "") or form == "table"
        assert "[31m" in shown


def test_a_long_table_says_that_it_is_not_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.cli.showing.ROWS", 3)
    place = str(tmp_path / "story.db")
    with Ledger.open(place) as ledger:
        ledger.add(report(claims=4), ENGINE)
    result = run.invoke(app, ["claims", "--ledger", place])
    assert result.stdout.count("report-1") == 3
    assert "These are the first 3" in result.stderr


def test_every_verbs_help_has_an_example() -> None:
    for command in app.registered_commands:
        assert command.callback and command.callback.__doc__
        assert f"Example: headwater {command.callback.__name__} " in command.callback.__doc__


def test_every_verb_and_every_measure_is_in_the_docs() -> None:
    from evaluation import MEASURES

    text = "".join(p.read_text("utf-8") for p in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    verbs = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert verbs
    for verb in verbs:
        assert f"headwater {verb}" in text, f"docs do not mention: headwater {verb}"
    for name in MEASURES:
        assert f"evaluation {name}" in text, f"docs do not mention: evaluation {name}"


def test_what_the_readme_quotes_stands_in_the_examples() -> None:
    rows = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    excerpt = [
        line.removeprefix(">") for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line[:1] == ">"
    ]
    quoted = re.findall("“([^”]+)”", " ".join(" ".join(excerpt).split()))
    assert quoted and all(any(words in row["text"] for row in rows) for words in quoted)
    for linked in re.findall(r"\]\((docs/[^)#]+|[A-Z_]+(?:\.md)?)\)", (ROOT / "README.md").read_text("utf-8")):
        assert (ROOT / linked).exists(), linked
    assert {p.name for p in (ROOT / "docs").glob("*.md")} <= set(
        re.findall(r"docs/([a-z]+\.md)", (ROOT / "README.md").read_text("utf-8"))
    )
