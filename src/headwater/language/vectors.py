"""The network's own vector of each word, for what compares words by where they stand."""

from __future__ import annotations

import numpy as np

from headwater.language import engine
from headwater.language.pieces import layout
from headwater.language.reading import Vector
from headwater.language.weights import Weights
from headwater.language.windows import windows
from headwater.language.words import words
from headwater.text import Document


def word_vectors(weights: Weights, document: Document) -> Vector:
    """[words, dimensions] of all words of a document, in a pass of its own; they are some 1.5 kB a word.

    The words are those of :meth:`~headwater.language.Reader.read`, for a document that it reads.
    """
    text = document.text
    bounds = words(text)
    if not bounds:
        return np.zeros((0, weights.dimensions), np.float32)
    spelled = [weights.pieces.of(text[b:e]) for b, e in bounds]
    layouts = layout(text, bounds)
    ranges = windows(text, bounds, layouts, [len(ids) for ids, _ in spelled])
    found, _ = engine.forward(weights, [engine.window(weights, spelled[a:b], layouts[a:b]) for a, b in ranges])
    return found
