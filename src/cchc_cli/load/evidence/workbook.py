"""From a workbook, whatever its format, to the same numbered records as from a .csv: what it is, its content says."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from cchc_cli.load.evidence.archive import MAX_AREA, names_in, repacked
from cchc_cli.load.evidence.sheet import MAX_MERGED, WorkbookSheet, text_of
from cchc_cli.load.evidence.sheet_marks import Cell, Mark, Marks, marks_of
from cchc_cli.load.opening import UnusableError

MAX_SHEETS = 200


def read_workbook(data: bytes) -> list[WorkbookSheet]:
    """Return the sheets of a workbook. Raises UnusableError when it cannot be used."""
    from cchc_cli.load.evidence import binary_workbook, old_workbook, open_document  # late: they are rare

    if data.startswith(old_workbook.SIGNATURE):
        return old_workbook.read_sheets(data)
    names = names_in(data)
    if binary_workbook.BOOK in names:
        return binary_workbook.read_sheets(data)
    if open_document.CONTENT in names:
        return open_document.read_sheets(data)
    return _read_by_calamine(repacked(data))


def _read_by_calamine(clean: bytes) -> list[WorkbookSheet]:
    import python_calamine as calamine  # late: most workspaces hold no workbook

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
    start = sheet.start
    first_column = start[1] + 1 if start else 1
    last_row, last_column = (place + 1 for place in sheet.end or (0, 0))
    return WorkbookSheet(
        metadata.name,
        shown=str(metadata.visible).endswith(".Visible"),
        filled=start is not None,
        first_column=first_column,
        end=(last_row, last_column),
        merged=tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges),
        marks=_by_row(sheet, marks, first_column),
        rows=partial(_rows, sheet),
    )


def _rows(sheet: Any) -> Any:
    return enumerate(([text_of(value) for value in values] for values in sheet.iter_rows()), 1)


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
