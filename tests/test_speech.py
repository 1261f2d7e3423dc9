"""Who speaks and who does not: asides that contest, headlines, what is only told of somebody, and what is kept back."""

from __future__ import annotations

import pytest

from headwater.extraction.claim import Modality
from headwater.extraction.lemmas import lemma
from headwater.language import Reader
from tests.test_claims import claimed, one, whole


@pytest.mark.parametrize(
    ("text", "words", "speaker", "contests"),
    [
        (
            "The note says two jets crossed the border on Saturday, which Marovia disputes.",
            "jets",
            "The note",
            "Marovia",
        ),
        (
            "Aid groups say the army shelled the camp at Dorn, a claim the army denies.",
            "shelled",
            "Aid groups",
            "the army",
        ),
        ("The police say Orel shot the guard, something his lawyer denies.", "shot", "The police", "his lawyer"),
    ],
)
def test_an_aside_that_contests_is_a_denial_by_whoever_contests(
    reader: Reader, text: str, words: str, speaker: str, contests: str
) -> None:
    found = [(s, m) for q, s, m in claimed(reader, text) if words in q]
    assert ([speaker], Modality.ACTUAL) in found
    assert ([contests], Modality.DENIED) in found


def test_what_is_contested_keeps_its_words_without_the_aside(reader: Reader) -> None:
    found = claimed(reader, "Aid groups say the army shelled the camp at Dorn, a claim the army denies.")
    assert [q for q, _, m in found if m is Modality.ACTUAL] == ["the army shelled the camp at Dorn"]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Ministry: 12 soldiers killed in raid on Dorn", "killed", "Ministry"),
        ("Velm police: gunmen killed 12 in raid on Dorn market", "killed", "Velm police"),
        ("Twelve soldiers killed in raid on Dorn - police", "killed", "police"),
    ],
)
def test_a_headline_names_its_speaker_at_one_of_its_ends(reader: Reader, text: str, words: str, speaker: str) -> None:
    body = "\n\nThe raid came before dawn, and the market of Dorn was shut on Friday."
    found = [(q, s) for q, s, _ in claimed(reader, text + body) if words in q]
    assert found and all(s == [speaker] and speaker not in q for q, s in found)


@pytest.mark.parametrize("label", ["Analysis", "Dorn", "Video"])
def test_a_rubric_or_a_place_before_a_headline_speaks_not(reader: Reader, label: str) -> None:
    text = f"{label}: twelve soldiers killed in raid on Velm\n\nThe raid came before dawn on Friday."
    assert all(s == [] for q, s, _ in claimed(reader, text) if "killed" in q)


@pytest.mark.parametrize(
    "text",
    [
        "Marko Orel is thought to have shot the guard.",
        "The harbour master is said to have taken 12 crates.",
        "He is accused of killing 12 people in Dorn.",
        "The Velmish judge was in custody on Thursday, accused of taking 3,000 crowns.",
    ],
)
def test_who_is_only_told_of_does_not_speak(reader: Reader, text: str) -> None:
    found = claimed(reader, text)
    assert found and all(s == [] for _, s, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "Officers were not willing to confirm that 12 people had died in Dorn.",
        "Officials could not confirm that 12 people had died in Dorn.",
        "The ministry refused to confirm that its jets had bombed Dorn.",
    ],
)
def test_what_nobody_will_confirm_is_not_claimed(reader: Reader, text: str) -> None:
    assert claimed(reader, text) == []


def test_a_noun_is_denied_by_whoever_denies_it(reader: Reader) -> None:
    text = "The mayor denied any link with the killing, and the governor denies the payment."
    assert one(reader, text, "payment") == (["the governor"], Modality.DENIED)


def test_what_is_admitted_beside_a_denial_is_not_denied(reader: Reader) -> None:
    text = "Captain Orrin denied that thirty of his men had died, admitting to five wounded."
    assert one(reader, text, "thirty") == (["Captain Orrin"], Modality.DENIED)
    assert one(reader, text, "five") == (["Captain Orrin"], Modality.ACTUAL)


def test_what_another_admits_behind_a_semicolon_is_theirs_alone(reader: Reader) -> None:
    text = "A rebel group said 130 soldiers were killed; the army admitted eleven dead."
    assert one(reader, text, "eleven")[0] == ["the army"]


def test_a_tag_in_the_middle_of_what_is_said_is_no_claim(reader: Reader) -> None:
    text = "The bridge at Dorn is closed, Marovia's envoy told the Border Council on Tuesday, because of the flood."
    found = claimed(reader, text)
    assert one(reader, text, "closed")[0] == ["Marovia's envoy"]
    assert not any("told" in q for q, _, _ in found)


def test_who_speaks_in_a_relative_clause_says_no_more_than_that(reader: Reader) -> None:
    text = (
        "A former Velmish mayor was sent to prison on Thursday over bribes prosecutors said totaled more than $300,000."
    )
    assert one(reader, text, "prison")[0] == []
    assert one(reader, text, "300,000")[0] == ["prosecutors"]


def test_who_only_hears_of_it_does_not_say_it(reader: Reader) -> None:
    assert one(reader, "She wept after hearing that the gunmen had been arrested in Dorn.", "arrested")[0] == []


def test_a_count_has_the_speaker_of_the_verb_before(reader: Reader) -> None:
    text = "One of them confirmed the loss of a helicopter, and put the dead at nine."
    assert one(reader, text, "nine")[0] == ["One of them"]


def test_to_recall_a_fact_is_to_say_it_and_to_recall_an_envoy_is_not(reader: Reader) -> None:
    assert lemma("recalled", "VERB") == lemma("recalling", "VERB") == "recall"
    text = "A spokeswoman recalled that police had shot twelve traders."
    assert one(reader, text, "traders")[0] == ["A spokeswoman"]
    assert all(s == [] for _, s, _ in claimed(reader, "Marovia recalled its ambassador from Velm on Monday."))


def test_begging_somebody_is_a_demand(reader: Reader) -> None:
    assert one(reader, "The mayor begged the rebels to leave Dorn.", "leave") == (["The mayor"], Modality.DEMANDED)


def test_to_appeal_a_verdict_demands_nothing(reader: Reader) -> None:
    assert one(reader, "Lena Orrin said she would appeal the verdict.", "appeal")[1] is Modality.PLANNED


def test_what_was_done_is_no_hypothesis_for_a_condition_behind_it(reader: Reader) -> None:
    text = "The council on Monday imposed a ban on flights, unless Marovia gives up the two men."
    assert one(reader, text, "imposed")[1] is Modality.ACTUAL
    assert one(reader, text, "gives up")[1] is Modality.HYPOTHETICAL
    threat = "The league threatened a boycott if the two men are not handed over."
    assert one(reader, threat, "boycott")[1] is not Modality.ACTUAL


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Claims that the army shelled the camp at Dorn are false.", "shelled"),
        ("Reports that a Velmish sergeant was struck by a stray round are untrue.", "struck"),
        ("Not a single soldier was killed in Dorn.", "killed"),
    ],
)
def test_what_is_called_false_and_what_befell_not_one_is_denied(reader: Reader, text: str, words: str) -> None:
    assert one(reader, text, words)[1] is Modality.DENIED


def test_what_somebody_calls_a_thing_is_claimed_whole(reader: Reader) -> None:
    text = 'A deputy called the flight in such a storm "a crime" and demanded an inquiry.'
    assert any(q.startswith("A deputy called the flight") and "crime" in q for q, _, _ in claimed(reader, text))


def test_who_is_met_in_a_relative_clause_does_not_say_what_stands_before(reader: Reader) -> None:
    text = "All forty of us were moved to the cellar, where Mrs Orrin, 80, told of the war."
    assert one(reader, text, "forty")[0] == []


def test_to_ask_about_somebody_claims_nothing(reader: Reader) -> None:
    assert claimed(reader, "Lena Orrin asked about the payments to the guards.") == []


def test_who_stands_accused_does_not_give_the_deed_told_of_them_its_name(reader: Reader) -> None:
    text = "Ivo Reyl, accused of ordering both raids, was shot by the police in Dorn on Friday."
    assert one(reader, text, "was shot") == ([], Modality.ACTUAL)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The raid killed 12 people according to the army and 30 according to the rebels.", "the army", "the rebels"),
        ("The ministry said the raid killed 12 people, and 30 according to the rebels.", "The ministry", "the rebels"),
        ("The raid killed 12 men, according to the army, and 30, according to the rebels.", "the army", "the rebels"),
    ],
)  # fmt: skip
def test_of_two_counts_in_one_sentence_each_has_its_own_speaker(
    reader: Reader, text: str, first: str, second: str
) -> None:
    found = whole(reader, text)
    counted = {f.low: [s.name for s in c.speakers] for c in found for f in c.figures}
    assert counted == {12: [first], 30: [second]}
    assert all("30" not in text[c.start : c.end] for c in found if c.speakers[-1].name == first)


def test_two_figures_of_one_speaker_stay_together(reader: Reader) -> None:
    text = "The raid killed 12 soldiers and 30 civilians, according to the rebels."
    assert all([s.name for s in c.speakers] == ["the rebels"] for c in whole(reader, text))


def test_what_is_set_against_something_else_is_not_denied(reader: Reader) -> None:
    text = "The inquiry found that the fall of the rail, and not any cry of alarm, set off the panic in Dorn."
    assert one(reader, text, "set off the panic")[1] is Modality.ACTUAL
