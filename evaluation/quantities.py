"""Numbers of news sentences: NewsQuant's values, units and changes.

NewsQuant (Almasian et al. 2023, "CQE: A Comprehensive Quantity Extractor") counts more than figures do: "one of the
best", "5G", and both ends of "from A to B" as one pair. Its units are lemmas. What is only its convention is here.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from headwater.extraction.claim import Figure, Qualifier
from headwater.extraction.counting.bound import Bound
from headwater.extraction.figures import bind
from headwater.extraction.movement import Movement, movements
from headwater.language import Reader
from headwater.language.reading import Reading
from headwater.language.weights import Weights
from headwater.text import Document

Value = float | tuple[float | None, float | None]


class Quantity(NamedTuple):
    """As NewsQuant has it: ``unit`` is "-" for none, ``change`` one of = < > ~ up down, ``concept`` "-" for none."""

    value: Value
    unit: str
    change: str
    concept: str


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """F1 of values, then of values with their units, changes or concepts, one to one within a sentence.

    ``value_f1``, ``unit_f1``, ``change_f1``, ``concept_f1`` take a range by both ends; in the ``…_mid_f1`` it counts
    by its middle on both sides, as in the paper of CQE. A concept is right when it shares a word, as in the paper's
    partial measure.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    texts = [mended(row["text"]) for row in rows]
    readings = Reader(weights).read(Document(str(row["id"]), text) for row, text in zip(rows, texts, strict=True))
    true = [[_gold(quantity) for quantity in row["gold"]] for row in rows]
    said = [quantities(text, reading) for text, reading in zip(texts, readings, strict=True)]
    result = {"quantities": float(sum(map(len, true))), "said": float(sum(map(len, said)))}
    for suffix, mid in (("f1", False), ("mid_f1", True)):
        for name, also in _ALSO.items():
            right = sum(_matched(a, b, mid=mid, also=also) for a, b in zip(true, said, strict=True))
            result[f"{name}_{suffix}"] = 200 * right / (result["quantities"] + result["said"])
    return result


_ALSO: dict[str, Callable[[Quantity, Quantity], bool]] = {
    "value": lambda a, b: True,
    "unit": lambda a, b: a.unit.lower().strip() == b.unit.lower().strip(),
    "change": lambda a, b: a.change == b.change,
    "concept": lambda a, b: a.concept == b.concept or bool(_words(a.concept) & _words(b.concept)),
}


def _words(phrase: str) -> set[str]:
    return set(re.findall(r"\w+", phrase.lower()))


def _gold(row: dict[str, Any]) -> Quantity:
    value = row["value"]
    return Quantity(
        (value[0], value[1]) if isinstance(value, list) else value,
        row.get("unit") or "-", row.get("change") or "=", row.get("concept") or "-",
    )  # fmt: skip


def _matched(
    true: Sequence[Quantity], said: Sequence[Quantity], *, mid: bool, also: Callable[[Quantity, Quantity], bool]
) -> int:
    """The size of the largest one-to-one matching."""
    edges = [[j for j, b in enumerate(said) if equal(a.value, b.value, mid=mid) and also(a, b)] for a in true]
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(true)))


def equal(a: Value, b: Value, *, mid: bool) -> bool:
    """Whether two values are the same to a hundred-thousandth; with ``mid`` a range counts by its middle."""
    if mid:
        a, b = _middle(a), _middle(b)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return _close(a[0], b[0]) and _close(a[1], b[1])
    return not isinstance(a, tuple) and not isinstance(b, tuple) and _close(a, b)


def _middle(value: Value) -> Value:
    if not isinstance(value, tuple):
        return value
    known = [end for end in value if end is not None]
    return sum(known) / len(known)


def _close(a: float | None, b: float | None) -> bool:
    return a == b if a is None or b is None else math.isclose(a, b, rel_tol=1e-5, abs_tol=1e-8)


def mended(text: str) -> str:
    """The signs of money that the data's passage to ASCII wrote in letters."""
    return re.sub(r"(?<!\w)Y=(?=[\d.])", "¥", re.sub(r"(?<!\w)PS(?=[\d.])", "£", text))


_SUPERLATIVE = re.compile(
    r"\b[Oo]ne\sof\s(?:the|his|her|its|their|our|my)\s(?:(?:most|least)\s(\w+)|(\w+est|best|worst))\s(\w+)"
)


def quantities(text: str, reading: Reading) -> list[Quantity]:
    """The figures of a sentence in NewsQuant's terms."""
    bounds = bind(text, reading)
    found = [bound.figure for bound in bounds]
    moved = movements(text, found)
    children: dict[int, list[int]] = {}
    for number, word in enumerate(reading.words):
        children.setdefault(word.head, []).append(number)
    result: list[Quantity] = []
    skip = False
    for place, figure in enumerate(found):
        if skip:
            skip = False
            continue
        change = _CHANGES.get(figure.qualifier, "=")
        movement = moved[place]
        if movement is not None and change in "=~":
            change = movement.value
        value: Value = (figure.low, figure.high) if figure.qualifier is Qualifier.RANGE else _end(figure)
        if place + 1 < len(found) and _leads(text, figure, found[place + 1]):
            after = found[place + 1]
            value, skip = (_end(figure), _end(after)), True
            change = _direction(text, figure)
            figure = after
        result.append(
            Quantity(
                value,
                "-" if bounds[place].level and figure.unit is None else _unit(text, figure),
                change,
                _concept(text, reading, children, bounds[place]),
            )
        )
    counted = {figure.start for figure in found}
    for match in _SUPERLATIVE.finditer(text):
        if match.start() not in counted:
            adjective = match.group(1) or _IRREGULAR.get(match.group(2)) or match.group(2).removesuffix("est")
            result.append(Quantity(1.0, f"{adjective} {lemma(match.group(3))}", "=", "-"))
    for match in re.finditer(r"(?<!\w)(\d)G\b", text):
        result.append(Quantity(float(match.group(1)), "generation wireless", "=", "-"))
    return result


_CHANGES = {
    Qualifier.AT_MOST: "<", Qualifier.LESS_THAN: "<", Qualifier.AT_LEAST: ">", Qualifier.MORE_THAN: ">",
    Qualifier.APPROXIMATELY: "~",
}  # fmt: skip


def _end(figure: Figure) -> float:
    known = figure.low if figure.low is not None else figure.high
    assert known is not None
    return known


def _leads(text: str, one: Figure, two: Figure) -> bool:
    """Whether the two are the ends of "from A to B"."""
    if Qualifier.RANGE in (one.qualifier, two.qualifier):
        return False
    before, between = text[max(0, one.start - 8) : one.start], text[one.end : two.start]
    return (
        re.search(r"\bfrom\s(?:\S{1,3}\s)?$", before) is not None
        and re.fullmatch(r"[^,;()]{0,20}\sto\s", between) is not None
    )


def _direction(text: str, figure: Figure) -> str:
    lead = text[max(0, figure.start - 40) : figure.start]
    moved = movements(
        lead + "1",
        (Figure(len(lead) - 5 if lead.endswith("from ") else len(lead), len(lead) + 1, 1, 1, Qualifier.EXACT, ""),),
    )
    return "down" if moved[0] is Movement.DOWN else "="


_MONEY = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "JPY": "japanese yen", "CNY": "chinese yuan",
    "MYR": "malaysian ringgit", "CAD": "canadian dollar", "AUD": "australian dollar", "HKD": "hong kong dollar",
    "SGD": "singaporean dollar", "INR": "indian rupee", "ILS": "shekel", "RUB": "russian ruble", "CHF": "swiss franc",
    "KRW": "south korean won", "NZD": "new zealand dollar", "TWD": "new taiwan dollar", "BRL": "brazilian real",
    "TRY": "turkish lira", "SEK": "swedish krona", "NOK": "norwegian krone", "DKK": "danish krone",
    "MXN": "mexican peso", "THB": "thai baht", "PHP": "philippine peso", "IDR": "indonesian rupiah",
    "ZAR": "south african rand", "PLN": "polish zloty", "SAR": "saudi riyal", "NGN": "nigerian naira",
    "PKR": "pakistani rupee", "UAH": "ukrainian hryvnia", "EGP": "egyptian pound", "IRR": "iranian rial",
    "pence": "penny",
}  # fmt: skip
_IRREGULAR = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "feet": "foot", "lives": "life",
    "series": "series", "species": "species", "wives": "wife", "halves": "half", "knives": "knife", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "personnel": "personnel", "police": "police", "best": "good", "largest": "large",
}  # fmt: skip


_LOOSE = frozenset(["combined", "total", "additional", "different", "separate", "most", "very"])


def _unit(text: str, figure: Figure) -> str:
    if figure.unit is not None:
        name, *rest = figure.unit.split(" per ")
        return " per ".join([_MONEY.get(name, name), *rest])
    words = [
        word
        for word in re.findall(r"[\w'’-]+", figure.noun)
        if word.lower() not in ("and", "of", "the", "'s", "’s", "its")
    ]
    if not words:
        return "-"
    if words == ["times"]:
        return "count"
    words = [
        lemma(word) if k == len(words) - 1 or word.islower() else word
        for k, word in enumerate(words)
        if word not in _LOOSE
    ]
    share = _end(figure) < 1 and not re.search(r"\d", text[figure.start : figure.end])
    return ("% " if share else "") + " ".join(words)


def lemma(noun: str) -> str:
    """The singular of an English noun, by rule."""
    lower = noun.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("ies") and len(lower) > 4:
        return noun[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def _concept(text: str, reading: Reading, children: dict[int, list[int]], bound: Bound) -> str:
    """What the quantity is said of: what its measure is of, or what it describes, or the subject of its clause."""
    words = reading.words

    def phrase(head: int) -> str:
        inside = [k for k in children.get(head, []) if words[k].upos in ("ADJ", "NOUN", "PROPN") and abs(k - head) < 8]
        return " ".join(text[words[k].start : words[k].end] for k in sorted([*inside, head]))

    place = bound.head
    of = [
        k
        for k in children.get(place, [])
        if words[k].relation.startswith("nmod") and words[k].upos in ("NOUN", "PROPN")
    ]
    if of and bound.figure.unit is not None:
        return phrase(of[0])
    for _ in range(5):
        head = words[place].head
        if head < 0:
            break
        if words[head].upos in ("NOUN", "PROPN") and bound.figure.unit is not None and words[place].upos != "VERB":
            return phrase(head)
        subject = next((k for k in children.get(head, []) if words[k].relation.startswith("nsubj")), None)
        if subject is not None and subject != place and words[subject].upos in ("NOUN", "PROPN"):
            return phrase(subject)
        place = head
    return "-"
