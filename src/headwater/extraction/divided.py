"""Two who count one thing in one sentence: "killed 12 people according to the army and 30 according to the rebels"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from headwater.extraction.claim import Claim
from headwater.extraction.clauses import trimmed
from headwater.extraction.saying import Saying
from headwater.extraction.speakers import Speakers
from headwater.extraction.tree import Tree
from headwater.text import Span

_LONGEST = 5
"""Words of the longest bare number that stands for a second count: "and at least 30"."""
_COUNTING = frozenset("NUM ADV ADP ADJ".split())


_RUN_ON = re.compile(r",? and (?:[a-z]+ ){0,3}\d[\d.,]*(?:\s*according to .*)?$")
"""A second count at the end of a speaker, who stands between two: "the army, and at least 30,"."""


def divided(tree: Tree, found: Sequence[Saying]) -> Iterator[Saying]:
    """The acts of speech, the second of two counts with its bare number alone, which only "according to" names."""
    cut = [_without_count(tree, saying) for saying in found]
    for saying in cut:
        number = _second_count(tree, saying)
        if number is not None and _tags_before(tree, cut, saying, number):
            yield replace(saying, content=(number,))
        else:
            yield saying


def _without_count(tree: Tree, saying: Saying) -> Saying:
    """The act of speech, its speaker without a second count that was read into the name."""
    ends = _RUN_ON.search(tree.text, *saying.source) if saying.source is not None else None
    if saying.source is None or ends is None:
        return saying
    return replace(saying, source=Span(saying.source.start, ends.start()))


def _tags_before(tree: Tree, sayings: Sequence[Saying], saying: Saying, number: Span) -> list[tuple[int, Saying]]:
    """The others who speak in this sentence before the number, each with where their tag begins."""
    sentence = tree.sentence_at(number.start)
    return [
        (min(p.start for p in (s.source, s.cue) if p is not None), s)
        for s in sayings
        if s is not saying
        and s.source is not None
        and s.source.end <= number.start
        and tree.sentence_at(s.source.start) == sentence
    ]


def _second_count(tree: Tree, saying: Saying) -> Span | None:
    """The bare number between "and" and "according to", where the sentence gives another number before."""
    if saying.cue is None or not saying.cue.of(tree.text).lower().startswith("according"):
        return None
    words = tree.words_in(tree.reading.sentences[tree.sentence_at(saying.cue.start)].start, saying.cue.start)
    told = [w for w in words if tree.upos(w) != "PUNCT"]
    joined = next((w for w in reversed(told[-_LONGEST - 1 :]) if tree.lower(w) in ("and", "or", "but")), None)
    if joined is None:
        return None
    own = [w for w in told if w > joined]
    numbers = [w for w in own if tree.upos(w) == "NUM"]
    if not numbers or any(tree.upos(w) not in _COUNTING for w in own) or tree.upos(own[-1]) != "NUM":
        return None
    if not any(tree.upos(w) == "NUM" for w in told if w < joined):
        return None
    return trimmed(tree.text, tree.cover(own))


def _joint(tree: Tree, number: Span) -> int:
    """Where the "and" before a number begins."""
    first = tree.words_in(number.start, number.end).start
    return tree.span(first - 1).start if tree.lower(first - 1) in ("and", "or", "but") else number.start


def counts_apart(tree: Tree, sayings: Sequence[Saying], speakers: Speakers, found: Sequence[Claim]) -> list[Claim]:
    """The claims, each without the count of a second speaker, and that count as a claim of its own."""
    kept = list(found)
    for saying in sayings:
        number = _second_count(tree, saying)
        if number is None or saying.content != (number,):
            continue
        hosts = [c for c in kept if c.start < number.start and number.end <= max(c.end, c.reach.end)]
        tags = _tags_before(tree, sayings, saying, number)
        if not hosts:
            continue
        for host in hosts:
            inside = [(start, s) for start, s in tags if host.start < start]
            stop, first = min(inside, key=lambda tag: tag[0]) if inside else (_joint(tree, number), None)
            span = trimmed(tree.text, Span(host.start, min(stop, host.end)))
            said = host.speakers or ((speakers.of(first),) if first is not None else ())
            kept[kept.index(host)] = replace(host, start=span.start, end=span.end, speakers=said)
        widest = max(hosts, key=lambda c: c.end - c.start)
        kept.append(
            replace(
                widest, start=number.start, end=number.end, reach=number, speakers=(speakers.of(saying),), figures=()
            )
        )
    return kept
