"""In how many news articles each stem stands: ``python -m training.words DATA``.

Counts PolNeAR's training articles, the MUC-4 reports, and each topic of ECB+'s training split as one article (its
documents were chosen to be alike), into the buckets of :mod:`headwater.reconciliation.terms`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from headwater.reconciliation.terms import BUCKETS, bucket, stems

OUT = Path(__file__).parents[1] / "src/headwater/reconciliation/weights/words.npz"
_SEEN = 4  # a stem of fewer is as good as unknown, and would only crowd the buckets
_PARTS = 200  # words of a part: a long article counts as several


def articles(data: Path) -> Iterator[list[str]]:
    """The stems of each text that is counted."""
    topics: dict[object, list[str]] = {}
    for name in ("attribution/polnear.train", "events/muc4_tst1", "events/muc4_tst2", "crossdoc/ecbplus.train_dev"):
        for line in (data / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if name.startswith("crossdoc"):
                if row["split"] == "train":
                    topics.setdefault(row["topic"], []).extend(stems(row["text"]))
            else:
                words = stems(row["text"])
                yield from (words[k : k + _PARTS] for k in range(0, len(words), _PARTS))
    yield from topics.values()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.words", description=__doc__)
    parser.add_argument("data", type=Path)
    met: Counter[str] = Counter()
    whole = 0
    for words in articles(parser.parse_args().data):
        met.update(set(words))
        whole += 1
    counts = np.zeros(BUCKETS + 1, np.uint16)
    for word, times in met.items():
        if times >= _SEEN:
            counts[bucket(word)] += times
    counts[BUCKETS] = whole
    OUT.parent.mkdir(exist_ok=True)
    np.savez_compressed(OUT, documents=counts)


if __name__ == "__main__":
    main()
