"""Reading tables without ruled lines: white gaps below the headings separate the columns.

Lines that do not fit entirely are no table: a line across a gap, a number that is not beside the beginning of its task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc_cli.drafting.headings import find_columns
from cchc_cli.drafting.readers.text import rejoined
from cchc_cli.drafting.words import folded
from cchc_cli.load.documents.blocks import DocumentCell, DocumentTable

MIN_COLUMNS = 4
HEADING_GAP = 1.0  # in heights of letters: the least gap between two headings
MIN_WHITE = 0.6  # in heights: the least gap between two columns, wider than a blank
FAR = 4.0  # in heights: a line this far below begins something else
MAX_HEADING = 40  # letters
_INDEX = re.compile(r"(?:s?tt|số tt|số thứ tự)")
_NUMBER = re.compile(r"\d{1,3}[.)]?")


class PlacedWord(NamedTuple):
    """A word with its left and right edges, in points."""

    text: str
    left: float
    right: float


class PlacedLine(NamedTuple):
    """The words of a line from left to right, with its baseline and the height of its letters, in points."""

    base: float
    size: float
    words: tuple[PlacedWord, ...]


White = tuple[tuple[float, float], ...]  # left and right edges of each gap between columns


class Aligned(NamedTuple):
    """A table, the index of its first line, the index behind its last line, and the gaps between its columns."""

    table: DocumentTable
    start: int
    stop: int
    white: White


def aligned_tables(lines: Sequence[PlacedLine], keys: Iterator[int], above: White = ()) -> list[Aligned]:
    """Return the tables of a page, top first; `above` are the gaps of a table that ends the page before."""
    tables: list[Aligned] = []
    index = 0
    while index < len(lines):
        table = _going_on(lines, above, keys) if above and index == 0 else None
        table = table or _table_at(lines, index, keys)
        if table is not None:
            tables.append(table)
        index = table.stop if table else index + 1
    return tables


def _table_at(lines: Sequence[PlacedLine], start: int, keys: Iterator[int]) -> Aligned | None:
    white = _white(lines[start])
    if len(white) + 1 < MIN_COLUMNS:
        return None
    headings = _cells(lines[start], white)
    if not _INDEX.fullmatch(folded(headings[0])) or find_columns(_table([headings], keys)) is None:
        return None
    stop, white = _end(lines, start + 1, white)
    rows = _rows([_cells(line, white) for line in lines[start:stop]])
    if not rows or len(rows) < 2 or any(len(text) > MAX_HEADING for text in rows[0]):
        return None
    return Aligned(_table(rows, keys), start, stop, white)


def _going_on(lines: Sequence[PlacedLine], above: White, keys: Iterator[int]) -> Aligned | None:
    """Return the rest of a table from the page before, None for no rest or a table with headings of its own."""
    if _table_at(lines, 0, keys):
        return None
    stop, white = _end(lines, 0, above)
    rows = _rows([_cells(line, white) for line in lines[:stop]])
    return Aligned(_table(rows, keys), 0, stop, white) if rows else None


def _end(lines: Sequence[PlacedLine], index: int, white: White) -> tuple[int, White]:
    """Return the index behind a table's last line, and the gaps that all its lines leave."""
    while index < len(lines):
        far = index > 0 and lines[index - 1].base - lines[index].base > FAR * lines[index].size
        narrowed = None if far else _narrowed(white, lines[index])
        if narrowed is None and (far or not _begins_row(lines, index + 1, white)):
            break
        index, white = index + 1, white if narrowed is None else narrowed
    return index, white


def _begins_row(lines: Sequence[PlacedLine], index: int, white: White) -> bool:
    """Whether a row begins at an index: then the line above it, which crosses a gap, is a heading over all columns."""
    fits = index < len(lines) and _narrowed(white, lines[index]) is not None
    return fits and bool(_NUMBER.fullmatch(_cells(lines[index], white)[0]))


def _white(line: PlacedLine) -> White:
    """Return the gaps between the headings of a line."""
    pairs = zip(line.words, line.words[1:], strict=False)
    return tuple(
        (word.right, following.left)
        for word, following in pairs
        if following.left - word.right > HEADING_GAP * line.size
    )


def _narrowed(white: White, line: PlacedLine) -> White | None:
    """Return the gaps that a line leaves between the columns, None if it fills a gap."""
    gaps = []
    for left, right in white:
        middle = (left + right) / 2
        for word in line.words:
            if word.left < right and word.right > left:
                left, right = (word.right, right) if (word.left + word.right) / 2 < middle else (left, word.left)  # noqa: PLW2901
        if right - left < MIN_WHITE * line.size:
            return None
        gaps.append((left, right))
    return tuple(gaps)


def _cells(line: PlacedLine, white: White) -> list[str]:
    """Return the text of each column; a line across a gap is one text for all columns."""
    if _narrowed(white, line) is None:
        return [" ".join(word.text for word in line.words)]
    cells = [""] * (len(white) + 1)
    for word in line.words:
        column = sum((left + right) / 2 < (word.left + word.right) / 2 for left, right in white)
        cells[column] = f"{cells[column]} {word.text}".strip()
    return cells


def _rows(lines: list[list[str]]) -> list[list[str]] | None:
    """Return the headings and the rows, each beginning with its number.

    Return None if a number is beside the middle of a task.
    """
    if not lines:
        return None
    groups: list[list[list[str]]] = [[lines[0]]]
    for cells in lines[1:]:
        if len(cells) == 1:
            groups.append([cells])
        elif cells[0]:
            if not _NUMBER.fullmatch(cells[0]) or not cells[1] or cells[1][0].islower():
                return None
            groups.append([cells])
        elif len(groups[-1][0]) == 1:
            return None
        else:
            groups[-1].append(cells)
    return [
        [rejoined([cells[column] for cells in group if cells[column]]) for column in range(len(group[0]))]
        for group in groups
    ]


def _table(rows: Sequence[Sequence[str]], keys: Iterator[int]) -> DocumentTable:
    width = max(map(len, rows))
    return DocumentTable(tuple(_row(row, width, keys) for row in rows))


def _row(texts: Sequence[str], width: int, keys: Iterator[int]) -> tuple[DocumentCell, ...]:
    """Return a row of cells; a single text is one cell over all columns."""
    cells = tuple(DocumentCell(text, next(keys)) for text in texts)
    return cells if len(cells) == width else cells * width
