"""The desk on the network: loopback unless told, and told plainly when it cannot be."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from headwater.desk.app import application
from headwater.desk.desk import Desk
from headwater.desk.guard import Door
from headwater.errors import HeadwaterError
from headwater.store import Ledger

PORT = 8642
HOST = "127.0.0.1"


class DeskError(HeadwaterError):
    """The desk cannot be opened at that host and port."""

    slug = "desk-closed"


def serve(ledger: Path | str, *, host: str = HOST, port: int = PORT, tell: Callable[[str], None] = print) -> None:
    """Show a ledger at an address until it is interrupted; a ledger that is not there is made, empty.

    ``tell`` gets the address, with the key that opens the desk where it is beyond loopback: it is told this once.
    """
    door = Door.of(host)
    with Ledger.open(ledger) as held, _listening(host, port) as own:
        bound = own.getsockname()[1]
        desk = Desk(held, place=str(ledger), door=door)
        place = f"[{host}]" if ":" in host else host
        tell(
            f"headwater: the desk for {ledger} is at http://{place}:{bound}/" + (f"?key={door.key}" if door.key else "")
        )
        if door.key:
            tell("headwater: this is beyond your machine and not encrypted. Whoever has the key can read and decide")
        tell("headwater: end it with Ctrl-C; every decision is kept when it is made")
        desk.refresh()
        settings = uvicorn.Config(
            application(desk), log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
        )
        uvicorn.Server(settings).run(sockets=[own])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise DeskError(
                "something is at this port already, perhaps another desk",
                value=f"{host}:{port}",
                remedy=f"Open http://{host}:{port}/ to see, or take another: headwater serve --port {port % 65535 + 1}",
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM):
            raise DeskError(
                "this port is not yours to take", value=f"{host}:{port}", remedy="Take one above 1023 by --port"
            ) from error
        raise DeskError(
            f"nothing can listen there: {error.strerror or error}",
            value=f"{host}:{port}",
            remedy="See to --host and --port",
        ) from error
