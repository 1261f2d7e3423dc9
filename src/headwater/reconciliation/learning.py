"""What one document says of speakers' names: who speaks for whom, who holds which office, what acronyms mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from headwater.reconciliation.daynames import CALENDAR
from headwater.reconciliation.speaking import Kind, Who, commons, read, speakers, stem, who, written
from headwater.reconciliation.told import Page
from headwater.reconciliation.toponyms import bared

_NAME = r"[A-Z][\w’'-]+(?:\s+(?:al-|el-|de\s|van\s|bin\s)?[A-Z][\w’'-]+){0,3}"
_BODY = (
    r"(?:[A-Z][\w’'-]+|[a-z]+\s+ministry)(?:\s+(?:of|for|on|and|the|[A-Z][\w’'-]+)){0,7}"
    r"(?:\s+(?:[a-z]+\s+)?(?:ministry|department|office|agency|army|police)\b)?"
)
_HEAD = (
    r"(?:chief|head|director|spokesman|spokeswoman|spokesperson|chairman|chairwoman|leader|founder|commander|"
    r"coordinator)"
)
_BEFORE = re.compile(rf"(?P<whole>{_BODY}(?:\s+[a-z]+)?\s+{_HEAD}\s+(?P<person>{_NAME}))")
_AFTER = re.compile(
    rf"(?P<person>{_NAME}),?\s+(?:the\s+|a\s+|its\s+)?(?:[a-z]+\s+)?{_HEAD}\s+(?:of|for|at|with)\s+(?:the\s+)?(?P<body>{_BODY})"
)
_PROPER = re.compile(r"\b(?!The )[A-Z][\w’'-]+(?: (?:(?:of|for|on|and) (?:the )?)?(?!The )[A-Z][\w’'-]+){1,7}")
_CALENDAR = CALENDAR - {"may"}  # which is a surname as well
_SEAT = re.compile(
    r"\b(?:in|at|near|outside|of|to)\s+(?:the\s+)?(?:(?:town|city|village|port|district)\s+of\s+)?([A-Z][\w’'-]+)"
)
LOCAL = frozenset({"mayor", "governor", "sheriff"})
"""Offices that each town or province has one of."""
_ACRONYM = re.compile(r"((?:[A-Z][\w’'-]*\s+(?:(?:of|for|the|and|on|in)\s+)*){1,6})\(([A-Z][A-Za-z]{1,7})\)")


@dataclass(frozen=True, slots=True)
class Learnt:
    """``bodies``: a person's key to whom they speak for. ``offices``: the office to its holder. ``acronyms``: to the
    full name. ``names``: all speakers with a name. ``seats``: a local office and its town to its holder. It depends
    on the one document alone.
    """

    bodies: dict[str, Who]
    offices: dict[str, Who]
    acronyms: dict[str, Who]
    names: dict[str, Who]
    seats: dict[tuple[str, str], Who]
    mentions: tuple[tuple[int, Who], ...] = ()

    def fuller(self, one: Who) -> Who | None:
        """The only shortest name of a body with all the words of this general one; itself where it is a name."""
        if not one.generic:
            return one
        fits = sorted((len(w.words), k) for k, w in self.names.items() if w.kind is Kind.BODY and one.words <= w.words)
        alone = len(fits) == 1 or (len(fits) > 1 and fits[0][0] < fits[1][0])
        return self.names[fits[0][1]] if alone else None

    def last(self, one: Who, at: int | None) -> Who | None:
        """The body last named before ``at`` whose name has all the words of this general one and more."""
        fits = [w for start, w in self.mentions if one.words < w.words and (at is None or start < at)]
        return fits[-1] if fits else None


def dumped(learnt: Learnt | None) -> list[Any] | None:
    """What was learnt as JSON can hold it, each speaker once; :func:`loaded` gives it back."""
    if learnt is None:
        return None
    place: dict[Who, int] = {}

    def at(one: Who) -> int:
        return place.setdefault(one, len(place))

    by_name = [
        {name: at(one) for name, one in part.items()}
        for part in (learnt.bodies, learnt.offices, learnt.acronyms, learnt.names)
    ]
    seats = [[role, town, at(one)] for (role, town), one in learnt.seats.items()]
    mentions = [[start, at(one)] for start, one in learnt.mentions]
    return [[written(one) for one in place], by_name, seats, mentions]


def loaded(kept: list[Any]) -> Learnt:
    speakers_kept, by_name, seats, mentions = kept
    them = [read(each) for each in speakers_kept]
    bodies, offices, acronyms, names = ({name: them[n] for name, n in part.items()} for part in by_name)
    return Learnt(
        bodies,
        offices,
        acronyms,
        names,
        {(role, town): them[n] for role, town, n in seats},
        tuple([(start, them[n]) for start, n in mentions]),
    )


def seat(text: str, one: Who, at: int | None) -> tuple[str, str] | None:
    """A local office with the town that is named last before it ("the shelling of Dorn ..., its mayor said").

    None for other offices, and where the name has a town of its own or nothing is named before it.
    """
    if one.role not in LOCAL or at is None or (one.kind is Kind.BODY and not one.generic):
        return None
    near = bared(text[max(0, at - _REACH) : at])
    before = [m[1] for m in _SEAT.finditer(near) if m[1].lower() not in _CALENDAR]
    return (one.role, stem(before[-1])) if before else None


_REACH = 600  # code points back to which a town is looked for


def learn(page: Page) -> Learnt:
    """What the document's text and its speakers' names teach; the first that is said of a name counts."""
    bodies: dict[str, Who] = {}
    offices: dict[str, Who] = {}
    acronyms: dict[str, Who] = {}
    names: dict[str, Who] = {}

    def meet(one: Who) -> None:
        if one.kind is Kind.PERSON:
            if one.body is not None:
                bodies.setdefault(one.key, one.body)
                meet(one.body)
            if one.role is not None:
                offices.setdefault(one.role, one)
        if one.acronym and one.acronym != one.name:
            acronyms.setdefault(one.acronym, one)
        if one.kind in (Kind.PERSON, Kind.BODY) and not one.generic:
            names.setdefault(one.key, one)

    seats: dict[tuple[str, str], Who] = {}
    mentions: list[tuple[int, Who]] = []
    for told in page.told:
        for voice in told.entry.speakers:
            for one in speakers(voice):
                meet(one)
                sits = seat(page.document.text, one, voice.start) if one.kind is Kind.PERSON else None
                if sits is not None:
                    seats.setdefault(sits, one)
                body = one.body or one
                if voice.start is not None and not voice.traced and body.kind is Kind.BODY and body.role is None:
                    mentions.append((voice.start, body))
            if voice.traced and voice.start is not None:
                # "The health ministry", traced to its full name, is where "the ministry" of the next sentence points.
                written = who(page.document.text[voice.start : voice.end], voice.actor)
                if written.kind is Kind.BODY and written.role is None and len(written.words) > 1:
                    mentions.append((voice.start, written))
    text = page.document.text
    for match in _BEFORE.finditer(text):
        meet(who(match["whole"]))
    for match in _AFTER.finditer(text):
        body = who(match["body"])
        person = who(match["person"])
        if body.kind is Kind.BODY and len(person.words) > 1:
            bodies.setdefault(person.key, body)
            if not body.generic:
                names.setdefault(body.key, body)
    for match in _ACRONYM.finditer(text):
        letters = "".join(w[0] for w in re.findall(r"[A-Z]\w*", match[1]))
        if letters.lower()[-len(match[2]) :] == match[2].lower():
            words = re.findall(r"\S+", match[1])
            full = who(" ".join(_last(words, len(match[2]))))
            acronyms.setdefault(match[2], full)
            if not full.generic:
                names.setdefault(full.key, full)
    for match in _PROPER.finditer(text):
        if _CALENDAR & set(match.group().lower().split()):
            continue
        whole = who(match.group())
        if whole.kind is Kind.BODY and whole.role is None and not whole.generic and whole.words & commons():
            names.setdefault(whole.key, whole)
    mentions.sort(key=lambda each: (each[0], each[1].key))
    return Learnt(bodies, offices, acronyms, names, seats, tuple(mentions))


def _last(words: list[str], capitals: int) -> list[str]:
    kept: list[str] = []
    for word in reversed(words):
        if capitals == 0:
            break
        kept.append(word)
        capitals -= word[:1].isupper()
    return kept[::-1]
