"""What a number counts: the noun that the tree or the words beside it give, or the one understood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from headwater.extraction.claim import Qualifier
from headwater.extraction.counting.bound import Bound, Noun
from headwater.extraction.counting.ellipsis import antecedent, elliptical, predicate
from headwater.extraction.counting.nothing import is_age, is_name, is_one_of_none, is_pronoun, is_year
from headwater.extraction.counting.spoken import named_beside
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
from headwater.extraction.cues import listed
from headwater.extraction.numbers.numerals import Numeral
from headwater.extraction.numbers.units import plural, units

_MARKS = ('"', "“", "‘", "«", "``")
"""What may stand between a number and a noun that its speaker puts in quotation marks: 130 "bandits"."""
_PRONOUNS = frozenset("them whom which these those us you".split())


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
        harmed = _harmed_before(tree, span.start)
        if harmed and ((numeral.low != 1 and singular(tree, noun.head)) or _speaks_behind(tree, span[-1], noun)):
            noun = None
    if numeral.plain and is_year(tree, numeral, span, noun.text if noun and not noun.understood else ""):
        return None
    return noun or elliptical(tree, numeral, span, before)


def _possesses(tree: Tree, noun: Noun) -> bool:
    """Whether the noun only tells whose something else is: "the two countries' ministers"."""
    return tree.lower(noun.head + 1) in ("'s", "’s", "'", "’") if noun.head + 1 < tree.limit(noun.head) else False


def _is_street(tree: Tree, numeral: Numeral, span: range, noun: Noun) -> bool:
    """Whether the number is a house's: "10 Harbour Street", "4 Calle del Mar"."""
    capital = tree.text[tree.words[noun.head].start].isupper()
    if capital and tree.lower(noun.head).rstrip(".") in understood().streets:
        return True
    if noun.text == "block" and (numeral.low or 0) >= 100:
        return True  # "the 500 block of Quay Lane"
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


def _speaks_behind(tree: Tree, number: int, noun: Noun) -> bool:
    """Whether who stands behind the number is not counted but says so: "wounding 15 hospital officials said"."""
    said = noun.head + 1
    if noun.head - number < 2 or said >= tree.limit(number) or tree.lower(said) not in _SAID:
        return False
    behind = tree.lower(said + 1) if said + 1 < tree.limit(number) else "."
    return tree.lower(noun.head) in listed("anonymous") and behind in _BEHIND


_SAID = frozenset("said say says told reported announced".split())
_BEHIND = frozenset(". in on late early adding as citing".split()) | DAYS


_NAMES = {
    "USD": "dollars", "EUR": "euros", "GBP": "pounds", "percentage": "percent", "foot": "feet",
    "pound-mass": "pounds", "hertz": "hertz", "horsepower": "horsepower",
}  # fmt: skip


def _measured(tree: Tree, numeral: Numeral, span: range) -> Noun | None:
    """A measure's noun: its unit as written, with what it is a measure of ("percent of voters", "tonnes of wheat")."""
    text = tree.text
    name = text[numeral.last : numeral.stop].strip(" -\u00a0\u202f").removeprefix("of ").removeprefix("OF ")
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


_TIMES = frozenset("second minute hour day night week month year decade century".split())


def as_counted(tree: Tree, numeral: Numeral, span: range) -> Numeral:
    """The numeral without what the tree tells is none of it.

    That is a unit which is half of a counted noun ("two barrel bombs"), and an "over" that is no bound ("handed over
    20 men", "killed over two days").
    """
    ahead = span.start - 1
    if numeral.qualifier is Qualifier.MORE_THAN and ahead > 0 and tree.lower(ahead) == "over":
        relation = tree.words[ahead].relation
        during = relation == "case" and numeral.unit in _TIMES and tree.words[ahead - 1].upos != "ADP"
        if (relation == "compound:prt" or during) and numeral.start == tree.words[ahead].start:
            numeral = replace(
                numeral,
                start=numeral.first,
                high=numeral.low,
                qualifier=Qualifier.EXACT,
                end=max(numeral.end, numeral.last),
            )
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
    while word < limit and tree.lower(word) in ("more", "additional", "further", "extra", "new", "-", *_MARKS):
        word += 1
    partitive = word < limit and tree.lower(word) in ("of", "out") and word + 1 < limit
    if partitive:
        word += 1
        if tree.lower(word) == "of" and word + 1 < limit:
            word += 1
        if tree.lower(word) == "all" and word + 1 < limit:
            word += 1
        if tree.lower(word) in _PRONOUNS:
            said = predicate(tree, tree.top(span), limit) or _apposed(tree, word + 1, limit)
            known = antecedent(before, tree.sentence(span.start))
            if said is not None:
                return Noun(written(tree, *said), said[1], tree.words[word].end, False)
            beside = named_beside(tree, numeral)
            if beside is not None and (known is None or known.sentence < tree.sentence(span.start)):
                return Noun(written(tree, *beside), span.start, tree.words[word].end, True)
            known = known or antecedent(before, tree.sentence(span.start), reach=2)
            return Noun(known.figure.noun if known else "people", span.start, tree.words[word].end, True)
        the = tree.lower(word) in ("the", "those")
        word = past_determiners(tree, word, limit)
        word = _past_owner(tree, word, limit)
        word = _past_number(tree, word, limit)
        verb = word + 1 if word + 1 < limit and tree.words[word].upos == "ADV" else word
        if verb < limit and tree.lower(verb) in understood().forms and not noun_next(tree, verb, limit):
            said = predicate(tree, tree.top(span), limit)
            if said is not None or (the and verb == word):
                begin, stop = said or (verb, verb)
                return Noun(written(tree, begin, stop), stop, tree.words[verb].end, False)
            return Noun("people", verb, tree.words[verb].end, True)
    if word < limit and tree.lower(word) in ("others", "other") and not run_of(tree, word + 1):
        return Noun(tree.text[tree.words[word].start : tree.words[word].end], word, tree.words[word].end, False)
    if word >= limit or _is_time(tree, word, limit):
        return None
    if tree.lower(word) in understood().forms and not noun_next(tree, word, limit):
        return None
    if tree.lower(word) in _TELLING_PARTS:
        return None
    shared = _shared_noun(tree, word, limit)
    if shared is not None:
        return shared
    last = run(tree, word, limit)
    if last is None:
        return None
    if numeral.low != 1 and singular(tree, last) and last + 2 < limit and tree.lower(last + 1) in ("and", "or"):
        joined = run(tree, last + 2, limit)
        if joined is not None and not singular(tree, joined):
            return Noun(written(tree, word, joined), joined, tree.words[joined].end, False)
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
    last = _with_another(tree, last, limit) if numeral.low != 1 else last
    if tree.lower(last) in understood().classifiers and last + 2 < limit and tree.lower(last + 1) == "of":
        of = run(tree, past_determiners(tree, last + 2, limit), limit)
        if of is not None:
            return Noun(written(tree, word, of), last, tree.words[of].end, False)
    return Noun(written(tree, word, last), last, tree.words[last].end, False)


_TELLING_PARTS = frozenset("including among comprising counting excluding".split())


def _shared_noun(tree: Tree, first: int, limit: int) -> Noun | None:
    """The noun behind a second number, which this one shares: "sixteen Orlan and two Dornan nationals"."""
    last = first
    while last < min(limit, first + 3) and tree.words[last].upos in ("ADJ", "PROPN"):
        last += 1
    if (
        last == first
        or last + 2 >= limit
        or tree.lower(last) not in ("and", "or")
        or tree.words[last + 1].upos != "NUM"
    ):
        return None
    other = run(tree, last + 2, limit)
    if other is None or singular(tree, other) or tree.words[other].upos != "NOUN" or other == last + 2:
        return None
    name = f"{written(tree, first, last - 1)} {written(tree, other, other)}"
    return Noun(name, other, tree.words[last - 1].end, False)


def _with_another(tree: Tree, last: int, limit: int) -> int:
    """The last word with the plural that is counted together with it: "nine doctors and nurses"."""
    if singular(tree, last) or last + 2 >= limit or tree.lower(last + 1) not in ("and", "or"):
        return last
    other = run(tree, last + 2, limit)
    if tree.lower(last + 2) in understood().forms or (other is not None and tree.lower(other) in _MORE):
        return last  # "killed 1,600 civilians and wounded thousands"
    if other is None or other > last + 4 or singular(tree, other) or tree.words[other].upos != "NOUN":
        return last
    alike = tree.words[other].head == last and tree.words[other].relation.startswith("conj")
    bare = all(tree.words[child].upos not in ("NUM", "DET", "PRON") for child in tree.children[other])
    ends = not any(child > other for child in tree.children[other])
    return other if alike and bare and ends else last


_MORE = frozenset("dozens scores hundreds thousands millions others more".split())


def _past_number(tree: Tree, word: int, limit: int) -> int:
    """The word behind a whole's own number and what bounds it: "300 of its more than 21,000 jobs"."""
    number = word
    while number < min(limit - 1, word + 4) and tree.words[number].upos in ("ADV", "ADP", "ADJ"):
        number += 1
    if tree.words[number].upos == "NUM":
        word = number
    while word < limit and tree.words[word].upos == "NUM":
        word += 1
    return word


def _is_time(tree: Tree, word: int, limit: int) -> bool:
    """Whether a time begins there and nothing that is counted: "up to 4,000 last week"."""
    if tree.lower(word) not in ("last", "next") or word + 1 >= limit:
        return False
    return tree.lower(word + 1) in _TIMES | DAYS | _SEASONS or tree.words[word + 1].upos == "PROPN"


_SEASONS = frozenset("spring summer autumn fall winter season weekend night".split())


def _past_owner(tree: Tree, word: int, limit: int) -> int:
    """The word behind the owner of a number of its own: "5,000 of the village's 14,000 inhabitants"."""
    for place in range(word, min(limit - 1, word + 6)):
        if tree.lower(place) in ("'s", "’s", "'", "’") and tree.words[place + 1].upos == "NUM":
            return place + 1
        if tree.words[place].upos not in ("NOUN", "PROPN", "ADJ"):
            break
    return word


def _apposed(tree: Tree, first: int, limit: int) -> tuple[int, int] | None:
    """The noun right after "two of them": "two of them children"."""
    if first >= limit or tree.words[first].upos not in ("NOUN", "ADJ"):
        return None
    last = run(tree, first, limit)
    if last is None or tree.words[last].upos != "NOUN" or (last + 1 < limit and tree.words[last + 1].upos == "VERB"):
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
