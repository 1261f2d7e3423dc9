"""From a reading to what is claimed: pure functions, each document by itself.

Everything here still speaks of places in the text; who, where and when these are is for ``resolution``.
"""
