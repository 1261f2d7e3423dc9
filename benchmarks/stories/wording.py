"""Sentences: one matter in many wordings, with the place of each claim in them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True)
class Matter:
    """What happened: ``blow`` is a clause ("a car bomb exploded near a market"), ``noun`` what it is called."""

    kind: str
    blow: str
    nouns: tuple[str, ...]
    struck: str
    victims: str


MATTERS = (
    Matter(
        "bombing",
        "a car bomb exploded near {site}",
        ("bombing", "explosion", "attack", "blast"),
        "tore through {site}",
        "people",
    ),
    Matter("shelling", "shells hit {site}", ("shelling", "bombardment"), "struck {site}", "civilians"),
    Matter("strike", "a drone struck {site}", ("drone strike", "strike", "attack"), "hit {site}", "people"),
    Matter("fire", "a fire swept through {site}", ("fire", "blaze"), "gutted {site}", "people"),
    Matter("crash", "a bus overturned near {site}", ("crash", "accident"), "happened near {site}", "passengers"),
    Matter("flood", "flood water burst into {site}", ("flood", "flooding"), "submerged {site}", "people"),
    Matter("collapse", "a roof collapsed at {site}", ("collapse", "accident"), "happened at {site}", "workers"),
    Matter("raid", "gunmen stormed {site}", ("raid", "attack", "assault"), "hit {site}", "people"),
)
SITES = (
    "a crowded market",
    "a bakery",
    "the bus station",
    "a primary school",
    "the old hospital",
    "a textile factory",
    "a mosque",
    "the grain depot",
    "a police post",
    "a wedding hall",
    "the river bridge",
    "a football ground",
    "a hotel",
    "the town hall",
)

# What is counted: how it is said of {n}. {event}: "the bombing"; {Event}: the same at the beginning.
CLAUSES: dict[str, tuple[str, ...]] = {
    "killed": (
        "{n} {victims} were killed in {event}",
        "{n} {victims} died in {event}",
        "{event} killed {n} {victims}",
        "{event} claimed the lives of {n} {victims}",
        "{n} {victims} were killed when {blow}",
        "{n} {victims} lost their lives when {blow}",
        "the death toll stood at {n}",
        "{n} {victims} had been killed",
        "the number of dead was {n}",
    ),
    "wounded": (
        "{n} {victims} were wounded",
        "{n} {victims} were injured in {event}",
        "{event} left {n} {victims} wounded",
        "{n} others were hurt",
        "{n} {victims} had been treated for injuries",
        "the number of wounded was {n}",
    ),
    "children": (
        "{n} of the dead were children",
        "{n} children were among the dead",
        "the dead included {n} children",
    ),
    "missing": (
        "{n} {victims} were still missing",
        "{n} {victims} remained unaccounted for",
        "{n} {victims} had not been found",
    ),
    "homes": ("{n} homes were destroyed", "{event} destroyed {n} homes", "{n} houses had been flattened"),
    "displaced": (
        "{n} families had fled",
        "{n} families were forced to leave their homes",
        "{n} families had left the area",
    ),
    "arrested": ("{n} people had been arrested", "police had detained {n} suspects", "{n} suspects were in custody"),
    "forecast": (
        "the toll could rise to {n}",
        "as many as {n} {victims} might have died",
        "the number of dead may reach {n}",
    ),
    "cause": (
        "{cause} was behind {event}",
        "{event} was the work of {cause}",
        "{cause} had carried out {event}",
    ),
    "road": ("the road to {town} had been closed", "the road to {town} was cut", "traffic to {town} had been halted"),
    "power": (
        "{town} was without electricity",
        "electricity in {town} had failed",
        "the power supply of {town} had been cut off",
    ),
    "funeral": (
        "the victims would be buried on {later}",
        "funerals would be held in {town} on {later}",
        "the dead would be laid to rest on {later}",
    ),
}

_AFTER = (
    "{C}, {s} said.",
    "{C}, {s} said on {day}.",
    "{C}, according to {s}.",
    "{C}, said {s}.",
    "{C}, {s} told reporters.",
    "{C}, {s} said in a statement.",
    "{C}, {s} told {agency}.",
)
_BEFORE = (
    "{S} said {c}.",
    "{S} said that {c}.",
    "{S} said on {day} that {c}.",
    "According to {s}, {c}.",
    "{S} told {agency} that {c}.",
    "{S} reported that {c}.",
    "In a statement, {s} said that {c}.",
    "{S} confirmed on {day} that {c}.",
    "{S} added that {c}.",
)
_QUOTED = ("“{C},” said {s}.", "“{C},” {s} said.", "“{C},” {s} told {agency}.", "{S} said: “{C}.”")
_PUT = {
    "killed": ("{S} put the number of dead at {n}.", "{S} gave a death toll of {n}."),
    "wounded": ("{S} put the number of wounded at {n}.",),
}
_OWN = ("{C}.", "{C}, in the {Noun} in {town}.", "On {day}, {c}.")
_CITED = (
    "{C}, {s} reported.",
    "{S} reported on {day} that {c}.",
    "According to {s}, {c}.",
    "{C}, according to a report in {s}.",
    "{S} wrote that {c}.",
    "{C}, {s} reported on {day}.",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and, in it, the place of its claim."""

    text: str
    start: int
    end: int


def number(value: int, bound: str, random: Random) -> str:
    """A figure in words or digits with its bound: "" for exact, "at least", "more than", "about", "up to"."""
    written = SMALL[value] if 1 < value <= 12 and random.random() < 0.6 else f"{value:,}"
    return f"{bound} {written}".strip()


def clause(kind: str, values: dict[str, str], random: Random) -> str:
    """One wording of a matter, beginning in small letters."""
    n = values.get("n", "")
    stiff = n.startswith(("at ", "more ", "up "))
    form = random.choice([f for f in CLAUSES[kind] if not stiff or (" at {n}" not in f and " was {n}" not in f)])
    return form.format(**values)


def attributed(c: str, speaker: str, random: Random, values: dict[str, str], kind: str, bare: bool) -> Said:
    """The claim with its speaker, in one of many orders. ``bare`` allows "put the number of dead at"."""
    roll = random.random()
    if bare and kind in _PUT and roll < 0.12:
        form = random.choice(_PUT[kind])
        text = form.format(S=_capital(speaker), n=values["n"])
        at = text.index("the number") if "the number" in text else text.index("a death toll")
        return Said(text, at, len(text) - 1)
    forms = _AFTER if roll < 0.48 else _BEFORE if roll < 0.86 else _QUOTED
    form = random.choice(
        forms if bare or roll >= 0.86 else [f for f in forms if "told" not in f and "statement" not in f]
    )
    return _filled(form, c, speaker, values)


def own(c: str, random: Random, values: dict[str, str]) -> Said:
    """The claim in the document's own voice."""
    return _filled("{C}." if random.random() < 0.7 else "On {day}, {c}.", c, "", values)


def cited(c: str, outlet: str, random: Random, values: dict[str, str]) -> Said:
    """The claim on the word of another outlet."""
    return _filled(random.choice(_CITED), c, outlet, values)


def _filled(form: str, c: str, speaker: str, values: dict[str, str]) -> Said:
    mark = "{C}" if "{C}" in form else "{c}"
    words = _capital(c) if mark == "{C}" else c
    before, after = form.split(mark)
    first = _fill(before, speaker, values)
    return Said(first + words + _fill(after, speaker, values), len(first), len(first) + len(words))


def _fill(form: str, speaker: str, values: dict[str, str]) -> str:
    return form.format(
        S=_capital(speaker), s=speaker, **{k: v for k, v in values.items() if k not in ("s", "S", "c", "C")}
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
