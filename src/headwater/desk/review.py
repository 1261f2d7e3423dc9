"""Decisions made at the desk: the queue that leads through the claims, and the forms that write to the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

import numpy as np
from starlette.datastructures import FormData

from headwater.desk.ask import Ask
from headwater.desk.book import VERDICTS, lines
from headwater.desk.faces import MODALITIES, alike, around, faces, worded
from headwater.publishing.grades import RELIABILITIES
from headwater.reconciliation.rulings import pair
from headwater.store import Decision, DecisionStale, Verdict, Wish
from headwater.store.wording import given

_LONGEST = 10_000  # characters of a note
_AROUND = 700  # characters of the source on either side of the claim in the queue
_AT_ONCE = 500  # subjects of one form

ALLOWED = {
    "claim": {
        Verdict.ACCEPT,
        Verdict.EDIT,
        Verdict.REJECT,
        Verdict.UNSURE,
        Verdict.NOTE,
    },
    "pair": {Verdict.SAME, Verdict.DIFFERENT, Verdict.NOTE},
    "question": {Verdict.MERGE, Verdict.SPLIT, Verdict.NOTE},
    "source": {Verdict.GRADE, Verdict.NOTE},
    "origin": {Verdict.NOTE},
    "document": {Verdict.NOTE},
}
"""What may be decided about what."""


class Unfit(Exception):  # noqa: N818  the tree reads as what is the case
    """A form that cannot be meant; the message says what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that came after another's, with that other: nothing was written."""

    error: DecisionStale
    form: dict[str, list[str]]


def queue(ask: Ask) -> dict[str, Any]:
    """One claim to judge: the one asked for, else the first open one after my last decision."""
    columns, book = ask.columns, ask.book
    verdicts = book.verdicts()
    open_ = np.ones(len(columns), dtype=bool)
    open_[[columns.place[claim] for claim in verdicts if claim in columns.place]] = False
    waiting = np.flatnonzero(open_)
    row = columns.place.get(ask.one("at"))
    resumed = False
    if row is None:
        mine = next((d for d in book.latest(200, who=ask.me) if d.kind == "claim" and d.subject in columns.place), None)
        after = columns.place[mine.subject] if mine else -1
        resumed = mine is not None
        row = _next(waiting, after)
    data: dict[str, Any] = {
        "open": len(waiting),
        "done": len(columns) - len(waiting),
        "total": len(columns),
        "resumed": resumed,
        "claim": None,
        "modalities": list(MODALITIES),
        "undo": _undo(ask),
    }
    if row is None:
        return data
    stored = ask.desk.claims([columns.ids[row]])
    if not stored:  # the ledger changed under the columns; the next request sees it
        return data
    (own,) = faces(ask.desk, stored)
    held = ask.desk.ledger.document(own["document"], version=own["version"])
    text = held.document.text if held else own["quote"]
    following = _next(waiting[waiting != row], row)
    return {
        **data,
        "claim": own,
        **around(text, own["start"], own["end"], _AROUND),
        "next": columns.ids[following] if following is not None else None,
        "previous": columns.ids[row - 1] if row > 0 else None,
        "forward": columns.ids[row + 1] if row + 1 < len(columns) else None,
        "decisions": lines(book.of("claim", own["id"])[::-1], book),
        "alike": len(alike(ask.desk, own["id"])),
    }


def log(ask: Ask) -> dict[str, Any]:
    """The log of decisions, the newest first."""
    every = ask.book.latest(1_000_000)
    part, pager = ask.cut(every)
    shown = lines(part, ask.book)
    for each in shown:
        each["seen"] = ask.book.seen(each["kind"], each["subject"])
    return {"decisions": worded(ask, shown), "pager": pager}


def log_table(ask: Ask) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    columns = ("id", "when", "who", "kind", "subject", "verdict", "value", "undoes")
    rows = [
        (
            d.id,
            d.when.isoformat(),
            d.who,
            d.kind,
            d.subject,
            d.verdict.value,
            str(d.value) if d.value else None,
            d.undoes,
        )
        for d in ask.desk.ledger.decisions()
    ]
    return columns, rows


def decide(ask: Ask, form: FormData) -> list[Decision] | Stale:
    """Write what a form decides: one verdict about each of its subjects, all or none."""
    wishes = _wishes(ask, form)
    try:
        return ask.desk.ledger.decide(wishes)
    except DecisionStale as error:
        ask.desk.decisions()
        return Stale(error, {name: [str(value) for value in form.getlist(name)] for name in form if name != "token"})


def stale(ask: Ask, found: Stale) -> dict[str, Any]:
    """Both decisions, and the form that makes mine all the same."""
    wish, latest = found.error.wish, found.error.latest
    again = []
    for subject in found.form.get("subject", []):
        quoted, _, _ = subject.rpartition(":")
        again.append(("subject", f"{quoted}:{ask.book.seen(wish.kind, given(unquote(quoted)))}"))
    rest = [(name, value) for name, values in found.form.items() for value in values if name != "subject"]
    glyph, word = VERDICTS[wish.verdict]
    return {
        "kind": wish.kind,
        "subject": wish.subject,
        "mine": {"glyph": glyph, "word": word, "value": wish.value, "who": wish.who},
        "theirs": lines([latest], ask.book)[0],
        "fields": again + rest,
        "back": back(found.form.get("back", ["/"])[0]),
    }


def back(address: str) -> str:
    """Where to go after a form: a page of this desk, whatever was given."""
    plain = all(0x20 < ord(character) < 0x7F for character in address)
    fits = address.startswith("/") and not address.startswith("//") and "\\" not in address and plain
    return address if fits and len(address) < 4_000 else "/"


def _wishes(ask: Ask, form: FormData) -> list[Wish]:
    verdict = _verdict(_field(form, "verdict"))
    if verdict is Verdict.UNDO:
        return [_undoing(ask, form)]
    kind = _field(form, "kind")
    if verdict not in ALLOWED.get(kind, ()):
        raise Unfit(f"“{verdict.value}” cannot be decided about “{kind[:40]}”. Go back and take another button.")
    subjects = [str(value) for value in form.getlist("subject")]
    if kind == "pair" and "beside" in form:
        subjects += _paired(ask, form)
    if not subjects:
        raise Unfit("Nothing was chosen. Go back, tick what you mean, and press the button again.")
    if len(subjects) > _AT_ONCE:
        raise Unfit(f"{len(subjects)} at once are too many; choose {_AT_ONCE} or fewer.")
    value = _value(ask, verdict, form)
    wishes = []
    for each in dict.fromkeys(subjects):
        quoted, _, seen = each.rpartition(":")
        name = given(unquote(quoted))
        if not seen.isdecimal() or len(seen) > 12 or not _known(ask, kind, name):
            raise Unfit(f"there is no {kind} “{name[:80]}” in this ledger any more. Load the page again.")
        if verdict is Verdict.MERGE and value["with"] == name:
            raise Unfit("A question cannot be merged with itself. Choose another.")
        wishes.append(Wish(ask.me, kind, name, verdict, value, seen=int(seen)))
    if verdict is Verdict.EDIT and _field(form, "alike") and "speaker" in value:
        corrected = {name: each for name, each in value.items() if name != "modality"}
        for other in (each for wish in list(wishes) for each in alike(ask.desk, wish.subject)):
            wishes.append(Wish(ask.me, kind, other, verdict, corrected, seen=ask.book.seen(kind, other)))
    return wishes


def _undoing(ask: Ask, form: FormData) -> Wish:
    number = _field(form, "undoes")
    known = ask.book.find(int(number)) if number.isdecimal() and len(number) < 12 else None
    if known is None or known.verdict is Verdict.UNDO:
        raise Unfit("There is no such decision to undo. Load the page again.")
    if not ask.book.stands(known):
        raise Unfit("That decision is undone already.")
    seen = _field(form, "seen")
    return Wish(
        ask.me, known.kind, known.subject, Verdict.UNDO, undoes=known.id,
        seen=int(seen) if seen.isdecimal() and len(seen) < 12 else ask.book.seen(known.kind, known.subject),
    )  # fmt: skip


def _value(ask: Ask, verdict: Verdict, form: FormData) -> dict[str, Any]:
    """What goes with the verdict; an empty note is none."""
    note = _field(form, "note")
    value: dict[str, Any] = {"note": note} if note else {}
    if verdict is Verdict.NOTE and not note:
        raise Unfit("The note is empty. Write something, or leave it.")
    if verdict is Verdict.EDIT:
        modality, speaker = _field(form, "modality"), _field(form, "speaker")
        if modality and modality not in MODALITIES:
            raise Unfit(f"“{modality[:40]}” is no modality. Choose one of: {', '.join(MODALITIES)}.")
        value |= {name: each for name, each in (("modality", modality), ("speaker", speaker)) if each}
        if not value:
            raise Unfit("Nothing was corrected. Choose a modality, name a speaker or write a note.")
    if verdict is Verdict.GRADE:
        grade, reason = _field(form, "grade"), _field(form, "reason")
        if grade not in RELIABILITIES:
            raise Unfit("A grade is a letter from A to F.")
        if not reason:
            raise Unfit("A grade needs its reason: say in a few words what it rests on.")
        value |= {"grade": grade, "reason": reason}
    if verdict is Verdict.MERGE:
        value |= _merging(ask, form)
    if verdict is Verdict.SPLIT:
        value |= _splitting(ask, form)
    return value


def _merging(ask: Ask, form: FormData) -> dict[str, Any]:
    """The other question, and a claim of each side, by which both are known when their ids have changed."""
    other = _field(form, "with").rpartition("/")[2]
    if other not in ask.columns.question_place:
        raise Unfit("There is no such question to merge with. Give its id, or choose one of the list.")
    own = str(form.get("subject", "")).rpartition(":")[0]
    claims = [ask.joins.claims_of(each)[:1] for each in (own, other) if each in ask.columns.question_place]
    return {"with": other, "claims": [claim for each in claims for claim in each]}


def _splitting(ask: Ask, form: FormData) -> dict[str, Any]:
    """The claims that were ticked, and one that stays, by which the question is known when its id has changed."""
    claims = _ticked(ask, form)
    if not claims:
        raise Unfit("No claim was ticked. Tick those that ask something else, then split.")
    own = str(form.get("subject", "")).rpartition(":")[0]
    stays = [each for each in ask.joins.claims_of(own) if each not in claims] if _known(ask, "question", own) else []
    return {"claims": claims, "from": stays[:1]}


def _ticked(ask: Ask, form: FormData) -> list[str]:
    return list(dict.fromkeys(str(each) for each in form.getlist("claim") if str(each) in ask.columns.place))


def _paired(ask: Ask, form: FormData) -> list[str]:
    """The pairs of one claim with those that are ticked or, in ``other``, named by an id or address.

    As subjects with what their reader saw, which for a claim that was typed is what there is.
    """
    beside = _field(form, "beside")
    ticked = [tuple(str(each).partition(":")[::2]) for each in form.getlist("claim")]
    other = _field(form, "other").partition("?")[0].partition("#")[0].rpartition("/")[2]
    if other:
        ticked.append((other, str(ask.book.seen("pair", " ".join(pair(beside, other))))))
    if not ticked:
        raise Unfit("No claim was ticked, nor named by its id or address. Tick those that you mean.")
    return [f"{quote(' '.join(pair(beside, claim)))}:{seen}" for claim, seen in ticked]


def _known(ask: Ask, kind: str, name: str) -> bool:
    columns = ask.columns
    if kind == "claim":
        return name in columns.place
    if kind == "pair":
        one, _, two = name.partition(" ")
        return one != two and one in columns.place and two in columns.place
    if kind == "question":
        return name in columns.question_place
    if kind == "origin":
        return name in columns.origin_place
    if kind == "source":
        return name in columns.publishers
    return any(each["id"] == name for each in columns.documents)


def _undo(ask: Ask) -> dict[str, Any] | None:
    """My last decision that stands: what the z key takes back."""
    for each in ask.book.latest(50, who=ask.me):
        if each.verdict is not Verdict.UNDO and ask.book.stands(each):
            return {**lines([each], ask.book)[0], "seen": ask.book.seen(each.kind, each.subject)}
    return None


def _next(waiting: Any, row: int) -> int | None:
    """The first waiting row after one; from the start again when there is none behind it."""
    if not len(waiting):
        return None
    at = int(np.searchsorted(waiting, row, side="right"))
    return int(waiting[at if at < len(waiting) else 0])


def _verdict(name: str) -> Verdict:
    try:
        return Verdict(name)
    except ValueError:
        raise Unfit(f"“{name[:40]}” is no verdict. Go back and take one of the buttons.") from None


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    if value is None or not isinstance(value, str):
        return ""
    if len(value) > _LONGEST:
        raise Unfit(f"{name} has {len(value):,} characters; {_LONGEST:,} are the most. Shorten it.")
    return value.strip()
