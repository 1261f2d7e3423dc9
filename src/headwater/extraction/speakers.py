"""Speakers by name: pronouns and short forms traced within the document, or left as written and marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from headwater.extraction.claim import Speaker
from headwater.extraction.cues import listed
from headwater.extraction.phrases import phrase
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span

_HE = frozenset("he she him her himself herself".split())
_THEY = frozenset("they them themselves".split())
_IT = frozenset("it itself".split())
_WHO = frozenset("who which that whom".split())
_I = frozenset("i we me us".split())
_BOTH = re.compile(r"^(?:both|the two|the) (?:countries|sides|nations|parties|leaders|men|governments|ministers)$")
_ARTICLE = re.compile(r"^(the|a|an|this|that|these|those|its|their|his|her)\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"^(mr|mrs|ms|dr|gen|general|col|colonel|lt|capt|captain|sgt|president|minister|prof|sen|rep)\.?\s+", re.IGNORECASE
)


_WATCHERS = frozenset("monitor monitors group watchdog organisation organization".split())
_WATCHING = frozenset("observatory monitor monitoring watch network watchdog documentation".split())
"""Words in the name of an organisation that watches and counts."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A full name and what the document says its bearer is ("monitoring group"): lower-case words."""

    start: int
    text: str
    kind: str
    kinds: frozenset[str]

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.text.lower())


class Speakers:
    """The names of one document, and who is meant at each place where somebody speaks."""

    def __init__(self, tree: Tree, sayings: Sequence[Saying]) -> None:
        self._tree = tree
        self._sayings = sorted((s for s in sayings if s.source is not None), key=lambda s: _start(s.source))
        self._names = [_Name(e.start, tree.text[e.start : e.end], e.kind, _described(tree, Span(e.start, e.end)))
                       for e in sorted(tree.reading.entities, key=lambda e: e.start)]  # fmt: skip
        self._known: dict[Span, Speaker] = {}

    def of(self, saying: Saying) -> Speaker:
        """Who speaks in this act of speech; its name is ``reports`` where nobody is named at all."""
        source = saying.source
        if source is None:
            return Speaker("unnamed", None, saying.cue, anonymous=True)
        known = self._known.get(source)
        if known is None:
            name, traced = self._named(source, 0)
            known = self._known[source] = Speaker(name, source, saying.cue, self._anonymous(name), traced)
        return Speaker(known.name, source, saying.cue, known.anonymous, known.traced)

    def traced(self, mention: Span) -> str | None:
        """The name that the document has for whoever is meant here by a pronoun or a short form; None if none is."""
        words = self._tree.text[mention.start : mention.end].lower().strip()
        if words not in _HE | _IT | _THEY | _WHO and not _BOTH.match(words) and " " in words:
            return None
        name, found = self._named(mention, 0)
        return name if found else None

    def _named(self, source: Span, depth: int) -> tuple[str, bool]:
        written = " ".join(self._tree.text[source.start : source.end].split()).strip("\"“”'’,;: ")
        if re.match(r"\w+ \w+|\w+", written) and written.lower() not in _WHO:
            # A relative clause tells about the speaker and is no part of the name.
            written = re.split(r",?\s+(?:which|who|whose|whom)\s", written, maxsplit=1)[0]
        lower = written.lower()
        if depth > 4:
            return written, False
        found: str | None = None
        if lower in _WHO:
            found = self._antecedent_noun(source)
        elif lower in _HE or lower in _I:
            found = self._before(source, person=True, depth=depth)
        elif lower in _THEY or _BOTH.match(lower):
            found = self._before(source, plural=True, depth=depth)
        elif lower in _IT:
            found = self._before(source, person=False, depth=depth)
        elif _head_word(lower) in listed("nouns") and _ARTICLE.match(written) and not self._entity_in(source):
            found = self._before(source, depth=depth)
        else:
            found = self._fuller(source, written)
        return (found, True) if found and found != written else (written, False)

    def _before(self, source: Span, *, person: bool | None = None, plural: bool = False, depth: int) -> str | None:
        """The nearest speaker before this place who can be meant; for a person failing that the subject before."""
        sentence = self._sentence_at(source.start)
        acting = self._acting_before(source.start) if person else None
        for saying in reversed(self._sayings):
            other = saying.source
            if acting is not None and other is not None and other.start < acting.start:
                return self._longest(acting.text)
            if other is None or other.start >= source.start or self._sentence_at(other.start) < sentence - 4:
                continue
            written = self._tree.text[other.start : other.end].lower().strip()
            if written in _HE | _IT | _THEY | _WHO | _I:
                if depth > 3:
                    continue
            elif person is not None and self._is_person(other) is not person:
                continue
            is_plural = " and " in written or written.endswith("s")
            if plural and not is_plural and written not in _THEY:
                continue
            name, _ = self._named(other, depth + 1)
            if person is not None and name.lower() in _HE | _IT | _THEY:
                continue
            return name
        if person is not False and not plural:
            for name_ in reversed(self._names):
                if (
                    name_.start < source.start
                    and name_.kind == "PER"
                    and self._sentence_at(name_.start) >= sentence - 2
                ):
                    return self._longest(name_.text)
        if plural:
            return self._pair_before(source)
        if person is False:
            for name_ in reversed(self._names):
                if (
                    name_.start < source.start
                    and name_.kind == "ORG"
                    and self._sentence_at(name_.start) >= sentence - 1
                ):
                    return name_.text
        return None

    def _acting_before(self, start: int) -> _Name | None:
        """The nearest person before this place who is, or is within, the subject of a clause."""
        sentence = self._sentence_at(start)
        for name in reversed(self._names):
            if name.start >= start or name.kind != "PER":
                continue
            if self._sentence_at(name.start) < sentence - 3:
                return None
            if any(piece.start <= name.start < piece.end for s in self._sayings for piece in s.content):
                # Who is spoken of is not who speaks on.
                continue
            words = self._tree.words_in(name.start, name.start + len(name.text))
            for word in words:
                if any(
                    self._tree.relation(w).startswith("nsubj") for w in (word, *list(self._tree.ancestors(word))[:3])
                ):
                    return name
        return None

    def _pair_before(self, source: Span) -> str | None:
        """Two names joined by "and", the nearest before: "South Korea and Canada" for "both countries"."""
        sentence = self._sentence_at(source.start)
        for one, two in reversed(list(zip(self._names, self._names[1:], strict=False))):
            between = self._tree.text[one.start + len(one.text) : two.start]
            if (
                two.start < source.start
                and between.strip() in ("and", "&", ", and")
                and self._sentence_at(one.start) >= sentence - 4
            ):
                return f"{one.text} and {two.text}"
        return None

    def _antecedent_noun(self, source: Span) -> str | None:
        """The noun that a relative clause hangs on."""
        words = self._tree.words_in(source.start, source.end)
        for word in words:
            for above in self._tree.ancestors(word):
                if self._tree.relation(above) == "acl:relcl":
                    head = self._tree.head(above)
                    if head is not None:
                        name, _ = self._named(phrase(self._tree, head), 1)
                        return name.strip(" ,")
        return None

    def _fuller(self, source: Span, written: str) -> str | None:
        """A fuller name of the same bearer: "Zelensky", "the Observatory", "the monitor", "SOHR"."""
        bare = _TITLE.sub("", _ARTICLE.sub("", written))
        words = re.findall(r"\w+", bare.lower())
        if not words or len(words) > 6:
            return None
        names = [n for n in self._names if n.start != source.start]
        if len(words) == 1 and bare.isupper() and len(bare) > 2:
            letters = sorted(bare.lower())
            for name in names:
                initials = [w[0] for w in re.findall(r"\w+", name.text) if w[0].isupper()]
                if len(initials) == len(letters) and sorted("".join(initials).lower()) == letters:
                    return name.text
        for token in re.findall(r"\b[A-Z]{3,6}\b", bare):
            letters = sorted(token.lower())
            for name in names:
                initials = [w[0] for w in re.findall(r"\w+", name.text) if w[0].isupper()]
                if len(initials) == len(letters) and sorted("".join(initials).lower()) == letters and len(words) > 1:
                    return name.text
        inside = self._entities_in(source)
        if len(inside) == 1 and inside[0].kind == "PER":
            longer = self._longest(inside[0].text)
            return longer if longer != inside[0].text and len(words) <= 2 else None
        last = words[-1]
        if not inside or len(words) <= 2:
            for name in sorted(names, key=lambda n: -len(n.text)):
                if len(name.words) > len(words) and last in name.words and set(words) <= set(name.words) | _plain():
                    return name.text
        if not inside and last in listed("groups"):
            return self._described_as(source, words)
        return None

    def _described_as(self, source: Span, words: list[str]) -> str | None:
        """The organisation that the document calls by this noun, else the only organisation that speaks near."""
        last = words[-1]
        for name in self._names:
            if name.kind == "ORG" and len(words) > 1 and set(words) <= name.kinds:
                return self._longest(name.text)
        sentence = self._sentence_at(source.start)
        near = [
            s.source
            for s in self._sayings
            if s.source is not None and s.source != source and abs(self._sentence_at(s.source.start) - sentence) <= 4
            and any(n.kind == "ORG" for n in self._entities_in(s.source))
        ]  # fmt: skip
        if last in _WATCHERS:
            named_so = [n for n in self._names if n.kind == "ORG" and set(n.words) & _WATCHING and len(n.words) > 1]
            if named_so:
                return self._longest(named_so[0].text)
        after = [s for s in near if s.start > source.start] if words and self._indefinite(source) else near[::-1]
        for other in after or near:
            named = next(n for n in self._entities_in(other) if n.kind == "ORG")
            if last in _WATCHERS:
                return self._longest(named.text)
        return None

    def _indefinite(self, source: Span) -> bool:
        return self._tree.text[source.start : source.end].lower().startswith(("a ", "an "))

    def _entities_in(self, span: Span) -> list[_Name]:
        return [n for n in self._names if span.start <= n.start < span.end]

    def _entity_in(self, span: Span) -> bool:
        return bool(self._entities_in(span))

    def _longest(self, name: str) -> str:
        """The longest name of the document that ends in the same word or holds the whole name."""
        words = re.findall(r"\w+", name.lower())
        best = name
        for other in self._names:
            theirs = other.words
            if len(theirs) <= 6 and len(other.text) > len(best) and theirs[-len(words) :] == words:
                best = other.text
        return best

    def _is_person(self, source: Span) -> bool:
        inside = self._entities_in(source)
        if inside:
            return any(n.kind == "PER" for n in inside)
        last = _head_word(self._tree.text[source.start : source.end].lower())
        return last in listed("anonymous") or last in listed("people")

    def _anonymous(self, name: str) -> bool:
        lower = name.lower()
        if lower in _HE | _IT | _THEY | _WHO | _I:
            return False
        head = _head_word(lower)
        if any(n.text.lower() in lower and n.kind == "PER" for n in self._names):
            return False
        return head in listed("anonymous")

    def _sentence_at(self, start: int) -> int:
        from bisect import bisect_right

        return bisect_right(self._tree.reading.sentences, start, key=lambda s: s.start) - 1


def _start(span: Span | None) -> int:
    return span.start if span is not None else 0


def _head_word(phrase: str) -> str:
    """The last word of a phrase before what is added to it: "an official from the region": official."""
    plain = re.split(
        r"\b(?:of|from|in|at|for|with|named|called|close|who|which|that|on|speaking|to)\b|,", phrase, maxsplit=1
    )[0]
    words = re.findall(r"[\w'’-]+", plain) or re.findall(r"[\w'’-]+", phrase)
    return words[-1] if words else ""


@cache
def _plain() -> frozenset[str]:
    return frozenset("the head chief director group agency ministry official".split())


def _described(tree: Tree, span: Span) -> frozenset[str]:
    """The nouns that stand in apposition to a name or frame it: what its bearer is called."""
    words = tree.words_in(span.start, span.end)
    head = tree.top(words) if words else None
    found: set[str] = set()
    if head is None:
        return frozenset()
    for child in tree.children(head, "appos", "nmod:unmarked", "acl:relcl", "compound", "parataxis", "dep"):
        if child not in words:
            found.update(tree.lower(w) for w in tree.subtree(child) if w not in words)
    above = tree.head(head)
    if above is not None and tree.main(head) in ("appos", "compound", "nmod", "flat"):
        found.add(tree.lower(above))
    after = tree.text[span.end : span.end + 70].lower()
    # A scraper that loses commas leaves the apposition standing bare behind the name.
    bare = re.match(
        r"\W*(?:\([^)]*\)\s*)?(?:,\s*)?an?\s+((?:[\w-]+\s+){0,4}?(?:group|monitor|agency|watchdog|body|network|organi[sz]ation))\b",
        after,
    )
    if bare:
        found.update(bare.group(1).split())
    return frozenset(found)
