"""The figures of a dossier: every one with its speaker, under what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headwater.extraction.claim import Figure
from headwater.extraction.lemmas import lemma
from headwater.publishing import wording
from headwater.publishing.lines import Line, Place, whole
from headwater.publishing.parts import MOST, MOST_OF_AN_ACT, Part, part
from headwater.publishing.timeline import earliest


class Group(NamedTuple):
    """Figures that count the same noun, by the day on which they were said."""

    noun: str
    figures: Part[FigureLine]


class Given(NamedTuple):
    """One value on one word, wherever it stands."""

    value: str
    line: Line
    places: tuple[Place, ...]


class Contest(NamedTuple):
    """A noun of which several numbers are given."""

    noun: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with its claim: ``value`` in words, ``whole`` what it is a part of."""

    figure: Figure
    line: Line

    @property
    def value(self) -> str:
        return wording.value(self.figure)

    @property
    def noun(self) -> str:
        return wording.flat(self.figure.noun)

    @property
    def whole(self) -> str:
        return whole(self.line.entry, self.figure)


def figures(found: Sequence[Line]) -> tuple[Group, ...]:
    """Every figure once, under what it counts: what is counted most comes first, measures after counts.

    Where a claim and one within it give the same figure, it stands on the word of the inner one.
    """
    own: dict[tuple[int, int, int], FigureLine] = {}
    for line in found:
        for figure in line.entry.figures:
            own[_report(line), figure.start, figure.end] = FigureLine(figure, line)
    groups: dict[str, list[FigureLine]] = {}
    for row in own.values():
        part_of, figures = row.figure.part_of, row.line.entry.figures
        counted = figures[part_of] if part_of is not None and part_of < len(figures) else row.figure
        groups.setdefault(_head(counted), []).append(row)
    ranked = sorted(groups.items(), key=lambda g: (not g[0], any(f.figure.unit for f in g[1]), -len(g[1]), g[0]))
    found_groups, room = [], MOST * 2
    for _, rows in ranked:
        rows.sort(key=lambda f: (earliest(f.line.entry.said), _report(f.line), f.figure.start))
        nouns = Counter(_written(f.figure) for f in rows if not f.whole) or Counter([""])
        found_groups.append(Group(nouns.most_common(1)[0][0], part(rows, max(0, min(room, MOST_OF_AN_ACT)))))
        room -= len(rows)
    return tuple(found_groups)


def _written(figure: Figure) -> str:
    """The word that says what is counted, as it is written."""
    words = wording.flat(figure.noun).split(" of ")[0].split()
    return words[-1] if words else ""


def _report(line: Line) -> int:
    """The number of the first report that it stands in."""
    return int(line.places[0].ref.split(".")[0])


def _head(figure: Figure) -> str:
    return lemma(_written(figure).lower(), "NOUN")


def contested(groups: Sequence[Group], above: Collection[str]) -> tuple[Contest, ...]:
    """The nouns that are counted most often, of those of which more than one number is given.

    Parts of a whole are left out, and so are measures; the same value on the same word is one entry. So is what all
    stands at the anchors of ``above``.
    """
    found = []
    for group in groups:
        given: dict[tuple[str, str], Given] = {}
        for row in group.figures.rows:
            if not row.whole and not row.figure.unit and not all(p.anchor in above for p in row.line.places):
                key = (row.value, row.line.word.casefold())
                before = given[key].places if key in given else ()
                given[key] = Given(row.value, row.line, before + row.line.places)
        if group.noun and len({value for value, _ in given}) > 1:
            found.append(Contest(group.noun, tuple(given.values())))
    return tuple(found[:5])
