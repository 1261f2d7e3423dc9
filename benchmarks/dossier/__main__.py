"""What a dossier of a thousand reports costs once its ledger is joined.

    python -m benchmarks.dossier make LEDGER.db ARTICLES.jsonl... [--reports 1000]
    python -m benchmarks.dossier time LEDGER.db [--rounds 3] [--tries 7] [--out FOLDER] [--json]
    python -m benchmarks.dossier open DOSSIER.html [--tries 7] [--json]

``make`` reads articles (a JSON object with ``text`` a line; of research data, the form of ``corpora.attribution``) into
a joined ledger; where they are fewer than the reports that are wanted, the first ones are carried by further papers.
``time`` runs ``headwater dossier`` on a copy of the ledger, a process each round, and opens the page in Chromium (with
its driver, and selenium), a browser each try, where that is there.

Seconds of the clock: ``joining`` the reconciliation, ``after_joining`` from its end to the end of the process,
``writing`` what of that is the dossier itself (``writing_cpu`` in seconds of processor time); ``load`` and ``paint``
from the start of the navigation to the end of the page's load event, and to the first that is painted.
"""

from __future__ import annotations

import argparse
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
from headwater.reading.files import Refusal, documents
from headwater.store import Ledger, present


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.dossier", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["make", "time", "open"])
    parser.add_argument("place", type=Path)
    parser.add_argument("articles", type=Path, nargs="*")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tries", type=int, default=7)
    parser.add_argument("--out", type=Path, help="keep the last dossier here")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.what == "make":
        make(args.place, args.articles, args.reports)
        return
    if args.what == "time":
        found = timed(args.place, args.rounds, args.tries, args.out)
    else:
        found = opened(args.place, args.tries)
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


def timed(place: Path, rounds: int, tries: int, keep: Path | None) -> dict[str, float]:
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
            out = Path(folder) / f"out-{number}"
            for key, seconds in _verb(own, out).items():
                taken.setdefault(key, []).append(seconds)
        page = out / "dossier.html"
        found = {"reports": counts.documents, "claims": counts.claims, "page_mb": page.stat().st_size / 1e6}
        found |= _summed(taken)
        if keep:
            shutil.copytree(out, keep, dirs_exist_ok=True)
        if shutil.which("chromium") and shutil.which("chromedriver"):
            found |= opened(page, tries)
    return found


def _summed(taken: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {
        f"{name}_{what}": of(own) for name, own in taken.items() for what, of in (("median", median), ("best", min))
    }


_VERB = """
import json, sys, time
from headwater.cli import gathering, main
from headwater.store import Ledger

taken = {}
reconcile, issue_dossier = Ledger.reconcile, gathering.issue_dossier

def joined(*args, **more):
    begun = time.time()
    found = reconcile(*args, **more)
    taken.update(joined=time.time(), joining=time.time() - begun)
    return found

def written(*args, **more):
    begun, used = time.perf_counter(), time.process_time()
    found = issue_dossier(*args, **more)
    taken.update(writing=time.perf_counter() - begun, writing_cpu=time.process_time() - used)
    print(json.dumps(taken))
    return found

Ledger.reconcile, gathering.issue_dossier = joined, written
main()
"""


def _verb(ledger: Path, out: Path) -> dict[str, float]:
    """``headwater dossier`` with nothing new to read."""
    nothing = out.parent / "nothing"
    nothing.mkdir(exist_ok=True)
    command = [sys.executable, "-c", _VERB, "dossier", str(nothing), "--ledger", str(ledger), "--out", str(out)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    ended = time.time()
    told: dict[str, float] = json.loads(done.stdout)
    return {"joining": told.pop("joining"), "after_joining": ended - told.pop("joined"), **told}


def opened(page: Path, tries: int) -> dict[str, float]:
    """How long headless Chromium takes to open a page, a browser of its own each time."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for name in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1280,1000"):
        options.add_argument(f"--{name}")
    taken: dict[str, list[float]] = {}
    for _ in range(tries):
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
    return _summed(taken)


if __name__ == "__main__":
    main()
