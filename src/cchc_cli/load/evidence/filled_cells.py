"""The filled cells of the sheets of a workbook, gathered one by one, in little memory however far apart they are.

The library that reads .xlsx lays out the rectangle of a whole sheet, before anybody can count, and drops links and errors;
the formats that are read into this are read record by record.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from msgspec.structs import replace

from cchc_cli.load.evidence.archive import MAX_CELLS, MAX_TEXT_BYTES
from cchc_cli.load.evidence.sheet import MAX_MERGED, WorkbookSheet
from cchc_cli.load.evidence.sheet_marks import MAX_MARKS, Cell, Mark, hyperlink
from cchc_cli.load.evidence.table import Range
from cchc_cli.load.opening import MEGABYTE, UnusableError

MAX_SHEETS = 200
MAX_COLUMNS = 1 << 14  # of a sheet


class CellLimits:
    """What all sheets of a workbook may hold together."""

    def __init__(self) -> None:
        self._cells = MAX_CELLS
        self._bytes = MAX_TEXT_BYTES
        self._sheets = MAX_SHEETS

    def take(self, text: str) -> None:
        """Raises UnusableError when there are too many cells, or too much text in them."""
        self._cells -= 1
        self._bytes -= len(text)
        if self._cells < 0:
            raise UnusableError("too-many-cells", most=str(MAX_CELLS))
        if self._bytes < 0:
            raise UnusableError("unpacks-too-large", most=str(MAX_TEXT_BYTES // MEGABYTE))

    def take_sheet(self) -> None:
        """Raises UnusableError when there are too many sheets."""
        self._sheets -= 1
        if self._sheets < 0:
            raise UnusableError("too-many-sheets", most=str(MAX_SHEETS))


class FilledCells:
    """The filled cells of one sheet. Rows and columns from 1."""

    def __init__(self, limits: CellLimits) -> None:
        self._limits = limits
        self._places = array("Q")
        self._texts: list[str] = []
        self._marks: dict[Cell, Mark] = {}
        self.merged: list[Range] = []
        limits.take_sheet()

    def add(self, row: int, column: int, text: str) -> None:
        """Add what a cell shows; blank cells take no place. Raises UnusableError over the limits."""
        if text and column <= MAX_COLUMNS:
            self._limits.take(text)
            self._places.append(row * MAX_COLUMNS + column - 1)
            self._texts.append(text)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if len(self.merged) < MAX_MERGED and (bottom > top or right > left):
            self.merged.append((top, left, bottom, right))

    def link(self, first: Cell, last: Cell, address: str) -> None:
        """Lay an address behind the cells of a rectangle. Raises UnusableError when these are too many."""
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                self.mark((row, column), Mark(address))

    def formula(self, cell: Cell, formula: str, shown: str) -> None:
        """Note a formula HYPERLINK, or one without a stored value; `shown` is what the cell shows."""
        mark = hyperlink(formula)
        if mark is None and not shown:
            mark = Mark(formula=formula)
        if mark:
            self.mark(cell, replace(mark, shown="") if shown else mark)
            if not shown:
                self.add(*cell, mark.shown or formula)

    def mark(self, cell: Cell, mark: Mark) -> None:
        known = self._marks.get(cell)
        self._marks[cell] = replace(known, address=mark.address) if known else mark
        if len(self._marks) > MAX_MARKS:
            raise UnusableError("too-many-cells", most=str(MAX_MARKS))

    def sheet(self, name: str, *, shown: bool) -> WorkbookSheet:
        first = min((place % MAX_COLUMNS + 1 for place in self._places), default=1)
        last_column = max((place % MAX_COLUMNS + 1 for place in self._places), default=0)
        last_row = max(self._places, default=0) // MAX_COLUMNS
        end = (last_row, last_column)
        marks = self._marks_by_row(first)
        return WorkbookSheet(
            name, shown, bool(self._texts), first, end, tuple(self.merged), marks, lambda: self._rows(first)
        )

    def _rows(self, first_column: int) -> Iterator[tuple[int, list[str]]]:
        found: Iterator[tuple[int, str]] = zip(self._places, self._texts, strict=True)
        if any(map(int.__gt__, self._places, self._places[1:])):
            found = iter(sorted(found, key=itemgetter(0)))
        for row, cells in groupby(found, key=lambda cell: cell[0] // MAX_COLUMNS):
            texts: list[str] = []
            for place, text in cells:
                index = place % MAX_COLUMNS + 1 - first_column
                texts += [""] * (index + 1 - len(texts))
                texts[index] = text
            yield row, texts

    def _marks_by_row(self, first_column: int) -> dict[int, dict[int, Mark]]:
        wanted = {mark.referred for mark in self._marks.values() if mark.referred}
        texts = {
            cell: text
            for place, text in zip(self._places, self._texts, strict=True)
            if wanted and (cell := (place // MAX_COLUMNS, place % MAX_COLUMNS + 1)) in wanted
        }
        found: dict[int, dict[int, Mark]] = defaultdict(dict)
        for (row, column), mark in self._marks.items():
            if column >= first_column:
                address = mark.address or texts.get(mark.referred or (0, 0), "")
                found[row][column - first_column] = replace(mark, address=address)
        return dict(found)
