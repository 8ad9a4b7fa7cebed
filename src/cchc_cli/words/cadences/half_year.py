"""`every: half-year`."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.period import OF_YEAR, Months, PeriodWording
from cchc_cli.model.texts import Texts

LONG = (
    Texts(en="the first half of {year}", vi="6 tháng đầu năm {year}"),
    Texts(en="the second half of {year}", vi="6 tháng cuối năm {year}"),
)
SHORT = (
    Texts(en="First half of {year}", vi="6 tháng đầu năm {year}"),
    Texts(en="Second half of {year}", vi="6 tháng cuối năm {year}"),
)
COLUMN = (Texts(en="H1", vi="6T đầu"), Texts(en="H2", vi="6T cuối"))


class HalfYear(Months):
    """The first or the second half of a calendar year."""

    __slots__ = ()

    word: ClassVar = "half-year"
    one: ClassVar = Texts(en="half-year", vi="6 tháng")
    every: ClassVar = Texts(en="every half-year", vi="6 tháng một lần")
    heading: ClassVar = Texts(en="Every half-year", vi="6 tháng một lần")
    months: ClassVar = 6
    letter: ClassVar = "H"
    pattern: ClassVar = "H[12]"
    spellings: ClassVar = (
        f"(?:0?6|sau) thang (?P<number>dau|cuoi){OF_YEAR}",
        f"(?:the )?(?P<number>first|second) half{OF_YEAR}",
        f"h(?P<number>[12]){OF_YEAR}",
    )
    number_words: ClassVar = {"dau": 1, "cuoi": 2, "first": 1, "second": 2}
    example: ClassVar = "every: half-year"

    @property
    def label(self) -> str:
        return f"{self.start.year}-H{self.number}"

    def column(self, wording: PeriodWording) -> str:
        return wording.text(COLUMN[self.number - 1])

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        return wording.text((SHORT if short else LONG)[self.number - 1], year=self.start.year)
