"""The tables that an analyst can read and correct: YAML beside this file, checked as it is loaded."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class VocabularyError(ValueError):
    """A table of the vocabulary says something that cannot be used: the file, the key, and what was expected."""


@cache
def table(name: str) -> Any:
    """The content of ``name``.yaml as plain values. Whoever asks checks its shape and raises VocabularyError."""
    text = files(__package__).joinpath(f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
