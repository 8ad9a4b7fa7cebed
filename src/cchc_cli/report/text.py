"""A report as text: to paste anywhere with unwrapped paragraphs, or at the width of a terminal; tables in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
GAPS = ("  ", " ")  # between columns; the narrower where the wider would split words
SHORT = 10  # cells; a date stays on one line
MAX_WORD = 12  # cells of the longest word that is not split, where the page has room; of a day or code, in any case


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
    gap = next((gap for gap in GAPS if _fits(table, width, len(gap))), GAPS[-1])
    widths = _widths(table, width, len(gap))
    yield from (((line.rstrip(), BOLD),) for line in _row(table.columns, table, widths, gap))
    yield ((gap.join("-" * width for width in widths), DIM),)
    for row in table.rows:
        yield from (((line.rstrip(), ""),) for line in _row(row, table, widths, gap))


def _fits(table: OutlineTable, page: int, gap: int) -> bool:
    """Whether a page has room for each column, and of a long column for its longest usual word."""
    columns = [*zip(table.columns, *table.rows, strict=True)]
    needed = sum(min(max(map(cell_width, cells)), MAX_WORD) for cells in columns)
    return needed + gap * (len(columns) - 1) <= page


def _widths(table: OutlineTable, page: int, gap: int) -> list[int]:
    """Return the widths of columns: their longest cells, or if too wide in all, shares of the page for long columns."""
    columns = [*zip(table.columns, *table.rows, strict=True)]
    widths = [max(map(cell_width, cells)) for cells in columns]
    room = page - gap * (len(widths) - 1)
    if sum(widths) <= room:
        return widths
    room -= sum(width for width in widths if width <= SHORT)
    long = [column for column, width in enumerate(widths) if width > SHORT]
    long.sort(key=lambda column: widths[column] / table.widths[column])
    least = _least_widths({column: columns[column] for column in long}, room)
    while long:  # a column that needs less than its share leaves the rest to the others
        share = room * table.widths[long[0]] // sum(table.widths[column] for column in long)
        column, *long = long
        others = sum(least[column] for column in long)
        widths[column] = min(widths[column], max(min(share, room - others), least[column]))
        room -= widths[column]
    return widths


def _least_widths(columns: Mapping[int, Sequence[str]], room: int) -> dict[int, int]:
    """Return the widths that split no word, or where these have no room, only words that are no day, code or figure."""
    words = {column: _longest_word(cells) for column, cells in columns.items()}
    firm = {column: _longest_word(cells, firm=True) for column, cells in columns.items()}
    caps = range(MAX_WORD, 1, -1)
    widths = [{column: max(min(word, cap), firm[column]) for column, word in words.items()} for cap in caps]
    return next((least for least in widths if sum(least.values()) <= room), widths[-1])


def _longest_word(cells: Sequence[str], *, firm: bool = False) -> int:
    """Return the width of the longest word; with `firm` of the longest day, code or figure, 0 if there is none."""
    words = {word for cell in cells for word in cell.split(" ")}
    return max((cell_width(word) for word in words if not firm or _is_firm(word)), default=0)


def _is_firm(word: str) -> bool:
    return cell_width(word) <= MAX_WORD and any(char.isdigit() for char in word)


def _row(cells: Sequence[str], table: OutlineTable, widths: Sequence[int], gap: str) -> Iterator[str]:
    broken = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    yield from map(gap.join, row_lines(broken, widths, table.aligns))
