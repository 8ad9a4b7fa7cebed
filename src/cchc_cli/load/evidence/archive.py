"""Unpacking a workbook under limits, before any reader of workbooks sees it: it is an archive from outside."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator
from operator import mul

from cchc_cli.load.opening import MEGABYTE, UnusableError

MAX_UNPACKED = 128 * MEGABYTE  # bytes of all parts that are read
MAX_LISTING = 16 * MEGABYTE  # bytes of the parts beside sheets and texts: styles, the list of sheets
MAX_PARTS = 2_000
MAX_CELLS = 2_000_000
MAX_AREA = 8_000_000  # cells from A1 to the last cell of each sheet: readers build the whole rectangle
MAX_TEXTS = 2_000_000  # shared texts
MAX_TEXT_BYTES = 64 * MEGABYTE  # of the shared texts, counted once for each cell that uses them
MAX_MERGED = 100_000
MAX_CHARACTERS = MEGABYTE  # bytes between two tags
MAX_NAME = 512
_CHUNK = MEGABYTE
_PIECE = MEGABYTE // 16
_ENTRY = b"PK\1\2"  # the signature of an entry in the archive's list of parts
_HEADER = struct.Struct("<4s22xHH")  # header of a part: signature, … length of its name, length of its extra field
# The position of a cell or a row (A1, $A$1 or 1) with any spacing and quoting of the attribute.
_CELL = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{0,9})\$?(\d{1,12})""")
# Cells with a colour or a border but no value, and rows of such cells: readers pass them over.
_ATTRIBUTES = rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')){0,30}\s*"""
_EMPTY_CELL = rb"<(?:\w+:)?c" + _ATTRIBUTES + rb"(?:/>|>\s*</(?:\w+:)?c>)"
_EMPTY = re.compile(_EMPTY_CELL + rb"|<(?:\w+:)?row" + _ATTRIBUTES + rb"/>")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row" + _ATTRIBUTES + rb">\s*</(?:\w+:)?row>")
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # the signature of .xls, and of a workbook with a password
_LISTINGS = (".rels", "workbook.xml", "styles.xml", "[content_types].xml")
# Parts without cells can be large, and are left out.
_NOT_READ = re.compile(r"(?:xl/(?:charts|drawings|externallinks|pivot\w+|theme|threadedcomments)|customxml|docprops)/")
_SHARED = re.compile(rb"<(?:\w+:)?sst\b")
_SHEET = re.compile(rb"<(?:\w+:)?worksheet\b")
_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b")
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


def names_in(data: bytes) -> frozenset[str]:
    """Return the names of an archive's parts, none if it is no archive. Raises UnusableError if there are too many."""
    if data.count(_ENTRY) > MAX_PARTS:
        raise _too_large(MAX_UNPACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except _BROKEN:
        return frozenset()


def parts_in(data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytearray]:
    """Return the contents of the parts whose names are wanted. Raises UnusableError if the archive is broken or too large."""
    contents: dict[str, bytearray] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                if wanted(part.filename) and part.filename not in contents:
                    content = contents[part.filename] = _unpacked(data, part, left)
                    left -= len(content)
    except _BROKEN:
        raise UnusableError("not-a-workbook") from None
    return contents


def repacked(data: bytes) -> bytes:
    """Return a workbook packed anew from the contents of its parts. Raises UnusableError if it is broken or too large.

    The sizes that an archive states are not trusted: every part is unpacked and measured.
    """
    if data.startswith(_OLD_FORMAT):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnusableError("workbook-password" if encrypted else "not-a-workbook")
    if data.count(_ENTRY) > MAX_PARTS:
        raise _too_large(MAX_UNPACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _packed(data, archive.infolist())
    except _BROKEN:
        raise UnusableError("not-a-workbook") from None


def _too_large(limit: int) -> UnusableError:
    return UnusableError("unpacks-too-large", most=str(limit // MEGABYTE))


def _packed(data: bytes, parts: list[zipfile.ZipInfo]) -> bytes:
    out, left, seen, extent = io.BytesIO(), MAX_UNPACKED, set(), _Extent()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as clean:
        for part in parts:
            name = part.filename.lower()
            if part.filename in seen or not name.endswith((".xml", ".rels")) or _NOT_READ.match(name):
                continue  # folders, pictures and macros are not read
            seen.add(part.filename)
            content = _unpacked(data, part, left)
            left -= len(content)
            extent.add(name, content)
            clean.writestr(zipfile.ZipInfo(part.filename[:MAX_NAME]), content, *_compression(content))
    extent.check_texts()
    return out.getvalue()


def _compression(content: bytearray) -> tuple[int, int]:
    """Return the compression for a part: a small part is stored as it is, to save time."""
    return (zipfile.ZIP_DEFLATED, 1) if len(content) > MEGABYTE else (zipfile.ZIP_STORED, 0)


class _Extent:
    """The memory that a workbook will need, counted before a reader builds its sheets."""

    def __init__(self) -> None:
        self._listings = self._cells = self._area = self._merged = 0
        self._lengths = array("I")  # of the shared texts, in bytes
        self._used = array(
            "I", bytes(4 * MAX_TEXTS)
        )  # index of a shared text -> cells that may use it: a cell's number looks like an index too
        self._hidden = False

    def add(self, name: str, content: bytearray) -> None:
        """Count a part. Raises UnusableError for a workbook that holds too much."""
        if has_long_text(content):
            raise UnusableError("long-text", most=str(MAX_CHARACTERS))
        if b"\0" in content:  # not UTF-8: its tags cannot be recognised
            raise zipfile.BadZipFile("NUL")
        if name.endswith(_LISTINGS) or not (_SHARED.search(content) or _SHEET.search(content)):
            self._listings += len(content)
            if self._listings > MAX_LISTING:
                raise _too_large(MAX_LISTING)
        else:
            self._add_texts(content)
            self._add_cells(content)

    def _add_texts(self, content: bytearray) -> None:
        start = None
        for match in _TEXT.finditer(content):
            if start is not None:
                self._lengths.append(match.start() - start)
            start = match.start()
            if len(self._lengths) >= MAX_TEXTS:
                raise UnusableError("too-many-cells", most=str(MAX_TEXTS))
        if start is not None:
            self._lengths.append(len(content) - start)
            self._hidden = self._hidden or b"<!" in content  # a comment can shift the indexes of the texts

    def _add_cells(self, content: bytearray) -> None:
        self._cells = _counted(_CELL_TAG, content, self._cells, MAX_CELLS, "too-many-cells")
        self._merged = _counted(_MERGED, content, self._merged, MAX_MERGED, "too-many-merged")
        area = _area(content)
        if self._area + area > MAX_AREA:  # rare: the search for empty cells takes as long as everything else
            area = _area(_EMPTY_ROW.sub(b"", _EMPTY.sub(b"", content)))
        self._area += area
        if self._area > MAX_AREA:
            raise UnusableError("far-cell", most=str(MAX_AREA))
        for match in _VALUE.finditer(content):
            index = int(match[1])
            if index < MAX_TEXTS:
                self._used[index] += 1

    def check_texts(self) -> None:
        """Raise UnusableError if the shared texts are too large: readers copy a shared text into each cell."""
        if self._hidden:
            size = sum(self._used) * max(self._lengths, default=0)
        else:
            size = sum(map(mul, self._used, self._lengths))
        if size > MAX_TEXT_BYTES:
            raise _too_large(MAX_TEXT_BYTES)


def has_long_text(content: bytearray) -> bool:
    """Whether two tags are over MAX_CHARACTERS apart; only the last tag of each window is searched for."""
    start = 0
    while len(content) - start > MAX_CHARACTERS:
        start = content.rfind(b"<", start, start + MAX_CHARACTERS) + 1
        if start == 0:
            return True
    return False


def _counted(pattern: re.Pattern[bytes], content: bytearray, before: int, limit: int, code: str) -> int:
    """Return `before` plus the number of matches. Raises UnusableError as soon as it exceeds `limit`."""
    for _ in pattern.finditer(content):
        before += 1
        if before > limit:
            raise UnusableError(code, most=str(limit))
    return before


def _unpacked(data: bytes, part: zipfile.ZipInfo, limit: int) -> bytearray:
    """Return the contents of a part, at most `limit` bytes, regardless of its stated size."""
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
        if len(content) > limit:
            raise _too_large(MAX_UNPACKED)
    return content


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """Yield the unpacked data in chunks of a bounded size, however well it was compressed."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _PIECE):
        yield stream.decompress(packed[start : start + _PIECE], _CHUNK)
        while stream.unconsumed_tail:
            yield stream.decompress(stream.unconsumed_tail, _CHUNK)
        if stream.eof:
            return
    yield stream.flush()


def _area(content: bytes | bytearray) -> int:
    """Return the number of cells between A1 and the last cell or row named in a part."""
    columns, rows = 1, 1
    for start in range(0, len(content), _CHUNK):
        positions = _CELL.findall(content, start, start + _CHUNK + MAX_NAME)
        columns = max(columns, *map(_column, {letters for letters, _ in positions}), 1)
        rows = max(rows, *(int(digits) for _, digits in positions), 1)
    return columns * rows


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return max(number, 1)
