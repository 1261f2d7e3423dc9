"""Windows to learn from: words with whatever the corpora say of them.

A window is what the engine reads at once: consecutive sentences or paragraphs of one document. Each corpus
fills in what it knows; what it leaves ``None`` teaches nothing.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from corpora import attribution, conllu, entities, factuality, roles
from corpora.spacing import as_printed
from headwater.language.pieces import Layout, Pieces, layout
from headwater.language.words import words as find_words
from training.model import FACTUALITY

# GUM's genres whose texts may be used commercially (its LICENSE.txt).
GUM_GENRES = frozenset({"academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"})
CORE = {"person": "PER", "place": "LOC", "organization": "ORG"}

Piece = tuple[int, int]


@dataclass(slots=True)
class Unit:
    """A sentence (treebanks) or a paragraph (articles): what a window is built of. Word numbers are its own."""

    words: list[str]
    layout: Sequence[int]
    weight: int = 0  # word pieces
    sentence_starts: list[int] | None = None
    upos: list[str] | None = None
    heads: list[int] | None = None  # -1 for the root
    deprels: list[str] | None = None
    core: list[tuple[str, int, int]] | None = None
    politics: list[tuple[str, int, int]] | None = None
    gum: list[tuple[str, int, int]] | None = None
    predicates: list[roles.GoldPredicate] | None = None
    attributions: list[tuple[list[Piece], list[Piece], list[Piece]]] | None = None
    factuality: list[tuple[int, float, str]] = field(default_factory=list)  # word, score, corpus


@dataclass(slots=True)
class Story:
    """The units of one document, in order."""

    corpus: str
    units: list[Unit]


def from_treebank(path: Path, corpus: str) -> Iterator[tuple[Story, list[str]]]:
    """Stories of a CoNLL-U file, each with its sentences' ids."""
    for document in conllu.documents(path):
        if corpus == "gum" and document.genre not in GUM_GENRES:
            continue
        units, ids = [], []
        last = -1
        for sentence in document.sentences:
            bounds = [(w.start, w.end) for w in sentence.words]
            before = layout(document.text, bounds)
            if last >= 0:
                before[0] = Layout.PARAGRAPH if sentence.starts_paragraph else Layout.SPACE
            last = sentence.end
            unit = Unit([w.form for w in sentence.words], [int(b) for b in before])
            unit.sentence_starts = [0]
            unit.upos = [w.upos for w in sentence.words]
            unit.heads = [w.head - 1 for w in sentence.words]
            unit.deprels = [w.deprel for w in sentence.words]
            if corpus == "gum":
                unit.gum = gum_names(sentence)
            units.append(unit)
            ids.append(sentence.sent_id)
        yield Story(corpus, units), ids


def gum_names(sentence: conllu.Sentence) -> list[tuple[str, int, int]]:
    """GUM marks whole phrases; a name is the run of proper nouns about the head of a person, place or body."""
    opened: dict[str, list[tuple[str, int]]] = defaultdict(list)
    phrases: list[tuple[str, int, int]] = []
    for i, word in enumerate(sentence.words):
        mark = next((m[7:] for m in word.misc.split("|") if m.startswith("Entity=")), "")
        for part in mark.replace("(", " (").replace(")", ") ").split():
            fields = part.strip("()").split("-")
            if part.startswith("("):
                kind = fields[1] if len(fields) > 1 else ""
                if part.endswith(")"):
                    phrases.append((kind, i, i + 1))
                else:
                    opened[fields[0]].append((kind, i))
            elif opened[fields[0]]:
                kind, start = opened[fields[0]].pop()
                phrases.append((kind, start, i + 1))
    names: set[tuple[str, int, int]] = set()
    taken: set[int] = set()
    for kind, start, end in sorted(phrases, key=lambda p: p[2] - p[1]):
        if kind not in CORE:
            continue
        inside = range(start, end)
        head = next((i for i in inside if not start <= sentence.words[i].head - 1 < end), start)
        if sentence.words[head].upos != "PROPN" or head in taken:
            continue
        first = last = head
        while first > start and sentence.words[first - 1].upos == "PROPN":
            first -= 1
        while last + 1 < end and sentence.words[last + 1].upos == "PROPN":
            last += 1
        if taken.isdisjoint(range(first, last + 1)):
            names.add((CORE[kind], first, last + 1))
            taken.update(range(first, last + 1))
    return sorted(names, key=lambda n: n[1])


def treebank(data: Path, split: str) -> list[Story]:
    """EWT with every layer laid on it."""
    path = data / "syntax/UD_English-EWT" / f"en_ewt-ud-{split}.conllu"
    named = {s.sent_id: s for s in entities.sentences(data / f"entities/UNER_English-EWT/en_ewt-ud-{split}.iob2")}
    framed = {s.sent_id: s for s in roles.sentences(data / f"roles/srl_spans.{split}.jsonl")}
    judged: dict[tuple[str, ...], list[tuple[int, float, str]]] = defaultdict(list)
    for row in factuality.judgements(data / "factuality/factuality.jsonl"):
        if row.dataset == "UDS_IH2" and row.split == split:
            judged[tuple(row.words)].append((row.index, row.score, row.dataset))
    stories = []
    for story, ids in from_treebank(path, "ewt"):
        for unit, sent_id in zip(story.units, ids, strict=True):
            name, frame = named.get(sent_id), framed.get(sent_id)
            if name and name.words == unit.words:
                unit.core = name.spans
            if frame and frame.words == unit.words:
                unit.predicates = frame.predicates
            # Taken once: a sentence that occurs twice is scored where it comes first.
            unit.factuality = judged.pop(tuple(unit.words), [])
        stories.append(story)
    return stories


def gum(data: Path, split: str) -> list[Story]:
    return [story for story, _ in from_treebank(data / "syntax/GUM" / f"en_gum-{split}.conllu", "gum")]


def articles(path: Path) -> list[Story]:
    """PolNeAR by paragraph. An attribution that crosses paragraphs keeps them together as one unit."""
    return [Story("polnear", list(_paragraphs(document))) for document in attribution.documents(path)]


def _paragraphs(document: attribution.AttributedDocument) -> Iterator[Unit]:
    bounds = find_words(document.text)
    before = layout(document.text, bounds)
    first_at = {start: i for i, (start, _) in enumerate(bounds)}
    last_at = {end: i for i, (_, end) in enumerate(bounds)}

    def piece(start: int, end: int) -> Piece | None:
        """The words that a span covers; a span that cuts a word takes the whole of it."""
        first, last = first_at.get(start), last_at.get(end)
        if first is None:
            first = next((i for i, (_, e) in enumerate(bounds) if e > start), None)
        if last is None:
            last = next((i for i in range(len(bounds) - 1, -1, -1) if bounds[i][0] < end), None)
        return (first, last + 1) if first is not None and last is not None and first <= last else None

    found = []
    for a in document.attributions:
        parts = tuple(
            [p for span in spans if (p := piece(*span)) is not None] for spans in (a.source, a.cue, a.content)
        )
        if any(parts):
            found.append(parts)
    cuts = {i for i, b in enumerate(before) if b >= Layout.LINE} | {0, len(bounds)}
    for parts in found:
        covered = [i for pieces in parts for p in pieces for i in p]
        cuts -= set(range(min(covered) + 1, max(covered)))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        inside = [
            tuple([(b - start, e - start) for b, e in pieces] for pieces in parts)
            for parts in found
            if all(start <= b and e <= end for pieces in parts for b, e in pieces)
        ]
        yield Unit(
            [document.text[b:e] for b, e in bounds[start:end]],
            [int(b) for b in before[start:end]],
            attributions=inside,  # type: ignore[arg-type]
        )


def politics(path: Path) -> list[Story]:
    """CrossNER: sentences that stand alone."""
    return [
        Story("politics", [Unit(s.words, as_printed(s.words), politics=s.spans, sentence_starts=[0])])
        for s in entities.sentences(path)
    ]


def judged_sentences(path: Path, split: str) -> list[Story]:
    """Factuality outside the treebank (and UDS-IH2's sentences that EWT spells otherwise by now)."""
    grouped: dict[tuple[str, ...], list[tuple[int, float, str]]] = defaultdict(list)
    for row in factuality.judgements(path):
        if row.dataset in FACTUALITY[1:] and row.split == split:
            grouped[tuple(row.words)].append((row.index, row.score, row.dataset))
    return [
        Story("judged", [Unit(list(words), as_printed(words), factuality=scores)]) for words, scores in grouped.items()
    ]


def weigh(stories: list[Story], pieces: Pieces) -> None:
    for story in stories:
        for unit in story.units:
            unit.weight = sum(len(pieces.of(word)[0]) for word in unit.words)


@dataclass(slots=True)
class Window:
    """Units read at once, word numbers now the window's own. ``sentence`` is -1 where sentences are not known."""

    corpus: str
    units: list[Unit]
    offsets: list[int]
    weight: int
    shouted: bool = False  # read as if all in capitals


def windows(story: Story, room: int, rng: random.Random, *, alone: float = 0.0) -> Iterator[Window]:
    """Cut a story into windows of up to ``room`` word pieces; a share ``alone`` of windows ends at once."""
    held: list[Unit] = []
    weight = 0
    for unit in _fitting(story.units, room):
        full = weight + unit.weight > room or (held and rng.random() < alone)
        if held and full:
            yield _window(story.corpus, held, weight)
            held, weight = [], 0
        held.append(unit)
        weight += unit.weight
    if held:
        yield _window(story.corpus, held, weight)


def _fitting(units: list[Unit], room: int) -> Iterator[Unit]:
    for unit in units:
        if unit.weight <= max(room, 384):
            yield unit


def _window(corpus: str, units: list[Unit], weight: int) -> Window:
    offsets, at = [], 0
    for unit in units:
        offsets.append(at)
        at += len(unit.words)
    return Window(corpus, units, offsets, weight)


_DROPPED = frozenset({",", "'", "’", "‘", '"', "“", "”"})


def without_marks(unit: Unit) -> Unit:
    """The paragraph as a careless scraper leaves it: commas and quotation marks lost."""
    keep = [i for i, word in enumerate(unit.words) if word not in _DROPPED]
    if len(keep) in (0, len(unit.words)) or unit.attributions is None:
        return unit
    number = {old: new for new, old in enumerate(keep)}

    def moved(pieces: list[Piece]) -> list[Piece]:
        found = []
        for b, e in pieces:
            inside = [number[i] for i in range(b, e) if i in number]
            if inside:
                found.append((inside[0], inside[-1] + 1))
        return found

    return replace(
        unit,
        words=[unit.words[i] for i in keep],
        layout=[
            unit.layout[i] if unit.layout[i] != Layout.GLUED or i - 1 in number else int(Layout.SPACE) for i in keep
        ],
        attributions=[(moved(s), moved(c), moved(t)) for s, c, t in unit.attributions],
    )
