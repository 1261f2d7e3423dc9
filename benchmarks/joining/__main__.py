"""How long a ledger's claims take to join from nothing: ``python -m benchmarks.joining LEDGER.db``.

Read back, joined and written as after each addition, in seconds and MB; the ledger is copied first and stays as it is.
``--shuffles N`` joins its first reports N times in other orders and counts the results that differ. ``--arriving N``
lets N of its reports, chosen by chance, come one by one to a ledger of the others, or of about ``--claims`` of them.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import tempfile
import time
from itertools import accumulate, islice
from pathlib import Path

from headwater.intake import reports as reports_of
from headwater.language import Reader
from headwater.reading.refusal import Refusal
from headwater.reconciliation.reconcile import Joining, Reconciled
from headwater.resolution.report import Report
from headwater.store import Ledger
from headwater.store.engine import present


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.joining", description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--shuffles", type=int, default=0)
    parser.add_argument("--reports", type=int, default=40, help="reports in a shuffle")
    parser.add_argument("--arriving", type=int, default=0)
    parser.add_argument("--claims", type=int, default=0, help="claims in the ledger that they come to; 0 for all")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.arriving:
        found = arriving(args.ledger, args.arriving, args.claims)
    else:
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


def arriving(place: Path, many: int, claims: int = 0) -> dict[str, float]:
    """What one report costs: to read it, and to join it (to write it, to find what it changes and to write that), in a
    ledger that is opened for it. In seconds, the median and the worst; one that goes before is not counted.
    """
    with Ledger.open(place, create=False) as held:
        reports = list(held.reports())
    random.Random(1).shuffle(reports)
    come, others = reports[: many + 1], reports[many + 1 :]
    if claims:
        held_so_far = accumulate(len(each.entries) for each in others)
        others = [each for each, so_far in zip(others, held_so_far, strict=True) if so_far <= claims]
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "ledger.db"
        with Ledger.open(own) as held:
            for each in others:
                held.add(each, present())
            held.reconcile()
            size = held.counts().claims
        whole, took, used = [], [], []
        reader = Reader()
        for each in come:
            with Ledger.open(own, create=False) as held:
                started = time.perf_counter()
                (read,) = reports_of([each.document], reader)
                assert not isinstance(read, Refusal)
                begun, worked = time.perf_counter(), time.process_time()
                held.add(read, present())
                held.join()
                took.append(time.perf_counter() - begun)
                used.append(time.process_time() - worked)
                whole.append(time.perf_counter() - started)
        return {
            "claims": size,
            "reports_added": many,
            "seconds_read_and_joined": statistics.median(whole[1:]),
            "seconds": statistics.median(took[1:]),
            "seconds_worst": max(took[1:]),
            "seconds_mean": statistics.mean(took[1:]),
            "cpu_seconds": statistics.median(used[1:]),
            "cpu_seconds_mean": statistics.mean(used[1:]),
        }


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
