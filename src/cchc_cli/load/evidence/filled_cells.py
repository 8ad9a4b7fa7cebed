"""The filled cells of a workbook's sheets, collected one by one: distant cells take little memory.

The library that reads .xlsx builds the rectangle of a whole sheet before it can be counted, and drops links and errors;
the formats read into these classes are read record by record.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from msgspec.structs import replace

from cchc_cli.load.evidence.archive import MAX_AREA, MAX_CELLS, MAX_CHARACTERS, MAX_TEXT_BYTES
from cchc_cli.load.evidence.cell_extras import MAX_EXTRAS, Cell, CellExtra, hyperlink
from cchc_cli.load.evidence.sheet import MAX_MERGED, WorkbookSheet
from cchc_cli.load.evidence.table import Range
from cchc_cli.load.opening import MEGABYTE, UnusableError

MAX_SHEETS = 200
MAX_COLUMNS = 1 << 14  # of a sheet


class CellLimits:
    """The limits of all sheets of a workbook together."""

    def __init__(self) -> None:
        self._cells = MAX_CELLS
        self._bytes = MAX_TEXT_BYTES
        self._sheets = MAX_SHEETS
        self._extras = MAX_EXTRAS
        self._area = MAX_AREA

    def take(self, text: str) -> None:
        """Count a cell. Raises UnusableError if there are too many cells or too much text."""
        self._cells -= 1
        self._bytes -= len(text)
        if len(text) > MAX_CHARACTERS:
            raise UnusableError("long-text", most=str(MAX_CHARACTERS))
        if self._cells < 0:
            raise UnusableError("too-many-cells", most=str(MAX_CELLS))
        if self._bytes < 0:
            raise UnusableError("unpacks-too-large", most=str(MAX_TEXT_BYTES // MEGABYTE))

    def take_sheet(self) -> None:
        """Count a sheet. Raises UnusableError if there are too many."""
        self._sheets -= 1
        if self._sheets < 0:
            raise UnusableError("too-many-sheets", most=str(MAX_SHEETS))

    def take_extra(self) -> None:
        """Count an extra, also on a cell that has an extra already. Raises UnusableError if there are too many."""
        self._extras -= 1
        if self._extras < 0:
            raise UnusableError("too-many-cells", most=str(MAX_EXTRAS))

    def take_area(self, cells: int) -> None:
        """Count the cells of rows up to the last filled cell. Raises UnusableError if the rows are too wide."""
        self._area -= cells
        if self._area < 0:
            raise UnusableError("far-cell", most=str(MAX_AREA))


class FilledCells:
    """The filled cells of one sheet; rows and columns count from 1."""

    def __init__(self, limits: CellLimits) -> None:
        self._limits = limits
        self._positions = array("Q")
        self._texts: list[str] = []
        self._extras: dict[Cell, CellExtra] = {}
        self.merged: list[Range] = []
        limits.take_sheet()

    def add(self, row: int, column: int, text: str) -> None:
        """Add the text of a cell; blank cells take no memory. Raises UnusableError above the limits."""
        if text and column <= MAX_COLUMNS:
            self._limits.take(text)
            self._positions.append(row * MAX_COLUMNS + column - 1)
            self._texts.append(text)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if len(self.merged) < MAX_MERGED and (bottom > top or right > left):
            self.merged.append((top, left, bottom, right))

    def link(self, first: Cell, last: Cell, address: str) -> None:
        """Give the cells of a rectangle a link. Raises UnusableError if there are too many."""
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                self.add_extra((row, column), CellExtra(address))

    def formula(self, cell: Cell, formula: str, shown: str) -> None:
        """Add a formula HYPERLINK, or a formula without a stored value; `shown` is the text of the cell."""
        extra = hyperlink(formula)
        if extra is None and not shown:
            extra = CellExtra(formula=formula)
        if extra:
            self.add_extra(cell, replace(extra, shown="") if shown else extra)
            if not shown:
                self.add(*cell, extra.shown or formula)

    def add_extra(self, cell: Cell, extra: CellExtra) -> None:
        self._limits.take_extra()
        earlier = self._extras.get(cell)
        self._extras[cell] = replace(earlier, address=extra.address) if earlier else extra

    def sheet(self, name: str, *, shown: bool) -> WorkbookSheet:
        """Return the sheet. Raises UnusableError if its rows are too wide."""
        first = min((position % MAX_COLUMNS + 1 for position in self._positions), default=1)
        last_column = max((position % MAX_COLUMNS + 1 for position in self._positions), default=0)
        last_row = max(self._positions, default=0) // MAX_COLUMNS
        end = (last_row, last_column)
        area = min(last_row, len(self._positions)) * (last_column - first + 1)
        self._limits.take_area(area if area <= MAX_AREA else self._area(first))
        extras = self._extras_by_row(first)
        return WorkbookSheet(
            name, shown, bool(self._texts), first, end, tuple(self.merged), extras, lambda: self._rows(first)
        )

    def _area(self, first_column: int) -> int:
        """Return how many cells the rows have up to the last filled cell of each."""
        widths: dict[int, int] = {}
        for position in self._positions:
            row, index = divmod(position, MAX_COLUMNS)
            widths[row] = max(widths.get(row, 0), index + 2 - first_column)
        return sum(widths.values())

    def _rows(self, first_column: int) -> Iterator[tuple[int, list[str]]]:
        filled: Iterator[tuple[int, str]] = zip(self._positions, self._texts, strict=True)
        if any(map(int.__gt__, self._positions, self._positions[1:])):
            filled = iter(sorted(filled, key=itemgetter(0)))
        for row, cells in groupby(filled, key=lambda cell: cell[0] // MAX_COLUMNS):
            texts: list[str] = []
            for position, text in cells:
                index = position % MAX_COLUMNS + 1 - first_column
                texts += [""] * (index + 1 - len(texts))
                texts[index] = text
            yield row, texts

    def _extras_by_row(self, first_column: int) -> dict[int, dict[int, CellExtra]]:
        wanted = {extra.referred for extra in self._extras.values() if extra.referred}
        texts = {
            cell: text
            for position, text in zip(self._positions, self._texts, strict=True)
            if wanted and (cell := (position // MAX_COLUMNS, position % MAX_COLUMNS + 1)) in wanted
        }
        by_row: dict[int, dict[int, CellExtra]] = defaultdict(dict)
        for (row, column), extra in self._extras.items():
            if column >= first_column:
                address = extra.address or texts.get(extra.referred or (0, 0), "")
                by_row[row][column - first_column] = replace(extra, address=address)
        return dict(by_row)
