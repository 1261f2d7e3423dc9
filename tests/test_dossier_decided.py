"""What people decided, as the dossier shows it: it changes what the page says, and nothing of what was read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from headwater.publishing.dossier import gathered, html, markdown, write_dossier
from headwater.publishing.sections import Dossier
from headwater.resolution.report import CodedEvent, Report
from headwater.store import Ledger, StoredClaim, Verdict, Wish
from tests.synthetic import ENGINE
from tests.telling import reported


def told(id: str, speaker: str, number: str, day: int, publisher: str) -> Report:
    """A report of how many the sinking killed, on somebody's word."""
    quote = f"The ferry Orla sank at Osk and {number} people were killed"
    one = reported(id, f"{quote}, {speaker} said.", (quote, speaker), day=day, publisher=publisher)
    sank = CodedEvent("ASSAULT", None, (), (), ())
    return replace(one, entries=tuple(replace(entry, event=sank) for entry in one.entries))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """The harbour master's 4 and the coast guard's 9, in two papers; and the coast guard's again in a third."""
    held = Ledger.open(tmp_path / "ledger.db")
    for each in (
        told("a", "Captain Ilo Brend", "4", 1, "Coastal Wire"),
        told("b", "Doctor Mara Senn", "9", 1, "Inland Post"),
        told("c", "Doctor Mara Senn", "9", 2, "Radio Meridian"),
    ):
        held.add(each, ENGINE)
    held.reconcile()
    return held


def claims(held: Ledger) -> dict[str, StoredClaim]:
    return {claim.document: claim for claim in held.claims()}


def decide(held: Ledger, kind: str, subject: str, verdict: Verdict, **value: Any) -> None:
    seen = max((d.id for d in held.decisions() if (d.kind, d.subject) == (kind, subject)), default=0)
    held.decide([Wish("Ana Reyl", kind, subject, verdict, value, seen=seen)])


def made(held: Ledger) -> Dossier:
    return gathered(held, title="The Orla")


def status(found: Dossier) -> list[str]:
    return [point.status for point in found.together.points if point.ask]


def test_a_rejected_claim_answers_nothing_and_is_listed_apart(ledger: Ledger) -> None:
    assert status(made(ledger)) == ["conflicting"]
    decide(ledger, "claim", claims(ledger)["a"].id, Verdict.REJECT, note="Taken back by telephone")
    found = made(ledger)
    assert status(found) == ["single-origin"]
    assert {line.places[0].ref for act in found.acts for line in act.lines.rows} == {"2.1"}
    assert not any("1.1" in [p.ref for p in f.line.places] for g in found.figures for f in g.figures.rows)
    assert all(backer.name != "Ilo Brend" for backer in found.backers.origins)
    (rejected,) = found.rejected.rows
    assert (rejected.word, rejected.place.ref, rejected.check.who) == ("Captain Ilo Brend", "1.1", "Ana Reyl")
    for page in (html(found), markdown(found)):
        assert "What people rejected" in page and "Taken back by telephone" in page
        assert "1 claim rejected by Ana Reyl" in page


def test_what_is_undone_stands_as_before(ledger: Ledger) -> None:
    before = html(made(ledger))
    subject = claims(ledger)["a"].id
    decide(ledger, "claim", subject, Verdict.REJECT)
    ledger.decide([Wish("Ana Reyl", "claim", subject, Verdict.UNDO, undoes=1, seen=1)])
    found = made(ledger)
    assert status(found) == ["conflicting"] and not found.rejected.rows
    assert html(found).count("Captain Ilo Brend") == before.count("Captain Ilo Brend")


def test_a_corrected_claim_stands_under_its_correction_with_the_first_reading_beside_it(ledger: Ledger) -> None:
    decide(ledger, "claim", claims(ledger)["a"].id, Verdict.EDIT, speaker="Doctor Mara Senn", modality="possible")
    found = made(ledger)
    (line,) = [line for act in found.acts for line in act.lines.rows if line.places[0].ref == "1.1"]
    assert (line.speakers, line.modality) == ("Doctor Mara Senn", "possible")
    ((check, places),) = found.checked(line)
    assert check.what == "speaker “Doctor Mara Senn”, read as “Captain Ilo Brend”; possible, read as actual"
    assert places == () and (check.word, check.who) == ("corrected", "Ana Reyl")
    assert "conflicting" not in status(found)
    assert check.what in html(found) and check.what in markdown(found)


def test_accepted_and_doubted_claims_say_so_with_the_day_and_the_note(ledger: Ledger) -> None:
    day = dt.datetime.now(dt.UTC).strftime("%Y")
    decide(ledger, "claim", claims(ledger)["a"].id, Verdict.ACCEPT)
    decide(ledger, "claim", claims(ledger)["b"].id, Verdict.UNSURE, note="Which ward?")
    decide(ledger, "claim", claims(ledger)["b"].id, Verdict.NOTE, note="Ring the clinic")
    found = made(ledger)
    words = {c.word: (c.note, p) for act in found.acts for line in act.lines.rows for c, p in found.checked(line)}
    assert words["accepted"] == ("", ())
    note, places = words["in doubt"]
    assert note == "Which ward?" and [place.ref for place in places] == ["2.1"]  # and not in the other paper
    page = html(found)
    assert "Ring the clinic" in page and "1 claim accepted" in page and day in page


def test_a_merge_and_a_split_make_the_questions_that_people_meant(ledger: Ledger) -> None:
    question = next(q for q in ledger.questions() if len(q.claims) == 3 and q.label.startswith("How many"))
    decide(ledger, "question", question.id, Verdict.SPLIT, claims=[claims(ledger)["a"].id])
    found = made(ledger)
    assert "conflicting" not in status(found)
    (point,) = [p for p in found.together.points if p.ask]
    assert {place.ref for place in point.places} == {"2.1", "3.1"}
    assert any("parted" in words for words in point.decided)
    other = next(q for q in ledger.questions() if q.id != question.id)
    decide(ledger, "question", question.id, Verdict.MERGE, **{"with": other.id})
    assert any("merged" in words for p in made(ledger).together.points for words in p.decided)


def test_a_source_cannot_be_judged_until_a_person_grades_it(ledger: Ledger) -> None:
    assert {outlet.grade.letter for outlet in made(ledger).outlets} == {"F"}
    decide(ledger, "source", "Inland Post", Verdict.GRADE, grade="B", reason="Right on nine of ten")
    found = made(ledger)
    grades = {outlet.name: outlet.grade for outlet in found.outlets}
    assert grades["Coastal Wire"].who == "" and grades["Inland Post"].letter == "B"
    for page in (html(found), markdown(found)):
        assert "usually reliable" in page and "Right on nine of ten" in page and "cannot be judged" in page
    assert status(found) == ["conflicting"]  # a grade enters no status


def test_hostile_words_of_a_decision_are_inert(ledger: Ledger, tmp_path: Path) -> None:
    payload = "</p><script>alert(1)</script> [x](javascript:x) `y`"
    for id, verdict in (("a", Verdict.REJECT), ("b", Verdict.EDIT), ("c", Verdict.ACCEPT)):
        subject = claims(ledger)[id].id
        ledger.decide([Wish(payload, "claim", subject, verdict, {"note": payload, "speaker": payload})])
        decide(ledger, "claim", subject, Verdict.NOTE, note=payload)
    decide(ledger, "source", "Inland Post", Verdict.GRADE, grade="B", reason=payload)
    for path in write_dossier(ledger, tmp_path / "out", title="The Orla"):
        content = path.read_text("utf-8")
        if path.suffix == ".md":  # what is left when all that is escaped is taken away
            content = re.sub(r"\\[!-/:-@\[-`{-~]", "", content)
            assert "](" not in content and "`" not in content
        assert "<script" not in content


def test_a_decision_about_what_is_no_more_is_left_out(ledger: Ledger) -> None:
    decide(ledger, "claim", "0123456789abcdef", Verdict.REJECT)
    decide(ledger, "question", "0123456789abcdef", Verdict.MERGE, **{"with": "fedcba9876543210"})
    found = made(ledger)
    assert status(found) == ["conflicting"] and not found.rejected.rows


def test_where_a_report_stands_is_told_with_the_hash_of_its_text_and_by_what_it_was_read(ledger: Ledger) -> None:
    found = made(ledger)
    stored = {each.document.id: each.sha256 for each in ledger.documents()}
    assert [source.sha256 for source in found.sources] == [stored[id] for id in "abc"]
    page = html(found)
    assert all(sha in page for sha in stored.values()) and ENGINE.weights in page


def test_each_answer_has_its_credibility_until_people_decide_otherwise(ledger: Ledger) -> None:
    (point,) = [p for p in made(ledger).together.points if p.ask]
    grades = ledger.grades()
    counted = {str(int(grades[claim.id].credibility)) for claim in claims(ledger).values()}
    assert {a.credibility for a in point.answers} == counted and counted
    decide(ledger, "claim", claims(ledger)["b"].id, Verdict.REJECT)
    (point,) = [p for p in made(ledger).together.points if p.ask]
    assert {a.credibility for a in point.answers} == {""}
