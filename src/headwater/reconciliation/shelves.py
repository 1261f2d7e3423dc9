"""What all reports together say under a key: counted once, and asked for by every report that needs it.

A pile that is joined from nothing has all of it in memory. Where reports come to a pile that was joined before, only
the keys that they touch are fetched from where the others left them (:class:`Shelves`), so that the cost is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Fetch = Callable[[str, Any], Any]
"""What was kept on a shelf, by its name, under a key; None where nothing was."""


class TooMuchChanged(Exception):  # noqa: N818  the pile is sound, and has to be joined from nothing
    """What came cannot be told from what was kept."""


def nothing() -> None:
    """How a value begins that is put there whole."""
    return None


def _same(value: Any) -> Any:
    return value


class Shelf(Generic[K, V]):
    """Values by key, each of which begins empty. ``load`` and ``dump`` turn a value from and to what JSON can hold.

    ``verdict`` is what others take from a value: where it stays equal, nobody who asked need ask again.
    """

    def __init__(
        self,
        name: str,
        empty: Callable[[], V],
        fetch: Fetch | None,
        heed: Callable[[str, Any], None],
        *,
        load: Callable[[Any], V] = _same,
        dump: Callable[[V], Any] = _same,
        verdict: Callable[[V], Any] | None = None,
    ) -> None:
        self.name = name
        self._empty, self._nothing = empty, empty()
        self._fetch, self._heed = fetch, heed
        self._load, self._dump, self._verdict = load, dump, verdict
        self._held: dict[K, V] = {}
        self._before: dict[K, Any] = {}

    def see(self, key: K) -> V:
        """What stands under a key, for looking at; who asks is remembered where there is a verdict."""
        if self._verdict is not None:
            self._heed(self.name, key)
        if key in self._held:
            return self._held[key]
        return self._nothing if self._fetch is None else self._drawn(key)

    def own(self, key: K) -> V:
        """What stands under a key, for changing."""
        found = self._held[key] if key in self._held else self._drawn(key)
        if self._fetch is not None and key not in self._before:
            self._before[key] = self._verdict(found) if self._verdict is not None else None
        return found

    def put(self, key: K, value: V) -> None:
        """Let a value stand under a key in the place of what stood there."""
        self.own(key)
        self._held[key] = value

    def changed(self) -> Iterator[tuple[K, Any]]:
        """All that was changed since it was kept, as JSON can hold it: everything where nothing was kept."""
        for key in self._held if self._fetch is None else self._before:
            yield key, self._dump(self._held[key])

    def turned(self) -> Iterator[K]:
        """The keys whose verdict is another now."""
        if self._verdict is not None:
            yield from (key for key, was in self._before.items() if self._verdict(self._held[key]) != was)

    def _drawn(self, key: K) -> V:
        kept = self._fetch(self.name, key) if self._fetch is not None else None
        found = self._held[key] = self._empty() if kept is None else self._load(kept)
        return found


class Shelves:
    """All shelves of a pile by their names, and for whom they are asked."""

    def __init__(self, fetch: Fetch | None = None) -> None:
        self._fetch = fetch
        self._all: dict[str, Shelf[Any, Any]] = {}
        self._asking: set[tuple[str, Any]] | None = None

    def new(self, name: str, empty: Callable[[], V], **how: Callable[..., Any]) -> Shelf[Any, V]:
        """A shelf of this name; ``how`` as for :class:`Shelf`."""
        shelf: Shelf[Any, V] = Shelf(name, empty, self._fetch, self._note, **how)
        self._all[name] = shelf
        return shelf

    @contextmanager
    def noting(self) -> Iterator[set[tuple[str, Any]]]:
        """The names and keys that are asked for meanwhile, of shelves with a verdict."""
        before, self._asking = self._asking, set()
        try:
            yield self._asking
        finally:
            self._asking = before

    def changed(self) -> Iterator[tuple[str, Any, Any]]:
        """Name, key and value of all that is to be kept."""
        for name, shelf in self._all.items():
            yield from ((name, key, value) for key, value in shelf.changed())

    def turned(self) -> Iterator[tuple[str, Any]]:
        """Names and keys of which those who asked must ask again."""
        for name, shelf in self._all.items():
            yield from ((name, key) for key in shelf.turned())

    def _note(self, name: str, key: Any) -> None:
        if self._asking is not None:
            self._asking.add((name, key))
