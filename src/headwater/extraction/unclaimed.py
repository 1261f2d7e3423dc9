"""What claims nothing: the page's own words, questions, biddings, and clauses that only lead up to what is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from headwater.extraction.claim import Claim
from headwater.extraction.clauses import Clause, trimmed
from headwater.extraction.cues import forces, listed
from headwater.extraction.demands import asks_after
from headwater.extraction.lemmas import lemma
from headwater.extraction.saying import Saying, Speech
from headwater.extraction.scenarios import what_ifs
from headwater.extraction.tree import Tree
from headwater.extraction.unsaid import KEPT_BACK, withheld
from headwater.text import Document, Span


def furniture(document: Document, tree: Tree) -> list[Span]:
    """The stretches that claim nothing: what belongs to the page, and passages that only ask "what if"."""
    stretches = [Span(r.start, r.end) for r in document.regions if not r.kind.tells]
    stretches += [Span(s.start, s.consequences[-1].end if s.consequences else s.end) for s in what_ifs(tree)]
    joined: list[Span] = []
    for stretch in sorted(stretches):
        if joined and stretch.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    return joined


def lies_on(page: Sequence[Span], claim: Claim) -> bool:
    """Whether more than half of a claim lies on one of these stretches, which stand in the order of the text."""
    span = Span(claim.start, claim.end)
    low = bisect_right(page, span.start, key=lambda f: f.end)
    while low < len(page) and page[low].start < span.end:
        if 2 * span.overlap(page[low]) > span.end - span.start:
            return True
        low += 1
    return False


def past(page: Sequence[Span], text: str, claim: Claim) -> int:
    """Where a claim begins behind a heading that the reading ran together with it, or behind "adding that"."""
    at = bisect_right(page, claim.start, key=lambda f: f.end)
    led = _LEADS_ON.match(text, claim.start, claim.end)
    if led is not None:
        return led.end()
    if at < len(page) and page[at].start <= claim.start < page[at].end < claim.end:
        return trimmed(text, Span(page[at].end, claim.end)).start
    return claim.start


_LEADS_ON = re.compile(r"(?:adding|arguing|claiming|insisting|noting|saying|stating|stressing|warning)\s+that\s+")


def frames(tree: Tree, clause: Clause, said: Speech) -> bool:
    """Whether the clause only leads up to what somebody says, and runs on into the words of saying."""
    told = (said.by_verb(word) for word in clause.words if word != clause.head)
    return any(s is not None and not s.covers(tree.span(clause.head)) and s.covers(clause.span) < 0.1 for s in told)


def bids(tree: Tree, clause: Clause) -> bool:
    """Whether the clause tells the reader to do something: a bare verb at the head of its sentence."""
    sentence = tree.reading.sentences[tree.sentence[clause.head]]
    if tree.upos(clause.head) != "VERB" or tree.child(clause.head, "nsubj", "aux", "expl", "csubj") is not None:
        return False
    return clause.head == sentence.first and tree.lower(clause.head) == lemma(tree.form(clause.head), "VERB")


def keeps_back(tree: Tree, clause: Clause) -> bool:
    """Whether the clause tells that somebody does not say something ("was not willing to confirm that ...")."""
    led = (clause.head, *tree.children(clause.head, "xcomp"))
    return any(tree.lemma(verb) in KEPT_BACK and withheld(tree, verb) for verb in led)


def asks(tree: Tree, clause: Clause) -> bool:
    """Whether the clause is a question: it claims nothing."""
    if asks_after(tree, clause.head) and tree.following(clause.head) in ("about", "after"):
        return True
    sentence = tree.reading.sentences[tree.sentence[clause.head]]
    first, last = clause.words[0], clause.words[-1]
    asked = tree.text.find("?", tree.span(first).start, tree.span(last).start) >= 0
    if asked and any(tree.form(w) == "?" for w in range(first, last)):
        return True
    return tree.text[sentence.start : sentence.end].rstrip("\"”'’)* ").endswith("?")


def only_names(tree: Tree, head: int) -> bool:
    """Whether the clause only says what somebody calls it ("in what the office described as a provocation")."""
    above = tree.head(head)
    relative = tree.relation(head) in ("acl:relcl", "ccomp") and above is not None
    return relative and tree.lower(above) == "what" and forces().get(tree.lemma(head)) is not None if above else False


def hearsay(tree: Tree, saying: Saying) -> bool:
    """Whether nobody's word stands behind it ("according to preliminary information"), beside somebody who says so."""
    if saying.source is None or saying.cue is None or not saying.cue.of(tree.text).lower().startswith("according"):
        return False
    words = tree.words_in(saying.source.start, saying.source.end)
    head = tree.top(words) if words else None
    if head is None or tree.lemma(head) not in listed("hearsay"):
        return False
    return tree.child(head, "nmod:poss", "nmod") is None and not tree.entities_in(saying.source)
