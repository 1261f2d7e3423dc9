"""A web page by its address, without letting the address lead anywhere private.

The name is resolved once, every address that it gives must be public, and the connection goes to the very address that
was looked at: what the name points to a moment later does not count. Each redirect goes the same way again.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

LARGEST = 16 * 2**20
"""Bytes of a page that are fetched; a report is far shorter."""

SECONDS = 25.0
"""For the whole way, redirects included."""

_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_AGENT = "headwater (a reader of reports)"


class Refused(Exception):  # noqa: N818  the tree reads as what is the case
    """The address is not fetched, or gave nothing to read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was at the address: ``url`` is where redirects ended, ``kind`` the media type as the server says."""

    url: str
    kind: str
    content: bytes


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: not this machine, its network, or anything reserved."""
    try:
        own = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(own, ipaddress.IPv6Address):
        inner = own.ipv4_mapped or own.sixtofour or (own.teredo[1] if own.teredo else None)
        if inner is not None or own in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return own.is_global and not (own.is_multicast or own.is_reserved or own.is_unspecified)


def fetch(url: str, *, allowed: Callable[[str, int], bool] | None = None) -> Fetched:
    """The page at an address. ``allowed`` is asked of each address and port, public ones on 80 and 443 unless given."""
    deadline = time.monotonic() + SECONDS
    allowed = allowed or (lambda address, port: is_public(address) and port in _PORTS.values())
    for _ in range(_REDIRECTS + 1):
        host, port, path, secure = _taken_apart(url)
        answer = _asked(host, port, path, secure, allowed, deadline)
        if isinstance(answer, Fetched):
            return Fetched(url, answer.kind, answer.content)
        url = urljoin(url, answer)
    raise Refused(f"the address was passed on more than {_REDIRECTS} times. Give the last one")


def _taken_apart(url: str) -> tuple[str, int, str, bool]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"this is no web address: {error}. Copy it again from the browser") from error
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        raise Refused("only addresses that begin with http:// or https:// are fetched")
    if parts.username or parts.password:
        raise Refused("an address with a name or password in it is not fetched. Take them out")
    try:
        host = parts.hostname.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Refused("the address names no host. Copy it again from the browser") from error
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe="/?&=%:;,+!*'()@$~-._[]")
    return host, port or _PORTS[parts.scheme.lower()], path, parts.scheme.lower() == "https"


def _asked(
    host: str, port: int, path: str, secure: bool, allowed: Callable[[str, int], bool], deadline: float
) -> Fetched | str:
    """What is there; or, where the server passes on, the address that it names."""
    address = _resolved(host, port, allowed)
    connection = _Pinned(host, port, address, secure, timeout=max(0.1, min(10.0, deadline - time.monotonic())))
    try:
        connection.request("GET", path, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            where = answer.getheader("Location")
            if not where:
                raise Refused("the server passes on to nowhere. Save the page in the browser and drop the file")
            return where
        if answer.status != 200:
            raise Refused(
                f"the server answers {answer.status} {answer.reason}. Save the page in the browser and drop the file"
            )
        return Fetched("", answer.getheader("Content-Type", ""), _read(answer, deadline))
    except (OSError, http.client.HTTPException, ssl.SSLError) as error:
        why = "it took too long" if isinstance(error, TimeoutError) else str(error) or type(error).__name__
        raise Refused(f"{host} could not be read: {why}. Save the page in the browser and drop the file") from error
    finally:
        connection.close()


def _resolved(host: str, port: int, allowed: Callable[[str, int], bool]) -> str:
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise Refused(f"{host} is not known here. See to the address and the network") from error
    if not found or not all(allowed(address, port) for address in found):
        raise Refused(
            f"{host} is private, or asks at a port that is not the web's; it is not fetched. Drop a file instead"
        )
    return found[0]


def _read(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        if time.monotonic() > deadline:
            raise TimeoutError
        part = answer.read1(65_536)
        if not part:
            return b"".join(parts)
        size += len(part)
        if size > LARGEST:
            raise Refused(f"the page is longer than {LARGEST:,} bytes. Save what you need of it and drop the file")
        parts.append(part)


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, secure: bool, *, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        own = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(own, server_hostname=self.host) if self._secure else own
