"""`distinct: channel`: counts the values of a column, each once; with `of`, the values of a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Literal, Self, cast

from cchc_cli.model.item import Item
from cchc_cli.model.plan import Part
from cchc_cli.model.text import fold, issue_number
from cchc_cli.model.texts import Texts
from cchc_cli.model.word import Condition, Family, Form, KnownNames, Wording, Written

Value = Literal["channel", "type", "unit", "location", "tag", "issue", "title", "time"]
Identity = Literal["work", "channel", "issue", "title", "time"]
COLUMN: Mapping[Value, str] = {
    "channel": "channel", "type": "type", "unit": "unit", "location": "location", "tag": "tags", "issue": "issue",
    "title": "title", "time": "date",
}  # fmt: skip
VALUES: Mapping[Value, Callable[[Item], Sequence[str]]] = {
    "channel": lambda item: [item.channel] if item.channel else [],
    "type": lambda item: [item.type] if item.type else [],
    "unit": lambda item: item.units,
    "location": lambda item: [item.details.location] if item.details.location else [],
    "tag": lambda item: sorted(item.traits.stated),
    "issue": lambda item: [item.details.issue] if item.details.issue else [],
    "title": lambda item: [item.key],
    "time": lambda item: [item.details.moment] if item.details.moment else [],
}
OF_CODES: frozenset[Value] = frozenset({"channel", "type", "unit", "tag"})
PHRASES: Mapping[Value, Texts] = {
    "channel": Texts(en="{what} on different channels", vi="{what} trên các kênh khác nhau"),
    "type": Texts(en="{what} of different types", vi="{what} thuộc các thể loại khác nhau"),
    "unit": Texts(en="{what} of different units", vi="{what} của các đơn vị khác nhau"),
    "location": Texts(en="{what} at different places", vi="{what} tại các địa điểm khác nhau"),
    "tag": Texts(en="{what} on different topics", vi="{what} thuộc các nội dung khác nhau"),
    "issue": Texts(en="{what}, each issue once", vi="{what}, mỗi số tính một lần"),
    "title": Texts(en="{what}, each title once", vi="{what}, mỗi tiêu đề tính một lần"),
    "time": Texts(en="{what} at different times", vi="{what} vào các thời điểm khác nhau"),
}
EACH_OF: Mapping[Value, Texts] = {
    "channel": Texts(en="{what} on each of {values}", vi="{what} trên từng kênh: {values}"),
    "type": Texts(en="{what} of each type: {values}", vi="{what} thuộc từng thể loại: {values}"),
    "unit": Texts(en="{what} of each of {values}", vi="{what} của từng đơn vị: {values}"),
    "location": Texts(en="{what} at each of {values}", vi="{what} tại từng địa điểm: {values}"),
    "tag": Texts(en="{what} on each topic: {values}", vi="{what} thuộc từng nội dung: {values}"),
    "issue": Texts(en="each of the issues {values} of {what}", vi="từng số {values} của {what}"),
    "title": Texts(en="{what} of each of the titles {values}", vi="{what} có từng tiêu đề {values}"),
}
AMONG = Texts(en="{what} among {values}", vi="{what} trong số {values}")


class Distinct(Condition, frozen=True):
    """Each value counts once, for the first work that has it (`engine/measure.py`).

    `of` are the values that count, where the plan lists them: codes, or texts as the plan writes them. With `every` each of
    them is needed. "issue", "title", "time" and "channel" also say what makes two rows one work (`engine/tally.py`).
    """

    value: Value
    of: tuple[str, ...] = ()
    every: bool = False

    word: ClassVar = "distinct"
    about: ClassVar = Texts(
        en="Different values of a column are counted, each once: `channel`, `type`, `unit`, `location`, `tag`, the `issue` "
        "number, the `title` whatever the day, the `time` (day and clock time). `work`, as without the word: each work.",
        vi="Đếm các giá trị khác nhau của một cột, mỗi giá trị một lần: `channel` (kênh), `type` (thể loại), `unit` (đơn vị), "
        "`location` (địa điểm), `tag` (nội dung), `issue` (số phát sóng), `title` (tiêu đề, dù khác ngày), `time` (ngày và giờ). "
        "`work`, như khi bỏ trống: từng sản phẩm.",
    )
    form: ClassVar = Form.CHOICE
    choices: ClassVar = ("work", *COLUMN)
    column: ClassVar = "title"
    of_every_kind: ClassVar = True
    reasons: ClassVar = {
        "no-issue": Texts(en="no issue number", vi="chưa ghi số phát sóng"),
        "no-clock": Texts(en="no clock time", vi="chưa ghi giờ"),
        "same-value": Texts(en="the same value as {other}", vi="trùng giá trị với {other}"),
        "not-listed": Texts(en="not one of the values that the plan lists", vi="không thuộc danh sách của kế hoạch"),
    }
    example: ClassVar = "distinct: title"

    @classmethod
    def read(cls, written: Written, names: KnownNames) -> Self | None:
        return None if written == "work" else cls(cast("Value", written))

    def listing(self, of: Sequence[str], names: KnownNames, *, every: bool) -> Distinct:
        """Return the same with the plan's list of values; unknown codes are reported and left out."""
        known = names.known(cast("Family", self.value), of) if self.value in OF_CODES else tuple(of)
        return Distinct(self.value, known, every)

    @property
    def asked_column(self) -> str:
        return COLUMN[self.value]

    @property
    def keeps(self) -> str:
        return "date" if self.value == "time" else ""

    @property
    def counts_values(self) -> bool:
        """Whether values are counted; issues and titles without a list are works of their own kind."""
        return bool(self.of) or self.value not in {"issue", "title"}

    @property
    def lacks(self) -> str:
        """The reason of a row without a value."""
        return {"time": "no-clock", "issue": "no-issue"}.get(self.value, "no-value")

    def values(self, item: Item) -> Sequence[str]:
        """Return the values of a row, as `alike` makes them comparable."""
        return VALUES[self.value](item)

    def alike(self, value: str) -> str:
        """Return the comparable form of a listed value."""
        if self.value in OF_CODES:
            return value
        return issue_number(value) if self.value == "issue" else fold(value)

    def phrase(self, what: str, wording: Wording) -> str:
        if not self.of:
            return wording.text(PHRASES[self.value], what=what)
        named = self.named(self.of, wording)
        if self.every:
            return wording.text(EACH_OF[self.value], what=what, values=wording.all_of(named))
        return wording.text(AMONG, what=wording.text(PHRASES[self.value], what=what), values=wording.all_of(named))

    def named(self, values: Sequence[str], wording: Wording) -> Sequence[str]:
        """Return values as readers know them: names in the place of codes."""
        return wording.names(cast("Family", self.value), values) if self.value in OF_CODES else values

    def amount(self, amount: str, what: str, wording: Wording) -> str:
        return what if self.every else ""


def distinct_of(part: Part) -> Distinct | None:
    """Return the condition on distinct values of a part; None if it counts works."""
    return part.find(Distinct)


def identity_of(part: Part) -> Identity:
    """Return what makes two rows of a part one."""
    distinct = part.find(Distinct)
    return (
        cast("Identity", distinct.value)
        if distinct and distinct.value in {"channel", "issue", "title", "time"}
        else "work"
    )
