"""A sheet of a workbook of any format: its rows as texts in the spelling of a log, and the extras of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from msgspec import Struct

from cchc_cli.load.evidence.cell_extras import Cell
from cchc_cli.load.evidence.table import Range, RowExtras

MAX_MERGED = 20_000
MAX_COVERED = 1_000_000  # cells that merged cells cover
_HALF_SECOND = timedelta(milliseconds=500)


class WorkbookSheet(Struct, frozen=True):
    """A sheet of a workbook; its rows begin with `first_column` and end with the cell `end`, both from 1.

    `rows` returns the rows in order, each with its number and its cells as texts.
    """

    name: str
    shown: bool
    filled: bool
    first_column: int
    end: Cell
    merged: tuple[Range, ...]
    extras: Mapping[int, RowExtras]
    rows: Callable[[], Iterable[tuple[int, list[str]]]]

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row, cells) of the rows that are not empty."""
        covered = self._covered()
        for row, cells in self.rows():
            for index, extra in self.extras.get(row, {}).items():
                if index < len(cells) and not cells[index]:
                    cells[index] = extra.shown
            for index in covered.get(row, ()):
                if index < len(cells):
                    cells[index] = ""
            if any(cells):
                yield row, cells

    def _covered(self) -> dict[int, list[int]]:
        """Return the indexes that a merged cell covers in each row: their contents are hidden."""
        covered: dict[int, list[int]] = {}
        left_over = MAX_COVERED
        last_row, last_column = self.end
        for top, left, bottom, right in self.merged:
            last = min(bottom, last_row)
            stop = min(right, last_column) + 1
            left_over -= max(last - top + 1, 0) * max(stop - left, 0)
            if left_over < 0:
                break
            for row in range(top, last + 1):
                first = left + 1 if row == top else left  # only the first cell is visible
                covered.setdefault(row, []).extend(range(max(first - self.first_column, 0), stop - self.first_column))
        return covered


def text_of(value: object) -> str:
    """Return the value of a cell as a .csv log would spell it. A duration `2:45` is a time in Excel."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime):
        value += _HALF_SECOND  # Excel stores fractions of a day: 8:15 may come as 8:14:59.999
        return f"{value:%Y-%m-%d}" if value.time() < time(0, 0, 1) else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, timedelta):
        return _duration(value + _HALF_SECOND)
    return str(value)


def _number(value: float) -> str:
    """Return a number with a decimal point, never with exactly three decimals: `1.234` would mean thousands."""
    if value == int(value) if abs(value) < 1e15 else False:
        return str(int(value))
    text = f"{Decimal(repr(value)):f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}" if seconds == 0 else f"{hours}:{minutes:02d}:{seconds:02d}"
