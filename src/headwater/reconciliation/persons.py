"""People followed through one report: a name, then "the boy", "the victim", "he"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from headwater.extraction.dependents import Dependents
from headwater.extraction.lemmas import lemma
from headwater.extraction.names import gender
from headwater.language.reading import Reading
from headwater.reconciliation.setting import ages_in
from headwater.reconciliation.terms import stem
from headwater.vocabulary import table

_HE = dict.fromkeys("he him his himself".split(), "he") | dict.fromkeys("she her hers herself".split(), "she")
_THEY = frozenset("they them their theirs themselves both".split())
_PREVIOUS = 3  # sentences back that a pronoun's person may stand
_SAME = ("appos", "flat", "compound", "nmod:desc", "nmod:unmarked")  # relations within one phrase for one person
_AGE_AFTER = re.compile(r"\s?[,(]\s?(?:aged?\s)?(\d{1,2})\b(?!\s?(?:%|,\d|[-–:]))")
_WIDE = 8  # words before a noun that can still tell of it ("a three - year - old")
_GROWN = 18


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or several told of together, with all that one report says of who they are.

    ``number`` is the same for all tellings of one person in one ``document``. ``names`` are stems; ``ages`` as in
    :func:`~headwater.reconciliation.setting.ages_in`; ``sex`` is "he" or "she"; ``count`` is of how many are told,
    None for several of whom no number is given. Unknown is empty or None.
    """

    document: str
    number: int
    names: frozenset[str]
    ages: frozenset[str]
    sex: str | None
    count: int | None


@dataclass(slots=True)
class _Figure:
    """A person as the report has told of them so far: ``last`` is the last word, ``acted`` the last as a subject."""

    names: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    sex: str | None = None
    count: int | None = 1
    last: int = -1
    acted: int | None = None

    @property
    def young(self) -> bool | None:
        """Whether a child is meant, None where nothing tells."""
        if self.nouns & _words("young"):
            return True
        years = [int(a.split()[0]) for a in self.ages if a.endswith("year")]
        if years:
            return max(years) < _GROWN
        return False if self.nouns & _words("grown") else None

    def agrees(self, other: _Figure) -> bool:
        """Whether nothing told of the two keeps them apart."""
        return (
            (self.count == 1) == (other.count == 1)
            and (None in (self.count, other.count) or self.count == other.count)
            and (not self.names or not other.names or self.names <= other.names or other.names <= self.names)
            and (not self.ages or not other.ages or bool(self.ages & other.ages))
            and (self.sex is None or other.sex is None or self.sex == other.sex)
            and (self.young is None or other.young is None or self.young == other.young)
        )

    def take(self, other: _Figure) -> None:
        self.names |= other.names
        self.ages |= other.ages
        self.nouns |= other.nouns
        self.sex = self.sex or other.sex
        self.last = other.last
        self.acted = self.acted if other.acted is None else other.acted


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(str(table("persons")[group]).split())


@cache
def _nouns() -> frozenset[str]:
    """Nouns for people, in the singular."""
    return frozenset().union(*(_words(group) for group in table("persons")))


def persons(tree: Dependents, reading: Reading) -> Mapping[int, Person]:
    """Who is meant by each word that tells of somebody: a name, a noun or a pronoun. Pronouns of nobody are left."""
    told = _phrases(tree, reading)
    known: list[_Figure] = []
    of: dict[int, _Figure] = {}
    for words, met in told:
        met.last = max(words)
        met.acted = max((n for n in words if tree.words[n].relation.startswith("nsubj")), default=None)
        found = _antecedent(tree, words, met, known)
        if found is None:
            if not met.names and not met.nouns and not met.ages:
                continue
            known.append(met)
            found = met
        else:
            found.take(met)
        of.update((n, found) for n in words)
    numbers = {id(one): n for n, one in enumerate(_merged(known, of))}
    return {
        n: Person(reading.document, numbers[id(one)], frozenset(one.names), frozenset(one.ages), one.sex, one.count)
        for n, one in sorted(of.items())
    }


def _merged(known: list[_Figure], of: dict[int, _Figure]) -> list[_Figure]:
    """The people left when those of one age whom nothing keeps apart are one; ``of`` is led to them."""
    kept: list[_Figure] = []
    for one in known:
        same = next((k for k in kept if k.ages & one.ages and k.agrees(one)), None)
        if same is None:
            kept.append(one)
            continue
        same.take(one)
        of.update((n, same) for n, who in list(of.items()) if who is one)
    return kept


def _phrases(tree: Dependents, reading: Reading) -> list[tuple[list[int], _Figure]]:
    """The words that tell of one person together ("their father, Ivar Holm, 48"), in the order of the text."""
    named: dict[int, tuple[int, int]] = {}
    for entity in reading.entities:
        if entity.kind == "PER":
            inside = list(_within(tree, entity.start, entity.end))
            named.update((n, (inside[0], inside[-1])) for n in inside)
    heads = [n for n in range(len(tree.words)) if n in named or _is_person(tree, n)]
    up = {n: n for n in heads}

    def top(n: int) -> int:
        while up[n] != n:
            n = up[n]
        return n

    def join(a: int, b: int) -> None:
        low, high = sorted((top(a), top(b)))
        up[high] = low

    for n in heads:
        if n in named:
            join(n, named[n][0])
        for other in _described(tree, n):
            if other in up and (tree.low[n] in _HE) == (tree.low[other] in _HE):
                join(n, other)
    groups: dict[int, list[int]] = {}
    for n in heads:
        groups.setdefault(top(n), []).append(n)
    return [(words, _figure(tree, words, named)) for _, words in sorted(groups.items())]


def _within(tree: Dependents, start: int, end: int) -> Iterator[int]:
    return (n for n, w in enumerate(tree.words) if w.start < end and start < w.end)


def _is_person(tree: Dependents, n: int) -> bool:
    word = tree.words[n]
    if word.upos == "PRON":
        return tree.low[n] in _HE or tree.low[n] in _THEY
    if tree.low[n] == "old":
        return word.upos in ("NOUN", "ADJ") and not tree.below(n, "cop") and word.relation not in ("amod", "compound")
    return word.upos in ("NOUN", "PROPN") and lemma(tree.low[n], "NOUN") in _nouns()


def _described(tree: Dependents, n: int) -> Iterator[int]:
    """Words that tell of the same person as ``n`` by the build of the sentence."""
    word = tree.words[n]
    if word.relation in _SAME and word.head >= 0:
        yield word.head
    if tree.below(n, "cop"):
        yield from tree.below(n, "nsubj")
    above = word.head
    if above >= 0 and word.relation.startswith("obl") and tree.preposition(n) == "as":
        yield from tree.below(above, "nsubj:pass", "obj")


def _figure(tree: Dependents, words: Sequence[int], named: Mapping[int, tuple[int, int]]) -> _Figure:
    """What one phrase tells of its person."""
    one = _Figure()
    for n in words:
        low, word = tree.low[n], tree.words[n]
        if low in _HE:
            one.sex = _HE[low]
        elif low in _THEY:
            one.count = None
        elif n in named:
            if low[:1].isalpha() and len(low) > 1:
                one.names.add(stem(low))
        elif low != "old":
            noun = lemma(low, "NOUN")
            one.nouns.add(noun)
            if noun != low or low in _words("several"):
                one.count = _count(tree, n)
        before = tree.below(n, "amod", "nummod", "compound", "det", "obl:unmarked", "advmod")
        begin = min([n, *(k for b in before for k in tree.subtree(b) if n - k <= _WIDE)])
        one.ages.update(ages_in(tree.text[tree.words[begin].start : word.end]))
        after = _AGE_AFTER.match(tree.text, word.end)
        if after and one.count == 1 and (n not in named or n == named[n][1]):
            one.ages.add(f"{int(after[1])} year")
    one.sex = one.sex or next(
        (s for s, group in (("he", "male"), ("she", "female")) if one.nouns & _words(group)), None
    )
    first = [n for n in words if n in named]
    if one.sex is None and first:
        one.sex = gender(tree.text[tree.words[first[0]].start : tree.words[first[-1]].end])
    return one


def _count(tree: Dependents, n: int) -> int | None:
    for k in tree.below(n, "nummod"):
        if tree.low[k].isdigit():
            return int(tree.low[k])
        if tree.low[k] in _NUMBERS:
            return _NUMBERS[tree.low[k]]
    return None


_NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}


def _antecedent(tree: Dependents, words: Sequence[int], met: _Figure, known: Sequence[_Figure]) -> _Figure | None:
    """Whom told of before the phrase means, None where it brings somebody new."""
    fits = [one for one in known if one.agrees(met)]
    if met.names:
        called = [one for one in fits if not one.names and one.nouns & met.nouns]
        return _latest([one for one in fits if one.names & met.names] or called)
    here = tree.sentence_of[words[0]]
    if not met.nouns and not met.ages:
        near = [one for one in fits if here - tree.sentence_of[one.last] <= _PREVIOUS]
        recent = [one for one in near if one.acted is not None and here - tree.sentence_of[one.acted] <= 1]
        return max(recent, key=lambda one: one.acted or 0) if recent else _latest(near)
    if met.ages:
        aged = _latest([one for one in fits if one.ages & met.ages])
        if aged is not None:
            return aged
    own = {tree.low[k] for n in words for k in tree.below(n, "det", "nmod:poss")}
    if own & {"a", "an", "another", "other", "one"} or (not own and met.count == 1):
        return None
    called = [one for one in fits if one.nouns & met.nouns]
    if called or not own & {"the", "this", "that"} or met.nouns & _words("kin"):
        return _latest(called)
    told = met.sex is not None or met.young is not None
    return _latest([one for one in fits if told and (one.names or one.ages or one.nouns)])


def _latest(fits: Sequence[_Figure]) -> _Figure | None:
    return max(fits, key=lambda one: one.last) if fits else None


def same_person(a: Person, b: Person) -> float | None:
    """1 for one person, 0 for two, None where nothing tells; in one report another number is not yet another person."""
    if a.document == b.document and a.number == b.number:
        return 1.0
    if a.names and b.names:
        if a.names <= b.names or b.names <= a.names:
            return 1.0
        return 0.5 if a.names & b.names and not _apart(a, b) else 0.0
    if a.ages & b.ages:
        return 1.0
    if _apart(a, b):
        return 0.0
    return 0.25 if a.document == b.document else None


def _apart(a: Person, b: Person) -> bool:
    """Whether age or sex keeps two people apart."""
    return (bool(a.ages and b.ages) and not a.ages & b.ages) or (None not in (a.sex, b.sex) and a.sex != b.sex)


def likeness(a: Sequence[Person], b: Sequence[Person]) -> float:
    """The best of all pairs; NaN where one side is empty or nothing tells."""
    told = [s for p in a for q in b if (s := same_person(p, q)) is not None]
    return max(told) if told else float("nan")
