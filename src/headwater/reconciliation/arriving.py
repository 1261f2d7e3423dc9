"""Reports that come to a pile which was joined before: what they change is found and joined anew, and no more.

What comes out is what joining the whole pile from nothing gives; :func:`arrived` only knows where to look. A report
touches the keys that it has: by these the documents are found that it is near to, that carry its words, that asked what
others say of a name, or that looked at one of those; their claims are traced again, and the groups of claims that are
new, or stand on another's word now, are sorted again (:class:`~headwater.reconciliation.piles.Pile`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

from headwater.reconciliation.credibility import Grade
from headwater.reconciliation.keeping import Keeping
from headwater.reconciliation.leaves import Leaf, Leaves
from headwater.reconciliation.origins import Origins, Upstream
from headwater.reconciliation.questions import Question, Questions
from headwater.reconciliation.rulings import NONE, Rulings
from headwater.reconciliation.shelves import Shelves, TooMuchChanged
from headwater.reconciliation.tellings import Tellings, told_in
from headwater.reconciliation.told import Page, Told


class Kept(Protocol):
    """A pile that was joined before, where it is kept."""

    def fetch(self, shelf: str, key: Any) -> Any:
        """What stands on a shelf under a key; None if nothing."""

    def pages(self, documents: Sequence[str]) -> Iterable[Page]:
        """Documents that are there, each with what it tells, in any order."""

    def home(self, claim: str) -> str:
        """The document of a claim."""

    def claims(self, ids: Sequence[str]) -> Iterable[Told]:
        """Claims by their ids, the quote in the place of the passage."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became otherwise: by claim where it comes from and its grade, questions as they are now, the ids of those
    that are no more as they were, and origins by id with their names, None for one that nothing goes back to. ``kept``
    is what the next joining needs: shelf, key and value of each.
    """

    upstream: dict[str, Upstream]
    questions: tuple[Question, ...]
    gone: frozenset[str]
    grades: dict[str, Grade]
    names: dict[str, str | None]
    kept: Iterable[tuple[str, Any, Any]]


def arrived(kept: Kept, pages: Sequence[Page], rulings: Rulings = NONE) -> Arrived:
    """What these documents, which are not in the pile yet, change in it; ``rulings`` are those that it was joined by.

    Raises :class:`~headwater.reconciliation.shelves.TooMuchChanged` where that can only be told by joining all of it.
    """
    shelves = Shelves(kept.fetch)
    leaves = Leaves(kept.pages, kept.home)
    origins = Origins(shelves=shelves, leaves=leaves)
    keeping = Keeping(shelves)
    held = Tellings(shelves, kept.claims)
    fresh = [Leaf(page) for page in pages]
    upstream: dict[str, Upstream] = {}
    changed: set[str] = set()
    named: set[str] = set()
    touched = _touched(kept, origins, keeping, fresh)
    leaves.want(touched)
    waiting = sorted(touched)
    while waiting:
        document = waiting.pop()
        found, asked, leans = origins.leaning(document)
        traced = keeping.traced(document, found, asked, leans)
        if traced.otherwise:
            upstream |= found
            changed |= traced.revoiced
            named |= traced.renamed
            # Who looked at it may take something else from it now.
            waiting += sorted(set(keeping.leaners(document)) - touched)
            touched.update(waiting)
    told = [each for page in pages for each in told_in(page)]
    held.add(told)
    asking = Questions(shelves, held, lambda claim: keeping.voices(held[claim].occasion.told.document, claim), rulings)
    asking.add(told)
    again = asking.again(sorted(changed))
    gone = keeping.unheard(again.items)
    # Which questions people merged and split is told of all of them at once.
    settled = {id for pair in rulings.merged for id in pair}.union(rulings.split)
    if not settled.isdisjoint(gone.union(question.id for question in again.asked)):
        raise TooMuchChanged("a question that people merged or split")
    grades = keeping.graded(again.asked, held, {item.partition("/")[0] for item in again.items})
    names = {origin: keeping.name(origin) for origin in sorted(named)}
    return Arrived(upstream, again.asked, frozenset(gone), grades, names, chain(shelves.changed(), held.kept()))


def _touched(kept: Kept, origins: Origins, keeping: Keeping, fresh: Sequence[Leaf]) -> set[str]:
    """The documents whose claims may come from elsewhere now: the fresh ones, and those that they bear on."""
    now, before = origins.vicinity, Origins(shelves=Shelves(kept.fetch), leaves=origins.leaves).vicinity
    own = {leaf.document.id for leaf in fresh}
    unsettled: set[str] = set()
    turned: set[str] = set()
    for leaf in fresh:
        origins.leaves.add(leaf)
        nearness, copies = now.unsettled(leaf)
        unsettled |= nearness
        turned |= copies
        origins.count(leaf)
    for leaf in fresh:
        turned |= now.sharers(leaf)
    turned -= own
    # Near is who was near to these, or is so now; and what is near to a document looks at what is near to it.
    asked = unsettled | turned
    asked |= {near for document in asked - own for near in before.near(document)}
    now.forget(asked | own, sharing=turned | own)
    asked |= {near for document in asked | own for near in now.near(document)}
    now.forget(asked | own, sharing=())
    moved = {document for document in asked - own if list(before.near(document)) != list(now.near(document))}
    # Who only came near without having what was looked for changes nothing.
    turned |= {
        document
        for document in moved
        if [other for other in now.near(document) if other not in own] != list(before.near(document))
        or origins.minds(document, own.intersection(now.near(document)))
    }
    moved |= turned
    around = moved.union(own, *(now.near(d) for d in moved | own), *(before.near(d) for d in moved))
    around = around.union(*map(now.near, around)) - own
    firsts = {document for document in around if before.first(document) != now.first(document)}
    found = own | turned | firsts
    found |= {leaner for document in firsts for leaner in keeping.leaners(document)}
    found |= {document for name, key in origins.shelves.turned() for document in keeping.asked(name, key)}
    return found
