"""The engine as its callers see it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.language import Outcome, Reader, Reading, engine, weights
from headwater.language.languages import language
from headwater.text import Document

REPORT = (
    "Ferry sinks off Port Saroya\n\n"
    "PORT SAROYA (Coastal Wire) - A ferry carrying about 200 people sank on Tuesday, the harbour authority said.\n\n"
    "“We have found 14 survivors,” said Ilse Brandt, who leads the search. “The sea was very rough.”\n\n"
    "The operator, Blue Lanes Ltd., denied that the vessel had been overloaded."
)


def read(reader: Reader, text: str) -> Reading:
    (found,) = reader.read([Document("d", text)])
    return found


def assert_sound(text: str, reading: Reading) -> None:
    """Every span slices to whole words of the text, trees are trees, vectors are of unit length."""
    begins, ends = {w.start for w in reading.words}, {w.end for w in reading.words}
    spans = [(s.start, s.end) for s in reading.sentences]
    spans += [(e.start, e.end) for e in (*reading.entities, *reading.political)]
    spans += [(p.start, p.end) for p in reading.predicates]
    spans += [(a.start, a.end) for p in reading.predicates for a in p.arguments]
    spans += [tuple(s) for a in reading.attributions for s in (*a.source, *a.cue, *a.content)]  # type: ignore[misc]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert start in begins and end in ends
    assert all(text[w.start : w.end].strip() == text[w.start : w.end] != "" for w in reading.words)
    assert all(a.content for a in reading.attributions)
    assert all(-3 <= p.factuality <= 3 for p in reading.predicates)
    assert [w for s in reading.sentences for w in range(s.first, s.last)] == list(range(len(reading.words)))
    for sentence in reading.sentences:
        inside = range(sentence.first, sentence.last)
        assert sum(reading.words[i].head < 0 for i in inside) == 1
        assert all(reading.words[i].head in inside or reading.words[i].head < 0 for i in inside)
    if reading.outcome is Outcome.READ:
        assert len(reading.meanings) == len(reading.sentences)
        assert np.allclose(np.linalg.norm(reading.meanings, axis=1), 1, atol=1e-5)
        assert np.linalg.norm(reading.meaning) == pytest.approx(1, abs=1e-5)
    else:
        assert not reading.words and not reading.sentences


def test_it_finds_who_says_what(reader: Reader) -> None:
    reading = read(reader, REPORT)
    assert_sound(REPORT, reading)
    said = [
        tuple(" … ".join(REPORT[s.start : s.end] for s in part) for part in (a.source, a.cue, a.content))
        for a in reading.attributions
    ]
    assert any(
        "authority" in source and cue == "said" and "200 people sank" in content for source, cue, content in said
    )
    assert any("Brandt" in source and "14 survivors" in content for source, _, content in said)
    assert any("operator" in source and cue == "denied" and "overloaded" in content for source, cue, content in said)


def test_it_finds_words_trees_names_and_roles(reader: Reader) -> None:
    reading = read(reader, REPORT)
    names = {(REPORT[e.start : e.end], e.kind) for e in reading.entities}
    assert ("Ilse Brandt", "PER") in names
    sank = next(p for p in reading.predicates if REPORT[p.start : p.end] == "sank")
    assert any(REPORT[a.start : a.end].startswith("A ferry") for a in sank.arguments)
    assert reading.words[sank.word].upos == "VERB"
    assert sank.factuality > 1
    assert REPORT[slice(*reading.sentences[0][:2])] == "Ferry sinks off Port Saroya"


def test_a_passage_known_already_reads_the_same(reader: Reader) -> None:
    fresh = Reader()
    assert read(fresh, REPORT).same_as(read(fresh, REPORT))
    assert read(Reader(), REPORT).same_as(read(reader, REPORT))


def test_a_reading_does_not_depend_on_its_pile_nor_on_the_order() -> None:
    pile = [
        Document(str(n), f"{REPORT}\n\nA note of {n} words follows, the desk said on page {n}." + " More to come." * n)
        for n in range(12)
    ]
    alone = {d.id: next(iter(Reader().read([d]))) for d in pile}
    shuffled = pile[:]
    random.Random(3).shuffle(shuffled)
    for reading in Reader().read(shuffled):
        assert reading.same_as(alone[reading.document])


def test_a_wire_text_in_its_twentieth_paper_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = "\n\n".join(
        f"Patrol {n} crossed the river near village {n * 3} on Tuesday, the army's spokesman said. Residents of the "
        f"village told reporters that {n * 5} houses had been searched and that nobody was hurt."
        for n in range(1, 25)
    )
    computed = 0
    forward = engine.forward

    def counting(loaded: weights.Weights, windows: list[engine.Window]) -> tuple[weights.Floats, weights.Floats]:
        nonlocal computed
        computed += sum(each.words for each in windows)
        return forward(loaded, windows)

    monkeypatch.setattr(engine, "forward", counting)
    readings = list(Reader().read(Document(str(n), f"The Valley Post, issue {n}\n\n{wire}") for n in range(20)))
    assert computed < 0.15 * sum(len(reading.words) for reading in readings)


def test_documents_stream_one_for_one_in_order(reader: Reader) -> None:
    def endless() -> Iterator[Document]:
        number = 0
        while True:
            yield Document(str(number), f"Patrol {number} saw nothing, the officer reported.")
            number += 1

    stream = reader.read(endless())
    assert [next(stream).document for _ in range(600)] == [str(n) for n in range(600)]


HOSTILE = {
    "empty": "",
    "white space": " \n\t\u00a0\n",
    "no punctuation": "the minister said the troops left and the mayor said they did not " * 60,
    "capitals": REPORT.upper(),
    "emoji": "👩‍🚒🔥 said 👍🏽 that 12 people 🇺🇦 died ☠️.",
    "combining marks": "Z̷̧͎a̸͍͝l̶̼̾g̵̨̔o̷͇͘ said the town fell" * 20,
    "right to left": "He said \u202eeht nwot llef\u202c on Friday. \u200f\u200e",
    "control characters": "The \x00mayor\x07 said\x1b[31m the bridge\x85 fell.\x7f",
    "lone surrogates": "The mayor \ud800said\udfff that the bridge fell, \ud83d and left.",
    "a word of 100,000 characters": "He said " + "a" * 100_000 + " fell.",
    "only marks": "!?!? ... --- ''' “”",
    "one quote never closed": "“" + "They came at night and left before dawn. " * 80,
    "brackets": "(" * 3000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_soundly(reader: Reader, name: str) -> None:
    assert_sound(HOSTILE[name], read(reader, HOSTILE[name]))


def test_empty_text_is_a_recorded_outcome(reader: Reader) -> None:
    assert read(reader, "").outcome is Outcome.EMPTY
    assert read(reader, " \n ").outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ko", "국가정보원은 북쪽 항구에 병력 천오백 명이 도착했다고 금요일에 밝혔다." * 2),
        ("ru", "Представитель порта заявил в пятницу, что паром затонул у побережья и что поиски продолжаются."),
        ("es", "El portavoz del puerto dijo el viernes que el transbordador se hundió frente a la costa."),
        ("ar", "قال المتحدث باسم الميناء يوم الجمعة إن العبارة غرقت قبالة الساحل وإن البحث ما زال مستمرا."),
    ],
)  # fmt: skip
def test_another_language_is_a_recorded_outcome(reader: Reader, code: str, text: str) -> None:
    reading = read(reader, text)
    assert (reading.outcome, reading.language) == (Outcome.OTHER_LANGUAGE, code)


def test_english_is_told_from_other_languages_even_when_full_of_names() -> None:
    assert language("Choe Son Hui met Sergey Lavrov in Vladivostok, Rodong Sinmun and Izvestia reported.") in (
        "en",
        "und",
    )
    assert language(REPORT.upper()) == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nl", "De havenmeester zei vrijdag dat de veerboot of het vrachtschip was gezonken en had gelekt."),
        ("de", "Der Sprecher war am Freitag an Bord und will nun wissen, was mit der Fracht an Deck geschah."),
        ("pl", "Rzecznik portu powiedział w piątek, że to nie był prom, a to, co zatonęło, to stary holownik z portu."),
        ("fr", "Le porte-parole du port a dit vendredi que le bac avait coulé et que les recherches continuent."),
    ],
)  # fmt: skip
def test_words_that_other_languages_write_alike_do_not_make_a_text_english(code: str, text: str) -> None:
    assert language(text) in (code, "und")


def test_a_plainly_english_text_needs_no_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.language.languages._identifier", lambda: pytest.fail("it was loaded"))
    assert language("The ferry sank off the coast, and the harbour master said that the search would go on.") == "en"


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_is_read_soundly(reader: Reader, text: str) -> None:
    assert_sound(text, read(reader, text))


_PARTS = st.sampled_from(
    ["The mayor", "said", "that", "\n\n", "\n", "“", "”", ".", "12 people", "died", "in", "Saroya", ",", "I", "’s", " "]
)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PARTS, max_size=400))
def test_any_scraps_of_news_are_read_soundly(reader: Reader, parts: list[str]) -> None:
    text = " ".join(parts)
    assert_sound(text, read(reader, text))
