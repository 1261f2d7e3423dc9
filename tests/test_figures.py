"""Figures: what a number is worth, what it counts, and what it is a part of. The sentences are our own."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import quantities
from headwater.extraction.claim import Figure, Qualifier
from headwater.extraction.counting.understood import understood
from headwater.extraction.figures import figures
from headwater.extraction.movement import Movement, movements
from headwater.extraction.numbers.numerals import numerals
from headwater.extraction.numbers.uncounted import uncounted
from headwater.extraction.numbers.units import plural, units
from headwater.language import Reader, weights
from headwater.language.reading import Outcome, Reading, Sentence, Word
from headwater.language.words import words
from headwater.text import Document
from headwater.vocabulary import table

Row = tuple[float | None, float | None, str]


def read(reader: Reader, text: str) -> tuple[Figure, ...]:
    (reading,) = reader.read([Document("own", text)])
    return figures(text, reading)


def numbers(text: str) -> list[Row]:
    return [(n.low, n.high, n.qualifier.value) for n in numerals(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("11,000 to 13,000 troops", 11_000, 13_000, "range"),
        ("between 40 and 50 boats", 40, 50, "range"),
        ("between 40 to 50 boats", 40, 50, "range"),
        ("10-12,000 tents", 10_000, 12_000, "range"),
        ("10 to 15 million doses", 10_000_000, 15_000_000, "range"),
        ("$89 to $93 billion", 89e9, 93e9, "range"),
        ("three or four years", 3, 4, "range"),
        ("up to 300 tents", None, 300, "at-most"),
        ("no more than 12 boats", None, 12, "at-most"),
        ("at least twenty-three boats", 23, None, "at-least"),
        ("no fewer than 9 boats", 9, None, "at-least"),
        ("500 or more boats", 500, None, "at-least"),
        ("500-plus boats", 500, None, "at-least"),
        ("more than 7000 boats", 7000, None, "more-than"),
        ('"well over" 7000 boats', 7000, None, "more-than"),
        ("closer to 7000 boats", 7000, 7000, "approximately"),
        ("over a dozen boats", 12, None, "more-than"),
        ("more than a year", 1, None, "more-than"),
        ("fewer than 20 boats", None, 20, "less-than"),
        ("nearly 200 boats", 200, 200, "approximately"),
        ("some 40 boats", 40, 40, "approximately"),
        ("~40 boats", 40, 40, "approximately"),
        ("an estimated 1.5 million people", 1_500_000, 1_500_000, "approximately"),
        ("at least another 30 boats", 30, None, "at-least"),
        ("dozens of boats", 12, None, "dozens"),
        ("hundreds of boats", 100, None, "hundreds"),
        ("several hundred boats", 100, None, "hundreds"),
        ("thousands of boats", 1000, None, "thousands"),
        ("tens of thousands of boats", 10_000, None, "at-least"),
        ("hundreds of thousands of boats", 100_000, None, "at-least"),
        ("millions of people", 1_000_000, None, "at-least"),
        ("a dozen boats", 12, 12, "exact"),
        ("half a million people", 500_000, 500_000, "exact"),
        ("two and a half million people", 2_500_000, 2_500_000, "exact"),
        ("one hundred and six boats", 106, 106, "exact"),
        ("three point two million people", 3_200_000, 3_200_000, "exact"),
        ("1500 troops", 1500, 1500, "exact"),
        ("12 000 troops", 12_000, 12_000, "exact"),
        ("two-thirds of the boats", 2 / 3, 2 / 3, "exact"),
        ("10 1/2 miles", 10.5, 10.5, "exact"),
        ("minus-30 degrees", -30, -30, "exact"),
    ],
)
def test_a_number_is_worth_what_it_says(text: str, low: float | None, high: float | None, qualifier: str) -> None:
    ((said_low, said_high, said_qualifier),) = numbers(text)
    assert said_qualifier == qualifier
    assert said_low == (None if low is None else pytest.approx(low))
    assert said_high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    "text",
    [
        "on 4 May 2021",
        "on May 4, 2021",
        "Updated Jul 152031",
        "the 2021-22 season",
        "(Marlow, 1991)",
        "at 10:30 GMT",
        "at 5:25 a.m.",
        "at 4.30pm",
        "the silo caught fire at 7.52 on Tuesday",
        "the last call came at 21.14 local time",
        "the 22nd brigade",
        "the twenty-first century",
        "the 1990s",
        "a T-34 and a Su-24",
        "on a 5G network",
        "call +44 20 7946 0018 now",
        "see https://harbour.example/2031/17",
        "they won 3-2",
        "a vote of 52-48",
        "item #12",
        "version 2.14.3",
        "1. Boats\n2. Trains",
    ],
)
def test_dates_times_names_and_scores_are_no_numbers(text: str) -> None:
    assert numbers(text) == []


def test_a_price_at_the_end_of_a_day_is_no_time_of_it() -> None:
    assert [low for low, *_ in numbers("shares in the mill closed at 7.52 on Tuesday")] == [7.52]


def test_letters_that_grow_when_made_small_move_no_number() -> None:
    text = "İİ Guards counted Three boats and THIRTY-FIVE others"
    assert [text[n.first : n.last] for n in numerals(text)] == ["Three", "THIRTY-FIVE"]


def test_an_address_that_is_glued_to_a_word_counts_nothing() -> None:
    text = "Seehttps://velm.example/2019/44 for the 12 boats"
    assert [text[n.first : n.last] for n in numerals(text)] == ["12"]


def test_an_ordinal_in_words_is_not_its_first_word() -> None:
    assert [n.low for n in numerals("the thirty-fifth boat and thirty-five others")] == [35]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$1.2bn", 1.2e9, "USD"),
        ("US $58.24 per barrel", 58.24, "USD per barrel"),
        ("€3m", 3e6, "EUR"),
        ("3 million rubles", 3e6, "RUB"),
        ("800,000 barrels a day", 800_000, "barrel per day"),
        ("38.6%", 38.6, "percentage"),
        ("38.6 per cent", 38.6, "percentage"),
        ("0.5 percentage points", 0.5, "percentage point"),
        ("a depth of 37m (121 ft)", 37, "metre"),
        ("12.3m tonnes of grain", 12.3e6, "metric ton"),
        ("30 km south", 30, "kilometre"),
        ("a 72-hour truce", 72, "hour"),
        ("a 12-year-old", 12, "year of age"),
        ("90 sq km", 90, "square kilometre"),
    ],
)
def test_a_measure_has_its_unit(text: str, value: float, unit: str) -> None:
    numeral = next(iter(numerals(text)))
    assert (numeral.low, numeral.unit) == (pytest.approx(value), unit)


def test_a_scaled_number_has_no_dust_of_arithmetic() -> None:
    assert [n.low for n in numerals("16.4 million, 1.1 billion, 2.3 thousand")] == [16_400_000, 1_100_000_000, 2_300]


def test_a_unit_holds_for_the_next_amount(reader: Reader) -> None:
    found = read(reader, "Exports rose by 2 percent but imports fell by 1.")
    assert [(f.low, f.unit) for f in found] == [(2, "percentage"), (1, "percentage")]


def test_over_within_a_time_is_no_bound(reader: Reader) -> None:
    text = "The clan has ruled for over 40 years."
    assert [(f.low, f.high) for f in read(reader, text)] == [(40, None)]


def test_two_levels_of_a_change_are_not_a_range() -> None:
    assert numbers("sales rose from 10 to 15 million") == [(1e7, 1e7, "exact"), (1.5e7, 1.5e7, "exact")]
    assert numbers("children from 5 to 12") == [(5, 12, "range")]


COUNTED = [
    ("At least 14 people died and 60 were hurt when a ferry sank off Marenka.", [(14, "people"), (60, "people")]),
    ("Bomb kills 31 in Marenka market", [(31, "people")]),
    ("The blast killed nine and injured dozens more.", [(9, "people"), (12, "people")]),
    ("Troops killed 8 militants and captured 3.", [(8, "militants"), (3, "militants")]),
    ("Three missiles were launched and two were shot down.", [(3, "missiles"), (2, "missiles")]),
    ("The toll from the mine collapse rose to 31 on Tuesday.", [(31, "people")]),
    ("The number of refugees has doubled to 4 million.", [(4e6, "refugees")]),
    ("The army put its losses at 12.", [(12, "losses")]),
    ("The army lost 1,500 special forces troops.", [(1500, "special forces troops")]),
    ("The rebels shelled the last two army-held hill villages.", [(2, "army-held hill villages")]),
    ("One of its pilots bailed out.", [(1, "pilots")]),
    ("All but one of the farms burned.", [(1, "farms")]),
    ("No one was hurt, and one might expect more.", []),
    ("It is one of the largest ports.", []),
    ("Article 5 was invoked and Chapter Seven was read out.", []),
    ("Resolution 1701 was adopted in 2006.", []),
    ("Ana Belo, 45, said the 2019 budget was spent.", []),
    ("The ministry said 2000 people fled in 2015.", [(2000, "people")]),
    ("The 28-member council sent 500 peacekeepers.", [(28, "members"), (500, "peacekeepers")]),
    ("The two countries' ministers met for two hours.", [(2, "hours")]),
    ("The dam holds 1.5 million cubic metres of water.", [(1.5e6, "cubic metres of water")]),
    ("Some 40 percent of voters stayed at home.", [(40, "percent of voters")]),
    ("The convoy carried $2m in aid and 600 tonnes of flour.", [(2e6, "dollars in aid"), (600, "tonnes of flour")]),
    ("Hospitals treated 398 cases of cholera.", [(398, "cases of cholera")]),
    ("Three foot soldiers guard 52,000 barrels of oil.", [(3, "foot soldiers"), (52_000, "barrels of oil")]),
    ("Olvera has a population of 22 million.", [(22e6, "people")]),
    ("Boys under the age of 18 were sent home.", []),
    ("The index closed at 7,425.81.", [(7425.81, "index")]),
    ("The mayor, who is 70, stayed.", []),
    ("Four women were among the 16 dead.", [(4, "women"), (16, "people")]),
    ("At one point 5 shells landed, one day after the raid.", [(5, "shells"), (1, "days")]),
    ("In 2015 soldiers took the town.", []),
    ("The rebels hold 156 grenade and rocket launchers.", [(156, "grenade and rocket launchers")]),
    ("The mine shipped millions of tons of coal.", [(1e6, "tons of coal")]),
    ("The 2019 sales fell, and 1600 tents burned.", [(1600, "tents")]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED, ids=[text[:40] for text, _ in COUNTED])
def test_a_figure_counts_its_noun(reader: Reader, text: str, expected: list[tuple[float, str]]) -> None:
    found = read(reader, text)
    assert [(f.low if f.low is not None else f.high, f.noun) for f in found] == expected


WHOLES = [
    ("Thirteen miners, among them seven boys, were killed in Marenka.", [(13, None), (7, 0)]),
    ("The president sent 3,000 troops, of whom 500 are engineers, to the border.", [(3000, None), (500, 0)]),
    ("The raid killed 58 people including 17 children, 9 women and 32 men.", [(58, None), (17, 0), (9, 0), (32, 0)]),
    ("Nine boys and 14 farmers were among 46 people shot by the army.", [(9, 2), (14, 2), (46, None)]),
    ("Two of the four hostages were freed.", [(2, 1), (4, None)]),
    ("Of the 20 dead, five were women.", [(20, None), (5, 0)]),
    ("Four people were killed, two of them children, and 30 were hurt.", [(4, None), (2, 0), (30, None)]),
    ("The flood killed 1,309 people. The mayor said 187 of them were pupils.", [(1309, None), (187, 0)]),
    ("Police arrested 12 people, seven women and five men.", [(12, None), (7, 0), (5, 0)]),
    ("The army lost 12 tanks and 3 helicopters.", [(12, None), (3, None)]),
]


@pytest.mark.parametrize(("text", "expected"), WHOLES, ids=[text[:40] for text, _ in WHOLES])
def test_a_part_knows_its_whole(reader: Reader, text: str, expected: list[tuple[float, int | None]]) -> None:
    assert [(f.low, f.part_of) for f in read(reader, text)] == expected


def test_a_part_is_never_larger_than_its_whole(reader: Reader) -> None:
    found = read(reader, "Five people were hurt, including 20 children.")
    assert [f.part_of for f in found] == [None, None]


def test_of_them_counts_what_it_says_they_are(reader: Reader) -> None:
    _, part = read(reader, "The flood killed 1,309 people. The mayor said 187 of them were pupils.")
    assert part.noun == "pupils"


def test_a_bound_holds_for_both_of_two_joined_nouns(reader: Reader) -> None:
    found = read(reader, "The siege took at least 48 rebels and 17 soldiers from their villages.")
    assert [(f.low, f.high, f.qualifier) for f in found] == [
        (48, None, Qualifier.AT_LEAST),
        (17, None, Qualifier.AT_LEAST),
    ]


def test_a_bound_does_not_reach_the_next_clause(reader: Reader) -> None:
    found = read(reader, "At least 26 miners were killed and 57 hurt in the shaft.")
    assert [(f.low, f.high) for f in found] == [(26, None), (57, 57)]


def test_the_span_holds_the_number_with_its_qualifier(reader: Reader) -> None:
    text = "Rescuers found at least 20 bodies."
    (figure,) = read(reader, text)
    assert text[figure.start : figure.end] == "at least 20"


def test_lost_commas_do_not_hide_a_figure(reader: Reader) -> None:
    found = read(reader, "The Monitor counted 4621 dead including 1250 children 871 women and 2500 men.")
    assert [f.low for f in found] == [4621, 1250, 871, 2500]


@pytest.mark.parametrize(("gold", "precision", "recall"), [("seeds/gold.json", 95, 95), ("stories", 88, 90)])
def test_the_gold_readings_are_met(shared: Path, reader: Reader, gold: str, precision: int, recall: int) -> None:
    """Value and a word of the noun, among the figures within the gold's claims."""
    folder = shared / "gold"
    paths = [folder / gold] if gold.endswith(".json") else sorted((folder / gold).glob("*.gold.json"))
    if not paths or not paths[0].exists():
        pytest.skip("no gold readings")
    texts = {path.name: path.read_text("utf-8") for path in (shared / "seeds").glob("*.txt")}
    for path in (folder / "stories").glob("*.jsonl"):
        texts |= {row["id"]: row["text"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    claims = [claim for path in paths for claim in json.loads(path.read_text("utf-8"))["claims"]]
    names = sorted({claim["document"] for claim in claims})
    readings = reader.read(Document(name, texts[name]) for name in names)
    found = {name: figures(texts[name], reading) for name, reading in zip(names, readings, strict=True)}
    true, right, hits = 0, 0, set()
    for claim in claims:
        name, start, end = claim["document"], claim["start"], claim["end"]
        inside = [f for f in found[name] if start <= f.start + 3 and f.end <= end + 3]
        for row in claim.get("figures", []):
            wanted = set(row["noun"].lower().split())
            hit = [
                f
                for f in inside
                if (f.low, f.high) == (row["low"], row["high"])
                and (wanted & set(f.noun.lower().replace("-", " ").split()) or "troops" in wanted)
            ]
            true, right = true + 1, right + bool(hit)
            hits |= {(name, f.start) for f in hit}
    said = {
        (name, f.start)
        for name in names
        for f in found[name]
        if any(c["document"] == name and c["start"] <= f.start and f.end <= c["end"] for c in claims)
    }
    assert 100 * right / true >= recall
    assert 100 * len(hits & said) / len(said) >= precision


def test_what_rose_by_a_number_is_told_from_what_rose_to_it() -> None:
    text = "Exports rose 3% to 500 tonnes but imports fell by 20 tonnes."
    found = [Figure(n.start, n.end, n.low, n.high, n.qualifier, "", n.unit) for n in numerals(text)]
    assert movements(text, found) == (Movement.UP, None, Movement.DOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll rose from 18 to 22 on Monday.", [(18, "people"), (22, "people")]),
        ("The ministry raised its toll for Thursday's strikes from 18 to 22 dead.", [(18, "people"), (22, "people")]),
        ("The Desert Forces put the toll at 31.", [(31, "people")]),
        ("Local sources put the toll at 160, including some 20 children.", [(160, "people"), (20, "children")]),
        ('Police said 130 "bandits" were killed.', [(130, "bandits")]),
        ("About 5,000 of the village's 14,000 inhabitants had fled.", [(5000, "inhabitants"), (14_000, "inhabitants")]),
        (
            "The mission has about 8,500 peacekeepers. The council authorised an increase to 12,500.",
            [(8500, "peacekeepers"), (12_500, "peacekeepers")],
        ),
        (
            "Officials said 200 soldiers had been killed. Analysts say the figure may be closer to 150.",
            [(200, "soldiers"), (150, "soldiers")],
        ),
        (
            "Le Matin says 24 generals have defected. Officers said the number was 18.",
            [(24, "generals"), (18, "generals")],
        ),
        ("The holiday lasted three days. Villagers had buried 17 by evening.", [(3, "days"), (17, "people")]),
    ],
)
def test_what_a_later_number_counts_is_what_is_spoken_of(
    reader: Reader, text: str, expected: list[tuple[float, str]]
) -> None:
    assert [(f.high, f.noun) for f in read(reader, text)] == expected


def test_nothing_read_has_no_figures() -> None:
    assert figures("12 boats", Reading("empty", Outcome.OTHER_LANGUAGE, "ko")) == ()


def made_up(text: str, seed: int) -> Reading:
    """A reading whose tree is noise: figures must stand it."""
    chance = random.Random(seed)
    bounds = words(text)
    tags = "NOUN PROPN VERB NUM ADJ ADP PUNCT AUX DET PRON".split()
    relations = "nummod nsubj obj nmod conj compound amod root case cop flat obl".split()
    tree = [
        Word(start, end, chance.choice(tags), chance.randrange(-1, len(bounds)), chance.choice(relations))
        for start, end in bounds
    ]
    half = len(tree) // 2
    cuts = [(0, half), (half, len(tree))] if half else [(0, len(tree))]
    sentences = tuple(Sentence(tree[a].start, tree[b - 1].end, a, b) for a, b in cuts if b > a)
    return Reading("made up", Outcome.READ, "en", sentences, tree)


PIECES = st.sampled_from(
    "12 1,500 1.5 million three dozens a dozen half one of them which whom including among between and to - – % $ €bn "
    "k people killed wounded Article 2016 July 4 at least more than up about some were : ( ) , . .. 's ’ km per ½ 1/2 "
    "hundreds thousands tens the another who toll \n \u00a0 -5 +3 0 00 1e9 １２ ٣".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25), st.booleans(), st.integers(0, 9))
def test_any_text_gives_figures_that_lie_in_it(pieces: list[str], spaced: bool, seed: int) -> None:
    text = (" " if spaced else "").join(pieces)
    found = figures(text, made_up(text, seed))
    for place, figure in enumerate(found):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.low is not None or figure.high is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.part_of is None or (figure.part_of != place and 0 <= figure.part_of < len(found))
    assert [f.start for f in found] == sorted(f.start for f in found)
    ends = [0, *(n.last for n in numerals(text))]
    assert all(n.first >= end for n, end in zip(numerals(text), ends, strict=False))
    assert all(0 <= start < end <= len(text) for start, end, _ in uncounted(text))


def test_five_thousand_figures_in_one_line_are_all_found() -> None:
    text = " ".join(f"at least {2 + i % 1000} boats and {3 + i % 1000} trains were lost," for i in range(2500))
    assert sum(1 for _ in numerals(text)) == 5000
    tags = {
        "boats": "NOUN",
        "trains": "NOUN",
        "were": "AUX",
        "lost": "VERB",
        "and": "CCONJ",
        "at": "ADP",
        "least": "ADV",
    }
    tree = [Word(a, b, "NUM" if text[a].isdigit() else tags.get(text[a:b], "PUNCT"), 0, "dep") for a, b in words(text)]
    reading = Reading("line", Outcome.READ, "en", (Sentence(0, len(text), 0, len(tree)),), tree)
    assert [figure.noun for figure in figures(text, reading)] == ["boats", "trains"] * 2500


def test_a_long_run_of_digits_is_no_number() -> None:
    assert numbers("9" * 100_000) == []


def test_the_tables_hold_what_they_should() -> None:
    for name, row in table("figures")["qualifiers"].items():
        assert Qualifier(name)
        assert all(phrase == phrase.lower() for side in row.values() for phrase in side)
    assert "article" in understood().labels
    assert units().words["kilometers"] == units().signs["km"] == "kilometre"
    assert [plural(word) for word in ("inch", "century", "day", "mile")] == ["inches", "centuries", "days", "miles"]


def test_quantities_are_measured_one_to_one(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": "a",
            "text": "Sales rose 3% to 500 boats.",
            "gold": [
                {"value": 3.0, "unit": "percentage", "change": "up", "concept": "Sales"},
                {"value": 500.0, "unit": "boat", "change": "=", "concept": "Sales"},
            ],
        },
        {
            "id": "b",
            "text": "Between 40 and 50 boats sank.",
            "gold": [{"value": [40.0, 50.0], "unit": "ship", "change": "=", "concept": "-"}],
        },
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = quantities.measure(path, weights.packaged())
    assert result["value_f1"] == pytest.approx(100)
    assert result["unit_f1"] == pytest.approx(200 / 3)
    assert result["change_f1"] == pytest.approx(100)


def test_only_the_paper_s_leniency_takes_a_middle_for_a_range() -> None:
    ranged, middle = (40.0, 50.0), 45.0
    assert quantities.equal(ranged, middle, mid=True)
    assert not quantities.equal(ranged, middle, mid=False)
