"""The parts of the page that stand on it thousands of times: claims, their citations and tags, and reports' texts.

They are made here and not in the template because it would take several times as long. All text in them is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from headwater.publishing.annex import Piece
from headwater.publishing.counted import FigureLine
from headwater.publishing.judged import Check, Note
from headwater.publishing.lines import Line, Place
from headwater.publishing.sections import Dossier
from headwater.publishing.timeline import Moment

GLYPHS = {
    "actual": "●",
    "possible": "◌",
    "planned": "▷",
    "demanded": "!",
    "hypothetical": "?",
    "denied": "✕",
}
"""A sign for each modality, for what is told by colour alone is lost in grey."""


class Fragments:
    """Parts of one dossier's page."""

    def __init__(self, found: Dossier) -> None:
        self._found = found

    def cites(self, places: Sequence[Place], most: int = 6) -> Markup:
        return Markup(_cites(places, most))

    def word(self, line: Line) -> Markup:
        return Markup(_word(line))

    def tags(self, line: Line) -> Markup:
        return Markup(_tags(line))

    def claims(self, lines: Iterable[Line]) -> Markup:
        """Items of a list of claims."""
        return Markup("\n".join(map(self._claim, lines)))

    def figures(self, rows: Iterable[FigureLine]) -> Markup:
        """Rows of the table of figures."""
        return Markup("\n".join(map(self._figure, rows)))

    def moments(self, rows: Iterable[Moment]) -> Markup:
        """Rows of the timeline."""
        return Markup("\n".join(map(self._moment, rows)))

    def text(self, pieces: Iterable[Piece]) -> Markup:
        """A report's words, with its claims marked."""
        made = []
        for piece in pieces:
            made += [f'<mark id="{escape(name)}">' for name in piece.opens]
            made.append(_safe(piece.text))
            if piece.closes:
                made.append("</mark>")
        return Markup("".join(made))

    def verdicts(self, line: Line) -> Markup:
        return Markup(self._checks(line))

    def notes(self, found: Iterable[Note]) -> Markup:
        return Markup(_notes(found))

    def _claim(self, line: Line) -> str:
        inner = ""
        if line.inner:
            inner = '<ul class="inner">' + "".join(map(self._inner, line.inner)) + "</ul>"
        return (
            f"<li><div>{_word(line)}<br>{_tags(line)}</div><div><blockquote>{_safe(line.quote)} {_cites(line.places)}"
            f"{self._marks(line)}</blockquote>{_facts(line)}{self._checks(line)}{inner}</div></li>"
        )

    def _inner(self, line: Line) -> str:
        word = f"{_word(line)}: " if line.entry.speakers else ""
        inner = "".join(f'<ul class="inner">{self._inner(each)}</ul>' for each in line.inner)
        return (
            f"<li>{word}{_safe(line.quote)} {_tags(line)} {_cites(line.places)}{self._marks(line)}{self._checks(line)}"
            f"{inner}</li>"
        )

    def _figure(self, row: FigureLine) -> str:
        line = row.line
        whole = f'<br><span class="tag">part of {_safe(row.whole)}</span>' if row.whole else ""
        return (
            f'<tr><td><b class="number">{_safe(row.value)}</b> {_safe(row.noun)}{whole}</td><td>{_word(line)}<br>'
            f'{_tags(line)}</td><td class="day">{line.said}</td><td class="words">{_short(line.quote, 180)} '
            f"{_cites(line.places)}{self._marks(line)}{self._checks(line)}</td></tr>"
        )

    def _moment(self, moment: Moment) -> str:
        line = moment.line
        said = f'<rect class="told" x="{moment.said}" y="0" width=".7" height="6"/>' if moment.said is not None else ""
        label = f"happened {moment.when}" + (f", said {line.said}" if line.said else "")
        return (
            f'<tr><td class="day">{moment.when}</td><td class="bar">'
            f'<svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{label}">'
            f'<rect class="rail" x="0" y="2.7" width="100" height=".6"/>'
            f'<rect class="when" x="{moment.left}" y="1" width="{moment.width}" height="4"/>{said}</svg></td>'
            f"<td>{_short(line.quote, 240)} {_cites(line.places)}<br>{_word(line)} {_tags(line)}"
            f'{self._checks(line)}</td><td class="day">{line.said}</td></tr>'
        )

    def _marks(self, line: Line) -> str:
        return "".join(
            f' <a class="status {mark.status}" href="#{escape(mark.anchor)}"><span aria-hidden="true">{mark.sign}'
            f"</span> {_safe(mark.word)}</a>"
            for mark in self._found.marks(line)[:3]
        )

    def _checks(self, line: Line) -> str:
        made = []
        for check, places in self._found.checked(line):
            made.append(f'<p class="verdict">{told(check)}{f" {_cites(places)}" if places else ""}</p>')
        return "".join(made) + _notes(self._found.noted(line))


def told(check: Check) -> str:
    """A person's verdict, as HTML: who decided what and when, the correction, and why."""
    what = f": {_safe(check.what)}" if check.what else ""
    note = f" “{_safe(check.note)}”" if check.note else ""
    return (
        f'<span class="tag"><span aria-hidden="true">{check.sign}</span> {check.word}</span> by {_safe(check.who)}, '
        f"{check.when}{what}{note}"
    )


def _notes(found: Iterable[Note]) -> str:
    return "".join(
        f'<p class="verdict"><span class="tag"><span aria-hidden="true">¶</span> note</span> {_safe(note.who)}, '
        f"{note.when}: “{_safe(note.words)}”</p>"
        for note in found
    )


def _cites(places: Sequence[Place], most: int = 6) -> str:
    made = " ".join([f'<a class="cite" href="#{place.anchor}">[{place.ref}]</a>' for place in places[:most]])
    more = f' <span class="count">and {len(places) - most} more</span>' if len(places) > most else ""
    return f'<span class="cites">{made}{more}</span>'


def _word(line: Line) -> str:
    if line.entry.speakers:
        return f'<span class="who">{_safe(line.speakers)}</span>'
    return f'<span class="own">{_safe(line.voice)} itself</span>'


def _tags(line: Line) -> str:
    made = '<span class="tag">unnamed source</span>' if line.anonymous else ""
    if line.modality != "actual":
        made += f'<span class="tag {line.modality}">{GLYPHS[line.modality]} {line.label}</span>'
    if line.entry.hedge is not None:
        made += f'<span class="tag">hedged: {_safe(line.hedge)}</span>'
    return made


def _facts(line: Line) -> str:
    parts = []
    if line.entry.event is not None:
        who, whom = line.who, line.whom
        parts.append((f"{who} → {whom}" if whom else who) if who else "no doer named")
    parts += ["; ".join(line.figures)] if line.entry.figures else []
    parts += [line.place] if line.entry.place else []
    happened, said = line.happened, line.said
    parts += [f"happened {happened}"] if happened else []
    parts += [f"said {said}"] if said else []
    parts += [f"in {line.voice}"] if line.entry.speakers else []
    return '<p class="facts">' + "".join(f"<span>{_safe(part)}</span>" for part in parts) + "</p>"


def _short(text: str, most: int) -> str:
    """The text, or as much of it as there is room for up to a space."""
    return _safe(text if len(text) <= most + 5 else text[: most - 1].rsplit(" ", 1)[0] + "…")


def _safe(text: str) -> str:
    return escape(text, quote=True)
