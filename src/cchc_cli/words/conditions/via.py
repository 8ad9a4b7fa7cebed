"""`via: {any: [zalo, fanpage]}`: only on some channels, or the whole number on each of them."""

from __future__ import annotations

from typing import ClassVar, Self

from cchc_cli.model.item import Traits
from cchc_cli.model.plan import Part
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Codes, Condition, Form, KnownNames, Wording, Written

ANY_OF = Texts(en=" on {channels}", vi=" trên {channels}")
ALL_OF = Texts(en=" on each of {channels}", vi=" trên tất cả các kênh {channels}")


class Via(Condition, frozen=True):
    """Only rows on these channels; with `every`, each channel needs its number (`engine/tally.py`)."""

    codes: tuple[str, ...] = ()
    every: bool = False

    word: ClassVar = "via"
    about: ClassVar = Texts(
        en="The channels: any of a list, or each of `all`; anywhere where it is left out.",
        vi="Các kênh: một kênh bất kỳ trong danh sách, hoặc đủ từng kênh của `all`; bỏ trống là kênh nào cũng được.",
    )
    form: ClassVar = Form.CODES
    column: ClassVar = "channel"
    reasons: ClassVar = {"channel": Texts(en="wrong channel", vi="không đúng kênh")}
    example: ClassVar = "via: {any: [zalo, fanpage, web-so]}"

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        if not isinstance(written, Codes):
            return None
        codes = names.known("channel", written)
        return cls(codes, written.every) if codes else None

    def mismatch(self, traits: Traits) -> str:
        return "" if traits.channel in self.codes else "channel"

    def where(self, wording: Wording) -> str:
        names = wording.names("channel", self.codes)
        if self.every:
            return wording.text(ALL_OF, channels=wording.all_of(names))
        return wording.text(ANY_OF, channels=wording.any_of(names))


ANYWHERE = Via()


def channels_of(part: Part) -> Via:
    """Return the channels a part asks for; ANYWHERE, without codes, where it names none."""
    return part.find(Via) or ANYWHERE
