"""How long the whole main job takes: ``python -m benchmarks.ledger REPORTS.jsonl``.

Timed in turns on the same reports: the whole job (files in, a joined ledger and a dossier out), the engine alone
(texts in, readings out) and onnxruntime's bare forward pass on the batches that the engine makes of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading.__main__ import forward_batches
from headwater.intake import reports
from headwater.language import Reader, weights
from headwater.publishing.dossier import issue_dossier
from headwater.reading.files import Refusal, documents
from headwater.store import Ledger, present


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = speed(args.reports, args.rounds)
    if args.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:<28} {value:12,.2f}")


def speed(path: Path, rounds: int) -> dict[str, float]:
    """Medians over ``rounds`` turns, in seconds, and what they make of one another."""
    loaded = weights.packaged()
    found = [each for each in documents([path]) if not isinstance(each, Refusal)]
    batches, pieces = forward_batches(loaded, [each.text for each in found])
    session = weights.session(weights.folder().joinpath("engine.onnx").read_bytes(), threads=weights.cores())

    def bare() -> None:
        for batch in batches:
            session.run(None, batch)

    def engine() -> None:
        for _ in Reader(loaded).read(found):
            pass

    def whole() -> None:
        with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "ledger.db") as held:
            by = present()
            for each in reports(documents([path]), Reader(loaded)):
                if isinstance(each, Refusal):
                    held.refuse(each)
                else:
                    held.add(each, by)
            joined = held.reconcile()
            now = dt.datetime.now(dt.UTC)
            issue_dossier(held, Path(folder), title="Timed", now=now, upstream=joined.upstream)

    runs: dict[str, Callable[[], None]] = {"whole": whole, "engine": engine, "bare": bare}
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            begun = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - begun)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    return {
        "reports": len(found),
        "word_pieces": pieces,
        **{f"{name}_seconds": value for name, value in median.items()},
        "whole_to_bare": statistics.median(w / b for w, b in zip(seconds["whole"], seconds["bare"], strict=True)),
        "whole_to_engine": statistics.median(w / e for w, e in zip(seconds["whole"], seconds["engine"], strict=True)),
    }


if __name__ == "__main__":
    main()
