"""Working days, from a dated and sourced table of days off."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from msgspec import Struct, field

from cchc_cli.model.note import Note
from cchc_cli.model.period import ONE_DAY

SATURDAY = 5


class Holidays(Struct, frozen=True):
    """Days off and working Saturdays of the years that have a table."""

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    years: frozenset[int] = field(default=frozenset())
    file: str = ""

    def is_working(self, day: date) -> bool:
        if day in self.working:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def next_working(self, day: date) -> date:
        """Return the day itself, or the first working day after it (Civil Code 2015, article 148)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def working_day_after(self, day: date, number: int) -> date:
        """Return the Nth working day after a day; N is 1 or more."""
        for _ in range(number):
            day = self.next_working(day + ONE_DAY)
        return day

    def untabled(self, first: date, last: date) -> tuple[Note, ...]:
        """Return a note for each year from that of `first` to that of `last` that has no table."""
        years = range(first.year, last.year + 1)
        return tuple(Note("no-holiday-table", {"year": str(year)}) for year in years if year not in self.years)

    def working_days(self, first: date, last: date) -> int:
        """Return the number of working days from `first` to `last`, both included."""
        days = (last - first).days + 1
        return sum(self.is_working(first + ONE_DAY * offset) for offset in range(max(days, 0)))


def day_of_month(month: date, number: int) -> date:
    """Return the day of a month that has a number, 1 or more; its last day where the month is shorter."""
    return month.replace(day=min(number, monthrange(month.year, month.month)[1]))


def months_later(day: date, months: int) -> date:
    """Return the day of the same number some months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    return day_of_month(date(day.year + years, month + 1, 1), day.day)
