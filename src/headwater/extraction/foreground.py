"""Whether a clause tells of an act that one of its words names, or only mentions it beside what it tells of."""

from __future__ import annotations

from itertools import pairwise

from headwater.extraction.acts import lexicon
from headwater.extraction.claim import Event
from headwater.extraction.tree import Tree

_COMPLETES = frozenset("root xcomp ccomp conj parataxis cop".split())
"""Relations of a word that is, or completes, what the clause says."""
_SUBJECT = frozenset("nsubj nsubj:pass".split())
_NOUNS = frozenset("NOUN PROPN PRON NUM DET SYM".split())
_WHEN = frozenset("when while as since after before until till once if unless whenever because though although".split())
_COUNTED = frozenset("of among to at from".split())  # "of 30 killed", "has risen to 15 soldiers killed"
_BY = frozenset("by under due because".split())
_STRUCK = frozenset(("ASSAULT", "COERCE"))
# Those who were hurt: what else is said of them is no assault.
_HARMED = frozenset("injury dead wounded injured deceased casualty fatality death wound".split())
# Nouns that only tell how many or how much of the act, or of those it hit.
_TOLLS = frozenset("toll number count total tally series spate wave string spree round scale".split())
# Nouns of what somebody owns to: who claims responsibility for a raid tells of it.
_OWNED = frozenset("responsibility blame credit".split())
# Verbs that only say that the act which is their subject was there, or what came of it.
_HAPPENS = frozenset(
    "take occur happen erupt break rage continue begin start resume come go hit strike rock shake shatter kill wound "
    "injure hurt leave claim cause target destroy damage intensify escalate spread last end fail cease stop drag "
    "accelerate increase rise fall force drive displace send bring trigger spark prompt be remain have mark ravage "
    "devastate tear rip flatten wreck wipe cost become grow double triple follow include".split()
)
# Verbs whose object is told of by them: they report it, have it, or bring it about.
_TELLS = frozenset(
    "have report document record register hear see witness announce confirm detail cause involve include mean "
    "bring mark launch fear suspect get gain win lose receive take continue make do give hold lead spark trigger "
    "suffer undergo face expect plan prepare plot attempt try threaten avoid prevent tweet post repeat voice express "
    "step intensify increase escalate count tally claim show film use consider seek pursue promise pledge offer "
    "deny rule extend renew keep begin start order decree know revive resume discuss".split()
)
# Verbs and adjectives before the act that they bring about, take part in, or answer for.
_LEADS = frozenset(
    "result end lead culminate engage participate turn escalate erupt develop morph degenerate descend take join "
    "involve begin start responsible guilty subject".split()
)
_MOMENTS = frozenset("moment time day night hour way".split())
_BEGINS = frozenset("begin start erupt morph break escalate flare turn descend".split())


def tells(tree: Tree, head: int, act: Event) -> bool:
    """Whether a clause, by the word that heads it, tells of the act: "the raid took place", "reported the blast".

    An act in a phrase of time or place ("before the shooting", "at the scene of the blast"), in what is said of
    somebody ("the suspect held over the raid"), or in a clause of time or condition is mentioned and not told; a clause
    of that kind is claimed by itself.
    """
    path = [act.word]
    while path[-1] != head and (above := tree.head(path[-1])) is not None:
        path.append(above)
    return all(_carries(tree, word, above, head, act) for word, above in pairwise(path))


def _carries(tree: Tree, word: int, above: int, head: int, act: Event) -> bool:
    """Whether what ``word`` tells of is told by the word that it hangs on."""
    relation, main = tree.relation(word), tree.main(word)
    if relation in _COMPLETES:
        return True
    if main == "advcl":
        return _beside(tree, word, above)
    if relation in _SUBJECT:
        alone = tree.child(above, "cop") is not None and tree.child(above, "case") is None
        counted = tree.lemma(word) in _HARMED and alone and _hurt(tree, above, act)
        return counted or tree.lemma(above) in _HAPPENS or tree.lemma(word) in _TOLLS or _names(tree, word, act)
    if relation == "obj":
        return tree.lemma(above) in _TELLS or tree.lemma(word) in _MOMENTS | _TOLLS
    cases = {tree.lower(c) for c in tree.children(word, "case")}
    if relation in ("obl", "obl:agent"):
        if any(tree.lemma(thing) in _OWNED for thing in tree.children(above, "obj")):
            return True  # "claimed responsibility for the raid"
        return tree.lemma(above) in _LEADS or bool(cases & _BY) or (bool(cases & _COUNTED) and _hurt(tree, word, act))
    if main == "acl":
        if tree.lemma(above) in _MOMENTS and tree.relation(above) == "obj":
            return True  # "described the moment the bomber struck"
        if act.type == "ASSAULT" and tree.lemma(above) in _TOLLS:
            return True  # "the number killed in the raid"
        return _hurt(tree, above, act) or _names(tree, above, act) or (above == head and tree.upos(above) in _NOUNS)
    if relation in ("nmod", "appos"):
        fragment = above == head and tree.upos(above) in _NOUNS and tree.child(above, "cop") is None
        return fragment or tree.lemma(above) in _TOLLS | _OWNED or _hurt(tree, above, act)
    return relation in ("amod", "compound", "advmod", "list", "dep") and above == head


def _beside(tree: Tree, word: int, above: int) -> bool:
    """Whether a clause beside another tells more of the same: not when, or on what condition, but how and what for.

    What set something off is told with it ("began when troops stormed the square").
    """
    marks = {tree.lower(m) for m in tree.children(word, "mark", "advmod")} & _WHEN
    if not marks:
        # "Rescued by fishermen, he became ...": what was done to somebody before.
        done = tree.upos(word) == "VERB" and tree.lower(word).endswith(("ed", "en")) and word < above
        return not done or tree.child(word, "nsubj", "aux", "mark", "obj") is not None
    own = tree.lower(word).endswith("ing") and tree.child(word, "nsubj", "nsubj:pass", "aux") is None
    return (own and marks == {"after"}) or (tree.lemma(above) in _BEGINS and marks <= {"when", "after"})


def _names(tree: Tree, noun: int, act: Event) -> bool:
    """Whether the noun is itself the name of the blow or seizure of which the clause speaks."""
    lemma = tree.lemma(noun)
    if act.type not in _STRUCK or lemma in _HARMED or tree.upos(noun) not in ("NOUN", "PROPN"):
        return False
    return noun == act.word or any(p.type == act.type for p in lexicon().nouns.get(lemma, ()))


def _hurt(tree: Tree, people: int, act: Event) -> bool:
    """Whether the act hit people who are counted: "one of 30 people killed", "the number of those killed"."""
    above = tree.head(people)
    if act.type == "ASSAULT" and above is not None and tree.relation(people) == "nmod" and tree.lemma(above) in _TOLLS:
        return True
    return act.type == "ASSAULT" and (tree.upos(people) == "NUM" or tree.child(people, "nummod") is not None)
