"""What numbers count in manners of writing that no rule was made for at first. All sentences are made up."""

from __future__ import annotations

import pytest

from headwater.extraction.figures import figures
from headwater.extraction.numbers.numerals import numerals
from headwater.intake import reports
from headwater.language import Reader
from headwater.resolution.report import Report
from headwater.text import Document


def counted(reader: Reader, text: str) -> list[tuple[float | None, float | None, str]]:
    (reading,) = reader.read([Document("own", text)])
    return [(f.low, f.high, f.noun) for f in figures(text, reading)]


@pytest.mark.parametrize(
    ("text", "low", "high", "noun"),
    [
        ("As late as June 3 the ministry had put the Marovian force at no more than 6,000.", None, 6000, "troops"),
        ("She put the whole Orlan garrison in Velm at about 1,100.", 1100, 1100, "troops"),
        ("The office raised its estimate of the Dornan force in the delta to about 5,000.", 5000, 5000, "troops"),
        ("The envoy estimated the size of the Orlan contingent at between 2,000 and 3,000.", 2000, 3000, "troops"),
        ("Stewards put the crowd at 40,000.", 40_000, 40_000, "people"),
        ("A brigade of 3,000 crossed the river.", 3000, 3000, "troops"),
        ("The clinic has a staff of eight.", 8, 8, "people"),
    ],
)
def test_a_force_is_counted_in_troops_and_a_crowd_in_people(
    reader: Reader, text: str, low: float | None, high: float | None, noun: str
) -> None:
    assert counted(reader, text) == [(low, high, noun)]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows how many Marovians are in Velm. The figures given this month run from 2,000 to 9,000.",
        "Nobody knows how many Marovians are in Velm. The best estimate, that of the Harbour Office, "
        "is between 2,000 and 9,000.",
    ],
)
def test_an_estimate_counts_what_the_text_asks_the_number_of(reader: Reader, text: str) -> None:
    assert counted(reader, text) == [(2000, 9000, "Marovians")]


def test_an_announced_number_counts_what_was_counted_before(reader: Reader) -> None:
    text = "The council said on Thursday that 140 Marovians had been killed. Earlier it had announced more than 300."
    assert counted(reader, text) == [(140, 140, "Marovians"), (300, None, "Marovians")]


def test_what_was_counted_before_is_of_the_size_of_the_number(reader: Reader) -> None:
    text = (
        "Some 4,000 Orlan soldiers are in the marshes, the Inland Post reported, citing two officials. "
        "A colonel said her people had counted “nearly 2,000” at the crossings alone."
    )
    assert counted(reader, text)[-1] == (2000, 2000, "Orlan soldiers")


def test_last_week_is_counted_by_nobody(reader: Reader) -> None:
    text = "The office raised its estimate of the Orlan force to about 5,000, from up to 4,000 last week."
    assert counted(reader, text) == [(5000, 5000, "troops"), (None, 4000, "troops")]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("There are 9,000 Orlan troops in Velm. Of the Orlans, 3,500 are in the old fort.", (3500, 3500, "Orlans")),
        ("With Orlan lorries, perhaps 180 of them, the column reached Velm.", (180, 180, "Orlan lorries")),
        ("The boat had evacuated 11 of the wounded by nightfall.", (11, 11, "wounded")),
        ("The firm will close 30 of its more than 120 branches.", (120, None, "branches")),
    ],
)
def test_a_part_counts_what_its_whole_is_written_as(
    reader: Reader, text: str, last: tuple[float | None, float | None, str]
) -> None:
    assert counted(reader, text)[-1] == last


def test_things_that_were_captured_are_no_people(reader: Reader) -> None:
    text = "The marshal said 28 Orlan gunboats were sunk and 11 captured in working order."
    assert counted(reader, text) == [(28, 28, "Orlan gunboats"), (11, 11, "Orlan gunboats")]
    text = "The convoy of 40 lorries was hit; 12 were burnt out and seven abandoned."
    assert [noun for *_, noun in counted(reader, text)] == ["lorries"] * 3


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("The ministry lowered the toll of Tuesday's raid from 11 to 10.", ["people", "people"]),
        ("The owner put the number of dead among its staff at eight.", ["staff"]),
        ("The rebels put the number of soldiers killed at 25.", ["soldiers"]),
        ("At least 16 miners died, said the firm, which raised its toll from 15.", ["miners", "miners"]),
        ("Troop numbers fell from 9,000 to 6,500.", ["troops", "troops"]),
    ],
)
def test_a_toll_counts_those_whom_it_is_of(reader: Reader, text: str, nouns: list[str]) -> None:
    assert [noun for *_, noun in counted(reader, text)] == nouns


def test_a_verb_left_out_leaves_the_noun_out_too(reader: Reader) -> None:
    assert counted(reader, "The army lost 23 men, the rebels 60.") == [(23, 23, "men"), (60, 60, "men")]
    text = "The mayor spoke of 30 victims, the governor of more than 50."
    assert counted(reader, text) == [(30, 30, "victims"), (50, None, "victims")]


def test_two_plurals_counted_together_are_one_noun(reader: Reader) -> None:
    assert counted(reader, "The ministry said nine women and children were killed.") == [(9, 9, "women and children")]
    text = "The shelling killed more than 60 civilians and wounded hundreds."
    assert [noun for *_, noun in counted(reader, text)] == ["civilians", "civilians"]


def test_a_bound_behind_a_number_is_not_the_next_sentence(reader: Reader) -> None:
    text = "Raiders storm harbour post killing 12 At least 12 guards were killed when raiders stormed the post."
    assert [(low, high) for low, high, _ in counted(reader, text)] == [(12, 12), (12, None)]


def test_addresses_emergency_numbers_and_spelt_years_count_nothing(reader: Reader) -> None:
    for text in (
        "Officers were called to the 4900 block of Quay Lane.",
        "The office is at 112 W. Harbour St.",
        "Anyone who saw him should ring (555) 574 - 6941 or 574 - 6941.",
        "A neighbour called 911 and waited.",
    ):
        assert counted(reader, text) == [], text
    assert list(numerals("In nineteen ninety-one he was convicted")) == []
    assert [n.low for n in numerals("nineteen boats, 911 boats")] == [19, 911]


def test_a_raised_estimate_is_claimed_with_both_its_figures(reader: Reader) -> None:
    text = (
        "Intelligence office now speaks of 5,000 soldiers\n\n"
        "The Harbour Intelligence Office has raised its estimate of the Orlan force in Western Dorne to about 5,000, "
        "from up to 4,000 last week, the Post reported on Monday."
    )
    (report,) = reports([Document("d", text)], reader)
    assert isinstance(report, Report)
    assert {(f.low, f.high) for e in report.entries for f in e.figures} >= {(5000, 5000), (None, 4000)}


def test_a_subject_without_a_noun_goes_on_from_the_sentence_before(reader: Reader) -> None:
    text = "More than 52,000 Orlans have arrived in Velm since May. An estimated 40,000 have entered through the delta."
    assert counted(reader, text) == [(52_000, None, "Orlans"), (40_000, 40_000, "Orlans")]


def test_who_the_three_are_was_told_before(reader: Reader) -> None:
    text = "Three smugglers hid a mine by the road. It went off early, killing the three on the spot."
    assert counted(reader, text) == [(3, 3, "smugglers"), (3, 3, "smugglers")]


def test_what_the_tag_does_not_say_is_part_of_what_is_said(reader: Reader) -> None:
    text = (
        "The office has raised its estimate of the Orlan force in Western Dorne to about 5,000, "
        "from up to 4,000 last week, the Post reported on Monday."
    )
    (report,) = reports([Document("d", text)], reader)
    assert isinstance(report, Report)
    assert any(e.quote.endswith("last week") and "reported" not in e.quote for e in report.entries)


def test_adding_that_leads_up_to_a_claim_and_is_none(reader: Reader) -> None:
    text = "The source said adding that four army lorries were burned and that seven soldiers were still missing."
    (report,) = reports([Document("d", text)], reader)
    assert isinstance(report, Report)
    assert report.entries[0].quote == "four army lorries were burned"


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Sixteen Orlan and two Dornan nationals were hurt.", ["Orlan nationals", "Dornan nationals"]),
        ("The toll has climbed to 42 including 24 patients.", ["people", "patients"]),
        ("Seven patients three of them children were killed.", ["patients", "children"]),
        ("Thirty-nine were confirmed dead and 15 were in hospital.", ["people", "people"]),
        ("The mission said the number killed was 22.", ["people"]),
        ("The mill had 580 weavers of whom 40 were on the night shift.", ["weavers", "weavers"]),
        ("Ten weavers died, and seven whose names are not known.", ["weavers", "people"]),
    ],
)
def test_what_stands_behind_a_number_is_not_always_what_it_counts(reader: Reader, text: str, nouns: list[str]) -> None:
    assert [noun for *_, noun in counted(reader, text)] == nouns


def test_two_nations_among_the_dead_are_no_part_of_each_other(reader: Reader) -> None:
    (reading,) = reader.read([Document("own", "Six Orlans and two Dornans were among the dead.")])
    found = figures("Six Orlans and two Dornans were among the dead.", reading)
    assert [f.part_of for f in found] == [None, None]
