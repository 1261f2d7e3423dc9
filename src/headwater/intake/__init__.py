"""The whole way of one document, from what was found to what the ledger keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from headwater.extraction.claim import Modality
from headwater.language import Attribution, Outcome, Reader, Reading
from headwater.reading.files import Refusal
from headwater.resolution.report import Entry, Report, Voice
from headwater.text import Document, Span


def reports(found: Iterable[Document | Refusal]) -> Iterator[Report | Refusal]:
    """One report a document, in their order, while they come; a refusal is passed on as soon as it is met.

    For now a claim is simply the content of an attribution, with its source as the only speaker: not split into
    clauses, always ``actual``, without event, figures, dates or places, and scenarios are not looked for.
    """
    stream = iter(found)
    for first in stream:
        if isinstance(first, Document):
            yield from _read(chain([first], stream))
        else:
            yield first


def _read(found: Iterable[Document | Refusal]) -> Iterator[Report | Refusal]:
    documents: list[Document] = []
    refusals: list[Refusal] = []

    def accepted() -> Iterator[Document]:
        for each in found:
            if isinstance(each, Document):
                documents.append(each)
                yield each
            else:
                refusals.append(each)

    for reading in Reader().read(accepted()):
        yield from refusals
        refusals.clear()
        yield _report(documents.pop(0), reading)
    yield from refusals


def _report(document: Document, reading: Reading) -> Report:
    if reading.outcome is not Outcome.READ:
        return Report(document, reading.outcome, reading.language)
    entries = tuple(_entry(document.text, a) for a in reading.attributions)
    return Report(document, reading.outcome, reading.language, entries)


def _entry(text: str, attribution: Attribution) -> Entry:
    start, end = attribution.content[0].start, attribution.content[-1].end
    voices: tuple[Voice, ...] = ()
    if attribution.source:
        first, last = attribution.source[0].start, attribution.source[-1].end
        cue = _words(text, attribution.cue) or None
        voices = (Voice(_words(text, attribution.source), None, False, first, last, cue),)
    return Entry(start, end, text[start:end], voices, Modality.ACTUAL, None, (), None, (), None, None, None)


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans)
