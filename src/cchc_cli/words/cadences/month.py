"""`every: month`."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.period import Months, PeriodWording
from cchc_cli.model.texts import Texts

LONG = Texts(en="{name} {year}", vi="tháng {month} năm {year}")
SHORT = Texts(en="{name:.3} {year}", vi="Tháng {month}/{year}")


class Month(Months):
    """A calendar month."""

    __slots__ = ()

    word: ClassVar = "month"
    one: ClassVar = Texts(en="month", vi="tháng")
    every: ClassVar = Texts(en="every month", vi="mỗi tháng")
    heading: ClassVar = Texts(en="Every month", vi="Mỗi tháng")
    months: ClassVar = 1
    pattern: ClassVar = "(0[1-9]|1[0-2])"
    example: ClassVar = "every: month"

    @property
    def label(self) -> str:
        return f"{self.start.year}-{self.number:02d}"

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        return wording.text(
            SHORT if short else LONG,
            month=wording.month_number(self.number),
            name=wording.month_name(self.number),
            year=self.start.year,
        )
