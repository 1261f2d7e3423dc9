"""Origins: of synthetic stories with known truth, and of real stories with a gold ledger."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.scores import Counts
from headwater.intake import reports
from headwater.language import Reader
from headwater.language.weights import Weights
from headwater.reading.files import Refusal, documents
from headwater.reconciliation.occasions import occasions
from headwater.reconciliation.origins import Origins, Upstream
from headwater.reconciliation.questions import questions
from headwater.reconciliation.relations import on_one_event, related
from headwater.reconciliation.told import Page, Told, page

_VOICE = re.compile(r"own voice|unattributed|no source named|anonymous")
_STOP = frozenset(
    "the a an of for in on at to from with by s group statement its his her their chief director also".split()
)


class Span(NamedTuple):
    """A claim of the truth or the gold, by its place."""

    id: str
    document: str
    start: int
    end: int


def measure(path: Path, weights: Weights) -> dict[str, float]:
    """A folder of synthetic stories (``reports.jsonl``, ``truth.json``) or of gold stories (``NAME.jsonl``,
    ``NAME.gold.json`` with ``origins``); in percent.

    Synthetic: ``pairwise_f1`` over pairs of claims that share an origin, claims that were not found counted as
    missed; ``pairwise_precision``, ``pairwise_recall``; ``found_f1``: the same over the claims that were found;
    ``party_f1``: pairs that share a party; ``claims_found``. With questions: ``question_f1``, ``relation_accuracy``.
    Gold: ``named_f1``: (question, origin) of origins with a name or a role, questions as in the gold, names by their
    words.
    """
    reader = Reader(weights)
    if (path / "truth.json").exists():
        return synthetic(path, reader)
    return gold(path, reader)


def pages(path: Path, reader: Reader) -> list[Page]:
    found = []
    for report in reports(documents([path]), reader):
        if isinstance(report, Refusal):
            raise ValueError(f"{report.source}: {report.why}")
        found.append(page(report))
    return found


def synthetic(path: Path, reader: Reader) -> dict[str, float]:
    truth = json.loads((path / "truth.json").read_text("utf-8"))
    read = pages(path / "reports.jsonl", reader)
    origins = Origins(read)
    return scored(truth, read, origins)


def scored(truth: Mapping[str, Any], read: Sequence[Page], origins: Origins) -> dict[str, float]:
    """The figures of one synthetic pile that was read and traced."""
    claims = list(truth["claims"])
    places = [Span(c["id"], c["document"], c["start"], c["end"]) for c in claims]
    matched = match(places, [t for p in read for t in p.told])
    stands = {c["id"]: c["origin"] for c in claims}
    said: dict[str, str | None] = {}
    parties: dict[str, str | None] = {}
    for claim in claims:
        told = matched.get(claim["id"])
        upstream = origins.upstream(told.id) if told else None
        said[claim["id"]] = upstream.origin.id if upstream and upstream.origin else None
        parties[claim["id"]] = upstream.origin.party if upstream and upstream.origin else None
    every = pairwise(stands, said)
    found = pairwise({k: v for k, v in stands.items() if k in matched}, {k: v for k, v in said.items() if k in matched})
    party = pairwise({c["id"]: c["party"] for c in claims}, parties)
    figures = {
        "pairwise_f1": every.f1,
        "pairwise_precision": every.precision,
        "pairwise_recall": every.recall,
        "found_f1": found.f1,
        "party_f1": party.f1,
        "claims_found": 100 * len(matched) / len(claims) if claims else 0.0,
        "claims": float(len(claims)),
        "reports": float(len(read)),
    }
    return figures | _questions(truth, read, matched, origins)


def pairwise(truth: Mapping[str, str | None], said: Mapping[str, str | None]) -> Counts:
    """Pairs that share a label, without making the pairs: None is shared with nobody."""
    both = Counter((truth[k], said[k]) for k in truth if truth[k] is not None and said.get(k) is not None)
    return Counts(
        _pairs(both), _pairs(Counter(v for v in said.values() if v)), _pairs(Counter(v for v in truth.values() if v))
    )


def _pairs(sizes: Mapping[Any, int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def match(true: Iterable[Span], told: Iterable[Told]) -> dict[str, Told]:
    """Claims of the truth to claims that were read, one to one, the largest overlap first.

    Half of what both cover is shared, or four fifths of the true span lies in one not much longer; a true span that
    lies wholly in a claim of up to four times its length is matched where nothing better is.
    """
    by_document: dict[str, list[Told]] = {}
    for each in told:
        by_document.setdefault(each.document, []).append(each)
    ranked = []
    for span in true:
        for each in by_document.get(span.document, ()):
            shared = max(0, min(span.end, each.end) - max(span.start, each.start))
            own, theirs = span.end - span.start, each.end - each.start
            whole = shared == own and theirs <= 4 * own
            if shared and (
                whole or 2 * shared >= own + theirs - shared or (shared >= 0.8 * own and theirs <= 2.5 * own)
            ):
                ranked.append((-shared, own + theirs - 2 * shared, span.id, each.id, each))
    found: dict[str, Told] = {}
    taken: set[str] = set()
    for _, _, id, other, each in sorted(ranked, key=lambda r: r[:4]):
        if id not in found and other not in taken:
            found[id] = each
            taken.add(other)
    return found


def gold(path: Path, reader: Reader) -> dict[str, float]:
    """Over all stories of the folder that have origins; a story's own figure under its name."""
    total, figures = Counts(), {}
    for file in sorted(path.glob("*.gold.json")):
        data = json.loads(file.read_text("utf-8"))
        if "origins" not in data:
            continue
        name = file.name.removesuffix(".gold.json")
        read = pages(path / f"{name}.jsonl", reader)
        counts = named(data, read, Origins(read))
        figures[f"named_f1_{name}"] = counts.f1
        total = Counts(total.right + counts.right, total.said + counts.said, total.true + counts.true)
    return {"named_f1": total.f1, "named_precision": total.precision, "named_recall": total.recall, **figures}


def named(data: Mapping[str, Any], read: Sequence[Page], origins: Origins, show: bool = False) -> Counts:
    """(question, origin), where the questions and their claims are the gold's: what was traced, not what was joined."""
    places = [Span(c["id"], c["document"], c["start"], c["end"]) for c in data["claims"]]
    matched = match(places, [t for p in read for t in p.told])
    asked = {q["id"]: q["claims"] for q in data["questions"]}
    counts = Counts()
    for row in data["origins"]:
        true = [o["name"] for o in row["origins"] if not _VOICE.search(o["name"])]
        ups: list[Upstream] = [origins.upstream(matched[c].id) for c in asked[row["question"]] if c in matched]
        said = sorted({o.id: o.name for up in ups for o in up.origins if not o.text}.values())
        left = list(said)
        right = 0
        for name in true:
            hit = next((s for s in left if same(name, s)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
            elif show:
                print("missed", row["question"], name, said)
        if show and left:
            print("wrong", row["question"], left, true)
        counts = Counts(counts.right + right, counts.said + len(said), counts.true + len(true))
    return counts


def same(gold: str, said: str) -> bool:
    """Whether two names share half of the shorter one's words, where the gold's brackets give other names."""
    other = _words(said)
    names = [re.sub(r"\(.*?\)|, to \w+$", "", gold), *re.findall(r"\"([^\"]+)\"|\(with (.+)\)", gold)]
    for name in names:
        mine = _words(name if isinstance(name, str) else " ".join(name))
        if mine and other and len(mine & other) >= min(len(mine), len(other)) / 2:
            return True
    return False


def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\w+", name.lower()) if w not in _STOP)


def _questions(
    truth: Mapping[str, Any], read: Sequence[Page], matched: Mapping[str, Told], origins: Origins
) -> dict[str, float]:
    """Pairs of claims on one question, and the relations of pairs of figures, all of them and of each type.

    A claim that answers several is counted under the one that it gives a figure to, else the first. A relation is
    right only where the two figures were read and are known to be on one question or one event.
    """

    def parties(claim: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(origin.party for origin in origins.upstream(claim).origins))

    stands: dict[str, str] = {}
    figures: dict[str, Any] = {}
    for question in questions(read, parties):
        for claim in question.claims:
            stands.setdefault(claim, question.id)
        for count in question.figures:
            if count.told.id not in figures:
                figures[count.told.id] = count
                stands[count.told.id] = question.id
    true = {c["id"]: c["question"] for c in truth["claims"]}
    said = {k: stands.get(matched[k].id) if k in matched else None for k in true}
    settings = {occasion.id: occasion for p in read for occasion in occasions(p)}

    def word(claim: str) -> tuple[str, ...]:
        return tuple(origin.id for origin in origins.upstream(claim).origins)

    right: Counter[str] = Counter()
    asked = Counter(row["relation"] for row in truth["relations"])
    for row in truth["relations"]:
        one, other = (figures.get(matched[row[key]].id) if row[key] in matched else None for key in ("one", "other"))
        if one is None or other is None:
            continue
        here, there = settings[one.told.id], settings[other.told.id]
        if stands[one.told.id] == stands[other.told.id] or on_one_event(here, there):
            right[row["relation"]] += related(one, other, word).relation.value == row["relation"]
    return {
        "question_f1": pairwise(true, said).f1,
        "relation_accuracy": 100 * right.total() / asked.total() if asked else 0.0,
    } | {f"relation_{name}": 100 * right[name] / asked[name] for name in sorted(asked)}
