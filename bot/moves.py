"""Up, down, or as good as the same: the word for a change whose size is already written."""

from __future__ import annotations


def direction(change: float, size: str) -> str:
    """The key of the sentence for a change: a size that is written as zero is neither up nor down."""
    if not any(c.isdecimal() and int(c) for c in size):
        return "nearly_same"
    return "up" if change > 0 else "down"
