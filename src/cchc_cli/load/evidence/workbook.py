"""Reading a workbook of any format into sheets; its content decides the format, not its name."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from cchc_cli.load.evidence.archive import MAX_AREA, names_in, repacked
from cchc_cli.load.evidence.cell_extras import Cell, CellExtra, SheetExtras
from cchc_cli.load.evidence.sheet import MAX_MERGED, WorkbookSheet, text_of
from cchc_cli.load.evidence.workbook_extras import extras_of
from cchc_cli.load.opening import UnusableError

MAX_SHEETS = 200


def read_workbook(data: bytes) -> list[WorkbookSheet]:
    """Return the sheets of a workbook. Raises UnusableError if it cannot be used."""
    from cchc_cli.load.evidence import (  # imported late: these formats are rare
        binary_workbook,
        old_workbook,
        open_document,
    )

    if data.startswith(old_workbook.SIGNATURE):
        return old_workbook.read_sheets(data)
    names = names_in(data)
    if binary_workbook.BOOK in names:
        return binary_workbook.read_sheets(data)
    if open_document.CONTENT in names:
        return open_document.read_sheets(data)
    return _read_by_calamine(repacked(data))


def _read_by_calamine(clean: bytes) -> list[WorkbookSheet]:
    import python_calamine as calamine  # imported late: most workspaces have no workbook

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(clean))
        return _sheets(book, extras_of(clean))
    except calamine.PasswordError:
        raise UnusableError("workbook-password") from None
    except (calamine.CalamineError, ValueError, OSError):
        raise UnusableError("not-a-workbook") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a defect of the reader, which is written in Rust
            raise
        raise UnusableError("not-a-workbook") from None


def _sheets(book: Any, extras: Mapping[str, SheetExtras]) -> list[WorkbookSheet]:
    """Return all sheets. Raises UnusableError if they are too large together: a part can be listed many times."""
    listed = [metadata for metadata in book.sheets_metadata if _is_table(metadata)]
    if len(listed) > MAX_SHEETS:
        raise UnusableError("too-many-sheets", most=str(MAX_SHEETS))
    sheets, left = [], MAX_AREA
    for metadata in listed:
        sheet = book.get_sheet_by_name(metadata.name)
        left -= sheet.height * sheet.width
        if left < 0:
            raise UnusableError("far-cell", most=str(MAX_AREA))
        sheets.append(_sheet(sheet, metadata, extras.get(metadata.name, {})))
    return sheets


def _is_table(sheet: Any) -> bool:
    return str(sheet.typ).endswith(".WorkSheet")


def _sheet(sheet: Any, metadata: Any, extras: SheetExtras) -> WorkbookSheet:
    ranges = (sheet.merged_cell_ranges or [])[:MAX_MERGED]
    start = sheet.start
    first_column = start[1] + 1 if start else 1
    last_row, last_column = (index + 1 for index in sheet.end or (0, 0))
    return WorkbookSheet(
        metadata.name,
        shown=str(metadata.visible).endswith(".Visible"),
        filled=start is not None,
        first_column=first_column,
        end=(last_row, last_column),
        merged=tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges),
        extras=_by_row(sheet, extras, first_column),
        rows=partial(_rows, sheet),
    )


def _rows(sheet: Any) -> Any:
    return enumerate(([text_of(value) for value in values] for values in sheet.iter_rows()), 1)


def _by_row(sheet: Any, extras: SheetExtras, first_column: int) -> dict[int, dict[int, CellExtra]]:
    """Return the extras by row and by index in the row, with the addresses from the cells that they refer to."""
    by_row: dict[int, dict[int, CellExtra]] = defaultdict(dict)
    referred = {extra.referred for extra in extras.values() if extra.referred}
    texts = _texts(sheet, referred, first_column) if referred else {}
    for (row, column), extra in extras.items():
        if column >= first_column:
            address = extra.address or texts.get(extra.referred or (0, 0), "")
            by_row[row][column - first_column] = replace(extra, address=address)
    return dict(by_row)


def _texts(sheet: Any, places: set[Cell], first_column: int) -> dict[Cell, str]:
    return {
        (row, column): text_of(value)
        for row, values in enumerate(sheet.iter_rows(), 1)
        for column, value in enumerate(values, first_column)
        if (row, column) in places
    }
