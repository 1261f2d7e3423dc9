"""Issues of a dossier: what each held, and what changed from one to the next.

An issue is a small JSON file beside the dossier: the reports with their hashes, and the questions of several claims
with who answered them with what. A date can stand for an issue too: then what was published before it is put together
anew, as if it were all.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from headwater.errors import HeadwaterError
from headwater.publishing import wording
from headwater.publishing.files import written
from headwater.publishing.held import Joined, Told, given, joined, places
from headwater.publishing.judged import Judged
from headwater.publishing.lines import Place
from headwater.reconciliation.identity import digest
from headwater.reconciliation.reconcile import Reconciled, reconciled
from headwater.resolution.report import Report
from headwater.store import Answer, Asked, Backed
from headwater.text import PartialDate

FOLDER = "issues"
LAST = "last"
_FORM = 1
_REMEDY = f"Give a date as 2031-03-08, an issue's number or “{LAST}”, an issue's file, or a dossier's folder"


class IssueMissing(HeadwaterError):  # noqa: N818  the tree reads as what is the case
    """What ``--since`` names is no issue of a dossier."""

    slug = "issue-missing"


class Given(NamedTuple):
    """What one origin answered, told in which modality; ``value`` is "" where the question is not one of number."""

    origin: str
    value: str
    modality: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of several claims as an issue held it."""

    id: str
    label: str
    status: str
    claims: tuple[str, ...]
    answers: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """``name`` is how a page calls it. ``documents`` are SHA-256 by id; ``number`` is 0 where it was never written."""

    name: str
    documents: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    rejected: tuple[str, ...] = ()
    number: int = 0
    made: str = ""

    def same(self, other: Issue) -> bool:
        """Whether both hold the same."""
        return replace(self, name="", number=0, made="") == replace(other, name="", number=0, made="")


class Change(NamedTuple):
    """A question that is not as it was. ``was`` is its status then, "" where it was none of several claims yet.

    ``before`` tells whether a report that was there already told of it. ``added`` is what is answered now and was not,
    with where; ``gone`` what was answered and is no more.
    """

    id: str
    label: str
    status: str
    was: str
    before: bool
    added: tuple[tuple[Given, tuple[Place, ...]], ...]
    gone: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an issue. Numbers are those of reports; ``lost`` are labels of questions that are no more."""

    since: str
    reports: tuple[int, ...] = ()
    altered: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    conflicts: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    fresh: tuple[Change, ...] = ()
    lost: tuple[str, ...] = ()
    rejected: tuple[Place, ...] = ()

    @property
    def told(self) -> str:
        """How much of each kind changed, in words; "" for nothing."""
        kinds = (
            (self.reports, "new report", ""),
            (self.altered, "report", " with another text"),
            (self.missing, "report", " no longer there"),
            (self.conflicts, "new conflict", ""),
            (self.changed, "question", " answered otherwise"),
            (self.fresh, "new question", " of several claims"),
            (self.lost, "question", " no longer of several claims"),
            (self.rejected, "claim", " rejected by people"),
        )
        return "; ".join(
            f"{len(found):,} {noun}{'' if len(found) == 1 else 's'}{rest}" for found, noun, rest in kinds if found
        )


def recorded(held: Joined, told: Mapping[str, Told], read: Sequence[Report], judged: Judged, *, name: str) -> Issue:
    """The issue of what is printed now: ``told`` are the claims that stand."""
    return Issue(
        name,
        {report.document.id: digest(report.document.text) for report in read},
        tuple(
            Question(
                q.id,
                q.label,
                q.status,
                q.claims,
                tuple(Given(*key) for key in sorted(given(q, figures, held, told))),
            )
            for q, figures in _several(held, told)
        ),
        tuple(sorted(claim for claim in judged.verdicts if judged.rejected(claim))),
    )


def as_of(day: dt.date, read: Sequence[Report], judged: Judged) -> Issue:
    """The issue that would have been made of what was published before a day; undated reports count among them."""
    early = [report for report in read if not _published_from(report, day)]
    held, told = joined_of(reconciled(early)), places(early)
    name = f"{wording.date(PartialDate.day(day))}, as what was published before that day comes to together"
    return replace(recorded(held, told, early, Judged(), name=name), rejected=_rejected_before(judged, day))


def joined_of(found: Reconciled) -> Joined:
    """A reconciliation in the form in which a ledger gives it back."""
    origins = {up.claim: up.origin for up in found.upstream.values() if up.origin is not None}
    figures = {q.id: {count.told.id: count.figure for count in q.figures} for q in found.questions}
    return joined(
        (Asked(q.id, q.label, q.standing.status.value, q.standing.why) for q in found.questions),
        (Answer(q.id, claim, figures[q.id].get(claim)) for q in found.questions for claim in q.claims),
        (Backed(claim, origin.id, found.upstream[claim].how.value) for claim, origin in origins.items()),
        {origin.id: origin.name for origin in origins.values()},
    )


def changes(
    then: Issue,
    held: Joined,
    told: Mapping[str, Told],
    read: Sequence[Report],
    rejected: Mapping[str, Place],
) -> Changes:
    """What is not as it was in an issue. ``told`` are the claims that stand now, ``rejected`` those that do not.

    A question is the same as one then if it has its id, else if they share claims, and most with each other.
    """
    by_claim: dict[str, list[Question]] = {}
    for question in then.questions:
        for claim in question.claims:
            by_claim.setdefault(claim, []).append(question)
    met: set[str] = set()
    conflicts, changed, fresh = [], [], []
    for q, figures in _several(held, told):
        old = _same(q.id, q.claims, by_claim)
        now = {Given(*key): places for key, places in given(q, figures, held, told).items()}
        was = set(old.answers) if old else set()
        if old:
            met.add(old.id)
        known = old is not None or any(read[told[c].report - 1].document.id in then.documents for c in q.claims)
        one = Change(
            q.id,
            q.label,
            q.status,
            old.status if old else "",
            known,
            tuple((key, places) for key, places in now.items() if key not in was),
            tuple(sorted(was - now.keys())),
        )
        if q.status == "conflicting" and one.was != "conflicting":
            conflicts.append(one)
        elif old is None:
            fresh.append(one)
        elif one.was != q.status or one.added or one.gone:
            changed.append(one)
    documents = {report.document.id: digest(report.document.text) for report in read}
    numbers = {report.document.id: number for number, report in enumerate(read, 1)}
    return Changes(
        then.name,
        tuple(numbers[id] for id in documents if id not in then.documents),
        tuple(numbers[id] for id, own in documents.items() if then.documents.get(id, own) != own),
        tuple(wording.flat(id) for id in then.documents if id not in documents),
        tuple(conflicts),
        tuple(changed),
        tuple(fresh),
        tuple(wording.clipped(q.label) for q in then.questions if q.id not in met),
        tuple(place for claim, place in rejected.items() if claim not in then.rejected),
    )


def kept(out: Path, issue: Issue, *, now: dt.datetime) -> Issue:
    """The issue under the next number in a dossier's folder; the last one there, where that holds the same."""
    last = newest(out)
    if last is not None and last.same(issue):
        return last
    number = last.number + 1 if last else 1
    made = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    found = replace(issue, number=number, made=made, name=_named(number, made))
    with written(out / FOLDER / f"{number}.json") as file:
        # A line for each value. Python's own "indent" writes that too, and takes ten times as long.
        file.write(json.dumps(_object(found), ensure_ascii=True, separators=(",\n", ": ")) + "\n")
    return found


def every(out: Path) -> list[Issue]:
    """The numbered issues in a dossier's folder, the newest first, but for files that hold none."""
    numbers = sorted((int(path.stem) for path in (out / FOLDER).glob("*.json") if path.stem.isdecimal()), reverse=True)
    found = []
    for number in numbers:
        with suppress(IssueMissing, OSError):
            found.append(_read(out / FOLDER / f"{number}.json"))
    return found


def newest(out: Path) -> Issue | None:
    """The last issue in a dossier's folder."""
    paths = [path for path in (out / FOLDER).glob("*.json") if path.stem.isdecimal()]
    return _read(max(paths, key=lambda path: int(path.stem))) if paths else None


def found(since: str, out: Path) -> Issue | dt.date:
    """The issue that ``--since`` names, or the day.

    ``last`` and a number are issues in the dossier's own folder; a path is an issue's file or a dossier's folder, whose
    last issue is meant; a date is ``2031-03-08``. Raises :class:`IssueMissing`.
    """
    known = named(since, out)
    if known is not None:
        return known
    path = Path(since)
    if path.is_dir():
        issue = newest(path) or newest(path.parent if path.name == FOLDER else path)
        if issue is not None:
            return issue
    elif path.is_file():
        return _read(path)
    raise IssueMissing("this is no issue of a dossier", value=since, remedy=_REMEDY)


def named(since: str, out: Path) -> Issue | dt.date | None:
    """The day, or the issue of the dossier's own folder, that is called so; None for what can only be a path.

    Raises :class:`IssueMissing` for a number that no issue has.
    """
    if since == LAST or (since.isdecimal() and len(since) < 8):
        path = out / FOLDER / f"{since}.json"
        issue = newest(out) if since == LAST else (_read(path) if path.exists() else None)
        if issue is None:
            raise IssueMissing(f"there is no such issue in {out / FOLDER}", value=since, remedy=_REMEDY)
        return issue
    try:
        return dt.date.fromisoformat(since)
    except ValueError:
        return None


def _several(held: Joined, told: Mapping[str, Told]) -> Iterator[tuple[Any, dict[str, int | None]]]:
    """Questions of more than one claim, with the figures that answer them."""
    questions = [q for q in held.questions if len(q.claims) > 1 and all(claim in told for claim in q.claims)]
    figures: dict[str, dict[str, int | None]] = {q.id: {} for q in questions}
    for answer in held.answers:
        if answer.question in figures:
            figures[answer.question][answer.claim] = answer.figure
    for question in questions:
        yield question, figures[question.id]


def _same(id: str, claims: Iterable[str], by_claim: Mapping[str, Sequence[Question]]) -> Question | None:
    """The question of then that this one is: of the same id, else the one that shares the most claims."""
    shared: dict[str, int] = {}
    known: dict[str, Question] = {}
    for claim in claims:
        for question in by_claim.get(claim, ()):
            shared[question.id] = shared.get(question.id, 0) + 1
            known[question.id] = question
    if id in known:
        return known[id]
    return known[max(shared, key=lambda each: (shared[each], each))] if shared else None


def _published_from(report: Report, day: dt.date) -> bool:
    published = report.document.published
    first = (published.date.first or published.date.last) if published else None
    return first is not None and first >= day


def _rejected_before(judged: Judged, day: dt.date) -> tuple[str, ...]:
    return tuple(c for c, d in judged.verdicts.items() if judged.rejected(c) and d.when.date() < day)


def _named(number: int, made: str) -> str:
    return f"issue {number} of {wording.date(PartialDate.day(dt.datetime.fromisoformat(made).date()))}"


def _object(issue: Issue) -> dict[str, Any]:
    return {
        "form": _FORM,
        "number": issue.number,
        "made": issue.made,
        "documents": dict(issue.documents),
        "questions": [
            {"id": q.id, "label": q.label, "status": q.status, "claims": list(q.claims), "answers": list(q.answers)}
            for q in issue.questions
        ],
        "rejected": list(issue.rejected),
    }


def _read(path: Path) -> Issue:
    remedy = "It may be of another Headwater, or was changed by hand; name another issue, or a date"
    try:
        own = json.loads(path.read_text("utf-8"))
        if own["form"] != _FORM:
            raise ValueError("form")
        number, made = int(own["number"]), str(own["made"])
        return Issue(
            _named(number, made),
            {str(id): str(sha) for id, sha in own["documents"].items()},
            tuple(
                Question(
                    str(q["id"]),
                    str(q["label"]),
                    str(q["status"]),
                    tuple(map(str, q["claims"])),
                    tuple(Given(*map(str, each)) for each in q["answers"]),
                )
                for q in own["questions"]
            ),
            tuple(map(str, own["rejected"])),
            number,
            made,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IssueMissing("this is no issue of a dossier", value=str(path), remedy=remedy) from error
