"""A report as plain text, to paste anywhere: unwrapped paragraphs, tables in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_cli.formats.text_lines import aligned, cell_width, row_lines, wrap
from cchc_cli.report.outline import (
    Appendix,
    Blank,
    Block,
    Heading,
    Outline,
    OutlineNote,
    OutlineParagraph,
    OutlineTable,
    Text,
)

WIDTH = 110
GAP = "  "
HALF = WIDTH // 2
SHORT = 10  # cells; a date stays on one line
NARROWEST = 12  # cells of a long column; a table with many columns may exceed the page


def render(outline: Outline) -> str:
    """Return the whole report as text."""
    return "\n".join(line.rstrip() for line in _lines(outline)) + "\n"


def plain(text: Text) -> str:
    """Return a text with its blanks as `…` or `[…: hint]`."""
    return "".join(_blank(part) if isinstance(part, Blank) else part for part in text)


def _blank(blank: Blank) -> str:
    return f"[…: {blank.hint}]" if blank.hint else "…"


def _lines(outline: Outline) -> Iterator[str]:
    for notice in outline.notices:
        yield from (notice, "")
    yield from _head(outline)
    yield from _blocks(outline.body)
    yield from _tail(outline)
    for appendix in outline.appendices:
        yield from _appendix(appendix)


def _head(outline: Outline) -> Iterator[str]:
    head = outline.head
    for left, right in (
        (plain(head.parent), head.nation),
        (plain(head.issuer), head.motto),
        (plain(head.number), plain(head.place)),
    ):
        yield aligned(left, HALF - 5, "centre") + aligned(right, HALF + 5, "centre")
    yield ""
    for line in (head.kind, *head.subject):
        yield aligned(line, WIDTH, "centre")
    yield ""
    yield aligned(plain(head.addressee), WIDTH, "centre")


def _tail(outline: Outline) -> Iterator[str]:
    tail = outline.tail
    left = [tail.recipients_title, *(plain(one) for one in tail.recipients)]
    right = [plain(tail.signer), "", "", plain(tail.name)]
    yield ""
    for place in range(max(len(left), len(right))):
        texts = [side[place] if place < len(side) else "" for side in (left, right)]
        yield aligned(texts[0], HALF, "left") + aligned(texts[1], HALF, "centre")


def _appendix(appendix: Appendix) -> Iterator[str]:
    yield ""
    for line in (appendix.number, appendix.title, plain(appendix.reference)):
        yield aligned(line, WIDTH, "centre")
    yield from _blocks(appendix.blocks)


# ---- blocks


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield ""
        match block:
            case Heading(_, text):
                yield text
            case OutlineParagraph(text) | OutlineNote(text):
                yield plain(text)
            case OutlineTable():
                yield from _table(block)


def _table(table: OutlineTable) -> Iterator[str]:
    widths = _widths(table)
    yield from _row(table.columns, table, widths)
    yield GAP.join("-" * width for width in widths)
    for row in table.rows:
        yield from _row(row, table, widths)


def _widths(table: OutlineTable) -> list[int]:
    """Return the widths of columns: their longest cells, or if too wide in all, shares of the page for long columns."""
    needed = [max(map(cell_width, cells)) for cells in zip(table.columns, *table.rows, strict=True)]
    room = WIDTH - len(GAP) * (len(needed) - 1)
    if sum(needed) <= room:
        return needed
    room -= sum(need for need in needed if need <= SHORT)
    whole = sum(width for need, width in zip(needed, table.widths, strict=True) if need > SHORT)
    return [
        need if need <= SHORT else min(need, max(room * width // whole, NARROWEST))
        for need, width in zip(needed, table.widths, strict=True)
    ]


def _row(cells: Sequence[str], table: OutlineTable, widths: Sequence[int]) -> Iterator[str]:
    broken = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    yield from map(GAP.join, row_lines(broken, widths, table.aligns))
