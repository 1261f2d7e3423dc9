"""Who says which stretch of a document: the engine's attributions, mended by syntax and by quotation marks.

The engine finds most of them. What it misses or cuts wrongly often stands plainly in the tree (a verb of saying
with a subject and a clause) or in the quotation marks (a quotation that runs on for several sentences).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from headwater.extraction.lemmas import lemma
from headwater.extraction.tree import Tree
from headwater.language.reading import Attribution
from headwater.text import Span
from headwater.vocabulary import table

OPENING = frozenset("\"“„«‘'")
"""Characters that may open a quotation at the head of a sentence."""


class Force(StrEnum):
    """What a speaker does with what is said."""

    SAYS = "says"
    WEAKLY = "weakly"
    DEMANDS = "demands"
    PLANS = "plans"
    DENIES = "denies"
    ASKS = "asks"


@cache
def forces() -> dict[str, Force]:
    """Base form of a cue to what it does."""
    return {word: force for force in Force for word in table("cues")[force.value]}


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of speech: ``verb`` is the number of the cue's main word, None where it is understood.

    ``content`` stands in the order of the text.
    """

    source: Span | None
    cue: Span | None
    verb: int | None
    force: Force
    content: tuple[Span, ...]

    def covers(self, span: Span) -> float:
        """Which part of ``span`` the content holds, from 0 to 1."""
        return sum(span.overlap(piece) for piece in self.content) / max(1, span.end - span.start)

    @property
    def size(self) -> int:
        return sum(piece.end - piece.start for piece in self.content)


@cache
def _nobody() -> frozenset[str]:
    return frozenset(table("cues")["nobody"])


@cache
def _fears() -> frozenset[str]:
    return frozenset(table("cues")["fears"])


@cache
def _speaking() -> frozenset[str]:
    """Nouns that can speak without a name beside them."""
    rows = table("cues")
    return frozenset(word for name in ("anonymous", "people", "groups", "nouns") for word in rows[name])


def sayings(tree: Tree) -> tuple[Saying, ...]:
    """Every act of speech of the document, in the order of its content."""
    found: list[Saying] = []
    for attribution in tree.reading.attributions:
        saying = _from_engine(tree, attribution)
        if saying is not None:
            found.append(saying)
    found += _from_syntax(tree, found)
    found += _tags(tree, found)
    found += _running_on(tree, found)
    return tuple(sorted(found, key=lambda s: (s.content[0].start, -s.size)))


# ---------------------------------------------------------------------------------------------- the engine's


def _from_engine(tree: Tree, attribution: Attribution) -> Saying | None:
    """An attribution of the engine with its main word found, its speaker whole and its content cut at the quotation."""
    cue = _one(attribution.cue)
    source = _one(attribution.source)
    verb = main_word(tree, attribution.cue)
    force = force_of(tree, attribution.cue, verb)
    content = attribution.content
    if verb is not None:
        subject = subject_of(tree, verb)
        clause = _said_clause(tree, verb)
        if subject is not None and clause is not None and _swallowed(tree, content, subject, verb):
            # The engine took the speaker for what is said.
            return Saying(_phrase(tree, subject), cue, verb, force, (clause,))
        behind = _behind(tree, verb)
        if behind is not None and (source is None or not source.overlap(tree.span(behind))):
            # "... killed a nurse and two soldiers said the director": whoever stands behind the verb speaks.
            home = tree.reading.sentences[tree.sentence[verb]]
            before = Span(home.start, tree.reading.words[verb].start)
            return Saying(_phrase(tree, behind), cue, verb, force, (before,))
        if source is None and subject is not None and not any(s.overlap(tree.span(subject)) for s in content):
            source = _phrase(tree, subject)
        content = _cut(tree, content, verb)
    if not content or source is None:
        # Where nobody is said to speak ("six were reported killed") the document speaks, and hedges.
        return None
    source = _whole(tree, source, verb, content)
    content = tuple(piece for piece in (_without(piece, source) for piece in content) if piece is not None)
    if not content or not _credible(tree, source, cue, verb, content):
        return None
    return Saying(source, cue, verb, force, content)


def _credible(tree: Tree, source: Span, cue: Span | None, verb: int | None, content: Sequence[Span]) -> bool:
    """Whether this can be an act of speech: somebody who can speak, by a word of saying that is not merely thought of."""
    words = tree.words_in(source.start, source.end)
    head = tree.top(words) if words else None
    if head is None:
        return False
    written = tree.text[source.start : source.end].lower().strip()
    if written in _nobody() or written == "it" and verb is not None and tree.child(verb, "aux:pass") is not None:
        return False
    quoted = any(_quoted(tree, piece) for piece in content)
    if verb is not None:
        helpers = {tree.lower(c) for c in tree.children(verb, "aux", "advmod")}
        if helpers & _UNSAID and not quoted:
            return False
    base = lemma(tree.form(verb), tree.upos(verb)) if verb is not None else ""
    if "according" in (tree.text[cue.start : cue.end].lower() if cue else ""):
        return True
    known = base in forces() or (base == "be" and lemma(tree.form(head), "NOUN") in anonymous())
    if not known and not quoted:
        return _voices(tree, cue) and _can_speak(tree, head)
    return _can_speak(tree, head) or quoted or (known and _clausal(tree, verb))


_UNSAID = frozenset("might could would may should not n't n’t never didnt doesnt hasnt didn cannot".split())
"""Beside a verb of saying: it is not said."""


def _voices(tree: Tree, cue: Span | None) -> bool:
    """Whether a cue without a known verb still voices something: "raised alarms about", "made it clear that"."""
    if cue is None:
        return False
    nouns = [w for w in tree.words_in(cue.start, cue.end) if tree.upos(w) in ("NOUN", "ADJ")]
    return any(tree.lower(w) in _fears() or lemma(tree.form(w), "NOUN") in _speaking() for w in nouns)


def _can_speak(tree: Tree, head: int) -> bool:
    """Whether a noun can name a speaker: a name, a pronoun of persons, or a noun for people who speak."""
    if tree.upos(head) in ("PROPN", "PRON"):
        return True
    if lemma(tree.form(head), "NOUN") in _speaking() or tree.lower(head) in _speaking():
        return True
    here = tree.span(head)
    return any(here.overlap(Span(e.start, e.end)) for e in tree.reading.entities)


def _clausal(tree: Tree, verb: int | None) -> bool:
    return verb is not None and tree.child(verb, "ccomp") is not None


def _one(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def main_word(tree: Tree, cue: Sequence[Span]) -> int | None:
    """The word of the cue that carries its force: a word of the vocabulary, else the one that the others hang on."""
    words = [w for piece in cue for w in tree.words_in(piece.start, piece.end)]
    known = forces()
    for word in words:
        if tree.upos(word) in ("VERB", "AUX", "NOUN") and lemma(tree.form(word), tree.upos(word)) in known:
            return word
    verbs = [w for w in words if tree.upos(w) in ("VERB", "AUX")]
    return (verbs or words or [None])[-1]


def force_of(tree: Tree, cue: Sequence[Span], verb: int | None) -> Force:
    if verb is None:
        return Force.SAYS
    words = " ".join(tree.text[p.start : p.end].lower() for p in cue)
    if "call" in words and " for" in words:
        return Force.DEMANDS
    if set(words.split()) & _fears():
        return Force.WEAKLY
    known = forces()
    return known.get(lemma(tree.form(verb), tree.upos(verb)), Force.SAYS)


def subject_of(tree: Tree, verb: int) -> int | None:
    """The word that heads the subject of a verb, reached through coordination and open complements."""
    here: int | None = verb
    for _ in range(4):
        if here is None:
            return None
        subject = tree.child(here, "nsubj", "csubj")
        if subject is not None:
            return subject
        relation = tree.relation(here).split(":")[0]
        head = tree.head(here)
        if relation == "acl" and head is not None and tree.relation(here) != "acl:relcl":
            return head
        here = head if relation in ("conj", "xcomp", "advcl", "parataxis") else None
    return None


def _behind(tree: Tree, verb: int) -> int | None:
    """The subject that stands right behind the verb, where the clause before it is what is said."""
    if (
        not tree.children(verb, "ccomp")
        or tree.reading.words[tree.children(verb, "ccomp")[0]].start > tree.reading.words[verb].start
    ):
        return None
    for subject in tree.children(verb, "nsubj"):
        if (
            subject > verb
            and _phrase(tree, subject).start - tree.reading.words[verb].end <= 2
            and _can_speak(tree, subject)
        ):
            return subject
    return None


def _phrase(tree: Tree, head: int) -> Span:
    """The noun phrase of ``head`` without its relative clauses and the clauses that hang on it."""
    loose = {
        c for c in tree.children(head) if tree.relation(c).split(":")[0] in ("parataxis", "punct", "ccomp", "advcl")
    }
    loose |= {c for c in tree.children(head, "acl:relcl") if tree.reading.words[c].start > tree.reading.words[head].end}
    loose |= {c for c in tree.children(head, "case", "mark", "cc") if c < head}
    words = tree.subtree(head, loose)
    here = words.index(head)
    first = here
    while (
        first and words[first - 1] == words[first] - 1 and tree.upos(words[first - 1]) not in ("ADV", "SCONJ", "PUNCT")
    ):
        first -= 1
    last = here
    while last + 1 < len(words) and words[last + 1] == words[last] + 1:
        last += 1
    return tree.cover(words[first : last + 1])


def _said_clause(tree: Tree, verb: int) -> Span | None:
    clause = tree.child(verb, "ccomp")
    if clause is None or tree.sentence[clause] != tree.sentence[verb]:
        return None
    return tree.cover(tree.subtree(clause))


def _swallowed(tree: Tree, content: Sequence[Span], subject: int, verb: int) -> bool:
    """Whether the content is no more than the verb's own subject, and the clause that it governs is left out."""
    clause = tree.child(verb, "ccomp")
    return (
        clause is not None
        and tree.reading.words[clause].start > tree.reading.words[verb].end
        and any(s.overlap(tree.span(subject)) for s in content)
        and not any(s.overlap(tree.span(clause)) for s in content)
    )


def _cut(tree: Tree, content: Sequence[Span], verb: int) -> tuple[Span, ...]:
    """Content that runs over the borders of sentences only where quotation marks carry it.

    Speech that is not quoted is reported within the sentence of its verb.
    """
    home = tree.reading.sentences[tree.sentence[verb]]
    kept: list[Span] = []
    for piece in content:
        if home.start <= piece.start and piece.end <= home.end:
            kept.append(piece)
            continue
        inside = Span(max(piece.start, home.start), min(piece.end, home.end))
        words = tree.text[inside.start : inside.end] if inside.start < inside.end else ""
        if not words.strip():
            kept.append(piece)
            continue
        quoted = _quoted(tree, piece)
        closed_before = inside.start > piece.start and any(
            mark in tree.text[inside.start - 3 : inside.start] for mark in '"”'
        )
        if quoted and not closed_before:
            kept.append(piece)
        else:
            kept.append(inside)
    return tuple(kept)


def _whole(tree: Tree, source: Span, verb: int | None, content: Sequence[Span]) -> Span:
    """The source with what belongs to its name: "a witness" named Ahmad, "witnesses" joined to a medical source."""
    words = tree.words_in(source.start, source.end)
    if not words:
        return source
    head = tree.top(words)
    if head is None:
        return source
    loose = {
        c
        for c in tree.children(head)
        if tree.relation(c).split(":")[0] in ("parataxis", "ccomp", "advcl", "conj", "cc", "punct")
    }
    loose |= set(tree.children(head, "acl:relcl"))
    phrase = [w for w in tree.subtree(head, loose) if w >= words[0]]
    end = source.end
    for word in phrase:
        if tree.reading.words[word].start >= end and tree.reading.words[word].start - end <= 2 and word != verb:
            end = tree.reading.words[word].end
    if any(Span(source.end, end).overlap(piece) for piece in content):
        end = source.end
    start = source.start
    first = words[0]
    if first >= 2 and tree.lower(first - 1) == "and":
        # "a medical source and witnesses said": the parser may hang the first on the clause before it.
        before = first - 2
        left = before
        while (
            left > 0
            and tree.upos(left - 1) in ("ADJ", "NOUN", "PROPN")
            and tree.sentence[left - 1] == tree.sentence[first]
        ):
            left -= 1
        if tree.lower(before) in anonymous() and tree.upos(before) in ("NOUN", "PROPN"):
            if left > 0 and tree.upos(left - 1) == "DET":
                left -= 1
            start = tree.reading.words[left].start
    return Span(start, end)


def _without(piece: Span, source: Span) -> Span | None:
    """The piece of content that is left when the source is cut off one of its ends."""
    if not piece.overlap(source):
        return piece
    if source.start <= piece.start:
        piece = Span(min(source.end, piece.end), piece.end)
    elif source.end >= piece.end:
        piece = Span(piece.start, source.start)
    return piece if piece.end - piece.start > 1 else None


@cache
def anonymous() -> frozenset[str]:
    """Nouns of speakers that stand for nobody in particular."""
    return frozenset(table("cues")["anonymous"])


# ---------------------------------------------------------------------------------------------- by syntax


def _from_syntax(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Verbs of saying with a subject and a clause that the engine passed over, and "according to"."""
    taken = {s.verb for s in found}
    cued = [s.cue for s in found if s.cue is not None]
    known = forces()
    for word in range(len(tree.reading.words)):
        if word in taken:
            continue
        upos = tree.upos(word)
        if upos == "VERB":
            here = tree.span(word)
            if any(here.overlap(cue) for cue in cued):
                continue
            force = known.get(lemma(tree.form(word), upos))
            if force is None:
                continue
            saying = _verb(tree, word, force)
            if saying is not None:
                yield saying
        elif tree.lower(word) == "according" and not any(tree.span(word).overlap(cue) for cue in cued):
            saying = _according(tree, word)
            if saying is not None:
                yield saying


def _verb(tree: Tree, verb: int, force: Force) -> Saying | None:
    clause = tree.child(verb, "ccomp")
    subject = tree.child(verb, "nsubj")
    if clause is None or tree.relation(verb) == "xcomp":
        return None
    if subject is None:
        above = subject_of(tree, verb)
        if above is None or force is not Force.SAYS:
            return None
        subject = above
    if tree.upos(clause) not in ("VERB", "AUX") and tree.child(clause, "cop", "nsubj", "expl") is None:
        return None
    if tree.lower(subject) in _nobody() or tree.lower(subject) == "it" and tree.child(verb, "aux:pass") is not None:
        return None
    if tree.child(subject, "case") is not None and tree.relation(subject).startswith("obl"):
        return None
    if {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & _UNSAID:
        return None
    source = _phrase(tree, subject)
    content = tree.cover(tree.subtree(clause))
    if content.start > tree.reading.words[verb].end:
        # The parser may hang the subject of what is said on the verb of saying.
        content = Span(_after(tree, verb, content.start), content.end)
    left = _without(content, source)
    if left is None or left.overlap(tree.span(verb)):
        return None
    return Saying(_whole(tree, source, verb, (left,)), tree.span(verb), verb, force, (left,))


def _after(tree: Tree, verb: int, start: int) -> int:
    """Where what follows the verb begins, past its adverbs, addressee and date."""
    at = start
    for word in range(verb + 1, len(tree.reading.words)):
        if tree.reading.words[word].start >= start:
            break
        if (
            tree.head(word) == verb
            and tree.relation(word) in ("obj", "nsubj")
            and tree.upos(word) in ("NOUN", "PROPN", "PRON")
        ):
            at = min(at, tree.reading.words[tree.subtree(word)[0]].start)
    return max(at, tree.reading.words[verb].end)


def _according(tree: Tree, word: int) -> Saying | None:
    """ "according to X": X speaks, and the rest of the clause is what X says."""
    sentence = tree.reading.sentences[tree.sentence[word]]
    if word + 2 >= sentence.last or tree.lower(word + 1) != "to":
        return None
    start = tree.reading.words[word + 2].start
    speaker = next(
        (
            a
            for a in tree.ancestors(word)
            if tree.reading.words[a].start >= start and tree.upos(a) in ("NOUN", "PROPN", "PRON")
        ),
        None,
    )
    if speaker is None:
        return None
    source = _phrase(tree, speaker)
    source = Span(max(start, source.start), source.end)
    cue = Span(tree.reading.words[word].start, tree.reading.words[word + 1].end)
    before = Span(sentence.start, cue.start)
    after = Span(source.end, sentence.end)
    content = before if before.end - before.start > after.end - after.start else after
    if content.end - content.start < 10:
        return None
    return Saying(source, cue, None, Force.SAYS, (content,))


def _tags(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """A speaker's tag that was cut off as a sentence of its own: "The Valley Monitor reported." behind no stop."""
    known = forces()
    sentences = tree.reading.sentences
    for before, tag in pairwise(sentences):
        if tag.last - tag.first > 14 or not unfinished(tree.text, before.end, tag.start):
            continue
        verb = next((w for w in range(tag.first, tag.last) if tree.head(w) is None), None)
        if verb is None or known.get(lemma(tree.form(verb), "VERB")) is not Force.SAYS:
            continue
        subject = tree.child(verb, "nsubj")
        here = Span(before.start, before.end)
        if subject is None or tree.child(verb, "ccomp", "obj", "xcomp") is not None or not _can_speak(tree, subject):
            continue
        if any(s.covers(here) >= 0.5 for s in found):
            continue
        yield Saying(_phrase(tree, subject), tree.span(verb), verb, Force.SAYS, (here,))


def unfinished(text: str, end: int, start: int) -> bool:
    """Whether the sentence before ``end`` lacks its stop, and the one at ``start`` goes on in the same line."""
    return text[:end].rstrip()[-1:] not in ".!?…:;\"”'’" and "\n" not in text[end:start]


# ---------------------------------------------------------------------------------------------- by quotation marks


def _running_on(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Sentences that open with a quotation mark and have no speaker: the one who was quoted just before goes on."""
    last: Saying | None = None
    for sentence in tree.reading.sentences:
        here = Span(sentence.start, sentence.end)
        mine = [s for s in found if s.covers(here) >= 0.3 or (s.cue is not None and here.overlap(s.cue))]
        if mine:
            quoting = [s for s in mine if any(_quoted(tree, piece) for piece in s.content)]
            last = quoting[-1] if quoting else None
            continue
        if last is not None and tree.text[here.start : here.start + 1] in OPENING:
            yield replace(last, content=(here,), verb=None)
        else:
            last = None


def _quoted(tree: Tree, piece: Span) -> bool:
    text = tree.text
    return any(
        0 <= at < len(text) - 1 and text[at] in OPENING and not text[at + 1].isspace()
        for at in (piece.start - 1, piece.start)
    )
