"""Reports that are added at the desk: files, pasted texts and addresses."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from headwater.desk import fetching
from headwater.desk.adding import Intake
from headwater.desk.app import application
from headwater.desk.desk import Desk
from headwater.desk.fetching import Refused, fetch, is_public
from headwater.language import Reader
from headwater.store import Ledger
from tests.desking import HERE, finished, token


def test_files_are_read_in_the_background_and_shown(tmp_path: Path, reader: Reader) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        desk = Desk(held)
        client = TestClient(application(desk, Intake(desk, reader=reader)), base_url=HERE, follow_redirects=False)
        text = b"Three lorries crossed near Selmark, the mayor of Tarnholm said on Tuesday."
        files = [
            ("files", ("../one.txt", text)),
            ("files", ("one.txt", text + b" It rained.")),
            ("files", ("x.pdf", b"no")),
        ]
        answer = client.post("/add", data={"token": token(client)}, files=files)
        assert answer.status_code == 303
        job = finished(client, answer.headers["location"])
        assert job["state"] == "done" and job["claims"] > 0
        assert {line["name"] for line in job["lines"]} == {"one.txt", "one.txt#2", "x.pdf"}
        desk.refresh(wait=True)
        found = client.get("/overview.json").json()
        assert found["counts"]["documents"] == 2 and found["refused"][0]["slug"] == "broken-pdf"
        assert held.check() == []


def test_a_pasted_text_comes_with_what_is_known_of_it(tmp_path: Path, reader: Reader) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        desk = Desk(held)
        client = TestClient(application(desk, Intake(desk, reader=reader)), base_url=HERE, follow_redirects=False)
        form = {
            "token": token(client),
            "text": "The bridge is closed, the mayor said.",
            "publisher": "Inland Post",
            "date": "2031-03-04",
        }
        for again in (False, True):
            job = finished(client, client.post("/add", data=form).headers["location"])
            assert ("known already" in job["lines"][0]["outcome"]) is again
        (stored,) = held.documents()
        assert (stored.document.publisher, str(stored.document.published and stored.document.published.date)) == (
            "Inland Post",
            "2031-03-04",
        )
        assert "Nothing was given" in client.post("/add", data={"token": token(client)}).text


class _Site(http.server.BaseHTTPRequestHandler):
    """A site with a page, a page that is too long, a slow one, and ways elsewhere."""

    def do_GET(self) -> None:
        parts = {
            "/there": "/page",
            "/private": "http://169.254.169.254/latest",
            "/file": "file:///etc/passwd",
            "/round": "/round",
        }
        if self.path in parts:
            self.send_response(302)
            self.send_header("Location", parts[self.path])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        body = "<html><head><title>Closed</title></head><body><p>The bridge is closed, the mayor of Tarnholm said.</p>"
        self.wfile.write(body.encode())
        try:
            if self.path == "/long":
                for _ in range(40):
                    self.wfile.write(b"x" * 1_000_000)
            if self.path == "/slow":
                for _ in range(600):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def local(address: str, port: int) -> bool:
    return address == "127.0.0.1"


def test_a_page_is_fetched_and_read_from_its_address(tmp_path: Path, reader: Reader, site: str) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        desk = Desk(held)
        intake = Intake(desk, reader=reader, fetcher=lambda url: fetch(url, allowed=local))
        client = TestClient(application(desk, intake), base_url=HERE, follow_redirects=False)
        job = finished(
            client, client.post("/add", data={"token": token(client), "url": f"{site}/there"}).headers["location"]
        )
        assert job["state"] == "done", job
        (stored,) = held.documents()
        assert (stored.document.id, stored.document.url) == (f"{site}/there", f"{site}/page")
        job = finished(
            client, client.post("/add", data={"token": token(client), "url": f"{site}/none"}).headers["location"]
        )
        assert job["state"] == "failed" and "404" in job["failure"]
        assert [refusal.slug for refusal in held.refusals()] == ["not-fetched"]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.1/", "http://[::1]/",
     "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/", "http://[fc00::1]/",
     "http://100.64.0.1/", "http://224.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://[64:ff9b::7f00:1]/",
     "http://[2002:7f00:1::]/", "http://8.8.8.8:22/", "ftp://8.8.8.8/", "file:///etc/passwd", "gopher://8.8.8.8/", "http://a:b@8.8.8.8/",
     "http://", "nonsense", "http://8.8.8.8:99999/", "http://\u2028/", "javascript:alert(1)"],
)  # fmt: skip
def test_an_address_that_is_not_the_open_webs_is_not_fetched(url: str) -> None:
    with pytest.raises(Refused):
        fetch(url)


def test_a_redirect_leads_nowhere_private(site: str) -> None:
    for path in ("/private", "/file"):
        with pytest.raises(Refused, match=r"private|only addresses"):
            fetch(site + path, allowed=local)
    with pytest.raises(Refused, match="more than"):
        fetch(f"{site}/round", allowed=local)


def test_a_fetch_has_an_end_in_size_and_time(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="longer than"):
        fetch(f"{site}/long", allowed=local)
    monkeypatch.setattr(fetching, "SECONDS", 1.0)
    start = time.monotonic()
    with pytest.raises(Refused, match="too long"):
        fetch(f"{site}/slow", allowed=local)
    assert time.monotonic() - start < 30


def test_public_addresses_are_public() -> None:
    assert is_public("8.8.8.8") and is_public("2606:4700::1111")
    assert not is_public("not an address")
