"""Reading an .xlsb, [MS-XLSB]: the same parts as an .xlsx, as records instead of XML."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence

from cchc_cli.load.evidence.archive import MAX_LISTING, parts_in
from cchc_cli.load.evidence.cell_extras import CellExtra, page_address
from cchc_cli.load.evidence.compound import broken
from cchc_cli.load.evidence.filled_cells import MAX_SHEETS, CellLimits, FilledCells
from cchc_cli.load.evidence.number_formats import NumberFormats, error_text, packed_number
from cchc_cli.load.evidence.sheet import WorkbookSheet, text_of
from cchc_cli.load.evidence.workbook_extras import relations
from cchc_cli.load.opening import MEGABYTE, UnusableError

BOOK, RELATIONS = "xl/workbook.bin", ".bin.rels"
MAX_SIZE = 16 * MEGABYTE
MAX_RECORDS = 4_000_000  # of all parts together
_MORE = 0x80  # another byte follows
_STYLES_BEGIN, _STYLES_END, _STYLE, _FORMAT = 617, 618, 47, 44
_SETTINGS, _SHEET, _SHARED, _ROW = 153, 156, 19, 0
_NO_TEXT = 0xFFFFFFFF
_TEXT = 0x17  # a text in a formula begins with it
_HYPERLINK = (b"\x42\x01\x67\x01", b"\x42\x02\x67\x01")  # the end of a formula HYPERLINK with one argument, with two

Record = tuple[int, memoryview]


def read_sheets(data: bytes) -> list[WorkbookSheet]:
    """Return the sheets of an .xlsb. Raises UnusableError if it is broken, too large, or has a password."""
    if len(data) > MAX_SIZE:
        raise UnusableError("too-large", most=str(MAX_SIZE // MEGABYTE))
    parts = parts_in(data, lambda name: name.startswith("xl/") and name.endswith((".bin", RELATIONS)))
    if sum(len(content) for name, content in parts.items() if name.endswith(RELATIONS)) > MAX_LISTING:
        raise UnusableError("unpacks-too-large", most=str(MAX_LISTING // MEGABYTE))
    try:
        return list(_BinaryBook(parts).sheets())
    except (struct.error, IndexError, OverflowError):
        raise broken() from None


class _BinaryBook:
    """The parts of a workbook."""

    def __init__(self, parts: Mapping[str, bytearray]) -> None:
        self._parts = parts
        self._left = MAX_RECORDS
        self._targets: dict[str, Mapping[str, str]] = {}
        self._formats = NumberFormats()
        self._texts = [_text(data, 1) for kind, data in self._records("xl/sharedStrings.bin") if kind == _SHARED]
        self._read_styles()

    def sheets(self) -> Iterator[WorkbookSheet]:
        targets = self._relations(BOOK)
        limits = CellLimits()
        for data in self._listed():
            relation = _text(data, 8)
            name = _text(data, 12 + 2 * len(relation.encode("utf-16-le")) // 2)
            part = posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
            if part.startswith("xl/worksheets/"):
                cells = FilledCells(limits)
                links = self._relations(part)
                _BinarySheetReader(cells, self._formats, self._texts, links).read(self._records(part))
                yield cells.sheet(name, shown=not struct.unpack_from("<I", data)[0])

    def _listed(self) -> list[memoryview]:
        """Return the records of the sheets. Raises UnusableError when there are too many."""
        sheets = []
        for kind, data in self._records(BOOK):
            if kind == _SETTINGS:
                self._formats.from_1904 = bool(data[0] & 1)
            elif kind == _SHEET:
                sheets.append(data)
            if len(sheets) > MAX_SHEETS:
                raise UnusableError("too-many-sheets", most=str(MAX_SHEETS))
        return sheets

    def _relations(self, part: str) -> Mapping[str, str]:
        """Return the targets of the relations of a part, by their ids; several sheets may name one part."""
        if part not in self._targets:
            folder, file = posixpath.split(part)
            self._targets[part] = relations(bytes(self._parts.get(f"{folder}/_rels/{file}.rels", b"")))
        return self._targets[part]

    def _read_styles(self) -> None:
        of_cells = False
        for kind, data in self._records("xl/styles.bin"):
            of_cells = kind == _STYLES_BEGIN or (of_cells and kind != _STYLES_END)
            if kind == _FORMAT:
                self._formats.codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)
            elif kind == _STYLE and of_cells:
                self._formats.styles.append(struct.unpack_from("<H", data, 2)[0])

    def _records(self, part: str) -> Iterator[Record]:
        """Yield the records of a part. Raises UnusableError if there are too many."""
        content = memoryview(self._parts.get(part, bytearray()))
        at = 0
        while at < len(content):
            self._left -= 1
            if self._left < 0:
                raise UnusableError("too-many-cells", most=str(MAX_RECORDS))
            kind, at = _number(content, at, 2)
            length, at = _number(content, at, 4)
            if at + length > len(content):
                raise broken()
            yield kind, content[at : at + length]
            at += length


def _number(content: memoryview, at: int, max_bytes: int) -> tuple[int, int]:
    """Return a number of at most `max_bytes` bytes, seven bits in each, and the offset behind it."""
    number = 0
    for index in range(max_bytes):
        byte = content[at + index]
        number |= (byte & ~_MORE) << 7 * index
        if byte < _MORE:
            break
    return number, at + index + 1


def _text(data: memoryview, at: int) -> str:
    """Return a text that follows its length."""
    length = struct.unpack_from("<I", data, at)[0]
    return "" if length == _NO_TEXT else bytes(data[at + 4 : at + 4 + 2 * length]).decode("utf-16-le", errors="replace")


class _BinarySheetReader:
    """Reads the records of one sheet into its cells."""

    def __init__(
        self, cells: FilledCells, formats: NumberFormats, texts: Sequence[str], links: Mapping[str, str]
    ) -> None:
        self._cells = cells
        self._formats = formats
        self._texts = texts
        self._links = links
        self._row = 0
        self._shown: dict[int, Callable[[memoryview], str]] = {
            2: lambda data: self._number(data, packed_number(struct.unpack_from("<I", data, 8)[0])),
            3: lambda data: error_text(data[8]),
            4: lambda data: text_of(bool(data[8])),
            5: lambda data: self._number(data, struct.unpack_from("<d", data, 8)[0]),
            6: lambda data: _text(data, 8).strip(),
            7: lambda data: self._shared(struct.unpack_from("<I", data, 8)[0]),
            62: lambda data: _text(data, 9).strip(),  # a text with fonts
        }
        self._shown |= {
            11: self._shown[3],
            10: self._shown[4],
            9: self._shown[5],
            8: self._shown[6],
        }  # the same values as results of formulas

    def read(self, records: Iterator[Record]) -> None:
        for kind, data in records:
            if kind in self._shown:
                column = struct.unpack_from("<I", data)[0] + 1
                self._cells.add(self._row, column, self._shown[kind](data))
                if kind == 8:
                    self._address(column, data)
            elif kind == _ROW:
                self._row = struct.unpack_from("<I", data)[0] + 1
            elif kind == 176:
                top, bottom, left, right = struct.unpack_from("<4I", data)
                self._cells.merge(top + 1, left + 1, bottom + 1, right + 1)
            elif kind == 494:
                self._link(data)

    def _number(self, data: memoryview, value: float) -> str:
        return self._formats.text(value, struct.unpack_from("<I", data, 4)[0] & 0xFFFFFF)

    def _shared(self, index: int) -> str:
        return self._texts[index].strip() if index < len(self._texts) else ""

    def _address(self, column: int, data: memoryview) -> None:
        """Add the address of a formula HYPERLINK("address"; …) to its cell."""
        length = struct.unpack_from("<I", data, 8)[0]
        at = 12 + 2 * length + 2
        text_bytes = bytes(data[at + 4 : at + 4 + struct.unpack_from("<I", data, at)[0]])
        if text_bytes[:1] == bytes([_TEXT]) and text_bytes.endswith(_HYPERLINK):
            size = struct.unpack_from("<H", text_bytes, 1)[0]
            address = text_bytes[3 : 3 + 2 * size].decode("utf-16-le", errors="replace").strip()
            self._cells.add_extra((self._row, column), CellExtra(address))

    def _link(self, data: memoryview) -> None:
        top, bottom, left, right = struct.unpack_from("<4I", data)
        relation = _text(data, 16)
        address = page_address(self._links.get(relation, ""))
        if address:
            self._cells.link((top + 1, left + 1), (bottom + 1, right + 1), address)
