"""The words that the grammar of dates knows: their classes and meanings, from the vocabulary's table ``time``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from headwater.vocabulary import VocabularyError, table

_MADE = "NUM YEAR ORD FULL CLOCK QUARTER HOLIDAY COMMA DASH POSS".split()
"""Classes of tokens that no table lists: figures, marks and what is joined of several words."""
_ORDINALS = {
    w: i
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name: fixed (month, day), the nth weekday of a month, or days from Easter Sunday."""

    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``words`` gives a word's class and meaning; ``phrases`` those of several words, by the first of them."""

    words: Mapping[str, tuple[str, Any]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]
    letters: Mapping[str, str]
    after_weekday: frozenset[str]
    before_weekday: frozenset[str]
    counted: frozenset[str]
    numbered: frozenset[str]
    function_words: frozenset[str]
    set_for: frozenset[str]
    plans: frozenset[str]
    put_off: frozenset[str]
    ahead: frozenset[str]
    behind: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The table ``time`` of the vocabulary. Raises VocabularyError where it says what cannot be used."""
    raw = table("time")
    classes = sorted({*raw["words"], *_MADE})
    letters = {name: chr(0x4E00 + i) for i, name in enumerate(classes)}
    words: dict[str, tuple[str, Any]] = {}
    for name, entries in raw["words"].items():
        for word, meaning in entries.items():
            if not isinstance(word, str) or word in words:
                raise VocabularyError(f"time.yaml: words: {name}: {word!r} is no word, or stands twice")
            words[word] = (name, meaning)
    for word, number in _ORDINALS.items():
        words[word] = ("ORD", number)
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    listed = [(p, name, m) for name, entries in raw["phrases"].items() for p, m in entries.items()]
    for phrase, meaning in raw["holidays"].items():
        try:
            listed.append((phrase, "HOLIDAY", Holiday(**meaning)))
        except TypeError as error:
            raise VocabularyError(f"time.yaml: holidays: {phrase}: {error}") from error
    for phrase, name, meaning in listed:
        parts = tuple(phrase.replace("'s", "").split())
        phrases.setdefault(parts[0], []).append((parts, name, meaning))
    return Lexicon(
        words,
        {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in phrases.items()},
        letters,
        *(
            frozenset(raw[key])
            for key in (
                "names_after_weekday",
                "names_before_weekday",
                "counted",
                "numbered",
                "function_words",
                "set_for",
                "plans",
                "put_off",
                "ahead",
                "behind",
            )
        ),
    )
