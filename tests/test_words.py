"""Where words begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.language.words import words
from tests.timing import grows_in_proportion


def split(text: str) -> str:
    return "|".join(text[b:e] for b, e in words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. denied it.", "The|U.S.|denied|it|."),
        ("Lt. Gen. Ana F. Ruiz", "Lt.|Gen.|Ana|F.|Ruiz"),
        ("some 1,500 men, 3.5 km away", "some|1,500|men|,|3.5|km|away"),
        ("It cost $1.2bn at 7:30pm.", "It|cost|$|1.2|bn|at|7:30|pm|."),
        ("“They can’t leave,” he said.", "“|They|ca|n’t|leave|,|”|he|said|."),
        ("the mayor's 15-year plan", "the|mayor|'s|15|-|year|plan"),
        ("pre-war, pro-government", "pre-war|,|pro-government"),
        ("between 10-12,000 soldiers", "between|10|-|12,000|soldiers"),
        ("Read https://example.org/a?b=1.", "Read|https://example.org/a?b=1|."),
        ("We cannot say... yet", "We|can|not|say|...|yet"),
        ("no. 5 of the list, no.", "no.|5|of|the|list|,|no|."),
    ],
)
def test_words_are_those_of_the_treebank(text: str, expected: str) -> None:
    assert split(text) == expected


@given(st.text(max_size=400))
def test_every_visible_character_is_in_exactly_one_word(text: str) -> None:
    found = words(text)
    assert all(b < e for b, e in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    covered = {i for b, e in found for i in range(b, e)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered
    assert not any(text[i].isspace() for i in covered)


@pytest.mark.parametrize("unit", ["a", "a-", "a.a", "1.", "a@", "n't", "e-", "http://", "555-", "a&", "'", "."])
def test_the_scan_is_linear_in_a_hostile_text(unit: str) -> None:
    words(unit)
    assert grows_in_proportion(lambda size: words(unit * (size // len(unit))), 40_000, 400_000)
