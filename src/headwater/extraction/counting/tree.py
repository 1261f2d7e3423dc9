"""The words of a document, asked by place, and the noun phrases that begin at one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from headwater.extraction.counting.understood import understood
from headwater.language.reading import Reading

NOMINAL = frozenset(["NOUN", "PROPN"])
MODIFIES = frozenset(["ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM"])
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow overnight".split()
)
_DETERMINERS = frozenset("the its his her their our your my these those this that all some such".split())


class Tree:
    """The words of a document, to be asked by place."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text, self.words, self.sentences = text, reading.words, reading.sentences
        self.starts = [word.start for word in reading.words]
        self.ends = [word.end for word in reading.words]
        self.firsts = [sentence.first for sentence in reading.sentences]
        self.children: list[list[int]] = [[] for _ in reading.words]
        for number, word in enumerate(reading.words):
            if word.head >= 0:
                self.children[word.head].append(number)

    def at(self, start: int, end: int) -> range:
        """The words that touch ``start`` to ``end``."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def top(self, span: range) -> int:
        """The word of the number that the others hang on."""
        return next((word for word in span if self.words[word].head not in span), span[-1])

    def sentence(self, word: int) -> int:
        return bisect_right(self.firsts, word) - 1

    def lower(self, word: int) -> str:
        return self.text[self.words[word].start : self.words[word].end].lower()

    def limit(self, word: int) -> int:
        """The end of the sentence that holds ``word``."""
        return self.sentences[self.sentence(word)].last


_PLURALS = frozenset(
    "people police men women children personnel staff cattle troops dead wounded injured missing".split()
)


def singular(tree: Tree, word: int) -> bool:
    lower = tree.lower(word)
    return not lower.endswith(("s", "men", "folk")) and lower not in _PLURALS and lower.isalpha()


def past_determiners(tree: Tree, word: int, limit: int) -> int:
    while word < limit and (tree.lower(word) in _DETERMINERS or tree.words[word].upos == "DET"):
        word += 1
    return word


def run(tree: Tree, first: int, limit: int) -> int | None:
    """The last word of the noun phrase that begins at ``first``: modifiers, then nouns. None where there is no noun.

    It stops before a day, and where a lower-case noun is followed by a capital of another name.
    """
    last: int | None = None
    words = tree.words
    word = first
    while word < min(limit, first + 10):
        upos = _upos(tree, word, limit)
        lower = tree.lower(word)
        if upos in NOMINAL:
            if lower in DAYS:
                break
            if (
                last is not None
                and last == word - 1
                and upos == "PROPN"
                and words[last].upos == "NOUN"
                and tree.text[words[last].start].islower()
                and lower[:1].isalpha()
            ):
                break
            last = word
        elif (
            (lower in ("-", "/", "'s", "’s", "'", "’", "&") and word + 1 < limit)
            or (
                lower == "and"
                and word > first
                and words[word - 1].upos == "ADJ"
                and word + 1 < limit
                and words[word + 1].upos == "ADJ"
            )
            or (lower in ("and", "or") and tree.lower(word - 1) == "-" and word > first)
        ):
            pass
        elif (
            upos == "ADJ"
            or (upos == "VERB" and _tied(tree, word, limit))
            or (upos in ("VERB", "ADV", "NUM") and (last is None or _glued(tree, word)))
        ):
            if last is not None and not _glued(tree, word) and not _tied(tree, word, limit):
                break
            if upos == "VERB" and (lower in understood().forms and not noun_next(tree, word, limit)):
                break
            if (
                upos == "VERB"
                and not _glued(tree, word)
                and not _tied(tree, word, limit)
                and not lower.endswith(("ed", "ing", "en", "wn", "ught", "lt", "rn"))
            ):
                break
        else:
            break
        word += 1
    return last


def _upos(tree: Tree, word: int, limit: int) -> str:
    """The part of speech; capitals before a noun are a name ("IS fighters"), whatever the tagger took them for."""
    upos = tree.words[word].upos
    written = tree.text[tree.words[word].start : tree.words[word].end]
    if upos in ("AUX", "PRON") and len(written) > 1 and written.isupper() and word + 1 < limit:
        following = tree.words[word + 1]
        if following.upos == "NOUN" and tree.text[following.start : following.end].islower():
            return "PROPN"
    return upos


def _glued(tree: Tree, word: int) -> bool:
    """Whether a hyphen or a possessive leads over to the word: "regime-held", "the world's largest"."""
    return tree.lower(word - 1) in ("-", "'s", "’s", "'", "’") or tree.lower(word - 2) in ("'s", "’s")


def noun_next(tree: Tree, word: int, limit: int) -> bool:
    """Whether a participle stands before the noun that it belongs to."""
    head = tree.words[word].head
    return tree.words[word].relation.split(":")[0] in ("amod", "compound") and word < head < limit


def _tied(tree: Tree, word: int, limit: int) -> bool:
    """Whether an adjective after a noun still belongs to a noun that follows."""
    return tree.words[word].relation.split(":")[0] in ("amod", "compound") and word < tree.words[word].head < limit


def written(tree: Tree, first: int, last: int) -> str:
    return " ".join(tree.text[tree.words[first].start : tree.words[last].end].split())


def run_of(tree: Tree, word: int) -> bool:
    """Whether a noun that could be counted begins at ``word``."""
    return word < len(tree.words) and run(tree, word, min(len(tree.words), word + 8)) is not None
