"""What the desk shows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html

from headwater.desk.app import PAGES
from headwater.language import Outcome
from headwater.resolution.report import Report
from headwater.store import Ledger
from headwater.text import Document
from tests.desking import HERE, addresses, desk_of, opened, two_reports, with_twin
from tests.synthetic import ENGINE, entry, report, voice


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with two_reports(tmp_path) as held:
        yield held


def test_every_page_has_a_twin_that_says_the_same(ledger: Ledger) -> None:
    client = opened(ledger)
    for address in addresses(client):
        assert client.get(address).status_code == 200, address
        assert isinstance(client.get(with_twin(address)).json(), dict), address
    claim = client.get("/claims.json").json()["claims"][0]
    assert claim["reported_by"] == "Captain Orla 0"
    assert claim["quote"] in client.get(f"/claim/{claim['id']}").text


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as held:
        client = opened(held)
        for address in addresses(client):
            assert client.get(address).status_code == 200, address
        page = client.get("/").text
        assert "This ledger is empty" in page and 'href="/add"' in page


def test_tables_come_as_csv(ledger: Ledger) -> None:
    client = opened(ledger)
    tables = 0
    for address in addresses(client):
        path, _, query = address.removeprefix(HERE).partition("?")
        own = next(page for page in PAGES if re.fullmatch(page.path.replace("{id}", "[0-9a-f]+"), path))
        if own.rows:
            answer = client.get(f"{path}.csv?{query}")
            tables += 1
            assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv"), path
            assert "{" not in answer.headers["content-disposition"]
            # A row more than the head for all that hold something.
            assert len(answer.text.splitlines()) > 1 or path in ("/conflicts", "/decisions", "/runs"), path
    assert tables == sum(page.rows is not None for page in PAGES)
    assert "about 20 lorries" in client.get("/claims.csv?q=about 20").text


def test_a_facet_counts_what_choosing_it_gives(ledger: Ledger) -> None:
    text = "The harbour is closed, the mayor said. It may open."
    mayor = entry(text, "The harbour is closed", voice("the mayor", text, anonymous=True))
    ledger.add(Report(Document("third", text, "Harbour", "Inland Post"), Outcome.READ, "en", (mayor,)), ENGINE)
    client = opened(ledger)
    facets = client.get("/claims.json").json()["facets"]
    assert {each["value"] for each in facets["publisher"]} == {"Coastal Wire", "Inland Post"}
    for values in facets.values():
        for each in values:
            assert client.get(each["link"].replace("/claims", "/claims.json")).json()["pager"]["total"] == each["count"]


def test_search_finds_quotes_and_passages_by_stem_and_knows_no_operators(ledger: Ledger) -> None:
    client = opened(ledger)

    def total(words: str) -> int:
        return int(client.get("/claims.json", params={"q": words}).json()["pager"]["total"])

    assert total("lorry") == 6
    found = client.get("/claims.json", params={"q": '"about 21"'}).json()["claims"]
    assert ["about 21" in each["quote"] for each in found] == [True] * 2 + [False] * 4
    assert total("sel*") == 6
    assert total('NEAR( AND " ^ -') == 0
    assert total("nothing-of-the-kind") == 0


def test_days_narrow_by_the_clock_that_is_told(ledger: Ledger) -> None:
    client = opened(ledger)
    assert client.get("/claims.json?since=2031-03-02&until=2031-03").json()["pager"]["total"] == 4
    assert client.get("/claims.json?since=2031-03-05&clock=said").json()["pager"]["total"] == 0
    assert "is no date" in client.get("/claims?since=yesterday").text


def test_a_claim_is_reported_by_and_never_a_fact(ledger: Ledger) -> None:
    client = opened(ledger)
    page = client.get(f"/claim/{desk_of(client).columns().ids[0]}").text
    assert "reported by" in page and "single origin" in page and "◐" in page
    assert not re.search(r"\bfacts?\b", lxml_html.fromstring(page).text_content())


def test_a_document_marks_every_claim_and_lights_the_one_asked_for(ledger: Ledger) -> None:
    client = opened(ledger)
    columns = desk_of(client).columns()
    page = lxml_html.fromstring(client.get("/document", params={"id": "report-1", "claim": columns.ids[1]}).text)
    marks = {mark.get("data-claim"): mark for mark in page.iter("mark")}
    assert set(marks) == set(columns.ids[:3])
    assert [id for id, mark in marks.items() if mark.get("class") == "lit"] == [columns.ids[1]]
    assert page.get_element_by_id(f"k-{columns.ids[1]}").get("class") == "card lit"
    assert "about 21 lorries may have crossed near Selmark" in marks[columns.ids[1]].text_content()


def test_a_link_into_an_older_version_still_opens(ledger: Ledger) -> None:
    old = opened(ledger).get("/claims.json").json()["claims"][0]
    ledger.add(
        report(1, claims=1, text="Report 1\n\nCaptain Orla 0 said about 20 lorries may have crossed near Selmark."),
        ENGINE,
    )
    client = opened(ledger)
    assert "older version" in client.get(f"/claim/{old['id']}").text
    assert client.get("/document", params={"id": "report-1", "version": 1}).status_code == 200


def test_what_changed_under_the_desk_is_seen(ledger: Ledger) -> None:
    client = opened(ledger)
    ledger.add(report(3), ENGINE)
    desk_of(client).refresh(wait=True)
    assert client.get("/overview.json").json()["counts"]["documents"] == 3
    assert client.get("/claims.json?q=lorries").json()["pager"]["total"] == 9


def test_the_index_is_not_needed_for_truth(ledger: Ledger, tmp_path: Path) -> None:
    before = opened(ledger).get("/claims.json?q=lorries").json()
    with sqlite3.connect(tmp_path / "ledger.db") as own:
        for table in ("index_words", "index_of", "index_columns"):
            own.execute(f"DROP TABLE {table}")
    assert ledger.check() == []
    assert opened(ledger).get("/claims.json?q=lorries").json() == before


def test_copies_are_compared_word_by_word(ledger: Ledger) -> None:
    for number, word in ((7, "closed"), (8, "shut")):
        text = f"The bridge at Selmark is {word} to all lorries since Sunday night, and nobody knows for how long."
        own = entry(text, text[:-1])
        ledger.add(
            Report(Document(f"copy-{number}", text, publisher="Inland Post"), Outcome.READ, "en", (own,)), ENGINE
        )
    client = opened(ledger)
    origin = next(each for each in client.get("/origins.json").json()["origins"] if each["name"] == "Inland Post")
    found = client.get(f"/origin/{origin['id']}.json").json()
    assert [(p["kind"], p["text"]) for p in found["compared"] if p["kind"] != "same"] == [
        ("first", "closed"),
        ("second", "shut"),
    ]


def test_a_ladder_draws_each_figure_on_its_word(ledger: Ledger) -> None:
    client = opened(ledger)
    page = client.get(f"/question/{desk_of(client).columns().questions[0]['id']}").text
    assert 'class="ladder"' in page and "at least 20 lorries, on the word of" not in page
    assert "20 lorries (possible), on the word of Captain Orla 0, 2031-03-04/.." in page
