"""What the encoder sees of a word: its word pieces, its shape, and what stands before it.

The encoder's vocabulary is uncased, and names need case; so each piece carries the *shape* of its word, and
the *layout* before the word (nothing, a space, a new line, a blank line), which tells a headline from a
sentence and a closing quotation mark from an opening one.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from importlib import resources

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from headwater.language.words import Bounds

LONGEST_WORD = 12
"""Pieces kept of one word; an address or a serial number needs no more."""

_LONGEST_SPELLING = 64  # characters of a word that are looked at


class Shape(IntEnum):
    """Case and kind of a word. ``PAD`` is for what is no word."""

    PAD = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    INITIAL = 4  # one capital letter, as "M" or "M."
    MIXED = 5
    DIGITS = 6
    ALPHANUMERIC = 7
    MARK = 8  # punctuation and symbols
    UNCASED = 9  # letters of a script without case


class Layout(IntEnum):
    """What stands between a word and the one before it."""

    PAD = 0
    GLUED = 1
    SPACE = 2
    LINE = 3
    PARAGRAPH = 4
    INSIDE = 5  # a later piece of the same word


def shape(word: str) -> Shape:
    """The shape of ``word``; it looks at the word alone, not at its place."""
    if word.islower():
        return Shape.LOWER if word.isalpha() or not any(map(str.isdigit, word)) else Shape.ALPHANUMERIC
    if word.isupper():
        if any(map(str.isdigit, word)):
            return Shape.ALPHANUMERIC
        return Shape.INITIAL if len(word.rstrip(".")) == 1 else Shape.UPPER
    if word.istitle():
        return Shape.TITLE if not any(map(str.isdigit, word)) else Shape.ALPHANUMERIC
    if any(map(str.isalpha, word)):
        if any(map(str.isdigit, word)):
            return Shape.ALPHANUMERIC
        return Shape.MIXED if any(map(str.isupper, word)) else Shape.UNCASED
    return Shape.DIGITS if any(map(str.isdigit, word)) else Shape.MARK


def layout(text: str, bounds: Sequence[Bounds]) -> list[Layout]:
    """The layout before each word of ``text``; the first word of all begins a paragraph."""
    found: list[Layout] = []
    last = -1
    for start, end in bounds:
        if start == last:
            found.append(Layout.GLUED)
        elif last < 0:
            found.append(Layout.PARAGRAPH)
        elif start - last == 1 and text[last] == " ":
            found.append(Layout.SPACE)
        else:
            lines = text.count("\n", last, start)
            found.append(Layout.SPACE if lines == 0 else Layout.LINE if lines == 1 else Layout.PARAGRAPH)
        last = end
    return found


TITLES = (
    "Mr Mrs Ms Dr Prof Rev Fr St Sen Sens Rep Reps Gov Pres Hon Msgr Amb Gen Lt Maj Col Capt Cmdr Cpl Sgt Adm Brig "
    "Mt Ft"
).split()
"""Abbreviations before a name: no sentence begins behind their stop."""


class Pieces:
    """Word pieces and shape by word, remembered, for a word costs more to cut than to look up."""

    def __init__(self, vocabulary: dict[str, int], *, remember: int = 200_000) -> None:
        self.pad, self.unknown = vocabulary["[PAD]"], vocabulary["[UNK]"]
        self.begin, self.end = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self.mask = vocabulary["[MASK]"]
        self._tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self._remember = remember
        self.titles = frozenset(self.of(f"{title}.")[0] for title in TITLES)

    @classmethod
    def packaged(cls) -> Pieces:
        """The vocabulary that ships with the weights."""
        lines = resources.files("headwater.language.model").joinpath("vocab.txt").read_text("utf-8")
        return cls({piece: number for number, piece in enumerate(lines.splitlines())})

    def of(self, word: str) -> tuple[tuple[int, ...], int]:
        """The pieces of ``word`` (one at least, :data:`LONGEST_WORD` at most) and its :class:`Shape`."""
        known = self._known.get(word)
        if known is None:
            # The tokenizer takes well-formed Unicode only: a lone surrogate is shown to it as a mark.
            seen = word[:_LONGEST_SPELLING].encode("utf-8", "replace").decode("utf-8")
            ids = self._tokenizer.encode(seen, add_special_tokens=False).ids[:LONGEST_WORD]
            known = (tuple(ids) or (self.unknown,), int(shape(word[:_LONGEST_SPELLING])))
            if len(self._known) >= self._remember:
                self._known.clear()
            self._known[word if len(word) <= _LONGEST_SPELLING else seen] = known
        return known
