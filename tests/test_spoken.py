"""Who says each statement on ordinary news: whole statements, quotations within others, acts that say nothing."""

from __future__ import annotations

import pytest

from headwater.extraction.claim import Modality
from headwater.language import Reader
from tests.test_claims import claimed, one


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Later inquiry revealed that the driver had been asleep at the wheel, the report states.",
            "Later inquiry revealed that the driver had been asleep at the wheel",
        ),
        (
            '"That\'s led to a shortage of nurses," said Lena Orlov, who runs the clinic.',
            "That's led to a shortage of nurses",
        ),
        ("The shop is shut, and that is a worry for us all, the mayor said.", "that is a worry for us all"),
        (
            "Mr. Selm, the court said, made more than $60 million from the sale of the mill.",
            "Mr. Selm, the court said, made more than $60 million from the sale of the mill",
        ),
    ],
)
def test_what_is_said_keeps_its_subject(reader: Reader, text: str, statement: str) -> None:
    assert statement in [q for q, _, _ in claimed(reader, text)]


def test_the_subject_of_what_is_said_is_no_speaker(reader: Reader) -> None:
    speakers, _ = one(reader, "Mr. Selm, the court said, made more than $60 million from the mill.", "60 million")
    assert speakers == ["the court"]


def test_a_comma_within_a_statement_does_not_end_it(reader: Reader) -> None:
    text = "The mill agreed to pay $4 million in cash, $2 million in bonds, and 300,000 shares to buy the yard."
    assert max((q for q, _, _ in claimed(reader, text)), key=len).endswith("to buy the yard")


def test_one_word_alone_is_no_statement(reader: Reader) -> None:
    found = claimed(reader, "The letters were read and copied before the raid on Dorn, police said.")
    assert all(len(q.split()) > 1 for q, _, _ in found)


def test_i_in_a_quotation_is_its_own_speaker(reader: Reader) -> None:
    text = (
        "A police source said the street was closed on Monday.\n"
        '"There was a bang and I thought it was a lorry," said Ilse Bergan, a baker.'
    )
    speakers, _ = one(reader, text, "it was a lorry")
    assert len(speakers) == 1 and speakers[0].startswith("Ilse Bergan")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("One senior official Monday said the plan was dead.", "the plan was dead", "One senior official"),
        ("The ministry late Friday said 12 people were killed.", "12 people", "The ministry"),
        ("Prime Minister Lena Orlov Thursday condemned the raid on Dorn.", "the raid", "Prime Minister Lena Orlov"),
    ],
)
def test_a_day_beside_the_verb_is_no_part_of_the_name(reader: Reader, text: str, words: str, speaker: str) -> None:
    assert one(reader, text, words)[0] == [speaker]


def test_a_day_that_is_a_name_stays_one(reader: Reader) -> None:
    found = claimed(reader, "Bloody Friday led many who had joined the front in Dorn to leave it.")
    assert all("Bloody" not in speakers for _, speakers, _ in found)


def test_a_land_is_no_body_that_bears_its_name(reader: Reader) -> None:
    text = (
        "Two planes of the United States Navy were lost off Dorn on Monday. "
        "The United States says the 12 men are alive and well."
    )
    assert one(reader, text, "12 men")[0] == ["The United States"]


def test_a_statement_is_by_the_body_that_issued_it(reader: Reader) -> None:
    text = (
        "President Oskar Reyl said on Monday the siege of Dorn was over. "
        '"The gains came after our units cleared the old town," the army statement said.'
    )
    assert one(reader, text, "The gains came")[0] == ["the army statement"]


def test_a_surname_means_who_was_named_in_full_just_before(reader: Reader) -> None:
    text = (
        "Ivo Tarn is six years old. Ivo Tarn lost his mother at sea. The judge will hear the case of Ivo Tarn in May.\n"
        "Marek Tarn, a great-uncle, signed no paper on Tuesday.\n"
        '"I will not help with anything," Tarn told a television station.'
    )
    assert one(reader, text, "I will not help")[0] == ["Marek Tarn"]


def test_who_is_quoted_within_a_quotation_speaks_in_that_sentence_alone(reader: Reader) -> None:
    text = (
        "Spokeswoman Dana Kral read out the palace's reply. \"The palace condemns this raid. "
        'We will go on working for peace," she said.'
    )
    speakers, _ = one(reader, text, "We will go on")
    assert "The palace" not in speakers[1:]


def test_it_is_not_for_me_to_give_a_toll_gives_none(reader: Reader) -> None:
    assert one(reader, '"It\'s not for me to give a toll," Oskar Reyl said.', "a toll")[0] == ["Oskar Reyl"]


def test_in_the_opinion_of_somebody_is_their_word(reader: Reader) -> None:
    text = 'In the opinion of Bishop Jose Oster, head of a mission, "these murders were committed in cold blood."'
    speakers, _ = one(reader, text, "these murders")
    assert len(speakers) == 1 and "Jose Oster" in speakers[0]


def test_who_speaks_beside_according_to_is_a_speaker_too(reader: Reader) -> None:
    text = "According to the file, Pavel Selm was heard on Monday, saying he was at home."
    assert one(reader, text, "he was at home")[0] == ["the file", "Pavel Selm"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The guard pointed his gun at 30 people in Dorn.", "30 people"),
        ("Lena Orlov knows the 30 riders of Dorn by name.", "30 riders"),
        ("The government of Velm showed no will to meet the 12 envoys.", "12 envoys"),
        ("Velm police continue to investigate a shooting that sent 12 men to hospital.", "12 men"),
        ("Anyone with information is asked to call the 12 officers of Dorn.", "12 officers"),
    ],
)
def test_what_is_only_done_to_a_thing_is_not_said(reader: Reader, text: str, words: str) -> None:
    assert one(reader, text, words)[0] == []


def test_who_is_told_something_does_not_say_it(reader: Reader) -> None:
    text = "A spokeswoman for Orrin Lines said staff were told on Monday that 30 jobs would go."
    assert one(reader, text, "30 jobs")[0] == ["A spokeswoman for Orrin Lines"]


def test_an_inquest_tells_what_it_was_told(reader: Reader) -> None:
    assert one(reader, "The inquest was told that 12 men drowned off Dorn.", "12 men")[0] == ["The inquest"]


def test_what_a_panel_decides_is_not_what_another_says_behind_it(reader: Reader) -> None:
    text = 'The panel decided against a grant. Jonas Reyl told them: "We loved the plan for the cube in Dorn."'
    speakers, modality = one(reader, text, "We loved the plan")
    assert speakers == ["Jonas Reyl"] and modality is Modality.ACTUAL


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("Velm rejected the offer of talks on Monday.", "offer", Modality.ACTUAL),
        ("The court in Dorn rejected his appeal on Monday.", "appeal", Modality.ACTUAL),
        ("Judge Lena Orlov denied the request on Monday.", "request", Modality.ACTUAL),
        ("Mayor Lena Orlov denied the deal on Monday.", "deal", Modality.DENIED),
        ("The prosecutors said they had yet to find a link between the raids.", "a link", Modality.DENIED),
        ("Velm rejected accusations of fraud on Monday.", "fraud", Modality.DENIED),
        ("Velm rejected the claim that its army had fired first.", "fired first", Modality.DENIED),
        ("Two men from Dorn have pleaded guilty to theft.", "guilty", Modality.ACTUAL),
        ("The governor of Velm said police would spare no effort to find them.", "effort", Modality.PLANNED),
        ("There is no doubt that the bridge at Dorn was mined, the colonel said.", "mined", Modality.ACTUAL),
        ("The files say the payment was intended to keep the mill open.", "payment", Modality.ACTUAL),
        ("Engineers are trying to close the breach at Dorn, the council said.", "breach", Modality.PLANNED),
        ("He urged them not to allow anyone to break the peace in Dorn.", "allow", Modality.DEMANDED),
        ('"Take the lists of workers from all the mills," the mayor said.', "lists", Modality.DEMANDED),
    ],
)
def test_how_surely_ordinary_statements_are_made(reader: Reader, text: str, words: str, modality: Modality) -> None:
    assert one(reader, text, words)[1] is modality
