"""Copies: which passages are the same words, whole or edited, and where.

Shared words do not prove one event, and furniture proves it least: see :meth:`Copies.boilerplate`.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode, b64encode
from bisect import insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Generic, NamedTuple, TypeVar

from headwater.reconciliation.groups import Groups
from headwater.reconciliation.shelves import Shelf, Shelves, TooMuchChanged
from headwater.text import Span
from headwater.vocabulary import table

WORDS = 5
"""Words in a shingle; the size with which Broder and others (1997) found near copies on the web is 4 to 10."""

NEAR = 0.5
"""Least share of the shorter passage's shingles in the longer one to call them copies of each other."""

_RUN = re.compile(r"[^\W_]+(?:[\ue000,.][^\W_]+)*")
_FIGURE = re.compile(r"[\d.,]+")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_KEPT = 32  # the earliest copies of a text that are given
CROWD = 200  # texts from which on a shingle that they have in common is furniture
_UNLIKE = 0.1

Key = TypeVar("Key", bound=Hashable)


class Copy(NamedTuple, Generic[Key]):
    """Another passage that shares words: ``share`` is the part of the shorter one's shingles that both have."""

    key: Key
    share: float


def folded(text: str) -> list[tuple[str, Span]]:
    """The words as copies are compared, with their code points: small letters, no marks, one spelling.

    Apostrophes vanish ("doesn't" is "doesnt"), hyphens part words, digits lose their commas, small numbers are digits.
    "IS" in capitals is the group.
    """
    plain = text.replace("'", "\ue000").replace("’", "\ue000")
    found: list[tuple[str, Span]] = []
    for match in _RUN.finditer(plain):
        at = match.start()
        for word, start, end in _parted(match.group()):
            found.append((word, Span(at + start, at + end)))
    return found


def spelled(text: str) -> list[str]:
    """The words of :func:`folded` without their places."""
    plain = text.replace("'", "\ue000").replace("’", "\ue000")
    return [word for run in _RUN.findall(plain) for word, _, _ in _parted(run)]


@lru_cache(maxsize=65536)
def _parted(run: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a run of letters, with their places in it."""
    if run == "IS" or run == "ISs":
        return (("daesh", 0, len(run)),)
    word = run.replace("\ue000", "")
    if ("." in word or "," in word) and not _FIGURE.fullmatch(word):
        return tuple((_spelled(part.group()), part.start(), part.end()) for part in _WORD.finditer(word))
    return ((_spelled(word.replace(",", "")), 0, len(run)),)


@lru_cache(maxsize=65536)
def _spelled(word: str) -> str:
    word = unicodedata.normalize("NFKD", word).casefold()
    word = "".join(c for c in word if not unicodedata.combining(c))
    return _spellings().get(word, word)


@cache
def _spellings() -> dict[str, str]:
    data = table("sources")
    found = {other: kept for kept, others in data["spellings"].items() for other in others}
    found |= {word: str(i) for i, word in enumerate(data["numbers"]) if i > 1}
    return found


def prints(text: str) -> frozenset[int]:
    """A fingerprint of a passage: one 64-bit number for each run of five folded words, the same in every run.

    A shorter passage is one shingle of all its words; one without words has none.
    """
    return shingles(spelled(text))


def shingles(words: Sequence[str]) -> frozenset[int]:
    """The fingerprint of folded words."""
    if not words:
        return frozenset()
    runs = max(1, len(words) - WORDS + 1)
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    return frozenset([_number(b" ".join(encoded[i : i + WORDS])) for i in range(runs)])


def _number(run: bytes) -> int:
    return int.from_bytes(blake2b(run, digest_size=8).digest(), "big")


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared of all (Jaccard), from 0 to 1; 0 where either is empty."""
    return len(one & other) / len(one | other) if one and other else 0.0


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter fingerprint that is in the longer one, from 0 to 1; 0 where either is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def aligned(one: str, other: str) -> tuple[tuple[Span, Span], ...]:
    """The longest stretches that both texts have word for word (three words or more), in the order of the first.

    Each stretch of the first is given once, with the first place in the second where it stands.
    """
    mine, theirs = folded(one), folded(other)
    starts: dict[tuple[str, ...], list[int]] = {}
    for j in range(len(theirs) - 2):
        starts.setdefault(tuple(w for w, _ in theirs[j : j + 3]), []).append(j)
    found: list[tuple[Span, Span]] = []
    i = 0
    while i < len(mine) - 2:
        best, at = 0, 0
        for j in starts.get(tuple(w for w, _ in mine[i : i + 3]), ())[:_KEPT]:
            length = 3
            while i + length < len(mine) and j + length < len(theirs) and mine[i + length][0] == theirs[j + length][0]:
                length += 1
            if length > best:
                best, at = length, j
        if best:
            found.append(
                (
                    Span(mine[i][1].start, mine[i + best - 1][1].end),
                    Span(theirs[at][1].start, theirs[at + best - 1][1].end),
                )
            )
        i += best or 1
    return tuple(found)


class Copies(Generic[Key]):
    """Passages by their shingles, each with an order (earlier is smaller). What it gives depends on what was added
    and not on when.

    Passages of the same words are one text, of which the 32 earliest are given: a thousand copies of one page cost no
    more than one, and all find the earliest. A shingle of more than 200 texts is furniture and leads to none. No two
    texts are compared that share no shingle.
    """

    def __init__(
        self,
        shelves: Shelves | None = None,
        *,
        kept: int = _KEPT,
        text_of: Callable[[Key], int] | None = None,
    ) -> None:
        """``text_of`` gives the text (:func:`text_number`) of a passage that was added to the shelves elsewhere."""
        shelves = shelves or Shelves()
        self._kept = kept
        self._texts: Shelf[int, list[tuple[Any, Key]]] = shelves.new("texts", list, load=_tupled)
        self._words: Shelf[int, frozenset[int]] = shelves.new("text words", frozenset, load=_unpacked, dump=_packed)
        self._marks: Shelf[int, list[int]] = shelves.new("marks", list)
        self._orders: dict[Key, Any] = {}
        self._own: dict[Key, int] = {}
        self._text_of = text_of or self._own.__getitem__

    def add(self, key: Key, order: object, marks: frozenset[int]) -> None:
        """Remember a passage; the same key again is ignored."""
        if key in self._orders:
            return
        text = text_number(marks)
        self._orders[key], self._own[key] = order, text
        held = self._texts.own(text)
        if not held:
            self._words.put(text, marks)
            for mark in marks:
                own = self._marks.own(mark)
                if len(own) <= CROWD:
                    own.append(text)
        insort(held, (order, key))
        del held[self._kept + 1 :]  # of which one may be the passage that asks

    def __contains__(self, key: object) -> bool:
        return key in self._orders

    def marks(self, key: Key) -> frozenset[int]:
        return self._words.see(self._text_of(key))

    def order(self, key: Key) -> object:
        return self._orders[key]

    def near(self, key: Key, least: float = NEAR) -> tuple[Copy[Key], ...]:
        """Passages that contain this one or are contained in it by at least that share, the earliest first."""
        own = self._text_of(key)
        mine = self._words.see(own)
        if not mine:
            return ()
        met: Counter[int] = Counter()
        for mark in mine:
            texts = self._marks.see(mark)
            if len(texts) <= CROWD:
                met.update(texts)
        size = len(mine)
        met[own] = size
        found = []
        for text, shared in met.items():
            # A text of furniture shares less by its telling words than by all of them: half of it is asked for here.
            share = 1.0 if text == own else shared / min(size, _size(text))
            if share * 2 < least:
                continue
            if text != own:
                share = containment(mine, self._words.see(text))
            if share >= least:
                held = self._texts.see(text)
                found += [(order, Copy(other, share)) for order, other in held[: self._kept] if other != key]
        found.sort(key=lambda each: (each[0], each[1].key))
        return tuple(copy for _, copy in found)

    def unsettled(self, marks: frozenset[int]) -> list[Key]:
        """Passages with one of these shingles, which one more text makes furniture. Raises :class:`TooMuchChanged`
        where these are more than are remembered.
        """
        found: list[Key] = []
        if not self._texts.see(text_number(marks)):
            for mark in sorted(marks):
                texts = self._marks.see(mark)
                if len(texts) == CROWD:
                    held = [self._texts.see(text) for text in texts]
                    if any(len(each) > self._kept for each in held):
                        raise TooMuchChanged(f"shingle {mark}")
                    found += [key for each in held for _, key in each]
        return found

    def groups(self, least: float = NEAR) -> tuple[tuple[Key, ...], ...]:
        """Passages that are copies of one another, over any number of steps; each group and all of them in order."""
        found = Groups(self._orders, rank=self._sorting)
        for key in self._orders:
            for other in self.near(key, least):
                found.join(key, other.key)
        return tuple(tuple(group) for group in found.all() if len(group) > 1)

    def boilerplate(self, marks: frozenset[int], pages: Iterable[frozenset[int]], *, least: int = 5) -> bool:
        """Whether a passage is furniture: it stands in at least five of these documents, which share little else.

        ``pages`` are the fingerprints of whole documents. Two documents that resemble each other by a tenth or more
        without the passage are one document here: a wire text in many papers is no furniture.
        """
        apart: list[frozenset[int]] = []
        for page in pages:
            if containment(marks, page) < 1:
                continue
            rest = page - marks
            if all(resemblance(rest, other) < _UNLIKE for other in apart):
                apart.append(rest)
                if len(apart) >= least:
                    return True
        return False

    def _sorting(self, key: Key) -> tuple[object, Key]:
        return self._orders[key], key


def text_number(marks: frozenset[int]) -> int:
    """One number for a text, with its size, up to 4,095 shingles, in the last twelve bits."""
    packed = b"".join([mark.to_bytes(8, "big") for mark in sorted(marks)])
    return _number(packed) >> 12 << 12 | min(len(marks), _MOST)


def _size(text: int) -> int:
    return max(1, text & _MOST)


_MOST = 0xFFF


def _packed(marks: frozenset[int]) -> str:
    return b64encode(b"".join([mark.to_bytes(8, "big") for mark in sorted(marks)])).decode("ascii")


def _unpacked(kept: str) -> frozenset[int]:
    whole = b64decode(kept)
    return frozenset([int.from_bytes(whole[at : at + 8], "big") for at in range(0, len(whole), 8)])


def _tupled(kept: list[Any]) -> list[Any]:
    """As it was kept, with the tuples that JSON gives back as lists."""
    return [(tuple(order), tuple(key)) for order, key in kept]
