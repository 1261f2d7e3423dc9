"""How long a ledger's claims take to join from nothing: ``python -m benchmarks.joining LEDGER.db``.

Read back, joined and written as after each addition, in seconds and MB; the ledger is copied first and stays as it is.
``--shuffles N`` joins its first reports N times in other orders and counts the results that differ.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import tempfile
import time
from itertools import islice
from pathlib import Path

from headwater.reconciliation.reconcile import Joining, Reconciled
from headwater.resolution.report import Report
from headwater.store import Ledger


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.joining", description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--shuffles", type=int, default=0)
    parser.add_argument("--reports", type=int, default=40, help="reports in a shuffle")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = shuffled(args.ledger, args.shuffles, args.reports) if args.shuffles else joined(args.ledger)
    if args.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:<28} {value:12,.2f}")


def joined(place: Path) -> dict[str, float]:
    """One joining of all that a ledger holds. Memory is the process's peak, with the ledger's reports in it."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "ledger.db"
        shutil.copyfile(place, own)
        if Path(f"{place}-wal").exists():
            shutil.copyfile(f"{place}-wal", f"{own}-wal")
        with Ledger.open(own, create=False) as held:
            counts = held.counts()
            begun, used = time.perf_counter(), time.process_time()
            found = held.reconcile()
            took, used = time.perf_counter() - begun, time.process_time() - used
    return {
        "documents": counts.documents,
        "claims": counts.claims,
        "questions": len(found.questions),
        "seconds": took,
        "cpu_seconds": used,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def shuffled(place: Path, times: int, most: int) -> dict[str, float]:
    """How many of so many orders of arrival give another result than the first."""
    with Ledger.open(place, create=False) as held:
        reports = list(islice(held.reports(), most))
    expected = _told(_joined(reports))
    differing = 0
    for seed in range(times):
        random.Random(seed).shuffle(reports)
        differing += _told(_joined(reports)) != expected
    return {"reports": len(reports), "questions": len(expected[0]), "shuffles": times, "differing": differing}


def _joined(reports: list[Report]) -> Reconciled:
    joining = Joining()
    for report in reports:
        joining.add(report)
    return joining.result()


def _told(found: Reconciled) -> tuple[frozenset[object], frozenset[object]]:
    """All that a joining says, without the order in which it says it."""
    asked = frozenset((q.id, q.claims, q.standing) for q in found.questions)
    grades = found.grades
    return asked, frozenset((claim, up.origins, up.how, grades.get(claim)) for claim, up in found.upstream.items())


if __name__ == "__main__":
    main()
