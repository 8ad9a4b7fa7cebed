"""The table of verdicts: due, running, unclear, and last the failures with their next steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cchc_cli.formats.context import Context
from cchc_cli.formats.failures import failing_block, is_failing
from cchc_cli.formats.naming import Naming, naming_of
from cchc_cli.formats.safe import safe
from cchc_cli.formats.verdict_rows import days_of, legend_of, remarks_of, shown_verdicts, sized_row, urgency
from cchc_cli.formats.view import (
    FLIP_MARK,
    STYLES,
    SYMBOLS,
    View,
    ViewBlock,
    ViewRow,
    framed_view,
    progress_bar,
    without_status_heading,
)
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import SECTIONS, WORST_FIRST, Result, Section, Status, Verdict

# Statuses that need no work now: a section folds more than MAX_QUIET verdicts of one status into a line.
QUIET = (Status.LATE, Status.UPCOMING, Status.MET, Status.TRACKED, Status.WAIVED)
MAX_QUIET = 5
MAX_NAMES = 24  # in a folded line


def view(result: Result, context: Context, messages: Catalogue) -> View:
    """Return the table of a result, verdict by verdict."""
    options = context.options
    shown = list(shown_verdicts(result, detail=options.detail))
    several_units = len({verdict.obligation.owner for verdict in shown if verdict.obligation.scope != "joint"}) > 1
    own_column = several_units and not options.narrow
    table = _VerdictTable(
        result, context, messages, naming_of(result, shown), with_owner=several_units and options.narrow
    )
    failing = [verdict for verdict in shown if is_failing(verdict, context)]
    blocks = list(table.blocks([verdict for verdict in shown if not is_failing(verdict, context)]))
    bar = [] if options.narrow else ["bar"]
    columns = ["status", "quota", "title", *(["unit"] if own_column else []), "done", *bar, "period", "due"]
    columns += ["left"] if any(row.cells["left"] for block in blocks for row in block.rows) else []
    frame = framed_view(
        result, options, messages, columns, blocks, legend_of(shown, messages), brief="table.brief-folded"
    )
    return replace(
        without_status_heading(frame, options),
        about=_plans(result, messages),
        failures=failing_block(failing, result, context, messages, table.naming),
    )


def _plans(result: Result, messages: Catalogue) -> str:
    """Return the plans with their numbers, since the rows show short ids."""
    return safe(" · ".join(f"{plan.id} ({plan.number or messages('plans.no-number')})" for plan in result.plans))


class _VerdictTable:
    """Writes the sections of one table."""

    def __init__(
        self, result: Result, context: Context, messages: Catalogue, naming: Naming, *, with_owner: bool
    ) -> None:
        self._result = result
        self._options = context.options
        self._messages = messages
        self.naming = naming
        self._with_owner = with_owner

    def blocks(self, shown: Sequence[Verdict]) -> Iterator[ViewBlock]:
        """Yield the sections, each with the most urgent verdict first; verdicts that wait for an answer come last."""
        for section in SECTIONS:
            if verdicts := [
                verdict for verdict in shown if verdict.section == section and verdict.status is not Status.BLOCKED
            ]:
                yield self._block(self._title(section, verdicts), verdicts)
        if blocked := [verdict for verdict in shown if verdict.status is Status.BLOCKED]:
            yield self._block(self._messages("section.unclear"), blocked)

    def _title(self, section: Section, verdicts: Sequence[Verdict]) -> str:
        messages, as_of = self._messages, self._result.as_of
        stood = min(as_of, self._result.window.last)
        title = messages(f"section.{section}", day=messages.day(stood))
        if section == "running" and any(verdict.judged_as_of > stood for verdict in verdicts):
            title += messages("table.undated", day=messages.day(as_of))
        return title

    def _block(self, title: str, verdicts: Sequence[Verdict]) -> ViewBlock:
        quiet = Counter(verdict.status for verdict in verdicts if verdict.status in QUIET)
        folding = (
            {} if self._options.detail else {status: count for status, count in quiet.items() if count > MAX_QUIET}
        )
        rows = tuple(self._row(verdict) for verdict in sorted(verdicts, key=urgency) if verdict.status not in folding)
        folded = [
            (self._folded([verdict for verdict in verdicts if verdict.status is status]), STYLES[status])
            for status in sorted(folding, key=WORST_FIRST.__getitem__)
        ]
        return ViewBlock(title, rows, tuple(folded))

    def _folded(self, verdicts: Sequence[Verdict]) -> str:
        """Return one line for verdicts of one status: their number and their quotas."""
        messages, status = self._messages, verdicts[0].status
        flipping = {verdict.obligation.quota.key for verdict in verdicts if verdict.flips}
        quotas = {verdict.obligation.quota.key: verdict.obligation.quota for verdict in verdicts}
        counts = Counter(verdict.obligation.quota.key for verdict in verdicts)
        names = [
            self.naming.in_row(quotas[key]) + FLIP_MARK * (key in flipping) + (f" ×{count}" if count > 1 else "")
            for key, count in counts.items()
        ]
        ellipsis = ["…"] if len(names) > MAX_NAMES else []
        counted = messages("summary.status", status=messages(f"status.{status}"), count=len(verdicts))
        return safe(f"{SYMBOLS[status]} {counted}: {', '.join([*names[:MAX_NAMES], *ellipsis])}")

    def _row(self, verdict: Verdict) -> ViewRow:
        row = sized_row(verdict, self._messages, self.naming, self._options, with_owner=self._with_owner)
        cells = {**row.cells, "left": self._days(verdict), "bar": progress_bar(verdict)}
        if not self._options.detail and verdict.share and not verdict.share.met:  # all units of the group lack it
            others = set(remarks_of(verdict, self._messages, lacking=False))
            of_units = {safe(text) for text in remarks_of(verdict, self._messages) if text not in others}
            row = replace(row, remarks=tuple(remark for remark in row.remarks if remark not in of_units))
        return replace(row, cells=cells, styles={"bar": row.style})

    def _days(self, verdict: Verdict) -> str:
        """Return the days left on the as-of date; "" for a verdict judged as of a past window's end."""
        over = verdict.judged_as_of < self._result.as_of and verdict.days_left is not None
        return "" if over else days_of(verdict, self._messages)
