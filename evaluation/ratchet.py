"""The ratchet: what was reached once is not lost in silence.

``evaluation/baseline.json`` holds, for each gold file (by its SHA-256), the floor of each figure.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from headwater.language import weights

BASELINE = Path(__file__).with_name("baseline.json")
TOLERANCE = 0.05  # points: less than the last digit that is reported
LOWER_IS_BETTER = frozenset({"mae"})

KEPT = {
    "attribution": (
        "attribution/polnear.dev.jsonl",
        "source_f1 cue_f1 content_f1 source_token_f1 cue_token_f1 content_token_f1 triple_f1",
    ),
    "entities": ("entities/UNER_English-EWT/en_ewt-ud-dev.iob2", "f1"),
    "entities politics": ("entities/CrossNER-politics/dev.txt", "f1"),
    "syntax": ("syntax/UD_English-EWT/en_ewt-ud-dev.conllu", "upos uas las words_f1 sentences_f1"),
    "roles": ("roles/srl_spans.dev.jsonl", "f1 predicates_f1"),
    "factuality": ("factuality/factuality.jsonl", "r mae"),
    "embedding": ("crossdoc/ecbplus.train_dev.jsonl", "retrieval_map"),
    "coreference": ("crossdoc/ecbplus.train_dev.jsonl", "subtopic_conll topic_conll"),
    "coreference gvc": ("crossdoc/gvc.dev.jsonl", "file_conll subtopic_conll"),
    "quantities": ("quantities/newsquant.dev.jsonl", "value_f1 unit_f1 change_f1"),
    "time": ("time/aquaint-te3.jsonl", "value_f1 strict_f1 relaxed_f1"),
    "time timebank": ("time/timebank-te3.jsonl", "value_f1 strict_f1 relaxed_f1"),
    "actors": ("events/ngec_actor_tests.dev.jsonl", "country sector"),
    "places": ("places/lgl.jsonl", "acc161"),
    "places geowebnews": ("places/geowebnews.jsonl", "acc161"),
    "events": ("events/zsp_plv.train.jsonl", "root quad"),
}
"""Measure, its gold file within the data, and the figures that are kept."""


def add_command(commands: Any) -> None:
    command = commands.add_parser("ratchet", help="hold every figure to the floors of baseline.json")
    command.add_argument("data", type=Path, metavar="DATA", help="folder of the gold files")
    command.add_argument("--update", action="store_true", help="raise the floors to what is measured now")
    command.add_argument("--lower", action="store_true", help="with --update: let floors fall as well")
    command.add_argument("--weights", type=Path)
    command.add_argument("--model", type=Path)


def asked(args: argparse.Namespace) -> weights.Weights:
    """The weights that ``--weights`` and ``--model`` name, by default the package's."""
    if not (args.weights or args.model):
        return weights.packaged()
    return weights.load(args.weights or weights.folder(), model=args.model.read_bytes() if args.model else None)


def run(args: argparse.Namespace) -> int:
    """0 when every floor holds (or the data are not there, which is said), 1 when one does not."""
    if not args.data.exists():
        print(f"ratchet skipped: no data at {args.data}")
        return 0
    loaded = asked(args)
    baseline = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    measured = {name: figures(args.data, name, loaded) for name in KEPT}
    fallen = compare(baseline, measured)
    for line in fallen:
        print(line)
    if args.update and (args.lower or not fallen):
        BASELINE.write_text(json.dumps(measured, indent=1) + "\n")
        print(f"floors written to {BASELINE.name}")
        return 0
    if args.update:
        print("floors not written: --lower lets them fall")
    return 1 if fallen else 0


def figures(data: Path, name: str, loaded: weights.Weights) -> dict[str, Any]:
    from evaluation import MEASURES

    where, keys = KEPT[name]
    path = data / where
    found = MEASURES[name.split()[0]](path, loaded)
    kept = {key: round(found[key], 4 if key in ("r", "mae") else 2) for key in keys.split()}
    for key, value in kept.items():
        print(f"{name:<18} {key:<18} {value:8.4g}")
    return {"gold": where, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "floors": kept}


def compare(baseline: dict[str, Any], measured: dict[str, Any]) -> list[str]:
    """What has fallen, a line each. A gold file that has changed is not compared, and that is said too."""
    lines = []
    for name, old in baseline.items():
        new = measured.get(name)
        if new is None:
            lines.append(f"{name}: no longer measured")
        elif new["sha256"] != old["sha256"]:
            lines.append(f"{name}: {old['gold']} is not the file that the floors were measured on")
        else:
            for key, floor in old["floors"].items():
                value = new["floors"].get(key)
                scale = 0.01 if key in ("r", "mae") else 1.0
                worse = value is None or (
                    value > floor + TOLERANCE * scale if key in LOWER_IS_BETTER else value < floor - TOLERANCE * scale
                )
                if worse:
                    lines.append(f"{name}: {key} is {value}, its floor {floor}")
    return lines
