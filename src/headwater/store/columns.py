"""A ledger in columns: small enough to hold in memory, so that counts over all of it take milliseconds."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Many:
    """A column in which a row has any number of values: ``values[i]`` belongs to ``rows[i]``; rows rise."""

    rows: Ints
    values: Ints

    def having(self, wanted: Sequence[int], size: int) -> Mask:
        """Which of ``size`` rows have one of the values."""
        found = np.zeros(size, dtype=bool)
        found[self.rows[np.isin(self.values, wanted)]] = True
        return found

    def counts(self, mask: Mask, size: int) -> Ints:
        """How many of the rows in the mask have each of ``size`` values."""
        return np.bincount(self.values[mask[self.rows]], minlength=size)

    def of(self, row: int) -> list[int]:
        first, last = np.searchsorted(self.rows, [row, row + 1])
        return [int(value) for value in self.values[first:last]]


@dataclass(frozen=True)
class Columns:
    """One row a current claim, in the ledger's order. Names stand in lists, and a column holds places in them.

    Days are counted as ``date.toordinal`` does; 0 is an unknown or open one, and -1 stands for no value elsewhere.
    ``publishers`` has a name for each; ``documents``, ``questions`` and ``origins`` are the objects that lists show.
    """

    stamp: str
    numbers: Ints
    ids: list[str]
    document: Ints
    modality: Ints
    type: Ints
    happened: Ints
    happened_last: Ints
    said: Ints
    origin: Ints
    speaker: Many
    actor: Many
    question: Many
    modalities: list[str]
    types: list[str]
    speakers: list[str]
    anonymous: list[bool]
    actors: list[str]
    publishers: list[str]
    documents: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    origins: list[dict[str, Any]]

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def publisher(self) -> Ints:
        """The publisher of each claim's document, -1 where it is unknown."""
        return _of_documents(self, "publisher")

    @cached_property
    def statuses(self) -> list[str]:
        return sorted({each["status"] for each in self.questions})

    @cached_property
    def status_of_question(self) -> Ints:
        places = {name: i for i, name in enumerate(self.statuses)}
        return np.array([places[each["status"]] for each in self.questions], dtype=np.int64)

    @cached_property
    def status(self) -> Many:
        """The statuses of the questions that a claim answers."""
        if not len(self.question.values):
            return self.question
        return Many(self.question.rows, self.status_of_question[self.question.values])

    @cached_property
    def place(self) -> dict[str, int]:
        """The row of each claim id."""
        return {id: row for row, id in enumerate(self.ids)}

    @cached_property
    def questions_by_need(self) -> list[dict[str, Any]]:
        """Questions in conflict first, then those revised, those corroborated, the rest; the most claims first."""
        order = {"conflicting": 0, "revised": 1, "corroborated": 2}
        return sorted(self.questions, key=lambda each: (order.get(each["status"], 3), -each["claims"]))

    @cached_property
    def questions_of(self) -> dict[str, int]:
        """How many questions have each status."""
        return dict(Counter(each["status"] for each in self.questions))

    @cached_property
    def contested(self) -> list[dict[str, Any]]:
        """Questions in conflict or revised, in that order."""
        return [each for each in self.questions_by_need if each["status"] in ("conflicting", "revised")]

    @cached_property
    def question_place(self) -> dict[str, int]:
        return {each["id"]: i for i, each in enumerate(self.questions)}

    @cached_property
    def origin_place(self) -> dict[str, int]:
        return {each["id"]: i for i, each in enumerate(self.origins)}

    @cached_property
    def by_question(self) -> tuple[Ints, Ints]:
        """Rows in the order of their questions, and where each question's begin."""
        order = np.argsort(self.question.values, kind="stable")
        begins = np.searchsorted(self.question.values[order], np.arange(len(self.questions) + 1))
        return self.question.rows[order], begins

    def rows_of_question(self, place: int) -> Ints:
        rows, begins = self.by_question
        return rows[begins[place] : begins[place + 1]]

    def packed(self) -> bytes:
        """All of it as bytes, which :func:`unpacked` gives back."""
        arrays: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                arrays[each.name] = value
            elif isinstance(value, Many):
                arrays[f"{each.name}.rows"], arrays[f"{each.name}.values"] = value.rows, value.values
            else:
                rest[each.name] = value
        arrays["rest"] = np.frombuffer(json.dumps(rest).encode("ascii"), dtype=np.uint8)
        file = io.BytesIO()
        np.savez(file, **arrays)
        return file.getvalue()


def unpacked(content: bytes) -> Columns:
    """Raises ValueError, KeyError or TypeError for what no :meth:`Columns.packed` gave."""
    with np.load(io.BytesIO(content), allow_pickle=False) as found:
        values: dict[str, Any] = json.loads(found["rest"].tobytes())
        for name in found.files:
            if name.endswith(".rows"):
                own = name.removesuffix(".rows")
                values[own] = Many(found[name], found[f"{own}.values"])
            elif "." not in name and name != "rest":
                values[name] = found[name]
    return Columns(**values)


def _of_documents(columns: Columns, name: str) -> Ints:
    own = np.array([each[name] for each in columns.documents], dtype=np.int64)
    return own[columns.document] if len(own) else columns.document
