"""The dependency tree of a reading, asked from the top down: who hangs on a word, and which phrase a word heads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from headwater.extraction.lemmas import lemma
from headwater.language.reading import Entity, Predicate, Reading
from headwater.text import Span

# What a phrase of a name or a noun takes with it when it is cited as the one who acts or suffers. A relative clause,
# an aside and the other members of a list are no part of it.
_WITHIN = frozenset(
    "det det:predet amod nummod compound flat nmod nmod:poss nmod:desc nmod:unmarked advmod goeswith fixed list "
    "acl".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december day week month year hour night morning evening afternoon weekend time "
    "decade century minute moment today yesterday tomorrow midnight noon dawn dusk spring summer autumn winter "
    "second while occasion".split()
)
_QUANTITIES = frozenset(
    "number dozen hundred thousand million group series string wave couple lot part some rest majority member "
    "total pair team batch handful score package round any all ten range set one most piece".split()
)
_BOUNDS = frozenset("at least most more less fewer than about some around nearly almost over up to another".split())
_POSSESSIVE = ("'s", "’s", "'", "’")


class Dependents:
    """Views of one reading over its ``text``. Word numbers are the reading's; every answer is in their order."""

    __slots__ = (
        "_below",
        "_marked",
        "_names",
        "_objects",
        "_particles",
        "_relations",
        "_said",
        "lemma",
        "low",
        "predicates",
        "reading",
        "sentence_of",
        "text",
        "words",
    )

    lemma: Callable[[int], str]
    """Dictionary form; names go as nouns, for headlines and wires in capitals write nouns as names."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text, self.reading, self.words = text, reading, reading.words
        self.low = [text[w.start : w.end].lower() for w in self.words]
        self._below: list[list[int]] = [[] for _ in self.words]
        for number, word in enumerate(self.words):
            if word.head >= 0:
                self._below[word.head].append(number)
        self._relations = [word.relation for word in self.words]
        kinds = ("NOUN" if word.upos == "PROPN" else word.upos for word in self.words)
        self.lemma = list(map(lemma, self.low, kinds)).__getitem__
        self._particles: dict[int, set[str]] = {}
        self._objects: dict[int, tuple[int, ...]] = {}
        self._said: dict[int, tuple[frozenset[str], frozenset[str], float]] = {}
        self._marked: dict[int, tuple[tuple[int, str], ...]] = {}
        self._names: dict[int, Entity] = {}
        for entity in reading.entities:
            for number in range(self._at(entity.start), self._at(entity.end)):
                self._names.setdefault(number, entity)
        self.predicates: dict[int, Predicate] = {p.word: p for p in reading.predicates}
        self.sentence_of = [number for number, s in enumerate(reading.sentences) for _ in range(s.first, s.last)]

    def _at(self, place: int) -> int:
        """The number of the first word that begins at or behind this code point."""
        return bisect_left(self.words, place, key=lambda w: w.start)

    def name_over(self, word: int) -> Entity | None:
        """The name within which the word begins."""
        return self._names.get(word)

    def below(self, word: int, *relations: str) -> list[int]:
        """The dependents of a word, of these relations if any are given."""
        below, known = self._below[word], self._relations
        return [k for k in below if known[k] in relations] if relations else below

    def preposition(self, word: int) -> str | None:
        """The preposition that marks a phrase ("on", "against"), None for a bare one."""
        cases = [k for k in self.below(word, "case") if self.low[k] not in _POSSESSIVE]
        return self.low[cases[0]] if cases else None

    def is_time(self, word: int) -> bool:
        """Whether the word or what it is compounded with is of the calendar ("Friday", "Tuesday morning", "week")."""
        return self.lemma(word) in _CALENDAR or any(
            self.lemma(k) in _CALENDAR for k in self.below(word, "compound", "nmod:unmarked")
        )

    def counts(self, word: int) -> bool:
        """Whether the word only tells how many or how much of what follows it."""
        return self.words[word].upos in ("NUM", "SYM", "DET") or self.lemma(word) in _QUANTITIES

    def counted(self, word: int) -> Span | None:
        """The number right before a word, for those it counts: "22" in "22 dead", "dozens" in "dozens hurt"."""
        first = word
        while first > 0 and (
            self.words[first - 1].upos == "NUM"
            or (first == word and self.counts(first - 1) and self.words[first - 1].upos == "NOUN")
            or (first < word and self.low[first - 1] in _BOUNDS)
        ):
            first -= 1
        return Span(self.words[first].start, self.words[word - 1].end) if first < word else None

    def named(self, span: Span) -> bool:
        """Whether a phrase holds a name."""
        return any(e.start < span.end and span.start < e.end for e in self.reading.entities)

    def subtree(self, word: int) -> Iterator[int]:
        """The word and all under it, in no particular order."""
        waiting = [word]
        while waiting:
            at = waiting.pop()
            yield at
            waiting.extend(self._below[at])

    def described(self, word: int) -> list[int]:
        """The noun that a participle or a relative clause says something of."""
        head = self.words[word].head
        return [head] if head >= 0 and self.words[word].relation in ("acl", "acl:relcl") else []

    def does(self, word: int, thing: int) -> bool:
        """Whether the verb of a relative clause says what the noun before it does: "footage that showed him"."""
        return thing in self.described(word) and any(
            self.low[k] in ("who", "which", "that") for k in self.below(word, "nsubj")
        )

    def objects(self, word: int) -> tuple[int, ...]:
        """What is done, given or carried by a verb: its object, the subject of its passive, or its complement."""
        known = self._objects.get(word)
        if known is None:
            things = self.below(word, "obj", "nsubj:pass", "xcomp", "iobj")
            if not self.low[word].endswith("ing"):
                things += self.described(word)
            if not things and (found := self.role(word, "ARG1")) is not None and found != word:
                things = [found] if self.lemma(word) != "be" or found > word else []
            known = self._objects[word] = tuple(n for t in things for n in (t, *self.below(t, "conj")))
        return known

    def around(self, word: int) -> list[int]:
        """What is said of a noun by the words round it: compounds, adjectives, its complements."""
        return self.below(word, "compound", "amod", "nmod", "nmod:poss", "flat", "acl", "nmod:desc", "obl")

    def said(self, thing: int) -> tuple[frozenset[str], frozenset[str], float]:
        """The dictionary forms of a noun and its fellows, those of what is said of it, and what the latter weigh.

        After a word that only counts ("dozens of soldiers") what is said of it weighs almost as much as itself.
        """
        known = self._said.get(thing)
        if known is None:
            own = frozenset(self.lemma(k) for k in (thing, *self.below(thing, "conj")))
            held = self.below(thing, "compound", "amod", "nmod", "flat", "nmod:desc")
            counts = self.counts(thing)
            if counts:
                held = [j for k in held for j in (k, *self.below(k, "compound", "amod", "conj"))]
            known = self._said[thing] = (own, frozenset(map(self.lemma, held)), 0.9 if counts else 0.5)
        return known

    def marked(self, word: int) -> tuple[tuple[int, str], ...]:
        """The phrases below a word or below its object, with the preposition that marks each; times are left out."""
        known = self._marked.get(word)
        if known is None:
            below = self.below(word, "obl", "obj", "nmod", "advcl", "obl:agent")
            things = self.below(word, "obj", "nsubj:pass", *(("nsubj",) if self.lemma(word) == "be" else ()))
            below += [k for thing in things for k in self.below(thing, "nmod")]
            marked = ((k, self.preposition(k) or self._gerund(k)) for k in below)
            known = self._marked[word] = tuple((k, m) for k, m in marked if m is not None and not self.is_time(k))
        return known

    def _gerund(self, word: int) -> str | None:
        """The preposition before a verbal noun: "charged with aiding", "accused of taking"."""
        marks = self.below(word, "mark") if self.low[word].endswith("ing") else []
        return self.low[marks[0]] if marks and self.low[marks[0]] in ("with", "of", "for", "over") else None

    def particles(self, word: int) -> set[str]:
        """Particles and adverbs of a verb, and the dictionary forms of the clauses that hang on it."""
        known = self._particles.get(word)
        if known is None:
            besides = ("compound:prt", "advmod", "obl", "obl:unmarked", "mark", "case", "compound")
            known = {self.low[k] for k in self.below(word, *besides)}
            known |= {self.lemma(k) for k in self.below(word, "xcomp", "advcl", "ccomp")}
            self._particles[word] = known
        return known

    def members(self, word: int) -> list[int]:
        """The word and what is coordinated with it."""
        found = [word]
        for k in self.below(word, "conj"):
            if self.words[k].upos in ("NOUN", "PROPN", "PRON", "NUM", "X"):
                found.extend(self.members(k))
        return found

    def phrase(self, word: int) -> Span:
        """The noun phrase that the word heads, without its preposition, asides, relative clauses and fellow members."""
        kept = {word}
        waiting = [word]
        while waiting:
            at = waiting.pop()
            for k in self._below[at]:
                relation = self.words[k].relation
                if (
                    (relation in _WITHIN and not self._aside(k, relation))
                    or (relation == "case" and (at != word or self.low[k] in _POSSESSIVE))
                    or (at != word and relation in ("conj", "cc", "obl", "obj", "punct", "obl:agent", "nsubj", "mark"))
                    or (
                        relation == "advcl"
                        and self.words[k].start > self.words[at].start
                        and "," not in self._between(at, k)
                    )
                ):
                    kept.add(k)
                    waiting.append(k)
        first = last = word
        while first - 1 in kept or self._bridges(first - 1, kept):
            first -= 1
        while last + 1 in kept or self._bridges(last + 1, kept):
            last += 1
        if self.low[last] in _POSSESSIVE and last > word:
            last -= 1
        while first < word and (
            self.words[first].relation in ("cc", "punct")
            or (self.words[first].relation == "case" and self.words[first].head == word)
        ):
            first += 1
        while last > word and self.words[last].relation in ("cc", "punct", "case"):
            last -= 1
        return Span(self.words[first].start, self.words[last].end)

    def _aside(self, k: int, relation: str) -> bool:
        """Whether a dependent tells of something else: what the noun is doing, or against whom it stands."""
        if relation == "acl":
            return self.low[k].endswith("ing") or bool(self.below(k, "mark"))
        return relation == "nmod" and self.preposition(k) in ("on", "against", "among", "after", "during", "since")

    def _between(self, a: int, b: int) -> list[str]:
        return self.low[min(a, b) : max(a, b)]

    def _bridges(self, at: int, kept: set[int]) -> bool:
        """Whether the hyphen, quote or point at ``at`` stands between two kept words and so breaks no phrase."""
        return (
            0 < at < len(self.words) - 1
            and self.words[at].upos == "PUNCT"
            and self.low[at] not in (",", ";", ":", "-", "–", "—")
            and at - 1 in kept
            and at + 1 in kept
        )

    def role(self, word: int, role: str) -> int | None:
        """The word that heads the predicate's span of that PropBank role, None where there is none."""
        predicate = self.predicates.get(word)
        for argument in predicate.arguments if predicate else ():
            if argument.role == role:
                return self._head_of(word, argument.start, argument.end)
        return None

    def role_of(self, word: int, part: int) -> str | None:
        """The PropBank role of ``word`` whose span holds ``part``."""
        predicate = self.predicates.get(word)
        start = self.words[part].start
        for argument in predicate.arguments if predicate else ():
            if argument.start <= start < argument.end:
                return argument.role
        return None

    def _head_of(self, near: int, start: int, end: int) -> int | None:
        sentence = self.reading.sentences[self.sentence_of[near]]
        inside = [n for n in range(sentence.first, sentence.last) if start <= self.words[n].start < end]
        for n in inside:
            head = self.words[n].head
            if (head < 0 or not start <= self.words[head].start < end) and self.words[n].upos not in ("ADP", "PUNCT"):
                return n
        return None
