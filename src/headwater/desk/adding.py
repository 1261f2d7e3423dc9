"""Reports added from the desk: files, pasted text, or an address; read one after the other in the background."""

from __future__ import annotations

import json
import queue
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from headwater.desk.desk import Desk
from headwater.desk.fetching import Fetched, Refused, fetch
from headwater.errors import HeadwaterError, LedgerChanged
from headwater.intake import reports
from headwater.language import Outcome, Reader
from headwater.reading.files import Refusal, documents
from headwater.resolution.report import Report
from headwater.store import Change, present
from headwater.text import Document

_NAME = 120  # bytes of a file's name that are kept
_KEPT = 200  # jobs that are remembered
_LINES = 500  # outcomes that a job's page shows


@dataclass(slots=True)
class Job:
    """Something that is being read. ``lines`` say what became of each report."""

    id: int
    what: str
    folder: Path
    address: str | None = None
    joining: bool = False
    state: str = "waiting"
    done: int = 0
    claims: int = 0
    current: str = ""
    failure: str = ""
    lines: list[dict[str, str]] = field(default_factory=list)
    started: float = 0.0
    seconds: float = 0.0

    @property
    def running(self) -> bool:
        return self.state in ("waiting", "reading")

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "what": self.what,
            "state": self.state,
            "running": self.running,
            "joining": self.joining,
            "done": self.done,
            "claims": self.claims,
            "current": self.current,
            "failure": self.failure,
            "lines": self.lines[-_LINES:],
            "seconds": round(self.seconds or (time.monotonic() - self.started if self.started else 0), 1),
        }


class Intake:
    """The desk's reader: one job at a time, in a thread of its own; the weights are loaded for the first."""

    def __init__(self, desk: Desk, *, fetcher: Callable[[str], Fetched] = fetch, reader: Reader | None = None) -> None:
        self._desk, self._fetcher, self._reader = desk, fetcher, reader
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._jobs: dict[int, Job] = {}
        self._turn = threading.Lock()
        self._thread: threading.Thread | None = None

    def jobs(self) -> list[Job]:
        return list(self._jobs.values())[::-1]

    def job(self, id: int) -> Job | None:
        return self._jobs.get(id)

    def folder(self) -> Path:
        """A new place for what is to be read; it goes when that is done."""
        return Path(tempfile.mkdtemp(prefix="headwater-"))

    def join(self) -> Job:
        """Join all claims anew, so that what people ruled about claims and questions enters statuses and origins."""
        return self.add("joining anew", self.folder(), joining=True)

    def add(self, what: str, folder: Path, *, address: str | None = None, joining: bool = False) -> Job:
        """Put all files in a folder, or what is at an address, behind what is waiting."""
        with self._turn:
            job = Job(max(self._jobs, default=0) + 1, what, folder, address, joining)
            self._jobs[job.id] = job
            for old in [each.id for each in self._jobs.values() if not each.running][:-_KEPT]:
                del self._jobs[old]
            self._waiting.put(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
                self._thread.start()
        return job

    def _work(self) -> None:
        while True:
            job = self._waiting.get()
            job.state, job.started = "reading", time.monotonic()
            try:
                self._read(job)
                job.state = "done"
            except Refused as error:
                # Kept before it is told: who reads that it failed finds it among what was not read.
                self._refuse(Refusal(job.address or job.what, "not-fetched", str(error)), job)
                job.state, job.failure = "failed", str(error)
            except HeadwaterError as error:
                job.state, job.failure = "failed", str(error)
            except Exception as error:  # a thread that dies silently would leave its page waiting for ever
                job.state, job.failure = "failed", f"{type(error).__name__}: {error}. The reports before it are kept."
            finally:
                job.current = ""
                job.seconds = time.monotonic() - job.started
                shutil.rmtree(job.folder, ignore_errors=True)
                self._desk.refresh()

    def _read(self, job: Job) -> None:
        if job.joining:
            self._join(job)
            return
        ledger, engine = self._desk.ledger, present()
        if self._reader is None:
            job.current = "loading the engine"
            self._reader = Reader()
        changed = False
        for found in reports(self._fresh(job), self._reader):
            job.done += 1
            if isinstance(found, Refusal):
                self._refuse(found, job)
                continue
            change = ledger.add(found, engine)
            job.claims += len(found.entries) if change is not Change.NONE else 0
            changed |= change is not Change.NONE
            job.lines.append({"name": found.document.id, "outcome": _outcome(found, change), "kind": "document"})
        if changed:
            try:
                self._join(job)
            except LedgerChanged as error:  # the reports are read and kept, which is what was asked for
                job.failure = str(error)

    def _join(self, job: Job) -> None:
        job.current = "joining what the reports say"
        self._desk.ledger.join(yielding=True)

    def _fresh(self, job: Job) -> Iterator[Document | Refusal]:
        """Documents that the ledger has not; what it has is told as known."""
        ledger, engine = self._desk.ledger, present()
        for found in self._found(job):
            if isinstance(found, Document):
                job.current = found.title or found.id
                if ledger.outcome(found, engine) is not None:
                    job.done += 1
                    job.lines.append({"name": found.id, "outcome": "known already", "kind": "document"})
                    continue
            yield found

    def _found(self, job: Job) -> Iterable[Document | Refusal]:
        if job.address is None:
            yield from documents(sorted(path for path in job.folder.glob("*/*") if path.is_file()))
            return
        job.current = f"fetching {job.address}"
        page = self._fetcher(job.address)
        path = job.folder / f"page{_suffix(page.kind)}"
        path.write_bytes(page.content)
        for found in documents([path]):
            if isinstance(found, Document):
                yield replace(found, id=job.address, url=found.url or page.url)
            else:
                yield replace(found, source=job.address)

    def _refuse(self, refusal: Refusal, job: Job) -> None:
        try:
            self._desk.ledger.refuse(refusal)
        except HeadwaterError as error:
            job.failure = str(error)
        job.lines.append({"name": refusal.source, "outcome": f"not read: {refusal.why}", "kind": "refusal"})


def place_for(folder: Path, number: int, name: str) -> Path:
    """Where an upload is put: in a folder of its own, under the last part of its name and never outside."""
    plain = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rpartition("/")[2]).strip().lstrip(".")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 12:
        stem, suffix = plain, ""
    short = stem.encode("utf-8", "replace")[:_NAME].decode("utf-8", "ignore") or "upload"
    inside = folder / f"{number:05d}"
    inside.mkdir(parents=True, exist_ok=True)
    return inside / (f"{short}.{suffix}" if suffix else short)


def pasted(folder: Path, *, text: str, title: str, publisher: str, date: str, url: str) -> str:
    """Put a pasted text where the reader finds it; gives its id, which is computed from the text."""
    id = f"pasted-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    given = {"title": title, "publisher": publisher, "date": date, "url": url}
    row = {"id": id, "text": text, **{name: value.strip() for name, value in given.items() if value.strip()}}
    inside = folder / "00000"
    inside.mkdir(parents=True, exist_ok=True)
    (inside / "pasted.jsonl").write_text(json.dumps(row) + "\n", "ascii")
    return id


def _suffix(kind: str) -> str:
    media = kind.partition(";")[0].strip().lower()
    return {"application/pdf": ".pdf", "text/plain": ".txt"}.get(media, ".html")


def _outcome(report: Report, change: Change) -> str:
    if report.outcome is Outcome.EMPTY:
        return "not read: there is no text in it"
    if report.outcome is Outcome.OTHER_LANGUAGE:
        return f"not read: it is in “{report.language}”; only English is read"
    how = {Change.VERSION: "a new version, ", Change.AGAIN: "read anew, ", Change.NONE: "known already, "}.get(
        change, ""
    )
    count = len(report.entries)
    return f"{how}{count} claim{'' if count == 1 else 's'}"
