"""The PLOVER events that a text reports: one for each predicate or event noun that tells of an act.

What is said of realis (planned, denied, demanded) is no part of an event here: a planned delivery of aid is AID.
"""

from __future__ import annotations

from dataclasses import replace

from headwater.extraction.acts import lexicon
from headwater.extraction.claim import Event
from headwater.extraction.dependents import Dependents
from headwater.extraction.matching import Match, match
from headwater.extraction.owned import owners
from headwater.extraction.parts import parts
from headwater.extraction.soundness import unsound
from headwater.language.reading import Reading
from headwater.text import Span

_ARGUMENTS = frozenset("nsubj nsubj:pass obj obl obl:agent nmod compound xcomp".split())
_BORROWED = frozenset("obl obl:agent nmod advcl acl conj xcomp obj".split())


def events(text: str, reading: Reading) -> tuple[Event, ...]:
    """Every act that the text reports, in its order.

    An event noun that is only a part of another act of the same type ("killed in the attack") is no event of its
    own; an assault that leaves out its doer takes the one of an assault that the same clause tells of. Statements
    (said, told, reported) are none.
    """
    tree = Dependents(text, reading)
    found: dict[int, Event] = {}
    matches: dict[int, Match] = {}
    carried: set[int | None] = set()
    for word in range(len(reading.words)):
        told = match(tree, word)
        coded = _event(tree, word, told) if told is not None and not _modifies(tree, word) else None
        if told is not None and coded is not None:
            found[word], matches[word] = coded, told
            carried.add(told.carrier)
    for word in unsound(tree, found, matches):
        del found[word]
    for word, event in list(found.items()):
        own = owners(tree, word) if event.type == "ASSAULT" else None
        if own is not None and not own:
            del found[word]  # what nobody owns up to is told beside, if at all
        elif own is not None and not event.actors:
            found[word] = _lent(event, own)
    lent = {word: _with_doer(tree, word, event, found) for word, event in found.items()}
    return tuple(e for word, e in sorted(lent.items()) if word not in carried and not _is_part(tree, word, found))


def _modifies(tree: Dependents, word: int) -> bool:
    """Whether the word only qualifies a noun ("attack helicopter", "wounded soldiers' families")."""
    w = tree.words[word]
    if w.upos == "PROPN" and (tree.is_time(word) or tree.name_over(word) is not None):
        return True
    if w.upos in ("ADJ", "VERB") and tree.counted(word):
        return False
    if w.relation == "amod" and w.upos == "VERB":
        return not tree.below(word, "nsubj", "nsubj:pass") and not tree.counts(w.head)
    if w.relation == "amod" and w.upos == "ADJ":
        return not tree.below(w.head, "nummod") and not tree.counts(w.head)
    return w.relation in ("compound", "flat", "nmod:desc", "amod")


def _event(tree: Dependents, word: int, told: Match) -> Event | None:
    who = parts(tree, word, told)
    pattern = told.pattern
    w = tree.words[word]
    if w.upos in ("NOUN", "PROPN") and not who.actors and not who.recipients and not _alone(told):
        return None
    kind, mode = pattern.type, pattern.mode or (_means(tree, word) if pattern.type == "ASSAULT" else None)
    if kind == "COOPERATE" and len(who.actors) < 2 and _exercise(tree, word, told):
        kind, mode = "MOBILIZE", "troops"
    return Event(
        word,
        w.start,
        w.end,
        kind,
        mode,
        _contexts(tree, word),
        who.actors,
        who.recipients,
        who.agentless,
    )


def _alone(told: Match) -> bool:
    """Whether a noun tells of an act though nobody is named by it."""
    return told.pattern.type in ("ASSAULT", "PROTEST") or told.pattern.frame.name == "verdict"


def _exercise(tree: Dependents, word: int, told: Match) -> bool:
    return tree.lemma(word if told.carrier is None else told.carrier) in lexicon().classes["exercises"]


def _means(tree: Dependents, word: int) -> str | None:
    """The mode of an assault by what it is done with, where a word near it names that."""
    near = [word, *tree.below(word)]
    near += [j for k in near[1:] for j in tree.below(k, "compound", "amod", "nmod")]
    lemmas = {tree.lemma(k) for k in near if tree.words[k].upos in ("NOUN", "ADJ", "VERB", "PROPN")}
    for mode, words in lexicon().means:
        if lemmas & words:
            return mode
    return None


def _contexts(tree: Dependents, word: int) -> tuple[str, ...]:
    sentence = tree.reading.sentences[tree.sentence_of[word]]
    table = lexicon().contexts
    seen: dict[str, None] = {}
    for k in range(sentence.first, sentence.last):
        for context in table.get(tree.lemma(k), ()):
            seen[context] = None
    return tuple(seen)


def _with_doer(tree: Dependents, word: int, event: Event, found: dict[int, Event]) -> Event:
    """The assault with the doer of the assault that it hangs on, or that hangs on it, where it names none itself."""
    if event.type != "ASSAULT" or event.actors:
        return event
    for other in (*_governors(tree, word), *_governed(tree, word)):
        near = found.get(other)
        if near is not None and near.type == "ASSAULT" and near.actors:
            return _lent(event, near.actors)
    return event


def _lent(event: Event, actors: tuple[Span, ...]) -> Event:
    own = tuple(a for a in actors if not any(a.overlap(r) for r in event.recipients))
    return replace(event, actors=own, agentless=False) if own else event


def _governors(tree: Dependents, word: int) -> list[int]:
    out: list[int] = []
    at = word
    while tree.words[at].relation in _BORROWED and tree.words[at].head >= 0 and len(out) < 4:
        at = tree.words[at].head
        out.append(at)
    return out


def _governed(tree: Dependents, word: int) -> list[int]:
    near = [k for k in tree.below(word) if tree.words[k].relation in _BORROWED or tree.words[k].relation == "nsubj"]
    return near + [j for k in near for j in tree.below(k) if tree.words[j].relation in _BORROWED]


def _is_part(tree: Dependents, word: int, found: dict[int, Event]) -> bool:
    """Whether the word is an event noun, or a state, within another event of its type: "attack" in "the attack killed
    two" and in "the attack that hit the port", "dead" in "shot dead"."""
    if tree.words[word].upos not in ("NOUN", "PROPN", "ADJ"):
        return False
    if tree.words[word].upos == "ADJ" and tree.counted(word):
        return False
    if any(k in found and found[k].type == found[word].type for k in tree.below(word, "acl", "acl:relcl")):
        return True
    at = word
    for _ in range(3):
        if tree.words[at].relation not in _ARGUMENTS or tree.words[at].head < 0:
            return False
        at = tree.words[at].head
        if at in found and found[at].type == found[word].type:
            return True
    return False
