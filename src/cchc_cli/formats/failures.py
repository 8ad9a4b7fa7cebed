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
from cchc_cli.formats.shortfall import (
    MAX_NAMES,
    brief_shortfall,
    lacked_by_all,
    lacking_units,
    sentence_key,
    shortfall_sentence,
)
from cchc_cli.formats.verdict_rows import days_of, narrow_row, remarks_of, verdict_row
from cchc_cli.formats.view import STYLES, SYMBOLS, ViewFailure, ViewFailures, ViewRow, progress_bar, verdict_figures
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.verdict import Result, Status, Verdict

# For these kinds the due day no longer matters: several periods of one quota and owner share one entry.
FINAL: tuple[ShortfallKind, ...] = ("never", "exceeded")
MAX_PERIODS = 12  # named in one entry


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
    entries = [writer.entry(group, shortfall) for group, shortfall in _grouped(failing, result)]
    missed = all(verdict.status is Status.MISSED for verdict in failing)
    title = messages("failing.missed" if missed else "failing.others", count=len(failing))
    folded = () if context.options.detail else remedies(failing, result, context, messages, naming)
    return ViewFailures(title, tuple(entries), folded, messages("remedy.more", count=len(failing)))


def failing_lines(result: Result, context: Context, messages: Catalogue) -> Iterator[str]:
    """Yield one line for each verdict that makes the check fail: quota, owner, period, figures, shortfall."""
    naming = naming_of(result, result.verdicts)
    full = Naming(naming.organisations, plans=True, main=naming.main)
    writer = _FailureWriter(result, context, messages, full)
    for verdict in result.verdicts:
        if context.fails(verdict):
            yield writer.line(verdict)


def _grouped(failing: Sequence[Verdict], result: Result) -> list[tuple[list[Verdict], ShortfallKind]]:
    """Return the failing verdicts in groups: past periods of one quota and owner together, others alone."""
    groups: dict[tuple[object, ...], list[Verdict]] = defaultdict(list)
    for verdict in failing:
        shortfall = shortfall_kind(verdict, result.as_of)
        own_key = () if shortfall in FINAL else verdict.obligation.key
        groups[shortfall, verdict.status, verdict.obligation.quota.key, verdict.obligation.owner, own_key].append(
            verdict
        )
    pairs = [(verdicts, shortfall_kind(verdicts[0], result.as_of)) for verdicts in groups.values()]
    return sorted(pairs, key=lambda pair: (pair[1] not in FINAL, str(pair[0][-1].obligation.due or "9")))


class _FailureWriter:
    """Writes the entries of one result."""

    def __init__(self, result: Result, context: Context, messages: Catalogue, naming: Naming) -> None:
        self._result = result
        self._context = context
        self._options = context.options
        self._messages = messages
        self._naming = naming
        self._units_of: dict[tuple[str, ...], Verdict] = {}  # the first entry that names these units

    def entry(self, verdicts: Sequence[Verdict], shortfall: ShortfallKind) -> ViewFailure:
        verdict, options = verdicts[0], self._options
        row = (narrow_row if options.narrow else verdict_row)(verdict, self._messages, self._naming)
        cells = {
            **row.cells,
            "bar": progress_bar(verdict),
            "left": "" if shortfall in FINAL else days_of(verdict, self._messages),
        }
        cells["unit"] = (options.names and options.named(verdict.obligation)) or cells["unit"]
        if len(verdicts) > 1:
            cells |= {"period": self._periods(verdicts), "due": "", "left": "", "bar": "", "done": f"×{len(verdicts)}"}
        remarks = [text for verdict in verdicts for text in remarks_of(verdict, self._messages, lacking=False)]
        remarks = [
            *([row.remarks[0]] if options.narrow and self._naming.below_title(verdict.obligation.quota) else []),
            *remarks,
        ]
        return ViewFailure(
            ViewRow(cells, STYLES[verdict.status], tuple(map(safe, dict.fromkeys(remarks)))),
            when=cells["period"] if len(verdicts) > 1 else self._when(verdict, cells),
            needs=safe(self._needs(verdicts, shortfall, self._same_units(verdict) if len(verdicts) == 1 else "")),
            command=self._command(verdict, shortfall, verdicts),
        )

    def line(self, verdict: Verdict) -> str:
        obligation, shortfall = verdict.obligation, shortfall_kind(verdict, self._result.as_of)
        texts = [
            f"{SYMBOLS[verdict.status]} {self._naming.quota(obligation.quota)}",
            owner_words(obligation, self._messages),
            self._label(verdict),
            f"{self._messages(f'status.{verdict.status}')} {verdict_figures(verdict)}",
            self._needs([verdict], shortfall),
        ]
        return safe(" · ".join(filter(None, texts)))

    def _periods(self, verdicts: Sequence[Verdict]) -> str:
        texts = [f"{self._label(verdict)}: {verdict_figures(verdict)}" for verdict in verdicts]
        ellipsis = ["…"] if len(texts) > MAX_PERIODS else []
        return " · ".join([*texts[:MAX_PERIODS], *ellipsis])

    def _when(self, verdict: Verdict, cells: Mapping[str, str]) -> str:
        key = "failing.when" if cells["due"] != "–" else "failing.when-undated"
        share = verdict.share
        percent = self._messages.percent(share.met, share.of) if share else ""
        when = self._messages(key, period=self._label(verdict), due=cells["due"])
        return ", ".join(filter(None, (when, cells["left"], percent)))

    def _same_units(self, verdict: Verdict) -> str:
        """Return the reference to an earlier entry with the same units; "" for few units, and for the first entry."""
        codes = lacking_units(verdict)
        if len(codes) <= MAX_NAMES or lacked_by_all(verdict, codes):
            return ""
        quota = verdict.obligation.quota
        first = self._units_of.setdefault((quota.organisation, *codes), verdict)
        if first is verdict:
            return ""
        name, period = self._naming.in_row(first.obligation.quota), self._label(first)
        return self._messages("failing.same-units", count=len(codes), quota=name, period=period)

    def _needs(self, verdicts: Sequence[Verdict], shortfall: ShortfallKind, same_units: str = "") -> str:
        """Return the shortfall and whether doing it now still counts; for several periods, the shortfall of each.

        `same_units` replaces the units of a single period.
        """
        organisation = self._context.organisations.get(verdicts[0].obligation.quota.organisation)
        if organisation is None or shortfall == "nothing":
            return ""
        if len(verdicts) == 1:
            text = shortfall_sentence(verdicts[0], shortfall, organisation, self._messages, same_units)
            return text if shortfall in (*FINAL, "answer") else self._messages("failing.lacks", needs=text)
        return self._messages(sentence_key(verdicts[0], shortfall), parts=self._parts(verdicts, organisation), due="")

    def _parts(self, verdicts: Sequence[Verdict], organisation: Organisation) -> str:
        by_shortfall: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in verdicts:
            by_shortfall[brief_shortfall(verdict, organisation, self._messages)].append(verdict)
        if len(by_shortfall) == 1:
            return self._messages("failing.each", parts=next(iter(by_shortfall)))
        return "; ".join(f"{', '.join(map(self._label, group))}: {parts}" for parts, group in by_shortfall.items())

    def _label(self, verdict: Verdict) -> str:
        period = verdict.obligation.period
        if self._options.narrow:
            return short_period_words(period, self._messages, verdict.judged_as_of.year)
        return self._messages.label(period)

    def _command(self, verdict: Verdict, shortfall: ShortfallKind, verdicts: Sequence[Verdict]) -> str:
        repeated = self._context.to_repeat(verdict.obligation.quota)
        if verdict.members and shortfall not in FINAL and shortfall != "nothing":
            return remind_command(verdict, repeated)
        periods = [verdict.obligation.period for verdict in verdicts]
        return explain_command(verdict, self._result.reading, repeated, periods)
