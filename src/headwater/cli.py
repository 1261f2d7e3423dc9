"""The verbs: what a user types."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from headwater import __version__
from headwater.language import Outcome, Reader, Reading
from headwater.publishing.page import Read, page
from headwater.reading.files import Refusal, documents
from headwater.text import Document

app = typer.Typer(
    help="Headwater: who says what, on whose word, in a pile of reports.\n\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with documents refused.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_told = Console(stderr=True)

Paths = Annotated[list[Path], typer.Argument(help="Reports: text files, JSONL of articles, or folders of these.")]


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit


@app.command()
def dossier(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the page.")] = Path("out"),
    title: Annotated[str, typer.Option(help="Heading of the page.")] = "Who says what",
) -> None:
    """Read reports and write a cited page of who says what: OUT/dossier.html.

    Example: headwater dossier reports/ --out out
    """
    reads: list[Read] = []
    refusals: list[Refusal] = []
    for read in _read(_existing(paths), refusals):
        reads.append(read)
    out.mkdir(parents=True, exist_ok=True)
    target = out / "dossier.html"
    target.write_text(page(reads, refusals, title=title), "utf-8", errors="replace")
    statements = sum(len(read.reading.attributions) for read in reads)
    _told.print(f"{target}: {statements} statements from {len(reads)} reports", highlight=False)
    _end(reads, refusals)


@app.command()
def read(paths: Paths) -> None:
    """Read reports and print all that was found, one JSON object a report.

    Spans are half-open code points of the report's text. Example: headwater read report.txt | jq .attributions
    """
    reads: list[Read] = []
    refusals: list[Refusal] = []
    for one in _read(_existing(paths), refusals):
        print(json.dumps(as_json(one.reading)))
        reads.append(
            Read(Document(one.document.id, ""), Reading(one.document.id, one.reading.outcome, one.reading.language))
        )
    _end(reads, refusals)


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


def _existing(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            _told.print(f"no such file or folder: {path}", highlight=False, markup=False)
            raise typer.Exit(2)
    return paths


def _read(paths: list[Path], refusals: list[Refusal]) -> Iterator[Read]:
    """Read all documents under ``paths``, telling of progress; refusals are set aside."""
    pending: list[Document] = []

    def accepted() -> Iterator[Document]:
        for found in documents(paths):
            if isinstance(found, Refusal):
                refusals.append(found)
            else:
                pending.append(found)
                yield found

    columns = (SpinnerColumn(), TextColumn("{task.completed} reports read"), TimeElapsedColumn())
    with Progress(*columns, console=_told, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("reading", total=None)
        for reading in Reader().read(accepted()):
            yield Read(pending.pop(0), reading)
            progress.advance(task)


def _end(reads: list[Read], refusals: list[Refusal]) -> None:
    """Say what was not read, and leave with 3 if anything was not."""
    lines = [f"{r.source}: {r.slug}: {r.why}" for r in refusals]
    lines += [
        f"{read.document.id}: {read.reading.outcome.value}"
        + (f" ({read.reading.language})" if read.reading.language != "und" else "")
        for read in reads
        if read.reading.outcome is not Outcome.READ
    ]
    for line in lines:
        # Another's file name must not paint the terminal.
        _told.print("not read: " + "".join(c if c.isprintable() else "�" for c in line), highlight=False, markup=False)
    if lines:
        raise typer.Exit(3)


def main() -> None:
    app()


if __name__ == "__main__":
    main()
