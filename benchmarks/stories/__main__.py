"""Write synthetic stories with known truth: ``python -m benchmarks.stories --reports 1000 --seed 7 OUT``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.stories.truth import write


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="a folder for reports.jsonl and truth.json")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    print("  ".join(f"{value} {name}" for name, value in write(args.out, args.reports, args.seed).items()))


if __name__ == "__main__":
    main()
