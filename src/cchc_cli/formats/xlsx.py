"""A workbook of `check`: verdicts, counted evidence, problems, basis. Texts stay texts: no formulas, no links."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cchc_cli.formats.context import Context
from cchc_cli.formats.safe import safe
from cchc_cli.formats.sheet import Cell, Marked, OutputSheet, Percent, TextLines
from cchc_cli.formats.statement import heading
from cchc_cli.formats.text_lines import wrap
from cchc_cli.formats.xlsx_rows import sheets
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result, Status

WRAPPED = 28  # characters; columns this wide wrap their texts
LINE = 15  # points, of one line
MAX_LINES = 27  # Excel limits a row to 409 points
HEADER_ROW = 2  # below the heading and the notice of sample data
MAX_CELL = 32_767  # characters of a cell
COLOURS: dict[Status, tuple[str, str]] = {  # font, background
    Status.MET: ("#006100", "#C6EFCE"), Status.LATE: ("#7F6000", "#FFF2CC"), Status.MISSED: ("#9C0006", "#FFC7CE"),
    Status.AT_RISK: ("#9C5700", "#FFEB9C"), Status.OPEN: ("#1F4E78", "#DDEBF7"), Status.UPCOMING: ("#595959", "#EDEDED"),
    Status.BLOCKED: ("#5B2C83", "#E4DFEC"), Status.TRACKED: ("#595959", "#EDEDED"), Status.WAIVED: ("#595959", "#EDEDED"),
}  # fmt: skip


def render(result: Result, context: Context, messages: Catalogue) -> bytes:
    """Return the workbook; equal results give equal bytes."""
    return workbook(sheets(result, context, messages), heading(result, context, messages), result.as_of, messages)


def workbook(output_sheets: Iterable[OutputSheet], above: Sequence[str], day: date, messages: Catalogue) -> bytes:
    """Return a workbook of sheets; `above` are the lines above each table, `day` its date of creation."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        title, *notices = above
        # The as-of date instead of the clock, so that equal results give equal bytes.
        book.set_properties({"title": title, "created": datetime.combine(day, time())})
        writer = _BookWriter(book, messages)
        for sheet in output_sheets:
            writer.write(sheet, [title, " · ".join(notices)])
    return data.getvalue()


class _BookWriter:
    """Writes the sheets of one workbook; cell formats belong to the workbook."""

    def __init__(self, book: Workbook, messages: Catalogue) -> None:
        self._book = book
        self._messages = messages
        self._title = book.add_format({"bold": True, "font_size": 13})
        self._notice = book.add_format({"bold": True, "font_color": "#9C5700"})
        self._header = book.add_format(
            {"bold": True, "bg_color": "#D9D9D9", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self._plain = book.add_format({"valign": "top"})
        self._number = book.add_format({"valign": "top", "align": "right", "indent": 1})
        self._wrapped = book.add_format({"valign": "top", "text_wrap": True, "align": "left"})
        self._percent = book.add_format({"valign": "top", "align": "center", "num_format": "0.00%"})
        day = "dd/mm/yyyy" if messages.language == "vi" else "yyyy-mm-dd"
        self._day = book.add_format({"valign": "top", "align": "center", "num_format": day})
        self._wide_day = book.add_format({"valign": "top", "align": "left", "num_format": day})
        self._status = {
            status: book.add_format({"valign": "top", "bold": True, "font_color": colour, "bg_color": background})
            for status, (colour, background) in COLOURS.items()
        }

    def write(self, sheet: OutputSheet, above: list[str]) -> None:
        page = self._book.add_worksheet(self._messages(f"sheet.{sheet.name}"))
        for row, (text, style) in enumerate(zip(above, (self._title, self._notice), strict=True)):
            page.write_string(row, 0, safe(text), style)
        for column, (name, width) in enumerate(sheet.columns.items()):
            heading = sheet.headings.get(name) or self._messages(f"column.{name}")
            page.write_string(HEADER_ROW, column, safe(heading), self._header)
            page.set_column(column, column, width)
        widths = [*sheet.columns.values()]
        for row, cells in enumerate(sheet.rows, HEADER_ROW + 1):
            page.set_row(row, LINE * _lines(cells, widths))
            for column, cell in enumerate(cells):
                self._cell(page, row, column, cell, wide=widths[column] >= WRAPPED)
        page.set_row(HEADER_ROW, 32)
        page.freeze_panes(HEADER_ROW + 1, 0)
        page.autofilter(HEADER_ROW, 0, HEADER_ROW + len(sheet.rows), len(sheet.columns) - 1)
        page.print_area(0, 0, HEADER_ROW + len(sheet.rows), (sheet.printed or len(sheet.columns)) - 1)
        self._for_paper(page, above)

    def _cell(self, page: Worksheet, row: int, column: int, cell: Cell, *, wide: bool) -> None:
        """Write a cell; of a `wide` column, at the left and wrapped."""
        if isinstance(cell, Status):
            page.write_string(row, column, self._messages(f"status.{cell}"), self._status[cell])
        elif isinstance(cell, Marked):
            page.write_string(row, column, safe(cell.text), self._status[cell.status])
        elif isinstance(cell, Percent):
            page.write_number(row, column, cell.value, self._percent)
        elif isinstance(cell, str):
            page.write_string(row, column, safe(cell)[:MAX_CELL], self._wrapped if wide else self._plain)
        elif isinstance(cell, TextLines):
            page.write_string(row, column, "\n".join(map(safe, cell.lines))[:MAX_CELL], self._wrapped)
        elif isinstance(cell, date):
            page.write_datetime(row, column, datetime.combine(cell, time()), self._wide_day if wide else self._day)
        elif cell is not None:
            page.write_number(row, column, cell, self._wrapped if wide else self._number)

    def _for_paper(self, page: Worksheet, above: list[str]) -> None:
        """Set up printing: landscape, one page wide, the header on each page, the heading in the footer."""
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADER_ROW)
        # `&` begins a code in a footer; a footer holds 255 characters, and the sheet has the whole text.
        page.set_footer("&L" + " · ".join(above).replace("&", "&&")[:200] + "&R&P/&N")


def _lines(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return the number of lines of a row's longest wrapped text; some programs do not compute it on opening."""
    # A width is measured in digits, and most letters are narrower.
    rooms = ((cell, width * 11 // 10) for cell, width in zip(cells, widths, strict=True) if width >= WRAPPED)
    return min(max((_lines_of(cell, room) for cell, room in rooms), default=1), MAX_LINES)


def _lines_of(cell: Cell, room: int) -> int:
    if isinstance(cell, TextLines):
        return sum(len(wrap(line, room)) for line in cell.lines)
    return len(wrap(cell, room)) if isinstance(cell, str) and len(cell) > room else 1
