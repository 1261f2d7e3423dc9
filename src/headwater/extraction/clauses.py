"""Sentences into clauses that can each be claimed by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.extraction.tree import Tree
from headwater.text import Span

CONTRAST = frozenset("while whilst although though whereas but".split())
"""Conjunctions that set one proposition beside another; those of time, place and cause tell more of the same one."""

_EDGE = " \t\r\n,;:.!?…—–-•*\"“”„«»'‘’()[]"


FEWEST = 4
"""Words of the shortest clause inside another that is told apart."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A proposition's words: ``head`` is the number of the word that it hangs on, ``words`` all its own."""

    head: int
    words: tuple[int, ...]
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def clauses(tree: Tree, breaks: frozenset[int] = frozenset()) -> Iterator[Clause]:
    """The clauses of every sentence, in the order of the text.

    ``breaks`` are words that head a clause of their own whatever they hang by (what somebody is said to say).
    """
    waiting: Clause | None = None
    for number, sentence in enumerate(tree.reading.sentences):
        if waiting is not None and _goes_on(tree, number):
            rest = tuple(w for w in range(sentence.first, sentence.last) if tree.upos(w) != "PUNCT")
            whole = (*waiting.words, *rest)
            waiting = Clause(waiting.head, whole, waiting.start, max(waiting.end, tree.reading.words[whole[-1]].end))
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        heads = [
            w
            for w in range(sentence.first, sentence.last)
            if tree.head(w) is None or w in breaks or (tree.main(w) in _OPENING and _opens(tree, w))
        ]
        split = frozenset(heads)
        moved = {head: noun for head in heads if (noun := _subject_astray(tree, head)) is not None}
        for head in heads:
            words = tree.subtree(head, (split | set(moved.values())) - {head})
            if head in moved:
                words = sorted({*words, *tree.subtree(moved[head])})
            found = _clause(tree, head, _shared(tree, head, words))
            if found is not None:
                if waiting is not None:
                    yield waiting
                waiting = found
    if waiting is not None:
        yield waiting


def _subject_astray(tree: Tree, head: int) -> int | None:
    """The subject of a joined clause, which the parser hung on the clause before: "Arms are cheap and raids are daily".

    It stands right before the clause, joined by "and" to a noun there, while the clause has neither a subject nor a
    conjunction of its own.
    """
    if tree.main(head) != "conj" or tree.child(head, "nsubj", "cc", "expl", "csubj") is not None:
        return None
    first = tree.subtree(head)[0]
    last = first - 1
    if tree.upos(first) not in ("VERB", "AUX"):
        # "shot a woman and girl then killed himself": what opens with an adverb has no subject of its own.
        return None
    if last < 1 or tree.sentence[last] != tree.sentence[head] or tree.upos(last) not in ("NOUN", "PROPN"):
        return None
    for noun in (last, *tree.ancestors(last)):
        if noun == tree.head(head):
            return None
        whole = tree.subtree(noun)
        joined = tree.child(noun, "cc")
        if tree.main(noun) == "conj" and joined == whole[0] and whole[-1] == last and tree.upos(noun) != "VERB":
            return noun
    return None


def _goes_on(tree: Tree, number: int) -> bool:
    """Whether the sentence is no sentence, but the end of the one before, which was cut where no stop stands."""
    before, here = tree.reading.sentences[number - 1], tree.reading.sentences[number]
    first = tree.text[here.start : here.start + 1]
    if not first.islower() or not tree.unfinished(before, here) or here.last - here.first > 20:
        return False
    root = next((w for w in range(here.first, here.last) if tree.head(w) is None), here.first)
    return tree.child(root, "nsubj", "expl") is None


def _shared(tree: Tree, head: int, words: list[int]) -> list[int]:
    """With what stands behind a joined predicate and belongs to all that are joined.

    "20 were killed and 55 wounded in the blast": the tree hangs the blast on the first.
    """
    first = tree.head(head)
    if tree.relation(head) != "conj" or first is None or not words:
        return words
    last = words[-1]
    behind = [c for c in tree.children(first, "obl", "advmod", "advcl") if c > last]
    if any(c > last for c in tree.children(first, "conj")):
        return words
    return sorted({*words, *(w for c in behind for w in tree.subtree(c) if w > last)})


_OPENING = frozenset("conj ccomp parataxis advcl".split())
"""Relations by which a proposition that stands apart hangs on another."""


def _opens(tree: Tree, word: int) -> bool:
    """Whether the word heads a proposition that stands apart from the one it hangs on."""
    main = tree.main(word)
    if main == "conj":
        head = tree.head(word)
        return head is not None and is_verbal(tree, head) and is_verbal(tree, word) and _stands(tree, word)
    if main == "ccomp":
        # "The implication is that ...": what is implied is the proposition.
        head = tree.head(word)
        return head is not None and tree.lemma(head) == "be" and is_verbal(tree, word)
    if main == "parataxis":
        return is_verbal(tree, word)
    if main == "advcl":
        mark = tree.child(word, "mark", "advmod", "cc")
        return mark is not None and tree.lower(mark) in CONTRAST and tree.child(word, "nsubj", "expl") is not None
    return False


def _aside(tree: Tree, word: int, whole: list[int]) -> bool:
    """ ", a relationship that has ...": an apposition, whatever the parser took it for."""
    return (
        tree.child(word, "acl:relcl") is not None
        and tree.child(word, "cc") is None
        and tree.lower(whole[1]) in ("a", "an")
    )


def inner(tree: Tree, clause: Clause) -> Iterator[Clause]:
    """The clauses inside one that tell of something by themselves: relative and adverbial ones, and participles.

    They stay part of the clause that holds them as well. Those of fewer words than :data:`FEWEST` are worth telling
    apart only where they count ("killing 12 people").
    """
    held = frozenset(clause.words)
    for word in clause.words:
        if word == clause.head or tree.main(word) not in ("acl", "advcl") or tree.upos(word) != "VERB":
            continue
        if any(tree.lower(m) in ("if", "unless", "to", "as") for m in tree.children(word, "mark")):
            continue
        words = [w for w in tree.subtree(word) if w in held]
        if words and tree.lower(words[0]) == "of":
            continue  # "the number of detained": a noun, whatever its form
        found = _clause(tree, word, words)
        if found is not None and len(found.words) > 1:
            yield found


def _stands(tree: Tree, word: int) -> bool:
    """Whether a joined predicate tells something of its own.

    A bare infinitive that shares its modal with the first one ("would widen the war and deepen the rift") does so only
    where it counts something.
    """
    if tree.child(word, "nsubj", "expl", "aux", "cop") is not None:
        return True
    if not any(w != word and tree.upos(w) not in ("PUNCT", "CCONJ") for w in tree.subtree(word)):
        return False  # "was read and copied"
    first = tree.head(word)
    if first is not None and not any(tree.lower(c) in _BARE for c in tree.children(first, "aux", "mark")):
        return True
    return any(tree.upos(w) == "NUM" or tree.lower(w) in _COUNTS for w in tree.subtree(word))


_BARE = frozenset("to could would will may might must should can shall".split())
_COUNTS = frozenset("dozens hundreds thousands scores several".split())


def is_verbal(tree: Tree, word: int) -> bool:
    """Whether the word is a predicate: a verb, or something said of a subject."""
    if tree.upos(word) in ("VERB", "AUX"):
        return True
    return tree.child(word, "cop", "nsubj", "expl") is not None


def _clause(tree: Tree, head: int, words: list[int]) -> Clause | None:
    # What is torn off (a speaker's tag at the other end of the sentence) must not stretch the span.
    while (
        words and words[0] != head and (tree.upos(words[0]) in ("PUNCT", "CCONJ") or tree.relation(words[0]) == "mark")
    ):
        words = words[1:]
    while words and tree.upos(words[-1]) == "PUNCT":
        words = words[:-1]
    if head not in words:
        return None
    span = tree.cover(words)
    start, end = trimmed(tree.text, span)
    return Clause(head, tuple(words), start, end) if end > start else None


_LINKS = frozenset("that which who".split())
_TIES = frozenset("when where while whilst whereas although though because and but whereby".split())
_BESIDE = frozenset("advcl obl advmod discourse acl appos parataxis nmod dislocated vocative".split())
"""Relations of what may stand before or behind a proposition, set off by commas."""


_COMMAS = frozenset((",", ";", "—", "–", "--", ":"))


def core(tree: Tree, clause: Clause) -> Span:
    """The proposition without what commas set off before and behind it.

    What stands between the subject and the end of the verb's own complements always belongs to it.
    """
    words = clause.words
    start, end = words[0], words[-1]
    commas = [w for w in range(start, end + 1) if tree.form(w) in _COMMAS]
    if commas:
        first, last = _kept_together(tree, clause)
        start = max((comma + 1 for comma in commas if comma < first), default=start)
        for comma in commas:
            if comma > last and any(w > comma and _starts(tree, w, comma, clause) for w in words):
                end = comma - 1
                break
    span = trimmed(tree.text, Span(tree.reading.words[start].start, tree.reading.words[end].end))
    return unmarked(tree, span, clause.head)


def _kept_together(tree: Tree, clause: Clause) -> tuple[int, int]:
    """The first and the last word between which no comma cuts: the head, its subject and its complements."""
    held = frozenset(clause.words)
    own = [
        c for c in tree.children(clause.head) if c in held and tree.main(c) not in _BESIDE and tree.upos(c) != "PUNCT"
    ]
    opens = (next((w for w in tree.subtree(child) if w in held), clause.head) for child in own)
    return min((clause.head, *own, *opens)), max((clause.head, *own))


def unmarked(tree: Tree, span: Span, head: int | None = None) -> Span:
    """The span without the words at its head that only tie it to what stands before ("that", "who", "when", "and").

    Where the proposition's ``head`` is given, "when" and its like go only where they hang on it: at the head of a
    clause that is set before the proposition they stay.
    """
    words = tree.words_in(span.start, span.end)
    for word in words[:-2]:
        low = tree.lower(word)
        plain = (low in _TIES and (head is None or tree.head(word) == head)) or (
            low == "that" and tree.upos(word) == "SCONJ"
        )
        if not plain and not (low in _LINKS and (tree.relation(word) == "mark" or _relative(tree, word))):
            return trimmed(tree.text, Span(tree.reading.words[word].start, span.end)) if word > words[0] else span
        if low in _LINKS and tree.upos(word + 1) in ("NOUN", "ADJ") and tree.relation(word) != "mark":
            # "that town": a pointing word, not a tie.
            return span
    return span


def _relative(tree: Tree, word: int) -> bool:
    """Whether a pronoun ties its clause to a noun before; "that" may be what the clause tells of ("That's led to")."""
    if tree.upos(word) != "PRON":
        return False
    head = tree.head(word)
    if tree.lower(word) != "that" or head is None or tree.main(head) == "acl":
        return True
    opens = tree.form(word)[:1].isupper() or word == 0 or tree.upos(word - 1) in ("PUNCT", "CCONJ", "SCONJ")
    behind_name = word > 1 and tree.form(word - 1) == "," and tree.upos(word - 2) in ("NOUN", "PROPN")
    behind_name = behind_name and tree.upos(word + 1) != "AUX"
    return not opens or (behind_name and tree.main(head) != "root") or not tree.relation(word).startswith("nsubj")


def _starts(tree: Tree, word: int, comma: int, clause: Clause) -> bool:
    """Whether the word heads something set off behind the comma: its whole subtree stands there."""
    relation = tree.main(word)
    head = tree.head(word)
    if head is None or head > comma:
        return False
    whole = tree.subtree(word)
    if relation in ("obj", "nmod", "conj", "obl") and whole[0] == comma and _aside(tree, word, whole):
        return True
    if relation == "amod" and head < whole[0] <= comma + 1 and whole[0] >= comma and len(whole) > 2:
        return True  # "their own past, reminiscent of an empire"
    if relation not in ("advcl", "acl", "appos", "parataxis") or _listed(tree, word):
        return False
    if whole[0] < comma or word not in clause.words:
        return False
    if any(comma < w < whole[0] and tree.upos(w) != "PUNCT" for w in clause.words):
        return False  # "three days of loud, daily marches while ...": the comma stands within what goes on
    if tree.upos(word) in ("VERB", "AUX"):
        return True
    # "Oster, Selm and Dorn": a list read as an apposition is no aside.
    first = whole[1] if whole[0] == comma and len(whole) > 1 else whole[0]
    return tree.upos(first) in ("DET", "ADJ", "NOUN", "ADV", "PRON")


def _listed(tree: Tree, word: int) -> bool:
    """Whether an apposition is the rest of a list: "doctors, nurses or porters", "men, women and children"."""
    if tree.main(word) != "appos" or tree.upos(word) not in ("NOUN", "PROPN"):
        return False
    if tree.child(word, "det", "acl", "amod") is not None:
        return False
    return (
        any(tree.child(c, "cc") is not None for c in tree.children(word, "conj")) or tree.child(word, "cc") is not None
    )


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks, quotation marks and stops at its ends."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)
