"""Numbers that count nothing, as the tree tells: parts of names, "one" for somebody, years, ages.

What the text alone tells is in :mod:`headwater.extraction.numbers.uncounted`.
"""

from __future__ import annotations

from headwater.extraction.claim import Qualifier
from headwater.extraction.counting.tree import DAYS, MODIFIES, NOMINAL, Tree, run, run_of, singular
from headwater.extraction.counting.understood import is_harm, understood
from headwater.extraction.numbers.numerals import Numeral

_SUPERLATIVES = frozenset("most best worst top key main leading first last only few many least".split())


def is_age(tree: Tree, span: range) -> bool:
    """Whether it is the age of somebody: "aged 25 to 54", "under the age of 18"."""
    if span.start > 1 and tree.lower(span.start - 1) == "of" and tree.lower(span.start - 2) in ("age", "ages"):
        return True
    at = span.start
    while at > 2 and tree.lower(at - 1) in ("and", ",", "to") and tree.words[at - 2].upos == "NUM":
        at -= 2  # "aged 24 and 31"
    return at > 0 and tree.lower(at - 1) in ("aged", "ages")


def is_name(tree: Tree, numeral: Numeral, span: range) -> bool:
    """Whether the number is a part of a name: "Article 5", "Boeing 737", "S&P 500", "Smith, 45,"."""
    first, last = span.start, span[-1]
    if first == 0 or numeral.start != numeral.first or numeral.first != tree.words[first].start:
        return False
    if numeral.qualifier is not Qualifier.EXACT:
        return False
    words = tree.words
    ahead = words[first - 1]
    if tree.lower(first - 1) in ("magnitude", "article", "section", "version") and ahead.upos in NOMINAL:
        return True
    bare = numeral.plain or not tree.text[numeral.first].isdigit()
    touching = tree.text[ahead.end : numeral.first].strip() == ""
    if not bare or numeral.low is None:
        return False
    following = tree.lower(last + 1) if last + 1 < tree.limit(first) else ""
    if following in understood().forms or is_harm(following):
        return False
    capital = not tree.text[ahead.start : ahead.end].islower()
    label = tree.lower(first - 1).rstrip(".")
    if (
        touching
        and label in understood().labels
        and ahead.upos not in ("DET", "AUX", "VERB")
        and (capital or not run_of(tree, last + 1))
    ):
        return True
    if tree.lower(first - 1) == "," and numeral.plain and numeral.low < 120:
        return following == "," and first >= 2 and words[first - 2].upos in NOMINAL
    if (
        not touching
        or label in DAYS
        or (first - 1 == tree.sentences[tree.sentence(first)].first and ahead.upos != "PROPN")
    ):
        return False
    if not (ahead.upos == "PROPN" or (capital and ahead.upos in ("ADJ", "NOUN"))):
        return False
    counted = run(tree, last + 1, min(tree.limit(first), last + 9))
    if counted is None:
        return True
    own = words[first].head == first - 1 and words[first].relation.split(":")[0] in ("nummod", "flat", "compound")
    return own or (numeral.low > 1 and singular(tree, counted))


def is_pronoun(tree: Tree, numeral: Numeral, span: range) -> bool:
    """Whether "one" stands for somebody or something, and counts nothing."""
    if tree.lower(span[-1]) not in ("one", "ones") or len(span) > 1:
        return False
    word = span.start
    limit = tree.limit(word)
    following = tree.lower(word + 1) if word + 1 < limit else ""
    if numeral.qualifier is not Qualifier.EXACT:
        return False
    leading = tree.lower(word - 1) if word > tree.sentences[tree.sentence(word)].first else ""
    if following[:1].isdigit() or following in understood().one_of_none or following in ("'s", "’s"):
        return True
    if leading in ("no", "each", "every", "any", "which", "another", "some", "such"):
        return True
    if following == "of":
        first = word + 2
        if first < limit and tree.lower(first) in ("several", "many", "a", "those", "these", "them", "us"):
            return tree.lower(first) in ("several", "many", "a", "those", "these")
        stop = min(limit, first + 6)
        for place in range(first, stop):
            lower = tree.lower(place)
            if lower in _SUPERLATIVES or (lower.endswith("est") and tree.words[place].upos == "ADJ"):
                return True
            if tree.words[place].upos in NOMINAL and place + 1 < stop and tree.words[place + 1].upos not in MODIFIES:
                break
        return False
    if following in understood().forms or is_harm(following):
        return False
    relation = tree.words[word].relation.split(":")[0]
    if relation == "nummod" and tree.words[word].head > word and run(tree, word + 1, limit) is not None:
        return False
    return not (tree.words[word].upos == "NUM" and harmed(tree, word))


_BEFORE_ONE_DAY = frozenset("for in within after just only than least last past every per".split())
_AFTER_ONE_DAY = frozenset("after before later earlier ago of".split())


def is_one_of_none(tree: Tree, numeral: Numeral, span: range) -> bool:
    """Whether it is "one day" or "at one point" for some day or point."""
    word = span[-1]
    if tree.lower(word) != "one" or len(span) > 1 or numeral.qualifier is not Qualifier.EXACT:
        return False
    limit = tree.limit(word)
    following = tree.lower(word + 1) if word + 1 < limit else ""
    if following not in understood().one_of_none:
        return False
    leading = tree.lower(word - 1) if word else ""
    beyond = tree.lower(word + 2) if word + 2 < limit else ""
    return not (following == "day" and (leading in _BEFORE_ONE_DAY or beyond in _AFTER_ONE_DAY))


# Before a year; after the first row only a year, after the second a year or a count.
_BEFORE_YEAR = frozenset(
    "in since during until till circa early late mid year season spring summer autumn winter".split()
)
_BEFORE_EITHER = frozenset("of by from after before for through and to between fall".split())
_BEFORE_ANY = _BEFORE_YEAR | _BEFORE_EITHER


def is_year(tree: Tree, numeral: Numeral, span: range, noun: str) -> bool:
    """Whether four bare digits are a year and not a count of ``noun``, which is empty where none is written.

    From 1900 on a year is more likely before any noun but a person's, unless the number is round: "2019 sales",
    "2000 tents".
    """
    value = numeral.low or 0
    if numeral.last - numeral.first != 4 or not 1000 <= value < 2100:
        return False
    word = span.start
    leading = tree.lower(word - 1) if word > 0 else ""
    following = tree.lower(word + 1) if word + 1 < len(tree.words) else ""
    if not noun:
        if following in understood().forms or harmed(tree, word):
            return leading in _BEFORE_ANY
        return value >= 1500 or leading in _BEFORE_ANY
    after = noun.lower().split()[-1]
    if after in understood().people:
        return leading in _BEFORE_YEAR and value % 100 != 0
    if value < 1900 or following in understood().forms:
        return leading in _BEFORE_YEAR
    counts = value % 50 == 0 and after.endswith("s") and leading not in ("the", "'s", "’s")
    return leading in _BEFORE_YEAR or not counts


_ROLES = frozenset("obj nsubj obl iobj root dep amod nummod compound parataxis ccomp conj".split())


def harmed(tree: Tree, word: int) -> bool:
    """Whether the number stands where the harmed do: "kills 31", "31 died", "55 wounded"; not "two were shot down"."""
    number = tree.words[word]
    if word > 0 and tree.words[word - 1].upos == "VERB" and is_harm(tree.lower(word - 1)):
        return True
    relation = number.relation.split(":")[0]
    if number.head < 0 or relation not in _ROLES:
        return False
    if number.head + 1 < len(tree.words) and tree.lower(number.head + 1) == "down":
        return False
    counts = relation in ("nummod", "amod", "compound") and tree.words[number.head].upos in NOMINAL
    head = tree.lower(number.head)
    return not counts and (is_harm(head) or head in understood().forms)
