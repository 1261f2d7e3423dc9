"""A desk to test: opened on a small ledger, asked, and decided at."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from starlette.testclient import TestClient

from headwater.desk.app import PAGES, application
from headwater.desk.desk import Desk
from headwater.extraction.claim import Figure, Qualifier
from headwater.language import Outcome
from headwater.resolution.report import Report
from headwater.store import Ledger
from headwater.store.wording import stored
from headwater.text import Document
from tests.synthetic import ENGINE, entry, report, voice

HERE = "http://127.0.0.1:8642"
_TAGS = set(
    "html head meta title link script body a header nav form label input button main h1 h2 dl div dt dd section ul ol "
    "li span br p footer details summary dialog aside select option article blockquote table thead tbody tr th td svg "
    "line text rect circle path g mark textarea progress kbd code strong time del ins fieldset legend wbr".split()
)
_ATTRIBUTES = set(
    "lang charset name content rel href src defer class id tabindex aria-label aria-current aria-hidden action method "
    "type value for role placeholder data-keys maxlength data-key data-claim data-tick data-copy title form checked "
    "selected open rows required colspan enctype multiple viewbox preserveaspectratio x y x1 x2 y1 y2 cx cy r d width "
    "height max http-equiv formaction".split()
)


@contextmanager
def two_reports(folder: Path) -> Iterator[Ledger]:
    """A ledger of two reports, of three claims each."""
    with Ledger.open(folder / "ledger.db") as held:
        for n in (1, 2):
            held.add(report(n), ENGINE)
        yield held


def opened(ledger: Ledger, **more: Any) -> TestClient:
    desk = Desk(ledger, place=more.pop("place", "ledger.db"), door=more.pop("door", None))
    desk.refresh(wait=True)
    return TestClient(application(desk, more.pop("intake", None)), base_url=HERE, follow_redirects=False, **more)


def desk_of(client: TestClient) -> Desk:
    found: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return found


def token(client: TestClient) -> str:
    return desk_of(client).door.token


def decide(client: TestClient, verdict: str, kind: str, *subjects: str, **more: Any) -> Any:
    form = {"token": token(client), "verdict": verdict, "kind": kind, "subject": list(subjects), **more}
    return client.post("/decide", data=form)


def addresses(client: TestClient) -> list[str]:
    """Every page of the desk, of something that is there where a page is of something."""
    columns = desk_of(client).columns()
    some: dict[str, Any] = {
        "/claim/{id}": f"/claim/{columns.ids[0]}" if columns.ids else None,
        "/event/{id}": f"/event/{columns.ids[0]}" if columns.ids else None,
        "/question/{id}": f"/question/{columns.questions[0]['id']}" if columns.questions else None,
        "/origin/{id}": f"/origin/{columns.origins[0]['id']}" if columns.origins else None,
        "/actor": ("/actor", {"name": stored(columns.speakers[0])}) if columns.speakers else None,
        "/source": ("/source", {"name": stored(columns.publishers[0])}) if columns.publishers else None,
        "/document": ("/document", {"id": stored(columns.documents[0]["id"])}) if columns.documents else None,
        "/job/{id}": None,
    }
    found = [some.get(page.path, page.path) for page in PAGES]
    asked = [each if isinstance(each, tuple) else (each, None) for each in found if each]
    return [str(client.build_request("GET", path, params=query).url) for path, query in asked]


def with_twin(address: str) -> str:
    path, _, query = address.removeprefix(HERE).partition("?")
    return f"{path if path != '/' else '/overview'}.json" + (f"?{query}" if query else "")


def finished(client: TestClient, location: str) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = client.get(f"{location}.json").json()["job"]
        if not job["running"]:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def harmless(page: str) -> None:
    """Only elements and attributes that our templates write, one script, and links that lead to web pages."""
    scripts = 0
    for element in lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")).iter():
        if not isinstance(element.tag, str):
            raise AssertionError(f"a comment: {element.text!r}")
        assert element.tag in _TAGS, element.tag
        scripts += element.tag == "script"
        for name, value in element.attrib.items():
            assert name.lower() in _ATTRIBUTES, f"{element.tag} {name}={value!r}"
            if name in ("href", "src", "action", "formaction"):
                assert re.match(r"/(?!/)|\?|#|https?://[^\s]", value), value
    assert scripts == 1


def hostile(payload: str, number: int = 0) -> Report:
    """A report with the payload in every place that a stranger fills."""
    text = f"{payload} fell, {payload} said. What if {payload}?"
    own = entry(text, text[: len(payload) + 5], voice(payload, text, code="UNK"))
    own = replace(
        own, figures=(Figure(0, 1, 3.0, 5.0, Qualifier.RANGE, payload, payload[:20]),), hedge_words=(payload,)
    )
    document = Document(f"{payload} {number}", text, payload, payload, agency=payload, author=payload, url=payload)
    return Report(document, Outcome.READ, "en", (own,))
