"""What most say."""

from __future__ import annotations

from collections.abc import Mapping


def most(votes: Mapping[str, int]) -> str | None:
    """What has the most votes; of as many the least. None where nobody votes."""
    return min(votes, key=lambda each: (-votes[each], each)) if votes else None
