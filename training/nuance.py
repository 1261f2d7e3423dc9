"""The matrices that turn the network's vectors of words so that tellings of one event lie close together.

For each mention the others of its event are to stand out among all mentions of its topic, those of its own subtopic
counting more; a mention that is alone, against a fixed bound. So every mention weighs the same, be its event large or
small. It begins from the main directions of the vectors, is held to them, and half of each vector is hidden at every
step, for there are but some four thousand mentions to learn from. The seed is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from headwater.reconciliation.nuance import Turns

DIRECTIONS = 64
HIDDEN = 0.5
STEPS = 12
RATE = 1e-3
HOLD = 1e-2  # how strongly the matrix is held to where it began
FAR = 0.33  # what a mention of another subtopic counts
SCALE, ALONE = 8.0, 0.5  # where the sharpness and the bound for lone mentions begin

Floats = NDArray[np.float32]
Group = tuple[NDArray[np.intp], NDArray[np.str_], NDArray[np.str_]]


def learn(vectors: Floats, groups: Sequence[Group]) -> tuple[Floats, Floats]:
    """Centre [dimensions] and matrix [dimensions, directions], from the rows, events and subtopics of each topic."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rows = np.concatenate([rows for rows, _, _ in groups])
    centre = vectors[rows].mean(0)
    given = vectors - centre
    spread, turned = np.linalg.eigh(given[rows].T @ given[rows] / len(rows))
    start = turned[:, ::-1][:, :DIRECTIONS] / np.maximum(spread[::-1][:DIRECTIONS], 1e-9) ** 0.25
    begun = torch.tensor(start.copy(), dtype=torch.float32)
    matrix = torch.nn.Parameter(begun.clone())
    scale, alone = torch.nn.Parameter(torch.tensor(SCALE)), torch.nn.Parameter(torch.tensor(ALONE))
    all_vectors = torch.tensor(given, dtype=torch.float32)
    laid = [_laid(group) for group in groups if len(group[0]) > 1]
    steps = torch.optim.Adam([matrix, scale, alone], lr=RATE)
    order = np.random.default_rng(0)
    for _ in range(STEPS):
        for number in order.permutation(len(laid)):
            own, same, near = laid[number]
            seen = functional.dropout(all_vectors[own], HIDDEN) @ matrix
            loss = _loss(functional.normalize(seen, dim=1), same, near, scale, alone)
            loss = loss + HOLD * ((matrix - begun) ** 2).sum()
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            steps.step()
    return centre, matrix.detach().numpy()


def _laid(group: Group) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    rows, events, subtopics = group
    near = np.where(subtopics[:, None] == subtopics[None], 1.0, FAR)
    same = events[:, None] == events[None]
    return torch.tensor(rows), torch.tensor(same), torch.tensor(near, dtype=torch.float32)


def _loss(
    turned: torch.Tensor, same: torch.Tensor, near: torch.Tensor, scale: torch.Tensor, alone: torch.Tensor
) -> torch.Tensor:
    """How unlikely each mention finds the others of its event, on average."""
    itself = torch.eye(len(turned), dtype=torch.bool)
    others = (turned @ turned.T * scale).masked_fill(itself, -1e9) + near.log()
    chances = torch.log_softmax(torch.cat([others, (alone * scale).expand(len(turned), 1)], 1), 1)
    partners = same & ~itself
    told = torch.logsumexp(chances[:, :-1].masked_fill(~partners, -1e9), 1)
    return -torch.where(partners.any(1), told, chances[:, -1]).mean()


def turns(learnt: Iterable[tuple[Floats, Floats]]) -> Turns:
    centres, turned = zip(*learnt, strict=True)
    return Turns(np.stack(centres), np.stack(turned))
