"""`from: anyone`: rows of any unit of the organisation count."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.plan import Part
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, Wording

WHOSE = Texts(en=", from any unit of the organisation", vi=", của bất kỳ đơn vị nào")


class FromAnyone(Condition, frozen=True):
    """The unit of a row does not matter."""

    word: ClassVar = "from"
    about: ClassVar = Texts(
        en="`anyone`: the items of any unit of the organisation count.",
        vi="`anyone`: tính sản phẩm của mọi đơn vị trong tổ chức.",
    )
    form: ClassVar = Form.CHOICE
    choices: ClassVar = ("anyone",)
    column: ClassVar = "unit"
    example: ClassVar = "from: anyone"

    def whose(self, wording: Wording) -> str:
        return wording.text(WHOSE)


def takes_anyone(part: Part) -> bool:
    """Whether the rows of any unit count towards a part."""
    return part.find(FromAnyone) is not None
