"""`shorter_than: "3:00"`: counts items shorter than a duration."""

from __future__ import annotations

from typing import ClassVar, Self

from cchc_cli.model.item import Traits
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, KnownNames, Wording, Written

PHRASE = Texts(en="{what} shorter than {length}", vi="{what} ngắn hơn {length}")


class ShorterThan(Condition, frozen=True):
    """Only rows with a duration below the length, in seconds; a row without a duration does not count."""

    seconds: int

    word: ClassVar = "shorter_than"
    about: ClassVar = Texts(
        en='Only shorter than this, `"3:00"` in minutes and seconds; a row without a duration does not count.',
        vi='Chỉ tính khi ngắn hơn mức này, `"3:00"` là phút và giây; dòng không ghi thời lượng không được tính.',
    )
    form: ClassVar = Form.LENGTH
    column: ClassVar = "duration"
    reasons: ClassVar = {
        "too-long": Texts(en="too long, or without a duration", vi="vượt thời lượng hoặc chưa ghi thời lượng")
    }
    example: ClassVar = 'shorter_than: "3:00"'

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        return cls(written) if isinstance(written, int) else None

    def mismatch(self, traits: Traits) -> str:
        seconds = traits.details.seconds
        return "too-long" if seconds is None or seconds >= self.seconds else ""

    def phrase(self, what: str, wording: Wording) -> str:
        return wording.text(PHRASE, what=what, length=length_text(self.seconds))


def length_text(seconds: int) -> str:
    """Return a length as it is written: minutes and seconds, "3:00"."""
    return f"{seconds // 60}:{seconds % 60:02d}"
