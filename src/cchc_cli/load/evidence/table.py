"""Reading one table of a log (a .csv or a sheet): its header, and an account of every row below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.cell_extras import CellExtra
from cchc_cli.load.evidence.cell_values import EMPTY, UNIQUE, CellValue
from cchc_cli.load.evidence.cells import MAX_SHOWN, CellError, stated_year, with_year
from cchc_cli.load.evidence.columns import DAYS, header_of
from cchc_cli.load.evidence.dialect import MAX_ROWS, TOO_LONG, TOO_MANY, FaultCallback, trim, trimmed
from cchc_cli.load.evidence.header import A_HEADER, HeaderFinder, month_of
from cchc_cli.load.evidence.header import MAX_ABOVE as MAX_ABOVE
from cchc_cli.load.evidence.header import LogHeader as LogHeader
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.surroundings import Surroundings
from cchc_cli.model.address import address
from cchc_cli.model.item import Item, Kind
from cchc_cli.model.passed_over import PassedOver, Reason
from cchc_cli.model.problem import Place, Problem
from cchc_cli.words.kinds import KIND

Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1
RowExtras = Mapping[int, CellExtra]  # extras of the cells of a row, by index
KnownColumn = tuple[int, str, Callable[[str], CellValue]]  # index in a row, column, reader of its cells
MAX_REPORTED = 20_000  # problems of one table; further refused rows are only counted


@dataclass(slots=True)
class Evidence:
    """The evidence of an organisation's logs. Rows read = items - further + refused.

    `further` counts the second and later items of rows with several channels.
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
        """The present size, to which `cut` can go back."""
        return len(self.items), self.refused, self.further, len(self.problems), len(self.passed_over)

    def cut(self, extent: tuple[int, int, int, int, int]) -> None:
        """Remove everything that was added after an extent was taken."""
        items, self.refused, self.further, problems, passed_over = extent
        del self.items[items:]
        del self.problems[problems:]
        del self.passed_over[passed_over:]


class LogTable(Struct, frozen=True):
    """A table in a file; places of problems begin with `name`, which includes `[sheet]` for a sheet."""

    name: str
    kind: Kind
    records: Callable[[FaultCallback], Iterator[tuple[int, list[str]]]]
    first_column: int = 1
    merged: tuple[Range, ...] = ()
    typed: bool = False  # cells have typed values: a month is its first day
    extras: Mapping[int, RowExtras] = {}
    sheet: str | None = None
    defaults: Mapping[str, str] = {}  # column -> text for rows whose cell is empty

    @property
    def file(self) -> str:
        return self.name if self.sheet is None else self.name.removesuffix(f"[{self.sheet}]")

    @property
    def says_more(self) -> bool:
        """Whether rows have more than the texts of their cells: types, extras or defaults."""
        return bool(self.typed or self.extras or self.defaults)

    def record(self, header: LogHeader, row: int, cells: Sequence[str]) -> dict[str, str]:
        """Return the filled cells of a row by column, with the link behind a text as its url."""
        record = header.record(cells, typed=self.typed)
        year = stated_year(self.name)
        for column in DAYS & record.keys() if year else ():
            record[column] = with_year(record[column], year)
        if self.extras:
            record["url"] = self.linked(header, row, record.get("url", ""))
        return {**self.defaults, **{column: cell for column, cell in record.items() if cell}}

    def linked(self, header: LogHeader, row: int, url: str) -> str:
        """Return the address of a row: the link behind its url cell, the url cell itself, or the link behind its title."""
        extras = self.extras.get(row)
        if not extras or "url" not in KIND[self.kind].columns:
            return url
        behind = {header.columns[index]: extra.address for index, extra in extras.items() if index < header.named}
        target = next(filter(address, (behind.get("url", ""), url, behind.get("title", ""))), "")
        return target or url


class TableReader:
    """Reads one table into the evidence."""

    def __init__(self, table: LogTable, reader: RowReader, evidence: Evidence) -> None:
        self._table = table
        self._reader = reader
        self._evidence = evidence
        self.header: LogHeader | None = None
        self._reported = 0
        self._unreported = 0
        self._doubted = 0  # cells with a warning

    def read(self) -> None:
        """Read the table; read it again if a later row shows that its days are month first."""
        extent = self._evidence.extent
        self._read_rows()
        if self._reader.us_order:
            self._evidence.cut(extent)
            self._reader.distrusted |= frozenset(self._reader.us_order)
            self._reader.us_order.clear()
            self._read_rows()
        if self.header:
            self.header.name_columns(self._evidence.problems, extent[3])

    def _read_rows(self) -> None:
        self._reported = self._unreported = self._doubted = 0
        self._says_more = self._table.says_more
        self._passed: dict[Reason, list[int]] = {}
        self._reader.years.clear()
        defaults = self._table.defaults
        self._defaults = {name: self._reader.cells.columns[name].read(text) for name, text in defaults.items()}
        self._finder = HeaderFinder(self._table.name, self._table.kind, self._evidence.problems, defaults)
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
        self._doubtful = [name for _, name, _ in columns if name in UNIQUE]  # no other column has doubts
        for row, raw in rows:
            item = self._read(self.header, columns, row, raw)
            if item is not None:
                self._evidence.items.append(item)
                if self._reader.further:
                    self._add_further()
        self._account_for(self.header)

    def _account_for(self, header: LogHeader) -> None:
        """Add the rows passed over, and the warnings that count rows or cells."""
        self._evidence.passed_over += [
            PassedOver(self._table.file, reason, self._table.sheet, tuple(rows))
            for reason, rows in self._passed.items()
            if rows
        ]
        for column, rows in self._reader.us_order.items():
            place = Place(self._table.name, header.row, column)
            self._warn("us-order-column", place, count=str(len(rows)), first=str(rows[0]))
        for column, count in self._reader.years.items():
            place = Place(self._table.name, header.row, column)
            self._warn("year-of-name", place, count=str(count), year=self._reader.year)
        if self._unreported:
            place = Place(self._table.name)
            self._evidence.problems.append(Problem("more-refused", place, {"count": str(self._unreported)}))
        if self._doubted > MAX_REPORTED:
            self._warn("more-warned", Place(self._table.name), count=str(self._doubted - MAX_REPORTED))

    def _add_further(self) -> None:
        self._evidence.further += len(self._reader.further)
        self._evidence.items += self._reader.further
        self._reader.further.clear()

    def _unreadable(self, row: int, reason: str) -> None:
        """Report a row with an open quote or too many characters; a table without its header is lost."""
        if reason == TOO_MANY:
            self._fail("too-many-rows", row, most=str(MAX_ROWS))
            return
        code = "long-row" if reason == TOO_LONG or "limit" in reason else "bad-quotes"
        lost = self._finder.lost = self.header is None
        problem = Problem(code, Place(self._table.name, row), fatal=lost)
        if lost:
            self._evidence.problems.append(problem)
        else:
            self._refuse([problem])

    # ---- rows

    def _read(self, header: LogHeader, columns: Sequence[KnownColumn], row: int, raw: list[str]) -> Item | None:
        """Return the row's item; None if the row is refused or is no evidence."""
        width = len(raw)
        if width < header.named:
            raw = [*raw, *[""] * (header.named - width)]
        cells = {name: cell_of(raw[index]) for index, name, cell_of in columns}
        if self._says_more:
            self._complete(header, row, cells)
        item, problems = self._reader.read_cells(row, cells)
        overflow = next(filter(str.strip, raw[header.named :]), "") if width > header.named else ""
        if item is None or overflow:
            reason = self._no_evidence(header, row, raw, cells)
            if reason:
                self._passed.setdefault(reason, []).append(row)
                return None
        if overflow:
            shown = overflow.strip()[:MAX_SHOWN]
            self._refuse([Problem("extra-cells", Place(self._table.name, row, None, shown), {"value": shown})])
            return None
        if item is None:
            self._refuse([self._merged(header, problem) for problem in problems])
        for name in cells if self._says_more else self._doubtful:
            if cells[name].doubt:
                self._doubt(cells[name].doubt, row, name, cells[name].text[:MAX_SHOWN])
        return item

    def _complete(self, header: LogHeader, row: int, cells: dict[str, CellValue]) -> None:
        """Add the values that a row has beside the texts of its cells."""
        if self._table.typed and "period" in cells:
            cells["period"] = self._reader.cells.columns["period"].read(month_of(cells["period"].text))
        if self._table.extras:
            self._add_extras(header, row, cells)
        for name, cell in self._defaults.items():
            if not cells.get(name, EMPTY).text:
                cells[name] = cell

    def _add_extras(self, header: LogHeader, row: int, cells: dict[str, CellValue]) -> None:
        """Use the link behind a text as the url, and refuse a formula without a stored value."""
        own = cells.get("url", EMPTY).text
        url = self._table.linked(header, row, own)
        if url != own:
            cells["url"] = self._reader.cells.columns["url"].read(trim(url))
        for index, extra in self._table.extras.get(row, {}).items():
            name = header.columns[index] if index < header.named else None
            if name and extra.formula:
                cells[name] = CellValue(extra.formula, error=CellError("no-stored-value"))

    def _doubt(self, code: str, row: int, column: str, text: str) -> None:
        self._doubted += 1
        if self._doubted <= MAX_REPORTED:
            self._warn(code, Place(self._table.name, row, column, text), value=text)

    def _no_evidence(
        self, header: LogHeader, row: int, raw: list[str], cells: Mapping[str, CellValue]
    ) -> Reason | None:
        """Return why a row is no evidence; None if it is evidence that cannot be read."""
        if self._repeats(header, raw):
            self._surroundings.begin_again()
            return "repeated-header"
        merged = any(top == row and right > left for top, left, _, right in self._table.merged)
        return self._surroundings.reason(raw, cells, merged=merged)

    def _repeats(self, header: LogHeader, cells: Sequence[str]) -> bool:
        """Whether a row repeats the header: its cells name their own columns."""
        pairs = [(own, cell) for own, cell in zip(header.columns, cells, strict=False) if cell.strip()]
        if len(pairs) < A_HEADER:
            return False
        columns = header_of(self._table.kind, trimmed(cell for _, cell in pairs))
        return all(column == own for column, (own, _) in zip(columns, pairs, strict=True)) and any(columns)

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._evidence.refused += 1
        self._reported += len(problems)
        if self._reported <= MAX_REPORTED:
            self._evidence.problems += problems
        else:
            self._unreported += 1

    def _merged(self, header: LogHeader, problem: Problem) -> Problem:
        """Return the problem; an empty cell inside a merged cell becomes the problem of the merged cell."""
        row, column = problem.place.row or 0, problem.place.column
        if problem.code == "empty-cell" and column in header.columns:
            column_number = header.columns.index(column) + self._table.first_column
            for top, left, bottom, right in self._table.merged:
                if top <= row <= bottom and left <= column_number <= right:
                    return replace(problem, code="merged-cell", details={"row": str(top)})
        return problem

    def _warn_of_merged(self, header: LogHeader) -> None:
        """Warn of merged cells over several rows: the value counts only for the first row."""
        required = KIND[self._table.kind].required
        for top, left, bottom, _ in self._table.merged:
            index = left - self._table.first_column
            column = header.columns[index] if 0 <= index < header.named else None
            if column and column not in required and bottom > max(top, header.row):
                self._warn("merged-rows", Place(self._table.name, top, column), last=str(bottom))

    def _fail(self, code: str, row: int | None = None, **details: str) -> None:
        self._evidence.problems.append(Problem(code, Place(self._table.name, row), details, fatal=True))

    def _warn(self, code: str, place: Place, **details: str) -> None:
        self._evidence.problems.append(Problem(code, place, details, severity="warning"))
