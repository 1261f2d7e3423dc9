"""Words that the parser hung on the verb of a speech tag although they belong to what is said.

"The office raised its estimate to 5,000, from 4,000 last week, the Post reported": "from 4,000" does not hang on
"reported".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headwater.language.reading import Reading, Sentence, Word


def brought_back(text: str, reading: Reading) -> Reading:
    """The reading, such words hung on what is said: they stand before the comma in front of the tag's subject."""
    words = reading.words
    moved: dict[int, int] = {}
    for sentence in reading.sentences:
        for subject in range(sentence.first, sentence.last):
            verb = words[subject].head
            if words[subject].relation != "nsubj" or not 0 < verb - subject <= _NEAR or verb >= sentence.last:
                continue
            comma = _first(words, sentence, subject) - 1
            if comma > sentence.first and text[words[comma].start] == ",":
                moved |= _hung_wrongly(text, words, sentence, verb, comma)
    if not moved:
        return reading
    return replace(reading, words=tuple(w._replace(head=moved[n]) if n in moved else w for n, w in enumerate(words)))


_NEAR = 3


def _hung_wrongly(text: str, words: Sequence[Word], sentence: Sentence, verb: int, comma: int) -> dict[int, int]:
    """The words that hang on the tag's verb and stand behind the head of what is said, each with that head."""
    own = [word for word in range(sentence.first, comma) if words[word].head == verb]
    if words[verb].relation == "parataxis":
        said = words[verb].head
    else:
        said = next((word for word in own if words[word].relation == "ccomp"), -1)
    if not sentence.first <= said < comma:
        return {}
    return {
        word: said
        for word in own
        if said < word
        and words[word].relation.split(":")[0] in ("obl", "obj")
        and text[words[word].start : words[word].end].lower() not in ("which", "whom", "whose")
        and not any(_opens_a_clause(words[between]) for between in range(said, word))
    }


def _opens_a_clause(word: Word) -> bool:
    return word.relation.startswith("nsubj") or word.upos == "SCONJ"


def _first(words: Sequence[Word], sentence: Sentence, top: int) -> int:
    """The first word of what hangs on ``top``, as far as it stands right before it."""
    first = top
    while first > sentence.first and first <= words[first - 1].head <= top:
        first -= 1
    return first
