"""From a reading to claims: who says each clause, how surely, and what it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from headwater.extraction.chains import chain_over, told_apart, voices, what_is_said
from headwater.extraction.claim import Claim, Event, Figure, Modality
from headwater.extraction.clauses import FEWEST, Clause, clauses, core, inner, is_verbal, trimmed, unmarked
from headwater.extraction.conditions import supposed
from headwater.extraction.contested import contested
from headwater.extraction.courtesy import is_courtesy
from headwater.extraction.cues import Force, forces
from headwater.extraction.dealt import dealt
from headwater.extraction.divided import counts_apart
from headwater.extraction.hedges import hedge
from headwater.extraction.modality import modality
from headwater.extraction.saying import Saying, Speech
from headwater.extraction.speakers import Speakers
from headwater.extraction.speech import speech
from headwater.extraction.told import Told
from headwater.extraction.tree import Tree
from headwater.extraction.unclaimed import asks, bids, frames, furniture, keeps_back, lies_on, only_names, past
from headwater.extraction.unsaid import is_accused
from headwater.text import Document, Span
from headwater.vocabulary import table

_POINTING = frozenset("this that it these those there what one we you i".split())
"""Subjects that point back at what was said."""

SHORTEST = 8
"""Code points of the shortest clause that is claimed."""


def claims(document: Document, tree: Tree, events: Sequence[Event], figures: Sequence[Figure]) -> tuple[Claim, ...]:
    """Every claim of the document in the order of the text, each with its own event and figures."""
    said = speech(tree)
    speakers = Speakers(tree, said.sayings)
    told = Told(events, figures)
    page = furniture(document, tree)
    heads = frozenset(
        w for s in said.sayings for w in (_content_head(tree, s), _apart(tree, s), *_further(tree, s)) if w is not None
    )
    heads |= {w for w in tree.named_by("accused") if is_accused(tree, w)}
    found = [
        claim
        for clause, span in _all(tree, heads, told)
        for claim in _of_clause(tree, clause, span, said, speakers, told)
        if not lies_on(page, claim)
    ]
    found += _left_over(tree, said, speakers, told, found)
    found += _counted_aside(tree, said, told, speakers, figures, found)
    found = contested(tree, speakers, found)
    found = counts_apart(tree, said.sayings, speakers, found)
    found = [replace(c, start=past(page, tree.text, c)) for c in found]
    found.sort(key=lambda c: (c.start, -c.end))
    once = {(c.start, c.end, c.speakers, c.event): c for c in reversed(found)}
    return tuple(dealt([c for c in found if once[c.start, c.end, c.speakers, c.event] is c], figures))


_SET_OFF = re.compile(r"[,;()–—]\s|\s[-–—]+\s|[()]")
"""What sets an aside off."""


_TIMES = frozenset("second minute hour day week month year decade century".split())
"""Units of figures for whose sake no aside is claimed ("the third in six weeks")."""


def _counted_aside(
    tree: Tree, said: Speech, told: Told, speakers: Speakers, figures: Sequence[Figure], found: Sequence[Claim]
) -> Iterator[Claim]:
    """What is set off from a claim and gives a figure that no claim holds ("..., one of four shot on Friday")."""
    for figure in figures:
        here = Span(figure.start, figure.end)
        if figure.unit in _TIMES or any(c.start <= here.start and here.end <= c.end for c in found):
            continue
        hosts = [c for c in found if c.reach.start <= here.start and here.end <= c.reach.end]
        if not hosts:
            continue
        host = min(hosts, key=lambda c: c.reach.end - c.reach.start)
        start, end = host.reach
        for mark in _SET_OFF.finditer(tree.text, start, end):
            start = max(start, mark.end()) if mark.end() <= here.start else start
            end = min(end, mark.start()) if mark.start() >= here.end else end
        span = trimmed(tree.text, Span(start, end))
        words = tree.words_in(span.start, span.end)
        top = tree.top(words) if words else None
        tags = [part for s in said.near(span) for part in (s.cue, s.source) if part is not None]
        if top is None or len(words) < FEWEST or any(part.overlap(span) for part in tags):
            continue
        yield replace(
            host, start=span.start, end=span.end, head=top, reach=span, hedge=hedge(tree, (span,)), figures=(),
            event=_event(tree, Clause(top, tuple(words), span.start, span.end), told, speakers),
            modality=Modality.HYPOTHETICAL if tree.lower(words[0]) in ("if", "unless") else host.modality,
        )  # fmt: skip


def _left_over(tree: Tree, said: Speech, speakers: Speakers, told: Told, found: Sequence[Claim]) -> Iterator[Claim]:
    """What somebody is said to say and no clause took up, for the tree ran across it: the words as they stand."""
    taken: dict[int, list[Span]] = {}
    for claim in found:
        here = Span(claim.start, claim.end)
        if said.by_verb(claim.head) is not None and ":" not in tree.text[claim.end : claim.reach.end]:
            here = Span(claim.start, max(claim.end, claim.reach.end))  # the whole act of speech is the claim
        for number in tree.sentences_in(here):
            taken.setdefault(number, []).append(here)
    for saying in said.sayings:
        for piece in saying.content:
            span = unmarked(tree, trimmed(tree.text, piece))
            words = tree.words_in(span.start, span.end)
            top = tree.top(words) if words else None
            condition = supposed(tree, tree.sentence[top]) if top is not None else None
            if condition is not None and condition.condition.overlap(span):
                continue
            denial = said.by_verb(top) if top is not None else None
            if denial is not None and denial.force is Force.DENIES and _content_head(tree, denial) is not None:
                continue  # "he denied reports that ...": what he denies is the claim
            if top is None or len(words) < FEWEST or not any(tree.upos(w) in ("VERB", "AUX") for w in words):
                continue
            over = {t for number in tree.sentences_in(span) for t in taken.get(number, ())}
            if 2 * sum(span.overlap(t) for t in over) >= span.end - span.start:
                continue
            clause = Clause(top, tuple(words), span.start, span.end)
            if asks(tree, clause) or is_courtesy(tree, clause.start, clause.end):
                continue
            chain = chain_over(tree, clause, core(tree, clause), said) or [saying]
            yield Claim(
                start=span.start,
                end=span.end,
                head=top,
                reach=span,
                speakers=voices(chain, speakers),
                modality=modality(tree, clause, chain[-1].force),
                hedge=hedge(tree, (*(s.cue for s in chain if s.cue is not None), span)),
                event=_event(tree, clause, told, speakers),
                figures=(),
            )


def _all(tree: Tree, heads: frozenset[int], told: Told) -> Iterator[tuple[Clause, Span]]:
    """The clauses of the document, each with its :func:`core`.

    Each is followed by the ones inside it that tell of an act or a figure of their own.
    """
    for clause in clauses(tree, heads):
        whole = core(tree, clause)
        yield clause, whole
        for part in inner(tree, clause):
            apart = not part.span.overlap(whole)
            if len(part.words) < FEWEST and not (apart and told.counts(part.span)):
                continue
            if told.at(part.head) is not None or told.counts(part.span) or _of_a_name(tree, part):
                yield part, core(tree, part)


def _of_a_name(tree: Tree, part: Clause) -> bool:
    """Whether this is a relative clause that tells something of a person or body called by name."""
    head = tree.head(part.head)
    if tree.relation(part.head) != "acl:relcl" or head is None:
        return False
    here = tree.span(head)
    return any(
        e.kind in ("PER", "ORG") and e.end > here.start for e in tree.entities_in(Span(here.start - 80, here.end))
    )


def _content_head(tree: Tree, saying: Saying) -> int | None:
    """The word that heads what is said, where it is a clause: its verb's complement, else the top of the content."""
    if saying.verb is not None:
        clause = tree.child(saying.verb, "ccomp")
        if clause is not None and saying.covers(tree.span(clause)) and not _only_judges(tree, saying.verb, clause):
            return clause
    for piece in saying.content:
        words = tree.words_in(piece.start, piece.end)
        top = tree.top(words) if words else None
        if top is None or top == saying.verb:
            continue
        if is_verbal(tree, top) and (tree.child(top, "nsubj", "cop", "expl") is not None):
            return top
    return None


def _only_judges(tree: Tree, verb: int, clause: int) -> bool:
    """Whether the verb only says what it thinks of its object: "called the flight a crime", "accused them of lying"."""
    if tree.child(clause, "nsubj", "expl", "csubj", "cop") is not None or tree.child(verb, "obj") is None:
        return False
    return not is_verbal(tree, clause) or tree.lemma(verb) in ("accuse", "blame", "condemn", "denounce", "praise")


_FURTHER = frozenset(", ; when while as after before and but where whereas".split())
"""What may tie a further clause to the one before."""


def _further(tree: Tree, saying: Saying) -> Iterator[int]:
    """The other clauses that the parser hung on the verb of saying, each with its subject."""
    for clause in tree.children(saying.verb, "ccomp")[1:] if saying.verb is not None else ():
        opens = tree.subtree(clause)[0]
        tied = tree.lower(opens) in _FURTHER or tree.lower(opens - 1) in _FURTHER if opens else False
        tied = tied or (tree.lower(clause).endswith("ing") and tree.child(clause, "aux") is None)
        # Behind a semicolon it is told beside what is said, and by whom is for itself to tell.
        beside = opens > 0 and ";" in (tree.lower(opens), tree.lower(opens - 1))
        if tied and tree.child(clause, "nsubj") is not None and (beside or saying.covers(tree.span(clause))):
            yield clause


def _apart(tree: Tree, saying: Saying) -> int | None:
    """The cue's verb where it hangs on another clause ("..., calling for a halt")."""
    verb = saying.verb
    return verb if verb is not None and tree.main(verb) in ("advcl", "acl") else None


def _of_clause(
    tree: Tree,
    clause: Clause,
    span: Span,
    said: Speech,
    speakers: Speakers,
    told: Told,
) -> Iterator[Claim]:
    """What the clause, whose core ``span`` is, claims: one claim, or nothing."""
    if clause.end - clause.start < SHORTEST or asks(tree, clause) or bids(tree, clause) or keeps_back(tree, clause):
        return
    if is_courtesy(tree, clause.start, clause.end) or tree.text.count("|", clause.start, clause.end) > 1:
        return
    own = next((s for verb in _leads(tree, clause) if (s := said.by_verb(verb)) is not None), None)
    if (condition := supposed(tree, tree.sentence[clause.head])) is not None and condition.condition.overlap(span):
        return
    if own is not None:
        if _content_head(tree, own) is not None or not any(p.overlap(clause.span) for p in own.content):
            return
        # What is said is no clause ("condemned the alliance"): the whole act of speech is the claim.
        above = chain_over(tree, clause, span, said, apart=own)
        chain = [*(s for s in above if not told_apart(tree, s.cue, own.cue)), own]
    else:
        chain = chain_over(tree, clause, span, said)
        span = what_is_said(tree, clause, span, chain)
        if not chain and len(tree.words_in(span.start, span.end)) < 2:
            span = trimmed(tree.text, clause.span)  # "Note: in the raid we lost 12 men": what is set off is the claim
        if span.end - span.start < SHORTEST or len(tree.words_in(span.start, span.end)) < 2:
            return
    if not chain and only_names(tree, clause.head):
        return
    if not chain and (frames(tree, clause, said) or not _reports(tree, clause, told)):
        return
    force = chain[-1].force if chain else None
    if force is Force.DENIES and _is_deed_beside(tree, clause.head, chain[-1]):
        force = Force.SAYS
    how = modality(tree, clause, force)
    cues = tuple(s.cue for s in chain if s.cue is not None)
    yield Claim(
        start=span.start,
        end=span.end,
        head=clause.head,
        reach=clause.span,
        speakers=voices(chain, speakers),
        modality=how,
        hedge=hedge(tree, (*cues, span)),
        event=None
        if how is Modality.DENIED and _aside(tree, clause, told)
        else _event(tree, clause, told, speakers, span.end),
        figures=(),
    )


def _aside(tree: Tree, clause: Clause, told: Told) -> bool:
    """Whether the act is told in an aside alone, and not denied with the rest ("nobody claimed it, which hurt ...")."""
    act = told.within(clause)
    if act is None or act.word == clause.head:
        return False
    between = takewhile(lambda word: word != clause.head, (act.word, *tree.ancestors(act.word)))
    return any(tree.relation(word) == "acl:relcl" for word in between)


def _is_deed_beside(tree: Tree, head: int, denial: Saying) -> bool:
    """Whether the clause tells what who denies does as well: "denied that it was there and condemned the raid"."""
    if tree.main(head) != "conj" or tree.lower(head) == tree.lemma(head) or denial.verb is None:
        return False
    if forces().get(tree.lemma(head)) not in (Force.SAYS, Force.DEMANDS):
        return False
    return tree.child(head, "nsubj", "aux", "mark", "cop") is None


def _leads(tree: Tree, clause: Clause) -> Iterator[int]:
    """The verb that the clause hangs on, and the one that it only leads up to ("seem to view")."""
    yield clause.head
    yield from tree.children(clause.head, "xcomp")


def _reports(tree: Tree, clause: Clause, told: Told) -> bool:
    """Whether a clause in the document's own voice reports an act, a figure or a relation, rather than weighs them."""
    if told.at(clause.head) is not None:
        return True
    subject = tree.child(clause.head, "nsubj") if is_verbal(tree, clause.head) else None
    if subject is not None and tree.lemma(subject) in _abstract():
        return False
    if told.within(clause) is not None or told.counts(clause.span):
        return True
    if subject is None or tree.lower(subject) in _POINTING:
        return False
    return bool(tree.entities_in(clause.span))


@cache
def _abstract() -> frozenset[str]:
    return frozenset(table("commentary")["abstract"])


def _event(tree: Tree, clause: Clause, told: Told, speakers: Speakers, end: int | None = None) -> Event | None:
    """The act that the clause tells of, up to ``end``, with the names of those whom it only points at."""
    found = told.told(tree, clause, end)
    if found is None:
        return None
    names = [(span, speakers.traced(span)) for span in (*found.actors, *found.recipients)]
    return replace(found, traced=tuple((span, name) for span, name in names if name is not None))
