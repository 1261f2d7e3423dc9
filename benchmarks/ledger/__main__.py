"""How long the whole main job takes: ``python -m benchmarks.ledger REPORTS.jsonl``.

Timed in turns on the same reports: the whole job, which is ``headwater dossier`` itself (files in, a joined ledger
and a dossier out), the engine alone (texts in, readings out) and onnxruntime's bare forward pass on the batches that
the engine makes of them. Each round is a process of its own that has read the examples before, so that the tables are
loaded and nothing is known of what is timed. ``command_seconds`` is the same command with the start of the process.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from benchmarks.reading.__main__ import forward_batches
from headwater.cli import app, collect_seldom
from headwater.language import Reader, weights
from headwater.reading.files import Refusal, documents

_EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"
_COMMAND = [sys.executable, "-c", "from headwater.cli import main; main()"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only-round", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.only_round:
        print(json.dumps(turns(args.reports)))
        return
    found = speed(args.reports, args.rounds)
    if args.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:<28} {value:12,.2f}")


def speed(path: Path, rounds: int) -> dict[str, float]:
    """Medians over ``rounds`` turns, in seconds, and what they make of one another."""
    child = [sys.executable, "-m", "benchmarks.ledger", str(path), "--only-round"]
    found = [json.loads(subprocess.run(child, check=True, stdout=subprocess.PIPE).stdout) for _ in range(rounds)]

    def median(value: Callable[[dict[str, float]], float]) -> float:
        return statistics.median(map(value, found))

    return {
        **{name: median(lambda each, name=name: each[name]) for name in found[0]},  # type: ignore[misc]
        "whole_to_bare": median(lambda each: each["whole_seconds"] / each["bare_seconds"]),
        "whole_to_engine": median(lambda each: each["whole_seconds"] / each["engine_seconds"]),
    }


def turns(path: Path) -> dict[str, float]:
    """One round: the seconds that each takes, after the examples."""
    loaded = weights.packaged()
    session = weights.session(weights.folder().joinpath("engine.onnx").read_bytes(), threads=weights.cores())
    collect_seldom()

    def taken(reports: Path) -> dict[str, float]:
        found = [each for each in documents([reports]) if not isinstance(each, Refusal)]
        batches, pieces = forward_batches(loaded, [each.text for each in found])

        def bare() -> None:
            for batch in batches:
                session.run(None, batch)

        def engine() -> None:
            for _ in Reader(loaded).read(found):
                pass

        return {
            "reports": len(found),
            "word_pieces": pieces,
            "whole_seconds": _seconds(lambda: _dossier(reports)),
            "engine_seconds": _seconds(engine),
            "bare_seconds": _seconds(bare),
        }

    taken(_EXAMPLES)
    with tempfile.TemporaryDirectory() as folder:
        job = [*_COMMAND, "dossier", str(path), "--out", folder]
        command = _seconds(lambda: subprocess.run(job, check=True, stderr=subprocess.DEVNULL))
    return taken(path) | {"command_seconds": command}


def _dossier(reports: Path) -> None:
    """What the command does, in this process."""
    with tempfile.TemporaryDirectory() as folder, redirect_stderr(StringIO()):
        app(["dossier", str(reports), "--out", folder], standalone_mode=False)


def _seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
