"""The verbs that ask a ledger: claims, figures, timeline, scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from headwater.cli.app import HERE, AllVersions, LedgerPlace, app
from headwater.cli.showing import Form, show
from headwater.extraction.claim import Modality
from headwater.publishing import jsonl, listings
from headwater.store import Clock, Filter, Ledger, StoredClaim
from headwater.text import PartialDate

Speakers = Annotated[
    list[str] | None, typer.Option("--speaker", help="Who says it: part of a name, or a code such as PRK.")
]
Actors = Annotated[list[str] | None, typer.Option("--actor", help="Who does it or to whom: part of a name, or a code.")]
Types = Annotated[list[str] | None, typer.Option("--type", help="The event's PLOVER type, such as ASSAULT.")]
Modalities = Annotated[list[Modality] | None, typer.Option("--modality", help="How it is said to stand to the world.")]
Since = Annotated[str | None, typer.Option("--since", help="From this day, month or year: 2031-03-04, 2031-03, 2031.")]
Until = Annotated[str | None, typer.Option("--until", help="To this day, month or year, all of it.")]
ClockChoice = Annotated[
    Clock, typer.Option("--clock", help="Which date --since and --until ask for; claims without it are left out.")
]
Documents = Annotated[list[str] | None, typer.Option("--document", help="A document's id.")]
Words = Annotated[str | None, typer.Option("--text", help="Part of the claim's own words.")]
Shape = Annotated[Form, typer.Option("--format", "-f", help="json is one object a line.")]


@app.command()
def claims(
    ledger: LedgerPlace = HERE,
    speaker: Speakers = None,
    actor: Actors = None,
    type: Types = None,
    modality: Modalities = None,
    since: Since = None,
    until: Until = None,
    clock: ClockChoice = Clock.HAPPENED,
    document: Documents = None,
    text: Words = None,
    all_versions: AllVersions = False,
    format: Shape = Form.TABLE,
) -> None:
    """Who says what: every claim, with its speakers, how surely it is said, and when. An option can be repeated.

    Example: headwater claims --speaker ministry --modality denied --since 2031-03
    """
    asked = _filter(speaker, actor, type, modality, since, until, clock, document, text, all_versions)
    with Ledger.open(ledger, create=False) as held:
        found = held.claims(asked)
        show(format, listings.claims(found), map(jsonl.claim, found))


@app.command()
def figures(
    ledger: LedgerPlace = HERE,
    speaker: Speakers = None,
    actor: Actors = None,
    type: Types = None,
    modality: Modalities = None,
    since: Since = None,
    until: Until = None,
    clock: ClockChoice = Clock.HAPPENED,
    document: Documents = None,
    text: Words = None,
    all_versions: AllVersions = False,
    format: Shape = Form.TABLE,
) -> None:
    """Every figure with its bounds, what it counts, and who gives it. Nothing is averaged.

    Example: headwater figures --text soldiers --format csv > figures.csv
    """
    asked = _filter(speaker, actor, type, modality, since, until, clock, document, text, all_versions, figures=True)
    with Ledger.open(ledger, create=False) as held:
        found = held.claims(asked)
        show(format, listings.figures(found), _figures(found))


@app.command()
def timeline(
    ledger: LedgerPlace = HERE,
    speaker: Speakers = None,
    actor: Actors = None,
    type: Types = None,
    modality: Modalities = None,
    since: Since = None,
    until: Until = None,
    clock: ClockChoice = Clock.HAPPENED,
    document: Documents = None,
    text: Words = None,
    all_versions: AllVersions = False,
    format: Shape = Form.TABLE,
) -> None:
    """Claims in the order in which they happened, with when they were said beside it.

    Where it is not known when something happened, it stands where it was said. Claims with neither date are left out.

    Example: headwater timeline --since 2031-03-01 --until 2031-03-07
    """
    asked = _filter(speaker, actor, type, modality, since, until, clock, document, text, all_versions, dates=True)
    with Ledger.open(ledger, create=False) as held:
        found = sorted(held.claims(asked), key=listings.in_time)
        show(format, listings.timeline(found), map(jsonl.claim, found))


@app.command()
def scenarios(
    ledger: LedgerPlace = HERE,
    document: Documents = None,
    text: Words = None,
    all_versions: AllVersions = False,
    format: Shape = Form.TABLE,
) -> None:
    """Conditions with what the reports say would follow. They are never among the claims.

    Example: headwater scenarios --text border
    """
    asked = Filter(documents=tuple(document or ()), text=text, all_versions=all_versions)
    with Ledger.open(ledger, create=False) as held:
        show(format, listings.scenarios(held, asked), map(jsonl.scenario, held.scenarios(asked)))


def _figures(found: Iterable[StoredClaim]) -> Iterator[dict[str, Any]]:
    """One object a figure: the figure's own keys, then those of its claim that say whose it is and of when."""
    for stored in found:
        claim = jsonl.claim(stored)
        whose = {name: claim[name] for name in ("document", "quote", "speakers", "modality", "happened", "said")}
        for figure in claim["figures"]:
            yield {**figure, "claim": stored.id, **whose}


def _filter(
    speakers: list[str] | None,
    actors: list[str] | None,
    types: list[str] | None,
    modalities: list[Modality] | None,
    since: str | None,
    until: str | None,
    clock: Clock,
    documents: list[str] | None,
    text: str | None,
    all_versions: bool,
    *,
    figures: bool = False,
    dates: bool = False,
) -> Filter:
    return Filter(
        tuple(speakers or ()),
        tuple(actors or ()),
        tuple(types or ()),
        tuple(modalities or ()),
        begin.first if (begin := dated(since, "--since")) else None,
        end.last if (end := dated(until, "--until")) else None,
        clock,
        tuple(documents or ()),
        text,
        with_figures=figures,
        with_dates=dates,
        all_versions=all_versions,
    )


def dated(written: str | None, option: str) -> PartialDate | None:
    """The day, month or year that was written; wrong usage where it is none."""
    try:
        return PartialDate.iso(written) if written else None
    except ValueError as error:
        raise typer.BadParameter(f"{written!r} is no day, month or year", param_hint=option) from error
