"""The family tree of an origin: which report carried its words, when, after which other, and with what change."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from headwater.publishing import wording
from headwater.publishing.held import Joined, Told, called
from headwater.publishing.timeline import earliest
from headwater.reconciliation.copies import aligned, folded
from headwater.reconciliation.families import EDITED, Change
from headwater.resolution.report import Report
from headwater.text import PartialDate

TREES = 24
"""Trees that are drawn: those of the origins that most reports carry."""
BRANCHES = 24
"""Reports of one tree that are drawn; the table of origins counts all."""
_WIDE, _ROW, _TOP, _FOOT = 760, 24, 8, 30
_FROM, _TO = 250.0, 470.0
_LETTERS = 36, 46
_COPIED = {"agency", "copy"}
_CROWD = 24  # the earliest claims with one pair of words; more tell no more
_NEAR = 8  # earlier claims with most pairs of words in common that are looked at
_SAID = {
    Change.FIRST: "first here",
    Change.VERBATIM: "word for word",
    Change.EDITED: "edited",
    Change.UNATTRIBUTED: "without its speaker",
    Change.REWORDED: "in other words",
}


class Carrier(NamedTuple):
    """One report that carries an origin's words; ``parent`` is the place of the report that it follows, or None.

    ``changes`` count its claims by what became of the words since the report before.
    """

    report: int
    paper: str
    published: PartialDate | None
    claims: int
    parent: int | None
    changes: tuple[tuple[Change, int], ...]

    @property
    def day(self) -> str:
        return wording.date(self.published)

    @property
    def said(self) -> str:
        """What became of the words, in words."""
        alone = len(self.changes) == 1
        return ", ".join(_SAID[c] if alone or n == 1 else f"{n} {_SAID[c]}" for c, n in self.changes)


class Descent(NamedTuple):
    """The tree of one origin: its carriers, the earliest first, and the drawing of them."""

    name: str
    own: bool
    carriers: tuple[Carrier, ...]
    left: int
    svg: str


def descents(joined: Joined, told: Mapping[str, Told], read: Sequence[Report]) -> tuple[Descent, ...]:
    """The trees of the origins that more than one report carries, those of the most reports first.

    A paper that speaks in its own voice in several reports carries nothing, unless its words are copied.
    """
    found = []
    for origin in joined.origins.values():
        own = not joined.spoken(origin.id)
        claims = [told[claim] for claim in origin.claims if claim in told]
        reports = {claim.report for claim in claims}
        if len(reports) > 1 and (not own or _COPIED & set(origin.how)):
            found.append((-len(reports), -len(claims), called(origin), own, claims))
    found.sort(key=lambda each: each[:3])
    trees = (_descent(name, own, claims, joined, told, read) for *_, name, own, claims in found[: 2 * TREES])
    return tuple(islice((tree for tree in trees if any(c.parent is not None for c in tree.carriers)), TREES))


def _descent(
    name: str, own: bool, claims: list[Told], joined: Joined, told: Mapping[str, Told], read: Sequence[Report]
) -> Descent:
    by_report: dict[int, list[Told]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    order = sorted(by_report, key=lambda number: (earliest(_published(read[number - 1])), number))
    place = {number: at for at, number in enumerate(order[:BRANCHES])}
    claims = [claim for number in order[:BRANCHES] for claim in by_report[number]]
    words = {claim.id: [word for word, _ in folded(claim.entry.quote)] for claim in claims}
    met: dict[tuple[str, str], list[str]] = {}
    carriers = []
    for number in place:
        changes: Counter[Change] = Counter()
        parents: Counter[int] = Counter()
        for claim in by_report[number]:
            parent, change = _before(claim, met, joined, told, place, words)
            changes[change] += 1
            if parent is not None:
                parents[parent] += 1
        for claim in by_report[number]:
            for pair in pairwise(words[claim.id]):
                met.setdefault(pair, []).append(claim.id)
        # Claims that nothing stands before say nothing of a report that follows another in the rest.
        if len(changes) > 1:
            changes.pop(Change.FIRST, None)
        best = min(parents, key=lambda p: (-parents[p], p), default=None)
        report = read[number - 1]
        published = _published(report)
        paper = wording.flat(report.document.publisher or report.document.id)
        carriers.append(Carrier(number, paper, published, len(by_report[number]), best, tuple(changes.most_common())))
    return Descent(name, own, tuple(carriers), max(0, len(order) - BRANCHES), drawn(name, carriers))


def _before(
    claim: Told,
    met: Mapping[tuple[str, str], Sequence[str]],
    joined: Joined,
    told: Mapping[str, Told],
    place: Mapping[int, int],
    words: Mapping[str, list[str]],
) -> tuple[int | None, Change]:
    """The report by which the claim came, and the change: as reconciliation traced it, else the likest earlier one."""
    upstream = joined.upstream.get(claim.id) if joined.upstream else None
    via = told.get(upstream.via[0]) if upstream and upstream.via else None
    if via is not None and via.report in place and via.report != claim.report:
        return place[via.report], _change(claim, via, words)
    near: Counter[str] = Counter()
    for pair in set(pairwise(words[claim.id])):
        near.update(met.get(pair, ())[:_CROWD])
    ranked = sorted(near, key=lambda id: (-near[id], place[told[id].report], id))[:_NEAR]
    best = max((told[id] for id in ranked), key=lambda one: _shared(claim, one, words), default=None)
    if best is None or not _shared(claim, best, words):
        return None, Change.FIRST
    return place[best.report], _change(claim, best, words)


def _change(claim: Told, before: Told, words: Mapping[str, list[str]]) -> Change:
    """What became of the words, by the rules of :mod:`headwater.reconciliation.families`."""
    mine, theirs = words[claim.id], words.get(before.id) or [word for word, _ in folded(before.entry.quote)]
    if before.entry.speakers and not claim.entry.speakers:
        return Change.UNATTRIBUTED
    if mine == theirs:
        return Change.VERBATIM
    pairs = aligned(claim.entry.quote, before.entry.quote)
    same = sum(len(folded(claim.entry.quote[own.start : own.end])) for own, _ in pairs)
    return Change.EDITED if same >= EDITED * min(len(mine), len(theirs)) else Change.REWORDED


def _shared(one: Told, other: Told, words: Mapping[str, list[str]]) -> float:
    """The share of the shorter's words that both have; nought below a third, where likeness tells nothing."""
    mine, theirs = set(words[one.id]), set(words[other.id])
    share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return share if share >= 1 / 3 else 0.0


def drawn(name: str, carriers: Sequence[Carrier]) -> str:
    """The tree as one ``svg``: a row a report, from left to right in time, each tied to the one that it follows."""
    days = [_known(carrier) for carrier in carriers]
    dated = [day for day in days if day is not None]
    begin, end = min(dated, default=dt.date.min), max(dated, default=dt.date.min)
    span = max(1, (end - begin).days)

    def at(day: dt.date | None) -> float:
        return _FROM if day is None else round(_FROM + 8 + (_TO - _FROM - 16) * (day - begin).days / span, 1)

    height = _TOP + _ROW * len(carriers) + _FOOT
    foot = _TOP + _ROW * len(carriers) + 2
    made = [
        f'<svg class="tree" viewBox="0 0 {_WIDE} {height}" role="img" '
        f'aria-label="Who carried {wording.safe(name)}, when, and after whom" xmlns="http://www.w3.org/2000/svg">'
    ]
    if dated:
        for edge in dict.fromkeys((begin, end)):
            x, words = at(edge), wording.date(PartialDate.day(edge))
            made.append(f'<line class="rail" x1="{x}" y1="{_TOP}" x2="{x}" y2="{foot}"/>')
            made.append(f'<text class="tick" x="{x}" y="{foot + 14}" text-anchor="middle">{words}</text>')
    xs, ys = [at(day) for day in days], [_TOP + _ROW * (i + 0.5) for i in range(len(carriers))]
    for i, carrier in enumerate(carriers):
        if carrier.parent is not None and carrier.parent < len(carriers):
            x, y = xs[carrier.parent], ys[carrier.parent]
            turn = min(x, xs[i]) - 7 if xs[i] - x < 8 else x
            made.append(f'<path class="tie" fill="none" d="M{x} {y}H{turn}V{ys[i]}H{xs[i]}"/>')
    for i, carrier in enumerate(carriers):
        kind = "mark root" if carrier.parent is None else "mark"
        made.append(f'<circle class="{kind}" cx="{xs[i]}" cy="{ys[i]}" r="4.5"/>')
        made.append(_text(0, ys[i], f"[{carrier.report}] {carrier.paper}", _LETTERS[0]))
        day = carrier.day or "undated"
        claims = f" · {carrier.claims} claims" if carrier.claims > 1 else ""
        made.append(_text(_TO + 14, ys[i], f"{day} · {carrier.said}{claims}", _LETTERS[1]))
    return "".join(made) + "</svg>"


def _text(x: float, y: float, words: str, most: int) -> str:
    short = words if len(words) <= most else words[: most - 1].rstrip() + "…"
    title = "" if short == words else f"<title>{wording.safe(words)}</title>"
    return f'<text x="{x:g}" y="{y + 4:g}">{title}{wording.safe(short)}</text>'


def _known(carrier: Carrier) -> dt.date | None:
    return carrier.published.first or carrier.published.last if carrier.published else None


def _published(report: Report) -> PartialDate | None:
    return report.document.published.date if report.document.published else None
