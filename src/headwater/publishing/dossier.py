"""The dossier of a ledger: one HTML page and the same in Markdown, every line with the place of its words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import BaseLoader, Environment, StrictUndefined, Template

from headwater.publishing.drafts import beside, write
from headwater.publishing.files import written
from headwater.publishing.fragments import GLYPHS, Fragments
from headwater.publishing.held import asked
from headwater.publishing.issues import FOLDER, Issue, kept
from headwater.publishing.judged import judged
from headwater.publishing.sections import Dossier, dossier
from headwater.publishing.together import STATUSES
from headwater.reconciliation.origins import Upstream
from headwater.store import Ledger
from headwater.store.unswept import unswept
from headwater.text.visible import visible

__all__ = ["FILES", "GLYPHS", "gathered", "html", "issue_dossier", "markdown", "own_files", "write_dossier"]

FILES = ("dossier.html", "dossier.md")
"""What a dossier's folder holds that is no report."""


def write_dossier(ledger: Ledger, out: Path, *, title: str, since: Issue | dt.date | None = None) -> list[Path]:
    """Write ``dossier.html`` and ``dossier.md`` of a ledger's current documents into a folder, and give their paths.

    With ``since`` they tell what changed since that issue, or that day; they are no issue themselves.
    """
    paths = [out / name for name in FILES]
    with unswept():
        found = gathered(ledger, title=title, since=since)
        for path, text in zip(paths, (html(found), markdown(found)), strict=True):
            with written(path) as file:
                file.write(text)
    return paths


def issue_dossier(
    ledger: Ledger,
    out: Path,
    *,
    title: str,
    now: dt.datetime,
    since: Issue | dt.date | None = None,
    upstream: Mapping[str, Upstream] | None = None,
) -> list[Path]:
    """Write the next issue of a dossier into its folder, and give the paths that were written.

    Where one of its files was edited by hand the new one stands beside it. ``upstream`` is what the reconciliation
    found, where it is at hand.
    """
    with unswept():
        found = gathered(ledger, title=title, since=since, upstream=upstream)
        assert found.issue is not None
        found = replace(found, issue=kept(out, found.issue, now=now))
        return [write(out / name, made(found)) for name, made in zip(FILES, (html, markdown), strict=True)]


def own_files(out: Path) -> list[Path]:
    """What Headwater writes into a dossier's folder, as far as it is there: none of it is a report."""
    files = [each for name in FILES for each in (out / name, *beside(out / name))]
    return [*files, *(out / FOLDER).glob("*.json")]


def gathered(
    ledger: Ledger,
    *,
    title: str,
    since: Issue | dt.date | None = None,
    upstream: Mapping[str, Upstream] | None = None,
) -> Dossier:
    """What a ledger's dossier holds, all of one state of the ledger."""
    with ledger.snapshot() as now:
        return dossier(
            now.reports(),
            list(now.refusals()),
            title=title,
            joined=replace(asked(now), upstream=upstream),
            ids=now.ids(),
            judged=judged(now.decisions()),
            engines=now.engines(),
            since=since,
        )


def html(found: Dossier) -> str:
    """One page that needs no network and no script. Text of documents can do nothing in it: all of it is escaped."""
    return _template("dossier.html").render(
        d=found,
        h=Fragments(found),
        glyphs=GLYPHS,
        statuses=STATUSES,
        shown={point.anchor.removeprefix("q-") for point in found.together.points},
        style=_own("dossier.css"),
        contents=_contents(found),
    )


def markdown(found: Dossier) -> str:
    """The same in Markdown, without the reports' whole texts."""
    return _template("dossier.md").render(d=found, statuses=STATUSES)


def _contents(found: Dossier) -> list[tuple[str, str]]:
    every = [
        ("changes", "What changed", found.changes),
        ("together", "What it comes to together", found.together.points),
        ("figures", "Figures", found.figures),
        ("reported", "What is reported", True),
        ("relations", "Who does what to whom", found.relations.rows),
        ("reactions", "Who answers whom", found.reactions.rows),
        ("timeline", "Timeline", found.timeline.rows),
        ("scenarios", "What might follow", found.scenarios.rows),
        ("commentary", "In the reports' own voice", found.commentary.rows),
        ("origins", "Who stands behind it", found.backers.origins),
        ("gaps", "What nobody is named for", found.backers.gaps),
        ("speakers", "Who speaks", found.speakers.rows),
        ("rejected", "What people rejected", found.rejected.rows),
        ("unread", "What could not be read", found.unread),
        ("outlets", "The sources and their grades", True),
        ("sources", "The reports", True),
        ("made", "How this was made", True),
        ("texts", "Their words", True),
    ]
    return [(id, name) for id, name, there in every if there]


def _own(name: str) -> str:
    return files("headwater.publishing").joinpath("templates", name).read_text("utf-8")


@cache
def _template(name: str) -> Template:
    html = name.endswith(".html")
    environment = Environment(
        loader=BaseLoader(),
        autoescape=html,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        # A page is made once in a run: to work out beforehand what is constant takes longer than it saves.
        optimized=False,
    )
    environment.filters["md"] = _plain
    return environment.from_string(_own(name))


_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$!]|(?<=[a-zA-Z]):(?=//)|(?<=www)\.|@)")


def _plain(text: str) -> str:
    """Text that Markdown prints as it is, on one line: no markup, no link, no address that becomes one."""
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))
