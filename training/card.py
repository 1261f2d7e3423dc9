"""The figures of MODEL_CARD.md, measured and written in: ``python -m training.card DATA --work DIR``."""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation import MEASURES
from evaluation.ratchet import KEPT
from headwater.language import weights

CARD = Path(__file__).parents[1] / "MODEL_CARD.md"
BEGIN, END = "<!-- figures: written by training/card.py -->", "<!-- end of figures -->"

ROWS = (
    # measure, figure, what it is, asked for (bar, aim), the best known and humans where they are known
    ("attribution", "source_f1", "attribution: source, exact span F1", "78 / 83", "83.2; humans 77.7"),
    ("attribution", "cue_f1", "cue, exact", "71 / 75", "75.3; humans 70.5"),
    ("attribution", "content_f1", "content, exact", "65 / 73", "72.9; humans 68.4"),
    ("attribution", "source_token_f1", "source, words", "85 / 88", "humans 81.0"),
    ("attribution", "cue_token_f1", "cue, words", "73 / 78", "humans 68.6"),
    ("attribution", "content_token_f1", "content, words", "91 / 93", "humans 91.1"),
    ("attribution", "triple_f1", "linked triples", "72 / 85", "Citron on PARC3 83.2 (any overlap)"),
    ("entities", "f1", "UNER EWT, micro F1", "74 / 86", "XLM-R-large 86.0"),
    ("entities politics", "f1", "CrossNER politics, micro F1", "58 / 72", ""),
    ("syntax", "upos", "EWT, gold words: UPOS", "96 / 97", ""),
    ("syntax", "las", "LAS", "87.5 / 91", ""),
    ("syntax", "sentences_f1", "EWT from raw text: sentences F1", "85 / 90", ""),
    ("syntax", "words_f1", "words F1", "98 / 99", ""),
    ("roles", "f1", "PropBank roles, span F1, gold predicates", "72 / 82", ""),
    ("roles", "predicates_f1", "predicates found, F1", "94 / 96", ""),
    ("factuality", "r", "factuality UDS-IH2: Pearson's r", "0.84 / 0.91", "0.912"),
    ("factuality", "mae", "mean absolute error (lower is better)", "0.75 / 0.72", "0.722"),
    ("embedding", "retrieval_map", "ECB+ sentences of the same event, MAP", "", ""),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.card", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder of the training run (its float.onnx)")
    args = parser.parse_args()
    write(args.data, args.work)


def write(data: Path, work: Path) -> None:
    """Measure the package's weights and their float form, and put both into the card."""
    small = weights.load(weights.folder())
    full = weights.load(weights.folder(), model=(work / "float.onnx").read_bytes())
    found = {}
    for name in dict.fromkeys(row[0] for row in ROWS):
        measure, path = MEASURES[name.split()[0]], data / KEPT[name][0]
        found[name] = measure(path, small), measure(path, full)
    lines = [
        "| measure (dev splits) | int8, as shipped | fp32 | lost to int8 | bar / aim | best known, humans |",
        "|---|---|---|---|---|---|",
    ]
    for name, key, title, asked, others in ROWS:
        shipped, exact = found[name][0][key], found[name][1][key]
        digits = 3 if key in ("r", "mae") else 1
        lost = shipped - exact if key == "mae" else exact - shipped
        lines.append(
            f"| {title} | **{shipped:.{digits}f}** | {exact:.{digits}f} | {lost:+.{digits + 1}f} | {asked} | {others} |"
        )
    text = CARD.read_text("utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    CARD.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + after, "utf-8")


if __name__ == "__main__":
    main()
