"""What the words of ``vocabulary/figures.yaml`` let be understood."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from headwater.vocabulary import VocabularyError, table


class Understood(NamedTuple):
    labels: frozenset[str]
    harms: re.Pattern[str]
    forms: frozenset[str]
    tolls: frozenset[str]
    gathering: frozenset[str]
    counters: frozenset[str]
    compounds: dict[str, str]
    one_of_none: frozenset[str]
    streets: frozenset[str]
    classifiers: frozenset[str]
    collectives: frozenset[str]
    levels: frozenset[str]
    halves: frozenset[str]
    people: frozenset[str]
    tellings: frozenset[str]
    forces: frozenset[str]
    befalling: frozenset[str]


@cache
def understood() -> Understood:
    content = table("figures")
    for name in (
        "labels",
        "counters",
        "one_of_none",
        "streets",
        "classifiers",
        "people",
        "collectives",
        "levels",
        "halves",
        "tellings",
        "forces",
        "befalling",
    ):
        if not isinstance(content.get(name), list) or not all(isinstance(word, str) for word in content[name]):
            raise VocabularyError(f"figures.yaml: {name} must be a list of words, is {content.get(name)!r}")
    harms = content["harms"]
    stems = "|".join(re.escape(verb.removesuffix("e")) for verb in harms["verbs"])
    return Understood(
        frozenset(content["labels"]), re.compile(rf"(?:{stems})(?:e|s|es|d|ed|ing|t?ting|ped|ping|led|ling|ies)?$"),
        frozenset(harms["forms"]), frozenset(harms["tolls"]), frozenset(harms["gathering"]),
        frozenset(content["counters"]), dict(content["compounds"]), frozenset(content["one_of_none"]),
        frozenset(content["streets"]), frozenset(content["classifiers"]), frozenset(content["collectives"]),
        frozenset(content["levels"]), frozenset(content["halves"]),
        frozenset(content["people"]), frozenset(content["tellings"]), frozenset(content["forces"]),
        frozenset(content["befalling"]),
    )  # fmt: skip


@cache
def is_harm(word: str) -> bool:
    return bool(understood().harms.match(word))
