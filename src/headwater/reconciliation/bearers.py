"""Bearers: one key for all the names of one speaker, over documents."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headwater.reconciliation.learning import Learnt, dumped, loaded, seat
from headwater.reconciliation.leaves import Leaf, Leaves
from headwater.reconciliation.shelves import Shelf, Shelves, nothing
from headwater.reconciliation.speaking import Kind, Who, commons, read, speakers, who, written
from headwater.reconciliation.stories import close
from headwater.reconciliation.vicinity import Vicinity
from headwater.reconciliation.votes import most
from headwater.resolution.report import Voice

_WORD, _LAST, _LETTERS, _OFFICE, _SPEAKS = "word ", "last ", "letters ", "office ", "speaks "
"""What is looked for near a document: a name by a word of it, by its last, by its capitals; who holds an office; for
whom somebody speaks."""

_TERM = 60  # days within which a town's mayor is taken to be the same

_DATELINE = re.compile(r"[A-Z][A-Z'’ -]{2,}\s*(?:\([^()\n]{2,60}\)\s*[-–—]|\([^()\n]{2,60}\)|\s[-–—]+\s)")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a name: ``key`` is equal for all names of one, ``reason`` the step from the name to it, if any."""

    key: str
    who: Who
    reason: str | None


Term = tuple[str | None, str]
"""The day (ISO 8601) on which somebody is said to hold an office, None if unknown, and the holder's key."""


class Bearers:
    """What all documents say of names. What it gives depends on what was added, not on when.

    A general name ("the ministry") is looked for in its own document, then in its story; a person's body and an
    acronym also in all documents, where most of them decide.
    """

    def __init__(self, vicinity: Vicinity, shelves: Shelves, leaves: Leaves) -> None:
        self._vicinity = vicinity
        self._leaves = leaves
        self._sought: Shelf[str, list[str]] = shelves.new("sought near", list)
        self._seeking: set[str] = set()
        self._taught: Shelf[str, Learnt | None] = shelves.new("learnt", nothing, load=loaded, dump=dumped)
        self._bodies: Shelf[str, Counter[str]] = shelves.new("bodies", Counter, load=Counter, verdict=most)
        self._acronyms: Shelf[str, Counter[str]] = shelves.new("acronyms", Counter, load=Counter, verdict=most)
        self._called: Shelf[str, Counter[str]] = shelves.new("names", Counter, load=Counter, verdict=most)
        self._often: Shelf[str, list[int]] = shelves.new("naming", lambda: [0], verdict=tuple)
        self._who: Shelf[str, Who | None] = shelves.new("who", nothing, load=read, dump=written, verdict=_same)
        self._with: Shelf[str, list[str]] = shelves.new("bodies with", list, verdict=sorted)
        self._seats: Shelf[str, list[Term]] = shelves.new("seats", list, load=_termed, verdict=_same)

    def add(self, leaf: Leaf) -> None:
        learnt = leaf.learnt
        self._taught.put(leaf.document.id, learnt)
        for person, short in learnt.bodies.items():
            body = learnt.fuller(short)
            if body is not None and len(person.split(" ")) > 1:
                self._bodies.own(person)[body.key] += 1
                self._keep(body)
        for (role, town), holder in learnt.seats.items():
            day = leaf.card.day
            self._seats.own(f"{role} {town}").append((day.isoformat() if day else None, holder.key))
            self._keep(holder)
        for letters, full in learnt.acronyms.items():
            if not full.generic:
                self._acronyms.own(letters)[full.key] += 1
                self._keep(full)
        for key, one in learnt.names.items():
            self._keep(one)
            common = one.words & commons() if one.kind is Kind.BODY else frozenset()
            for word in common:
                for name in one.words - commons():
                    bodies = self._with.own(f"{word} {name}")
                    if one.key not in bodies:
                        bodies.append(one.key)
            self._called.own(key)[one.name] += 1
            self._often.own(key)[0] += 1

    def seeking(self) -> None:
        """From now on a document is traced."""
        self._seeking = set()

    def sought(self, document: str) -> None:
        """Keep what was looked for in documents near this one while it was traced."""
        self._sought.put(document, sorted(self._seeking))

    def finds(self, document: str, leaf: Leaf) -> bool:
        """Whether another document, had it been near this one when it was traced, might have told it something."""
        return not _offered(leaf.learnt).isdisjoint(self._sought.see(document))

    def meant(self, document: str, voice: Voice) -> tuple[Who, ...]:
        """Who a voice stands for; a general name ("the Monitor") for the body last named with its words."""
        if voice.traced and voice.start is not None:
            written = who(self._leaves[document].document.text[voice.start : voice.end], voice.actor)
            if written.kind is Kind.BODY and written.generic and written.role is None:
                last = self._learnt(document).last(written, voice.start)
                if last is not None:
                    return (last,)
            elif written.kind is Kind.BODY and (written.role is not None or len(written.words) > 1):
                return (written,)  # an office, or a full name that needs no tracing
        return speakers(voice)

    def dateline(self, document: str, voice: Voice) -> bool:
        """Whether a voice is only the dateline before its sentence, taken for a speaker."""
        if voice.start is None or not voice.name[:4].isupper():
            return False
        text = self._leaves[document].document.text
        line = max(text.rfind("\n", 0, voice.start) + 1, voice.start - 40)
        found = _DATELINE.match(text, voice.start) or (_DATELINE.match(text, line) if line < voice.start else None)
        return found is not None and (voice.end or 0) <= found.end()

    def called(self, bearer: Bearer) -> str:
        """The name by which most documents know it."""
        named = most(self._called.see(bearer.key)) if bearer.who.kind is not Kind.PARTICULAR else None
        return named or bearer.who.name

    def named(self, document: str, one: Who, at: int | None = None, depth: int = 0) -> Bearer:
        """The one key for this name as this document uses it."""
        learnt = self._learnt(document)
        if depth > 3:
            return Bearer(one.key, one, None)
        if one.kind is Kind.PARTICULAR:
            body = " ".join(sorted(one.words))
            return Bearer(f"{one.role} {body}".strip() + f" @{self._vicinity.first(document)}", one, None)
        if one.kind is Kind.PERSON:
            return self._person(document, one, depth)
        if one.acronym == one.name and one.acronym is not None:
            full = learnt.acronyms.get(one.acronym) or self._most(self._acronyms.see(one.acronym))
            if full is None:
                full = self._spelled(document, one.acronym)
            if full is not None and full.key != one.key:
                held = self.named(document, full, None, depth + 1)
                return Bearer(held.key, held.who, f"{one.name} is {full.name}")
            return Bearer(one.key, one, None)
        if one.role is not None:
            holder = self._holder(document, one, at)
            if holder is not None:
                return Bearer(holder.key, holder, f"{one.name} is {holder.name}")
        if one.generic:
            last = learnt.last(one, at)
            if last is not None:
                held = self.named(document, last, None, depth + 1)
                return Bearer(held.key, held.who, f"{one.name} is {held.who.name}")
            fuller = self._fuller(document, one)
            if fuller is not None:
                return Bearer(fuller.key, fuller, f"{one.name} is {fuller.name}")
            if one.key != " ".join(sorted(one.words)):
                return Bearer(one.key, one, None)  # told apart by its country
            return Bearer(f"{one.key} @{self._vicinity.first(document)}", one, None)
        if len(one.words) == 1:
            person = self._surname(document, one)
            if person is not None:
                return self._person(document, person, depth)
            short = self._short(document, one)
            if short is not None:
                return Bearer(short.key, short, f"{one.name} is {short.name}")
        elif (longer := self._longer(document, one)) is not None:
            return Bearer(longer.key, longer, f"{one.name} is {longer.name}")
        return Bearer(one.key, one, None)

    def _person(self, document: str, one: Who, depth: int) -> Bearer:
        body = one.body or self._learnt(document).bodies.get(one.key) or self._most(self._bodies.see(one.key))
        if body is not None and body.generic:
            full = self._most(self._bodies.see(one.key))
            body = full if full is not None and body.words <= full.words else body
        if body is None:
            self._seeking.add(_SPEAKS + one.key)
            for near in self._vicinity.near(document):
                body = self._learnt(near).bodies.get(one.key)
                if body is not None:
                    break
        if body is None and len(one.words) > 2 and (shorter := self._tail(document, one)) is not None:
            return self._person(document, shorter, depth + 1)
        if body is not None:
            held = self.named(document, body, None, depth + 1)
            return Bearer(held.key, held.who, f"{one.name} speaks for {held.who.name}")
        if len(one.words) == 1:
            longer = self._surname(document, one)
            if longer is not None and depth < 3:
                return self._person(document, longer, depth + 1)
        return Bearer(one.key, one, None)

    def _around(self, document: str, sought: str) -> Iterable[str]:
        """The document and those near it, in which this is looked for (:func:`_offered`)."""
        self._seeking.add(sought)
        yield document
        yield from self._vicinity.near(document)

    def _fuller(self, document: str, one: Who) -> Who | None:
        """The body that this general name stands for here: the same words and a name, in the nearest document."""
        for near in self._around(document, _WORD + min(one.words, default="")):
            found = self._learnt(near).fuller(one)
            if found is not None:
                return found
        # Else in all documents, by the words of its name with which this one begins.
        names = self._leaves[document].capitals
        fits = {
            key
            for name in (sorted(names) if one.words else ())
            for key in set.intersection(*(set(self._with.see(f"{word} {name}")) for word in one.words))
        }
        here = [body for body in map(self._who.see, sorted(fits)) if body and body.words - one.words <= names]
        return here[0] if len(here) == 1 else None

    def _short(self, document: str, one: Who) -> Who | None:
        """The only body near by whose name has this one word ("the Network")."""
        for near in self._around(document, _WORD + min(one.words, default="")):
            names = self._learnt(near).names
            fits = [w for _, w in sorted(names.items()) if w.kind is Kind.BODY and one.words < w.words]
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def _longer(self, document: str, one: Who) -> Who | None:
        """The body whose name this is with one word lost ("Tarn Relief Centre" for "East Tarn Relief Centre")."""
        if not one.words & commons():
            return None
        for near in self._around(document, _WORD + min(one.words)):
            fits = [
                w
                for _, w in sorted(self._learnt(near).names.items())
                if w.kind is Kind.BODY
                and one.words < w.words
                and len(w.words) == len(one.words) + 1
                and one.name.split(" ")[-1] == w.name.split(" ")[-1]
            ]
            if fits:
                return fits[0] if len(fits) == 1 and self._told(fits[0]) > self._told(one) else None
        return None

    def _learnt(self, document: str) -> Learnt:
        """What a document of the pile taught."""
        found = self._taught.see(document)
        if found is None:
            raise KeyError(document)
        return found

    def _told(self, one: Who) -> int:
        return self._often.see(one.key)[0]

    def _spelled(self, document: str, acronym: str) -> Who | None:
        """The name near by whose capitals are these letters, in any order but for the first ("SORH")."""
        for near in self._around(document, _LETTERS + "".join(sorted(acronym.lower()))):
            names = self._learnt(near).names
            fits = [w for _, w in sorted(names.items()) if _letters(w.name) == sorted(acronym.lower())]
            if len(fits) == 1:
                return fits[0]
        return None

    def _tail(self, document: str, one: Who) -> Who | None:
        """The person whose two names these end in, where a place before them lost its comma ("Dorn Ana Reyl")."""
        names = one.name.split(" ")[-2:]
        for near in self._around(document, _LAST + names[-1]):
            for _, held in sorted(self._learnt(near).names.items()):
                if held.kind is Kind.PERSON and held.name.split(" ") == names:
                    return held
        return None

    def _surname(self, document: str, one: Who) -> Who | None:
        for near in self._around(document, _LAST + one.name.split(" ")[-1]):
            fits = [
                w
                for _, w in sorted(self._learnt(near).names.items())
                if w.kind is Kind.PERSON and len(w.words) > 1 and one.name.split(" ")[-1] == w.name.split(" ")[-1]
            ]
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def _holder(self, document: str, one: Who, at: int | None) -> Who | None:
        """Who holds this office in the nearest document; a town's also by its town, where reports of weeks agree."""
        for near in self._around(document, _OFFICE + (one.role or "")):
            held = self._learnt(near).offices.get(one.role or "")
            if held is not None:
                return held
        sits = seat(self._leaves[document].document.text, one, at)
        if sits is None:
            return None
        published = self._vicinity.day(document)
        terms = self._seats.see(" ".join(sits))
        holders = {key for day, key in terms if close(published, dt.date.fromisoformat(day) if day else None, _TERM)}
        return self._who.see(holders.pop()) if len(holders) == 1 else None

    def _most(self, votes: Counter[str]) -> Who | None:
        key = most(votes)
        return self._who.see(key) if key is not None else None

    def _keep(self, one: Who) -> None:
        held = self._who.see(one.key)
        if held is None or _rank(one) > _rank(held):
            self._who.put(one.key, one)


def _offered(learnt: Learnt) -> set[str]:
    """All that can be found in a document by those who look for it near theirs."""
    found = {_WORD} | {_SPEAKS + key for key in learnt.bodies} | {_OFFICE + role for role in learnt.offices}
    for one in learnt.names.values():
        found |= {_WORD + word for word in one.words}
        found |= {_LETTERS + "".join(_letters(one.name)), _LAST + one.name.split(" ")[-1]}
    return found


def _rank(one: Who) -> tuple[object, ...]:
    """Of two under one key the longer name is kept; what else it is decides between two of one name."""
    return len(one.name), one.name, str(written(one))


def _same(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _termed(kept: list[list[str]]) -> list[Term]:
    return [(day, key) for day, key in kept]


def _letters(name: str) -> list[str]:
    return sorted(w[0].lower() for w in name.split() if w[:1].isupper())
