"""Joining a ledger that others read and change meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from headwater.errors import LedgerChanged
from headwater.reconciliation.reconcile import Joining, Reconciled
from headwater.reconciliation.rulings import Rulings, pair
from headwater.store import Ledger, Verdict, Wish
from tests.synthetic import ENGINE, report
from tests.telling import reported

QUOTE = "The bridge at Osk was closed to lorries on Monday"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two reports whose claims answer one question."""
    found = Ledger.open(tmp_path / "l.db")
    for id, day in (("a", 0), ("b", 1)):
        found.add(reported(id, f"{QUOTE}, Ilo Brend said.", (QUOTE, "Ilo Brend"), day=day), ENGINE)
    return found


def meanwhile(monkeypatch: pytest.MonkeyPatch, does: Callable[[int], object]) -> list[int]:
    """Have somebody do something during each working out; gives the numbers of those that were begun."""
    begun: list[int] = []
    result = Joining.result

    def held_up(joining: Joining, rulings: Rulings) -> Reconciled:
        begun.append(len(begun) + 1)
        does(len(begun))
        return result(joining, rulings)

    monkeypatch.setattr(Joining, "result", held_up)
    return begun


def ruling(ledger: Ledger, other: Ledger, turn: int) -> None:
    """Somebody else rules on the two claims, as long as the ledger is not held still."""
    one, two = sorted(id for ids in ledger.ids().values() for id in ids)
    last = max((each.id for each in other.decisions()), default=0)
    verdict = Verdict.DIFFERENT if turn % 2 else Verdict.SAME
    other.decide([Wish("Bo", "pair", f"{one} {two}", verdict, seen=last)])


def test_others_decide_while_claims_are_joined(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = next(ledger.claims()).id
    with Ledger.open(tmp_path / "l.db") as other:
        begun = meanwhile(monkeypatch, lambda _: other.decide([Wish("Bo", "claim", claim, Verdict.ACCEPT, seen=0)]))
        ledger.reconcile(yielding=True)
        assert begun == [1]  # what somebody thinks of a claim does not change what is joined
        assert [each.subject for each in other.decisions()] == [claim]
        assert any(len(each.claims) == 2 for each in other.questions())


def test_a_ruling_that_is_made_meanwhile_is_in_what_is_written(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(tmp_path / "l.db") as other:
        begun = meanwhile(monkeypatch, lambda turn: ruling(ledger, other, turn) if turn == 1 else None)
        ledger.reconcile(yielding=True)
    assert begun == [1, 2]
    assert all(len(each.claims) == 1 for each in ledger.questions())


def test_a_report_that_is_added_meanwhile_is_joined_with_the_others(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = reported("c", f"{QUOTE}, Ilo Brend said again.", (QUOTE, "Ilo Brend"), day=2)
    with Ledger.open(tmp_path / "l.db") as other:
        meanwhile(monkeypatch, lambda turn: other.add(third, ENGINE) if turn == 1 else None)
        ledger.reconcile(yielding=True)
    assert any(len(each.claims) == 3 for each in ledger.questions())
    assert ledger.check() == []


def test_who_yields_says_that_the_ledger_did_not_stand_still(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(tmp_path / "l.db") as other:
        begun = meanwhile(monkeypatch, lambda turn: ruling(ledger, other, turn))
        with pytest.raises(LedgerChanged, match=r"3 times.*join anew when the others are done"):
            ledger.reconcile(yielding=True)
    assert begun == [1, 2, 3]
    assert all(len(each.claims) == 1 for each in ledger.questions())  # nothing was written


def test_a_joining_comes_to_an_end_though_others_go_on(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(tmp_path / "l.db") as other:
        begun = meanwhile(monkeypatch, lambda turn: ruling(ledger, other, turn) if turn < 4 else None)
        ledger.reconcile()
    assert begun == [1, 2, 3, 4]


def test_reports_that_are_kept_are_what_would_be_read_back(tmp_path: Path) -> None:
    first = report(7)
    figure = replace(first.entries[0].figures[0], high=float("inf"))
    endless = replace(first.entries[0], figures=(figure,))
    with Ledger.open(tmp_path / "l.db") as before:
        before.add(report(1), ENGINE)
    with Ledger.open(tmp_path / "l.db", keeping=True) as ledger:
        ledger.add(first, ENGINE)
        ledger.add(reported("c", f"{QUOTE}, Ilo Brend said.", (QUOTE, "Ilo Brend")), ENGINE)
        ledger.reconcile()
        ledger.add(reported("c", f"{QUOTE}, Ilo Brend has said.", (QUOTE, "Ilo Brend")), ENGINE)
        with Ledger.open(tmp_path / "l.db") as other:
            other.add(report(8), ENGINE)
            ledger.add(replace(report(9), entries=(endless,)), ENGINE)
            with ledger.snapshot() as now:
                assert list(now.reports()) == list(other.reports())
            assert list(ledger.reports(all_versions=True)) == list(other.reports(all_versions=True))
            assert len(list(ledger.reports())) == 5


def test_a_ledger_that_was_joined_before_comes_to_what_one_that_was_not_does(tmp_path: Path) -> None:
    """Only what differs is written, and nothing that stood there before is left."""
    told = []
    for often in (True, False):
        with Ledger.open(tmp_path / f"{often}.db") as ledger:
            for id, day in (("a", 0), ("b", 1), ("c", 2)):
                ledger.add(reported(id, f"{QUOTE}, Ilo Brend said.", (QUOTE, "Ilo Brend"), day=day), ENGINE)
                if often:
                    ledger.reconcile()
            ledger.add(reported("c", f"{QUOTE}, Ana Holt said.", (QUOTE, "Ana Holt"), day=2), ENGINE)
            ledger.add(report(7), ENGINE)
            if often:
                ledger.reconcile()
            one, two, *_ = (id for ids in ledger.ids().values() for id in ids)
            ledger.decide([Wish("Bo", "pair", " ".join(pair(one, two)), Verdict.DIFFERENT)])
            ledger.reconcile()
            assert ledger.check() == []
            told.append(
                (
                    set(ledger.questions()),
                    set(ledger.origins()),
                    set(ledger.answers()),
                    set(ledger.backing()),
                    ledger.grades(),
                )
            )
    assert told[0] == told[1]


def test_joining_again_gives_the_same(ledger: Ledger) -> None:
    ledger.add(report(7), ENGINE)
    assert ledger.reconcile().questions == ledger.reconcile().questions
