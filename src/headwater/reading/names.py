"""The furniture's vocabulary as patterns: agencies, cities, and the standing phrases of sites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from headwater.vocabulary import VocabularyError, table


@cache
def agency_forms() -> dict[str, str]:
    """Every form by which an agency is credited, to its short name. Forms with other meanings are left out."""
    return {form: name for name, forms in _agencies().items() for form in forms["forms"]}


@cache
def marked_forms() -> dict[str, str]:
    """The same with the short forms that only count in brackets or before a dash."""
    return agency_forms() | {form: name for name, forms in _agencies().items() for form in forms.get("short", ())}


@cache
def cities() -> frozenset[str]:
    """Names of cities, in capitals, that stand as datelines."""
    return frozenset(_strings("datelines", table("datelines"), "cities"))


@cache
def words(kind: str) -> tuple[str, ...]:
    """The phrases of one list of ``furniture.yaml``, the longest first."""
    return tuple(sorted(_strings("furniture", table("furniture"), kind), key=lambda p: (-len(p), p)))


@cache
def pattern(kind: str) -> str:
    """One of the phrases of a list, as part of a regular expression; white space may be of any kind and length."""
    return one_of(words(kind))


def one_of(phrases: Iterable[str]) -> str:
    """Any of ``phrases``, the longest first, not in the middle of a word."""
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    spelled = (r"\s+".join(map(re.escape, p.replace("’", "'").split())).replace("'", "['’]") for p in ordered)
    return rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)"


def first_words(*kinds: str) -> frozenset[str]:
    """The words, in small letters, that the phrases of these lists begin with."""
    return frozenset(re.split(r"\W", phrase, maxsplit=1)[0].lower() for kind in kinds for phrase in words(kind))


def _agencies() -> dict[str, dict[str, list[str]]]:
    found = table("agencies")
    if not isinstance(found, dict):
        raise VocabularyError("agencies.yaml: names with their forms were expected")
    for name, forms in found.items():
        if not isinstance(forms, dict) or not set(forms) <= {"forms", "short"} or "forms" not in forms:
            raise VocabularyError(f"agencies.yaml: {name}: 'forms' and perhaps 'short' were expected, got {forms!r}")
        for kind in forms:
            _strings("agencies", forms, kind)
    return found


def _strings(file: str, found: object, key: str) -> list[str]:
    values = found.get(key) if isinstance(found, dict) else None
    if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
        raise VocabularyError(f"{file}.yaml: {key}: a list of words was expected, got {values!r}")
    return values
