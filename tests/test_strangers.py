"""A pile of many stories: what two reports have in common only by chance joins nothing. All sentences are made up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpora.marked import WEEK, marked
from evaluation import MEASURES
from headwater.intake import reports
from headwater.language import Reader, weights
from headwater.reconciliation.reconcile import reconciled
from headwater.reconciliation.told import page
from headwater.resolution.report import Report
from headwater.text import Document, How, PartialDate, Published

STORIES = Path(__file__).parents[1] / "evaluation/stories"
DAY = dt.date(2032, 3, 9)


def together(reader: Reader, *texts: str) -> list[str]:
    """The questions that claims of two of these reports answer, which are of one day."""
    date = Published(PartialDate.day(DAY), How.METADATA)
    found = list(reports((Document(f"d{n}", text, None, f"Paper {n}", date) for n, text in enumerate(texts)), reader))
    read = [each for each in found if isinstance(each, Report)]
    home = {told.id: each.document.id for each in read for told in page(each).told}
    return [q.label for q in reconciled(read).questions if len({home[claim] for claim in q.claims}) > 1]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The square of Velmar is closed. Two men were shot dead on Tuesday, police said.",
            "The council of Orrick sat all night. Two men were shot dead on Tuesday, the sheriff said.",
        ),
        (
            "Play at Velden was halted for twenty minutes when a protester sat down on the court.",
            "The crews of both rigs off Port Amal were given twenty minutes to leave, a trader said.",
        ),
        ("A tanker ran aground off Cape Sorrow. Nobody was hurt.", "A roof fell in at Brackley mill. Nobody was hurt."),
        (
            "Three days of national mourning were declared in Ruvania after the crash.",
            "National mourning of three days began in Belmark after the mine disaster.",
        ),
        (
            "The hotel stood near Sarvan. A blast tore through it on Tuesday, killing at least 17 people.",
            "Tolmak has known many marches. Soldiers fired on one on Tuesday, killing at least 15 people, medics said.",
        ),
    ],
)
def test_reports_with_no_name_in_common_share_no_question(reader: Reader, one: str, two: str) -> None:
    assert together(reader, one, two) == []


def test_a_town_in_common_joins_what_numbers_alone_do_not(reader: Reader) -> None:
    one = "Two people were killed on Tuesday when a lorry overturned near Ostrel, police said."
    two = "OSTREL: A lorry overturned on Tuesday, killing two people, the fire service in Ostrel said."
    assert together(reader, one, two)


def test_a_land_and_a_kind_of_incident_are_no_matter_yet(reader: Reader) -> None:
    one = "Eleven people were killed when a bridge at Tarvo in Belmark was bombed on Tuesday, the Belmark army said."
    two = "All eleven aboard died when rebels in Belmark shot down a helicopter on Tuesday, the army of Belmark said."
    assert together(reader, one, two) == []


# The marked stories


def test_marks_are_taken_out_and_kept_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "=== bridge\n--- The Vane | 2031-05-07\n[Bridge falls|b] in Orr\nIt [fell|b] at noon.\n"
        "--- Orr Radio | 2031-05-09\nNews\nNobody [knew|k].\n",
        "utf-8",
    )
    first, second = marked(path)
    assert first.document.text.startswith("Bridge falls in Orr\n\nIt fell at noon.") and first.story == "a:bridge"
    assert [(mark.of(first.document.text), id) for mark, id in first.marks] == [("Bridge falls", "b"), ("fell", "b")]
    assert second.document.publisher == "Orr Radio"
    moved = [each.document.published for each in marked(path, one_week=True)]
    # A Wednesday stays one, and what is two days apart stays so.
    assert [each and each.date.first for each in moved] == [WEEK + dt.timedelta(2), WEEK + dt.timedelta(4)]


def test_a_story_out_of_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("=== bridge\nIt fell.\n", "utf-8")
    with pytest.raises(ValueError, match="line 2"):
        list(marked(path))
    path.write_text("=== bridge\n--- The Vane, 2031-05-07\n", "utf-8")
    with pytest.raises(ValueError, match="outlet"):
        list(marked(path))


def test_every_story_tells_an_event_in_two_reports_and_another_in_one() -> None:
    for path in sorted(STORIES.rglob("*.txt")):
        by_story: dict[str, dict[str, set[str]]] = {}
        for each in marked(path):
            for _, id in each.marks:
                by_story.setdefault(each.story, {}).setdefault(id, set()).add(each.document.id)
        assert by_story
        for story, events in by_story.items():
            told_by = {len(documents) for documents in events.values()}
            assert 1 in told_by and max(told_by) > 1, f"{path}: {story}"


def test_unlike_stories_of_one_week_stay_apart() -> None:
    figures = MEASURES["retelling"](STORIES / "ground-war/01.txt", weights.packaged())
    assert figures["claims"] > 100
    assert figures["strangers"] <= 1 and figures["precision"] >= 60
