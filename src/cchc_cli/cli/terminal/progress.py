"""The progress of a long command, shown on a terminal's standard error after one second."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

from cchc_cli.i18n import Catalogue
from cchc_cli.model.progress import ProgressCallback, no_progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

PATIENCE = 1.0  # seconds before the bar appears; most commands end earlier


class Progress:
    """The consecutive steps of one command."""

    def __init__(self, messages: Catalogue) -> None:
        self._messages = messages
        self._begun = monotonic()
        self._bars: Bars | None = None

    def step(self, name: str, total: float) -> ProgressCallback:
        """Begin a step of `total` units of work, and return the callback to report finished units."""
        self.end()
        if not sys.stderr.isatty() or not total:
            return no_progress
        done = 0.0

        def tell(fraction: float) -> None:
            nonlocal done
            done += fraction
            if self._bars is None and monotonic() - self._begun > PATIENCE:
                self._bars = self._show(name, total)
            if self._bars is not None:
                self._bars.update(self._bars.task_ids[0], completed=done)

        return tell

    def _show(self, name: str, total: float) -> Bars:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        bars = Bars(*columns, console=Console(stderr=True), transient=True)
        bars.add_task(self._messages(f"progress.{name}"), total=total)
        bars.start()
        return bars

    def end(self) -> None:
        """Remove the bar, so that the next output takes its place."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None
