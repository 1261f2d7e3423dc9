"""What a bare number counts where the text said it before: "it had announced more than 300", "the estimate is 40"."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.extraction.counting.bound import Bound
from headwater.extraction.counting.tree import DAYS, NOMINAL, Tree, past_determiners, run, singular, written
from headwater.extraction.counting.understood import understood
from headwater.extraction.numbers.numerals import Numeral

_NEAR = 20
"""Two numbers of one thing seldom lie further apart than this many times."""
_BACK = 3
"""Sentences back in which the counted thing is looked for."""


def spoken_of(tree: Tree, numeral: Numeral, before: Sequence[Bound], sentence: int) -> Bound | str:
    """What "the figure", "the total" or a number that somebody announced counts: the figure or the noun; else empty.

    That is what the last number before it did, of those the last that is of its size; or what the text asks of, "how
    many Marovians there are".
    """
    known: Bound | None = None
    value = numeral.low if numeral.low is not None else numeral.high
    for bound in reversed(before[-8:]):
        if bound.sentence < sentence - _BACK:
            break
        figure = bound.figure
        if figure.unit is not None or not figure.noun or bound.part or figure.low == 1 == figure.high:
            continue
        size = figure.low if figure.low is not None else figure.high
        if value and size and value / _NEAR <= size <= value * _NEAR:
            return bound
        known = known or bound
    return known or _asked(tree, sentence)


def _asked(tree: Tree, sentence: int) -> str:
    """The noun of "how many Marovians", "the number of Marovians" in this sentence or one shortly before it."""
    for number in range(sentence, max(-1, sentence - _BACK), -1):
        first, last = tree.sentences[number].first, tree.sentences[number].last
        for word in range(first, last - 2):
            if (tree.lower(word), tree.lower(word + 1)) in _HOW_MANY:
                end = run(tree, past_determiners(tree, word + 2, last), last)
                if end is not None and not singular(tree, end):
                    return written(tree, past_determiners(tree, word + 2, last), end)
    return ""


_HOW_MANY = frozenset([("how", "many"), ("number", "of")])


def named_ahead(tree: Tree, numeral: Numeral) -> tuple[int, int] | None:
    """The noun phrase before the comma of "of the Marovians, 300 are engineers", as first and last word."""
    comma = tree.at(numeral.start, numeral.end).start - 1
    start = tree.sentences[tree.sentence(comma)].first if comma >= 0 else 0
    if comma < 0 or tree.lower(comma) != ",":
        return None
    of = comma - 1
    while of > max(start, comma - 7) and tree.words[of].upos in (*NOMINAL, "ADJ", "DET", "NUM"):
        of -= 1
    opens = of == start or tree.lower(of - 1) in (",", ";", ":", "and", "but", "that", "“", '"', "‘")
    if tree.lower(of) != "of" or not opens:
        return None
    first = past_determiners(tree, of + 1, comma)
    while first < comma and tree.words[first].upos == "NUM":
        first += 1
    whole = first < comma and tree.words[comma - 1].upos in NOMINAL and tree.lower(comma - 1) not in DAYS
    return (first, comma - 1) if whole and not singular(tree, comma - 1) else None


def named_beside(tree: Tree, numeral: Numeral) -> tuple[int, int] | None:
    """The plural before the comma of "with Marovian lorries, perhaps 180 of them", as first and last word."""
    comma = tree.at(numeral.start, numeral.end).start - 1
    if comma < 1 or tree.lower(comma) not in (",", "(", "-", "–", "—") or tree.words[comma - 1].upos != "NOUN":
        return None
    start = tree.sentences[tree.sentence(comma)].first
    first = comma - 1
    while first - 1 >= start and tree.words[first - 1].upos in (*NOMINAL, "ADJ") and tree.words[first - 1].head in (
        first, comma - 1,
    ):  # fmt: skip
        first -= 1
    return None if singular(tree, comma - 1) else (first, comma - 1)


def force(tree: Tree, word: int) -> str:
    """Who are counted in a force, a crowd or another body of people; empty for what is none."""
    lower = tree.lower(word)
    if lower not in understood().collectives:
        return ""
    return "troops" if lower in understood().forces else "people"


def counted_above(tree: Tree, word: int) -> str:
    """What is counted where the number hangs below it: "the size of the contingent at 3,000"; else empty."""
    if not any(tree.lower(child) in ("at", "to", "from", "between") for child in tree.children[word][:4]):
        return ""
    below, place = word, tree.words[word].head
    for _ in range(4):
        if place < 0 or place > word:
            return ""
        if tree.lower(place) in understood().counters:
            if below == word or tree.words[below].upos != "NOUN" or tree.lower(below) in understood().tolls:
                return ""
            return force(tree, below) or tree.text[tree.words[below].start : tree.words[below].end]
        below, place = place, tree.words[place].head
    return ""


def gapped(tree: Tree, known: Bound, numeral: Numeral) -> bool:
    """Whether the verb and the noun of ``known`` are left out before the number: "lost 23 men, the rebels 60"."""
    between = tree.at(known.noun_end, numeral.start)
    if between and known.understood and tree.lower(between[0]) in understood().forms:
        between = between[1:]  # "19 deaths; the government 12"
    if not 2 <= len(between) <= _GAP or tree.lower(between[0]) not in (",", ";"):
        return False
    upos = [tree.words[word].upos for word in between[1:]]
    behind = tree.at(numeral.last, len(tree.text))[:1]
    ends = not behind or tree.words[behind[0]].upos in ("PUNCT", "CCONJ", "ADP")
    return ends and bool(NOMINAL & set(upos)) and set(upos) <= _NOMINALS


_GAP = 7
_NOMINALS = frozenset("DET ADJ NOUN PROPN ADP PRON CCONJ".split())
