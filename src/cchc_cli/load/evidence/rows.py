"""From the cells of a row to items, one for each channel; a filled cell that cannot be read refuses its row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from cchc_cli.load.evidence.cell_values import EMPTY, CellReaders, CellValue, shortened
from cchc_cli.load.evidence.cells import MAX_SHOWN as MAX_SHOWN
from cchc_cli.load.evidence.cells import CellError, both_ways, iso_day, stated_year, with_year
from cchc_cli.load.evidence.garbled import foreign_letter, lost_letters
from cchc_cli.model.fingerprint import fingerprint
from cchc_cli.model.item import Details, Item, Kind, RowPlace
from cchc_cli.model.kind import Dated, RowCells
from cchc_cli.model.problem import Place, Problem
from cchc_cli.words.kinds import KIND

_NO_TITLE = b"", fingerprint("")  # for states


class RowReader:
    """Reads the rows of one log; it holds the cells of the row that is being read (`RowCells`)."""

    def __init__(self, cells: CellReaders, file: str) -> None:
        self.cells = cells
        self.file = file
        self.kind: Kind = cells.kind
        self.required = KIND[self.kind].required
        self.dated = self._dated_fully if cells.kept_columns else KIND[self.kind].dated
        self.default_type = KIND[self.kind].default_type
        # column -> rows whose day can only be read with the month first
        self.us_order: defaultdict[str, list[int]] = defaultdict(list)
        self.year = stated_year(file)  # year in the name of the log, for days without a year
        self.years: Counter[str] = Counter()  # column -> days that were completed with that year
        self.further: list[Item] = []  # items of the last row on its other channels, in the order of the cell
        self.distrusted: frozenset[str] = frozenset()  # columns in which ambiguous days are refused
        self._row = 0
        self._cells: dict[str, CellValue] = {}
        self._problems: list[Problem] = []

    def read(self, row: int, record: Mapping[str, str]) -> tuple[Item | None, list[Problem]]:
        """Return the item of a row of trimmed texts, or None with all problems that refuse the row."""
        columns = self.cells.columns
        return self.read_cells(
            row, {name: columns[name].read(text) for name, text in record.items() if name in columns}
        )

    def read_cells(self, row: int, cells: dict[str, CellValue]) -> tuple[Item | None, list[Problem]]:
        """Return the row's item, or None with all problems that refuse it; a day without a year gets the year of the name."""
        self._row, self._cells, self._problems = row, cells, []
        for column in self.required:
            if not cells.get(column, EMPTY).text:
                self.refuse("empty-cell", column)
        for column, cell in cells.items():
            if cell.error is not None:
                self._complete(column, cell.text, cell.error)
        day, details = self.dated(self)
        if self.cells.needs_url and not self.text("url"):
            self.refuse("no-url", "url")
        if self._problems:
            return None, self._problems
        return self._item(cells.get, day or date.min, details), self._problems

    def _item(self, cell: Callable[[str, CellValue], CellValue], day: date, details: Details) -> Item:
        channel: Any = cell("channel", EMPTY).value or ""
        other_channels: tuple[str, ...] = ()
        if type(channel) is not str:
            channel, other_channels = channel[0], channel[1:]
        type_, tags = cell("type", EMPTY).value or self.default_type, cell("tags", EMPTY).value or frozenset()
        serves = cell("for", EMPTY).value
        units = cell("unit", EMPTY).value
        if self.cells.follows_units:
            units = self.cells.credited(units, day)
        utf8, fingerprint_ = cell("title", EMPTY).value or _NO_TITLE
        url, place = cell("url", EMPTY).value or "", RowPlace(self.file, self._row)
        traits = self.cells.traits
        item = Item(traits(channel, type_, tags, serves, details), day, units, utf8, fingerprint_, url, place)
        if other_channels:
            self.further += [
                replace(item, traits=traits(other, type_, tags, serves, details)) for other in other_channels
            ]
        return item

    def _dated_fully(self, row: RowCells) -> Dated:
        """Return day and details of a row, with the number and clock time by which a quota counts."""
        day, details = KIND[self.kind].dated(row)
        kept_columns = self.cells.kept_columns
        amount = next((row.value(column) for column in ("quantity", "participants") if column in kept_columns), None)
        return day, replace(
            details, amount=amount, moment=self.cells.moment(row.text("date")) if "date" in kept_columns else ""
        )

    # ---- the cells of the row

    def text(self, column: str) -> str:
        return self._cells.get(column, EMPTY).text

    def value(self, column: str) -> Any:
        return self._cells.get(column, EMPTY).value

    def day(self, column: str) -> date | None:
        day: date | None = self._cells.get(column, EMPTY).value
        if day and column in self.distrusted and both_ways(text := self.text(column)):
            self.refuse("day-or-month", column, value=text, local=day.isoformat(), iso=iso_day(text)[:10])
            return None
        return day

    def _complete(self, column: str, text: str, error: CellError) -> None:
        """Complete a day without a year by the year of the name; refuse any other cell that cannot be read."""
        year = self.year if error.code == "no-year" else ""
        cell = self.cells.columns[column].read(with_year(text, year)) if year else CellValue(text, error=error)
        if cell.error is not None:
            self._refuse_unread(column, text, cell.error)
        else:
            self._cells[column] = cell
            self.years[column] += 1

    def _refuse_unread(self, column: str, text: str, error: CellError) -> None:
        if error.code == "us-order":
            self.us_order[column].append(self._row)
        # A name with damaged letters is no unknown name: the file must be saved anew, not the name corrected.
        code = lost_letters(text) or error.code
        details = {"value": shortened(text), **error.details}
        if code == "several-days" and column == "date" and "end" in KIND[self.kind].columns:
            code, details = "first-and-last-day", details | {"columns": "end"}
        letter = foreign_letter(details["value"]) if code == error.code else None
        if letter:
            code, details = "foreign-letter", details | letter
        self.refuse(code, column, **details)

    def refuse(self, code: str, column: str, **details: str) -> None:
        text = self.text(column)[:MAX_SHOWN]
        value = details.setdefault("value", shortened(self.text(column)))
        start = max(text.find(value), 0)
        caret = (start, min(len(value), len(text) - start)) if text else None
        place = Place(self.file, self._row, column, text or None, caret)
        self._problems.append(Problem(code, place, details))
