"""Acts of speech that stand plainly in the tree and that the engine passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from headwater.extraction.astray import other_subject
from headwater.extraction.clauses import trimmed
from headwater.extraction.contested import aside
from headwater.extraction.cues import UNSAID, Force, forces, listed
from headwater.extraction.framed import according, in_the_view
from headwater.extraction.lemmas import lemma
from headwater.extraction.phrases import (
    can_speak,
    is_nobody,
    phrase,
    runs_into_speaker,
    subject_of,
    whole,
    without,
)
from headwater.extraction.saying import Saying, Speech, by_cue
from headwater.extraction.tags import office_and_name
from headwater.extraction.tallied import by_count, count, owns_up, tally
from headwater.extraction.tree import Tree
from headwater.extraction.unsaid import is_told_of, only_heard, withheld
from headwater.text import Span


def reported(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """Verbs of saying with a subject and a clause that the engine passed over, and "according to"."""
    taken = {s.verb for s in found}
    cued = by_cue(tree, found)
    known = forces()
    for word in range(len(tree.reading.words)):
        if word in taken:
            continue
        low = tree.lower(word)
        if low == "according":
            if not any(s.cue.overlap(tree.span(word)) for s in cued.get(tree.sentence[word], ()) if s.cue):
                saying = according(tree, word)
                if saying is not None:
                    yield saying
        elif low == "in":
            saying = in_the_view(tree, word)
            if saying is not None and not _names_already(found, saying):
                yield saying
        elif low == "by":
            saying = by_count(tree, word)
            if saying is not None:
                yield saying
        elif tree.upos(word) == "VERB":
            here = tree.span(word)
            if any(s.cue.overlap(here) for s in cued.get(tree.sentence[word], ()) if s.cue):
                continue
            base = tree.lemma(word)
            force = known.get(base)
            if force is None and base not in listed("counts", "tallies"):
                continue
            if aside(tree, word) is not None or withheld(tree, word):
                continue
            if (tag := office_and_name(tree, word)) is not None:
                yield Saying(tag[0], here, word, Force.SAYS, (tag[1],))
                continue
            if low == "said" and (trailing := _trailing(tree, word)) is not None:
                yield trailing
                continue
            if force is not None and base in _TURNING and (turned := _turned(tree, word, force)) is not None:
                yield turned
                continue
            saying = (
                (_verb(tree, word, force) or owns_up(tree, word) or _tag_within(tree, word, force) if force else None)
                or count(tree, word, base)
                or tally(tree, word, base)
            )
            if saying is not None:
                yield saying


def _names_already(found: Sequence[Saying], saying: Saying) -> bool:
    here = saying.source
    return here is not None and any(s.source is not None and s.source.overlap(here) for s in found)


def _verb(tree: Tree, verb: int, force: Force) -> Saying | None:
    clause = tree.child(verb, "ccomp")
    subject = tree.child(verb, "nsubj")
    if subject is not None and clause is not None and subject < clause < verb:
        # What stands before what is said is a part of it: "The shop has closed, the Dorn Weekly reported".
        if force is Force.SAYS and (tag := _before_verb(tree, verb)) is not None:
            return Saying(tag[0], tree.span(verb), verb, force, (tag[1],))
        subject = next((s for s in reversed(tree.children(verb, "nsubj")) if s > clause), None)
    if subject is None and clause is not None and clause < verb and (tag := _before_verb(tree, verb)) is not None:
        return Saying(tag[0], tree.span(verb), verb, force, (tag[1],)) if force is Force.SAYS else None
    if clause is None and force is Force.DENIES:
        # "denies targeting civilians", "denies any part in the raid"
        clause = tree.child(verb, "xcomp") or _told_in(tree, verb)
        if clause is None and (denied := _denied_thing(tree, verb)) is not None:
            return denied
    if clause is None and tree.lemma(verb) in _TELLING:
        clause = _told_to(tree, verb)
    if tree.following(verb) == "to" and tree.child(verb, "aux", "aux:pass") is None and tree.lower(verb) in _PASSIVE:
        return None  # "fighters believed to be mercenaries": nobody is said to believe it
    if clause is None or tree.relation(verb) == "xcomp":
        return None
    if subject is None:
        subject = other_subject(tree, verb, tree.head(verb))
    if subject is None:
        above = subject_of(tree, verb)
        if above is None or force is not Force.SAYS or not can_speak(tree, above):
            return None
        subject = above
    if tree.upos(clause) not in ("VERB", "AUX") and tree.child(clause, "cop", "nsubj", "expl") is None:
        return None
    if (
        is_nobody(tree, subject)
        or tree.lower(subject) in listed("nobody")
        or (tree.lower(subject) == "it" and tree.child(verb, "aux:pass") is not None)
    ):
        return None
    if tree.child(subject, "case") is not None and tree.relation(subject).startswith("obl"):
        return None
    if {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & UNSAID:
        return None
    source = phrase(tree, subject)
    if is_told_of(tree, verb, source) or only_heard(tree, verb, source):
        return None
    # A second "that" may hang on the clause from before the verb.
    words = [w for w in tree.subtree(clause) if (w > verb) == (clause > verb)]
    content = tree.cover(words)
    if clause > verb and tree.head(clause) == verb:
        # The parser may hang the subject of what is said on the verb of saying.
        content = Span(_after(tree, verb, content.start), content.end)
    left = without(content, source)
    if left is None or left.overlap(tree.span(verb)):
        return None
    return Saying(whole(tree, source, verb, (left,)), tree.span(verb), verb, force, (left,))


def _tag_within(tree: Tree, verb: int, force: Force) -> Saying | None:
    """ "The pass is shut, the envoy told the council on Monday, because snow blocks it.": a tag in the middle of it."""
    host, subject = tree.head(verb), tree.child(verb, "nsubj")
    if host is None or subject is None or tree.main(verb) != "parataxis" or not host < subject < verb:
        return None
    if (
        force is not Force.SAYS
        or tree.child(verb, "ccomp", "xcomp", "conj") is not None
        or not can_speak(tree, subject)
    ):
        return None
    if tree.lemma(verb) not in _TAGS or not tree.lower(verb).endswith(("ed", "said", "told", "says", "say")):
        return None
    if tree.child(verb, "obj") is not None and tree.lemma(verb) not in _TELLING:
        return None
    tag = tree.cover([w for w in tree.subtree(verb) if tree.upos(w) != "PUNCT"])
    source = phrase(tree, subject)
    if is_told_of(tree, verb, source):
        return None  # "it is said": by nobody
    first = tree.reading.sentences[tree.sentence[verb]].first
    ahead = tree.words_in(tree.reading.words[first].start, source.start)
    if not ahead or tree.form(ahead[-1]) != "," or tag.start < tree.span(ahead[-1]).start:
        return None
    last = tree.reading.sentences[tree.sentence[verb]].last
    comma = next((w for w in range(verb + 1, last) if tree.form(w) == ","), last)
    behind = [w for w in tree.subtree(host) if w > comma]
    pieces = [trimmed(tree.text, Span(tree.span(first).start, tree.span(ahead[-1]).start))]
    if behind and tree.child(verb, "obl", "obj", "iobj", "nsubj") is not None:
        pieces.append(trimmed(tree.text, tree.cover(behind)))
    content = tuple(p for p in pieces if p.end - p.start > 1)
    return Saying(source, tree.span(verb), verb, force, content) if content else None


_TAGS = frozenset("say tell add announce report confirm warn note explain inform".split())


def _before_verb(tree: Tree, verb: int) -> tuple[Span, Span] | None:
    """Who speaks, between the last comma and the verb, where the parser took them into what is said; and that.

    "Up to 50 tanks were destroyed, the ministry's press service told the agency."
    """
    first = tree.reading.sentences[tree.sentence[verb]].first
    comma = next((w for w in range(verb - 1, first, -1) if tree.form(w) == ","), None)
    if comma is None or not 1 < verb - comma <= 14:
        return None
    name = range(comma + 1, verb)
    top = tree.top(name)
    if top is None or any(tree.upos(w) in ("VERB", "AUX", "SCONJ") for w in name) or not can_speak(tree, top):
        return None
    if not any(tree.upos(w) in ("VERB", "AUX") for w in range(first, comma)):
        return None
    words = tree.reading.words
    return tree.cover(list(name)), trimmed(tree.text, Span(words[first].start, words[comma].start))


def _trailing(tree: Tree, verb: int) -> Saying | None:
    """ "... from the camp aid workers said.": who speaks right before a last "said" that the parser gave to nobody."""
    sentence = tree.reading.sentences[tree.sentence[verb]]
    behind = range(verb + 1, sentence.last)
    if verb == sentence.first or tree.child(verb, "nsubj", "ccomp", "obj", "aux") is not None or len(behind) > 6:
        return None
    if any(tree.upos(w) in ("VERB", "AUX") for w in behind):
        return None
    told = (Span(sentence.start, tree.reading.words[verb - 1].end),)
    found = runs_into_speaker(tree, told, range(sentence.first, verb))
    return Saying(found[0], tree.span(verb), verb, Force.SAYS, found[1]) if found is not None else None


def _turned(tree: Tree, verb: int, force: Force) -> Saying | None:
    """ "The toll could rise, warned the head of the rescuers, Ana Reyl.": who speaks stands right behind the verb.

    The parser seldom sees it; so the words alone are asked, and that those behind the verb can speak.
    """
    sentence = tree.reading.sentences[tree.sentence[verb]]
    if verb - sentence.first < 4 or tree.form(verb - 1) != "," or tree.lower(verb) == tree.lemma(verb):
        return None
    name = verb + 1
    while name < sentence.last and tree.upos(name) in _NAMING and name - verb <= 12:
        name += 1
    behind = range(verb + 1, name)
    top = tree.top(behind)
    if top is None or (name < sentence.last and tree.upos(name) != "PUNCT" and tree.lower(name) != "who"):
        return None
    if not can_speak(tree, top) and not (tree.lemma(top) == "head" and len(behind) > 2):
        return None
    if not any(tree.upos(w) in ("VERB", "AUX") for w in range(sentence.first, verb)):
        return None
    content = trimmed(tree.text, Span(sentence.start, tree.reading.words[verb - 1].start))
    return Saying(tree.cover(list(behind)), tree.span(verb), verb, force, (content,))


_TURNING = frozenset(
    "say warn add insist explain predict estimate recall note caution stress argue complain lament joke".split()
)
"""Verbs of which those right behind them are hardly ever the object."""
_NAMING = frozenset("DET ADJ NOUN PROPN ADP NUM".split())
_PASSIVE = frozenset("believed thought said reported alleged suspected known expected understood estimated".split())
_HEARD = frozenset("report claim allegation accusation suggestion rumour rumor charge assertion story".split())


_GRANTED = frozenset("access entry visa bail asylum permission request leave parole aid help".split())
"""What is denied to somebody, and is no deed of theirs."""


def _denied_thing(tree: Tree, verb: int) -> Saying | None:
    """ "The Republic denies any part in the raid": what is denied is a noun."""
    thing, subject = tree.child(verb, "obj"), tree.child(verb, "nsubj")
    if tree.lemma(verb) not in ("deny", "dispute", "refute") or thing is None or subject is None or thing < verb:
        return None
    if tree.child(verb, "iobj", "aux:pass") is not None or not can_speak(tree, subject) or is_nobody(tree, subject):
        return None
    if tree.upos(thing) != "NOUN" or lemma(tree.form(thing), "NOUN") in _GRANTED:
        return None
    if {tree.lower(c) for c in tree.children(verb, "aux", "advmod")} & UNSAID:
        return None
    content = tree.cover(tree.subtree(thing))
    return Saying(phrase(tree, subject), tree.span(verb), verb, Force.DENIES, (content,))


def _told_in(tree: Tree, verb: int) -> int | None:
    """The clause of what is denied, where it hangs on a noun: "denied reports that", "rejected the claim that"."""
    noun = tree.child(verb, "obj")
    if noun is None or lemma(tree.form(noun), "NOUN") not in _HEARD:
        return None
    for clause in tree.children(noun, "acl", "ccomp"):
        mark = tree.child(clause, "mark")
        if mark is not None and tree.lower(mark) == "that":
            return clause
    return None


_TELLING = frozenset("tell inform assure warn remind notify".split())


def _told_to(tree: Tree, verb: int) -> int | None:
    """The clause of what is told, where the parser hung it on whom it is told to: "told the agency that it had"."""
    for whom in tree.children(verb, "obj", "iobj"):
        for clause in (c for w in tree.subtree(whom) for c in tree.children(w, "acl", "acl:relcl", "ccomp")):
            mark = tree.child(clause, "mark")
            if mark is not None and tree.lower(mark) == "that" and tree.child(clause, "nsubj", "expl") is not None:
                return clause
    return None


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


def tagged(tree: Tree, found: Speech) -> Iterator[Saying]:
    """A speaker's tag that was cut off as a sentence of its own: "The Valley Monitor reported." behind no stop."""
    known = forces()
    sentences = tree.reading.sentences
    for before, tag in pairwise(sentences):
        if tag.last - tag.first > 14 or not tree.unfinished(before, tag):
            continue
        verb = next((w for w in range(tag.first, tag.last) if tree.head(w) is None), None)
        if verb is None or known.get(lemma(tree.form(verb), "VERB")) is not Force.SAYS:
            continue
        subject = tree.child(verb, "nsubj")
        here = Span(before.start, before.end)
        if subject is None or tree.child(verb, "ccomp", "xcomp") is not None or not can_speak(tree, subject):
            continue
        if tree.child(verb, "obj") is not None and tree.lemma(verb) not in ("tell", "inform"):
            continue
        if any(s.covers(here) >= 0.5 for s in found.near(here)):
            continue
        yield Saying(phrase(tree, subject), tree.span(verb), verb, Force.SAYS, (here,))
