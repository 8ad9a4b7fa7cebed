"""The table on a terminal, drawn by rich: coloured, wrapped to the width."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cchc_cli.formats.view import Block, View

WIDE = 110
DIM = "color(244)"
RIGHT = frozenset({"done", "due", "left"})
MOST_UNIT = 9
LEAST_TITLE = 16


def is_narrow(width: int) -> bool:
    return width < WIDE


def drawn(view: View, width: int) -> RenderableType:
    """Return the table as something rich prints on a console of that width."""
    gap = 1 if is_narrow(width) else 2
    widths = _widths(view, width, gap)
    lines: list[RenderableType] = [Text(view.heading[0], style="bold")]
    lines += [Text(line, style="bold color(136)") for line in view.heading[1:]]
    for block in view.blocks:
        lines += [Text(), Text(block.title, style="bold underline"), _table(block, view.headers, widths, gap)]
    if view.summary:
        summary = Text("\n")
        for place, (text, style) in enumerate(view.summary):
            summary.append(" · " if place else "").append(text, style)
        lines.append(summary)
    lines += [Text(line, style=DIM) for line in view.footer]
    return Group(*lines)


def _widths(view: View, width: int, gap: int) -> dict[str, int]:
    """Give every column what its longest cell needs, the title what remains; all sections share the widths."""
    cells = [view.headers, *(row.cells for block in view.blocks for row in block.rows)]
    widths = {column: max(cell_len(row[column]) for row in cells) for column in view.headers}
    if "unit" in widths:
        widths["unit"] = min(widths["unit"], MOST_UNIT)
    others = sum(size for column, size in widths.items() if column != "title")
    rest = width - others - gap * (len(widths) - 1)
    remarks = [cell_len(text) for block in view.blocks for row in block.rows for text in row.remarks]
    widths["title"] = max(min(max([widths["title"], *remarks]), rest), LEAST_TITLE)
    return widths


def _table(block: Block, headers: dict[str, str], widths: dict[str, int], gap: int) -> Table:
    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style=DIM)
    for column, header in headers.items():
        table.add_column(
            header,
            justify="right" if column in RIGHT else "left",
            width=widths[column],
            overflow="fold",
            no_wrap=column not in {"title", "unit"},
        )
    for row in block.rows:
        table.add_row(*(_cell(column, row.cells[column], row.remarks, row.style) for column in headers))
    return table


def _cell(column: str, text: str, remarks: tuple[str, ...], style: str) -> Text:
    if column == "status":
        return Text(text, style=style)
    cell = Text(text)
    if column == "title":
        for remark in remarks:
            cell.append(f"\n{remark}", style=DIM)
    return cell
