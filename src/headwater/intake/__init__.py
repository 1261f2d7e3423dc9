"""The whole way of one document, from what was found to what the ledger keeps."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import PurePath

from headwater.extraction.claims import claims
from headwater.extraction.events import events
from headwater.extraction.figures import figures
from headwater.extraction.rehung import brought_back
from headwater.extraction.scenarios import scenarios
from headwater.extraction.tree import Tree
from headwater.language import Outcome, Reader, Reading
from headwater.reading.refusal import Refusal
from headwater.resolution.passages import passages
from headwater.resolution.report import Report
from headwater.resolution.resolve import resolved
from headwater.text import Document


def reports(found: Iterable[Document | Refusal], reader: Reader | None = None) -> Iterator[Report | Refusal]:
    """One report a document, and the refusals between them, in the order in which they come.

    The weights are loaded for the first document, unless a reader is given.
    """
    stream = iter(found)
    for first in stream:
        if isinstance(first, Document):
            yield from _read(chain([first], stream), reader or Reader())
        else:
            yield first


def _read(found: Iterable[Document | Refusal], reader: Reader) -> Iterator[Report | Refusal]:
    met: deque[Document | Refusal] = deque()

    def accepted() -> Iterator[Document]:
        for each in found:
            met.append(each)
            if isinstance(each, Document):
                yield each

    for reading in reader.read(accepted()):
        while isinstance(first := met.popleft(), Refusal):
            yield first
        yield _report(first, reading)
    for last in met:
        assert isinstance(last, Refusal)  # each document has its reading
        yield last


def _report(document: Document, reading: Reading) -> Report | Refusal:
    try:
        return report(document, reading)
    except Exception as error:  # one report that no rule foresaw must not take the others with it
        return failed(document, error)


def failed(document: Document, error: Exception) -> Refusal:
    """The refusal of a document on which Headwater itself failed, with the place where it did."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(at.filename).name}:{at.lineno}"
    return Refusal(
        document.id,
        "failed",
        f"Headwater failed on it, which is a defect: {type(error).__name__}: {str(error)[:200]} ({where}). Report it, "
        "with the text if you may",
    )


def report(document: Document, reading: Reading) -> Report:
    """What a document claims, from the reading of it. It depends on the text and the weights alone."""
    if reading.outcome is not Outcome.READ:
        return Report(document, reading.outcome, reading.language)
    reading = brought_back(document.text, reading)
    tree = Tree(document.text, reading)
    found = claims(document, tree, events(document.text, reading), figures(document.text, reading))
    return replace(resolved(document, reading, found, scenarios(tree)), passages=passages(reading))
