"""What people decide at the desk, and what stands of it."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html as lxml_html

from headwater.language import Outcome
from headwater.publishing.dossier import issue_dossier
from headwater.resolution.report import Report
from headwater.store import ALL, DecisionStale, Ledger, Verdict, Wish, in_force
from headwater.store.wording import stored
from headwater.text import Document
from tests.desking import addresses, decide, desk_of, opened, two_reports
from tests.synthetic import ENGINE, entry, report, voice


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with two_reports(tmp_path) as held:
        yield held


def test_a_decision_is_kept_shown_and_exported(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    answer = decide(client, "accept", "claim", f"{id}:0", back=f"/claim/{id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/claim/{id}")
    assert "✓" in client.get(f"/claim/{id}").text and "accepted by" in client.get(f"/claim/{id}").text
    assert client.get("/claims.json?review=accept").json()["pager"]["total"] == 1
    bundle = zipfile.ZipFile(BytesIO(client.get("/export.zip").content))
    (line,) = bundle.read("jsonl/decisions.jsonl").decode().splitlines()
    assert json.loads(line).items() >= {"kind": "claim", "subject": id, "verdict": "accept", "undoes": None}.items()


def test_decisions_survive_a_new_reading(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    decide(client, "reject", "claim", f"{id}:0")
    ledger.add(report(1), ENGINE, again=True)
    assert opened(ledger).get(f"/claim/{id}.json").json()["claim"]["verdict"]["verdict"] == "reject"


def test_the_log_only_grows(ledger: Ledger, tmp_path: Path) -> None:
    ledger.decide([Wish("ana", "claim", "c", Verdict.ACCEPT)])
    for act in ("UPDATE decisions SET who = 'x'", "DELETE FROM decisions"):
        with sqlite3.connect(tmp_path / "ledger.db") as own, pytest.raises(sqlite3.IntegrityError, match="only grows"):
            own.execute(act)
    assert [each.who for each in ledger.decisions()] == ["ana"]


def test_what_is_undone_can_be_undone_again(ledger: Ledger) -> None:
    (first,) = ledger.decide([Wish("ana", "claim", "c", Verdict.ACCEPT)])
    (second,) = ledger.decide([Wish("ana", "claim", "c", Verdict.UNDO, undoes=first.id, seen=first.id)])
    assert in_force(list(ledger.decisions())) == []
    ledger.decide([Wish("ana", "claim", "c", Verdict.UNDO, undoes=second.id, seen=second.id)])
    assert in_force(list(ledger.decisions())) == [first]


def test_undoing_at_the_desk_opens_the_claim_again(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    decide(client, "accept", "claim", f"{id}:0")
    assert decide(client, "undo", "claim", undoes="1", seen="1").status_code == 303
    assert client.get(f"/claim/{id}.json").json()["claim"]["verdict"] is None
    assert [each["undone"] for each in client.get("/decisions.json").json()["decisions"]] == [False, True]
    assert "undone already" in decide(client, "undo", "claim", undoes="1", seen="2").text


def test_two_people_do_not_overwrite_each_other_in_silence(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    client.cookies.set("headwater_who", "Ana")
    decide(client, "accept", "claim", f"{id}:0")
    client.cookies.set("headwater_who", "Bo")
    answer = decide(client, "reject", "claim", f"{id}:0", back="/review")
    assert answer.status_code == 409
    assert "Theirs" in answer.text and "Ana" in answer.text and "Yours" in answer.text and "Bo" in answer.text
    assert len(list(ledger.decisions())) == 1
    (form,) = (f for f in lxml_html.fromstring(answer.text).forms if f.inputs and "subject" in dict(f.form_values()))
    assert client.post("/decide", data=dict(form.form_values())).status_code == 303
    assert [(each.who, each.verdict) for each in ledger.decisions()] == [
        ("Ana", Verdict.ACCEPT),
        ("Bo", Verdict.REJECT),
    ]


def test_many_at_once_are_decided_all_or_none(ledger: Ledger) -> None:
    client = opened(ledger)
    ids = desk_of(client).columns().ids
    assert decide(client, "unsure", "claim", *(f"{id}:0" for id in ids[:4])).status_code == 303
    assert decide(client, "accept", "claim", f"{ids[5]}:0", f"{ids[0]}:0").status_code == 409
    assert len(list(ledger.decisions())) == 4


def test_a_decision_of_another_program_is_seen(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    client.get("/")
    ledger.decide([Wish("other", "claim", id, Verdict.REJECT)])
    assert client.get(f"/claim/{id}.json").json()["claim"]["verdict"]["who"] == "other"


def test_a_correction_keeps_what_was_read(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    assert "Nothing was corrected" in decide(client, "edit", "claim", f"{id}:0").text
    decide(client, "edit", "claim", f"{id}:0", modality="denied", speaker="The harbour master", note="see line 3")
    found = client.get(f"/claim/{id}.json").json()
    page = client.get("/claims").text
    assert "says: The harbour master" in page and "says: denied" in page and "reported by" in page
    assert found["claim"]["quote"] in client.get("/decisions").text and found["claim"]["quote"] in client.get("/").text
    assert found["claim"]["modality"] == "possible" and found["claim"]["verdict"]["value"]["modality"] == "denied"


def test_the_dossier_takes_account_of_what_was_rejected_and_corrected(ledger: Ledger) -> None:
    client = opened(ledger)
    ids = desk_of(client).columns().ids
    whole = client.get("/dossier.md").text
    assert "Captain Orla 1" in whole and "Nobody has rejected or corrected a claim yet" in client.get("/export").text
    decide(client, "reject", "claim", f"{ids[1]}:0", f"{ids[4]}:0")
    decide(client, "edit", "claim", f"{ids[0]}:0", speaker="The harbour master", modality="denied")
    decide(client, "accept", "claim", f"{ids[2]}:0")
    page = client.get("/export").text
    assert "2 claims that were rejected" in page and "1 claim reads as corrected" in page
    assert "Lorries at Selmark" in client.get("/dossier.html?title=Lorries+at+Selmark").text
    printed = client.get("/dossier.md").text
    assert "The harbour master" in printed and printed != whole
    # Nothing of it is in the ledger itself.
    assert [each.id for each in ledger.claims()] == ids and ledger.check() == []


def test_a_speaker_is_corrected_for_all_that_the_report_has_from_them(tmp_path: Path) -> None:
    text = "It rains, the mayor said. It is cold, the mayor said. It is late, the mayor said. It snows, a clerk said."
    words = ("It rains", "It is cold", "It is late", "It snows")
    says = ("the mayor", "the mayor", "the mayor", "a clerk")
    own = tuple(entry(text, quote, voice(name, text)) for quote, name in zip(words, says, strict=True))
    with Ledger.open(tmp_path / "l.db") as held:
        held.add(Report(Document("d", text, publisher="Inland Post"), Outcome.READ, "en", own), ENGINE)
        client = opened(held)
        ids = desk_of(client).columns().ids
        decide(client, "accept", "claim", f"{ids[2]}:0")
        assert "the other claim that this report has from “the mayor”" in client.get(f"/claim/{ids[0]}").text
        decide(client, "edit", "claim", f"{ids[0]}:0", speaker="Ana Reyl", modality="denied", alike="yes")
        assert [(each.subject, each.verdict.value, each.value) for each in held.decisions()][1:] == [
            (ids[0], "edit", {"modality": "denied", "speaker": "Ana Reyl"}),
            (ids[1], "edit", {"speaker": "Ana Reyl"}),
        ]
        printed = client.get("/dossier.md").text
        assert "Ana Reyl" in printed and "2 claims read as corrected" in client.get("/export").text


def test_a_correction_that_is_taken_back_is_gone_from_the_dossier(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    before = client.get("/dossier.md").text
    decide(client, "edit", "claim", f"{id}:0", speaker="The harbour master")
    assert "The harbour master" in client.get("/dossier.md").text
    decide(client, "undo", "claim", undoes="1", seen="1")
    assert client.get("/dossier.md").text == before


def test_the_dossier_tells_what_changed_since_a_day(ledger: Ledger) -> None:
    page = opened(ledger).get("/dossier.md", params={"day": "2031-03-05"}).text
    assert "What changed since 5 Mar 2031" in page
    assert "What changed since" not in opened(ledger).get("/dossier.md").text


def test_the_dossier_tells_what_changed_since_an_issue_beside_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    issue_dossier(ledger, tmp_path, title="First", now=dt.datetime(2031, 3, 9, tzinfo=dt.UTC))
    (tmp_path / "issues" / "2.json").write_text("no issue")
    ledger.add(report(3), ENGINE)
    client = opened(ledger, place=str(tmp_path / "ledger.db"))
    assert client.get("/export.json").json()["issues"] == [{"number": 1, "name": "issue 1 of 9 Mar 2031"}]
    assert ">issue 1 of 9 Mar 2031</option>" in client.get("/export").text
    page = client.get("/dossier.md?since=1").text
    assert "What changed since issue 1 of 9 Mar 2031" in page and "1 new report" in page
    for name in ("2", "7", "yesterday", "issues/1.json", str(tmp_path / "issues" / "1.json"), "../1"):
        answer = client.get("/dossier.md", params={"since": name})
        assert answer.status_code == 400 and "issue" in answer.text, name


def test_a_name_that_no_form_could_carry_is_decided_about_all_the_same(tmp_path: Path) -> None:
    name = "Out\ud800let: <b>\r\n\x00 \u202e%41 50%"
    with Ledger.open(tmp_path / "l.db") as held:
        held.add(replace(report(1), document=replace(report(1).document, publisher=name)), ENGINE)
        client = opened(held)
        page = client.get("/source", params={"name": stored(name)})
        form = next(f for f in lxml_html.fromstring(page.text).forms if "grade" in f.fields)
        form.fields["reason"] = "because"
        assert client.post("/decide", data={**dict(form.form_values()), "verdict": "grade"}).status_code == 303
        assert [each.subject for each in held.decisions()] == [name]


def test_a_source_is_graded_by_a_person_with_a_reason(ledger: Ledger) -> None:
    client = opened(ledger)
    assert "needs its reason" in decide(client, "grade", "source", "Coastal Wire:0", grade="B").text
    decide(client, "grade", "source", "Coastal Wire:0", grade="B", reason="two years of corrections")
    (own,) = client.get("/sources.json").json()["sources"]
    assert (own["grade"], own["reason"]) == ("B", "two years of corrections")


def test_a_note_can_stand_on_anything(ledger: Ledger) -> None:
    client = opened(ledger)
    for address in addresses(client):
        page = lxml_html.fromstring(client.get(address).text)
        for form in page.forms:
            if "note" in form.fields and not form.xpath(".//button[@value='merge']"):
                form.fields["note"] = "Ask again on Monday."
                assert client.post("/decide", data={**dict(form.form_values()), "verdict": "note"}).status_code == 303
    noted = {each.kind for each in ledger.decisions()}
    assert noted == {"claim", "question", "source", "origin", "document"}
    assert "Ask again on Monday." in client.get("/document?id=report-1").text


def test_review_goes_on_where_i_left(ledger: Ledger) -> None:
    client = opened(ledger)
    ids = desk_of(client).columns().ids
    assert client.get("/review.json").json()["claim"]["id"] == ids[0]
    decide(client, "accept", "claim", f"{ids[2]}:0")
    assert client.get("/review.json").json()["claim"]["id"] == ids[3]
    assert client.get("/review.json").json()["undo"]["subject"] == ids[2]
    for id in ids:
        decide(client, "accept", "claim", f"{id}:{desk_of(client).decisions().seen('claim', id)}")
    assert "Every claim is judged" in client.get("/review").text


def test_nonsense_is_not_written(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    for verdict, kind, subject in (
        ("bless", "claim", f"{id}:0"),
        ("grade", "claim", f"{id}:0"),
        ("accept", "claim", "nobody:0"),
        ("accept", "claim", f"{id}:x"),
        ("accept", "cabbage", f"{id}:0"),
        ("note", "claim", f"{id}:0"),
    ):
        assert decide(client, verdict, kind, subject).status_code == 400, (verdict, kind, subject)
    assert decide(client, "accept", "claim").status_code == 400
    assert decide(client, "note", "claim", f"{id}:0", note="x" * 10_001).status_code == 400
    assert list(ledger.decisions()) == []


def test_a_decision_stale_by_an_undo_is_refused(ledger: Ledger) -> None:
    (first,) = ledger.decide([Wish("ana", "claim", "c", Verdict.ACCEPT)])
    ledger.decide([Wish("ana", "claim", "c", Verdict.UNDO, undoes=first.id, seen=first.id)])
    with pytest.raises(DecisionStale):
        ledger.decide([Wish("bo", "claim", "c", Verdict.REJECT, seen=first.id)])


def test_a_ledger_without_decisions_stays_as_it_was(ledger: Ledger, tmp_path: Path) -> None:
    assert list(ledger.decisions()) == []
    with sqlite3.connect(tmp_path / "ledger.db") as own:
        assert not own.execute("SELECT 1 FROM sqlite_master WHERE name = 'decisions'").fetchall()
    assert len(list(ledger.claims(ALL))) == 6
