"""Reading a .csv: from bytes to records with the row numbers of a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from itertools import chain, count, islice

from msgspec import Struct

from cchc_cli.load.evidence.columns import names_columns
from cchc_cli.model.text import nfc
from cchc_cli.model.writing import bare

DELIMITERS = ",;\t"
MAX_CHARACTERS = 1_000_000  # of a line, or of a cell over several lines
MAX_ROWS = 1_048_576  # the rows of a sheet
MAX_BYTES = 8 * MAX_CHARACTERS  # of a line; a character has at most four bytes
_BLOCK = 1 << 16  # characters
MAX_LOOKED_AT = 20  # lines searched for the delimiter
VIETNAMESE = "cp1258"  # the Vietnamese encoding of Windows
TOO_LONG, TOO_MANY = "too long", "too many rows"
MARKS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}  # byte order marks
_QUOTED = re.compile(r'"[^"]*"')
_DATED = re.compile(r'(?:^|[,;\t])\s*"?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)')

FaultCallback = Callable[[int, str], None]  # called with a row that cannot be read and the reason


class Decoded(Struct, frozen=True):
    """A log's text and its encoding; `broken` is the first line with bytes that are not UTF-8, None without such."""

    text: str
    encoding: str
    broken: int | None = None


class NotPlainError(Exception):
    """A log that is not entirely UTF-8, or contains a NUL: `decode` must look at the whole of it."""


def plain_blocks(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the text of a UTF-8 log piece by piece; pieces are whole lines. Raises NotPlainError."""
    encoding = "utf-8-sig"
    for piece in pieces:
        if b"\0" in piece:
            raise NotPlainError
        try:
            block = piece.decode(encoding)
        except UnicodeDecodeError:
            raise NotPlainError from None
        yield block
        encoding = "utf-8"


def decode(data: bytes, windows: str = VIETNAMESE) -> Decoded | None:
    """Return the text of a log by its byte order mark, as UTF-8, or in the encoding `windows`; None if none fits."""
    encoding = marked(data) or "utf-8"
    decoded = _decoded(data, encoding)
    if decoded is None and not encoding.startswith("utf-16") and b"\0" not in data:
        decoded = _mended(data) or (_decoded(data, windows) if encoding == "utf-8" else None)
    return decoded


def marked(data: bytes) -> str | None:
    """Return the encoding named by a byte order mark, None without one."""
    return next((encoding for encoding, byte_mark in MARKS.items() if data.startswith(byte_mark)), None)


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(
            "utf-16" if encoding.startswith("utf-16") else encoding
        )  # "utf-16" reads the byte order mark and drops it
    except UnicodeError:
        return None
    return None if "\0" in text else Decoded(text, encoding)


def _mended(data: bytes) -> Decoded | None:
    """Return UTF-8 text with a few broken bytes, as a cut or a bad disk leaves it; None for any other encoding."""
    text = data.decode("utf-8-sig", errors="replace")
    lost = text.count("\ufffd")
    valid = len(data) - len(text) - lost  # a valid multi-byte sequence adds at least one byte to the characters
    if "\0" in text or valid <= lost:
        return None
    return Decoded(text, "utf-8", text[: text.index("\ufffd")].count("\n") + 1)


def text_blocks(text: str) -> Iterator[str]:
    """Yield a text in blocks of whole lines: reading it at once takes four times its memory."""
    start = 0
    while start < len(text):
        stop = max(text.rfind("\n", start, start + _BLOCK), text.rfind("\r", start, start + _BLOCK - 1)) + 1
        if not stop:
            ends = (text.find(end, start) for end in "\n\r")
            stop = min((end + 1 for end in ends if end >= 0), default=len(text))
        if text[stop - 1] == "\r" and text[stop : stop + 1] == "\n":
            stop += 1
        if stop - start > MAX_BYTES:
            yield text[start : start + MAX_BYTES] + "\n"
        else:
            yield text[start:stop]
        start = stop


class UnreadableRowError(Exception):
    """A row that cannot be read, such as a row with a quote that is never closed."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


def records(text: str | Iterable[str], on_fault: FaultCallback | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield (row, cells) of a text or of its blocks, including the header; blank rows are counted and passed over.

    A row that cannot be read goes to `on_fault`, and reading continues from the next line, so that an open quote
    swallows nothing. Raises UnreadableRowError if there is no `on_fault`.
    """
    blocks = iter((text,) if isinstance(text, str) else text)
    first = next(blocks, "")
    delimiter, passed = dialect(first)
    lines = _Lines(chain([first], blocks))
    for _ in range(passed):
        next(lines, None)
    return _records(lines, delimiter, on_fault or _raise)


def _raise(row: int, reason: str) -> None:
    raise UnreadableRowError(row, reason)


def _records(lines: _Lines, delimiter: str, on_fault: FaultCallback) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CHARACTERS)
    reader, taken = csv.reader(lines, delimiter=delimiter, strict=True), lines.taken
    for row in count(1):
        taken.clear()
        wrong = ""
        try:
            cells = next(reader, None)
            if len(taken) > 1 and cells:
                _check(taken[0], cells, delimiter)
        except csv.Error as error:
            cells, wrong = [], str(error)
            lines.go_back()
        if cells is None:
            return
        if row > MAX_ROWS:
            on_fault(row, TOO_MANY)
            return
        if wrong:
            on_fault(row, wrong)
        elif any(map(str.strip, cells)):
            yield row, cells


class _Lines:
    """The lines of the blocks with their ends; after an unreadable row, `go_back` gives its lines again."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._lines = chain.from_iterable(map(_lines_of, blocks))
        self._again: deque[str] = deque()
        self.taken: list[str] = []  # lines of the current row

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        if len(line) > MAX_CHARACTERS:
            raise csv.Error(TOO_LONG)
        return line

    def go_back(self) -> None:
        """Go back to the second line of the current row."""
        self._again.extendleft(reversed(self.taken[1:]))


def _lines_of(text: str) -> Iterator[str]:
    """Return an iterator over lines with line feeds as ends; `splitlines` would cut at rarer characters too."""
    return StringIO(text, newline=None)


def _check(first: str, cells: list[str], delimiter: str) -> None:
    """Raise csv.Error if a cell over several lines contains whole rows: its quote was left open.

    A list of days inside a cell is no row, with any separator.
    """
    delimiters = first.count(delimiter)
    for line in (line for cell in cells for line in cell.split("\n")[1:]):
        fields = line.count(delimiter)
        if fields > delimiters // 2 and 0 < len(_DATED.findall(line)) <= fields // 2:
            raise csv.Error("unexpected end of data")


def dialect(text: str) -> tuple[str, int]:
    """Return the delimiter, and the number of lines before the first row: a line `sep=;` is not a row."""
    lines = [line.rstrip("\n") for line in islice(_lines_of(text[:MAX_CHARACTERS]), MAX_LOOKED_AT)]
    first_line = lines[0].strip('" ') if lines else ""
    if first_line.lower().startswith("sep="):
        return first_line[4:5] or DELIMITERS[0], 1
    delimiters: list[str] = []
    for line in lines:
        unquoted = _QUOTED.sub("", line)
        delimiter = max(DELIMITERS, key=unquoted.count)
        if delimiter in unquoted:
            delimiters.append(delimiter)
        if names_columns(unquoted.split(delimiter)):
            return delimiter, 0
    return next(iter(delimiters), DELIMITERS[0]), 0


def trimmed(cells: Iterable[str]) -> list[str]:
    return [trim(cell) for cell in cells]


def trim(cell: str) -> str:
    """Return a cell composed (NFC), without outer blanks and without the apostrophe that defuses a formula."""
    text = nfc(cell.strip())
    return bare(text) if text[:1] == "'" else text
