"""Who acts and who undergoes by a verb's voice: in the active, in the passive, and where it only describes a noun."""

from __future__ import annotations

from headwater.extraction.dependents import Dependents

NAMES = ("NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "ADJ", "DET")
"""Parts of speech of what can act or undergo."""
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_RECKONING = frozenset("count tally estimate account reckoning".split())  # "killing 17, by the mayor's count"

_HURT = frozenset("hurt wounded injured killed maimed burned burnt".split())


def passive(tree: Dependents, word: int) -> bool:
    """Whether a verb stands in the passive, as a participle that says something of a noun, or beside such a one."""
    if tree.below(word, "aux:pass", "nsubj:pass", "obl:agent"):
        return True
    relation, head = tree.words[word].relation, tree.words[word].head
    if relation == "conj" and tree.low[word] in _HURT and not tree.below(word, "aux", "obj"):
        return passive(tree, head)  # "a soldier was killed and 23 others hurt"
    if not past(tree, word) or tree.below(word, "nsubj", "aux", "obj"):
        return False
    if relation in ("acl", "advcl", "amod") or (relation == "xcomp" and not tree.below(word, "mark")):
        return True
    return relation == "conj" and head >= 0 and tree.words[head].upos == "VERB" and passive(tree, head)


def past(tree: Dependents, word: int) -> bool:
    """Whether the verb stands in its past form or as a past participle, as far as its letters tell."""
    return tree.words[word].upos == "VERB" and not tree.low[word].endswith("ing") and tree.lemma(word) != tree.low[word]


def acting(tree: Dependents, word: int, depth: int = 0) -> list[int]:
    """Who does what the verb says, in the active: its subject, else by role, else the one that it shares."""
    head, relation = tree.words[word].head, tree.words[word].relation
    own = tree.below(word, "nsubj")
    if own:
        if head >= 0 and tree.low[own[0]] in _RELATIVE and relation.startswith("acl"):
            return [head]
        return own
    if tree.below(word, "nsubj:pass"):
        return []
    if head >= 0 and relation in ("acl", "acl:relcl") and not tree.below(word, "mark"):
        return [head]
    if (role := tree.role(word, "ARG0")) is not None and role != word and tree.words[role].upos in NAMES:
        return [role]
    if head < 0 or depth > 6:
        return []
    if relation in ("conj", "advcl", "xcomp", "ccomp", "parataxis"):
        if tree.words[head].upos in ("VERB", "AUX", "ADJ"):
            if relation == "xcomp" and (given := tree.below(head, "obj")):
                return given
            return acting(tree, head, depth + 1) or (tree.below(head, "nsubj:pass") if relation != "conj" else [])
        return tree.below(head, "nsubj")
    if relation == "acl" and tree.words[head].relation in ("obj", "xcomp") and tree.words[head].head >= 0:
        return acting(tree, tree.words[head].head, depth + 1)
    return []


def patients(tree: Dependents, word: int, *, turned: bool) -> list[int]:
    """What the verb is done to: its object, the subject of its passive, or the noun that its participle describes."""
    own = tree.below(word, "obj", "nsubj:pass")
    if own:
        head = tree.words[word].head
        return [head if tree.low[k] in _RELATIVE and tree.words[word].relation == "acl:relcl" else k for k in own]
    head, relation = tree.words[word].head, tree.words[word].relation
    if turned:
        if subjects := tree.below(word, "nsubj"):
            return subjects
        if relation in ("acl", "amod") and head >= 0:
            listed = tree.below(head, "nsubj") if tree.preposition(head) == "among" else []
            return listed or [head]
        if relation == "xcomp" and head >= 0:
            return tree.below(head, "obj", "nsubj:pass") or acting(tree, head)
        if relation in ("conj", "advcl") and head >= 0 and tree.words[head].upos == "VERB":
            return tree.below(head, "nsubj:pass") or tree.below(head, "nsubj")
    if relation == "amod" and head > word:
        return [head]
    role = tree.role(word, "ARG1")
    subjects = tree.below(word, "nsubj")
    return (
        [role]
        if role is not None
        and role != word
        and role not in subjects
        and tree.words[role].upos in ("NOUN", "PROPN", "PRON", "NUM")
        else []
    )


def agents(tree: Dependents, word: int) -> list[int]:
    """The doers of a passive that "by" names; a time or a means after "by" is none."""
    named = [k for k in tree.below(word, "obl:agent", "obl", "nmod") if tree.preposition(k) == "by"]
    return [
        k
        for k in named
        if not tree.is_time(k)
        and tree.lemma(k) not in _RECKONING
        and tree.role_of(word, k) not in ("ARGM-TMP", "ARGM-MNR", "ARGM-LOC", "ARGM-EXT")
    ]
