"""What a format needs beside the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from cchc_cli.engine.by_unit import By
from cchc_cli.formats.view import TableOptions, View
from cchc_cli.i18n import Catalogue
from cchc_cli.model.item import RowPlace
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.plan import Quota
from cchc_cli.model.problem import Problem
from cchc_cli.model.verdict import Result, Status, Verdict

if TYPE_CHECKING:
    from cchc_cli.formats.documents.check import SinceEntry


class Context(Struct, frozen=True):
    """How the result was requested.

    `view` makes the table: by verdict, by unit or by quota. `selection` describes the selection in words, for a result
    without verdicts. `root` is the workspace's folder relative to the repository, for CI services. `since` holds the
    changes since a submitted report. `by` is the grouping, None for none. `channels` holds those of each row that
    names several. `repeated` holds the options that a follow-up command must repeat. `needs_org` is whether a command
    without --org would be about another organisation. With `strict` every problem makes the check exit 2.
    """

    options: TableOptions
    view: Callable[[Result, Context, Catalogue], View]
    selection: str = ""
    fail_on: frozenset[Status] = frozenset()
    root: str = ""
    since: SinceEntry | None = None
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    by: By | None = None
    channels: Mapping[RowPlace, tuple[str, ...]] = field(default_factory=dict)
    repeated: tuple[str, ...] = ()
    needs_org: bool = False
    strict: bool = False

    def fails(self, verdict: Verdict) -> bool:
        return fails(verdict, self.fail_on)

    def unusable(self, result: Result) -> list[Problem]:
        """Return the problems that make the check exit 2, without refused rows: logs left out, with `strict` warnings."""
        warnings = [problem for problem in result.problems if problem.severity == "warning"]
        return [*result.skipped, *(warnings if self.strict else [])]

    def to_repeat(self, quota: Quota) -> Sequence[str]:
        """Return the options that a command about a quota repeats; --org where another organisation could be meant."""
        named = self.needs_org or len(self.organisations) > 1
        return (f"--org {quota.organisation}", *self.repeated) if named else self.repeated


def fails(verdict: Verdict, fail_on: frozenset[Status]) -> bool:
    """Whether a verdict makes the check exit 1."""
    return verdict.decides_exit and verdict.status in fail_on


def no_verdicts_text(result: Result, context: Context, messages: Catalogue) -> str:
    """Return the message for a result without verdicts, "" for any other."""
    return "" if result.verdicts else messages("table.nothing", selection=context.selection)
