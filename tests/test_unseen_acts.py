"""Acts, doers and places in manners that are common in print. All sentences are made up."""

from __future__ import annotations

import pytest

from headwater.extraction.claim import Event
from headwater.extraction.events import events
from headwater.language import Reader
from headwater.resolution.actors import theatre
from headwater.resolution.places import resolve
from headwater.text import Document
from tests.test_unseen_manners import one


def read(reader: Reader, text: str) -> dict[str, Event]:
    """The acts of a text by the word that tells of each."""
    (reading,) = reader.read([Document("d", text)])
    return {text[e.start : e.end]: e for e in events(text, reading)}


@pytest.mark.parametrize(
    ("text", "word", "type_"),
    [
        ("A missile slammed into the harbour office at Ombra.", "slammed", "ASSAULT"),
        ("The chairman slammed the plan as a farce.", "slammed", "ACCUSE"),
        ("A mortar shell landed on the fish market.", "landed", "ASSAULT"),
        ("The minister flew to Ombra on Tuesday.", "flew", "CONSULT"),
        ("The rebels took four clerks prisoner.", "took", "COERCE"),
        ("The clerk was given nine years in prison.", "given", "SANCTION"),
        ("The company dismissed 40 workers.", "dismissed", "SANCTION"),
        ("The minister dismissed the claim as nonsense.", "dismissed", "REJECT"),
        ("Her cousin was held on suspicion of fraud.", "held", "COERCE"),
        ("Six hostages freed after talks", "freed", "RETREAT"),
    ],
)
def test_what_an_act_is_by_the_words_beside_it(reader: Reader, text: str, word: str, type_: str) -> None:
    assert read(reader, text)[word].type == type_


@pytest.mark.parametrize(
    "text",
    [
        "A strong earthquake killed dozens in the hills.",
        "At least 30 people were killed in a landslide on Monday.",
        "The cyclone slammed into the southern coast.",
        "Her aunt was flown to the capital.",
        "Two clerks pleaded guilty to fraud.",
        "Crowds fired into the air at the wedding.",
        "The boat had ignored orders to halt.",
        "The clerk was given a hearing in Ombra.",
        "The prisoners were marched north.",
    ],
)
def test_mishaps_and_idioms_are_no_act(reader: Reader, text: str) -> None:
    assert read(reader, text) == {}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police blamed the Ombra bombings on a sect.", "bombings"),
        ("A lorry exploded at the gate, killing two guards.", "killing"),
        ("Mortar shells fired from the hills hit the depot.", "hit"),
        ("Two porters were killed by the impact of a shell.", "killed"),
    ],
)
def test_towns_and_things_do_nothing(reader: Reader, text: str, word: str) -> None:
    assert read(reader, text)[word].actors == ()


def test_a_state_before_the_deed_does_it(reader: Reader) -> None:
    text = "Turkey strikes on the port killed four sailors."
    assert [a.of(text) for a in read(reader, text)["killed"].actors] == ["Turkey"]


def test_a_child_told_by_its_age_does_something(reader: Reader) -> None:
    text = "The twelve-year-old fired the gun at a teacher."
    assert [a.of(text) for a in read(reader, text)["fired"].actors] == ["The twelve-year-old"]


def test_of_a_title_without_its_auxiliary_the_subject_suffers(reader: Reader) -> None:
    text = "Two clerks sentenced to prison over bribes"
    event = read(reader, text)["sentenced"]
    assert event.actors == ()
    assert [r.of(text) for r in event.recipients] == ["Two clerks"]


def test_who_announces_deaths_has_not_died(reader: Reader) -> None:
    text = "The mayor announced the deaths of two officers."
    assert [r.of(text) for r in read(reader, text)["announced"].recipients] == ["two officers"]


def test_those_left_dead_are_the_victims_and_not_the_blast(reader: Reader) -> None:
    text = "A blast left at least 19 people dead."
    assert "19 people" in read(reader, text)["left"].recipients[0].of(text)


def test_an_act_that_is_claimed_apart_is_not_lent_to_its_neighbour(reader: Reader) -> None:
    text = "The bank resumed business on Wednesday, a week after gunmen killed two clerks at its gate."
    assert one(reader, text, "resumed business").event is None
    killed = one(reader, text, "killed two clerks").event
    assert killed is not None
    assert killed.type == "ASSAULT"


def test_troops_abroad_are_not_the_scene() -> None:
    text = "American troops searched the market. An American sergeant said a shell had wounded two American soldiers."
    assert theatre(text) == "USA"
    assert theatre(text, firmly=True) is None
    assert theatre("Iraqi police said a shell fell on the market.", firmly=True) == "IRQ"
    assert theatre("American troops searched houses in Iraq, near Mosul.", firmly=True) == "IRQ"


def test_who_is_hit_is_not_taken_from_the_soldiers_nationality(reader: Reader) -> None:
    entry = one(reader, "American troops searched the market. A shell wounded nine.", "wounded nine")
    assert entry.event is not None
    assert not any(a.code == "USA" for a in entry.event.recipients)


@pytest.mark.parametrize("name", ["Chibbo", "Tekkel", "Ain Bellou", "La Cuchilla Real"])
def test_an_unknown_village_is_no_namesake_elsewhere(name: str) -> None:
    assert resolve(name) is None


def test_a_resembling_name_is_a_place_where_the_report_tells_of_its_country() -> None:
    place = resolve("Chibbo", context="The Tunisian army said")
    assert place is not None
    assert place.country == "TUN"
