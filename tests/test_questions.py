"""Questions: what claims answer together, how their answers stand to one another, and what people rule of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from headwater.intake import report
from headwater.language import Reader
from headwater.reading.provenance import described
from headwater.reconciliation.credibility import Credibility
from headwater.reconciliation.questions import Question
from headwater.reconciliation.reconcile import Reconciled, reconciled
from headwater.reconciliation.rulings import Rulings, pair
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


def test_strangers_of_one_day_and_one_number_answer_two_questions(reader: Reader) -> None:
    one = "Two people were killed by gunmen on Monday. Ilo Brend, who runs the ferry to Osk, found them."
    two = "Gunmen shot two people dead on Monday. Ana Holt keeps a shop beside the Marl canal."
    found = reconciled(read(reader, ("a", "2016-10-04", one), ("b", "2016-10-04", two)))
    assert all(len({c.told.document for c in q.figures}) == 1 for q in counted(found, 2))
    same = two.replace("Ana Holt keeps a shop beside the Marl canal", "Ana Holt saw the ferry to Osk go down")
    found = reconciled(read(reader, ("a", "2016-10-04", one), ("b", "2016-10-04", same)))
    assert any(len({c.told.document for c in q.figures}) == 2 for q in counted(found, 2))


def test_those_who_died_later_are_no_toll_that_stands_against_the_first(reader: Reader) -> None:
    more = "Four more people died of the bomb in the market in Aleppo on Monday, the Red Banner said."
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-05", more)))
    assert not any({c.low for c in q.figures} >= {4, 19} for q in found.questions)


def test_shares_that_differ_are_set_against_each_other_in_one_matter_alone(reader: Reader) -> None:
    one = "The Lakeside Monitor said 31 percent of voters in Aleppo backed Ilo Brend."
    two = "The Red Banner said 45 percent of farms near Homs owed money to Ilo Brend."
    found = reconciled(read(reader, ("a", "2016-10-04", one), ("b", "2016-10-04", two)))
    assert all(len(q.figures) == 1 for q in counted(found, 31, 45))


def test_two_who_say_it_together_do_not_confirm_each_other(reader: Reader) -> None:
    together = (
        "Doctors of the Harbour Hospital and the Lakeside Monitor said 19 people had been killed by the bomb in the "
        "market in Aleppo on Monday."
    )
    (question,) = counted(reconciled(read(reader, ("a", "2016-10-04", together))), 19)
    assert len(question.standing.parties) == 2 and question.standing.status is Status.SINGLE_ORIGIN
    apart = "The Red Banner said 19 people were killed by its bomb in the market in Aleppo on Monday."
    found = reconciled(read(reader, ("a", "2016-10-04", together), ("b", "2016-10-04", apart)))
    (question,) = counted(found, 19)
    assert question.standing.status is Status.CORROBORATED and question.standing.why.startswith("2 independent")


def test_two_open_figures_far_from_each_other_confirm_nothing(reader: Reader) -> None:
    least, more = NIGHT.replace("19 people", "at least 19 people"), OTHERS.replace("44 people", "more than 27 people")
    found = reconciled(read(reader, ("a", "2016-10-04", least), ("b", "2016-10-04", more)))
    (question,) = counted(found, 19, 27)
    assert question.standing.status is Status.SINGLE_ORIGIN


def test_who_gathered_are_not_those_who_were_killed(reader: Reader) -> None:
    crowd = "Around 100 people had gathered in the market in Aleppo on Monday, the Lakeside Monitor said."
    found = reconciled(read(reader, ("a", "2016-10-04", crowd), ("b", "2016-10-04", NIGHT)))
    assert counted(found, 100) != counted(found, 19)


def test_soldiers_who_are_there_were_sent(reader: Reader) -> None:
    sent = "About 1,200 Marovian soldiers have crossed into Homs since Sunday, the border service said."
    there = "Up to 4,000 Marovian soldiers are in Homs, the State Intelligence Office said."
    found = reconciled(read(reader, ("a", "2016-10-04", sent), ("b", "2016-10-05", there)))
    assert [q.id for q in counted(found, 1200)] == [
        q.id for q in found.questions if {c.high for c in q.figures} & {4000}
    ]


def test_one_origin_that_raises_its_figure_has_revised_it(reader: Reader) -> None:
    later = NIGHT.replace("19 people", "25 people")
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-05", later)))
    (question,) = counted(found, 19, 25)
    assert question.standing.status is Status.REVISED


def test_a_toll_that_rose_past_anothers_is_revised_and_confirms_nothing(reader: Reader) -> None:
    rose = (
        "The death toll of Monday's bomb in the market in Aleppo has risen to 25 people killed, "
        "the Harbour Hospital said."
    )
    found = reconciled(
        read(reader, ("a", "2016-10-04", MORNING), ("b", "2016-10-04", NIGHT), ("c", "2016-10-05", rose))
    )
    (question,) = counted(found, 19)
    assert 25 in {c.low for c in question.figures}
    assert question.standing.status is Status.REVISED
    assert "19" in question.standing.why and "25" in question.standing.why


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


def test_a_text_in_many_hundred_papers_is_one_question_and_one_origin(reader: Reader) -> None:
    (one,) = read(reader, ("p000", "2016-10-04", f"{NIGHT} {OTHERS}"))
    papers = [
        replace(one, document=replace(one.document, id=f"p{n:03}", publisher=f"Paper {n}")) for n in range(300)
    ]  # fmt: skip
    (question,) = counted(reconciled(papers), 19, 44)
    assert len(question.claims) == 600 and len(question.standing.parties) == 2
    assert question.standing.status is Status.CONFLICTING


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


def test_what_a_person_rules_different_is_not_joined(reader: Reader) -> None:
    reports = read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", OTHERS))
    (joint,) = counted(reconciled(reports), 19, 44)
    one, two = (c.told.id for c in joint.figures)
    found = reconciled(reports, Rulings(different={pair(one, two): "Ana decided so"}))
    assert len(counted(found, 19, 44)) == 2
    assert all(not {one, two} <= set(q.claims) for q in found.questions)


def test_what_a_person_rules_the_same_is_joined_with_their_reason(reader: Reader) -> None:
    reports = read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", ELSEWHERE))
    one, two = counted(reconciled(reports), 19, 7)
    ruled = pair(one.claims[0], two.claims[0])
    (joint,) = counted(reconciled(reports, Rulings(same={ruled: "Ana decided so"})), 19, 7)
    assert joint.standing.status is Status.CONFLICTING
    assert ("Ana decided so",) in [link.reasons for link in joint.links]


def test_a_ruling_that_two_differ_stands_before_one_that_they_are_the_same(reader: Reader) -> None:
    reports = read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", ELSEWHERE))
    one, two = counted(reconciled(reports), 19, 7)
    ruled = pair(one.claims[0], two.claims[0])
    found = reconciled(reports, Rulings(same={ruled: "Ana"}, different={ruled: "Bo"}))
    assert len(counted(found, 19, 7)) == 2


def test_a_question_is_split_and_two_are_merged_as_people_say(reader: Reader) -> None:
    reports = read(
        reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", OTHERS), ("c", "2016-10-04", ELSEWHERE)
    )  # fmt: skip
    (joint,) = counted(reconciled(reports), 19, 44)
    (other,) = counted(reconciled(reports), 7)
    taken = next(c.told.id for c in joint.figures if c.low == 44)
    split = counted(reconciled(reports, Rulings(split={joint.id: frozenset({taken})})), 19, 44)
    assert sorted(len(q.figures) for q in split) == [1, 1] and joint.id in {q.id for q in split}
    (merged,) = counted(reconciled(reports, Rulings(merged={(joint.id, other.id): "Ana"})), 19, 44, 7)
    assert {c.low for c in merged.figures} == {19, 44, 7}
    assert merged.id in {joint.id, other.id}


def test_a_ruling_about_what_is_not_there_does_nothing(reader: Reader) -> None:
    reports = read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", OTHERS))
    gone = Rulings({("x", "y"): "Ana"}, {("x", "z"): "Ana"}, {("q", "r"): "Ana"}, {"q": frozenset({"x"})})
    assert reconciled(reports, gone) == reconciled(reports)


def grade_of(found: Reconciled, value: float) -> Credibility:
    (claim,) = {c.told.id for q in found.questions for c in q.figures if c.low == value}
    return found.grades[claim].credibility


def test_a_claim_of_one_origin_alone_cannot_be_judged(reader: Reader) -> None:
    assert grade_of(reconciled(read(reader, ("a", "2016-10-04", NIGHT))), 19) is Credibility.CANNOT_BE_JUDGED


def test_a_second_origin_confirms_and_a_copy_does_not(reader: Reader) -> None:
    second = NIGHT.replace("Lakeside Monitor", "Harbour Hospital")
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", second)))
    assert {grade.credibility for grade in found.grades.values()} >= {Credibility.CONFIRMED}
    copied = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", NIGHT)))
    assert {grade.credibility for grade in copied.grades.values()} == {Credibility.CANNOT_BE_JUDGED}


def test_what_another_origin_contradicts_is_doubtful_on_both_sides(reader: Reader) -> None:
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-04", OTHERS)))
    assert grade_of(found, 19) is grade_of(found, 44) is Credibility.DOUBTFUL


def test_what_its_own_origin_took_back_is_improbable(reader: Reader) -> None:
    later = NIGHT.replace("19 people", "25 people")
    found = reconciled(read(reader, ("a", "2016-10-04", NIGHT), ("b", "2016-10-05", later)))
    assert grade_of(found, 19) is Credibility.IMPROBABLE
    assert grade_of(found, 25) is Credibility.CANNOT_BE_JUDGED


def test_a_forecast_cannot_be_judged(reader: Reader) -> None:
    found = reconciled(
        read(reader, ("a", "2031-03-04", "Up to 10,000 soldiers of Oster could be sent to Selm, General Orm said."))
    )
    assert found.grades and {g.credibility for g in found.grades.values()} == {Credibility.CANNOT_BE_JUDGED}
