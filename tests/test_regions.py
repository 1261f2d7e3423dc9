"""Which stretch of a text is what, in texts with lines and in texts that lost them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from headwater.reading import names
from headwater.reading.regions import regions
from headwater.text import Kind
from headwater.vocabulary import VocabularyError

BODY = "The bridge over the Ostra fell on Friday morning and nine people were hurt, the mayor said. Divers went down."


def told(text: str, **known: str) -> list[tuple[Kind, str]]:
    return [(r.kind, text[r.start : r.end]) for r in regions(text, **known)]


def furniture(text: str, **known: str) -> list[str]:
    return [stretch for kind, stretch in told(text, **known) if not kind.tells]


def test_regions_stand_in_order_and_never_overlap() -> None:
    text = f"Coastal Post\n\nBridge falls in Ostra\n\nBy Ann Lee\n\n{BODY}\n\nShare this\n\n(Reporting by Bo Ek)\n"
    found = regions(text)
    assert len(found) >= 4
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(r.start < r.end and not text[r.start].isspace() and not text[r.end - 1].isspace() for r in found)


def test_a_first_line_without_a_stop_is_the_headline() -> None:
    assert told(f"Bridge falls in Ostra\n\n{BODY}")[0] == (Kind.HEADLINE, "Bridge falls in Ostra")


def test_a_known_title_is_found_in_a_text_that_lost_its_lines() -> None:
    text = f"UPDATED Bridge falls in Ostra AFP Friday 5 May 2017 {BODY}"
    assert told(text, title="Bridge falls in Ostra") == [
        (Kind.BYLINE, "UPDATED"),
        (Kind.HEADLINE, "Bridge falls in Ostra"),
        (Kind.BYLINE, "AFP Friday 5 May 2017"),
    ]


def test_an_agency_with_a_date_ends_a_headline_whose_title_is_unknown() -> None:
    text = f"Bridge falls in Ostra, nine hurt AFP Friday 5 May 2017 {BODY}"
    assert told(text)[:2] == [
        (Kind.HEADLINE, "Bridge falls in Ostra, nine hurt"),
        (Kind.BYLINE, "AFP Friday 5 May 2017"),
    ]


@pytest.mark.parametrize(
    "credit",
    [
        "Published March 24 2014",
        "Last updated at Apr 182014",
        "Date of publication 6 May 2017",
        "Sun 6 Apr 2014",
        "18.04.2014",
        "9 April 2014",
        "2015-07-16 10:32 GMT",
        "AFP Tuesday 8 Apr 2014",
        "VELMA (Reuters) -",
        "VELMA, Ostria (AP) —",
        "Port Velma (AFP) –",
        "PORT VELMA, 6 SEP 89 (OSTRA RADIO) -- [TEXT]",
        "VELMA, Oct. 3 (Xinhua) --",
        "VELMA —",
        "VELMA, July 8, 2023 -",
        "VELMA, MARCH 25 -",
        "VELMA, October 5. /OPN/.",
        "Port Velma (June 20) —",
        "NEW DELHI:",
        "BEIRUT",
        "(AFP) -",
        "By Ann Lee | Reuters",
        "BREAKING NEWS:",
    ],
)
def test_credits_at_the_head_are_told_with_or_without_lines(credit: str) -> None:
    assert furniture(f"{credit} {BODY}") == [credit]
    if credit[-1] not in "-–—:" and credit != "BEIRUT":
        assert furniture(f"Bridge falls in Ostra\n{credit}\n\n{BODY}") == [credit]


@pytest.mark.parametrize(
    "sentence",
    [
        "3 October 2016 was the day on which the bridge fell, and nine people were hurt in it.",
        "By Friday the river had fallen again, the mayor said.",
        "By The Sea residents were told to leave.",
        "NATO Secretary General Ann Lee said the bridge had been struck twice.",
        "HAMAS fighters crossed the bridge at dawn, three residents said.",
        "Reuters could not verify the account of the mayor.",
        "AFP photographers saw nine wounded people.",
        "The French agency (AFP) said the bridge had been struck.",
        "The World Health Organization (WHO) said nine people had died.",
        "Fighters of two parties (PKK/YPG) crossed the river, the army said.",
        "The boy (second from left in the photo) was nine.",
        "Information from the ministry showed that nine people had died.",
        "Distributed by hand, the leaflets called for a strike.",
        "Related companies were also searched, the prosecutor said.",
        "Copyright law was broken by nine outlets, the court found.",
        "Also on Thursday, shells fell on the village of Velma.",
        "Follow the money, the minister told reporters on Monday.",
        "Sources said the bridge had been mined.",
        "Print runs fell by nine per cent, the publisher said.",
        "Home to nine thousand people, Velma was shelled on Friday.",
        "Source: the mayor told us that nine were hurt",
    ],
)
def test_what_only_looks_like_furniture_stays_body(sentence: str) -> None:
    for text in (f"{BODY} {sentence} {BODY}", f"{sentence} {BODY}", f"{BODY}\n\n{sentence}\n\n{BODY}"):
        assert furniture(text) == []


def test_a_heading_in_capitals_over_a_list_is_no_dateline() -> None:
    text = f"HIGHLIGHTS\n- {BODY}"
    assert all(not t.endswith("-") for k, t in told(text))


@pytest.mark.parametrize(
    "headline",
    ["Twitter suspends accounts in Velma", "Home secretary quits after vote", "Watch committee meets in Velma"],
)
def test_a_headline_that_begins_as_a_button_does_stays_one(headline: str) -> None:
    assert told(f"{headline}\n\n{BODY}") == [(Kind.HEADLINE, headline)]


@pytest.mark.parametrize(
    "link",
    [
        "Read the original article here",
        "← Prev Next →",
        "Share this",
        "Advertisement",
        "Read more: Nine hurt as bridge falls",
        "Related: The bridges of Ostra",
        "Tags: Ostra, Bridge, Velma",
        "Follow us on Twitter",
        "Follow Ann Lee on Twitter @annlee",
        "Home | World | Politics",
        "Click to share on Facebook",
        "Sign up for our daily newsletter, The Bridge.",
        "© 2016 Coastal Post. All rights reserved.",
        "Copyright 2018 The Associated Press. All rights reserved.",
        "https://coastalpost.example/a/1",
        "12 Comments",
    ],
)
def test_navigation_is_told_as_a_line_and_not_beyond_it(link: str) -> None:
    assert told(f"{BODY}\n\n{link}\n\n{BODY}") == [*told(BODY), (Kind.NAVIGATION, link)] or furniture(
        f"{BODY}\n\n{link}\n\n{BODY}"
    ) == [link]


@pytest.mark.parametrize(
    "link", ["Read the original article here", "Advertisement", "Click here to subscribe", "Read Also"]
)
def test_standing_phrases_are_told_where_the_lines_are_lost(link: str) -> None:
    assert furniture(f"{BODY} {link} {BODY}") == [link]


def test_a_list_of_topics_ends_where_a_sentence_begins() -> None:
    tags = "Tags Ostra Bridge collapse Institute for River Studies"
    assert furniture(f"{BODY} {tags} At least nine people were hurt on Friday. {BODY}") == [tags]


def test_a_list_of_topics_without_a_clear_end_takes_no_sentence_with_it() -> None:
    text = f"{BODY} Tags Ostra Velma Bridge Russian jets struck the bridge again on Monday. {BODY}"
    assert all("Russian jets" not in stretch for stretch in furniture(text))


@pytest.mark.parametrize(
    "signed", ["-AFP", "(Reuters)", "Source: Coastal Post and agencies", "Source CoastalPost and agencies"]
)
def test_signatures_are_told_at_the_very_end_only(signed: str) -> None:
    assert furniture(f"{BODY} {signed}") == [signed]
    assert furniture(f"{BODY}\n\n{BODY}\n{signed}\n") == [signed]


def test_those_who_worked_on_it_are_no_part_of_the_report() -> None:
    worked = "(Additional reporting by Ann Lee in Velma; Editing by Bo Ek)"
    assert furniture(f"{BODY} {worked}") == [worked]
    helped = "Coastal Post writer Ann Lee contributed to this report."
    assert furniture(f"{BODY} {helped}") == [helped]


def test_a_caption_may_tell_and_its_credit_may_not() -> None:
    caption = "A diver climbs out of the river near the bridge on Friday."
    assert told(f"9 April 2014 {caption} (AFP Photo) {BODY}") == [
        (Kind.BYLINE, "9 April 2014"),
        (Kind.CAPTION, caption),
        (Kind.BYLINE, "(AFP Photo)"),
    ]
    assert (Kind.CAPTION, caption) in told(f"{BODY}\n\n{caption} (AP Photo/Ann Lee)\n\n{BODY}")
    assert Kind.CAPTION.tells and not Kind.BYLINE.tells


def test_headings_stand_between_paragraphs() -> None:
    text = f"{BODY}\n\nThe search goes on\n\n{BODY}"
    assert told(text) == [(Kind.HEADING, "The search goes on")]


def test_bullets_are_no_headings() -> None:
    assert told(f"{BODY} It could lead to:\n\n  • Unrest\n  • A strike\n\n{BODY}") == []


def test_a_summary_is_told_by_its_label_or_by_the_link_under_it() -> None:
    assert (Kind.SUMMARY, f"TL;DR: {BODY}") in told(f"Bridge falls in Ostra\n\nTL;DR: {BODY}\n\n{BODY}")
    text = f"{BODY}\nRead the original article here\n{BODY} {BODY}\n{BODY}"
    assert told(text)[:2] == [(Kind.SUMMARY, BODY), (Kind.NAVIGATION, "Read the original article here")]


def test_lines_that_break_off_in_a_row_are_search_results() -> None:
    cut = [
        "The mayor of Ostra said on Friday that the bridge ...",
        "Divers found nine cars under the bridge, which ...",
    ]
    found = told("\n".join([BODY, *cut, "It was the second bridge this year.", cut[0], BODY + " " + BODY * 3]))
    assert [kind for kind, _ in found] == [Kind.SNIPPET] * 4
    assert told(f"{BODY}\n{cut[0]}\n{BODY}") == []


def test_a_list_of_works_is_told_to_its_end() -> None:
    works = "References\n\n  • Lee, A. (1991). The Bridges. Velma Press.\n  • Ek, B. J. (2003). Rivers. Ostra Review."
    assert told(f"{BODY}\n\n{works}\n← Prev Next →\n") == [(Kind.REFERENCES, works), (Kind.NAVIGATION, "← Prev Next →")]
    assert furniture(f"{BODY}\n\nReferences\n\n{BODY}") == []


def test_a_sites_name_above_the_headline_is_not_the_headline() -> None:
    text = f"Coastal Post\n\nBridge falls in Ostra and nine are hurt\n\n{BODY}"
    assert told(text) == [(Kind.NAVIGATION, "Coastal Post"), (Kind.HEADLINE, "Bridge falls in Ostra and nine are hurt")]


def test_a_wire_in_capitals_and_short_lines_keeps_its_sentences() -> None:
    text = (
        "PORT VELMA, 6 SEP 89 (AFP) -- [TEXT] THE OSTRA BRIDGE FELL\nBY DAWN IN THE RAIN WHILE NOBODY SAW, AND THE"
        " MAYOR SAID THAT ALL OF THESE ARE\nTOPICS THAT DIVERS RAISED ON EACH VISIT TO THE\nGOVERNMENT OF OSTRIA.\n"
    )
    assert furniture(text) == ["PORT VELMA, 6 SEP 89 (AFP) -- [TEXT]"]


def test_a_text_of_marks_alone_is_walked_in_linear_time() -> None:
    for mark in ("(", "<", "...\n", "Tags A ", ". ", "By A B, ", "\n", "\ud800"):
        assert regions(mark * 5000) is not None


def test_a_broken_table_of_agencies_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "table", lambda _: {"OPA": {"form": ["Ostra Press Agency"]}})
    with pytest.raises(VocabularyError, match="OPA"):
        names._agencies()


def test_on_real_reports_all_boilerplate_is_told_and_no_claim_is_covered(shared: Path) -> None:
    if not (shared / "gold").exists():
        pytest.skip("no gold ledgers")
    texts = {path.name: (path.read_text("utf-8"), None, None) for path in (shared / "seeds").glob("*.txt")}
    golds = [*(shared / "gold").glob("*/*gold.json")]
    for story in (shared / "gold" / "stories").glob("*.jsonl"):
        for row in map(json.loads, story.read_text("utf-8").splitlines()):
            texts[row["id"]] = (row["text"], row["title"], row["publisher"])
    silent = {
        name: {
            n
            for r in regions(text, title=title, publisher=publisher)
            if not r.kind.tells
            for n in range(r.start, r.end)
        }
        for name, (text, title, publisher) in texts.items()
    }
    assert len(golds) >= 4
    for gold in map(json.loads, (path.read_text("utf-8") for path in golds)):
        for claim in gold["claims"]:
            assert not silent[claim["document"]] & set(range(claim["start"], claim["end"])), claim["quote"]
        for stretch in gold["not_content"]:
            seen = {
                n for n in range(stretch["start"], stretch["end"]) if not texts[stretch["document"]][0][n].isspace()
            }
            assert len(seen & silent[stretch["document"]]) >= 0.9 * len(seen), stretch["quote"]
