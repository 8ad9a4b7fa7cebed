"""The matrix for a wiki (Markdown), as a table for other programs (CSV) and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import compress

from cchc_cli.engine.matrix import GridLine, GridTally, Matrix, by_month
from cchc_cli.formats.documents.matrix import MatrixDocument
from cchc_cli.formats.labels import column_label, period_label
from cchc_cli.formats.matrix_bars import bars, months_of
from cchc_cli.formats.matrix_text import cell_text, owner_name, tally_text
from cchc_cli.formats.naming import Naming, full_name, naming_of
from cchc_cli.formats.sheet import Marked, OutputSheet, Row, about_sheet, share_of
from cchc_cli.formats.tables import csv_table, escape, markdown_table
from cchc_cli.formats.view import TableOptions, View
from cchc_cli.formats.year_axis import axis_days
from cchc_cli.i18n import Catalogue
from cchc_cli.model.period import Period
from cchc_cli.model.verdict import Result, Status
from cchc_cli.words.cadences.month import Month

PERIODS = (
    "org", "plan", "quota", "title", "unit", "unit_name", "period", "period_from", "period_to", "status", "done", "missed", "owed",
    "count", "target",
)  # fmt: skip
BASIS = ("as_of", "window", "reading", "sample", "tool", "plans", "skipped")
LONG = {
    "organisation": 12, "plan": 15, "quota": 8, "title": 40, "unit": 12, "name": 28, "period": 21, "first": 12, "last": 12, "status": 20,
    "done": 11, "missed": 11, "owed": 11, "count": 9, "target": 9,
}  # fmt: skip


def markdown(matrix: Matrix, view: View, result: Result, messages: Catalogue) -> str:
    """Return a row for each line and a column for each month; a period's figures are in the month of its due day."""
    days = axis_days((verdict for verdict in result.verdicts if verdict.decides), result)
    months = Month.within(days)
    naming = naming_of(result, (verdict for verdict in result.verdicts if verdict.decides))
    names = [
        messages(f"column.{column}") for column in (("quota", "title", "unit") if matrix.by == "quota" else ("unit",))
    ]
    headers = [*names, *(period_label(month, messages) for month in months), messages("column.total")]
    rows = ([escape(text) for text in _markdown_row(line, days, naming, messages)] for line in by_month(matrix).lines)
    parts = [
        f"# {escape(view.heading[0])}",
        *(f"**{escape(text)}**" for text in view.heading[1:]),
        markdown_table([escape(header) for header in headers], rows),
        " · ".join(escape(text) for text, _ in view.summary),
    ]
    lines = [*(text for text, _ in view.closing), *view.refused, *view.facts, *view.footer, *view.plans]
    return "\n\n".join([*filter(None, parts), "\n".join(f"- {escape(text.strip())}" for text in lines)]) + "\n"


def _markdown_row(line: GridLine, days: Period, naming: Naming, messages: Catalogue) -> Iterator[str]:
    if line.quota is not None:
        yield from (naming.in_row(line.quota), line.quota.title)
    yield naming.owner(line.organisation, line.owner)
    months = Month.within(days)
    texts: dict[Month, list[str]] = {month: [] for month in months}
    for bar in bars(line, days, messages):
        for month, text in months_of(bar, months):
            texts[month].append(text)
    yield from (" · ".join(matrix) for matrix in texts.values())
    yield tally_text(line.tally)


def spreadsheet(document: MatrixDocument, unit_names: Mapping[str, str]) -> str:
    """Return one CSV row for each line and period; columns and values are those of the JSON, in every language."""
    plans = "; ".join(
        " ".join(filter(None, (f"{version.org}/{version.plan}", version.number, "sha256", version.sha256)))
        for version in document.plans
    )
    skipped = "; ".join(
        f"{skipped.file}[{skipped.sheet}]" if skipped.sheet else skipped.file for skipped in document.skipped
    )
    basis = (document.as_of, document.window.label, document.reading, document.sample, document.tool, plans, skipped)
    return csv_table([(*PERIODS, *BASIS), *((*row, *basis) for row in long_rows(document, unit_names))])


def long_rows(document: MatrixDocument, unit_names: Mapping[str, str]) -> Iterator[tuple[str | int | date | None, ...]]:
    """Yield the values of the `PERIODS` columns, one row for each line and period."""
    spans = {column.period.label: column.period for column in document.columns}
    for line in document.lines:
        name = "; ".join(unit_names.get(f"{line.org}/{code}", "") for code in line.unit.split(";"))
        for cell in line.cells:
            span = spans[cell.period]
            yield (
                line.org, line.plan, line.quota, line.title, line.unit, name, span.label, span.first, span.last,
                cell.status.value, cell.done, cell.missed, cell.owed, cell.count, cell.target,
            )  # fmt: skip


def sheets(
    matrix: Matrix, document: MatrixDocument, result: Result, options: TableOptions, messages: Catalogue
) -> list[OutputSheet]:
    """Return the sheets: the year in colours, one row for each period, the basis of the result."""
    names = options.unit_names
    return [
        _year_sheet(by_month(matrix), names, messages),
        _periods_sheet(document, names, messages),
        about_sheet(result, messages),
    ]


def _periods_sheet(document: MatrixDocument, names: Mapping[str, str], messages: Catalogue) -> OutputSheet:
    """Return the rows of the CSV, without the columns that are empty in this matrix: by unit, those of the quota."""
    rows = [(*row[:9], Status(str(row[9])), *row[10:]) for row in long_rows(document, names)]
    filled = [any(cell not in {None, ""} for cell in cells) for cells in zip(*rows, strict=True)] or [True] * len(LONG)
    columns = {name: width for (name, width), kept in zip(LONG.items(), filled, strict=True) if kept}
    kept_rows = tuple(tuple(compress(row, filled)) for row in rows)
    headings = {name: messages(f"matrix.{name}") for name in ("done", "missed", "owed")}
    return OutputSheet("periods", columns, kept_rows, headings)


def _year_sheet(matrix: Matrix, names: Mapping[str, str], messages: Catalogue) -> OutputSheet:
    several = len({line.organisation for line in matrix.lines}) > 1
    years = len({day.year for period in matrix.columns for day in (period.start, period.last)}) > 1
    labels = {"unit": 12, "name": 34} if matrix.by == "unit" else {"quota": 20, "title": 40, "unit": 12}
    periods = {period.label: column_label(period, messages, years=years) for period in matrix.columns}
    totals = {name: messages(f"matrix.{name}") for name in ("done", "missed", "owed")}
    columns = {**labels, **dict.fromkeys(periods, 9), **dict.fromkeys(totals, 10), "share": 9}
    rows = [_year_row(line, matrix, names, several=several) for line in matrix.lines]
    sums: Row = tuple(f"{tally.done}/{tally.owed}" if tally.owed else "" for tally in matrix.columns.values())
    total: Row = (messages("column.total"), *[""] * (len(labels) - 1), *sums, *_totals(matrix.tally))
    return OutputSheet("matrix", columns, (*rows, total), {**periods, **totals})


def _year_row(line: GridLine, matrix: Matrix, names: Mapping[str, str], *, several: bool) -> Row:
    owner = owner_name(line, several=several)
    label: Row = (owner, names.get(f"{line.organisation}/{line.owner}", ""))
    if line.quota is not None:
        label = (full_name(line.quota) if several else line.quota.name, line.quota.title, owner)
    cells = (line.cells.get(period) for period in matrix.columns)
    by_unit = matrix.by == "unit"
    shown = (Marked(cell_text(cell, by_unit=by_unit, gap=" "), cell.status) if cell else None for cell in cells)
    return (*label, *shown, *_totals(line.tally))


def _totals(tally: GridTally) -> Row:
    return (tally.done, tally.missed, tally.owed, share_of(tally.done, tally.owed))
