"""Which kinds of act a trigger can tell of, by ``vocabulary/sameness.yaml``."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import combinations, pairwise

from headwater.reconciliation.terms import stem
from headwater.vocabulary import VocabularyError, table


@cache
def lexicon() -> dict[tuple[str, bool], frozenset[str]]:
    """The kinds of each stem, as a verb (True) and otherwise. Raises VocabularyError where the table is misshapen."""
    found: dict[tuple[str, bool], set[str]] = {}
    for kind, words in table("sameness")["acts"].items():
        if not isinstance(words, str):
            raise VocabularyError(f"sameness.yaml: acts: {kind}: {words!r} is no line of words")
        for written in words.split():
            word, _, use = written.partition("/")
            if use not in ("", "v", "n"):
                raise VocabularyError(f"sameness.yaml: acts: {kind}: {written!r} is no word, word/v or word-word")
            if "-" in word:
                found.setdefault(("-".join(sorted(map(stem, word.split("-")))), True), set()).add(kind)
                continue
            for verb in (True, False):
                if not use or verb == (use == "v"):
                    found.setdefault((stem(word), verb), set()).add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


@cache
def _related() -> frozenset[tuple[str, str]]:
    found = set()
    for pair in table("sameness")["parts"]:
        for a, b in (*pairwise(pair), *pairwise(reversed(pair))):
            if a not in table("sameness")["acts"]:
                raise VocabularyError(f"sameness.yaml: parts: {a!r} is no kind of act")
            found.add((a, b))
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def kinds(trigger: tuple[str, ...], verb: bool) -> frozenset[str]:
    """The kinds of two of its words together, else of the first word that has any; only the first may be a verb."""
    for pair in combinations(trigger, 2):
        found = lexicon().get(("-".join(sorted(pair)), True))
        if found:
            return found
    for number, word in enumerate(trigger):
        found = lexicon().get((word, verb and not number))
        if found:
            return found
    return frozenset()


def kinship(a: frozenset[str], b: frozenset[str]) -> float:
    """1 for a kind in common, 0.5 for kinds that can tell of one event, 0 for others; NaN where one is unknown."""
    if not a or not b:
        return float("nan")
    if a & b:
        return 1.0
    return 0.5 if any((x, y) in _related() for x in a for y in b) else 0.0
