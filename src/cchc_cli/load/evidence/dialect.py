"""From the bytes of a .csv to numbered records, as a spreadsheet numbers its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cchc_cli.load.evidence.cells import bare
from cchc_cli.model.text import nfc

DELIMITERS = ",;\t"
MOST_FIELD = 1_000_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A log's text, and the encoding it was found in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded | None:
    """Return the text of a log: with a byte order mark, UTF-8, or Windows-1258; None when it is none of them."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding)
    return _decoded(data, "utf-8") or _decoded(data, "cp1258")


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return None
    return None if "\0" in text else Decoded(text, encoding)


class UnclosedError(Exception):
    """A quote that is opened in a row and never closed."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row, cells), the header first; blank rows are passed over but counted.

    Raises UnclosedError with the row that cannot be read.
    """
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep="):
        delimiter, text = (first.strip()[4:5] or ","), rest
    else:
        delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(MOST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield row, cells
    except csv.Error as error:
        raise UnclosedError(row + 1, str(error)) from None


def trimmed(cells: Iterable[str]) -> list[str]:
    """Return the cells without blanks around them, composed, and without the apostrophe that defuses a formula."""
    return [bare(nfc(cell.strip())) for cell in cells]
