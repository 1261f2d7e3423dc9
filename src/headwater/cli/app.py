"""The command that all verbs belong to: its help, its exit codes, and what it says when something fails."""

from __future__ import annotations

import errno
import sys
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from headwater import __version__
from headwater.errors import HeadwaterError
from headwater.text.visible import visible

DONE_WITH_REFUSALS = 3
_WIDE = 160  # columns where stderr goes to no terminal


class Verbs(TyperGroup):
    """Verbs whose failures are told in one line and end with 1; a failure that nobody foresaw keeps its traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except HeadwaterError as error:
            tell(f"headwater: {error}")
            raise typer.Exit(1) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our output has seen enough
                raise
            tell(f"headwater: file-failed: {error.strerror or error}: {error.filename}. See to the path and its rights")
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=Verbs,
    help="Headwater: who says what, on whose word, in a pile of reports.\n\n"
    "Reports are read into a ledger, one file, from which all else is asked:\n\n"
    "headwater add reports/ && headwater figures --speaker ministry\n\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with documents refused.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

told = Console(stderr=True, highlight=False, markup=False, soft_wrap=True, width=None if sys.stderr.isatty() else _WIDE)
"""Where progress, summaries and refusals go, so that what is asked for stands alone on stdout."""


def tell(line: str) -> None:
    """A line on stderr. Another's file name or text in it cannot paint the terminal."""
    told.print(visible(line))


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit


LedgerPlace = Annotated[
    str,
    typer.Option("--ledger", "-l", envvar="HEADWATER_LEDGER", help="The ledger: a file, or a database's URL."),
]
HERE = "headwater.db"
AllVersions = Annotated[bool, typer.Option("--all-versions", help="Also what older versions of changed documents say.")]
