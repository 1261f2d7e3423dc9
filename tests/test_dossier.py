"""The page and its Markdown: each thing once, under whoever says it, and harmless."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from headwater.extraction.claim import Figure, Modality, Qualifier
from headwater.language import Outcome
from headwater.publishing import annex, wording
from headwater.publishing.dossier import html, markdown
from headwater.publishing.held import Joined
from headwater.publishing.ladder import Rung, axis, drawn
from headwater.publishing.lines import Line
from headwater.publishing.sections import Dossier, dossier
from headwater.reading.files import Refusal
from headwater.reconciliation.identity import claim_ids, digest
from headwater.resolution.report import Actor, CodedEvent, Entry, Report, Voice
from headwater.store import Answer, Backed, StoredOrigin, StoredQuestion
from headwater.text import Document, PartialDate, Precision
from tests.synthetic import entry, report, voice
from tests.test_export import HOSTILE, hostile

TEXT = (
    "The mayor of Osk said at least 14 people, including three children, were killed. "
    "The ministry denied that its guns had fired. Nobody could count the wounded."
)


def told(*entries: Entry, text: str = TEXT, name: str = "a", publisher: str = "Coastal Wire") -> Report:
    return Report(Document(name, text, None, publisher), Outcome.READ, "en", entries)


def claim(quote: str, *speakers: Voice, modality: Modality = Modality.ACTUAL, act: str | None = None) -> Entry:
    event = CodedEvent(act, None, (), (), ()) if act else None
    return replace(entry(TEXT, quote, *speakers, modality=modality), event=event)


def dead(*places: int) -> tuple[Figure, ...]:
    start, part = TEXT.index("at least 14"), TEXT.index("three")
    both = (
        Figure(start, start + 11, 14, None, Qualifier.AT_LEAST, "people"),
        Figure(part, part + 5, 3, 3, Qualifier.EXACT, "children", None, 0),
    )
    return tuple(both[i] for i in places)


def made(*reports: Report) -> Dossier:
    return dossier(reports, [], title="Osk")


def every_line(found: Dossier) -> list[Line]:
    return [line for act in found.acts for line in act.lines.rows] + list(found.others.rows)


def test_the_same_words_of_the_same_speaker_in_two_papers_are_one_line_with_two_places() -> None:
    mayor = voice("The mayor of Osk", TEXT)
    killed = claim("at least 14 people, including three children, were killed", mayor)
    found = made(told(killed), told(killed, name="b", publisher="The Osk Courier"))
    (line,) = every_line(found)
    assert [place.ref for place in line.places] == ["1.1", "2.1"]
    assert (found.claims, found.repeated, line.voice) == (2, 1, "Coastal Wire, The Osk Courier")
    other = made(told(killed), told(replace(killed, modality=Modality.DENIED), name="b"))
    assert len(every_line(other)) == 2


def test_a_claim_within_a_claim_stands_under_it_unless_it_says_the_same() -> None:
    mayor = voice("The mayor of Osk", TEXT)
    outer = claim("at least 14 people, including three children, were killed", mayor, act="ASSAULT")
    same = claim("three children", mayor)
    (line,) = every_line(made(told(outer, same)))
    assert line.inner == ()
    for other in (
        replace(same, modality=Modality.POSSIBLE),
        replace(same, speakers=()),
        claim("three", mayor, act="AID"),
    ):
        (line,) = every_line(made(told(outer, other)))
        assert [each.quote for each in line.inner] == [other.quote]


def test_a_figure_of_two_claims_stands_once_and_its_part_beside_the_whole() -> None:
    mayor = voice("The mayor of Osk", TEXT)
    outer = replace(claim("at least 14 people, including three children, were killed", mayor), figures=dead(0, 1))
    inner = replace(claim("at least 14 people", mayor, voice("The ministry", TEXT)), figures=dead(0))
    (group,) = made(told(outer, inner)).figures
    assert group.noun == "people"
    assert [(f.value, f.whole, f.line.speakers) for f in group.figures.rows] == [
        ("at least 14", "", "The mayor of Osk → The ministry"),
        ("3", "at least 14 people", "The mayor of Osk"),
    ]


def test_in_short_a_value_on_one_word_stands_once_and_parts_are_left_out() -> None:
    mayor, ministry = voice("The mayor of Osk", TEXT), voice("The ministry", TEXT)
    killed = replace(claim("at least 14 people, including three children, were killed", mayor), figures=dead(0, 1))
    fewer = replace(killed, speakers=(ministry,), figures=(replace(dead(0)[0], low=9.0),))
    again = replace(killed, quote="at least 14 people were killed")
    (contest,) = made(told(killed), told(again, name="b"), told(fewer, name="c")).contested
    assert contest.noun == "people"
    assert [(g.value, g.line.word, [p.ref for p in g.places]) for g in contest.given] == [
        ("at least 14", "The mayor of Osk", ["1.1", "2.1"]),
        ("at least 9", "The ministry", ["3.1"]),
    ]
    assert made(told(killed), told(again, name="b")).contested == ()


def test_a_denial_is_a_word_of_saying_and_a_negation_is_not() -> None:
    ministry = replace(voice("The ministry", TEXT), cue="denied")
    denied = claim("its guns had fired", ministry, modality=Modality.DENIED)
    negated = claim("Nobody could count the wounded", voice("The mayor of Osk", TEXT), modality=Modality.DENIED)
    found = made(told(denied, negated))
    assert [(r.who, r.does, r.line.quote) for r in found.reactions.rows] == [
        ("The ministry", "denies", "its guns had fired")
    ]
    assert [line.label for line in every_line(found)] == ["denied", "negated"]
    did_not = made(told(replace(denied, speakers=(replace(ministry, cue="did not deny"),))))
    assert not did_not.reactions.rows


def test_a_pronoun_that_is_the_speakers_own_is_shown_as_the_speaker() -> None:
    text = "Reeve spoke. He accused Osk."
    he = Voice("Jonas Reeve", None, False, 13, 15, "accused", True)
    act = CodedEvent("ACCUSE", None, (), (Actor("UNK", "GOV", "He"),), (Actor("SKV", None, "Osk"),))
    found = made(told(replace(entry(text, "He accused Osk", he), event=act), text=text))
    assert [(r.who, r.whom) for r in found.reactions.rows] == [("Jonas Reeve (GOV)", "Osk (SKV)")]
    unsaid = made(told(replace(entry(text, "He accused Osk"), event=act), text=text))
    assert not unsaid.reactions.rows


def test_a_speaker_in_two_spellings_of_the_article_is_counted_once() -> None:
    entries = [claim("at least 14 people", Voice(n, None, False, None, None, None)) for n in ("The mayor", "the mayor")]
    assert [(v.name, v.claims, v.reports) for v in made(told(*entries)).speakers.rows] == [("The mayor", 2, 1)]


@pytest.mark.parametrize(
    ("first", "last", "precision", "shown"),
    [
        ("2031-03-04", "2031-03-04", Precision.DAY, "4 Mar 2031"),
        ("2031-03-01", "2031-03-31", Precision.MONTH, "Mar 2031"),
        ("2031-01-01", "2031-12-31", Precision.YEAR, "2031"),
        ("2031-03-02", "2031-03-04", Precision.VAGUE, "2–4 Mar 2031"),
        ("2031-02-26", "2031-03-04", Precision.WEEK, "26 Feb – 4 Mar 2031"),
        ("2030-12-30", "2031-01-02", Precision.VAGUE, "30 Dec 2030 – 2 Jan 2031"),
        ("2031-03-04", None, Precision.VAGUE, "from 4 Mar 2031"),
        (None, "2031-03-04", Precision.VAGUE, "until 4 Mar 2031"),
        (None, None, Precision.VAGUE, ""),
    ],
)
def test_a_date_is_shown_no_more_precisely_than_it_is_known(
    first: str | None, last: str | None, precision: Precision, shown: str
) -> None:
    days = (dt.date.fromisoformat(day) if day else None for day in (first, last))
    assert wording.date(PartialDate(*days, precision)) == shown


def test_bars_lie_within_the_timeline() -> None:
    found = made(report(1, claims=12), report(2, claims=25))
    assert found.timeline.rows
    for moment in found.timeline.rows:
        assert 0 <= moment.left <= 100 and moment.width > 0 and moment.left + moment.width <= 100.1


def test_a_thousand_reports_are_a_page_that_can_be_opened() -> None:
    filling = "The road to the harbour was open and the market was quiet. " * 45
    reports = []
    for n in range(1000):
        base = report(n, claims=12)
        document = replace(base.document, id=f"r-{n}", text=base.document.text + filling)
        entries = tuple(
            replace(e, quote=e.quote.replace("lorries", f"lorries{n}"), modality=list(Modality)[i % 6])
            for i, e in enumerate(base.entries)
        )
        reports.append(replace(base, document=document, entries=entries))
    assert sum(len(r.document.text) for r in reports) > 2 * annex.WHOLE
    found = made(*reports)
    page = html(found)
    assert 500_000 < len(page.encode()) < 5_000_000
    assert len(markdown(found).encode()) < 5_000_000
    # What is left out is said, and what is shown can be followed.
    assert "more are in the ledger" in page
    links, anchors = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r' id="([^"]+)"', page))
    assert links <= anchors


PAYLOADS = [
    "<script>alert(1)</script>",
    "[press](javascript:alert(1))",
    "![x](https://tracker.example/x.png)",
    "| a | b |",
    "`code` ~~~ ``` **bold**",
    "&lt;img src=x onerror=x()&gt;",
    "https://evil.example/ www.evil.example",
    "<https://evil.example>",
    "# heading\n\n---\n\n- item",
    HOSTILE,
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_inert_in_markdown(payload: str) -> None:
    text = f"{payload} fell, the {payload} said."
    at = Voice(payload, None, False, None, None, "denied")
    act = CodedEvent("ACCUSE", None, (), (Actor("UNK", None, payload),), (Actor("UNK", None, payload),))
    figure = Figure(0, 3, 2, 2, Qualifier.EXACT, payload)
    entries = [
        replace(entry(text, f"{payload} fell", at), event=event, figures=(figure,), modality=modality)
        for event in (act, None)
        for modality in (Modality.ACTUAL, Modality.DENIED)
    ]
    one = Report(Document(payload, text, payload, payload, agency=payload), Outcome.READ, "en", tuple(entries))
    page = markdown(dossier([one, hostile()], [Refusal(payload, "not-text", payload)], title=payload))
    assert not {c for c in page if not c.isprintable()} - {"\n"}
    plain = re.sub(r"\\[!-/:-@\[-`{-~]", "", page)  # what is left when all that is escaped is taken away
    assert not re.search(r"<|>|&|`|~|\]\(|!\[|https?:|www\.", plain)
    for line in plain.splitlines():
        assert not line.startswith("|") or line.count("|") in (5, 6, 7, 4)
        assert not line.startswith(("---", "# heading"))


def test_the_markdown_says_what_the_page_says() -> None:
    found = dossier([report(1), report(2)], [Refusal("b.txt", "not-text", "no text")], title="Lorries")
    page, text = html(found), markdown(found)
    for said in (
        "2 reports of 1 publisher,",
        "Captain Orla 0",
        "b.txt",
        "not-text",
        "What if it rains?",
        "Roads close.",
    ):
        assert said in page and said in text


def joined(*reports: Report, name: str = "How many people were killed? the dead") -> Joined:
    """One question that every claim answers by its first figure; who speaks is the origin, else the paper."""
    ids = [(r, e, i) for r in reports for e, i in zip(r.entries, ids_of(r), strict=True)]
    who = {i: e.speakers[-1].name if e.speakers else r.document.publisher or "" for r, e, i in ids}
    how = {i: "speaker" if e.speakers else "publisher" for _, e, i in ids}
    every = tuple(i for _, _, i in ids)
    origins = {
        f"o-{n}": StoredOrigin(f"o-{n}", n, tuple({how[i] for i in every if who[i] == n}), every, ())
        for n in dict.fromkeys(who.values())
    }
    values = tuple(e.figures[0] for _, e, _ in ids if e.figures)
    why = f"{next(iter(who.values()))} [key] says 14, the ministry 9"
    question = StoredQuestion("k1", name, "conflicting", why, every, values, tuple(origins))
    return Joined(
        (question,),
        tuple(Answer("k1", i, 0 if e.figures else None) for _, e, i in ids),
        origins,
        {i: Backed(i, f"o-{who[i]}", how[i]) for i in every},
    )


def ids_of(one: Report) -> tuple[str, ...]:
    return claim_ids(one.document.id, digest(one.document.text), one.entries)


def contested() -> tuple[Report, ...]:
    """The mayor's 14 with three children in two papers, the ministry's 9, and a paper's own 14."""
    mayor, ministry = voice("The mayor of Osk", TEXT), voice("The ministry", TEXT)
    killed = replace(claim("at least 14 people, including three children, were killed", mayor), figures=dead(0, 1))
    fewer = replace(
        killed, speakers=(ministry,), figures=(replace(dead(0)[0], low=9.0, high=9.0, qualifier=Qualifier.EXACT),)
    )
    bare = replace(killed, speakers=(), figures=dead(0))
    return told(killed), told(killed, name="b", publisher="Inland Post"), told(fewer, name="c"), told(bare, name="d")


def test_a_question_shows_its_status_who_answers_it_with_what_and_why() -> None:
    reports = contested()
    found = dossier(reports, [], title="Osk", joined=joined(*reports))
    (point,) = found.together.first
    assert (point.sign, point.word, point.ask, point.words) == (
        "⇄",
        "conflicting",
        "How many people were killed?",
        "the dead",
    )
    assert point.badge == "4 reports, 2 origins"
    assert point.why == "The mayor of Osk says 14, the ministry 9"
    assert [(a.name, a.value, a.part, [p.ref for p in a.places]) for a in point.answers] == [
        ("The mayor of Osk", "at least 14", False, ["1.1", "2.1"]),
        ("The ministry", "9", False, ["3.1"]),
        ("Coastal Wire itself", "at least 14", False, ["4.1"]),
        ("The mayor of Osk", "3", True, ["1.1", "2.1"]),
    ]
    page, text = html(found), markdown(found)
    for said in ("⇄", "4 reports, 2 origins", "The mayor of Osk says 14, the ministry 9", "of these, "):
        assert said in page and said in text
    assert page.count(f'href="#{point.anchor}"') > 1 and f'id="{point.anchor}"' in page
    links, anchors = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r' id="([^"]+)"', page))
    assert links <= anchors


def test_claims_of_a_question_lead_to_it_and_others_do_not() -> None:
    reports = contested()
    alone = told(claim("Nobody could count the wounded"), name="e")
    found = dossier([*reports, alone], [], title="Osk", joined=joined(*reports))
    marked = {line.quote: [m.word for m in found.marks(line)] for line in every_line(found)}
    assert marked["at least 14 people, including three children, were killed"] == ["conflicting"]
    assert not found.marks(next(iter(found.commentary.rows)))
    assert not made(*reports).together.points


def test_what_has_no_speaker_is_told_as_a_gap_and_who_speaks_as_an_origin() -> None:
    *_, bare = contested()
    spoken, *_ = contested()
    found = dossier([bare], [], title="Osk", joined=joined(bare))
    assert [(g.words, g.place.ref) for g in found.backers.gaps] == [
        ("at least 14 people, including three children, were killed", "1.1")
    ]
    assert "No named origin for" in html(found) and "No named origin for" in markdown(found)
    found = dossier([spoken], [], title="Osk", joined=joined(spoken))
    assert not found.backers.gaps
    assert [(o.name, o.own, o.how, o.reports) for o in found.backers.origins] == [
        ("The mayor of Osk", False, "named as speaker", (1,))
    ]


def test_a_text_in_two_papers_is_said_to_be_one() -> None:
    reports = [told(claim("Nobody could count the wounded"), name=n, publisher=p) for n, p in (("a", "X"), ("b", "Y"))]
    one, two = (ids_of(r)[0] for r in reports)
    known = Joined(
        (),
        (),
        {"w": StoredOrigin("w", "Coastal Wire", ("agency", "copy"), (one, two), ("a", "b"))},
        {one: Backed(one, "w", "agency"), two: Backed(two, "w", "copy")},
    )
    found = dossier(reports, [], title="Osk", joined=known)
    assert [(c.name, c.reports, c.papers) for c in found.backers.carried] == [("Coastal Wire", (1, 2), "X, Y")]
    assert "text in 2 reports: X, Y" in html(found) and "text in 2 reports: X, Y" in markdown(found)


def test_names_of_one_origin_are_one_speaker() -> None:
    short, whole = (Voice(n, None, False, None, None, None) for n in ("the mayor", "Jonas Reeve"))
    again = Voice("The mayor", None, False, None, None, None)
    one = told(claim("at least 14 people", short), claim("three children", again))
    two = told(claim("at least 14 people", whole), name="b")
    known = joined(one, two)
    origin = replace(next(iter(known.origins.values())), id="o", name="Jonas Reeve")
    backing = {id: backed._replace(origin="o") for id, backed in known.backing.items()}
    question = replace(known.questions[0], origins=("o",))
    found = dossier([one, two], [], title="Osk", joined=Joined((question,), known.answers, {"o": origin}, backing))
    assert [(v.name, v.also, v.claims, v.reports) for v in found.speakers.rows] == [
        ("Jonas Reeve", ("the mayor",), 3, 2)
    ]


def test_a_ladder_draws_each_value_where_it_lies_and_says_it() -> None:
    rungs = [
        Rung("mayor", 19, 19, "19", "8 Mar 2031"),
        Rung("committee", 15, 20, "15 to 20", ""),
        Rung("wire", 14, None, "at least 14", ""),
        Rung("army", None, 5, "up to 5", ""),
        Rung("nobody", None, None, "some", ""),
    ]
    svg = drawn(rungs, "How many?")
    over = axis(rungs)
    assert over and (over.low, over.logarithmic) == (0, False) and over.high >= 20
    root = ElementTree.fromstring(svg)
    tags = [child.tag.split("}")[1] for child in root]
    assert (tags.count("circle"), tags.count("rect"), tags.count("path")) == (1, 1, 2)
    (circle,) = (child for child in root if child.tag.endswith("circle"))
    (bar,) = (child for child in root if child.tag.endswith("rect"))
    assert float(circle.attrib["cx"]) == over.at(19)
    assert float(bar.attrib["x"]) == over.at(15)
    assert float(bar.attrib["x"]) + float(bar.attrib["width"]) == pytest.approx(over.at(20), abs=0.1)
    words = ["".join(child.itertext()) for child in root if child.tag.endswith("text")]
    assert {"19 · 8 Mar 2031", "15 to 20", "at least 14", "up to 5", "some"} <= set(words)


def test_values_that_differ_much_stand_on_a_logarithmic_axis() -> None:
    over = axis([Rung("a", 12, 12, "12", ""), Rung("b", 40_000, None, "more than 40,000", "")])
    assert over and over.logarithmic and over.ticks == (10, 100, 1000, 10_000, 100_000)
    assert over.at(100) - over.at(10) == pytest.approx(over.at(10_000) - over.at(1000), abs=0.2)
    assert axis([Rung("a", None, None, "some", "")]) is None and drawn([], "x") == ""
    for low, high in ((0, 0), (0, 1e15), (-5, 3), (0.001, 0.002), (1e-9, 1e12), (7, 7)):
        found = axis([Rung("a", low, high, "", "")])
        assert found and found.at(low) <= found.at(high) and 2 <= len(found.ticks) <= 7


@pytest.mark.parametrize("payload", [*PAYLOADS, "</svg><script>alert(1)</script>", '"/><a href="javascript:alert(1)">'])
def test_hostile_text_is_inert_in_questions_and_their_drawing(payload: str) -> None:
    text = f"{payload} killed 9, then 14, the {payload} said."
    at = Voice(payload, None, False, None, None, "said")
    figures = [Figure(0, 3, n, n, Qualifier.EXACT, payload) for n in (9.0, 14.0)]
    reports = [
        Report(
            Document(f"{payload}{n}", text, payload, payload, agency=payload),
            Outcome.READ,
            "en",
            (replace(entry(text, f"{payload} killed", at), figures=(figure,)),),
        )
        for n, figure in enumerate(figures)
    ]
    found = dossier(reports, [], title="t", joined=joined(*reports, name=f"How many {payload} were killed? {payload}"))
    (point,) = found.together.points
    root = ElementTree.fromstring(point.svg)
    assert {child.tag.split("}")[1] for child in root.iter()} <= {"svg", "text", "title", "circle", "line"}
    page = html(found)
    assert not re.search(r"<(script|img|a [^>]*javascript)", page, re.IGNORECASE)
    assert not {c for c in page + markdown(found) if not c.isprintable()} - {"\n"}
    plain = re.sub(r"\\[!-/:-@\[-`{-~]", "", markdown(found))
    assert not re.search(r"<|>|&|`|~|\]\(|!\[|https?:|www\.", plain)
