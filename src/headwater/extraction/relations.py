"""What passes between two given phrases of a sentence, in strict PLOVER.

PLOVER codes realis into the type: cooperation to come is AGREE, cooperation refused is REJECT, conflict to come is
THREATEN. The ledger keeps the act and its modality apart instead; see :mod:`headwater.extraction.events`.
"""

from __future__ import annotations

from typing import NamedTuple

from headwater.extraction.dependents import Dependents
from headwater.extraction.matching import Match, match
from headwater.extraction.parts import parts
from headwater.extraction.voice import acting
from headwater.language.reading import Reading
from headwater.text import Span

_COOPERATION = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"))
_CONFLICT = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"))
# Acts of words that say what becomes of the act below them: refused aid is a refusal.
_OVER = frozenset(("AGREE", "REJECT", "THREATEN", "REQUEST", "CONCEDE"))
_COMING = frozenset(("will", "'ll", "shall", "would"))
_AIMING = frozenset("plan intend prepare aim expect schedule want hope".split())
_OBLIGING = frozenset(("must", "should", "ought"))
_NEVER = frozenset(("not", "n't", "never", "no", "n’t"))


class Candidate(NamedTuple):
    """An act that may be the one, with how well the two phrases sit in it."""

    word: int
    told: Match
    score: float


def type_of(text: str, reading: Reading, source: Span, target: Span | None) -> tuple[str, str | None] | None:
    """PLOVER type and mode of what ``source`` does to ``target``; None where no word there tells of an act."""
    tree = Dependents(text, reading)
    if _obliged(tree, source, target):
        return "REQUEST", None
    found = candidates(tree, source, target)
    if not found:
        return None
    best = max(found, key=lambda c: c.score)
    kind = strict(tree, best.word, best.told, {c.word: c.told for c in found})
    return kind, best.told.pattern.mode if kind == best.told.pattern.type else None


def _obliged(tree: Dependents, source: Span, target: Span | None) -> bool:
    """Whether ``source`` says what ``target`` must do."""
    for word, w in enumerate(tree.words):
        if w.relation != "ccomp" or not {tree.low[k] for k in tree.below(word, "aux")} & _OBLIGING:
            continue
        said = [tree.phrase(k) for k in acting(tree, w.head)]
        told = [tree.phrase(k) for k in tree.below(word, "nsubj", "nsubj:pass")]
        if any(s.overlap(source) for s in said) and (target is None or any(t.overlap(target) for t in told)):
            return True
    return False


def candidates(tree: Dependents, source: Span, target: Span | None) -> list[Candidate]:
    """Every act of the sentences that the two phrases stand in, scored by their places in it."""
    here = {
        number
        for number, s in enumerate(tree.reading.sentences)
        if any(s.start < span.end and span.start < s.end for span in (source, target) if span)
    }
    out = []
    for word in range(len(tree.words)):
        if tree.sentence_of[word] not in here:
            continue
        w = tree.words[word]
        inside = any(span.start <= w.start < span.end for span in (source, target) if span)
        if w.relation in ("compound", "flat", "amod") and w.upos != "ADJ":
            continue
        told = match(tree, word)
        if told is not None:
            out.append(Candidate(word, told, _score(tree, word, told, source, target) - 3 * inside))
    return out


def _score(tree: Dependents, word: int, told: Match, source: Span, target: Span | None) -> float:
    who = parts(tree, word, told)
    score = 0.2 * told.weight - 0.25 * _depth(tree, word)
    if any(a.overlap(source) for a in who.actors) or _stands_for(tree, word, source):
        score += 2.5
    elif told.pattern.frame.joint and any(a.overlap(source) for a in who.recipients):
        score += 2
    if target is not None:
        if any(r.overlap(target) for r in who.recipients):
            score += 2
        elif any(target.start <= tree.words[k].start < target.end for k in tree.subtree(word)):
            score += 1
        if any(a.overlap(target) for a in who.actors) and not told.pattern.frame.joint:
            score -= 1
    return score - 1.5 * (tree.words[word].upos not in ("VERB", "AUX"))


def _stands_for(tree: Dependents, word: int, source: Span) -> bool:
    """Whether the act's doer is a pronoun for the one who tells of it ("the ministry said it would ...")."""
    head = tree.words[word].head
    at = word
    while tree.words[at].relation in ("xcomp", "conj") and head >= 0:
        at, head = head, tree.words[head].head
    if tree.words[at].relation not in ("ccomp", "advcl") or head < 0:
        return False
    doers = acting(tree, at) or tree.below(at, "nsubj:pass")
    if not doers or tree.words[doers[0]].upos != "PRON" or tree.low[doers[0]] in ("i", "you", "this", "that", "there"):
        return False
    return any(tree.phrase(k).overlap(source) for k in acting(tree, head))


def _depth(tree: Dependents, word: int) -> int:
    depth = 0
    while tree.words[word].head >= 0:
        word, depth = tree.words[word].head, depth + 1
    return depth


def strict(tree: Dependents, word: int, told: Match, others: dict[int, Match]) -> str:
    """The type with realis coded in, as PLOVER asks."""
    over = _over(tree, word, others)
    kind = over if over is not None else told.pattern.type
    if kind == "AGREE" and over is None and told.pattern.frame.name == "pact":
        kind = "SUPPORT"
    at = word
    negated, coming = negation(tree, at), ahead(tree, at)
    if over == "AGREE" and told.pattern.type in _CONFLICT:
        return "THREATEN"
    if negated and kind in _COOPERATION:
        return "REJECT"
    if coming and kind in _COOPERATION:
        return "AGREE"
    if coming and kind in _CONFLICT:
        return "THREATEN"
    return kind


def _over(tree: Dependents, word: int, others: dict[int, Match]) -> str | None:
    """The type of the nearest governing word that says what becomes of this act."""
    at = word
    while (
        tree.words[at].relation in ("xcomp", "ccomp", "advcl", "conj", "obj", "obl", "acl") and tree.words[at].head >= 0
    ):
        relation, at = tree.words[at].relation, tree.words[at].head
        told = others.get(at)
        if told and relation in ("xcomp", "ccomp", "obj") and told.pattern.type in _OVER:
            return told.pattern.type
        if relation not in ("xcomp", "ccomp"):
            return None
    return None


def negation(tree: Dependents, word: int) -> bool:
    """Whether the verb, or a verb that it completes, is negated."""
    below = tree.below(word, "advmod", "det") + [j for k in tree.below(word, "obj") for j in tree.below(k, "det")]
    return any(tree.low[k] in _NEVER for k in below)


def ahead(tree: Dependents, word: int) -> bool:
    """Whether the act is said to lie ahead: will, is to, plans to."""
    auxiliaries = {tree.low[k] for k in tree.below(word, "aux")}
    if auxiliaries & _COMING and not auxiliaries & {"have", "has", "had"}:
        return True
    head = tree.words[word].head
    return head >= 0 and tree.words[word].relation == "xcomp" and tree.lemma(head) in _AIMING
