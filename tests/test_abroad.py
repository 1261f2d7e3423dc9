"""One country's people in another, whom each report counts otherwise; other tolls of one attack; days of a lead."""

from __future__ import annotations

import datetime as dt

from headwater.intake import reports
from headwater.language import Reader
from headwater.reconciliation.questions import Question
from headwater.reconciliation.reconcile import reconciled
from headwater.reconciliation.told import page
from headwater.resolution.report import Report
from headwater.text import Document, How, PartialDate, Published

DAY = dt.date(2032, 3, 9)


def asked(reader: Reader, *texts: str, days: tuple[int, ...] = (0, 0, 0)) -> tuple[list[Question], dict[str, str]]:
    """The questions of these reports, and the words of each claim."""
    found = (
        Document(f"d{n}", text, None, f"Paper {n}", Published(PartialDate.day(DAY + dt.timedelta(late)), How.METADATA))
        for n, (text, late) in enumerate(zip(texts, days, strict=False))
    )
    read = [each for each in reports(found, reader) if isinstance(each, Report)]
    words = {told.id: told.quote for each in read for told in page(each).told}
    return list(reconciled(read).questions), words


def with_figures(questions: list[Question], *values: float) -> bool:
    """Whether one question holds all these figures."""
    return any(set(values) <= {v for f in q.figures for v in (f.low, f.high)} for q in questions)


def test_soldiers_of_a_country_are_its_people_in_the_next_report(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "Up to 7,000 Kenyan soldiers are in Somalia, a diplomat in Nairobi said.",
        "There are between 9,000 and 10,000 Kenyans in Somalia, the newspaper reported.",
    )
    assert with_figures(found, 7000, 9000)


def test_two_nations_are_not_one_force(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "Some 7,000 Kenyan soldiers are in Somalia, a diplomat in Nairobi said.",
        "Some 3,000 Ugandan soldiers are in Somalia, the army said.",
    )
    assert not with_figures(found, 7000, 3000)


def test_forces_of_one_country_in_two_lands_are_two(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "Some 7,000 Kenyan soldiers are in Somalia, a diplomat said.",
        "Some 1,200 Kenyan soldiers are in South Sudan, the army said.",
    )
    assert not with_figures(found, 7000, 1200)


def test_who_says_that_there_are_none_answers_who_counts_them(reader: Reader) -> None:
    found, words = asked(
        reader,
        "Up to 7,000 Kenyan soldiers are in Somalia, a diplomat in Nairobi said.",
        'There are no Kenyan troops in Somalia, the foreign minister of Somalia said. "That is a tale," he said.',
    )
    together = [{words[c] for c in q.claims} for q in found if len(q.claims) > 1]
    assert any(any("no Kenyan" in w for w in each) and any("7,000" in w for w in each) for each in together)
    assert any(q.standing.status.value == "conflicting" for q in found)


def test_a_toll_of_the_dead_answers_how_many_soldiers_died(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "At least 22 soldiers were killed on Tuesday when gunmen attacked an army post at Sarvan in northern Mali, "
        "a security source said. The defence ministry gave a lower toll of 15 dead.",
    )
    assert with_figures(found, 22, 15)


def test_a_figure_and_what_it_was_raised_from_are_of_one_question(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "Up to 4,000 Kenyan soldiers are in Somalia, the State Intelligence Office said.",
        "The State Intelligence Office has raised its estimate of the Kenyan force in Somalia to about 5,000, from up "
        "to 4,000 last week, the Post reported.",
        days=(0, 5),
    )
    assert with_figures(found, 5000, 4000)
    assert any(q.standing.status.value == "revised" for q in found)


def test_children_among_the_dead_are_not_the_dead(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "At least 22 people were killed on Tuesday when shells hit a market at Sarvan in northern Mali, medics said.",
        "Nine children were killed on Tuesday when shells hit a market at Sarvan in northern Mali, the mayor said.",
    )
    assert not with_figures(found, 22, 9)


def test_the_day_that_the_second_sentence_gives_is_that_of_the_first(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "Eleven people were killed when gunmen ambushed a convoy in northern Mali, officials said. The attack took "
        "place on Tuesday on the road to Sarvan.",
        "Twelve people were killed when gunmen attacked a checkpoint in northern Mali, officials said. The attack took "
        "place on Sunday near Dorn.",
    )
    assert not with_figures(found, 11, 12)


def test_nobody_asks_how_many_years_ago(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "The bridge at Sarvan was built four years ago, the mayor said.",
        "The mayor of Sarvan said that he had left the army four years ago.",
    )
    assert not any(q.label.startswith("How many years") for q in found)


def test_a_share_of_some_is_no_share_of_others(reader: Reader) -> None:
    found, _ = asked(
        reader,
        "In Sarvan 86 percent of young voters back the mayor, a poll said.",
        "In Sarvan 49 percent of farmers back the mayor, a poll said.",
    )
    assert not with_figures(found, 86, 49)
