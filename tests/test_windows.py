"""How long texts are cut."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.language.pieces import layout
from headwater.language.windows import ROOM, windows
from headwater.language.words import words


def cut(text: str) -> list[str]:
    bounds = words(text)
    ranges = windows(text, bounds, layout(text, bounds), [1] * len(bounds))
    return [text[bounds[a][0] : bounds[b - 1][1]] for a, b in ranges]


PARAGRAPHS = [
    f"Report {n} from the valley says that unit {n * 7} crossed the river at dawn, while officials in the "
    f"provincial town number {n * 3} said nothing of it and asked reporters for patience."
    for n in range(40)
]


def test_long_reports_break_between_paragraphs() -> None:
    assert all(window.startswith("Report") for window in cut("\n\n".join(PARAGRAPHS)))


def test_a_wire_text_under_another_masthead_is_cut_in_the_same_places() -> None:
    wire = "\n\n".join(PARAGRAPHS)
    other = "The Morning Ledger\n\nAll about the valley, page 3\n\n" + wire
    assert set(cut(wire)) - set(cut(other)) <= {cut(wire)[0]}


def test_an_edited_paragraph_changes_its_own_window_only() -> None:
    edited = PARAGRAPHS[:]
    edited[20] = edited[20].replace("at dawn", "at dusk")
    assert len(set(cut("\n\n".join(edited))) - set(cut("\n\n".join(PARAGRAPHS)))) == 1


@given(st.lists(st.sampled_from(["word", "Stop.", "\n", "\n\n", "longer-words"]), max_size=900))
def test_windows_cover_every_word_once_and_fit(parts: list[str]) -> None:
    text = " ".join(parts)
    bounds = words(text)
    weights = [3 if e - b > 5 else 1 for b, e in bounds]
    ranges = windows(text, bounds, layout(text, bounds), weights)
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(bounds)))
    assert all(0 < sum(weights[a:b]) <= ROOM for a, b in ranges)
