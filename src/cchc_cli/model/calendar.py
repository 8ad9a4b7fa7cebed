"""Working days, from a dated and sourced table of days off."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

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

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days lie from `first` to `last`, both included."""
        days = (last - first).days + 1
        return sum(self.is_working(first + ONE_DAY * offset) for offset in range(max(days, 0)))
