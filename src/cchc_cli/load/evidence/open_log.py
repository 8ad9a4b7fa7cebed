"""A log that rows are added to: its columns, encoding, delimiter, quoting and line ends are its own and stay so."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cchc_cli.load.evidence.cells import defused
from cchc_cli.load.evidence.columns import LAYOUTS, header_names
from cchc_cli.load.evidence.dialect import DELIMITERS, Decoded, UnclosedError, decode, records, trimmed
from cchc_cli.load.evidence.rows import header_of
from cchc_cli.model.item import Kind
from cchc_cli.model.text import nfc

Record = Mapping[str, str]  # column -> what a cell says
FIRST_COLUMNS = ("date", "end", "unit", "type", "number", "title", "channel")
MARKS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_QUOTED = re.compile(r'"[^"]*"')
_LINE_END = re.compile(r"\r\n|\n|\r")


class UnusableError(ValueError):
    """A log that nothing can be added to: the code of the problem."""


class CannotKeepError(ValueError):
    """A text that would not be read back from this log as it was given."""

    def __init__(self, value: str) -> None:
        super().__init__("cannot-keep")
        self.value = value


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a log is written."""

    encoding: str
    delimiter: str = ","
    newline: str = "\r\n"
    quotes_all: bool = False

    def line(self, cells: Sequence[str]) -> bytes:
        """Return a row as bytes. Raises CannotKeepError for a letter that the encoding lacks."""
        return self.encoded(self.delimiter.join(self._cell(defused(cell)) for cell in cells) + self.newline)

    def encoded(self, text: str) -> bytes:
        if self.encoding == "cp1258":
            text = "".join(map(_for_windows, text))
        try:
            return text.encode("utf-8" if self.encoding == "utf-8-sig" else self.encoding)
        except UnicodeEncodeError as error:
            raise CannotKeepError(text[error.start : error.end]) from None

    def _cell(self, text: str) -> str:
        if self.quotes_all or any(mark in text for mark in (self.delimiter, '"', "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text


NEW = Dialect("utf-8-sig")  # what Excel calls "CSV UTF-8"


class OpenLog:
    """The bytes of a log, and what they hold. Raises UnusableError when nothing can be added to them."""

    def __init__(self, kind: Kind, data: bytes) -> None:
        data = data or MARKS[NEW.encoding] + NEW.line(new_columns(kind))
        decoded = decode(data)
        if decoded is None:
            raise UnusableError("not-text")
        self._data = data
        rows = _rows(decoded)
        if not rows:
            raise UnusableError("no-header")
        self._header = rows[0][1]
        self._columns = header_of(kind, header_names(kind), trimmed(self._header))
        lacking = set(LAYOUTS[kind].required) - set(self._columns)
        if lacking:
            raise UnusableError("missing-column")
        self.dialect = _dialect_of(decoded, data, rows[0][0], self._header)
        self.encoding = decoded.encoding
        self.rows = [(row, self._record(cells)) for row, cells in rows[1:]]

    def has(self, column: str) -> bool:
        return column in self._columns

    def extended(self, new: Sequence[Record]) -> tuple[bytes, list[int]]:
        """Return the log with rows added, and the row each came to stand in.

        Raises CannotKeepError when the program that reads logs would not find the old rows and these, and no others.
        """
        lines = [self.dialect.line([record.get(column or "", "") for column in self._columns]) for record in new]
        data = self._data + self._end_of_last_line() + b"".join(lines)
        decoded = decode(data)
        found = _rows(decoded)[1:] if decoded else []
        kept = [(row, self._record(cells)) for row, cells in found]
        old = len(self.rows)
        if kept[:old] != self.rows or len(kept) != old + len(new):
            raise CannotKeepError(" ".join(new[0].values()) if new else "")
        for record, (_, again) in zip(new, kept[old:], strict=True):
            if again != record:
                raise CannotKeepError(" ".join(record.values()))
        return data, [row for row, _ in kept[old:]]

    def _record(self, cells: Sequence[str]) -> dict[str, str]:
        return {column: cell for column, cell in zip(self._columns, trimmed(cells), strict=False) if column and cell}

    def _end_of_last_line(self) -> bytes:
        ends = self._data.endswith(tuple(self.dialect.encoded(end) for end in ("\n", "\r")))
        return b"" if ends else self.dialect.encoded(self.dialect.newline)


def new_columns(kind: Kind) -> list[str]:
    """Return the columns of a new log, those one looks for first at the left."""
    columns = LAYOUTS[kind].columns
    first = [column for column in FIRST_COLUMNS if column in columns]
    return [*first, *(column for column in columns if column not in first)]


def _rows(decoded: Decoded) -> list[tuple[int, list[str]]]:
    try:
        return list(records(decoded.text))
    except UnclosedError:
        raise UnusableError("bad-quotes") from None


def _dialect_of(decoded: Decoded, data: bytes, place: int, header: Sequence[str]) -> Dialect:
    encoding = next((name for name, mark in MARKS.items() if data.startswith(mark)), decoded.encoding)
    delimiter = next(_delimiters(decoded.text, place, header), NEW.delimiter)
    quoted = delimiter.join('"' + cell.replace('"', '""') + '"' for cell in header)
    ends = Counter(_LINE_END.findall(_QUOTED.sub("", decoded.text))).most_common(1)
    return Dialect(
        encoding=encoding,
        delimiter=delimiter,
        newline=ends[0][0] if ends else NEW.newline,
        quotes_all=quoted in decoded.text,
    )


def _delimiters(text: str, place: int, header: Sequence[str]) -> Iterator[str]:
    """Yield the delimiters by which the header's row falls into the cells that the reader found in it."""
    named = text[4:5] if text.lower().startswith("sep=") else ""
    for delimiter in (*named.strip(), *DELIMITERS):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        with contextlib.suppress(csv.Error):
            if list(header) in islice(rows, place + 1):  # one more, as a `sep=` line is not counted
                yield delimiter


def _for_windows(char: str) -> str:
    """Return a letter as Windows-1258 writes it: the vowel, and its tone as a mark of its own."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", char)
        return nfc("".join(mark for mark in marks if mark not in _TONES)) + "".join(m for m in marks if m in _TONES)
    return char
