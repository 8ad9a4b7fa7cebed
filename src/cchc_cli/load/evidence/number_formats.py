"""The meaning of a cell's number by its format: a number, a day, a time. The older file formats keep days as numbers."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from datetime import datetime, timedelta

from cchc_cli.load.evidence.sheet import text_of

# Built-in formats, which a workbook does not define: ECMA-376 part 1, 18.8.30.
_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_OF_DAYS = re.compile(r"[ymdhs]|am/pm", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
MAX_CODE = 255  # characters of a format
_LAST_DAY = 2_958_465  # 31 December 9999
_FIRST_SURE = 61  # Excel has a 29 February 1900, day 60, which never was
_FROM_1904 = 1462  # days between the two origins, 1900 and 1904
ERRORS: Mapping[int, str] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


class NumberFormats:
    """The cell formats of one workbook: `codes` by format number, and `styles` with the format number of each style."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self.from_1904 = False
        self._meanings: dict[int, str] = {}

    def text(self, value: float, style: int) -> str:
        """Return a number in a cell of a style, in the spelling of a log."""
        number = self.styles[style] if style < len(self.styles) else 0
        meaning = self._meanings.get(number)
        if meaning is None:
            meaning = self._meanings[number] = self._meaning(number)
        days = value + _FROM_1904 if self.from_1904 and value >= 1 else value
        if not meaning or not 0 <= days < _LAST_DAY:
            return text_of(value)
        if meaning == "time" or days < 1:
            return text_of(timedelta(days=value))
        return text_of(datetime(1899, 12, 30) + timedelta(days=days + (days < _FIRST_SURE)))  # noqa: DTZ001 - a civil day

    def _meaning(self, number: int) -> str:
        if number in self.codes:
            code = _NO_CODE.sub("", self.codes[number][:MAX_CODE].partition(";")[0])
            if _ELAPSED.search(code):
                return "time"
            return "day" if _OF_DAYS.search(code) else ""
        return "time" if number == 46 else "day" if number in _DAYS else ""


def packed_number(bits: int) -> float:
    """Return a number packed in 30 bits: [MS-XLS] 2.5.217, RkNumber."""
    if bits & 2:
        value: float = (bits >> 2) - (1 << 30 if bits & 0x80000000 else 0)
    else:
        (value,) = struct.unpack(
            "<d",
            struct.pack(
                "<q", (bits & 0xFFFFFFFC) << 32 if bits < 0x80000000 else ((bits & 0xFFFFFFFC) << 32) - (1 << 64)
            ),
        )
    return value / 100 if bits & 1 else value


def error_text(code: int) -> str:
    return ERRORS.get(code, ERRORS[0x0F])
