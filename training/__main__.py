"""Make the weights: ``python -m training DATA --base model.safetensors --work DIR``.

Trains (resuming from the last checkpoint in ``--work``), writes the package's model files, measures them on the
dev splits and puts the figures into MODEL_CARD.md. The same seed, data and machine give the same weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from headwater.language import weights
from training import card
from training.export import export
from training.fit import Plan, fit


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the corpora")
    parser.add_argument("--base", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="checkpoints and the log go here")
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--threads", type=int, default=0, help="0: as many as there are cores")
    parser.add_argument("--minutes", type=float, default=None, help="stop (with a checkpoint) after so long")
    parser.add_argument("--small", type=int, default=None, help="learn from so many stories of each corpus: a trial")
    parser.add_argument("--out", type=Path, default=Path(str(weights.folder())), help="default: the package's own")
    parser.add_argument("--train-only", action="store_true", help="neither export nor measure")
    args = parser.parse_args()
    plan = Plan(
        data=args.data, base=args.base, work=args.work, seed=args.seed, threads=args.threads, minutes=args.minutes,
        small=args.small,
    )  # fmt: skip
    if not fit(plan) or args.train_only:
        return
    export(args.data, args.work, args.out)
    if args.out.resolve() == Path(str(weights.folder())).resolve():
        card.write(args.data, args.work)


if __name__ == "__main__":
    main()
