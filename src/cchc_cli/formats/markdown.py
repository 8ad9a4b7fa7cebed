"""The table as Markdown (GFM); every text is escaped."""

from __future__ import annotations

from msgspec.structs import replace

from cchc_cli.formats.context import Context, no_verdicts_text
from cchc_cli.formats.layout import RIGHT
from cchc_cli.formats.tables import Align, escape, markdown_table
from cchc_cli.formats.view import View, ViewBlock, ViewFailures, ViewRow, plan_lines
from cchc_cli.i18n import Catalogue
from cchc_cli.model.verdict import Result


def render(result: Result, context: Context, messages: Catalogue) -> str:
    """Return the heading, the plan versions, and one table for each section."""
    view = context.view(result, replace(context, options=replace(context.options, roomy=True)), messages)
    view = replace(view, headers={column: name for column, name in view.headers.items() if column != "bar"})
    lacking = no_verdicts_text(result, context, messages)
    blocks = [
        _heading(view),
        _failures(view.failures, view) if view.failures else "",
        *(_block(block, view) for block in view.blocks),
        escape(lacking),
        " · ".join(escape(text) for text, _ in view.summary),
        _bullets([text for text, _ in view.closing] + [f"  {text}" for text in view.refused]),
        _bullets([*view.footer, *plan_lines(result.plans, messages)]),
    ]
    return "\n\n".join(text for text in blocks if text) + "\n"


def _heading(view: View) -> str:
    title, *notices = view.heading
    return "\n\n".join([f"# {escape(title)}", *(f"**{escape(text)}**" for text in notices)])


def _block(block: ViewBlock, view: View) -> str:
    headers = [escape(header) for header in view.headers.values()]
    rows = [[_cell(column, row) for column in view.headers] for row in block.rows]
    aligns: list[Align | None] = ["right" if column in RIGHT else None for column in view.headers]
    folded = "".join(f"\n\n{escape(text)}" for text, _ in block.folded)
    return f"## {escape(block.title)}" + (f"\n\n{markdown_table(headers, rows, aligns)}" if rows else "") + folded


def _failures(failures: ViewFailures, view: View) -> str:
    """Return the failures as a table; it comes first because a page is read from the top."""
    rows = [
        replace(failure.row, remarks=(*failure.row.remarks, *filter(None, (failure.needs, failure.command))))
        for failure in failures.entries
    ]
    return _block(ViewBlock(failures.title, tuple(rows)), view)


def _cell(column: str, row: ViewRow) -> str:
    remarks = row.remarks if column == "title" else ()
    return "<br>".join(escape(text.strip()) for text in (row.cells[column], *remarks))


def _bullets(texts: list[str]) -> str:
    """Return a Markdown list; indented lines keep their level."""
    return "\n".join("  " * text.startswith("  ") + f"- {escape(text.strip())}" for text in texts)
