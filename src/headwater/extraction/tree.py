"""The words of a reading as trees that can be walked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from headwater.extraction.lemmas import lemma
from headwater.extraction.quotations import quotations
from headwater.language.reading import Entity, Reading, Sentence
from headwater.text import Span
from headwater.text.letters import in_small_letters

_KEPT = 400
"""Words of the largest subtree that is kept: in a sentence without end every word would keep all the others."""


class Tree:
    """The dependency trees of one reading: children of a word, its whole subtree, its written form.

    Word numbers run through the document, as in the reading. ``low`` is the text in small letters. What is asked again
    and again is worked out once, and what every rule asks of every word is a column that answers by itself.
    """

    __slots__ = (
        "_children",
        "_entities",
        "_entity_starts",
        "_heads",
        "_low",
        "_main",
        "_relations",
        "_sentence_ends",
        "_sentence_starts",
        "_starts",
        "_subtrees",
        "form",
        "head",
        "lemma",
        "low",
        "lower",
        "main",
        "quotations",
        "reading",
        "relation",
        "sentence",
        "span",
        "text",
        "upos",
    )

    form: Callable[[int], str]
    """The word as written."""
    lower: Callable[[int], str]
    """The word in small letters."""
    lemma: Callable[[int], str]
    """Its dictionary form, as the part of speech that the reading takes it for."""
    span: Callable[[int], Span]
    """Where it stands."""
    head: Callable[[int], int | None]
    """The word that this one hangs on, None at a root."""
    relation: Callable[[int], str]
    """Its Universal Dependencies relation, with the subtype."""
    main: Callable[[int], str]
    """Its relation without the subtype."""
    upos: Callable[[int], str]
    """Its part of speech."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.low = in_small_letters(text)
        self.reading = reading
        words = reading.words
        self._children: list[list[int]] = [[] for _ in words]
        self._heads: list[int | None] = [None] * len(words)
        self.sentence = [0] * len(words)
        for number, sentence in enumerate(reading.sentences):
            first, last = sentence.first, sentence.last
            for word in range(first, last):
                self.sentence[word] = number
                head = words[word].head
                # A head outside the sentence would tie two trees together.
                if first <= head < last and head != word:
                    self._children[head].append(word)
                    self._heads[word] = head
        self._starts = [w.start for w in words]
        self._relations = [w.relation for w in words]
        mains = {relation: relation.partition(":")[0] for relation in set(self._relations)}
        self._main = [mains[relation] for relation in self._relations]
        forms = [text[w.start : w.end] for w in words]
        self._low = [form.lower() for form in forms]
        tags = [w.upos for w in words]
        self.form, self.lower, self.upos = forms.__getitem__, self._low.__getitem__, tags.__getitem__
        self.lemma = list(map(lemma, forms, tags)).__getitem__
        self.span = [Span(w.start, w.end) for w in words].__getitem__
        self.head = self._heads.__getitem__
        self.relation, self.main = self._relations.__getitem__, self._main.__getitem__
        self._subtrees: dict[int, list[int]] = {}
        self._sentence_starts = [s.start for s in reading.sentences]
        self._sentence_ends = [s.end for s in reading.sentences]
        self.quotations = quotations(text)
        self._entities = sorted(reading.entities)
        self._entity_starts = [e.start for e in self._entities]

    def named_by(self, noun: str) -> list[int]:
        """The words of the document that are this noun, in small letters, in their order."""
        return [w for w, low in enumerate(self._low) if low == noun]

    def following(self, word: int) -> str:
        """The word behind this one, in small letters; empty at the end of the text."""
        return self._low[word + 1] if word + 1 < len(self._low) else ""

    def children(self, word: int, *relations: str) -> list[int]:
        """Its dependents in the order of the text; of these relations (a main type takes its subtypes), or all."""
        below = self._children[word]
        if not relations:
            return below
        main, whole = self._main, self._relations
        return [c for c in below if main[c] in relations or whole[c] in relations]

    def child(self, word: int, *relations: str) -> int | None:
        """The first dependent of these relations."""
        for c in self._children[word]:
            if self._main[c] in relations or self._relations[c] in relations:
                return c
        return None

    def ancestors(self, word: int) -> Iterator[int]:
        """The words it hangs on, from the nearest to the root."""
        seen = {word}
        head = self._heads[word]
        while head is not None and head not in seen:
            seen.add(head)
            yield head
            head = self._heads[head]

    def subtree(self, word: int, without: frozenset[int] | set[int] = frozenset()) -> list[int]:
        """The word and all that hangs on it, in the order of the text, but for the subtrees of ``without``."""
        if not self._children[word]:
            return [word]
        if not without:
            known = self._subtrees.get(word)
            if known is not None:
                return known
        found, seen, left = [], {word}, [word]
        while left:
            here = left.pop()
            found.append(here)
            for child in self._children[here]:
                if child not in seen and child not in without:
                    seen.add(child)
                    left.append(child)
        found.sort()
        if not without and len(found) <= _KEPT:
            self._subtrees[word] = found
        return found

    def words_in(self, start: int, end: int) -> range:
        """The words that lie wholly within these code points."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, lo=low)
        while high > low and self.reading.words[high - 1].end > end:
            high -= 1
        return range(low, high)

    def entities_in(self, span: Span) -> list[Entity]:
        """The names that begin within the span, in the order of the text."""
        low = bisect_left(self._entity_starts, span.start)
        return self._entities[low : bisect_left(self._entity_starts, span.end, lo=low)]

    def quotes(self, span: Span) -> int:
        """How many code points of the span stand between quotation marks."""
        marks = self.quotations
        low = bisect_right(marks, span.start, key=lambda m: m.end)
        total = 0
        while low < len(marks) and marks[low].start < span.end:
            total += marks[low].overlap(span)
            low += 1
        return total

    def named(self, span: Span) -> bool:
        """Whether a name touches the span."""
        at = bisect_left(self._entity_starts, span.end)
        return any(e.end > span.start for e in self._entities[max(0, at - 3) : at])

    def cover(self, words: list[int]) -> Span:
        """From the first of these words to the last."""
        return Span(self.reading.words[words[0]].start, self.reading.words[words[-1]].end)

    def sentences_in(self, span: Span) -> range:
        """The numbers of the sentences that the span touches."""
        low = bisect_right(self._sentence_ends, span.start)
        high = bisect_left(self._sentence_starts, span.end, lo=low)
        return range(low, high)

    def sentence_at(self, place: int) -> int:
        """The number of the last sentence that begins at or before this code point."""
        return bisect_right(self._sentence_starts, place) - 1

    def unfinished(self, before: Sentence, after: Sentence) -> bool:
        """Whether a sentence ends without a stop, and the next one goes on in the same line."""
        end = before.end
        while end > before.start and self.text[end - 1].isspace():
            end -= 1
        return self.text[end - 1] not in ".!?…:;\"”'’" and "\n" not in self.text[before.end : after.start]

    def top(self, words: range) -> int | None:
        """The word in this stretch that the others hang on: the first whose head lies outside it."""
        low, high = words.start, words.stop
        best, depth = None, 10**9
        for word in words:
            if self.upos(word) == "PUNCT":
                continue
            head = self._heads[word]
            # A word whose head lies in the stretch as well is deeper than its head, unless that is a mark.
            if head is not None and low <= head < high and self.upos(head) != "PUNCT":
                continue
            far = sum(1 for _ in self.ancestors(word))
            if far < depth:
                best, depth = word, far
        return best
