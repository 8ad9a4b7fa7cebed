"""`every: year`."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from cchc_cli.model.period import Months, Period, PeriodWording
from cchc_cli.model.texts import Texts

LONG = Texts(en="the year {year}", vi="năm {year}")
SHORT = Texts(en="{year}", vi="năm {year}")
COLUMN = Texts(en="{year}", vi="{year}")


class Year(Months):
    """A calendar year. A yearly quota is owed once, in the plan's own year."""

    __slots__ = ()

    word: ClassVar = "year"
    one: ClassVar = Texts(en="year", vi="năm")
    every: ClassVar = Texts(en="every year", vi="mỗi năm")
    heading: ClassVar = Texts(en="Over the year, or once in it", vi="Cả năm, hoặc một lần trong năm")
    months: ClassVar = 12
    pattern: ClassVar = ""
    spellings: ClassVar = ("(?:ca |trong )?(?:nam|(?:the )?year) (?P<year>[0-9]{4})",)
    example: ClassVar = "every: year"

    @classmethod
    def of_plan(cls, own_year: Period) -> tuple[Period, ...]:
        return (own_year,)

    @property
    def label(self) -> str:
        return str(self.start.year)

    def column(self, wording: PeriodWording) -> str:
        return wording.text(COLUMN, year=self.start.year)

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        return wording.text(SHORT if short else LONG, year=self.start.year)


def whole_year(year: int) -> Year:
    return Year.containing(date(year, 1, 1))
