"""From the cells of a row to an item; a filled cell that cannot be read refuses its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cchc_cli.load.evidence.cell_values import EMPTY, Cell, CellReaders, shortened
from cchc_cli.load.evidence.cells import MOST_SHOWN as MOST_SHOWN
from cchc_cli.load.evidence.cells import CellError, both_ways, iso_day
from cchc_cli.load.evidence.columns import LAYOUTS, plain_header
from cchc_cli.load.evidence.garbled import lost_letters
from cchc_cli.model.fingerprint import fingerprint
from cchc_cli.model.item import HALVES, NO_DETAILS, NOT_PUBLISHED, Details, Item, Kind
from cchc_cli.model.problem import Place, Problem

_NO_TITLE = fingerprint("")  # of states


class RowReader:
    """Reads the rows of one log."""

    def __init__(self, cells: CellReaders, file: str) -> None:
        self.cells = cells
        self.file = file
        self.kind: Kind = cells.kind
        self.required = LAYOUTS[self.kind].required
        self.us_order: Counter[str] = Counter()  # column -> days that can only be read with the month first
        self.distrusted: frozenset[str] = frozenset()  # columns in which days that can be read both ways are refused

    def read(self, row: int, record: Mapping[str, str]) -> tuple[Item | None, list[Problem]]:
        """Return the item of a row of trimmed texts, or None with every problem that refuses it."""
        columns = self.cells.columns
        return self.read_cells(
            row, {name: columns[name].read(text) for name, text in record.items() if name in columns}
        )

    def read_cells(self, row: int, cells: Mapping[str, Cell]) -> tuple[Item | None, list[Problem]]:
        """Return the row's item, or None with every problem that refuses it."""
        return _Row(self, row, cells).read()


class _Row:
    """One row being read."""

    def __init__(self, reader: RowReader, row: int, cells: Mapping[str, Cell]) -> None:
        self._reader = reader
        self._row = row
        self._cells = cells
        self._problems: list[Problem] = []

    def read(self) -> tuple[Item | None, list[Problem]]:
        reader, kind, cells = self._reader, self._reader.kind, self._cells
        for column in reader.required:
            if column not in cells or not cells[column].text:
                self._refuse("empty-cell", column)
        for column, cell in cells.items():
            if cell.error is not None:
                self._refuse_unread(column, cell.text, cell.error)
        day, details = self._day_and_details()
        if reader.cells.needs_url and not self._text("url"):
            self._refuse("no-url", "url")
        if self._problems:
            return None, self._problems
        title = cells.get("title", EMPTY)
        traits = reader.cells.traits(
            cells.get("channel", EMPTY).value or "",
            cells.get("type", EMPTY).value or ("news" if kind == "posts" else ""),
            cells.get("tags", EMPTY).value or frozenset(),
            cells.get("for", EMPTY).value,
            details,
        )
        utf8 = title.text.encode(errors=HALVES)
        mark = title.value if title.text else _NO_TITLE
        day = day or date.min
        units = reader.cells.credited(cells["unit"].value, day)
        item = Item(traits, day, units, utf8, mark, cells.get("url", EMPTY).value or "", reader.file, self._row)
        return item, self._problems

    def _text(self, column: str) -> str:
        return self._cells.get(column, EMPTY).text

    def _value(self, column: str) -> Any:
        return self._cells.get(column, EMPTY).value

    def _day(self, column: str) -> date | None:
        day: date | None = self._cells.get(column, EMPTY).value
        if day and column in self._reader.distrusted and both_ways(text := self._text(column)):
            self._refuse("day-or-month", column, value=text, local=day.isoformat(), iso=iso_day(text)[:10])
            return None
        return day

    def _refuse_unread(self, column: str, text: str, error: CellError) -> None:
        if error.code == "us-order":
            self._reader.us_order[column] += 1
        # A name whose letters were lost is not unknown: the file must be saved anew, not the name corrected.
        code = lost_letters(text) or error.code
        self._refuse(code, column, **{"value": shortened(text), **error.details})

    def _refuse(self, code: str, column: str, **details: str) -> None:
        text = self._text(column)[:MOST_SHOWN]
        value = details.get("value", text)
        start = max(text.find(value), 0)
        caret = (start, min(len(value), len(text) - start)) if text else None
        place = Place(self._reader.file, self._row, column, text or None, caret)
        self._problems.append(Problem(code, place, details))

    def _day_and_details(self) -> tuple[date | None, Details]:
        """Return the day an item counts on, and what else its kind carries."""
        kind = self._reader.kind
        day, sent = self._day("date"), self._day("sent")
        if kind == "posts":
            if self._text("date"):
                return day, NO_DETAILS
            if not self._text("sent"):
                self._refuse("empty-cell", "date")
            return sent, NOT_PUBLISHED
        if kind == "conferences":
            return self._last_day(day), self._located()
        if kind == "documents":
            return self._document(day, sent)
        if kind == "materials":
            return day, self._located()
        if kind == "states":
            return day, self._state()
        issue, seconds = self._value("issue") or "", self._value("duration")
        return day, Details(issue=issue, seconds=seconds) if issue or seconds is not None else NO_DETAILS

    def _located(self) -> Details:
        location = self._value("location")
        return Details(location=location) if location else NO_DETAILS

    def _last_day(self, day: date | None) -> date | None:
        end = self._day("end")
        if day and end and end < day:
            self._refuse("end-before-date", "end", value=shortened(self._text("end")))
        return end or day

    def _document(self, day: date | None, sent: date | None) -> tuple[date | None, Details]:
        is_report = self._value("type") == "report"
        details = Details(
            dated_by_sending=is_report and sent is not None,
            period=self._value("period") or "",
            has=self._value("has") or frozenset(),
        )
        return (sent if is_report and sent else day), details

    def _state(self) -> Details:
        value, of = self._value("value"), self._value("of")
        if value is not None and of is not None and value > of:
            self._refuse("value-over-of", "value", value=str(value), of=str(of))
        if of == 0:
            self._refuse("of-zero", "of")
        return Details(value=value, of=of)


def header_of(kind: Kind, names: Mapping[str, str], header: Sequence[str]) -> list[str | None]:
    """Return the column of each header cell, None for a header that is not known."""
    return [names.get(plain_header(cell)) if cell else None for cell in header]
