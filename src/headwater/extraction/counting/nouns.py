"""What a number counts: the noun that the tree or the words beside it give, or the one understood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from headwater.extraction.claim import Figure
from headwater.extraction.counting.nothing import harmed, is_age, is_name, is_one_of_none, is_pronoun, is_year
from headwater.extraction.counting.tree import (
    DAYS,
    NOMINAL,
    Tree,
    noun_next,
    past_determiners,
    run,
    run_of,
    singular,
    written,
)
from headwater.extraction.counting.understood import is_harm, understood
from headwater.extraction.numbers.numerals import Numeral
from headwater.extraction.numbers.units import plural, units

_PRONOUNS = frozenset("them whom which these those us you".split())


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with its place in the tree: ``head`` is the number of the noun's word, or of the number's own.

    ``understood`` tells that the noun is not written there, ``part`` that the words make it a part of another figure,
    ``level`` that the noun is only the subject of which the number is said ("the index closed at 7,425").
    """

    figure: Figure
    head: int
    sentence: int
    noun_end: int
    understood: bool
    part: bool = False
    level: bool = False


_PART = re.compile(
    r"(?:\bincluding|\bincludes?|\bincluded|\bcomprising|\bcounting|\bamong\s(?:them|these|those|whom|which)|"
    r"\bof\s(?:them|these|those|whom|which))\b\W*(?:(?:were|was|are|is|at\sleast|the)\W+)?(?:\w+\W+){0,1}$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s(?:[^\W\d]+\s){0,2}?of\s(?:them|these|those|whom|which|the\s(?:dead|victims|wounded|injured|killed))\b",
    re.IGNORECASE,
)
_REACH = 80


def is_part(text: str, start: int, end: int) -> bool:
    """Whether the words around ``start`` to ``end`` make the number a part of one before: "among them", "of whom"."""
    if _PART.search(text[max(0, start - _REACH) : start]):
        return True
    return _OF_THEM.match(text[end : end + _REACH]) is not None


class Noun(NamedTuple):
    text: str
    head: int
    end: int
    understood: bool
    level: bool = False


def counted(tree: Tree, numeral: Numeral, span: range, before: Sequence[Bound]) -> Noun | None:
    """What the number counts; None where it counts nothing."""
    if numeral.unit is not None:
        if is_one_of_none(tree, numeral, span):
            return None
        return _measured(tree, numeral, span)
    if numeral.linked and numeral.end == numeral.last:
        return _compound(tree, numeral, span)
    if is_name(tree, numeral, span):
        return None
    if is_pronoun(tree, numeral, span) or is_age(tree, span):
        return None
    noun = _phrase(tree, numeral, span, before)
    if noun is not None and not noun.understood:
        if _possesses(tree, noun) or _is_street(tree, numeral, span, noun):
            return None
        if numeral.low != 1 and singular(tree, noun.head) and _harmed_before(tree, span.start):
            noun = None
    if numeral.plain and is_year(tree, numeral, span, noun.text if noun and not noun.understood else ""):
        return None
    return noun or _elliptical(tree, numeral, span, before)


def _possesses(tree: Tree, noun: Noun) -> bool:
    """Whether the noun only tells whose something else is: "the two countries' ministers"."""
    return tree.lower(noun.head + 1) in ("'s", "’s", "'", "’") if noun.head + 1 < tree.limit(noun.head) else False


def _is_street(tree: Tree, numeral: Numeral, span: range, noun: Noun) -> bool:
    """Whether the number is a house's: "10 Harbour Street", "4 Calle del Mar"."""
    capital = tree.text[tree.words[noun.head].start].isupper()
    if capital and tree.lower(noun.head) in understood().streets:
        return True
    names = range(span[-1] + 1, noun.head + 1)
    return (
        numeral.plain
        and len(names) > 1
        and numeral.low != 1
        and singular(tree, noun.head)
        and not tree.text[numeral.start : noun.end].isupper()
        and all(tree.words[name].upos == "PROPN" for name in names)
    )


def _harmed_before(tree: Tree, word: int) -> bool:
    """Whether the number comes right after a verb of harm: "kills 31"."""
    return word > tree.sentences[tree.sentence(word)].first and is_harm(tree.lower(word - 1))


_NAMES = {
    "USD": "dollars", "EUR": "euros", "GBP": "pounds", "percentage": "percent", "foot": "feet",
    "pound-mass": "pounds", "hertz": "hertz", "horsepower": "horsepower",
}  # fmt: skip


def _measured(tree: Tree, numeral: Numeral, span: range) -> Noun | None:
    """A measure's noun: its unit as written, with what it is a measure of ("percent of voters", "tonnes of wheat")."""
    text = tree.text
    name = text[numeral.last : numeral.stop].strip(" -\u00a0\u202f")
    unit, _, each = (numeral.unit or "").partition(" per ")
    if each and unit in units().currencies and not name.startswith("per "):
        name = f"{_NAMES.get(unit, unit)} {name}"
    elif not name or not name[0].isalpha() or len(name) < 4:
        name = _NAMES.get(unit) or (unit if unit.isupper() else plural(unit))
    stop = max(numeral.stop, numeral.end)
    word = bisect_left(tree.starts, stop)
    limit = tree.limit(span.start)
    if not each and word + 1 < limit and tree.lower(word) in ("of", "in"):
        first = past_determiners(tree, word + 1, limit)
        last = run(tree, first, limit)
        if last is not None and (tree.lower(word) == "of" or tree.words[last].upos == "NOUN"):
            name = f"{name} {tree.lower(word)} {written(tree, first, last)}"
            return Noun(name, last, tree.words[last].end, False)
    inside = tree.at(numeral.first, stop)
    return Noun(name, inside[-1], stop, False)


def as_counted(tree: Tree, numeral: Numeral, span: range) -> Numeral:
    """The numeral without its unit where that is half of a counted noun: "two barrel bombs"."""
    word = span[-1] + 1
    if numeral.unit is None or numeral.low == 1 or word + 1 >= tree.limit(span.start):
        return numeral
    alone = tree.words[word].start < numeral.stop <= tree.words[word].end
    if not alone or tree.lower(word) not in understood().halves:
        return numeral
    if tree.words[word + 1].upos != "NOUN" or singular(tree, word + 1):
        return numeral
    return replace(numeral, unit=None, stop=numeral.end)


def _compound(tree: Tree, numeral: Numeral, span: range) -> Noun | None:
    """The noun of "a 30-member council"; None for "one-sided", "two-state", and the like."""
    word = span[-1] + 2
    if word >= len(tree.words):
        return None
    name = understood().compounds.get(tree.lower(word))
    return None if name is None else Noun(name, word, tree.words[word].end, False)


def _phrase(tree: Tree, numeral: Numeral, span: range, before: Sequence[Bound]) -> Noun | None:
    """The noun phrase after the number: "special forces troops", "of its fighters", "of them"."""
    limit = tree.limit(span.start)
    word = span[-1] + 1
    stop = max(numeral.end, numeral.stop)
    while word < limit and tree.words[word].start < stop:
        word += 1
    while word < limit and tree.lower(word) in ("more", "additional", "further", "extra", "new", "-"):
        word += 1
    partitive = word < limit and tree.lower(word) in ("of", "out") and word + 1 < limit
    if partitive:
        word += 1
        if tree.lower(word) == "of" and word + 1 < limit:
            word += 1
        if tree.lower(word) == "all" and word + 1 < limit:
            word += 1
        if tree.lower(word) in _PRONOUNS:
            said = _predicate(tree, tree.top(span), limit) or _apposed(tree, word + 1, limit)
            known = _antecedent(before, tree.sentence(span.start))
            if said is not None:
                return Noun(written(tree, *said), said[1], tree.words[word].end, False)
            return Noun(known.figure.noun if known else "people", span.start, tree.words[word].end, True)
        word = past_determiners(tree, word, limit)
        while word < limit and tree.words[word].upos == "NUM":
            word += 1
        verb = word + 1 if word + 1 < limit and tree.words[word].upos == "ADV" else word
        if verb < limit and tree.lower(verb) in understood().forms and not noun_next(tree, verb, limit):
            return Noun("people", verb, tree.words[verb].end, True)
    if word < limit and tree.lower(word) in ("others", "other") and not run_of(tree, word + 1):
        return Noun(tree.text[tree.words[word].start : tree.words[word].end], word, tree.words[word].end, False)
    if word >= limit:
        return None
    if tree.lower(word) in understood().forms and not noun_next(tree, word, limit):
        return None
    last = run(tree, word, limit)
    if last is None:
        return None
    head = tree.words[span[-1]].head
    owner = next((k for k in range(word, last) if tree.lower(k + 1) in ("'s", "’s", "'", "’")), None)
    if owner is not None and head == owner and not partitive:
        return Noun(written(tree, word, owner), owner, tree.words[owner].end, False)
    if (
        tree.words[span[-1]].relation.split(":")[0] == "nummod"
        and word <= head <= last
        and tree.words[head].upos in NOMINAL
    ):
        last = max(head, _climbed(tree, head, last))
    if tree.words[last].upos == "PROPN" and tree.lower(last) in DAYS:
        return None
    if tree.lower(last) in understood().classifiers and last + 2 < limit and tree.lower(last + 1) == "of":
        of = run(tree, past_determiners(tree, last + 2, limit), limit)
        if of is not None:
            return Noun(written(tree, word, of), last, tree.words[of].end, False)
    return Noun(written(tree, word, last), last, tree.words[last].end, False)


def _apposed(tree: Tree, first: int, limit: int) -> tuple[int, int] | None:
    """The noun right after "two of them": "two of them children"."""
    if first >= limit or tree.words[first].upos not in ("NOUN", "ADJ"):
        return None
    last = run(tree, first, limit)
    if (
        last is None
        or tree.words[last].upos != "NOUN"
        or (last + 1 < limit and tree.words[last + 1].upos in ("VERB", "AUX"))
    ):
        return None
    return first, last


def _climbed(tree: Tree, head: int, last: int) -> int:
    """The noun that ``head`` modifies, up to ``last``."""
    while head < tree.words[head].head <= last and tree.words[head].relation.split(":")[0] in (
        "compound", "amod", "nmod", "flat", "nummod", "obl",
    ):  # fmt: skip
        head = tree.words[head].head
    end = head
    while (
        end < last
        and tree.words[end + 1].head in range(head, last + 1)
        and tree.words[end + 1].relation.startswith("flat")
    ):
        end += 1
    return end


def _predicate(tree: Tree, word: int, limit: int) -> tuple[int, int] | None:
    """The noun that is said of the number: "234 of them were children"."""
    number = tree.words[word]
    if not number.relation.startswith("nsubj") or number.head < 0:
        return None
    head = tree.words[number.head]
    if head.upos not in NOMINAL or not word < number.head < limit:
        return None
    relations = [tree.words[child].relation.split(":")[0] for child in tree.children[number.head][:40]]
    if "cop" not in relations or "case" in relations:
        return None
    first = number.head
    while first - 1 > word and tree.words[first - 1].head in (number.head, first) and tree.words[first - 1].upos in (
        "ADJ", "NOUN", "PROPN",
    ):  # fmt: skip
        first -= 1
    return first, number.head


def _antecedent(before: Sequence[Bound], sentence: int) -> Bound | None:
    """The last figure of this sentence or the one before that counts by a noun and not by a measure."""
    for bound in reversed(before[-6:]):
        if bound.sentence < sentence - 1:
            break
        if bound.figure.unit is None and bound.figure.noun and not bound.part:
            return bound
    return None


_COMPARED = re.compile(
    r"\b(?:(?:up|down|and|rise|increase)\sfrom|compared\s(?:with|to)|against|than)\s(?:the\s|just\s|only\s)?$",
    re.IGNORECASE,
)


def _elliptical(tree: Tree, numeral: Numeral, span: range, before: Sequence[Bound]) -> Noun | None:
    """The noun that is understood where none is written."""
    word, top = span[-1], tree.top(span)
    limit = tree.limit(word)
    sentence = tree.sentence(word)
    start = tree.sentences[sentence].first
    lead = [tree.lower(place) for place in range(max(start, span.start - 6), span.start)]
    end = max(numeral.stop, numeral.end)
    known = _antecedent(before, sentence)
    following = tree.lower(word + 1) if word + 1 < limit else ""
    said = _predicate(tree, top, limit)
    if said is not None:
        return Noun(written(tree, *said), said[1], end, False)
    if any(tuple(lead[k : k + 2]) in _WHOLES for k in range(len(lead))):
        return Noun(known.figure.noun if known else "people", top, end, True)
    hurt = (
        _surely_harmed(tree, word + 1, limit)
        or following in understood().forms
        or is_harm(following)
        or harmed(tree, top)
    )
    if lead[-1:] in (["another"], ["other"], ["remaining"], ["further"]):
        return Noun(known.figure.noun if known else "people" if hurt else "", top, end, True)
    if hurt:
        alike = lead[-1:] != ["the"] and known is not None and known.sentence == sentence and _suffers(tree, known.head)
        return Noun(known.figure.noun if known and alike else "people", top, end, True)
    counted = _counter(tree, top)
    if counted is not None:
        return Noun(counted, top, end, True)
    if known is not None and _COMPARED.search(tree.text[max(0, numeral.start - 24) : numeral.start]):
        return Noun(known.figure.noun, top, end, True)
    if following == "who" or (lead[-2:-1] in (["father"], ["mother"]) and lead[-1:] == ["of"]):
        return Noun("children" if following != "who" else known.figure.noun if known else "people", top, end, True)
    relation = tree.words[top].relation.split(":")[0]
    head = tree.words[top].head
    if head >= 0 and relation in ("nsubj", "obj") and tree.lower(head) in understood().gathering:
        return Noun("people", top, end, True)
    if known is not None and relation in ("nsubj", "obj", "conj") and known.sentence == sentence:
        return Noun(known.figure.noun, top, end, True)
    return Noun(_subject(tree, top) or "", top, end, True, level=True)


def _subject(tree: Tree, word: int) -> str | None:
    """The noun of which the number is said: "the index closed at 7,425"."""
    number = tree.words[word]
    relation = number.relation.split(":")[0]
    cased = any(tree.lower(child) in ("to", "at", "from") for child in tree.children[word][:6])
    copular = any(tree.words[child].relation.split(":")[0] == "cop" for child in tree.children[word][:12])
    if number.head < 0 and not copular:
        return None
    reached = relation == "obj" and tree.lower(number.head) in understood().levels
    if not (copular or reached or (relation in ("obl", "xcomp") and cased)):
        return None
    for child in tree.children[word if copular else number.head][:12]:
        if tree.words[child].relation.split(":")[0] == "nsubj" and tree.words[child].upos == "NOUN":
            return tree.text[tree.words[child].start : tree.words[child].end]
    return None


_AUXILIARIES = frozenset("was were had have has are been be is being also reportedly already".split())


def _surely_harmed(tree: Tree, word: int, limit: int) -> bool:
    """Whether "were killed", "had been wounded" or the like begins at ``word``, whatever the tree says."""
    place = word
    while place < min(limit, word + 4) and tree.lower(place) in _AUXILIARIES:
        place += 1
    down = place + 1 < limit and tree.lower(place + 1) == "down"
    return word < place < limit and tree.lower(place) in understood().forms and not down


def _suffers(tree: Tree, word: int) -> bool:
    """Whether the noun is what is harmed, and not where or by what."""
    return tree.words[word].relation.split(":")[0] in ("obj", "nsubj", "root", "conj") and harmed(tree, word)


_WHOLES = frozenset(
    [
        ("of", "which"),
        ("of", "whom"),
        ("of", "them"),
        ("of", "these"),
        ("of", "those"),
        ("among", "them"),
        ("among", "whom"),
    ]
)


def _counter(tree: Tree, word: int) -> str | None:
    """What a toll, a total or a plural counts: "the number of dead rose to 31", "put its losses at 12"."""
    head = tree.words[word].head
    if head < 0:
        return None
    places = [head] + [c for c in tree.children[head][:12] if tree.words[c].relation.split(":")[0] in ("nsubj", "obj")]
    for place in places:
        lower = tree.lower(place)
        if place == word:
            continue
        if lower in understood().counters:
            for child in tree.children[place][:12]:
                of = any(tree.lower(c) == "of" for c in tree.children[child][:4])
                if of and child != word and tree.words[child].upos in (*NOMINAL, "ADJ"):
                    return tree.text[tree.words[child].start : tree.words[child].end]
            return "people" if lower in understood().tolls else ""
        if place == head and lower in understood().collectives and tree.words[word].relation.startswith("nmod"):
            return "people"
        relation = tree.words[word].relation.split(":")[0]
        cased = any(tree.lower(c) in ("to", "at", "from") for c in tree.children[word][:4])
        if (
            place != head
            and relation == "obl"
            and cased
            and tree.words[place].upos == "NOUN"
            and not singular(tree, place)
        ):
            return tree.text[tree.words[place].start : tree.words[place].end]
    return None
