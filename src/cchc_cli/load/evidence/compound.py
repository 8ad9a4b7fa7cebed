"""Compound files, [MS-CFB], the container of an .xls: a small file system of chained sectors."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator

from cchc_cli.load.opening import UnusableError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # numbers from here on mean "no sector"
_IN_HEADER = 109  # table sectors that the header lists itself
_ENTRY = 128  # bytes of a directory entry
_STREAM, _ROOT = 2, 5
_NAME = 64  # bytes
_MAX_ENTRIES = 20_000


class CompoundFile:
    """The streams of a compound file by name. Raises UnusableError if the file is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, small_shift = struct.unpack_from("<HH", data, 30)
            (self._tables, directory, self._cutoff, small_table, _, next_sector, _) = struct.unpack_from(
                "<2I4xIIIII", data, 44
            )
            if not (7 <= shift <= 16 and 4 <= small_shift < shift):
                raise broken()
            self._size, self._small_size = 1 << shift, 1 << small_shift
            self._table = self._numbers(self._table_sectors(next_sector))
            self._entries = dict(self._directory(b"".join(self._chain(directory))))
            root = self._entries.get("", (0, 0, 0))
            self._small = b"".join(self._chain(root[1])) if root[0] == _ROOT else b""
            self._small_table = self._numbers(self._sectors(small_table, self._table))
        except struct.error:
            raise broken() from None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the contents of a stream. Raises UnusableError if its chain of sectors is broken."""
        _, start, size = self._entries[name]
        if size >= self._cutoff:
            return b"".join(self._chain(start))[:size]
        pieces = (
            self._small[at * self._small_size : (at + 1) * self._small_size]
            for at in self._sectors(start, self._small_table)
        )
        return b"".join(pieces)[:size]

    def _table_sectors(self, next_sector: int) -> Iterator[int]:
        """Return the sectors of the sector table; a large file lists some of them in a chain of their own."""
        listed = array("I", struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        left = len(self._data) // self._size + 1
        while next_sector < _LAST and left:
            *numbers, next_sector = struct.unpack(f"<{self._size // 4}I", self._sector(next_sector))
            listed.extend(numbers)
            left -= 1
        most = min(self._tables, len(self._data) // self._size + 1)  # each lists other sectors
        return (number for number in listed[:most] if number < _LAST)

    def _numbers(self, sectors: Iterator[int]) -> array[int]:
        numbers = array("I", b"".join(map(self._sector, sectors)))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _chain(self, start: int) -> Iterator[bytes]:
        return map(self._sector, self._sectors(start, self._table))

    def _sectors(self, start: int, table: array[int]) -> Iterator[int]:
        left = len(self._data) // (self._size if table is self._table else self._small_size) + 1
        while start < _LAST:
            if start >= len(table) or not left:
                raise broken()
            yield start
            start = table[start]
            left -= 1

    def _sector(self, number: int) -> bytes:
        sector = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not sector:
            raise broken()
        return sector.ljust(self._size, b"\0")

    def _directory(self, entries: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
        """Yield each stream's name with (type, first sector, size); the root is "". Of equal names the first counts."""
        seen: set[str] = set()
        for at in range(0, min(len(entries), _MAX_ENTRIES * _ENTRY) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, at + _NAME)
            start, size = struct.unpack_from("<II", entries, at + 116)
            name = (
                ""
                if kind == _ROOT
                else entries[at : at + min(max(length - 2, 0), _NAME)].decode("utf-16-le", "replace")
            )
            if kind in {_STREAM, _ROOT} and name not in seen:
                seen.add(name)
                yield name, (kind, start, size)


def broken() -> UnusableError:
    return UnusableError("not-a-workbook")
