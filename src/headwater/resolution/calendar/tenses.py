"""Whether the words round a date look back or ahead: "met Friday" and "will meet Friday" are two Fridays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from headwater.language.reading import Reading, Word
from headwater.resolution.calendar.lexicon import lexicon
from headwater.resolution.calendar.words import Words

BACK, OPEN, AHEAD = -1, 0, 1
Tense = Callable[[int, int], int]
_FINITE_FUTURE = frozenset("will wo 'll ’ll shall would".split())
_DUTY = frozenset("should must ought".split())
_MODAL = _DUTY | frozenset("can could may might".split())
_PAST = frozenset("has have 've ’ve did was were been".split())
_PRESENT = frozenset("is are am 're ’re".split())
_CLIMB = 8


def tense_of(words: Words, reading: Reading | None) -> Tense:
    """A function from a stretch of tokens to :data:`BACK`, :data:`AHEAD` or, where nothing tells, :data:`OPEN`.

    With a reading, the verb that governs the stretch tells; without one, or where it does not, the nearest verb.
    """
    tree = _Tree(reading, words.text) if reading is not None and reading.words else None

    def tense(first: int, last: int) -> int:
        if words.word(first - 1) == "of" and words.word(first - 2) == "ahead":
            return AHEAD
        if words.word(last) == "'s" or words.word(first - 1) == "since":
            return BACK
        if words.word(first - 1) == "as" and words.word(first - 2) in ("early", "soon", "late"):
            return AHEAD
        until = words.word(first - 1) in ("until", "till", "through", "to")
        if tree is not None:
            told = tree.tense(words.starts[first], words.ends[last - 1], until=until)
            if told is not OPEN:
                return told
        return _nearest(words, first, last)

    return tense


def _nearest(words: Words, first: int, last: int) -> int:
    """By the nearest word of the sentence that tells, those before first."""
    known = lexicon()
    before, _ = words.sentence(first)
    _, after = words.sentence(last - 1)
    for side in (before, after):
        for i in side:
            word = words.lower[i]
            if words.text[words.starts[i]].isupper() and i and i - 1 not in words.stops:
                continue
            if word in known.ahead or word.endswith("'ll"):
                return AHEAD
            if word in known.behind or (len(word) > 4 and word.endswith("ed") and word.isalpha()):
                return BACK
    return OPEN


class _Tree:
    """The words of a reading by their heads."""

    def __init__(self, reading: Reading, text: str) -> None:
        self.words, self.text = reading.words, text
        self.starts = [w.start for w in reading.words]
        self.children: dict[int, list[int]] = {}
        for i, word in enumerate(reading.words):
            self.children.setdefault(word.head, []).append(i)

    def form(self, number: int) -> str:
        word = self.words[number]
        return self.text[word.start : word.end].lower()

    def tense(self, start: int, end: int, *, until: bool) -> int:
        """As the nearest verb above tells that tells anything."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        if first < 0:
            return OPEN
        top = next((i for i in range(first, last + 1) if not first <= self.words[i].head <= last), first)
        at = top
        for _ in range(_CLIMB):
            at = self.words[at].head
            if at < 0:
                return OPEN
            if told := self._verb(at):
                return AHEAD if until and self.form(at) in lexicon().put_off else told
        return OPEN

    def _verb(self, number: int) -> int:
        """What a verb, or what stands with a copula, tells by its form and its auxiliaries."""
        word: Word = self.words[number]
        helpers = [i for i in self.children.get(number, ()) if self.words[i].relation.split(":")[0] in ("aux", "cop")]
        if word.upos not in ("VERB", "AUX") and not helpers:
            return AHEAD if word.upos == "ADJ" and self.form(number) in lexicon().set_for else OPEN
        forms = {self.form(i) for i in helpers}
        known, form = lexicon(), self.form(number)
        if forms & _FINITE_FUTURE:
            return AHEAD
        if "had" in forms:
            return BACK
        if form in known.set_for and (helpers or word.upos == "ADJ" or word.relation.startswith("acl")):
            return AHEAD
        if forms & _PAST:
            return BACK
        if forms & _MODAL:
            return AHEAD if forms & _DUTY else OPEN
        marks = [i for i in self.children.get(number, ()) if self.words[i].relation == "mark" and self.form(i) == "to"]
        if marks:
            if marks[0] and self.form(marks[0] - 1) in _PRESENT:
                return AHEAD  # "envoys are to meet on Friday"
            head = word.head
            return AHEAD if head >= 0 and self._looks_ahead(head) else OPEN
        if forms & _PRESENT:  # "is meeting Friday", "is heard in May"
            return AHEAD
        if form in known.behind or form.endswith("ed"):
            return BACK
        return OPEN

    def _looks_ahead(self, number: int) -> bool:
        return self.form(number) in lexicon().plans or self._verb(number) is AHEAD
