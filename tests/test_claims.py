"""Claims: who says each clause, how, and what is left aside."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.extraction.claim import Claim, Modality
from headwater.extraction.claims import claims
from headwater.extraction.events import events
from headwater.extraction.figures import figures
from headwater.extraction.tree import Tree
from headwater.language import Reader
from headwater.reading.provenance import described
from headwater.text import Document


def claimed(reader: Reader, text: str) -> list[tuple[str, list[str], Modality]]:
    """Quote, speakers and modality of every claim."""
    return [(text[c.start : c.end], [s.name for s in c.speakers], c.modality) for c in whole(reader, text)]


def whole(reader: Reader, text: str) -> tuple[Claim, ...]:
    document = described(Document("d", text))
    (reading,) = reader.read([document])
    tree = Tree(text, reading)
    return claims(document, tree, events(text, reading), figures(text, reading))


def one(reader: Reader, text: str, words: str) -> tuple[list[str], Modality]:
    """Speakers and modality of the shortest claim that holds these words."""
    found = [(len(q), s, m) for q, s, m in claimed(reader, text) if words in q]
    assert found, f"nothing claims {words!r}: {claimed(reader, text)}"
    _, speakers, modality = min(found)
    return speakers, modality


def test_what_somebody_says_is_claimed_without_the_words_that_name_them(reader: Reader) -> None:
    text = "Two trawlers sank off Cape Ansel overnight, the coastguard of Orrin said on Monday."
    found = [(q, s) for q, s, _ in claimed(reader, text) if s]
    assert found and all("said" not in quote for quote, _ in found)
    assert "coastguard" in found[0][1][-1]


def test_one_statement_with_two_propositions_is_two_claims(reader: Reader) -> None:
    text = "Mayor Ruta Belk said shells had hit the hospital and the port had been closed."
    quotes = [q for q, s, _ in claimed(reader, text) if s]
    assert any("hospital" in q and "port" not in q for q in quotes)
    assert any("port" in q and "hospital" not in q for q in quotes)


def test_a_report_in_its_own_voice_has_no_speaker(reader: Reader) -> None:
    speakers, modality = one(reader, "Rebels captured the town of Velm on Friday.", "captured")
    assert speakers == [] and modality is Modality.ACTUAL


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("The army said it had not crossed the river.", "crossed", Modality.DENIED),
        ("Defence Minister Ilko Vann denied that troops had entered the valley.", "entered", Modality.DENIED),
        ("Up to 4,000 soldiers could be sent to the border, General Orm said.", "4,000", Modality.POSSIBLE),
        ("Oster plans to send 300 engineers to the port, its foreign ministry said.", "300", Modality.PLANNED),
        ("The president said the army will withdraw from Karlow on Sunday.", "withdraw", Modality.PLANNED),
        ("Aid groups demanded that both armies stop shelling the town.", "shelling", Modality.DEMANDED),
        ("The navy fired on a fishing boat, a witness said.", "fired", Modality.ACTUAL),
        ("It is unclear whether the general was killed in the raid, police said.", "unclear", Modality.POSSIBLE),
    ],
)
def test_modality_is_read_from_the_words(reader: Reader, text: str, words: str, modality: Modality) -> None:
    assert one(reader, text, words)[1] is modality


def test_a_chain_of_speakers_runs_from_the_outermost_to_the_innermost(reader: Reader) -> None:
    text = "The Lakeside Monitor said that residents told its staff that soldiers had burned eleven houses in Dorn."
    speakers, _ = one(reader, text, "burned")
    assert len(speakers) == 2 and "Monitor" in speakers[0] and "residents" in speakers[1]


def test_he_is_the_speaker_before(reader: Reader) -> None:
    text = (
        "Governor Anton Relk said a mine had killed four farmers near Tarsk. "
        "He said engineers would clear the fields next week."
    )
    speakers, _ = one(reader, text, "clear the fields")
    assert "Relk" in speakers[-1]


def test_a_short_name_is_told_by_the_full_one(reader: Reader) -> None:
    text = (
        "Foreign Minister Petra Sollen met the ambassador on Tuesday. Sollen said 40 members of the staff had returned."
    )
    found = whole(reader, text)
    (speaker,) = {s for c in found for s in c.speakers if "Sollen" in s.name and c.figures}
    assert "Petra Sollen" in speaker.name


def test_unnamed_sources_are_kept_and_marked(reader: Reader) -> None:
    text = "Officials said 30 trucks had been stopped at the crossing."
    speakers = {s for c in whole(reader, text) for s in c.speakers}
    assert speakers and all(s.anonymous for s in speakers)


def test_a_question_claims_nothing(reader: Reader) -> None:
    assert claimed(reader, "Did the army kill 200 people in Orsk?") == []


def test_what_if_is_no_claim(reader: Reader) -> None:
    text = "What if the dam breaks?\n\nThis could:\n\n • Flood 40 villages\n • Cut the road to Lenz\n"
    assert claimed(reader, text) == []


def test_an_opinion_of_the_report_without_act_or_figure_is_not_claimed(reader: Reader) -> None:
    assert claimed(reader, "The implications of this are profound and deserve much thought.") == []


def test_a_quotation_that_runs_on_keeps_its_speaker(reader: Reader) -> None:
    text = (
        "“The bridge was hit twice,” said Marta Eln, a nurse in Dorn. “Three of my neighbours died. "
        "We carried them to the school.”"
    )
    speakers, _ = one(reader, text, "neighbours died")
    assert "Eln" in speakers[-1]


def test_hedges_are_kept_with_their_band(reader: Reader) -> None:
    text = "The ministry said it was very likely that militants had mined the road."
    (hedge,) = {c.hedge for c in whole(reader, text) if c.hedge and c.hedge.low is not None}
    assert (hedge.low, hedge.high) == (80, 95)


def test_each_figure_stands_in_one_claim(reader: Reader) -> None:
    text = (
        "Police said a bomb had killed 12 people and wounded 30 in the market of Selm. "
        "The mayor said 14 people, including three children, had died."
    )
    found = [(f.start, f.end) for c in whole(reader, text) for f in c.figures]
    assert len(found) == len(set(found)) == 4


def test_a_demand_and_its_speaker_are_one_claim(reader: Reader) -> None:
    text = "Oster condemned the attack on the convoy."
    speakers, modality = one(reader, text, "condemned")
    assert speakers == ["Oster"] and modality is Modality.ACTUAL


def test_furniture_of_the_page_claims_nothing(reader: Reader) -> None:
    text = (
        "Read the original article here\n\nRebels shelled the airport on Friday, killing two guards.\n\n← Prev Next →\n"
    )
    assert all("original" not in q and "Next" not in q for q, _, _ in claimed(reader, text))


def test_a_quotation_of_several_sentences_belongs_to_the_one_who_is_named_at_its_end(reader: Reader) -> None:
    text = (
        "“Shells fell on the market of Orle all night. Nobody could reach the wounded. "
        "We lost two nurses before dawn,” said Tamas Reln, a surgeon."
    )
    for words in ("market of Orle", "two nurses"):
        assert "Reln" in one(reader, text, words)[0][-1]


def test_a_title_in_quotation_marks_is_no_speech_that_runs_on(reader: Reader) -> None:
    text = (
        "“The bridge is lost,” said Colonel Ilko Vann on Friday. "
        "“The Long Road” was written by the poet Marta Eln after rebels burned the town of Velm."
    )
    assert one(reader, text, "burned")[0] == []


def test_a_speaker_announced_with_a_colon_says_the_quotation_under_it(reader: Reader) -> None:
    text = "The Valley Monitor reports:\n\n“Rebels burned 40 houses in Dorn on Sunday. Two farmers died.”\n"
    assert "Monitor" in one(reader, text, "40 houses")[0][-1]


@pytest.mark.parametrize(
    "text",
    [
        "According to rescuers, a mine killed four farmers near Tarsk.",
        "A mine killed four farmers near Tarsk, prompting a protest, according to the Orle Centre for Human Rights.",
    ],
)
def test_according_to_names_a_speaker(reader: Reader, text: str) -> None:
    assert one(reader, text, "killed four")[0]


def test_she_is_no_man_who_spoke_last(reader: Reader) -> None:
    text = (
        "Maria Olven said a shell had hit her school in Dorn. Viktor Tarn said the army had fired it. "
        "She said three teachers were wounded."
    )
    assert "Olven" in one(reader, text, "three teachers")[0][-1]


def test_he_is_one_person_and_no_report(reader: Reader) -> None:
    text = (
        "A friend of the pilot said the plane had caught fire over Velm. "
        "According to local media, the plane carried 12 people. He said nobody had survived the crash."
    )
    assert "friend" in one(reader, text, "survived")[0][-1]


def test_who_stands_in_the_middle_of_what_is_said_does_not_cut_it(reader: Reader) -> None:
    text = "Leaders of the three villages, residents say, are loyal to the rebels of Dorn."
    quotes = [q for q, s, _ in claimed(reader, text) if s]
    assert any("Leaders" in q and "loyal" in q for q in quotes)


def test_the_words_that_tie_a_clause_to_its_sentence_are_no_part_of_it(reader: Reader) -> None:
    text = "The colonel was at the airport of Selm when rebels shelled the runway and killed two guards."
    found = claimed(reader, text)
    assert found and all(not q.lower().startswith(("when ", "and ", "that ")) for q, _, _ in found)


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("The army failed to recapture the town of Velm.", "recapture", Modality.DENIED),
        ("The army no longer controls the town of Velm.", "controls", Modality.DENIED),
        ("Guards said two rebels tried to storm the prison of Orsk.", "storm", Modality.ACTUAL),
    ],
)
def test_what_failed_did_not_happen_and_what_was_tried_was_tried(
    reader: Reader, text: str, words: str, modality: Modality
) -> None:
    assert one(reader, text, words)[1] is modality


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            '"Three died," said the mayor.|He denied it.|According to Reln News, 40 fled.|“We|if|What if it falls?|'
            "said|the agency|\n\n|•|killing dozens|and|who said|Both countries|told|,|…|(AFP)|他说|\u202e".split("|")
        ),
        max_size=25,
    )
)
def test_any_text_gives_claims_that_slice_to_something(reader: Reader, parts: list[str]) -> None:
    text = " ".join(parts)
    for claim in whole(reader, text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert all(claim.start <= f.start < f.end <= claim.end for f in claim.figures)


def test_a_dateline_is_no_part_of_what_is_claimed(reader: Reader) -> None:
    text = (
        "ORRIN, March 7 (Coastal Wire) - More than 70 people were killed when shells hit a school in the town of Velm "
        "on Friday, rescue workers said. The town has been under siege for a year, and its port is closed."
    )
    quotes = [quote for quote, _, _ in claimed(reader, text)]
    assert any(quote.startswith("More than 70 people were killed") for quote in quotes)
    assert not any("ORRIN" in quote for quote in quotes)


def test_who_urges_is_who_spoke_in_that_sentence(reader: Reader) -> None:
    text = (
        "The harbour master accused fishermen of blocking the port.\n\nEgypt and Saudi Arabia condemned the "
        'strike in a joint statement. Washington said it was "deeply alarmed" and urged both sides to accept a truce.'
    )
    speakers, _ = one(reader, text, "accept a truce")
    assert speakers == ["Washington"]


def test_no_sentence_begins_behind_a_title(reader: Reader) -> None:
    text = (
        "Gunmen have abducted 27 pupils from St. Orla's School in Velm, Orrin State, the Harbour Association of Orrin "
        "said on Friday. Its chairman asked not to be named."
    )
    speakers, modality = one(reader, text, "abducted 27 pupils")
    assert speakers == ["Harbour Association of Orrin"] or speakers == ["the Harbour Association of Orrin"]
    assert modality is Modality.ACTUAL
    assert not any("named" in quote for quote, _, _ in claimed(reader, text))


def test_what_is_denied_may_be_a_doing(reader: Reader) -> None:
    speakers, modality = one(reader, "The army of Orrin denies shelling the port of Velm.", "shelling the port")
    assert speakers == ["The army of Orrin"] and modality is Modality.DENIED


def test_a_word_that_a_speaker_chose_is_no_claim_of_its_own(reader: Reader) -> None:
    text = "The Harbour Association raised to 31 the number of missing sailors, after what it called a verification."
    assert not any(quote.startswith("it called") for quote, _, _ in claimed(reader, text))


def test_who_does_not_comment_claims_nothing(reader: Reader) -> None:
    text = "Shells hit the port of Velm on Friday. Marovia did not comment on the attack."
    assert not any("comment" in quote for quote, _, _ in claimed(reader, text))


def test_whoever_is_quoted_as_saying_it_says_it_first(reader: Reader) -> None:
    text = (
        "Around 600 soldiers have been killed and 4,100 wounded, Deputy Ilse Brandt of the Harbour Party quoted the "
        "spy agency as saying after a closed briefing."
    )
    speakers, _ = one(reader, text, "600 soldiers have been killed")
    assert [name.split(" ")[-1] for name in speakers] == ["Party", "agency"]


def test_a_cited_paper_speaks_for_whoever_made_it(reader: Reader) -> None:
    text = "Radio Meridian, citing a Marovian intelligence assessment, reported that the army had left Velm."
    speakers, _ = one(reader, text, "the army had left Velm")
    assert speakers == ["Radio Meridian", "a Marovian intelligence assessment"]


def test_those_who_are_told_do_not_tell(reader: Reader) -> None:
    text = (
        "SELMARK, June 18 (Coastal Wire) -- Marovia is believed to have sent some 11,000 troops to Skelvan last year "
        "and about 4,000 more in January, Lower Selmark's National Intelligence Service told lawmakers on Wednesday."
    )
    speakers, _ = one(reader, text, "11,000 troops")
    assert len(speakers) == 1 and speakers[0].endswith("National Intelligence Service")


def test_it_is_what_the_sentence_is_about(reader: Reader) -> None:
    text = "The Harbour Ministry said 46 people had died. Tehran has been accused of smuggling arms, which it denies."
    speakers, modality = one(reader, text, "it denies")
    assert speakers == ["Tehran"] and modality is Modality.DENIED
