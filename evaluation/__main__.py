"""Measure the engine: ``python -m evaluation NAME GOLD [--json]``.

GOLD is any file in the formats of the data (see docs/evaluation.md); figures are percent, but for r and mae.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from evaluation import MEASURES, ratchet


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    for name, measure in MEASURES.items():
        command = commands.add_parser(name, help=(measure.__doc__ or "").splitlines()[0])
        command.add_argument("gold", type=Path, metavar="GOLD")
        command.add_argument("--json", action="store_true", help="print one JSON object")
        command.add_argument("--weights", type=Path, help="a folder of weights other than the package's")
        command.add_argument("--model", type=Path, help="an ONNX file in place of the folder's engine.onnx")
    ratchet.add_command(commands)
    args = parser.parse_args()
    if args.name == "ratchet":
        raise SystemExit(ratchet.run(args))
    if not args.gold.exists():
        parser.exit(2, f"no such file: {args.gold}\n")
    figures = MEASURES[args.name](args.gold, ratchet.asked(args))
    if args.json:
        print(json.dumps({key: round(value, 4) for key, value in figures.items()}))
        return
    widest = max(map(len, figures))
    for key, value in figures.items():
        print(f"{key:<{widest}}  {value:8.2f}")


if __name__ == "__main__":
    main()
