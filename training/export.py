"""From trained weights to what the package ships: ``python -m training.export DATA --work DIR --out DIR``.

Writes ``engine.onnx`` (int8), ``pairing.npz``, ``labels.json`` and ``vocab.txt`` to ``--out``, and the same
network in floats to ``--work`` (``float.onnx``), to measure what the int8 form loses.
"""

from __future__ import annotations

import argparse
import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import onnx
import torch

from headwater.language.labels import Labels
from training.graph import build
from training.model import LINK, Head, Network
from training.scales import measured
from training.thresholds import tune


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder of the training run")
    parser.add_argument("--out", type=Path, required=True, help="the package's model folder")
    args = parser.parse_args()
    export(args.data, args.work, args.out)


def export(data: Path, work: Path, out: Path) -> None:
    labels = Labels.from_json((work / "labels.json").read_text())
    network = Network(labels, drop=0.0)
    saved = torch.load(work / "averaged.pt", map_location="cpu", weights_only=False)
    network.load_state_dict(saved["weights"], strict=False)
    network.eval()
    weights = {name: tensor.float().numpy() for name, tensor in network.state_dict().items()}
    heads = [(name, isinstance(part, Head)) for name, part in network.parts()]
    ranges = saved.get("bounds") or measured(network, data)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights, heads, None), work / "float.onnx")
    onnx.save(build(weights, heads, ranges), out / "engine.onnx")
    pairing = {name: tensor.numpy() for name, tensor in network.pairing().items()}
    np.savez(out / "pairing.npz", link_size=np.float32(LINK), **pairing)
    (out / "labels.json").write_text(labels.to_json())
    vocabulary = resources.files("headwater.language.model").joinpath("vocab.txt")
    with resources.as_file(vocabulary) as path:
        if path.parent.resolve() != out.resolve():
            shutil.copy(path, out / "vocab.txt")
    tune(data, out)


if __name__ == "__main__":
    main()
