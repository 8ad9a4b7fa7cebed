"""How work reports its progress, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable

ProgressCallback = Callable[[float], None]  # called with the units of work done since the last call


def no_progress_of(_: float) -> ProgressCallback:
    """Begin work whose progress nobody follows."""
    return no_progress


def no_progress(_: float) -> None:
    """Report to nobody."""
