"""Which corpora are learnt from, and how each epoch deals them."""

from __future__ import annotations

import math
import random
from pathlib import Path

from training import examples
from training.examples import Story, Window


def read_corpora(data: Path, *, split: str = "train", small: int | None = None) -> dict[str, list[Story]]:
    """Every corpus that the shipped weights learn from (``small``: so many stories of each)."""
    found = {
        "ewt": examples.treebank(data, split),
        "gum": examples.gum(data, split),
        "polnear": examples.articles(data / f"attribution/polnear.{split}.jsonl"),
        "politics": examples.politics(data / f"entities/CrossNER-politics/{split}.txt"),
        "judged": examples.judged_sentences(data / "factuality/factuality.jsonl", split),
    }
    return {name: stories[:small] for name, stories in found.items()}


def epoch_windows(
    stories: dict[str, list[Story]], repeats: dict[str, float], rng: random.Random, *, room: tuple[int, int] = (96, 254)
) -> list[Window]:
    """This epoch's windows: cut anew each time, so that no sentence always stands at an edge."""
    found: list[Window] = []
    for name, group in stories.items():
        times = repeats.get(name, 1)
        for _ in range(math.ceil(times)):
            for story in rng.sample(group, round(len(group) * min(times, 1))):
                if name == "polnear" and rng.random() < 0.08:
                    story = Story(name, [examples.without_marks(u) for u in story.units])
                cut = list(examples.windows(story, rng.randint(*room), rng, alone=0.08 if name == "ewt" else 0.03))
                for window in cut:
                    window.shouted = rng.random() < 0.03
                found.extend(cut)
    return found
