"""From the bytes of a .csv to numbered records, as a spreadsheet numbers its rows."""

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
MAX_CHARACTERS = 1_000_000  # of a line, and of a cell over several lines
MAX_ROWS = 1_048_576  # as many as a sheet has
MAX_BYTES = 8 * MAX_CHARACTERS  # of a line that is looked at: its characters have four at most
_BLOCK = 1 << 16  # characters
MAX_LOOKED_AT = 20  # lines, for the delimiter
VIETNAMESE = "cp1258"  # the encoding that Windows has for Vietnamese
TOO_LONG, TOO_MANY = "too long", "too many rows"
MARKS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}  # byte order marks
_QUOTED = re.compile(r'"[^"]*"')
_DATED = re.compile(r'(?:^|[,;\t])\s*"?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)')

Complain = Callable[[int, str], None]  # told the row that cannot be read, and why


class Decoded(Struct, frozen=True):
    """A log's text, and the encoding it was found in. `broken` is the first row with bytes that are no UTF-8."""

    text: str
    encoding: str
    broken: int | None = None


class NotPlainError(Exception):
    """A log that is not UTF-8 throughout, or holds a NUL: `decode` must look at the whole of it."""


def plain_blocks(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the text of a log in UTF-8 that comes in pieces of whole lines, each as it comes. Raises NotPlainError."""
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
    """Return the text of a log: with a byte order mark, UTF-8, or that of Windows; None when it is none of them."""
    encoding = marked(data) or "utf-8"
    found = _decoded(data, encoding)
    if found is None and not encoding.startswith("utf-16") and b"\0" not in data:
        found = _mended(data) or (_decoded(data, windows) if encoding == "utf-8" else None)
    return found


def marked(data: bytes) -> str | None:
    """Return the encoding that a text's byte order mark says, None without one."""
    return next((encoding for encoding, mark in MARKS.items() if data.startswith(mark)), None)


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode("utf-16" if encoding.startswith("utf-16") else encoding)  # by its mark, which is left out
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


def text_blocks(text: str) -> Iterator[str]:
    """Yield a text in blocks of whole lines: to go through all of it at once takes four times its memory."""
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


class UnclosedError(Exception):
    """A row that cannot be read, such as one with a quote that is opened and never closed."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


def records(text: str | Iterable[str], complain: Complain | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield (row, cells) of a text or of its blocks, the header first; blank rows are passed over but counted.

    A row that cannot be read is complained of and the reading goes on from the next line, so that an open quote
    swallows nothing. Without `complain` it raises UnclosedError.
    """
    blocks = iter((text,) if isinstance(text, str) else text)
    first = next(blocks, "")
    delimiter, passed = dialect(first)
    lines = _Lines(chain([first], blocks))
    for _ in range(passed):
        next(lines, None)
    return _records(lines, delimiter, complain or _raise)


def _raise(row: int, reason: str) -> None:
    raise UnclosedError(row, reason)


def _records(lines: _Lines, delimiter: str, complain: Complain) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CHARACTERS)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for row in count(1):
        lines.taken.clear()
        wrong = ""
        try:
            cells = next(reader, None)
            if cells and len(lines.taken) > 1:
                _check(lines.taken[0], cells, delimiter)
        except csv.Error as error:
            cells, wrong = [], str(error)
            lines.go_back()
        if cells is None:
            return
        if row > MAX_ROWS:
            complain(row, TOO_MANY)
            return
        if wrong:
            complain(row, wrong)
        elif any(map(str.strip, cells)):
            yield row, cells


class _Lines:
    """The lines of blocks, one by one, each with its end; those of a row that cannot be read are read again."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._lines = chain.from_iterable(map(_lines_of, blocks))
        self._again: deque[str] = deque()
        self.taken: list[str] = []  # those of the row that is being read

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        if len(line) > MAX_CHARACTERS:
            raise csv.Error(TOO_LONG)
        return line

    def go_back(self) -> None:
        """Go back to the second line of the row that is being read."""
        self._again.extendleft(reversed(self.taken[1:]))


def _lines_of(text: str) -> Iterator[str]:
    """Return an iterator over lines, whose ends become line feeds; `splitlines` would cut at rarer characters too."""
    return StringIO(text, newline=None)


def _check(first: str, cells: list[str], delimiter: str) -> None:
    """Raise csv.Error when a cell over several lines has whole rows in it: its quote was left open.

    A list of days is no row, whatever separates them.
    """
    delimiters = first.count(delimiter)
    for line in (line for cell in cells for line in cell.split("\n")[1:]):
        fields = line.count(delimiter)
        if fields > delimiters // 2 and 0 < len(_DATED.findall(line)) <= fields // 2:
            raise csv.Error("unexpected end of data")


def dialect(text: str) -> tuple[str, int]:
    """Return the delimiter, and how many lines stand before the first row: a line `sep=;` is not a row."""
    lines = [line.rstrip("\n") for line in islice(_lines_of(text[:MAX_CHARACTERS]), MAX_LOOKED_AT)]
    said = lines[0].strip('" ') if lines else ""
    if said.lower().startswith("sep="):
        return said[4:5] or DELIMITERS[0], 1
    found: list[str] = []
    for line in lines:
        unquoted = _QUOTED.sub("", line)
        delimiter = max(DELIMITERS, key=unquoted.count)
        if delimiter in unquoted:
            found.append(delimiter)
        if names_columns(unquoted.split(delimiter)):
            return delimiter, 0
    return next(iter(found), DELIMITERS[0]), 0


def trimmed(cells: Iterable[str]) -> list[str]:
    return [trim(cell) for cell in cells]


def trim(cell: str) -> str:
    """Return a cell without blanks around it, composed, and without the apostrophe that defuses a formula."""
    text = nfc(cell.strip())
    return bare(text) if text.startswith("'") else text
