"""Questions: what claims answer together, and how their answers stand to one another."""

from __future__ import annotations

import random

import pytest

from headwater.intake import report
from headwater.language import Reader
from headwater.reading.provenance import described
from headwater.reconciliation.questions import Question
from headwater.reconciliation.reconcile import Reconciled, reconciled
from headwater.reconciliation.statuses import Status
from headwater.resolution.report import Report
from headwater.text import Document, How, PartialDate, Published

MORNING = (
    "At least 12 people were killed when a bomb exploded in a market in Aleppo on Monday, the Lakeside Monitor said."
)
NIGHT = "The Lakeside Monitor said 19 people had been killed by the bomb in the market in Aleppo on Monday."
OTHERS = "The Red Banner said 44 people were killed by its bomb in the market in Aleppo on Monday."
ELSEWHERE = "A bomb killed 7 people in a market in Homs on Monday, state television reported."
YESTERDAY = "A bomb killed 5 people in a market in Aleppo on the Saturday before, state television reported."


def read(reader: Reader, *rows: tuple[str, str, str]) -> list[Report]:
    """Reports of (id, day, text)."""
    documents = [
        described(Document(id, text, published=Published(PartialDate.iso(day), How.METADATA))) for id, day, text in rows
    ]
    return [report(d, r) for d, r in zip(documents, reader.read(documents), strict=True)]


def counted(found: Reconciled, *values: float) -> list[Question]:
    """The questions that any of these figures answers."""
    return [q for q in found.questions if {c.low for c in q.figures} & set(values)]


def test_two_origins_that_differ_are_in_conflict(reader: Reader) -> None:
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", OTHERS)))
    (question,) = counted(found, 19, 44)
    assert question.standing.status is Status.CONFLICTING
    assert "19" in question.standing.why and "44" in question.standing.why


def test_one_origin_that_raises_its_figure_has_revised_it(reader: Reader) -> None:
    later = NIGHT.replace("19 people", "25 people")
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-05", later)))
    (question,) = counted(found, 19, 25)
    assert question.standing.status is Status.REVISED


def test_a_figure_within_the_bound_of_another_is_no_conflict(reader: Reader) -> None:
    found = reconciled(read(reader, ("a", "2016-10-04", MORNING), ("b", "2016-10-05", NIGHT)))
    (question,) = counted(found, 12, 19)
    assert question.standing.status is Status.SINGLE_ORIGIN


@pytest.mark.parametrize("other", [ELSEWHERE, YESTERDAY])
def test_two_bombings_stay_two(reader: Reader, other: str) -> None:
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", other)))
    assert len(counted(found, 19, 7, 5)) == 2


def test_a_forecast_is_no_answer_to_a_count(reader: Reader) -> None:
    sent = "Oster has sent 1,500 soldiers to Selm, its ministry said."
    may = "Up to 10,000 soldiers of Oster could be sent to Selm, General Orm said."
    found = reconciled(read(reader, ("a", "2031-03-04", sent), ("b", "2031-03-04", may)))
    assert all(len(q.claims) == 1 for q in found.questions if q.figures)


def test_the_same_text_in_two_papers_is_one_origin(reader: Reader) -> None:
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", NIGHT)))
    (question,) = counted(found, 19)
    assert len(question.claims) == 2
    assert question.standing.status is Status.SINGLE_ORIGIN and len(question.standing.parties) == 1


def test_what_comes_of_reports_does_not_depend_on_their_order(reader: Reader) -> None:
    rows = [
        ("a", "2016-10-04", MORNING),
        ("b", "2016-10-05", NIGHT),
        ("c", "2016-10-05", OTHERS),
        ("d", "2016-10-05", ELSEWHERE),
    ]
    reports = read(reader, *rows)
    expected = {(q.id, q.claims, q.standing) for q in reconciled(reports).questions}
    for seed in range(12):
        mixed = reports[:]
        random.Random(seed).shuffle(mixed)
        assert {(q.id, q.claims, q.standing) for q in reconciled(mixed).questions} == expected
