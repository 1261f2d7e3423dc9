"""The training loop: seeded, resumable, on whatever the machine has."""

from __future__ import annotations

import hashlib
import math
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from headwater.language.labels import Labels
from headwater.language.pieces import Pieces
from headwater.language.tags import Scheme
from training import examples
from training.batches import batches, collate
from training.deal import epoch_windows, read_corpora
from training.examples import Story, Unit
from training.losses import WEIGHTS, losses
from training.model import Network, from_base
from training.scales import measured, simulate

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SEVENTEEN = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of epochs. ``repeats`` says how often an epoch deals a corpus (once where it is not named), a
    part of a time being so large a share of its stories."""

    epochs: int
    batch: int  # word pieces a step, padding counted
    rate: float  # peak learning rate of the encoder; the heads' is seven times as much
    repeats: dict[str, float]
    int8: bool = False  # compute as the int8 form will


_SMALL = {"politics": 6, "ewt": 2, "polnear": 0.7, "judged": 0.5}
PHASES = (
    # Large batches first, for speed. The treebank is a sixth of the pieces and teaches most of the heads, so that it
    # gets too few steps this way: after five epochs roles stood at 64 and LAS at 86.
    Phase(5, 4096, 1.5e-4, {"politics": 6}),
    Phase(2, 1536, 1.0e-4, _SMALL),
    Phase(1, 1536, 1.0e-4, _SMALL, int8=True),
)
HEADS_FASTER = 7


@dataclass(frozen=True)
class Plan:
    data: Path
    base: Path
    work: Path
    phases: tuple[Phase, ...] = PHASES
    seed: int = 7
    threads: int = 0
    minutes: float | None = None
    small: int | None = None
    drop: float = 0.1
    head_drop: float = 0.2
    hide: float = 0.04
    average: float = 0.998  # of the moving average of the weights, which is what ships

    @property
    def epochs(self) -> int:
        return sum(phase.epochs for phase in self.phases)

    def phase(self, epoch: int) -> Phase:
        for phase in self.phases:
            if epoch < phase.epochs:
                return phase
            epoch -= phase.epochs
        raise IndexError(epoch)


def inventories(stories: dict[str, list[Story]]) -> Labels:
    """The labels that the training data use; roles that occur under twenty times are left out."""
    roles: Counter[str] = Counter()
    relations: set[str] = set()
    kinds: set[str] = set()
    for story in (s for group in stories.values() for s in group):
        for unit in story.units:
            relations.update(unit.deprels or ())
            roles.update(role for p in unit.predicates or () for role, _, _ in p.args)
            kinds.update(kind for kind, _, _ in unit.politics or ())
    return Labels(
        upos=tuple(SEVENTEEN),
        relations=tuple(sorted(relations - {"root"})),
        core=Scheme(("PER", "LOC", "ORG")),
        politics=Scheme(tuple(sorted(kinds))),
        roles=Scheme(tuple(role for role, count in roles.most_common() if count >= 20)),
        attribution=Scheme(("source", "cue", "content")),
    )


def base_weights(path: Path) -> dict[str, Tensor]:
    """MiniLM's weights, once the file is proved to be the one that was asked for."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != BASE_SHA256:
        raise SystemExit(f"{path}: sha256 {digest} is not the base model's ({BASE_SHA256})")
    return load_file(path)


def base_meanings(
    network: Network, units: list[Unit], pieces: Pieces, device: torch.device, dtype: torch.dtype
) -> dict[int, np.ndarray]:
    """The base model's own vector of each unit: its pieces' mean, of unit length (sentence-transformers' pooling)."""
    found: dict[int, np.ndarray] = {}
    spelled = [(u, [*[pieces.begin, *(p for w in u.words for p in pieces.of(w)[0])][:255], pieces.end]) for u in units]
    spelled.sort(key=lambda s: len(s[1]))
    at = 0
    with torch.inference_mode():
        while at < len(spelled):
            count = max(1, 8192 // len(spelled[min(at + 64, len(spelled) - 1)][1]))
            group = spelled[at : at + count]
            at += count
            width = len(group[-1][1])
            ids = torch.tensor([ids + [0] * (width - len(ids)) for _, ids in group], device=device)
            zero = torch.zeros_like(ids)
            order = torch.arange(width, device=device).expand_as(ids)
            vectors = network.encode(ids, zero, zero, order, dtype=dtype)
            mask = (ids != 0).float()[..., None]
            mean = F.normalize((vectors * mask).sum(1) / mask.sum(1), dim=1).cpu().numpy().astype(np.float16)
            for (unit, _), vector in zip(group, mean, strict=True):
                found[id(unit)] = vector
    return found


def fit(plan: Plan) -> bool:
    """Train to the end of the plan, or to the end of its minutes; True when the plan is done."""
    torch.manual_seed(plan.seed)
    # Adam's moments of rarely seen word pieces fade into denormal numbers, on which a CPU is a hundred times slower.
    torch.set_flush_denormal(True)
    if plan.threads:
        torch.set_num_threads(plan.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    dtype = half_type(device)
    plan.work.mkdir(parents=True, exist_ok=True)
    pieces = Pieces.packaged()
    stories = read_corpora(plan.data, small=plan.small)
    for group in stories.values():
        examples.weigh(group, pieces)
    labels = inventories(stories)
    (plan.work / "labels.json").write_text(labels.to_json())
    weights = base_weights(plan.base)

    network = Network(labels, drop=plan.drop).to(device)
    from_base(network, weights)
    base = Network(labels, drop=0.0).to(device).eval()
    from_base(base, weights)
    for embedding in (base.shapes, base.layouts):
        torch.nn.init.zeros_(embedding.weight)
    begun = time.time()
    units = [u for name, group in stories.items() if name not in ("judged",) for s in group for u in s.units]
    kept = plan.work / "meanings.npy"
    vectors = np.load(kept) if kept.exists() else np.zeros(0)
    if len(vectors) == len(units):
        meanings = {id(unit): vector for unit, vector in zip(units, vectors, strict=True)}
    else:
        meanings = base_meanings(base, units, pieces, device, dtype)
        np.save(kept, np.stack([meanings[id(unit)] for unit in units]))
    del base
    say(plan, f"base vectors of {len(units)} units in {time.time() - begun:.0f} s; computing in {dtype} on {device}")

    encoder = [p for n, p in network.named_parameters() if n.split(".")[0] in {"pieces", "positions", "norm", "blocks"}]
    known = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder}, {"params": heads}], lr=plan.phases[0].rate, weight_decay=0.01, fused=True
    )
    averaged = {n: p.detach().clone() for n, p in network.named_parameters()}
    bounds: dict[str, tuple[float, float]] | None = None
    step, epoch, order = 0, 0, 0
    state = plan.work / "state.pt"
    if state.exists():
        saved = torch.load(state, map_location=device, weights_only=False)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        averaged, step, epoch, order = saved["averaged"], saved["step"], saved["epoch"], saved["order"]
        torch.set_rng_state(saved["rng"].cpu())
        bounds = saved.get("bounds")
        if bounds:
            simulate(network, bounds)
        say(plan, f"resumed at step {step}, epoch {epoch}, batch {order}")

    def save() -> None:
        kept: dict[str, Any] = {
            "network": network.state_dict(), "optimizer": optimizer.state_dict(), "averaged": averaged,
            "step": step, "epoch": epoch, "order": order, "rng": torch.get_rng_state(), "bounds": bounds,
        }  # fmt: skip
        torch.save(kept, plan.work / "state.new")
        (plan.work / "state.new").replace(state)

    begun = last_saved = time.time()
    running: dict[str, float] = {}
    read = 0
    while epoch < plan.epochs:
        phase = plan.phase(epoch)
        if phase.int8 and bounds is None:
            # From here on the averaged weights are what is trained, as the int8 form will compute them.
            network.load_state_dict(averaged, strict=False)
            bounds = measured(network, plan.data)
            simulate(network, bounds)
            say(plan, "settling into int8")
        # Each epoch is dealt from its own seed, so that a resumed run deals the same.
        rng = random.Random(plan.seed * 1000 + epoch)
        dealt = list(batches(epoch_windows(stories, phase.repeats, rng), phase.batch, rng))
        network.train()
        while order < len(dealt):
            step_rng = random.Random(f"{plan.seed} {epoch} {order}")
            batch = collate(
                dealt[order],
                pieces,
                labels,
                step_rng,
                hide=plan.hide,
                wrap=0.15,
                meanings=meanings,
                pieces_each=phase.batch,
            ).to(device)
            rate = phase.rate * schedule((epoch + order / len(dealt)) / plan.epochs)
            for group, times in zip(optimizer.param_groups, (1, HEADS_FASTER), strict=True):
                group["lr"] = rate * times
            found = losses(network, batch, dtype=dtype, drop=plan.head_drop)
            loss = torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            order += 1
            decay = min(plan.average, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(averaged.values()), [p.detach() for p in network.parameters()], 1 - decay)
            read += int((batch.ids != 0).sum())
            for name, value in found.items():
                running[name] = 0.98 * running.get(name, float(value.detach())) + 0.02 * float(value.detach())
            if step % 50 == 0:
                spent = time.time() - begun
                told = " ".join(f"{name} {value:.3f}" for name, value in sorted(running.items()))
                say(plan, f"epoch {epoch} {order}/{len(dealt)} {read / spent:.0f} pieces/s {told}")
            if time.time() - last_saved > 300:
                save()
                last_saved = time.time()
            if plan.minutes is not None and time.time() - begun > plan.minutes * 60:
                save()
                say(plan, f"stopped after {plan.minutes} minutes; run again to go on")
                return False
        epoch, order = epoch + 1, 0
        save()
        final = {n: t.float().cpu() for n, t in averaged.items()}
        torch.save(
            {
                "weights": final,
                "epoch": epoch,
                "bounds": bounds,
                "plan": {k: str(getattr(plan, k)) for k in vars(plan)},
            },
            plan.work / "averaged.pt",
        )
        say(plan, f"epoch {epoch} of {plan.epochs} done")
    return True


def half_type(device: torch.device) -> torch.dtype:
    """bfloat16 where the machine multiplies it in hardware, else float32."""
    if device.type == "cuda":
        return torch.bfloat16
    has = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)()
    return torch.bfloat16 if has else torch.float32


def schedule(done: float) -> float:
    """Share of the peak rate when ``done`` of the whole is: up over the first 3 %, then level, and over the second
    half down to nothing along a cosine."""
    if done < 0.03:
        return max(done / 0.03, 0.01)
    return 1.0 if done < 0.5 else 0.5 * (1 + math.cos(math.pi * (done - 0.5) / 0.5))


def say(plan: Plan, line: str) -> None:
    stamped = f"{time.strftime('%H:%M:%S')} {line}"
    print(stamped, flush=True)
    with (plan.work / "log.txt").open("a") as log:
        log.write(stamped + "\n")
