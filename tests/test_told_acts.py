"""Which act a claim tells of, and which it only mentions or does not tell at all. All sentences are made up."""

from __future__ import annotations

import pytest

from headwater.language import Reader
from tests.test_unseen_acts import read
from tests.test_unseen_manners import one


def told(reader: Reader, text: str, words: str) -> str | None:
    """The type of the act of the claim that holds these words."""
    event = one(reader, text, words).event
    return None if event is None else event.type


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Before the Ombra bombing, Orso Venn had rented a flat in Selm, officials said.", "rented a flat"),
        ("The baker was not at the scene of the shooting, police said.", "at the scene"),
        ("Two clerks lived near the suspect in the Ombra bombing, a neighbour said.", "lived near"),
        ("The mayor did not specify the nature of the attack, the ministry said.", "specify the nature"),
        ("Selm was the largest town before it was engulfed by fighting, officials said.", "largest town"),
        ("All the dead were from six families, the mayor said.", "six families"),
        ("The severity of her injuries is unknown, the hospital said.", "is unknown"),
    ],
)
def test_an_act_mentioned_beside_what_is_told_is_not_told(reader: Reader, text: str, words: str) -> None:
    assert told(reader, text, words) is None


@pytest.mark.parametrize(
    ("text", "words", "type_"),
    [
        ("The killings took place in Ombra on Monday.", "took place", "ASSAULT"),
        ("State radio reported the explosion on Monday.", "reported the explosion", "ASSAULT"),
        ("The blast was the work of a rebel from Selm, police said.", "the work of", "ASSAULT"),
        ("The envoy was among 48 people killed by the rebels, officials said.", "among 48 people", "ASSAULT"),
        ("The number of people killed in the raids rose to 40, officials said.", "rose to 40", "ASSAULT"),
        ("The war began when the army shelled the market, officials said.", "began when", "ASSAULT"),
        ("A porter described the moment the bomber struck.", "described the moment", "ASSAULT"),
        ("The two presidents shook hands after signing a treaty in Ombra.", "shook hands", "AGREE"),
        ("The minister had a meeting with the envoy of Marovia on Monday.", "had a meeting", "CONSULT"),
    ],
)
def test_what_says_that_an_act_was_there_tells_of_it(reader: Reader, text: str, words: str, type_: str) -> None:
    assert told(reader, text, words) == type_


@pytest.mark.parametrize(
    "text",
    [
        "Martha Venn attended school in Ombra.",
        "The man was seen arriving on foot.",
        "The bank clerk backed out of a driveway.",
        "An official refused to identify himself.",
        "Revenue declined by a tenth.",
        "The club will host a luncheon on Friday.",
        "The two sisters have worked together for years.",
        "Her uncle died of cancer in May.",
        "A boy accidentally shot his sister.",
        "A hunter killed himself.",
        "The driver slammed on his brakes.",
        "Footage of video surveillance that showed the suspect was found.",
        "The wound was not life threatening.",
        "The suspect fled on foot.",
        "Bedrooms occupy the top floor.",
        "The mayor will hold a press conference at noon.",
        "The projects were executed by engineers.",
        "The firm took a charge of nine million dollars.",
    ],
)
def test_private_life_business_and_accidents_are_no_acts(reader: Reader, text: str) -> None:
    assert read(reader, text) == {}


@pytest.mark.parametrize(
    ("text", "word", "type_"),
    [
        ("The foreign minister visited Marovia on Monday.", "visited", "CONSULT"),
        ("Turkey refused to withdraw its troops.", "refused", "REJECT"),
        ("The government accepted the proposal of the Selm council.", "accepted", "AGREE"),
        ("Troops accidentally shot a farmer at the gate.", "shot", "ASSAULT"),
        ("A bomber killed himself and two guards.", "killed", "ASSAULT"),
        ("Gunmen fired on the bus. Two of the passengers died in hospital.", "died", "ASSAULT"),
        ("The dispute has descended into war.", "descended", "ASSAULT"),
        ("The clerk was charged with aiding an escape.", "charged", "ACCUSE"),
        ("The party was unwilling to talk to Marovia.", "unwilling", "REJECT"),
    ],
)
def test_public_acts_in_the_same_words_stay_acts(reader: Reader, text: str, word: str, type_: str) -> None:
    assert read(reader, text)[word].type == type_


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Two clerks witnessed the blast from a distance of 15 metres.", "witnessed"),
        ("A bag left at the door exploded, and the bag killed two guards.", "killed"),
    ],
)
def test_measures_and_parcels_do_nothing(reader: Reader, text: str, word: str) -> None:
    assert read(reader, text)[word].actors == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The toll of the raid on Sarvan has risen to 15 soldiers killed, the ministry said.", "15"),
        ("Gunmen attacked a post at Sarvan. The army put the number of dead at eight.", "eight"),
        ("Gunmen attacked a post at Sarvan. The dead were nine guards and two drivers, the mayor said.", "nine"),
        ("The Dawn Front claimed responsibility for the attack on the church in Sarvan.", "responsibility"),
    ],
)
def test_who_counts_the_victims_or_owns_to_an_attack_tells_of_it(reader: Reader, text: str, words: str) -> None:
    found = one(reader, text, words).event
    assert found is not None
    assert found.type == "ASSAULT"
