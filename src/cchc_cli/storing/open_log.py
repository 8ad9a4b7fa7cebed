"""A log open for adding rows: it keeps its own columns, encoding, delimiter, quoting and line ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from cchc_cli.load.evidence.dialect import MARKS, Decoded, FaultCallback, decode, dialect, marked, records
from cchc_cli.load.evidence.rows import RowReader
from cchc_cli.load.evidence.table import Evidence, LogHeader, LogTable, TableReader
from cchc_cli.model.item import Item, Kind
from cchc_cli.model.passed_over import PassedOver
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.writing import defused, tone_apart
from cchc_cli.storing.refusal import NotWrittenError, refusal
from cchc_cli.words.kinds import KIND

Record = Mapping[str, str]  # column -> text of a filled cell
FIRST_COLUMNS = ("date", "end", "unit", "type", "number", "title", "channel")
UNREADABLE = frozenset({"bad-quotes", "long-row"})  # behind such a row a spreadsheet may find no further rows
_QUOTED = re.compile(r'"[^"]*"')
_LINE_END = re.compile(r"\r\n|\n|\r")


class CannotKeepError(ValueError):
    """A text that would be read back differently from this log."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of a log; a refused row has no `items`. Rows compare equal across two reads of the log."""

    row: int
    cells: Sequence[str]
    items: Sequence[Item]  # one for each channel
    header: LogHeader
    table: LogTable = field(compare=False)

    @property
    def item(self) -> Item | None:
        return self.items[0] if self.items else None

    @property
    def record(self) -> Record:
        return self.table.record(self.header, self.row, self.cells)


def plain_line_ends(record: Record) -> Record:
    """Return a row with line feeds as line ends inside cells, as the reader of logs returns them."""
    return {column: _LINE_END.sub("\n", text) for column, text in record.items()}


class LogRows(Struct, frozen=True):
    """The contents of a table: its header, its rows and its problems."""

    header: LogHeader | None
    rows: tuple[LogRow, ...]
    problems: tuple[Problem, ...]
    passed_over: tuple[PassedOver, ...] = ()


def read_rows(table: LogTable, reader: RowReader) -> LogRows:
    """Read a table as a log, and keep the texts of its cells."""
    cells_by_row: dict[int, list[str]] = {}

    def records(on_fault: FaultCallback) -> Iterator[tuple[int, list[str]]]:
        for row, cells in table.records(on_fault):
            cells_by_row[row] = cells
            yield row, cells

    evidence = Evidence()
    table_reader = TableReader(replace(table, records=records), reader, evidence)
    table_reader.read()
    header = table_reader.header
    if header is None:
        return LogRows(None, (), tuple(evidence.problems))
    items: defaultdict[int, list[Item]] = defaultdict(list)
    for item in evidence.items:
        items[item.row].append(item)
    rows = [
        LogRow(row, cells, items.get(row, ()), header, table) for row, cells in cells_by_row.items() if row > header.row
    ]
    return LogRows(header, tuple(rows), tuple(evidence.problems), tuple(evidence.passed_over))


class Dialect(Struct, frozen=True):
    """The spelling of a log."""

    encoding: str
    delimiter: str = ","
    newline: str = "\r\n"
    quotes_all: bool = False

    def line(self, cells: Sequence[str]) -> bytes:
        """Return a row as bytes. Raises CannotKeepError for a letter that the encoding lacks."""
        return self.encoded(self.delimiter.join(self._cell(defused(cell)) for cell in cells) + self.newline)

    def encoded(self, text: str) -> bytes:
        if self.encoding == "cp1258":
            text = "".join(map(_for_windows, text))
        try:
            return text.encode("utf-8" if self.encoding == "utf-8-sig" else self.encoding)
        except UnicodeEncodeError as error:
            raise CannotKeepError(text[error.start : error.end]) from None

    def _cell(self, text: str) -> str:
        if self.quotes_all or any(sign in text for sign in (self.delimiter, '"', "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text


NEW = Dialect("utf-8-sig")  # "CSV UTF-8" in Excel


class OpenLog:
    """The bytes of a log and its rows. Raises NotWrittenError if nothing can be added."""

    def __init__(self, reader: RowReader, data: bytes) -> None:
        self._reader = reader
        self._data = data or new_log(reader.kind)
        decoded = decode(self._data)
        if decoded is None:
            raise refusal("not-text", reader.file)
        table = LogTable(reader.file, reader.kind, lambda on_fault: records(decoded.text, on_fault))
        rows_found = read_rows(table, reader)
        stopping = next((fault for fault in rows_found.problems if fault.fatal or fault.code in UNREADABLE), None)
        if stopping or rows_found.header is None:
            raise NotWrittenError(stopping or Problem("no-header", Place(reader.file)))
        self.header = rows_found.header
        self.rows = rows_found.rows
        raw = next(cells for row, cells in table.records(lambda *_: None) if row == rows_found.header.row)
        self.dialect = _dialect_of(decoded, self._data, raw)

    def has(self, column: str) -> bool:
        return column in self.header.columns

    def extended(self, new: Sequence[Record]) -> tuple[bytes, list[LogRow]]:
        """Return the bytes of the log with rows added, and the added rows as they are read back.

        Raises CannotKeepError unless exactly the old rows and these are read back.
        """
        lines = [self.dialect.line([record.get(column or "", "") for column in self.header.columns]) for record in new]
        data = self._data + self._end_of_last_line() + b"".join(lines)
        old = len(self.rows)
        try:
            rows = OpenLog(self._reader, data).rows
        except NotWrittenError:
            rows = ()
        lost = next((record_ for record_, row in zip(new, rows[old:], strict=False) if row.record != record_), None)
        if lost is not None or rows[:old] != self.rows or len(rows) != old + len(new):
            raise CannotKeepError(" ".join((lost or new[0]).values()) if new else "")
        return data, list(rows[old:])

    def _end_of_last_line(self) -> bytes:
        ends = self._data.endswith(tuple(self.dialect.encoded(end) for end in ("\n", "\r")))
        return b"" if ends else self.dialect.encoded(self.dialect.newline)


def new_log(kind: Kind) -> bytes:
    """Return the bytes of a log without rows."""
    return MARKS[NEW.encoding] + NEW.line(new_columns(kind))


def new_columns(kind: Kind) -> list[str]:
    """Return the columns of a new log, the most important columns first."""
    columns = KIND[kind].columns
    first = [column for column in FIRST_COLUMNS if column in columns]
    return [*first, *(column for column in columns if column not in first)]


def _dialect_of(decoded: Decoded, data: bytes, header: Sequence[str]) -> Dialect:
    encoding = marked(data) or decoded.encoding
    delimiter, _ = dialect(_LINE_END.sub("\n", decoded.text))
    quoted = delimiter.join('"' + cell.replace('"', '""') + '"' for cell in header)
    ends = Counter(_LINE_END.findall(_QUOTED.sub("", decoded.text))).most_common(1)
    return Dialect(
        encoding=encoding,
        delimiter=delimiter,
        newline=ends[0][0] if ends else NEW.newline,
        quotes_all=quoted in decoded.text,
    )


def _for_windows(char: str) -> str:
    """Return a letter for Windows-1258, which separates the tone mark from its vowel."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        return "".join(tone_apart(char))
    return char
