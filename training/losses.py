"""What each head is taught, and how much each lesson weighs."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, Chains, Links
from training.chains import Chain
from training.model import LINK, WIDTH, Network, kept, linear, pick

WEIGHTS = {
    "attribution": 3.0, "sources": 1.0, "contents": 1.0, "core": 4.0, "gum": 1.5, "politics": 2.0, "starts": 0.5,
    "upos": 1.0, "arcs": 1.0, "relations": 0.7, "predicate": 1.0, "roles": 4.0, "factuality": 2.0, "meaning": 1.5,
}  # fmt: skip
"""Set by hand from the size of each loss in the first epochs; roles and factuality were raised as they lagged."""


def losses(network: Network, batch: Batch, *, dtype: torch.dtype, drop: float) -> dict[str, Tensor]:
    """One number a lesson that the batch teaches, unweighted; means over what is labelled."""
    found: dict[str, Tensor] = {}
    vectors = network.encode(batch.ids, batch.shapes, batch.layouts, batch.first, dtype=dtype)
    rows, words, _ = vectors.shape
    plain = vectors.reshape(rows * words, WIDTH)
    dropped = vectors * kept(vectors, drop) if network.training and drop else vectors
    flat = dropped.reshape(rows * words, WIDTH)

    known = (batch.starts >= 0).nonzero().squeeze(1)
    if len(known):
        found["starts"] = F.binary_cross_entropy_with_logits(
            network.starts(flat).squeeze(1)[known], batch.starts[known].float()
        )
    if len(batch.arc_words):
        known = (batch.upos >= 0).nonzero().squeeze(1)
        found["upos"] = F.cross_entropy(network.upos(flat)[known], batch.upos[known])
        found |= _tree(network, batch, flat, rows, words)
    known = (batch.predicate >= 0).nonzero().squeeze(1)
    if len(known):
        found["predicate"] = F.binary_cross_entropy_with_logits(
            network.predicate(flat).squeeze(1)[known], batch.predicate[known].float()
        )
    for name, head, chain in (
        ("core", network.core, network.core_chain),
        ("gum", network.gum, network.gum_chain),
        ("politics", network.politics, network.politics_chain),
        ("attribution", network.attribution, network.attribution_chain),
    ):
        if name in batch.chains:
            found[name] = _chain(batch.chains[name], head, chain, flat)
    if batch.roles is not None:
        predicate, at, tags, mask = batch.roles
        own = linear(pick(flat, predicate), network.role_predicate)[:, None]
        scores = network.role_scores(own, pick(linear(flat, network.role_word), at), at - predicate[:, None])
        found["roles"] = network.role_chain.loss(scores, tags, mask) / mask.sum()
    if batch.sources is not None:
        links = batch.sources
        scores = source_scores(network, flat, links)
        # The last choice is that the cue has no source.
        scores = torch.cat([scores, scores.new_zeros(len(scores), 1)], 1)
        answer = torch.where(links.answer < 0, scores.shape[1] - 1, links.answer)
        found["sources"] = F.cross_entropy(scores, answer)
    if batch.contents is not None:
        found["contents"] = F.cross_entropy(content_scores(network, flat, batch.contents), batch.contents.answer)
    if batch.facts is not None:
        at, score, corpus = batch.facts
        found["factuality"] = F.smooth_l1_loss(network.factuality(flat)[at, corpus], score, beta=0.5)
    if batch.units is not None and batch.meanings is not None:
        found["meaning"] = (
            1 - (meanings(network, plain, batch.units, len(batch.meanings)) * batch.meanings).sum(1)
        ).mean()
    return found


def meanings(network: Network, plain: Tensor, units: tuple[Tensor, Tensor], count: int) -> Tensor:
    """Unit-length vectors of units: the mean of their words', turned into the base model's space."""
    at, unit = units
    total = plain.new_zeros(count, WIDTH, dtype=torch.float32).index_add(0, unit, pick(plain, at).float())
    size = torch.bincount(unit, minlength=count)
    return F.normalize(network.meaning(total / size[:, None]), dim=1)


def _chain(chains: Chains, head: torch.nn.Module, chain: Chain, flat: Tensor) -> Tensor:
    return chain.loss(pick(head(flat), chains.at), chains.tags, chains.mask) / chains.mask.sum()


def _tree(network: Network, batch: Batch, flat: Tensor, rows: int, words: int) -> dict[str, Tensor]:
    """Head of each word among the words of its sentence and the root, and the relation to its true head."""
    dependent = network.arc_from(flat).reshape(rows, words, -1)
    to = network.arc_to(flat).reshape(rows, words, -1)
    scores = dependent @ to[..., :-1].transpose(1, 2) + to[..., -1][:, None, :]
    same = batch.arc_sentence[:, :, None] == batch.arc_sentence[:, None, :]
    scores = scores.masked_fill(~same, -1e4)
    root = dependent @ network.arc_root
    scores = torch.cat([scores, root[..., None]], -1).reshape(rows * words, words + 1)
    found = {"arcs": F.cross_entropy(scores[batch.arc_words], batch.arc_heads)}
    if len(batch.relations):
        dependents, heads = batch.relation_pairs.unbind(1)
        found["relations"] = F.cross_entropy(
            network.relation_scores(
                pick(linear(flat, network.relation_from), dependents), pick(linear(flat, network.relation_to), heads)
            ).float(),
            batch.relations,
        )
    return found


def source_scores(network: Network, flat: Tensor, links: Links) -> Tensor:
    asking = pick(network.link_cue(flat)[:, :LINK], links.cue)
    offered = pick(network.link_source(flat), links.other)
    scores = (asking * offered).sum(-1) / LINK**0.5 + network.link_bias[0][links.apart]
    return scores.masked_fill(~links.valid, -1e4)


def content_scores(network: Network, flat: Tensor, links: Links) -> Tensor:
    asking = pick(network.link_cue(flat)[:, LINK:], links.cue)
    offered = network.link_content(flat)
    joined = pick(offered[:, :LINK], links.other) + pick(offered[:, LINK:], links.other_last)
    scores = (asking * joined).sum(-1) / LINK**0.5
    scores = scores + network.link_bias[1][links.apart] + network.link_bias[2][links.apart_last]
    return scores.masked_fill(~links.valid, -1e4)
