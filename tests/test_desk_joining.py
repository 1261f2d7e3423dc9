"""What people take for one at the desk and set apart: questions and events; and joining anew."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from headwater.language import Outcome
from headwater.publishing.happenings import happenings
from headwater.reconciliation.reconcile import Joining, Reconciled
from headwater.reconciliation.rulings import Rulings, pair
from headwater.resolution.report import Actor, CodedEvent, Report
from headwater.store import Ledger, Verdict, Wish
from headwater.text import Document
from tests.desking import HERE, decide, desk_of, finished, opened, token, two_reports
from tests.synthetic import ENGINE, entry, report, voice


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with two_reports(tmp_path) as held:
        yield held


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


def test_the_desk_and_the_list_of_events_tell_of_the_same_events(tmp_path: Path) -> None:
    quotes = ("The market at Osk was shelled on Monday", "Traders fled the shelled market at Osk on Monday")
    with Ledger.open(tmp_path / "l.db") as held:
        for number, (quote, act) in enumerate(zip(quotes * 2, ("ASSAULT", "ASSAULT", "RETREAT", None), strict=True)):
            text = f"{quote}, Ilo Brend said."
            event = CodedEvent(act, None, (), (Actor("OSK", "CVL", "the market"),), (), False) if act else None
            own = replace(entry(text, quote, voice("Ilo Brend", text)), event=event)
            held.add(Report(Document(f"r{number}", text), Outcome.READ, "en", (own,)), ENGINE)
        held.add(report(1), ENGINE)
        held.reconcile()
        with sqlite3.connect(tmp_path / "l.db") as own_way:  # one question, of three kinds of act
            (one,) = own_way.execute("SELECT min(question) FROM answers").fetchone()
            own_way.execute("UPDATE answers SET question = ? WHERE claim >> 24 < 5", (one,))
        client = opened(held)
        events = happenings(held.claims())
        assert sorted(len(each.claims) for each in events) == [1, 2, 3]
        for event in events:
            for claim in event.claims:
                found = client.get(f"/event/{claim}.json").json()["found"]
                assert {claim, *(each["id"] for each in found)} == set(event.claims)


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


def test_others_decide_at_the_desk_while_claims_are_joined_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened(ledger)
    ids = desk_of(client).columns().ids
    begun, decided = threading.Event(), threading.Event()
    result = Joining.result

    def held_up(joining: Joining, rulings: Rulings) -> Reconciled:
        begun.set()
        assert decided.wait(20)
        return result(joining, rulings)

    monkeypatch.setattr(Joining, "result", held_up)
    location = client.post("/join", data={"token": token(client)}).headers["location"]
    assert begun.wait(20)
    assert decide(client, "accept", "claim", f"{ids[0]}:0").status_code == 303
    assert client.get(f"/claim/{ids[0]}.json").json()["claim"]["verdict"]["verdict"] == "accept"
    assert client.get(f"{location}.json").json()["job"]["running"]
    decided.set()
    assert finished(client, location)["state"] == "done"


def test_a_ledger_that_does_not_stand_still_is_told_and_can_be_joined_later(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened(ledger)
    one, two = desk_of(client).columns().ids[:2]
    result = Joining.result

    def disturbed(joining: Joining, rulings: Rulings) -> Reconciled:
        last = max((each.id for each in ledger.decisions()), default=0)
        verdict = Verdict.SAME if last % 2 else Verdict.DIFFERENT
        ledger.decide([Wish("Bo", "pair", " ".join(pair(one, two)), verdict, seen=last)])
        return result(joining, rulings)

    with monkeypatch.context() as patched:
        patched.setattr(Joining, "result", disturbed)
        location = client.post("/join", data={"token": token(client)}).headers["location"]
        assert finished(client, location)["state"] == "failed"
    page = client.get(location).text
    assert "Not joined" in page and "join anew when the others are done" in page
    location = client.post("/join", data={"token": token(client)}).headers["location"]
    assert finished(client, location)["state"] == "done"


def test_what_may_be_the_same_event_is_of_another_report_and_a_like_day(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    near = client.get(f"/event/{id}.json").json()["near"]
    assert near and all(each["document"] != "report-1" for each in near)
    assert {each["event"]["type"] for each in near} == {"MOBILIZE"}
