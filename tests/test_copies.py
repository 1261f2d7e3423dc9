"""Which passages are the same words."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.reconciliation.copies import Copies, aligned, containment, prints, resemblance
from headwater.reconciliation.groups import Groups
from headwater.text import Span

LEAD = "A car bomb went off beside the fish market of Varn on Friday, killing 14 people and wounding dozens"
CUT = "A car bomb went off beside the fish market of Varn on Friday killing fourteen people"


def test_lost_commas_apostrophes_and_capitals_change_nothing() -> None:
    one = prints("The town's mayor, Jonas Reeve, didn't say who'd fired.")
    assert one == prints("the towns mayor Jonas Reeve didnt say whod fired")


def test_two_spellings_of_one_name_are_one_word() -> None:
    assert prints("two Shiite villages near the Defence School") == prints("two Shia villages near the Defense School")
    assert prints("a town held by ISIS since May") == prints("a town held by Daesh since May")
    assert prints("a town held by IS since May") == prints("a town held by Daesh since May")
    assert prints("what it is and was to be") != prints("what it daesh and was to be")


def test_small_numbers_in_words_are_digits() -> None:
    assert prints("four people died in the two villages") == prints("4 people died in the 2 villages")


def test_a_passage_that_was_cut_is_contained_in_the_whole() -> None:
    assert containment(prints(CUT), prints(LEAD)) > 0.7
    assert resemblance(prints(CUT), prints(LEAD)) < containment(prints(CUT), prints(LEAD))


def test_unlike_sentences_share_nothing() -> None:
    assert (
        containment(prints(LEAD), prints("Lower Selmark will send engineers to the canal in spring, its premier said"))
        == 0
    )


def test_nothing_is_no_copy_of_nothing() -> None:
    assert prints("?!") == frozenset()
    assert containment(prints(""), prints("")) == 0
    assert resemblance(prints(""), prints("a word")) == 0


def test_the_same_stretches_are_found_in_both_texts() -> None:
    one, other = "Late on Friday shells hit the old market, the mayor said.", "Shells hit the old market on Friday."
    ((mine, theirs),) = aligned(one, other)
    assert one[mine.start : mine.end] == "shells hit the old market"
    assert other[theirs.start : theirs.end] == "Shells hit the old market"
    assert aligned("one two", "one two") == ()
    assert all(isinstance(s, Span) for pair in aligned(LEAD, CUT) for s in pair)


def test_a_thousand_copies_all_lead_to_the_earliest() -> None:
    held: Copies[int] = Copies()
    for i in range(1000):
        held.add(i, (i,), prints(LEAD))
    assert held.near(999)[0].key == 0
    assert len(held.near(999)) <= 32
    assert held.near(999)[0].share == 1


def test_copies_of_copies_are_one_group() -> None:
    held: Copies[str] = Copies()
    for order, (key, text) in enumerate(
        {"whole": LEAD, "cut": CUT, "other": "It rained in Osk for nine days on end."}.items()
    ):
        held.add(key, (order,), prints(text))
    assert held.groups() == (("whole", "cut"),)


@settings(deadline=None)
@given(st.permutations(range(40)))
def test_the_order_of_arrival_changes_nothing(order: list[int]) -> None:
    texts = [f"{LEAD} near house {i % 7}" if i % 3 else f"{CUT} in lane {i % 5}" for i in range(40)]

    def near(numbers: list[int]) -> list[object]:
        held: Copies[int] = Copies(kept=8)
        for i in numbers:
            held.add(i, (i,), prints(texts[i]))
        return [held.near(i) for i in range(40)]

    assert near(order) == near(list(range(40)))


def test_a_footer_in_unlike_documents_is_furniture_and_a_wire_text_is_not() -> None:
    footer = "All rights reserved to the owners of this page and its letters"
    words = "apple river stone glass horse tower field cloud paper metal".split()
    unlike = [prints(" ".join(f"{w}{i}" for w in words * 3) + " " + footer) for i in range(6)]
    held: Copies[int] = Copies()
    assert held.boilerplate(prints(footer), unlike)
    wire = [prints(LEAD + " " + CUT + f" said the mayor number {i}") for i in range(6)]
    assert not held.boilerplate(prints(LEAD), wire)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20), st.randoms())
def test_groups_are_the_same_in_whatever_order_they_are_joined(pairs: list[tuple[int, int]], chance: Random) -> None:
    other = pairs[:]
    chance.shuffle(other)
    made = []
    for order in (pairs, [(b, a) for a, b in other]):
        groups = Groups(range(13), rank=lambda item: -item)
        for one, two in order:
            groups.join(one, two)
        made.append(groups.all())
    assert made[0] == made[1]
    assert all(group[0] == max(group) for group in made[0]) and sum(map(len, made[0])) == 13
