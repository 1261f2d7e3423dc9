"""Speakers by name: pronouns and short forms traced within the document, or left as written and marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from headwater.extraction.claim import Speaker
from headwater.extraction.cues import listed
from headwater.extraction.fuller import DEFINITE, NEAR, FullerNames
from headwater.extraction.names import Name, Names, gender, head_word, is_plural
from headwater.extraction.phrases import phrase
from headwater.extraction.saying import Saying
from headwater.extraction.tree import Tree
from headwater.text import Span

_SHE = frozenset("she her hers herself".split())
_HE = frozenset("he him his himself".split()) | _SHE
_THEY = frozenset("they them their themselves".split())
_IT = frozenset("it its itself".split())
_WHO = frozenset("who which that whom".split())
_I = frozenset("i we me us".split())
_POINTING = _HE | _THEY | _IT | _WHO
_PRONOUNS = _POINTING | _I
_BOTH = re.compile(r"^(?:both|the two|the) (?:countries|sides|nations|parties|leaders|men|governments|ministers)$")
_ONLY = re.compile(r"^(?:only|even|just)\s+(?=\S)", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s+(?:which|who|whose|whom)(?:\s|$)")

_GLUED = re.compile(r"^(?:[a-z]{3,}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?=[A-Z])")
"""The end of a headline or a sentence that a scraper glued to the word behind it."""

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WHEN = re.compile(
    r"(?<=\w)(?<!\bBloody)(?<!\bBlack)(?<!\bGood)(?<!\bEaster)(?<!\bSuper)(?<!\bPalm)(?: in [A-Z]\w+)?,? "
    r"(?:later|earlier|also|meanwhile|previously|separately|today|yesterday|tonight|"
    r"(?:earlier )?(?:this|last) (?:week|month|year|morning|evening)|"
    rf"(?:early |late |earlier |last )?{_DAY}(?: (?:morning|afternoon|evening|night))?)$"
)
"""An adverb or a day of the verb of saying that was read into the name before it."""


class Speakers:
    """The names of one document, and who is meant at each place where somebody speaks."""

    def __init__(self, tree: Tree, sayings: Sequence[Saying]) -> None:
        self._tree = tree
        self._sayings = sorted((s for s in sayings if s.source is not None), key=lambda s: _start(s.source))
        self._starts = [_start(s.source) for s in self._sayings]
        self._told = sorted(piece for s in self._sayings for piece in s.content)
        self._names = Names(tree)
        self._fuller = FullerNames(tree, self._names, [s.source for s in self._sayings if s.source is not None])
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

    def is_own(self, saying: Saying) -> bool:
        """Whether the words name whoever says them: "I", "we"."""
        return saying.source is not None and saying.source.of(self._tree.text).lower().strip() in _I

    def traced(self, mention: Span) -> str | None:
        """The name that the document has for whoever is meant here by a pronoun or a short form; None if none is."""
        words = self._tree.text[mention.start : mention.end].lower().strip()
        if words not in _POINTING and not _BOTH.match(words) and " " in words:
            return None
        name, found = self._named(mention, 0)
        return name if found else None

    def _named(self, source: Span, depth: int) -> tuple[str, bool]:
        written = " ".join(self._tree.text[source.start : source.end].split()).strip("\"“”'’,;: ")
        written = _ONLY.sub("", _WHEN.sub("", _GLUED.sub("", written)))
        if written.lower() not in _WHO:
            # A relative clause tells about the speaker and is no part of the name.
            written = _RELATIVE.split(written, maxsplit=1)[0]
        lower = written.lower()
        if depth > 4:
            return written, False
        found: str | None = None
        if lower in _WHO:
            found = self._antecedent_noun(source)
        elif lower in _I and (quoting := self._quoting(source)) is not None:
            found = self._named(quoting, depth + 1)[0]
        elif lower in _HE or lower in _I:
            sex = None if lower in _I else "she" if lower in _SHE else "he"
            found = self._person_before(source, sex, depth)
        elif lower in _THEY or _BOTH.match(lower):
            found = self._several_before(source, depth)
        elif lower in _IT:
            found = self._body_before(source, depth)
        elif head_word(lower) in listed("nouns") and DEFINITE.match(written) and not self._issued(source):
            found = next((self._named(s, depth + 1)[0] for s, _ in self._before(source)), None)
        else:
            found = self._fuller.of(source, written)
        return (found, True) if found and found != written else (written, False)

    def _issued(self, source: Span) -> bool:
        """Whether the words for what was said name whose it is: "the army statement", "the statement of the clinic"."""
        nouns = [w for w in self._tree.words_in(source.start, source.end) if self._tree.upos(w) in ("NOUN", "PROPN")]
        return len(nouns) > 1 or bool(self._names.inside(source))

    def _quoting(self, source: Span) -> Span | None:
        """Who says the words that "I" stands in, by the shortest act of speech that holds it."""
        over = [
            s
            for s in self._sayings
            if s.source is not None
            and not s.source.overlap(source)
            and any(p.start <= source.start and source.end <= p.end for p in s.content)
            and self._tree.text[s.source.start : s.source.end].lower().strip() not in _I
        ]
        return min(over, key=lambda s: s.size).source if over else None

    def _before(self, source: Span) -> Iterator[tuple[Span, str]]:
        """The speakers before this place whose last words stand near it, the nearest first, with their words."""
        sentence = self._tree.sentence_at(source.start)
        marks = next((q for q in self._tree.quotations if q.start <= source.start < q.end), None)
        for number in range(bisect_left(self._starts, source.start) - 1, -1, -1):
            saying = self._sayings[number]
            other = saying.source
            if other is None or other.start >= source.start:
                continue
            if marks is not None and not other.overlap(marks) and any(p.overlap(marks) for p in saying.content):
                continue  # who is quoted says "I", and "he" of others
            last = max([other.end, *(p.end for p in saying.content if p.start < source.start)])
            if self._tree.sentence_at(last - 1) < sentence - NEAR:
                if self._tree.sentence_at(other.start) < sentence - 10 * NEAR:
                    return
                continue
            yield other, self._tree.text[other.start : other.end].lower().strip()

    def _person_before(self, source: Span, sex: str | None, depth: int) -> str | None:
        """The nearest speaker before this place who is one person, or the person who acts nearer still."""
        acting = self._acting_before(source.start, sex)
        for other, written in self._before(source):
            if acting is not None and other.start < acting.start:
                return self._names.longest(acting.text, source.start)
            if written in _PRONOUNS:
                if (
                    depth > 3
                    or written in _IT | _THEY
                    or (sex and written in _HE and (written in _SHE) != (sex == "she"))
                ):
                    continue
            elif not self._names.is_person(other) or self._sex(other) not in (
                None,
                sex,
                *(("he", "she") if not sex else ()),
            ):
                continue
            name, _ = self._named(other, depth + 1)
            if name.lower() not in _PRONOUNS:
                return name
        sentence = self._tree.sentence_at(source.start)
        for one in self._names.before(source.start, "PER"):
            if self._tree.sentence_at(one.start) < sentence - 2:
                return None
            full = self._names.longest(one.text, source.start)
            if sex is None or gender(full) in (None, sex):
                return full
        return None

    def _several_before(self, source: Span, depth: int) -> str | None:
        """The nearest speakers before this place who are more than one, or a body of many."""
        for other, written in self._before(source):
            if written in _PRONOUNS and (depth > 3 or written not in _THEY):
                continue
            many = " and " in written or written.endswith(("s", "police", "people")) or written in _THEY
            many = many or is_plural(written)
            if not many:
                continue
            name, _ = self._named(other, depth + 1)
            return name
        return self._pair_before(source)

    def _body_before(self, source: Span, depth: int) -> str | None:
        """The organisation or country that its sentence is about ("Tehran was accused of it, a charge it rejects").

        Failing that the nearest before this place that speaks, failing that one that is named.
        """
        subject = self._subject_before(source)
        if subject is not None:
            return subject
        for other, written in self._before(source):
            if written in _PRONOUNS:
                if depth > 3 or written not in _IT:
                    continue
            elif self._names.is_person(other) or (is_plural(written) and not self._names.inside(other)):
                continue
            name, _ = self._named(other, depth + 1)
            if name.lower() not in _PRONOUNS:
                return name
        sentence = self._tree.sentence_at(source.start)
        for body in self._names.before(source.start, "ORG"):
            return body.text if self._tree.sentence_at(body.start) >= sentence - 1 else None
        return None

    def _subject_before(self, source: Span) -> str | None:
        """The name that is the subject of the sentence, before this place and with no speaker between."""
        tree = self._tree
        sentence = tree.reading.sentences[tree.sentence_at(source.start)]
        root = next((w for w in range(sentence.first, sentence.last) if tree.head(w) is None), None)
        subject = tree.child(root, "nsubj") if root is not None else None
        if subject is None or tree.span(subject).end > source.start or tree.upos(subject) != "PROPN":
            return None
        here = phrase(tree, subject)
        if self._names.is_person(here) or any(
            s.source is not None and sentence.start <= s.source.start < source.start for s in self._sayings
        ):
            return None
        return tree.text[here.start : here.end]

    def _acting_before(self, start: int, sex: str | None) -> Name | None:
        """The nearest person before this place who is, or is within, the subject of a clause."""
        tree = self._tree
        sentence = tree.sentence_at(start)
        for name in self._names.before(start, "PER"):
            if tree.sentence_at(name.start) < sentence - 3:
                return None
            if self._is_told(name.start):
                # Who is spoken of is not who speaks on.
                continue
            if sex and gender(self._names.longest(name.text, start)) not in (None, sex):
                continue
            if any(_acts(tree, word) for word in tree.words_in(name.start, name.end)):
                return name
        return None

    def _is_told(self, place: int) -> bool:
        """Whether what stands here is part of what somebody says."""
        at = bisect_left(self._told, (place + 1,))
        return any(piece.end > place for piece in self._told[max(0, at - 8) : at])

    def _pair_before(self, source: Span) -> str | None:
        """Two names joined by "and", the nearest before: "South Korea and Canada" for "both countries"."""
        sentence = self._tree.sentence_at(source.start)
        for one, two in self._names.pairs_before(source.start):
            if self._tree.sentence_at(one.start) < sentence - 4:
                return None
            between = self._tree.text[two.end : source.start]
            if len(between.split()) < 4 and between.replace(" ", "").isalpha():
                continue  # "France and Germany urged both sides": others than they
            if self._tree.text[one.end : two.start].strip() in ("and", "&", ", and"):
                return f"{one.text} and {two.text}"
        return None

    def _antecedent_noun(self, source: Span) -> str | None:
        """The noun that a relative clause hangs on."""
        tree = self._tree
        for word in tree.words_in(source.start, source.end):
            for above in tree.ancestors(word):
                head = tree.head(above)
                if tree.relation(above) == "acl:relcl" and head is not None:
                    if tree.child(head, "cop") is not None:
                        head = tree.child(head, "nsubj") or head  # "the man is a guard who says ...": the man
                    name, _ = self._named(phrase(tree, head), 1)
                    return name.strip(" ,")
        # The parser hung the clause elsewhere: the noun phrase that ends right before the relative is meant.
        before = next(iter(tree.words_in(source.start, source.end)), 0) - 1
        while before > 0 and tree.upos(before) == "PUNCT":
            before -= 1
        if before < 0:
            return None
        for kind in ("PER", "ORG"):
            nearest = next(self._names.before(source.start, kind), None)
            if nearest is not None and nearest.end >= tree.reading.words[before].end:
                return self._names.longest(nearest.text, source.start)
        return None

    def _sex(self, source: Span) -> str | None:
        inside = [n for n in self._names.inside(source) if n.kind == "PER"]
        written = self._tree.text[source.start : source.end]
        own = gender(written)
        if inside and own is None:
            return gender(self._names.longest(inside[0].text, source.start))
        return own

    def _anonymous(self, name: str) -> bool:
        lower = name.lower()
        if lower in _PRONOUNS or head_word(lower) not in listed("anonymous"):
            return False
        known = self._names.first(name)
        if known is not None and known.kind == "PER":
            return False
        words = re.findall(r"\w+", lower)
        return not any(n.kind == "PER" and n.text.lower() in lower for w in words for n in self._names.holding(w))


def _acts(tree: Tree, word: int) -> bool:
    """Whether the word is, or names, the subject of a clause; whose something is does not act by that."""
    for here in (word, *list(tree.ancestors(word))[:3]):
        relation = tree.relation(here)
        if relation.startswith("nsubj"):
            return True
        if relation in ("nmod:poss", "obl") or (relation == "nmod" and tree.child(here, "case") is not None):
            return False
    return False


def _start(span: Span | None) -> int:
    return span.start if span is not None else 0
