"""What happens in a story, and who says what of it on which day: the truth before anybody writes it down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from random import Random

from benchmarks.stories.wording import MATTERS, SITES, Matter
from benchmarks.stories.world import Body, Country, World

_COUNTED = ("wounded", "missing", "homes", "displaced", "arrested")
_TOLD = ("cause", "road", "power", "funeral")


@dataclass(frozen=True, slots=True)
class Statement:
    """One origin's word on one question on one day; ``low`` to ``high`` is the figure, if there is one.

    ``ahead`` is how many days after the incident it says that something will be; whoever carries it keeps the day.
    """

    body: Body
    kind: str
    day: int
    bound: str = ""
    value: int | None = None
    cause: str | None = None
    ahead: int | None = None

    @property
    def low(self) -> float | None:
        return None if self.value is None or self.bound == "up to" else float(self.value)

    @property
    def high(self) -> float | None:
        return None if self.value is None or self.bound in ("at least", "more than") else float(self.value)


@dataclass(frozen=True, slots=True)
class Plot:
    """One incident: ``statements`` in the order of their days, each body's killed first."""

    id: str
    country: Country
    town: str
    region: str
    matter: Matter
    site: str
    day: dt.date
    statements: tuple[Statement, ...]


def plot(id: str, world: World, random: Random, like: Plot | None = None) -> Plot:
    """An incident; ``like`` asks for its look-alike: the same kind in the same region and week, in another town."""
    country = like.country if like else random.choice(world.countries)
    town = random.choice([t for t in country.towns if like is None or t != like.town])
    day = (
        like.day + dt.timedelta(random.choice([-2, -1, 1, 2]))
        if like
        else dt.date(2031, 1, 6) + dt.timedelta(random.randrange(700))
    )
    matter = like.matter if like else random.choice(MATTERS)
    made = Plot(
        id,
        country,
        town,
        like.region if like else random.choice(country.regions),
        matter,
        random.choice(SITES),
        day,
        (),
    )
    return replace(made, statements=tuple(_statements(made, random)))


def _statements(made: Plot, random: Random) -> list[Statement]:
    country = made.country
    hospital = Body(
        f"{made.id} medical",
        f"{made.id} medical",
        ("a medical source", "a hospital source", f"a doctor at the hospital in {made.town}", f"medics in {made.town}"),
        None,
        "",
        anonymous=True,
    )
    police = Body(
        f"{made.id} police", f"{made.id} police", ("a police officer", "a police source"), None, "", anonymous=True
    )
    pool = [country.bodies["health"], country.bodies["monitor"], country.mayors[made.town], hospital, police]
    pool += [
        country.bodies["interior"],
        country.bodies["army"] if made.matter.kind in ("shelling", "strike", "raid") else country.bodies["defence"],
    ]
    if made.matter.kind in ("bombing", "raid", "strike", "shelling"):
        pool.append(country.bodies["rebels"])
    speaking = random.sample(pool, random.randint(2, 4))
    dead = random.randint(3, 80)
    children = random.randint(2, max(2, dead // 3))
    counts = {kind: random.randint(5, 300) for kind in _COUNTED}
    topics = random.sample(_COUNTED, random.randint(1, 3))
    told = random.sample(_TOLD, random.randint(1, 2))
    causes = [f"the {country.adjective} army", "gunmen from the hills", "saboteurs", "smugglers"]
    found = []
    for body in speaking:
        own = dead if random.random() < 0.45 else max(3, dead + random.choice([-3, -2, -1, 1, 2, 4, 7]))
        bound = random.choice(["", "", "", "at least", "at least", "about", "more than"])
        found.append(Statement(body, "killed", 0, bound, own))
        if random.random() < 0.45:
            own += random.randint(1, 9)
            found.append(Statement(body, "killed", 1, random.choice(["", "at least"]), own))
            if random.random() < 0.3:
                found.append(Statement(body, "killed", 2, "", own + random.randint(1, 6)))
        if random.random() < 0.4 and children < own:
            found.append(Statement(body, "children", 0, "", children))
        for topic in topics:
            if random.random() < 0.55:
                value = counts[topic] if random.random() < 0.6 else counts[topic] + random.randint(1, 20)
                found.append(Statement(body, topic, 0, random.choice(["", "", "at least", "about"]), value))
        if random.random() < 0.15:
            found.append(Statement(body, "forecast", 0, "", own * 2 + 5))
        for topic in told:
            if random.random() < 0.4 and (
                topic != "cause" or made.matter.kind in ("bombing", "raid", "strike", "shelling")
            ):
                ahead = random.choice((4, 5)) if topic == "funeral" else None
                found.append(Statement(body, topic, 0, cause=random.choice(causes), ahead=ahead))
    return sorted(found, key=lambda s: s.day)
