"""The matrix for a wiki (Markdown) and for a spreadsheet (CSV)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.engine.matrix import GridLine, GridTally, Matrix
from cchc_cli.formats.matrix_text import cell_text, owner_name, views
from cchc_cli.formats.naming import full_name, has_several_organisations
from cchc_cli.formats.notices import notices
from cchc_cli.formats.tables import csv_table, escape, markdown_table
from cchc_cli.formats.view import TableOptions, View
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result

NOT_OWED = "//"


def markdown(found: Matrix, result: Result, asked: TableOptions, messages: Catalogue) -> str:
    """Return the same tables as on a terminal; every text is data."""
    return "\n\n".join(text for view in views(found, result, asked, messages) for text in _sections(view)) + "\n"


def _sections(view: View) -> Iterator[str]:
    if view.heading:
        yield f"# {escape(view.heading[0])}"
        yield from (f"**{escape(text)}**" for text in view.heading[1:])
    for block in view.blocks:
        yield f"## {escape(block.title)}"
        columns = list(view.headers)
        rows = ([escape(row.cells[column]) for column in columns] for row in block.rows)
        yield markdown_table([escape(header) for header in view.headers.values()], rows)
    if view.summary:
        yield " · ".join(escape(text) for text, _ in view.summary)
    said = [*(text for text, _ in view.closing), *view.refused, *view.footer, *view.plans]
    if said:
        yield "\n".join(f"- {escape(text.strip())}" for text in said)


def spreadsheet(found: Matrix, result: Result, asked: TableOptions, messages: Catalogue) -> str:
    """Return one table of all periods; totals as numbers, and in each row what the figures rest on.

    A sign parts 1/2 from what a spreadsheet would take for a day.
    """
    names = ["quota", "title", "unit"] if found.by == "quota" else ["unit", "name"]
    totals = [messages(f"matrix.{name}") for name in ("done", "missed", "owed")]
    basis = [messages(f"matrix.{name}") for name in ("as-of", "reading", "sample", "plans")]
    header = [*(messages(f"column.{name}") for name in names), *(one.label for one in found.columns), *totals, *basis]
    end = _basis(result, messages)
    rows: list[list[str | int]] = [[*_row(line, found, asked), *_numbers(line.tally), *end] for line in found.lines]
    sums = [f"{tally.done}/{tally.owed} {messages('matrix.done').lower()}" for tally in found.columns.values()]
    rows.append([messages("column.total"), *[""] * (len(names) - 1), *sums, *_numbers(found.tally), *end])
    return csv_table([header, *rows])


def _row(line: GridLine, found: Matrix, asked: TableOptions) -> Sequence[str]:
    several = len({one.organisation for one in found.lines}) > 1
    owner = owner_name(line, several=several)
    if line.quota is None:
        names = [owner, asked.unit_names.get(f"{line.organisation}/{line.owner}", "")]
    else:
        names = [full_name(line.quota) if several else line.quota.name, line.quota.title, owner]
    by_unit = found.by == "unit"
    return [
        *names,
        *(
            cell_text(line.cells[one], by_unit=by_unit, gap=" ") if one in line.cells else NOT_OWED
            for one in found.columns
        ),
    ]


def _numbers(tally: GridTally) -> list[int]:
    return [tally.done, tally.missed, tally.owed]


def _basis(result: Result, messages: Catalogue) -> list[str]:
    several = has_several_organisations(result)
    names = [f"{one.organisation}/{one.id}" if several else one.id for one in result.plans]
    plans = [f"{name} {one.number} sha256 {one.sha256[:12]}" for name, one in zip(names, result.plans, strict=True)]
    return [
        result.as_of.isoformat(),
        result.reading,
        "; ".join(notices(result, messages)),
        "; ".join(plans),
    ]
