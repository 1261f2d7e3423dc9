"""The verbs that ask what claims come to together: questions, conflicts, origins, events, grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from headwater.cli.app import HERE, LedgerPlace, app, tell
from headwater.cli.listing import Actors, Documents, Modalities, Shape, Since, Speakers, Types, Until, Words, dated
from headwater.cli.showing import Form, show
from headwater.publishing import grades as grading
from headwater.publishing import happenings, jsonl
from headwater.publishing.listings import Cell, Listing, number
from headwater.reconciliation.credibility import Credibility
from headwater.reconciliation.questions import Question
from headwater.reconciliation.reconcile import Reconciled, reconciled
from headwater.reconciliation.relations import relations
from headwater.store import Filter, Ledger, StoredOrigin, StoredQuestion, rulings

Status = Annotated[
    list[str] | None,
    typer.Option("--status", help="conflicting, revised, corroborated or single-origin. Can be repeated."),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say why the claims were joined.")]
Least = Annotated[int, typer.Option("--least", help="Only questions that so many claims answer.")]


@app.command()
def questions(
    ledger: LedgerPlace = HERE,
    status: Status = None,
    speaker: Speakers = None,
    document: Documents = None,
    text: Words = None,
    least: Least = 2,
    explain: Explain = False,
    format: Shape = Form.TABLE,
) -> None:
    """What claims answer together, with its status and why.

    Example: headwater questions --status conflicting --explain
    """
    asked = Filter(speakers=tuple(speaker or ()), documents=tuple(document or ()), text=text)
    with Ledger.open(ledger, create=False) as held:
        _questions(held, asked, tuple(status or ()), least, explain, format)


@app.command()
def conflicts(ledger: LedgerPlace = HERE, explain: Explain = False, format: Shape = Form.TABLE) -> None:
    """Where independent origins differ on the same question, or one has revised what it said.

    Example: headwater conflicts --explain
    """
    with Ledger.open(ledger, create=False) as held:
        _questions(held, Filter(), ("conflicting", "revised"), 2, explain, format)


@app.command()
def origins(
    ledger: LedgerPlace = HERE, explain: Explain = False, text: Words = None, format: Shape = Form.TABLE
) -> None:
    """On whose word the claims stand: each origin with the claims and documents that go back to it.

    Example: headwater origins --explain
    """
    with Ledger.open(ledger, create=False) as held:
        found = list(held.origins(Filter(text=text)))
        known = _known(held) if explain and format is not Form.JSON else None
        show(format, _origins(found, known), map(jsonl.origin, found))


@app.command()
def events(
    ledger: LedgerPlace = HERE,
    type: Types = None,
    actor: Actors = None,
    speaker: Speakers = None,
    modality: Modalities = None,
    since: Since = None,
    until: Until = None,
    document: Documents = None,
    text: Words = None,
    least: Annotated[int, typer.Option("--least", help="Only events of which so many reports tell.")] = 1,
    explain: Explain = False,
    format: Shape = Form.TABLE,
) -> None:
    """What happened by the reports, each event once: who, to whom, where and when, with how many say which.

    An event is what claims tell that answer a question together. A filter takes the events that any claim meets.

    Example: headwater events --type ASSAULT --since 2031-03 --least 2
    """
    asked = Filter(
        speakers=tuple(speaker or ()), actors=tuple(actor or ()), types=tuple(type or ()),
        modalities=tuple(modality or ()), documents=tuple(document or ()), text=text,
    )  # fmt: skip
    with Ledger.open(ledger, create=False) as held:
        meeting = {each.id for each in held.claims(asked)}
        found = [each for each in happenings.happenings(held.claims()) if len(each.documents) >= least]
        found = [each for each in found if not meeting.isdisjoint(each.claims)]
        found = list(happenings.within(found, dated(since, "--since"), dated(until, "--until")))
        known = _known(held) if explain and format is not Form.JSON else None
        listing = happenings.listing(found)
        show(format, _explained(listing, found, known) if known else listing, map(happenings.as_json, found))


@app.command()
def grades(
    ledger: LedgerPlace = HERE,
    speaker: Speakers = None,
    document: Documents = None,
    text: Words = None,
    explain: Explain = False,
    format: Shape = Form.TABLE,
) -> None:
    """Admiralty's two grades of each claim, side by side: A to F of its source, 1 to 6 of what it says.

    The letter is F until a person gives another (headwater judge grade). The number is counted: independent origins for
    and against; --explain tells what each number means. Neither is made from the other, and they are never blended.

    Example: headwater grades --text killed
    """
    if explain:
        for each in Credibility:
            tell(f"{each.value}  {each.name.lower().replace('_', ' ')}")
    asked = Filter(speakers=tuple(speaker or ()), documents=tuple(document or ()), text=text)
    with Ledger.open(ledger, create=False) as held:
        found = list(grading.graded(held, held.claims(asked)))
    show(format, grading.listing(found), map(grading.as_json, found))


def _known(held: Ledger) -> Reconciled:
    """The joining once more, with its reasons."""
    return reconciled(held.reports(), rulings(list(held.decisions())))


def _explained(listing: Listing, found: Iterable[happenings.Happening], known: Reconciled) -> Listing:
    links = {one.id: one.links for one in known.questions}

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row, each in zip(listing.rows, found, strict=True):
            own = (link for question in each.questions for link in links.get(question, ()))
            told = (f"{link.one} and {link.two}: {', '.join(link.reasons)}" for link in own)
            yield (*row, "\n".join(dict.fromkeys(told)) or "one claim")

    return Listing((*listing.columns, "joined because"), (*listing.brief, "joined because"), rows())


def _questions(held: Ledger, asked: Filter, statuses: tuple[str, ...], least: int, explain: bool, form: Form) -> None:
    found = [
        one for one in held.questions(asked) if len(one.claims) >= least and (not statuses or one.status in statuses)
    ]
    known = _known(held) if explain and form is not Form.JSON else None
    show(form, _asked(found, known), map(jsonl.question, found))


def _asked(found: Iterable[StoredQuestion], known: Reconciled | None) -> Listing:
    columns: tuple[str, ...] = ("id", "status", "question", "claims", "origins", "figures", "why")
    brief: tuple[str, ...] = ("status", "question", "claims", "figures", "why")
    if known is not None:
        columns = (*columns, "joined because", "figures compared")
        brief = (*brief, "joined because", "figures compared")
    reasons = {one.id: one for one in known.questions} if known else {}

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in found:
            row: tuple[Cell, ...] = (
                one.id,
                one.status,
                one.label,
                len(one.claims),
                len(one.origins),
                "; ".join(dict.fromkeys(map(number, one.values))) or None,
                one.why,
            )
            if known is not None:
                own = reasons.get(one.id)
                told = (f"{k.one} and {k.two}: {', '.join(k.reasons)}" for k in (own.links if own else ()))
                row = (*row, "\n".join(told) or "one claim", _compared(own, known))
            yield row

    return Listing(columns, brief, rows())


def _compared(question: Question | None, known: Reconciled) -> str | None:
    """How the different figures of a question stand to one another, a line a pair."""

    def word(claim: str) -> tuple[str, ...]:
        found = known.upstream.get(claim)
        return tuple(dict.fromkeys(origin.name for origin in found.origins)) if found else ()

    found = relations(question.figures, word) if question else ()
    return "\n".join(dict.fromkeys(f"{each.relation.value}: {each.why}" for each in found)) or None


def _origins(found: Iterable[StoredOrigin], known: Reconciled | None) -> Listing:
    columns: tuple[str, ...] = ("id", "name", "known by", "claims", "documents")
    brief: tuple[str, ...] = ("name", "known by", "claims", "documents")
    if known is not None:
        columns, brief = (*columns, "because"), (*brief, "because")

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in found:
            row: tuple[Cell, ...] = (one.id, one.name, ", ".join(one.how), len(one.claims), len(one.documents))
            if known is not None:
                told = (r for claim in one.claims if claim in known.upstream for r in known.upstream[claim].reasons)
                row = (*row, "\n".join(dict.fromkeys(told)) or None)
            yield row

    return Listing(columns, brief, rows())
