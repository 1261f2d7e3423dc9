"""Issues of a dossier: what changed from one to the next, and drafts that a person edited."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli import app
from headwater.publishing import drafts, issues
from headwater.publishing.dossier import gathered, html, issue_dossier, markdown
from headwater.publishing.issues import Changes, Issue, IssueMissing
from headwater.store import Ledger, Verdict, Wish
from tests.synthetic import ENGINE
from tests.telling import reported
from tests.test_dossier_decided import claims, told

NOON = dt.datetime(2031, 3, 8, 12, tzinfo=dt.UTC)
run = CliRunner()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A toll on one word, in two papers."""
    held = Ledger.open(tmp_path / "ledger.db")
    for id, day, paper in (("b", 1, "Inland Post"), ("c", 2, "Radio Meridian")):
        held.add(told(id, "Doctor Mara Senn", "9", day, paper), ENGINE)
    held.reconcile()
    return held


def against(held: Ledger) -> None:
    """Another toll comes in, on another word."""
    held.add(told("d", "Captain Ilo Brend", "4", 3, "Coastal Wire"), ENGINE)
    held.reconcile()


def since(held: Ledger, then: Issue | dt.date) -> Changes:
    found = gathered(held, title="The Orla", since=then).changes
    assert found is not None
    return found


def test_a_new_report_that_contradicts_is_told_as_a_new_conflict_with_its_place(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "out"
    issue_dossier(ledger, out, title="The Orla", now=NOON)
    then = issues.found("last", out)
    against(ledger)
    found = since(ledger, then)
    assert found.reports == (3,) and found.told.startswith("1 new report; 1 new conflict")
    (conflict,) = found.conflicts
    assert (conflict.status, conflict.was, conflict.gone) == ("conflicting", "single-origin", ())
    assert [(a.value, [p.ref for p in places]) for a, places in conflict.added] == [("4", ["3.1"])]
    shown = gathered(ledger, title="The Orla", since=then)
    for page in (html(shown), markdown(shown)):
        assert "What changed since issue 1 of 8 Mar 2031" in page and "New conflicts" in page


def test_nothing_new_is_told_as_nothing(ledger: Ledger, tmp_path: Path) -> None:
    issue_dossier(ledger, tmp_path, title="The Orla", now=NOON)
    found = gathered(ledger, title="The Orla", since=issues.found("1", tmp_path))
    assert found.changes == Changes("issue 1 of 8 Mar 2031") and found.changes.told == ""
    assert "Nothing: no new report" in html(found) and "Nothing: no new report" in markdown(found)


def test_a_day_stands_for_what_was_published_before_it(ledger: Ledger) -> None:
    against(ledger)
    found = since(ledger, dt.date(2031, 3, 7))
    assert found.reports == (3,) and [c.was for c in found.conflicts] == ["single-origin"]
    assert since(ledger, dt.date(2031, 4, 1)).told == ""
    assert len(since(ledger, dt.date(2031, 3, 1)).reports) == 3


def test_a_rejected_claim_and_a_changed_text_are_told(ledger: Ledger, tmp_path: Path) -> None:
    against(ledger)
    issue_dossier(ledger, tmp_path, title="The Orla", now=NOON)
    then = issues.found("last", tmp_path)
    ledger.decide([Wish("Ana Reyl", "claim", claims(ledger)["d"].id, Verdict.REJECT)])
    found = since(ledger, then)
    assert [place.ref for place in found.rejected] == ["3.1"]
    assert ("conflicting", ["4"]) in [(c.was, [a.value for a in c.gone]) for c in found.changed]
    ledger.add(reported("c", "The radio took its report back.", publisher="Radio Meridian"), ENGINE)
    ledger.reconcile()
    found = since(ledger, then)
    assert found.altered == (3,)  # a new version stands where it came in
    assert found.lost and "1 report with another text" in found.told


def test_an_issue_is_counted_only_where_it_holds_something_else(ledger: Ledger, tmp_path: Path) -> None:
    for later in range(2):
        issue_dossier(ledger, tmp_path, title="The Orla", now=NOON + dt.timedelta(days=later))
    assert [path.name for path in (tmp_path / "issues").iterdir()] == ["1.json"]
    against(ledger)
    paths = issue_dossier(ledger, tmp_path, title="The Orla", now=NOON + dt.timedelta(days=3))
    assert "Issue 2 of 11 Mar 2031." in paths[0].read_text("utf-8")
    assert [issues.found(name, tmp_path).number for name in ("1", "2", "last")] == [1, 2, 2]  # type: ignore[union-attr]
    assert issues.found(str(tmp_path), tmp_path / "x") == issues.found(str(tmp_path / "issues/2.json"), tmp_path / "x")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"form": 2}', '{"form": 1, "number": "x"}', "[" * 9999, "\x00"])
def test_what_is_no_issue_is_refused_with_what_to_do(content: str, tmp_path: Path) -> None:
    (tmp_path / "issue.json").write_text(content)
    with pytest.raises(IssueMissing, match="issue-missing"):
        issues.found(str(tmp_path / "issue.json"), tmp_path)
    for name in ("last", "7", "yesterday", "2031-13-01", str(tmp_path)):
        with pytest.raises(IssueMissing, match="Give a date"):
            issues.found(name, tmp_path)


def test_an_issue_comes_back_as_it_was_written(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(reported("odd \ud800 \u202e", "Nobody \ud800 came.", ("Nobody \ud800 came", None)), ENGINE)
    issue = gathered(ledger, title="The Orla").issue
    assert issue is not None
    made = issues.kept(tmp_path, issue, now=NOON)
    assert issues.newest(tmp_path) == made and made.same(issue)
    assert json.loads((tmp_path / "issues/1.json").read_text("ascii"))["made"] == "2031-03-08T12:00:00+00:00"


def test_a_draft_that_was_edited_is_never_written_over(ledger: Ledger, tmp_path: Path) -> None:
    page, text = issue_dossier(ledger, tmp_path, title="The Orla", now=NOON)
    assert (page.name, text.name) == ("dossier.html", "dossier.md") and not drafts.edited(page)
    text.write_text(text.read_text("utf-8").replace("The Orla", "The sinking"), "utf-8")
    mine = text.read_bytes()
    against(ledger)
    for _ in range(2):
        written = issue_dossier(ledger, tmp_path, title="The Orla", now=NOON)
        assert [path.name for path in written] == ["dossier.html", "dossier.new.md"]
    assert text.read_bytes() == mine
    (tmp_path / "dossier.new.md").write_text("mine too", "utf-8")
    assert issue_dossier(ledger, tmp_path, title="The Orla", now=NOON)[1].name == "dossier.new-2.md"


@pytest.mark.parametrize(
    "content", [b"", b"mine", b"\xff\xfe", b"x\n<!-- written by Headwater; sha256 " + b"0" * 64 + b" -->\n"]
)
def test_a_file_that_headwater_did_not_write_stays(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dossier.md"
    path.write_bytes(content)
    assert drafts.write(path, "new").name == "dossier.new.md" and path.read_bytes() == content


def test_the_verb_tells_what_changed_and_keeps_its_own_files_out_of_the_reports(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank on Friday, the mayor of the town said.")
    verb = ["dossier", str(tmp_path), "--out", str(tmp_path)]
    assert run.invoke(app, verb).exit_code == 0
    draft = tmp_path / "dossier.md"
    draft.write_text("My own words.")
    (tmp_path / "b.txt").write_text("A second ferry sank, the mayor of the town said.")
    result = run.invoke(app, [*verb, "--since", "last"])
    assert result.exit_code == 0, result.output
    assert "was edited by hand and stays as it is" in result.stderr and draft.read_text() == "My own words."
    assert "1 new report" in (tmp_path / "dossier.new.md").read_text("utf-8")
    result = run.invoke(app, [*verb, "--since", "1"])
    assert result.exit_code == 0 and "0 reports read, 2 known already" in result.stderr
    assert run.invoke(app, [*verb, "--since", "never"]).exit_code == 1
