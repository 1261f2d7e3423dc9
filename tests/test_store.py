"""The ledger on disk: nothing lost, nothing doubled, nothing altered."""

from __future__ import annotations

import datetime as dt
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from headwater.errors import HeadwaterError, LedgerError, LedgerForeign, LedgerMissing, LedgerOtherVersion
from headwater.extraction.claim import Figure, Modality, Qualifier
from headwater.language import Outcome
from headwater.reading.files import Refusal
from headwater.resolution.report import Report
from headwater.store import Change, Clock, Filter, Ledger
from headwater.store.schema import metadata
from headwater.store.wording import given, stored
from headwater.text import Document
from tests.synthetic import ENGINE, entry, report, voice
from tests.telling import reported

NASTY = "A \ud800 lone\x00 NUL, \U0010ffff00d8; \x1b[31m, \u202eabc\u202c and “quotes”. It sank, Ana\udfff said."


def nasty(id: str = "n") -> Report:
    """A report whose every text holds what databases choke on."""
    said = voice("Ana\udfff", NASTY)
    claim = replace(entry(NASTY, "It sank", said), place=None)
    document = Document(id, NASTY, title=NASTY, publisher="Wire \ud800", url="\x00")
    return Report(document, Outcome.READ, "en", (claim,))


def everything(ledger: Ledger) -> list[object]:
    """All that a ledger can be asked."""
    wide = Filter(all_versions=True)
    return [
        list(ledger.documents(all_versions=True)),
        list(ledger.claims(wide)),
        list(ledger.scenarios(wide)),
        list(ledger.questions(wide)),
        list(ledger.origins(wide)),
        list(ledger.refusals()),
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "ledger.db")


def test_reports_come_back_as_they_were_added(ledger: Ledger) -> None:
    added = [report(1), report(2, claims=0), nasty(), Report(Document("e", ""), Outcome.EMPTY, "und")]
    for each in added:
        assert ledger.add(each, ENGINE) is Change.NEW
    assert list(ledger.reports()) == added
    assert ledger.check() == []


@pytest.mark.parametrize("text", ["", "plain", NASTY, "\U0010ffff", "\U0010ffff\U0010ffff0000;", "\x00" * 3])
def test_stored_text_is_utf_8_and_comes_back_exactly(text: str) -> None:
    assert given(stored(text)) == text
    assert "\x00" not in stored(text)
    stored(text).encode("utf-8")


def test_a_figure_too_large_to_keep_counts_as_open(ledger: Ledger) -> None:
    (claim, *_) = report().entries
    huge = Figure(claim.start, claim.end, 10**400, float("inf"), Qualifier.EXACT, "grains")
    ledger.add(replace(report(), entries=(replace(claim, figures=(huge,)),)), ENGINE)
    (kept,) = ledger.claims()
    assert (kept.entry.figures[0].low, kept.entry.figures[0].high) == (None, None)
    assert ledger.check() == []


def test_adding_the_same_document_again_changes_nothing(ledger: Ledger) -> None:
    ledger.add(report(), ENGINE)
    before = everything(ledger)
    assert ledger.has(report().document, ENGINE)
    assert ledger.add(report(), ENGINE) is Change.NONE
    assert everything(ledger) == before


def test_a_changed_text_is_a_new_version_beside_the_old(ledger: Ledger) -> None:
    old, new = report(), report(text=report().document.text + " Corrected.")
    ledger.add(old, ENGINE)
    assert not ledger.has(new.document, ENGINE)
    assert ledger.add(new, ENGINE) is Change.VERSION
    assert list(ledger.reports()) == [new]
    assert list(ledger.reports(all_versions=True)) == [old, new]
    assert [(d.version, d.current) for d in ledger.documents(all_versions=True)] == [(1, False), (2, True)]
    assert {c.version for c in ledger.claims()} == {2}
    assert len(list(ledger.claims(Filter(all_versions=True)))) == 6
    assert len({c.id for c in ledger.claims(Filter(all_versions=True))}) == 6
    assert ledger.counts() == (1, 3, 1, 1)


def test_an_old_text_that_comes_again_changes_nothing(ledger: Ledger) -> None:
    old, new = report(), report(text=report().document.text + " Corrected.")
    ledger.add(old, ENGINE)
    ledger.add(new, ENGINE)
    assert ledger.add(old, ENGINE) is Change.NONE
    assert list(ledger.reports()) == [new]


def test_another_engine_reads_anew_and_claims_that_it_shares_keep_their_ids(ledger: Ledger) -> None:
    ledger.add(report(), ENGINE)
    before = list(ledger.claims())
    better = replace(report(), entries=tuple(replace(e, modality=Modality.DENIED) for e in report().entries[:2]))
    other = ENGINE._replace(weights="x" * 64)
    assert not ledger.has(report().document, other)
    assert ledger.add(better, other) is Change.AGAIN
    after = list(ledger.claims())
    assert [c.id for c in after] == [c.id for c in before[:2]]
    assert {c.entry.modality for c in after} == {Modality.DENIED}
    assert [d.engine for d in ledger.documents()] == [other]
    assert len(list(ledger.questions())) == 2 and len(list(ledger.origins())) == 2
    assert ledger.check() == []


def test_reading_again_leaves_the_ledger_as_a_fresh_one(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as twice, Ledger.open(tmp_path / "b.db") as once:
        for n in (1, 2):
            twice.add(replace(report(n), entries=report(n, claims=5).entries[:1]), ENGINE)
        for n in (1, 2):
            assert twice.add(report(n), ENGINE, again=True) is Change.AGAIN
            once.add(report(n), ENGINE)
        assert everything(twice) == everything(once)


def test_ids_of_claims_are_the_same_in_every_ledger_and_differ_between_claims(tmp_path: Path) -> None:
    found = []
    for name in ("a.db", "b.db"):
        with Ledger.open(tmp_path / name) as ledger:
            for n in (1, 2) if name == "a.db" else (2, 1):
                ledger.add(report(n), ENGINE)
            found.append({c.id for c in ledger.claims()})
    assert found[0] == found[1]
    assert len(found[0]) == 6


def test_two_claims_of_one_span_and_speaker_are_told_apart(ledger: Ledger) -> None:
    one = report().entries[0]
    ledger.add(replace(report(), entries=(one, replace(one, modality=Modality.DENIED))), ENGINE)
    first, second = ledger.claims()
    assert first.id != second.id
    assert ledger.check() == []


def test_origins_are_the_innermost_named_speakers_or_the_publisher(ledger: Ledger) -> None:
    text = "The Harbour Watch said officials said two ferries sank. Three boats burnt. Reports say a pier fell."
    watch, officials = voice("The Harbour Watch", text), voice("officials", text, anonymous=True)
    reports = voice("Reports", text, anonymous=True)
    entries = (
        entry(text, "two ferries sank", watch, officials),
        entry(text, "Three boats burnt"),
        entry(text, "a pier fell", reports),
    )
    ledger.add(Report(Document("a", text, publisher="Inland Post"), Outcome.READ, "en", entries), ENGINE)
    louder = text.replace("The Harbour Watch", "THE  HARBOUR WATCH")
    again = replace(entries[0], speakers=(voice("THE  HARBOUR WATCH", louder),), start=entries[0].start + 1)
    again = replace(again, end=again.end + 1)
    ledger.add(Report(Document("b", louder), Outcome.READ, "en", (again,)), ENGINE)
    origins = {o.name: o for o in ledger.origins()}
    assert set(origins) == {"The Harbour Watch", "Inland Post"}
    assert origins["The Harbour Watch"].documents == ("a", "b")
    assert origins["The Harbour Watch"].how == ("speaker",) and origins["Inland Post"].how == ("publisher",)
    assert [c.origin is None for c in ledger.claims()] == [False, False, True, False]
    assert {q.status for q in ledger.questions()} == {"single-origin"}


def asked(ledger: Ledger, **conditions: object) -> list[str]:
    return [c.entry.quote[:8] for c in ledger.claims(Filter(**conditions))]  # type: ignore[arg-type]


def test_filters_choose_by_speaker_actor_type_modality_date_document_and_text(ledger: Ledger) -> None:
    ledger.add(report(1), ENGINE)
    ledger.add(nasty(), ENGINE)
    three = ["about 20", "about 21", "about 22"]
    assert asked(ledger) == [*three, "It sank"]
    assert asked(ledger, speakers=("captain orla 1",)) == ["about 21"]
    assert asked(ledger, speakers=("trn",)) == three
    assert asked(ledger, speakers=("ana\udfff", "Orla 2")) == ["about 22", "It sank"]
    assert asked(ledger, speakers=("100%",)) == [] and asked(ledger, speakers=("_",)) == []
    assert asked(ledger, actors=("MRV",)) == three and asked(ledger, actors=("tarn",)) == three
    assert asked(ledger, types=("mobilize",)) == three and asked(ledger, types=("ASSAULT",)) == []
    assert asked(ledger, modalities=(Modality.ACTUAL,)) == ["It sank"]
    assert asked(ledger, documents=("n",)) == ["It sank"]
    assert asked(ledger, text="21 LORRIES") == ["about 21"]
    assert asked(ledger, with_figures=True) == three and asked(ledger, with_dates=True) == three
    assert asked(ledger, since=dt.date(2031, 3, 2)) == three[1:]
    assert asked(ledger, since=dt.date(2031, 3, 2), until=dt.date(2031, 3, 2)) == ["about 21"]
    # "since Tuesday" is open at its end: it may be any day after.
    assert asked(ledger, since=dt.date(2040, 1, 1), clock=Clock.SAID) == three
    assert asked(ledger, until=dt.date(2031, 3, 3), clock=Clock.SAID) == []


def test_refusals_are_kept_once_and_forgotten_when_the_document_is_read(ledger: Ledger) -> None:
    ledger.refuse(Refusal("report-1", "not-text", "it holds binary data"))
    ledger.refuse(Refusal("report-1", "too-large", "split it"))
    ledger.refuse(Refusal("x.jsonl:2", "bad-json", "\ud800"))
    assert [(r.source, r.slug) for r in ledger.refusals()] == [("report-1", "too-large"), ("x.jsonl:2", "bad-json")]
    ledger.add(report(1), ENGINE)
    ledger.forgive(["x.jsonl:2"])
    assert list(ledger.refusals()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
import sqlalchemy as sa
from headwater.store import Ledger
from tests.synthetic import ENGINE, report

left = int(sys.argv[2])

def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

sa.event.listen(sa.Engine, "before_cursor_execute", count)
with Ledger.open(Path(sys.argv[1])) as ledger:
    for n in range(8):
        ledger.add(report(n), ENGINE)
"""


@pytest.mark.parametrize("statements", [12, 66, 120])
def test_a_run_that_is_killed_goes_on_with_nothing_lost_or_doubled(tmp_path: Path, statements: int) -> None:
    place = tmp_path / "ledger.db"
    script = [sys.executable, "-c", KILLED, str(place), str(statements)]
    root = Path(__file__).parents[1]
    assert subprocess.run(script, cwd=root, env={"PYTHONPATH": f"{root}/src:{root}"}).returncode == -signal.SIGKILL
    with Ledger.open(place) as ledger, Ledger.open(tmp_path / "whole.db") as whole:
        left = list(ledger.reports())
        assert left == [report(n) for n in range(len(left))] and len(left) < 8
        assert ledger.check() == []
        for n in range(8):
            assert ledger.add(report(n), ENGINE) is (Change.NONE if n < len(left) else Change.NEW)
            whole.add(report(n), ENGINE)
        assert everything(ledger) == everything(whole)


def test_two_runs_at_once_share_a_ledger(tmp_path: Path) -> None:
    def run(numbers: range) -> None:
        with Ledger.open(tmp_path / "ledger.db") as ledger:
            for n in numbers:
                ledger.add(report(n), ENGINE)

    runs = [threading.Thread(target=run, args=(numbers,)) for numbers in (range(12), range(4, 16))]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.counts() == (16, 48, 16, 0)
        assert ledger.check() == []


def test_a_snapshot_does_not_see_what_is_added_meanwhile(ledger: Ledger) -> None:
    ledger.add(report(1), ENGINE)
    with ledger.snapshot() as then:
        assert then.counts().documents == 1
        ledger.add(report(2), ENGINE)
        assert then.counts().documents == 1
    assert ledger.counts().documents == 2


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ("update documents set text = replace(text, 'lorries', 'ferries')", "text-altered"),
        ("update claims set start = start + 1", "quote-astray"),
        ("update claims set quote = 'nothing of the sort'", "quote-astray"),
        ("update claims set start = 99999, \"end\" = 99999, quote = ''", "span-out-of-text"),
        ("update claims set id = 'f' || substr(id, 2) where id not like 'f%'", "claim-misnamed"),
        ("update claims set modality = 'denied'", "reading-altered"),
        ("update claims set modality = 'certain'", "reading-altered"),
        ("update voices set name = 'Somebody Else'", "reading-altered"),
        ("update figures set high = 1000 where position = 0", "reading-altered"),
        ("update parties set code = 'XXX'", "reading-altered"),
        ("update scenarios set start = start + 2", "quote-astray"),
        ("update documents set publisher = 'Another'", "reading-altered"),
        ("delete from figures", "reading-altered"),
        ("update documents set current = 0", "version-unclear"),
        ("delete from answers", "link-broken"),
        ("pragma foreign_keys = off; delete from documents", "link-broken"),
    ],
)
def test_check_finds_what_was_tampered_with(tmp_path: Path, change: str, slug: str) -> None:
    place = tmp_path / "ledger.db"
    with Ledger.open(place) as ledger:
        ledger.add(report(), ENGINE)
        assert ledger.check() == []
    with sqlite3.connect(place) as connection:
        connection.executescript(change)
    connection.close()
    with Ledger.open(place) as ledger:
        problems = ledger.check()
    assert slug in {problem.slug for problem in problems}


def test_a_ledger_that_is_none_is_said_to_be_none_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing, match="ledger-missing"):
        Ledger.open(tmp_path / "no.db", create=False)
    assert not (tmp_path / "no.db").exists()
    text = tmp_path / "report.txt"
    text.write_text("The ferry sank. " * 500)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("create table bookmarks (url text)")
    connection.close()
    for place in (text, other):
        before = place.read_bytes()
        with pytest.raises(LedgerForeign, match="ledger-foreign") as caught:
            Ledger.open(place)
        assert isinstance(caught.value, HeadwaterError) and str(place) in str(caught.value)
        assert place.read_bytes() == before


def test_a_ledger_of_another_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "ledger.db").close()
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("update ledger set version = 99, made_by = 'headwater 9.9'")
    connection.close()
    with pytest.raises(LedgerOtherVersion, match=r"ledger-version: .*headwater 9\.9"):
        Ledger.open(tmp_path / "ledger.db")


@pytest.mark.parametrize("url", ["oracledb2://host/ledger", "sqlite+nothing:///x", "://"])
def test_a_database_that_cannot_be_reached_is_an_error_of_the_tree(url: str) -> None:
    with pytest.raises(LedgerError, match="ledger-failed: no way to such a database"):
        Ledger.open(url)


def test_the_tables_have_no_type_that_postgresql_lacks() -> None:
    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in metadata.sorted_tables]
    assert len(made) == 14 and all(sql.strip().startswith("CREATE TABLE") for sql in made)


def test_a_closed_ledger_is_one_file(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(report(), ENGINE)
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.db"]


def test_a_report_whose_text_changes_after_its_claims_were_joined_is_joined_anew(tmp_path: Path) -> None:
    quote = "The bridge at Osk was closed to lorries on Monday"
    with Ledger.open(tmp_path / "l.db") as ledger:
        for id, day in (("a", 0), ("b", 1)):
            ledger.add(reported(id, f"{quote}, Ilo Brend said.", (quote, "Ilo Brend"), day=day), ENGINE)
        ledger.reconcile()
        (before,) = (q for q in ledger.questions() if len(q.claims) == 2)
        ledger.add(reported("b", f"{quote}, Ilo Brend has said.", (quote, "Ilo Brend"), day=1), ENGINE)
        ledger.reconcile()
        (after,) = (q for q in ledger.questions() if len(q.claims) == 2)
        assert after.id == before.id and after.claims != before.claims
        assert ledger.check() == []


def test_what_is_asked_in_short_is_what_is_asked_at_length(tmp_path: Path) -> None:
    quote = "The bridge at Osk was closed to lorries on Monday"
    with Ledger.open(tmp_path / "l.db") as ledger:
        for id, day in (("a", 0), ("b", 1)):
            ledger.add(reported(id, f"{quote}, Ilo Brend said.", (quote, "Ilo Brend"), day=day), ENGINE)
        ledger.add(report(7), ENGINE)
        ledger.reconcile()
        several = [(q.id, q.label, q.status, q.why) for q in ledger.questions() if len(q.claims) > 1]
        assert sorted(map(tuple, ledger.labels())) == sorted(several)
        assert ledger.names() == {origin.id: origin.name for origin in ledger.origins()}
        by_document: dict[str, tuple[str, ...]] = {}
        for claim in ledger.claims():
            by_document[claim.document] = (*by_document.get(claim.document, ()), claim.id)
        assert ledger.ids() == by_document and ledger.engines() == [(ENGINE, 3)]
