"""By what a document was read."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from headwater import __version__
from headwater.language.fingerprint import fingerprint


class Engine(NamedTuple):
    """Headwater's version, and SHA-256 of its weights and of its tables of words; equal where readings are equal."""

    version: str
    weights: str
    vocabulary: str


@lru_cache(maxsize=1)
def present() -> Engine:
    """The engine of this installation. An analyst who corrects a table of words has another one."""
    found = sha256()
    tables = [t for t in files("headwater.vocabulary").iterdir() if t.name.endswith(".yaml")]
    for each in sorted(tables, key=lambda t: t.name):
        content = each.read_bytes()
        found.update(f"{each.name} {len(content)}\n".encode())
        found.update(content)
    return Engine(__version__, fingerprint(), found.hexdigest())
