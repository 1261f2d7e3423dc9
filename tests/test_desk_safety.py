"""What the desk refuses, and how little another's text can do on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from headwater.desk.adding import place_for
from headwater.desk.guard import Door
from headwater.reading.files import Refusal
from headwater.store import Ledger, Verdict, Wish
from headwater.store.wording import stored
from tests.desking import HERE, addresses, decide, desk_of, harmless, hostile, opened, token, two_reports, with_twin
from tests.hostile import PAYLOADS
from tests.synthetic import ENGINE, report


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with two_reports(tmp_path) as held:
        yield held


def test_only_the_desks_own_names_are_answered(ledger: Ledger) -> None:
    client = opened(ledger)
    for host in ("localhost:8642", "127.0.0.1", "[::1]:8642"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8642", "", "10.0.0.1"):
        assert client.get("/", headers={"Host": host}).status_code == 421, host


def test_nothing_changes_without_the_token_or_from_elsewhere(ledger: Ledger) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    form = {"verdict": "accept", "kind": "claim", "subject": f"{id}:0"}
    for given in ({}, {"token": ""}, {"token": "x" * 32}, {"token": "é"}):
        assert client.post("/decide", data={**form, **given}).status_code == 403
    whole = {**form, "token": token(client)}
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/decide", data=whole, headers=headers).status_code == 403, headers
    for path in ("/decide", "/me"):
        assert client.get(path).status_code == 405
        assert client.put(path).status_code == 405
    for path in ("/add", "/me"):
        assert client.post(path, data={"text": "x", "who": "x"}).status_code == 403
    assert list(ledger.decisions()) == []
    assert client.post("/decide", data=whole, headers={"Origin": HERE}).status_code == 303


def test_every_answer_allows_no_script_but_ours(ledger: Ledger) -> None:
    client = opened(ledger)
    for address in [*addresses(client), "/nothing", "/desk.js", "/desk.css", "/claims.csv", "/dossier.html"]:
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy, address
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"


def test_beyond_loopback_a_key_is_asked_for_once(ledger: Ledger) -> None:
    assert Door.of("127.0.0.1").key is None and Door.of("localhost").key is None and Door.of("::1").key is None
    door = Door.of("0.0.0.0")
    assert door.key is not None
    client = opened(ledger, door=door)
    assert client.get("/", headers={"Host": "192.0.2.7:8642"}).status_code == 401
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/?key=wrong").status_code == 401
    assert client.post("/decide?key=" + door.key, data={"token": door.token}).status_code == 401
    answer = client.get(f"/claims?key={door.key}&q=lorries")
    assert answer.headers["location"] == "/claims?q=lorries"
    assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=strict" in answer.headers["set-cookie"]
    assert client.get("/claims?q=lorries").status_code == 200


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b", ""],
)
def test_a_form_leads_to_the_desk_and_nowhere_else(ledger: Ledger, back: str) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]
    assert decide(client, "accept", "claim", f"{id}:0", back=back).headers["location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml", "/..%2f..%2fetc%2fpasswd", "/desk.css/../../app.py", "/%2e%2e/ledger.db",
        "/templates/base.html", "/claim/..%2f..%2fledger.db", "/document?id=../../etc/passwd",
        "/static/..%5c..%5cledger.db",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_ledger(ledger: Ledger, path: str) -> None:
    assert opened(ledger).get(path).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.txt", "..\\..\\evil.txt", "/etc/passwd", "C:\\x\\evil.txt", ".bashrc", "..", "", "\x00", "a/../..",
        "x" * 400 + ".txt", "é" * 300,
    ],
)  # fmt: skip
def test_an_upload_stays_in_its_own_folder(tmp_path: Path, name: str) -> None:
    path = place_for(tmp_path, 7, name)
    path.write_text("x", "utf-8")
    assert path.resolve().parent == (tmp_path / "00007").resolve()
    assert not path.name.startswith(".")


def test_there_are_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("part", range(4))
def test_no_payload_breaks_out_of_a_page(tmp_path: Path, part: int) -> None:
    with Ledger.open(tmp_path / "hostile.db") as held:
        for number, payload in enumerate(PAYLOADS[part::4]):
            held.add(hostile(payload, number), ENGINE)
            held.refuse(Refusal(payload, "not-text", payload))
        client = opened(held)
        columns = desk_of(client).columns()
        for id, publisher in ((columns.ids[0], columns.publishers[0]), (columns.ids[-1], columns.publishers[-1])):
            value = {"note": PAYLOADS[part]}
            held.decide([Wish(PAYLOADS[part], "claim", id, Verdict.EDIT, {**value, "speaker": PAYLOADS[part + 4]})])
            held.decide(
                [Wish(PAYLOADS[part], "source", publisher, Verdict.GRADE, {"grade": "E", "reason": PAYLOADS[part]})]
            )
        asked = [address.removeprefix(HERE) for address in addresses(client)]
        asked += [f"{path}?page=2" for path in ("/claims", "/actors", "/sources", "/questions")]
        for page in asked:
            answer = client.get(page)
            assert answer.status_code == 200, page
            harmless(answer.text)
            client.get(with_twin(page)).json()


@pytest.mark.parametrize("part", range(8))
def test_no_payload_breaks_out_of_its_own_pages(tmp_path: Path, part: int) -> None:
    with Ledger.open(tmp_path / "hostile.db") as held:
        for number, payload in enumerate(PAYLOADS[part::8]):
            held.add(hostile(payload, number), ENGINE)
        client = opened(held)
        columns = desk_of(client).columns()
        for row, id in enumerate(columns.ids):
            document = columns.documents[row]
            for path, query in (
                (f"/claim/{id}", {}),
                ("/document", {"id": stored(document["id"]), "claim": id}),
                ("/actor", {"name": stored(columns.speakers[row % len(columns.speakers)])}),
                ("/claims", {"q": stored(document["title"]), "speaker": stored(document["title"]), "since": "x"}),
            ):
                answer = client.get(path, params=query)
                assert answer.status_code == 200, (path, query)
                harmless(answer.text)
        for each in columns.questions:
            harmless(client.get(f"/question/{each['id']}").text)


def test_an_error_page_is_as_harmless(ledger: Ledger) -> None:
    client = opened(ledger)
    for payload in map(stored, PAYLOADS):
        for path in ("/document", "/actor", "/source"):
            answer = client.get(path, params={"id": payload, "name": payload, "code": payload})
            assert answer.status_code == 404
            harmless(answer.text)


def test_a_web_address_is_a_link_only_if_it_leads_to_the_web(tmp_path: Path) -> None:
    bad = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        " https://x.example",
        "//x.example",
        "file:///etc/passwd",
    ]
    good = "https://coastal-wire.example/1?a=1&b=2"
    with Ledger.open(tmp_path / "l.db") as held:
        for number, url in enumerate([*bad, good]):
            held.add(replace(report(number), document=replace(report(number).document, url=url)), ENGINE)
        client = opened(held)
        for number in range(len(bad) + 1):
            page = lxml_html.fromstring(client.get(f"/document?id=report-{number}").text)
            links = [a.get("href") for a in page.iter("a") if a.text == "the page itself"]
            assert links == ([good] if number == len(bad) else [])


def test_too_much_at_once_is_told(ledger: Ledger) -> None:
    client = opened(ledger)
    answer = client.post(
        "/decide", content=b"x" * (3 * 2**20), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413 and "in parts" in answer.text
