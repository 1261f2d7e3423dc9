"""What the desk says when something is wrong with the ledger, the port, or what is in them."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli import app as cli
from headwater.desk import serving
from headwater.errors import LedgerBusy, LedgerError
from headwater.language import Outcome
from headwater.resolution.report import Entry, Report
from headwater.store import Ledger, index
from headwater.text import Document
from tests.desking import addresses, decide, desk_of, opened, two_reports
from tests.synthetic import ENGINE, entry, report, voice
from tests.timing import within


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with two_reports(tmp_path) as held:
        yield held


def test_a_question_with_three_thousand_claims_is_shown(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db") as held:
        for number in range(6):
            held.add(report(number, claims=500), ENGINE)
        with sqlite3.connect(tmp_path / "l.db") as own:
            (one,) = own.execute("SELECT min(question) FROM answers").fetchone()
            own.execute("UPDATE answers SET question = ?", (one,))
            own.execute("DELETE FROM questions WHERE id <> ?", (one,))
        client = opened(held)
        answer = client.get(f"/question/{one}")
        assert answer.status_code == 200 and "3,000" in answer.text and len(answer.content) < 1_000_000
        assert within(15, lambda: client.get(f"/question/{one}"))
        assert client.get(f"/claim/{desk_of(client).columns().ids[0]}").status_code == 200


def test_a_speakers_name_of_ten_thousand_characters_breaks_no_page(tmp_path: Path) -> None:
    name = "Very " * 2_000 + "Long"
    text = f"{name} said it rains."
    own: Entry = entry(text, "it rains", voice(name, text))
    with Ledger.open(tmp_path / "l.db") as held:
        held.add(Report(Document("long", text), Outcome.READ, "en", (own,)), ENGINE)
        client = opened(held)
        for address in addresses(client):
            answer = client.get(address)
            assert answer.status_code == 200, address[:80]
            assert len(answer.content) < 200_000
        assert client.get("/claims", params={"speaker": name}).status_code == 200


def test_a_busy_or_read_only_ledger_has_a_page_that_says_what_to_do(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened(ledger)
    id = desk_of(client).columns().ids[0]

    def busy(*_: object) -> None:
        raise LedgerBusy("another run is writing to the ledger", value="l.db", remedy="Try again when it has ended")

    def fixed(*_: object) -> None:
        raise LedgerError("the database says: attempt to write a readonly database", value="l.db", remedy="See to it")

    monkeypatch.setattr(ledger, "decide", busy)
    answer = decide(client, "accept", "claim", f"{id}:0")
    assert answer.status_code == 503 and "Try again" in answer.text
    monkeypatch.setattr(ledger, "decide", fixed)
    answer = decide(client, "accept", "claim", f"{id}:0")
    assert answer.status_code == 503 and "copy the ledger elsewhere" in answer.text


def test_a_read_only_ledger_is_shown_and_searched_without_its_index(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fixed(*_: object) -> None:
        raise LedgerError("the database says: attempt to write a readonly database", value="l.db", remedy="See to it")

    monkeypatch.setattr(index, "keep", fixed)
    monkeypatch.setattr(index, "learn_words", fixed)
    client = opened(ledger)
    for address in addresses(client):
        assert client.get(address).status_code == 200, address
    assert "could not be brought up to date" in client.get("/").text
    assert client.get("/claims.json?q=about 21").json()["pager"]["total"] == 2


def test_a_locked_ledger_still_shows_what_it_holds(ledger: Ledger, tmp_path: Path) -> None:
    client = opened(ledger)
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert client.get("/").status_code == 200
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_mistake_of_ours_is_a_page_too(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    client = opened(ledger, raise_server_exceptions=False)
    monkeypatch.setattr(Ledger, "scenarios", lambda *_: 1 / 0)
    answer = client.get("/scenarios")
    assert answer.status_code == 500 and "Nothing was lost" in answer.text and "Traceback" not in answer.text


def test_serving_says_what_is_wrong_with_the_ledger_or_the_port(tmp_path: Path) -> None:
    run = CliRunner()
    other = tmp_path / "other.db"
    Ledger.open(other).close()
    with sqlite3.connect(other) as own:
        own.execute("UPDATE ledger SET version = 99")
    found = run.invoke(cli, ["serve", "--ledger", str(other)])
    assert found.exit_code == 1 and "ledger-version" in found.output
    (tmp_path / "text.db").write_text("no database at all, but a text that is long enough")
    assert "ledger-foreign" in run.invoke(cli, ["serve", "--ledger", str(tmp_path / "text.db")]).output
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = run.invoke(cli, ["serve", "--ledger", str(tmp_path / "new.db"), "--port", str(port)])
        assert (
            found.exit_code == 1
            and "at this port already" in found.output
            and f"--port {port % 65535 + 1}" in found.output
        )
    with pytest.raises(serving.DeskError):
        serving.serve(tmp_path / "new.db", host="203.0.113.9")
