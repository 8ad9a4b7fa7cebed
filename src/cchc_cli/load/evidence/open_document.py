"""Reading an .ods, OpenDocument 1.3: repeated rows and cells are counted before they are stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from xml.parsers import expat

from cchc_cli.load.evidence.archive import MAX_CELLS, MAX_CHARACTERS, has_long_text, parts_in
from cchc_cli.load.evidence.cell_extras import CellExtra, page_address
from cchc_cli.load.evidence.compound import broken
from cchc_cli.load.evidence.filled_cells import MAX_COLUMNS, CellLimits, FilledCells
from cchc_cli.load.evidence.sheet import WorkbookSheet, text_of
from cchc_cli.load.opening import UnusableError

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
MAX_TAGS = 6_000_000
_SECONDS = len("2026-04-30T08:30:00")
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_NUMBERS = frozenset({"float", "percentage", "currency"})
_DURATION = re.compile(r"(-?)P(?:(\d{1,6})D)?T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d+)?S)?")


def read_sheets(data: bytes) -> list[WorkbookSheet]:
    """Return the sheets of an .ods. Raises UnusableError if it is broken, too large, or has a password."""
    parts = parts_in(data, lambda name: name in {CONTENT, MANIFEST})
    if b"encryption-data" in parts.get(MANIFEST, b""):
        raise UnusableError("workbook-password")
    if has_long_text(parts[CONTENT]):
        raise UnusableError("long-text", most=str(MAX_CHARACTERS))
    reader = _ContentReader()
    try:
        reader.read(bytes(parts.pop(CONTENT)))
    except (expat.ExpatError, ValueError, OverflowError):
        raise broken() from None
    return reader.sheets


class _ContentReader:
    """Reads the sheets of an .ods tag by tag."""

    def __init__(self) -> None:
        self.sheets: list[WorkbookSheet] = []
        self._limits = CellLimits()
        self._tags = MAX_TAGS
        self._style = ""
        self._hidden: set[str] = set()  # styles of hidden tables
        self._name = ""
        self._shown = True
        self._tables = 0  # depth in tables: a table inside a cell is no sheet
        self._notes = 0  # depth in comments on cells
        self._row = self._column = 0
        self._cells: FilledCells | None = None
        self._row_cells: list[tuple[int, int, str]] = []  # column, repeats, text
        self._row_repeats = 1
        self._attributes: Mapping[str, str] = {}
        self._pieces: list[str] | None = None  # of the paragraphs of a cell
        self._paragraphs = 0
        self._address = ""

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate("UTF-8")  # the only encoding of an .ods, regardless of its declaration
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add_text
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(content, True)  # noqa: FBT003

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._tags -= 1
        if self._tags < 0:
            raise UnusableError("too-many-cells", most=str(MAX_TAGS))
        if tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden.add(self._style)
        elif tag == "table:table":
            self._tables += 1
            if self._tables == 1:
                self._begin_sheet(attributes)
        elif tag == "office:annotation":
            self._notes += 1
        elif self._tables == 1 and self._cells is not None:
            self._begin_in_sheet(tag, attributes)

    def _begin_sheet(self, attributes: Mapping[str, str]) -> None:
        self._cells = FilledCells(self._limits)
        self._name = attributes.get("table:name", "")
        self._shown = attributes.get("table:style-name") not in self._hidden
        self._row = 0

    def _begin_in_sheet(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table:table-row":
            self._row += 1
            self._column = 0
            self._row_cells.clear()
            self._row_repeats = _times(attributes.get("table:number-rows-repeated"))
        elif tag in _CELLS:
            self._attributes = attributes
            self._pieces, self._paragraphs, self._address = [], 0, ""
        elif self._pieces is not None and not self._notes:
            if tag == "text:p":
                self._paragraphs += 1
                self._pieces.append("\n" if self._paragraphs > 1 else "")
            elif tag == "text:a":
                self._address = self._address or page_address(attributes.get("xlink:href", ""))
            elif tag in {"text:s", "text:tab"}:
                self._add_text(" ")
            elif tag == "text:line-break":
                self._add_text("\n")

    def _add_text(self, text: str) -> None:
        if self._pieces and not self._notes and self._tables == 1:
            self._pieces.append(text)

    def _end(self, tag: str) -> None:
        if tag == "office:annotation":
            self._notes -= 1
        elif tag == "table:table":
            self._tables -= 1
            if self._tables == 0 and self._cells is not None:
                self.sheets.append(self._cells.sheet(self._name, shown=self._shown))
                self._cells = None
        elif self._tables == 1 and self._cells is not None:
            if tag in _CELLS:
                self._end_cell(self._cells, covered=tag != "table:table-cell")
            elif tag == "table:table-row":
                self._end_row(self._cells)

    def _end_cell(self, cells: FilledCells, *, covered: bool) -> None:
        attributes, pieces = self._attributes, self._pieces or []
        times = _times(attributes.get("table:number-columns-repeated"))
        row, column = self._row, self._column + 1
        self._column += times
        self._pieces = None
        if covered:  # its contents are hidden
            return
        text = _shown(attributes, "".join(pieces))
        if text and column <= MAX_COLUMNS:
            self._row_cells.append((column, min(times, MAX_COLUMNS - column + 1), text))
        formula = attributes.get("table:formula", "")
        if formula:
            cells.formula((row, column), formula.partition(":")[2].removeprefix("of:"), text)
        if self._address:
            cells.add_extra((row, column), CellExtra(self._address))
        bottom = row + _times(attributes.get("table:number-rows-spanned")) - 1
        cells.merge(row, column, bottom, column + _times(attributes.get("table:number-columns-spanned")) - 1)

    def _end_row(self, cells: FilledCells) -> None:
        """Store a row as often as it is repeated; rows without a filled cell are only counted."""
        if self._row_cells:
            for row in range(self._row, self._row + self._row_repeats):
                for column, times, text in self._row_cells:
                    for filled_column in range(column, column + times):
                        cells.add(row, filled_column, text)
        self._row += self._row_repeats - 1


def _times(repeats: str | None) -> int:
    """Return a number of repeats, at least 1. Raises UnusableError above the limit of cells."""
    times = max(int(repeats), 1) if repeats else 1
    if times > MAX_CELLS:
        raise UnusableError("too-many-cells", most=str(MAX_CELLS))
    return times


def _shown(attributes: Mapping[str, str], text: str) -> str:
    """Return the value of a cell in the spelling of a log; `text` is the text that the cell shows."""
    sort = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") != "error":
        try:
            if sort in _NUMBERS:
                return text_of(float(attributes.get("office:value", "")))
            if sort == "date":
                return text_of(datetime.fromisoformat(attributes.get("office:date-value", "")[:_SECONDS]))
        except (ValueError, OverflowError):
            return text.strip()
        if sort == "time":
            return _duration(attributes.get("office:time-value", ""))
        if sort == "boolean":
            return attributes.get("office:boolean-value", "").upper()
    return (text or attributes.get("office:string-value", "")).strip()


def _duration(value: str) -> str:
    match = _DURATION.fullmatch(value)
    if match is None:
        return value
    sign, *parts = match.groups()
    days, hours, minutes, seconds = (int(part or 0) for part in parts)
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return sign + text_of(span)


def _refuse(*_: object) -> None:
    raise broken()
