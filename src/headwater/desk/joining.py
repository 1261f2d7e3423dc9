"""What people took for one and set apart: questions merged and split, claims of the same event or of another.

A decision names claims, whose ids outlast a new reading and a new reconciliation. So a merged question is the one that
its claim answers now, whatever its id; and where the claims have come together by themselves nothing is left to merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headwater.desk.book import Book
from headwater.publishing.happenings import of_one_event
from headwater.store import Columns, Decision, Verdict

Links = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Event:
    """The other claims that tell of a claim's event: as they were joined, by people, and those they set apart."""

    found: tuple[str, ...]
    people: tuple[str, ...]
    apart: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        return (*self.people, *self.found)


class Joins:
    """The decisions in force, over the ledger as it stands."""

    def __init__(self, columns: Columns, book: Book) -> None:
        self._columns = columns
        self._merged: Links = {}
        self._taken: Links = {}
        self._same: Links = {}
        self._apart: Links = {}
        for each in book.in_force("question", Verdict.MERGE, Verdict.SPLIT):
            self._of_questions(each)
        latest = {each.subject: each for each in book.in_force("pair", Verdict.SAME, Verdict.DIFFERENT)}
        for each in latest.values():
            one, _, two = each.subject.partition(" ")
            _link(self._same if each.verdict is Verdict.SAME else self._apart, one, two)

    def merged(self, question: str) -> set[str]:
        """The questions that people took to be one with this one, itself not among them."""
        return _reached(self._merged, question)

    def taken(self, question: str) -> set[str]:
        """The claims that people took out of this question."""
        return set(self._taken.get(question, ()))

    def event(self, claim: str) -> Event:
        """Claims that tell of one event with this one, or that people joined to it, less those they set apart.

        Of one event are those that ``headwater events`` takes for one, in questions as people left them.
        """
        apart = set(self._apart.get(claim, ()))
        people = _reached(self._same, claim, but=apart)
        # What was set apart from another telling of this event is no telling of it, unless it was joined to it as well.
        apart |= {other for own in people for other in self._apart.get(own, ())} - people - {claim}
        found: dict[str, None] = {}
        for own in (claim, *sorted(people)):
            found.update(dict.fromkeys(of_one_event(own, self._asked, self.claims_of, self._act)))
        met = {claim, *people, *apart}
        held = self._columns.place
        return Event(
            tuple(sorted((each for each in found if each not in met), key=held.__getitem__)),
            tuple(sorted((each for each in people - apart if each in held), key=held.__getitem__)),
            tuple(sorted((each for each in apart if each in held), key=held.__getitem__)),
        )

    def claims_of(self, question: str) -> list[str]:
        """The claims of a question without those that people took out, in the ledger's order."""
        columns, taken = self._columns, self._taken.get(question, set())
        rows = columns.rows_of_question(columns.question_place[question])
        return [columns.ids[row] for row in rows if columns.ids[row] not in taken]

    def questions_of(self, claim: str) -> list[str]:
        row = self._columns.place.get(claim)
        if row is None:
            return []
        return [str(self._columns.questions[place]["id"]) for place in self._columns.question.of(row)]

    def _asked(self, claim: str) -> list[str]:
        """The questions that a claim answers, but for those that people took it out of."""
        return [each for each in self.questions_of(claim) if claim not in self._taken.get(each, ())]

    def _act(self, claim: str) -> int | None:
        row = self._columns.place.get(claim)
        return None if row is None else int(self._columns.type[row])

    def _of_questions(self, decision: Decision) -> None:
        claims = named(decision, "claims")
        if decision.verdict is Verdict.SPLIT:
            question = self._now(decision.subject, named(decision, "from"))
            if question is not None:
                self._taken.setdefault(question, set()).update(claims)
            return
        sides = (decision.subject, str(decision.value.get("with", "")))
        one, two = (self._now(side, claims[i : i + 1]) for i, side in enumerate(sides))
        if one is not None and two is not None and one != two:
            _link(self._merged, one, two)

    def _now(self, question: str, claims: Iterable[str]) -> str | None:
        """The question as it is called now: by its id, or where that is gone by a claim that answered it."""
        if question in self._columns.question_place:
            return question
        return next((each for claim in claims for each in self.questions_of(claim)), None)


def named(decision: Decision, what: str) -> list[str]:
    """The claims that a decision's value names; whatever else stands there is left out."""
    value = decision.value.get(what, ())
    return [value] if isinstance(value, str) else [str(each) for each in value if isinstance(each, str)]


def _link(links: Links, one: str, two: str) -> None:
    if one != two:
        links.setdefault(one, set()).add(two)
        links.setdefault(two, set()).add(one)


def _reached(links: Mapping[str, set[str]], start: str, but: Iterable[str] = ()) -> set[str]:
    """What can be reached from a start by links that lead through nothing in ``but``; the start is not among it."""
    met, fresh = {start, *but}, [start]
    while fresh:
        for other in links.get(fresh.pop(), ()):
            if other not in met:
                met.add(other)
                fresh.append(other)
    return met - {start, *but}
