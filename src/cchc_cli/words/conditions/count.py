"""`count: quantity`: counts the sum of a column instead of the works."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal, Self, cast

from cchc_cli.model.item import Item
from cchc_cli.model.plan import Part
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, KnownNames, Wording, Written

Sum = Literal["quantity", "participants", "minutes"]
SECONDS = 60
COLUMN: dict[Sum, str] = {"quantity": "quantity", "participants": "participants", "minutes": "duration"}
# A sentence says "at least 200", or "50 more", of a product.
PHRASES: dict[Sum, Texts] = {
    "quantity": Texts(en="{amount} {what} (quantities added up)", vi="{amount} {what} (cộng theo số lượng)"),
    "participants": Texts(en="{amount} participants in {what}", vi="{amount} lượt người dự {what}"),
    "minutes": Texts(en="{amount} minutes of {what}", vi="{amount} phút {what}"),
}


class Count(Condition, frozen=True):
    """The sum of a column of the works that count (`engine/measure.py`); a row without it adds 0 and is used."""

    sum: Sum

    word: ClassVar = "count"
    about: ClassVar = Texts(
        en="What is added up, in the place of works: the `quantity` of materials, the `participants` of conferences, "
        "the `minutes` of videos and broadcasts.",
        vi="Cộng gì thay cho đếm sản phẩm: `quantity` (số lượng) của ấn phẩm, `participants` (số người) của hội nghị, "
        "`minutes` (số phút) của video và chương trình phát sóng.",
    )
    form: ClassVar = Form.CHOICE
    choices: ClassVar = tuple(COLUMN)
    column: ClassVar = "quantity"
    of_every_kind: ClassVar = True
    example: ClassVar = "count: quantity"

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        return cls(cast("Sum", written))

    @property
    def asked_column(self) -> str:
        return COLUMN[self.sum]

    @property
    def keeps(self) -> str:
        return "" if self.sum == "minutes" else self.asked_column

    @property
    def scale(self) -> int:
        """The divisor from a row's amount to one unit: durations are in seconds, so minutes need 60."""
        return SECONDS if self.sum == "minutes" else 1

    def says(self, item: Item) -> Decimal | int | None:
        """Return the amount of a row, in seconds for minutes; None if its cell is empty."""
        return item.details.seconds if self.sum == "minutes" else item.details.amount

    def amount(self, amount: str, what: str, wording: Wording) -> str:
        return wording.text(PHRASES[self.sum], amount=amount, what=what)


def count_of(part: Part) -> Count | None:
    """Return the column that a part adds up; None if it counts works or values."""
    return part.find(Count)
