"""Names of places made comparable: one key for spellings that print alike, a looser one for transliterations."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a Latin letter and a mark.
_PLAIN = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "þ": "th", "ß": "ss", "æ": "ae",
        "œ": "oe", "ə": "a", "ɛ": "e", "ɔ": "o", "&": " and ",
        **dict.fromkeys("'’‘`´ʿʾʼʻʹ′.", ""),
    }
)  # fmt: skip
_GAP = re.compile(r"[^0-9a-z]+")
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}

_ARTICLES = frozenset("al el ul il".split())
_ASSIMILATED = re.compile(r"^[aeiu](d|dh|n|r|s|sh|t|th|z)$")
_VOWELS = str.maketrans({"o": "u", "w": "u", "e": "i", "y": "i", "q": "k"})
_HARD_C = re.compile(r"c(?!h)")
_MUTE_H = re.compile(r"(?<=[^sc])h")
_DOUBLED = re.compile(r"(.)\1+")
_LAST_VOWEL = re.compile(r"[aiu]$")
LEAST_LOOSE = 4
"""Letters that a loose key has at least: shorter ones would join names that have nothing to do with one another."""


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """``name`` in small plain letters and digits with single spaces; "" where it has no Latin letter or digit.

    >>> key("Al-Ḩasakah"), key("St. John’s"), key("U.S.")
    ('al hasakah', 'saint johns', 'us')
    """
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN)).translate(_PLAIN)
    words = _GAP.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).split()
    if len(words) > 1:
        words = [_SHORT.get(word, word) for word in words]
    return " ".join(words)


@lru_cache(maxsize=16384)
def loose(name: str) -> str | None:
    """What transliterations of one name share: no article, no doubled letter, no mute h, three vowels.

    None where too little is left. Made for names from Arabic, Hebrew, Persian, Cyrillic or Korean writing; for other
    names it joins too much.

    >>> loose("al-Hasakeh") == loose("Hassakah"), loose("Deir ez-Zor") == loose("Deir al-Zour")
    (True, True)
    """
    words = key(name).split()
    kept = [word for at, word in enumerate(words) if not _article(word, words[at + 1 : at + 2])]
    joined = _HARD_C.sub("k", _MUTE_H.sub("", "".join(kept)).translate(_VOWELS))
    joined = _DOUBLED.sub(r"\1", joined)
    if len(joined) > LEAST_LOOSE:
        joined = _LAST_VOWEL.sub("", joined)
    return joined if len(joined) >= LEAST_LOOSE else None


def _article(word: str, after: list[str]) -> bool:
    """Whether ``word`` is the Arabic article, before a sun letter too ("ez-Zor", "as-Suwayda")."""
    if not after:
        return False
    return word in _ARTICLES or (bool(_ASSIMILATED.match(word)) and after[0].startswith(word[1:]))
