"""The network: one encoder, small heads, one forward pass.

Everything a head needs at run time is one vector a word: tags and scores straight from the word, and for what
joins two words (arcs, roles, links) one small vector a side, so that the joining is left to cheap arithmetic
over the few pairs that matter. The ONNX file holds :meth:`Network.forward`; :mod:`headwater.language` does the
joining with the matrices of :meth:`Network.pairing`.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from headwater.language.labels import Labels
from headwater.language.pieces import Layout, Shape
from training.chains import Chain

WIDTH = 384
LAYERS = 6
HEADS = 12
ARC = 128
RELATION = 128
ROLE = 128
LINK = 64
FACTUALITY = ("UDS_IH2", "UW", "MV2", "RP")  # corpora of factuality: alike, but each judged its own way
DISTANCE = 32  # words apart that the role head tells from each other, either way


class Block(nn.Module):
    """One transformer layer in BERT's order (Devlin et al. 2019), computing in the type of its input."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        batch, length, _ = x.shape
        size = WIDTH // HEADS
        qkv = linear(x, self.qkv).reshape(batch, length, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        attention = torch.matmul(q * (1 / math.sqrt(size)), k.transpose(-1, -2)) + bias
        mixed = torch.matmul(torch.softmax(attention, -1), v)
        x = norm(x + linear(mixed.transpose(1, 2).reshape(batch, length, WIDTH), self.out), self.norm1)
        inner = linear(F.gelu(linear(x, self.up)), self.down)
        if drop and self.training:
            inner = inner * kept(inner, drop)
        return norm(x + inner, self.norm2)


def kept(x: Tensor, drop: float) -> Tensor:
    """A dropout mask [rows, 1, width], one for all places of a row (Gal and Ghahramani 2016)."""
    return F.dropout(torch.ones(x.shape[0], 1, x.shape[2], device=x.device), drop).to(x.dtype)


def pick(rows: Tensor, at: Tensor) -> Tensor:
    """``rows[at]``, by the road whose gradient is quickest."""
    return F.embedding(at, rows)


def linear(x: Tensor, layer: nn.Linear) -> Tensor:
    """The layer in the type of ``x``; once the layer has a ``bounds``, as its int8 form will compute it."""
    weight = layer.weight
    bounds: tuple[float, float] | None = getattr(layer, "bounds", None)
    if bounds is not None:
        x, weight = AsInt8.apply(x, *bounds), SevenBits.apply(weight)
    return F.linear(x, weight.to(x.dtype), layer.bias.to(x.dtype))


class AsInt8(torch.autograd.Function):
    """Activations rounded to the uint8 scale of fixed bounds; the gradient passes where nothing was clipped."""

    @staticmethod
    def forward(ctx, x: Tensor, low: float, high: float) -> Tensor:  # type: ignore[no-untyped-def]
        ctx.save_for_backward((x >= low) & (x <= high))
        scale, zero = eight_bits(low, high)
        return ((x.float() / scale).round_().add_(zero).clamp_(0, 255).sub_(zero).mul_(scale)).to(x.dtype)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None, None]:  # type: ignore[no-untyped-def]
        (inside,) = ctx.saved_tensors
        return gradient * inside, None, None


class SevenBits(torch.autograd.Function):
    """Weights [out, in] rounded to -63..63 with a scale a row; the gradient passes unchanged."""

    @staticmethod
    def forward(ctx, weight: Tensor) -> Tensor:  # type: ignore[no-untyped-def]
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 63
        return (weight / scale).round_().mul_(scale)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:  # type: ignore[no-untyped-def]
        return gradient


def eight_bits(low: float, high: float) -> tuple[float, int]:
    """Scale and zero point of the uint8 range that holds ``low`` to ``high`` and nought."""
    low, high = min(low, 0.0), max(high, 0.0)
    scale = max(high - low, 1e-8) / 255
    return scale, round(-low / scale)


def norm(x: Tensor, layer: nn.LayerNorm) -> Tensor:
    return F.layer_norm(x, (WIDTH,), layer.weight.to(x.dtype), layer.bias.to(x.dtype), layer.eps)


class Head(nn.Module):
    """Word vector to ``size`` numbers through one hidden layer (none where ``hidden`` is 0)."""

    def __init__(self, size: int, hidden: int = 0) -> None:
        super().__init__()
        self.hidden = nn.Linear(WIDTH, hidden) if hidden else None
        self.last = nn.Linear(hidden or WIDTH, size)

    def forward(self, x: Tensor) -> Tensor:
        if self.hidden is not None:
            x = F.gelu(linear(x, self.hidden))
        return self.last(x.float())


class Network(nn.Module):
    def __init__(self, labels: Labels, *, drop: float = 0.1) -> None:
        super().__init__()
        self.labels = labels
        self.drop = drop
        self.pieces = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(len(Shape), WIDTH)
        self.layouts = nn.Embedding(len(Layout), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        nn.init.normal_(self.shapes.weight, std=0.01)
        nn.init.normal_(self.layouts.weight, std=0.01)

        self.starts = Head(1, 64)
        self.upos = Head(len(labels.upos), 128)
        self.arc_from = Head(ARC, 256)
        self.arc_to = Head(ARC + 1, 256)  # the last number: how much a head the word is
        self.arc_root = nn.Parameter(torch.zeros(ARC))
        self.relation_from = nn.Linear(WIDTH, RELATION)
        self.relation_to = nn.Linear(WIDTH, RELATION)
        self.relation = nn.Linear(RELATION, len(labels.relations))
        self.core = Head(len(labels.core.tags), 256)
        self.politics = Head(len(labels.politics.tags), 256)
        self.gum = Head(len(labels.core.tags), 256)
        self.attribution = Head(len(labels.attribution.tags), 256)
        self.link_cue = Head(2 * LINK, 128)  # one half asks for sources, one for contents
        self.link_source = Head(LINK, 128)
        self.link_content = Head(2 * LINK, 128)  # one half for a content's first word, one for its last
        self.link_bias = nn.Parameter(torch.zeros(3, 2 * labels.link_reach + 1))  # source, content first, last
        self.predicate = Head(1, 128)
        self.role_predicate = nn.Linear(WIDTH, 2 * ROLE)
        self.role_word = nn.Linear(WIDTH, 2 * ROLE)
        self.role_distance = nn.Embedding(2 * DISTANCE + 1, ROLE)
        self.role = nn.Linear(2 * ROLE, len(labels.roles.tags))
        nn.init.normal_(self.role_distance.weight, std=0.02)
        self.factuality = Head(len(FACTUALITY), 128)  # one a scale of judgement; the first is what ships
        self.meaning = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.meaning.weight)
        nn.init.zeros_(self.meaning.bias)

        self.core_chain = Chain(labels.core)
        self.gum_chain = Chain(labels.core)
        self.politics_chain = Chain(labels.politics)
        self.attribution_chain = Chain(labels.attribution)
        self.role_chain = Chain(labels.roles)

    def encode(
        self, ids: Tensor, shapes: Tensor, layouts: Tensor, first: Tensor, *, dtype: torch.dtype = torch.float32
    ) -> Tensor:
        """Word vectors [batch, words, WIDTH] from pieces [batch, pieces]; ``first`` [batch, words] is each
        word's first piece. Piece 0 is padding."""
        position = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(position) + self.shapes(shapes) + self.layouts(layouts)
        x = norm(x, self.norm)
        if self.drop and self.training:
            x = x * kept(x, self.drop)
        x = x.to(dtype)
        bias = torch.where(ids == 0, -1e4, 0.0).to(dtype)[:, None, None, :]
        for block in self.blocks:
            x = block(x, bias, self.drop)
        if torch.onnx.is_in_onnx_export():
            return x.gather(1, first[..., None].expand(-1, -1, WIDTH))
        flat = first + torch.arange(len(ids), device=ids.device)[:, None] * ids.shape[1]
        return pick(x.reshape(-1, WIDTH), flat)

    def forward(self, ids: Tensor, shapes: Tensor, layouts: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors and, beside them, everything the heads say of each word, in the order of ``layout``."""
        x = self.encode(ids, shapes, layouts, first)
        return x, torch.cat([part(x) for _, part in self.parts()], -1)

    def parts(self) -> list[tuple[str, nn.Module]]:
        """The heads in the order in which the run time finds their numbers."""
        names = (
            "starts upos core politics attribution predicate factuality "
            "arc_from arc_to relation_from relation_to link_cue link_source link_content role_predicate role_word"
        ).split()
        return [(name, getattr(self, name)) for name in names]

    def role_scores(self, predicate: Tensor, word: Tensor, apart: Tensor) -> Tensor:
        """Role tags of words for predicates: vectors [..., 2 ROLE] each, ``apart`` = word - predicate."""
        near = apart.clamp(-DISTANCE, DISTANCE) + DISTANCE
        joined = torch.cat(
            [
                F.relu(predicate[..., :ROLE] + word[..., :ROLE] + self.role_distance(near).to(word.dtype)),
                predicate[..., ROLE:] * word[..., ROLE:],
            ],
            -1,
        )
        return linear(joined, self.role)

    def relation_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        return linear(F.relu(dependent + head), self.relation)

    def pairing(self) -> dict[str, Tensor]:
        """What the run time needs beside the ONNX file, by name."""
        found = {
            "arc_root": self.arc_root,
            "relation_weight": self.relation.weight,
            "relation_bias": self.relation.bias,
            "role_weight": self.role.weight,
            "role_bias": self.role.bias,
            "role_distance": self.role_distance.weight,
            "link_bias": self.link_bias,
            "meaning_weight": self.meaning.weight,
            "meaning_bias": self.meaning.bias,
        }
        for name in ("core", "politics", "attribution", "role"):
            start, step, end = getattr(self, f"{name}_chain").scores()
            found |= {f"{name}_start": start, f"{name}_step": step, f"{name}_end": end}
        return {name: tensor.detach().float().cpu() for name, tensor in found.items()}


def from_base(network: Network, weights: dict[str, Tensor]) -> None:
    """Lay MiniLM's weights (BERT's names) into the encoder."""
    e = "embeddings."
    own: dict[str, Tensor] = {
        "pieces.weight": weights[e + "word_embeddings.weight"],
        # Every text is of segment 0, so its vector joins the positions.
        "positions.weight": weights[e + "position_embeddings.weight"] + weights[e + "token_type_embeddings.weight"][0],
        "norm.weight": weights[e + "LayerNorm.weight"],
        "norm.bias": weights[e + "LayerNorm.bias"],
    }
    for i in range(LAYERS):
        for end in ("weight", "bias"):
            at = f"encoder.layer.{i}."
            own |= {
                f"blocks.{i}.qkv.{end}": torch.cat(
                    [weights[f"{at}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
                ),
                f"blocks.{i}.out.{end}": weights[f"{at}attention.output.dense.{end}"],
                f"blocks.{i}.norm1.{end}": weights[f"{at}attention.output.LayerNorm.{end}"],
                f"blocks.{i}.up.{end}": weights[f"{at}intermediate.dense.{end}"],
                f"blocks.{i}.down.{end}": weights[f"{at}output.dense.{end}"],
                f"blocks.{i}.norm2.{end}": weights[f"{at}output.LayerNorm.{end}"],
            }
    missing = network.load_state_dict(own, strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys
