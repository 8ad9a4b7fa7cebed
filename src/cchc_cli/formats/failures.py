"""The unmet obligations: for each the shortfall, whether doing it now still counts, and the next command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cchc_cli.engine.explain import ShortfallKind, shortfall_kind
from cchc_cli.formats.commands import explain_command, remind_command
from cchc_cli.formats.context import Context
from cchc_cli.formats.labels import short_period_words
from cchc_cli.formats.naming import Naming, naming_of, owner_words
from cchc_cli.formats.remedies import remedies
from cchc_cli.formats.safe import safe
from cchc_cli.formats.shortfall import key_of, needed, short_of
from cchc_cli.formats.verdict_rows import days_of, narrow_row, remarks_of, verdict_row
from cchc_cli.formats.view import STYLES, SYMBOLS, ViewFailure, ViewFailures, ViewRow, progress_bar, verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Status, Verdict

# For these kinds the due day no longer matters: several periods of one quota and owner share one entry.
PAST: tuple[ShortfallKind, ...] = ("never", "exceeded")
MOST_PERIODS = 12  # named in one entry


def is_failing(verdict: Verdict, context: Context) -> bool:
    """Whether a verdict is missed and decides, or makes this check fail."""
    return (verdict.status is Status.MISSED and verdict.decides) or context.fails(verdict)


def failing_block(
    failing: Sequence[Verdict], result: Result, context: Context, messages: Catalogue, naming: Naming
) -> ViewFailures | None:
    """Return the entries, None if there are none: first what can no longer be done, then by due day, without a day last."""
    if not failing:
        return None
    writer = _FailureWriter(result, context, messages, naming)
    entries = [writer.entry(group, lack) for group, lack in _gathered(failing, result)]
    missed = all(verdict.status is Status.MISSED for verdict in failing)
    title = messages("failing.missed" if missed else "failing.others", count=len(failing))
    folded = () if context.asked.detail else remedies(failing, result, context, messages, naming)
    return ViewFailures(title, tuple(entries), folded, messages("remedy.more", count=len(failing)))


def failing_lines(result: Result, context: Context, messages: Catalogue) -> Iterator[str]:
    """Yield one line for each verdict that makes the check fail: quota, owner, period, figures, shortfall."""
    naming = naming_of(result, result.verdicts)
    full = Naming(naming.organisations, plans=True, main=naming.main)
    writer = _FailureWriter(result, context, messages, full)
    for verdict in result.verdicts:
        if context.fails(verdict):
            yield writer.line(verdict)


def _gathered(failing: Sequence[Verdict], result: Result) -> list[tuple[list[Verdict], ShortfallKind]]:
    """Return the failing verdicts in groups: past periods of one quota and owner together, others alone."""
    found: dict[tuple[object, ...], list[Verdict]] = defaultdict(list)
    for verdict in failing:
        lack = shortfall_kind(verdict, result.as_of)
        alone = () if lack in PAST else verdict.obligation.key
        found[lack, verdict.status, verdict.obligation.quota.key, verdict.obligation.owner, alone].append(verdict)
    groups = [(group, shortfall_kind(group[0], result.as_of)) for group in found.values()]
    return sorted(groups, key=lambda one: (one[1] not in PAST, str(one[0][-1].obligation.due or "9")))


class _FailureWriter:
    """Writes the entries of one result."""

    def __init__(self, result: Result, context: Context, messages: Catalogue, naming: Naming) -> None:
        self._result = result
        self._context = context
        self._asked = context.asked
        self._messages = messages
        self._naming = naming

    def entry(self, verdicts: Sequence[Verdict], lack: ShortfallKind) -> ViewFailure:
        first, asked = verdicts[0], self._asked
        row = (narrow_row if asked.narrow else verdict_row)(first, self._messages, self._naming)
        cells = {
            **row.cells,
            "bar": progress_bar(first),
            "left": "" if lack in PAST else days_of(first, self._messages),
        }
        cells["unit"] = (asked.names and asked.named(first.obligation)) or cells["unit"]
        if len(verdicts) > 1:
            cells |= {"period": self._periods(verdicts), "due": "", "left": "", "bar": "", "done": f"×{len(verdicts)}"}
        remarks = [text for verdict in verdicts for text in remarks_of(verdict, self._messages, lacking=False)]
        remarks = [
            *([row.remarks[0]] if asked.narrow and self._naming.below_title(first.obligation.quota) else []),
            *remarks,
        ]
        return ViewFailure(
            ViewRow(cells, STYLES[first.status], tuple(map(safe, dict.fromkeys(remarks)))),
            when=cells["period"] if len(verdicts) > 1 else self._when(first, cells),
            needs=safe(self._needs(verdicts, lack)),
            command=self._command(first, lack, verdicts),
        )

    def line(self, verdict: Verdict) -> str:
        obligation, lack = verdict.obligation, shortfall_kind(verdict, self._result.as_of)
        said = [
            f"{SYMBOLS[verdict.status]} {self._naming.quota(obligation.quota)}",
            owner_words(obligation, self._messages),
            self._label(verdict),
            f"{self._messages(f'status.{verdict.status}')} {verdict_figures(verdict)}",
            self._needs([verdict], lack),
        ]
        return safe(" · ".join(filter(None, said)))

    def _periods(self, verdicts: Sequence[Verdict]) -> str:
        found = [f"{self._label(verdict)}: {verdict_figures(verdict)}" for verdict in verdicts]
        more = ["…"] if len(found) > MOST_PERIODS else []
        return " · ".join([*found[:MOST_PERIODS], *more])

    def _when(self, verdict: Verdict, cells: Mapping[str, str]) -> str:
        key = "failing.when" if cells["due"] != "–" else "failing.when-undated"
        share = verdict.share
        percent = self._messages.percent(share.met, share.of) if share else ""
        when = self._messages(key, period=self._label(verdict), due=cells["due"])
        return ", ".join(filter(None, (when, cells["left"], percent)))

    def _needs(self, verdicts: Sequence[Verdict], lack: ShortfallKind) -> str:
        """Return the shortfall and whether doing it now still counts; for several periods, the shortfall of each."""
        organisation = self._context.organisations.get(verdicts[0].obligation.quota.organisation)
        if organisation is None or lack == "nothing":
            return ""
        if len(verdicts) == 1:
            text = needed(verdicts[0], lack, organisation, self._messages)
            return text if lack in (*PAST, "answer") else self._messages("failing.lacks", needs=text)
        return self._messages(key_of(verdicts[0], lack), parts=self._parts(verdicts, organisation), due="")

    def _parts(self, verdicts: Sequence[Verdict], organisation: Organisation) -> str:
        found: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in verdicts:
            found[short_of(verdict, organisation, self._messages)].append(verdict)
        if len(found) == 1:
            return self._messages("failing.each", parts=next(iter(found)))
        return "; ".join(f"{', '.join(map(self._label, those))}: {parts}" for parts, those in found.items())

    def _label(self, verdict: Verdict) -> str:
        period = verdict.obligation.period
        if self._asked.narrow:
            return short_period_words(period, self._messages, verdict.judged_as_of.year)
        return self._messages.label(period)

    def _command(self, verdict: Verdict, lack: ShortfallKind, verdicts: Sequence[Verdict]) -> str:
        also = self._context.to_repeat(verdict.obligation.quota)
        if verdict.members and lack not in PAST and lack != "nothing":
            return remind_command(verdict, also)
        periods = [one.obligation.period for one in verdicts]
        whole = (
            Period(min(period.start for period in periods), max(period.stop for period in periods))
            if len(periods) > 1
            else None
        )
        return explain_command(verdict, self._result.reading, also, whole)
