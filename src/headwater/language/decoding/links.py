"""Which source, cue and content belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.language.tags import Span

Floats = NDArray[np.float32]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Triple:
    """Pieces as half-open word numbers; source or cue may be empty."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def triples(
    spans: Sequence[Span], asking: Floats, sources: Floats, contents: Floats, bias: Floats, size: int
) -> list[Triple]:
    """Join the spans of one window, in the order of their cues.

    Each content goes to the cue that scores best for it, each cue takes the best source or none. ``asking``
    and ``contents`` are [words, 2 size], ``sources`` [words, size], ``bias`` [3, 2 reach + 1] by words apart.
    """
    cues = [(b, e) for kind, b, e in spans if kind == "cue"]
    speakers = [(b, e) for kind, b, e in spans if kind == "source"]
    said = [(b, e) for kind, b, e in spans if kind == "content"]
    if not said:
        return []
    if not cues:
        return [Triple(_nearest(speakers, piece), (), (piece,)) for piece in said]
    cue_at = np.array([b for b, _ in cues])
    said_from = np.array([b for b, _ in said])
    said_to = np.array([e - 1 for _, e in said])
    reach = bias.shape[1] // 2
    scale = size**-0.5

    def apart(other: NDArray[np.intp]) -> NDArray[np.intp]:
        near: NDArray[np.intp] = np.clip(other[None, :] - cue_at[:, None], -reach, reach) + reach
        return near

    own = asking[cue_at]
    joined = contents[said_from, :size] + contents[said_to, size:]
    to_content = own[:, size:] @ joined.T * scale + bias[1][apart(said_from)] + bias[2][apart(said_to)]
    chosen = to_content.argmax(0)
    speaker = np.full(len(cues), -1)
    if speakers:
        speaker_at = np.array([b for b, _ in speakers])
        to_source = own[:, :size] @ sources[speaker_at].T * scale + bias[0][apart(speaker_at)]
        # Having no source scores nought.
        speaker = np.where(to_source.max(1) > 0, to_source.argmax(1), -1)
    found = []
    for i, cue in enumerate(cues):
        pieces = tuple(said[j] for j in np.flatnonzero(chosen == i))
        if pieces:
            found.append(Triple((speakers[speaker[i]],) if speaker[i] >= 0 else (), (cue,), pieces))
    return found


def _nearest(speakers: Sequence[Range], piece: Range) -> tuple[Range, ...]:
    """The speaker that stands closest to a content without a cue."""
    if not speakers:
        return ()
    return (min(speakers, key=lambda s: max(piece[0] - s[1], s[0] - piece[1])),)
