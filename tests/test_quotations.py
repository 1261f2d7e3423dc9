"""Quotations: where a text quotes, by its marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.extraction.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “it fell” and left.", ["it fell"]),
        ('"It fell. It burned," he said. "All of it."', ["It fell. It burned,", "All of it."]),
        ("“One.\n\n“Two,” he said.", ["One.", "Two,"]),
        ("A mark “that nobody closes.\n\nAnother paragraph.", []),
        ("He said it's over; the mayor's house fell.", []),
        ('" It fell, " she said.', [" It fell, "]),
    ],
)
def test_quotations_stand_between_their_marks(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == quoted


@given(st.text(alphabet="ab \"“”'\n.«»", max_size=60))
def test_quotations_stand_in_order_and_apart(text: str) -> None:
    found = quotations(text)
    assert all(0 <= q.start <= q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
