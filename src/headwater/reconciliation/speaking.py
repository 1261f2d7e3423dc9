"""Speakers' names taken apart: who is meant, for whom they speak, and whether it is anybody at all.

What a name says by itself, without other documents; :mod:`headwater.reconciliation.origins` holds names together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from headwater.reconciliation.identity import folded
from headwater.resolution.actors import resolve
from headwater.resolution.report import Actor, Voice
from headwater.vocabulary import VocabularyError, table

STATE = frozenset({"GOV", "MIL", "SPY"})
"""Sectors that are the state itself, so that their bodies are one party. Courts, parliaments and police are not."""

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LEAD = re.compile(
    r"^(?:according to|as per|in a statement(?: by| from)?|via|citing|quoting|both|one of|some of|earlier|later|"
    r"meanwhile)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[,;:]?\s+(?:which|who|whose|whom|that|speaking|told|said|has|have|had|was|is)\b.*$", re.DOTALL)
_INSIDE = re.compile(r"^(?:in|at|on|near|of)\s+[A-Z][\w’'-]+\s+(?=(?:the\s+)?[A-Z][\w’'-]+\s)")
_REPORT = re.compile(
    r"^(?:(?:an?|the|its|their)\s+)?(?:\w+\s+)?(?:report|reports|statement|article|story|dispatch|bulletin|interview|tally|toll)\s+"
    r"(?:in|by|from|of|on|with|to)\s+(?=\S)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[A-Z][A-Z'’ -]{2,}\s*(?:\([^()]*\)\s*(?:[-–—]\s*|$)|[–—]\s*|-\s+)")
_NAMED = re.compile(r"\b(?:named|called|identified as|identified only as)\s+(.+)$")
_APPOSED = re.compile(
    r"(?<=[a-z)])(?<!\bof)(?<!\bfor)(?<!\bfrom)(?<!\bat)(?<!\bwith)(?<!\bin)(?<!\bto)(?<!\bon)(?<!\bby)"
    r"\s+(?:an?|the)\s+(?:[A-Z]{1,3}-|[A-Z]\w+-)?[a-z].*$"
)
_PRESSED = re.compile(
    r"^(?:[Tt]he\s+)?(?:[A-Z][\w’'-]+\s+)?(?:daily|weekly|newspaper|magazine|news agency|broadcaster|"
    r"news site|website)\s+(?=(?:The\s)?[A-Z])"
)
_SCENE = re.compile(r"\s+(?:at|on|from|near|in)\s+(?:the\s+)?(?:scene|spot|ground|site|area|there)\b.*$")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_AND = re.compile(r",?\s+(?:and|as well as|along with)\s+")
_OF = re.compile(r"\s+(?:of|for|from|at|with|in)\s+")
_ALPHA3 = re.compile(r"[A-Z]{3}")
_ENDINGS = re.compile(
    r"(?:lands?|landers?|istan(?:is?|s)?|ians|ian|ias|ia|as|eans|ean|ans|an|ese|ish|is|ies|es|s|e|i|y|a|o)$"
)


class Kind(StrEnum):
    """What stands behind a name. ``particular`` is somebody without a name: "a medical source"."""

    NOBODY = "nobody"
    PARTICULAR = "particular"
    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Who:
    """One speaker. ``words`` are stems that tell it apart; ``generic``: none of them is a name, so that it means
    something only among its own story ("the health ministry"). ``body`` is whom a person speaks for.

    ``role`` is what a speaker without a name is ("medical"), or the office that a name holds ("mayor"); ``acronym``
    is what stands in brackets or is the whole name. ``code`` and ``sector`` are the actor's, None where unknown.
    """

    kind: Kind
    name: str
    words: frozenset[str]
    generic: bool = False
    role: str | None = None
    acronym: str | None = None
    body: Who | None = None
    code: str | None = None
    sector: str | None = None

    @property
    def country(self) -> str | None:
        """The actor's country, ISO 3166-1 alpha-3; None for groups and where it is unknown."""
        return self.code if self.code not in _GROUPS else None

    @property
    def key(self) -> str:
        """What is equal for two names of one speaker, as far as the names alone tell."""
        department = next((w for w in sorted(self.words) if w in _department_stems()), None)
        if self.kind is Kind.BODY and self.country and self.sector in STATE:
            if department or self.sector == "SPY":
                return f"{self.country} {department or 'intelligence'}"
            if self.sector == "MIL" or not self.words - commons():
                return f"{self.country} {self.sector}"
        return " ".join(sorted(self.words)) or folded(self.name)


_GROUPS = frozenset({None, "UNK", "UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


def speakers(voice: Voice) -> tuple[Who, ...]:
    """Everybody who speaks under this name: "the Observatory and medics" are two."""
    return tuple(who(part, voice.actor) for part in _parts(voice.name))


@lru_cache(maxsize=16384)
def who(written: str, actor: Actor | None = None) -> Who:
    """A name without its furniture, and whom it speaks for.

    Knows "Observatory chief Ana Reyl", "Ana Reyl, director of the Observatory", "a spokesman for the ministry",
    "Defence Minister Ana Reyl", "a witness named Ana".
    """
    name = " ".join(written.split()).strip(" \"“”'’,;:.")
    for _ in range(2):
        name = _LEAD.sub("", name)
    name = _INSIDE.sub("", name)
    name = _SCENE.sub("", _REPORT.sub("", _DATELINE.sub("", name)))
    acronym: str | None = None
    for inside in _BRACKETS.findall(name):
        if re.fullmatch(r"[A-Z][A-Za-z]{1,7}", inside) and sum(c.isupper() for c in inside) > 1:
            acronym = inside
    name = _BRACKETS.sub("", name)
    called = _NAMED.search(name)
    if called and called[1][:1].isupper():
        return _person(called[1], actor, None)
    name = _TAIL.sub("", name).strip(" ,;") or name
    head = _headed(name, actor)
    if head is not None:
        return head
    name = _PRESSED.sub("", re.split(r",\s", name, maxsplit=1)[0])
    name = _APPOSED.sub("", name).strip() or name
    return _plain(name, actor, acronym)


def _parts(name: str) -> Iterator[str]:
    """The members of a coordination of speakers; names that have an "and" of their own stay whole."""
    pieces = _AND.split(name)
    if len(pieces) == 1:
        yield name
        return
    held = pieces[0]
    for piece in pieces[1:]:
        first = piece.split(" ", 1)[0]
        speaks = set(_lower(piece)) & (_roles() | _nobody())
        before = [w for w in re.findall(r"[\w’'-]+", held)[-1:] if w[:1].islower()]
        if held.islower() and " " not in held and not held.endswith("s") and held != "police" and " " in piece:
            held = f"{held} and {piece}"  # "security and medical officials": two adjectives of one noun
            continue
        own = first.lower() in ("the", "a", "an", "its", "his", "her", "their", "local", "several", "some")
        if own or (speaks and not piece[:1].isupper()) or (before and before[-1] in _nobody() | _roles()):
            yield held
            held = piece
        else:
            held = f"{held} and {piece}"
    yield held


def _headed(name: str, actor: Actor | None) -> Who | None:
    """Who speaks for a body, or holds an office; None where the name says neither."""
    tokens = [m.group() for m in _TOKEN.finditer(name)]
    lower = [t.lower().removesuffix("'s").removesuffix("’s") for t in tokens]
    at = next((i for i, word in enumerate(lower) if word in _heads() | _offices()), None)
    if at is None:
        return None
    end = at
    while end + 1 < len(lower) and lower[end + 1] in _heads() | _offices():
        end += 1
    minister = "minister" in lower[at : end + 1] and "prime" not in lower
    office = next((w for w in lower[at : end + 1] if w in _offices()), None)
    head = any(w in _heads() and w not in _offices() for w in lower[at : end + 1])
    before, after = tokens[:at], tokens[end + 1 :]
    while before and before[0].lower() in _ARTICLES:
        before.pop(0)
    while before and before[-1].lower() in _ARTICLES:
        before.pop()
    of: list[str] = []
    if after and after[0].lower() in ("of", "for", "at", "with", "from", "in"):
        cut = re.split(r",\s", name[_place(name, tokens, end + 1) :], maxsplit=1)
        of = [m.group() for m in _TOKEN.finditer(cut[0])][1:]
        after = [m.group() for m in _TOKEN.finditer(cut[1])] if len(cut) > 1 else []
    person = (
        [t for t in after if _in_a_name(t) and t.lower() not in _titles()] if after and after[0][:1].isupper() else []
    )
    commas = name[: _place(name, tokens, at)].rstrip()
    if not person and (of or commas.endswith(",") or "," in commas) and before and before[0][:1].isupper():
        # "Ana Reyl, director of the Observatory"; "Ana Reyl, the mayor".
        first = [m.group() for m in _TOKEN.finditer(commas.split(",", 1)[0])]
        owns = before[-1].endswith(("'s", "’s"))
        if "," in commas or (of and not owns and all(t[:1].isupper() for t in before)):
            person = first if "," in commas else before
            before = [m.group() for m in _TOKEN.finditer(commas.split(",", 1)[1])] if "," in commas else []
    if office and not head and not minister and not person and len(of) > 2 and all(t[:1].isupper() for t in of[-3:]):
        of, person = of[:-2], of[-2:]  # "the mayor of Varn Jonas Reeve", its commas lost
    if not minister:
        before, of = _owning(before, of)
    owner = " ".join([t for t in before if t.lower() not in ("the", "a", "an")] + of)
    body: Who | None = None
    if minister:
        body = _plain(f"{owner} ministry", actor, None) if owner else None
    elif head and owner:
        body = _plain(owner, actor, None)
        if body.kind in (Kind.NOBODY, Kind.PARTICULAR) or not body.words:
            body = None
    if person:
        made = _person(" ".join(person), actor, body)
        role = office if office and not minister and not head else None
        return Who(made.kind, made.name, made.words, role=role, body=body, code=made.code, sector=made.sector)
    if body is not None:
        return body
    if office and not minister:
        words = _stems(owner.split()) | {stem(office)}
        proper = any(t[:1].isupper() and stem(t) not in commons() for t in owner.split())
        return Who(Kind.BODY, name, words, not proper, office, None, None, *_coded(actor))
    return None


def _in_a_name(token: str) -> bool:
    return token[:1].isupper() or token[:3].lower() in ("al-", "el-", "an-", "ar-", "as-", "at-", "ad-", "az-")


def _owning(before: list[str], of: list[str]) -> tuple[list[str], list[str]]:
    """Whom somebody speaks for, without what they are there: "the Union's head of crisis research" is the Union's."""
    owns = next((i for i, t in enumerate(before) if t.endswith(("'s", "’s"))), None)
    if owns is None:
        return before, of
    bare = before[owns][:-2]
    rest = [*before[owns + 1 :], *of]
    if any(t[:1].isupper() or t.lower() in _OFFICES for t in rest):
        return ([*before[:owns], bare, *before[owns + 1 :]] if not before[owns + 1 :] else before), of
    return [*before[:owns], bare], []


_OFFICES = frozenset(
    "ministry department office council committee command army navy military police service agency mission commission "
    "force forces staff guard union party movement government parliament court authority".split()
)
_ARTICLES = frozenset("the a an its their".split())


def _place(name: str, tokens: list[str], number: int) -> int:
    """Where the token of that number begins."""
    return [m.start() for m in _TOKEN.finditer(name)][number] if number < len(tokens) else len(name)


def _person(name: str, actor: Actor | None, body: Who | None) -> Who:
    tokens = [m.group() for m in _TOKEN.finditer(re.split(r",\s", name, maxsplit=1)[0])]
    while len(tokens) > 1 and tokens[0].lower().rstrip(".") in _titles():
        tokens.pop(0)
    words = frozenset(stem(t) for t in tokens)
    return Who(Kind.PERSON, " ".join(tokens) or name, words, body=body, code=_coded(actor)[0], sector=_coded(actor)[1])


def _plain(name: str, actor: Actor | None, acronym: str | None) -> Who:
    tokens = [m.group() for m in _TOKEN.finditer(name)]
    lower = [t.lower().removesuffix("'s").removesuffix("’s") for t in tokens]
    code, sector = _fitting(actor, tokens)
    if not tokens:
        return Who(Kind.NOBODY, name, frozenset())
    named = [t for t, low in zip(tokens, lower, strict=True) if t[:1].isupper() and low not in _plainly() | _roles()]
    core = next(
        w.strip() for w in re.split(r"\b(?:of|from|in|at|for|with|close|on|to)\b", " ".join(lower), maxsplit=1)
    ).split()
    last = next((w for w in reversed(core or lower) if w not in ("s",)), "")
    unnamed = not [
        t for t in tokens[: len(core)] if t[:1].isupper() and stem(t) not in commons() and t.lower() not in _plainly()
    ]
    if (
        last in _nobody() | _roles()
        and (unnamed or core[-1:] != [last] or last in _nobody() | _singly())
        and not (last in _BODIES or _institution(core))
    ):
        return _somebody(name, tokens, lower, core, code, sector)
    if len(tokens) > 1 and lower[0].rstrip(".") in _titles() and all(t[:1].isupper() for t in tokens):
        return _person(name, actor, None)
    words = _stems(tokens)
    if len(tokens) == 1 and re.fullmatch(r"[A-Z][A-Za-z]?[A-Z]{1,6}", tokens[0]):
        return Who(Kind.BODY, name, frozenset({tokens[0].lower()}), False, None, tokens[0], None, code, sector)
    proper = [t for t in named if stem(t) not in commons()]
    if len(tokens) == 2 and proper == tokens[:1] and lower[1] in _departments():
        words |= {"ministry"}  # "Marovian health", the rest of its name lost
    vague = "ministry" in words and not words & _department_stems() and len(words) < 3
    generic = vague or (not proper and (bool(words & {"ministry"}) or sum(t[:1].isupper() for t in tokens) < 3))
    plain = not set(lower) & _ministries() and not words & commons() and all(t[:1].isupper() for t in tokens)
    if proper and plain and len(tokens) > 1 and lower[0] != "the":
        return Who(Kind.PERSON, name, words, code=code, sector=sector, acronym=acronym)
    return Who(Kind.BODY, _shown(name), words, generic, None, acronym, None, code, sector)


def _shown(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)


_BODIES = frozenset("police army military government rescue emergency security intelligence council clinic".split())
"""Roles that are bodies when the name ends in them: "the army" is one, "an army source" somebody in it."""


@cache
def _singly() -> frozenset[str]:
    """Roles of single people, which no body is called by."""
    return frozenset(w for r, words in _particular().items() if r not in ("local", "fighter") for w in words) - _BODIES


def _institution(lower: list[str]) -> bool:
    return bool(set(lower) & {"agency", "authority", "service", "office", "centre", "center"}) and len(lower) > 1


def _somebody(
    name: str, tokens: list[str], lower: list[str], core: list[str], code: str | None, sector: str | None
) -> Who:
    """A speaker without a name: somebody in particular where the words say what they are, else nobody."""
    role = next((r for r, words in _particular().items() if r != "local" and set(core) & words), None)
    if core and core[-1] in _nobody() - _particular()["local"]:
        return Who(Kind.NOBODY, name, frozenset(), code=code, sector=sector)
    rest = tokens[len(core) + 1 :] if len(core) < len(tokens) else []
    within = next((i for i, t in enumerate(rest) if t.lower() == "in"), None)
    if within is not None and not _stems(rest[within:]) & commons():
        rest = rest[:within]  # "at the hospital in Varn": a place, which its story has too
    own = frozenset(stem(w) for w in (_particular()[role] if role else ()))
    belongs = (_stems(rest) if rest else frozenset()) - own
    link = lower[len(core)] if len(core) < len(lower) else ""
    if link == "in" and not (belongs & commons()):
        belongs = frozenset()  # a place, not a body
    telling = [w for w in core if w not in _nobody() | _plainly() | _numbers()]
    if role is None and (telling or belongs or "local" in core) and set(core) & (_particular()["local"] | _roles()):
        role = "local"
    if role is None:
        return Who(Kind.NOBODY, name, frozenset(), code=code, sector=sector)
    adjectives = frozenset(stem(w) for w in telling if w not in _particular()[role]) if role == "local" else frozenset()
    belongs |= frozenset(
        stem(t) for t in tokens[: len(core)] if t[:1].isupper() and t.lower() not in _roles() | _plainly()
    )
    return Who(Kind.PARTICULAR, _shown(name), adjectives | belongs, True, role, None, None, code, sector)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, so that a country and its people are one ("Marovia", "Marovian", "Marovia's").

    Four letters at the least are left. It takes some words for one that are two.
    """
    word = folded(word).replace("’", "'").removesuffix("'s").replace("'", "")
    word = _same().get(word, word)
    if len(word) > 5 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ians", "ans")):
        word = word[:-1]  # a plural, or an owner whose apostrophe was lost
    cut = _ENDINGS.sub("", word) if len(word) > 4 else word
    return cut if len(cut) >= 4 else word[: max(4, len(cut))]


def _stems(tokens: list[str]) -> frozenset[str]:
    """What tells a body apart: stems without articles and plain words; every ministry has the word ministry."""
    kept = set()
    for token in tokens:
        word = token.lower().replace("’", "'").removesuffix("'s")
        if word.endswith(("-based", "-run", "-led", "-backed")):
            continue
        if word in _ministries():
            kept.add("ministry")
        elif word in _departments():
            kept.add(_departments()[word])
        elif word not in _plainly() or (token[:1].isupper() and word in ("state", "national", "group")):
            kept.add(stem(word))
    return frozenset(kept - {""})


def _lower(name: str) -> list[str]:
    return [m.group().lower() for m in _TOKEN.finditer(name)]


def _coded(actor: Actor | None) -> tuple[str | None, str | None]:
    return (actor.code, actor.sector) if actor else (None, None)


def _fitting(actor: Actor | None, tokens: list[str]) -> tuple[str | None, str | None]:
    """The actor's code and sector; no code where the name has proper words that do not lead to that country."""
    code, sector = _coded(actor)
    proper = [t for t in tokens if t[:1].isupper() and t.lower() not in _plainly() and stem(t) not in commons()]
    if code not in _GROUPS and proper and not any(a.code == code for a in resolve(" ".join(proper), speaks=True)):
        return None, sector
    return code, sector


@cache
def _data() -> dict[str, frozenset[str]]:
    data = table("sources")
    found = {}
    for name in ("heads", "offices", "ministries", "persons", "nobody", "plain", "press"):
        words = data.get(name)
        if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
            raise VocabularyError(f"sources.yaml: {name}: a list of words was expected, got {words!r}")
        found[name] = frozenset(words)
    return found


@cache
def _particular() -> dict[str, frozenset[str]]:
    return {role: frozenset(words) for role, words in table("sources")["particular"].items()}


@cache
def _roles() -> frozenset[str]:
    return frozenset(w for words in _particular().values() for w in words)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(table("sources")["numbers"])


@cache
def _departments() -> dict[str, str]:
    return dict(table("sources")["departments"])


@cache
def _department_stems() -> frozenset[str]:
    return frozenset(_departments().values())


@cache
def commons() -> frozenset[str]:
    """Stems of words that name kinds of bodies, from the vocabulary's roles: "observatory", "army", "ministry"."""
    data = table("roles")
    found = {"ministry"} | _department_stems()
    for group in ("strong", "weak"):
        for words in data.get(group, {}).values():
            found |= {stem(w) for phrase in str(words).split(",") for w in re.findall(r"\w+", phrase)}
    return frozenset(found - _stems_kept())


@cache
def _stems_kept() -> frozenset[str]:
    return frozenset({"jew", "american", "hindu", "christian", "muslim"})


@cache
def _same() -> dict[str, str]:
    return {
        "organization": "organisation",
        "defense": "defence",
        "center": "centre",
        "labor": "labour",
        "military": "army",
    }


def _heads() -> frozenset[str]:
    return _data()["heads"]


def _offices() -> frozenset[str]:
    return _data()["offices"]


def _ministries() -> frozenset[str]:
    return _data()["ministries"]


def _titles() -> frozenset[str]:
    return _data()["persons"]


def _nobody() -> frozenset[str]:
    return _data()["nobody"]


def _plainly() -> frozenset[str]:
    return _data()["plain"]


def press() -> frozenset[str]:
    """Words that an outlet is called by."""
    return _data()["press"]


def written(one: Who | None) -> list[Any] | None:
    """A speaker as JSON can hold it; :func:`read` gives it back."""
    if one is None:
        return None
    return [
        one.kind.value, one.name, sorted(one.words), one.generic, one.role, one.acronym, written(one.body), one.code,
        one.sector,
    ]  # fmt: skip


def read(kept: list[Any]) -> Who:
    kind, name, words, generic, role, acronym, body, code, sector = kept
    whose = read(body) if body is not None else None
    return Who(Kind(kind), name, frozenset(words), generic, role, acronym, whose, code, sector)
