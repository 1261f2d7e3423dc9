"""The noun that is understood where the text drops it: "kills 31", "4,000 more", "of whom 500", "it rose to 31"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.extraction.counting.bound import Bound, Noun
from headwater.extraction.counting.nothing import harmed
from headwater.extraction.counting.spoken import counted_above, force, gapped, named_ahead, spoken_of
from headwater.extraction.counting.tree import NOMINAL, Tree, singular, written
from headwater.extraction.counting.understood import is_harm, understood
from headwater.extraction.lemmas import lemma
from headwater.extraction.numbers.numerals import Numeral
from headwater.extraction.numbers.units import plural

_COMPARED = re.compile(
    r"\b(?:(?:up|down|and|rise|increase)\sfrom|compared\s(?:with|to)|against|than)\s(?:the\s|just\s|only\s)?$",
    re.IGNORECASE,
)


_AMID = re.compile(
    r"\s(?:(?:were|was|are|had\sbeen)\s)?(?:under\sarms|in\suniform|on\sboard|aboard)\b|"
    r"\s(?:are|were|remain|remained)\s(?:still\s)?in\s(?:hospital|intensive\scare|custody|detention|prison|jail|captivity)\b",
    re.IGNORECASE,
)
"""Where only people can be: "he had 2,500 under arms"."""
_FROM_BEFORE = re.compile(r",?\s(?:up\s|down\s)?from\s(?:\w+\s){0,3}", re.IGNORECASE)
_LOST = frozenset("lost lose loses losing".split())
_GROWN = re.compile(
    r"\b(?:increase|rise|reduction|cut|expansion|drop|fall|decrease|growth)\sto\s(?:some\s|about\s|around\s)?$",
    re.IGNORECASE,
)


def elliptical(tree: Tree, numeral: Numeral, span: range, before: Sequence[Bound]) -> Noun | None:
    """The noun that is understood where none is written."""
    word, top = span[-1], tree.top(span)
    limit = tree.limit(word)
    sentence = tree.sentence(word)
    start = tree.sentences[sentence].first
    lead = [tree.lower(place) for place in range(max(start, span.start - 6), span.start)]
    end = max(numeral.stop, numeral.end)
    known = antecedent(before, sentence)
    relation, head = tree.words[top].relation.split(":")[0], tree.words[top].head
    following = tree.lower(word + 1) if word + 1 < limit else ""
    said = predicate(tree, top, limit)
    if said is not None:
        return Noun(written(tree, *said), said[1], end, False)
    if any(tuple(lead[k : k + 2]) in _WHOLES for k in range(len(lead))):
        known = _of_people(before, sentence) or known if "whom" in lead else known
        return Noun(known.figure.noun if known else "people", top, end, True)
    ahead = named_ahead(tree, numeral)
    if ahead is not None:
        return Noun(written(tree, *ahead), top, end, True)
    of_harmed = _of_harmed(tree, top)
    if of_harmed is not None:
        return Noun(written(tree, *of_harmed), of_harmed[1], end, False)
    hurt = (
        _surely_harmed(tree, word + 1, limit)
        or following in understood().forms
        or is_harm(following)
        or harmed(tree, top)
    )
    more = following == "more" and not (word + 2 < limit and tree.lower(word + 2) == "than")
    if more or lead[-1:] in (["another"], ["other"], ["remaining"], ["further"]):
        one = before[-1] if known is None and before and before[-1].sentence == sentence and not hurt else known
        one = None if one is None or one.figure.unit else one  # "pulled out one survivor and two more"
        return Noun(one.figure.noun if one else "people" if hurt else "", top, end, True)
    if (
        following in understood().befalling
        and known is not None
        and known.sentence == sentence
        and not is_harm(following)
    ):
        return Noun(known.figure.noun, top, end, True)
    if following == "whose":
        return Noun("people", top, end, True)
    if following == "strong" or _AMID.match(tree.text, end):
        subject = [c for c in tree.children[head][:6] if tree.words[c].relation == "nsubj"] if head >= 0 else []
        return Noun(next((force(tree, c) for c in subject if force(tree, c)), "people"), top, end, True)
    if hurt:
        same = _the_same(numeral, before, sentence) if lead[-1:] == ["the"] else None
        if same is not None:
            return Noun(same.figure.noun, top, end, True)
        alike = lead[-1:] != ["the"] and known is not None and known.sentence == sentence and (
            _suffers(tree, known.head) or (following in understood().befalling and _befallen(tree, known.head))
        )  # fmt: skip
        return Noun(known.figure.noun if known and alike else "people", top, end, True)
    counted = _counter(tree, top)
    if counted is not None:
        others = _beside(tree, top, before)
        put = "people" if len(others) < len(before) else ""  # "two officials put the number at 600"
        if counted == "people" and known is not None and known.sentence == sentence and _suffers(tree, known.head):
            counted = known.figure.noun  # "16 miners died, said the firm, which raised its toll from 15"
        spoken = _noun(spoken_of(tree, numeral, others, sentence)) if not counted else ""
        name = counted or spoken or put
        return Noun(name, top, end, True) if name else Noun(_subject(tree, top) or "", top, end, True, level=True)
    start_of_change = _changed_from(tree, top, before)
    if start_of_change is not None:
        return Noun(start_of_change.figure.noun, top, end, True, level=start_of_change.level)
    if lead[-1:] == ["numbered"] and any(word in understood().forms for word in lead[-2:-1]):
        return Noun("people", top, end, True)
    if known is not None and head >= 0 and relation == "obj" and tree.lower(head) in _LOST:
        return Noun(known.figure.noun, top, end, True)
    if known is not None and _GROWN.search(tree.text[max(0, numeral.start - 32) : numeral.start]):
        return Noun(known.figure.noun, top, end, True)
    if known is not None and _COMPARED.search(tree.text[max(0, numeral.start - 24) : numeral.start]):
        return Noun(known.figure.noun, top, end, True)
    if following == "who" or (lead[-2:-1] in (["father"], ["mother"]) and lead[-1:] == ["of"]):
        return Noun("children" if following != "who" else known.figure.noun if known else "people", top, end, True)
    if known is not None and known.sentence == sentence and gapped(tree, known, numeral):
        return Noun(known.figure.noun, top, end, True)
    if head >= 0 and relation in ("nsubj", "obj") and tree.lower(head) in understood().gathering:
        return Noun("people", top, end, True)
    if _surely(tree, word + 1, limit, understood().gathering):
        return Noun("people", top, end, True)
    to = any(tree.lower(child) == "to" for child in tree.children[top][:4])  # "admitted to nine"
    if head >= 0 and tree.words[head].upos == "PUNCT" and tree.words[head].head < word:
        relation, head = "obj", tree.words[head].head  # counted “nearly 2,000”
    if head >= 0 and (relation == "obj" or to) and lemma(tree.lower(head), "VERB") in understood().tellings:
        return Noun(_noun(spoken_of(tree, numeral, _beside(tree, top, before), sentence)), top, end, True)
    if known is not None and relation in ("nsubj", "obj", "conj") and known.sentence == sentence:
        return Noun(known.figure.noun, top, end, True)
    listed = relation in ("appos", "conj") and known is not None and known.sentence == sentence
    goes_on = relation == "nsubj" and lead[-1:] != ["the"]
    if known is not None and (listed or goes_on) and _at_most(numeral, known):
        return Noun(known.figure.noun, top, end, True)
    return Noun(_subject(tree, top) or "", top, end, True, level=True)


def predicate(tree: Tree, word: int, limit: int) -> tuple[int, int] | None:
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


def antecedent(before: Sequence[Bound], sentence: int, reach: int = 1) -> Bound | None:
    """The last figure of this sentence or the ``reach`` before it that counts by a noun and not by a measure."""
    for bound in reversed(before[-6:]):
        if bound.sentence < sentence - reach:
            break
        one = bound.figure.low == 1 == bound.figure.high  # "one diplomat said, thousands could be alive"
        if bound.figure.unit is None and bound.figure.noun and not bound.part and not one:
            return bound
    return None


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
    above = tree.children[word if copular else number.head][:12]
    if relation == "obl" and not copular:
        moved = [c for c in above if tree.words[c].relation == "obj" and tree.words[c].upos == "NOUN" and c != word]
        if moved:
            return tree.text[tree.words[moved[0]].start : tree.words[moved[0]].end]
    for child in above:
        if tree.words[child].relation.split(":")[0] == "nsubj" and tree.words[child].upos == "NOUN":
            return tree.text[tree.words[child].start : tree.words[child].end]
    return None


_AUXILIARIES = frozenset(
    "confirmed declared pronounced believed thought known listed officially "
    "remain remains remained still feared presumed was were had have has are been be is being also reportedly already "
    "may might could".split()
)


def _surely_harmed(tree: Tree, word: int, limit: int) -> bool:
    """Whether "were killed", "had been wounded" or the like begins at ``word``, whatever the tree says."""
    return _surely(tree, word, limit, understood().forms)


def _surely(tree: Tree, word: int, limit: int, verbs: frozenset[str]) -> bool:
    """Whether an auxiliary and one of these verbs begin at ``word``."""
    place = word
    while place < min(limit, word + 4) and tree.lower(place) in _AUXILIARIES:
        place += 1
    down = place + 1 < limit and tree.lower(place + 1) == "down"
    return word < place < limit and tree.lower(place) in verbs and not down


def _changed_from(tree: Tree, word: int, before: Sequence[Bound]) -> Bound | None:
    """The first of "from 18 to 22", where the number is the second."""
    if not before or before[-1].sentence != tree.sentence(word) or not before[-1].figure.noun:
        return None
    between = tree.text[before[-1].figure.end : tree.words[word].start]
    if _FROM_BEFORE.fullmatch(between):
        return before[-1]  # "to about 5,000, from up to 4,000"
    ahead = tree.text[max(0, before[-1].figure.start - 6) : before[-1].figure.start].lower().split()
    return before[-1] if ahead[-1:] == ["from"] and between.strip().lower() == "to" else None


def _of_people(before: Sequence[Bound], sentence: int) -> Bound | None:
    """The last figure of people in this sentence: "204 strikes, of whom" can mean no strikes."""
    for bound in reversed(before[-6:]):
        last = bound.figure.noun.lower().split()[-1:]
        if bound.sentence == sentence and not bound.part and set(last) & (understood().people - _THINGS):
            return bound
    return None


_THINGS = frozenset("homes houses jobs deaths cases casualties tents tonnes tons miles kilometres kilometers".split())


def _the_same(numeral: Numeral, before: Sequence[Bound], sentence: int) -> Bound | None:
    """Who "the three" are: the last of as many, some sentences back at most."""
    for bound in reversed(before[-6:]):
        if (
            bound.sentence >= sentence - 3
            and bound.figure.unit is None
            and bound.figure.noun
            and bound.figure.low == numeral.low
        ):
            return bound
    return None


def _at_most(numeral: Numeral, known: Bound) -> bool:
    """Whether no more are counted than before: "70 tents have come. Twenty-five are up"."""
    whole = known.figure.high if known.figure.high is not None else known.figure.low
    return numeral.low is not None and whole is not None and numeral.low <= whole


def _noun(known: Bound | str) -> str:
    return known if isinstance(known, str) else known.figure.noun


def _of_harmed(tree: Tree, word: int) -> tuple[int, int] | None:
    """The noun of "put the number of soldiers killed at 25", where the number hangs on "killed"."""
    head = tree.words[word].head
    if head < 0 or not tree.words[head].relation.startswith("acl") or not 0 < tree.words[head].head < head < word:
        return None
    noun = tree.words[head].head
    counter = tree.words[noun].head
    cased = any(tree.lower(c) in ("to", "at", "from") for c in tree.children[word][:4])
    if not cased or counter < 0 or tree.lower(counter) not in understood().counters or tree.words[noun].upos != "NOUN":
        return None
    first = noun
    while (
        first - 1 > counter
        and tree.words[first - 1].head == noun
        and tree.words[first - 1].upos in ("ADJ", "NOUN", "PROPN")
    ):
        first -= 1
    return first, noun


def _befallen(tree: Tree, word: int) -> bool:
    """Whether the noun is what something befalls: "28 boats were sunk"."""
    return tree.words[word].relation == "nsubj:pass"


def _beside(tree: Tree, word: int, before: Sequence[Bound]) -> Sequence[Bound]:
    """The figures without those who give this one: "two officials put the number at 600"."""
    head = tree.words[word].head
    givers = [c for c in tree.children[head][:12] if tree.words[c].relation == "nsubj"] if head >= 0 else []
    return [bound for bound in before if bound.head not in givers]


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
    copular = any(tree.words[child].relation.split(":")[0] == "cop" for child in tree.children[word][:12])
    if copular:
        head = word  # "the figure is 108": the number is what is said of it
    if head < 0:
        return None
    places = [head] + [c for c in tree.children[head][:12] if tree.words[c].relation.split(":")[0] in ("nsubj", "obj")]
    for place in places:
        if place == word or tree.lower(place) not in understood().counters:
            continue
        for child in tree.children[place][:12]:
            of = any(tree.lower(c) == "of" for c in tree.children[child][:4])
            harmed_ones = tree.lower(child) in understood().forms
            toll = tree.lower(place) in understood().tolls
            if toll and not harmed_ones and tree.lower(child) not in understood().people:
                continue  # "the toll of the attack"
            if of and child != word and (harmed_ones or tree.words[child].upos in (*NOMINAL, "ADJ")):
                among = _among(tree, child) or _among(tree, place) if harmed_ones else None
                if among is not None:
                    return among
                return force(tree, child) or tree.text[tree.words[child].start : tree.words[child].end]
        if tree.lower(place) in understood().tolls:
            return "people"
        if any(tree.lower(c) in understood().forms for c in tree.children[place] if c > place):
            return "people"  # "the number killed is 22"
        kind = next((c for c in tree.children[place] if tree.words[c].relation == "compound" and c < place), None)
        people = plural(tree.lower(kind)) if kind is not None else ""
        return people if people in understood().people else ""  # "troop numbers", "rebel strength"
    if copular:
        return None
    relation = tree.words[word].relation.split(":")[0]
    if relation == "nmod" and force(tree, head):
        return force(tree, head)
    above = counted_above(tree, word)
    if above:
        return above
    cased = any(tree.lower(c) in ("to", "at", "from") for c in tree.children[word][:4])
    given = [c for c in places[1:] if c != word and tree.words[c].relation == "obj"]
    put = tree.lower(head) in ("put", "puts", "putting", "set", "sets")
    if relation in ("obl", "obj") and cased and put and given:
        if tree.words[given[0]].upos == "PRON":
            return ""  # "put it at 12": what was counted before
        if tree.lower(given[0]) in understood().forms:
            return "people"
    for place in given:
        if cased and relation in ("obl", "obj") and force(tree, place):
            return force(tree, place)
    for place in given or places[1:]:
        if relation == "obl" and cased and tree.words[place].upos == "NOUN" and not singular(tree, place):
            return tree.text[tree.words[place].start : tree.words[place].end]
    return None


def _among(tree: Tree, word: int) -> str | None:
    """Of whom, in "the number of dead among its staff"."""
    for child in tree.children[word][:12]:
        whose = tree.words[child].upos == "NOUN" and any(tree.lower(c) == "among" for c in tree.children[child][:4])
        if child > word and whose:
            return tree.text[tree.words[child].start : tree.words[child].end]
    return None
