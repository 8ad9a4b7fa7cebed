"""A document of any format as paragraphs and tables in reading order."""

from __future__ import annotations

from typing import NamedTuple

MAX_BLOCKS = 20_000  # paragraphs and tables of a document
MAX_CELLS = 60_000  # of all tables; a merged cell counts at each of its positions
MAX_COLUMNS = 64  # of a table
MAX_LETTERS = 2_000_000  # letters of a document


class DocumentParagraph(NamedTuple):
    """One paragraph; `row` is its line or sheet row, from 1; 0 if the format has none."""

    text: str
    row: int = 0


class DocumentCell(NamedTuple):
    """One cell of a table, with its line breaks. A merged cell appears at each of its positions with the same `key`."""

    text: str
    key: int
    address: str = ""  # of the link behind the text


class DocumentTable(NamedTuple):
    """A table as a full rectangle of cells.

    `loose` means that the source has lines instead of rows: a row with an empty first cell may continue the row above.
    """

    rows: tuple[tuple[DocumentCell, ...], ...]
    loose: bool = False
    row: int = 0


Block = DocumentParagraph | DocumentTable


class Document(NamedTuple):
    """A document. `scanned` means pictures in place of text; `lines` are the lines of a format that has lines."""

    blocks: tuple[Block, ...]
    scanned: bool = False
    lines: tuple[str, ...] = ()


class TooLargeError(Exception):
    """A document has more blocks, cells or letters than a plan can have."""


def bounded(blocks: list[Block]) -> tuple[Block, ...]:
    """Return the blocks as a tuple. Raises TooLargeError above the limits of this module."""
    tables = [block for block in blocks if isinstance(block, DocumentTable)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    letters = sum(len(block.text) for block in blocks if isinstance(block, DocumentParagraph))
    letters += sum(len(text) for text in {cell.key: cell.text for cell in cells}.values())
    if len(blocks) > MAX_BLOCKS or len(cells) > MAX_CELLS or letters > MAX_LETTERS:
        raise TooLargeError
    return tuple(blocks)
