"""Which weights these are."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from headwater.language import weights


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """SHA-256 over the names and bytes of the files that the engine reads with; equal where readings are equal.

    It does not cover the code: that goes by the package's version.
    """
    found = sha256()
    for name in ("engine.onnx", "labels.json", "pairing.npz", "vocab.txt"):
        content = weights.folder().joinpath(name).read_bytes()
        found.update(f"{name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
