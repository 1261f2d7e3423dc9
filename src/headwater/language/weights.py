"""The engine's weights as the package carries them, loaded once.

``engine.onnx`` is the network up to one row of numbers a word (int8 inside); ``pairing.npz`` the small
matrices that join two words; ``labels.json`` the inventories; ``vocab.txt`` the word pieces.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from headwater.language.labels import Labels
from headwater.language.pieces import Pieces

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    session: onnxruntime.InferenceSession
    pairing: dict[str, Floats]
    columns: dict[str, slice]  # of the row that the network gives each word, by head
    labels: Labels
    pieces: Pieces

    @property
    def dimensions(self) -> int:
        """Of word and sentence vectors."""
        return int(self.pairing["meaning_weight"].shape[0])

    @property
    def width(self) -> int:
        """Numbers in a word's row."""
        return max(int(column.stop) for column in self.columns.values())


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def session(model: bytes, *, threads: int = 1) -> onnxruntime.InferenceSession:
    """A CPU session. The engine gives each core a batch of its own rather than let all cores share one, so that
    no core waits for another while results are decoded."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # A stream has batches of many shapes: a memory plan for each, or an arena that only grows, would hold them all.
    # Measured on 220 reports: without the arena the time is the same, and the peak 435 MB instead of 467.
    options.enable_mem_pattern = False
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def columns(labels: Labels, pairing: dict[str, Floats]) -> dict[str, slice]:
    """Where each head's numbers stand in a word's row, in the order in which training lays them."""
    found: dict[str, slice] = {}
    at = 0
    for name, width in _widths(labels, pairing):
        found[name] = slice(at, at + width)
        at += width
    return found


def _widths(labels: Labels, pairing: dict[str, Floats]) -> Iterator[tuple[str, int]]:
    arc = len(pairing["arc_root"])
    relation = pairing["relation_weight"].shape[1]
    role = pairing["role_weight"].shape[1]
    link = int(pairing["link_size"])
    yield "starts", 1
    yield "upos", len(labels.upos)
    yield "core", len(labels.core.tags)
    yield "politics", len(labels.politics.tags)
    yield "attribution", len(labels.attribution.tags)
    yield "predicate", 1
    yield "factuality", 1
    yield "arc_from", arc
    yield "arc_to", arc + 1
    yield "relation_from", relation
    yield "relation_to", relation
    yield "link_cue", 2 * link
    yield "link_source", link
    yield "link_content", 2 * link
    yield "role_predicate", role
    yield "role_word", role


def load(where: Traversable, *, model: bytes | None = None) -> Weights:
    """The weights of a folder; ``model`` takes the place of its ``engine.onnx`` (to measure another form)."""
    with where.joinpath("pairing.npz").open("rb") as file, np.load(file) as arrays:
        pairing = {name: np.asarray(arrays[name], np.float32) for name in arrays.files}
    labels = Labels.from_json(where.joinpath("labels.json").read_text("utf-8"))
    model = model or where.joinpath("engine.onnx").read_bytes()
    return Weights(session(model), pairing, columns(labels, pairing), labels, Pieces.packaged())


def folder() -> Traversable:
    """Where the package keeps its weights."""
    return resources.files("headwater.language.model")


@lru_cache(maxsize=1)
def packaged() -> Weights:
    """The weights that ship with Headwater."""
    return load(folder())
