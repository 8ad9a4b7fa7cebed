"""`longer_than: "1:00"`: counts items longer than a duration."""

from __future__ import annotations

from typing import ClassVar, Self

from cchc_cli.model.item import Traits
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, KnownNames, Wording, Written
from cchc_cli.words.conditions.shorter_than import length_text

PHRASE = Texts(en="{what} longer than {length}", vi="{what} dài hơn {length}")


class LongerThan(Condition, frozen=True):
    """Only rows with a duration above the length, in seconds; a row without a duration does not count."""

    seconds: int

    word: ClassVar = "longer_than"
    about: ClassVar = Texts(
        en='Only longer than this, `"1:00"` in minutes and seconds; a row without a duration does not count.',
        vi='Chỉ tính khi dài hơn mức này, `"1:00"` là phút và giây; dòng không ghi thời lượng không được tính.',
    )
    form: ClassVar = Form.LENGTH
    column: ClassVar = "duration"
    reasons: ClassVar = {
        "too-short": Texts(en="too short, or without a duration", vi="chưa đủ thời lượng hoặc chưa ghi thời lượng")
    }
    example: ClassVar = 'longer_than: "1:00"'

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        return cls(written) if isinstance(written, int) else None

    def mismatch(self, traits: Traits) -> str:
        seconds = traits.details.seconds
        return "too-short" if seconds is None or seconds <= self.seconds else ""

    def phrase(self, what: str, wording: Wording) -> str:
        return wording.text(PHRASE, what=what, length=length_text(self.seconds))
