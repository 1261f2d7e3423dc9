"""The desk: what it shows, what it keeps, and what it refuses."""

from __future__ import annotations

import http.server
import json
import re
import socket
import sqlite3
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from starlette.testclient import TestClient
from typer.testing import CliRunner

from headwater.cli import app as cli
from headwater.desk import fetching, serving
from headwater.desk.adding import Intake, place_for
from headwater.desk.app import PAGES, application
from headwater.desk.desk import Desk
from headwater.desk.fetching import Refused, fetch, is_public
from headwater.desk.guard import Door
from headwater.errors import LedgerBusy, LedgerError
from headwater.extraction.claim import Figure, Qualifier
from headwater.language import Outcome, Reader
from headwater.reading.files import Refusal
from headwater.resolution.report import Entry, Report
from headwater.store import ALL, DecisionStale, Ledger, Verdict, Wish, in_force, index
from headwater.store.wording import stored
from headwater.text import Document
from tests.hostile import PAYLOADS
from tests.synthetic import ENGINE, entry, report, voice

ROOT = Path(__file__).parents[1]
HERE = "http://127.0.0.1:8642"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as held:
        for n in (1, 2):
            held.add(report(n), ENGINE)
        yield held


def opened(ledger: Ledger, **more: Any) -> TestClient:
    desk = Desk(ledger, place="ledger.db", door=more.pop("door", None))
    desk.refresh(wait=True)
    return TestClient(application(desk, more.pop("intake", None)), base_url=HERE, follow_redirects=False, **more)


def desk_of(client: TestClient) -> Desk:
    found: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return found


def token(client: TestClient) -> str:
    return desk_of(client).door.token


def decide(client: TestClient, verdict: str, kind: str, *subjects: str, **more: Any) -> Any:
    form = {"token": token(client), "verdict": verdict, "kind": kind, "subject": list(subjects), **more}
    return client.post("/decide", data=form)


def addresses(client: TestClient) -> list[str]:
    """Every page of the desk, of something that is there where a page is of something."""
    columns = desk_of(client).columns()
    some: dict[str, Any] = {
        "/claim/{id}": f"/claim/{columns.ids[0]}" if columns.ids else None,
        "/event/{id}": f"/event/{columns.ids[0]}" if columns.ids else None,
        "/question/{id}": f"/question/{columns.questions[0]['id']}" if columns.questions else None,
        "/origin/{id}": f"/origin/{columns.origins[0]['id']}" if columns.origins else None,
        "/actor": ("/actor", {"name": stored(columns.speakers[0])}) if columns.speakers else None,
        "/source": ("/source", {"name": stored(columns.publishers[0])}) if columns.publishers else None,
        "/document": ("/document", {"id": stored(columns.documents[0]["id"])}) if columns.documents else None,
        "/job/{id}": None,
    }
    found = [some.get(page.path, page.path) for page in PAGES]
    asked = [each if isinstance(each, tuple) else (each, None) for each in found if each]
    return [str(client.build_request("GET", path, params=query).url) for path, query in asked]


def with_twin(address: str) -> str:
    path, _, query = address.removeprefix(HERE).partition("?")
    return f"{path if path != '/' else '/overview'}.json" + (f"?{query}" if query else "")


# What it shows


def test_every_page_has_a_twin_that_says_the_same(ledger: Ledger) -> None:
    client = opened(ledger)
    for address in addresses(client):
        assert client.get(address).status_code == 200, address
        assert isinstance(client.get(with_twin(address)).json(), dict), address
    claim = client.get("/claims.json").json()["claims"][0]
    assert claim["reported_by"] == "Captain Orla 0"
    assert claim["quote"] in client.get(f"/claim/{claim['id']}").text


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as held:
        client = opened(held)
        for address in addresses(client):
            assert client.get(address).status_code == 200, address
        page = client.get("/").text
        assert "This ledger is empty" in page and 'href="/add"' in page


def test_tables_come_as_csv(ledger: Ledger) -> None:
    client = opened(ledger)
    tables = 0
    for address in addresses(client):
        path, _, query = address.removeprefix(HERE).partition("?")
        own = next(page for page in PAGES if re.fullmatch(page.path.replace("{id}", "[0-9a-f]+"), path))
        if own.rows:
            answer = client.get(f"{path}.csv?{query}")
            tables += 1
            assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv"), path
            assert "{" not in answer.headers["content-disposition"]
            # A row more than the head for all that hold something.
            assert len(answer.text.splitlines()) > 1 or path in ("/conflicts", "/decisions", "/runs"), path
    assert tables == sum(page.rows is not None for page in PAGES)
    assert "about 20 lorries" in client.get("/claims.csv?q=about 20").text


def test_a_facet_counts_what_choosing_it_gives(ledger: Ledger) -> None:
    text = "The harbour is closed, the mayor said. It may open."
    mayor = entry(text, "The harbour is closed", voice("the mayor", text, anonymous=True))
    ledger.add(Report(Document("third", text, "Harbour", "Inland Post"), Outcome.READ, "en", (mayor,)), ENGINE)
    client = opened(ledger)
    facets = client.get("/claims.json").json()["facets"]
    assert {each["value"] for each in facets["publisher"]} == {"Coastal Wire", "Inland Post"}
    for values in facets.values():
        for each in values:
            assert client.get(each["link"].replace("/claims", "/claims.json")).json()["pager"]["total"] == each["count"]


def test_search_finds_quotes_and_passages_by_stem_and_knows_no_operators(ledger: Ledger) -> None:
    client = opened(ledger)

    def total(words: str) -> int:
        return int(client.get("/claims.json", params={"q": words}).json()["pager"]["total"])

    assert total("lorry") == 6
    found = client.get("/claims.json", params={"q": '"about 21"'}).json()["claims"]
    assert ["about 21" in each["quote"] for each in found] == [True] * 2 + [False] * 4
    assert total("sel*") == 6
    assert total('NEAR( AND " ^ -') == 0
    assert total("nothing-of-the-kind") == 0


def test_days_narrow_by_the_clock_that_is_told(ledger: Ledger) -> None:
    client = opened(ledger)
    assert client.get("/claims.json?since=2031-03-02&until=2031-03").json()["pager"]["total"] == 4
    assert client.get("/claims.json?since=2031-03-05&clock=said").json()["pager"]["total"] == 0
    assert "is no date" in client.get("/claims?since=yesterday").text


def test_a_claim_is_reported_by_and_never_a_fact(ledger: Ledger) -> None:
    client = opened(ledger)
    page = client.get(f"/claim/{desk_of(client).columns().ids[0]}").text
    assert "reported by" in page and "single origin" in page and "◐" in page
    assert not re.search(r"\bfacts?\b", lxml_html.fromstring(page).text_content())


def test_a_document_marks_every_claim_and_lights_the_one_asked_for(ledger: Ledger) -> None:
    client = opened(ledger)
    columns = desk_of(client).columns()
    page = lxml_html.fromstring(client.get("/document", params={"id": "report-1", "claim": columns.ids[1]}).text)
    marks = {mark.get("data-claim"): mark for mark in page.iter("mark")}
    assert set(marks) == set(columns.ids[:3])
    assert [id for id, mark in marks.items() if mark.get("class") == "lit"] == [columns.ids[1]]
    assert page.get_element_by_id(f"k-{columns.ids[1]}").get("class") == "card lit"
    assert "about 21 lorries may have crossed near Selmark" in marks[columns.ids[1]].text_content()


def test_a_link_into_an_older_version_still_opens(ledger: Ledger) -> None:
    old = opened(ledger).get("/claims.json").json()["claims"][0]
    ledger.add(
        report(1, claims=1, text="Report 1\n\nCaptain Orla 0 said about 20 lorries may have crossed near Selmark."),
        ENGINE,
    )
    client = opened(ledger)
    assert "older version" in client.get(f"/claim/{old['id']}").text
    assert client.get("/document", params={"id": "report-1", "version": 1}).status_code == 200


def test_what_changed_under_the_desk_is_seen(ledger: Ledger) -> None:
    client = opened(ledger)
    ledger.add(report(3), ENGINE)
    desk_of(client).refresh(wait=True)
    assert client.get("/overview.json").json()["counts"]["documents"] == 3
    assert client.get("/claims.json?q=lorries").json()["pager"]["total"] == 9


def test_the_index_is_not_needed_for_truth(ledger: Ledger, tmp_path: Path) -> None:
    before = opened(ledger).get("/claims.json?q=lorries").json()
    with sqlite3.connect(tmp_path / "ledger.db") as own:
        for table in ("index_words", "index_of", "index_columns"):
            own.execute(f"DROP TABLE {table}")
    assert ledger.check() == []
    assert opened(ledger).get("/claims.json?q=lorries").json() == before


def test_copies_are_compared_word_by_word(ledger: Ledger) -> None:
    for number, word in ((7, "closed"), (8, "shut")):
        text = f"The bridge at Selmark is {word} to all lorries since Sunday night, and nobody knows for how long."
        own = entry(text, text[:-1])
        ledger.add(
            Report(Document(f"copy-{number}", text, publisher="Inland Post"), Outcome.READ, "en", (own,)), ENGINE
        )
    client = opened(ledger)
    origin = next(each for each in client.get("/origins.json").json()["origins"] if each["name"] == "Inland Post")
    found = client.get(f"/origin/{origin['id']}.json").json()
    assert [(p["kind"], p["text"]) for p in found["compared"] if p["kind"] != "same"] == [
        ("first", "closed"),
        ("second", "shut"),
    ]


def test_a_ladder_draws_each_figure_on_its_word(ledger: Ledger) -> None:
    client = opened(ledger)
    page = client.get(f"/question/{desk_of(client).columns().questions[0]['id']}").text
    assert 'class="ladder"' in page and "at least 20 lorries, on the word of" not in page
    assert "20 lorries (possible), on the word of Captain Orla 0, 2031-03-04/.." in page


# What it keeps


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


def test_questions_are_merged_and_split_and_that_is_undone(ledger: Ledger) -> None:
    client = opened(ledger)
    a, b = (each["id"] for each in desk_of(client).columns().questions[:2])
    claims = desk_of(client).columns().ids
    decide(client, "merge", "question", f"{a}:0", **{"with": b})
    for own, other in ((a, b), (b, a)):
        found = client.get(f"/question/{own}.json").json()
        assert (found["count"], found["merged"][0]["id"]) == (2, other)
    decide(client, "split", "question", f"{b}:0", claim=[claims[1]])
    assert client.get(f"/question/{b}.json").json()["count"] == 1
    decide(client, "undo", "question", undoes="1", seen="1")
    assert client.get(f"/question/{a}.json").json()["merged"] == []
    assert "with itself" in decide(client, "merge", "question", f"{a}:3", **{"with": a}).text


def test_merged_and_split_questions_stand_when_their_ids_have_changed(ledger: Ledger, tmp_path: Path) -> None:
    client = opened(ledger)
    columns = desk_of(client).columns()
    a, b, c = (each["id"] for each in columns.questions[:3])
    decide(client, "merge", "question", f"{a}:0", **{"with": b})
    with sqlite3.connect(tmp_path / "ledger.db") as own:  # as a new reconciliation may name and join them
        own.execute("INSERT INTO questions SELECT 'anew', label, status, why FROM questions WHERE id = ?", (a,))
        own.execute("UPDATE answers SET question = 'anew' WHERE question IN (?, ?)", (a, c))
        own.execute("DELETE FROM questions WHERE id IN (?, ?)", (a, c))
    client = opened(ledger)
    found = client.get("/question/anew.json").json()
    assert (found["count"], [each["id"] for each in found["merged"]]) == (3, [b])
    decide(client, "split", "question", "anew:0", claim=[columns.ids[2]])
    with sqlite3.connect(tmp_path / "ledger.db") as own:
        own.execute("INSERT INTO questions SELECT 'newer', label, status, why FROM questions WHERE id = 'anew'")
        own.execute("UPDATE answers SET question = 'newer' WHERE question = 'anew'")
        own.execute("DELETE FROM questions WHERE id = 'anew'")
    found = opened(ledger).get("/question/newer.json").json()
    assert (found["count"], [each["id"] for each in found["apart"]]) == (2, [columns.ids[2]])


def test_claims_are_joined_to_one_event_and_set_apart_and_both_are_undone(ledger: Ledger) -> None:
    client = opened(ledger)
    a, b, c = desk_of(client).columns().ids[:3]

    def event(claim: str) -> tuple[set[str], set[str]]:
        found = client.get(f"/event/{claim}.json").json()
        joined = {each["id"] for name in ("people", "found") for each in found[name]}
        return joined, {each["id"] for each in found["apart"]}

    assert event(a) == (set(), set())
    decide(client, "same", "pair", beside=a, claim=[f"{b}:0"])
    decide(client, "same", "pair", beside=b, other=f"{HERE}/claim/{c}?x=1")
    assert event(a) == ({b, c}, set()) and event(c) == ({a, b}, set())
    decide(client, "different", "pair", beside=a, claim=[f"{c}:0"])
    assert event(a) == ({b}, {c})
    assert client.get(f"/claim/{a}.json").json()["claim"]["verdict"] is None
    assert decide(client, "same", "pair", beside=c, claim=[f"{a}:0"]).status_code == 409
    decide(client, "undo", "pair", undoes="3", seen="3")
    assert event(a) == ({b, c}, set())
    decide(client, "undo", "pair", undoes="1", seen="1")
    assert event(a) == (set(), set()) and event(c) == ({b}, set())
    assert decide(client, "same", "pair", beside=a, claim=[f"{a}:0"]).status_code == 400
    assert "No claim was ticked" in decide(client, "same", "pair", beside=a).text
    assert {each.kind for each in ledger.decisions()} == {"pair"}
    assert client.get("/decisions").status_code == client.get("/").status_code == 200


def test_what_people_ruled_enters_statuses_when_the_claims_are_joined_anew(ledger: Ledger) -> None:
    ledger.reconcile()
    client = opened(ledger)
    before = [each["id"] for each in desk_of(client).columns().questions]
    a, b = before[:2]
    decide(client, "merge", "question", f"{a}:0", **{"with": b})
    assert "Join anew" in client.get(f"/question/{a}").text
    assert client.post("/join", data={"token": "x"}).status_code == 403
    job = finished(client, client.post("/join", data={"token": token(client)}).headers["location"])
    assert job["state"] == "done", job
    desk_of(client).refresh(wait=True)
    now = [each["id"] for each in desk_of(client).columns().questions]
    assert len(now) == len(before) - 1 and len({a, b} & set(now)) == 1
    kept = next(iter({a, b} & set(now)))
    assert client.get(f"/question/{kept}.json").json()["merged"] == []


def test_what_may_be_the_same_event_is_of_another_report_and_a_like_day(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    near = client.get(f"/event/{id}.json").json()["near"]
    assert near and all(each["document"] != "report-1" for each in near)
    assert {each["event"]["type"] for each in near} == {"MOBILIZE"}


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


# What it refuses


def test_only_the_desks_own_names_are_answered(ledger: Ledger) -> None:
    client = opened(ledger)
    for host in ("localhost:8642", "127.0.0.1", "[::1]:8642"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8642", "", "10.0.0.1"):
        assert client.get("/", headers={"Host": host}).status_code == 421, host


def test_nothing_changes_without_the_token_or_from_elsewhere(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    form = {"verdict": "accept", "kind": "claim", "subject": f"{id}:0"}
    for given in ({}, {"token": ""}, {"token": "x" * 32}, {"token": "é"}):
        assert client.post("/decide", data={**form, **given}).status_code == 403
    whole = {**form, "token": token(client)}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/decide", data=whole, headers=headers).status_code == 403, headers
    for path in ("/decide", "/me"):
        assert client.get(path).status_code == 405
        assert client.put(path).status_code == 405
    for path in ("/add", "/me"):
        assert client.post(path, data={"text": "x", "who": "x"}).status_code == 403
    assert list(ledger.decisions()) == []
    assert client.post("/decide", data=whole, headers={"Origin": HERE}).status_code == 303


def test_every_answer_allows_no_script_but_ours(ledger: Ledger) -> None:
    client = opened(ledger)
    for address in [*addresses(client), "/nothing", "/desk.js", "/desk.css", "/claims.csv", "/dossier.html"]:
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy, address
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"


def test_beyond_loopback_a_key_is_asked_for_once(ledger: Ledger) -> None:
    assert Door.of("127.0.0.1").key is None and Door.of("localhost").key is None and Door.of("::1").key is None
    door = Door.of("0.0.0.0")
    assert door.key is not None
    client = opened(ledger, door=door)
    assert client.get("/", headers={"Host": "192.0.2.7:8642"}).status_code == 401
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/?key=wrong").status_code == 401
    assert client.post("/decide?key=" + door.key, data={"token": door.token}).status_code == 401
    answer = client.get(f"/claims?key={door.key}&q=lorries")
    assert answer.headers["location"] == "/claims?q=lorries"
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=strict" in answer.headers["set-cookie"]
    assert client.get("/claims?q=lorries").status_code == 200


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b", ""],
)
def test_a_form_leads_to_the_desk_and_nowhere_else(ledger: Ledger, back: str) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    assert decide(client, "accept", "claim", f"{id}:0", back=back).headers["location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml", "/..%2f..%2fetc%2fpasswd", "/desk.css/../../app.py", "/%2e%2e/ledger.db",
        "/templates/base.html", "/claim/..%2f..%2fledger.db", "/document?id=../../etc/passwd",
        "/static/..%5c..%5cledger.db",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_ledger(ledger: Ledger, path: str) -> None:
    assert opened(ledger).get(path).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.txt", "..\\..\\evil.txt", "/etc/passwd", "C:\\x\\evil.txt", ".bashrc", "..", "", "\x00", "a/../..",
        "x" * 400 + ".txt", "é" * 300,
    ],
)  # fmt: skip
def test_an_upload_stays_in_its_own_folder(tmp_path: Path, name: str) -> None:
    path = place_for(tmp_path, 7, name)
    path.write_text("x", "utf-8")
    assert path.resolve().parent == (tmp_path / "00007").resolve()
    assert not path.name.startswith(".")


# Another's text can do nothing

_TAGS = set(
    "html head meta title link script body a header nav form label input button main h1 h2 dl div dt dd section ul ol "
    "li span br p footer details summary dialog aside select option article blockquote table thead tbody tr th td svg "
    "line text rect circle path g mark textarea progress kbd code strong time del ins fieldset legend wbr".split()
)
_ATTRIBUTES = set(
    "lang charset name content rel href src defer class id tabindex aria-label aria-current aria-hidden action method "
    "type value for role placeholder data-keys maxlength data-key data-claim data-tick data-copy title form checked "
    "selected open rows required colspan enctype multiple viewbox preserveaspectratio x y x1 x2 y1 y2 cx cy r d width "
    "height max http-equiv formaction".split()
)


def harmless(page: str) -> None:
    """Only elements and attributes that our templates write, one script, and links that lead to web pages."""
    scripts = 0
    for element in lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")).iter():
        if not isinstance(element.tag, str):
            raise AssertionError(f"a comment: {element.text!r}")
        assert element.tag in _TAGS, element.tag
        scripts += element.tag == "script"
        for name, value in element.attrib.items():
            assert name.lower() in _ATTRIBUTES, f"{element.tag} {name}={value!r}"
            if name in ("href", "src", "action", "formaction"):
                assert re.match(r"/(?!/)|\?|#|https?://[^\s]", value), value
    assert scripts == 1


def hostile(payload: str, number: int = 0) -> Report:
    """A report with the payload in every place that a stranger fills."""
    text = f"{payload} fell, {payload} said. What if {payload}?"
    own = entry(text, text[: len(payload) + 5], voice(payload, text, code="UNK"))
    own = replace(
        own, figures=(Figure(0, 1, 3.0, 5.0, Qualifier.RANGE, payload, payload[:20]),), hedge_words=(payload,)
    )
    document = Document(f"{payload} {number}", text, payload, payload, agency=payload, author=payload, url=payload)
    return Report(document, Outcome.READ, "en", (own,))


def test_there_are_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("part", range(4))
def test_no_payload_breaks_out_of_a_page(tmp_path: Path, part: int) -> None:
    with Ledger.open(tmp_path / "hostile.db") as held:
        for number, payload in enumerate(PAYLOADS[part::4]):
            held.add(hostile(payload, number), ENGINE)
            held.refuse(Refusal(payload, "not-text", payload))
        client = opened(held)
        columns = desk_of(client).columns()
        for id, publisher in ((columns.ids[0], columns.publishers[0]), (columns.ids[-1], columns.publishers[-1])):
            value = {"note": PAYLOADS[part]}
            held.decide([Wish(PAYLOADS[part], "claim", id, Verdict.EDIT, {**value, "speaker": PAYLOADS[part + 4]})])
            held.decide(
                [Wish(PAYLOADS[part], "source", publisher, Verdict.GRADE, {"grade": "E", "reason": PAYLOADS[part]})]
            )
        asked = [address.removeprefix(HERE) for address in addresses(client)]
        asked += [f"{path}?page=2" for path in ("/claims", "/actors", "/sources", "/questions")]
        for page in asked:
            answer = client.get(page)
            assert answer.status_code == 200, page
            harmless(answer.text)
            client.get(with_twin(page)).json()


@pytest.mark.parametrize("part", range(8))
def test_no_payload_breaks_out_of_its_own_pages(tmp_path: Path, part: int) -> None:
    with Ledger.open(tmp_path / "hostile.db") as held:
        for number, payload in enumerate(PAYLOADS[part::8]):
            held.add(hostile(payload, number), ENGINE)
        client = opened(held)
        columns = desk_of(client).columns()
        for row, id in enumerate(columns.ids):
            document = columns.documents[row]
            for path, query in (
                (f"/claim/{id}", {}),
                ("/document", {"id": stored(document["id"]), "claim": id}),
                ("/actor", {"name": stored(columns.speakers[row % len(columns.speakers)])}),
                ("/claims", {"q": stored(document["title"]), "speaker": stored(document["title"]), "since": "x"}),
            ):
                answer = client.get(path, params=query)
                assert answer.status_code == 200, (path, query)
                harmless(answer.text)
        for each in columns.questions:
            harmless(client.get(f"/question/{each['id']}").text)


def test_an_error_page_is_as_harmless(ledger: Ledger) -> None:
    client = opened(ledger)
    for payload in map(stored, PAYLOADS):
        for path in ("/document", "/actor", "/source"):
            answer = client.get(path, params={"id": payload, "name": payload, "code": payload})
            assert answer.status_code == 404
            harmless(answer.text)


def test_a_web_address_is_a_link_only_if_it_leads_to_the_web(tmp_path: Path) -> None:
    bad = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        " https://x.example",
        "//x.example",
        "file:///etc/passwd",
    ]
    good = "https://coastal-wire.example/1?a=1&b=2"
    with Ledger.open(tmp_path / "l.db") as held:
        for number, url in enumerate([*bad, good]):
            held.add(replace(report(number), document=replace(report(number).document, url=url)), ENGINE)
        client = opened(held)
        for number in range(len(bad) + 1):
            page = lxml_html.fromstring(client.get(f"/document?id=report-{number}").text)
            links = [a.get("href") for a in page.iter("a") if a.text == "the page itself"]
            assert links == ([good] if number == len(bad) else [])


# Adding


def finished(client: TestClient, location: str) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = client.get(f"{location}.json").json()["job"]
        if not job["running"]:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def test_files_are_read_in_the_background_and_shown(tmp_path: Path, reader: Reader) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        desk = Desk(held)
        client = TestClient(application(desk, Intake(desk, reader=reader)), base_url=HERE, follow_redirects=False)
        text = b"Three lorries crossed near Selmark, the mayor of Tarnholm said on Tuesday."
        files = [
            ("files", ("../one.txt", text)),
            ("files", ("one.txt", text + b" It rained.")),
            ("files", ("x.pdf", b"no")),
        ]
        answer = client.post("/add", data={"token": token(client)}, files=files)
        assert answer.status_code == 303
        job = finished(client, answer.headers["location"])
        assert job["state"] == "done" and job["claims"] > 0
        assert {line["name"] for line in job["lines"]} == {"one.txt", "one.txt#2", "x.pdf"}
        desk.refresh(wait=True)
        found = client.get("/overview.json").json()
        assert found["counts"]["documents"] == 2 and found["refused"][0]["slug"] == "broken-pdf"
        assert held.check() == []


def test_a_pasted_text_comes_with_what_is_known_of_it(tmp_path: Path, reader: Reader) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        desk = Desk(held)
        client = TestClient(application(desk, Intake(desk, reader=reader)), base_url=HERE, follow_redirects=False)
        form = {
            "token": token(client),
            "text": "The bridge is closed, the mayor said.",
            "publisher": "Inland Post",
            "date": "2031-03-04",
        }
        for again in (False, True):
            job = finished(client, client.post("/add", data=form).headers["location"])
            assert ("known already" in job["lines"][0]["outcome"]) is again
        (stored,) = held.documents()
        assert (stored.document.publisher, str(stored.document.published and stored.document.published.date)) == (
            "Inland Post",
            "2031-03-04",
        )
        assert "Nothing was given" in client.post("/add", data={"token": token(client)}).text


class _Site(http.server.BaseHTTPRequestHandler):
    """A site with a page, a page that is too long, a slow one, and ways elsewhere."""

    def do_GET(self) -> None:
        parts = {
            "/there": "/page",
            "/private": "http://169.254.169.254/latest",
            "/file": "file:///etc/passwd",
            "/round": "/round",
        }
        if self.path in parts:
            self.send_response(302)
            self.send_header("Location", parts[self.path])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        body = "<html><head><title>Closed</title></head><body><p>The bridge is closed, the mayor of Tarnholm said.</p>"
        self.wfile.write(body.encode())
        try:
            if self.path == "/long":
                for _ in range(40):
                    self.wfile.write(b"x" * 1_000_000)
            if self.path == "/slow":
                for _ in range(50):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def local(address: str, port: int) -> bool:
    return address == "127.0.0.1"


def test_a_page_is_fetched_and_read_from_its_address(tmp_path: Path, reader: Reader, site: str) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        desk = Desk(held)
        intake = Intake(desk, reader=reader, fetcher=lambda url: fetch(url, allowed=local))
        client = TestClient(application(desk, intake), base_url=HERE, follow_redirects=False)
        job = finished(
            client, client.post("/add", data={"token": token(client), "url": f"{site}/there"}).headers["location"]
        )
        assert job["state"] == "done", job
        (stored,) = held.documents()
        assert (stored.document.id, stored.document.url) == (f"{site}/there", f"{site}/page")
        job = finished(
            client, client.post("/add", data={"token": token(client), "url": f"{site}/none"}).headers["location"]
        )
        assert job["state"] == "failed" and "404" in job["failure"]
        assert [refusal.slug for refusal in held.refusals()] == ["not-fetched"]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.1/", "http://[::1]/",
     "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/", "http://[fc00::1]/",
     "http://100.64.0.1/", "http://224.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://[64:ff9b::7f00:1]/",
     "http://[2002:7f00:1::]/", "http://8.8.8.8:22/", "ftp://8.8.8.8/", "file:///etc/passwd", "gopher://8.8.8.8/", "http://a:b@8.8.8.8/",
     "http://", "nonsense", "http://8.8.8.8:99999/", "http://\u2028/", "javascript:alert(1)"],
)  # fmt: skip
def test_an_address_that_is_not_the_open_webs_is_not_fetched(url: str) -> None:
    with pytest.raises(Refused):
        fetch(url)


def test_a_redirect_leads_nowhere_private(site: str) -> None:
    for path in ("/private", "/file"):
        with pytest.raises(Refused, match=r"private|only addresses"):
            fetch(site + path, allowed=local)
    with pytest.raises(Refused, match="more than"):
        fetch(f"{site}/round", allowed=local)


def test_a_fetch_has_an_end_in_size_and_time(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="longer than"):
        fetch(f"{site}/long", allowed=local)
    monkeypatch.setattr(fetching, "SECONDS", 1.0)
    start = time.monotonic()
    with pytest.raises(Refused, match="too long"):
        fetch(f"{site}/slow", allowed=local)
    assert time.monotonic() - start < 4


def test_public_addresses_are_public() -> None:
    assert is_public("8.8.8.8") and is_public("2606:4700::1111")
    assert not is_public("not an address")


def test_too_much_at_once_is_told(ledger: Ledger) -> None:
    client = opened(ledger)
    answer = client.post(
        "/decide", content=b"x" * (3 * 2**20), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413 and "in parts" in answer.text


# When something is wrong


def test_a_question_with_three_thousand_claims_is_shown(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        for number in range(6):
            held.add(report(number, claims=500), ENGINE)
        with sqlite3.connect(tmp_path / "l.db") as own:
            (one,) = own.execute("SELECT min(question) FROM answers").fetchone()
            own.execute("UPDATE answers SET question = ?", (one,))
            own.execute("DELETE FROM questions WHERE id <> ?", (one,))
        client = opened(held)
        start = time.monotonic()
        answer = client.get(f"/question/{one}")
        assert answer.status_code == 200 and "3,000" in answer.text and len(answer.content) < 1_000_000
        assert time.monotonic() - start < 15
        assert client.get(f"/claim/{desk_of(client).columns().ids[0]}").status_code == 200


def test_a_speakers_name_of_ten_thousand_characters_breaks_no_page(tmp_path: Path) -> None:
    name = "Very " * 2_000 + "Long"
    text = f"{name} said it rains."
    own: Entry = entry(text, "it rains", voice(name, text))
    with Ledger.open(tmp_path / "l.db") as held:
        held.add(Report(Document("long", text), Outcome.READ, "en", (own,)), ENGINE)
        client = opened(held)
        for address in addresses(client):
            answer = client.get(address)
            assert answer.status_code == 200, address[:80]
            assert len(answer.content) < 200_000
        assert client.get("/claims", params={"speaker": name}).status_code == 200


def test_a_busy_or_read_only_ledger_has_a_page_that_says_what_to_do(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]

    def busy(*_: object) -> None:
        raise LedgerBusy("another run is writing to the ledger", value="l.db", remedy="Try again when it has ended")

    def fixed(*_: object) -> None:
        raise LedgerError("the database says: attempt to write a readonly database", value="l.db", remedy="See to it")

    monkeypatch.setattr(ledger, "decide", busy)
    answer = decide(client, "accept", "claim", f"{id}:0")
    assert answer.status_code == 503 and "Try again" in answer.text
    monkeypatch.setattr(ledger, "decide", fixed)
    answer = decide(client, "accept", "claim", f"{id}:0")
    assert answer.status_code == 503 and "copy the ledger elsewhere" in answer.text


def test_a_read_only_ledger_is_shown_and_searched_without_its_index(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fixed(*_: object) -> None:
        raise LedgerError("the database says: attempt to write a readonly database", value="l.db", remedy="See to it")

    monkeypatch.setattr(index, "keep", fixed)
    monkeypatch.setattr(index, "learn_words", fixed)
    client = opened(ledger)
    for address in addresses(client):
        assert client.get(address).status_code == 200, address
    assert "could not be brought up to date" in client.get("/").text
    assert client.get("/claims.json?q=about 21").json()["pager"]["total"] == 2


def test_a_locked_ledger_still_shows_what_it_holds(ledger: Ledger, tmp_path: Path) -> None:
    client = opened(ledger)
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert client.get("/").status_code == 200
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_mistake_of_ours_is_a_page_too(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    client = opened(ledger, raise_server_exceptions=False)
    monkeypatch.setattr(Ledger, "scenarios", lambda *_: 1 / 0)
    answer = client.get("/scenarios")
    assert answer.status_code == 500 and "Nothing was lost" in answer.text and "Traceback" not in answer.text


def test_serving_says_what_is_wrong_with_the_ledger_or_the_port(tmp_path: Path) -> None:
    run = CliRunner()
    other = tmp_path / "other.db"
    Ledger.open(other).close()
    with sqlite3.connect(other) as own:
        own.execute("UPDATE ledger SET version = 99")
    found = run.invoke(cli, ["serve", "--ledger", str(other)])
    assert found.exit_code == 1 and "ledger-version" in found.output
    (tmp_path / "text.db").write_text("no database at all, but a text that is long enough")
    assert "ledger-foreign" in run.invoke(cli, ["serve", "--ledger", str(tmp_path / "text.db")]).output
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = run.invoke(cli, ["serve", "--ledger", str(tmp_path / "new.db"), "--port", str(port)])
        assert (
            found.exit_code == 1
            and "at this port already" in found.output
            and f"--port {port % 65535 + 1}" in found.output
        )
    with pytest.raises(serving.DeskError):
        serving.serve(tmp_path / "new.db", host="203.0.113.9")


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
