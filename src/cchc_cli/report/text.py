"""A report as text: to paste anywhere with unwrapped paragraphs, or at the width of a terminal; tables in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from cchc_cli.formats.tables import Align
from cchc_cli.formats.text_lines import BOLD, Line, aligned_text, cell_width, row_lines, text_of, wrap
from cchc_cli.formats.view import DIM, NOTICE
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

WIDTH = 110  # cells of a page in a file
GAP = "  "
SHORT = 10  # cells; a date stays on one line
MAX_WORD = 12  # cells of the longest word that is not split, where the page has room


def render(outline: Outline) -> str:
    """Return the whole report as text."""
    return text_of(lines(outline, WIDTH))


def lines(outline: Outline, width: int) -> Iterator[Line]:
    """Yield the lines of the report for a page of `width` cells; paragraphs are not wrapped."""
    for notice in outline.notices:
        yield from (((notice, NOTICE),), ())
    yield from _head(outline, width)
    yield from _blocks(outline.body, width)
    yield from _tail(outline, width)
    for appendix in outline.appendices:
        yield from _appendix(appendix, width)


def plain(text: Text) -> str:
    """Return a text with its blanks as `…` or `[…: hint]`."""
    return "".join(part.shown if isinstance(part, Blank) else part for part in text)


def _head(outline: Outline, width: int) -> Iterator[Line]:
    head, half = outline.head, width // 2
    for left, right in (
        (plain(head.parent), head.nation),
        (plain(head.issuer), head.motto),
        (plain(head.number), plain(head.place)),
    ):
        yield from _beside((left, right), (half - 5, width - half + 5), ("centre", "centre"))
    yield ()
    for line in (head.kind, *head.subject):
        yield from _centred(line, width, BOLD)
    yield ()
    yield from _centred(plain(head.addressee), width)


def _tail(outline: Outline, width: int) -> Iterator[Line]:
    tail = outline.tail
    left = [tail.recipients_title, *(plain(recipient) for recipient in tail.recipients)]
    right = [plain(tail.signer), "", "", plain(tail.name)]
    yield ()
    for texts in zip_longest(left, right, fillvalue=""):
        yield from _beside(texts, (width // 2, width - width // 2), ("left", "centre"))


def _appendix(appendix: Appendix, width: int) -> Iterator[Line]:
    yield ()
    for line in (appendix.number, appendix.title):
        yield from _centred(line, width, BOLD)
    yield from _centred(plain(appendix.reference), width)
    yield from _blocks(appendix.blocks, width)


def _centred(text: str, width: int, style: str = "") -> Iterator[Line]:
    for part in wrap(text, width):
        yield ((aligned_text(part, width, "centre").rstrip(), style),)


def _beside(texts: Sequence[str], widths: Sequence[int], aligns: Sequence[Align]) -> Iterator[Line]:
    """Yield texts side by side, each wrapped in its width."""
    broken = [wrap(text, width) for text, width in zip(texts, widths, strict=True)]
    for cells in row_lines(broken, widths, aligns):
        yield (("".join(cells).rstrip(), ""),)


# ---- blocks


def _blocks(blocks: Sequence[Block], width: int) -> Iterator[Line]:
    for block in blocks:
        yield ()
        match block:
            case Heading(_, text):
                yield ((text, BOLD),)
            case OutlineParagraph(text):
                yield ((plain(text), ""),)
            case OutlineNote(text):
                yield ((plain(text), DIM),)
            case OutlineTable():
                yield from _table(block, width)


def _table(table: OutlineTable, width: int) -> Iterator[Line]:
    widths = _widths(table, width)
    yield from (((line.rstrip(), BOLD),) for line in _row(table.columns, table, widths))
    yield ((GAP.join("-" * width for width in widths), DIM),)
    for row in table.rows:
        yield from (((line.rstrip(), ""),) for line in _row(row, table, widths))


def _widths(table: OutlineTable, page: int) -> list[int]:
    """Return the widths of columns: their longest cells, or if too wide in all, shares of the page for long columns."""
    columns = [*zip(table.columns, *table.rows, strict=True)]
    widths = [max(map(cell_width, cells)) for cells in columns]
    room = page - len(GAP) * (len(widths) - 1)
    if sum(widths) <= room:
        return widths
    room -= sum(width for width in widths if width <= SHORT)
    long = [column for column, width in enumerate(widths) if width > SHORT]
    long.sort(key=lambda column: widths[column] / table.widths[column])
    words = {column: _longest_word(columns[column]) for column in long}
    cap = next((cap for cap in range(MAX_WORD, 1, -1) if sum(min(width, cap) for width in words.values()) <= room), 1)
    least = {column: min(word, cap) for column, word in words.items()}
    while long:  # a column that needs less than its share leaves the rest to the others
        share = room * table.widths[long[0]] // sum(table.widths[column] for column in long)
        column, *long = long
        others = sum(least[column] for column in long)
        widths[column] = min(widths[column], max(share, least[column]), max(room - others, 1))
        room -= widths[column]
    return widths


def _longest_word(cells: Sequence[str]) -> int:
    return max(cell_width(word) for cell in cells for word in cell.split(" "))


def _row(cells: Sequence[str], table: OutlineTable, widths: Sequence[int]) -> Iterator[str]:
    broken = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    yield from map(GAP.join, row_lines(broken, widths, table.aligns))
