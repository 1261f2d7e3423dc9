"""The country where what a report tells of happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headwater.language.reading import Reading
from headwater.resolution.lexicon import GROUPS, Kind
from headwater.resolution.phrases import Piece, Shape, pieces

_WEIGHTS = {
    Kind.COUNTRY: 1.0,
    Kind.NATION: 0.6,
    Kind.CAPITAL: 0.5,
    Kind.CLAIMED: 1.5,
    Kind.REGION: 1.5,
    Kind.CITY: 1.5,
    Kind.PERSON: 0.4,
    Kind.BODY: 0.4,
}
_THERE = frozenset(
    "in near at across inside throughout around outside northern southern eastern western central".split()
)
_SOIL = frozenset((Kind.COUNTRY, Kind.REGION, Kind.CITY, Kind.CLAIMED))
_AT_HOME = frozenset(
    "police policeman policewoman authorities officials officers ministry ministries government parliament president "
    "presidency premier prime interior health province provinces provincial capital city cities town towns village "
    "villages district districts region coast coastal border hospital media state soil territory".split()
)
"""What stands behind the name of a nation where its own country is told of: not its troops, ships or citizens."""
_LEAD = 40
"""Pieces at the beginning that count once and a half: the title or the dateline and the first sentence."""
_AHEAD = 2.0
"""How many times the runner-up's weight the first country needs, else two compete and none is named."""


def theatre(
    text: str,
    reading: Reading | None = None,
    *,
    title: str | None = None,
    places: Mapping[str, str] | None = None,
    firmly: bool = False,
) -> str | None:
    """The alpha-3 code of the country that the report's names mostly lie in, None where two compete or none is told.

    Places weigh more than nationalities, and these more than persons and bodies; a place after "in" or "near" counts
    double. ``places`` gives the country of further places by folded name. ``firmly``: only a country of which the
    report names itself, a place or an organ at home, for nationalities alone ("American troops", "a Dane") may be
    those of guests. It does not tell where a single event happened. ``reading`` is not needed, and keeps the seam
    open for the engine's place names.
    """
    weights: dict[str, float] = {}
    firm: set[str] = set()
    rows = [(title, 1.5), (text, 1.0)] if title else [(text, 1.0)]
    for part, times in rows:
        before: Piece | None = None
        row = pieces(part, None, places)
        for i, piece in enumerate(row):
            code = _code(piece) if piece.sense is not None else None
            if code is not None and piece.sense is not None and not _half(row, i):
                weight = _WEIGHTS[piece.sense.kind] * times * (1.5 if i < _LEAD else 1.0)
                if before is not None and before.text in _THERE and piece.sense.kind not in (Kind.PERSON, Kind.BODY):
                    weight *= 2
                weights[code] = weights.get(code, 0.0) + weight
                behind = row[i + 1].text if i + 1 < len(row) else ""
                if piece.sense.kind in _SOIL or (piece.sense.kind is Kind.NATION and behind in _AT_HOME):
                    firm.add(code)
            before = piece
    if not weights:
        return None
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    first, most = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return first if most >= _AHEAD * second and (first in firm or not firmly) else None


def _half(row: Sequence[Piece], at: int) -> bool:
    """Whether it only tells by whom or of what something is: the "Turkish" of "Turkish-backed fighters"."""
    behind = row[at + 1 : at + 3]
    return len(behind) == 2 and behind[0].shape is Shape.HYPHEN and not behind[1].capital


def _code(piece: Piece) -> str | None:
    if piece.sense is None or piece.shape is not Shape.NAME or piece.sense.sector == "JRN":
        return None
    code = piece.sense.code
    return None if code in GROUPS or "+" in code or not code else code
