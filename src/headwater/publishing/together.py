"""What claims come to together, as a dossier prints it: questions with their answers by origin.

Statuses and origins are the ledger's own; nothing is joined, weighed or averaged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from headwater.extraction.claim import Figure, Modality, Qualifier
from headwater.publishing import wording
from headwater.publishing.held import NOBODY, Joined, Told, called, whose
from headwater.publishing.judged import Judged, Note
from headwater.publishing.ladder import Rung, drawn
from headwater.publishing.lines import Place
from headwater.publishing.timeline import earliest
from headwater.store import StoredQuestion
from headwater.text import PartialDate, Precision

STATUSES = {
    "conflicting": ("⇄", "conflicting"),
    "revised": ("↻", "revised"),
    "corroborated": ("●", "corroborated"),
    "single-origin": ("◐", "single origin"),
}
"""A sign and a word for each status, in the order in which a reader needs them."""

_WEIGHTS = {"conflicting": 6.0, "revised": 5.0, "corroborated": 4.0}
MOST = 250
"""Questions that are printed; the rest is asked of the ledger."""
ROWS = 24
"""Answers of one question that are printed."""
FIRST = 8
"""Those at the head of the page."""
_INDEPENDENT = re.compile(r"(\d+) independent origins ")


@dataclass(frozen=True, slots=True)
class Answered:
    """One value that an origin gives, with the days on which it does. ``own`` tells that nobody speaks in it."""

    name: str
    own: bool
    value: str
    noun: str
    part: bool
    modality: str
    said: str
    places: tuple[Place, ...]
    quote: str
    credibility: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A question as it is printed: ``ask`` where it counts, ``words`` those of the claim that was told first."""

    anchor: str
    status: str
    sign: str
    word: str
    ask: str
    words: str
    why: str
    reports: int
    origins: int
    said: str
    answers: tuple[Answered, ...]
    places: tuple[Place, ...]
    svg: str
    decided: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def badge(self) -> str:
        """In how many reports, on the word of how many origins that speak."""
        behind = f"{self.origins} origin{'' if self.origins == 1 else 's'}" if self.origins else NOBODY
        return f"{self.reports} report{'' if self.reports == 1 else 's'}, {behind}"

    @property
    def values(self) -> tuple[Answered, ...]:
        return tuple(a for a in self.answers if not a.part)


class Mark(NamedTuple):
    """A question's status as it stands beside one of its claims."""

    anchor: str
    status: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Together:
    """All of it. ``marks`` are by the anchors of claims; ``left`` counts questions that are not printed."""

    points: tuple[Point, ...] = ()
    left: int = 0
    first: tuple[Point, ...] = ()
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    def counted(self) -> tuple[tuple[str, str, str, int], ...]:
        """How many of the printed questions have each status."""
        found = ((s, *STATUSES[s], sum(p.status == s for p in self.points)) for s in STATUSES)
        return tuple(each for each in found if each[3])


def together(joined: Joined, told: Mapping[str, Told], judged: Judged | None = None) -> Together:
    """The questions that more than one claim answers, those first that tell most."""
    by_question: dict[str, dict[str, int | None]] = {}
    several = [q for q in joined.questions if len(q.claims) > 1 and all(claim in told for claim in q.claims)]
    wanted = {question.id for question in several}
    for answer in joined.answers:
        if answer.question in wanted:
            by_question.setdefault(answer.question, {})[answer.claim] = answer.figure
    several.sort(key=lambda question: -_rank(question, by_question.get(question.id, {}), joined, told))
    judged = judged or Judged()
    shown = [(q, _point(q, by_question.get(q.id, {}), joined, told, judged)) for q in several[:MOST]]
    marks: dict[str, list[Mark]] = {}
    for question, point in shown:
        for claim in question.claims:
            mark = Mark(point.anchor, point.status, point.sign, point.word)
            marks.setdefault(told[claim].place.anchor, []).append(mark)
    return Together(
        tuple(point for _, point in shown),
        max(0, len(several) - MOST),
        tuple(_first(shown)),
        {anchor: tuple(found) for anchor, found in marks.items()},
    )


def _rank(
    question: StoredQuestion, figures: Mapping[str, int | None], joined: Joined, told: Mapping[str, Told]
) -> float:
    """How much a reader needs it: conflicts, revisions and corroborations, then what many reports have."""
    origins = sum(joined.spoken(origin) for origin in question.origins)
    weight = _WEIGHTS.get(question.status, 0.0 if origins else -2.0)
    reports = len({told[claim].report for claim in question.claims})
    return weight + min(reports, 12) + origins + (0.5 if any(place is not None for place in figures.values()) else 0.0)


def _first(shown: Iterable[tuple[StoredQuestion, Point]]) -> Iterable[Point]:
    """The head of the list, without what mostly says again what stands above it.

    Of what goes back to a single origin, only what somebody says in several reports stands there.
    """
    seen: set[str] = set()
    room = FIRST
    for question, point in shown:
        claims = set(question.claims)
        alone = point.status == "single-origin"
        again = alone and 2 * len(claims & seen) > len(claims)
        if room and not again and not (alone and (point.reports < 2 or not point.origins)):
            seen |= claims
            room -= 1
            yield point


def _point(
    question: StoredQuestion,
    figures: Mapping[str, int | None],
    joined: Joined,
    told: Mapping[str, Told],
    judged: Judged,
) -> Point:
    found = sorted(question.claims, key=lambda claim: (earliest(told[claim].said), told[claim].report))
    counts = any(place is not None for place in figures.values())
    rows: dict[tuple[str, str, str, str], list[tuple[Told, Figure | None, str, bool]]] = {}

    def add(claim: str, figure: Figure | None, part: str = "") -> None:
        name, own = whose(claim, joined, told[claim])
        value = wording.value(figure) if figure else ""
        key = (name, value, told[claim].entry.modality.value, part)
        rows.setdefault(key, []).append((told[claim], figure, name, own))

    for claim in found:
        place, own = figures.get(claim), told[claim].entry.figures
        add(claim, own[place] if place is not None and place < len(own) else None)
    for claim in found if counts else ():
        place = figures.get(claim)
        for figure in told[claim].entry.figures:
            if place is not None and figure.part_of == place:
                add(claim, figure, wording.flat(figure.noun).casefold() or "part")
    # Grades were counted before people decided.
    credible = {} if question.id in joined.decided else joined.credible
    ordered = _by_origin([_answered(given, credible, part=bool(key[3])) for key, given in rows.items()])
    answers = tuple(answered for answered, _ in ordered)
    ladder = counts and (len({a.value for a in answers}) > 1)
    ask, words = _asked(question.label, counts)
    sign, word = STATUSES.get(question.status, ("", question.status))
    spoken = {b.origin for c in found if (b := joined.backing.get(c)) and joined.spoken(b.origin)}
    return Point(
        anchor=f"q-{question.id}",
        status=question.status if question.status in STATUSES else "single-origin",
        sign=sign,
        word=word,
        ask=ask,
        words=words,
        why=_plain(question, joined),
        reports=len({told[claim].report for claim in found}),
        # A claim of two speakers is kept under the first of them; the reason counts both.
        origins=max(len(spoken), int(said[1]) if (said := _INDEPENDENT.match(question.why)) else 0),
        said=_days([told[claim].said for claim in found]),
        answers=answers,
        places=tuple(told[claim].place for claim in found),
        svg=drawn([rung for _, rung in ordered[:ROWS]], ask or words) if ladder else "",
        decided=joined.decided.get(question.id, ()),
        notes=judged.notes("question", question.id),
    )


def _answered(
    given: Sequence[tuple[Told, Figure | None, str, bool]], credible: Mapping[str, int], *, part: bool
) -> tuple[Answered, Rung]:
    """What several claims of one origin give alike, as a row of the table and of the drawing."""
    one, figure, name, own = given[0]
    modality = "" if one.entry.modality is Modality.ACTUAL else one.entry.modality.value
    value, noun = (wording.value(figure), wording.flat(figure.noun)) if figure else ("", "")
    said = _days([told.said for told, *_ in given])
    places = tuple(dict.fromkeys(told.place for told, *_ in given))
    quote = wording.clipped(one.entry.quote)
    numbers = sorted({credible[told.id] for told, *_ in given if told.id in credible})
    credibility = "" if part else " and ".join(map(str, numbers))
    answered = Answered(name, own, value, noun, part, modality, said, places, quote, credibility)
    shown = f"of these, {value} {noun}" if part else value
    return answered, Rung(
        name,
        figure.low if figure else None,
        figure.high if figure else None,
        f"{shown}, {modality}" if modality else shown,
        said,
        part,
        figure is not None and figure.qualifier is Qualifier.APPROXIMATELY,
        bool(modality),
    )


def _by_origin(rows: Iterable[tuple[Answered, Rung]]) -> list[tuple[Answered, Rung]]:
    """Wholes before parts, and the values of one origin together, in the order in which the origins first speak."""
    given = list(rows)
    order: dict[tuple[bool, str], int] = {}
    for answered, _ in given:
        order.setdefault((answered.part, answered.name), len(order))
    return sorted(given, key=lambda row: (row[0].part, order[row[0].part, row[0].name]))


def _asked(label: str, counts: bool) -> tuple[str, str]:
    """The question, where it is one of number, and the words that it was first told in."""
    ask, mark, words = label.partition("? ") if counts else ("", "", label)
    return (wording.clipped(f"{ask}?"), wording.clipped(words)) if mark else ("", wording.clipped(label))


def _plain(question: StoredQuestion, joined: Joined) -> str:
    """Why, without the keys that tell two parties of one name apart."""
    why = question.why
    for origin in (joined.origins[id] for id in question.origins):
        if origin.name:
            shown = called(origin).replace("\\", r"\\")
            why = re.sub(re.escape(origin.name) + r"( \[[^\]]*\])?", shown, why)
    return wording.clipped(why)


def _days(found: Sequence[PartialDate | None]) -> str:
    """From the first day on which it was said to the last."""
    ends = [(d.first or d.last, d.last or d.first) for d in found if d and (d.first or d.last)]
    if not ends:
        return ""
    first, last = min(e[0] for e in ends if e[0]), max(e[1] for e in ends if e[1])
    return wording.date(PartialDate(first, last, Precision.DAY if first == last else Precision.VAGUE))
