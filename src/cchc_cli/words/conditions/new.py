"""`new: true`: only rows not published before."""

from __future__ import annotations

from typing import ClassVar

from cchc_cli.model.plan import Part
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, Wording

PHRASE = Texts(en="new {what}", vi="{what} mới (chưa từng đăng)")


class New(Condition, frozen=True):
    """Only a row whose title and URL were not seen before; the ledger knows where each was first seen."""

    word: ClassVar = "new"
    about: ClassVar = Texts(
        en="Not seen before: its title on another channel, its URL anywhere.",
        vi="Chưa từng đăng: tiêu đề chưa có ở kênh khác, đường dẫn chưa có ở đâu.",
    )
    form: ClassVar = Form.FLAG
    column: ClassVar = "title"
    reasons: ClassVar = {
        "not-new": Texts(en="not new, seen at {other}", vi="không phải nội dung mới, đã đăng tại {other}")
    }
    example: ClassVar = "new: true"

    def phrase(self, what: str, wording: Wording) -> str:
        return wording.text(PHRASE, what=what)


def asks_new(part: Part) -> bool:
    """Whether a part takes only rows not published before."""
    return part.find(New) is not None
