"""The log of decisions as the desk uses it: who judged what, and what stands."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from headwater.store import Decision, Ledger, Verdict, in_force

VERDICTS = {
    Verdict.ACCEPT: ("✓", "accepted"),
    Verdict.EDIT: ("✎", "corrected"),
    Verdict.REJECT: ("✕", "rejected"),
    Verdict.UNSURE: ("?", "unsure"),
    Verdict.NOTE: ("¶", "note"),
    Verdict.MERGE: ("⊕", "merged"),
    Verdict.SPLIT: ("⊖", "split"),
    Verdict.SAME: ("=", "the same"),
    Verdict.DIFFERENT: ("≠", "different"),
    Verdict.GRADE: ("▤", "graded"),
    Verdict.UNDO: ("↶", "undone"),
}
"""A glyph and a word for each verdict."""


@dataclass(slots=True)
class _Pages:
    """The decisions about each subject, in the log's order, and what stands of them."""

    log: dict[tuple[str, str], list[Decision]] = field(default_factory=dict)
    verdicts: dict[str, Decision] = field(default_factory=dict)
    last: int = 0


class Book:
    """What has been decided so far, read from the log as it grows; other programs may write to it too."""

    def __init__(self) -> None:
        self._pages = _Pages()
        self._turn = threading.Lock()

    def read(self, ledger: Ledger) -> Book:
        """The book with every line that is in the log now."""
        with self._turn:
            touched: dict[tuple[str, str], None] = {}
            for each in ledger.decisions(after=self._pages.last):
                self._pages.last = each.id
                self._pages.log.setdefault((each.kind, each.subject), []).append(each)
                touched[each.kind, each.subject] = None
            for kind, subject in touched:
                if kind == "claim":
                    standing = self._settled(kind, subject)
                    if standing:
                        self._pages.verdicts[subject] = standing
                    else:
                        self._pages.verdicts.pop(subject, None)
        return self

    @property
    def last(self) -> int:
        return self._pages.last

    def of(self, kind: str, subject: str) -> list[Decision]:
        return list(self._pages.log.get((kind, subject), ()))

    def standing(self, kind: str, subject: str) -> list[Decision]:
        return in_force(self.of(kind, subject))

    def seen(self, kind: str, subject: str) -> int:
        """The latest decision about a subject, 0 for none: what a form shows that its reader knew."""
        own = self._pages.log.get((kind, subject))
        return own[-1].id if own else 0

    def verdict(self, claim: str) -> Decision | None:
        """The decision by which a claim is settled now."""
        return self._pages.verdicts.get(claim)

    def verdicts(self) -> dict[str, Decision]:
        return dict(self._pages.verdicts)

    def grade(self, source: str) -> Decision | None:
        found = [each for each in self.standing("source", source) if each.verdict is Verdict.GRADE]
        return found[-1] if found else None

    def subjects(self, kind: str) -> list[str]:
        """What has been decided about, of a kind, in the order in which it was first."""
        return [subject for own, subject in list(self._pages.log) if own == kind]

    def in_force(self, kind: str, *verdicts: Verdict) -> list[Decision]:
        """The decisions of these verdicts about any subject of a kind, in the log's order."""
        found = []
        for own, subject in list(self._pages.log):
            if own == kind and any(each.verdict in verdicts for each in self.of(kind, subject)):
                found += [each for each in self.standing(kind, subject) if each.verdict in verdicts]
        return sorted(found, key=lambda each: each.id)

    def latest(self, count: int, *, who: str | None = None) -> list[Decision]:
        """The last lines of the log, the newest first."""
        every = [each for lines in list(self._pages.log.values()) for each in lines if who is None or each.who == who]
        return sorted(every, key=lambda each: -each.id)[:count]

    def find(self, id: int) -> Decision | None:
        return next((each for lines in list(self._pages.log.values()) for each in lines if each.id == id), None)

    def stands(self, decision: Decision) -> bool:
        return any(each.id == decision.id for each in self.standing(decision.kind, decision.subject))

    def _settled(self, kind: str, subject: str) -> Decision | None:
        found = [each for each in self.standing(kind, subject) if each.verdict.settles]
        return found[-1] if found else None


def lines(found: Iterable[Decision], book: Book) -> list[dict[str, Any]]:
    """Decisions as pages and their JSON twins show them."""
    return [
        {
            "id": each.id,
            "when": each.when.strftime("%Y-%m-%d %H:%M:%S UTC"),
            "who": each.who,
            "kind": each.kind,
            "subject": each.subject,
            "verdict": each.verdict.value,
            "glyph": VERDICTS[each.verdict][0],
            "word": VERDICTS[each.verdict][1],
            "value": each.value,
            "undoes": each.undoes,
            "undone": each.verdict is not Verdict.UNDO and not book.stands(each),
        }
        for each in found
    ]
