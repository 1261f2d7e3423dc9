"""Relations: how two figures of one event stand to each other, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from telling import FIRST, paper

from headwater.extraction.claim import Figure, Modality, Qualifier
from headwater.reconciliation.counts import Count, counts
from headwater.reconciliation.occasions import occasions
from headwater.reconciliation.relations import Relation, on_one_event, parts, related, relations
from headwater.reconciliation.told import Told
from headwater.text import PartialDate

KILLED = "14 people were killed in the blast in Dornau"
MORE = "19 people were killed in the blast in Dornau"
HURT = "30 people were wounded in the blast in Dornau"
CHILDREN = "3 of the dead were children"


def figure(
    quote: str,
    *,
    day: int = 0,
    low: float | None = None,
    high: float | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
    modality: Modality = Modality.ACTUAL,
    passage: str = "",
    id: str = "",
) -> Count:
    """The first figure of a claim, its bounds set where they are given."""
    (told,) = paper(id or f"{quote[:12]} {day}", f"{quote}.", (quote, None), day=day).told
    own = told.entry.figures[0]
    if low is not None or high is not None or qualifier is not Qualifier.EXACT:
        own = Figure(own.start, own.end, low, high, qualifier, own.noun)
    entry = replace(
        told.entry, figures=(own,), modality=modality, said=PartialDate.day(FIRST + dt.timedelta(day))
    )  # fmt: skip
    return next(counts(replace(told, entry=entry, passage=passage or told.passage)))


def saying(**names: str) -> Callable[[str], tuple[str, ...]]:
    """Whose word it is, by the first letters of a claim's document, which tests name after their speakers."""

    def word(claim: str) -> tuple[str, ...]:
        return tuple(name for id, name in names.items() if _DOCUMENTS.get(claim, "").startswith(id))

    return word


_DOCUMENTS: dict[str, str] = {}


def by(who: str, count: Count) -> Count:
    _DOCUMENTS[count.told.id] = who
    return count


WORD = saying(mayor="the mayor of Dornau", army="the army", clinic="the Lake Clinic")


def relation(one: Count, two: Count) -> Relation:
    """The relation, which must be the same from both ends."""
    found = related(one, two, WORD)
    assert found.relation is related(two, one, WORD).relation
    assert found.why
    return found.relation


def test_the_same_number_twice_is_equal() -> None:
    assert relation(by("mayor", figure(KILLED)), by("army", figure(KILLED, id="b"))) is Relation.EQUAL


def test_a_number_within_anothers_bound_is_compatible() -> None:
    least = figure(KILLED, low=14, qualifier=Qualifier.AT_LEAST)
    assert relation(by("mayor", least), by("army", figure(MORE))) is Relation.COMPATIBLE


def test_about_a_number_and_the_number_are_compatible_and_not_equal() -> None:
    about = figure(KILLED, low=14, high=14, qualifier=Qualifier.APPROXIMATELY)
    assert relation(by("mayor", about), by("army", figure(KILLED, id="b"))) is Relation.COMPATIBLE


def test_one_origins_later_number_revises_its_first() -> None:
    found = related(by("mayor", figure(KILLED)), by("mayor", figure(MORE, day=1)), WORD)
    assert found.relation is Relation.REVISED
    assert found.why == "the mayor of Dornau says 19 on 2031-03-05, after 14 on 2031-03-04"


def test_one_origin_that_goes_beyond_its_open_bound_has_revised_it() -> None:
    least = figure(KILLED, low=14, qualifier=Qualifier.AT_LEAST)
    assert relation(by("mayor", least), by("mayor", figure(MORE, day=1))) is Relation.REVISED


def test_two_origins_that_differ_are_in_conflict() -> None:
    found = related(by("mayor", figure(KILLED)), by("army", figure(MORE)), WORD)
    assert found.relation is Relation.CONFLICTING
    assert found.why == "the mayor of Dornau says 14, the army 19"


def test_what_is_told_as_taking_the_place_of_a_figure_revises_it_whoever_says_so() -> None:
    rose = figure(MORE, day=1, passage=f"The toll rose to 19. {MORE}.")
    assert relation(by("mayor", figure(KILLED)), by("army", rose)) is Relation.REVISED


def test_the_children_among_the_dead_are_a_part_of_them() -> None:
    found = related(by("mayor", figure(KILLED)), by("army", figure(CHILDREN)), WORD)
    assert found.relation is Relation.PART
    assert found.why == "3 are children among the people of whom 14 were counted"


def test_more_children_than_dead_are_no_part_of_them() -> None:
    assert relation(figure(KILLED), figure(CHILDREN.replace("3", "40"))) is Relation.DIFFERENT_SCOPE


@pytest.mark.parametrize(
    "other",
    [
        figure(HURT),
        figure("the number of dead could reach 40", modality=Modality.POSSIBLE),
        figure("12 homes were destroyed"),
    ],
    ids=["the wounded", "a forecast", "homes"],
)
def test_what_counts_something_else_is_of_a_different_scope(other: Count) -> None:
    assert relation(figure(KILLED), other) is Relation.DIFFERENT_SCOPE


def test_the_parts_of_one_event_are_found_under_their_whole() -> None:
    whole, part = figure(KILLED), figure(CHILDREN)
    assert parts([part, figure(HURT), whole]) == ((part, whole),)


def test_each_different_answer_is_compared_once() -> None:
    asked = [by("mayor", figure(KILLED)), by("mayor", figure(KILLED, id="b")), by("army", figure(MORE))]
    (found,) = relations(asked, WORD)
    assert found.relation is Relation.CONFLICTING


def test_two_reports_about_one_matter_are_of_one_event_and_look_alikes_are_not() -> None:
    def first(id: str, text: str) -> tuple[Told, ...]:
        return paper(id, text, (text.split(", the")[0], None), title=text.split(",")[0]).told

    one = paper("a", f"{KILLED}, the mayor of Dornau said.", (KILLED, None), title="Blast in Dornau")
    two = paper("b", f"{HURT}, the army said.", (HURT, None), title="14 dead after blast in Dornau")
    other = "9 people were killed in the blast in Selwick"
    third = paper("c", f"{other}, the army said.", (other, None), title="Blast in Selwick")
    (here,), (there,), (elsewhere,) = (tuple(occasions(page)) for page in (one, two, third))
    assert on_one_event(here, there)
    assert not on_one_event(here, elsewhere)
