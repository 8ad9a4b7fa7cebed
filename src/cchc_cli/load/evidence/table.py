"""One table of a log, a .csv or a sheet: its header, and every row below it accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from cchc_cli.load.evidence.cells import MOST_SHOWN
from cchc_cli.load.evidence.columns import LAYOUTS, header_names, is_row_number, near_header
from cchc_cli.load.evidence.dialect import Complain, trimmed
from cchc_cli.load.evidence.garbled import Suspicion
from cchc_cli.load.evidence.quick import QuickRows
from cchc_cli.load.evidence.rows import RowReader, header_of
from cchc_cli.load.evidence.workbook import Range
from cchc_cli.model.item import Item, Kind
from cchc_cli.model.problem import Place, Problem

MOST_COLUMNS = 500
MOST_ROWS = 2_000_000
MOST_TOLD = 20_000  # problems of one table; the rows refused after that are counted
MOST_ABOVE = 10  # rows, such as a title, that may stand above the header
_A_HEADER = 2  # known names make a row a header


@dataclass(slots=True)
class Evidence:
    """What was read of an organisation's logs. Rows read = items + refused."""

    items: list[Item] = field(default_factory=list)
    refused: int = 0
    files: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def read(self) -> int:
        return len(self.items) + self.refused


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it lies in a file; `name` is what its places begin with."""

    name: str
    kind: Kind
    records: Callable[[Complain], Iterator[tuple[int, list[str]]]]
    suspicion: Suspicion
    first_column: int = 1
    merged: tuple[Range, ...] = ()
    typed: bool = False  # cells have types: a month is kept as its first day


@dataclass(frozen=True, slots=True)
class Header:
    """The header's row, and the column of each cell; `named` is how many cells it has without blank ones at the end."""

    row: int
    columns: tuple[str | None, ...]
    named: int

    def record(self, cells: Sequence[str], *, typed: bool = False) -> dict[str, str]:
        """Return what a row says, by column."""
        found = {column: cell for column, cell in zip(self.columns, trimmed(cells), strict=False) if column}
        period = found.get("period", "")
        if typed and len(period) == len("2026-05-01") and period.endswith("-01"):
            found["period"] = period[: -len("-01")]
        return found


class TableReader:
    """Reads one table into the evidence."""

    def __init__(self, table: Table, reader: RowReader, evidence: Evidence) -> None:
        self._table = table
        self._reader = reader
        self._evidence = evidence
        self._names = header_names(table.kind)
        self.header: Header | None = None
        self._lost = False
        self._told = 0
        self._untold = 0

    def read(self) -> None:
        rows = self._table.records(self._unreadable)
        self.header = self._find_header(rows)
        if self.header is None:
            return
        self._warn_of_merged(self.header)
        quick = QuickRows(self._reader, self.header.columns, self.header.named, self._table.suspicion)
        items = self._evidence.items
        for row, cells in rows:
            if row > MOST_ROWS:
                self._fail("too-many-rows", row, most=str(MOST_ROWS))
                break
            item = quick.read(row, cells)
            if item is None:
                item = self._read(self.header, row, cells)
                if item is None:
                    continue
                quick.learn(cells, item)
            items.append(item)
        for column, count in self._reader.us_order.items():
            place = Place(self._table.name, self.header.row, column)
            self._warn("us-order-column", place, count=str(count))
        if self._untold:
            place = Place(self._table.name)
            self._evidence.problems.append(Problem("more-refused", place, {"count": str(self._untold)}))

    def _unreadable(self, row: int, reason: str) -> None:
        """A row in which a quote stays open, or that is too long; without its header the table is lost."""
        code = "long-row" if reason == "too long" or "limit" in reason else "bad-quotes"
        self._lost = self.header is None
        problem = Problem(code, Place(self._table.name, row), {"reason": reason}, fatal=self._lost)
        if self._lost:
            self._evidence.problems.append(problem)
        else:
            self._refuse([problem])

    # ---- the header

    def _find_header(self, rows: Iterator[tuple[int, list[str]]]) -> Header | None:
        """Return the first row that names two columns, or the first of all; None when it cannot be used."""
        above: list[tuple[int, list[str]]] = []
        for row, cells in islice(rows, MOST_ABOVE):
            above.append((row, cells))
            if self._lost:
                return None
            if len(cells) <= MOST_COLUMNS and self._known(cells) >= _A_HEADER:
                break
        else:
            del above[1:]
        if not above:
            if not self._lost:
                self._fail("no-header", 1)
            return None
        if len(above) > 1:
            self._warn("rows-above", Place(self._table.name, above[0][0]), header=str(above[-1][0]))
        return self._usable(*above[-1])

    def _known(self, cells: Sequence[str]) -> int:
        return sum(column is not None for column in header_of(self._table.kind, self._names, trimmed(cells)))

    def _usable(self, row: int, cells: Sequence[str]) -> Header | None:
        header = trimmed(cells)
        named = max((place for place, cell in enumerate(header, 1) if cell), default=0)
        if named > MOST_COLUMNS:
            self._fail("too-many-columns", row, value=str(named), most=str(MOST_COLUMNS))
            return None
        columns = header_of(self._table.kind, self._names, header)
        for place, (cell, column) in enumerate(zip(header[:named], columns, strict=False), 1):
            if column is None:
                self._warn_of_column(row, place, cell)
        twice = {column for column in columns if column and columns.count(column) > 1}
        lacking = [column for column in LAYOUTS[self._table.kind].required if column not in columns]
        if self._table.kind == "posts" and not {"date", "sent"} & set(columns):
            lacking.append("date")
        for column in sorted(twice):
            self._fail("column-twice", row, value=column)
        for column in lacking:
            self._fail("missing-column", row, value=column)
        return None if twice or lacking else Header(row, tuple(columns), named)

    def _warn_of_column(self, row: int, place: int, cell: str) -> None:
        shown = cell[:MOST_SHOWN]
        if not cell:
            self._warn("unnamed-column", Place(self._table.name, row, str(place)))
        elif not is_row_number(cell):
            meant = near_header(self._table.kind, cell)
            self._warn("unknown-column", Place(self._table.name, row, shown), value=shown, meant=meant)

    # ---- rows

    def _read(self, header: Header, row: int, cells: list[str]) -> Item | None:
        """Return the row's item; otherwise it is refused, or a header once more."""
        extra = next((cell for cell in cells[header.named :] if cell.strip()), None)
        if extra is not None:
            shown = extra.strip()[:MOST_SHOWN]
            self._refuse([Problem("extra-cells", Place(self._table.name, row, None, shown), {"value": shown})])
            return None
        record = header.record(cells, typed=self._table.typed)
        item, problems = self._reader.read(row, record)
        if item is None and self._repeats(header, cells):
            self._warn("repeated-header", Place(self._table.name, row))
            return None
        if item is None:
            self._refuse([self._merged(header, problem) for problem in problems])
        for code, column in self._table.suspicion.columns(record) if self._table.suspicion else ():
            text = record[column][:MOST_SHOWN]
            self._warn(code, Place(self._table.name, row, column, text), value=text)
        return item

    def _repeats(self, header: Header, cells: Sequence[str]) -> bool:
        """Whether a row names the columns it stands in."""
        pairs = [(own, cell) for own, cell in zip(header.columns, cells, strict=False) if cell.strip()]
        if len(pairs) < _A_HEADER:
            return False
        columns = header_of(self._table.kind, self._names, trimmed(cell for _, cell in pairs))
        return all(column == own for column, (own, _) in zip(columns, pairs, strict=True)) and any(columns)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._evidence.refused += 1
        self._told += len(problems)
        if self._told <= MOST_TOLD:
            self._evidence.problems += problems
        else:
            self._untold += 1

    def _merged(self, header: Header, problem: Problem) -> Problem:
        """Return the problem of an empty cell as one of a merged cell where it is part of one."""
        row, column = problem.place.row or 0, problem.place.column
        if problem.code == "empty-cell" and column in header.columns:
            place = header.columns.index(column) + self._table.first_column
            for top, left, bottom, right in self._table.merged:
                if top <= row <= bottom and left <= place <= right:
                    return replace(problem, code="merged-cell", details={"row": str(top)})
        return problem

    def _warn_of_merged(self, header: Header) -> None:
        """The value of a merged cell counts for its first row only: the others go without it, or are refused."""
        required = LAYOUTS[self._table.kind].required
        for top, left, bottom, _ in self._table.merged:
            place = left - self._table.first_column
            column = header.columns[place] if 0 <= place < header.named else None
            if column and column not in required and bottom > max(top, header.row):
                self._warn("merged-rows", Place(self._table.name, top, column), last=str(bottom))

    def _fail(self, code: str, row: int | None = None, **details: str) -> None:
        self._evidence.problems.append(Problem(code, Place(self._table.name, row), details, fatal=True))

    def _warn(self, code: str, place: Place, **details: str) -> None:
        self._evidence.problems.append(Problem(code, place, details, severity="warning"))
