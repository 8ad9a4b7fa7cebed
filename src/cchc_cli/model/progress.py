"""How long work says how far it is; who listens is not its business."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[float], None]  # told how many more units of the work are done


def untold_of(_: float) -> Tell:
    """Begin work of which nobody is told."""
    return untold


def untold(_: float) -> None:
    """Tell nobody."""
