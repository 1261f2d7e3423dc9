"""Piles in the manner of several wars: what their reports come to together. All sentences are made up."""

from __future__ import annotations

import datetime as dt

import pytest

from headwater.extraction.claim import Modality
from headwater.intake import reports
from headwater.language import Reader
from headwater.reconciliation.counts import counts
from headwater.reconciliation.matters import ONE_MATTER, one_matter
from headwater.reconciliation.occasions import occasions
from headwater.reconciliation.press import office
from headwater.reconciliation.questions import Question
from headwater.reconciliation.reconcile import Reconciled, reconciled
from headwater.reconciliation.speaking import who
from headwater.reconciliation.told import Told, page
from headwater.resolution.report import Entry, Report
from headwater.text import Document, How, PartialDate, Published
from headwater.vocabulary import table

DAY = dt.date(2031, 6, 18)  # a Wednesday


def read(reader: Reader, *papers: tuple[str, str, int, str]) -> list[Report]:
    """Reports of ``papers``: publisher, title, days after :data:`DAY`, text."""
    documents = [
        Document(
            f"d{number}", text, title, publisher, Published(PartialDate.day(DAY + dt.timedelta(later)), How.METADATA)
        )
        for number, (publisher, title, later, text) in enumerate(papers)
    ]
    found = list(reports(documents, reader))
    assert all(isinstance(each, Report) for each in found)
    return [each for each in found if isinstance(each, Report)]


def told(found: list[Report], words: str) -> Told:
    """The shortest claim that holds these words."""
    held = [t for report in found for t in page(report).told if words in t.quote]
    assert held, f"nothing claims {words!r}: {[t.quote for r in found for t in page(r).told]}"
    return min(held, key=lambda t: len(t.quote))


def one(reader: Reader, text: str, words: str) -> Entry:
    return told(read(reader, ("Coastal Wire", "", 0, text)), words).entry


def names(entry: Entry) -> list[str]:
    return [voice.name for voice in entry.speakers]


def shared(made: Reconciled, one: Told, two: Told) -> list[Question]:
    """The questions that both answer."""
    return [q for q in made.questions if one.id in q.claims and two.id in q.claims]


# Who says it


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The regional bloc ORU demanded the immediate release of Mr Olm.", "release of Mr Olm", "ORU"),
        ("The council called on both sides to show restraint.", "show restraint", "The council"),
        ("The Commissioner calls on the government to look into the raid.", "look into the raid", "The Commissioner"),
        ("Ilyria called for an investigation of the raid.", "an investigation", "Ilyria"),
    ],
)
def test_who_demands_is_the_speaker_of_what_is_demanded(reader: Reader, text: str, words: str, speaker: str) -> None:
    entry = one(reader, text, words)
    assert entry.modality is Modality.DEMANDED
    assert speaker in names(entry)[-1]


def test_a_matter_that_demands_attention_says_nothing(reader: Reader) -> None:
    found = read(reader, ("Coastal Wire", "", 0, "The fall of Velm is an event that demands attention from Ilyria."))
    assert all(not t.entry.speakers for t in page(found[0]).told)


def test_it_after_a_coast_guard_is_the_coast_guard(reader: Reader) -> None:
    text = (
        "A ferry with 150 people on board sank on Sunday night, the coast guard said. "
        "Fifty-four people had been pulled from the water, it said in a statement."
    )
    assert names(one(reader, text, "pulled from the water")) == ["the coast guard"]


def test_what_they_believe_who_speak_is_said_by_them_once(reader: Reader) -> None:
    text = "Fishermen in Dorn told this newspaper they believed up to 140 people were still missing."
    assert names(one(reader, text, "140 people")) == ["Fishermen in Dorn"]


def test_a_group_without_a_name_is_known_by_the_one_that_it_gives_itself(reader: Reader) -> None:
    text = (
        "Two guards were killed, the interior ministry said.\n\nA group that calls itself the Amber Battalion told the "
        "Dorn news agency RELA that it had carried out the raid. It was holding 41 foreigners, it said."
    )
    assert names(one(reader, text, "it had carried out the raid")) == ["Amber Battalion"]
    assert names(one(reader, text, "41 foreigners")) == ["Amber Battalion"]


def test_a_tag_between_two_clauses_belongs_to_the_first_as_well(reader: Reader) -> None:
    text = (
        "A shell hit a busy market in the north on Tuesday, medical workers told Coastal Wire, and dozens of people "
        "were feared dead."
    )
    assert names(one(reader, text, "a busy market")) == ["medical workers"]


def test_an_aside_behind_the_speaker_hides_neither_the_speaker_nor_what_is_said(reader: Reader) -> None:
    text = (
        "ADEN, June 18 (Coastal Wire) - Both sides completed the biggest exchange of prisoners of the war on Tuesday. "
        "More than 1,000 men were freed, according to the Relief Union, which ran 11 flights between five cities."
    )
    assert names(one(reader, text, "More than 1,000 men were freed")) == ["the Relief Union"]


@pytest.mark.parametrize(
    "text",
    [
        "In all 436 bodies were exhumed from the Velm burial site, the regional governor, Oleh Reyl, said on Friday.",
        "A total of 436 bodies lay under the mill, the district's deputy mayor, Oleh Reyl, told reporters.",
    ],
)  # fmt: skip
def test_an_office_and_a_name_between_commas_are_one_speaker(reader: Reader, text: str) -> None:
    entry = one(reader, text, "436 bodies")
    assert names(entry)[-1].endswith("Oleh Reyl") and "governor" not in entry.quote and "mayor" not in entry.quote


def test_a_family_name_that_is_also_a_given_name_does_not_tell_whether_it_is_a_woman(reader: Reader) -> None:
    text = (
        '"The images are shocking," said Velda Hassan, the organisation\'s director of field work. '
        "In one photograph a child is covered in burns, she said."
    )
    assert names(one(reader, text, "covered in burns"))[-1].startswith("Velda Hassan")


def test_an_unnamed_group_is_not_the_body_that_somebody_is_sent_to(reader: Reader) -> None:
    text = (
        "Ilyria denied that its army had used poison gas, after a rights group said that as many as 250 people had "
        'been killed. "It is baseless," said Omer Dahl, the ambassador to the United Nations.'
    )
    assert names(one(reader, text, "250 people"))[-1] == "a rights group"


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("Velda Hassan, the Union's director of crisis research", "Union"),
        ("Fabian Corr, the ICRC's regional director", "ICRC"),
        ("Jen Orlo, the Ilyrian State Department's spokeswoman", "Ilyrian State Department"),
        ("Temur Ioan, Ilyria's defence ministry spokesman", "Ilyria's defence ministry"),
    ],
)
def test_whom_somebody_speaks_for_is_named_without_what_they_are_there(written: str, body: str) -> None:
    speaks = who(written).body
    assert speaks is not None and speaks.name == body


def test_a_name_with_an_article_of_its_own_is_kept_whole() -> None:
    assert who("the coalition's spokesman, Colonel Turki al-Malki").name == "Turki al-Malki"


# When, and how many


@pytest.mark.parametrize(
    ("text", "words", "month"),
    [
        ("It is the second such disaster this year: on 8 April, 38 people died off the same coast.", "38", 4),
        ("In January a shell on the town of Dorn had killed nine people, residents said at the time.", "nine", 1),
    ],
)  # fmt: skip
def test_the_date_right_before_a_claim_is_its_date(reader: Reader, text: str, words: str, month: int) -> None:
    happened = one(reader, text, words).happened
    assert happened is not None and happened.first is not None and happened.first.month == month


def test_people_are_understood_where_a_number_remains_missing(reader: Reader) -> None:
    (figure,) = one(reader, "At least 100 remain missing after the ferry sank off Dorn.", "100").figures
    assert (figure.low, figure.noun) == (100, "people")


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("In all, 34 hostages and 15 of their captors were killed in Dorn on Tuesday.", {"killed"}),
        ("At least 16 bodies had been recovered in Dorn by dawn on Tuesday.", {"killed"}),
        ("Two ambulances of the Red Cross were waiting in Dorn on Tuesday.", {""}),
        ("All 279 girls abducted from their school in Dorn last week have been freed.", {"released"}),
        ("In Dorn 12 people were abducted and three were killed on Tuesday.", {"abducted", "killed"}),
        ("The number of people killed in Dorn has risen to 64, with 180 wounded.", {"killed", "wounded"}),
    ],
)
def test_what_befell_them_is_counted_and_not_what_they_are(reader: Reader, text: str, measured: set[str]) -> None:
    found = read(reader, ("Coastal Wire", "", 0, text))
    assert {count.measure for t in page(found[0]).told for count in counts(t)} == measured


def test_men_of_a_force_are_troops_and_men_alone_are_people(reader: Reader) -> None:
    text = "Ilyria has raised the strength of its peacekeepers to 2,542 men. More than 1,000 men were freed in Dorn."
    found = read(reader, ("Coastal Wire", "", 0, text))
    assert [count.whom for t in page(found[0]).told for count in counts(t)] == ["troops", "people"]


# What is one question

PLANE = (
    "KOSTROV, June 18 (Coastal Wire) - Rebels shot down an army transport plane near the airport of Luzhin early on "
    "Wednesday, the Defence Ministry said. All 49 people on board were killed, it said."
)


def test_those_on_board_and_the_soldiers_who_died_are_one_number(reader: Reader) -> None:
    found = read(
        reader,
        ("Coastal Wire", "Army plane shot down at Luzhin", 0, PLANE),
        (
            "The Ledger", "President vows reply after 49 die at Luzhin", 1,
            "The president vowed to answer after 49 servicemen died when their plane was shot down at Luzhin.",
        ),
    )  # fmt: skip
    made = reconciled(found)
    first, second = told(found, "All 49 people"), told(found, "49 servicemen died")
    assert [q for q in shared(made, first, second) if q.figures]


def test_nationals_among_the_dead_are_no_other_toll(reader: Reader) -> None:
    found = read(
        reader,
        (
            "Coastal Wire", "37 die in siege at Tarn Amun", 0,
            "Thirty-seven foreign workers died during the siege at Tarn Amun, the prime minister said on Wednesday. "
            "Seven Japanese were among the dead, the embassy confirmed.",
        ),
        (
            "The Ledger", "Ten Japanese dead at Tarn Amun", 1,
            "Ten Japanese nationals were killed in the siege at Tarn Amun, the government in Tokyo said on Thursday.",
        ),
    )  # fmt: skip
    made = reconciled(found)
    seven, ten, all_ = told(found, "Seven Japanese"), told(found, "Ten Japanese"), told(found, "Thirty-seven")
    assert not [q for q in shared(made, seven, all_) if q.figures]
    assert [q for q in shared(made, seven, ten) if q.figures]


COUP = [
    (
        "Coastal Wire", "Soldiers say they have overthrown president of Burkina Faso", 0,
        "The army has seized power and overthrown the president of Burkina Faso, Captain Ouedra said on Wednesday. The "
        "borders are closed from midnight, he said.",
    ),
    (
        "The Ledger", "Burkina Faso's putschists shut borders", 1,
        "A day after mutinous troops toppled the president of Burkina Faso the borders remain shut, the interior "
        "ministry said.",
    ),
]  # fmt: skip


def test_reports_of_one_land_and_a_coup_are_of_one_matter_though_no_town_is_named(reader: Reader) -> None:
    found = read(reader, *COUP)
    assert shared(reconciled(found), told(found, "The borders are closed"), told(found, "borders remain shut"))


def test_of_one_affair_of_one_matter_only_the_days_count_that_the_claims_give(reader: Reader) -> None:
    found = read(
        reader,
        (
            "Coastal Wire", "Soldiers seize power in Burkina Faso", 0,
            "Gunfire was heard in Burkina Faso on Wednesday as soldiers seized power. The president has not been "
            "detained, the interior minister said.",
        ),
        (
            "The Ledger", "Coup in Burkina Faso: president held", 2,
            "A curfew was imposed in Burkina Faso on Friday after the coup. The president is under house arrest, "
            "an ally said.",
        ),
    )  # fmt: skip
    assert shared(reconciled(found), told(found, "has not been detained"), told(found, "under house arrest"))


def test_reports_of_one_land_and_a_bomb_may_be_of_two_matters(reader: Reader) -> None:
    bombs = read(
        reader,
        ("Coastal Wire", "Bomb kills nine in Burkina", 0, "A bomb killed nine people in Burkina Faso, police say."),
        ("The Ledger", "Bomb kills six in Burkina Faso", 2, "A bomb killed six people in Burkina Faso, the army said."),
    )  # fmt: skip
    assert of_one_matter(read(reader, *COUP))
    assert not of_one_matter(bombs)


def of_one_matter(found: list[Report]) -> bool:
    one, two = (next(iter(occasions(page(report)))).matter for report in found)
    return one_matter(one, two) >= ONE_MATTER


MARKET = (
    "An air strike hit a busy market in the town of Edlin on Tuesday, residents said. At least 43 people were killed "
    "in Edlin, said Mulu Atsban, a nurse."
)


def test_a_denial_answers_what_it_denies(reader: Reader) -> None:
    found = read(
        reader,
        ("Coastal Wire", "Air strike hits market in Edlin", 0, MARKET),
        (
            "The Ledger", "Army denies strike on Edlin market", 1,
            "The army denied on Thursday that the air force had struck a market in the town of Edlin.",
        ),
    )  # fmt: skip
    assert shared(reconciled(found), told(found, "a busy market"), told(found, "the air force had struck"))


def test_what_is_denied_of_no_coded_act_is_answered_as_well(reader: Reader) -> None:
    found = read(
        reader,
        (
            "Coastal Wire", "Air strike hits hospital in Edlin", 0,
            "An air strike hit a hospital in the town of Edlin on Tuesday. About 15 fighters had been hiding in the "
            "hospital, the interior ministry said.",
        ),
        (
            "The Ledger", "Charity demands answers after strike on Edlin hospital", 1,
            "A charity demanded answers on Wednesday after a strike on its hospital in Edlin. The rebels denied that "
            "fighters had been in the hospital.",
        ),
    )  # fmt: skip
    (question,) = shared(reconciled(found), told(found, "hiding in the"), told(found, "fighters had been in"))
    assert question.standing.status.value == "conflicting"


def test_what_is_merely_not_so_answers_nobody(reader: Reader) -> None:
    found = read(
        reader,
        (
            "Coastal Wire", "Edlin council quarrels over market", 0,
            "In Edlin the market is the thing that saved the town, its mayor said on Tuesday. A councillor said that "
            "saving had not been easy.",
        ),
    )  # fmt: skip
    assert not shared(reconciled(found), told(found, "saved the town"), told(found, "saving had not"))


def test_the_strike_of_months_ago_that_a_report_recalls_is_another(reader: Reader) -> None:
    found = read(
        reader,
        ("Coastal Wire", "Air strike hits market in Edlin", 0, MARKET),
        (
            "The Ledger", "Toll of Edlin market strike rises to 64", 1,
            "The number of people killed in Tuesday's air strike on a market in Edlin has risen to 64, the district's "
            "health officer said.\n\nIn January an air strike had killed at least nine people, residents said at the "
            "time.",
        ),
    )  # fmt: skip
    made = reconciled(found)
    assert [q for q in shared(made, told(found, "43 people"), told(found, "risen to 64")) if q.figures]
    assert not shared(made, told(found, "43 people"), told(found, "nine people"))


def test_there_is_the_town_that_was_named_before(reader: Reader) -> None:
    found = read(
        reader,
        (
            "Coastal Wire", "Missile kills nine in Ganlin", 0,
            "Nine people were killed when a missile hit a house in Ganlin on Tuesday, the prosecutor's office said.",
        ),
        (
            "The Ledger", "Truce in tatters after missile hits Ganlin", 0,
            "At least seven people were killed by a missile in Ganlin on Tuesday, officials said. The other side had "
            "shelled a school in Stepan, said Arik Harun, its leader. Five civilians died there, he said.",
        ),
    )  # fmt: skip
    made = reconciled(found)
    assert shared(made, told(found, "Nine people"), told(found, "seven people"))
    assert not [q for q in shared(made, told(found, "Nine people"), told(found, "Five civilians")) if q.figures]


# On whose word, and how it stands


def test_a_statement_of_an_office_is_its_word_and_a_paper_is_nobodys() -> None:
    assert office("International Organization for Migration") is not None
    assert office("Ministry of Defence of Ukraine") is not None
    for paper in ("Jordan Times", "The Government Gazette", "Army Times", "Tass", "The Ledger"):
        assert office(paper) is None


@pytest.mark.parametrize(("later", "status"), [(0, "conflicting"), (4, "revised")])
def test_a_higher_toll_of_days_later_revises_and_one_of_the_same_day_conflicts(
    reader: Reader, later: int, status: str
) -> None:
    found = read(
        reader,
        (
            "Coastal Wire", "Quake kills 1,002 in Sagal", 0,
            "The earthquake in the town of Sagal killed 1,002 people, the interior ministry said.",
        ),
        (
            "The Ledger", "Quake toll of Sagal at 2,719", later,
            "The earthquake in the town of Sagal killed 2,719 people, the Relief Union said.",
        ),
    )  # fmt: skip
    (question,) = [q for q in shared(reconciled(found), told(found, "1,002"), told(found, "2,719")) if q.figures]
    assert question.standing.status.value == status


def test_a_toll_many_times_higher_conflicts_days_later_too(reader: Reader) -> None:
    found = read(
        reader,
        (
            "Coastal Wire", "Storming of Sagal camp kills 12", 0,
            "The storming of the camp in the town of Sagal killed 12 people, the interior ministry said.",
        ),
        (
            "The Ledger", "Lawyers say 140 died in storming of Sagal camp", 4,
            "The storming of the camp in the town of Sagal killed 140 people, the Lawyers' Union said.",
        ),
    )  # fmt: skip
    both = shared(reconciled(found), told(found, "killed 12 "), told(found, "140 people"))
    (question,) = [question for question in both if question.figures]
    assert question.standing.status.value == "conflicting"


def test_marked_kinds_of_incident_stand_in_the_table() -> None:
    rows = table("incidents")
    assert set(f"{rows['seldom']} {rows['lasting']}".split()) <= set(rows["incidents"])
    assert set(table("counts")["fates"]) <= set(table("counts")["measures"])
