"""Reading a workbook: the letterhead of each sheet as paragraphs, its table with merged cells at each of their positions."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from cchc_cli.load.documents.blocks import (
    MAX_CELLS,
    MAX_COLUMNS,
    Block,
    Document,
    DocumentCell,
    DocumentParagraph,
    DocumentTable,
    TooLargeError,
    bounded,
)
from cchc_cli.load.documents.clean_text import clean_lines
from cchc_cli.load.evidence.archive import repacked
from cchc_cli.load.opening import UnusableError

MAX_SHEETS = 40


def read_xlsx(data: bytes) -> Document:
    """Return the contents of the visible sheets. Raises UnusableError if the workbook cannot be read."""
    blocks: list[Block] = []
    keys = count()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(repacked(data)))
        sheets = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        for name in sheets[:MAX_SHEETS]:
            sheet = workbook.get_sheet_by_name(name)
            blocks += _blocks(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or [], keys)
    except (CalamineError, OSError, ValueError, OverflowError):
        raise UnusableError("bad-document") from None
    return Document(bounded(blocks))


def _blocks(rows: list[list[Any]], merged: Any, keys: Iterator[int]) -> Iterator[Block]:
    """Yield single texts as paragraphs, and successive rows of several cells as tables."""
    cells = _cells(rows, merged, keys)
    width = max((index + 1 for row in cells for index, cell in enumerate(row) if cell.text), default=0)
    table: list[tuple[DocumentCell, ...]] = []
    for row in cells:
        texts = [cell for cell in dict.fromkeys(row) if cell.text]
        if texts and (table or len(texts) > 2):
            table.append(row[:width])
        elif texts:
            yield from (DocumentParagraph(line) for cell in texts for line in cell.text.split("\n"))
        elif table:
            yield DocumentTable(tuple(table))
            table = []
    if table:
        yield DocumentTable(tuple(table))


def _cells(rows: list[list[Any]], merged: Any, keys: Iterator[int]) -> list[tuple[DocumentCell, ...]]:
    wide = min(max(map(len, rows), default=0), MAX_COLUMNS)
    if wide * len(rows) > MAX_CELLS and _filled(rows) > MAX_CELLS:
        raise TooLargeError
    rows = rows[: _last(rows)]
    grid = [[DocumentCell(_text(value), next(keys)) for value in row[:wide]] for row in rows]
    for (top, left), (bottom, right) in merged:
        for row in grid[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = grid[top][left]
    return [tuple(row) for row in grid]


def _filled(rows: list[list[Any]]) -> int:
    return sum(value != "" for row in rows for value in row)


def _last(rows: list[list[Any]]) -> int:
    """Return the number of rows up to the last filled row."""
    return max((index + 1 for index, row in enumerate(rows) if any(value != "" for value in row)), default=0)


def _text(value: Any) -> str:
    """Return a cell in Vietnamese spelling: day before month, whole numbers without a decimal point."""
    if isinstance(value, datetime | date) and not isinstance(value, time):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool | time | timedelta):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:g}"
    return clean_lines(str(value))
