"""Reading apart: another's parser on another's file, in a process that may be stopped.

Parsers of PDF and HTML meet files that make them loop, or grow without bound. Apart they can do neither to the run.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import Any

MEMORY = 2 * 2**30
"""Bytes of address space that a process may take (where the system can hold it to that)."""

_CHILD = "import sys; from headwater.reading import apart; apart.answer(sys.argv[1])"


class StoppedError(Exception):
    """The process ran out of time, or ended without an answer."""


def ask(module: str, raw: bytes, *, seconds: float) -> dict[str, Any]:
    """What ``module.read(raw)`` answers (plain values), or :class:`StoppedError`."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, module],
            input=raw,
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise StoppedError(type(error).__name__) from error
    if not isinstance(answer, dict):
        raise StoppedError("no answer")
    return answer


def answer(module: str) -> None:
    """The other side: read standard input with ``module.read`` and print its answer."""
    from importlib import import_module

    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit.
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out = sys.stdout
    sys.stdout = sys.stderr  # What a parser prints is no answer.
    out.write(json.dumps(import_module(module).read(sys.stdin.buffer.read())))
