"""How a clause stands to the world, by its own words and by what its speaker does with it."""

from __future__ import annotations

from headwater.extraction.claim import Modality
from headwater.extraction.clauses import Clause
from headwater.extraction.conditions import WOULD, follows
from headwater.extraction.cues import Force, forces
from headwater.extraction.demands import wants_done
from headwater.extraction.lemmas import lemma
from headwater.extraction.tree import Tree

_NOT = frozenset("not n't n’t nt never neither nor cannot".split())
_NO = frozenset("no none nobody nothing neither".split())
_NOT_JOINED = frozenset(
    "doesnt didnt dont wasnt werent isnt arent hasnt havent hadnt wont wouldnt couldnt shouldnt cant cannot".split()
)
"""Negated auxiliaries whose apostrophe a scraper lost."""
_MAY = frozenset("could may might can".split())
_WILL = frozenset("will shall 'll ’ll ll wo".split())
_MUST = frozenset("must should ought".split())
_PERHAPS = frozenset(
    "possibly perhaps maybe likely probably potentially unlikely presumably apparently seemingly conceivably".split()
)
_UNSURE = frozenset(
    "possible likely unlikely unclear probable uncertain unknown conceivable far-fetched improbable".split()
)
_TOKENS = frozenset("sign evidence proof indication suggestion".split())
_SEEMS = frozenset("seem appear suspect expect believe think fear".split())
_INTENDS = frozenset("plan intend prepare threaten vow pledge promise aim hope want seek try decide".split())
_UNDER_CONDITION = _INTENDS | {"warn", "offer"}
"""What is not done yet where a condition stands behind it."""
_WEIGHS = frozenset("consider mull contemplate weigh".split())
"""What is thought about may be done or not."""
_TRIED = frozenset("tried sought".split())
"""What was tried was done, whatever came of it."""
_UNDER_WAY = frozenset("trying seeking intended designed aimed".split())
_WAS = frozenset(("was", "were"))
"""Beside these, behind "was", it tells of what was done, and to what end."""
_UNDOING = frozenset("fail hesitate".split())
"""Not to do these is to do what follows: "will not hesitate to strike"."""
_READY = frozenset("set poised ready due scheduled about slated".split())

_BY_FORCE = {
    Force.DEMANDS: Modality.DEMANDED,
    Force.PLANS: Modality.PLANNED,
    Force.DENIES: Modality.DENIED,
    Force.WEAKLY: Modality.POSSIBLE,
    Force.ASKS: Modality.POSSIBLE,
}


def modality(tree: Tree, clause: Clause, force: Force | None) -> Modality:
    """The modality of the clause, whose innermost speaker uses ``force`` (None in the document's own voice)."""
    own = _own(tree, clause, attributed=force is not None)
    if force is Force.DENIES:
        return Modality.DENIED
    if own is Modality.DENIED and force is Force.DEMANDS and _bare(tree, clause.head):
        return Modality.DEMANDED  # "urged them not to leave"
    if own is not Modality.ACTUAL:
        return own
    if force is Force.SAYS and _bidding(tree, clause):
        return Modality.DEMANDED
    return _BY_FORCE.get(force, Modality.ACTUAL) if force is not None else Modality.ACTUAL


def _bare(tree: Tree, head: int) -> bool:
    """Whether the clause stands in the infinitive, without a subject of its own."""
    return tree.child(head, "nsubj", "expl", "cop") is None and any(
        tree.lower(m) == "to" for m in tree.children(head, "mark")
    )


def _bidding(tree: Tree, clause: Clause) -> bool:
    """Whether a quoted clause tells others to do something: a bare verb without a subject ("Check the lists")."""
    head = clause.head
    if tree.upos(head) != "VERB" or tree.lower(head) != tree.lemma(head) or tree.lemma(head) in _ALIKE:
        return False
    first = tree.head(head) if tree.main(head) == "conj" else None
    if first is not None and tree.child(head, "cc") is not None:
        same = tree.lower(first) == tree.lemma(first) and tree.child(first, "nsubj", "aux", "mark", "obl:agent") is None
        return same and tree.upos(first) == "VERB" and tree.child(head, "nsubj", "aux", "mark") is None
    if tree.main(head) not in ("root", "ccomp", "parataxis"):
        return False
    if 2 * tree.quotes(clause.span) < clause.end - clause.start:
        return False
    if tree.child(head, "nsubj", "nsubj:pass", "aux", "expl", "csubj", "mark") is not None:
        return False
    return not any(tree.upos(w) in ("NOUN", "PROPN", "PRON", "NUM") for w in clause.words if head - 2 < w < head)


_ALIKE = frozenset("put hit set cut shut spread hurt cost quit read let burst cast split thank know mean see".split())
"""Verbs whose past is as their bare form, and those that bid nothing where they stand bare."""


def _own(tree: Tree, clause: Clause, *, attributed: bool) -> Modality:
    head = clause.head
    if _conditional(tree, head):
        return Modality.HYPOTHETICAL
    words = set(clause.words)
    helpers = {tree.lower(c) for c in tree.children(head, "aux", "cop") if c in words}
    adverbs = {tree.lower(c) for c in tree.children(head, "advmod") if c in words}
    base = tree.lemma(head)
    if base in _UNSURE or tree.lower(head) in _UNSURE:
        return Modality.POSSIBLE
    if base == "clear" and adverbs & _NOT:
        return Modality.POSSIBLE
    leads_on = base in _UNDOING and any(
        tree.lower(mark) == "to" for to in tree.children(head, "xcomp", "advcl") for mark in tree.children(to, "mark")
    )
    denied = _negated(tree, head, words, helpers, adverbs)
    if denied and not leads_on:
        return Modality.DENIED
    above = tree.head(head)
    hangs = above is not None and tree.main(head) in ("acl", "ccomp") and tree.lower(above) in _TOKENS
    if hangs and above is not None and any(_none(tree, d) for d in tree.children(above, "det")):
        return Modality.DENIED  # "there was no sign that it had been hit"
    if _belied(tree, head):
        return Modality.DENIED
    if base == "fail" and leads_on and not denied:
        return Modality.DENIED
    if any(tree.lower(m) == "whether" for m in tree.children(head, "mark")):
        return Modality.POSSIBLE
    if forces().get(base) is Force.DEMANDS and tree.upos(head) == "VERB" and wants_done(tree, head):
        return Modality.DEMANDED
    if helpers & _MUST or base == "deserve" or (base == "need" and tree.child(head, "xcomp") is not None):
        return Modality.DEMANDED
    if base == "have" and "yet" in adverbs and tree.child(head, "xcomp") is not None:
        return Modality.DENIED  # "had yet to find a link"
    duty = tree.child(head, "xcomp") if base == "have" else None
    if duty is not None and any(tree.lower(m) == "to" for m in tree.children(duty, "mark")):
        return Modality.DEMANDED
    if helpers & _MAY or adverbs & _PERHAPS:
        return Modality.POSSIBLE
    if "would" in helpers:
        return Modality.PLANNED if attributed else Modality.HYPOTHETICAL
    if helpers & _WILL:
        return Modality.PLANNED
    if base in _WEIGHS and not (base == "weigh" and tree.child(head, "obj", "xcomp") is None):
        return Modality.POSSIBLE
    if any(tree.lower(w) == "to" and tree.lower(w - 1) in _READY for w in range(max(1, head - 3), head)):
        return Modality.PLANNED  # "is due to present", whatever the tree makes of it
    if any(tree.lower(w) == "to" and tree.lower(w - 1) in ("is", "are") for w in range(max(1, head - 2), head)):
        return Modality.PLANNED  # "the first are to be delivered"
    open_ = tree.child(head, "xcomp")
    if open_ is not None and open_ in words:
        if tree.lower(head) in _TRIED or (tree.lower(head) in _UNDER_WAY and helpers & _WAS):
            return Modality.ACTUAL
        if (
            base in _INTENDS
            or ((base in _READY or tree.lower(head) in _READY) and tree.child(open_, "mark") is not None)
            or (base == "go" and tree.lower(head) == "going")
        ):
            return Modality.PLANNED
        if base in _SEEMS and not _reduced(tree, head):
            return Modality.POSSIBLE
    elif base in _SEEMS and attributed is False and base in ("seem", "appear") and not _comes_up(tree, head):
        return Modality.POSSIBLE
    if tree.relation(head) == "xcomp":
        above = tree.head(head)
        if above is not None and tree.lemma(above) in _INTENDS:
            return Modality.PLANNED
    return Modality.ACTUAL


def _conditional(tree: Tree, head: int) -> bool:
    """Whether the clause is a condition, or hangs on one."""
    if any(tree.lower(m) in ("if", "unless") for m in tree.children(head, "mark")) or follows(tree, head):
        return True
    condition = _under_if(tree, head)
    if condition is not None and not (head < condition and _was_done(tree, head)):
        return True
    first = tree.head(head)
    if (
        tree.main(head) != "conj"
        or first is None
        or not any(tree.lower(c) in WOULD for c in tree.children(head, "aux"))
    ):
        return False
    # "If they strike, the monitors could leave, and many might flee": the condition holds for both.
    condition = _under_if(tree, first)
    return condition is not None and condition < first


def _was_done(tree: Tree, head: int) -> bool:
    """Whether the clause tells what was done, so that a condition behind it only limits that: "imposed a ban unless".

    What is agreed to or threatened is done under the condition.
    """
    form = tree.lower(head)
    past = tree.upos(head) == "VERB" and form != tree.lemma(head) and not form.endswith(("ing", "s"))
    helpers = {tree.lower(c) for c in tree.children(head, "aux", "mark")}
    return (
        past
        and tree.lemma(head) not in _UNDER_CONDITION
        and helpers <= {"has", "have"}
        and tree.child(head, "xcomp", "ccomp") is None
    )


def _under_if(tree: Tree, head: int) -> int | None:
    """The condition that hangs on the clause."""
    for clause in tree.children(head, "advcl"):
        if any(tree.lower(m) in ("if", "unless") for m in tree.children(clause, "mark", "advmod")):
            return clause
    return None


def _negated(tree: Tree, head: int, words: set[int], helpers: set[str], adverbs: set[str]) -> bool:
    if helpers & _NOT_JOINED:
        return True
    if any(tree.lower(part) in _AFFIRMS.get(tree.lemma(head), ()) for part in tree.children(head, "obj", "nsubj")):
        return False  # "will spare no effort"
    if "longer" in adverbs and any(c and tree.lower(c - 1) == "no" for c in tree.children(head, "advmod")):
        return True
    if adverbs & _NOT:
        # "not only ... but also" affirms.
        return not any(
            tree.lower(c + 1) == "only"
            for c in tree.children(head, "advmod")
            if c + 1 in words and tree.lower(c) == "not"
        )
    for part in tree.children(head, "nsubj", "obj"):
        if part not in words:
            continue
        opens = tree.subtree(part)[0]
        if tree.lower(opens) == "not" and tree.following(opens) in _SINGLE:
            return True  # "not one of them", "not a single soldier"
        if tree.lower(part) in _NO or any(_none(tree, d) for d in tree.children(part, "det")):
            return True
    return any(_none(tree, c) for c in tree.children(head, "det"))


_AFFIRMS = {
    "spare": frozenset("effort efforts expense pains".split()),
    "waste": frozenset(("time",)),
    "lose": frozenset(("time",)),
    "make": frozenset(("secret", "bones")),
    "leave": frozenset(("doubt", "doubts")),
    "have": frozenset(("doubt", "doubts")),
    "be": frozenset(("doubt", "question", "secret")),
}
"""Verbs and what they are said to have none of, by which the clause affirms ("there is no doubt that")."""

_SINGLE = frozenset("one a any even".split())


def _reduced(tree: Tree, head: int) -> bool:
    """Whether the parser took "men believed to be raiders killed 30" for a belief: it only tells who they are."""
    bare = tree.child(head, "aux", "aux:pass") is None and tree.following(head) == "to"
    return bare and tree.lower(head) in ("believed", "thought", "suspected")


def _belied(tree: Tree, head: int) -> bool:
    """Whether it is what was told and is not so: "reports that the bridge had fallen proved wrong"."""
    if _proved_false(tree, head):
        return True
    above = tree.head(head)
    if above is None or tree.main(head) not in ("acl", "ccomp") or tree.lemma(above) not in _TOLD:
        return False
    judged = tree.head(above)
    if judged is None or tree.main(above) != "nsubj":
        return False
    return any(
        tree.lower(w) in _FALSE for w in (judged, *tree.children(judged, "xcomp", "acomp", "obj", "obl", "conj"))
    )


def _proved_false(tree: Tree, head: int) -> bool:
    """Whether the sentence opens with what is told and ends that by calling it false, whatever the tree makes of it."""
    sentence = tree.reading.sentences[tree.sentence[head]]
    ahead = range(sentence.first, min(sentence.first + 3, sentence.last))
    opens = next((w for w in ahead if tree.following(w) == "that" and _is_told(tree, w)), None)
    if opens is None:
        return False
    judged = next((w for w in range(opens + 3, sentence.last) if tree.lower(w) in _FALSE), None)
    if judged is None or head > judged or tree.lower(judged - 1) not in _JUDGED_BY:
        return False
    return not any(tree.form(w) in (",", ";") for w in range(opens, judged))


def _is_told(tree: Tree, word: int) -> bool:
    return tree.upos(word) in ("NOUN", "PROPN", "VERB") and lemma(tree.form(word), "NOUN") in _TOLD


_JUDGED_BY = frozenset("is are was were be been entirely completely totally simply proved".split())
_TOLD = frozenset("report claim rumour rumor allegation suggestion story account".split())
_FALSE = frozenset("false wrong untrue unfounded baseless incorrect fabricated fake nonsense lie lies".split())


def _comes_up(tree: Tree, head: int) -> bool:
    """Whether somebody appeared somewhere ("appeared in a video", "appeared before a judge"), and nothing seems so."""
    return tree.following(head) in ("in", "at", "on", "before", "alongside", "beside", "with")


def _none(tree: Tree, word: int) -> bool:
    """Whether the word is a "no" that leaves nothing: "no more than 120" and "no fewer than 12" are bounds."""
    return tree.lower(word) == "no" and tree.following(word) not in ("more", "fewer", "less")
