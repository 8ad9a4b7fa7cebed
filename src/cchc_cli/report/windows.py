"""The days that a report covers: the calendar period of its name, or the reporting window before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from cchc_cli.model.period import ONE_DAY, Period
from cchc_cli.model.verdict import Obligation, Verdict
from cchc_cli.words.cadences import span
from cchc_cli.words.cadences.quarter import Quarter

Kind = Literal["week", "month", "quarter", "half", "nine-months", "year", "span"]
Basis = Literal["calendar", "reporting"]
BASES: tuple[Basis, ...] = ("calendar", "reporting")


class Preset(Struct, frozen=True):
    """A periodic report on administrative reform, with its due day for ministries and provinces."""

    kind: Kind
    month: int  # the last month of the period
    due: int  # day of that month


# Letter 581/BNV-CCHC, as summarised at sonoivu.namdinh.gov.vn (read on 22/11/2026): data from the 15th to the 14th,
# four reports a year. Provincial decisions under Decree 09/2019, such as 01/2023/QĐ-UBND (article 4), set the same days
# for months, quarters and nine months; no source was found for a second half-year.
SOURCE = "581/BNV-CCHC"
PRESETS = (Preset("quarter", 3, 20), Preset("half", 6, 20), Preset("quarter", 9, 20), Preset("year", 12, 20))
FIRST_DAY, AFTER_LAST_DAY = 15, 15


class ReportPeriod(Struct, frozen=True):
    """The period that names a report (`calendar`), and the days of its data (`window`)."""

    kind: Kind
    calendar: Period
    basis: Basis = "calendar"

    @property
    def window(self) -> Period:
        if self.basis == "calendar":
            return self.calendar
        start = self.calendar.start + relativedelta(months=-1, day=FIRST_DAY)
        return Period(start, self.calendar.last.replace(day=AFTER_LAST_DAY))

    @property
    def next(self) -> ReportPeriod:
        """The following period of the same kind; after nine months, the last quarter."""
        start, stop = self.calendar.stop, self.calendar.stop + (self.calendar.stop - self.calendar.start)
        if self.kind == "nine-months":
            return ReportPeriod("quarter", Quarter.containing(start), self.basis)
        if self.kind == "span" or self.calendar.cadence is None:
            return ReportPeriod("span", span(start, stop), self.basis)
        return ReportPeriod(self.kind, self.calendar.cadence.containing(start), self.basis)

    @property
    def preset(self) -> Preset | None:
        """The periodic report for this period, None for any other period."""
        last = self.calendar.last.month
        return next((preset for preset in PRESETS if (preset.kind, preset.month) == (self.kind, last)), None)

    @property
    def to_date(self) -> Period:
        """The days from the beginning of the year to the end of the window."""
        return span(min(date(self.calendar.last.year, 1, 1), self.window.start), self.window.stop)


def nine_months(year: int) -> Period:
    """Return January to September of a year."""
    return Period(date(year, 1, 1), date(year, 10, 1))


def due_before_end(period: ReportPeriod, verdicts: Iterable[Verdict]) -> Iterator[Obligation]:
    """Yield the reports for this period that are due before the last day of its data, each once."""
    seen = set()
    for verdict in verdicts:
        obligation = verdict.obligation
        if not (
            verdict.decides
            and obligation.period == period.calendar
            and obligation.due
            and _early(obligation.due, period)
        ):
            continue
        if (
            any(part.is_report for part in obligation.quota.need.parts)
            and (obligation.quota.name, obligation.owner) not in seen
        ):
            seen.add((obligation.quota.name, obligation.owner))
            yield obligation


def _early(due: date, period: ReportPeriod) -> bool:
    return due < period.window.stop - ONE_DAY
