"""What a text says about time, and on which days that can be."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import MEASURES
from evaluation.time import matched
from headwater.language import Reader, weights
from headwater.resolution.calendar.lexicon import lexicon
from headwater.resolution.calendar.periods import Period, Unit, easter
from headwater.resolution.dates import rules, timexes
from headwater.resolution.timex import Kind, Mod, Timex
from headwater.text import Document, PartialDate, Precision
from headwater.vocabulary import VocabularyError, table
from tests.timing import grows_in_proportion

THURSDAY = PartialDate.iso("2024-10-24")


def read(text: str, anchor: PartialDate | None = THURSDAY) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.value) for t in timexes(text, anchor)]


def only(text: str, anchor: PartialDate | None = THURSDAY) -> Timex:
    (timex,) = timexes(text, anchor)
    return timex


@pytest.mark.parametrize(
    "text, value",
    [
        ("The bridge fell on Feb. 3, 2021.", "2021-02-03"),
        ("The bridge fell on 3 Oct 2016.", "2016-10-03"),
        ("The bridge fell on October 4 2016 in heavy rain.", "2016-10-04"),
        ("Monday 3 Oct 2016 Tarnfeld Post", "2016-10-03"),
        ("Tarnfeld Post 21.02.2015", "2015-02-21"),
        ("Logged 2016-10-03 by the harbour office.", "2016-10-03"),
        ("Updated Jul 152015 by the desk", "2015-07-15"),
        ("PORT VELLA, 3 JAN 90 -- TROOPS MOVED.", "1990-01-03"),
        ("They signed on the 21st of July 2019.", "2019-07-21"),
        ("The dam broke in October 2023.", "2023-10"),
        ("The dam broke in the 1990s.", "199"),
        ("The dam broke in the 20th century.", "19"),
        ("Output fell in the third quarter of 2023.", "2023-Q3"),
        ("Output fell in Q3 2023.", "2023-Q3"),
        ("Output fell in the first half of 2023.", "2023-H1"),
        ("Output fell in fiscal 1999.", "1999"),
        ("They met in the winter of 2014.", "2014-WI"),
        ("He fled on New Year's Eve 2020.", "2020-12-31"),
        ("He fled at Easter 2018.", "2018-04-01"),
    ],
)
def test_a_date_with_its_year_needs_no_day_of_writing(text: str, value: str) -> None:
    assert only(text, None).value == value
    assert only(text).value == value


@pytest.mark.parametrize(
    "text, value",
    [
        ("The envoy arrived today.", "2024-10-24"),
        ("The envoy arrived the day before yesterday.", "2024-10-22"),
        ("The envoy arrived three days ago.", "2024-10-21"),
        ("The envoy arrived last week.", "2024-W42"),
        ("The envoy arrived earlier this month.", "2024-10"),
        ("The envoy arrived last year.", "2023"),
        ("The envoy arrived two weeks ago.", "2024-W41"),
        ("The envoy arrived last Thursday.", "2024-10-17"),
        ("The envoy arrived on Feb. 3.", "2024-02-03"),
        ("The envoy arrived in late November.", "2023-11"),
        ("The envoy arrived over the weekend.", "2024-W42-WE"),
        ("The envoy arrived last spring.", "2024-SP"),
        ("The envoy arrived on Tuesday morning.", "2024-10-22TMO"),
        ("The envoy arrived on Tuesday of last week.", "2024-10-15"),
        ("The envoy arrived last night.", "2024-10-23TNI"),
        ("The envoy arrived at 10:35 a.m. on Tuesday.", "2024-10-22T10:35"),
        ("The envoy will arrive at Christmas.", "2024-12-25"),
        ("The envoy will arrive next month.", "2024-11"),
    ],
)
def test_what_is_told_from_the_day_of_writing_is_counted_from_it(text: str, value: str) -> None:
    assert only(text).value == value


def test_what_people_are_to_do_lies_ahead(reader: Reader) -> None:
    text = "Envoys are to meet at the bridge on Friday."
    (reading,) = reader.read([Document("d", text)])
    assert [t.value for t in timexes(text, THURSDAY, reading=reading)] == ["2024-10-25"]


def test_a_weekday_is_behind_after_a_past_verb_and_ahead_after_will() -> None:
    assert read("The council met on Friday.") == [("Friday", "2024-10-18")]
    assert read("The council will meet on Friday.") == [("Friday", "2024-10-25")]
    assert read("Friday's vote was close.") == [("Friday", "2024-10-18")]
    assert read("The prisoners could be freed as early as Tuesday.") == [("Tuesday", "2024-10-29")]


def test_with_a_reading_the_governing_verb_tells() -> None:
    text = "The team planned to leave Port Vella on Friday, the mayor said."
    (reading,) = Reader().read([Document("a", text)])
    (friday,) = timexes(text, THURSDAY, reading=reading)
    assert friday.value == "2024-10-25"


def test_a_date_without_its_year_goes_to_the_nearer_year() -> None:
    assert read("The offer was extended to Nov. 16.") == [("Nov. 16", "2024-11-16")]
    assert read("The offer was made on Dec. 27.", PartialDate.iso("2024-01-09")) == [("Dec. 27", "2023-12-27")]
    assert read("They meet on Monday, Oct. 6.") == [("Monday, Oct. 6", "2025-10-06")]


def test_without_a_day_of_writing_no_date_is_invented() -> None:
    for text, value in (
        ("Troops crossed the river on Friday.", "XXXX-WXX-5"),
        ("Troops crossed the river in March.", "XXXX-03"),
        ("Troops crossed the river on Feb. 3.", "XXXX-02-03"),
        ("Troops crossed the river yesterday.", "XXXX-XX-XX"),
        ("Troops crossed the river last week.", "XXXX-WXX"),
        ("Troops crossed the river last year.", "XXXX"),
        ("Troops crossed the river in the third quarter.", "XXXX-Q3"),
        ("A day later, troops crossed the river.", "XXXX-XX-XX"),
    ):
        timex = only(text, None)
        assert (timex.value, timex.when) == (value, None)


def test_a_day_of_writing_known_to_the_month_leaves_every_day_that_can_be_meant() -> None:
    october = PartialDate.iso("2024-10")
    friday = only("The agency said so on Friday.", october)
    assert friday.value == "XXXX-WXX-5"
    assert friday.when == PartialDate(dt.date(2024, 9, 27), dt.date(2024, 10, 25), Precision.VAGUE)
    assert only("It was signed this month.", october).when == october
    assert only("It was signed last year.", october).when == PartialDate.year(2023)
    assert only("It was signed this year.", PartialDate.year(2024)).when == PartialDate.year(2024)


def test_a_dateline_with_its_day_stands_before_the_day_of_publication() -> None:
    (timex,) = timexes("Shells fell on Friday.", PartialDate.iso("2024-10-28"), dateline=THURSDAY)
    assert timex.value == "2024-10-18"


def test_later_and_earlier_count_from_the_date_mentioned_last() -> None:
    assert read("On 4 March 2019 the bridge fell. Two days later it was cleared. It had opened a year earlier.") == [
        ("4 March 2019", "2019-03-04"),
        ("Two days later", "2019-03-06"),
        ("a year earlier", "2018"),
    ]


def test_months_after_a_year_that_opens_the_story_are_that_years() -> None:
    text = "In 2011 protests began in Tarnfeld. In March the army fired on a crowd. The talks resumed last month."
    assert [value for _, value in read(text)] == ["2011", "2011-03", "2024-09"]


def test_one_year_serves_two_dates() -> None:
    assert [v for _, v in read("Between March and July 2011 it held.")] == ["2011-03", "2011-07"]
    assert [v for _, v in read("It burned on June 3-5, 2016.")] == ["2016-06-03", "2016-06-05"]
    assert [v for _, v in read("It burned from 10 to 12 June 2014.")] == ["2014-06-10", "2014-06-12"]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa Malk may resign, and May resigned.",
        "They joined the March on the capital.",
        "April Jonas met August Wilm.",
        "The Sunday Times reported it.",
        "Bloody Sunday was remembered.",
        "2000 people fled and about 1990 soldiers came.",
        "Resolution 1973 was passed.",
        "A six-year-old boy, who is 6 years old, was found.",
        "He spoke to ``60 Minutes'' of it.",
        "Sat on the bench, Sun Li waited.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert timexes(text, THURSDAY) == ()


@pytest.mark.parametrize(
    "text, kind, value",
    [
        ("It lasted two days.", Kind.DURATION, "P2D"),
        ("It lasted a year and a half.", Kind.DURATION, "P1Y6M"),
        ("It lasted two decades.", Kind.DURATION, "P20Y"),
        ("It lasted several months.", Kind.DURATION, "PXM"),
        ("It lasted 48 hours.", Kind.DURATION, "PT48H"),
        ("They fire every Friday.", Kind.SET, "XXXX-WXX-5"),
        ("They fire daily.", Kind.SET, "P1D"),
        ("They fire each month.", Kind.SET, "P1M"),
        ("They are now at the gates.", Kind.DATE, "PRESENT_REF"),
        ("They recently came.", Kind.DATE, "PAST_REF"),
    ],
)
def test_lengths_sets_and_vague_words_are_no_days(text: str, kind: Kind, value: str) -> None:
    timex = only(text)
    assert (timex.type, timex.value, timex.when) == (kind, value, None)


def test_a_length_that_ends_now_has_its_days() -> None:
    timex = only("In the past two months 300 people fled.")
    assert (timex.value, str(timex.when)) == ("P2M", "2024-08-24/2024-10-24")


def test_a_length_of_hours_that_ends_now_reaches_into_the_day_before() -> None:
    assert str(only("Six died over the past 24 hours.").when) == "2024-10-23/2024-10-24"


def test_a_clock_time_belongs_to_the_day_beside_it() -> None:
    assert only("It struck at 3 a.m. on Wednesday, 23 October.").value == "2024-10-23T03:00"
    assert [v for _, v in read("The raid of 8 May 2020 began at 4:30 a.m. by the mayor's word.")] == [
        "2020-05-08",
        "2020-05-08T04:30",
    ]


def test_since_until_and_before_open_the_days_on_one_side() -> None:
    assert (only("Since 2022 it has grown.").mod, str(only("Since 2022 it has grown.").when)) == (
        Mod.ON_OR_AFTER,
        "2022-01-01/2024-10-24",
    )
    assert str(only("It was lost before March 2020.").when) == "../2020-02-29"
    assert str(only("By Christmas they will be home.").when) == "../2024-12-25"
    assert str(only("Since early 2011 it has burned.").when) == "2011-01-01/2024-10-24"


def test_early_and_late_narrow_the_days() -> None:
    assert str(only("It fell in early March 2020.").when) == "2020-03-01/2020-03-17"
    assert only("It fell in late March 2020.").mod is Mod.END
    assert str(only("It fell earlier this month.").when) == "2024-10-01/2024-10-24"


def test_a_figure_date_that_can_be_read_two_ways_keeps_both_days() -> None:
    timex = only("Filed 04/05/2016.")
    assert (timex.value, str(timex.when)) == ("2016-XX-XX", "2016-04-05/2016-05-04")


def test_the_year_earlier_of_a_quarter_is_a_quarter() -> None:
    text = "Profit fell in the third quarter, from two million a year earlier."
    assert [v for _, v in read(text)] == ["2024-Q3", "2023-Q3"]


def test_every_class_of_the_table_is_in_some_rule_and_every_word_in_one_class() -> None:
    used = {name.rstrip("0123456789") for rule in rules() for name in rule.groups}
    assert set(lexicon().letters) == used
    assert lexicon().words["october"] == ("MONTH", 10)
    assert not lexicon().ahead & lexicon().behind


def test_a_table_that_says_a_word_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = table("time") | {"words": {"MONTH": {"may": 5}, "MAYBEMONTH": {"may": 5}}}
    monkeypatch.setattr("headwater.resolution.calendar.lexicon.table", lambda name: broken)
    with pytest.raises(VocabularyError, match="may"):
        lexicon.__wrapped__()


def test_easter_and_the_edges_of_the_calendar() -> None:
    assert (easter(2024), easter(2025)) == (dt.date(2024, 3, 31), dt.date(2025, 4, 20))
    assert Period.of(Unit.DECADE, dt.date.max).last == dt.date.max
    assert read("It was 9000 years ago.") == [("9000 years", "P9000Y")]


_PIECES = st.sampled_from(
    [
        *sorted(lexicon().words),
        *"0 1 3 12 31 1998 2024 2,000 1/2 3rd Q3 1990s 10:35 a.m. $5 2016-10-03 04/05/2016 , . - ( ) Oct. 's".split(),
        "\n\n",
        *"Monday May March Christmas New Year's Day nineteen ninety-six hundred o'clock".split(),
    ]
)


@given(
    st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=30).map(" ".join),
    st.one_of(st.none(), st.dates().map(PartialDate.day), st.dates().map(lambda d: PartialDate.month(d.year, d.month))),
)
def test_spans_slice_and_days_run_forward_whatever_the_text(text: str, anchor: PartialDate | None) -> None:
    last = 0
    for timex in timexes(text, anchor):
        assert last <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip() == text[timex.start : timex.end]
        assert timex.value
        last = timex.end
        if timex.when is not None and timex.when.first is not None and timex.when.last is not None:
            assert timex.when.first <= timex.when.last


@pytest.mark.parametrize("piece", ["a", "1", "1 ", "two ", "last ", "2016-", "twenty-", "the quarter ", "a.m. "])
def test_a_line_without_end_takes_time_in_proportion(piece: str) -> None:
    timexes("warm", THURSDAY)

    assert grows_in_proportion(lambda length: timexes(piece * (length // len(piece)), THURSDAY), 20_000, 200_000)


def test_the_measure_counts_a_right_value_on_an_overlapping_span(tmp_path: Path) -> None:
    text = "Rebels left on Friday morning and came back in May 2020."
    gold = [
        {"start": 15, "end": 29, "type": "TIME", "value": "2024-10-18TMO"},
        {"start": 47, "end": 50, "type": "DATE", "value": "2020-05"},
        {"start": 0, "end": 6, "type": "DATE", "value": "PAST_REF"},
    ]
    assert len(matched(timexes(text, THURSDAY), gold)) == 2
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"doc_id": "a", "dct": "2024-10-24", "text": text, "timexes": gold}) + "\n")
    figures = MEASURES["time"](path, weights.packaged())
    assert figures["relaxed_f1"] == figures["value_f1"] == pytest.approx(80)
    assert figures["strict_f1"] == pytest.approx(40)
