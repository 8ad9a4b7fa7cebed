"""What a format may need besides the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from cchc_cli.engine.by_unit import By
from cchc_cli.formats.view import TableOptions, View
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Quota
from cchc_cli.model.verdict import Result, Status, Verdict

if TYPE_CHECKING:
    from cchc_cli.formats.documents.check import SinceEntry


class Context(Struct, frozen=True):
    """How the result was asked for.

    `view` lays the table out, by verdict, unit or quota. `selection` is what was asked for, in words, for when nothing
    matches. `root` is the workspace's folder below the repository that a CI service shows files of. `since` is what
    changed since a submitted report. `by` is what the result is gathered by, if by anything.
    `repeated` are the options that a command to run next has to repeat.
    """

    asked: TableOptions
    view: Callable[[Result, Context, Catalogue], View]
    selection: str = ""
    fail_on: frozenset[Status] = frozenset()
    root: str = ""
    since: SinceEntry | None = None
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    by: By | None = None
    repeated: tuple[str, ...] = ()

    def fails(self, verdict: Verdict) -> bool:
        return fails(verdict, self.fail_on)

    def to_repeat(self, quota: Quota) -> Sequence[str]:
        """Return the options that a command about a quota repeats: the organisation too where the result has several."""
        several = len(self.organisations) > 1
        return (f"--org {quota.organisation}", *self.repeated) if several else self.repeated


def fails(verdict: Verdict, fail_on: frozenset[Status]) -> bool:
    """Whether a verdict is one of those that make a check exit 1."""
    return verdict.decides_exit and verdict.status in fail_on


def nothing(result: Result, context: Context, messages: Catalogue) -> str:
    """Return what to say when no obligation matches, "" otherwise."""
    return "" if result.verdicts else messages("table.nothing", selection=context.selection)
