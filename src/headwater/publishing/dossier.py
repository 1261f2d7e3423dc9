"""The dossier of a ledger: one HTML page and the same in Markdown, every line with the place of its words."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import BaseLoader, Environment, StrictUndefined, Template

from headwater.publishing.files import written
from headwater.publishing.sections import Dossier, dossier
from headwater.publishing.together import asked
from headwater.store import Ledger
from headwater.text.visible import visible

GLYPHS = {
    "actual": "●",
    "possible": "◌",
    "planned": "▷",
    "demanded": "!",
    "hypothetical": "?",
    "denied": "✕",
}
"""A sign for each modality, for what is told by colour alone is lost in grey."""


FILES = ("dossier.html", "dossier.md")
"""What a dossier's folder holds that is no report."""


def write_dossier(ledger: Ledger, out: Path, *, title: str) -> list[Path]:
    """Write ``dossier.html`` and ``dossier.md`` of a ledger's current documents into a folder, and give their paths."""
    with ledger.snapshot() as now:
        found = dossier(now.reports(), list(now.refusals()), title=title, joined=asked(now))
    paths = [out / name for name in FILES]
    for path, text in zip(paths, (html(found), markdown(found)), strict=True):
        with written(path) as file:
            file.write(text)
    return paths


def html(found: Dossier) -> str:
    """One page that needs no network and no script. Text of documents can do nothing in it: all of it is escaped."""
    return _template("dossier.html").render(
        d=found, glyphs=GLYPHS, style=_own("dossier.css"), contents=_contents(found)
    )


def markdown(found: Dossier) -> str:
    """The same in Markdown, without the reports' whole texts."""
    return _template("dossier.md").render(d=found)


def _contents(found: Dossier) -> list[tuple[str, str]]:
    every = [
        ("together", "What it comes to together", found.together.points),
        ("figures", "Figures", found.figures),
        ("reported", "What is reported", True),
        ("reactions", "Who answers whom", found.reactions.rows),
        ("timeline", "Timeline", found.timeline.rows),
        ("scenarios", "What might follow", found.scenarios.rows),
        ("commentary", "In the reports' own voice", found.commentary.rows),
        ("origins", "Who stands behind it", found.backers.origins),
        ("gaps", "What nobody is named for", found.backers.gaps),
        ("speakers", "Who speaks", found.speakers.rows),
        ("unread", "What could not be read", found.unread),
        ("sources", "The reports", True),
        ("texts", "Their words", True),
    ]
    return [(id, name) for id, name, there in every if there]


def _own(name: str) -> str:
    return files("headwater.publishing").joinpath("templates", name).read_text("utf-8")


@cache
def _template(name: str) -> Template:
    html = name.endswith(".html")
    environment = Environment(
        loader=BaseLoader(), autoescape=html, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["md"] = _plain
    return environment.from_string(_own(name))


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$!]|(?<=[a-zA-Z]):(?=//)|(?<=www)\.|@)")


def _plain(text: str) -> str:
    """Text that Markdown prints as it is, on one line: no markup, no link, no address that becomes one."""
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))
