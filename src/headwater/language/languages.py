"""Which language a text is in, offline, from a sample of its letters."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"
UNKNOWN = "und"
_SAMPLE = 1500  # characters: more does not change the answer on news, and costs time
_FEWEST = 40  # letters under which a text is not judged
# Measured: of the 927 sentences of EWT dev with forty letters or more, none is under 0.007 English, and lists
# of Slavic and Korean names in English reports stay over 0.0002; foreign sentences of ten words are under 1e-8.
_NOT_ENGLISH = 1e-6
_LIKELY = 0.5
_PLAINLY = 0.14
"""Share of words that join a sentence in English from which, if five of them differ, a text is English without more:
the identifier takes a second to load. All of 171 English reports reach it (the lowest has 0.16, half have 0.25), and
the identifier calls them all English; a text of which half is in another language does not."""
_DIFFERENT = 5
_JOINING = frozenset(
    "the of and to that was with has from by have were which this not are it his their been who they but its would "
    "after about when there said more than what into she".split()
)
_NOT_LETTERS = re.compile(r"https?://\S+|[\W\d_]+")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str:
    """ISO 639-1 code of the language of ``text``, or ``und`` where too little is there to tell.

    Texts of up to 1,500 characters are judged whole; of longer ones the middle is, which no masthead or
    cookie notice reaches.
    """
    begin = max(0, (len(text) - 4 * _SAMPLE) // 2)
    sample = _NOT_LETTERS.sub(" ", text[begin : begin + 4 * _SAMPLE])[:_SAMPLE].strip()
    if sum(map(str.isalpha, sample)) < _FEWEST:
        return UNKNOWN
    low = sample.lower()
    words = low.split()
    joining = [word for word in words if word in _JOINING]
    if len(joining) >= _PLAINLY * len(words) and len(set(joining)) >= _DIFFERENT:
        return ENGLISH
    ranked = _identifier().rank(low)
    best, probability = ranked[0]
    english = next(share for code, share in ranked if code == ENGLISH)
    return str(best) if best == ENGLISH or (english < _NOT_ENGLISH and probability >= _LIKELY) else UNKNOWN
