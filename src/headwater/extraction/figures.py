"""Figures: numbers that count something, each with the noun it counts.

The grammar of numbers is :mod:`headwater.extraction.numbers.numerals`; which of them count, and what, is told by
:mod:`headwater.extraction.counting`; what a figure is a part of by :mod:`headwater.extraction.wholes`. See
docs/figures.md.
"""

from __future__ import annotations

import re
from dataclasses import replace

from headwater.extraction.claim import Figure, Qualifier
from headwater.extraction.counting.bound import Bound, is_part
from headwater.extraction.counting.nouns import as_counted, counted
from headwater.extraction.counting.tree import Tree
from headwater.extraction.numbers.numerals import numerals
from headwater.extraction.numbers.units import units
from headwater.extraction.wholes import with_wholes
from headwater.language.reading import Reading


def figures(text: str, reading: Reading) -> tuple[Figure, ...]:
    """Every number of ``text`` that counts something, in order, each with what it counts and what it is a part of."""
    return tuple(bound.figure for bound in with_wholes(text, [b for b in bind(text, reading) if b.figure.noun]))


def bind(text: str, reading: Reading) -> list[Bound]:
    """The figures with their nouns and places in the tree, their wholes still open.

    Those of which no noun can be told have an empty one.
    """
    if not reading.words:
        return []
    tree = Tree(text, reading)
    found: list[Bound] = []
    for numeral in numerals(text):
        span = tree.at(numeral.first, numeral.last)
        if not span:
            continue
        numeral = as_counted(tree, numeral, span)
        noun = counted(tree, numeral, span, found)
        if noun is None:
            continue
        unit = numeral.unit
        if unit is None and not noun.understood and " " in noun.text:
            unit = units().words.get(tree.lower(noun.head))
        figure = Figure(numeral.start, numeral.end, numeral.low, numeral.high, numeral.qualifier, noun.text, unit)
        part = is_part(text, figure.start, figure.end)
        sentence = tree.sentence(span.start)
        found.append(Bound(figure, noun.head, sentence, noun.end, noun.understood, part, noun.level))
    return _shared(tree, found)


def _shared(tree: Tree, found: list[Bound]) -> list[Bound]:
    """A bound holds for what is joined to its noun, and a unit for the number before it.

    "At least 48 rebels and 17 soldiers" bounds both; "about 10 miles (16 km)" gives one length twice; in "7 or 8
    inches" both are inches, in "rose by 2 percent and fell by 1" both are percent.
    """
    for place in range(1, len(found)):
        one, two = found[place - 1], found[place]
        between = tree.text[one.figure.end : two.figure.start] if two.figure.start - one.figure.end < _APART else ""
        if one.figure.unit is None and (one.level or not one.figure.noun) and _OR.fullmatch(between):
            figure = replace(one.figure, unit=two.figure.unit, noun=two.figure.noun)
            found[place - 1] = replace(one, figure=figure, level=False)
        if two.level and two.sentence == one.sentence and one.figure.unit and _by(tree, one) and _by(tree, two):
            figure = replace(two.figure, unit=one.figure.unit, noun=one.figure.noun)
            two = found[place] = replace(two, figure=figure, level=False)
        if one.sentence != two.sentence or two.understood or two.figure.qualifier is not Qualifier.EXACT:
            continue
        bound = one.figure.qualifier
        alike = one.figure.unit is None and two.figure.unit is None and not one.understood
        joined = (
            alike and bound in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
            and tree.words[two.head].relation.startswith("conj")
            and _AND.fullmatch(tree.text[one.noun_end : two.figure.start])
        )  # fmt: skip
        converted = one.figure.unit and two.figure.unit and one.figure.unit != two.figure.unit and _CONVERTED.fullmatch(
            tree.text[one.noun_end : two.figure.start]
        )  # fmt: skip
        if joined or (converted and bound not in (Qualifier.EXACT, Qualifier.RANGE)):
            low = None if bound in (Qualifier.AT_MOST, Qualifier.LESS_THAN) else two.figure.low
            high = None if bound in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else two.figure.high
            found[place] = replace(two, figure=replace(two.figure, low=low, high=high, qualifier=bound))
    return found


def _by(tree: Tree, bound: Bound) -> bool:
    return tree.text[max(0, bound.figure.start - 3) : bound.figure.start].lower() == "by "


_APART = 8
_OR = re.compile(r"-?\s(?:or|and|to)\s")
_AND = re.compile(r"\s?,?\s(?:and|as\swell\sas|plus|along\swith)\s")
_CONVERTED = re.compile(r"\s?(?:\(|/\s?)")
