"""PDF with text: letters with their places make lines, ruled lines make the cells of tables.

Pages, letters and lines are bounded. Scans without text are told as such.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from cchc_cli.drafting.readers.aligned import PlacedLine, PlacedWord, White, aligned_tables
from cchc_cli.drafting.readers.pages import stitched
from cchc_cli.drafting.readers.rulings import Grid, RuledLine, grids
from cchc_cli.drafting.readers.text import paragraphs, rejoined
from cchc_cli.load.documents.blocks import Block, Document, DocumentTable, TooLargeError, bounded
from cchc_cli.load.documents.clean_text import clean
from cchc_cli.load.opening import UnusableError

raw: Any = pdfium.raw  # its names are made when it is imported
MAX_PAGES = 120
MAX_LETTERS = 40_000  # of a page
MAX_OBJECTS = 20_000  # of a page
MAX_SEGMENTS = 40_000  # of the drawings of a page
MIN_LETTERS = 40  # of a page that is text and no picture
SAME_LINE = 0.45  # of the height of letters: as far apart may the baselines of one line be
GAP = 0.18  # of the height: a gap between words
APART = 2.5  # of the height: a gap between columns


class Letter(NamedTuple):
    """One letter: left and right edge, baseline and height, in points from the lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float


def read_pdf(data: bytes) -> Document:
    """Return what a PDF says. Raises UnusableError where it cannot be read, TooLargeError above the limits."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnusableError(*(["document-password"] if locked else ["bad-document"]), reason=str(error)[:200]) from None
    with document:
        if len(document) > MAX_PAGES:
            raise TooLargeError
        try:
            return _read(document)
        except pdfium.PdfiumError as error:
            raise UnusableError("bad-document", reason=str(error)[:200]) from None


def _read(document: pdfium.PdfDocument) -> Document:
    keys = count()
    pages: list[list[DocumentTable | tuple[str, int]]] = []
    letters_read = 0
    above: White = ()
    for number in range(len(document)):
        page = document[number]
        letters = list(_letters(page))
        letters_read += len(letters)
        found = grids(list(_lines(page)), keys)
        parts, above = _page(letters, found, number + 1, keys, above)
        pages.append(parts)
        page.close()
    if letters_read < MIN_LETTERS * max(len(pages), 1):
        return Document((), scanned=True)
    parts = stitched(pages)
    lines = tuple(part[0] for part in parts if not isinstance(part, DocumentTable))
    return Document(bounded(list(_blocks(parts))), lines=lines)


def _blocks(parts: list[DocumentTable | tuple[str, int]]) -> Iterator[Block]:
    """Yield the tables, and the lines between them as paragraphs."""
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
    letters: list[Letter], found: list[Grid], number: int, keys: Iterator[int], above: White
) -> tuple[list[DocumentTable | tuple[str, int]], White]:
    """Return the lines and tables of a page from top to bottom, and the white of a table without rules that ends it.

    `above` is that of the page before.
    """
    inside: dict[int, dict[int, list[Letter]]] = {}
    outside = []
    for letter in letters:
        place = next(
            (
                (index, cell)
                for index, grid in enumerate(found)
                if (cell := grid.cell_at(_middle(letter), letter.base + letter.size / 4)) is not None
            ),
            None,
        )
        if place is None:
            outside.append(letter)
        else:
            inside.setdefault(place[0], {}).setdefault(place[1], []).append(letter)
    parts: list[tuple[float, DocumentTable | tuple[str, int]]] = []
    for index, grid in enumerate(found):
        texts = {cell: rejoined(_texts(own)) for cell, own in inside.get(index, {}).items()}
        parts.append((grid.top, grid.table(texts)))
    rows = _without_number(_rows_of(outside))
    tables = aligned_tables([_placed(row) for row in rows], keys, above) if not found else []
    parts += [(rows[one.start][0].base, one.table) for one in tables]
    free = [row for place, row in enumerate(rows) if not any(one.start <= place < one.stop for one in tables)]
    parts += [(base, (text, number)) for base, text in _lines_of(free)]
    ends = tables[-1].white if tables and tables[-1].stop == len(rows) else ()
    return [part for _, part in sorted(parts, key=lambda pair: -pair[0])], ends


def _without_number(rows: list[list[Letter]]) -> list[list[Letter]]:
    """Leave out the number of the page, which stands alone in its first or last line."""
    last = len(rows) - 1
    return [
        row
        for place, row in enumerate(rows)
        if place not in {0, last} or not "".join(letter.text for letter in row).strip().isdigit()
    ]


def _placed(row: list[Letter]) -> PlacedLine:
    """Return the words of a line with their places."""
    words: list[list[Letter]] = []
    for letter in row:
        if not letter.text.strip():
            words.append([])
        elif words and words[-1] and letter.left - words[-1][-1].right <= GAP * letter.size:
            words[-1].append(letter)
        else:
            words.append([letter])
    placed = [PlacedWord("".join(one.text for one in word), word[0].left, word[-1].right) for word in words if word]
    return PlacedLine(row[0].base, max(letter.size for letter in row), tuple(placed))


def _middle(letter: Letter) -> float:
    return (letter.left + letter.right) / 2


def _texts(letters: list[Letter]) -> list[str]:
    return [text for _, text in _text_lines(letters)]


def _text_lines(letters: list[Letter]) -> Iterator[tuple[float, str]]:
    return _lines_of(_rows_of(letters))


def _rows_of(letters: list[Letter]) -> list[list[Letter]]:
    """Return the letters line by line, the uppermost line first, each from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.base):
        if rows and abs(rows[-1][0].base - letter.base) <= SAME_LINE * max(letter.size, rows[-1][0].size) * 0.7:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [sorted(row, key=lambda one: (one.left, one.right)) for row in rows]


def _lines_of(rows: list[list[Letter]]) -> Iterator[tuple[float, str]]:
    """Yield the text of each line with its place; what stands far apart in a line is a line of its own."""
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
    """Yield the straight lines that are drawn on a page: edges of thin and of filled boxes too."""
    segments = 0
    for number, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if number > MAX_OBJECTS:
            return
        matrix = thing.get_matrix()
        start = last = None
        for index in range(raw.FPDFPath_CountSegments(thing)):
            segments += 1
            if segments > MAX_SEGMENTS:
                return
            segment = raw.FPDFPath_GetPathSegment(thing, index)
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
