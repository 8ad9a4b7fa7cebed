"""`shorter_than: "3:00"`: counts items shorter than a duration."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.texts import Texts
from cchc_cli.words.conditions.duration_bound import DurationBound


class ShorterThan(DurationBound, frozen=True):
    """Only rows with a duration below the length."""

    word: ClassVar = "shorter_than"
    about: ClassVar = Texts(
        en='Only shorter than this, `"3:00"` in minutes and seconds; a row without a duration does not count.',
        vi='Chỉ tính khi ngắn hơn mức này, `"3:00"` là phút và giây; dòng không ghi thời lượng không được tính.',
    )
    reasons: ClassVar = {
        "too-long": Texts(en="too long, or without a duration", vi="vượt thời lượng hoặc chưa ghi thời lượng")
    }
    example: ClassVar = 'shorter_than: "3:00"'
    bound: ClassVar = Texts(en="{what} shorter than {length}", vi="{what} ngắn hơn {length}")

    def meets(self, seconds: int) -> bool:
        return seconds < self.seconds
