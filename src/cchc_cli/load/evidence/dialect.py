"""From the bytes of a .csv to numbered records, as a spreadsheet numbers its rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cchc_cli.load.evidence.cells import bare
from cchc_cli.model.text import nfc

DELIMITERS = ",;\t"
MOST_CHARACTERS = 1_000_000  # of a line, and of a cell over several lines
MOST_ROWS = 2_000_000
MOST_ABOVE = 20  # lines that may stand above the header
TOO_LONG, TOO_MANY = "too long", "too many rows"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_QUOTED = re.compile(r'"[^"]*"')
_DATED = re.compile(r'(?:^|[,;\t])\s*"?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)')

Complain = Callable[[int, str], None]  # told the row that cannot be read, and why


@dataclass(frozen=True, slots=True)
class Decoded:
    """A log's text, and the encoding it was found in; `broken` is the first row with bytes that are no UTF-8."""

    text: str
    encoding: str
    broken: int | None = None


def decode(data: bytes) -> Decoded | None:
    """Return the text of a log: with a byte order mark, UTF-8, or Windows-1258; None when it is none of them."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding) or (_mended(data) if encoding == "utf-8-sig" else None)
    return _decoded(data, "utf-8") or _mended(data) or _decoded(data, "cp1258")


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return None
    return None if "\0" in text else Decoded(text, encoding)


def _mended(data: bytes) -> Decoded | None:
    """Return a text in UTF-8 but for a few bytes, as a cut or a bad disk leaves it: other encodings form no sequences."""
    text = data.decode("utf-8-sig", errors="replace")
    lost = text.count("\ufffd")
    whole = len(data) - len(text) - lost  # at least one byte more than characters for each true sequence
    if "\0" in text or whole <= lost:
        return None
    return Decoded(text, "utf-8", text[: text.index("\ufffd")].count("\n") + 1)


class UnclosedError(Exception):
    """A row that cannot be read, such as one with a quote that is opened and never closed."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


def records(text: str, complain: Complain | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield (row, cells), the header first; blank rows are passed over but counted.

    A row that cannot be read is complained of and the reading goes on from the next line, so that an open quote
    swallows nothing. Without `complain` it raises UnclosedError.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter, start = dialect(text)
    return _Records(text, delimiter, start).read(complain or _raise)


def _raise(row: int, reason: str) -> None:
    raise UnclosedError(row, reason)


def dialect(text: str) -> tuple[str, int]:
    """Return the delimiter, and where the header row begins: a line `sep=;` is not a row."""
    first, _, rest = text[:MOST_CHARACTERS].partition("\n")
    said = first.strip('" ')
    if said.lower().startswith("sep="):
        return said[4:5] or DELIMITERS[0], len(first) + 1
    for line in (first, *rest.split("\n", MOST_ABOVE)[:MOST_ABOVE]):
        unquoted = _QUOTED.sub("", line)
        delimiter = max(DELIMITERS, key=unquoted.count)
        if delimiter in unquoted:
            return delimiter, 0
    return DELIMITERS[0], 0


class _Records:
    """The records of a text, read line by line so that reading can begin anew after any of them."""

    def __init__(self, text: str, delimiter: str, start: int) -> None:
        self._text = text
        self._delimiter = delimiter
        self._at = start  # where the line after those read begins

    def read(self, complain: Complain) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MOST_CHARACTERS)
        row = 0
        while self._at < len(self._text):
            reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
            start, lines = self._at, 0
            try:
                for cells in reader:
                    if reader.line_num - lines > 1:
                        self._check(start, cells)
                    row, start, lines = row + 1, self._at, reader.line_num
                    for cell in cells:
                        if cell and not cell.isspace():
                            yield row, cells
                            break
                    else:
                        if row > MOST_ROWS:  # who takes the rows counts those that are not blank
                            complain(row, TOO_MANY)
                            return
            except csv.Error as error:
                row += 1
                complain(row, str(error) if row <= MOST_ROWS else TOO_MANY)
                if row > MOST_ROWS:
                    return
                self._at = self._line_end(start)

    def _lines(self) -> Iterator[str]:
        text, start = self._text, self._at
        while end := text.find("\n", start) + 1:
            if end - start > MOST_CHARACTERS:
                raise csv.Error(TOO_LONG)
            self._at = end
            yield text[start:end]
            start = end
        if start < len(text):
            if len(text) - start > MOST_CHARACTERS:
                raise csv.Error(TOO_LONG)
            self._at = len(text)
            yield text[start:]

    def _line_end(self, start: int) -> int:
        return self._text.find("\n", start) + 1 or len(self._text)

    def _check(self, start: int, cells: list[str]) -> None:
        """Raise csv.Error when a cell over several lines has whole rows in it: its quote was left open."""
        first = self._text[start : self._line_end(start)].count(self._delimiter)
        for line in (line for cell in cells for line in cell.split("\n")[1:]):
            if line.count(self._delimiter) > first // 2 and _DATED.search(line):
                raise csv.Error("unexpected end of data")


def trimmed(cells: Iterable[str]) -> list[str]:
    """Return the cells without blanks around them, composed, and without the apostrophe that defuses a formula."""
    return [bare(nfc(cell.strip())) for cell in cells]
