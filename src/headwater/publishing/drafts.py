"""Files of a dossier that a person may edit: what was changed by hand is never written over.

Each file ends with a seal, a comment that holds the SHA-256 of all before it. A file whose seal is broken, or which has
none, is somebody's own; the new text then goes beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from headwater.publishing.files import written

_SEAL = re.compile(rb"\n<!-- written by Headwater; sha256 ([0-9a-f]{64}) -->\n\Z")
_LONGEST = 120  # bytes of a seal, and more
_MOST = 1_000


def sealed(text: str) -> str:
    """The text with its seal."""
    return f"{text}\n<!-- written by Headwater; sha256 {_digest(text.encode('utf-8', 'backslashreplace'))} -->\n"


def edited(path: Path) -> bool:
    """Whether a file is there that is not as Headwater wrote it."""
    if not path.exists():
        return False
    content = path.read_bytes()
    seal = _SEAL.search(content, max(0, len(content) - _LONGEST))
    return seal is None or _digest(content[: seal.start()]) != seal[1].decode()


def write(path: Path, text: str) -> Path:
    """Write a sealed text, beside the path where that was edited by hand; give the path that was written."""
    free = next(each for each in _names(path) if not edited(each))
    with written(free) as file:
        file.write(sealed(text))
    return free


def beside(path: Path) -> list[Path]:
    """The files that stand beside a path because it was edited, so far."""
    found = []
    for each in list(_names(path))[1:]:
        if not each.exists():
            break
        found.append(each)
    return found


def _names(path: Path) -> Iterator[Path]:
    """``dossier.html``, then ``dossier.new.html``, ``dossier.new-2.html`` and so on."""
    yield path
    yield path.with_name(f"{path.stem}.new{path.suffix}")
    for number in range(2, _MOST):
        yield path.with_name(f"{path.stem}.new-{number}{path.suffix}")


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
