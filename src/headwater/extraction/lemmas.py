"""Dictionary forms of English words, by rules of spelling and a table of what they do not cover."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from headwater.vocabulary import table

_VOWELS = "aeiou"


class _Tables(NamedTuple):
    verbs: dict[str, str]
    nouns: dict[str, str]
    same: frozenset[str]
    silent: frozenset[str]
    plain: frozenset[str]


@cache
def _tables() -> _Tables:
    given = table("lemmas")
    verbs, nouns = (
        {f: base for base, forms in given[pos].items() for f in forms.split()} for pos in ("verbs", "nouns")
    )
    ending = given["ending"]
    same, silent, plain = (frozenset(words.split()) for words in (given["same"], ending["silent"], ending["plain"]))
    return _Tables(verbs, nouns, same, silent, plain)


@cache
def lemma(word: str, upos: str) -> str:
    """The dictionary form in lower case of ``word`` as ``upos`` (Universal Dependencies) takes it.

    Nouns lose their plural, verbs and auxiliaries their inflection; names and all other words are only lowered. An
    unknown word goes by its spelling, so it may come out wrong by a silent e. It does not tell a verb's past from
    another verb's base ("found" is find, "wound" stays).
    """
    low = word.lower().replace("’", "'")
    if upos in ("VERB", "AUX"):
        return _verb(low)
    return _noun(low) if upos == "NOUN" else low


def _noun(low: str) -> str:
    known = _tables()
    if low in known.nouns:
        return known.nouns[low]
    if len(low) < 4 or low in known.same:
        return low
    for ending, base in (("men", "man"), ("children", "child")):
        if low.endswith(ending):
            return low[: -len(ending)] + base
    return _without_s(low) if low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def _without_s(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")) or (low.endswith("oes") and len(low) > 5):
        return low[:-2]
    return low[:-1]


def _verb(low: str) -> str:
    known = _tables()
    if low in known.verbs:
        return known.verbs[low]
    if low.endswith("ied") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("eed"):
        return low[:-1] if low[:-1] in known.silent else low
    for ending in ("ing", "ed"):
        stem = low.removesuffix(ending)
        if stem != low and len(stem) > 1 and any(c in "aeiouy" for c in stem):
            return _restored(stem)
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        base = _without_s(low)
        return known.verbs.get(base, base)
    return low


def _restored(stem: str) -> str:
    """``stem`` of a past or -ing form with the letters that the ending took or doubled put right."""
    known = _tables()
    if stem + "e" in known.silent:
        return stem + "e"
    if stem in known.plain or len(stem) < 2:
        return stem
    last, before = stem[-1], stem[-2]
    if last == before and last in "bdgmnprtv":
        return stem[:-1]
    if last == before and last == "l":
        single = stem[:-1]
        return single if single in known.plain or sum(c in _VOWELS for c in single) > 1 else stem
    if last in "cuvz" or stem.endswith(("dg", "rs", "ns")):
        return stem + "e"
    if last in _VOWELS or last in "hwxy":
        return stem
    if before not in _VOWELS:
        return stem + "e" if last == "l" and before not in "lrw" else stem
    if (
        len(stem) > 2
        and stem[-3] in _VOWELS
        and stem[-4:-2] != "qu"
        and not stem.endswith(("quir", "quit", "iat", "uat", "creat"))
    ):
        return stem
    if stem.endswith(("eat", "en", "on", "er", "et", "op", "om", "el", "ew")) and not stem.endswith("creat"):
        return stem if len(stem) > 3 or stem.endswith("eat") else stem + "e"
    return stem + "e"
