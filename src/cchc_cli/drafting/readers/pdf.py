"""Reading a PDF with text: positioned letters make lines, ruled lines make the cells of tables.

Pages, letters and lines are bounded. A scan without text is marked as scanned.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from cchc_cli.drafting.readers.aligned import PlacedLine, PlacedWord, White, aligned_tables
from cchc_cli.drafting.readers.pages import stitched
from cchc_cli.drafting.readers.ruled_lines import Grid, RuledLine, grids
from cchc_cli.drafting.readers.text import paragraphs, rejoined
from cchc_cli.load.documents.blocks import Block, Document, DocumentTable, TooLargeError, bounded
from cchc_cli.load.documents.clean_text import clean
from cchc_cli.load.opening import UnusableError

raw: Any = pdfium.raw  # Any: its names are created at import
MAX_PAGES = 120
MAX_LETTERS = 40_000  # of a page
MAX_OBJECTS = 20_000  # of a page
MAX_SEGMENTS = 40_000  # of the drawings of a page
MIN_LETTERS = 40  # of a page of text; a page with fewer is a picture
SAME_LINE = 0.45  # in heights of letters: the greatest distance between baselines of one line
GAP = 0.18  # in heights: the least gap between words
APART = 2.5  # in heights: the least gap between columns


class Letter(NamedTuple):
    """One letter: left and right edges, baseline and height, in points from the lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float


def read_pdf(data: bytes) -> Document:
    """Return the contents of a PDF. Raises UnusableError if it cannot be read, TooLargeError above the limits."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnusableError("document-password" if locked else "bad-document") from None
    with document:
        if len(document) > MAX_PAGES:
            raise TooLargeError
        try:
            return _read(document)
        except pdfium.PdfiumError:
            raise UnusableError("bad-document") from None


def _read(document: pdfium.PdfDocument) -> Document:
    keys = count()
    pages: list[list[DocumentTable | tuple[str, int]]] = []
    letters_read = 0
    above: White = ()
    for number in range(len(document)):
        page = document[number]
        letters = list(_letters(page))
        letters_read += len(letters)
        ruled_tables = grids(list(_lines(page)), keys)
        parts, above = _page(letters, ruled_tables, number + 1, keys, above)
        pages.append(parts)
        page.close()
    if letters_read < MIN_LETTERS * max(len(pages), 1):
        return Document((), scanned=True)
    parts = stitched(pages)
    lines = tuple(part[0] for part in parts if not isinstance(part, DocumentTable))
    return Document(bounded(list(_blocks(parts))), lines=lines)


def _blocks(parts: list[DocumentTable | tuple[str, int]]) -> Iterator[Block]:
    """Yield the tables, and the lines between tables as paragraphs."""
    lines: list[tuple[str, int]] = []
    for part in parts:
        if isinstance(part, DocumentTable):
            yield from paragraphs(lines)
            yield part
            lines = []
        else:
            lines.append(part)
    yield from paragraphs(lines)


# ---- one page


def _letters(page: pdfium.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    amount = text.count_chars()
    if amount > MAX_LETTERS:
        raise TooLargeError
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(amount):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in {0, 10, 13}:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box) or not raw.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        size = abs(box.top - box.bottom)
        if size > 0.5:
            yield Letter(chr(code), box.left, box.right, y.value, size)
    text.close()


def _page(
    letters: list[Letter], ruled_tables: list[Grid], number: int, keys: Iterator[int], above: White
) -> tuple[list[DocumentTable | tuple[str, int]], White]:
    """Return the lines and tables of a page from top to bottom, and the gaps of an unruled table that ends the page.

    `above` are the gaps of such a table at the end of the page before.
    """
    inside: dict[int, dict[int, list[Letter]]] = {}
    outside = []
    for letter in letters:
        cell_position = next(
            (
                (index, cell)
                for index, grid in enumerate(ruled_tables)
                if (cell := grid.cell_at(_middle(letter), letter.base + letter.size / 4)) is not None
            ),
            None,
        )
        if cell_position is None:
            outside.append(letter)
        else:
            inside.setdefault(cell_position[0], {}).setdefault(cell_position[1], []).append(letter)
    parts: list[tuple[float, DocumentTable | tuple[str, int]]] = []
    for index, grid in enumerate(ruled_tables):
        texts = {cell: rejoined(_texts(own)) for cell, own in inside.get(index, {}).items()}
        parts.append((grid.top, grid.table(texts)))
    rows = _without_number(_rows_of(outside))
    tables = aligned_tables([_placed(row) for row in rows], keys, above) if not ruled_tables else []
    parts += [(rows[table.start][0].base, table.table) for table in tables]
    free = [
        row
        for cell_position, row in enumerate(rows)
        if not any(table.start <= cell_position < table.stop for table in tables)
    ]
    parts += [(base, (text, number)) for base, text in _lines_of(free)]
    ends = tables[-1].white if tables and tables[-1].stop == len(rows) else ()
    return [part for _, part in sorted(parts, key=lambda pair: -pair[0])], ends


def _without_number(rows: list[list[Letter]]) -> list[list[Letter]]:
    """Return the rows without the page number, which is alone in the first or last line."""
    last = len(rows) - 1
    return [
        row
        for index, row in enumerate(rows)
        if index not in {0, last} or not "".join(letter.text for letter in row).strip().isdigit()
    ]


def _placed(row: list[Letter]) -> PlacedLine:
    """Return a line of words with their positions."""
    words: list[list[Letter]] = []
    for letter in row:
        if not letter.text.strip():
            words.append([])
        elif words and words[-1] and letter.left - words[-1][-1].right <= GAP * letter.size:
            words[-1].append(letter)
        else:
            words.append([letter])
    placed = [
        PlacedWord("".join(letter_.text for letter_ in word), word[0].left, word[-1].right) for word in words if word
    ]
    return PlacedLine(row[0].base, max(letter.size for letter in row), tuple(placed))


def _middle(letter: Letter) -> float:
    return (letter.left + letter.right) / 2


def _texts(letters: list[Letter]) -> list[str]:
    return [text for _, text in _text_lines(letters)]


def _text_lines(letters: list[Letter]) -> Iterator[tuple[float, str]]:
    return _lines_of(_rows_of(letters))


def _rows_of(letters: list[Letter]) -> list[list[Letter]]:
    """Return the letters line by line, top line first, each line from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter_: -letter_.base):
        if rows and abs(rows[-1][0].base - letter.base) <= SAME_LINE * max(letter.size, rows[-1][0].size) * 0.7:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [sorted(row, key=lambda letter_: (letter_.left, letter_.right)) for row in rows]


def _lines_of(rows: list[list[Letter]]) -> Iterator[tuple[float, str]]:
    """Yield the baseline and text of each line; texts that are far apart in a line are separate lines."""
    for row in rows:
        for text in _split(row):
            if plain := clean(text):
                yield row[0].base, plain


def _split(row: list[Letter]) -> Iterator[str]:
    text, right = "", row[0].left
    for letter in row:
        gap = letter.left - right
        if gap > APART * letter.size and text.strip():
            yield text
            text = ""
        elif gap > GAP * letter.size:
            text += " "
        text += letter.text
        right = max(right, letter.right)
    yield text


def _lines(page: pdfium.PdfPage) -> Iterator[RuledLine]:
    """Yield the straight lines drawn on a page, including the edges of thin and filled boxes."""
    segments = 0
    for number, page_object in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if number > MAX_OBJECTS:
            return
        matrix = page_object.get_matrix()
        start = last = None
        for index in range(raw.FPDFPath_CountSegments(page_object)):
            segments += 1
            if segments > MAX_SEGMENTS:
                return
            segment = raw.FPDFPath_GetPathSegment(page_object, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO and last is not None:
                yield RuledLine(*last, *point)
            if raw.FPDFPathSegment_GetClose(segment) and start is not None:
                yield RuledLine(*point, *start)
            last = point
