"""The same event across documents, with gold event mentions: ECB+ and the Gun Violence Corpus."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpora import crossdoc
from corpora.crossdoc import OUTSIDE, Story
from evaluation.clusters import conll
from headwater.extraction.figures import figures
from headwater.language import Reader
from headwater.language.vectors import word_vectors
from headwater.language.weights import Weights
from headwater.reconciliation.clustering import clusters
from headwater.reconciliation.mention import Mention, Source, at
from headwater.reconciliation.setting import setting


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """CoNLL F1 (mean of MUC, B-cubed and CEAF-e), lone mentions kept; of a file with several splits ``dev``.

    ``conll``: mentions are clustered within each subtopic that the file gives, where its documents have more than one
    topic (ECB+, gold subtopics), and else over the whole file, so that incidents must be told apart (Gun Violence
    Corpus). ``file_conll``: over the whole file in any case; ``topic_conll``, ``subtopic_conll``: within gold ones.
    ``lemma_…`` takes mentions of one lemma for one event. Where a file has tellings outside all incidents, each counts
    as an event of its own; ``…outside_together`` counts them as one event, ``…outside_dropped`` leaves them out.
    """
    stories = crossdoc.stories(path, split="dev" if "dev" in crossdoc.splits(path) else None)
    told = list(mentions(stories, weights))
    true: dict[Hashable, Hashable] = {t.id: t.chain for s in stories for t in s.tellings}
    found: dict[str, float] = {}
    settings: dict[str, Callable[[Story], str]] = {
        "subtopic_": lambda story: f"{story.topic} {story.subtopic}",
        "topic_": lambda story: story.topic,
        "file_": lambda story: "",
    }
    for name, group in settings.items():
        for kind, cluster in (("", _events), ("lemma_", _lemmas)):
            said = _grouped(stories, told, group, cluster)
            found |= {f"{kind}{name}{key}": value for key, value in conll(said, true).items()}
            for way, counted in _other_counts(true).items():
                kept = {id: said[id] for id in counted}
                found[f"{kind}{name}conll_outside_{way}"] = conll(kept, counted)["conll"]
    usual = "subtopic_" if len({s.topic for s in stories}) > 1 else "file_"
    usual_figures = {
        f"{k}{m}": found[f"{k}{usual}{m}"] for k in ("", "lemma_") for m in ("conll", "muc", "b3", "ceafe")
    }
    return usual_figures | {key: value for key, value in found.items() if "conll" in key}


def _other_counts(true: Mapping[Hashable, Hashable]) -> dict[str, dict[Hashable, Hashable]]:
    """The two other ways to count what lies outside all incidents; none where nothing does."""
    outside = {id for id, chain in true.items() if str(chain).startswith(f"{OUTSIDE} ")}
    if not outside:
        return {}
    return {
        "together": {id: OUTSIDE if id in outside else chain for id, chain in true.items()},
        "dropped": {id: chain for id, chain in true.items() if id not in outside},
    }


def mentions(stories: Sequence[Story], weights: Weights) -> Iterable[Mention]:
    """The gold mentions as the program reads them, in the order of the file."""
    for story, source in sources(stories, weights):
        yield from (at(telling.id, telling.span, source) for telling in story.tellings)


def sources(stories: Sequence[Story], weights: Weights) -> Iterator[tuple[Story, Source]]:
    """Each document with all that was read in it."""
    for story, reading in zip(stories, Reader(weights).read(s.document for s in stories), strict=True):
        text = story.document.text
        told = setting(story.document, meaning=reading.meaning if len(reading.meaning) else None)
        vectors = word_vectors(weights, story.document) if reading.words else None
        yield story, Source.of(told, text, reading, figures(text, reading), vectors)


def _grouped(
    stories: Sequence[Story],
    told: Sequence[Mention],
    group: Callable[[Story], str],
    cluster: Callable[[Sequence[Mention]], Iterable[Sequence[str]]],
) -> dict[Hashable, Hashable]:
    """The cluster of each mention, clustered within each group of documents."""
    of = {story.document.id: group(story) for story in stories}
    groups: dict[str, list[Mention]] = {}
    for mention in told:
        groups.setdefault(of[mention.document], []).append(mention)
    return {id: (name, ids[0]) for name, own in sorted(groups.items()) for ids in cluster(own) for id in ids}


def _events(own: Sequence[Mention]) -> Iterable[Sequence[str]]:
    return clusters(own)


def _lemmas(own: Sequence[Mention]) -> Iterable[Sequence[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for mention in own:
        groups.setdefault(mention.trigger, []).append(mention.id)
    return groups.values()
