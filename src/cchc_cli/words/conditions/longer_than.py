"""`longer_than: "1:00"`: counts items longer than a duration."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.texts import Texts
from cchc_cli.words.conditions.duration_bound import DurationBound


class LongerThan(DurationBound, frozen=True):
    """Only rows with a duration above the length."""

    word: ClassVar = "longer_than"
    about: ClassVar = Texts(
        en='Only longer than this, `"1:00"` in minutes and seconds; a row without a duration does not count.',
        vi='Chỉ tính khi dài hơn mức này, `"1:00"` là phút và giây; dòng không ghi thời lượng không được tính.',
    )
    reasons: ClassVar = {
        "too-short": Texts(en="too short, or without a duration", vi="chưa đủ thời lượng hoặc chưa ghi thời lượng")
    }
    example: ClassVar = 'longer_than: "1:00"'
    bound: ClassVar = Texts(en="{what} longer than {length}", vi="{what} dài hơn {length}")

    def meets(self, seconds: int) -> bool:
        return seconds > self.seconds
