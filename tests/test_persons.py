"""Who is meant by "the boy", "he" and "the victim" of a report. All reports are invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from headwater.extraction.dependents import Dependents
from headwater.language import Reader
from headwater.reconciliation.persons import Person, likeness, persons, same_person
from headwater.text import Document
from headwater.vocabulary import table

Follow = Callable[..., list[Person]]


@pytest.fixture(scope="session")
def follow(reader: Reader) -> Follow:
    """The person meant by each of these words of a report, at the first place after the one before it."""

    def followed(text: str, *words: str, name: str = "a") -> list[Person]:
        (reading,) = reader.read([Document(name, text)])
        told: Mapping[int, Person] = persons(Dependents(text, reading), reading)
        found, at = [], 0
        for word in words:
            at = text.index(word, at)
            (number,) = [n for n, w in enumerate(reading.words) if w.start == at]
            found.append(told[number])
            at += len(word)
        return found

    return followed


RIVER = (
    "Boy, 9, drowns in Karvel river\nA 9-year-old boy drowned in the Karvel on Sunday. The boy had slipped from the "
    "quay, the harbour master said. His sister jumped in after him and was pulled out alive. She is 14."
)
HOLMS = (
    "Two bakers, Ivar Holm, 52, and Greta Lund, 31, were killed in the blast in Dornholm. Holm died at once. Lund died "
    "in hospital on Friday. She had opened her shop in May."
)


def test_an_age_a_noun_and_a_pronoun_are_one_person(follow: Follow) -> None:
    headline, lead, later, his = follow(RIVER, "Boy", "boy", "boy", "His")
    assert headline == lead == later == his
    assert headline.ages == {"9 year"}
    assert headline.sex == "he"


def test_a_sister_is_somebody_else_than_her_brother(follow: Follow) -> None:
    boy, sister, she = follow(RIVER, "Boy", "sister", "She")
    assert sister == she
    assert same_person(boy, sister) == 0


def test_a_surname_goes_on_with_the_full_name(follow: Follow) -> None:
    ivar, greta, holm, lund, she = follow(HOLMS, "Ivar", "Greta", "Holm died", "Lund died", "She")
    assert ivar == holm
    assert greta == lund == she
    assert ivar.ages == {"52 year"}
    assert same_person(ivar, greta) == 0


def test_two_reports_agree_on_a_person_by_name_and_else_by_age(follow: Follow) -> None:
    other = "The Karvel took a life on Sunday. Nils Aaberg, 9, fell from the quay. The boy could not swim."
    (boy,) = follow(RIVER, "Boy")
    nils, noun = follow(other, "Nils", "boy", name="b")
    (ivar,) = follow(HOLMS, "Ivar", name="c")
    assert nils == noun
    assert same_person(boy, nils) == 1
    assert same_person(nils, ivar) == 0


def test_several_are_counted_where_a_number_stands(follow: Follow) -> None:
    three, they = follow(
        "Three workers fell from the roof in Lindness. They were taken to hospital.", "workers", "They"
    )
    assert three.count == 3
    assert they == three


def test_likeness_knows_what_it_does_not_know(follow: Follow) -> None:
    (boy,) = follow(RIVER, "boy")
    somebody = Person("z", 0, frozenset(), frozenset(), None, 1)
    assert np.isnan(likeness((), (boy,)))
    assert np.isnan(likeness((somebody,), (boy,)))
    assert likeness((somebody, boy), (boy,)) == 1


def test_the_nouns_for_people_stand_in_lists_of_words() -> None:
    groups = table("persons")
    assert groups.keys() == {"male", "female", "young", "grown", "kin", "several", "other"}
    assert all(isinstance(words, str) and words == words.lower() for words in groups.values())
    assert not set(groups["male"].split()) & set(groups["female"].split())
    assert not set(groups["young"].split()) & set(groups["grown"].split())
