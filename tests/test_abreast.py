"""Reports read by several processes: the same answers in the same order, whatever becomes of a process."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from headwater import intake
from headwater.intake import abreast
from headwater.language import Reader
from headwater.reading.refusal import Refusal
from headwater.resolution.report import Report
from headwater.text import Document

ROOT = Path(__file__).parents[1]
TOWNS = "Orle Selm Tarsk Harn Velm Istra Pell Dorn".split()
DOCUMENTS = [
    Document(
        f"report-{number}",
        f"{2 + number} miners were rescued near {town} on Friday, the governor said.\n\n"
        f"Rebels in {town} denied on Sunday that {30 + number} fighters had been captured. “We hold it,” they said.",
    )
    for number, town in enumerate(TOWNS)
]


@pytest.fixture(autouse=True)
def small_piles(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few short reports are a pile that is worth several processes, and a share is one or two of them."""
    monkeypatch.setattr(abreast, "ENOUGH", 1)
    monkeypatch.setattr(abreast, "_SHARE", 300)
    monkeypatch.setattr(abreast, "_LEAST", 1)


def read(found: Iterable[Document | Refusal], processes: int = 2) -> list[Report | Refusal]:
    with abreast.abreast(found, processes) as stream:
        return list(stream)


def failing_on(name: str, deed: object) -> object:
    """What reads a share, but for one document, on which it does something else."""
    real = intake.reports

    def reports(found: Iterable[Document], reader: Reader) -> Iterator[Report | Refusal]:
        for each in found:
            if each.id == name:
                deed()  # type: ignore[operator]
            yield from real([each], reader)

    return reports


def names(found: Iterable[Report | Refusal]) -> list[str]:
    return [each.document.id if isinstance(each, Report) else each.source for each in found]


@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_tell_what_one_tells_in_the_same_order(reader: Reader, processes: int) -> None:
    found: list[Document | Refusal] = [*DOCUMENTS]
    found.insert(3, Refusal("picture.txt", "not-text", "it holds binary data"))
    alone = list(intake.reports(found, reader))
    together = read(found, processes)
    assert together == alone
    passages = [(a.passages, b.passages) for a, b in zip(alone, together, strict=True) if isinstance(a, Report)]  # type: ignore[union-attr]
    assert all(a and b and a.spans.tolist() == b.spans.tolist() for a, b in passages)
    assert all(a and b and a.directions.tolist() == b.directions.tolist() for a, b in passages)


def test_processes_that_are_not_forked_tell_the_same(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abreast, "_FORKS", False)
    assert read(DOCUMENTS[:3]) == list(intake.reports(DOCUMENTS[:3], reader))


def test_a_few_short_reports_are_worth_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abreast, "ENOUGH", 10_000)
    with abreast.abreast(DOCUMENTS, 4) as stream:
        assert names(stream) == names(read(DOCUMENTS, 1))
        assert not multiprocessing.active_children()


def test_a_report_that_ends_its_process_is_refused_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    killed = failing_on("report-5", lambda: os.kill(os.getpid(), signal.SIGKILL))
    monkeypatch.setattr(abreast, "reports", killed)
    found = read(DOCUMENTS)
    assert names(found) == [each.id for each in DOCUMENTS]
    refused = [each for each in found if isinstance(each, Refusal)]
    assert [(each.source, each.slug) for each in refused] == [("report-5", "reader-ended")]
    assert "signal 9" in refused[0].why


def test_a_report_on_which_reading_fails_is_refused_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("seven is no colour")

    monkeypatch.setattr(abreast, "reports", failing_on("report-2", fail))
    found = read(DOCUMENTS)
    assert names(found) == [each.id for each in DOCUMENTS]
    refused = [each for each in found if isinstance(each, Refusal)]
    assert [(each.source, each.slug) for each in refused] == [("report-2", "failed")]
    assert "seven is no colour" in refused[0].why
    assert "test_abreast.py" in refused[0].why


def test_one_process_refuses_what_it_fails_on_as_well(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def report(document: Document, reading: object) -> Report:
        raise RecursionError("too deep")

    monkeypatch.setattr(intake, "report", report)
    (found,) = intake.reports(DOCUMENTS[:1], reader)
    assert isinstance(found, Refusal)
    assert (found.source, found.slug) == ("report-0", "failed")


def test_a_text_larger_than_a_pipe_holds_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    long = [Document(f"long-{n}", f"{n} tents burned. " + "word " * 200_000) for n in range(8)]

    def reports(found: Iterable[Document], reader: Reader) -> Iterator[Report]:
        for each in found:
            yield Report(each, intake.Outcome.READ, each.text)

    monkeypatch.setattr(abreast, "reports", reports)
    assert names(read(long)) == [each.id for each in long]


def test_no_process_is_left_when_the_reader_of_the_stream_stops_early() -> None:
    with pytest.raises(KeyboardInterrupt), abreast.abreast(DOCUMENTS, 2) as stream:
        next(stream)
        assert len(multiprocessing.active_children()) == 2
        raise KeyboardInterrupt
    assert not multiprocessing.active_children()


def children(pid: int) -> list[int]:
    """The processes that a process has started. Only on Linux."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = each.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has ended meanwhile
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(each.parent.name))
    return found


def until(true: object, seconds: float = 300) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.02)
    return bool(true())  # type: ignore[operator]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except FileNotFoundError:
        return True


@pytest.mark.skipif(sys.platform != "linux", reason="tells processes by /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    pile = tmp_path / "pile.jsonl"
    calm = [
        f"Night {n} was calm in {town}, and the ferry to {n} islands lay at its pier."
        for n in range(100)
        for town in TOWNS
    ]
    rows = [{"id": f"calm-{n}", "text": "\n\n".join(calm[n : n + 20])} for n in range(0, 800, 20)]
    pile.write_text("".join(json.dumps(row) + "\n" for row in rows))
    ledger = tmp_path / "held.db"
    command = [sys.executable, "-m", "headwater.cli", "add", str(pile), "--ledger", str(ledger), "--processes", "2"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    run = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert until(lambda: len(children(run.pid)) == 2 or run.poll() is not None)
    readers = children(run.pid)
    # Ctrl-C reaches all that run in the terminal; a process that is killed is killed alone.
    os.killpg(run.pid, how) if how is signal.SIGINT else run.send_signal(how)
    said = run.communicate(timeout=300)[1]
    assert run.returncode != 0
    assert "Traceback" not in said
    assert len(readers) == 2
    assert until(lambda: all(gone(each) for each in readers))
