"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from headwater.language import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for all tests: loading the weights takes longer than most of them."""
    return Reader()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The research data beside the checkout (or where HEADWATER_SHARED says); without them the test is skipped."""
    path = Path(os.environ.get("HEADWATER_SHARED", Path(__file__).parents[1] / "../shared")).resolve()
    if not (path / "data").exists():
        pytest.skip(f"no research data at {path}")
    return path
