"""Civil periods: half-open inside the code, shown inclusive."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

Cadence = Literal["month", "quarter", "half-year", "year"]
MONTHS: dict[Cadence, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = "1900", "2199"  # periods of other years are typing errors
PLAN_YEARS = range(2000, 2101)  # of which plans and evidence are; 2569 is a year of the Buddhist era

_CALENDAR = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Period(NamedTuple):
    """Civil days from `start` to the day before `stop`."""

    start: date
    stop: date

    @property
    def last(self) -> date:
        return self.stop - ONE_DAY

    @property
    def label(self) -> str:
        """`2026-04`, `2026-Q2`, `2026-H1`, `2026` for calendar periods, `FROM..TO` (inclusive) for any other."""
        return _label(self)

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar month, quarter, half-year or year."""
        return ".." not in self.label

    def holds(self, day: date) -> bool:
        return self.start <= day < self.stop

    def overlaps(self, other: Period) -> bool:
        return self.start < other.stop and other.start < self.stop


@lru_cache(maxsize=4096)
def _label(period: Period) -> str:
    year, month = period.start.year, period.start.month
    names = {
        1: f"{year}-{month:02d}",
        3: f"{year}-Q{(month + 2) // 3}",
        6: f"{year}-H{(month + 5) // 6}",
        12: f"{year}",
    }
    for months, name in names.items():
        if period.start.day == 1 and (month - 1) % months == 0 and period == from_month(year, month, months):
            return name
    return f"{period.start}..{period.last}"


@lru_cache(maxsize=4096)
def from_month(year: int, month: int, months: int) -> Period:
    """Return the period of so many months that starts with the given one."""
    start = date(year, month, 1)
    return Period(start, start + relativedelta(months=months))


def whole_year(year: int) -> Period:
    return from_month(year, 1, 12)


def tiles(cadence: Cadence, span: Period) -> tuple[Period, ...]:
    """Return calendar periods in order: from the one that holds a span's first day to the last that ends within it."""
    months, found = MONTHS[cadence], []
    period = containing(cadence, span.start)
    while period.stop <= span.stop:
        found.append(period)
        period = from_month(period.stop.year, period.stop.month, months)
    return tuple(found)


def containing(cadence: Cadence, day: date) -> Period:
    """Return the calendar period that holds a day."""
    months = MONTHS[cadence]
    return from_month(day.year, (day.month - 1) // months * months + 1, months)


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    """Read `2026`, `2026-H1`, `2026-Q2`, `2026-04`, a day, or `FROM..TO` made of two of these.

    Raises ValueError when it is none of them, names an impossible day, or runs backwards.
    """
    first, dots, second = text.partition("..")
    start = _parse_calendar(first.strip())
    if not dots:
        return start
    period = Period(start.start, _parse_calendar(second.strip()).stop)
    if period.start >= period.stop:
        raise ValueError(text)
    return period


def _parse_calendar(text: str) -> Period:
    if not FIRST_YEAR <= text[:4] <= LAST_YEAR:
        raise ValueError(text)
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return Period(day, day + ONE_DAY)
    match = _CALENDAR.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, quarter, half = match.groups()
    if month:
        return from_month(int(year), int(month), 1)
    if quarter:
        return from_month(int(year), int(quarter) * 3 - 2, 3)
    if half:
        return from_month(int(year), int(half) * 6 - 5, 6)
    return whole_year(int(year))
