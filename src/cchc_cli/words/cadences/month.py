"""`every: month`."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.day import MONTH_NAMES
from cchc_cli.model.period import OF_YEAR, Months, PeriodWording
from cchc_cli.model.texts import Texts

LONG = Texts(en="{name} {year}", vi="tháng {month} năm {year}")
SHORT = Texts(en="{name:.3} {year}", vi="tháng {month}/{year}")
COLUMN = Texts(en="{month:02d}", vi="T{month}")
_NUMBER = "(?P<number>0?[1-9]|1[0-2])"


class Month(Months):
    """A calendar month."""

    __slots__ = ()

    word: ClassVar = "month"
    one: ClassVar = Texts(en="month", vi="tháng")
    every: ClassVar = Texts(en="every month", vi="mỗi tháng")
    heading: ClassVar = Texts(en="Every month", vi="Mỗi tháng")
    months: ClassVar = 1
    pattern: ClassVar = "(0[1-9]|1[0-2])"
    spellings: ClassVar = (
        f"(?:thang ?|thg ?|t)?{_NUMBER} ?/ ?(?P<year>[0-9]{{4}})",
        f"(?:thang|thg) ?{_NUMBER}{OF_YEAR}",
        f"(?:thang|thg) ?{_NUMBER}-(?P<year>[0-9]{{2}})",  # Excel's own spelling in Vietnamese, and in English
        f"(?P<number>{'|'.join(MONTH_NAMES)})-(?P<year>[0-9]{{2}})",
        f"(?P<number>{'|'.join(MONTH_NAMES)}) (?P<year>[0-9]{{4}})",
    )
    number_words: ClassVar = MONTH_NAMES
    example: ClassVar = "every: month"

    @property
    def label(self) -> str:
        return f"{self.start.year}-{self.number:02d}"

    def column(self, wording: PeriodWording) -> str:
        return wording.text(COLUMN, month=self.number)

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        return wording.text(
            SHORT if short else LONG,
            month=wording.month_number(self.number),
            name=wording.month_name(self.number),
            year=self.start.year,
        )
