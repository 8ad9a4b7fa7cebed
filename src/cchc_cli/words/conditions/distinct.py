"""`distinct: issue`: what makes two rows one work."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from cchc_cli.model.plan import Part
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Form, KnownNames, Wording, Written

Identity = Literal["work", "issue", "title"]
PHRASES = {
    "issue": Texts(en="{what}, each issue once", vi="{what}, mỗi số tính một lần"),
    "title": Texts(en="{what}, each title once", vi="{what}, mỗi tiêu đề tính một lần"),
}


class Distinct(Condition, frozen=True):
    """Each value counts once; the tally compares the rows (`engine/tally.py`)."""

    identity: Identity

    word: ClassVar = "distinct"
    about: ClassVar = Texts(
        en="What makes two rows one: the work (title and URL), the `issue` number, or the `title` whatever the day.",
        vi="Hai dòng là một khi cùng sản phẩm (tiêu đề và đường dẫn), cùng số phát sóng (`issue`), "
        "hoặc cùng tiêu đề (`title`) dù khác ngày.",
    )
    form: ClassVar = Form.CHOICE
    choices: ClassVar = ("work", "issue", "title")
    column: ClassVar = "title"
    reasons: ClassVar = {"no-issue": Texts(en="no issue number", vi="chưa ghi số phát sóng")}
    example: ClassVar = "distinct: title"

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        if written == "issue":
            return cls("issue")
        return cls("title") if written == "title" else None

    @property
    def asked_column(self) -> str:
        return "issue" if self.identity == "issue" else self.column

    def phrase(self, what: str, wording: Wording) -> str:
        return wording.text(PHRASES[self.identity], what=what)


def identity_of(part: Part) -> Identity:
    """Return what makes two rows of a part one."""
    found = part.find(Distinct)
    return found.identity if found else "work"
