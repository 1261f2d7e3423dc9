"""PLOVER records: realis coded into the type, and beside it what PLOVER leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from headwater.extraction.acts import PLOVER
from headwater.extraction.claim import Modality
from headwater.publishing import plover
from headwater.resolution.report import Actor, CodedEvent, Entry
from headwater.store import ALL, Ledger
from tests.synthetic import ENGINE, entry, report, voice

TEXT = "Tarn will send Selm flour, Minister Orla said."


def told(kind: str, modality: Modality, mode: str | None = None) -> Entry:
    event = CodedEvent(kind, mode, (), (Actor("TRN", "GOV", "Tarn"),), (Actor("SLM", None, "Selm"),))
    plain = entry(TEXT, "Tarn will send Selm flour", voice("Minister Orla", TEXT, code="ORL"), modality=modality)
    return replace(plain, event=event)


@pytest.mark.parametrize(
    ("kind", "modality", "becomes", "mode"),
    [
        ("AID", Modality.ACTUAL, "AID", None),
        ("AID", Modality.POSSIBLE, "AID", None),
        ("AID", Modality.PLANNED, "AGREE", None),
        ("RETREAT", Modality.PLANNED, "CONCEDE", None),
        ("ASSAULT", Modality.PLANNED, "THREATEN", "violence"),
        ("MOBILIZE", Modality.PLANNED, "MOBILIZE", None),
        ("RETREAT", Modality.DEMANDED, "REQUEST", "yield"),
        ("PROTEST", Modality.DEMANDED, "REQUEST", "change"),
    ],
)
def test_realis_is_coded_into_the_type(kind: str, modality: Modality, becomes: str, mode: str | None) -> None:
    coded = plover.code(told(kind, modality))
    assert coded is not None and (coded.type, coded.mode) == (becomes, mode)
    assert coded.future == (kind == "MOBILIZE")


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.HYPOTHETICAL])
def test_what_is_denied_or_only_a_condition_is_no_event(modality: Modality) -> None:
    assert plover.code(told("AID", modality)) is None


def test_who_demands_acts_and_who_shall_do_it_receives() -> None:
    coded = plover.code(told("RETREAT", Modality.DEMANDED))
    assert coded is not None
    assert [each.code for each in coded.actors] == ["ORL"] and [each.code for each in coded.recipients] == ["TRN"]


def test_a_threat_keeps_what_it_threatens_with() -> None:
    coded = plover.code(told("COERCE", Modality.PLANNED, "arrest"))
    assert coded is not None and (coded.type, coded.mode) == ("THREATEN", "arrest")


def test_every_type_that_is_coded_has_its_class_and_score() -> None:
    assert set(PLOVER) == set(plover.types())
    assert all(set(each.modes) <= PLOVER[name] for name, each in plover.types().items())
    assert all(1 <= each.quad <= 4 and -10 <= each.score <= 10 for each in plover.types().values())


def test_a_record_has_what_plover_requires_and_who_says_so(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(report(1), ENGINE)
        ledger.reconcile()
        (path,) = plover.export(ledger, tmp_path / "out", ALL)
    rows = [json.loads(line) for line in path.read_text("ascii").splitlines()]
    assert len(rows) == 3
    row = rows[0]
    assert row["event"] == ["MOBILIZE"] and row["mode"] == ["troops"] and row["date"] == "2031-03-01"
    assert row["quad_code"] == 4 and row["event_scale"] == -6.5
    assert row["actor"][0]["code"] == "MRV" and row["said_by"] == ["Captain Orla 0"] and row["modality"] == "possible"
    assert row["credibility"] in range(1, 7)
