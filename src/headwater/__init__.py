"""Headwater: who says what, on whose word, in a pile of reports."""

__version__ = "0.1.0"
