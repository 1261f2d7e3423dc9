"""Who acts and who is acted on: the places round a word, asked in the order that its frame gives."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from headwater.extraction.acts import Frame, lexicon
from headwater.extraction.cues import forces
from headwater.extraction.dependents import Dependents
from headwater.extraction.matching import Match
from headwater.extraction.voice import NAMES, acting, agents, passive, past, patients
from headwater.text import Span
from headwater.vocabulary import table

_TIMED = frozenset("on in at over for by from to into of near between".split())
_OWNERLESS = frozenset(("war", "conflict", "violence"))
_AFTER = frozenset(("ADP", "PUNCT", "SCONJ", "ADV"))  # what may follow a participle that has no object
# Of the calendar, but "the second killed two" speaks of a shell and "the 12-year-old fired" of a child.
_TELLING = frozenset(("second", "old", "year-old"))
_MEASURES = frozenset("distance metre meter kilometre kilometer mile yard foot inch altitude depth".split())
_JUDGING = frozenset(("blame", "help", "ask", "act"))
_HELPING = frozenset("help assist support aid back reinforce bolster defend protect".split())
# Verbs that only say that the event noun which is their subject or object was there.
_HAPPENING = frozenset(
    "erupt occur take break rage continue begin resume happen start flare follow hit come be go intensify last "
    "spread see escalate end target kill cause leave include involve".split()
)


@cache
def _states() -> frozenset[str]:
    """Names, adjectives and inhabitants of countries, folded."""
    lines = (line.split("|")[:3] for line in table("countries").values())
    return frozenset(
        name.strip().casefold() for line in lines for part in line for name in part.split(",") if name.strip()
    )


class Parts(NamedTuple):
    """Each member of a coordination is a span of its own. ``agentless``: the words leave out who did it."""

    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    agentless: bool


def parts(tree: Dependents, word: int, found: Match) -> Parts:
    """Actors and recipients of the act that ``word`` tells of."""
    frame = found.pattern.frame
    places = _Places(tree, word, found)
    actors = _asked(places, frame.actor, every=frame.joint or frame.name == "fight")
    recipients = _asked(places, frame.recipient, every=frame.joint)
    if not recipients and frame.name in ("harm", "suffer") and (number := _number(tree, word, found)):
        recipients = [number]
    if found.borne:
        recipients = places.undergoer()
        actors = [a for a in _asked(places, ("from", "by", "of", "owned"), every=False) if a not in recipients]
    recipients = [r for r in recipients if not any(r.overlap(a) for a in actors)]
    if frame.joint:
        everyone = tuple(dict.fromkeys((*actors, *recipients)))
        return Parts(everyone, everyone if len(everyone) > 1 else (), False)
    hurts = found.pattern.type == "ASSAULT" and not actors
    return Parts(tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(recipients)), hurts)


def _number(tree: Dependents, word: int, found: Match) -> Span | None:
    """Those whom only a number names: before the word itself, or before the state that it leaves them in."""
    state = found.carrier if found.carrier is not None else word
    return tree.counted(state) if tree.words[state].upos in ("ADJ", "VERB") else None


def _asked(places: _Places, names: tuple[str, ...], *, every: bool) -> list[Span]:
    found: list[Span] = []
    for name in names:
        found += places.at(name)
        if found and not every:
            break
    return found


class _Places:
    """The places round one word that tells of an act."""

    __slots__ = ("carrier", "frame", "lent", "nominal", "passive", "tree", "word")

    def __init__(self, tree: Dependents, word: int, found: Match) -> None:
        self.tree, self.word, self.carrier = tree, word, found.carrier
        self.frame: Frame = found.pattern.frame
        # Whether a verb only carries the noun that tells of the act ("announced the deaths").
        self.lent = found.carrier is not None and found.pattern.word == tree.lemma(found.carrier)
        self.nominal = tree.words[word].upos in ("NOUN", "PROPN")
        self.passive = not self.nominal and passive(tree, word)
        if not self.nominal and not self.passive and past(tree, word) and not tree.below(word, "obj", "aux"):
            done_to = tree.role(word, "ARG1")
            subject = [
                *tree.below(word, "nsubj"),
                *([tree.words[word].head] if tree.words[word].relation == "acl" else []),
            ]
            told = done_to is not None and done_to in subject and not self._instrument(done_to)
            bare = self.carrier is None and not tree.below(word, "xcomp", "ccomp")
            harmed = self.frame.name == "harm" and done_to is None
            behind = tree.words[word + 1].upos if word + 1 < len(tree.words) else "PUNCT"
            held = self.frame.name == "hold" and behind in _AFTER  # of a title: "Man sentenced to death"
            self.passive = told or (bare and (harmed or held))

    def at(self, name: str) -> list[Span]:
        """The spans at a place: empty where it is empty, taken by the condition, or not one that can act or suffer."""
        if name == "subject":
            if self.tree.words[self.word].upos == "ADJ":
                return self._stated()
            return self._possessor(self.word) if self.nominal else self._subject()
        if name == "object":
            return [] if self.nominal else self._undergoing(self._object())
        if name == "owned":
            return self._possessor(self.word if self.carrier is None else self.carrier)
        if name == "stated":
            return self._spans(self.tree.below(self.word, "nsubj", "nsubj:pass")) if self.nominal else []
        if name == "indirect":
            return self._spans(self.tree.below(self.word, "iobj"))
        if name == "person":
            return self._spans([o for o in self._object() if self._person(o)])
        if name == "owner":
            return self._owner()
        if name == "clause":
            return self._spans(self._clause())
        if name in ("helped", "targeting"):
            return self._spans(self._purpose(_HELPING if name == "helped" else frozenset(("target", "hit"))))
        return self._after(name)

    def undergoer(self) -> list[Span]:
        """What has the act done to it: the subject of the light verb, or what the noun is said of."""
        if not self.nominal:
            return self._deeds(acting(self.tree, self.word))
        word = self.tree.words[self.word]
        return self._spans(
            self.tree.below(self.word, "nsubj") or (acting(self.tree, word.head) if word.head >= 0 else [])
        )

    def _spans(self, heads: list[int]) -> list[Span]:
        tree = self.tree
        return [
            tree.phrase(m)
            for h in heads
            for m in tree.members(h)
            if tree.words[m].upos in NAMES
            and m != self.word
            and not (tree.is_time(m) and tree.lemma(m) not in _TELLING)
            and not tree.low[m].endswith(("self", "selves"))
            and tree.lemma(m) not in _MEASURES
        ]

    def _subject(self) -> list[Span]:
        tree = self.tree
        if self.frame.name in ("suffer", "bear"):
            if self.lent:
                return []  # who announces or mourns the deaths of others
            return self._spans(acting(tree, self.word) or tree.below(self.word, "nsubj:pass"))
        if self.passive:
            return self._doers(agents(tree, self.word))
        return self._doers(acting(tree, self.word))

    def _doers(self, heads: list[int]) -> list[Span]:
        """The phrases of these heads; where one is a weapon or an event, whoever it belongs to."""
        out: list[Span] = []
        if len(heads) > 1 and self._instrument(heads[0]) and self.tree.words[heads[0]].relation == "nsubj":
            heads = heads[:1]  # "a raid on a school housing families killed 30": the families killed nobody
        for h in heads:
            if not self._instrument(h):
                out += self._spans([h])
                continue
            if self.tree.lemma(h) not in _OWNERLESS and self.tree.lemma(h) not in lexicon().classes["mishaps"]:
                out += self._possessor(h) or self._behind(h)
        return out

    def _undergoing(self, heads: list[int]) -> list[Span]:
        """The phrases of these heads; in blame, praise and the like the owner of the deed that is blamed or praised."""
        return self._deeds(heads) if self.frame.name in _JUDGING else self._spans(heads)

    def _deeds(self, heads: list[int]) -> list[Span]:
        """The phrases of these heads, or where one is a deed whoever did it."""
        out: list[Span] = []
        for h in heads:
            deed = self.tree.words[h].upos == "NOUN" and not self._person(h)
            out += (deed and (self._possessor(h) or self._behind(h))) or self._spans([h])
        return out

    def _instrument(self, word: int) -> bool:
        tree, known = self.tree, lexicon()
        if tree.counts(word) and not known.classes["weapons"].isdisjoint(tree.said(word)[1]):
            return True
        if tree.words[word].upos not in ("NOUN", "PROPN") or tree.lemma(word) in known.classes["agents"]:
            return False
        if tree.words[word].upos == "PROPN" and tree.named(Span(tree.words[word].start, tree.words[word].end)):
            return False
        lemma = tree.lemma(word)
        if any(lemma in known.classes[name] for name in ("blow", "weapons", "things", "mishaps")):
            return True
        return any(p.type == "ASSAULT" and not p.conditions for p in known.nouns.get(lemma, ()))

    def _behind(self, thing: int) -> list[Span]:
        """Who dropped, fired or carried out the thing: "by" or "from" beside it or beside its participle."""
        tree = self.tree
        for at in (thing, *tree.below(thing, "acl", "acl:relcl")):
            for preposition in ("by", "from"):
                heads = [k for k in tree.below(at, "nmod", "obl", "obl:agent") if tree.preposition(k) == preposition]
                heads = [h for h in heads if preposition == "by" or self._able(h)]  # "fired from the hills"
                if found := self._spans([h for h in heads if not self._when(at, h)]):
                    return found
        return []

    def _able(self, word: int) -> bool:
        """Whether the word names a party or people that can act, not a spot from which something came."""
        classes = lexicon().classes
        return self._person(word) or self.tree.lemma(word) in classes["forces"] | classes["armed"]

    def _possessor(self, noun: int) -> list[Span]:
        """ "the army's shelling", "its attack", "rebel fire", "Northern air strikes": the words that own the noun."""
        tree = self.tree
        if owners := [k for k in tree.below(noun, "nmod:poss") if not tree.is_time(k)]:
            return self._spans(owners)
        before = [k for k in tree.below(noun, "compound", "amod", "nmod", "nmod:desc") if k < noun]
        before += [j for k in before for j in tree.below(k, "compound", "amod", "nmod:poss") if j < k]
        named = [k for k in before if self._names_actor(k)]
        if any(self._undergoes(noun, k) for k in before):  # "the Ombra bombings": all of the name tells where
            named = [k for k in named if tree.lemma(k) in lexicon().classes["agents"]]
        if not named:
            role = tree.role(noun, "ARG0")
            if role is not None and self._speaks_of(role, noun):
                return []
            apart = role is not None and role != noun and tree.words[role].relation not in ("compound", "amod")
            return self._spans([role]) if role is not None and apart and not self._when(noun, role) else []
        first, last = min(named), max(named)
        while first - 1 >= 0 and (
            tree.words[first - 1].head in (first, last)
            and tree.words[first - 1].relation in ("amod", "compound", "flat")
        ):
            first -= 1
        return [Span(tree.words[first].start, tree.words[last].end)]

    def _speaks_of(self, who: int, deed: int) -> bool:
        """Whether somebody only speaks of the deed ("called the killings staged"): they did not do it by that."""
        tree = self.tree
        verb = tree.words[who].head
        if verb < 0 or tree.words[who].relation != "nsubj":
            return False
        if tree.words[deed].relation == "nmod" and tree.words[tree.words[deed].head].head == verb:
            return True  # "raised its toll for the strikes": the deed stands behind what is raised
        if tree.lemma(verb) not in forces():
            return False
        return tree.words[deed].head == verb and tree.words[deed].relation in ("obj", "xcomp", "obl", "ccomp")

    def _undergoes(self, deed: int, name: int) -> bool:
        """Whether a name before the deed is whom or where it hit, by PropBank role ("the Ombra bombings")."""
        tree = self.tree
        if tree.words[name].upos != "PROPN" or tree.lemma(name) in lexicon().classes["agents"]:
            return False
        return tree.role_of(deed, name) in ("ARG1", "ARGM-LOC")

    def _names_actor(self, word: int) -> bool:
        tree = self.tree
        if tree.lemma(word) in lexicon().classes["agents"]:
            return True
        if tree.is_time(word):
            return False
        w = tree.words[word]
        held = tree.name_over(word)
        if held is not None and held.kind == "LOC" and w.upos != "ADJ":
            # "the Ombra bombing" is at Ombra; "Sartan strikes", where Sartan is a state, are by it.
            return tree.text[held.start : held.end].casefold() in _states()
        if held is not None:
            return True
        if w.upos not in ("PROPN", "ADJ") or not _titled(tree.text[w.start : w.end]) or self._weapon(word):
            return False
        first = tree.reading.sentences[tree.sentence_of[word]].first
        return word != first or tree.low[word].endswith(("an", "ish", "ese", "ench", "eli", "aqi", "ani"))

    def _weapon(self, word: int) -> bool:
        lemma, known = self.tree.lemma(word), lexicon()
        return (
            lemma in known.classes["weapons"]
            or lemma in known.classes["blow"]
            or any(lemma in m for _, m in known.means)
        )

    def _object(self) -> list[int]:
        tree = self.tree
        things = patients(tree, self.word, turned=self.passive)
        if not things and self.carrier is not None and tree.lemma(self.word) == "leave":
            # "left at least 19 people dead", where "at least" was read as a preposition.
            things = [k for k in tree.below(self.word, "obl") if self.word < k < self.carrier]
        first = "object" in (*self.frame.recipient[:1], *self.frame.actor[:1])
        return [t for t in things if t != self.carrier or (first and self._person(t))]

    def _owner(self) -> list[Span]:
        if self.carrier is None or self.tree.words[self.carrier].upos == "ADJ":
            return []  # "on high alert"
        return self._possessor(self.carrier) if self.frame.name == "strike" else self._spans([self.carrier])

    def _clause(self) -> list[int]:
        tree = self.tree
        for k in tree.below(self.word, "ccomp", "xcomp"):
            if subjects := tree.below(k, "nsubj", "nsubj:pass"):
                return subjects
        return []

    def _purpose(self, verbs: frozenset[str]) -> list[int]:
        tree = self.tree
        for at in (self.word, *([self.carrier] if self.carrier is not None else [])):
            for k in tree.below(at, "advcl", "xcomp", "acl"):
                if tree.lemma(k) in verbs and (things := tree.below(k, "obj")):
                    return things
        return []

    def _person(self, word: int) -> bool:
        tree, w = self.tree, self.tree.words[word]
        if w.upos in ("PROPN", "PRON") or tree.lemma(word) in lexicon().classes["agents"]:
            return True
        return tree.lemma(word) in lexicon().classes["people"] or tree.name_over(word) is not None

    def _after(self, preposition: str) -> list[Span]:
        tree = self.tree
        if preposition == "by" and not self.nominal:
            return self._doers(agents(tree, self.word))
        beside = [self.word]
        if self.nominal and preposition != "by":
            beside += [k for k in tree.below(self.word, "nmod") if tree.preposition(k) == "by"]
        if self.carrier is not None:
            beside.append(self.carrier)
        elif not self.nominal:
            beside += tree.below(self.word, "obj")
        head = tree.words[self.word].head
        if (
            self.nominal
            and head >= 0
            and tree.words[self.word].relation in ("nsubj", "obj")
            and tree.lemma(head) in _HAPPENING
        ):
            beside.append(head)
        for at in beside:
            found = [k for k in tree.below(at, "obl", "nmod", "obl:agent") if tree.preposition(k) == preposition]
            found = [k for k in found if not self._when(at, k)]
            if spans := self._doers(found) if preposition == "by" else self._spans(found):
                return spans
        return []

    def _when(self, at: int, part: int) -> bool:
        tree = self.tree
        if tree.is_time(part):
            return True
        return tree.preposition(part) in _TIMED and tree.role_of(at, part) in ("ARGM-TMP", "ARGM-MNR")

    def _stated(self) -> list[Span]:
        """Who is dead or wounded: the subject, the object of "leave", or the number before the word."""
        tree = self.tree
        word = tree.words[self.word]
        if subjects := tree.below(self.word, "nsubj", "nsubj:pass"):
            return self._spans(subjects)
        if word.relation == "xcomp" and word.head >= 0:
            return self._spans(tree.below(word.head, "obj", "nsubj:pass"))
        if word.relation == "amod":
            return self._spans([word.head])
        if (
            word.relation in ("acl", "conj", "nmod")
            and word.head >= 0
            and tree.words[word.head].upos in ("NOUN", "NUM", "PROPN")
        ):
            return self._spans([word.head])
        return []


def _titled(word: str) -> bool:
    """Whether a word is written as a name is: "Northern", "US", but not "CRIMINAL" in a wire of capitals."""
    return word[0].isupper() and (len(word) <= 3 or not word.isupper())
