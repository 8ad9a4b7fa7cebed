"""A small .xls made by hand: records, [MS-XLS], in a compound file, [MS-CFB]. Nothing in it is checked: tests break it."""

from __future__ import annotations

import struct

SECTOR = 4096
END, FREE, OF_TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_CUTOFF = 4096  # a smaller stream would be in small sectors


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: str) -> bytes:
    """Return a cell that holds a text itself."""
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def link(top: int, bottom: int, address: str) -> bytes:
    """Return a link over cells of the first column."""
    moniker = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
    target = (address + "\0").encode("utf-16-le")
    head = struct.pack("<4H", top, bottom, 0, 0) + b"\0" * 24
    return record(0x01B8, head + moniker + struct.pack("<I", len(target)) + target)


def book(cells: bytes, name: str = "posts") -> bytes:
    """Return a workbook with one sheet of these records."""
    begun, ended = record(0x0809, struct.pack("<HH", 0x0600, 5) + b"\0" * 12), record(0x000A)
    listed = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name.encode("latin-1")
    start = len(begun) + len(record(0x0085, listed)) + len(ended)
    listed = struct.pack("<I", start) + listed[4:]
    return compound("Workbook", begun + record(0x0085, listed) + ended + begun + cells + ended)


def compound(name: str, stream: bytes) -> bytes:
    """Return a compound file with one stream: its table of sectors first, then the directory, then the stream."""
    content = stream.ljust(max(len(stream), _CUTOFF), b"\0")
    content += b"\0" * (-len(content) % SECTOR)
    sectors = len(content) // SECTOR
    tables = 1
    while tables * SECTOR // 4 < tables + 1 + sectors:
        tables += 1
    assert tables <= 109
    chain = [OF_TABLE] * tables + [END] + [*range(tables + 2, tables + 1 + sectors), END]
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 4, 0xFFFE, 12, 6) + b"\0" * 10
    head += struct.pack("<2I4xIIIII", tables, tables, _CUTOFF, END, 0, END, 0)
    head += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, END, 0) + _entry(name, 2, tables + 1, len(content))
    return head.ljust(SECTOR, b"\0") + struct.pack(f"<{len(chain)}I", *chain) + directory.ljust(SECTOR, b"\0") + content


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    begun = encoded.ljust(64, b"\0") + struct.pack("<HB", len(encoded), kind)
    return begun.ljust(116, b"\0") + struct.pack("<II", start, size) + b"\0" * 4
