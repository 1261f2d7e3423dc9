"""The desk over a made-up ledger: one reader's waiting, many at once, and killing it.

    python -m benchmarks.desk make FILE [--claims 100000]
    python -m benchmarks.desk pages FILE
    python -m benchmarks.desk crowd FILE [--seconds 60]
    python -m benchmarks.desk kill FILE [--times 20]

``pages`` prints the 50th and 95th percentile in milliseconds over 40 requests a page, one after the other, against a
server in a process of its own. ``crowd`` has 20 readers and 4 reviewers at once and holds every acknowledged decision
against the log. ``kill`` ends the server by SIGKILL at random moments while one reviewer decides, and does the same.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import numpy as np

from headwater.resolution.passages import Passages, directions
from headwater.store import Ledger
from tests.synthetic import ENGINE, report

_PUBLISHERS = [f"Outlet {i}" for i in range(60)]
_DIMENSIONS = 384
_OTHERS = ["ridge", "harbour", "northern valley", "old quarter", "causeway", "eastern plain"]


def make(file: Path, count: int) -> None:
    each = 20
    with Ledger.open(file) as ledger:
        for number in range(count // each):
            own = report(number, claims=each)
            entries = tuple(
                replace(
                    e, speakers=tuple(replace(v, name=f"Captain Orla {(number * 7 + i) % 900}") for v in e.speakers)
                )
                for i, e in enumerate(own.entries)
            )
            publisher = _PUBLISHERS[number * number % len(_PUBLISHERS)]
            text = own.document.text + f" It was near the {_OTHERS[number % 6]}, word{number % 500}."
            ledger.add(
                replace(
                    own,
                    entries=entries,
                    document=replace(own.document, publisher=publisher, text=text),
                    passages=_passages(number, text),
                ),
                ENGINE,
            )


def _passages(number: int, text: str) -> Passages:
    """A passage a sentence, pointing anywhere: what a search costs does not depend on where."""
    ends = [found.end() for found in re.finditer(r"[.?]( |$)", text)]
    vectors = np.random.default_rng(number).normal(size=(len(ends), _DIMENSIONS)).astype(np.float32)
    return Passages(np.array(list(zip([0, *ends], ends, strict=False)), dtype=np.int32), directions(vectors))


class Served:
    """The desk in a process of its own."""

    def __init__(self, file: Path) -> None:
        command = [sys.executable, "-m", "headwater.cli", "serve", "--ledger", str(file), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.base = ""
        for line in self.process.stderr:
            if found := re.search(r"http://\S+?:\d+", line):
                self.base = found[0]
                break
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def ready(self) -> float:
        """Seconds until the first page is there."""
        start = time.perf_counter()
        httpx.get(self.base + "/", timeout=300).raise_for_status()
        return time.perf_counter() - start

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def pages(file: Path) -> None:
    served = Served(file)
    try:
        print(f"first page after {served.ready():.1f} s")
        with httpx.Client(base_url=served.base, timeout=60) as client:
            while "being indexed" in client.get("/").text:
                time.sleep(1)
            some = _some(client)
            words = Counter(word for each in some for word in re.findall(r"[a-z]{5,}", each["quote"]))
            often = max(words, key=lambda word: (words[word], word))
            kinds = {
                "overview": lambda i: "/",
                "search": lambda i: f"/claims?q={quote(often if i % 4 == 0 else _word(some[i]['quote'], i))}",
                "search by meaning": lambda i: f"/claims?by=meaning&q={quote(some[i]['quote'][:120])}",
                "facets": lambda i: (
                    f"/claims?publisher={quote(some[i]['publisher'] or '')}&modality=actual&sort=happened"
                ),
                "facets and words": lambda i: (
                    f"/claims?q={quote(often)}&speaker={quote(some[i]['reported_by'] or 'mayor')}"
                ),
                "claims": lambda i: f"/claims?page={i * 37 + 1}",
                "a claim": lambda i: f"/claim/{some[i]['id']}",
                "a document": lambda i: f"/document?id={quote(some[i]['document'], safe='')}",
                "timeline": lambda i: f"/timeline?page={i + 1}",
                "questions": lambda i: "/questions",
                "review": lambda i: "/review",
            }
            for name, address in kinds.items():
                taken = []
                for i in range(40):
                    start = time.perf_counter()
                    client.get(address(i)).raise_for_status()
                    taken.append(1000 * (time.perf_counter() - start))
                cut = quantiles(taken, n=20)
                print(f"{name:18} p50 {cut[9]:6.0f} ms   p95 {cut[18]:6.0f} ms")
    finally:
        served.kill()


def _some(client: httpx.Client) -> list[dict[str, Any]]:
    """Forty claims from all over the ledger."""
    total = client.get("/claims.json").json()["pager"]["pages"]
    pages = (client.get(f"/claims.json?page={1 + i * total // 40}").json()["claims"] for i in range(40))
    return [page[i % len(page)] for i, page in enumerate(pages) if page]


def _word(text: str, place: int = 0) -> str:
    """One of the longer words of a text."""
    words: list[str] = sorted(set(re.findall(r"[A-Za-z]{4,}", text)), key=lambda each: (-len(each), each)) or ["said"]
    return words[place % min(3, len(words))]


def crowd(file: Path, seconds: float) -> None:
    served = Served(file)
    taken: list[float] = []
    failures: list[str] = []
    acknowledged: list[int] = []
    stale = 0
    turn = threading.Lock()
    end = 0.0

    def timed(client: httpx.Client, method: str, address: str, **more: object) -> httpx.Response | None:
        start = time.perf_counter()
        try:
            answer = client.request(method, address, **more)  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            with turn:
                failures.append(f"{address}: {error!r}")
            return None
        with turn:
            taken.append(time.perf_counter() - start)
            if answer.status_code not in (200, 409):
                failures.append(f"{address}: {answer.status_code}")
        return answer

    def reader(seed: int) -> None:
        chance = random.Random(seed)
        with httpx.Client(base_url=served.base, timeout=60) as client:
            while time.time() < end:
                addresses = (
                    "/", "/questions", "/timeline", f"/claims?page={chance.randrange(500)}",
                    f"/claims?q=word{chance.randrange(500)}", f"/claims?publisher=Outlet+{chance.randrange(60)}",
                    f"/document?id=report-{chance.randrange(4000)}",
                )  # fmt: skip
                timed(client, "GET", chance.choice(addresses))
                time.sleep(chance.random())

    def reviewer(seed: int) -> None:
        nonlocal stale
        with httpx.Client(base_url=served.base, timeout=60, headers={"Accept": "application/json"}) as client:
            client.cookies.set("headwater_who", f"reviewer-{seed}")
            token = re.search(r'name="token" value="([^"]+)"', client.get("/add").text)
            assert token
            chance = random.Random(seed)
            while time.time() < end:
                seen = timed(client, "GET", f"/claims.json?page={chance.randrange(3)}")
                if seen is None:
                    continue
                for claim in chance.sample(seen.json()["claims"], 3):
                    form = {"token": token[1], "kind": "claim", "subject": f"{claim['id']}:{claim['seen']}",
                            "verdict": chance.choice(["accept", "reject", "unsure"])}  # fmt: skip
                    answer = timed(client, "POST", "/decide", data=form)
                    if answer is not None and answer.status_code == 200:
                        with turn:
                            acknowledged.extend(answer.json()["decisions"])
                    elif answer is not None and answer.status_code == 409:
                        stale += 1

    try:
        served.ready()
        end = time.time() + seconds
        threads = [threading.Thread(target=reader, args=(i,)) for i in range(20)]
        threads += [threading.Thread(target=reviewer, args=(i,)) for i in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    finally:
        served.kill()
    lost = _lost(file, acknowledged)
    cut = quantiles(taken, n=20)
    print(
        f"{len(taken)} requests in {seconds:.0f} s: p50 {cut[9] * 1000:.0f} ms, p95 {cut[18] * 1000:.0f} ms; "
        f"{len(failures)} errors; {len(acknowledged)} decisions acknowledged, {stale} refused as stale, {lost} lost"
    )
    for line in failures[:5]:
        print(line)


def kill(file: Path, times: int) -> None:
    acknowledged: list[int] = []
    chance = random.Random(7)
    for _ in range(times):
        served = Served(file)
        threading.Timer(chance.uniform(0.3, 2.5), served.kill).start()
        try:
            with httpx.Client(base_url=served.base, timeout=20, headers={"Accept": "application/json"}) as client:
                token = re.search(r'name="token" value="([^"]+)"', client.get("/add").text)
                assert token
                while True:
                    for claim in client.get(f"/claims.json?page={chance.randrange(1, 20)}").json()["claims"]:
                        form = {
                            "token": token[1],
                            "kind": "claim",
                            "subject": f"{claim['id']}:{claim['seen']}",
                            "verdict": "accept",
                        }
                        answer = client.post("/decide", data=form)
                        if answer.status_code == 200:
                            acknowledged += answer.json()["decisions"]
        except httpx.HTTPError:
            served.process.wait()
    with Ledger.open(file) as ledger:
        problems = ledger.check()
    lost = _lost(file, acknowledged)
    print(f"killed {times} times: {len(acknowledged)} acknowledged, {lost} lost, {len(problems)} problems")


def _lost(file: Path, acknowledged: list[int]) -> int:
    with Ledger.open(file) as ledger:
        return len(set(acknowledged) - {each.id for each in ledger.decisions()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "pages", "crowd", "kill"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    if given.what == "make":
        make(given.file, given.claims)
    elif given.what == "pages":
        pages(given.file)
    elif given.what == "crowd":
        crowd(given.file, given.seconds)
    else:
        kill(given.file, given.times)


if __name__ == "__main__":
    main()
