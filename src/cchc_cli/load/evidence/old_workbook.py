"""Reading an .xls, [MS-XLS], the format of Excel until 2003, which many office systems still export."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterator, Sequence

from cchc_cli.load.evidence.cell_extras import CellExtra
from cchc_cli.load.evidence.compound import SIGNATURE as SIGNATURE
from cchc_cli.load.evidence.compound import CompoundFile, broken
from cchc_cli.load.evidence.filled_cells import CellLimits, FilledCells
from cchc_cli.load.evidence.number_formats import NumberFormats, error_text, packed_number
from cchc_cli.load.evidence.sheet import WorkbookSheet, text_of
from cchc_cli.load.opening import MEGABYTE, UnusableError

MAX_SIZE = 16 * MEGABYTE
MAX_RECORDS = 4_000_000  # of all sheets together
_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_BIFF8 = 0x0600
# Records of a fixed length: any other length shows that the stream is out of step.
_LENGTHS = {0x0201: 6, 0x0203: 14, 0x027E: 10, 0x00FD: 10, 0x0205: 8, 0x0208: 16, _EOF: 0}
_TEXT = 0x17  # a text in a formula begins with it
_HYPERLINK = (b"\x42\x01\x67\x01", b"\x42\x02\x67\x01")  # the end of a formula HYPERLINK with one argument, with two
_URL = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE = bytes.fromhex("0303000000000000c000000000000046")

Record = tuple[int, bytes]


def read_sheets(data: bytes) -> list[WorkbookSheet]:
    """Return the sheets of an .xls. Raises UnusableError if it is broken, too large, or has a password."""
    file = CompoundFile(data)
    if "EncryptedPackage" in file.names:
        raise UnusableError("workbook-password")
    if len(data) > MAX_SIZE:
        raise UnusableError("too-large", most=str(MAX_SIZE // MEGABYTE))
    name = next((name for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if name in file.names), None)
    if name is None:
        raise broken()
    try:
        return list(_OldBook(file.stream(name)).sheets())
    except (struct.error, IndexError, OverflowError):
        raise broken() from None


class _OldBook:
    """The stream of a workbook: records for all sheets, then the records of each sheet."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._left = MAX_RECORDS
        self._formats = NumberFormats()
        self._texts: list[str] = []
        self._listed: list[tuple[int, bool, str]] = []  # offset of a sheet, whether it is visible, its name
        self._encoding = "cp1258"
        kind, first = next(self._records(0), (0, b""))
        if kind != _BOF:
            raise broken()
        self._wide = struct.unpack_from("<H", first)[0] >= _BIFF8  # texts in UTF-16, since Excel 97
        self._read_globals()

    def sheets(self) -> Iterator[WorkbookSheet]:
        limits = CellLimits()
        for start, shown, name in self._listed:
            cells = FilledCells(limits)
            _OldSheetReader(cells, self._formats, self._texts, self._text).read(self._of_sheet(start))
            yield cells.sheet(name, shown=shown)

    def _records(self, at: int) -> Iterator[Record]:
        """Yield the records from an offset on. Raises UnusableError if there are too many."""
        while at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, at)
            self._left -= 1
            if self._left < 0:
                raise UnusableError("too-many-cells", most=str(MAX_RECORDS))
            at += 4
            if at + length > len(self._stream) or length != _LENGTHS.get(kind, length):
                raise broken()
            yield kind, self._stream[at : at + length]
            at += length

    def _of_sheet(self, start: int) -> Iterator[Record]:
        """Yield the records of one sheet, without its charts. Raises UnusableError if the sheet has no end."""
        depth = 0
        for kind, data in self._records(start):
            depth += (kind == _BOF) - (kind == _EOF)
            if depth <= 0:
                return
            if depth == 1:
                yield kind, data
        raise broken()  # the rest of the file is lost

    def _read_globals(self) -> None:
        pieces: list[bytes] | None = None  # of the shared texts
        for kind, data in self._records(0):
            if kind == _CONTINUE and pieces is not None:
                pieces.append(data)
                continue
            if pieces is not None:
                self._texts, pieces = list(_shared_texts(pieces)), None
            if kind == 0x00FC:
                pieces = [data]
            elif kind == _EOF:
                return
            else:
                self._read_global(kind, data)

    def _read_global(self, kind: int, data: bytes) -> None:
        if kind == 0x002F:
            raise UnusableError("workbook-password")
        if kind == 0x0042:
            self._encoding = _encoding(struct.unpack_from("<H", data)[0])
        elif kind == 0x0022:
            self._formats.from_1904 = data[:1] == b"\1"
        elif kind == 0x041E:
            self._formats.codes[struct.unpack_from("<H", data)[0]] = self._text(data, 2, short=not self._wide)
        elif kind == 0x00E0:
            self._formats.styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == 0x0085:
            start, state, sort = struct.unpack_from("<IBB", data)
            if sort == 0:  # a sheet of cells, not of a chart or macros
                self._listed.append((start, not state & 3, self._text(data, 6, short=True)))

    def _text(self, data: bytes, at: int, *, short: bool = False) -> str:
        """Return a text that follows its length; the length of a `short` text has one byte, of others two."""
        length = data[at] if short else struct.unpack_from("<H", data, at)[0]
        at += 1 if short else 2
        if not self._wide:
            return data[at : at + length].decode(self._encoding, errors="replace")
        wide = data[at] & 1 if at < len(data) else 0
        return _decoded(data[at + 1 : at + 1 + (length << wide)], wide)


class _OldSheetReader:
    """Reads the records of one sheet into its cells."""

    def __init__(
        self, cells: FilledCells, formats: NumberFormats, texts: Sequence[str], text_at: Callable[[bytes, int], str]
    ) -> None:
        self._cells = cells
        self._formats = formats
        self._texts = texts
        self._text_at = text_at
        self._awaits: tuple[int, int] | None = None  # the cell of a formula whose text is in a later record
        self._readers: dict[int, Callable[[bytes], None]] = {
            0x0203: self._number, 0x027E: self._packed, 0x00BD: self._several_packed, 0x00FD: self._shared_text,
            0x0204: self._own_text, 0x00D6: self._own_text, 0x0205: self._truth, 0x0006: self._formula,
            0x0207: self._text_of_formula, 0x00E5: self._merged, 0x01B8: self._link,
        }  # fmt: skip

    def read(self, records: Iterator[Record]) -> None:
        for kind, data in records:
            reader = self._readers.get(kind)
            if reader:
                reader(data)

    def _show(self, data: bytes, text: str) -> None:
        row, column = struct.unpack_from("<HH", data)
        self._cells.add(row + 1, column + 1, text)

    def _number(self, data: bytes) -> None:
        style, value = struct.unpack_from("<Hd", data, 4)
        self._show(data, self._formats.text(value, style))

    def _packed(self, data: bytes) -> None:
        style, bits = struct.unpack_from("<HI", data, 4)
        self._show(data, self._formats.text(packed_number(bits), style))

    def _several_packed(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        for index in range((len(data) - 6) // 6):
            style, bits = struct.unpack_from("<HI", data, 4 + 6 * index)
            self._cells.add(row + 1, column + index + 1, self._formats.text(packed_number(bits), style))

    def _shared_text(self, data: bytes) -> None:
        index = struct.unpack_from("<I", data, 6)[0]
        self._show(data, self._texts[index].strip() if index < len(self._texts) else "")

    def _own_text(self, data: bytes) -> None:
        self._show(data, self._text_at(data, 6).strip())

    def _truth(self, data: bytes) -> None:
        self._show(data, error_text(data[6]) if data[7] else text_of(bool(data[6])))

    def _formula(self, data: bytes) -> None:
        """Read a formula with its stored value: a number, a text in a later record, a truth value, an error, or nothing."""
        self._awaits = None
        self._address(data)
        sort, value = data[6], data[8]
        if data[12:14] != b"\xff\xff":
            self._number(data)
        elif sort == 0:
            self._awaits = struct.unpack_from("<HH", data)
        elif sort in {1, 2}:
            self._show(data, error_text(value) if sort == 2 else text_of(bool(value)))

    def _text_of_formula(self, data: bytes) -> None:
        if self._awaits:
            row, column = self._awaits
            self._cells.add(row + 1, column + 1, self._text_at(data, 0).strip())
            self._awaits = None

    def _address(self, data: bytes) -> None:
        """Add the address of a formula HYPERLINK("address"; …) to its cell."""
        text_bytes = data[22 : 22 + struct.unpack_from("<H", data, 20)[0]]
        if text_bytes[:1] == bytes([_TEXT]) and text_bytes.endswith(_HYPERLINK):
            row, column = struct.unpack_from("<HH", data)
            address = self._text_at(bytes([text_bytes[1], 0]) + text_bytes[2:], 0)
            self._cells.add_extra((row + 1, column + 1), CellExtra(address.strip()))

    def _merged(self, data: bytes) -> None:
        for index in range(struct.unpack_from("<H", data)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * index)
            self._cells.merge(top + 1, left + 1, bottom + 1, right + 1)

    def _link(self, data: bytes) -> None:
        """Read a link of a rectangle of cells, [MS-OSHARED] 2.3.7.1; links inside the workbook are not kept."""
        top, bottom, left, right = struct.unpack_from("<4H", data)
        at = data.find(_URL, 32)
        if at >= 0:
            length = struct.unpack_from("<I", data, at + 16)[0]
            address = _decoded(data[at + 20 : at + 20 + length], wide=1).partition("\0")[0]
        else:
            at = data.find(_FILE, 32)
            if at < 0:
                return
            length = struct.unpack_from("<I", data, at + 18)[0]
            address = data[at + 22 : at + 22 + length].partition(b"\0")[0].decode("cp1252", errors="replace")
        self._cells.link((top + 1, left + 1), (bottom + 1, right + 1), address)


def _decoded(data: bytes, wide: int) -> str:
    return data.decode("utf-16-le" if wide else "latin-1", errors="replace")


def _encoding(page: int) -> str:
    """Return the encoding of a code page; of an unknown one, the encoding of Vietnamese Windows."""
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1258"


class _Pieces:
    """A record continued in other records; each continuation of a text states its width anew."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._number = self._at = 0

    @property
    def _left(self) -> int:
        return len(self._pieces[self._number]) - self._at if self._number < len(self._pieces) else 0

    def _next(self) -> bool:
        while self._number < len(self._pieces) and not self._left:
            self._number, self._at = self._number + 1, 0
        return self._number < len(self._pieces)

    def take(self, length: int) -> bytes:
        taken = b""
        while length and self._next():
            piece = self._pieces[self._number][self._at : self._at + length]
            self._at += len(piece)
            length -= len(piece)
            taken += piece
        if length:
            raise IndexError("shared texts")
        return taken

    def characters(self, length: int, wide: int) -> str:
        texts = []
        while length:
            if not self._left:
                self._next()
                wide = self.take(1)[0] & 1
            piece = self.take(min(length, max(self._left >> wide, 1)) << wide)
            length -= len(piece) >> wide
            texts.append(_decoded(piece, wide))
        return "".join(texts)

    @property
    def more(self) -> bool:
        return self._next()


def _shared_texts(pieces: Sequence[bytes]) -> Iterator[str]:
    """Yield the shared texts without their fonts and phonetic readings: [MS-XLS] 2.5.293."""
    stream = _Pieces(pieces)
    stream.take(8)
    while stream.more:
        length, flags = struct.unpack("<HB", stream.take(3))
        fonts = struct.unpack("<H", stream.take(2))[0] * 4 if flags & 8 else 0
        readings = struct.unpack("<I", stream.take(4))[0] if flags & 4 else 0
        yield stream.characters(length, flags & 1)
        stream.take(fonts + readings)
