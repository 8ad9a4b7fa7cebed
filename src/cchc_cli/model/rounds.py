"""`every: {weeks: 2}`: rounds of some days, weeks or months, counted from a first day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Literal

from msgspec import Struct

from cchc_cli.model.calendar import months_later
from cchc_cli.model.period import Period
from cchc_cli.model.texts import Texts

Measure = Literal["days", "weeks", "months"]
ONE = {
    "days": Texts(en="day", vi="ngày"),
    "weeks": Texts(en="week", vi="tuần"),
    "months": Texts(en="month", vi="tháng"),
}


class Rounds(Struct, frozen=True):
    """Spans of equal length without a gap; they are no calendar periods, and have the labels of spans.

    `number` is how many of the measure one round has, 1 or more.
    """

    measure: Measure
    number: int

    only_worked: ClassVar = False

    @property
    def word(self) -> str:
        return f"{{{self.measure}: {self.number}}}"

    @property
    def every(self) -> Texts:
        """How a sentence says that something is owed in each."""
        name = ONE[self.measure]
        if self.number == 1:
            return Texts(en=f"every {name.en}", vi=f"mỗi {name.vi}")
        return Texts(en=f"every {self.number} {self.measure}", vi=f"{self.number:02d} {name.vi} một lần")

    def within(self, span: Period) -> tuple[Period, ...]:
        """Return the rounds in order, counted from a span's first day; a round cut off by its end is none."""
        periods: list[Period] = []
        start, stop = span.start, self._start(span.start, 1)
        while stop <= span.stop:
            periods.append(Period(start, stop))
            start, stop = stop, self._start(span.start, len(periods) + 1)
        return tuple(periods)

    def _start(self, first: date, index: int) -> date:
        """A round of months begins on the day of the same number as the first one's, or on that month's last."""
        if self.measure == "months":
            return months_later(first, index * self.number)
        return first + timedelta(**{self.measure: index * self.number})
