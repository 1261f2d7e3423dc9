"""One telling of an event, as it is compared with others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from headwater.extraction.claim import Figure
from headwater.extraction.dependents import Dependents
from headwater.extraction.matching import match
from headwater.language.reading import Reading, Vector
from headwater.reconciliation.acts import kinds
from headwater.reconciliation.nuance import nuance
from headwater.reconciliation.persons import Person, persons
from headwater.reconciliation.senses import Directions, sense
from headwater.reconciliation.setting import Setting, ages_in, names_in
from headwater.reconciliation.terms import stem, stems, weighed, weight
from headwater.resolution.dates import timexes
from headwater.resolution.report import Actor, Entry
from headwater.resolution.timex import Kind, Timex
from headwater.text import PartialDate, Span

_EMPTY = "be have do get take make give go come put will would can could may might shall should must".split()
_LONG = 160  # code points: an argument so long is a clause, whose people are not of this act
_UP = 3  # words up the tree where one may stand whom an act befalls
_WHOM = frozenset("nmod nmod:poss compound nsubj nsubj:pass obj obl:agent iobj appos amod".split())
_PRONOUNS = frozenset("it this that these those one which he she they him her them who i we you his their its".split())


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """Unknown is empty or None. All words are stems.

    ``trigger`` is the words that tell of the act, the telling one first; ``type`` its PLOVER event. ``actors`` and
    ``recipients`` are the words of who acts and of whom or what is acted on, ``parties`` their codes with roles
    ("a:PRK"). ``places`` are names of places, or GeoNames numbers with a ``#``. ``words`` (unit length) and ``names``
    are of the sentence, ``ages`` of persons in it. ``meaning`` is the sentence's vector of unit length, None where
    none is given. ``order`` is where it stands in the document. ``factuality`` is how surely the sentence tells the act
    as one that happened, from -3 to 3 (:class:`~headwater.language.reading.Predicate`). ``whom`` it befalls, as far as
    the report lets them be followed (:mod:`~headwater.reconciliation.persons`). ``nuance`` is what the trigger means
    where it stands (:mod:`~headwater.reconciliation.nuance`), None where no vectors of words are given.
    """

    id: str
    setting: Setting
    order: int
    trigger: tuple[str, ...]
    verb: bool
    type: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    parties: frozenset[str]
    places: frozenset[str]
    happened: PartialDate | None
    figures: tuple[tuple[float | None, float | None, str], ...]
    words: Mapping[str, float]
    names: frozenset[str]
    ages: frozenset[str]
    meaning: Vector | None = field(default=None, repr=False)
    factuality: float | None = None
    whom: tuple[Person, ...] = ()
    nuance: Vector | None = field(default=None, repr=False)

    @property
    def document(self) -> str:
        return self.setting.document

    @property
    def sense(self) -> Directions | None:
        """The direction of the trigger's meaning: see :mod:`headwater.reconciliation.senses`."""
        return sense(self.trigger)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of act that the trigger can tell of: see :mod:`headwater.reconciliation.acts`."""
        return kinds(self.trigger, self.verb)

    @property
    def head(self) -> str:
        """The word that tells of the act."""
        return self.trigger[0]


def of_entry(id: str, entry: Entry, setting: Setting, *, meaning: Vector | None = None) -> Mention | None:
    """The telling that a claim of the ledger is; None for a claim that reports no event.

    Without the reading the act's word is known by its type alone: of the claim's words the trigger is those that the
    claim shares with no party, date or place, rarest first.
    """
    event = entry.event
    if event is None:
        return None
    actors, recipients = _named(event.actors), _named(event.recipients)
    places = frozenset(stems(entry.place.name)) if entry.place else frozenset[str]()
    told = [w for w in stems(entry.quote) if w.isalpha() and w not in actors | recipients | places and weight(w) > 0]
    number = frozenset({f"#{entry.place.geonameid}"}) if entry.place and entry.place.geonameid else frozenset[str]()
    return Mention(
        id=id,
        setting=setting,
        order=entry.start,
        trigger=tuple(dict.fromkeys(told)) or (event.type.lower(),),
        verb=False,
        type=event.type,
        actors=actors,
        recipients=recipients,
        parties=frozenset(f"a:{a.code}" for a in event.actors) | frozenset(f"r:{a.code}" for a in event.recipients),
        places=places | number,
        happened=entry.happened,
        figures=_counted(entry.figures),
        words=weighed(stems(entry.quote)),
        names=frozenset(names_in(entry.quote)),
        ages=frozenset(ages_in(entry.quote)),
        meaning=meaning,
    )


def _named(actors: Sequence[Actor]) -> frozenset[str]:
    return _telling(w for a in actors for w in stems(a.name))


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(w for w in words if w not in _PRONOUNS and weight(w) > 0.08)


def _counted(figures: Sequence[Figure]) -> tuple[tuple[float | None, float | None, str], ...]:
    found = []
    for figure in figures:
        noun = stems(figure.noun)
        if noun and (figure.low is not None or figure.high is not None):
            found.append((figure.low, figure.high, noun[-1]))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One document with all that was read in it, out of which its mentions are made."""

    setting: Setting
    text: str
    reading: Reading
    figures: tuple[Figure, ...]
    tree: Dependents
    times: tuple[Timex, ...]
    persons: Mapping[int, Person]
    vectors: Vector | None

    @classmethod
    def of(
        cls, setting: Setting, text: str, reading: Reading, figures: tuple[Figure, ...], vectors: Vector | None = None
    ) -> Source:
        """``vectors`` are of the words (``language.vectors``)."""
        tree = Dependents(text, reading)
        times = timexes(text, setting.published, reading=reading)
        return cls(setting, text, reading, figures, tree, times, persons(tree, reading), vectors)

    def inside(self, span: Span) -> list[int]:
        """The words that a span has a part of."""
        return [n for n, w in enumerate(self.tree.words) if w.start < span.end and span.start < w.end]

    def vector(self, span: Span) -> Vector | None:
        """The mean of the vectors of a span's words; None where none are given or no word was read there."""
        inside = self.inside(span)
        if self.vectors is None or not inside:
            return None
        mean: Vector = self.vectors[inside].mean(0)
        return mean


def at(id: str, span: Span, source: Source) -> Mention:
    """The telling whose trigger is ``span``, out of the reading of its document.

    Where no word was read at the span, nothing but the trigger and the setting is known.
    """
    tree, text = source.tree, source.text
    inside = source.inside(span)
    if not inside:
        return _bare(id, span, source)
    head = _head(tree, inside)
    sentence = source.reading.sentences[tree.sentence_of[head]]
    told = match(tree, head)
    actors, recipients = _who(tree, head, set(inside))
    vector = source.vector(span)
    within = text[sentence.start : sentence.end]
    meanings = source.reading.meanings
    here = [
        t
        for t in source.times
        if t.type in (Kind.DATE, Kind.TIME) and t.when and sentence.start <= t.start < sentence.end
    ]
    ordered = [head, *(n for n in inside if n != head)]
    trigger = tuple(
        dict.fromkeys(s for n in ordered if (s := stem(tree.low[n])).isalpha() and (n == head or s not in _EMPTY))
    )
    return Mention(
        id=id,
        setting=source.setting,
        order=span.start,
        trigger=trigger or (stem(span.of(text)),),
        verb=tree.words[head].upos in ("VERB", "AUX"),
        type=told.pattern.type if told else None,
        actors=actors,
        recipients=recipients,
        parties=frozenset(),
        places=frozenset(
            s
            for e in source.reading.entities
            if e.kind == "LOC" and sentence.start <= e.start < sentence.end
            for s in stems(text[e.start : e.end])
        ),
        happened=min(here, key=lambda t: abs(t.start - span.start)).when if here else None,
        figures=_counted([f for f in source.figures if sentence.start <= f.start < sentence.end]),
        words=weighed(stems(within)),
        names=frozenset(names_in(within)),
        ages=frozenset(ages_in(within)),
        meaning=meanings[tree.sentence_of[head]] if len(meanings) else None,
        factuality=next((p.factuality for n in (head, *inside) if (p := tree.predicates.get(n))), None),
        whom=_whom(source, head, set(inside)),
        nuance=None if vector is None else nuance(vector),
    )


def _bare(id: str, span: Span, source: Source) -> Mention:
    none = frozenset[str]()
    said = span.of(source.text)
    return Mention(
        id, source.setting, span.start, tuple(dict.fromkeys(stems(said))) or (said.lower(),), False, None, none, none,
        none, none, None, (), {}, none, none,
    )  # fmt: skip


def _head(tree: Dependents, inside: Sequence[int]) -> int:
    """The word of a trigger that tells most: the one that governs the others, unless it is a light verb."""
    own = set(inside)
    tops = [n for n in inside if tree.words[n].head not in own] or list(inside)
    telling = [
        n for n in tops if tree.words[n].upos in ("VERB", "NOUN", "ADJ", "PROPN") and stem(tree.low[n]) not in _EMPTY
    ]
    if telling:
        return telling[0]
    rest = [
        n for n in inside if tree.words[n].upos in ("NOUN", "VERB", "ADJ", "PROPN") and stem(tree.low[n]) not in _EMPTY
    ]
    return (rest or tops)[0]


def _who(tree: Dependents, head: int, own: set[int]) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of who acts and of whom is acted on, by roles where the word has them, else by the tree."""
    actors: list[str] = []
    recipients: list[str] = []
    predicate = tree.predicates.get(head)
    for argument in predicate.arguments if predicate else ():
        if argument.role in ("ARG0", "ARG1", "ARG2"):
            told = (
                [
                    stem(tree.low[n])
                    for n in range(len(tree.words))
                    if argument.start <= tree.words[n].start < argument.end and n not in own
                ]
                if argument.end - argument.start < _LONG
                else []
            )
            (actors if argument.role == "ARG0" else recipients).extend(told)
    for n in tree.below(head):
        relation = tree.words[n].relation
        if relation in _WHOM and n not in own and not tree.is_time(n):
            near = [
                stem(tree.low[n]),
                *(stem(tree.low[k]) for k in tree.below(n, "flat", "compound", "nmod", "amod", "appos")),
            ]
            (actors if relation in ("nsubj", "obl:agent") else recipients).extend(near)
    up = tree.words[head].head
    if up >= 0 and tree.words[head].relation in ("acl", "acl:relcl", "amod"):
        recipients.extend([stem(tree.low[up]), *(stem(tree.low[k]) for k in tree.below(up, "flat", "compound"))])
    return _telling(actors), _telling(recipients)


def _whom(source: Source, head: int, own: set[int]) -> tuple[Person, ...]:
    """Who is acted on or whom it befalls, each once; who stands in the word's own phrase before others."""
    tree = source.tree
    told: list[int] = []
    predicate = tree.predicates.get(head)
    for argument in predicate.arguments if predicate else ():
        if argument.role == "ARG1" and argument.end - argument.start < _LONG:
            inside = {n for n, w in enumerate(tree.words) if argument.start <= w.start < argument.end} - own
            told += sorted(n for n in inside if tree.words[n].head not in inside)
    acted_on = bool(tree.below(head, "obj", "nsubj:pass"))
    for n in tree.below(head):
        relation = tree.words[n].relation
        if (
            relation in ("nsubj:pass", "obj", "nmod:poss", "compound")
            or (relation == "nsubj" and not acted_on)
            or (relation == "nmod" and tree.preposition(n) == "of")
        ):
            told.append(n)
    return _people(source, [n for n in told if n not in own]) or _from_above(source, head, own)


def _from_above(source: Source, head: int, own: set[int]) -> tuple[Person, ...]:
    """Whom an act befalls that is told of with the words above: "found dead", "shot and killed", "died of a wound"."""
    tree = source.tree
    at = head
    for _ in range(_UP):
        up, relation = tree.words[at].head, tree.words[at].relation.partition(":")[0]
        if up < 0 or relation not in ("acl", "amod", "compound", "xcomp", "advcl", "conj", "obl", "obj", "nmod"):
            break
        below = [up, *(tree.below(up, "nsubj:pass", "obj", "nmod:poss") or tree.below(up, "nsubj"))]
        found = _people(source, [n for n in below if n != at and n not in own])
        if found:
            return found
        at = up
    beside = [k for n in tree.below(head, "conj") for k in tree.below(n, "obj")]
    return _people(source, beside)


def _people(source: Source, words: Iterable[int]) -> tuple[Person, ...]:
    """The people whom these words tell of, with those who are listed with them, each once."""
    tree, found = source.tree, list[Person]()
    for word in words:
        for n in (word, *tree.below(word, "conj")):
            # "The baker Nils Aaberg": where the noun tells of nobody it knows, the name beside it does.
            named = (n, *tree.below(n, "flat", "appos", "nmod:desc"))
            found += [source.persons[k] for k in named if k in source.persons][:1]
    return tuple(dict.fromkeys(found))
