"""The walk of docs/walk.md, done in a browser, with a picture of each step; and the pictures of docs/desk.md.

    python -m benchmarks.desk.pictures docs/walk
    python -m benchmarks.desk.pictures docs/desk --desk

The first serves an empty ledger, drops the examples, judges a few claims and takes the corrected dossier away, as
docs/walk.md tells; the second drops the examples and judges one. It needs Debian's Chromium with its driver, and
selenium.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.desk.__main__ import Served

_EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"
_WIDE, _HIGH = 1180, 760
_PATIENCE = 60


class Walk:
    """A browser that waits for what it looks for, and takes pictures of it."""

    def __init__(self, base: str, folder: Path, kept: Path) -> None:
        from selenium.webdriver import Chrome, ChromeOptions
        from selenium.webdriver.chrome.service import Service

        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for name in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars"):
            options.add_argument(f"--{name}")
        options.add_experimental_option("prefs", {"download.default_directory": str(kept)})
        self.browser = Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.browser.set_window_size(_WIDE, _HIGH)
        self._base, self._folder = base, folder

    def open(self, path: str) -> None:
        self.browser.get(path if "://" in path else self._base + path)

    def until(self, what: Callable[[], Any], named: str) -> Any:
        from selenium.common.exceptions import WebDriverException

        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                if found := what():
                    return found
            except WebDriverException:
                pass
            time.sleep(0.1)
        raise SystemExit(f"{named} did not come at {self.browser.current_url}")

    def waited(self, css: str) -> Any:
        return self.until(lambda: next(iter(self.browser.find_elements("css selector", css)), None), css)

    def click(self, css: str) -> None:
        self.until(lambda: self.browser.find_element("css selector", css).click() is None, css)

    def shown(self, text: str) -> None:
        self.until(lambda: text in self.browser.page_source, text)

    def picture(self, name: str, high: int = _HIGH) -> None:
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": _WIDE, "height": high, "deviceScaleFactor": 1, "mobile": False},
        )
        time.sleep(0.3)
        self.browser.save_screenshot(str(self._folder / f"{name}.png"))


def walked(walk: Walk, kept: Path) -> None:
    walk.open("/")
    walk.shown("This ledger is empty")
    walk.picture("1-empty", 420)
    walk.click("main .button")
    walk.waited("#files").send_keys(str(_EXAMPLES))
    walk.picture("2-add", 640)
    walk.click("#drop button")
    walk.waited("main a.button[href='/review']")
    walk.picture("3-read", 720)
    walk.click("main a.button[href='/review']")
    walk.waited(".verdicts")
    walk.picture("4-review")
    first = walk.waited("[data-claim]").get_attribute("data-claim")
    walk.click("button[value=accept]")
    walk.until(
        lambda: walk.browser.find_element("css selector", "[data-claim]").get_attribute("data-claim") != first, "next"
    )
    walk.click("header nav a[href='/conflicts']")
    walk.until(lambda: walk.browser.find_element("partial link text", "were killed").click() is None, "the question")
    walk.waited(".ladder")
    walk.picture("5-question", 640)
    walk.click("header nav a[href='/questions']")
    walk.until(lambda: walk.browser.find_element("partial link text", "were wounded").click() is None, "the question")
    walk.waited(".ladder")
    dead = "//div[@class='ticked'][contains(., 'wounded died')]/input"
    walk.until(lambda: walk.browser.find_element("xpath", dead).click() is None, "the claim")
    walk.picture("6-correct", 1040)
    walk.click("button[value=split]")
    walk.shown("Taken out by people")
    walk.click("header nav a[href='/export']")
    walk.shown("It has your corrections")
    walk.picture("7-export", 540)
    walk.click("button.main")
    walk.until(lambda: (kept / "dossier.html").exists(), "the dossier")
    walk.open((kept / "dossier.html").as_uri())
    walk.picture("8-dossier", 640)


def desk(walk: Walk) -> None:
    """The review queue with a claim that was judged before, and a report with one of its claims lit."""
    walk.open("/add")
    walk.waited("#files").send_keys(str(_EXAMPLES))
    walk.click("#drop button")
    walk.click("main a.button[href='/review']")
    first = walk.waited("[data-claim]").get_attribute("data-claim")
    walk.click("button[value=accept]")
    walk.until(
        lambda: walk.browser.find_element("css selector", "[data-claim]").get_attribute("data-claim") != first, "next"
    )
    walk.until(lambda: "being indexed" not in walk.browser.page_source or walk.browser.refresh(), "the index")
    walk.picture("review")
    walk.open("/document?id=saltmarsh-04")
    walk.waited("mark")
    walk.picture("document", 700)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--desk", action="store_true", help="the pictures of docs/desk.md")
    given = parser.parse_args()
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        served = Served(Path(kept) / "story.db")
        walk = Walk(served.base, folder, Path(kept))
        try:
            desk(walk) if given.desk else walked(walk, Path(kept))
        finally:
            walk.browser.quit()
            served.kill()


if __name__ == "__main__":
    main()
