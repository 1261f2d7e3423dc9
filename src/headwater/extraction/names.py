"""The names of one document: full ones for short ones, and what the document says their bearers are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from headwater.extraction.cues import listed
from headwater.extraction.lemmas import lemma
from headwater.extraction.tree import Tree
from headwater.text import Span
from headwater.vocabulary import table

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place; ``words`` are its words in lower case."""

    start: int
    text: str
    kind: str
    words: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Names:
    """The names of one document in the order of the text, found by place, by their words and by their initials."""

    __slots__ = ("_by_initials", "_by_last", "_by_word", "_firsts", "_kinds", "_places", "_starts", "_tree", "all")

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        whole = Span(0, len(tree.text))
        self.all = tuple(
            Name(e.start, text, e.kind, tuple(_WORD.findall(text.lower())))
            for e in tree.entities_in(whole)
            if (text := tree.text[e.start : e.end])
        )
        self._starts = [name.start for name in self.all]
        self._kinds: dict[int, frozenset[str]] = {}
        self._firsts: dict[str, Name] = {}
        self._places: dict[str, list[int]] = {}
        for name in self.all:
            self._places.setdefault(name.text, []).append(name.start)
            self._firsts.setdefault(name.text, name)
        self._by_last: dict[str, list[Name]] = {}
        self._by_word: dict[str, list[Name]] = {}
        self._by_initials: dict[str, Name] = {}
        for name in self._firsts.values():
            if name.words:
                self._by_last.setdefault(name.words[-1], []).append(name)
            for word in set(name.words):
                self._by_word.setdefault(word, []).append(name)
            initials = "".join(sorted(w[0].lower() for w in _WORD.findall(name.text) if w[0].isupper()))
            if len(initials) > 1:
                self._by_initials.setdefault(initials, name)

    def inside(self, span: Span) -> list[Name]:
        """Those that begin within the span."""
        return list(self.all[self._at(span.start) : self._at(span.end)])

    def is_person(self, source: Span) -> bool:
        """Whether one person is meant: a name, or a singular noun for people."""
        written = self._tree.text[source.start : source.end].lower()
        last = head_word(written)
        if _GUARDS.search(written):
            return False
        if last in listed("people") or (last in listed("anonymous") and not is_plural(written)):
            return last not in listed("things")
        return any(n.kind == "PER" for n in self.inside(source))

    def before(self, place: int, kind: str) -> Iterator[Name]:
        """Those of a kind that begin before this place, the nearest first."""
        for number in range(self._at(place) - 1, -1, -1):
            if self.all[number].kind == kind:
                yield self.all[number]

    def pairs_before(self, place: int) -> Iterator[tuple[Name, Name]]:
        """Neighbours that begin before this place, the nearest pair first."""
        for number in range(self._at(place) - 1, 0, -1):
            yield self.all[number - 1], self.all[number]

    def longest(self, name: str, place: int) -> str:
        """The longest name that ends in this one; of several bearers of a surname the one named most often before."""
        words = _untitled(tuple(_WORD.findall(name.lower())))
        if not words:
            return name
        longer = [
            n
            for n in self._by_last.get(words[-1], ())
            if len(n.words) <= 6 and len(n.text) > len(name) and n.words[-len(words) :] == words
        ]
        if not longer:
            return name
        best = max(longer, key=lambda n: len(n.text))
        if any(best.words[-len(own) :] != own for n in longer if (own := _untitled(n.words))):
            full = [n for n in longer if len(_untitled(n.words)) > len(words)] or longer
            last = self._just_named(full, place)
            if last is not None:
                return last.text
            best = max(full, key=lambda n: (self._often_before(n.text, place), -abs(n.start - place)))
        return best.text

    def _just_named(self, bearers: Sequence[Name], place: int) -> Name | None:
        """The only one of several bearers of a surname who is named in full in the sentence before this place."""
        sentence = self._tree.sentence_at(place) - 1
        if sentence < 0:
            return None
        start = self._tree.reading.sentences[sentence].start
        texts = {n.text for n in bearers}
        near = {n.text for n in self.all[self._at(start) : self._at(place)] if n.text in texts}
        return self._firsts[near.pop()] if len(near) == 1 else None

    def _often_before(self, text: str, place: int) -> int:
        return bisect_left(self._places[text], place)

    def of_initials(self, letters: str, apart_from: int) -> str | None:
        """The name that an acronym stands for, with its letters in any order ("SOHR", "OSDH")."""
        name = self._by_initials.get("".join(sorted(letters.lower())))
        return name.text if name is not None and name.start != apart_from and name.text != letters else None

    def holding(self, word: str) -> list[Name]:
        """The different names with this word in them, each at its first place."""
        return self._by_word.get(word, [])

    def kinds(self, name: Name) -> frozenset[str]:
        """What the document says the bearer is ("monitoring group", "mayor"): lower-case words."""
        known = self._kinds.get(name.start)
        if known is None:
            known = self._kinds[name.start] = _described(self._tree, Span(name.start, name.end))
        return known

    def first(self, text: str) -> Name | None:
        """The first place of a name."""
        return self._firsts.get(text)

    def _at(self, place: int) -> int:
        return bisect_left(self._starts, place)


_GUARDS = re.compile(r"\b(?:coast ?guard|(?:national|border|presidential|revolutionary) guards?)$")
"""Bodies that are called by a word for a person."""


_TITLES = frozenset(
    "mr mrs ms miss dr gen general col colonel lt capt captain sgt president minister prof sen rep".split()
)


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] in _TITLES else words


@cache
def _customs() -> dict[str, str]:
    given = table("given_names")
    plain = {word: sex for sex in ("he", "she") for word in given[sex].split()}
    return plain | {word: sex for sex in ("he", "she") for word in given[f"nouns_{sex}"]}


def gender(phrase: str) -> str | None:
    """``he`` or ``she`` where the given name, the title or the noun tells it, else None."""
    words = _WORD.findall(phrase)[:6]
    family = _family(words)
    found = {_customs().get(word.lower()) for place, word in enumerate(words) if place not in family} - {None}
    return found.pop() if len(found) == 1 else None


def _family(words: Sequence[str]) -> frozenset[int]:
    """The places of family names, which tell nothing: the last of two or more words of a name ("Tirana Hassan")."""
    found, run = set(), 0
    for place, word in enumerate(words):
        run = run + 1 if word[:1].isupper() and word.lower() not in _STYLES else 0
        ends = place + 1 == len(words) or not words[place + 1][:1].isupper()
        if run >= 2 and ends:
            found.add(place)
    return frozenset(found)


_STYLES = frozenset(
    "the mr mrs ms miss sir lady dr prof president minister prime foreign interior defence defense health general gen "
    "colonel col major captain capt lieutenant lt sergeant sgt brigadier admiral king queen prince princess sheikh "
    "imam judge mayor governor senator sen rep deputy chief secretary ambassador".split()
)


def _described(tree: Tree, span: Span) -> frozenset[str]:
    """The nouns that stand in apposition to a name or frame it: what its bearer is called."""
    words = tree.words_in(span.start, span.end)
    head = tree.top(words) if words else None
    found: set[str] = set()
    if head is None:
        return frozenset()
    for child in tree.children(
        head, "appos", "nmod:unmarked", "nmod:desc", "acl:relcl", "compound", "parataxis", "dep"
    ):
        if child not in words:
            found.update(tree.lower(w) for w in tree.subtree(child) if w not in words)
    above = tree.head(head)
    if above is not None and tree.main(head) in ("appos", "compound", "nmod", "flat"):
        found.add(tree.lower(above))
        if tree.main(head) == "appos":
            found.update(tree.lower(c) for c in tree.children(above, "compound", "amod"))
    after = tree.text[span.end : span.end + 70].lower()
    # A scraper that loses commas leaves the apposition standing bare behind the name.
    bare = _BARE.match(after)
    if bare:
        found.update(bare.group(1).split())
    return frozenset(found)


_BARE = re.compile(
    r"\W*(?:\([^)]*\)\s*)?(?:,\s*)?an?\s+"
    r"((?:[\w-]+\s+){0,4}?(?:group|monitor|agency|watchdog|body|network|organi[sz]ation))\b"
)


def is_plural(written: str) -> bool:
    """Whether the noun that heads a phrase stands in the plural."""
    last = head_word(written)
    return last != lemma(last, "NOUN")


_CUT = re.compile(r"\b(?:of|from|in|at|for|with|named|called|close|who|which|that|on|speaking|to)\b|,")


def head_word(phrase: str) -> str:
    """The last word of a phrase before what is added to it: "an official from the region": official."""
    plain = _CUT.split(phrase, maxsplit=1)[0]
    words = re.findall(r"[\w'’-]+", plain) or re.findall(r"[\w'’-]+", phrase)
    return words[-1] if words else ""
