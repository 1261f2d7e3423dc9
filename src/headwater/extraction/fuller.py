"""Fuller names for short ones: who "Zelensky", "the monitor" or "the mayor" is elsewhere in the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from headwater.extraction.cues import listed
from headwater.extraction.names import Names, head_word
from headwater.extraction.phrases import phrase
from headwater.extraction.tree import Tree
from headwater.text import Span

NEAR = 4
"""Sentences from the last words of a speaker to a pronoun or a short form that can mean them."""

_ARTICLE = re.compile(r"^(the|a|an|this|that|these|those|its|their|his|her)\s+", re.IGNORECASE)
DEFINITE = re.compile(r"^(the|this|that|these|those|its|their|his|her)\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"^(mr|mrs|ms|dr|gen|general|col|colonel|lt|capt|captain|sgt|president|minister|prof|sen|rep)\.?\s+", re.IGNORECASE
)
_WATCHERS = frozenset("monitor monitors group watchdog organisation organization".split())
_WATCHING = frozenset("observatory monitor monitoring watch network watchdog documentation".split())
"""Words in the name of an organisation that watches and counts."""
_CALLS_ITSELF = re.compile(
    r",?\s+(?:(?:that|which|who)\s+calls?\s+(?:itself|themselves)|calling\s+(?:itself|themselves)|"
    r"(?:that\s+is\s+|which\s+is\s+)?(?:known\s+as|named|called))\s+(?:the\s+)?[\"“]?((?:[A-Z][\w'’-]+\s?)+)"
)
"""Behind an unnamed group: the name that it bears."""


class FullerNames:
    """The names of one document, asked by their short forms; ``sources`` are where somebody speaks, in order."""

    def __init__(self, tree: Tree, names: Names, sources: Sequence[Span]) -> None:
        self._tree, self._names, self._sources = tree, names, sources
        self._starts = [source.start for source in sources]

    def of(self, source: Span, written: str) -> str | None:
        """What the document calls whoever is ``written`` at ``source`` more fully; None where it does not."""
        return self._called(source, written) or self._longer(source, written)

    def _called(self, source: Span, written: str) -> str | None:
        """What an unnamed group is said to call itself ("a group calling itself the Dawn Front")."""
        if head_word(written.lower()) not in listed("groups", "anonymous") or self._names.inside(source):
            return None
        text = self._tree.text
        match = _CALLS_ITSELF.match(text, source.end)
        if match is None and DEFINITE.match(written):
            # "The group" after "a group that calls itself ...".
            word = re.escape(head_word(written.lower()))
            for met in re.finditer(rf"\b{word}\b", text[: source.start]):
                match = _CALLS_ITSELF.match(text, met.end()) or match
        return match[1].strip() if match else None

    def _longer(self, source: Span, written: str) -> str | None:
        """A fuller name of the same bearer: "Zelensky", "the Observatory", "the monitor", "SOHR"."""
        bare = _TITLE.sub("", _ARTICLE.sub("", written))
        words = re.findall(r"\w+", bare.lower())
        if not words or len(words) > 6:
            return None
        for token in re.findall(r"\b[A-Z]{3,6}\b", bare):
            if len(words) == 1 or not bare.isupper():
                spelled = self._names.of_initials(token, source.start)
                if spelled is not None:
                    return spelled
        inside = self._names.inside(source)
        if len(inside) == 1 and inside[0].kind == "PER":
            longer = self._names.longest(inside[0].text, source.start)
            return longer if longer != inside[0].text and len(words) <= 2 else None
        last = words[-1]
        if not inside or len(words) <= 2:
            theirs = [
                n
                for n in self._names.holding(last)
                if n.start != source.start and len(n.words) > len(words) and set(words) <= set(n.words) | _plain()
            ]
            if inside and inside[0].kind == "LOC":
                theirs = [n for n in theirs if n.kind != "ORG"]  # "The United States" is no "United States Navy"
            if theirs:
                return max(theirs, key=lambda n: len(n.text)).text
        told_apart = self._called_so(source, words) if not inside else None
        if told_apart is not None:
            return told_apart
        if inside or not _ARTICLE.match(written):
            return self._described_as(source, words) if not inside and last in listed("groups") else None
        if last in listed("people"):
            return self._titled(source, set(words)) if written[:4].lower() == "the " else None
        return self._described_as(source, words) if last in listed("groups") else None

    def _called_so(self, source: Span, words: list[str]) -> str | None:
        """The fuller phrase of "the coalition" or "the ministry", where the report has named just one by that noun."""
        if len(words) != 1 or words[0] not in listed("bodies"):
            return None
        if not self._tree.text[source.start : source.end].lower().startswith("the "):
            return None
        found: dict[str, str] = {}
        tree = self._tree
        for word in tree.named_by(words[0]):
            if tree.span(word).start >= source.start:
                break
            whole = phrase(tree, word)
            name = tree.text[whole.start : whole.end]
            own = [w for w in tree.words_in(whole.start, tree.span(word).start) if tree.form(w)[:1].isupper()]
            own = [w for w in own if tree.lower(w) not in ("the", "a", "an", "its", "his", "their")]
            if tree.span(word).end != whole.end or len(name.split()) > 7:
                continue
            if any(tree.upos(w) in ("PROPN", "ADJ", "NOUN") for w in own):
                found.setdefault(_ARTICLE.sub("", name).lower(), name)
        return next(iter(found.values())) if len(found) == 1 else None

    def _titled(self, source: Span, words: set[str]) -> str | None:
        """The nearest person before this place whom the document calls by these words ("the mayor")."""
        sentence = self._tree.sentence_at(source.start)
        for name in self._names.before(source.start, "PER"):
            if self._tree.sentence_at(name.start) < sentence - 2 * NEAR:
                return None
            ahead = self._tree.text[max(0, name.start - 40) : name.start].lower().split()[-3:]
            if words <= self._names.kinds(name) | set(ahead):
                return self._names.longest(name.text, source.start)
        return None

    def _described_as(self, source: Span, words: list[str]) -> str | None:
        """The organisation that the document calls by this noun, else the watcher that speaks near."""
        last = words[-1]
        if len(words) > 1:
            for name in self._names.all:
                if name.kind == "ORG" and set(words) <= self._names.kinds(name):
                    return self._names.longest(name.text, source.start)
        elif last not in _WATCHERS and DEFINITE.match(self._tree.text[source.start : source.end]):
            sentence = self._tree.sentence_at(source.start)
            for name in self._names.before(source.start, "ORG"):
                if self._tree.sentence_at(name.start) < sentence - 2 * NEAR:
                    break
                if last in name.words or last in self._names.kinds(name):
                    return name.text
        if last not in _WATCHERS:
            return None
        for name in self._names.all:
            if name.kind == "ORG" and len(name.words) > 1 and set(name.words) & _WATCHING:
                return self._names.longest(name.text, source.start)
        near = [(abs(s.start - source.start), s) for s in self._speaking_near(source)]
        if self._tree.text[source.start : source.end].lower().startswith(("a ", "an ")):
            near = [n for n in near if n[1].start > source.start] or near
        for _, other in sorted(near):
            named = next(n for n in self._names.inside(other) if n.kind == "ORG")
            return self._names.longest(named.text, source.start)
        return None

    def _speaking_near(self, source: Span) -> Iterator[Span]:
        """The sources with the name of an organisation within a few sentences of this one."""
        sentence = self._tree.sentence_at(source.start)
        at = bisect_left(self._starts, source.start)
        for other in self._sources[max(0, at - 12) : at + 12]:
            if other == source or abs(self._tree.sentence_at(other.start) - sentence) > NEAR:
                continue
            if any(n.kind == "ORG" for n in self._names.inside(other)) and not self._names.is_person(other):
                yield other


@cache
def _plain() -> frozenset[str]:
    return frozenset("the head chief director group agency ministry official".split())
