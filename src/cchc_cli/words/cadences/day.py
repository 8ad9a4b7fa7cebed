"""`every: day`."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar, Self

from cchc_cli.model.period import ONE_DAY, Cadence, PeriodWording
from cchc_cli.model.texts import Texts

LONG = Texts(en="{day} {name} {year}", vi="ngày {day:02d} tháng {month} năm {year}")
SHORT = Texts(en="{day} {name:.3} {year}", vi="ngày {written}")
COLUMN = Texts(en="{day:%m-%d}", vi="{day:%d/%m}")
_LABEL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Day(Cadence):
    """A civil day."""

    __slots__ = ()

    word: ClassVar = "day"
    one: ClassVar = Texts(en="day", vi="ngày")
    every: ClassVar = Texts(en="every day", vi="mỗi ngày")
    heading: ClassVar = Texts(en="Every day", vi="Mỗi ngày")
    pattern: ClassVar = (
        "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
    )
    example: ClassVar = "every: day"

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls(day, day + ONE_DAY)

    @classmethod
    def read(cls, label: str) -> Self | None:
        """Raises ValueError when the label has the form of a day but names none, such as 2026-02-30."""
        return cls.containing(date.fromisoformat(label)) if _LABEL.fullmatch(label) else None

    @property
    def label(self) -> str:
        return str(self.start)

    def column(self, wording: PeriodWording) -> str:
        return wording.text(COLUMN, day=self.start)

    def name(self, wording: PeriodWording, *, short: bool) -> str:
        return wording.text(
            SHORT if short else LONG,
            day=self.start.day,
            month=wording.month_number(self.start.month),
            name=wording.month_name(self.start.month),
            year=self.start.year,
            written=wording.day(self.start),
        )
