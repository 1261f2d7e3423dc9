"""The network as an ONNX graph, in floats or in int8.

The graph is written node by node rather than traced, for three reasons: nothing is in it that the run time
does not need; the fused operators of onnxruntime are named outright; and the int8 form can be made to give
the same answer on every machine and in every batch:

- Weights are int8 in a reduced range (-63 to 63, one scale an output column), so that processors without
  VNNI, which add pairs of products in 16 bits, never saturate: 2 x 255 x 63 < 2^15.
- Activations are uint8 on a *fixed* scale measured beforehand, where onnxruntime's own dynamic quantisation
  takes its scale from whatever else is in the batch and so lets one document change another's reading.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.model import HEADS, LAYERS, WIDTH, eight_bits

Floats = NDArray[np.float32]
OPSET = 20
MICROSOFT = "com.microsoft"
POSITIONS = 288  # more than any window has


@dataclass(slots=True)
class Graph:
    """A graph in the making. ``ranges`` (lowest and highest input of each quantised layer) makes it int8."""

    weights: dict[str, Floats]
    ranges: dict[str, tuple[float, float]] | None
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)
    quantised: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    count: int = 0

    def constant(self, value: NDArray[np.generic], name: str = "") -> str:
        name = name or self.fresh("c")
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def fresh(self, stem: str) -> str:
        self.count += 1
        return f"{stem}_{self.count}"

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        out = self.fresh(kind.lower())
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=out, domain=domain, **attributes))
        return out

    def linear(self, x: str, name: str, *, exact: bool = False, rows: int | None = None) -> str:
        """``x @ weight.T + bias``; ``exact`` keeps a small last layer in floats, ``rows`` its first outputs only."""
        weight, bias = self.weights[f"{name}.weight"][:rows].T, self.weights[f"{name}.bias"][:rows]
        if self.ranges is None or exact:
            return self.node("Add", self.node("MatMul", x, self.constant(weight)), self.constant(bias))
        small, scale = seven_bits(weight)
        x8, x_scale, x_zero = self.quantise(x, self.ranges[name])
        return self.node(
            "MatMulIntegerToFloat", x8, self.constant(small), x_scale, self.constant(scale), x_zero,
            self.constant(np.zeros(len(scale), np.int8)), self.constant(bias), domain=MICROSOFT,
        )  # fmt: skip

    def quantise(self, x: str, bounds: tuple[float, float]) -> tuple[str, str, str]:
        """``x`` in uint8 on the scale that holds ``bounds``, once for all layers that read it."""
        if x not in self.quantised:
            scale, zero = eight_bits(*bounds)
            s, z = self.constant(np.float32(scale)), self.constant(np.uint8(zero))
            self.quantised[x] = self.node("QuantizeLinear", x, s, z), s, z
        return self.quantised[x]

    def norm(self, x: str, name: str, add: str | None = None) -> str:
        gain, shift = self.constant(self.weights[f"{name}.weight"]), self.constant(self.weights[f"{name}.bias"])
        if add is None:
            return self.node("LayerNormalization", x, gain, shift, axis=-1, epsilon=1e-12)
        return self.node("SkipLayerNormalization", x, add, gain, shift, domain=MICROSOFT, epsilon=1e-12)


def seven_bits(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A matrix [in, out] as -63 to 63 with a scale a column."""
    scale = np.maximum(np.abs(weight).max(0), 1e-8) / 63
    return np.clip(np.round(weight / scale), -63, 63).astype(np.int8), scale.astype(np.float32)


def build(
    weights: dict[str, Floats], heads: list[tuple[str, bool]], ranges: dict[str, tuple[float, float]] | None
) -> onnx.ModelProto:
    """The whole graph. ``heads`` are (name, has a hidden layer), in the order of the output's columns."""
    g = Graph(weights, ranges)
    if ranges is None:
        seen = g.node("Gather", g.constant(weights["pieces.weight"]), "ids")
    else:
        rows = weights["pieces.weight"]
        scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-8) / 127
        small = g.node("Gather", g.constant(np.round(rows / scale).astype(np.int8)), "ids")
        sized = g.node("Gather", g.constant(scale.astype(np.float32)), "ids")
        seen = g.node("Mul", g.node("Cast", small, to=TensorProto.FLOAT), sized)
    length = g.node("Gather", g.node("Shape", "ids"), g.constant(np.array([1])), axis=0)
    zero = g.constant(np.array([0]))
    places = g.node("Slice", g.constant(weights["positions.weight"][:POSITIONS]), zero, length, zero)
    x = g.node("Add", seen, places)
    x = g.node("Add", x, g.node("Gather", g.constant(weights["shapes.weight"]), "shapes"))
    x = g.node("Add", x, g.node("Gather", g.constant(weights["layouts.weight"]), "layouts"))
    x = g.norm(x, "norm")
    real = g.node("Cast", g.node("Not", g.node("Equal", "ids", g.constant(np.int64(0)))), to=TensorProto.INT32)
    for i in range(LAYERS):
        at = f"blocks.{i}"
        qkv = g.linear(x, f"{at}.qkv")
        parts = [g.fresh("part") for _ in range(3)]
        g.nodes.append(
            helper.make_node("Split", [qkv, g.constant(np.array([WIDTH] * 3))], parts, name=g.fresh("split"), axis=-1)
        )
        mixed = g.node("MultiHeadAttention", *parts, "", real, domain=MICROSOFT, num_heads=HEADS)
        x = g.norm(g.linear(mixed, f"{at}.out"), f"{at}.norm1", x)
        inner = g.node("Gelu", g.linear(x, f"{at}.up"))
        x = g.norm(g.linear(inner, f"{at}.down"), f"{at}.norm2", x)
    flat = g.node("Reshape", x, g.constant(np.array([-1, WIDTH])))
    words = g.node("Gather", flat, "first")
    columns = []
    for name, hidden in heads:
        if hidden:
            inner = g.node("Gelu", g.linear(words, f"{name}.hidden"))
            kept = 1 if name == "factuality" else None
            columns.append(g.linear(inner, f"{name}.last", exact=True, rows=kept))
        else:
            columns.append(g.linear(words, name))
    rows_out = g.node("Concat", *columns, axis=-1)
    g.nodes.append(helper.make_node("Identity", [words], ["vectors"]))
    g.nodes.append(helper.make_node("Identity", [rows_out], ["rows"]))
    grid: list[int | str] = ["batch", "pieces"]
    graph = helper.make_graph(
        g.nodes,
        "headwater",
        [helper.make_tensor_value_info(n, TensorProto.INT64, grid) for n in ("ids", "shapes", "layouts")]
        + [helper.make_tensor_value_info("first", TensorProto.INT64, ["words"])],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["words", None]) for n in ("vectors", "rows")],
        g.constants,
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)],
        producer_name="headwater",
    )
    model.ir_version = 10
    return model
