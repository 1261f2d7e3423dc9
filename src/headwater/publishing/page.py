"""The first dossier: who says what, each statement linked to the marked passage of its report.

One HTML file that needs no network and no script. Nothing is merged, weighed or judged: a statement stands
under the words that name its speaker, as its report writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from headwater.language import Attribution, Outcome, Reading
from headwater.reading.files import Refusal
from headwater.text import Document, Span

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --source: #0072b2; --cue: #d55e00; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; border-bottom: 1px solid var(--line); margin-top: 2.5rem }
h3 { font-size: 1rem; margin-bottom: .2rem }
.source { color: var(--source); font-weight: 600 } .cue { color: var(--cue); font-style: italic }
blockquote { margin: .3rem 0 .8rem; padding-left: .8rem; border-left: 3px solid var(--line) }
article { white-space: pre-wrap; overflow-wrap: anywhere } cite { font-style: normal; opacity: .75; font-size: .85rem }
mark { background: #f0e44266; color: inherit; border-bottom: 2px solid #e69f00 } mark:target { outline: 2px solid }
table { border-collapse: collapse } td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }
@media print { body { max-width: none } mark { background: none } a { color: inherit; text-decoration: none } }
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A document with what was read of it."""

    document: Document
    reading: Reading


def page(reads: Sequence[Read], refusals: Sequence[Refusal], *, title: str) -> str:
    """The whole page. Text of documents can do nothing in it: every character of theirs is escaped."""
    found = [(i, read) for i, read in enumerate(reads) if read.reading.outcome is Outcome.READ]
    count = sum(len(read.reading.attributions) for _, read in found)
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{count} statements with their speakers in {len(found)} reports. Each links to its words in the report; "
        "reports of one source are not joined yet, and nothing here is judged true.</p>",
        "<h2>Who says what</h2>",
    ]
    for i, read in found:
        body += _statements(i, read)
    body.append("<h2>The reports</h2>")
    body += [_report(i, read) for i, read in found]
    body += _left_out(reads, refusals)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _statements(number: int, read: Read) -> Iterable[str]:
    if read.reading.attributions:
        yield f"<h3>{escape(_name(read.document))}</h3>"
    for i, attribution in enumerate(read.reading.attributions):
        source = _words(read.document, attribution.source) or "(no speaker named)"
        cue = _words(read.document, attribution.cue)
        yield (
            f'<p><span class="source">{escape(source)}</span> <span class="cue">{escape(cue)}</span></p>'
            f"<blockquote>{escape(_words(read.document, attribution.content))} "
            f'<cite><a href="#r{number}s{i}">[{number + 1}.{i + 1}]</a></cite></blockquote>'
        )


def _report(number: int, read: Read) -> str:
    text = read.document.text
    pieces: list[str] = []
    at = 0
    for start, end, label in _marks(number, read.reading.attributions):
        if start >= at:
            pieces += [escape(text[at:start]), f"<mark{label}>{escape(text[start:end])}</mark>"]
            at = end
    pieces.append(escape(text[at:]))
    return f"<h3>[{number + 1}] {escape(_name(read.document))}</h3><article>{''.join(pieces)}</article>"


def _marks(number: int, attributions: Sequence[Attribution]) -> list[tuple[int, int, str]]:
    """Contents in the order of the text; the first piece of each statement is where its link leads."""
    found = []
    for i, attribution in enumerate(attributions):
        for j, span in enumerate(attribution.content):
            found.append((span.start, span.end, f' id="r{number}s{i}"' if j == 0 else ""))
    return sorted(found)


def _left_out(reads: Sequence[Read], refusals: Sequence[Refusal]) -> Iterable[str]:
    rows = [(r.source, r.slug, r.why) for r in refusals]
    for read in reads:
        if read.reading.outcome is Outcome.EMPTY:
            rows.append((read.document.id, "empty", "there is no text in it"))
        elif read.reading.outcome is Outcome.OTHER_LANGUAGE:
            rows.append((read.document.id, "other-language", f"it is in “{read.reading.language}”, not in English"))
    if rows:
        yield "<h2>Not read</h2><table><tr><th>What</th><th>Outcome</th><th>Why</th></tr>"
        yield from ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        yield "</table>"


def _words(document: Document, spans: Sequence[Span]) -> str:
    """What the spans hold, on one line."""
    return " … ".join(" ".join(span.of(document.text).split()) for span in spans)


def _name(document: Document) -> str:
    return " · ".join(part for part in (document.publisher, document.title or document.id) if part)
