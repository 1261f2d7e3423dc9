"""What stands in a dossier, section by section, as plain values that a template prints.

Nothing is weighed or judged here: a claim stands under the words that name its speaker, and each line carries the
place where its words stand. What claims come to together is the ledger's own, as it is given.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, TypeVar

from headwater.extraction.claim import Figure, Modality
from headwater.extraction.cues import Force
from headwater.extraction.lemmas import lemma
from headwater.language import Outcome
from headwater.publishing import annex, wording
from headwater.publishing.annex import Source
from headwater.publishing.backers import Backers, backers, once, speaks
from headwater.publishing.lines import Line, Place, comments, flattened, force, lines, merged, whole
from headwater.publishing.timeline import Moment, first, timeline
from headwater.publishing.together import Joined, Mark, Together, called, places, together
from headwater.reading.refusal import Refusal
from headwater.resolution.report import Report
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

REACTIONS = {
    "REQUEST": "asks",
    "ACCUSE": "accuses, criticises",
    "REJECT": "refuses",
    "THREATEN": "threatens, warns",
    "SUPPORT": "supports",
    "CONCEDE": "gives way",
    "SANCTION": "breaks or cuts ties",
}
"""Acts by which one party answers to another, and what the page says that it does."""

MOST = 250
"""Rows of one list; a page of a thousand reports is still one that can be opened. The rest is asked of the ledger."""
MOST_OF_AN_ACT = 120

Row = TypeVar("Row")


class Part(NamedTuple, Generic[Row]):
    """The rows of a section that are printed, and how many are not."""

    rows: tuple[Row, ...]
    left: int = 0


class Group(NamedTuple):
    """Figures that count the same noun, by the day on which they were said."""

    noun: str
    figures: Part[FigureLine]


class Given(NamedTuple):
    """One value on one word, wherever it stands."""

    value: str
    line: Line
    places: tuple[Place, ...]


class Contest(NamedTuple):
    """A noun of which several numbers are given."""

    noun: str
    given: tuple[Given, ...]


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


class Reaction(NamedTuple):
    who: str
    does: str
    whom: str
    line: Line


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with its claim: ``value`` in words, ``whole`` what it is a part of."""

    value: str
    noun: str
    whole: str
    figure: Figure
    line: Line


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
    timeline: Part[Moment]
    axis: tuple[str, str]
    scenarios: Part[ScenarioLine]
    unread: tuple[tuple[str, str, str], ...]
    together: Together = field(default_factory=Together)
    backers: Backers = field(default_factory=Backers)

    def marks(self, line: Line) -> tuple[Mark, ...]:
        """The questions of several claims that a line answers."""
        found = (mark for place in line.places for mark in self.together.marks.get(place.anchor, ()))
        return tuple(dict.fromkeys(found))

    @property
    def contested(self) -> tuple[Contest, ...]:
        """The nouns that are counted most often, of those of which more than one number is given.

        Parts of a whole are left out, and so are measures; the same value on the same word is one entry. What stands
        in a ladder at the head of the page is not said again.
        """
        found = []
        above = {place.anchor for point in self.together.first if point.svg for place in point.places}
        for group in self.figures:
            given: dict[tuple[str, str], Given] = {}
            for row in group.figures.rows:
                if not row.whole and not row.figure.unit and not all(p.anchor in above for p in row.line.places):
                    key = (row.value, row.line.word.casefold())
                    before = given[key].places if key in given else ()
                    given[key] = Given(row.value, row.line, before + row.line.places)
            if group.noun and len({value for value, _ in given}) > 1:
                found.append(Contest(group.noun, tuple(given.values())))
        return tuple(found[:5])

    def reacting(self, does: str) -> tuple[Reaction, ...]:
        """The reactions of one kind."""
        return tuple(r for r in self.reactions.rows if r.does == does)


def dossier(
    reports: Iterable[Report], refusals: Sequence[Refusal], *, title: str, joined: Joined | None = None
) -> Dossier:
    """The dossier of these reports, in their order; ``joined`` is what their ledger makes of them together."""
    joined = joined or Joined()
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
    top = merged(line for number, report in enumerate(read, 1) for line in lines(number, report))
    every = list(flattened(top))
    acts = []
    for code, heading in ACTS.items():
        of_act = [line for line in top if line.act == code]
        if of_act:
            acts.append(Act(code, heading, _part(_named_first(of_act), MOST_OF_AN_ACT)))
    told = [line for line in top if not line.act and not comments(line.entry)]
    moments, axis = timeline(top)
    stands = places(read)
    found = Dossier(
        title=wording.flat(title),
        sources=(),
        publishers=len({r.document.publisher for r in read if r.document.publisher}),
        period=_period(read),
        claims=sum(len(r.entries) for r in read),
        attributed=sum(bool(entry.speakers) for r in read for entry in r.entries),
        unnamed=sum(bool(e.speakers) and e.speakers[-1].anonymous for r in read for e in r.entries),
        repeated=sum(len({place.ref.split(".")[0] for place in line.places}) > 1 for line in top),
        speakers=_part(_speakers(read, joined, speaks(joined, stands)), MOST),
        acts=tuple(acts),
        others=_part(_named_first(told), MOST),
        commentary=_part([line for line in top if not line.act and comments(line.entry)], MOST_OF_AN_ACT),
        figures=_figures(every),
        reactions=_part(list(_reactions(every)), MOST),
        timeline=_part(moments, MOST),
        axis=axis,
        scenarios=_part([s for n, r in enumerate(read, 1) for s in _scenarios(n, r)], MOST),
        unread=tuple(unread),
        together=together(joined, stands),
        backers=backers(joined, stands, read),
    )
    fits = sum(len(report.document.text) for report in read) <= annex.WHOLE
    anchors = None if fits else _printed(found)
    return replace(found, sources=tuple(annex.source(n, report, anchors) for n, report in enumerate(read, 1)))


def _part(rows: Sequence[Row], most: int) -> Part[Row]:
    return Part(tuple(rows[:most]), max(0, len(rows) - most))


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
    places += [gap.place for gap in found.backers.gaps[:MOST_OF_AN_ACT]]
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


def _figures(found: Sequence[Line]) -> tuple[Group, ...]:
    """Every figure once, under what it counts: what is counted most comes first, measures after counts.

    Where a claim and one within it give the same figure, it stands on the word of the inner one.
    """
    own: dict[tuple[int, int, int], FigureLine] = {}
    for line in found:
        for figure in line.entry.figures:
            row = FigureLine(wording.value(figure), wording.flat(figure.noun), whole(line.entry, figure), figure, line)
            own[_report(line), figure.start, figure.end] = row
    groups: dict[str, list[FigureLine]] = {}
    for row in own.values():
        part_of, figures = row.figure.part_of, row.line.entry.figures
        counted = figures[part_of] if part_of is not None and part_of < len(figures) else row.figure
        groups.setdefault(_head(counted), []).append(row)
    ranked = sorted(groups.items(), key=lambda g: (not g[0], any(f.figure.unit for f in g[1]), -len(g[1]), g[0]))
    found_groups, room = [], MOST * 2
    for _, rows in ranked:
        rows.sort(key=lambda f: (_day(f.line.entry.said), _report(f.line), f.figure.start))
        nouns = Counter(_written(f.figure) for f in rows if not f.whole) or Counter([""])
        found_groups.append(Group(nouns.most_common(1)[0][0], _part(rows, max(0, min(room, MOST_OF_AN_ACT)))))
        room -= len(rows)
    return tuple(found_groups)


def _written(figure: Figure) -> str:
    """The word that says what is counted, as it is written."""
    words = wording.flat(figure.noun).split(" of ")[0].split()
    return words[-1] if words else ""


def _report(line: Line) -> int:
    """The number of the first report that it stands in."""
    return int(line.places[0].ref.split(".")[0])


def _head(figure: Figure) -> str:
    return lemma(_written(figure).lower(), "NOUN")


def _reactions(found: Iterable[Line]) -> Iterable[Reaction]:
    """Who denies, who demands, and the acts by which somebody answers somebody, in the order of the reports.

    Denials and demands by the word of saying ("denied that", "demanded that"), not by a negation in what is said.
    """
    for line in found:
        entry = line.entry
        told = force(entry)
        code = entry.event.type if entry.event and any(a.name for a in entry.event.actors) else ""
        if told is Force.DENIES and entry.modality is Modality.DENIED:
            # "dismissed reports that ..." holds what is denied as a claim of its own.
            if not any(force(inner.entry) is Force.DENIES for inner in line.inner):
                yield Reaction(line.speakers, "denies", "", line)
        elif told is Force.DEMANDS and entry.modality is Modality.DEMANDED:
            yield Reaction(line.speakers, "demands", line.whom if code in REACTIONS else "", line)
        elif code in REACTIONS and line.who and entry.modality is not Modality.DENIED:
            yield Reaction(line.who, REACTIONS[code], line.whom, line)


def _speakers(read: Sequence[Report], joined: Joined, speaks: Mapping[str, str]) -> list[Voiced]:
    """Who speaks last in the chains. A name in another case, or with "the" before it, is the same words.

    ``speaks`` gives, by a claim's anchor, the origin that its speaker is: names of one origin are one speaker.
    """
    claims: Counter[str] = Counter()
    reports: dict[str, set[int]] = {}
    shown: dict[str, dict[str, None]] = {}
    named: dict[str, bool] = {}
    for number, report in enumerate(read, 1):
        for place, entry in enumerate(report.entries, 1):
            if entry.speakers:
                voice = entry.speakers[-1]
                name = wording.flat(voice.name)
                origin = speaks.get(f"r{number}c{place}")
                key = f"#{origin}" if origin else name.casefold().removeprefix("the ")
                claims[key] += 1
                reports.setdefault(key, set()).add(number)
                if origin:
                    shown.setdefault(key, {})[called(joined.origins[origin])] = None
                shown.setdefault(key, {})[name] = None
                named[key] = named.get(key, False) or not voice.anonymous
    found = []
    for key in sorted(claims, key=lambda key: (-claims[key], next(iter(shown[key])))):
        name, *also = once(shown[key])
        found.append(Voiced(name, tuple(also), claims[key], len(reports[key]), not named[key]))
    return found


def _day(when: PartialDate | None) -> dt.date:
    return first(when) if when and (when.first or when.last) else dt.date.max


def _scenarios(number: int, report: Report) -> Iterable[ScenarioLine]:
    text = report.document.text
    for place, scenario in enumerate(report.scenarios, 1):
        yield ScenarioLine(
            places=(Place(f"{number}.s{place}", f"r{number}s{place}"),),
            condition=wording.clipped(text[scenario.start : scenario.end]),
            consequences=tuple(wording.clipped(span.of(text)) for span in scenario.consequences),
            report=wording.flat(report.document.publisher or report.document.id),
        )
