"""How fast and in how much memory the engine reads: ``python -m benchmarks.reading REPORTS.jsonl``.

REPORTS has an object with a ``text`` a line. Three things are timed in one run, in turns, on the same reports:
the whole engine (text in, readings out), onnxruntime's bare forward pass on the very batches that the engine
makes of them, and, where spaCy is installed, a pipeline of its small models' shape (tok2vec, tagger, parser,
ner; random weights cost the same time as trained ones).
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from headwater.language import Reader, engine, weights
from headwater.language.pieces import layout
from headwater.language.windows import windows
from headwater.language.words import words
from headwater.text import Document


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stream", type=int, default=1000, help="reports in the memory measure (default 1000)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only-stream", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    with args.reports.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    if args.only_stream:
        print(json.dumps(stream(texts, args.stream)))
        return
    found = speed(texts, args.rounds)
    child = [
        sys.executable,
        "-m",
        "benchmarks.reading",
        str(args.reports),
        "--stream",
        str(args.stream),
        "--only-stream",
    ]
    found |= json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout)
    if args.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:<28} {value:12,.1f}")


def speed(texts: list[str], rounds: int) -> dict[str, float]:
    """Medians over ``rounds`` turns. The engine starts each turn with nothing remembered."""
    loaded = weights.packaged()
    documents = [Document(str(i), text) for i, text in enumerate(texts)]
    batches, pieces = forward_batches(loaded, texts)

    def whole() -> None:
        for _ in Reader(loaded).read(documents):
            pass

    # The bare pass in the way of running that suits it best: all cores on one batch.
    session = weights.session(weights.folder().joinpath("engine.onnx").read_bytes(), threads=weights.cores())

    def bare() -> None:
        for batch in batches:
            session.run(None, batch)

    runs: dict[str, Callable[[], None]] = {"engine": whole, "bare": bare}
    peer = spacy_pipeline()
    if peer is not None:
        pipeline = peer
        runs["spacy"] = lambda: pipeline(texts)
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            begun = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - begun)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    found: dict[str, float] = {"reports": len(texts), "word_pieces": pieces}
    for name, time_taken in median.items():
        found[f"{name}_reports_a_second"] = len(texts) / time_taken
        found[f"{name}_pieces_a_second"] = pieces / time_taken
        found[f"{name}_spread_percent"] = 100 * (max(seconds[name]) - min(seconds[name])) / time_taken
    found["engine_percent_of_bare"] = 100 * statistics.median(
        b / e for b, e in zip(seconds["bare"], seconds["engine"], strict=True)
    )
    return found


def forward_batches(loaded: weights.Weights, texts: list[str]) -> tuple[list[dict], int]:  # type: ignore[type-arg]
    """The inputs of every forward pass that reading ``texts`` takes, and their word pieces, padding not counted."""
    laid = []
    for text in texts:
        bounds = words(text)
        spelled = [loaded.pieces.of(text[b:e]) for b, e in bounds]
        marks = layout(text, bounds)
        ranges = windows(text, bounds, marks, [len(ids) for ids, _ in spelled])
        laid += [engine.window(loaded, spelled[a:b], marks[a:b]) for a, b in ranges]
    batches = [engine.feed([laid[n] for n in numbers]) for numbers in engine.batches(laid)]
    return batches, sum(len(each.ids) for each in laid)


def spacy_pipeline() -> Callable[[list[str]], None] | None:
    """English, small-model shape, random weights; None where spaCy is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    nlp = spacy.blank("en")
    tok2vec = {"model": {
        "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4,
        "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True,
    }}  # fmt: skip
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    nlp.add_pipe("tok2vec", config=tok2vec)
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name, kind, labels in (("parser", "parser", 45), ("ner", "ner", 18)):
        nlp.add_pipe(name, config={"model": {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": False,
            "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": listener,
        }})  # fmt: skip
        for number in range(labels):
            nlp.get_pipe(name).add_label(f"L{number}")
    for number in range(50):
        nlp.get_pipe("tagger").add_label(f"T{number}")
    nlp.initialize()

    def run(texts: list[str]) -> None:
        for _ in nlp.pipe(texts, batch_size=64):
            pass

    return run


def stream(texts: list[str], count: int) -> dict[str, float]:
    """Peak memory of a process that reads ``count`` reports, each unlike the others, and keeps none."""
    # The number in every sentence keeps the engine from knowing a passage again.
    documents = (Document(str(i), texts[i % len(texts)].replace(". ", f" {i}. ")) for i in range(count))
    begun = time.perf_counter()
    for _ in Reader().read(documents):
        pass
    return {"stream_reports": count, "stream_seconds": time.perf_counter() - begun, "stream_peak_mb": peak()}


def peak() -> float:
    """Most memory that this program has held, in MB.

    On Linux the kernel's own high-water mark, for what getrusage tells of a child includes its parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
