"""Scenarios: conditions and what is said to follow."""

from __future__ import annotations

from headwater.extraction.scenarios import scenarios
from headwater.extraction.tree import Tree
from headwater.language import Reader
from headwater.text import Document


def found(reader: Reader, text: str) -> list[tuple[str, list[str]]]:
    (reading,) = reader.read([Document("d", text)])
    return [(text[s.start : s.end], [span.of(text) for span in s.consequences]) for s in scenarios(Tree(text, reading))]


def test_the_list_under_a_what_if_is_its_consequences_item_by_item(reader: Reader) -> None:
    text = "What if the pipeline is cut? Such a step could:\n\n • Raise the price of gas\n • Leave Dorn dark\n\nMore."
    assert found(reader, text) == [("What if the pipeline is cut?", ["Raise the price of gas", "Leave Dorn dark"])]


def test_the_sentence_after_a_what_if_may_tell_what_follows(reader: Reader) -> None:
    text = "What if the ferry line is closed? This could strand thousands of workers, leaving the island without bread."
    ((_, consequences),) = found(reader, text)
    assert consequences == ["This could strand thousands of workers"]


def test_a_what_if_without_a_stated_consequence_is_one_all_the_same(reader: Reader) -> None:
    assert found(reader, "What if nobody comes? The road is long.") == [("What if nobody comes?", [])]


def test_a_conditional_has_its_main_clause_for_consequence(reader: Reader) -> None:
    text = "If the dam at Orle breaks, the flood would reach the capital within a day."
    ((condition, (consequence,)),) = found(reader, text)
    assert "dam" in condition and "flood" in consequence and "dam" not in consequence


def test_a_condition_needs_no_if(reader: Reader) -> None:
    text = (
        "Should the talks fail, both armies would dig in. Had the wind turned, engineers said, more would have died. "
        "Assuming the dam holds, the town will be safe."
    )
    assert found(reader, text) == [
        ("Should the talks fail", ["both armies would dig in"]),
        ("Had the wind turned", ["more would have died"]),
        ("Assuming the dam holds", ["the town will be safe"]),
    ]


def test_a_question_that_opens_like_a_condition_is_none(reader: Reader) -> None:
    assert found(reader, "Should the talks go on, or would that only help the rebels?") == []
    assert found(reader, "Imagine a missile on Orle. Would anybody answer?") == [("Imagine a missile on Orle.", [])]


def test_on_what_terms_somebody_spoke_is_no_scenario(reader: Reader) -> None:
    assert found(reader, "A senior official, who would speak only if he was not named, said talks had failed.") == []


def test_a_report_of_what_happened_is_no_scenario(reader: Reader) -> None:
    assert found(reader, "The dam at Orle broke on Monday and the flood reached the capital.") == []


def test_a_list_right_under_a_what_if_needs_no_announcement(reader: Reader) -> None:
    text = "What if Orle falls?\n- The army loses its last port.\n- Thousands of people flee.\n\nThat is the fear."
    ((_, consequences),) = found(reader, text)
    assert consequences == ["The army loses its last port", "Thousands of people flee"]
