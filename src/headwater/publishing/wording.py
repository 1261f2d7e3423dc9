"""How a page says a figure, a date, a hedge and a party: the same words wherever it says them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from headwater.extraction.claim import Figure, Qualifier
from headwater.resolution.report import Actor, Entry
from headwater.text import PartialDate, Precision
from headwater.text.visible import visible

LONG = 420
"""Characters of a quotation on the page; the whole of it is marked in its report."""

_NAME = 60  # characters of most names; quotations are longer, and seldom the same

_BOUNDS = {
    Qualifier.APPROXIMATELY: "about {low}",
    Qualifier.AT_LEAST: "at least {low}",
    Qualifier.AT_MOST: "up to {high}",
    Qualifier.MORE_THAN: "more than {low}",
    Qualifier.LESS_THAN: "fewer than {high}",
    Qualifier.RANGE: "{low} to {high}",
    Qualifier.DOZENS: "dozens",
    Qualifier.HUNDREDS: "hundreds",
    Qualifier.THOUSANDS: "thousands",
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@lru_cache(maxsize=65_536)
def safe(words: str) -> str:
    """Words for a drawing: markup escaped, controls made visible."""
    return escape(visible(words), quote=True)


def flat(text: str) -> str:
    """Text on one line, with nothing in it that cannot be seen."""
    return _flat_name(text) if len(text) < _NAME else visible(" ".join(text.split()))


@lru_cache(maxsize=65_536)
def _flat_name(text: str) -> str:
    """Remembered, since names stand in many claims."""
    return visible(" ".join(text.split()))


def clipped(text: str) -> str:
    """The text on one line; where it is long, up to a space near ``LONG``, with a sign that it goes on."""
    found = flat(text)
    if len(found) <= LONG:
        return found
    return found[: LONG - 20].rsplit(" ", 1)[0] + " […]"


def value(figure: Figure) -> str:
    """A figure's bounds in words: "up to 10,000", "about USD 2,000"."""
    form = _BOUNDS.get(figure.qualifier, "{low}")
    said = form.format(low=_number(figure.low), high=_number(figure.high))
    money = figure.unit if figure.unit and len(figure.unit) == 3 and figure.unit.isupper() else None
    return f"{money} {said}" if money else said


def counted(figure: Figure) -> str:
    """The figure with its noun: "at least 14 people"."""
    return flat(f"{value(figure)} {figure.noun}")


def _number(number: float | None) -> str:
    if number is None:
        return "?"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.10g}"


def date(when: PartialDate | None) -> str:
    """A date as English print has it: "4 Mar 2031", "2–4 Mar 2031", "Mar 2031", "from 4 Mar 2031"; "" for None."""
    if when is None or not (when.first or when.last):
        return ""
    first, last = when.first, when.last
    if first is None or last is None:
        known = first or last
        assert known is not None
        return f"{'from' if first else 'until'} {known.day} {_MONTHS[known.month - 1]} {known.year}"
    if when.precision is Precision.YEAR:
        return str(first.year)
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if when.precision is Precision.MONTH:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    begin = f"{first.day} {_MONTHS[first.month - 1]}" + (f" {first.year}" if first.year != last.year else "")
    return f"{begin} – {end}"


def hedge(entry: Entry) -> str:
    """The hedging words, with the ICD 203 band where they have one."""
    if entry.hedge is None:
        return ""
    words = ", ".join(dict.fromkeys(word.lower() for word in entry.hedge_words))
    band = f" (ICD 203: {entry.hedge.low}–{entry.hedge.high}%)" if entry.hedge.low is not None else ""
    return flat(words) + band


def parties(actors: Sequence[Actor]) -> tuple[str, ...]:
    """Who they are in the text's own words, with their codes where these are known: "the ministry (PRK GOV)"."""
    return tuple(dict.fromkeys(filter(None, map(_party, actors))))


def _party(actor: Actor) -> str:
    code = " ".join(part for part in (actor.code if actor.code != "UNK" else "", actor.sector or "") if part)
    name = flat(actor.name)
    return f"{name} ({code})" if name and code else name or code
