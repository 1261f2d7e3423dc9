"""The verbs: what a user types."""

from __future__ import annotations

import gc
import io
import sys

from headwater.cli import gathering, handing, judging, listing, reconciled, serving
from headwater.cli.app import app

__all__ = ["app", "collect_seldom", "gathering", "handing", "judging", "listing", "main", "reconciled", "serving"]


def main() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a letter gets its number, never a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    collect_seldom()
    try:
        app()
    finally:
        # Python would look through all that is held once more before it goes, which takes a second where that is much.
        gc.freeze()


def collect_seldom() -> None:
    """From now on Python looks for cycles seldom, and not among what is loaded.

    A report leaves few behind; to look for them at Python's own pace takes 7% of the time after the engine.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
