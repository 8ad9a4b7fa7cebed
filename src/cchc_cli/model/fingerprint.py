"""Equal titles have equal fingerprints; equal fingerprints still need a full comparison."""

from __future__ import annotations


def fingerprint(folded: str) -> int:
    """Return a number in the place of what `fold` makes of a title; it takes less memory. Another process has another."""
    return hash(folded)
