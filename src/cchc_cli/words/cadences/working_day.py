"""`every: working-day`."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.texts import Texts
from cchc_cli.words.cadences.day import Day


class WorkingDay(Day):
    """A day that is neither Saturday, Sunday nor a holiday of the table, or a Saturday or Sunday that the table has worked."""

    __slots__ = ()

    word: ClassVar = "working-day"
    one: ClassVar = Texts(en="working day", vi="ngày làm việc")
    every: ClassVar = Texts(en="every working day", vi="mỗi ngày làm việc")
    heading: ClassVar = Texts(en="Every working day", vi="Mỗi ngày làm việc")
    example: ClassVar = "every: working-day"
    only_worked: ClassVar = True
