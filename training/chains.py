"""A linear-chain conditional random field over tags, for training (the run-time twin only decodes).

Lafferty, McCallum and Pereira (2001). Transitions that the tagging scheme forbids cost ``FORBIDDEN`` in
training as in decoding, so that no probability is spent on what can never be said.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from headwater.language.tags import FORBIDDEN, Scheme


class Chain(nn.Module):
    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        size = len(scheme.tags)
        self.start = nn.Parameter(torch.zeros(size))
        self.end = nn.Parameter(torch.zeros(size))
        self.step = nn.Parameter(torch.zeros(size, size))
        start, step = scheme.legal()
        self.register_buffer("barred_start", torch.where(torch.tensor(start), 0.0, FORBIDDEN))
        self.register_buffer("barred_step", torch.where(torch.tensor(step), 0.0, FORBIDDEN))

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Start, step and end scores with what is forbidden barred."""
        return self.start + self.barred_start, self.step + self.barred_step, self.end

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of ``tags``, summed. Shapes [n, length, tags], [n, length], [n, length]."""
        start, step, end = self.scores()
        emissions = emissions.float()
        length = emissions.shape[1]
        # The gold path's score.
        own = emissions.gather(2, tags[..., None]).squeeze(2) * mask
        moves = step[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]
        last = tags.gather(1, mask.sum(1, keepdim=True).long() - 1).squeeze(1)
        gold = start[tags[:, 0]] + own.sum(1) + moves.sum(1) + end[last]
        # All paths, forward; a matrix product in probability space is quicker than a logsumexp of sums.
        weights = step.exp()
        alpha = start + emissions[:, 0]
        for t in range(1, length):
            top = alpha.max(1, keepdim=True).values
            reached = ((alpha - top).exp() @ weights).clamp_min(1e-30).log() + top + emissions[:, t]
            alpha = torch.where(mask[:, t : t + 1] > 0, reached, alpha)
        total = torch.logsumexp(alpha + end, 1)
        return (total - gold).sum()
