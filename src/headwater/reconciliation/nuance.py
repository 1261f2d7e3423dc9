"""What a word for an act means where it stands: "fired" of a gun is far from "fired" of a coach."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.language.reading import Vector


class Turns(NamedTuple):
    """Several matrices, each learnt from other stories: ``centres`` [matrices, dimensions] are taken away first, then
    ``turned`` [matrices, dimensions, directions].
    """

    centres: NDArray[np.float32]
    turned: NDArray[np.float32]


@cache
def packaged() -> Turns:
    """The matrices of ``training.sameness``."""
    with files("headwater.reconciliation").joinpath("weights/nuance.npz").open("rb") as file:
        kept = np.load(file)
        return Turns(kept["centres"].astype(np.float32), kept["turned"].astype(np.float32))


def nuance(vector: Vector, turns: Turns | None = None) -> Vector:
    """The direction of a word's vector (``language.vectors``) as sameness sees it, of unit length.

    The cosine of two is the mean of the cosines that the matrices give. ``turns``: the packaged ones.
    """
    centres, turned = turns or packaged()
    parts = np.einsum("md,mdk->mk", vector - centres, turned)
    lengths = np.linalg.norm(parts, axis=1, keepdims=True)
    found: Vector = (parts / np.maximum(lengths, 1e-9) / np.sqrt(len(parts))).astype(np.float32).ravel()
    return found
