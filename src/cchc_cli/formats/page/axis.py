"""The year on one time axis: a line for each quota of an owner, a bar for each period up to its due day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from cchc_cli.formats.naming import owner_words
from cchc_cli.formats.page.reasons import PageReason, command_of, reason_of, rule_of
from cchc_cli.formats.page.source import PageSource
from cchc_cli.formats.view import SYMBOLS, verdict_figures
from cchc_cli.formats.year_axis import axis_days, band_heading, band_rank, bar_days
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Status, Verdict
from cchc_cli.words.cadences import span
from cchc_cli.words.cadences.month import Month

MAX_BARS = 26  # of one line; beyond that, neighbours with equal status share a bar
WEEK = timedelta(days=6)  # first to last day; neighbouring periods shorter than this share a bar too
NARROW, SHORT = 24, 60  # columns (days): narrower bars show only the sign; shorter bars no due day


class AxisBar(Struct, frozen=True):
    """One period, or several neighbours of equal status.

    `start` and `stop` are columns of the axis, from 1, half-open. `reason` belongs to a single unmet period.
    """

    status: Status
    flips: bool
    start: int
    stop: int
    sign: str
    number: str  # "" on a narrow bar
    due: str
    label: str
    reason: PageReason | None = None
    command: str = ""

    @property
    def is_short(self) -> bool:
        """Whether a narrow screen shows the sign only."""
        return self.stop - self.start < SHORT

    @property
    def opens(self) -> bool:
        return self.reason is not None or bool(self.command)


class AxisLine(Struct, frozen=True):
    """A quota of one owner. `counts` are sign, word and number of each status, if there are several periods."""

    code: str
    title: str
    owner: str
    owner_name: str
    rule: str
    bars: tuple[AxisBar, ...]
    counts: tuple[tuple[Status, str, int], ...]


class AxisBand(Struct, frozen=True):
    """The lines of one cadence."""

    heading: str
    lines: tuple[AxisLine, ...]


class AxisMonth(Struct, frozen=True):
    """A month above the axis; `start` and `stop` are columns from 1, half-open."""

    label: str
    name: str
    start: int
    stop: int
    is_current: bool


class Axis(Struct, frozen=True):
    """The axis: `days` is its number of columns; `today` the column of the as-of date, 0 if outside."""

    days: int
    today: int
    months: tuple[AxisMonth, ...]
    bands: tuple[AxisBand, ...]

    @property
    def flips(self) -> bool:
        return any(bar.flips for band in self.bands for line in band.lines for bar in line.bars)

    def columns(self) -> Iterator[tuple[int, int]]:
        """Yield the half-open column range of every month and bar."""
        yield from ((month.start, month.stop) for month in self.months)
        yield from ((bar.start, bar.stop) for band in self.bands for line in band.lines for bar in line.bars)


def axis(source: PageSource) -> Axis:
    """Return the verdicts shown on the axis of the calendar year, or of the plans' year."""
    verdicts = list(source.shown())
    days = axis_days(verdicts, source.result)
    by_line: dict[object, list[Verdict]] = {}
    for verdict in verdicts:
        by_line.setdefault((verdict.obligation.quota.key, verdict.obligation.owners), []).append(verdict)
    ordered = sorted(by_line.values(), key=band_rank)  # sorted keeps the plans' order
    bands = [
        AxisBand(heading, tuple(_line(line, days, source) for line in lines))
        for heading, lines in groupby(ordered, lambda line: band_heading(line, source.messages))
    ]
    as_of = source.result.as_of
    return Axis(
        days=_column(days.last, days),
        today=_column(as_of, days) if days.holds(as_of) else 0,
        months=tuple(_months(days, as_of)),
        bands=tuple(bands),
    )


def _column(day: date, days: Period) -> int:
    return (day - days.start).days + 1


def _months(days: Period, as_of: date) -> Iterator[AxisMonth]:
    several = days.start.year != days.last.year
    for month in Month.within(days):
        label = f"{month.start.month}" + (f"/{month.start.year}" if several and month.start.month == 1 else "")
        yield AxisMonth(
            label, month.label, _column(month.start, days), _column(month.stop, days), is_current=month.holds(as_of)
        )


# ---- lines


def _line(verdicts: Sequence[Verdict], days: Period, source: PageSource) -> AxisLine:
    obligation = verdicts[0].obligation
    shortest = min(verdict.obligation.period.last - verdict.obligation.period.start for verdict in verdicts)
    if len(verdicts) > MAX_BARS or shortest < WEEK:
        runs = [list(run) for _, run in groupby(verdicts, lambda verdict: (verdict.status, bool(verdict.flips)))]
    else:
        runs = [[verdict] for verdict in verdicts]
    counts = [(status, source.word(status), sum(verdict.status is status for verdict in verdicts)) for status in Status]
    return AxisLine(
        code=source.quota(obligation.quota),
        title=obligation.quota.title,
        owner=owner_words(obligation, source.messages),
        owner_name=source.owners(obligation),
        rule=rule_of(verdicts[0], source),
        bars=tuple(_bar(run, days, source) for run in runs),
        counts=tuple(entry for entry in counts if entry[2]) if len(verdicts) > 1 else (),
    )


def _bar(run: Sequence[Verdict], days: Period, source: PageSource) -> AxisBar:
    verdict = run[0]
    start, stop = _columns(run, days)
    reason = reason_of(verdict, source) if len(run) == 1 else None
    number = verdict_figures(verdict, mark_implied=True) if reason else f"×{len(run)}"
    is_met = verdict.status is Status.MET
    return AxisBar(
        status=verdict.status,
        flips=bool(verdict.flips),
        start=start,
        stop=stop,
        sign=SYMBOLS[verdict.status],
        number=number if stop - start >= NARROW else "",
        due=_end(verdict, source) if reason and stop - start >= SHORT else "",
        label=_label(verdict, reason, source) if reason else _run_label(run, source),
        reason=None if is_met else reason,
        command="" if is_met or reason else command_of(run[-1], source, [_span_of(run)]),
    )


def _end(verdict: Verdict, source: PageSource) -> str:
    """Return the text at the end of a bar: the due day, or that its question waits for an answer."""
    due = verdict.obligation.due
    if due is None:
        return source.messages("page.waiting") if verdict.question else ""
    return source.messages.short_day(due)


def _columns(run: Sequence[Verdict], days: Period) -> tuple[int, int]:
    """Return the half-open column range of a bar, from the period's first day to the due day."""
    first_day, last_day = bar_days(run[0].obligation, run[-1].obligation, days)
    return _column(first_day, days), _column(last_day, days) + 1


def _span_of(run: Sequence[Verdict]) -> Period:
    return span(run[0].obligation.period.start, run[-1].obligation.period.stop)


def _label(verdict: Verdict, reason: PageReason, source: PageSource) -> str:
    """Return the text of a bar: period, status, figures, due day, last day of its rows, other readings."""
    texts = [f"{reason.period}: {source.word(verdict.status)} {reason.figures}", reason.due]
    texts += [source.messages("page.last-day", day=reason.last_day)] if reason.last_day else []
    flips = [
        source.messages("table.flips", reading=flip.reading, status=source.word(flip.status)) for flip in verdict.flips
    ]
    return " · ".join([*texts, *flips])


def _run_label(run: Sequence[Verdict], source: PageSource) -> str:
    """Return the text of a bar of several neighbouring periods."""
    first_period, last_period = run[0].obligation.period, run[-1].obligation.period
    status = source.word(run[0].status)
    return source.messages(
        "page.run", status=status, count=len(run), first=source.period(first_period), last=source.period(last_period)
    )
