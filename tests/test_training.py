"""Training's own parts, where torch is installed (a user's machine and CI skip this)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is an extra, for training alone")
onnx = pytest.importorskip("onnx", reason="onnx is an extra, for training alone")

from headwater.language import engine, weights  # noqa: E402
from headwater.language.decoding.chains import best_paths  # noqa: E402
from headwater.language.labels import Labels  # noqa: E402
from headwater.language.pieces import Pieces, layout  # noqa: E402
from headwater.language.tags import Scheme  # noqa: E402
from headwater.language.words import words  # noqa: E402
from training.chains import Chain  # noqa: E402
from training.graph import build, seven_bits  # noqa: E402
from training.model import Head, Network, eight_bits  # noqa: E402

TEXT = "The ferry sank on Friday, the mayor said."


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return Network(Labels.packaged(), drop=0.0).eval()


def feed() -> dict[str, np.ndarray]:
    bounds, pieces = words(TEXT), Pieces.packaged()
    spelled = [pieces.of(TEXT[b:e]) for b, e in bounds]
    return engine.feed([engine.window(weights.packaged(), spelled, layout(TEXT, bounds))])


def test_the_graph_in_floats_computes_what_the_network_does(network: Network) -> None:
    inputs = feed()
    arrays = {n: t.numpy() for n, t in network.state_dict().items()}
    heads = [(name, isinstance(part, Head)) for name, part in network.parts()]
    session = weights.session(build(arrays, heads, None).SerializeToString())
    vectors, rows = session.run(None, inputs)
    tensors = {n: torch.tensor(v) for n, v in inputs.items()}
    with torch.inference_mode():
        first = tensors["first"][None]
        expected = network.encode(tensors["ids"], tensors["shapes"], tensors["layouts"], first)[0]
        columns = [part(expected)[:, : 1 if name == "factuality" else None] for name, part in network.parts()]
    assert np.allclose(vectors, expected.numpy(), atol=1e-4)
    assert np.allclose(rows, torch.cat(columns, -1).numpy(), atol=1e-4)


def test_seven_bits_never_saturate_a_pair_of_products() -> None:
    small, scale = seven_bits(np.random.default_rng(0).normal(size=(32, 8)).astype(np.float32))
    assert np.abs(small).max() <= 63 and scale.shape == (8,)
    assert 2 * 255 * int(np.abs(small).max()) < 2**15


def test_nought_is_exact_on_every_scale() -> None:
    for low, high in ((-1.0, 3.0), (0.5, 2.0), (-4.0, -1.0)):
        scale, zero = eight_bits(low, high)
        assert 0 <= zero <= 255
        assert scale > 0


def test_a_chains_likelihood_sums_to_one_over_all_paths() -> None:
    torch.manual_seed(1)
    chain = Chain(Scheme(("x",)))
    torch.nn.init.normal_(chain.step)
    emissions = torch.randn(1, 3, 3)
    every = torch.cartesian_prod(*[torch.arange(3)] * 3)
    losses = torch.stack([chain.loss(emissions, path[None], torch.ones(1, 3)) for path in every])
    assert float((-losses).exp().sum()) == pytest.approx(1, abs=1e-4)
    start, step, end = (part.detach().numpy() for part in chain.scores())
    best = best_paths(emissions.numpy(), np.array([3]), start, step, end)
    assert tuple(best[0]) == tuple(every[int(losses.argmin())].tolist())


def test_a_paragraph_without_its_commas_keeps_its_attributions() -> None:
    from training.examples import Unit, without_marks

    unit = Unit(
        ["“", "Stay", ",", "”", "he", "said"], [4, 1, 1, 1, 2, 2], attributions=[([(4, 5)], [(5, 6)], [(0, 4)])]
    )
    bare = without_marks(unit)
    assert bare.words == ["Stay", "he", "said"]
    assert bare.attributions == [([(1, 2)], [(2, 3)], [(0, 1)])]


def test_paragraphs_that_an_attribution_joins_stay_together(tmp_path: Path) -> None:
    import json

    from training.examples import articles

    text = "He said this.\n\n“It sank.”\n\nOthers left."
    row = {"doc_id": "d", "text": text, "attributions": [{"source": [[0, 2]], "cue": [[3, 7]], "content": [[15, 25]]}]}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row))
    (story,) = articles(path)
    assert [" ".join(unit.words) for unit in story.units] == ["He said this . “ It sank . ”", "Others left ."]
