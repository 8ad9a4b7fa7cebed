"""The table as plain text: for pipes and files, no control codes, never cut or wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cchc_cli.formats.view import Block, View

GAP = "  "


def render(view: View) -> str:
    return "\n".join(line.rstrip() for line in _lines(view)) + "\n"


def _lines(view: View) -> Iterator[str]:
    yield from view.heading
    widths = {
        column: max([_width(header), *(_width(row.cells[column]) for block in view.blocks for row in block.rows)])
        for column, header in view.headers.items()
    }
    for block in view.blocks:
        yield ""
        yield from _block(block, view, widths)
    if view.summary:
        yield ""
        yield " · ".join(text for text, _ in view.summary)
    yield from view.footer


def _block(block: Block, view: View, widths: dict[str, int]) -> Iterator[str]:
    yield f"## {block.title}"
    yield _line(view.headers, widths)
    for row in block.rows:
        yield _line(row.cells, widths)
        indent = sum(widths[column] + len(GAP) for column in ("status", "quota"))
        yield from (" " * indent + remark for remark in row.remarks)


def _line(cells: dict[str, str], widths: dict[str, int]) -> str:
    return GAP.join(cells[column] + " " * (width - _width(cells[column])) for column, width in widths.items())


def _width(text: str) -> int:
    """Return how many cells of a terminal a text takes: wide East Asian letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
