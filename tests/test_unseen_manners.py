"""Manners of reporting that are common in print: who says what in them. All sentences are made up."""

from __future__ import annotations

import pytest

from headwater.extraction.claim import Modality
from headwater.intake import reports
from headwater.language import Reader
from headwater.resolution.report import Entry, Report
from headwater.text import Document


def told(reader: Reader, text: str) -> tuple[Entry, ...]:
    (report,) = reports([Document("d", text)], reader)
    assert isinstance(report, Report)
    return report.entries


def one(reader: Reader, text: str, words: str) -> Entry:
    """The shortest claim that holds these words."""
    found = [e for e in told(reader, text) if words in e.quote]
    assert found, f"nothing claims {words!r}: {[e.quote for e in told(reader, text)]}"
    return min(found, key=lambda e: len(e.quote))


def names(entry: Entry) -> list[str]:
    return [v.name for v in entry.speakers]


@pytest.mark.parametrize(
    ("text", "killed", "hurt"),
    [
        ("A shell burst among people queuing for bread in Velm on Monday, killing 12 people and wounding 15, "
         "hospital officials said.", 12, 15),
        ("A rocket hit the bus station on Tuesday, killing 9 and injuring 30, local police said.", 9, 30),
    ],
)  # fmt: skip
def test_a_toll_of_two_words_behind_a_comma_is_claimed(reader: Reader, text: str, killed: int, hurt: int) -> None:
    counted = [figure.low for entry in told(reader, text) for figure in entry.figures]
    assert counted == [killed, hurt]
    assert all(entry.speakers for entry in told(reader, text))


def test_what_another_insists_beside_it_is_not_said_by_the_first(reader: Reader) -> None:
    text = (
        "Survivors of the raid said soldiers had thrown grenades, while Orrin insisted that no more than 120 men died."
    )
    toll = one(reader, text, "120 men")
    assert names(toll) == ["Orrin"]
    assert toll.modality is Modality.ACTUAL  # "no more than" bounds; it does not deny


def test_he_is_who_spoke_and_not_whose_commissioner_he_was(reader: Reader) -> None:
    text = (
        "Sergei Malin, President Boris Orlov's former rights commissioner, dismissed the ministry's account. "
        "He said that at least 100 civilians had been killed."
    )
    assert names(one(reader, text, "100 civilians"))[-1].startswith("Sergei Malin")


def test_who_is_believed_to_be_somebody_believes_nothing(reader: Reader) -> None:
    text = (
        "Soldiers and foreign fighters believed to be mercenaries shot about 300 men over four days in Velm, "
        "a rights group said on Tuesday, citing 27 witnesses."
    )
    shot = one(reader, text, "300 men")
    assert names(shot) == ["a rights group", "27 witnesses"]
    assert shot.modality is Modality.ACTUAL


def test_a_denial_of_reports_that_an_agency_carries_is_the_deniers(reader: Reader) -> None:
    text = (
        "Foreign Minister Anton Belk denied reports that Orrin had urged the group to stop, "
        "the semi-official Dornan news agency reported."
    )
    urged = one(reader, text, "urged the group")
    assert names(urged)[-1].endswith("Anton Belk") and "Dornan" in names(urged)[0]
    assert urged.modality is Modality.DENIED


def test_whom_a_paper_cites_in_passing_stands_behind_it(reader: Reader) -> None:
    text = "According to Le Matin, which cites a Marovian diplomat, 24 generals have defected."
    assert names(one(reader, text, "24 generals")) == ["Le Matin", "a Marovian diplomat"]


def test_whoever_says_so_stands_before_preliminary_information(reader: Reader) -> None:
    text = (
        "According to preliminary information, the rocket was fired from positions of the army, "
        "the press centre of the republic told the agency."
    )
    assert names(one(reader, text, "the rocket was fired")) == ["the press centre of the republic"]


def test_by_whose_tally_a_number_is_given_is_told(reader: Reader) -> None:
    text = "The ministry says gunmen killed 1,200 people in the south and took some 250 hostages, by Marovian tallies."
    assert names(one(reader, text, "250 hostages"))[-1] == "Marovian tallies"


def test_giving_a_number_is_saying_it(reader: Reader) -> None:
    text = "Orrin's Intelligence Committee spoke of at least 350 fatalities. The clinic counted 12 bodies."
    assert names(one(reader, text, "350 fatalities")) == ["Orrin's Intelligence Committee"]
    assert names(one(reader, text, "12 bodies")) == ["The clinic"]


def test_what_somebody_is_asked_is_nobodys_claim(reader: Reader) -> None:
    text = "Asked whether Orrin had refuelled the aircraft, spokeswoman Rebecca Holt said the navy was not involved."
    quotes = [e.quote for e in told(reader, text)]
    assert any("not involved" in q for q in quotes) and not any("refuelled" in q for q in quotes)


def test_who_denies_one_thing_may_do_another_in_the_same_breath(reader: Reader) -> None:
    text = "The front denied that it was behind the killings and condemned them."
    assert one(reader, text, "behind the killings").modality is Modality.DENIED
    assert one(reader, text, "condemned them").modality is Modality.ACTUAL


def test_a_condition_without_an_if_makes_what_follows_hypothetical(reader: Reader) -> None:
    text = "Had the wind turned that night, weapons experts said, far more people would have died."
    (claim,) = told(reader, text)
    assert "far more people" in claim.quote and claim.modality is Modality.HYPOTHETICAL
    assert names(claim) == ["weapons experts"]


def test_a_condition_holds_for_both_clauses_that_follow(reader: Reader) -> None:
    text = "If the alliance were to bomb, Orrin could expel the monitors, and tens of thousands might flee into Dorn."
    assert {e.modality for e in told(reader, text)} == {Modality.HYPOTHETICAL}


def test_the_month_of_may_and_an_appearance_hedge_nothing(reader: Reader) -> None:
    text = "A priest held by the gunmen appeared in a video on 28 May. In May the rebels killed 12 people."
    assert all(e.hedge is None and e.modality is Modality.ACTUAL for e in told(reader, text))


def test_a_body_that_the_report_names_once_in_full_is_known_by_its_noun(reader: Reader) -> None:
    text = "An airstrike by the Saudi-led coalition hit a bus in Saada. The coalition called the strike legitimate."
    called = one(reader, text, "legitimate")
    assert names(called) == ["the Saudi-led coalition"]
    assert called.speakers[0].actor is not None and called.speakers[0].actor.code == "SAU"


def test_two_bodies_of_one_kind_leave_the_short_form_open(reader: Reader) -> None:
    text = (
        "The Saudi-led coalition hit a bus in Saada. The American-led coalition denied it had part in it. "
        "The coalition called the strike legitimate."
    )
    assert names(one(reader, text, "legitimate")) == ["The coalition"]


def test_a_surname_keeps_what_the_speaker_was_said_to_be(reader: Reader) -> None:
    text = 'Army spokesman Lul Ruai dismissed the allegations. "The rebels shelled the market," Ruai said.'
    said = one(reader, text, "shelled the market")
    assert said.speakers[-1].actor is not None and said.speakers[-1].actor.sector == "MIL"


def test_who_only_speaks_of_the_killings_did_not_kill(reader: Reader) -> None:
    claim = one(reader, 'Foreign Minister Sergei Orlov called the killings in Velm a "fake attack".', "fake attack")
    assert claim.event is None or all("Orlov" not in actor.name for actor in claim.event.actors)


def test_a_date_within_a_relative_clause_dates_that_clause_alone(reader: Reader) -> None:
    text = "Abel Tarn, who won the peace prize in 2019, went to the front on 24 November 2021."
    went = one(reader, text, "went to the front")
    assert went.happened is not None and went.happened.first is not None and went.happened.first.year == 2021


def test_the_subject_of_what_is_said_is_never_left_behind(reader: Reader) -> None:
    text = (
        "Its spokesman, Ray Holt, said as many as 300,000 may have crossed by nightfall, "
        'though he cautioned that "nobody is really counting".'
    )
    crossed = one(reader, text, "may have crossed")
    assert [f.high for f in crossed.figures] == [300_000]


def test_no_group_that_says_so_is_no_speaker(reader: Reader) -> None:
    text = "No group has said it was behind the blast. Africa Command said that it had struck a camp."
    told_of = [e for e in told(reader, text) if "behind the blast" in e.quote]
    assert all(not e.speakers and e.modality is Modality.DENIED for e in told_of)
    assert names(one(reader, text, "struck a camp")) == ["Africa Command"]


@pytest.mark.parametrize("cue", ["as saying that", "as telling reporters that"])
def test_whom_a_channel_quotes_stands_behind_it(reader: Reader, cue: str) -> None:
    text = f"The Velm channel reported 52 raids and quoted a military spokesman {cue} dozens of mercenaries had died."
    assert names(one(reader, text, "dozens of mercenaries")) == ["The Velm channel", "a military spokesman"]


def test_a_quotation_before_the_one_who_quotes_has_both_speakers(reader: Reader) -> None:
    text = '"The enemy will pay if it crosses into our waters," OCNA quoted the supreme command as warning.'
    assert names(one(reader, text, "The enemy will pay")) == ["OCNA", "the supreme command"]


def test_an_interview_gives_each_answer_to_its_speaker_and_asks_nothing(reader: Reader) -> None:
    text = (
        "HOST: You were in Velm on Sunday. What did you see?\n\n"
        "LENA ORLOV, deputy mayor: We have counted 280 bodies in mass graves. Rebels shelled the school.\n\n"
        "HOST: How many are left?\n\nORLOV: About 3,700 people are in the town."
    )
    assert {tuple(names(e)) for e in told(reader, text)} <= {("LENA ORLOV, deputy mayor",), ("LENA ORLOV",)}
    assert [f.low for e in told(reader, text) for f in e.figures] == [280, 3700]


def test_a_list_of_what_each_side_says_names_each_side(reader: Reader) -> None:
    text = (
        "Marovian military: 61 bodies were pulled from a house that rebels had mined.\n"
        "Provincial council: more than 200 civilians died.\n"
    )
    assert names(one(reader, text, "61 bodies")) == ["Marovian military"]
    assert names(one(reader, text, "200 civilians")) == ["Provincial council"]


def test_a_list_of_topics_or_places_has_no_speakers(reader: Reader) -> None:
    text = (
        "Shelter: 1,500 displaced people need tents and blankets.\nHealth: 30 clinics were destroyed in the raids.\n"
        "Damascus: 12 people were killed in the shelling of a suburb.\n"
    )
    assert all(not e.speakers for e in told(reader, text))


def test_an_aside_with_a_figure_of_its_own_is_not_lost(reader: Reader) -> None:
    text = "The funeral was for a senator's son, one of at least four people killed on Friday when police fired."
    assert 4 in [f.low for e in told(reader, text) for f in e.figures]


def test_the_rows_of_a_table_are_no_sentences(reader: Reader) -> None:
    text = (
        "Shelling went on.\n\nSource | Killed | Injured\nNUG | 168 | 40\nLocal media | 100 | 50\nVolunteers | 133 | 30"
    )
    assert all("|" not in e.quote for e in told(reader, text))


def test_where_there_is_no_sign_of_it_it_is_denied(reader: Reader) -> None:
    text = "The army said there was no sign that the house had been hit from the air."
    assert one(reader, text, "had been hit").modality is Modality.DENIED


def test_half_of_an_unknown_persons_name_tells_of_no_country(reader: Reader) -> None:
    text = "Interior Ministry spokesman Najib Danish said 119 people were hurt. Chairman Bashar al-Kiki said 130 died."
    actors = [v.actor for e in told(reader, text) for v in e.speakers]
    assert actors and all(actor is None or actor.code == "UNK" for actor in actors)


def test_what_a_spokesman_may_not_talk_about_is_no_claim(reader: Reader) -> None:
    text = "An aid worker, who was not authorised to talk to the press, said that at least 165 bodies had been found."
    assert all("authorised" not in e.quote for e in told(reader, text))


def test_a_speaker_behind_a_lost_comma_is_not_counted_among_the_hurt(reader: Reader) -> None:
    text = "A shell exploded in a suburb of Velm on Monday killing 12 people and wounding 15 hospital officials said."
    assert [(f.low, f.noun, names(e)) for e in told(reader, text) for f in e.figures] == [
        (12, "people", ["hospital officials"]),
        (15, "people", ["hospital officials"]),
    ]


def test_what_stands_before_according_to_is_said_by_them(reader: Reader) -> None:
    text = "Fighting has killed 1133 people according to the health ministry though the true toll could be much higher."
    assert names(one(reader, text, "1133 people")) == ["the health ministry"]


def test_a_last_said_that_lost_its_comma_has_a_speaker(reader: Reader) -> None:
    text = "Hundreds of people walked home on Friday after rebels drove the militia from the camp aid workers said."
    assert "aid workers" in names(one(reader, text, "walked home"))[-1]
