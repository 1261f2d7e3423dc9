"""Reports that come to a ledger which was joined before: the same comes out as if all were joined from nothing."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.reconciliation import copies, piles, stories
from headwater.reconciliation.linking import same_event, same_proposition
from headwater.reconciliation.occasions import afar_in_press, apart_in_press, press_of
from headwater.reconciliation.rulings import pair
from headwater.reconciliation.tallies import same_count
from headwater.reconciliation.tellings import told_in
from headwater.reconciliation.told import page
from headwater.resolution.report import Report
from headwater.store import Ledger, Verdict, Wish, kept, reconciling
from headwater.store import ledger as ledgers
from headwater.store.connection import transaction
from tests.synthetic import ENGINE
from tests.telling import reported

TOWNS = ("Osk", "Varn", "Lower Selm")
BODIES = (
    "the health ministry",
    "the Marovian Health Ministry",
    "the Coastal Observatory of Selm (COS)",
    "COS",
    "the Observatory",
    "Ana Reyl, director of the Coastal Observatory of Selm",
    "Ana Reyl",
    "Mr Reyl",
    "the mayor",
    "Mayor Jonas Tarn",
    "a medical source",
    "the Inland Courier",
    "the Courier",
    "officials",
    None,
)
OUTLETS = ("The Inland Courier", "Morning Post of Selm", "Selm Radio", None)
SAYINGS = (
    "{n} people were killed when shells hit the fish market in {town}",
    "at least {n} people were killed in the shelling of the fish market of {town}",
    "{n} people were wounded when shells hit the fish market in {town}",
    "The bridge over the river at {town} was closed to lorries by the army",
    "the army closed the bridge at {town} to all lorries",
    "Shells were fired at {town} from the hills of Tarn before dawn by men in grey coats who came on foot",
)


@st.composite
def piled(draw: st.DrawFn) -> list[Report]:
    """Reports that quote, copy, count and name as reports do, of a few towns and days."""
    found: list[Report] = []
    for number in range(draw(st.integers(4, 11))):
        town = draw(st.sampled_from(TOWNS))
        said: list[tuple[str, str | None]] = []
        lines = []
        for _ in range(draw(st.integers(1, 4))):
            quote = draw(st.sampled_from(SAYINGS)).format(n=draw(st.sampled_from((12, 14, 19, 40))), town=town)
            name = draw(st.sampled_from(BODIES))
            if any(quote in line for line in lines):
                continue
            lines.append(f"{quote}, {name} said." if name else f"{quote}.")
            said.append((quote, name))
        text = f"In {town}, a town in Marovia, on the coast.\n\n" + "\n".join(lines)
        if found and draw(st.integers(0, 4)) == 0:
            own = draw(st.sampled_from(found))
            text, said = own.document.text, [(e.quote, e.speakers[0].name if e.speakers else None) for e in own.entries]
        outlet, agency = draw(st.sampled_from(OUTLETS)), draw(st.sampled_from((None, None, None, "Selm Wire")))
        day = draw(st.one_of(st.integers(0, 9), st.integers(18, 40)))
        found.append(reported(f"r{number:02}", text, *said, publisher=outlet, agency=agency, day=day))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(piled())
def test_what_is_not_looked_at_for_its_day_of_publication_has_no_link(reports: list[Report]) -> None:
    tellings = [each for report in reports for each in told_in(page(report))]
    for one, two in combinations(tellings, 2):
        a, b = one.occasion, two.occasion
        assert afar_in_press(press_of(a), press_of(b)) == apart_in_press(a, b)
        if apart_in_press(a, b):
            assert same_proposition(a, b) is None
            assert same_event(a, b, lambda *_: True) is None
            assert not any(same_count(x, y, a, b, lambda *_: True) for x in one.counts for y in two.counts)


def told(ledger: Ledger) -> dict[str, Any]:
    """All that a joining says."""
    return {
        "questions": {each.id: each for each in ledger.questions()},
        "origins": {each.id: each for each in ledger.origins()},
        "answers": set(ledger.answers()),
        "backing": set(ledger.backing()),
        "grades": ledger.grades(),
    }


def from_nothing(reports: list[Report], place: Path, wishes: list[Wish]) -> dict[str, Any]:
    place.unlink(missing_ok=True)
    with Ledger.open(place) as ledger:
        for each in reports:
            ledger.add(each, ENGINE)
        if wishes:
            ledger.decide(wishes)
        ledger.reconcile()
        return told(ledger)


@pytest.fixture
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Piles of any size are kept."""
    monkeypatch.setattr(ledgers, "_LEAST", 0)
    monkeypatch.setattr(ledgers, "_LARGE", 0)


@pytest.fixture
def crowded(keeping: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, and what is common in large piles is so in small ones."""
    monkeypatch.setattr(piles, "CROWD", 5)
    monkeypatch.setattr(copies, "CROWD", 2)
    monkeypatch.setattr(stories, "_OFTEN", 4)


def holds(reports: list[Report], before: int, at_once: int, folder: Path) -> int:
    """Let reports come to a pile, some at once, and compare each time; gives how often all had to be joined anew."""
    place = folder / "l.db"
    place.unlink(missing_ok=True)
    anew = 0
    with Ledger.open(place) as ledger:
        for each in reports[:before]:
            ledger.add(each, ENGINE)
        ledger.reconcile()
        for at in range(before, len(reports), at_once):
            for each in reports[at : at + at_once]:
                ledger.add(each, ENGINE)
            if not ledger._arrived():
                anew += 1
                ledger.reconcile()
            assert told(ledger) == from_nothing(reports[: at + at_once], folder / "other.db", [])
            assert ledger.check() == []
    return anew


ONE_FOLDER = settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@ONE_FOLDER
@given(piled(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_what_comes_is_joined_as_if_it_had_been_there(
    keeping: None, tmp_path: Path, reports: list[Report], chance: random.Random, at_once: int
) -> None:
    chance.shuffle(reports)
    assert holds(reports, len(reports) // 2, at_once, tmp_path) == 0


@ONE_FOLDER
@given(piled(), st.randoms(use_true_random=False))
def test_so_it_is_where_words_names_and_copies_become_common(
    crowded: None, tmp_path: Path, reports: list[Report], chance: random.Random
) -> None:
    chance.shuffle(reports)
    holds(reports, 2, 1, tmp_path)


def toll(id: str, number: int, who: str, day: int = 0) -> Report:
    quote = f"{number} people were killed when shells hit the fish market in Varn"
    return reported(id, f"{quote}, {who} said.", (quote, who), day=day)


def test_what_people_ruled_stands_when_reports_come(keeping: None, tmp_path: Path) -> None:
    first = [toll("a", 14, "Ana Reyl"), toll("b", 14, "the Coastal Observatory")]
    last = [toll("c", 14, "Jonas Tarn", day=1), toll("d", 14, "Petra Olm", day=1)]
    with Ledger.open(tmp_path / "l.db") as ledger:
        for each in first:
            ledger.add(each, ENGINE)
        one, two = sorted(id for ids in ledger.ids().values() for id in ids)
        wish = Wish("Bo", "pair", " ".join(pair(one, two)), Verdict.DIFFERENT)
        ledger.decide([wish])
        ledger.reconcile()
        for at, each in enumerate(last, 1):
            ledger.add(each, ENGINE)
            assert ledger._arrived()
            assert told(ledger) == from_nothing([*first, *last[:at]], tmp_path / "other.db", [wish])


def test_a_ruling_a_changed_text_and_a_new_reading_have_all_joined_anew(keeping: None, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        for each in (toll("a", 14, "Ana Reyl"), toll("b", 14, "the Coastal Observatory")):
            ledger.add(each, ENGINE)
        ledger.join()
        one, two = sorted(id for ids in ledger.ids().values() for id in ids)
        ledger.add(toll("c", 19, "Jonas Tarn", day=1), ENGINE)
        ledger.decide([Wish("Bo", "pair", " ".join(pair(one, two)), Verdict.DIFFERENT)])
        assert not ledger._arrived()
        ledger.join()
        assert ledger._arrived()  # nothing came
        ledger.add(toll("c", 20, "Jonas Tarn", day=1), ENGINE)
        assert not ledger._arrived()
        ledger.join()
        ledger.add(toll("c", 20, "Jonas Tarn", day=1), ENGINE._replace(version="0.1"))
        assert not ledger._arrived()


def test_a_question_that_people_merged_has_all_joined_anew(keeping: None, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        other = "The bridge at Osk was closed to lorries"
        ledger.add(toll("a", 14, "Ana Reyl"), ENGINE)
        ledger.add(reported("b", f"{other}, Ilo Brend said.", (other, "Ilo Brend")), ENGINE)
        ledger.join()
        one, two, *_ = (question.id for question in ledger.questions())
        ledger.decide([Wish("Bo", "question", one, Verdict.MERGE, {"with": two})])
        ledger.join()
        far = "Nine boats sank off the island of Hest in the storm"
        ledger.add(reported("c", f"{far}, Ute Lind said.", (far, "Ute Lind")), ENGINE)
        assert ledger._arrived()
        ledger.add(reported("d", f"{other}, Una Holt said.", (other, "Una Holt")), ENGINE)
        assert not ledger._arrived()
        ledger.join()
        assert any(len(question.claims) == 3 for question in ledger.questions())


def test_joining_all_takes_back_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "_LEAST", 0)
    with Ledger.open(tmp_path / "l.db") as ledger:
        for each in (toll("a", 14, "Ana Reyl"), toll("b", 19, "Petra Olm")):
            ledger.add(each, ENGINE)
            ledger.join()
        ledger.add(toll("c", 19, "Jonas Tarn", day=1), ENGINE)
        ledger.reconcile()  # for a dossier, after which nothing need come
        assert not ledger._arrived()
        ledger.add(toll("d", 14, "Ilo Brend", day=1), ENGINE)
        ledger.join()
        reports = [toll("a", 14, "Ana Reyl"), toll("b", 19, "Petra Olm"), toll("c", 19, "Jonas Tarn", day=1)]
        reports.append(toll("d", 14, "Ilo Brend", day=1))
        assert told(ledger) == from_nothing(reports, tmp_path / "other.db", [])


def test_of_two_that_keep_at_once_the_later_is_kept(
    keeping: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_AT_ONCE", 3)
    with Ledger.open(tmp_path / "l.db") as ledger, Ledger.open(tmp_path / "l.db") as other:
        ledger.add(toll("a", 14, "Ana Reyl"), ENGINE)
        values = iter([("names", "a", {"a": 1})] * 4)

        def slowly() -> Any:
            yield next(values)
            yield next(values)
            yield next(values)
            other.reconcile()
            yield from values

        with ledger.snapshot() as now, now._asking() as connection:
            ground = reconciling.ground(connection)
        kept.begin(lambda: transaction(ledger._engine), ground, slowly())
        ledger.add(toll("b", 19, "Petra Olm"), ENGINE)
        assert ledger._arrived()
        assert told(ledger) == from_nothing(
            [toll("a", 14, "Ana Reyl"), toll("b", 19, "Petra Olm")], tmp_path / "other.db", []
        )


def test_a_pile_is_of_no_use_once_a_report_of_it_was_read_anew(keeping: None, tmp_path: Path) -> None:
    def anew(ledger: Ledger) -> None:
        ledger.add(toll("a", 14, "Ana Reyl"), ENGINE._replace(version="later"))

    reports = [toll("a", 14, "Ana Reyl"), toll("b", 19, "Petra Olm")]
    for name, meanwhile in (("after", False), ("meanwhile", True)):
        with Ledger.open(tmp_path / f"{name}.db") as ledger, Ledger.open(tmp_path / f"{name}.db") as other:
            ledger.add(reports[0], ENGINE)
            with ledger.snapshot() as now, now._asking() as connection:
                ground = reconciling.ground(connection)
            if meanwhile:
                anew(other)
            kept.begin(lambda held=ledger: transaction(held._engine), ground, iter(()))  # type: ignore[misc]
            if not meanwhile:
                anew(other)
            ledger.add(reports[1], ENGINE)
            assert not ledger._arrived()


def test_few_claims_are_joined_from_nothing_each_time(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(toll("a", 14, "Ana Reyl"), ENGINE)
        ledger.join()
        ledger.add(toll("b", 14, "Jonas Tarn"), ENGINE)
        assert not ledger._arrived()
        ledger.join()
        assert any(len(question.claims) == 2 for question in ledger.questions())
