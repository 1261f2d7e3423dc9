"""Events over many reports: the claims that tell of one happening, and what they make of it between them.

Claims are of one event where they answer a question together and tell of the same kind of act. What they say
differently (who, where, when) stands side by side, each with how many say so; nothing is chosen among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from headwater.publishing.listings import Cell, Listing
from headwater.reconciliation.identity import digest
from headwater.resolution.report import Actor
from headwater.store import StoredClaim
from headwater.text import PartialDate

Told = tuple[tuple[str, int], ...]
"""What claims say, the most frequent first, and how many of them say it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. ``claims`` and ``documents`` are ids in the order of telling; ``questions`` those that they answer.

    ``first`` to ``last`` (ISO days) are the days that any claim gives; ``whens`` are the claims' own words for them.
    """

    id: str
    type: str
    modes: Told
    actors: Told
    recipients: Told
    places: Told
    whens: Told
    first: str | None
    last: str | None
    modalities: Told
    label: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    origins: tuple[str, ...]
    questions: tuple[str, ...]


def of_one_event(
    claim: str,
    asks: Callable[[str], Iterable[str]],
    answers: Callable[[str], Iterable[str]],
    act: Callable[[str], Hashable],
) -> list[str]:
    """The claims of one event with a claim, itself first: of its kind of act, each answering a question with another.

    ``asks`` gives the questions that a claim answers, ``answers`` the claims that answer a question, ``act`` the kind
    of act that a claim tells of.
    """
    met, questions = {claim: None}, set()
    fresh, own = [claim], act(claim)
    while fresh:
        for question in asks(fresh.pop()):
            if question not in questions:
                questions.add(question)
                others = [each for each in answers(question) if each not in met and act(each) == own]
                met.update(dict.fromkeys(others))
                fresh += others
    return list(met)


def happenings(found: Iterable[StoredClaim]) -> list[Happening]:
    """The events of these claims: those that the most reports tell of first, then by time."""
    told: dict[str, StoredClaim] = {}
    acts: dict[str, str] = {}
    answers: dict[str, list[str]] = defaultdict(list)
    for each in found:
        if each.entry.event:
            told[each.id], acts[each.id] = each, each.entry.event.type
            for question in each.questions:
                answers[question].append(each.id)
    place = {id: number for number, id in enumerate(told)}
    made, met = [], set()
    for id in told:
        if id not in met:
            own = of_one_event(id, lambda one: told[one].questions, answers.__getitem__, acts.__getitem__)
            met.update(own)
            made.append(_happening([told[each] for each in sorted(own, key=place.__getitem__)]))
    return sorted(made, key=lambda h: (-len(h.documents), h.first or "9999", h.label, h.id))


def _happening(group: list[StoredClaim]) -> Happening:
    events = [each.entry.event for each in group if each.entry.event]
    dates = [each.entry.happened for each in group if each.entry.happened]
    least = min(group, key=lambda each: each.id)
    return Happening(
        id=digest(f"event {least.id}")[:16],
        type=events[0].type,
        modes=_counted(event.mode for event in events if event.mode),
        actors=_counted(name for event in events for name in _codes(event.actors)),
        recipients=_counted(name for event in events for name in _codes(event.recipients)),
        places=_counted(each.entry.place.name for each in group if each.entry.place),
        whens=_counted(map(str, dates)),
        first=min((d.first.isoformat() for d in dates if d.first), default=None),
        last=max((d.last.isoformat() for d in dates if d.last), default=None),
        modalities=_counted(each.entry.modality.value for each in group),
        label=" ".join(group[0].entry.quote.split()),
        claims=tuple(each.id for each in group),
        documents=tuple(dict.fromkeys(each.document for each in group)),
        origins=tuple(dict.fromkeys(each.origin for each in group if each.origin)),
        questions=tuple(dict.fromkeys(q for each in group for q in each.questions)),
    )


def within(found: Iterable[Happening], since: PartialDate | None, until: PartialDate | None) -> Iterator[Happening]:
    """Those that may have happened in this time; an event without a date is left out where a time is asked for."""
    begin = since.first.isoformat() if since and since.first else None
    end = until.last.isoformat() if until and until.last else None
    for each in found:
        if (begin or end) and not (each.first or each.last):
            continue
        if not (begin and (each.last or "9999") < begin) and not (end and (each.first or "") > end):
            yield each


def listing(found: Iterable[Happening]) -> Listing:
    columns = (
        "id", "event", "mode", "who", "to whom", "where", "from", "to", "modality", "told as", "reports", "origins",
        "claims", "questions",
    )  # fmt: skip

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in found:
            yield (
                each.id, each.type, _said(each.modes), _said(each.actors), _said(each.recipients), _said(each.places),
                each.first, each.last, _said(each.modalities), each.label, len(each.documents), len(each.origins),
                len(each.claims), " ".join(each.questions),
            )  # fmt: skip

    return Listing(columns, ("event", "who", "to whom", "where", "from", "told as", "reports", "origins"), rows())


def as_json(each: Happening) -> dict[str, object]:
    """One line of ``events.jsonl``: what claims say differently is a list, with how many say it."""
    plain: dict[str, object] = {"id": each.id, "type": each.type, "label": each.label}
    for name in ("modes", "actors", "recipients", "places", "whens", "modalities"):
        plain[name] = [{"value": value, "claims": number} for value, number in getattr(each, name)]
    plain |= {"from": each.first, "to": each.last}
    return plain | {name: list(getattr(each, name)) for name in ("claims", "documents", "origins", "questions")}


def _counted(values: Iterable[str]) -> Told:
    return tuple(sorted(Counter(values).items(), key=lambda each: (-each[1], each[0])))


def _codes(own: Iterable[Actor]) -> Iterator[str]:
    for actor in own:
        yield f"{actor.code} {actor.sector}" if actor.sector else actor.code


def _said(told: Told) -> str | None:
    """All that is said, with its number where it is not said by all alike: "MRV MIL (3); TRN (1)"."""
    if len(told) == 1:
        return told[0][0]
    return "; ".join(f"{value} ({number})" for value, number in told) or None
