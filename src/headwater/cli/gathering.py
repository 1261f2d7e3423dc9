"""The verbs that read reports: add, dossier, read."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from headwater.cli.app import DONE_WITH_REFUSALS, HERE, LedgerPlace, app, tell, told
from headwater.cli.showing import table
from headwater.language import Outcome, Reader, Reading
from headwater.publishing import issues
from headwater.publishing.dossier import FILES, issue_dossier, own_files
from headwater.reading.refusal import Refusal
from headwater.reconciliation.reconcile import Reconciled
from headwater.resolution.report import Report
from headwater.store import Change, Ledger, present
from headwater.text import Document

Paths = Annotated[list[Path], typer.Argument(help="Reports: files, or folders of them.")]
Again = Annotated[bool, typer.Option("--again", help="Read anew what the ledger has already.")]

Processes = Annotated[
    int | None,
    typer.Option(
        "--processes",
        "-p",
        min=1,
        envvar="HEADWATER_PROCESSES",
        help="Processes that read, where reports are many. [default: one a core, 6 at most]",
        show_default=False,
    ),
]


@dataclass(slots=True)
class _Tally:
    """What became of a run's documents. ``unread`` is what, a slug, and why."""

    read: int = 0
    known: int = 0
    versions: int = 0
    statuses: str = ""
    unread: list[tuple[str, str, str]] = field(default_factory=list)

    def answered(self, statuses: Mapping[str, int]) -> None:
        self.statuses = ", ".join(f"{number:,} {status}" for status, number in sorted(statuses.items()))

    def refused(self, refusal: Refusal) -> None:
        self.unread.append((refusal.source, refusal.slug, refusal.why))

    def came_to(self, document: str, outcome: Outcome, language: str) -> None:
        if outcome is Outcome.EMPTY:
            self.unread.append((document, outcome.value, "there is no text in it"))
        elif outcome is Outcome.OTHER_LANGUAGE:
            why = f"it is in {language}; only English is read" if language != "und" else "only English is read"
            self.unread.append((document, outcome.value, why))


@app.command()
def add(paths: Paths, ledger: LedgerPlace = HERE, again: Again = False, processes: Processes = None) -> None:
    """Read reports into a ledger. What it holds already is not read again; a changed text is a new version.

    A run that was stopped goes on where it was when it is started again.

    Example: headwater add reports/ --ledger story.db
    """
    _existing(paths)
    with Ledger.open(ledger) as held:
        tally = _gather(paths, held, own=_kept_in(ledger), again=again, processes=processes)
        with told.status("joining claims to questions"):
            held.join()
        tally.answered(held.statuses())
        _sum_up(ledger, held, tally)
    _end(tally)


@app.command()
def dossier(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the dossier.")] = Path("out"),
    ledger: Annotated[
        str | None, typer.Option("--ledger", "-l", help="The ledger to read into. [default: OUT/ledger.db]")
    ] = None,
    title: Annotated[str, typer.Option(help="Heading of the dossier.")] = "Who says what",
    since: Annotated[
        str | None,
        typer.Option(
            help="Tell what changed since: 'last', an issue's number, an issue's file or a dossier's folder, or a day "
            "(2031-03-08: as what was published before it comes to)."
        ),
    ] = None,
    again: Again = False,
    processes: Processes = None,
) -> None:
    """Read reports into a ledger and write a cited dossier of all that the ledger holds: OUT/dossier.html.

    Each run whose dossier holds something else is a new issue, kept as OUT/issues/NUMBER.json. A dossier that was
    edited by hand stays as it is, and the new one is written beside it.

    Example: headwater dossier reports/ --out out --title "The crossing at Lower Selmark" --since last
    """
    _existing(paths)
    before = issues.found(since, out) if since is not None else None
    out.mkdir(parents=True, exist_ok=True)
    place = ledger or str(out / "ledger.db")
    with Ledger.open(place, keeping=True) as held:
        own = _kept_in(place) | set(own_files(out))
        tally = _gather(paths, held, own=own, again=again, processes=processes)
        upstream = _reconcile(held, tally).upstream
        now = dt.datetime.now(dt.UTC)
        written = issue_dossier(held, out, title=title, now=now, since=before, upstream=upstream)
        for path, name in zip(written, FILES, strict=True):
            if path.name != name:
                tell(f"{out / name} was edited by hand and stays as it is")
            tell(f"wrote {path}")
        _sum_up(place, held, tally)
    _end(tally)


@app.command()
def read(paths: Paths) -> None:
    """Print all that the engine reads in reports, one JSON object a report, without a ledger.

    Spans are half-open code points of the report's text.

    Example: headwater read report.txt | jq .attributions
    """
    # Here and not above: to make ready for reading takes half a second, which verbs that only ask need not wait for.
    from headwater.reading.files import documents

    _existing(paths)
    tally = _Tally()

    def accepted() -> Iterator[Document]:
        for found in documents(paths):
            if isinstance(found, Refusal):
                tally.refused(found)
            else:
                yield found

    with _progress() as progress:
        for reading in progress(Reader().read(accepted())):
            print(json.dumps(as_json(reading)))
            tally.came_to(reading.document, reading.outcome, reading.language)
    _end(tally)


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain JSON values, without its vectors."""
    return {
        "document": reading.document,
        "outcome": reading.outcome.value,
        "language": reading.language,
        "sentences": [{"start": s.start, "end": s.end} for s in reading.sentences],
        "words": [w._asdict() for w in reading.words],
        "entities": [e._asdict() for e in reading.entities],
        "political": [e._asdict() for e in reading.political],
        "predicates": [
            {
                "word": p.word,
                "start": p.start,
                "end": p.end,
                "factuality": round(p.factuality, 2),
                "arguments": [a._asdict() for a in p.arguments],
            }
            for p in reading.predicates
        ],
        "attributions": [
            {"source": list(a.source), "cue": list(a.cue), "content": list(a.content)} for a in reading.attributions
        ],
    }


def _existing(paths: list[Path]) -> None:
    for path in paths:
        if not path.exists():
            tell(f"no such file or folder: {path}")
            raise typer.Exit(2)


def _gather(paths: list[Path], ledger: Ledger, *, own: set[Path], again: bool, processes: int | None) -> _Tally:
    """Read all documents under ``paths`` that the ledger has not yet, each into it as soon as it is read.

    ``own`` are files that Headwater writes itself; they are no reports, also where they lie among them.
    """
    from headwater.intake.abreast import abreast
    from headwater.reading.files import documents

    paths = list(_without({path.resolve() for path in own}, paths))
    engine = present()
    tally = _Tally()
    _forgive(paths, ledger)

    def fresh() -> Iterator[Document | Refusal]:
        for found in documents(paths):
            if isinstance(found, Document):
                outcome = None if again else ledger.outcome(found, engine)
                if outcome is not None:
                    tally.known += 1
                    tally.came_to(found.id, outcome, "und")
                    continue
            yield found

    # Processes are started before anything is shown, since what is shown has a thread of its own.
    with abreast(fresh(), processes) as read, _progress() as progress:
        for found in progress(read):
            if isinstance(found, Report):
                tally.read += found.outcome is Outcome.READ
                tally.versions += ledger.add(found, engine, again=again) is Change.VERSION
                tally.came_to(found.document.id, found.outcome, found.language)
            else:
                ledger.refuse(found)
                tally.refused(found)
    return tally


def _kept_in(ledger: str) -> set[Path]:
    """The files of a ledger, its log included."""
    return set() if "://" in ledger else {Path(ledger + suffix) for suffix in ("", "-wal", "-shm", "-journal")}


def _without(own: set[Path], paths: Iterable[Path]) -> Iterator[Path]:
    """The paths, but a folder that holds one of ``own`` is given as what else is in it."""
    for path in paths:
        here = path.resolve()
        if here in own:
            continue
        if not path.is_symlink() and path.is_dir() and any(here in each.parents for each in own):
            yield from _without(own, sorted(p for p in path.iterdir() if not p.name.startswith(".")))
        else:
            yield path


def _reconcile(ledger: Ledger, tally: _Tally) -> Reconciled:
    """Join what is new to what the ledger holds."""
    with told.status("joining claims to questions"):
        found = ledger.reconcile()
    tally.answered(Counter(question.standing.status.value for question in found.questions))
    return found


def _forgive(paths: Iterable[Path], ledger: Ledger) -> None:
    """Forget the ledger's refusals of the files that are about to be read, and of lines in them (``file:3``)."""
    refused = [refusal.source for refusal in ledger.refusals()]
    if refused:
        files = [each for path in paths for each in ([path, *path.rglob("*")] if path.is_dir() else [path])]
        names = {name for each in files for name in (each.name, str(each))}
        ledger.forgive(s for s in refused if s in names or s.rpartition(":")[0] in names)


@contextmanager
def _progress() -> Iterator[Any]:
    """Something that counts on stderr what goes through it, where a person is looking."""
    columns = (SpinnerColumn(), TextColumn("{task.completed} reports read"), TimeElapsedColumn())
    with Progress(*columns, console=told, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("reading", total=None)

        def counted(found: Iterable[Any]) -> Iterator[Any]:
            for each in found:
                yield each
                progress.advance(task)

        yield counted


def _sum_up(place: str, ledger: Ledger, tally: _Tally) -> None:
    held = ledger.counts()
    changed = f", {tally.versions} of them new versions" if tally.versions else ""
    tell(
        f"{place}: {tally.read} reports read{changed}, {tally.known} known already; "
        f"it holds {held.claims:,} claims and {held.scenarios:,} scenarios of {held.documents:,} documents"
        + (f"; questions: {tally.statuses}" if tally.statuses else "")
    )


def _end(tally: _Tally) -> None:
    """Say what was not read, and leave with 3 if anything was not."""
    if tally.unread:
        told.print(table(("not read", "outcome", "why"), tally.unread), soft_wrap=False)
        raise typer.Exit(DONE_WITH_REFUSALS)
