"""Cycles in texts, with the words of the plan language."""

from __future__ import annotations

from typing import NamedTuple

# Vietnamese units; a longer unit is listed before its beginning.
UNIT = r"(?P<unit>tháng|qu[ýí]|tuần|năm|ngày làm việc|ngày)"
SPELT = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "chín": 9, "mười": 10, "nửa": 6}
COUNT = r"(?P<n>\d{1,2}|một|hai|ba|bốn|sáu|chín|mười)"
_LABELS = {
    "tháng": "month",
    "quý": "quarter",
    "quí": "quarter",
    "tuần": "week",
    "năm": "year",
    "ngày": "day",
    "ngày làm việc": "working-day",
}
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_OF_MONTHS = {months: label for label, months in _MONTHS.items()}


class Cycle(NamedTuple):
    """A recurring period: its word in the plan language, and the number of these periods in a round."""

    label: str
    length: int = 1

    @property
    def written(self) -> str:
        """The cycle as a time column writes it."""
        if months := _MONTHS.get(self.label, 0) * self.length:
            return f"{months} tháng/lần"
        return f"{self.length} {next(unit for unit, label in _LABELS.items() if label == self.label)}/lần"


def cycle_of(unit: str, count: str | None = None) -> Cycle:
    """Return the cycle of a Vietnamese unit and the number before it: "06" and "tháng" are a half-year."""
    number, label = number_of(count), _LABELS[unit]
    months = _MONTHS.get(label, 0) * number
    return (
        Cycle(_OF_MONTHS.get(months, "month"), 1 if months in _OF_MONTHS else months)
        if months
        else Cycle(label, number)
    )


def label_of(unit: str) -> str:
    """Return the word of the plan language for a Vietnamese unit."""
    return _LABELS[unit]


def number_of(text: str | None) -> int:
    """Return the value of a number in digits or words, 1 for no number."""
    if not text:
        return 1
    return int(text) if text.isdigit() else SPELT[text]
