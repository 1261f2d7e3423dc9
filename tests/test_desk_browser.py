"""The desk in a real browser: Debian's Chromium, where it and its driver are."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from headwater.store import Ledger
from tests.desking import hostile
from tests.hostile import PAYLOADS
from tests.synthetic import ENGINE

selenium = pytest.importorskip("selenium", reason="selenium is not installed")

ROOT = Path(__file__).parents[1]
_PATIENCE = 60


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def browser(scripted: bool) -> Iterator[Any]:
    browser = driven(scripted)
    yield browser
    browser.quit()


def driven(scripted: bool) -> Any:
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("there is no Chromium with its driver here: apt-get install chromium chromium-driver")
    options = ChromeOptions()
    options.binary_location = chromium
    for name in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=1280,1000"):
        options.add_argument(f"--{name}")
    if not scripted:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    found = Chrome(options=options, service=Service(driver))
    found.set_page_load_timeout(_PATIENCE)
    return found


def served(ledger: Path) -> tuple[Any, str]:
    """A desk in a process of its own, and its address."""
    command = [sys.executable, "-m", "headwater.cli", "serve", "--ledger", str(ledger), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+?:\d+", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, found[0]
    raise AssertionError("the desk did not start")


def until(browser: Any, what: Callable[[], Any], named: str) -> Any:
    """What `what` gives once it gives something; a page that is being replaced under it is asked again."""
    from selenium.common.exceptions import WebDriverException

    end = time.monotonic() + _PATIENCE
    last: object = None
    while time.monotonic() < end:
        try:
            if browser.execute_script("return document.readyState") == "complete" and (found := what()):
                return found
        except WebDriverException as error:
            last = error
        time.sleep(0.1)
    raise AssertionError(f"{named} did not come at {browser.current_url}: {last or browser.page_source[:300]}")


def waited(browser: Any, css: str) -> Any:
    return until(browser, lambda: next(iter(browser.find_elements("css selector", css)), None), css)


def held(browser: Any, css: str, name: str) -> str:
    """The attribute `name` of the first element that `css` finds."""
    return str(until(browser, lambda: browser.find_element("css selector", css).get_attribute(name), css))


def click(browser: Any, css: str) -> None:
    """Click once: a click that led away and then failed to see the new page is not made again on that."""
    from selenium.common.exceptions import WebDriverException

    def once() -> bool:
        page = browser.find_element("css selector", "html").id
        try:
            browser.find_element("css selector", css).click()
        except WebDriverException:
            if browser.find_element("css selector", "html").id == page:
                raise
        return True

    until(browser, once, css)


def tick(browser: Any, css: str) -> None:
    def ticked() -> bool:
        box = browser.find_element("css selector", css)
        return bool(box.is_selected() or box.click())

    until(browser, ticked, css)


def shown(browser: Any, text: str) -> None:
    until(browser, lambda: text in browser.page_source, text)


def test_from_dropping_the_examples_to_an_exported_corrected_ledger(
    browser: Any, scripted: bool, tmp_path: Path
) -> None:
    process, base = served(tmp_path / "story.db")
    try:
        browser.get(base)
        shown(browser, "This ledger is empty")
        click(browser, "main .button")
        waited(browser, "#files").send_keys(str(ROOT / "examples" / "reports.jsonl"))
        click(browser, "#drop button")
        waited(browser, "main a.button[href='/review']")
        assert "/job/" in browser.current_url
        shown(browser, "10 reports")
        click(browser, "main a.button[href='/review']")
        waited(browser, ".verdicts")
        as_read = urlopen(f"{base}/dossier.md").read()
        first = held(browser, "[data-claim]", "data-claim")
        if scripted:
            press(browser, "y")
        else:
            click(browser, "button[value=accept]")
        second = another(browser, first)
        if scripted:
            press(browser, "n")
        else:
            click(browser, "button[value=reject]")
        third = another(browser, second)
        if scripted:
            press(browser, "e")
        else:
            click(browser, "#correct summary")
        waited(browser, "#correct textarea").send_keys("It says the opposite.")
        waited(browser, "#correct select").send_keys("denied")
        click(browser, "button[value=edit]")
        another(browser, third)
        click(browser, "button[value=undo]")
        waited(browser, f"[data-claim='{third}']")
        browser.get(f"{base}/source?name=Coastal+Wire")
        waited(browser, "textarea[name=reason]").send_keys("A wire with an archive.")
        waited(browser, "select[name=grade]").send_keys("B")
        click(browser, "button[value=grade]")
        shown(browser, "A wire with an archive.")
        shown(browser, "usually reliable")
        click(browser, "header nav a[href='/export']")
        shown(browser, "1 claim that was rejected counts for nothing")
        assert waited(browser, "button.main").text == "The corrected dossier"
        assert urlopen(f"{base}/dossier.md").read() != as_read
        assert "The market" in urlopen(f"{base}/dossier.html?title=The+market").read().decode()
        bundle = zipfile.ZipFile(BytesIO(urlopen(f"{base}/export.zip").read()))
        log = [json.loads(line) for line in bundle.read("jsonl/decisions.jsonl").splitlines()]
        assert [(each["verdict"], each["subject"]) for each in log] == [
            ("accept", first), ("reject", second), ("edit", third), ("undo", third), ("grade", "Coastal Wire"),
        ]  # fmt: skip
        assert log[2]["value"] == {"note": "It says the opposite.", "modality": "denied"}
        assert len(bundle.read("jsonl/documents.jsonl").splitlines()) == 10
    finally:
        process.terminate()
        process.wait(20)
    with Ledger.open(tmp_path / "story.db", create=False) as ledger:
        assert ledger.check() == []
        assert len(list(ledger.decisions())) == 5


def another(browser: Any, than: str) -> str:
    """The claim under review once it is not `than`."""

    def next_one() -> str:
        found = str(browser.find_element("css selector", "[data-claim]").get_attribute("data-claim"))
        return "" if found == than else found

    return str(until(browser, next_one, "the next claim"))


def press(browser: Any, key: str) -> None:
    waited(browser, "body").send_keys(key)


def test_an_event_is_joined_set_apart_and_taken_back(browser: Any, tmp_path: Path) -> None:
    from tests.synthetic import report

    with Ledger.open(tmp_path / "l.db") as ledger:
        for number in (1, 2):
            ledger.add(report(number), ENGINE)
        first = next(iter(ledger.claims())).id
    process, base = served(tmp_path / "l.db")
    try:
        browser.get(f"{base}/claim/{first}")
        click(browser, f"a[href='/event/{first}']")
        shown(browser, "No other claim is known to tell of it.")
        other = held(browser, "input[form=same][name=claim]", "value").partition(":")[0]
        tick(browser, f"input[form=same][value^='{other}:']")
        click(browser, "#same button")
        shown(browser, "Joined by people:")
        tick(browser, f"input[form=apart][value^='{other}:']")
        click(browser, "#apart button")
        shown(browser, "Set apart by people")
        click(browser, "button[value=undo]")
        shown(browser, "Joined by people:")
    finally:
        process.kill()
        process.wait()


def test_a_mark_and_its_claim_light_each_other(browser: Any, scripted: bool, tmp_path: Path) -> None:
    from selenium.webdriver import ActionChains

    from tests.synthetic import report

    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(report(1), ENGINE)
    process, base = served(tmp_path / "l.db")
    try:
        browser.get(f"{base}/document?id=report-1")
        mark = browser.find_elements("css selector", "mark")[1]
        id = mark.get_attribute("data-claim")
        if scripted:
            ActionChains(browser).move_to_element(mark).perform()
        else:
            mark.find_element("css selector", "a.ref").click()
        waited(browser, f"mark[data-claim='{id}'].lit")
        waited(browser, f"article[data-claim='{id}'].lit")
        assert len(browser.find_elements("css selector", ".lit")) == 2
    finally:
        process.kill()
        process.wait()


def test_keys_can_be_switched_off(tmp_path: Path) -> None:
    from tests.synthetic import report

    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(report(1), ENGINE)
    browser = driven(True)
    process, base = served(tmp_path / "l.db")
    try:
        browser.get(f"{base}/review")
        press(browser, "j")
        until(browser, lambda: "at=" in browser.current_url, "the next claim")
        click(browser, "footer summary")
        said = waited(browser, "footer button[name=keys]").text
        click(browser, "footer button[name=keys]")
        until(browser, lambda: browser.find_element("name", "keys").text != said, "keys switched off")
        before = browser.current_url
        press(browser, "y")
        press(browser, "j")
        time.sleep(0.5)
        assert browser.current_url == before and "0 of 3" in browser.page_source
    finally:
        browser.quit()
        process.kill()
        process.wait()


def test_no_payload_is_executed(tmp_path: Path) -> None:
    """Every payload in every place, in a browser that would run it: nothing alerts, loads, or leaves the page."""
    with Ledger.open(tmp_path / "hostile.db") as ledger:
        for number, payload in enumerate(PAYLOADS):
            ledger.add(hostile(payload, number), ENGINE)
        claims = [each.id for each in ledger.claims()]
    browser = driven(True)
    process, base = served(tmp_path / "hostile.db")
    try:
        browser.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": "window.alert = () => { document.title = 'EXECUTED' }"}
        )
        pages = ["/", "/actors", "/origins", "/sources", "/scenarios", "/questions", "/review", "/timeline", "/runs"]
        pages += [f"/claims?page={n}" for n in (1, 2, 3)] + [f"/claim/{id}" for id in claims[::12]]
        for page in pages:
            browser.get(base + page)
            time.sleep(0.05)
            assert browser.current_url.startswith(base), page
            assert "EXECUTED" not in browser.title, page
            loaded = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
            assert all(name.startswith(base) for name in loaded), loaded
            assert browser.execute_script("return document.scripts.length") == 1
    finally:
        browser.quit()
        process.kill()
        process.wait()


def test_axe_finds_nothing_serious(tmp_path: Path) -> None:
    """On every kind of page, light and dark. It needs axe-core, which is no part of Headwater."""
    axe = Path(os.environ.get("HEADWATER_AXE", ROOT / "node_modules/axe-core/axe.min.js"))
    if not axe.exists():
        pytest.skip(f"there is no axe-core at {axe}: npm install axe-core, or name its axe.min.js by HEADWATER_AXE")
    from tests.synthetic import report

    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(report(1), ENGINE)
        ledger.add(hostile("<b>bold</b>"), ENGINE)
        claim = next(iter(ledger.claims()))
    pages = ["/", "/claims", "/questions", "/conflicts", "/timeline", "/actors", "/actor?code=MRV+MIL", "/origins"]
    pages += [
        "/sources",
        "/source?name=Coastal+Wire",
        "/document?id=report-1",
        "/scenarios",
        "/review",
        "/decisions",
        "/runs",
    ]
    pages += [
        "/add",
        "/export",
        "/nothing",
        "/claims?by=meaning&q=lorries+crossed",
        f"/claim/{claim.id}",
        f"/event/{claim.id}",
        f"/question/{claim.questions[0]}",
        f"/origin/{claim.origin}",
    ]
    browser = driven(True)
    process, base = served(tmp_path / "l.db")
    found = []
    try:
        for scheme in ("light", "dark"):
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            for page in pages:
                browser.get(base + page)
                browser.execute_script(axe.read_text("utf-8"))
                broken = browser.execute_async_script(
                    "const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => [v.impact, v.id])))"
                )
                found += [(scheme, page, id) for impact, id in broken if impact in ("serious", "critical")]
    finally:
        browser.quit()
        process.kill()
        process.wait()
    assert found == []
