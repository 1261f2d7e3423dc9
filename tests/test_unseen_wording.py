"""Wordings of reports that once were misread: whose figure it is, what is not denied, who owns up. All are made up."""

from __future__ import annotations

import pytest

from headwater.extraction.claim import Modality
from headwater.language import Reader
from tests.test_unseen_manners import names, one, told


@pytest.mark.parametrize(
    ("text", "who", "least", "noun"),
    [
        ("Relief workers put the toll at 80. The army put it at 12.", "The army", 12, "people"),
        ("Opposition activists put the dead at more than 100.", "Opposition activists", 100, "people"),
        ("Two officers put the number at about 600.", "Two officers", 600, "people"),
        ("The number of displaced has doubled to 600,000 in a month, the relief council said.", "the relief council",
         600_000, "displaced"),
        ("The general said the town was quiet; the ministry admitted 89 deaths in Velm.", "the ministry", 89, "people"),
    ],
)  # fmt: skip
def test_whose_figure_it_is_and_what_it_counts(reader: Reader, text: str, who: str, least: int, noun: str) -> None:
    (entry, figure) = next((e, f) for e in told(reader, text) for f in e.figures if f.low == least)
    assert names(entry) == [who]
    assert figure.noun == noun


def test_what_nobody_owns_up_to_is_not_denied(reader: Reader) -> None:
    text = "Nobody has claimed responsibility for the attack, which killed 17 people at a checkpoint near Velm."
    assert one(reader, text, "claimed responsibility").event is None
    killed = one(reader, text, "killed 17")
    assert killed.event is not None and killed.event.type == "ASSAULT"
    assert killed.modality is Modality.ACTUAL


def test_who_claims_responsibility_did_it_by_their_own_word(reader: Reader) -> None:
    owned = one(reader, "The Selmark Front claimed responsibility for the attack on the church.", "responsibility")
    assert names(owned) == ["The Selmark Front"]
    assert owned.event is not None
    assert [actor.name for actor in owned.event.actors] == ["The Selmark Front"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the army would not hesitate to open fire on looters.",
        "The guards never failed to open fire on looters.",
    ],
)
def test_not_to_hesitate_is_to_do(reader: Reader, text: str) -> None:
    assert one(reader, text, "open fire").modality is not Modality.DENIED


@pytest.mark.parametrize(
    "text",
    [
        "He would neither confirm nor deny that his men had taken part in the raid.",
        "The ministry has not commented.",
        "The secretary declined to say how many troops would be sent.",
    ],
)
def test_who_says_nothing_claims_nothing(reader: Reader, text: str) -> None:
    assert not told(reader, text)


def test_what_is_met_with_force_is_no_meeting(reader: Reader) -> None:
    warned = one(reader, "The premier warned that any attempt to cross would be met with force.", "met with")
    assert warned.event is None or warned.event.type != "CONSULT"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The toll could rise, warned the head of the civil guard, Yusuf Darwin, as dozens were still missing.",
         "the head of the civil guard"),
        ("Repairs would take weeks, predicted an engineer who asked not to be named.", "an engineer"),
    ],
)  # fmt: skip
def test_who_speaks_right_behind_the_verb(reader: Reader, text: str, who: str) -> None:
    assert next(names(entry) for entry in told(reader, text)) == [who]


def test_i_am_who_is_quoted(reader: Reader) -> None:
    text = "Villagers told the agency they saw bodies in the street. “I counted 14 of them,” said Idris, a mechanic."
    assert names(one(reader, text, "I counted")) == ["Idris, a mechanic"]


def test_a_capital_that_speaks_is_not_where_it_happened(reader: Reader) -> None:
    place = one(reader, "Moscow claimed to have destroyed 14 launchers near Sumy.", "launchers").place
    assert place is not None and place.name == "Sumy"


def test_behind_a_semicolon_another_tells(reader: Reader) -> None:
    text = "The truce has been broken 17 times since Monday, the army said; the rebels counted 31 violations."
    assert names(one(reader, text, "17 times")) == ["the army"]
    assert names(one(reader, text, "31 violations")) == ["the rebels"]


def test_reports_that_proved_wrong_are_denied(reader: Reader) -> None:
    told_before = one(reader, "Earlier reports that the bridge had been blown up proved wrong.", "had been blown up")
    assert told_before.modality is Modality.DENIED


def test_what_is_to_be_done_is_planned(reader: Reader) -> None:
    text = "Marovia will buy 250 tanks, its defence minister said, the first of which are to be delivered in 2025."
    assert one(reader, text, "to be delivered").modality is Modality.PLANNED


def test_ages_count_nobody(reader: Reader) -> None:
    entry = one(reader, "The two men, aged 24 and 31, were taken to a hospital in Irbil.", "taken to a hospital")
    assert [figure.low for figure in entry.figures] == [2]


def test_who_is_hurt_beside_the_killed_hurts_nobody(reader: Reader) -> None:
    hurt = one(reader, "In the bombing of the depot a soldier was killed and 23 others hurt.", "23 others")
    assert hurt.event is not None
    assert all("others" not in actor.name for actor in hurt.event.actors)
