"""Who may ask, and what a page may do.

Three doors. The *host* that a request names must be this desk, so that a web page elsewhere cannot rebind its own name
to this machine. A request that changes something must carry the desk's *token* in its form, which other pages cannot
read. Beyond loopback the *key* that was shown at the start must have been given once; a cookie remembers it.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_COOKIE = "headwater_key"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Door:
    """What opens this desk. ``key`` is None on loopback; ``token`` goes into every form; ``names`` are its hosts.

    ``addresses`` lets any bare IP address be a host: a name can be rebound to another machine, a number cannot.
    """

    names: tuple[str, ...] = _LOOPBACK
    key: str | None = None
    addresses: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @classmethod
    def of(cls, host: str) -> Door:
        """The door of a desk that listens at a host: with a new key if that is beyond loopback."""
        if is_loopback(host):
            return cls((*_LOOPBACK, host.lower()))
        return cls((*_LOOPBACK, host.lower()), secrets.token_urlsafe(18), addresses=True)

    def knows(self, host: str) -> bool:
        name = _name(host)
        return name in self.names or (self.addresses and _address(name) is not None)

    def fits(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())


def is_loopback(host: str) -> bool:
    address = _address(host.strip("[]"))
    return host.lower() == "localhost" or (address is not None and address.is_loopback)


class Guard:
    """ASGI middleware before everything else: refuses strangers, and puts the page's limits on every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def limited(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    if name not in headers:
                        headers[name] = value
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, limited)

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        if not self._door.knows(headers.get("host", "")):
            return _no(421, "This desk does not go by that name. Open it at the address that headwater serve printed.")
        if request.method not in ("GET", "HEAD", "POST"):
            return _no(405, "A desk knows GET and POST.")
        if request.method == "POST" and not same_origin(headers):
            return _no(
                403, "This came from another site, so nothing was done. Open the desk itself and repeat it there."
            )
        return self._locked(request) if self._door.key else None

    def _locked(self, request: Request) -> Response | None:
        key = self._door.key or ""
        if hmac.compare_digest(request.cookies.get(_COOKIE, "").encode(), key.encode()):
            return None
        given = request.query_params.get("key", "")
        if request.method != "GET" or not hmac.compare_digest(given.encode("utf-8", "replace"), key.encode()):
            return _no(401, "This desk asks for its key. Open the address with ?key=... that headwater serve printed.")
        rest = urlencode([pair for pair in parse_qsl(request.url.query) if pair[0] != "key"])
        answer = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(_COOKIE, key, httponly=True, samesite="strict")
        return answer


def same_origin(headers: Headers) -> bool:
    """Whether a browser says that the desk's own page sent the request; true where it says nothing of it."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(why + "\n", status)


def _name(host: str) -> str:
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
