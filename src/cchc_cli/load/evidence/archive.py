"""A workbook is an archive from outside: it is unpacked here under limits, before any reader of workbooks sees it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from cchc_cli.load.opening import MEGABYTE, UnusableError

MOST_UNPACKED = 256 * MEGABYTE
MOST_PARTS = 2_000
MOST_CELLS = 16_000_000  # of the rectangle from A1 to the last cell: readers lay it out whole
MOST_NAME = 512
_CHUNK = MEGABYTE
_HEADER = struct.Struct("<4s22xHH")  # of a part: signature, … length of its name, length of its extra field
# The place of a cell or a row: A1, $A$1 or 1, however the attribute is spaced and quoted.
_CELL = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{0,9})\$?(\d{1,12})""")
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # of .xls, and of what holds a workbook with a password
_SHARED = re.compile(rb"<(?:\w+:)?sst\b")
_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>\s*(\d{1,9})\s*<")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OverflowError,
    NotImplementedError,
    OSError,
    EOFError,
)


def repacked(data: bytes) -> bytes:
    """Return a workbook packed anew from what its parts truly hold. Raises UnusableError for a broken or huge one.

    The sizes that an archive states are not believed: every part is unpacked and counted.
    """
    if data.startswith(_OLD_FORMAT):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnusableError("workbook-password" if encrypted else "not-a-workbook", reason=".xls")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise UnusableError("unpacks-too-large", most=str(MOST_UNPACKED // MEGABYTE))
            return _packed(data, parts)
    except _BROKEN as error:
        raise UnusableError("not-a-workbook", reason=str(error)[:MOST_NAME]) from None


def _packed(data: bytes, parts: list[zipfile.ZipInfo]) -> bytes:
    out, left, seen, texts = io.BytesIO(), MOST_UNPACKED, set(), _Texts()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as clean:
        for part in parts:
            if part.filename in seen or not part.filename.lower().endswith((".xml", ".rels")):
                continue  # folders, pictures and macros are nothing to us
            seen.add(part.filename)
            content = _unpacked(data, part, left)
            left -= len(content)
            if _area(content) > MOST_CELLS:
                raise UnusableError("far-cell", most=str(MOST_CELLS))
            texts.add(content)
            clean.writestr(zipfile.ZipInfo(part.filename[:MOST_NAME]), content)
    if texts.size() > MOST_UNPACKED:
        raise UnusableError("unpacks-too-large", most=str(MOST_UNPACKED // MEGABYTE))
    return out.getvalue()


class _Texts:
    """How much the cells hold when each gets its own copy of the text it shares with others."""

    def __init__(self) -> None:
        self._lengths: list[int] = []
        self._used: Counter[bytes] = Counter()
        self._hidden = False

    def add(self, content: bytes) -> None:
        if _SHARED.search(content):
            self._lengths += [len(text) for text in _TEXT.split(content)[1:]]
            self._hidden = self._hidden or b"<!" in content  # a comment could hide which text is which
        else:
            self._used.update(_VALUE.findall(content))

    def size(self) -> int:
        if self._hidden:
            return self._used.total() * max(self._lengths, default=0)
        lengths = dict(enumerate(self._lengths))
        return sum(count * lengths.get(int(index), 0) for index, count in self._used.items())


def _unpacked(data: bytes, part: zipfile.ZipInfo, most: int) -> bytes:
    """Return what a part holds, however long it says it is."""
    if part.flag_bits & 1:
        raise UnusableError("workbook-password")
    signature, name, extra = _HEADER.unpack_from(data, part.header_offset)
    if signature != b"PK\3\4" or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(part.filename)
    start = part.header_offset + _HEADER.size + name + extra
    packed = memoryview(data)[start : start + part.compress_size]
    content = bytearray()
    for chunk in [bytes(packed)] if part.compress_type == zipfile.ZIP_STORED else _inflated(packed):
        content += chunk
        if len(content) > most:
            raise UnusableError("unpacks-too-large", most=str(MOST_UNPACKED // MEGABYTE))
    return bytes(content)


def _inflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = bytes(packed)
    while waiting and not stream.eof:
        yield stream.decompress(waiting, _CHUNK)
        waiting = stream.unconsumed_tail


def _area(content: bytes) -> int:
    """Return how many cells lie between A1 and the last cell or row named in a part."""
    columns, rows = 1, 1
    for start in range(0, len(content), _CHUNK):
        found = _CELL.findall(content, start, start + _CHUNK + MOST_NAME)
        columns = max(columns, *map(_column, {letters for letters, _ in found}), 1)
        rows = max(rows, *(int(digits) for _, digits in found), 1)
    return columns * rows


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return max(number, 1)
