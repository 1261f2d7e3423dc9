"""What a joining leaves for the next one: what each document and claim came to, and by what that depends on others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from headwater.reconciliation.credibility import Grade, Heard, grade, heard
from headwater.reconciliation.identity import digest
from headwater.reconciliation.origins import Upstream
from headwater.reconciliation.questions import Question
from headwater.reconciliation.shelves import Shelf, Shelves
from headwater.reconciliation.tellings import Tellings
from headwater.reconciliation.votes import most

Voices = tuple[tuple[str, str], ...]
"""Whose word a claim is: each party with the name that the claim gives it."""


class Traced(NamedTuple):
    """What tracing a document anew changed: the claims that stand on the word of others now, the origins that another
    number of claims go back to, and whether anything became of its claims that others may build on.
    """

    revoiced: frozenset[str]
    renamed: frozenset[str]
    otherwise: bool


_CLAIM = "claim"  # under which a claim's own answer is kept, beside those of its figures


class Keeping:
    """By document: whose word its claims are, and who looked at it. By key of another shelf: who asked for it. By
    origin: its names. By claim: how each question bears on it.
    """

    def __init__(self, shelves: Shelves) -> None:
        self._voices: Shelf[str, dict[str, list[list[str]]]] = shelves.new("voices", dict)
        self._leaners: Shelf[str, list[str]] = shelves.new("leaners", list)
        self._asked: Shelf[str, list[str]] = shelves.new("asked", list)
        self._names: Shelf[str, Counter[str]] = shelves.new("origin names", Counter, load=Counter)
        self._backed: Shelf[str, dict[str, list[str]]] = shelves.new("backed", dict)
        self._heard: Shelf[str, dict[str, list[Any]]] = shelves.new("heard", dict)

    # Where claims come from

    def traced(
        self, document: str, upstream: dict[str, Upstream], asked: Iterable[tuple[str, Any]], leans: Iterable[str]
    ) -> Traced:
        """Keep what became of a document's claims, what it asked for and what it looked at."""
        for shelf, key in [(self._asked, f"{name} {key}") for name, key in asked] + [(self._leaners, d) for d in leans]:
            if document not in shelf.see(key):
                shelf.own(key).append(document)
        said, now = self._voices.see(document), {id: [list(v) for v in voices(up)] for id, up in upstream.items()}
        if now != said:
            self._voices.put(document, now)
        backed, backing = self._backed.see(document), {id: _backing(up) for id, up in upstream.items()}
        if backing == backed:
            return Traced(frozenset(), frozenset(), False)
        self._backed.put(document, backing)
        named: set[str] = set()
        for rows, count in ((backed, -1), (backing, 1)):
            for origin, name, _ in rows.values():
                if origin:
                    self._names.own(origin)[name] += count
                    named.add(origin)
        return Traced(frozenset(id for id in now if now[id] != said.get(id)), frozenset(named), True)

    def voices(self, document: str, claim: str) -> Voices:
        return tuple((party, name) for party, name in self._voices.see(document).get(claim, ()))

    def leaners(self, document: str) -> Sequence[str]:
        """The documents that looked at this one."""
        return self._leaners.see(document)

    def asked(self, shelf: str, key: Any) -> Sequence[str]:
        """The documents that asked for what stands under a key of a shelf."""
        return self._asked.see(f"{shelf} {key}")

    def name(self, origin: str) -> str | None:
        """The name that most claims give an origin, of as many the least; None where nothing goes back to it."""
        return most({name: count for name, count in self._names.see(origin).items() if count > 0})

    # What claims answer

    def unheard(self, items: Iterable[str]) -> set[str]:
        """Forget how questions bear on these claims and figures, by their ids; gives the ids of those questions."""
        found: set[str] = set()
        for item in items:
            claim, _, figure = item.partition("/")
            held = self._heard.own(claim).pop(figure or _CLAIM, None)
            if held is not None:
                found.add(held[0])
        return found

    def graded(self, asked: Iterable[Question], tellings: Tellings, claims: Iterable[str]) -> dict[str, Grade]:
        """Keep how these questions bear on the claims and figures that answer them; the grades that these claims have
        by all questions that are kept.
        """
        told = {claim: tellings[claim].occasion.told for claim in claims}
        for question in asked:
            order = tellings[question.claims[0]].order
            for claim, figure, each in heard(question, told):
                item = _CLAIM if figure is None else str(figure)
                self._heard.own(claim)[item] = [question.id, [*order, question.id], *each]
        return {claim: grade(one, rows) for claim, one in told.items() if (rows := self._bearing(claim))}

    def _bearing(self, claim: str) -> list[Heard]:
        """How questions bear on a claim, in their order."""
        rows = sorted(self._heard.see(claim).values(), key=lambda row: row[1])
        return [
            Heard(tuple(own), tuple(with_it), tuple(allowing), tuple(against), taken_back, tuple(beside))
            for _, _, own, with_it, allowing, against, taken_back, beside in rows
        ]


def voices(upstream: Upstream) -> Voices:
    """Whose word a claim is: speakers alone, for a text's own voice raises nothing."""
    found: dict[str, str] = {}
    for origin in upstream.origins:
        if not origin.text:
            found.setdefault(origin.party, origin.name)
    return tuple(found.items())


def _backing(upstream: Upstream) -> list[str]:
    """The id and the name of a claim's first origin, empty if it has none, and what differs where anything does."""
    first = upstream.origin
    whole = digest(repr((upstream.origins, upstream.how)))[:12]
    return [first.id, first.name, whole] if first is not None else ["", "", whole]
