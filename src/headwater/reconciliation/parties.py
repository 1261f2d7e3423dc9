"""Parties: who is not independent of whom. A government, its ministers, its agencies and its media are one."""

from __future__ import annotations

from headwater.reconciliation.learning import LOCAL
from headwater.reconciliation.speaking import STATE, Kind, Who, stem

_MEDIA = frozenset("state official government state-run".split())
_COMPASS = frozenset("north south east west northern southern eastern western central".split())
_RULE = frozenset("ministry governmen governm regim army military intelligenc".split())


def party(who: Who, key: str, *, commons: frozenset[str]) -> tuple[str, str | None]:
    """The party's id and, where it is not the speaker's own, why: the relation in words.

    ``state:XXX`` by country code, else by the country's own name in the speaker's ("Marovia's army"). Who has no
    state behind the name is a party alone.
    """
    speaker = who.body if who.body is not None else who
    words = key.split(" ")
    if speaker.role in LOCAL or who.role in LOCAL:  # they answer to their town
        return key, None
    if _state_medium(who):
        country = speaker.country or _country(words, speaker, commons)
        return (f"state:{country}", "a medium of the state") if country else (key, None)
    if speaker.sector in STATE or set(words) & _RULE:
        if who.kind is Kind.PERSON and who.body is None and not who.country:
            return key, None
        named = _country(words, speaker, commons) if who.kind is not Kind.PERSON else None
        country = speaker.country or who.country or named
        if country:
            return f"state:{country}", "of the state"
    return key, None


def _country(words: list[str], who: Who, commons: frozenset[str]) -> str | None:
    """The one word of a body's name, written as a name, that is not what kind of body it is."""
    names = {stem(word) for word in who.name.split() if word[:1].isupper()}
    own = [w for w in words if w not in commons and w.isalpha() and w not in _COMPASS and w in names]
    return own[0] if len(own) == 1 else None


def _state_medium(who: Who) -> bool:
    return who.sector == "JRN" and bool(set(who.name.lower().split()) & _MEDIA)
