"""The words of a reading as trees that can be walked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from headwater.language.reading import Reading, Sentence
from headwater.text import Span


class Tree:
    """The dependency trees of one reading: children of a word, its whole subtree, its written form.

    Word numbers run through the document, as in the reading.
    """

    __slots__ = ("_children", "reading", "sentence", "text")

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.reading = reading
        self._children: list[list[int]] = [[] for _ in reading.words]
        self.sentence = [0] * len(reading.words)
        for number, sentence in enumerate(reading.sentences):
            for word in range(sentence.first, sentence.last):
                self.sentence[word] = number
                head = reading.words[word].head
                # A head outside the sentence would tie two trees together.
                if sentence.first <= head < sentence.last and head != word:
                    self._children[head].append(word)

    def form(self, word: int) -> str:
        """The word as written."""
        found = self.reading.words[word]
        return self.text[found.start : found.end]

    def lower(self, word: int) -> str:
        return self.form(word).lower()

    def span(self, word: int) -> Span:
        found = self.reading.words[word]
        return Span(found.start, found.end)

    def head(self, word: int) -> int | None:
        """The word that this one hangs on, None at a root."""
        sentence = self.reading.sentences[self.sentence[word]]
        head = self.reading.words[word].head
        return head if sentence.first <= head < sentence.last and head != word else None

    def relation(self, word: int) -> str:
        """Its Universal Dependencies relation, with the subtype."""
        return self.reading.words[word].relation

    def upos(self, word: int) -> str:
        return self.reading.words[word].upos

    def children(self, word: int, *relations: str) -> list[int]:
        """Its dependents in the order of the text; of these relations (a main type takes its subtypes), or all."""
        if not relations:
            return self._children[word]
        return [
            c
            for c in self._children[word]
            if (relation := self.reading.words[c].relation) in relations or relation.split(":")[0] in relations
        ]

    def child(self, word: int, *relations: str) -> int | None:
        """The first dependent of these relations."""
        return next(iter(self.children(word, *relations)), None)

    def ancestors(self, word: int) -> Iterator[int]:
        """The words it hangs on, from the nearest to the root."""
        seen = {word}
        head = self.head(word)
        while head is not None and head not in seen:
            seen.add(head)
            yield head
            head = self.head(head)

    def subtree(self, word: int, without: frozenset[int] | set[int] = frozenset()) -> list[int]:
        """The word and all that hangs on it, in the order of the text, but for the subtrees of ``without``."""
        found, seen, left = [], {word}, [word]
        while left:
            here = left.pop()
            found.append(here)
            for child in self._children[here]:
                if child not in seen and child not in without:
                    seen.add(child)
                    left.append(child)
        return sorted(found)

    def words_in(self, start: int, end: int) -> range:
        """The words that lie wholly within these code points."""
        words = self.reading.words
        low = bisect_left(words, start, key=lambda w: w.start)
        high = low
        while high < len(words) and words[high].end <= end:
            high += 1
        return range(low, high)

    def cover(self, words: list[int]) -> Span:
        """From the first of these words to the last."""
        return Span(self.reading.words[words[0]].start, self.reading.words[words[-1]].end)

    def sentences_in(self, span: Span) -> range:
        """The numbers of the sentences that the span touches."""
        sentences = self.reading.sentences
        low = bisect_right(sentences, span.start, key=lambda s: s.end)
        high = bisect_left(sentences, span.end, lo=low, key=lambda s: s.start)
        return range(low, high)

    def unfinished(self, before: Sentence, after: Sentence) -> bool:
        """Whether a sentence ends without a stop, and the next one goes on in the same line."""
        end = before.end
        while end > before.start and self.text[end - 1].isspace():
            end -= 1
        return self.text[end - 1] not in ".!?…:;\"”'’" and "\n" not in self.text[before.end : after.start]

    def top(self, words: range) -> int | None:
        """The word in this stretch that the others hang on: the first whose head lies outside it."""
        best, depth = None, 10**9
        for word in words:
            if self.upos(word) == "PUNCT":
                continue
            far = sum(1 for _ in self.ancestors(word))
            if far < depth:
                best, depth = word, far
        return best
