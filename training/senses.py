"""The table of word senses: ``python -m training.senses``.

The engine reads each whole word of its vocabulary as a text of its own; forms of one stem are averaged, and what is
left after the mean is taken away is turned to its main directions.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from headwater.language import Reader, weights
from headwater.reconciliation.terms import stem
from headwater.text import Document

OUT = Path(__file__).parents[1] / "src/headwater/reconciliation/weights/senses.npz"
DIRECTIONS = 48


def vectors() -> dict[str, np.ndarray]:
    """The mean vector of the forms of each stem."""
    listed = (Path(str(weights.folder())) / "vocab.txt").read_text("utf-8").split("\n")
    words = [w for w in listed if w.isascii() and w.isalpha() and len(w) > 2]
    found: dict[str, list[np.ndarray]] = {}
    for word, reading in zip(words, Reader().read(Document(w, w) for w in words), strict=True):
        if len(reading.meaning):
            found.setdefault(stem(word), []).append(reading.meaning)
    return {s: np.mean(v, axis=0) for s, v in sorted(found.items())}


def main() -> None:
    argparse.ArgumentParser(prog="python -m training.senses", description=__doc__).parse_args()
    found = vectors()
    rows = np.stack(list(found.values())).astype(np.float64)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows -= rows.mean(0)
    _, turned = np.linalg.eigh(rows.T @ rows)
    main_directions = turned[:, ::-1][:, :DIRECTIONS]
    small = rows @ main_directions
    small /= np.abs(small).max(1, keepdims=True)
    OUT.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        OUT,
        stems=np.frombuffer(" ".join(found).encode(), np.uint8),
        vectors=np.round(small * 127).astype(np.int8),
    )


if __name__ == "__main__":
    main()
