"""What the package may lean on."""

from __future__ import annotations

import ast
from pathlib import Path

from headwater.language import weights

ROOT = Path(__file__).parents[1]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_a_user_never_needs_what_training_needs() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        foreign = imported(path) & {
            "torch",
            "onnx",
            "safetensors",
            "spacy",
            "training",
            "evaluation",
            "corpora",
            "benchmarks",
        }
        assert not foreign, f"{path.name} imports {foreign}"


def test_the_models_files_are_thirty_megabytes_at_most() -> None:
    files = [p for p in Path(str(weights.folder())).iterdir() if p.is_file()]
    assert {p.name for p in files} >= {"engine.onnx", "pairing.npz", "labels.json", "vocab.txt"}
    assert sum(p.stat().st_size for p in files) <= 30_000_000
