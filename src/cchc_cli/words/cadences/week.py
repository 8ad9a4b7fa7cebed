"""`every: week`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Self

from cchc_cli.model.period import OF_YEAR, Cadence, PeriodWording
from cchc_cli.model.texts import Texts

LONG = Texts(en="week {week} of {year}", vi="tuần {week} năm {year}")
SHORT = Texts(en="Week {week}, {year}", vi="tuần {week}/{year}")
COLUMN = Texts(en="W{week:02d}", vi="Tuần {week}")
ONE_WEEK = timedelta(days=7)


class Week(Cadence):
    """A week from Monday to Sunday, numbered as ISO 8601 does: it is of the year in which its Thursday is."""

    __slots__ = ()

    word: ClassVar = "week"
    one: ClassVar = Texts(en="week", vi="tuần")
    every: ClassVar = Texts(en="every week", vi="mỗi tuần")
    heading: ClassVar = Texts(en="Every week", vi="Mỗi tuần")
    letter: ClassVar = "W"
    pattern: ClassVar = "W(0[1-9]|[1-4][0-9]|5[0-3])"
    spellings: ClassVar = (f"(?:tuan|week|w)(?: thu)? ?(?P<number>5[0-3]|[1-4][0-9]|0?[1-9]){OF_YEAR}",)
    example: ClassVar = "every: week"

    @classmethod
    def containing(cls, day: date) -> Self:
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + ONE_WEEK)

    @classmethod
    def read(cls, label: str) -> Self | None:
        """Raises ValueError when the year has no such week: most have no week 53."""
        if not cls.is_label(label):
            return None
        year, _, number = label.partition("-W")
        return cls.of_number(int(year), int(number))

    @classmethod
    def of_number(cls, year: int, number: int) -> Self:
        return cls.containing(date.fromisocalendar(year, number, 1))

    @property
    def year(self) -> int:
        return self.start.isocalendar().year

    @property
    def number(self) -> int:
        return self.start.isocalendar().week

    @property
    def label(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    def column(self, wording: PeriodWording) -> str:
        return wording.text(COLUMN, week=self.number)

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        return wording.text(SHORT if short else LONG, week=self.number, year=self.year)
