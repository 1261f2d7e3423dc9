"""The verbs by which a person rules: judge and what it records, lists and takes back."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from headwater.cli.app import HERE, LedgerPlace, app, tell, told
from headwater.cli.showing import Form, show
from headwater.errors import LedgerError
from headwater.publishing import jsonl
from headwater.publishing.grades import RELIABILITIES
from headwater.publishing.listings import Cell, Listing
from headwater.reconciliation.rulings import pair
from headwater.store import Decision, Ledger, Verdict, Wish, in_force

judge = typer.Typer(
    help="Record what you decided about claims and sources, list it, take it back.\n\n"
    "Decisions are kept apart from what was read, stand before all evidence, survive new readings, and are never "
    "deleted: who was wrong undoes.\n\n"
    "Example: headwater judge same 1f0c9a7be2d4c851 88ab03c1d97f6e20 --because 'both are the morning strike'",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(judge, name="judge")

Claim = Annotated[str, typer.Argument(help="A claim's id.")]
Because = Annotated[str, typer.Option("--because", help="Why, in a few words. It is shown wherever it matters.")]
By = Annotated[str | None, typer.Option("--by", envvar="HEADWATER_WHO", help="Who decides. [default: your login]")]
Later = Annotated[bool, typer.Option("--later", help="Do not join the claims anew now; the next run does.")]


class JudgementUnfit(LedgerError):  # noqa: N818  the tree reads as what is the case
    """What was to be decided about is not there, or cannot be decided so."""

    slug = "judgement-unfit"


@judge.command()
def same(
    one: Claim, two: Claim, because: Because = "", by: By = None, ledger: LedgerPlace = HERE, later: Later = False
) -> None:
    """Two claims tell of one thing: they answer one question, whatever their words.

    Example: headwater judge same 1f0c9a7be2d4c851 88ab03c1d97f6e20
    """
    _of_two(ledger, one, two, Verdict.SAME, because, by, later)


@judge.command()
def different(
    one: Claim, two: Claim, because: Because = "", by: By = None, ledger: LedgerPlace = HERE, later: Later = False
) -> None:
    """Two claims tell of two things: they never answer one question.

    Example: headwater judge different 1f0c9a7be2d4c851 88ab03c1d97f6e20 --because "two strikes, hours apart"
    """
    _of_two(ledger, one, two, Verdict.DIFFERENT, because, by, later)


@judge.command()
def unsure(claim: Claim, because: Because = "", by: By = None, ledger: LedgerPlace = HERE) -> None:
    """A claim of which you cannot tell whether it was read rightly. It stays as it is, and is marked.

    Example: headwater judge unsure 1f0c9a7be2d4c851
    """
    _of_one(ledger, "claim", claim, Verdict.UNSURE, _note(because), by)


@judge.command()
def accept(claim: Claim, because: Because = "", by: By = None, ledger: LedgerPlace = HERE) -> None:
    """A claim that was read rightly: the report does say so.

    Example: headwater judge accept 1f0c9a7be2d4c851
    """
    _of_one(ledger, "claim", claim, Verdict.ACCEPT, _note(because), by)


@judge.command()
def reject(claim: Claim, because: Because = "", by: By = None, ledger: LedgerPlace = HERE) -> None:
    """A claim that was read wrongly: the report does not say so.

    Example: headwater judge reject 1f0c9a7be2d4c851 --because "the speaker is the other minister"
    """
    _of_one(ledger, "claim", claim, Verdict.REJECT, _note(because), by)


@judge.command()
def grade(
    source: Annotated[str, typer.Argument(help="A publisher as the ledger names it.")],
    letter: Annotated[str, typer.Argument(help="A to F: " + ", ".join(f"{k} {v}" for k, v in RELIABILITIES.items()))],
    because: Annotated[str, typer.Option("--because", help="What the grade rests on.")],
    by: By = None,
    ledger: LedgerPlace = HERE,
) -> None:
    """How reliable a source is, by Admiralty's letters. It changes nothing about any one claim's credibility.

    Example: headwater judge grade "Coastal Wire" B --because "archive checked against court records"
    """
    if letter.upper() not in RELIABILITIES:
        raise JudgementUnfit("no such grade", value=letter, remedy="Give a letter from A to F")
    _of_one(ledger, "source", source, Verdict.GRADE, {"grade": letter.upper(), "reason": because}, by)


@judge.command("list")
def list_(
    ledger: LedgerPlace = HERE,
    all: Annotated[bool, typer.Option("--all", help="Also what was undone, and the undoings.")] = False,
    format: Annotated[Form, typer.Option("--format", "-f", help="json is one object a line.")] = Form.TABLE,
) -> None:
    """What was decided and stands, the newest last.

    Example: headwater judge list --all --format csv
    """
    with Ledger.open(ledger, create=False) as held:
        log = list(held.decisions())
    found = log if all else in_force(log)
    show(format, _decided(found), map(jsonl.decision, found))


@judge.command()
def undo(
    number: Annotated[int, typer.Argument(help="The decision's number in the list.")],
    by: By = None,
    ledger: LedgerPlace = HERE,
    later: Later = False,
) -> None:
    """Take a decision back; an undoing can be undone too.

    Example: headwater judge undo 3
    """
    with Ledger.open(ledger, create=False) as held:
        log = list(held.decisions())
        own = next((each for each in log if each.id == number), None)
        if own is None:
            raise JudgementUnfit("no such decision", value=str(number), remedy="See the numbers by: judge list --all")
        undone = {each.undoes for each in log if each.verdict is Verdict.UNDO}
        if own.verdict is not Verdict.UNDO and own not in in_force(log) and own.id in undone:
            raise JudgementUnfit("that decision is undone already", value=str(number), remedy="See: judge list")
        _write(held, own.kind, own.subject, Verdict.UNDO, {}, by, undoes=own.id)
        _join(held, own, later)


def _of_two(place: str, one: str, two: str, verdict: Verdict, because: str, by: str | None, later: bool) -> None:
    if one == two:
        raise JudgementUnfit("a claim is the same as itself", value=one, remedy="Give two claims")
    with Ledger.open(place, create=False) as held:
        _known(held, one, two)
        _join(held, _write(held, "pair", " ".join(pair(one, two)), verdict, _note(because), by), later)


def _of_one(place: str, kind: str, subject: str, verdict: Verdict, value: dict[str, Any], by: str | None) -> None:
    with Ledger.open(place, create=False) as held:
        if kind == "claim":
            _known(held, subject)
        elif not any(each.document.publisher == subject for each in held.documents(all_versions=True)):
            raise JudgementUnfit(
                "no report is published by it", value=subject, remedy="Give the name as the ledger has it"
            )
        _write(held, kind, subject, verdict, value, by)


def _known(held: Ledger, *claims: str) -> None:
    there = {each.id for each in held.claims() if each.id in claims}
    for claim in claims:
        if claim not in there:
            raise JudgementUnfit("no such claim", value=claim, remedy="See their ids by: headwater claims")


def _write(
    held: Ledger, kind: str, subject: str, verdict: Verdict, value: dict[str, Any], by: str | None, *,
    undoes: int | None = None,
) -> Decision:  # fmt: skip
    seen = max((each.id for each in held.decisions() if (each.kind, each.subject) == (kind, subject)), default=0)
    (made,) = held.decide([Wish(by or _login(), kind, subject, verdict, value, undoes=undoes, seen=seen)])
    tell(f"decision {made.id}: {made.verdict.value} {made.subject}, by {made.who}")
    return made


def _join(held: Ledger, decided: Decision, later: bool) -> None:
    """Let a decision about what belongs together take effect."""
    if decided.kind not in ("pair", "question"):
        return
    if later:
        tell("the claims are joined anew by the next: headwater add, or headwater dossier")
        return
    with told.status("joining claims to questions"):
        held.reconcile()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _note(because: str) -> dict[str, Any]:
    return {"note": because} if because else {}


def _decided(found: Iterable[Decision]) -> Listing:
    columns = ("number", "when", "who", "decision", "about", "subject", "because", "undoes")

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in found:
            said = "; ".join(str(v) for v in each.value.values() if isinstance(v, str))
            yield (
                each.id, f"{each.when:%Y-%m-%d %H:%M}", each.who, each.verdict.value, each.kind, each.subject,
                said or None, each.undoes,
            )  # fmt: skip

    return Listing(columns, ("number", "when", "who", "decision", "subject", "because"), rows())
