"""An invented part of the world: its countries, bodies, people, outlets and agencies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_FIRST = "Ana Boris Celia Davor Edda Farid Greta Hamid Ilse Jonas Karim Lena Marek Nadia Otto Petra Rashid Selma Tariq Ursa Viktor Wanda Yusuf Zora Milan Dina Omar Katya Stefan Layla Andrei Noor Emil Rosa Idris Tamar".split()  # noqa: E501
_LAST_A = "Vel Bran Kor Lind Mar Olm Pet Rad Sten Tol Var Wes Zel Har Dob Fen Gar Hol Jan Kal".split()
_LAST_B = "esk ov ic er man quist a ova enko ari oud sen dt ak es ani in or".split()
_TOWN_A = (
    "Var Tor Kes Lum Bel Dra Os Pel Rim Sel Tarn Ul Vos Wex Yar Zan Gor Hal Ish Mor Nev Qar Stav Fel Jor Kul".split()
)
_TOWN_B = "na din mark holm ova ity grad ek sha bor van ona lit mere dal esh im ta stok wen ar il".split()
_LAND = (
    ("Marovia", "Marovian"),
    ("Kestria", "Kestrian"),
    ("Tarnland", "Tarnish"),
    ("Ostreland", "Ostrelander"),
    ("Veldania", "Veldanian"),
    ("Suralia", "Suralian"),
    ("Qarmistan", "Qarmi"),
    ("Lower Selmark", "Selmarkian"),
    ("Brenova", "Brenovan"),
    ("Ilyria", "Ilyrian"),
)
_PAPERS = (
    "The {} Courier",
    "{} Post",
    "The {} Herald",
    "Daily {}",
    "{} Today",
    "The {} Observer-Dispatch",
    "{} Gazette",
    "Radio {}",
    "{} Chronicle",
    "The {} Standard",
    "{} Online",
    "{} Mirror",
    "The Evening {}",
    "{} Monitor Weekly",
)
_AGENCIES = ("Meridian News Agency", "Coastal Wire", "Northern Press Service", "Interriver", "Pan-Steppe News")


@dataclass(frozen=True, slots=True)
class Person:
    first: str
    last: str
    woman: bool

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Body:
    """Whoever has a word to say: ``forms`` are its names, the fullest first; ``head`` speaks for it as ``title``."""

    id: str
    party: str
    forms: tuple[str, ...]
    head: Person | None
    title: str
    anonymous: bool = False
    office: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    name: str
    adjective: str
    towns: tuple[str, ...]
    regions: tuple[str, ...]
    bodies: dict[str, Body]
    mayors: dict[str, Body]


@dataclass(frozen=True, slots=True)
class World:
    countries: tuple[Country, ...]
    papers: tuple[str, ...]
    agencies: tuple[str, ...]


def world(random: Random) -> World:
    """A world of ten countries; the same for the same state of ``random``."""
    towns = [a + b for a in _TOWN_A for b in _TOWN_B]
    random.shuffle(towns)
    people = _people(random)
    countries = []
    for name, adjective in _LAND:
        own = tuple(towns.pop() for _ in range(14))
        regions = tuple(f"{towns.pop()} {kind}" for kind in ("province", "district", "region"))
        countries.append(_country(name, adjective, own, regions, people, random))
    papers = tuple(dict.fromkeys(form.format(towns.pop()) for form in _PAPERS * 3))
    return World(tuple(countries), papers, _AGENCIES)


def _people(random: Random) -> list[Person]:
    women = set(
        "Ana Celia Edda Greta Ilse Lena Nadia Petra Selma Ursa Wanda Zora Dina Katya Layla Noor Rosa Tamar".split()
    )
    made = [(f, a + b) for f in _FIRST for a in _LAST_A for b in _LAST_B]
    random.shuffle(made)
    seen: set[str] = set()
    found = []
    for first, last in made:
        if last not in seen:
            seen.add(last)
            found.append(Person(first, last, first in women))
    return found


def _country(
    name: str, adjective: str, towns: tuple[str, ...], regions: tuple[str, ...], people: list[Person], random: Random
) -> Country:
    state = f"state {name}"
    spokes = lambda p: "spokeswoman" if p.woman else "spokesman"  # noqa: E731
    bodies: dict[str, Body] = {}
    for kind in ("health", "interior", "defence"):
        person = people.pop()
        full = random.choice(
            [
                f"{name}'s {kind} ministry",
                f"the {adjective} {kind} ministry",
                f"the {adjective} Ministry of {kind.title()}",
            ]
        )
        bodies[kind] = Body(
            f"{name} {kind}", state, (full, f"the {kind} ministry", "the ministry"), person, spokes(person)
        )
    person = people.pop()
    bodies["army"] = Body(
        f"{name} army", state, (f"the {adjective} army", f"{name}'s military", "the army"), person, spokes(person)
    )
    person = people.pop()
    watch, letters = random.choice(
        [
            (f"{adjective} Observatory for Civil Harm", f"{adjective[0]}OCH"),
            (f"Karst Monitor for {name}", f"KM{name[0]}"),
            (f"{name} Documentation Network", f"{name[0]}DN"),
            (f"Free {adjective} Rights Centre", f"F{adjective[0]}RC"),
        ]
    )
    short = "the " + next(w for w in watch.split() if w in ("Observatory", "Monitor", "Network", "Centre"))
    bodies["monitor"] = Body(
        f"{name} monitor",
        f"{name} monitor",
        (f"the {watch}", f"the {watch} ({letters})", letters, short),
        person,
        random.choice(["director", "head", "chief"]),
    )
    person = people.pop()
    rebels = random.choice(
        [
            f"{adjective} People's Front",
            f"Army of the {towns[0]} Hills",
            f"Free {name} Movement",
            f"Sons of the {towns[1]} River",
        ]
    )
    bodies["rebels"] = Body(
        f"{name} rebels", f"{name} rebels", (f"the {rebels}", f"the {rebels}"), person, spokes(person)
    )
    mayors = {}
    for town in towns:
        person = people.pop()
        mayors[town] = Body(
            f"mayor {town}", f"mayor {town}", (f"the mayor of {town}", "the town's mayor"), person, "mayor", office=True
        )
    return Country(name, adjective, towns, regions, bodies, mayors)
