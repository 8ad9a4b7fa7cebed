"""`every: quarter`."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.period import OF_YEAR, Months, PeriodWording
from cchc_cli.model.texts import Texts

LONG = Texts(en="quarter {quarter} of {year}", vi="quý {quarter} năm {year}")
SHORT = Texts(en="Quarter {quarter}, {year}", vi="Quý {quarter}/{year}")
COLUMN = Texts(en="Q{number}", vi="Q.{roman}")
ROMAN = ("", "I", "II", "III", "IV")


class Quarter(Months):
    """A calendar quarter."""

    __slots__ = ()

    word: ClassVar = "quarter"
    one: ClassVar = Texts(en="quarter", vi="quý")
    every: ClassVar = Texts(en="every quarter", vi="mỗi quý")
    heading: ClassVar = Texts(en="Every quarter", vi="Mỗi quý")
    months: ClassVar = 3
    letter: ClassVar = "Q"
    pattern: ClassVar = "Q[1-4]"
    spellings: ClassVar = (f"(?:quy|quarter|q) ?(?P<number>iv|i{{1,3}}|[1-4]){OF_YEAR}",)
    number_words: ClassVar = {roman.lower(): number for number, roman in enumerate(ROMAN) if number}
    example: ClassVar = "every: quarter"

    @property
    def label(self) -> str:
        return f"{self.start.year}-Q{self.number}"

    def column(self, wording: PeriodWording) -> str:
        return wording.text(COLUMN, number=self.number, roman=ROMAN[self.number])

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        return wording.text(SHORT if short else LONG, quarter=ROMAN[self.number], year=self.start.year)
