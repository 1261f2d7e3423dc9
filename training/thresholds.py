"""What is chosen on dev once the weights are there: ``python -m training.thresholds DATA --out DIR``.

How far attribution leans to finding a span: a number a kind of span, added to every step that begins one. A model
trained on likelihood is shyer than F1 wants.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpora import attribution
from evaluation import attribution as measure
from headwater.language import Attribution, engine, weights
from headwater.language.decoding.links import triples
from headwater.language.pieces import layout
from headwater.language.weights import Floats, Weights
from headwater.language.windows import windows
from headwater.language.words import words
from headwater.text import Span

LEANS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.thresholds", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the folder of weights to tune")
    args = parser.parse_args()
    tune(args.data, args.out)


def tune(data: Path, out: Path) -> None:
    """Choose on dev and write into the folder's ``pairing.npz``."""
    loaded = weights.load(out)
    lean(loaded, attribution.documents(data / "attribution/polnear.dev.jsonl"))
    np.savez(out / "pairing.npz", **loaded.pairing)  # type: ignore[arg-type]


def lean(loaded: Weights, documents: Sequence[attribution.AttributedDocument]) -> None:
    """Raise (or lower) each kind's steps by what gives the best exact and word F1, one kind after another."""
    laid, places = [], []
    for number, document in enumerate(documents):
        bounds = words(document.text)
        spelled = [loaded.pieces.of(document.text[b:e]) for b, e in bounds]
        marks = layout(document.text, bounds)
        for a, b in windows(document.text, bounds, marks, [len(ids) for ids, _ in spelled]):
            laid.append(engine.window(loaded, spelled[a:b], marks[a:b]))
            places.append((number, bounds[a:b]))
    names = ("attribution", "link_cue", "link_source", "link_content")
    kept: dict[str, list[Floats]] = {name: [] for name in names}
    for begin in range(0, len(laid), 64):
        _, rows = engine.forward(loaded, laid[begin : begin + 64])
        for name in names:
            kept[name].append(rows[:, loaded.columns[name]].copy())
    columns = {name: np.concatenate(parts) for name, parts in kept.items()}

    def found() -> list[list[Attribution]]:
        edges = np.cumsum([0, *(each.words for each in laid)])
        spans = engine.attribution_spans(loaded, laid, columns["attribution"])
        out: list[list[Attribution]] = [[] for _ in documents]
        for i, (number, bounds) in enumerate(places):
            a, b = int(edges[i]), int(edges[i + 1])
            for triple in triples(
                [(k, x - a, y - a) for k, x, y in spans[i]], columns["link_cue"][a:b], columns["link_source"][a:b],
                columns["link_content"][a:b], loaded.pairing["link_bias"], int(loaded.pairing["link_size"]),
            ):  # fmt: skip
                parts = (
                    tuple(Span(bounds[x][0], bounds[y - 1][1]) for x, y in part)
                    for part in (triple.source, triple.cue, triple.content)
                )
                out[number].append(Attribution(*parts))
        return out

    def worth() -> float:
        figures = measure.score(documents, found())
        return sum(figures[f"{part}{kind}_f1"] for part in measure.PARTS for kind in ("", "_token"))

    scheme = loaded.labels.attribution
    start, step = loaded.pairing["attribution_start"].copy(), loaded.pairing["attribution_step"].copy()
    leans = dict.fromkeys(measure.PARTS, 0.0)

    def apply() -> None:
        loaded.pairing["attribution_start"], loaded.pairing["attribution_step"] = start.copy(), step.copy()
        for kind, value in leans.items():
            loaded.pairing["attribution_start"][scheme.begin(kind)] += value
            loaded.pairing["attribution_step"][:, scheme.begin(kind)] += value

    for part in ("cue", "source", "content"):
        scores = {}
        for value in LEANS:
            leans[part] = value
            apply()
            scores[value] = worth()
        leans[part] = max(scores, key=lambda value: scores[value])
        print(part, {value: round(score, 1) for value, score in scores.items()}, "->", leans[part], flush=True)
    apply()


if __name__ == "__main__":
    main()
