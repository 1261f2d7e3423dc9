"""What a dossier of a thousand reports costs once its ledger is joined.

    python -m benchmarks.dossier make LEDGER.db ARTICLES.jsonl... [--reports 1000]
    python -m benchmarks.dossier time LEDGER.db [--rounds 5] [--json]
    python -m benchmarks.dossier open DOSSIER.html [--rounds 9] [--json]

``make`` reads articles (a JSON object with ``text`` a line; of research data, the form of ``corpora.attribution``) into
a joined ledger; where they are fewer than the reports that are wanted, the first ones are carried by further papers.
``time`` does what ``headwater dossier`` does, in a process of its own each round, and opens the page in Chromium
(with its driver, and selenium) where that is there; the ledger is copied first and stays as it is.

Seconds of the clock: ``after_joining`` from the end of the reconciliation to the end of the process, ``writing`` what
of that is the dossier itself, ``from_a_ledger`` a process that writes the dossier of a joined ledger and does nothing
else, its start included; ``load`` and ``paint`` from the start of the navigation to the end of the page's load event,
and to the first that is painted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from headwater.intake import reports
from headwater.publishing.dossier import issue_dossier
from headwater.reading.files import Refusal, documents
from headwater.store import Ledger, present


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.dossier", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["make", "time", "open", "once"])
    parser.add_argument("place", type=Path)
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="keep the last dossier here")
    parser.add_argument("--join", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.what == "make":
        make(args.place, args.articles, args.reports)
        return
    if args.what == "once":
        once(args.place, args.out, joining=args.join)
        return
    found = timed(args.place, args.rounds, args.out) if args.what == "time" else opened(args.place, args.rounds)
    if args.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:<28} {value:12,.2f}")


def make(place: Path, articles: Sequence[Path], count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger.open(place) as held:
        rows = Path(folder) / "reports.jsonl"
        with rows.open("w", encoding="ascii") as file:
            file.writelines(json.dumps(row) + "\n" for row in islice(_rows(articles), count))
        by = present()
        for found in reports(documents([rows])):
            if isinstance(found, Refusal):
                held.refuse(found)
            else:
                held.add(found, by)
        held.reconcile()
        print(held.counts())


def _rows(articles: Sequence[Path]) -> Iterator[Mapping[str, Any]]:
    """The articles as reports, then each again as other papers carry it."""
    own = [json.loads(line) for path in articles for line in path.read_text("utf-8").splitlines()]
    for turn in range(100):
        for number, row in enumerate(own):
            paper = row.get("publisher") or f"Paper {number % 40}"
            yield {
                "id": f"report-{turn}-{number}",
                "text": row["text"],
                "title": row.get("title"),
                "publisher": paper if not turn else f"Paper {number % 40} ({turn})",
                "date": row.get("date"),
            }


def timed(place: Path, rounds: int, keep: Path | None) -> dict[str, float]:
    """Medians and the best over so many rounds; the bytes of the page."""
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "ledger.db"
        for end in ("", "-wal"):
            if Path(f"{place}{end}").exists():
                shutil.copyfile(f"{place}{end}", f"{own}{end}")
        with Ledger.open(own, create=False) as held:
            counts = held.counts()
        for number in range(rounds):
            for joining in (False, True):
                out = Path(folder) / f"out-{number}-{joining}"
                for key, seconds in _process(own, out, joining=joining).items():
                    taken.setdefault(key, []).append(seconds)
        page = out / "dossier.html"
        found = {"reports": counts.documents, "claims": counts.claims, "page_mb": page.stat().st_size / 1e6}
        found |= {key: value for key, own in taken.items() for key, value in _summed(key, own).items()}
        if keep:
            shutil.copytree(out, keep, dirs_exist_ok=True)
        if shutil.which("chromium") and shutil.which("chromedriver"):
            found |= opened(page, rounds)
    return found


def _summed(name: str, taken: Sequence[float]) -> dict[str, float]:
    return {f"{name}_median": median(taken), f"{name}_best": min(taken)}


def _process(ledger: Path, out: Path, *, joining: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.dossier", "once", str(ledger), "--out", str(out)]
    begun = time.time()
    done = subprocess.run([*command, *(["--join"] if joining else [])], check=True, capture_output=True, text=True)
    ended = time.time()
    told = json.loads(done.stdout)
    if not joining:
        return {"from_a_ledger": ended - begun, "from_a_ledger_cpu": told["cpu"]}
    return {"after_joining": ended - told["joined"], "writing": told["writing"], "writing_cpu": told["writing_cpu"]}


def once(place: Path, out: Path, *, joining: bool) -> None:
    """The dossier of a ledger; with the reconciliation before it, as the verb makes it."""
    with Ledger.open(place, create=False) as held:
        upstream = held.reconcile().upstream if joining else None
        joined, begun, used = time.time(), time.perf_counter(), time.process_time()
        issue_dossier(held, out, title="Timed", now=dt.datetime.now(dt.UTC), upstream=upstream)
        told = {"joined": joined, "writing": time.perf_counter() - begun, "writing_cpu": time.process_time() - used}
    print(json.dumps({**told, "cpu": time.process_time()}))


def opened(page: Path, rounds: int) -> dict[str, float]:
    """How long headless Chromium takes to open a page, a browser of its own each time."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for name in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1280,1000"):
        options.add_argument(f"--{name}")
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        browser = Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            browser.get("about:blank")
            time.sleep(1)  # the browser's own start is over
            browser.get(page.resolve().as_uri())
            load = "return performance.getEntriesByType('navigation')[0].loadEventEnd"
            while not (ended := browser.execute_script(load)):
                time.sleep(0.05)
            paint = "return (performance.getEntriesByName('first-paint')[0] || {startTime: NaN}).startTime"
            taken.setdefault("load", []).append(ended / 1000)
            taken.setdefault("paint", []).append(browser.execute_script(paint) / 1000)
        finally:
            browser.quit()
    return {key: value for name, own in taken.items() for key, value in _summed(name, own).items()}


if __name__ == "__main__":
    main()
