"""The verb that opens the desk: serve."""

from __future__ import annotations

from typing import Annotated

import typer

from headwater.cli.app import HERE, LedgerPlace, app, tell


@app.command()
def serve(
    ledger: LedgerPlace = HERE,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where it listens; 0 takes any that is free.")] = 8642,
    host: Annotated[str, typer.Option(help="Beyond 127.0.0.1 a key is asked for, which is shown once.")] = "127.0.0.1",
) -> None:
    """Open the desk: the ledger in your browser, to read, to correct, and to add to. Loopback only unless told.

    Example: headwater serve --ledger story.db
    """
    from headwater.desk.serving import serve as run  # the web's libraries take time to load, which no other verb needs

    run(ledger, host=host, port=port, tell=tell)
