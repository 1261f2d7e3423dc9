"""What stands in a dossier, section by section, as plain values that a template prints.

Nothing is weighed or judged here: a claim stands under the words that name its speaker, and each line carries the
place where its words stand. What claims come to together is the ledger's own, as it is given.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from headwater.extraction.claim import Modality
from headwater.language import Outcome
from headwater.publishing import annex, wording
from headwater.publishing.annex import Outlet, Source
from headwater.publishing.answering import Reaction, reactions
from headwater.publishing.backers import Backers, backers, once, speaks
from headwater.publishing.counted import Contest, Group, contested, figures
from headwater.publishing.descent import Descent, descents
from headwater.publishing.doings import Relations, relations
from headwater.publishing.held import Joined, Told, called, places
from headwater.publishing.issues import Changes, Issue, as_of, changes, recorded
from headwater.publishing.judged import Check, Judged, Note
from headwater.publishing.lines import Line, Place, comments, flattened, lines, merged
from headwater.publishing.parts import MOST, MOST_OF_AN_ACT, Part, part
from headwater.publishing.settled import settled, stated
from headwater.publishing.timeline import Timeline, timeline
from headwater.publishing.together import Mark, Together, together
from headwater.reading.refusal import Refusal
from headwater.resolution.report import Entry, Report
from headwater.store import Engine
from headwater.text import PartialDate, Precision

ACTS = {
    "ASSAULT": "Attacks and fighting",
    "COERCE": "Coercion and repression",
    "MOBILIZE": "Forces moved and raised",
    "SANCTION": "Sanctions and broken ties",
    "PROTEST": "Protest",
    "THREATEN": "Threats and warnings",
    "REJECT": "Refusals",
    "ACCUSE": "Accusations and criticism",
    "REQUEST": "Demands and appeals",
    "RETREAT": "Withdrawals and releases",
    "AID": "Aid, arms and troops given",
    "COOPERATE": "Cooperation",
    "CONCEDE": "Concessions",
    "SUPPORT": "Support and praise",
    "CONSULT": "Meetings and visits",
    "AGREE": "Agreements and promises",
}
"""PLOVER's sixteen acts under the headings that a reader understands, in the order of the page."""


class Act(NamedTuple):
    code: str
    heading: str
    lines: Part[Line]


class Voiced(NamedTuple):
    """A speaker: how many claims, in how many reports. ``also`` are other names of whom the ledger takes for one."""

    name: str
    also: tuple[str, ...]
    claims: int
    reports: int
    anonymous: bool


class Rejected(NamedTuple):
    """A claim that a person rejected: as it was read, and who rejected it when and why."""

    word: str
    quote: str
    modality: str
    place: Place
    check: Check


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    places: tuple[Place, ...]
    condition: str
    consequences: tuple[str, ...]
    report: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a dossier prints. ``denials`` and ``demands`` are the reactions that stand at its head as well."""

    title: str
    sources: tuple[Source, ...]
    publishers: int
    period: str
    claims: int
    attributed: int
    unnamed: int
    repeated: int
    speakers: Part[Voiced]
    acts: tuple[Act, ...]
    others: Part[Line]
    commentary: Part[Line]
    figures: tuple[Group, ...]
    reactions: Part[Reaction]
    timeline: Timeline
    scenarios: Part[ScenarioLine]
    unread: tuple[tuple[str, str, str], ...]
    together: Together = field(default_factory=Together)
    backers: Backers = field(default_factory=Backers)
    relations: Relations = field(default_factory=Relations)
    descents: tuple[Descent, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    rejected: Part[Rejected] = field(default_factory=lambda: Part(()))
    judged: Judged = field(default_factory=Judged)
    checks: Mapping[str, Check] = field(default_factory=dict)
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    engines: tuple[tuple[Engine, int], ...] = ()
    issue: Issue | None = None
    changes: Changes | None = None

    def marks(self, line: Line) -> tuple[Mark, ...]:
        """The questions of several claims that a line answers."""
        found = (mark for place in line.places for mark in self.together.marks.get(place.anchor, ()))
        return tuple(dict.fromkeys(found))

    def checked(self, line: Line) -> tuple[tuple[Check, tuple[Place, ...]], ...]:
        """What people decided about the claims of a line, with the places that each is about; () for all of them."""
        found: dict[Check, tuple[Place, ...]] = {}
        for place in line.places if self.checks else ():
            if place.anchor in self.checks:
                check = self.checks[place.anchor]
                found[check] = (*found.get(check, ()), place)
        return tuple((check, () if own == line.places else own) for check, own in found.items())

    def noted(self, line: Line) -> tuple[Note, ...]:
        """What people wrote about the claims of a line."""
        return tuple(note for place in line.places for note in self.notes.get(place.anchor, ())) if self.notes else ()

    @property
    def contested(self) -> tuple[Contest, ...]:
        """The nouns of which several numbers are given; not what stands in a ladder at the head of the page."""
        return contested(self.figures, {p.anchor for point in self.together.first if point.svg for p in point.places})

    def reacting(self, does: str) -> tuple[Reaction, ...]:
        """The reactions of one kind."""
        return tuple(r for r in self.reactions.rows if r.does == does)


def dossier(
    reports: Iterable[Report],
    refusals: Sequence[Refusal],
    *,
    title: str,
    joined: Joined | None = None,
    ids: Mapping[str, Sequence[str]] | None = None,
    judged: Judged | None = None,
    engines: Sequence[tuple[Engine, int]] = (),
    since: Issue | dt.date | None = None,
) -> Dossier:
    """The dossier of these reports, in their order.

    ``joined`` is what their ledger makes of them together, ``ids`` are those of its claims by document, ``judged`` what
    people decided; with ``since`` it tells what changed since that issue, or that day.
    """
    read, unread = _sorted(reports, refusals)
    stands = places(read, ids)
    judged = (judged or Judged()).within(stands)
    told = stated(stands, judged)
    held = settled(joined or Joined(), judged, read, told)
    entries: list[list[Entry | None]] = [[None] * len(report.entries) for report in read]
    for one in told.values():
        entries[one.report - 1][one.number - 1] = one.entry
    top = merged(line for number, report in enumerate(read, 1) for line in lines(number, report, entries[number - 1]))
    every = list(flattened(top))
    refused = {id: stands[id].place for id in judged.verdicts if judged.rejected(id)}
    found = Dossier(
        title=wording.flat(title),
        sources=(),
        publishers=len({r.document.publisher for r in read if r.document.publisher}),
        period=_period(read),
        claims=len(stands),
        attributed=sum(bool(one.entry.speakers) for one in told.values()),
        unnamed=sum(bool(one.entry.speakers) and one.entry.speakers[-1].anonymous for one in told.values()),
        repeated=sum(len({place.ref.split(".")[0] for place in line.places}) > 1 for line in top),
        speakers=part(_speakers(told, held, speaks(held, told)), MOST),
        acts=tuple(_acts(top)),
        others=part(_named_first([line for line in top if not line.act and not comments(line.entry)]), MOST),
        commentary=part([line for line in top if not line.act and comments(line.entry)], MOST_OF_AN_ACT),
        figures=figures(every),
        reactions=part(list(reactions(every)), MOST),
        timeline=timeline(top, MOST),
        scenarios=part([s for n, r in enumerate(read, 1) for s in _scenarios(n, r)], MOST),
        unread=tuple(unread),
        together=together(held, told, judged),
        backers=backers(held, told, read),
        relations=relations(every),
        descents=descents(held, told, read),
        outlets=annex.outlets(read, judged),
        rejected=part([_rejected(stands[id], judged) for id in sorted(refused, key=_in_order(stands))], MOST),
        judged=judged,
        checks={one.place.anchor: check for one in told.values() if (check := _check(one, stands, judged))},
        notes={stands[id].place.anchor: notes for (kind, id), notes in judged.about.items() if id in stands},
        engines=tuple(engines),
        issue=recorded(held, told, read, judged, name=""),
        changes=_changes(since, held, told, read, judged, refused),
    )
    fits = sum(len(report.document.text) for report in read) <= annex.WHOLE
    anchors = None if fits else _printed(found)
    return replace(found, sources=tuple(annex.source(n, report, anchors, judged) for n, report in enumerate(read, 1)))


def _sorted(reports: Iterable[Report], refusals: Sequence[Refusal]) -> tuple[list[Report], list[tuple[str, str, str]]]:
    """The reports that were read; and of the others what, a slug, and why."""
    read: list[Report] = []
    unread = [(wording.flat(r.source), r.slug, wording.flat(r.why)) for r in refusals]
    for report in reports:
        name = wording.flat(report.document.id)
        if report.outcome is Outcome.READ:
            read.append(report)
        elif report.outcome is Outcome.EMPTY:
            unread.append((name, "empty", "there is no text in it"))
        else:
            unread.append((name, "other-language", f"it is in “{report.language}”, not in English"))
    return read, unread


def _acts(top: Sequence[Line]) -> Iterable[Act]:
    """The lines of each act, under its heading."""
    by_act: dict[str, list[Line]] = {}
    for line in top:
        by_act.setdefault(line.act, []).append(line)
    for code, heading in ACTS.items():
        if code in by_act:
            yield Act(code, heading, part(_named_first(by_act[code]), MOST_OF_AN_ACT))


def _changes(
    since: Issue | dt.date | None,
    held: Joined,
    told: Mapping[str, Told],
    read: Sequence[Report],
    judged: Judged,
    refused: Mapping[str, Place],
) -> Changes | None:
    if since is None:
        return None
    then = since if isinstance(since, Issue) else as_of(since, read, judged)
    return changes(then, held, told, read, refused)


def _check(one: Told, stands: Mapping[str, Told], judged: Judged) -> Check | None:
    return judged.check(one.id, stands[one.id].entry) if one.id in judged.verdicts else None


def _rejected(one: Told, judged: Judged) -> Rejected:
    check = judged.check(one.id, one.entry)
    assert check is not None  # it is among the verdicts
    speakers = " → ".join(wording.flat(voice.name) for voice in one.entry.speakers)
    modality = one.entry.modality.value
    return Rejected(
        speakers or f"{one.paper} itself",
        wording.clipped(one.entry.quote),
        "" if modality == Modality.ACTUAL else modality,
        one.place,
        check,
    )


def _in_order(stands: Mapping[str, Told]) -> Callable[[str], tuple[int, int]]:
    return lambda id: (stands[id].report, stands[id].number)


def _named_first(found: Sequence[Line]) -> Sequence[Line]:
    """As they are; where they are too many to print, those with a speaker go before those without."""
    return found if len(found) <= MOST_OF_AN_ACT else sorted(found, key=lambda line: not line.speakers)


def _printed(found: Dossier) -> set[str]:
    """The anchors that the page links to."""
    shown = [line for act in found.acts for line in act.lines.rows]
    shown += [*found.others.rows, *found.commentary.rows]
    shown = list(flattened(shown))
    shown += [f.line for group in found.figures for f in group.figures.rows]
    shown += [r.line for r in found.reactions.rows] + [m.line for m in found.timeline.rows]
    places = [place for line in shown for place in line.places]
    places += [place for scenario in found.scenarios.rows for place in scenario.places]
    places += [place for point in found.together.points for place in point.places]
    places += [gap.place for gap in found.backers.gaps] + [each.place for each in found.rejected.rows]
    places += [place for relation in found.relations.rows for place in relation.places]
    if found.changes:
        asked = (*found.changes.conflicts, *found.changes.changed, *found.changes.fresh)
        places += [place for change in asked for _, own in change.added for place in own]
    return {place.anchor for place in places}


def _period(read: Sequence[Report]) -> str:
    """From the first day of publication to the last."""
    days = [r.document.published.date for r in read if r.document.published]
    firsts = [d.first for d in days if d.first]
    lasts = [d.last for d in days if d.last]
    if not firsts or not lasts:
        return ""
    begin, end = min(firsts), max(lasts)
    return wording.date(PartialDate(begin, end, Precision.DAY if begin == end else Precision.VAGUE))


def _speakers(told: Mapping[str, Told], joined: Joined, speaks: Mapping[str, str]) -> list[Voiced]:
    """Who speaks last in the chains. A name in another case, or with "the" before it, is the same words.

    ``speaks`` gives, by a claim's anchor, the origin that its speaker is: names of one origin are one speaker.
    """
    claims: Counter[str] = Counter()
    reports: dict[str, set[int]] = {}
    shown: dict[str, dict[str, None]] = {}
    named: dict[str, bool] = {}
    for one in told.values():
        if one.entry.speakers:
            voice = one.entry.speakers[-1]
            name = wording.flat(voice.name)
            origin = speaks.get(one.place.anchor)
            key = f"#{origin}" if origin else name.casefold().removeprefix("the ")
            claims[key] += 1
            reports.setdefault(key, set()).add(one.report)
            if origin:
                shown.setdefault(key, {})[called(joined.origins[origin])] = None
            shown.setdefault(key, {})[name] = None
            named[key] = named.get(key, False) or not voice.anonymous
    found = []
    for key in sorted(claims, key=lambda key: (-claims[key], next(iter(shown[key])))):
        name, *also = once(shown[key])
        found.append(Voiced(name, tuple(also), claims[key], len(reports[key]), not named[key]))
    return found


def _scenarios(number: int, report: Report) -> Iterable[ScenarioLine]:
    text = report.document.text
    for place, scenario in enumerate(report.scenarios, 1):
        yield ScenarioLine(
            places=(Place(f"{number}.s{place}", f"r{number}s{place}"),),
            condition=wording.clipped(text[scenario.start : scenario.end]),
            consequences=tuple(wording.clipped(span.of(text)) for span in scenario.consequences),
            report=wording.flat(report.document.publisher or report.document.id),
        )
