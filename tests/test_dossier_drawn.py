"""The drawings of a dossier: who does what to whom, by which way words came, and two clocks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from headwater.extraction.claim import Modality
from headwater.publishing import doings as relations
from headwater.publishing.descent import descents
from headwater.publishing.doings import Relations
from headwater.publishing.dossier import html, markdown
from headwater.publishing.held import places
from headwater.publishing.issues import joined_of
from headwater.publishing.lines import Line, Place, around, lines
from headwater.publishing.sections import dossier
from headwater.publishing.timeline import timeline
from headwater.reconciliation.families import Change
from headwater.reconciliation.reconcile import reconciled
from headwater.resolution.report import Actor, CodedEvent, Entry, Report
from headwater.text import PartialDate
from tests.hostile import PAYLOADS
from tests.telling import reported


def act(who: str, type: str, whom: str, *, modality: Modality = Modality.ACTUAL, report: int = 1) -> Line:
    """A line of one act; parties are parted by commas."""
    sides = (tuple(Actor("UNK", None, name) for name in names.split(", ") if name) for names in (who, whom))
    event = CodedEvent(type, None, (), *sides)
    entry = Entry(0, 5, "words", (), modality, None, (), event, (), None, None, None)
    return Line((Place(f"{report}.1", f"r{report}c1"),), entry, "Coastal Wire")


def rows(found: Relations) -> list[tuple[str, str, str]]:
    return [(row.who, row.does, row.whom) for row in found.rows]


def test_each_doer_and_each_other_side_is_a_relation_and_reports_of_one_are_counted() -> None:
    found = relations.relations(
        [act("Tarn", "ASSAULT", "Osk, Selmark"), act("the Tarn", "ASSAULT", "Osk", report=2), act("Osk", "AID", "")]
    )
    assert rows(found) == [("Tarn", "attacks", "Osk"), ("Tarn", "attacks", "Selmark"), ("Osk", "aids, arms", "")]
    assert [row.reports for row in found.rows] == [2, 1, 1]


def test_those_who_meet_one_another_are_one_pair_and_nobody_acts_on_himself() -> None:
    assert rows(relations.relations([act("Tarn, Osk", "CONSULT", "Tarn, Osk")])) == [("Tarn", "meets", "Osk")]
    assert rows(relations.relations([act("Tarn", "ACCUSE", "Tarn"), act("Osk", "ACCUSE", "the Osk council")])) == []


def test_what_nobody_tells_as_done_is_dashed() -> None:
    denied = act("Tarn", "ASSAULT", "Osk", modality=Modality.DENIED)
    assert 'class="tie unsure"' in relations.relations([denied]).svg
    both = relations.relations([denied, act("Tarn", "ASSAULT", "Osk", report=2)])
    assert "unsure" not in both.svg
    assert [(said.modality, said.claims) for said in both.rows[0].told] == [("actual", 1), ("denied", 1)]


def test_a_drawing_of_relations_is_whole_and_its_words_do_not_lie_on_each_other() -> None:
    many = [act(f"Party {i % 7}", "ASSAULT", f"Side {i % 5}", report=i) for i in range(60)]
    found = relations.relations(many)
    root = ElementTree.fromstring(found.svg)
    height = float(root.attrib["viewBox"].split()[3])
    columns: dict[float, list[float]] = {}
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        columns.setdefault(float(text.attrib["x"]), []).append(float(text.attrib["y"]))
    assert len(columns) == 3
    for ys in columns.values():
        ys.sort()
        assert all(b - a >= 11 for a, b in pairwise(ys)) and ys[0] > 0 and ys[-1] < height
    assert relations.drawn([]) == ""


@pytest.mark.parametrize("payload", PAYLOADS[::5])
def test_hostile_names_are_inert_in_drawings(payload: str) -> None:
    """What stands in a drawing is text: no payload adds an element or an attribute."""
    found = relations.relations([act(payload.replace(", ", " "), "ASSAULT", "Osk")])
    known = {"svg", "text", "title", "path", "circle", "line", "rect"}
    for svg in (found.svg, descents_of(payload)):
        root = ElementTree.fromstring(svg)
        assert {each.tag.rpartition("}")[2] for each in root.iter()} <= known
        assert not any(name.startswith("on") or "href" in name for each in root.iter() for name in each.attrib)


def descents_of(paper: str) -> str:
    reports = carried(paper)
    return descents(joined_of(reconciled(reports)), places(reports), reports)[0].svg


def carried(paper: str = "The Osk Courier") -> list[Report]:
    """One speaker's words in three reports: word for word, and then in other words."""
    text = "The bridge over the Arl was closed to all lorries on Monday, Captain Ilo Brend said."
    quote = "The bridge over the Arl was closed to all lorries on Monday"
    later = "No lorries may use the closed bridge over the Arl, Captain Ilo Brend said."
    return [
        reported("a", text, (quote, "Captain Ilo Brend"), publisher="Coastal Wire", day=0),
        reported("b", text, (quote, "Captain Ilo Brend"), publisher=paper, day=1),
        reported("c", later, ("No lorries may use the closed bridge over the Arl", "Captain Ilo Brend"), day=3),
    ]


def test_a_tree_tells_who_carried_whose_words_when_and_with_what_change() -> None:
    reports = carried()
    (tree,) = descents(joined_of(reconciled(reports)), places(reports), reports)
    assert tree.name == "Ilo Brend" and not tree.own
    assert [(c.report, c.paper, c.parent, [change for change, _ in c.changes]) for c in tree.carriers] == [
        (1, "Coastal Wire", None, [Change.FIRST]),
        (2, "The Osk Courier", 0, [Change.VERBATIM]),
        (3, "c", 0, [Change.REWORDED]),
    ]
    root = ElementTree.fromstring(tree.svg)
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 3
    assert len([p for p in root.iter("{http://www.w3.org/2000/svg}path") if p.attrib["class"] == "tie"]) == 2
    found = dossier(reports, [], title="Arl", joined=joined_of(reconciled(reports)))
    for page in (html(found), markdown(found)):
        assert "word for word" in page and "in other words" in page


def test_reports_that_share_an_origin_and_no_words_are_no_tree() -> None:
    one = reported("a", "Rain fell at Osk, Captain Ilo Brend said.", ("Rain fell at Osk", "Captain Ilo Brend"))
    two = reported("b", "Wheat is dear, Captain Ilo Brend said.", ("Wheat is dear", "Captain Ilo Brend"), day=2)
    assert descents(joined_of(reconciled([one, two])), places([one, two]), [one, two]) == ()


def test_the_two_clocks_lie_on_one_axis() -> None:
    def at(happened: int, to: int, said: int | None) -> Line:
        line = act("Tarn", "ASSAULT", "Osk")
        days = [dt.date(2031, 3, day) for day in (happened, to)]
        when = replace(PartialDate.day(days[0]), last=days[1])
        own = PartialDate.day(dt.date(2031, 3, said)) if said else None
        return replace(line, entry=replace(line.entry, happened=when, said=own))

    found = timeline([at(1, 1, 3), at(1, 10, 3), at(2, 2, None)], 2)
    exact, vague = found.rows
    assert found.left == 1 and (found.begin, found.end) == ("1 Mar 2031", "10 Mar 2031")
    assert vague.width == pytest.approx(10 * exact.width) and exact.left == vague.left == 0
    assert exact.said == vague.said and exact.said is not None and exact.left + exact.width < exact.said < 100
    assert timeline([], 5).rows == ()


@pytest.mark.parametrize(
    ("spans", "holders"),
    [
        ([(0, 9), (2, 5)], [None, 0]),
        ([(2, 5), (0, 9), (1, 8)], [2, None, 1]),
        ([(0, 5), (0, 5), (3, 8)], [None, None, None]),  # neither equal nor crossing spans hold each other
        ([(0, 9), (0, 9), (1, 2)], [None, None, 0]),
        ([(0, 4), (4, 8), (4, 6)], [None, None, 1]),
        ([], []),
    ],
)
def test_a_span_is_held_by_the_shortest_longer_one_around_it(
    spans: list[tuple[int, int]], holders: list[int | None]
) -> None:
    assert around(spans) == holders


def test_claims_that_are_left_out_keep_the_others_numbers() -> None:
    one = carried()[0]
    both = replace(one, entries=(*one.entries, replace(one.entries[0], start=4, quote=one.entries[0].quote[4:])))
    (line,) = lines(7, both, [None, both.entries[1]])
    assert [place.ref for place in line.places] == ["7.2"] and re.fullmatch(r"r7c2", line.places[0].anchor)
