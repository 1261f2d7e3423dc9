"""Who is said to have done what to whom: acts by their doers and those they are done to, as rows and as a drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import combinations, product
from typing import NamedTuple

from headwater.extraction.claim import Modality
from headwater.publishing import wording
from headwater.publishing.lines import Line, Place
from headwater.text.visible import visible

DONE = {
    "ASSAULT": "attacks",
    "COERCE": "coerces, arrests",
    "MOBILIZE": "moves forces",
    "SANCTION": "sanctions, breaks ties",
    "PROTEST": "protests",
    "THREATEN": "threatens, warns",
    "REJECT": "refuses",
    "ACCUSE": "accuses, criticises",
    "REQUEST": "asks, demands",
    "RETREAT": "withdraws, releases",
    "AID": "aids, arms",
    "COOPERATE": "works with",
    "CONCEDE": "gives way",
    "SUPPORT": "supports",
    "CONSULT": "meets",
    "AGREE": "agrees with",
}
"""What the page says that somebody does, by PLOVER's act."""

MOST = 250
_MANY = 4  # parties on one side of an act that are taken one by one
DRAWN = 18
"""Relations of the drawing: those of the most reports."""
_WIDE, _ROW, _TOP = 760, 26, 30
_LEFT, _MIDDLE, _RIGHT = 210.0, (300.0, 470.0), 560.0
_LETTERS = 30, 26, 30


class Said(NamedTuple):
    """How often a relation is told in one way: as done, denied, planned and so on, in so many claims."""

    modality: str
    claims: int


class Relation(NamedTuple):
    """One act of one doer, to ``whom`` ("" for nobody named). ``words`` are those on whose word it stands."""

    who: str
    act: str
    does: str
    whom: str
    told: tuple[Said, ...]
    words: tuple[str, ...]
    reports: int
    places: tuple[Place, ...]

    @property
    def done(self) -> bool:
        """Whether any claim tells it as done, not only as denied, planned, demanded or possible."""
        return any(said.modality == Modality.ACTUAL.value for said in self.told)


class Relations(NamedTuple):
    """The relations of the most reports first, those that are not printed counted, and the drawing.

    ``more`` tells that there are others of two sides than those drawn.
    """

    rows: tuple[Relation, ...] = ()
    left: int = 0
    svg: str = ""
    more: bool = False


def relations(found: Iterable[Line]) -> Relations:
    """Each act of each doer that is named, to each whom it is done to; those of two named sides first.

    Those who meet or agree with one another are one pair. Nobody acts on himself.
    """
    rows: dict[tuple[str, str, str], list[Line]] = {}
    shown: dict[str, str] = {"": ""}
    for line in found:
        if line.entry.event is None:
            continue
        act, who, whom = line.entry.event.type, line.doers[:_MANY], line.others[:_MANY]
        both = set(who) & set(whom) if len(who) > 1 else set()
        pairs = list(combinations(who, 2)) if both == set(who) and both else list(product(who, whom or ("",)))
        for one, other in pairs:
            if not other or not _one(one, other):
                key = (_folded(one), act, _folded(other))
                shown.setdefault(key[0], one)
                shown.setdefault(key[2], other)
                rows.setdefault(key, []).append(line)
    ranked = sorted(rows, key=lambda key: (not key[2], -_reports(rows[key]), -_places(rows[key]), key))
    first_ = tuple(_relation(shown[key[0]], key[1], shown[key[2]], rows[key]) for key in ranked[:MOST])
    two = [one for one in first_ if one.whom]
    return Relations(first_, max(0, len(ranked) - MOST), drawn(two[:DRAWN]), len(two) > DRAWN)


def _relation(who: str, act: str, whom: str, own: Sequence[Line]) -> Relation:
    told: dict[str, int] = {}
    for line in own:
        told[line.modality] = told.get(line.modality, 0) + len(line.places)
    return Relation(
        who,
        act,
        DONE.get(act, act.lower()),
        whom,
        # What is told as done is read first.
        tuple(Said(m, told[m]) for m in sorted(told, key=lambda m: (m != "actual", -told[m], m))),
        tuple(dict.fromkeys(line.speakers or f"{line.voice} itself" for line in own)),
        _reports(own),
        tuple(dict.fromkeys(place for line in own for place in line.places)),
    )


def _reports(own: Sequence[Line]) -> int:
    return len({place.ref.split(".")[0] for line in own for place in line.places})


def _places(own: Sequence[Line]) -> int:
    return sum(len(line.places) for line in own)


def drawn(rows: Sequence[Relation]) -> str:
    """The relations as one ``svg``: doers at the left, what they do in the middle, to whom at the right; "" for none.

    A line is as broad as the reports are many, and dashed where nobody tells it as done. Each act has a row of its
    own, so that no words lie on others. All text is escaped.
    """
    if not rows:
        return ""
    doers: dict[str, list[int]] = {}
    for place in sorted(range(len(rows)), key=lambda i: (_first(rows, rows[i].who), _first(rows, rows[i].whom, 1), i)):
        doers.setdefault(rows[place].who, []).append(place)
    order = [place for own in doers.values() for place in own]
    height = _TOP + _ROW * len(rows) + 6
    y = {place: _TOP + _ROW * at + _ROW / 2 for at, place in enumerate(order)}
    left = {who: sum(y[p] for p in own) / len(own) for who, own in doers.items()}
    right = _spread({whom: _mean(y[p] for p in order if rows[p].whom == whom) for whom in _unique(rows, order)}, height)
    made = [
        f'<svg class="relations" viewBox="0 0 {_WIDE} {height}" role="img" aria-label="Who is said to do what to whom; '
        f'the table below says the same" xmlns="http://www.w3.org/2000/svg">',
        f'<text class="tick" x="{_LEFT}" y="14" text-anchor="end">who</text>',
        f'<text class="tick" x="{sum(_MIDDLE) / 2}" y="14" text-anchor="middle">is said to do what</text>',
        f'<text class="tick" x="{_RIGHT}" y="14">to whom</text>',
    ]
    for place in order:
        row = rows[place]
        at, wide = y[place], min(6.0, 1 + 0.8 * (row.reports - 1))
        kind = "tie" if row.done else "tie unsure"
        made.append(_curve(kind, _LEFT + 8, left[row.who], _MIDDLE[0], at, wide))
        made.append(_curve(kind, _MIDDLE[1], at, _RIGHT - 14, right[row.whom], wide))
    for whom, at in right.items():
        made.append(f'<path class="head" d="M{_RIGHT - 14} {at - 4}L{_RIGHT - 5} {at}L{_RIGHT - 14} {at + 4}Z"/>')
        made.append(_text(_RIGHT, at, whom, _LETTERS[2], ""))
    for who, at in left.items():
        made.append(_text(_LEFT, at, who, _LETTERS[0], ' text-anchor="end"'))
    for place in order:
        row = rows[place]
        made.append(_text(sum(_MIDDLE) / 2, y[place], row.does, _LETTERS[1], ' text-anchor="middle"'))
    return "".join(made) + "</svg>"


def _curve(kind: str, x: float, y: float, to: float, at: float, wide: float) -> str:
    half = (x + to) / 2
    return (
        f'<path class="{kind}" fill="none" stroke-width="{round(wide, 1)}" '
        f'd="M{x:g} {y:g}C{half:g} {y:g} {half:g} {at:g} {to:g} {at:g}"/>'
    )


def _spread(wanted: dict[str, float], height: float) -> dict[str, float]:
    """The rows at the right as near to where they are wanted as they can be without lying on each other."""
    found: dict[str, float] = {}
    below = float(_TOP) - _ROW / 2
    for whom in sorted(wanted, key=lambda each: wanted[each]):
        below = max(wanted[whom], below + _ROW)
        found[whom] = below
    over = below + _ROW / 2 - (height - 6)
    for whom in reversed(found) if over > 0 else ():
        found[whom] = min(found[whom], below - over)
        below = found[whom] - _ROW + over
    return found


def _first(rows: Sequence[Relation], name: str, side: int = 0) -> int:
    """The place of the first row with that name at the left (0) or the right (1)."""
    return next(i for i, row in enumerate(rows) if (row.whom if side else row.who) == name)


def _unique(rows: Sequence[Relation], order: Sequence[int]) -> list[str]:
    return list(dict.fromkeys(rows[place].whom for place in order))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


def _folded(name: str) -> str:
    """A name as it is compared: without case, article and codes."""
    return re.sub(r" \([A-Z ]+\)$", "", name).casefold().removeprefix("the ")


def _one(who: str, whom: str) -> bool:
    """Whether both are likely one: the same name, or one with more words to it."""
    one, other = _folded(who).split(), _folded(whom).split()
    return one[: len(other)] == other or other[: len(one)] == one


def _text(x: float, y: float, words: str, most: int, more: str) -> str:
    words = wording.flat(words)
    short = words if len(words) <= most else words[: most - 1].rstrip() + "…"
    title = "" if short == words else f"<title>{escape(visible(words))}</title>"
    return f'<text x="{x:g}" y="{y + 4:g}"{more}>{title}{escape(visible(short))}</text>'
