"""Figures: numbers that count something, each with the noun it counts.

The grammar of numbers is :mod:`headwater.extraction.numerals`; here the tree tells which of them count ("one" may not,
"2016" may be a year), and what. Where the tree slips, the words next to the number decide. What a figure is a part of is
found by :mod:`headwater.extraction.wholes`. See docs/figures.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from headwater.extraction.claim import Figure, Qualifier
from headwater.extraction.numerals import Numeral, numerals
from headwater.extraction.units import units
from headwater.language.reading import Reading, Word
from headwater.vocabulary import VocabularyError, table


class _Understood(NamedTuple):
    labels: frozenset[str]
    harms: re.Pattern[str]
    forms: frozenset[str]
    tolls: frozenset[str]
    gathering: frozenset[str]
    counters: frozenset[str]
    compounds: dict[str, str]
    one_of_none: frozenset[str]
    streets: frozenset[str]
    classifiers: frozenset[str]
    people: frozenset[str]


@cache
def _understood() -> _Understood:
    content = table("figures")
    for name in ("labels", "counters", "one_of_none", "streets", "classifiers", "people"):
        if not isinstance(content.get(name), list) or not all(isinstance(word, str) for word in content[name]):
            raise VocabularyError(f"figures.yaml: {name} must be a list of words, is {content.get(name)!r}")
    harms = content["harms"]
    stems = "|".join(re.escape(verb.removesuffix("e")) for verb in harms["verbs"])
    return _Understood(
        frozenset(content["labels"]), re.compile(rf"(?:{stems})(?:e|s|es|d|ed|ing|t?ting|ped|ping|led|ling|ies)?$"),
        frozenset(harms["forms"]), frozenset(harms["tolls"]), frozenset(harms["gathering"]), frozenset(content["counters"]),
        dict(content["compounds"]), frozenset(content["one_of_none"]), frozenset(content["streets"]), frozenset(content["classifiers"]),
        frozenset(content["people"]),
    )  # fmt: skip


_NOMINAL = frozenset(["NOUN", "PROPN"])
_MODIFIES = frozenset(["ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM"])
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow overnight".split()
)
_PRONOUNS = frozenset("them whom which these those us you".split())
_DETERMINERS = frozenset("the its his her their our your my these those this that all some such".split())
_FILLERS = frozenset("more other others additional further extra fewer less another".split())
_SUPERLATIVES = frozenset("most best worst top key main leading first last only few many least".split())


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with its place in the tree: ``head`` is the number of the noun's word, or of the number's own."""

    figure: Figure
    head: int
    sentence: int
    noun_end: int
    understood: bool


class _Tree:
    """The words of a document, to be asked by place."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text, self.words, self.sentences = text, reading.words, reading.sentences
        self.starts = [word.start for word in reading.words]
        self.ends = [word.end for word in reading.words]
        self.firsts = [sentence.first for sentence in reading.sentences]
        self.children: list[list[int]] = [[] for _ in reading.words]
        for number, word in enumerate(reading.words):
            if word.head >= 0:
                self.children[word.head].append(number)

    def at(self, start: int, end: int) -> range:
        """The words that touch ``start`` to ``end``."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def top(self, span: range) -> int:
        """The word of the number that the others hang on."""
        return next((word for word in span if self.words[word].head not in span), span[-1])

    def sentence(self, word: int) -> int:
        return bisect_right(self.firsts, word) - 1

    def lower(self, word: int) -> str:
        return self.text[self.words[word].start : self.words[word].end].lower()

    def limit(self, word: int) -> int:
        """The end of the sentence that holds ``word``."""
        return self.sentences[self.sentence(word)].last


def figures(text: str, reading: Reading) -> tuple[Figure, ...]:
    """Every number of ``text`` that counts something, in order, each with what it counts and what it is a part of."""
    from headwater.extraction.wholes import with_wholes

    return tuple(bound.figure for bound in with_wholes(text, bind(text, reading)))


def bind(text: str, reading: Reading) -> list[Bound]:
    """The figures with their nouns and places in the tree, their wholes still open."""
    if not reading.words:
        return []
    tree = _Tree(text, reading)
    found: list[Bound] = []
    for numeral in numerals(text):
        span = tree.at(numeral.first, numeral.last)
        if not span:
            continue
        noun = _counted(tree, numeral, span, found)
        if noun is None:
            continue
        unit = numeral.unit
        if unit is None and not noun.understood and " " in noun.text:
            unit = units().words.get(tree.lower(noun.head))
        figure = Figure(numeral.start, numeral.end, numeral.low, numeral.high, numeral.qualifier, noun.text, unit)
        found.append(Bound(figure, noun.head, tree.sentence(span.start), noun.end, noun.understood))
    return _shared(tree, found)


class _Noun(NamedTuple):
    text: str
    head: int
    end: int
    understood: bool


def _counted(tree: _Tree, numeral: Numeral, span: range, before: Sequence[Bound]) -> _Noun | None:
    """What the number counts; None where it counts nothing."""
    if numeral.unit is not None:
        return _measured(tree, numeral, span)
    if numeral.linked and numeral.end == numeral.last:
        return _compound(tree, numeral, span)
    if _is_name(tree, numeral, span):
        return None
    if _is_pronoun(tree, numeral, span) or _is_age(tree, span):
        return None
    noun = _phrase(tree, numeral, span, before)
    if noun is not None and not noun.understood:
        if _possesses(tree, noun) or _is_street(tree, noun):
            return None
        if numeral.low != 1 and _singular(tree, noun.head) and _harmed_before(tree, span.start):
            noun = None
    if numeral.plain and _is_year(tree, numeral, span, noun):
        return None
    return noun or _elliptical(tree, numeral, span, before)


def _possesses(tree: _Tree, noun: _Noun) -> bool:
    """Whether the noun only tells whose something else is: "the two countries' ministers"."""
    return tree.lower(noun.head + 1) in ("'s", "’s", "'", "’") if noun.head + 1 < tree.limit(noun.head) else False


def _is_street(tree: _Tree, noun: _Noun) -> bool:
    return tree.lower(noun.head) in _understood().streets and tree.text[tree.words[noun.head].start].isupper()


def _is_age(tree: _Tree, span: range) -> bool:
    """Whether it is the age of somebody: "aged 25 to 54"."""
    return span.start > 0 and tree.lower(span.start - 1) in ("aged", "ages")


_PLURALS = frozenset("people police men women children personnel staff cattle troops dead".split())


def _singular(tree: _Tree, word: int) -> bool:
    lower = tree.lower(word)
    return not lower.endswith(("s", "men", "folk")) and lower not in _PLURALS and lower.isalpha()


def _harmed_before(tree: _Tree, word: int) -> bool:
    """Whether the number comes right after a verb of harm: "kills 31"."""
    return word > tree.sentences[tree.sentence(word)].first and _is_harm(tree.lower(word - 1))


def _measured(tree: _Tree, numeral: Numeral, span: range) -> _Noun | None:
    """A measure's noun: its unit as written, with what it is a measure of ("percent of voters", "tonnes of wheat")."""
    text = tree.text
    name = text[numeral.last : numeral.stop].strip(" -\u00a0\u202f")
    unit = (numeral.unit or "").split(" per ")[0]
    if not name or not name[0].isalpha() or len(name) < 4:
        name = "dollars" if unit.endswith("USD") else "percent" if unit == "percentage" else unit if unit.isupper() else unit + "s"
    stop = max(numeral.stop, numeral.end)
    word = bisect_left(tree.starts, stop)
    limit = tree.limit(span.start)
    if word + 1 < limit and tree.lower(word) in ("of", "in"):
        first = _past_determiners(tree, word + 1, limit)
        last = _run(tree, first, limit)
        if last is not None and (tree.lower(word) == "of" or tree.words[last].upos == "NOUN"):
            name = f"{name} {tree.lower(word)} {_written(tree, first, last)}"
            return _Noun(name, last, tree.words[last].end, False)
    inside = tree.at(numeral.first, stop)
    return _Noun(name, inside[-1], stop, False)


def _compound(tree: _Tree, numeral: Numeral, span: range) -> _Noun | None:
    """The noun of "a 30-member council"; None for "one-sided", "two-state", and the like."""
    word = span[-1] + 2
    if word >= len(tree.words):
        return None
    name = _understood().compounds.get(tree.lower(word))
    return None if name is None else _Noun(name, word, tree.words[word].end, False)


def _is_name(tree: _Tree, numeral: Numeral, span: range) -> bool:
    """Whether the number is a part of a name: "Article 5", "Boeing 737", "S&P 500", "Smith, 45,"."""
    first, last = span.start, span[-1]
    if first == 0 or numeral.start != numeral.first or numeral.first != tree.words[first].start:
        return False
    if numeral.qualifier is not Qualifier.EXACT:
        return False
    words = tree.words
    ahead = words[first - 1]
    bare = numeral.plain or not tree.text[numeral.first].isdigit()
    touching = tree.text[ahead.end : numeral.first].strip() == ""
    if not bare or numeral.low is None:
        return False
    following = tree.lower(last + 1) if last + 1 < tree.limit(first) else ""
    if following in _understood().forms or _is_harm(following):
        return False
    capital = not tree.text[ahead.start : ahead.end].islower()
    label = tree.lower(first - 1).rstrip(".")
    if touching and label in _understood().labels and ahead.upos not in ("DET", "AUX", "VERB") and (
        capital or not _run_of(tree, last + 1)
    ):
        return True
    if tree.lower(first - 1) == "," and numeral.plain and numeral.low < 120:
        return following == "," and first >= 2 and words[first - 2].upos in _NOMINAL
    if not touching or label in _DAYS or first - 1 == tree.sentences[tree.sentence(first)].first and ahead.upos != "PROPN":
        return False
    if not (ahead.upos == "PROPN" or (capital and ahead.upos in ("ADJ", "NOUN"))):
        return False
    counted = _run(tree, last + 1, min(tree.limit(first), last + 9))
    if counted is None:
        return True
    own = words[first].head == first - 1 and words[first].relation.split(":")[0] in ("nummod", "flat", "compound")
    return own or (numeral.low > 1 and _singular(tree, counted))


def _run_of(tree: _Tree, word: int) -> bool:
    """Whether a noun that could be counted begins at ``word``."""
    return word < len(tree.words) and _run(tree, word, min(len(tree.words), word + 8)) is not None


def _is_pronoun(tree: _Tree, numeral: Numeral, span: range) -> bool:
    """Whether "one" stands for somebody or something, and counts nothing."""
    if tree.lower(span[-1]) not in ("one", "ones") or len(span) > 1:
        return False
    word = span.start
    limit = tree.limit(word)
    following = tree.lower(word + 1) if word + 1 < limit else ""
    if numeral.qualifier is not Qualifier.EXACT:
        return False
    leading = tree.lower(word - 1) if word > tree.sentences[tree.sentence(word)].first else ""
    if following[:1].isdigit() or following in _understood().one_of_none or following in ("'s", "’s"):
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
            if tree.words[place].upos in _NOMINAL and place + 1 < stop and tree.words[place + 1].upos not in _MODIFIES:
                break
        return False
    if following in _understood().forms or _is_harm(following):
        return False
    relation = tree.words[word].relation.split(":")[0]
    if relation == "nummod" and tree.words[word].head > word and _run(tree, word + 1, limit) is not None:
        return False
    return not (tree.words[word].upos == "NUM" and _harmed(tree, word))


_YEARLY = frozenset(
    "in since of by until till from during after before early late mid year season circa for through and to "
    "spring summer autumn winter fall between".split()
)


def _is_year(tree: _Tree, numeral: Numeral, span: range, noun: _Noun | None) -> bool:
    """Whether four bare digits are a year and not a count."""
    value = numeral.low or 0
    if numeral.last - numeral.first != 4 or not 1000 <= value < 2100:
        return False
    word = span.start
    leading = tree.lower(word - 1) if word > 0 else ""
    after = noun.text.lower().split()[-1] if noun and not noun.understood else ""
    if after in _understood().people:
        return False
    following = tree.lower(word + 1) if word + 1 < len(tree.words) else ""
    if following in _understood().forms or _harmed(tree, word):
        return leading in _YEARLY
    if not 1500 <= value:
        return leading in _YEARLY and not after
    if after and tree.words[word].relation == "nummod" and leading not in _YEARLY and leading not in ("the", "'s"):
        return 1900 <= value and (value % 50 != 0 or not after.endswith("s"))
    return 1900 <= value or leading in _YEARLY or not after


def _past_determiners(tree: _Tree, word: int, limit: int) -> int:
    while word < limit and (tree.lower(word) in _DETERMINERS or tree.words[word].upos == "DET"):
        word += 1
    return word


def _run(tree: _Tree, first: int, limit: int) -> int | None:
    """The last word of the noun phrase that begins at ``first``: modifiers, then nouns. None where there is no noun.

    It stops before a day, and where a lower-case noun is followed by a capital of another name.
    """
    last: int | None = None
    words = tree.words
    word = first
    while word < min(limit, first + 10):
        upos = words[word].upos
        lower = tree.lower(word)
        if upos in _NOMINAL:
            if lower in _DAYS:
                break
            if last is not None and last == word - 1 and upos == "PROPN" and words[last].upos == "NOUN" and lower[:1].isalpha():
                break
            last = word
        elif lower in ("-", "/", "'s", "’s", "'", "’", "&") and word + 1 < limit:
            pass
        elif lower == "and" and word > first and words[word - 1].upos == "ADJ" and word + 1 < limit and words[word + 1].upos == "ADJ":
            pass
        elif upos == "ADJ" or (upos in ("VERB", "ADV", "NUM") and (last is None or _glued(tree, word))):
            if last is not None and not _glued(tree, word) and not _tied(tree, word, limit):
                break
            if upos == "VERB" and (lower in _understood().forms and not _noun_next(tree, word, limit)):
                break
            if upos == "VERB" and not _glued(tree, word) and not lower.endswith(("ed", "ing", "en", "wn", "ught", "lt", "rn")):
                break
        else:
            break
        word += 1
    return last


def _glued(tree: _Tree, word: int) -> bool:
    """Whether a hyphen or a possessive leads over to the word: "regime-held", "the world's largest"."""
    return tree.lower(word - 1) in ("-", "'s", "’s", "'", "’") or tree.lower(word - 2) in ("'s", "’s")


def _noun_next(tree: _Tree, word: int, limit: int) -> bool:
    """Whether a participle stands before the noun that it belongs to."""
    head = tree.words[word].head
    return tree.words[word].relation.split(":")[0] in ("amod", "compound") and word < head < limit


def _tied(tree: _Tree, word: int, limit: int) -> bool:
    """Whether an adjective after a noun still belongs to a noun that follows."""
    return tree.words[word].relation.split(":")[0] in ("amod", "compound") and word < tree.words[word].head < limit


def _written(tree: _Tree, first: int, last: int) -> str:
    return " ".join(tree.text[tree.words[first].start : tree.words[last].end].split())


def _phrase(tree: _Tree, numeral: Numeral, span: range, before: Sequence[Bound]) -> _Noun | None:
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
                return _Noun(_written(tree, *said), said[1], tree.words[word].end, False)
            return _Noun(known.figure.noun if known else "people", span.start, tree.words[word].end, True)
        word = _past_determiners(tree, word, limit)
        while word < limit and tree.words[word].upos == "NUM":
            word += 1
        if word < limit and tree.lower(word) in _understood().forms and not _noun_next(tree, word, limit):
            return _Noun("people", word, tree.words[word].end, True)
    if word < limit and tree.lower(word) in ("others", "other") and not _run_of(tree, word + 1):
        return _Noun(tree.text[tree.words[word].start : tree.words[word].end], word, tree.words[word].end, False)
    if word >= limit:
        return None
    if tree.lower(word) in _understood().forms and not _noun_next(tree, word, limit):
        return None
    last = _run(tree, word, limit)
    if last is None:
        return None
    head = tree.words[span[-1]].head
    if tree.words[span[-1]].relation.split(":")[0] == "nummod" and word <= head <= last and tree.words[head].upos in _NOMINAL:
        last = max(head, _climbed(tree, head, last))
    if tree.words[last].upos == "PROPN" and tree.lower(last) in _DAYS:
        return None
    if tree.lower(last) in _understood().classifiers and last + 2 < limit and tree.lower(last + 1) == "of":
        of = _run(tree, _past_determiners(tree, last + 2, limit), limit)
        if of is not None:
            return _Noun(_written(tree, word, of), last, tree.words[of].end, False)
    return _Noun(_written(tree, word, last), last, tree.words[last].end, False)


def _apposed(tree: _Tree, first: int, limit: int) -> tuple[int, int] | None:
    """The noun right after "two of them": "two of them children"."""
    if first >= limit or tree.words[first].upos not in ("NOUN", "ADJ"):
        return None
    last = _run(tree, first, limit)
    if last is None or tree.words[last].upos != "NOUN" or (last + 1 < limit and tree.words[last + 1].upos in ("VERB", "AUX")):
        return None
    return first, last


def _climbed(tree: _Tree, head: int, last: int) -> int:
    """The noun that ``head`` modifies, up to ``last``."""
    while head < tree.words[head].head <= last and tree.words[head].relation.split(":")[0] in (
        "compound", "amod", "nmod", "flat", "nummod", "obl",
    ):  # fmt: skip
        head = tree.words[head].head
    end = head
    while end < last and tree.words[end + 1].head in range(head, last + 1) and tree.words[end + 1].relation.startswith("flat"):
        end += 1
    return end


def _predicate(tree: _Tree, word: int, limit: int) -> tuple[int, int] | None:
    """The noun that is said of the number: "234 of them were children"."""
    number = tree.words[word]
    if not number.relation.startswith("nsubj") or number.head < 0:
        return None
    head = tree.words[number.head]
    if head.upos not in _NOMINAL or not word < number.head < limit:
        return None
    relations = [tree.words[child].relation.split(":")[0] for child in tree.children[number.head]]
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
        if bound.figure.unit is None and bound.figure.noun:
            return bound
    return None


@cache
def _is_harm(word: str) -> bool:
    return bool(_understood().harms.match(word))


def _harmed(tree: _Tree, word: int) -> bool:
    """Whether the number stands where the harmed stand: "kills 31", "31 died", "55 wounded"; not "two were shot down"."""
    number = tree.words[word]
    if number.head < 0 or (number.head + 1 < len(tree.words) and tree.lower(number.head + 1) == "down"):
        return False
    head = tree.lower(number.head)
    relation = number.relation.split(":")[0]
    if relation in ("obj", "nsubj", "obl", "iobj", "root", "dep", "amod", "nummod", "compound", "parataxis", "ccomp", "conj") and (
        _is_harm(head) or head in _understood().forms
    ):
        return True
    return word > 0 and tree.words[word - 1].upos == "VERB" and _is_harm(tree.lower(word - 1))


_COMPARED = re.compile(r"\b(?:(?:up|down|and|rise|increase)\sfrom|compared\s(?:with|to)|against|than)\s(?:the\s|just\s|only\s)?$", re.IGNORECASE)


def _elliptical(tree: _Tree, numeral: Numeral, span: range, before: Sequence[Bound]) -> _Noun | None:
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
        return _Noun(_written(tree, *said), said[1], end, False)
    if any(tuple(lead[k : k + 2]) in _WHOLES for k in range(len(lead))):
        return _Noun(known.figure.noun if known else "people", top, end, True)
    harmed = following in _understood().forms or _is_harm(following) or _harmed(tree, top)
    if lead[-1:] in (["another"], ["other"], ["remaining"], ["further"]):
        return _Noun(known.figure.noun if known else "people" if harmed else "", top, end, True)
    if harmed:
        alike = known is not None and known.sentence == sentence and _harmed(tree, known.head)
        return _Noun(known.figure.noun if known and alike else "people", top, end, True)
    counted = _counter(tree, top)
    if counted is not None:
        return _Noun(counted, top, end, True)
    if known is not None and _COMPARED.search(tree.text[max(0, numeral.start - 24) : numeral.start]):
        return _Noun(known.figure.noun, top, end, True)
    relation = tree.words[top].relation.split(":")[0]
    head = tree.words[top].head
    if head >= 0 and relation in ("nsubj", "obj") and tree.lower(head) in _understood().gathering:
        return _Noun("people", top, end, True)
    if known is not None and relation in ("nsubj", "obj", "conj") and numeral.plain:
        return _Noun(known.figure.noun, top, end, True)
    return _Noun("", top, end, True)


_WHOLES = frozenset(
    [("of", "which"), ("of", "whom"), ("of", "them"), ("of", "these"), ("of", "those"), ("among", "them"), ("among", "whom")]
)


def _counter(tree: _Tree, word: int) -> str | None:
    """What a toll, a total or a plural counts: "the number of dead rose to 31", "put its losses at 12"."""
    head = tree.words[word].head
    if head < 0:
        return None
    places = [head] + [c for c in tree.children[head][:12] if tree.words[c].relation.split(":")[0] in ("nsubj", "obj")]
    for place in places:
        lower = tree.lower(place)
        if place == word:
            continue
        if lower in _understood().counters:
            for child in tree.children[place][:12]:
                of = any(tree.lower(c) == "of" for c in tree.children[child][:4])
                if of and child != word and tree.words[child].upos in (*_NOMINAL, "ADJ"):
                    return tree.text[tree.words[child].start : tree.words[child].end]
            return "people" if lower in _understood().tolls else ""
        relation = tree.words[word].relation.split(":")[0]
        cased = any(tree.lower(c) in ("to", "at", "from") for c in tree.children[word][:4])
        if place != head and relation == "obl" and cased and tree.words[place].upos == "NOUN" and not _singular(tree, place):
            return tree.text[tree.words[place].start : tree.words[place].end]
    return None


def _shared(tree: _Tree, found: list[Bound]) -> list[Bound]:
    """A bound holds for what is joined to its noun, and a unit for the number before it.

    "At least 63 rebels and 21 soldiers" bounds both; "about 10 miles (16 km)" gives one length twice; in "7 or 8 inches"
    both are inches.
    """
    for place in range(1, len(found)):
        one, two = found[place - 1], found[place]
        between = tree.text[one.figure.end : two.figure.start] if two.figure.start - one.figure.end < _APART else ""
        if one.figure.unit is None and not one.figure.noun and _OR.fullmatch(between):
            figure = replace(one.figure, unit=two.figure.unit, noun=two.figure.noun)
            found[place - 1] = replace(one, figure=figure)
        if one.sentence != two.sentence or two.understood or two.figure.qualifier is not Qualifier.EXACT:
            continue
        bound = one.figure.qualifier
        alike = one.figure.unit is None and two.figure.unit is None and not one.understood
        joined = (
            alike and bound in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) and tree.words[two.head].relation.startswith("conj")
            and _AND.fullmatch(tree.text[one.noun_end : two.figure.start])
        )  # fmt: skip
        converted = one.figure.unit and two.figure.unit and one.figure.unit != two.figure.unit and _CONVERTED.fullmatch(
            tree.text[one.noun_end : two.figure.start]
        )  # fmt: skip
        if joined or (converted and bound not in (Qualifier.EXACT, Qualifier.RANGE)):
            low = None if bound in (Qualifier.AT_MOST, Qualifier.LESS_THAN) else two.figure.low
            high = None if bound in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else two.figure.high
            found[place] = replace(two, figure=replace(two.figure, low=low, high=high, qualifier=bound))
    return found


_APART = 8
_OR = re.compile(r"-?\s(?:or|and|to)\s")
_AND = re.compile(r"\s?,?\s(?:and|as\swell\sas|plus|along\swith)\s")
_CONVERTED = re.compile(r"\s?(?:\(|/\s?)")
