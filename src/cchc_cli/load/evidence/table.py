"""One table of a log, a .csv or a sheet: its header, and every row below it accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.cell_values import EMPTY, CellValue
from cchc_cli.load.evidence.cells import MAX_SHOWN, CellError, stated_year, with_year
from cchc_cli.load.evidence.columns import DAYS, header_of
from cchc_cli.load.evidence.dialect import MAX_ROWS, TOO_LONG, TOO_MANY, Complain, trim, trimmed
from cchc_cli.load.evidence.header import A_HEADER, HeaderFinder, month_of
from cchc_cli.load.evidence.header import MAX_ABOVE as MAX_ABOVE
from cchc_cli.load.evidence.header import LogHeader as LogHeader
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.sheet_marks import Mark
from cchc_cli.load.evidence.surroundings import Surroundings
from cchc_cli.model.address import address
from cchc_cli.model.item import Item, Kind
from cchc_cli.model.passed_over import PassedOver, Reason
from cchc_cli.model.problem import Place, Problem
from cchc_cli.words.kinds import KIND

Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1
RowMarks = Mapping[int, Mark]  # of the cells of a row, by index
KnownColumn = tuple[int, str, Callable[[str], CellValue]]  # where in a row, its name, what reads its cells
MAX_TOLD = 20_000  # problems of one table; the rows refused after that are counted


@dataclass(slots=True)
class Evidence:
    """What was read of an organisation's logs. Rows read = items - further + refused.

    `further` counts the items beyond the first of a row that names several channels.
    """

    items: list[Item] = field(default_factory=list)
    refused: int = 0
    further: int = 0
    files: int = 0
    problems: list[Problem] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    @property
    def read(self) -> int:
        return len(self.items) - self.further + self.refused

    @property
    def extent(self) -> tuple[int, int, int, int, int]:
        """How much there is of it: what `cut` goes back to."""
        return len(self.items), self.refused, self.further, len(self.problems), len(self.passed_over)

    def cut(self, extent: tuple[int, int, int, int, int]) -> None:
        """Take out what was added since then."""
        items, self.refused, self.further, problems, passed_over = extent
        del self.items[items:]
        del self.problems[problems:]
        del self.passed_over[passed_over:]


class LogTable(Struct, frozen=True):
    """A table as it lies in a file; `name` is what its places begin with, `sheet` the sheet's name there."""

    name: str
    kind: Kind
    records: Callable[[Complain], Iterator[tuple[int, list[str]]]]
    first_column: int = 1
    merged: tuple[Range, ...] = ()
    typed: bool = False  # cells have types: a month is kept as its first day
    marks: Mapping[int, RowMarks] = {}
    sheet: str | None = None
    given: Mapping[str, str] = {}  # column -> what a row says whose own cell is empty

    @property
    def file(self) -> str:
        return self.name if self.sheet is None else self.name.removesuffix(f"[{self.sheet}]")

    @property
    def says_more(self) -> bool:
        """Whether its rows say more than the texts of their cells."""
        return bool(self.typed or self.marks or self.given)

    def record(self, header: LogHeader, row: int, cells: Sequence[str]) -> dict[str, str]:
        """Return what the filled cells of a row say, by column, with the address behind a text."""
        found = header.record(cells, typed=self.typed)
        year = stated_year(self.name)
        for column in DAYS & found.keys() if year else ():
            found[column] = with_year(found[column], year)
        if self.marks:
            found["url"] = self.linked(header, row, found.get("url", ""))
        return {**self.given, **{column: cell for column, cell in found.items() if cell}}

    def linked(self, header: LogHeader, row: int, url: str) -> str:
        """Return the address of a row: the one behind its url cell, that cell's own, or the one behind its title."""
        marks = self.marks.get(row)
        if not marks or "url" not in KIND[self.kind].columns:
            return url
        behind = {header.columns[index]: mark.address for index, mark in marks.items() if index < header.named}
        found = next(filter(address, (behind.get("url", ""), url, behind.get("title", ""))), "")
        return found or url


class TableReader:
    """Reads one table into the evidence."""

    def __init__(self, table: LogTable, reader: RowReader, evidence: Evidence) -> None:
        self._table = table
        self._reader = reader
        self._evidence = evidence
        self.header: LogHeader | None = None
        self._told = 0
        self._untold = 0
        self._doubted = 0  # cells that are read and warned of

    def read(self) -> None:
        """Read the table; once more where it shows itself as written month first, as its first rows do not know."""
        extent = self._evidence.extent
        self._read_rows()
        if self._reader.us_order:
            self._evidence.cut(extent)
            self._reader.distrusted = frozenset(self._reader.us_order)
            self._reader.us_order.clear()
            self._read_rows()

    def _read_rows(self) -> None:
        self._told = self._untold = self._doubted = 0
        self._passed: dict[Reason, list[int]] = {}
        self._reader.years.clear()
        given = self._table.given
        self._given = {name: self._reader.cells.columns[name].read(text) for name, text in given.items()}
        self._finder = HeaderFinder(self._table.name, self._table.kind, self._evidence.problems, given)
        rows = self._table.records(self._unreadable)
        self.header = self._finder.find(rows)
        if self.header is None:
            return
        self._passed["title"] = self._finder.above
        self._surroundings = Surroundings(self.header, self._reader.cells.names_units)
        self._warn_of_merged(self.header)
        columns = [
            (index, name, self._reader.cells.columns[name].of) for index, name in enumerate(self.header.columns) if name
        ]
        for row, raw in rows:
            item = self._read(self.header, columns, row, raw)
            if item is not None:
                self._evidence.items.append(item)
                if self._reader.further:
                    self._add_further()
        self._evidence.passed_over += [
            PassedOver(self._table.file, reason, self._table.sheet, tuple(rows))
            for reason, rows in self._passed.items()
            if rows
        ]
        for column, count in self._reader.us_order.items():
            place = Place(self._table.name, self.header.row, column)
            self._warn("us-order-column", place, count=str(count))
        for column, count in self._reader.years.items():
            place = Place(self._table.name, self.header.row, column)
            self._warn("year-of-name", place, count=str(count), year=self._reader.year)
        if self._untold:
            place = Place(self._table.name)
            self._evidence.problems.append(Problem("more-refused", place, {"count": str(self._untold)}))
        if self._doubted > MAX_TOLD:
            self._warn("more-warned", Place(self._table.name), count=str(self._doubted - MAX_TOLD))

    def _add_further(self) -> None:
        self._evidence.further += len(self._reader.further)
        self._evidence.items += self._reader.further
        self._reader.further.clear()

    def _unreadable(self, row: int, reason: str) -> None:
        """A row in which a quote stays open, or that is too long; without its header the table is lost."""
        if reason == TOO_MANY:
            self._fail("too-many-rows", row, most=str(MAX_ROWS))
            return
        code = "long-row" if reason == TOO_LONG or "limit" in reason else "bad-quotes"
        lost = self._finder.lost = self.header is None
        problem = Problem(code, Place(self._table.name, row), {"reason": reason}, fatal=lost)
        if lost:
            self._evidence.problems.append(problem)
        else:
            self._refuse([problem])

    # ---- rows

    def _read(self, header: LogHeader, columns: Sequence[KnownColumn], row: int, raw: list[str]) -> Item | None:
        """Return the row's item; otherwise it is refused, or a header once more."""
        width = len(raw)
        if width < header.named:
            raw = [*raw, *[""] * (header.named - width)]
        cells = {name: cell_of(raw[index]) for index, name, cell_of in columns}
        if self._table.says_more:
            self._complete(header, row, cells)
        item, problems = self._reader.read_cells(row, cells)
        extra = next(filter(str.strip, raw[header.named :]), "") if width > header.named else ""
        if item is None or extra:
            reason = self._no_evidence(header, row, raw, cells)
            if reason:
                self._passed.setdefault(reason, []).append(row)
                return None
        if extra:
            shown = extra.strip()[:MAX_SHOWN]
            self._refuse([Problem("extra-cells", Place(self._table.name, row, None, shown), {"value": shown})])
            return None
        if item is None:
            self._refuse([self._merged(header, problem) for problem in problems])
        for name, cell in cells.items():
            if cell.doubt:
                self._doubt(cell.doubt, row, name, cell.text[:MAX_SHOWN])
        return item

    def _complete(self, header: LogHeader, row: int, cells: dict[str, CellValue]) -> None:
        """Add what a row says beside the texts of its cells."""
        if self._table.typed and "period" in cells:
            cells["period"] = self._reader.cells.columns["period"].read(month_of(cells["period"].text))
        if self._table.marks:
            self._mark(header, row, cells)
        for name, cell in self._given.items():
            if not cells.get(name, EMPTY).text:
                cells[name] = cell

    def _mark(self, header: LogHeader, row: int, cells: dict[str, CellValue]) -> None:
        """Put the address behind a text in its place; a formula without a stored value says nothing that is known."""
        own = cells.get("url", EMPTY).text
        url = self._table.linked(header, row, own)
        if url != own:
            cells["url"] = self._reader.cells.columns["url"].read(trim(url))
        for index, mark in self._table.marks.get(row, {}).items():
            name = header.columns[index] if index < header.named else None
            if name and mark.formula:
                cells[name] = CellValue(mark.formula, error=CellError("no-stored-value"))

    def _doubt(self, code: str, row: int, column: str, text: str) -> None:
        self._doubted += 1
        if self._doubted <= MAX_TOLD:
            self._warn(code, Place(self._table.name, row, column, text), value=text)

    def _no_evidence(
        self, header: LogHeader, row: int, raw: list[str], cells: Mapping[str, CellValue]
    ) -> Reason | None:
        """Return why a row is no evidence, None where it is a row that cannot be read."""
        if self._repeats(header, raw):
            self._surroundings.begin_again()
            return "repeated-header"
        merged = any(top == row and right > left for top, left, _, right in self._table.merged)
        return self._surroundings.reason(raw, cells, merged=merged)

    def _repeats(self, header: LogHeader, cells: Sequence[str]) -> bool:
        """Whether a row names the columns it stands in."""
        pairs = [(own, cell) for own, cell in zip(header.columns, cells, strict=False) if cell.strip()]
        if len(pairs) < A_HEADER:
            return False
        columns = header_of(self._table.kind, trimmed(cell for _, cell in pairs))
        return all(column == own for column, (own, _) in zip(columns, pairs, strict=True)) and any(columns)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._evidence.refused += 1
        self._told += len(problems)
        if self._told <= MAX_TOLD:
            self._evidence.problems += problems
        else:
            self._untold += 1

    def _merged(self, header: LogHeader, problem: Problem) -> Problem:
        """Return the problem of an empty cell as one of a merged cell where it is part of one."""
        row, column = problem.place.row or 0, problem.place.column
        if problem.code == "empty-cell" and column in header.columns:
            place = header.columns.index(column) + self._table.first_column
            for top, left, bottom, right in self._table.merged:
                if top <= row <= bottom and left <= place <= right:
                    return replace(problem, code="merged-cell", details={"row": str(top)})
        return problem

    def _warn_of_merged(self, header: LogHeader) -> None:
        """The value of a merged cell counts for its first row only: the others go without it, or are refused."""
        required = KIND[self._table.kind].required
        for top, left, bottom, _ in self._table.merged:
            place = left - self._table.first_column
            column = header.columns[place] if 0 <= place < header.named else None
            if column and column not in required and bottom > max(top, header.row):
                self._warn("merged-rows", Place(self._table.name, top, column), last=str(bottom))

    def _fail(self, code: str, row: int | None = None, **details: str) -> None:
        self._evidence.problems.append(Problem(code, Place(self._table.name, row), details, fatal=True))

    def _warn(self, code: str, place: Place, **details: str) -> None:
        self._evidence.problems.append(Problem(code, place, details, severity="warning"))
