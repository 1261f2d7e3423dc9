"""Universal Dependencies files (CoNLL-U), with the raw text that they stand for.

The raw text of a document is rebuilt as the shared tasks on parsing do it: words follow each other with a
space unless ``SpaceAfter=No`` stands, sentences with a space, paragraphs with a blank line. Every word then
has its half-open code-point span in that text, so that a reader of raw text can be scored against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Word:
    """One syntactic word. ``head`` is 1-based within the sentence, 0 for the root."""

    form: str
    upos: str
    head: int
    deprel: str
    start: int
    end: int
    misc: str


@dataclass(slots=True)
class Sentence:
    sent_id: str
    words: list[Word] = field(default_factory=list)
    starts_paragraph: bool = False
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class ConlluDocument:
    doc_id: str
    text: str
    genre: str
    sentences: list[Sentence]


def documents(path: Path) -> Iterator[ConlluDocument]:
    """Yield the documents of a CoNLL-U file, in order."""
    pieces: list[str] = []
    length = 0
    sentences: list[Sentence] = []
    doc_id, genre, sent_id = "", "", ""
    new_paragraph = True
    rows: list[list[str]] = []

    def push(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    def close_sentence() -> None:
        nonlocal rows, new_paragraph
        if not rows:
            return
        if sentences:
            push("\n\n" if new_paragraph else " ")
        sentence = Sentence(sent_id, [], new_paragraph, length)
        _lay_out(rows, sentence, push, lambda: length)
        sentence.end = max(word.end for word in sentence.words)
        sentences.append(sentence)
        rows, new_paragraph = [], False

    def close_document() -> Iterator[ConlluDocument]:
        nonlocal pieces, length, sentences, new_paragraph
        close_sentence()
        if sentences:
            yield ConlluDocument(doc_id, "".join(pieces), genre, sentences)
        pieces, length, sentences, new_paragraph = [], 0, [], True

    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                close_sentence()
            elif line.startswith("# newdoc"):
                yield from close_document()
                doc_id = line.partition("= ")[2]
                genre = ""
            elif line.startswith("# newpar"):
                new_paragraph = True
            elif line.startswith("# meta::genre"):
                genre = line.partition("= ")[2]
            elif line.startswith("# sent_id"):
                sent_id = line.partition("= ")[2]
            elif not line.startswith("# ") and "\t" in line:
                rows.append(line.split("\t"))
    yield from close_document()


def _lay_out(rows: list[list[str]], sentence: Sentence, push: Callable[[str], None], here: Callable[[], int]) -> None:
    """Write the sentence's surface text and give each word its span in it."""
    token_last = 0  # the last word of the multiword token being read
    token_start = token_end = cursor = 0
    token_form = ""
    token_space = False
    pending_space = False
    for row in rows:
        number, form, _, upos, _, _, head, deprel, _, misc = row
        if "." in number:
            continue
        spaced = "SpaceAfter=No" not in misc.split("|")
        if "-" in number:
            if pending_space:
                push(" ")
            token_start = cursor = here()
            push(form)
            token_end, token_form, token_space = here(), form, spaced
            token_last = int(number.split("-")[1])
            pending_space = False
            continue
        index = int(number)
        if index <= token_last:
            # A word inside a multiword token: its own letters where the surface has them in order.
            at = token_form.find(form, cursor - token_start)
            if index == token_last:
                start = token_start + at if at >= 0 else cursor
                end = token_end
            elif at >= 0:
                start, end = token_start + at, token_start + at + len(form)
            else:
                start, end = cursor, min(cursor + len(form), token_end)
            cursor = end
            if index == token_last:
                pending_space = token_space
        else:
            if pending_space:
                push(" ")
            start = here()
            push(form)
            end = here()
            pending_space = spaced
        sentence.words.append(Word(form, upos, int(head), deprel, start, end, misc))
