"""On whose word a claim stands in the end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telling import paper

from headwater.reconciliation.families import Change, families
from headwater.reconciliation.hearing import far, heard, quoted
from headwater.reconciliation.origins import How, Origins, Upstream, origins
from headwater.reconciliation.parties import party
from headwater.reconciliation.speaking import Kind, commons, speakers, who
from headwater.reconciliation.told import Page
from headwater.resolution.actors import resolve
from headwater.resolution.report import Actor, Voice
from headwater.vocabulary import table

TOLL = "14 people were killed when shells hit the fish market in Varn on Friday"


def traced(*pages: Page) -> dict[str, Upstream]:
    """What became of the claims, by document and first words."""
    found = origins(pages)
    return {f"{t.document} {t.quote.split(' ')[0]}": found[t.id] for p in pages for t in p.told}


def names(upstream: Upstream) -> list[str]:
    return [origin.name for origin in upstream.origins]


# Names taken apart


@pytest.mark.parametrize(
    ("written", "kind", "body"),
    [
        ("Observatory chief Ana Reyl", Kind.PERSON, "Observatory"),
        ("Ana Reyl, director of the Coastal Observatory", Kind.PERSON, "Coastal Observatory"),
        ("Petra Olm, a spokeswoman for the health ministry", Kind.PERSON, "health ministry"),
        ("Defence Minister Anton Veresk", Kind.PERSON, "Defence ministry"),
        ("Marovia's defence minister, Anton Veresk", Kind.PERSON, "Marovia's defence ministry"),
        ("a witness named Ilya", Kind.PERSON, None),
        ("Mayor Jonas Reeve", Kind.PERSON, None),
        ("a medical source", Kind.PARTICULAR, None),
        ("one of his relatives", Kind.PARTICULAR, None),
        ("an official from the harbour authority", Kind.PARTICULAR, None),
        ("officials", Kind.NOBODY, None),
        ("several sources", Kind.NOBODY, None),
        ("local media", Kind.NOBODY, None),
        ("media reports", Kind.NOBODY, None),
        ("the Army of the Marsh", Kind.BODY, None),
        ("a report in the Inland Post", Kind.BODY, None),
    ],
)
def test_a_name_says_who_speaks_and_for_whom(written: str, kind: Kind, body: str | None) -> None:
    found = who(written)
    assert found.kind is kind
    assert (found.body.name if found.body else None) == body


def test_two_who_speak_together_are_two() -> None:
    voice = Voice("the Coastal Observatory and medics", None, False, 0, 1, "said")
    assert [w.kind for w in speakers(voice)] == [Kind.BODY, Kind.PARTICULAR]
    union = Voice("the Nurses and Midwives Union", None, False, 0, 1, "said")
    assert len(speakers(union)) == 1


def test_an_agency_of_a_state_is_one_under_all_its_names() -> None:
    forms = ["the NIS", "South Korea's spy agency", "South Korean intelligence"]
    assert len({who(form, resolve(form, speaks=True)[0]).key for form in forms}) == 1


def test_a_country_that_the_tables_guess_wrongly_is_not_taken() -> None:
    ministries = ["the Marovian Ministry of Defence", "the Kestrian Ministry of Defence"]
    assert len({who(m, next(iter(resolve(m, speaks=True)), None)).key for m in ministries}) == 2


# Speakers over documents


def test_a_body_its_chief_and_its_acronym_are_one_origin() -> None:
    found = traced(
        paper(
            "a",
            f"{TOLL}, the Coastal Observatory for Harm (COH) said.",
            (TOLL, "the Coastal Observatory for Harm (COH)"),
        ),
        paper(
            "b",
            "Observatory chief Ana Reyl said 31 were hurt in Varn. The Coastal Observatory for Harm counts the dead.",
            ("31 were hurt in Varn", "Observatory chief Ana Reyl"),
        ),
        paper("c", "According to COH, 9 boats sank at Osk.", ("9 boats sank at Osk", "COH")),
        paper("d", "Ana Reyl said 3 wells ran dry at Osk.", ("3 wells ran dry at Osk", "Ana Reyl")),
    )
    ids = {key: up.origin.id for key, up in found.items() if up.origin}
    assert ids["a 14"] == ids["c 9"] == ids["d 3"]


def test_ministries_of_one_state_are_two_origins_and_one_party() -> None:
    found = traced(
        paper("a", f"{TOLL}, Marovia's health ministry said.", (TOLL, "Marovia's health ministry")),
        paper("b", "The Marovian army said 14 died.", ("14 died", "The Marovian army")),
        paper("c", "The Coastal Watch said 15 died.", ("15 died", "The Coastal Watch")),
    )
    health, army, watch = (found[k].origin for k in ("a 14", "b 14", "c 15"))
    assert health and army and watch
    assert health.id != army.id
    assert health.party == army.party != watch.party
    assert health.relation


def test_an_unnamed_source_is_one_within_its_story_and_none_beyond() -> None:
    varn = "Shells hit the fish market in Varn on Friday. "
    found = traced(
        paper(
            "a",
            varn + "14 people died, a medical source said.",
            ("14 people died", "a medical source"),
            title="Varn market shelled",
        ),
        paper(
            "b",
            varn + "14 were dead, a hospital source said.",
            ("14 were dead", "a hospital source"),
            title="Varn market shelled",
            day=1,
        ),
        paper(
            "far",
            "A ferry sank off Osk. 40 people drowned, a medical source said.",
            ("40 people drowned", "a medical source"),
            day=90,
        ),
    )
    a, b, far = (found[k].origin for k in ("a 14", "b 14", "far 40"))
    assert a and b and far
    assert a.id == b.id != far.id
    assert not a.named


def test_a_towns_mayor_is_the_one_who_holds_the_office_there() -> None:
    named = "14 people died in the market of Varn. Jonas Reeve, the mayor, said 9 were wounded."
    pages = (
        paper("a", named, ("9 were wounded", "Jonas Reeve, the mayor")),
        paper("b", "The toll of Friday's shelling of Varn is 19, its mayor said.", ("19", "its mayor"), day=1),
        paper("c", "At Osk 3 were killed, its mayor said.", ("3 were killed", "its mayor"), day=1),
        paper("d", "At Varn 5 were killed, its mayor said.", ("5 were killed", "its mayor"), day=200),
    )
    found = traced(*pages)
    assert names(found["a 9"]) == names(found["b 19"]) == ["Jonas Reeve"]
    assert names(found["c 3"]) == names(found["d 5"]) == ["its mayor"]


def test_a_quarter_of_the_compass_is_no_state() -> None:
    committee = "Eastern Relief Committee"
    who_speaks = who(committee, Actor("UNK", "GOV", committee))
    assert party(who_speaks, who_speaks.key, commons=commons()) == (who_speaks.key, None)


def test_reports_and_officials_are_nobody() -> None:
    found = traced(paper("a", f"{TOLL}, officials said.", (TOLL, "officials"), publisher="Inland Post"))
    assert found["a 14"].origins == ()
    assert found["a 14"].how is How.NOBODY


def test_the_ministry_is_the_one_named_last() -> None:
    text = (
        "Marovia's health ministry said 14 people died. The Marovian interior ministry said 3 men were held. "
        "The ministry said 5 more were sought."
    )
    found = traced(
        paper(
            "a",
            text,
            ("14 people died", "Marovia's health ministry"),
            ("3 men were held", "The Marovian interior ministry"),
            ("5 more were sought", "The ministry"),
        )
    )
    assert found["a 5"].origin == found["a 3"].origin != found["a 14"].origin


# Copies and citations


def test_a_copy_whose_attribution_was_cut_keeps_its_origin() -> None:
    found = traced(
        paper("wire", f"{TOLL}, the Coastal Watch said.", (TOLL, "the Coastal Watch"), publisher="Coastal Wire"),
        paper("copy", f"{TOLL}.", (TOLL, None), publisher="Inland Post", day=1),
    )
    assert names(found["copy 14"]) == ["Coastal Watch"]
    assert found["copy 14"].how is How.COPY
    assert found["copy 14"].via


def test_a_copy_with_another_toll_inherits_nothing() -> None:
    found = traced(
        paper("wire", f"{TOLL}, the Coastal Watch said.", (TOLL, "the Coastal Watch"), publisher="Coastal Wire"),
        paper("copy", TOLL.replace("14", "40") + ".", (TOLL.replace("14", "40"), None), publisher="Inland Post", day=1),
    )
    assert names(found["copy 40"]) == ["Inland Post"]


def test_a_wire_text_under_two_mastheads_is_the_agencys() -> None:
    line = "The market of Varn has stood beside the harbour for two hundred years and more"
    found = traced(
        paper("one", f"{line}.", (line, None), publisher="Inland Post", agency="AFP"),
        paper("two", f"{line}.", (line, None), publisher="Daily Estuary", day=1),
    )
    assert names(found["one The"]) == names(found["two The"]) == ["AFP"]


def test_a_citation_goes_back_to_the_report_that_is_cited() -> None:
    found = traced(
        paper("post", f"{TOLL}, the Coastal Watch said.", (TOLL, "the Coastal Watch"), publisher="Inland Post"),
        paper(
            "herald",
            "14 people were killed in Varn, the Inland Post reported.",
            ("14 people were killed in Varn", "the Inland Post"),
            publisher="Varn Herald",
        ),
        paper(
            "mirror",
            "14 people were killed in Varn, the Varn Herald reported.",
            ("14 people were killed in Varn", "the Varn Herald"),
            publisher="Osk Mirror",
            day=1,
        ),
    )
    assert names(found["mirror 14"]) == ["Coastal Watch"]
    assert len(found["mirror 14"].via) == 2


def test_a_false_citation_is_the_word_of_who_makes_it() -> None:
    lead = "Shells hit the fish market in Varn on Friday. "
    found = traced(
        paper(
            "post",
            lead + "14 people were killed, the mayor of Varn said.",
            ("14 people were killed", "the mayor of Varn"),
            publisher="Inland Post",
            title="Market in Varn shelled",
        ),
        paper(
            "liar",
            lead + "500 people were killed, the Inland Post reported.",
            ("500 people were killed", "the Inland Post"),
            publisher="Radio Fog",
            title="Market in Varn shelled",
        ),
    )
    assert names(found["liar 500"]) == ["Radio Fog"]
    assert found["liar 500"].how is How.UNFOUND


def test_reports_that_cite_each_other_have_no_origin_and_say_so() -> None:
    found = traced(
        paper(
            "a",
            "14 people were killed in Varn, the Osk Mirror reported.",
            ("14 people were killed in Varn", "the Osk Mirror"),
            publisher="Varn Herald",
        ),
        paper(
            "b",
            "14 people were killed in Varn, the Varn Herald reported.",
            ("14 people were killed in Varn", "the Varn Herald"),
            publisher="Osk Mirror",
        ),
    )
    assert {up.how for up in found.values()} == {How.CYCLE}
    assert all(up.origins == () and up.reasons for up in found.values())


def test_the_family_tree_tells_who_carried_it_and_what_changed() -> None:
    watch = "the Coastal Watch"
    pages = [
        paper("a", f"{TOLL}, {watch} said.", (TOLL, watch), publisher="Coastal Wire"),
        paper("b", f"{TOLL}, {watch} said.", (TOLL, watch), publisher="Inland Post", day=1),
        paper("c", f"{TOLL}.", (TOLL, None), publisher="Osk Mirror", day=2),
        paper(
            "d",
            "14 people were killed in Varn, the Inland Post reported.",
            ("14 people were killed in Varn", "the Inland Post"),
            day=3,
        ),
    ]
    (family,) = families(Origins(pages)).values()
    assert [c.document for c in family.carried] == ["a", "b", "c", "d"]
    assert [c.change for c in family.carried] == [Change.FIRST, Change.VERBATIM, Change.UNATTRIBUTED, Change.EDITED]
    ids = {c.document: c.claim for c in family.carried}
    assert [c.parent for c in family.carried] == [None, ids["a"], ids["a"], ids["b"]]
    assert family.documents == {"a", "b", "c", "d"}


def test_what_is_said_in_another_sentence_is_not_the_speakers_unless_it_is_quoted() -> None:
    (loose,) = paper(
        "a", "The road was cut. The mayor of Varn said it rained.", ("The road was cut", "The mayor of Varn")
    ).told
    assert far(loose) and not quoted("The road was cut. The mayor of Varn said it rained.", loose)
    text = "“The road was cut. We had no water. It was cold,” the mayor of Varn said."
    (inside,) = paper("b", text, ("We had no water", "the mayor of Varn")).told
    assert quoted(text, inside)


def test_a_headline_stands_on_what_its_report_says() -> None:
    text = f"Shelling kills 14 in Varn\n\n{TOLL}, the Coastal Watch said."
    found = traced(
        paper(
            "a",
            text,
            ("Shelling kills 14 in Varn", None),
            (TOLL, "the Coastal Watch"),
            title="Shelling kills 14 in Varn",
        )
    )
    assert found["a Shelling"].how is How.ECHO
    assert names(found["a Shelling"]) == ["Coastal Watch"]


def test_a_dateline_speaks_for_nobody_and_hides_nobody() -> None:
    text = f"VARN (Coastal Wire) - {TOLL}, the Coastal Watch said."
    (told,) = traced(paper("a", text, (TOLL, "VARN (Coastal Wire)"), publisher="Coastal Wire")).values()
    assert names(told) == ["Coastal Watch"]


def test_look_alikes_in_two_towns_keep_their_unnamed_sources_apart() -> None:
    def tell(id: str, town: str, day: int) -> Page:
        lead = f"Shells hit a market in {town} in Marsh province on Friday. "
        return paper(
            id, f"{lead}14 people died, a medical source said.", ("14 people died", "a medical source"), day=day
        )

    found = traced(tell("a", "Varn", 0), tell("b", "Varn", 1), tell("c", "Osk", 0), tell("d", "Osk", 1))
    ids = {key: up.origins[0].id for key, up in found.items()}
    assert ids["a 14"] == ids["b 14"] != ids["c 14"] == ids["d 14"]


def test_a_speaker_beside_its_claim_is_heard_where_the_reading_lost_it() -> None:
    (told,) = paper("a", f"{TOLL}, the Coastal Watch said.", (TOLL, None)).told
    lost = heard(told)
    assert lost is not None
    assert lost.name == "Coastal Watch"
    (plain,) = paper("b", f"{TOLL}. It rained.", (TOLL, None)).told
    assert heard(plain) is None


# The order of arrival


def pile() -> list[Page]:
    line = "Shells hit the fish market in Varn on Friday. "
    return [
        paper(
            "a",
            line + f"{TOLL}, the Coastal Observatory for Harm said.",
            (TOLL, "the Coastal Observatory for Harm"),
            publisher="Coastal Wire",
            agency="Coastal Wire",
        ),
        paper("b", line + f"{TOLL}.", (TOLL, None), publisher="Inland Post", day=1),
        paper("c", line + "14 died, the Observatory said.", ("14 died", "the Observatory"), publisher="Varn Herald"),
        paper(
            "d",
            line + "14 people were killed, the Inland Post reported.",
            ("14 people were killed", "the Inland Post"),
            publisher="Osk Mirror",
            day=2,
        ),
        paper(
            "e", line + "17 died, a medical source said.", ("17 died", "a medical source"), publisher="Daily Estuary"
        ),
        paper("f", line + "17 were dead, medics said.", ("17 were dead", "medics"), publisher="Inland Post"),
        paper(
            "g",
            "Observatory head Ana Reyl of the Coastal Observatory for Harm said 2 wells ran dry.",
            ("2 wells ran dry", "Observatory head Ana Reyl"),
            day=9,
        ),
    ]


def test_the_vocabulary_of_sources_says_what_it_should() -> None:
    data = table("sources")
    for name in ("heads", "offices", "ministries", "persons", "nobody", "plain", "press", "numbers"):
        assert all(isinstance(w, str) and w == w.lower() for w in data[name]), name
    for name in ("spellings", "particular"):
        assert all(isinstance(w, str) for words in data[name].values() for w in words), name
    assert set(data["departments"].values()) <= set(data["departments"])
    assert "local" in data["particular"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(7)))
def test_the_order_in_which_reports_come_changes_nothing(order: list[int]) -> None:
    pages = pile()
    one = Origins(pages).traced()
    other = Origins()
    for i in order:
        other.add(pages[i])
        other.upstream(pages[i].told[0].id)
    assert other.traced() == one
