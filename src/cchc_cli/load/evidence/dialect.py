"""From the bytes of a .csv to numbered records, as a spreadsheet numbers its rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from cchc_cli.model.text import nfc
from cchc_cli.model.writing import bare

DELIMITERS = ",;\t"
MOST_CHARACTERS = 1_000_000  # of a line, and of a cell over several lines
MOST_ROWS = 2_000_000
MOST_LOOKED_AT = 20  # lines, for the delimiter
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


def decode(data: bytes) -> Decoded | None:
    """Return the text of a log: with a byte order mark, UTF-8, or Windows-1258; None when it is none of them."""
    encoding = marked(data) or "utf-8"
    found = _decoded(data, encoding)
    if found is None and not encoding.startswith("utf-16") and b"\0" not in data:
        found = _mended(data) or (_decoded(data, "cp1258") if encoding == "utf-8" else None)
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
    return _Records((text,) if isinstance(text, str) else text).read(complain or _raise)


def _raise(row: int, reason: str) -> None:
    raise UnclosedError(row, reason)


def dialect(text: str) -> tuple[str, int]:
    """Return the delimiter, and how many lines stand before the first row: a line `sep=;` is not a row."""
    first, _, rest = text[:MOST_CHARACTERS].partition("\n")
    said = first.strip('" ')
    if said.lower().startswith("sep="):
        return said[4:5] or DELIMITERS[0], 1
    for line in (first, *rest.split("\n", MOST_LOOKED_AT)[:MOST_LOOKED_AT]):
        unquoted = _QUOTED.sub("", line)
        delimiter = max(DELIMITERS, key=unquoted.count)
        if delimiter in unquoted:
            return delimiter, 0
    return DELIMITERS[0], 0


class _Records:
    """The records of a text, read line by line so that reading can begin anew after any of them."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._blocks = iter(blocks)
        self._lines: list[str] = []
        self._some_long = False  # whether any of the lines is too long
        self._delimiter = DELIMITERS[0]

    def read(self, complain: Complain) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MOST_CHARACTERS)
        at, row = self._begin(), 0
        delimiter, lines = self._delimiter, self._lines
        one_line = _OneLine(delimiter)
        while True:
            if at >= len(lines):
                if not self._more(at):
                    return
                at = 0
            while at < len(lines):
                line = lines[at]
                row += 1
                if row > MOST_ROWS:
                    complain(row, TOO_MANY)
                    return
                try:
                    if '"' in line or self._some_long:
                        cells, at = self._quoted(one_line, at)
                    else:
                        cells, at = line.split(delimiter), at + 1
                except csv.Error as error:
                    at += 1
                    complain(row, str(error))
                    continue
                for cell in cells:
                    if cell and not cell.isspace():
                        yield row, cells
                        break

    # ---- lines

    def _begin(self) -> int:
        """Read the first block; return at which of its lines the records begin."""
        first = _plain_ends(next(self._blocks, ""))
        self._delimiter, passed = dialect(first)
        self._take(first)
        return passed

    def _take(self, block: str) -> None:
        found = block.split("\n")
        if not found[-1]:
            found.pop()
        self._some_long = len(block) > MOST_CHARACTERS and any(len(line) > MOST_CHARACTERS for line in found)
        self._lines += found

    def _more(self, done: int = 0) -> bool:
        """Read another block, and let go of the lines that are done; whether there was one."""
        block = next(self._blocks, None)
        if block is None:
            return False
        del self._lines[:done]
        self._take(_plain_ends(block))
        return bool(self._lines)

    # ---- records with quotes

    def _quoted(self, one_line: _OneLine, at: int) -> tuple[list[str], int]:
        """Return the record that begins at a line, and where the next begins. Raises csv.Error."""
        line = self._lines[at]
        if len(line) > MOST_CHARACTERS:
            raise csv.Error(TOO_LONG)
        cells = one_line.read(line)
        return (cells, at + 1) if cells is not None else self._over_lines(at)

    def _over_lines(self, at: int) -> tuple[list[str], int]:
        after = at

        def following() -> Iterator[str]:
            nonlocal after
            while after < len(self._lines) or self._more():
                line = self._lines[after]
                if len(line) > MOST_CHARACTERS:
                    raise csv.Error(TOO_LONG)
                after += 1
                yield line + "\n"

        cells = next(csv.reader(following(), delimiter=self._delimiter, strict=True))
        if after - at > 1:
            self._check(self._lines[at], cells)
        return cells, after

    def _check(self, first: str, cells: list[str]) -> None:
        """Raise csv.Error when a cell over several lines has whole rows in it: its quote was left open."""
        delimiters = first.count(self._delimiter)
        for line in (line for cell in cells for line in cell.split("\n")[1:]):
            if line.count(self._delimiter) > delimiters // 2 and _DATED.search(line):
                raise csv.Error("unexpected end of data")


class _OneLine:
    """Reads records that end with their line."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._given: list[str] = []
        self._read = self._reader()

    def _reader(self) -> Callable[[], list[str]]:
        # Asked for a second line, there is none to pop: the record goes on, or cannot be read at all.
        lines = iter(self._given.pop, None)
        return csv.reader(lines, delimiter=self._delimiter, strict=True).__next__

    def read(self, line: str) -> list[str] | None:
        """Return the cells of a line, None where the record does not end with it or cannot be read."""
        cells = plainly_quoted(line, self._delimiter)
        if cells is not None:
            return cells
        self._given.append(line)
        try:
            return self._read()
        except (IndexError, csv.Error):
            self._read = self._reader()  # the old one is in the middle of a cell
            return None


def plainly_quoted(line: str, delimiter: str) -> list[str] | None:
    """Return the cells of a line whose quotes, if any, stand around whole cells, or doubled in these; None of any other."""
    pieces = line.split('"')
    last = len(pieces) - 1
    if not last:
        return line.split(delimiter)
    if last % 2:
        return None
    cells: list[str] = []
    for place in range(0, last, 2):
        if place and not pieces[place]:
            cells[-1] += '"' + pieces[place + 1]
            continue
        between = _between(pieces[place], delimiter, after=place > 0, before=True)
        if between is None:
            return None
        cells += between
        cells.append(pieces[place + 1])
    behind = _between(pieces[last], delimiter, after=True, before=False)
    return None if behind is None else cells + behind


def _between(piece: str, delimiter: str, *, after: bool, before: bool) -> list[str] | None:
    """Return the cells of what stands after a quoted one, or before one, or both; None where it does not part them."""
    if not piece:
        return []
    if (after and not piece.startswith(delimiter)) or (before and not piece.endswith(delimiter)):
        return None
    start, end = int(after), len(piece) - int(before)
    return piece[start:end].split(delimiter) if start <= end else []


def _plain_ends(block: str) -> str:
    return block.replace("\r\n", "\n").replace("\r", "\n") if "\r" in block else block


def trimmed(cells: Iterable[str]) -> list[str]:
    """Return the cells without blanks around them, composed, and without the apostrophe that defuses a formula."""
    return [bare(nfc(cell.strip())) for cell in cells]
