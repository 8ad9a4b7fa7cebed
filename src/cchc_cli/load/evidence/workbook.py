"""From an .xlsx to the same numbered records as from a .csv: the row Excel shows, and cells as our logs write them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.archive import MAX_AREA, repacked
from cchc_cli.load.evidence.sheet_marks import Cell, Mark, Marks, marks_of
from cchc_cli.load.evidence.table import Range, RowMarks
from cchc_cli.load.opening import UnusableError

MAX_SHEETS = 200
MAX_MERGED = 20_000
MAX_COVERED = 1_000_000  # cells
_HALF_SECOND = timedelta(milliseconds=500)


class WorkbookSheet(Struct, frozen=True):
    """A sheet of a workbook; `first_column` is the one its records begin with, from 1."""

    name: str
    shown: bool
    filled: bool
    first_column: int
    merged: tuple[Range, ...]
    marks: Mapping[int, RowMarks]
    _sheet: Any

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row, cells) of the rows that hold anything."""
        covered = self._covered()
        for row, values in enumerate(self._sheet.iter_rows(), 1):
            cells = [text_of(value) for value in values]
            for place, mark in self.marks.get(row, {}).items():
                if place < len(cells) and not cells[place]:
                    cells[place] = mark.shown
            for place in covered.get(row, ()):
                cells[place] = ""
            if any(cells):
                yield row, cells

    def _covered(self) -> dict[int, list[int]]:
        """Return the places in each row that a merged cell covers: nobody sees what stands there."""
        found: dict[int, list[int]] = {}
        left_over = MAX_COVERED
        last_row, last_column = (place + 1 for place in self._sheet.end or (0, 0))
        for top, left, bottom, right in self.merged:
            last = min(bottom, last_row)
            stop = min(right, last_column) + 1
            left_over -= max(last - top + 1, 0) * max(stop - left, 0)
            if left_over < 0:
                break
            for row in range(top, last + 1):
                first = left + 1 if row == top else left  # the first cell alone is seen
                found.setdefault(row, []).extend(range(max(first - self.first_column, 0), stop - self.first_column))
        return found


def read_workbook(data: bytes) -> list[WorkbookSheet]:
    """Return the sheets of an .xlsx. Raises UnusableError when it cannot be used."""
    import python_calamine as calamine  # late: most workspaces hold no workbook

    clean = repacked(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(clean))
        return _sheets(book, marks_of(clean))
    except calamine.PasswordError:
        raise UnusableError("workbook-password") from None
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise UnusableError("not-a-workbook", reason=str(error)[:200]) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a defect of the reader, written in Rust, shows
            raise
        raise UnusableError("not-a-workbook", reason="") from None


def _sheets(book: Any, marks: Mapping[str, Marks]) -> list[WorkbookSheet]:
    """Return all sheets. Raises UnusableError where they take too much together: a part may be listed many times."""
    listed = [metadata for metadata in book.sheets_metadata if _is_table(metadata)]
    if len(listed) > MAX_SHEETS:
        raise UnusableError("too-many-sheets", most=str(MAX_SHEETS))
    found, left = [], MAX_AREA
    for metadata in listed:
        sheet = book.get_sheet_by_name(metadata.name)
        left -= sheet.height * sheet.width
        if left < 0:
            raise UnusableError("far-cell", most=str(MAX_AREA))
        found.append(_sheet(sheet, metadata, marks.get(metadata.name, {})))
    return found


def _is_table(sheet: Any) -> bool:
    return str(sheet.typ).endswith(".WorkSheet")


def _sheet(sheet: Any, metadata: Any, marks: Marks) -> WorkbookSheet:
    ranges = (sheet.merged_cell_ranges or [])[:MAX_MERGED]
    merged = tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
    start = sheet.start
    first_column = start[1] + 1 if start else 1
    shown = str(metadata.visible).endswith(".Visible")
    return WorkbookSheet(
        metadata.name, shown, start is not None, first_column, merged, _by_row(sheet, marks, first_column), sheet
    )


def _by_row(sheet: Any, marks: Marks, first_column: int) -> dict[int, dict[int, Mark]]:
    """Return the marks by row and by index in the row, with the addresses that other cells hold."""
    found: dict[int, dict[int, Mark]] = defaultdict(dict)
    referred = {mark.referred for mark in marks.values() if mark.referred}
    texts = _texts(sheet, referred, first_column) if referred else {}
    for (row, column), mark in marks.items():
        if column >= first_column:
            address = mark.address or texts.get(mark.referred or (0, 0), "")
            found[row][column - first_column] = replace(mark, address=address)
    return dict(found)


def _texts(sheet: Any, places: set[Cell], first_column: int) -> dict[Cell, str]:
    return {
        (row, column): text_of(value)
        for row, values in enumerate(sheet.iter_rows(), 1)
        for column, value in enumerate(values, first_column)
        if (row, column) in places
    }


def text_of(value: object) -> str:
    """Return what a cell holds as a .csv log would have it: `2:45` is a time to Excel and a duration to us."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime):
        value += _HALF_SECOND  # Excel keeps days and parts of days: 8:15 may come as 8:14:59.999
        return f"{value:%Y-%m-%d}" if value.time() < time(0, 0, 1) else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, timedelta):
        return _duration(value + _HALF_SECOND)
    return str(value)


def _number(value: float) -> str:
    """Return a number with a decimal point, and never just three digits behind it, which would mean thousands."""
    if value == int(value) if abs(value) < 1e15 else False:
        return str(int(value))
    text = f"{Decimal(repr(value)):f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}" if seconds == 0 else f"{hours}:{minutes:02d}:{seconds:02d}"
