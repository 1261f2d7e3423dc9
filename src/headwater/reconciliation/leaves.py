"""Documents as they are joined: what each gives of its own, worked out once, and read back where it is not at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from headwater.reconciliation.agreement import Sayings
from headwater.reconciliation.copies import prints
from headwater.reconciliation.learning import Learnt, learn
from headwater.reconciliation.speaking import stem
from headwater.reconciliation.stories import Card, card
from headwater.reconciliation.told import Page, Told

_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_LEAD = 700


class Leaf:
    """One document with all that joining takes from it alone. ``passages`` are those that its claims stand in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.document = page.document

    @cached_property
    def card(self) -> Card:
        return card(self.document)

    @cached_property
    def learnt(self) -> Learnt:
        return learn(self.page)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Stems of the capitalised words that its text begins with."""
        return frozenset(stem(word) for word in set(_CAPITAL.findall(self.document.text[:_LEAD])))

    @cached_property
    def sayings(self) -> Sayings:
        return Sayings(self.page.told)

    @cached_property
    def places(self) -> dict[str, int]:
        """The passages that claims stand in, each with its number."""
        return {passage: n for n, passage in enumerate(dict.fromkeys(told.passage for told in self.page.told))}

    @cached_property
    def marks(self) -> tuple[frozenset[int], ...]:
        """The shingles of each passage."""
        return tuple(prints(passage) for passage in self.places)

    @cached_property
    def standing(self) -> dict[int, list[Told]]:
        """The claims of each passage."""
        found: dict[int, list[Told]] = {}
        for told in self.page.told:
            found.setdefault(self.places[told.passage], []).append(told)
        return found

    def ready(self) -> Leaf:
        """The same with everything worked out."""
        for name in ("card", "learnt", "capitals", "sayings", "marks", "standing"):
            getattr(self, name)
        return self


class Leaves:
    """Documents by their ids. Those that are not at hand are read back by ``read``, many at once where they are wanted
    together, which raises KeyError if there is none; ``home`` tells the document of a claim that is not at hand.
    """

    def __init__(
        self,
        read: Callable[[Sequence[str]], Iterable[Page]] | None = None,
        home: Callable[[str], str] | None = None,
    ) -> None:
        self._read, self._home = read, home
        self._leaves: dict[str, Leaf] = {}
        self._told: dict[str, Told] = {}

    def add(self, leaf: Leaf) -> None:
        self._leaves[leaf.document.id] = leaf
        self._told.update((told.id, told) for told in leaf.page.told)

    def __contains__(self, document: object) -> bool:
        """Whether a document is at hand."""
        return document in self._leaves

    def __getitem__(self, document: str) -> Leaf:
        found = self._leaves.get(document)
        if found is None:
            self.want([document])
            found = self._leaves[document]
        return found

    def want(self, documents: Iterable[str]) -> None:
        """See to it that these are at hand."""
        lacking = sorted({document for document in documents if document not in self._leaves})
        if lacking and self._read is None:
            raise KeyError(lacking[0])
        for page in self._read(lacking) if lacking and self._read is not None else ():
            self.add(Leaf(page))

    def __iter__(self) -> Iterator[Leaf]:
        return iter(self._leaves.values())

    def told(self, claim: str) -> Told:
        """A claim by its id; KeyError where there is none."""
        if claim not in self._told and self._home is not None:
            self[self._home(claim)]
        return self._told[claim]

    def claims(self) -> dict[str, Told]:
        """All claims at hand."""
        return self._told
