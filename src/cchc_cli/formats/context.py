"""What a format may need besides the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from cchc_cli.formats.view import Asked, View
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status, Verdict


class Context(Struct, frozen=True):
    """How the result was asked for.

    `view` lays the table out, by verdict, unit or quota. `selection` is what was asked for, in words, for when nothing
    matches. `root` is the workspace's folder below the repository that a CI service shows files of. `since` is what
    changed since a submitted report, as JSON says it.
    """

    asked: Asked
    view: Callable[[Result, Asked, Catalogue], View]
    selection: str = ""
    fail_on: frozenset[Status] = frozenset()
    root: str = ""
    since: Mapping[str, object] | None = None

    def fails(self, verdict: Verdict) -> bool:
        """Whether a verdict is one of those that make a check exit 1."""
        return verdict.decides_exit and verdict.status in self.fail_on


def nothing(result: Result, context: Context, say: Catalogue) -> str:
    """Return what to say when no obligation matches, "" otherwise."""
    return "" if result.verdicts else say("table.nothing", selection=context.selection)
