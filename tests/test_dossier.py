"""The page and its Markdown: each thing once, under whoever says it, and harmless."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from headwater.extraction.claim import Figure, Modality, Qualifier
from headwater.language import Outcome
from headwater.publishing import annex, wording
from headwater.publishing.dossier import html, markdown
from headwater.publishing.lines import Line
from headwater.publishing.sections import Dossier, dossier
from headwater.reading.files import Refusal
from headwater.resolution.report import Actor, CodedEvent, Entry, Report, Voice
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
