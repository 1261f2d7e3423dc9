"""Figures drawn on the server: what each origin gave, when, from low to high. No figure is averaged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from headwater.text.visible import visible

_RUNGS = 60  # of one ladder; the table beside it has all
_WIDTH, _LEFT, _RIGHT, _STEP = 760, 300, 24, 24
_WIDE = 50  # times the smallest value that the largest is before the scale is logarithmic
_LARGEST = 1e15  # value that is drawn
ANSWERS = "The answers"
"""The heading of the figures by which claims answer a question, whatever they call what they count."""

_NONE: Mapping[str, int] = MappingProxyType({})
_COLOURS = 7  # of Okabe and Ito, as classes o0 to o6; a shape and the name go with each


@dataclass(frozen=True, slots=True)
class Rung:
    """A figure as one claim gives it. ``when`` is the day that the ladder is climbed by, "" where unknown."""

    claim: str
    origin: str
    when: str
    words: str
    low: float | None
    high: float | None
    modality: str


def ladders(claims: Sequence[dict[str, Any]], answering: Mapping[str, int] = _NONE) -> list[dict[str, Any]]:
    """A ladder of the figures by which claims answer their question, then one for each other thing counted.

    ``answering`` has the place of that figure for each claim that answers by one. Those with the most rungs come first.
    """
    groups: dict[str, list[Rung]] = {}
    for each in claims:
        for place, figure in enumerate(each["figures"]):
            if answering.get(each["id"]) == place:
                groups.setdefault(ANSWERS, []).append(_rung(each, figure))
            elif figure["part_of"] is None:
                groups.setdefault(_counted(figure), []).append(_rung(each, figure))
    origins = list(dict.fromkeys(rung.origin for rungs in groups.values() for rung in rungs))
    found = []
    for name, rungs in sorted(groups.items(), key=lambda item: (item[0] != ANSWERS, -len(item[1]))):
        rungs.sort(key=lambda rung: (rung.when or "9999", rung.origin))
        found.append({"counted": name, "rungs": len(rungs), "svg": drawn(name, rungs, origins)})
    return found


def drawn(name: str, rungs: Sequence[Rung], origins: Sequence[str]) -> Markup:
    """The ladder as an SVG whose meaning stands in its labels as well as in its shapes, which go by ``origins``."""
    places = {origin: place for place, origin in enumerate(origins)}
    shown = rungs[:_RUNGS]
    bounds = [value for rung in shown for value in (rung.low, rung.high) if value is not None and abs(value) < _LARGEST]
    if not bounds:
        return Markup("")
    scale = _Scale(min(bounds), max(bounds))
    height = _STEP * (len(shown) + 1) + 18
    parts = [
        Markup('<svg class="ladder" viewBox="0 0 {} {}" role="group" aria-label="{}">').format(
            _WIDTH, height, f"Figures for {visible(name)}: " + "; ".join(map(_told, shown[:12]))
        )
    ]
    for tick in scale.ticks():
        x = scale.at(tick)
        parts.append(
            Markup(
                '<line class="tick" x1="{0}" x2="{0}" y1="6" y2="{1}"/><text class="axis" x="{0}" y="{2}">{3}</text>'
            ).format(x, height - 22, height - 6, f"{tick:,.10g}")
        )
    for i, rung in enumerate(shown):
        parts.append(_drawn(rung, scale, _STEP * i + 18, places[rung.origin]))
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


class _Scale:
    """From a value to a place across the drawing."""

    def __init__(self, low: float, high: float) -> None:
        self.log = low > 0 and high / low > _WIDE
        self._low = low if self.log else min(0.0, low)
        self._high = high if high > self._low else self._low + 1

    def at(self, value: float) -> float:
        if self.log:
            share = math.log(max(value, self._low) / self._low) / math.log(self._high / self._low)
        else:
            share = (value - self._low) / (self._high - self._low)
        return round(_LEFT + min(1.0, max(0.0, share)) * (_WIDTH - _LEFT - _RIGHT), 1)

    def ticks(self) -> list[float]:
        if self.log:
            first, last = math.ceil(math.log10(self._low)), math.floor(math.log10(self._high))
            return [10.0**power for power in range(first, last + 1)][:8]
        step = 10.0 ** math.floor(math.log10((self._high - self._low) or 1))
        if (self._high - self._low) / step < 3:
            step /= 2
        first = math.ceil(self._low / step)
        return [step * i for i in range(first, math.floor(self._high / step) + 1)][:12]


def _drawn(rung: Rung, scale: _Scale, y: int, place: int) -> Markup:
    low, high = rung.low, rung.high
    left = scale.at(low) if low is not None else _LEFT
    right = scale.at(high) if high is not None else _WIDTH - _RIGHT
    kind = f"o{place % _COLOURS}" + ("" if rung.modality == "actual" else " weak")
    label = _short(f"{rung.when or 'undated'} · {rung.origin}", 42)
    bar = Markup("")
    if right - left > 2:
        ends = ("" if low is not None and high is not None else " open") + (" back" if low is None else "")
        bar = Markup('<rect class="bar {}{}" x="{}" y="{}" width="{}" height="6"/>').format(
            kind, ends, left, y - 3, round(right - left, 1)
        )
    at = left if low is not None else right
    mark = Markup('<g class="{}">{}</g>').format(kind, _shape(place, at, y))
    beside = at + 9 if at < _WIDTH - 150 else at - 9
    side = "" if at < _WIDTH - 150 else " end"
    return Markup(
        '<a href="/claim/{0}"><title>{1}</title><text class="label" x="{2}" y="{3}">{4}</text>{5}{6}'
        '<text class="value{7}" x="{8}" y="{9}">{10}</text></a>'
    ).format(
        rung.claim, visible(_told(rung)), 0, y + 4, visible(label), bar, mark, side, beside, y - 5,
        _short(visible(rung.words), 34),
    )  # fmt: skip


def _shape(place: int, x: float, y: int) -> Markup:
    shapes = (
        '<circle cx="{0}" cy="{1}" r="5"/>',
        '<rect x="{2}" y="{4}" width="9" height="9"/>',
        '<path d="M{0} {5}L{3} {1}L{0} {6}L{2} {1}Z"/>',
        '<path d="M{0} {5}L{3} {6}L{2} {6}Z"/>',
        '<path d="M{0} {6}L{3} {5}L{2} {5}Z"/>',
    )
    x = round(x, 1)
    return Markup(shapes[place % len(shapes)]).format(x, y, round(x - 4.5, 1), round(x + 4.5, 1), y - 4.5, y - 5, y + 5)


def _rung(claim: dict[str, Any], figure: dict[str, Any]) -> Rung:
    when = claim["said"] or claim["happened"]
    return Rung(
        claim["id"],
        claim["origin"]["name"] if claim["origin"] else "nobody named",
        when["words"] if when else "",
        " ".join(part for part in (figure["words"], figure["unit"], figure["noun"]) if part),
        figure["low"],
        figure["high"],
        claim["modality"],
    )


def _counted(figure: dict[str, Any]) -> str:
    words = (figure["noun"] or "").lower().split()
    return " ".join(part for part in (figure["unit"], words[-1] if words else "") if part) or "numbers"


def _told(rung: Rung) -> str:
    weak = "" if rung.modality == "actual" else f" ({rung.modality})"
    return f"{rung.words}{weak}, on the word of {rung.origin}, {rung.when or 'undated'}"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def bar(left: float, width: float, label: str) -> Markup:
    """A stretch of a timeline, in percent of it."""
    return Markup(
        '<svg class="stretch" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="whole" x="0" y="2.6" width="100" height=".8"/>'
        '<rect class="when" x="{}" y="1" width="{}" height="4"/></svg>'
    ).format(visible(label), left, width)
