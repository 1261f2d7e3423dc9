"""Which acts a text reports, who does them and to whom. All sentences are made up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.extraction import acts
from headwater.extraction.acts import CONTEXTS, PLOVER, lexicon
from headwater.extraction.claim import Event
from headwater.extraction.events import events
from headwater.extraction.lemmas import lemma
from headwater.extraction.relations import type_of
from headwater.language import Reader
from headwater.text import Document, Span
from headwater.vocabulary import VocabularyError, table
from tests.timing import within


def read(reader: Reader, text: str) -> tuple[Event, ...]:
    (reading,) = reader.read([Document("d", text)])
    return events(text, reading)


def one(reader: Reader, text: str, trigger: str) -> Event:
    found = [e for e in read(reader, text) if text[e.start : e.end] == trigger]
    assert len(found) == 1, [(text[e.start : e.end], e.type) for e in read(reader, text)]
    return found[0]


# text, trigger, type, mode, actors, recipients
ACTS = [
    (
        "Gunmen attacked an army post near Ombra.",
        "attacked",
        "ASSAULT",
        "firearms",
        ["Gunmen"],
        ["an army post near Ombra"],
    ),
    ("Three farmers were killed by rebels.", "killed", "ASSAULT", None, ["rebels"], ["Three farmers"]),
    ("Sartan jets bombed the port of Ombra.", "bombed", "ASSAULT", "explosives", ["Sartan"], ["the port of Ombra"]),
    (
        "Rebels carried out an attack on a barracks.",
        "carried",
        "ASSAULT",
        None,
        ["Rebels"],
        ["a barracks"],
    ),
    ("The army launched an offensive against the rebels.", "launched", "ASSAULT", None, ["The army"], ["the rebels"]),
    (
        "Islamist gunmen kidnapped six teachers.",
        "kidnapped",
        "ASSAULT",
        "abduct",
        ["Islamist gunmen"],
        ["six teachers"],
    ),
    ("The town came under attack from militants.", "came", "ASSAULT", None, ["militants"], ["The town"]),
    ("Police arrested a journalist.", "arrested", "COERCE", "arrest", ["Police"], ["a journalist"]),
    ("Sarta imposed sanctions on Velmark.", "imposed", "COERCE", "restrict", ["Sarta"], ["Velmark"]),
    ("Velmark expelled two Sartan diplomats.", "expelled", "SANCTION", "expel", ["Velmark"], ["two Sartan diplomats"]),
    ("Norland suspended aid to Velmark.", "suspended", "SANCTION", "discontinue", ["Norland"], ["Velmark"]),
    (
        "Students staged a protest against the government.",
        "staged",
        "PROTEST",
        "demo",
        ["Students"],
        ["the government"],
    ),
    ("Norland sent weapons to Velmark.", "sent", "AID", None, ["Norland"], ["Velmark"]),
    ("Norland deployed 3,000 troops to Velmark.", "deployed", "AID", None, ["Norland"], ["Velmark"]),
    ("Velmark supplied the rebels with rifles.", "supplied", "AID", None, ["Velmark"], ["the rebels"]),
    ("The army lifted its blockade of the port.", "lifted", "RETREAT", "access", ["The army"], ["the port"]),
    ("The rebels released 20 prisoners.", "released", "RETREAT", "release", ["The rebels"], ["20 prisoners"]),
    ("Norland withdrew its troops from Velmark.", "withdrew", "RETREAT", "withdraw", ["Norland"], ["Velmark"]),
    ("The interior minister resigned on Monday.", "resigned", "RETREAT", "resign", ["The interior minister"], []),
    ("The president pardoned four officers.", "pardoned", "CONCEDE", None, ["The president"], ["four officers"]),
    ("Norland's premier visited Velmark.", "visited", "CONSULT", "visit", ["Norland's premier"], ["Velmark"]),
    (
        "The ministry condemned the bombing by rebels.",
        "condemned",
        "ACCUSE",
        "disapprove",
        ["The ministry"],
        ["rebels"],
    ),
    ("Velmark accused Norland of spying.", "accused", "ACCUSE", "allege", ["Velmark"], ["Norland"]),
    ("Norland demanded an apology from Velmark.", "demanded", "REQUEST", None, ["Norland"], ["Velmark"]),
    ("The premier urged the rebels to disarm.", "urged", "REQUEST", None, ["The premier"], ["the rebels"]),
    ("Velmark rejected a request from Norland.", "rejected", "REJECT", None, ["Velmark"], ["Norland"]),
    ("Norland warned Velmark against a blockade.", "warned", "THREATEN", None, ["Norland"], ["Velmark"]),
    ("The premier voiced support for Velmark.", "voiced", "SUPPORT", None, ["The premier"], ["Velmark"]),
    ("Norland deployed troops along the border.", "deployed", "MOBILIZE", "troops", ["Norland"], ["the border"]),
    ("Velmark faced criticism from Norland.", "faced", "ACCUSE", "disapprove", ["Norland"], ["Velmark"]),
    ("Thousands fled the fighting in Tarsi.", "fled", "SANCTION", "expel", [], ["Thousands"]),
    (
        "Velmark's president received a Norland envoy.",
        "received",
        "CONSULT",
        "visit",
        ["a Norland envoy"],
        ["Velmark's president"],
    ),
    ("Velmark called the raid a grave threat.", "called", "ACCUSE", "disapprove", ["Velmark"], ["the raid"]),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "mode", "actors", "recipients"), ACTS, ids=[a[0] for a in ACTS])
def test_an_act_has_its_type_and_its_parties(
    reader: Reader, text: str, trigger: str, kind: str, mode: str | None, actors: list[str], recipients: list[str]
) -> None:
    event = one(reader, text, trigger)
    assert (event.type, event.mode) == (kind, mode)
    assert [a.of(text) for a in event.actors] == actors
    assert [r.of(text) for r in event.recipients] == recipients


def test_the_members_of_a_joint_subject_are_spans_of_their_own(reader: Reader) -> None:
    text = "Norland and Velmark condemned the coup."
    assert [a.of(text) for a in one(reader, text, "condemned").actors] == ["Norland", "Velmark"]


def test_those_who_meet_or_sign_are_all_actors_and_each_other_s_recipients(reader: Reader) -> None:
    text = "Norland and Velmark signed a treaty after their ministers met."
    signed = one(reader, text, "signed")
    assert signed.type == "AGREE"
    assert [a.of(text) for a in signed.actors] == [r.of(text) for r in signed.recipients] == ["Norland", "Velmark"]


def test_those_who_clash_are_all_actors(reader: Reader) -> None:
    text = "Clashes between rebels and the army raged in Tarsi."
    clash = one(reader, text, "Clashes")
    assert [a.of(text) for a in clash.actors] == ["rebels", "the army"]
    assert clash.recipients == ()


@pytest.mark.parametrize(
    ("text", "trigger", "victims"),
    [
        ("Four people were killed in Ombra on Friday.", "killed", ["Four people"]),
        ("An explosion hit the town of Ombra.", "hit", ["the town of Ombra"]),
        ("A car bomb wounded dozens of shoppers.", "wounded", ["dozens of shoppers"]),
        ("There were 22 dead after the blast.", "dead", ["22"]),
        ("Two nurses died in the shelling.", "died", ["Two nurses"]),
    ],
)
def test_harm_that_nobody_is_said_to_do_has_victims_and_no_actor(
    reader: Reader, text: str, trigger: str, victims: list[str]
) -> None:
    event = one(reader, text, trigger)
    assert event.type == "ASSAULT" and event.agentless and event.actors == ()
    assert [r.of(text) for r in event.recipients] == victims


def test_a_result_clause_has_the_actor_of_its_sentence(reader: Reader) -> None:
    text = "Rebels stormed a barracks, killing 32 soldiers."
    event = one(reader, text, "killing")
    assert [a.of(text) for a in event.actors] == ["Rebels"]
    assert [r.of(text) for r in event.recipients] == ["32 soldiers"]


def test_a_death_has_the_actor_of_the_strike_that_caused_it(reader: Reader) -> None:
    text = "Eight villagers were killed when rebels shelled the market."
    event = one(reader, text, "killed")
    assert [a.of(text) for a in event.actors] == ["rebels"]
    assert not event.agentless


def test_an_attack_that_kills_is_one_assault(reader: Reader) -> None:
    text = "The rebel attack killed 20 soldiers."
    (event,) = read(reader, text)
    assert text[event.start : event.end] == "killed"
    assert [a.of(text) for a in event.actors] == ["rebel"]


def test_a_weapon_is_no_actor_but_whoever_fired_it(reader: Reader) -> None:
    text = "A missile fired by government forces hit a school."
    assert [a.of(text) for a in one(reader, text, "hit").actors] == ["government forces"]


def test_an_event_noun_has_the_words_round_it_as_parties(reader: Reader) -> None:
    text = "The army's shelling of the town went on."
    event = one(reader, text, "shelling")
    assert [a.of(text) for a in event.actors] == ["The army"]
    assert [r.of(text) for r in event.recipients] == ["the town"]


def test_a_statement_is_no_event(reader: Reader) -> None:
    assert read(reader, "The spokesman said the road was open, the agency reported.") == ()


def test_exercises_are_cooperation_only_where_they_are_shared(reader: Reader) -> None:
    assert one(reader, "Norland and Velmark held naval exercises.", "held").type == "COOPERATE"
    assert one(reader, "North Sarta held military drills.", "held").type == "MOBILIZE"


def test_those_who_were_among_the_killed_are_the_victims(reader: Reader) -> None:
    text = "Two soldiers and a doctor were among those killed in the ambush."
    assert [r.of(text) for r in one(reader, text, "killed").recipients] == ["Two soldiers", "a doctor"]


def test_an_idiom_is_no_event(reader: Reader) -> None:
    assert read(reader, "The ministry released a statement on Tuesday.") == ()


def test_a_word_of_many_uses_is_no_assault_where_nothing_tells_of_violence(reader: Reader) -> None:
    assert not [e for e in read(reader, "Brandt beat her rival in the final set.") if e.type == "ASSAULT"]


def test_a_planned_or_denied_act_keeps_its_type(reader: Reader) -> None:
    assert one(reader, "Norland is preparing to send troops to Velmark.", "send").type == "AID"
    assert one(reader, "Norland has not sent troops to Velmark.", "sent").type == "AID"


def test_contexts_follow_the_words_of_the_sentence(reader: Reader) -> None:
    event = one(reader, "Police arrested a candidate two days before the election.", "arrested")
    assert "election" in event.contexts


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Norland will send troops to Velmark.", "Norland", "Velmark", "AGREE"),
        ("Norland refused to send troops to Velmark.", "Norland", "Velmark", "REJECT"),
        ("Norland has not sent troops to Velmark.", "Norland", "Velmark", "REJECT"),
        ("Norland vowed to attack Velmark.", "Norland", "Velmark", "THREATEN"),
        ("Norland said that Velmark must withdraw its troops.", "Norland", "Velmark", "REQUEST"),
        ("Norland signed a trade agreement with Velmark.", "Norland", "Velmark", "SUPPORT"),
        ("The ministry said it had expelled three diplomats.", "The ministry", "three diplomats", "SANCTION"),
        ("Three teachers were arrested by police in Ombra.", "police", "Three teachers", "COERCE"),
    ],
)
def test_strict_plover_codes_realis_into_the_type(
    reader: Reader, text: str, source: str, target: str, kind: str
) -> None:
    (reading,) = reader.read([Document("d", text)])
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (source, target)]
    found = type_of(text, reading, *spans)
    assert found is not None and found[0] == kind


def test_a_sentence_without_an_act_has_no_type(reader: Reader) -> None:
    text = "Norland lies east of Velmark."
    (reading,) = reader.read([Document("d", text)])
    assert type_of(text, reading, Span(0, 7), Span(21, 28)) is None


def test_the_table_names_only_what_plover_has() -> None:
    known = lexicon()
    patterns = [p for index in (known.verbs, known.nouns, known.adjectives) for found in index.values() for p in found]
    assert len(PLOVER) == 16 and len(CONTEXTS) == 37
    assert {p.type for p in patterns} == set(PLOVER)
    assert all(p.mode is None or p.mode in PLOVER[p.type] for p in patterns)
    assert {c for found in known.contexts.values() for c in found} == CONTEXTS
    assert {mode for mode, _ in known.means} <= PLOVER["ASSAULT"]


def test_every_frame_of_the_table_is_used() -> None:
    given = table("acts")
    assert set(given["frames"]) == {entry["frame"] for entry in given["acts"]}


def test_the_table_is_written_in_dictionary_forms() -> None:
    known = lexicon()
    wrong = [w for w in known.verbs if lemma(w, "VERB") != w]
    wrong += [w for w in known.nouns if lemma(w, "NOUN") != w]
    assert wrong == []


@pytest.mark.parametrize("line", ["strike @nobody", "strike @:NOTHING", "strike !x"])
def test_a_condition_that_cannot_be_met_is_refused(line: str) -> None:
    entry = {"type": "ASSAULT", "frame": "f"}
    with pytest.raises(VocabularyError):
        list(acts._patterns(line, entry, {"f": acts.Frame("f", (), ())}, {}, nominal=False))


def test_a_type_or_mode_outside_plover_is_refused() -> None:
    frames = {"f": acts.Frame("f", (), ())}
    for entry in ({"type": "FIGHT", "frame": "f"}, {"type": "AID", "mode": "aerial", "frame": "f"}):
        with pytest.raises(VocabularyError):
            list(acts._patterns("strike", entry, frames, {}, nominal=False))


@pytest.mark.parametrize(
    ("word", "upos", "base"),
    [
        ("accused", "VERB", "accuse"),
        ("shelling", "VERB", "shell"),
        ("withdrew", "VERB", "withdraw"),
        ("stopped", "VERB", "stop"),
        ("freed", "VERB", "free"),
        ("besieged", "VERB", "besiege"),
        ("visited", "VERB", "visit"),
        ("created", "VERB", "create"),
        ("Attacks", "VERB", "attack"),
        ("soldiers", "NOUN", "soldier"),
        ("armies", "NOUN", "army"),
        ("gunmen", "NOUN", "gunman"),
        ("crises", "NOUN", "crisis"),
        ("news", "NOUN", "news"),
        ("Ombras", "PROPN", "ombras"),
    ],
)
def test_a_word_goes_back_to_its_dictionary_form(word: str, upos: str, base: str) -> None:
    assert lemma(word, upos) == base


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [*"ab.,'\"-–(\n", " ", "killed ", "attack ", "by ", "Ombra ", "on ", "was ", "22 ", "💥", "\u202e"]
        )
    )
)
def test_any_text_gives_spans_of_its_own(reader: Reader, pieces: list[str]) -> None:
    text = "".join(pieces)
    (reading,) = reader.read([Document("d", text)])
    for event in events(text, reading):
        assert 0 <= event.start < event.end <= len(text)
        assert all(0 <= s.start < s.end <= len(text) for s in (*event.actors, *event.recipients))
        assert event.type in PLOVER
        assert not (event.agentless and event.actors)


def test_a_report_is_coded_in_a_few_milliseconds(reader: Reader) -> None:
    text = " ".join(a[0] for a in ACTS) * 2
    (reading,) = reader.read([Document("d", text)])
    events(text, reading)
    assert within(0.1, lambda: events(text, reading))
