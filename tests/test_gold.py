"""Whole ledgers against gold readings of real reports; skipped where the research data are not beside the checkout."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from headwater.intake import reports
from headwater.publishing import jsonl
from headwater.reading.files import documents
from headwater.resolution.report import Report
from headwater.store import ALL, Ledger, present

STORIES = ("wedding", "qardaha", "barrel-bombs")

SEEDS = {
    "claims recall": 80,
    "claim+speaker+modality recall": 60,
    "attributed claims precision": 70,
    "speaker accuracy (matched)": 82,
    "modality accuracy (matched)": 78,
    "event type recall": 60,
    "event actors F1 (matched)": 72,
    "figures precision": 95,
    "figures recall": 95,
    "figure+speaker+modality recall": 75,
    "scenario recall": 100,
    "scenario consequence recall": 75,
}
TOGETHER = {
    "claims recall": 78,
    "claim+speaker+modality recall": 58,
    "attributed claims precision": 80,
    "event type recall": 58,
    "event actors F1 (matched)": 70,
    "figures precision": 88,
    "figures recall": 90,
    "figure+speaker+modality recall": 65,
}
"""The least that is accepted, in percent."""


def exported(paths: Iterable[Path], folder: Path) -> Path:
    """The folder of a JSON lines export of the reports under these paths."""
    with Ledger.open(folder / "ledger.db") as ledger:
        for found in reports(documents(list(paths))):
            assert isinstance(found, Report), found
            ledger.add(found, present())
        assert ledger.check() == []
        jsonl.export(ledger, folder / "export", ALL)
    return folder / "export"


def scored(scorer: Path, gold: Path, export: Path) -> dict[str, float]:
    """What the scorer prints, by name."""
    command = [sys.executable, str(scorer), str(gold), str(export / "claims.jsonl")]
    command += ["--scenarios", str(export / "scenarios.jsonl")]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"\n{gold.name}\n{printed}")
    return {name.strip(): float(value) for name, value in (line.rsplit(maxsplit=1) for line in printed.splitlines())}


def held(figures: dict[str, float], bars: dict[str, float], most_said: float) -> None:
    assert bars.keys() <= figures.keys()
    under = {name: (figures[name], bar) for name, bar in bars.items() if not figures[name] >= bar}
    assert not under, f"under the bar: {under}"
    assert figures["claims said per gold claim"] <= most_said
    assert figures["claims on boilerplate"] == 0


@pytest.fixture(scope="module")
def gold(shared: Path) -> Path:
    if not (shared / "gold").exists():
        pytest.skip(f"no gold ledgers at {shared}")
    return shared / "gold"


def test_the_seeds_hold_their_bars(shared: Path, gold: Path, tmp_path: Path) -> None:
    figures = scored(gold / "score.py", gold / "seeds/gold.json", exported([shared / "seeds"], tmp_path))
    held(figures, SEEDS, 2.5)


def test_the_stories_together_hold_their_bars(gold: Path, tmp_path: Path) -> None:
    """The three stories are joined, so that each figure is over all of their claims and not a mean of means."""
    export = exported([gold / f"stories/{name}.jsonl" for name in STORIES], tmp_path)
    joined: dict[str, list[object]] = {}
    for name in STORIES:
        for key, rows in json.loads((gold / f"stories/{name}.gold.json").read_text("utf-8")).items():
            if isinstance(rows, list):
                joined.setdefault(key, []).extend(rows)
    (tmp_path / "stories.json").write_text(json.dumps(joined))
    figures = scored(gold / "score.py", tmp_path / "stories.json", export)
    held(figures, TOGETHER, 2)
    assert not math.isnan(figures["figures F1"])
