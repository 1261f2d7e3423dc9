"""What stands in a dossier, section by section, as plain values that a template prints.

Nothing is merged, weighed or judged here: a claim stands under the words that name its speaker, and each line carries
the place where its words stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.extraction.claim import Figure, Modality, Qualifier
from headwater.language import Outcome
from headwater.reading.files import Refusal
from headwater.resolution.report import CodedEvent, Entry, Report
from headwater.text import How, PartialDate
from headwater.text.visible import visible

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

REACTIONS = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "SANCTION")
"""Acts by which one party answers to another."""

_BOUNDS = {
    Qualifier.APPROXIMATELY: "about {low}",
    Qualifier.AT_LEAST: "at least {low}",
    Qualifier.AT_MOST: "up to {high}",
    Qualifier.MORE_THAN: "more than {low}",
    Qualifier.LESS_THAN: "fewer than {high}",
    Qualifier.RANGE: "{low} to {high}",
    Qualifier.DOZENS: "dozens",
    Qualifier.HUNDREDS: "hundreds",
    Qualifier.THOUSANDS: "thousands",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as it is printed. ``ref`` is its number in the dossier, ``anchor`` the place in its report's text."""

    ref: str
    anchor: str
    quote: str
    speakers: str
    voice: str
    anonymous: bool
    modality: str
    hedge: str
    act: str
    who: str
    whom: str
    figures: tuple[str, ...]
    place: str
    happened: str
    said: str
    report: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with its claim: ``value`` in words, ``whole`` what it is a part of."""

    value: str
    noun: str
    whole: str
    line: Line


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch on the timeline: ``left`` and ``width`` are percent of the whole of it."""

    when: str
    precision: str
    left: float
    width: float
    line: Line


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    ref: str
    anchor: str
    condition: str
    consequences: tuple[str, ...]
    report: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text: plain, or the words of claims that begin here."""

    text: str
    opens: tuple[str, ...] = ()
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A report as it stands in the annex."""

    number: int
    name: str
    id: str
    publisher: str
    title: str
    published: str
    how: str
    agency: str
    url: str
    claims: int
    voices: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a dossier prints."""

    title: str
    sources: tuple[Source, ...]
    claims: int
    attributed: int
    speakers: tuple[tuple[str, int, bool], ...]
    acts: tuple[tuple[str, str, tuple[Line, ...]], ...]
    others: tuple[Line, ...]
    commentary: tuple[Line, ...]
    figures: tuple[FigureLine, ...]
    reactions: tuple[Line, ...]
    moments: tuple[Moment, ...]
    scenarios: tuple[ScenarioLine, ...]
    unread: tuple[tuple[str, str, str], ...]


def dossier(reports: Iterable[Report], refusals: Sequence[Refusal], *, title: str) -> Dossier:
    """The dossier of these reports, in their order."""
    read: list[Report] = []
    unread = [(r.source, r.slug, r.why) for r in refusals]
    for report in reports:
        if report.outcome is Outcome.READ:
            read.append(report)
        elif report.outcome is Outcome.EMPTY:
            unread.append((report.document.id, "empty", "there is no text in it"))
        else:
            unread.append((report.document.id, "other-language", f"it is in “{report.language}”, not in English"))
    lines: list[tuple[Entry, Line]] = []
    scenarios: list[ScenarioLine] = []
    sources: list[Source] = []
    for number, report in enumerate(read, 1):
        mine = [(entry, _line(number, i, report, entry)) for i, entry in enumerate(report.entries, 1)]
        lines += mine
        scenarios += _scenarios(number, report)
        sources.append(_source(number, report))
    told = [line for entry, line in lines if entry.event is None and not _comments(entry)]
    return Dossier(
        title=title,
        sources=tuple(sources),
        claims=len(lines),
        attributed=sum(bool(entry.speakers) for entry, _ in lines),
        speakers=_speakers(entry for entry, _ in lines),
        acts=tuple(
            (act, heading, rows)
            for act, heading in ACTS.items()
            if (rows := tuple(line for entry, line in lines if entry.event and entry.event.type == act))
        ),
        others=tuple(told),
        commentary=tuple(line for entry, line in lines if _comments(entry)),
        figures=_figures(lines),
        reactions=tuple(
            line for entry, line in lines if entry.event and entry.event.type in REACTIONS and entry.event.actors
        ),
        moments=_moments(lines),
        scenarios=tuple(scenarios),
        unread=tuple(unread),
    )


def _comments(entry: Entry) -> bool:
    """Whether a document weighs things in its own voice rather than reports them."""
    return not entry.speakers and entry.event is None and not entry.figures and entry.modality is not Modality.DENIED


def _name(report: Report) -> str:
    document = report.document
    return " · ".join(part for part in (document.publisher, document.title or document.id) if part)


def _line(number: int, place: int, report: Report, entry: Entry) -> Line:
    named = [_flat(voice.name) for voice in entry.speakers]
    return Line(
        ref=f"{number}.{place}",
        anchor=f"r{number}c{place}",
        quote=_flat(entry.quote),
        speakers=" → ".join(named),
        voice=report.document.publisher or report.document.id,
        anonymous=bool(entry.speakers) and entry.speakers[-1].anonymous,
        modality=entry.modality.value,
        hedge=_hedge(entry),
        act=entry.event.type if entry.event else "",
        who=_parties(entry.event, "actors"),
        whom=_parties(entry.event, "recipients"),
        figures=tuple(f"{value(figure)} {figure.noun}".strip() for figure in entry.figures),
        place=entry.place.name if entry.place else "",
        happened=str(entry.happened) if entry.happened else "",
        said=str(entry.said) if entry.said else "",
        report=_name(report),
    )


def _flat(text: str) -> str:
    return visible(" ".join(text.split()))


def _parties(event: CodedEvent | None, role: str) -> str:
    if event is None:
        return ""
    found = event.actors if role == "actors" else event.recipients
    return ", ".join(actor.code + (f" {actor.sector}" if actor.sector else "") for actor in found)


def _hedge(entry: Entry) -> str:
    if entry.hedge is None:
        return ""
    words = ", ".join(dict.fromkeys(word.lower() for word in entry.hedge_words))
    band = f" (ICD 203: {entry.hedge.low}–{entry.hedge.high}%)" if entry.hedge.low is not None else ""
    return words + band


def value(figure: Figure) -> str:
    """A figure's bounds in words: "up to 10,000"."""
    form = _BOUNDS.get(figure.qualifier, "{low}")
    return form.format(low=_number(figure.low), high=_number(figure.high))


def _number(number: float | None) -> str:
    if number is None:
        return "?"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.10g}"


def _figures(lines: Sequence[tuple[Entry, Line]]) -> tuple[FigureLine, ...]:
    """Every figure under what it counts: the same nouns stand together, the larger values first."""
    found: list[tuple[str, float, FigureLine]] = []
    for entry, line in lines:
        for figure in entry.figures:
            whole = ""
            if figure.part_of is not None and figure.part_of < len(entry.figures):
                other = entry.figures[figure.part_of]
                whole = f"{value(other)} {other.noun}"
            head = figure.noun.lower().split()[-1] if figure.noun.split() else ""
            row = FigureLine(value(figure), _flat(figure.noun), _flat(whole), line)
            found.append((head, -(figure.high or figure.low or 0), row))
    return tuple(row for _, _, row in sorted(found, key=lambda item: item[:2]))


def _speakers(entries: Iterable[Entry]) -> tuple[tuple[str, int, bool], ...]:
    """Who speaks last in the chains, how often, and whether they stand for nobody in particular."""
    counts: dict[str, tuple[int, bool]] = {}
    for entry in entries:
        if entry.speakers:
            voice = entry.speakers[-1]
            name = _flat(voice.name)
            counts[name] = (counts.get(name, (0, False))[0] + 1, voice.anonymous)
    return tuple(
        (name, n, anonymous) for name, (n, anonymous) in sorted(counts.items(), key=lambda c: (-c[1][0], c[0]))
    )


def _moments(lines: Sequence[tuple[Entry, Line]]) -> tuple[Moment, ...]:
    """Claims that say when something happened, from the earliest on, drawn over the days that they span."""
    dated = [(entry.happened, line) for entry, line in lines if entry.happened and _first(entry.happened)]
    if not dated:
        return ()
    dated.sort(key=lambda item: (_first(item[0]), _last(item[0]), item[1].ref))
    # One report of the distant past would press all the rest into a line.
    firsts = sorted(_first(when) for when, _ in dated)
    begin, end = firsts[len(firsts) // 10], max(_last(when) for when, _ in dated)
    days = max(1, (end - begin).days + 1)

    def at(day: dt.date) -> float:
        return min(100.0, max(0.0, 100 * (day - begin).days / days))

    return tuple(
        Moment(
            when=str(when),
            precision=when.precision.value,
            left=round(at(_first(when)), 1),
            width=round(max(1.5, at(_last(when) + dt.timedelta(days=1)) - at(_first(when))), 1),
            line=line,
        )
        for when, line in dated
    )


def _first(when: PartialDate) -> dt.date:
    return when.first or when.last or dt.date.min


def _last(when: PartialDate) -> dt.date:
    return min(when.last or when.first or dt.date.max, dt.date.max - dt.timedelta(days=1))


def _scenarios(number: int, report: Report) -> Iterable[ScenarioLine]:
    text = report.document.text
    for place, scenario in enumerate(report.scenarios, 1):
        yield ScenarioLine(
            ref=f"{number}.s{place}",
            anchor=f"r{number}s{place}",
            condition=_flat(text[scenario.start : scenario.end]),
            consequences=tuple(_flat(span.of(text)) for span in scenario.consequences),
            report=_name(report),
        )


def _source(number: int, report: Report) -> Source:
    document = report.document
    marks = [(entry.start, entry.end, f"r{number}c{i}") for i, entry in enumerate(report.entries, 1)]
    marks += [(s.start, s.end, f"r{number}s{i}") for i, s in enumerate(report.scenarios, 1)]
    published = document.published
    return Source(
        number=number,
        name=_name(report),
        id=document.id,
        publisher=document.publisher or "",
        title=document.title or "",
        published=str(published.date) if published else "",
        how=("as its text says" if published.how is How.TEXT else "by its metadata") if published else "",
        agency=document.agency or "",
        url=document.url or "",
        claims=len(report.entries),
        voices=len({entry.speakers[-1].name for entry in report.entries if entry.speakers}),
        pieces=tuple(pieces(document.text, marks)),
    )


def pieces(text: str, marks: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """The text cut at the borders of its marks, which may stand within each other.

    A mark that runs across the end of the one around it ends there: elements of a page can only nest.
    """
    found: list[Piece] = []
    open_: list[int] = []
    at = 0
    for start, end, name in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        while open_ and open_[-1] <= start:
            found.append(Piece(_shown(text[at : open_[-1]]), closes=1))
            at = open_.pop()
        if start > at:
            found.append(Piece(_shown(text[at:start])))
            at = start
        found.append(Piece("", opens=(name,)))
        open_.append(min(end, open_[-1]) if open_ else end)
    while open_:
        found.append(Piece(_shown(text[at : open_[-1]]), closes=1))
        at = open_.pop()
    found.append(Piece(_shown(text[at:])))
    return found


def _shown(text: str) -> str:
    """A stretch of a report with its lines, and nothing in them that cannot be seen."""
    return "\n".join(visible(line) for line in text.split("\n"))
