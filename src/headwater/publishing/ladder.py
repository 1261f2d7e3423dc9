"""A question's figures as a drawing: a row for each value, over one axis, in SVG that needs no script.

Exact values are points, approximate ones rings, ranges bars, and open bounds arrows. Nothing is averaged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.publishing import wording

_WIDE, _ROW, _TOP = 760, 24, 10
_FROM, _TO = 240.0, 480.0
_RATIO = 20
"""Highest over lowest value from which the axis is logarithmic."""
_LETTERS = 36, 40
"""Letters of a name and of a value that there is room for; the whole is told as a title."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One value as it is drawn: whose it is, its bounds (None for open), and how it and its day are said.

    ``part`` tells that it counts a part of what the rows above count, ``about`` that it is approximate, ``unsure``
    that it is not told as a fact.
    """

    name: str
    low: float | None
    high: float | None
    value: str
    said: str
    part: bool = False
    about: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values lie across the drawing; ``ticks`` are the values that are written under it."""

    low: float
    high: float
    logarithmic: bool
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """The x of a value; what lies beyond an end is at that end."""
        if self.logarithmic:
            value, low, high = (math.log10(max(v, self.low)) for v in (value, self.low, self.high))
        else:
            low, high = self.low, self.high
        share = (value - low) / (high - low)
        return round(_FROM + (_TO - _FROM) * min(1.0, max(0.0, share)), 1)


def axis(rungs: Sequence[Rung]) -> Axis | None:
    """The axis on which all bounds lie: from nought, or logarithmic where they differ much. None without a bound."""
    given = [v for rung in rungs for v in (rung.low, rung.high) if v is not None and math.isfinite(v)]
    if not given:
        return None
    low, high = min(given), max(given)
    above = [v for v in given if v > 0]
    if above and low >= 0 and high / min(above) > _RATIO:
        first = math.floor(math.log10(min(above)) + 1e-9)
        last = math.ceil(math.log10(high) - 1e-9)
        each = max(1, math.ceil((last - first) / 4))
        return Axis(10.0**first, 10.0**last, True, tuple(10.0**n for n in range(first, last + 1, each)))
    step = _step(max(high, -low, 1e-9) / 4)
    bottom = min(0.0, math.floor(low / step) * step)
    top = (math.floor(high / step) + 1) * step
    ticks = tuple(bottom + step * n for n in range(round((top - bottom) / step) + 1))
    return Axis(bottom, top, False, ticks[:: math.ceil(len(ticks) / 6)])


def drawn(rungs: Sequence[Rung], label: str) -> str:
    """The ladder as one ``svg`` element, "" where no value has a bound. All text in it is escaped.

    ``label`` says to those who cannot see it what it is; the values should stand in a table beside it. The page gives
    the classes their colours (``rail``, ``mark``, ``part``, ``unsure``); without them it is black.
    """
    over = axis(rungs)
    if over is None:
        return ""
    height = _TOP + _ROW * len(rungs) + 24
    foot = _TOP + _ROW * len(rungs) + 2
    made = [
        f'<svg class="ladder" viewBox="0 0 {_WIDE} {height}" role="img" aria-label="{wording.safe(label)}" '
        f'xmlns="http://www.w3.org/2000/svg">'
    ]
    for tick in over.ticks:
        x = over.at(tick)
        made.append(f'<line class="rail" x1="{x}" y1="{_TOP}" x2="{x}" y2="{foot}"/>')
        made.append(f'<text class="tick" x="{x}" y="{foot + 14}" text-anchor="middle">{_number(tick)}</text>')
    if over.logarithmic:
        made.append(f'<text class="tick" x="{_TO + 40}" y="{foot + 14}">each step ten times</text>')
    before = ""
    for place, rung in enumerate(rungs):
        y = _TOP + _ROW * place + _ROW / 2
        if rung.name != before:
            made.append(_text(10 if rung.part else 0, y, rung.name, _LETTERS[0]))
        before = rung.name
        made.append(_mark(rung, over, y))
        made.append(_text(_TO + 14, y, f"{rung.value} · {rung.said}" if rung.said else rung.value, _LETTERS[1]))
    return "".join(made) + "</svg>"


def _mark(rung: Rung, over: Axis, y: float) -> str:
    kind = "mark" + (" part" if rung.part else "") + (" unsure" if rung.unsure else "")
    low = None if rung.low is None else over.at(rung.low)
    high = None if rung.high is None else over.at(rung.high)
    if low is not None and high is not None:
        if rung.low == rung.high:
            ring = ' fill="none"' if rung.about else ""
            return f'<circle class="{kind}{" ring" if rung.about else ""}" cx="{low}" cy="{y}" r="5"{ring}/>'
        return f'<rect class="{kind}" x="{low}" y="{y - 4}" width="{max(2.0, round(high - low, 1))}" height="8"/>'
    if low is not None:
        return _arrow(kind, low, max(low + 16, _TO), y, 1)
    if high is not None:
        return _arrow(kind, high, min(high - 16, _FROM), y, -1)
    return ""


def _arrow(kind: str, start: float, end: float, y: float, way: int) -> str:
    """From a bound that is given towards where none is."""
    return (
        f'<path class="{kind} open" fill="none" d="M{start} {y - 6}V{y + 6}M{start} {y}H{end}'
        f'M{end - 6 * way} {y - 4}L{end} {y}L{end - 6 * way} {y + 4}"/>'
    )


def _text(x: float, y: float, words: str, most: int) -> str:
    short = words if len(words) <= most else words[: most - 1].rstrip() + "…"
    title = "" if short == words else f"<title>{wording.safe(words)}</title>"
    return f'<text x="{x}" y="{y + 4}">{title}{wording.safe(short)}</text>'


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"


def _step(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is no less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least * (1 - 1e-9))
