"""The fixed scales of the int8 form: what each layer reads, and how training gets used to them.

Learning goes on for a while with weights and activations rounded as they will be at run time, gradients
passing straight through (Jacob et al. 2018).
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch

from headwater.language.pieces import Pieces
from training import examples
from training.batches import batches, collate
from training.deal import epoch_windows, read_corpora
from training.model import Network

CALIBRATION = 24  # batches whose activations set the scales


def measured(network: Network, data: Path) -> dict[str, tuple[float, float]]:
    """What each linear layer reads on training windows: the range that loses least to rounding and clipping."""
    pieces = Pieces.packaged()
    stories = read_corpora(data, small=60)
    for group in stories.values():
        examples.weigh(group, pieces)
    rng = random.Random(1)
    device = network.pieces.weight.device
    seen: dict[str, list[np.ndarray]] = {}
    hooks = []
    for name, layer in network.named_modules():
        if isinstance(layer, torch.nn.Linear):
            hooks.append((name, layer))
    dealt = list(batches(epoch_windows(stories, {}, rng), 2048, rng))[:CALIBRATION]
    watched = Watch({id(layer.weight): name for name, layer in hooks}, seen)
    network.eval()
    with torch.inference_mode(), watched:
        for windows in dealt:
            batch = collate(windows, pieces, network.labels, rng).to(device)
            x = network.encode(batch.ids, batch.shapes, batch.layouts, batch.first)
            for _, part in network.parts():
                part(x)
    found = {name: best_range(np.concatenate(values)) for name, values in seen.items() if not name.endswith(".last")}
    # The heads read the same word vectors, so they share one scale.
    words = next(found[name] for name in found if not name.startswith("blocks."))
    return {name: bounds if name.startswith("blocks.") else words for name, bounds in found.items()}


def simulate(network: Network, bounds: dict[str, tuple[float, float]]) -> None:
    """Let the network compute from now on as its int8 form will, so that training can make up for it."""
    for name, layer in network.named_modules():
        if isinstance(layer, torch.nn.Linear) and name in bounds:
            layer.bounds = bounds[name]  # type: ignore[assignment]


class Watch:
    """Keeps a sample of what ``torch.nn.functional.linear`` is given, by the layer whose weight it uses."""

    def __init__(self, names: dict[int, str], seen: dict[str, list[np.ndarray]]) -> None:
        self.names, self.seen = names, seen
        self.random = np.random.default_rng(1)

    def __enter__(self) -> Watch:
        self.original = torch.nn.functional.linear

        def watching(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
            name = self.names.get(id(weight))
            if name is not None:
                flat = x.detach().float().reshape(-1).cpu().numpy()
                part = self.random.integers(0, len(flat), min(len(flat), 20_000))
                ends = np.array([flat.min(), flat.max()], np.float32)
                self.seen.setdefault(name, []).append(np.concatenate([flat[part], ends]))
            return self.original(x, weight, bias)

        torch.nn.functional.linear = watching  # type: ignore[assignment]
        return self

    def __exit__(self, *_: object) -> None:
        torch.nn.functional.linear = self.original


def best_range(values: np.ndarray) -> tuple[float, float]:
    """The uint8 range of least mean squared error, among shrunken forms of the whole range."""
    low, high = float(values.min()), float(values.max())
    values = np.random.default_rng(1).choice(values, min(len(values), 60_000), replace=False)
    best = (np.inf, low, high)
    for a in np.linspace(0.3, 1, 15):
        for b in np.linspace(0.3, 1, 15):
            bottom, top = min(low * a, 0.0), max(high * b, 0.0)
            scale = max(top - bottom, 1e-8) / 255
            rounded = np.clip(np.round((values - bottom) / scale), 0, 255) * scale + bottom
            error = float(np.square(rounded - values).mean())
            if error < best[0]:
                best = (error, bottom, top)
    return best[1], best[2]
