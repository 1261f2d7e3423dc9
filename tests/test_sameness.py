"""When several tellings are one event, and when look-alikes stay apart. All reports are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.clusters import assigned, conll
from headwater.extraction.claim import Modality
from headwater.extraction.figures import figures
from headwater.language import Reader
from headwater.language.vectors import word_vectors
from headwater.language.weights import packaged
from headwater.reconciliation.acts import kinds, kinship, lexicon
from headwater.reconciliation.clustering import candidates, clusters, components, keys
from headwater.reconciliation.comparison import NAMES, compared
from headwater.reconciliation.linkage import average
from headwater.reconciliation.mention import Mention, Source, at, of_entry
from headwater.reconciliation.sameness import CLOSE, alike
from headwater.reconciliation.setting import ages_in, names_in, setting
from headwater.resolution.report import Actor, CodedEvent, Entry
from headwater.text import Document, PartialDate, Span
from headwater.text.document import How, Published

Teller = Callable[..., Mention]

BLAST = (
    "Blast tears through market in Dornholm\nDORNHOLM - A blast killed nine people at the Karvel market in Dornholm on "
    "Friday morning, the mayor, Ilse Brandvik, said. Among the dead was Tomas Hedrin, 41, a baker."
)
EXPLOSION = (
    "Nine dead as explosion hits Dornholm market\nAn explosion at the crowded Karvel market in Dornholm left nine "
    "people dead on Friday. Mayor Ilse Brandvik called for calm. The baker Tomas Hedrin, 41, was among those killed."
)
ATTACK = (
    "Dornholm mourns after market attack\nDornholm's mayor Ilse Brandvik condemned the attack on the Karvel market, in "
    "which nine people were killed on Friday, among them the baker Tomas Hedrin."
)
OTHER = (
    "Bomb explodes at Dornholm bus station\nAn explosion at the Vester bus station in Dornholm wounded four soldiers "
    "on Tuesday, the army spokesman Colonel Piet Aaldrin said. Nobody was killed."
)


@pytest.fixture(scope="session")
def tell(reader: Reader) -> Teller:
    """A mention of the first place where a word stands in a report of that day."""

    def told(text: str, word: str, *, name: str, day: dt.date = dt.date(2031, 5, 10)) -> Mention:
        document = Document(name, text, published=Published(PartialDate.day(day), How.METADATA))
        (reading,) = reader.read([document])
        vectors = word_vectors(packaged(), document)
        source = Source.of(setting(document, meaning=reading.meaning), text, reading, figures(text, reading), vectors)
        start = text.index(word)
        return at(f"{name} {word}", Span(start, start + len(word)), source)

    return told


@pytest.fixture(scope="session")
def told(tell: Teller) -> tuple[Mention, ...]:
    late = dt.date(2031, 5, 14)
    return (
        tell(BLAST, "blast", name="coast-herald"),
        tell(BLAST, "killed", name="coast-herald"),
        tell(EXPLOSION, "explosion", name="dorn-times"),
        tell(EXPLOSION, "killed", name="dorn-times"),
        tell(ATTACK, "attack", name="the-lamp"),
        tell(OTHER, "explosion", name="the-lamp-tuesday", day=late),
        tell(OTHER, "wounded", name="the-lamp-tuesday", day=late),
    )


def test_one_bombing_told_in_other_words_is_one_event(told: tuple[Mention, ...]) -> None:
    found = clusters(told)
    (bombing,) = [c for c in found if "coast-herald blast" in c]
    assert "dorn-times explosion" in bombing
    assert "the-lamp attack" in bombing


def test_two_bombings_in_one_town_stay_two(told: tuple[Mention, ...]) -> None:
    (bombing,) = [c for c in clusters(told) if "the-lamp-tuesday explosion" in c]
    assert not any(id.startswith(("coast-herald", "dorn-times")) for id in bombing)


def test_a_killing_and_the_funeral_are_two(tell: Teller) -> None:
    funeral = (
        "Hundreds at funeral of Tomas Hedrin\nHundreds came to the funeral of the baker Tomas Hedrin in Dornholm on "
        "Monday."
    )
    killing = tell(BLAST, "killed", name="a")
    burial = tell(funeral, "funeral of the", name="b", day=dt.date(2031, 5, 13))
    assert alike(killing, burial).score < CLOSE
    assert clusters([killing, burial]) == [(killing.id,), (burial.id,)]


def test_a_word_that_tells_of_another_kind_of_act_here_than_there_is_another_word(tell: Teller) -> None:
    walkout = (
        "Dockers' strike shuts Dornholm harbour\nThe strike of the Dornholm dockers entered its second day on Friday."
    )
    blow = "Crane strikes docker in Dornholm\nA crane struck a docker in Dornholm harbour on Friday and broke his arm."
    work, hit = tell(walkout, "strike of", name="a"), tell(blow, "struck", name="b")
    assert work.head == hit.head
    numbers = dict(zip(NAMES, compared(work, hit), strict=True))
    assert (numbers["kind"], numbers["head"], numbers["trigger"]) == (0, 0, 0)
    assert alike(work, hit).reasons[0].startswith("other act: ")
    assert alike(work, hit).score < CLOSE


def test_a_telling_knows_how_surely_its_act_happened(tell: Teller) -> None:
    report = (
        "Ferry sank off Lindness\nThe ferry sank off Lindness on Friday. If the second ferry sinks as well, the island "
        "is cut off."
    )
    sank, would = tell(report, "sank off Lindness on", name="a"), tell(report, "sinks", name="a")
    assert sank.factuality is not None
    assert would.factuality is not None
    assert would.factuality < sank.factuality
    numbers = dict(zip(NAMES, compared(sank, would), strict=True))
    assert numbers["factuality"] == pytest.approx(sank.factuality - would.factuality)
    assert numbers["least_factuality"] == would.factuality


def test_a_word_means_what_it_means_where_it_stands(tell: Teller) -> None:
    gun = "Shots in Dornholm\nTwo men fired at a bus in Dornholm on Friday. One shot hit the driver."
    coach = "Dornholm drops its coach\nThe club fired the coach after the match on Friday."
    board = "Karvel loses its manager\nKarvel's board fired the manager on Monday."
    shot, dropped, sacked = (tell(text, "fired", name=text[:4]) for text in (gun, coach, board))
    assert shot.nuance is not None
    assert dropped.nuance is not None
    assert sacked.nuance is not None
    assert np.linalg.norm(shot.nuance) == pytest.approx(1, abs=1e-5)
    assert dropped.nuance @ sacked.nuance > shot.nuance @ dropped.nuance


def test_without_vectors_a_word_has_no_nuance_and_is_compared_all_the_same(reader: Reader, tell: Teller) -> None:
    document = Document("plain", BLAST)
    (reading,) = reader.read([document])
    source = Source.of(setting(document), BLAST, reading, figures(BLAST, reading))
    start = BLAST.index("blast")
    plain = at("plain", Span(start, start + 5), source)
    assert plain.nuance is None
    numbers = dict(zip(NAMES, compared(plain, tell(EXPLOSION, "explosion", name="b")), strict=True))
    assert np.isnan(numbers["nuance"])
    assert alike(plain, tell(BLAST, "blast", name="b")).score > CLOSE


def test_it_is_told_whom_an_act_befalls_though_the_name_stands_elsewhere(tell: Teller) -> None:
    report = (
        "Two dead after quay collapse in Dornholm\nTomas Hedrin, 41, a baker, died at once when the quay gave way on "
        "Friday. His wife, Ann Hedrin, 38, was found dead under the stones. She died of her wounds."
    )
    first, found, last = (tell(report, w, name="a") for w in ("died at once", "dead under", "died of"))
    assert [p.ages for p in first.whom] == [{"41 year"}]
    assert found.whom == last.whom
    numbers = dict(zip(NAMES, compared(first, last), strict=True))
    assert numbers["whom"] == 0
    same = dict(zip(NAMES, compared(found, last), strict=True))
    assert same["whom"] == 1


def test_a_link_says_why(told: tuple[Mention, ...]) -> None:
    blast, explosion, other = told[0], told[2], told[5]
    assert "same act: blast/explosion" in alike(blast, explosion).reasons
    assert "same place: dornholm" in alike(blast, explosion).reasons
    assert any(r.startswith("days apart: ") for r in alike(blast, other).reasons)


def test_a_link_is_the_same_from_both_sides(told: tuple[Mention, ...]) -> None:
    for a in told:
        for b in told:
            assert alike(a, b) == alike(b, a)


@settings(max_examples=50, deadline=None)
@given(order=st.permutations(range(7)))
def test_events_do_not_depend_on_the_order_of_arrival(told: tuple[Mention, ...], order: list[int]) -> None:
    assert clusters([told[n] for n in order]) == clusters(told)


SCORED = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda p: p[0] < p[1]),
    st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.5, 0.9]),
)


@given(scored=SCORED, order=st.permutations("abcdefgh"))
def test_linkage_does_not_depend_on_order_even_where_scores_are_equal(
    scored: dict[tuple[str, str], float], order: list[str]
) -> None:
    assert average(order, scored, close=0.3) == average("abcdefgh", scored, close=0.3)


@given(scored=SCORED)
def test_each_component_can_be_clustered_alone(scored: dict[tuple[str, str], float]) -> None:
    whole = average("abcdefgh", scored, close=0.3)
    alone = [c for part in components("abcdefgh", scored, close=0.3) for c in average(part, scored, close=0.3)]
    assert sorted(alone) == whole


def test_only_mentions_that_share_a_key_are_compared(told: tuple[Mention, ...], tell: Teller) -> None:
    far = tell("Quarrel at sea\nThe trawler Osprey rammed the Kittiwake off Lindness.", "rammed", name="far")
    assert not keys(far) & keys(told[0])
    assert all(far not in pair for pair in candidates([*told, far]))


def test_kinds_tell_a_verb_from_a_noun() -> None:
    assert kinds(("strike",), True) != kinds(("strike",), False)
    assert kinship(kinds(("blast",), False), kinds(("explosion",), False)) == 1
    assert kinship(kinds(("blast",), False), kinds(("arrest",), False)) == 0
    assert np.isnan(kinship(kinds(("blast",), False), frozenset()))
    assert lexicon()


def test_ages_and_names_are_found_without_a_reading() -> None:
    assert ages_in("A 3-year-old and a two - month - old, with Ann Bell, 16, and 40 others") == [
        "3 year",
        "2 month",
        "16 year",
    ]
    assert names_in("The Mayor, Ilse Brandvik, met the mayor of Karvel on Friday") == ["ilse", "brandvik", "karvel"]


def test_a_claim_of_the_ledger_is_a_mention() -> None:
    document = Document("d", BLAST)
    start = BLAST.index("A blast")
    quote = BLAST[start : BLAST.index(", the mayor")]
    event = CodedEvent("ASSAULT", None, (), (), (Actor("UNK", "CVL", "nine people"),))
    entry = Entry(
        start,
        start + len(quote),
        quote,
        (),
        Modality.ACTUAL,
        None,
        (),
        event,
        (),
        PartialDate.iso("2031-05-09"),
        None,
        None,
    )
    mention = of_entry("c1", entry, setting(document))
    assert mention is not None
    assert (mention.type, mention.document, "blast" in mention.trigger) == ("ASSAULT", "d", True)
    assert alike(mention, mention).score > CLOSE


def test_the_conll_score_of_a_known_case() -> None:
    true = {"a": 1, "b": 1, "c": 2, "d": 3}
    assert conll(true, true)["conll"] == pytest.approx(100)
    # All in one: MUC recall 1, precision 1/3; B3 1 and (4+1+1)/16; CEAF-e 2*2/(4+2), over 1 and over 3.
    said = conll(dict.fromkeys("abcd", 0), true)
    assert said["muc"] == pytest.approx(50)
    assert said["b3"] == pytest.approx(100 * 2 * 0.375 / 1.375)
    assert said["ceafe"] == pytest.approx(100 * 2 * (2 / 3) * (2 / 9) / (2 / 3 + 2 / 9))


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_assignment_is_the_best_there_is(rows: list[list[float]]) -> None:
    from itertools import permutations

    gain = np.array(rows)
    wide = gain if gain.shape[0] <= gain.shape[1] else gain.T
    best = max(sum(wide[n, c] for n, c in enumerate(p)) for p in permutations(range(wide.shape[1]), wide.shape[0]))
    assert assigned(gain) == pytest.approx(best)
