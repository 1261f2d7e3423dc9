"""Whether two passages say one thing, near enough for one to have it from the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from headwater.reconciliation.copies import folded, spelled
from headwater.reconciliation.daynames import CALENDAR
from headwater.reconciliation.speaking import stem
from headwater.reconciliation.told import Told

_STOP = frozenset(
    "the a an of in on at to for from by with and or but as it its he she they them his her their this that these "
    "those is are was were be been being has have had do did said says say told according reported reports report "
    "after before when while who which there also more than least about some around nearly not no up out into over "
    "people person were during amid against least".split()
)
_COPIED = 0.6  # share of the shorter quote's words that a copy has
_SAME = 0.45  # the same for two wordings of one claim
_FIGURE = 0.25  # the same where both give one figure


def agree(one: Told, other: Told, *, copied: bool = False) -> float:
    """From 0 (they do not say the same) to 2: shared words of the shorter quote, and 1 for a figure that both give.

    Two claims with figures of which none is equal do not say the same, nor do two that name different places or
    persons throughout. ``copied`` asks for the words of a copy.
    """
    mine, theirs = words(one.quote), words(other.quote)
    if not mine or not theirs:
        return 0.0
    figures, others = _figures(one), _figures(other)
    same = bool(figures & others)
    if figures and others and not same:
        return 0.0
    names, their_names = named(one.quote), named(other.quote)
    if names and their_names and not names & their_names:
        return 0.0
    shared = len(mine & theirs) / min(len(mine), len(theirs))
    least = _COPIED if copied else _FIGURE if same else _SAME
    return shared + same if shared >= least else 0.0


def echoes(one: Told, other: Told) -> bool:
    """Whether ``one`` repeats ``other`` of the same document: a headline and its lead, a toll said again.

    A headline needs a figure that both give, the text that and half of its words; without figures, most of them.
    """
    if one.document != other.document or one.entry.speakers or bool(one.entry.figures) != bool(other.entry.figures):
        return False
    mine = words(one.quote)
    if not one.entry.figures:
        return len(mine) >= 4 and len(mine & words(other.quote)) / len(mine) >= 0.75
    theirs = words(other.quote)
    if not mine or not theirs:
        return False
    figures, others = _figures(one), _figures(other)
    if one.headline and figures & others:
        return True
    return bool(figures & others) and len(mine & theirs) / len(mine) >= 0.5


class Sayings:
    """The claims of one document by their figures and words, so that those which one may repeat are found without
    comparing it with all.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told
        self._by_figure: dict[float, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(told):
            for value in _figures(each):
                self._by_figure[value].append(place)
            if not each.entry.figures:
                for word in words(each.quote):
                    self._by_word[word].append(place)

    def repeated_by(self, one: Told) -> Iterator[Told]:
        """The claims that ``one`` can repeat (:func:`echoes`), in the document's order."""
        places: set[int] = set()
        if one.entry.figures:
            for value in _figures(one):
                places.update(self._by_figure.get(value, ()))
        else:
            # Who has three quarters of its words has one at least of any quarter and one more: the rarest are asked.
            mine = sorted(words(one.quote), key=lambda w: (len(self._by_word.get(w, ())), w))
            for word in mine[: len(mine) // 4 + 1]:
                places.update(self._by_word.get(word, ()))
        return (self._told[place] for place in sorted(places))


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """Stems of the words that carry sense, numbers included."""
    return frozenset([stem(w) for w in spelled(text) if w not in _STOP])


@lru_cache(maxsize=65536)
def named(text: str) -> frozenset[str]:
    """Stems of the capitalised words that do not begin the text."""
    return frozenset(
        stem(w)
        for w, span in folded(text)
        if span.start > 0 and text[span.start].isupper() and w not in _STOP and w not in CALENDAR
    )


def _figures(told: Told) -> frozenset[float]:
    """The bounds that a claim gives: "at least 14" and "14" are one here."""
    return frozenset(v for f in told.entry.figures for v in (f.low, f.high) if v is not None)
