"""What somebody contests in an aside behind it: "..., which Velm denies", "..., a charge it rejected"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from headwater.extraction.claim import Claim, Modality
from headwater.extraction.clauses import trimmed
from headwater.extraction.cues import UNSAID, Force, forces, listed
from headwater.extraction.lemmas import lemma
from headwater.extraction.phrases import can_speak, phrase
from headwater.extraction.saying import Saying
from headwater.extraction.speakers import Speakers
from headwater.extraction.tree import Tree
from headwater.text import Span

_CONTESTS = frozenset("deny dispute reject refute contest".split())
_BEGIN = frozenset(verb[:3] for verb in _CONTESTS)
_LONGEST = 12
"""Words of the longest aside that is looked for, from its comma to its verb."""
_BETWEEN = frozenset("ADV AUX PART".split())
_BEHIND = frozenset("PUNCT CCONJ".split())


class Aside(NamedTuple):
    """An aside that contests what stands before it: the comma that opens it, who contests, and the verb."""

    comma: int
    subject: int
    verb: int


def aside(tree: Tree, verb: int) -> Aside | None:
    """The aside that this verb ends, None where it contests nothing that stands before it."""
    if tree.upos(verb) != "VERB" or tree.lower(verb)[:3] not in _BEGIN or tree.lemma(verb) not in _CONTESTS:
        return None
    sentence = tree.reading.sentences[tree.sentence[verb]]
    if verb + 1 < sentence.last and tree.upos(verb + 1) not in _BEHIND and tree.lower(verb + 1) not in ("as", "in"):
        return None
    comma = next((w for w in range(verb - 1, max(sentence.first, verb - _LONGEST), -1) if tree.form(w) == ","), None)
    if comma is None or {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & UNSAID:
        return None
    begins = _pointed(tree, comma + 1)
    if begins is None or begins >= verb:
        return None
    subject = next((w for w in reversed(tree.children(verb, "nsubj")) if begins <= w < verb), None)
    if subject is None or not (can_speak(tree, subject) or tree.child(subject, "nmod:poss") is not None):
        return None
    own = phrase(tree, subject)
    rest = [w for w in range(begins, verb) if not own.overlap(tree.span(w))]
    return Aside(comma, subject, verb) if all(tree.upos(w) in _BETWEEN for w in rest) else None


def _pointed(tree: Tree, word: int) -> int | None:
    """Where the words end that point back at what was said: "which", "something", "a charge that"."""
    if tree.lower(word) == "which":
        return word + 1
    if tree.lower(word) == "something":
        behind = word + 1
    elif tree.lower(word) in ("a", "an", "the") and lemma(tree.form(word + 1), "NOUN") in listed("contested"):
        behind = word + 2
    else:
        return None
    return behind + (tree.lower(behind) in ("that", "which"))


def contested(tree: Tree, speakers: Speakers, found: Sequence[Claim]) -> list[Claim]:
    """The claims without the asides that contest them, and for each aside a denial by whoever contests.

    The denial stands from the begin of what is contested to the end of the aside. Where that is itself an act of
    speech ("accused the army of it"), the denial has no event: nobody denies the words.
    """
    asides = [a for w in range(len(tree.reading.words)) if tree.upos(w) == "VERB" and (a := aside(tree, w)) is not None]
    kept = list(found)
    for one in asides:
        opens, ends = tree.span(one.comma).start, tree.span(one.verb).end
        begin = tree.reading.sentences[tree.sentence[one.verb]].start
        ahead = [c for c in kept if begin <= c.start < opens and c.end > begin]
        kept = [
            replace(c, end=trimmed(tree.text, Span(c.start, opens)).end) if c.start < opens < c.end <= ends else c
            for c in kept
            if not opens <= c.start < ends
        ]
        host = min((c for c in ahead if _reaches(tree, c, one)), key=lambda c: (-c.end, c.start), default=None)
        if host is None:
            continue
        source = phrase(tree, one.subject)
        saying = Saying(source, tree.span(one.verb), one.verb, Force.DENIES, (Span(host.start, opens),))
        voiced = forces().get(tree.lemma(host.head)) is not None
        kept.append(
            replace(
                host, end=ends, speakers=(speakers.of(saying),), modality=Modality.DENIED, hedge=None, figures=(),
                event=None if voiced else host.event, reach=Span(host.start, ends),
            )
        )  # fmt: skip
    return kept


def _reaches(tree: Tree, claim: Claim, one: Aside) -> bool:
    """Whether the claim is what the aside hangs on: nothing but further words of its own stands between."""
    between = tree.words_in(claim.end, tree.span(one.comma).start)
    return (
        claim.end >= tree.span(one.comma).start
        or claim.reach.end >= tree.span(one.comma).start
        or all(tree.upos(w) == "PUNCT" for w in between)
    )
