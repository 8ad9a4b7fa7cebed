"""A small .xlsb as Excel writes it, [MS-XLSB], made by hand: no free program writes one. Calamine reads it too."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DAY = 1  # the style of a day
ERROR = type("ERROR", (int,), {})  # the code of an error value

Value = str | float | bool | tuple[float, int]


def record(kind: int, data: bytes = b"") -> bytes:
    begun = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = bytearray(), len(data)
    while True:
        length.append(size & 0x7F | (0x80 if size > 0x7F else 0))
        size >>= 7
        if not size:
            return begun + bytes(length) + data


def text(value: str) -> bytes:
    encoded = value.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def cell(column: int, value: Value, texts: list[str]) -> bytes:
    style = 0
    if isinstance(value, tuple):
        value, style = value
    place = struct.pack("<II", column, style)
    if isinstance(value, ERROR):
        return record(3, place + bytes([value]))
    if isinstance(value, bool):
        return record(4, place + bytes([value]))
    if isinstance(value, str):
        texts.append(value)
        return record(7, place + struct.pack("<I", len(texts) - 1))
    if value == int(value):
        return record(2, place + struct.pack("<I", int(value) << 2 & 0xFFFFFFFF | 2))
    return record(5, place + struct.pack("<d", value))


def hyperlink(column: int, address: str, shown: str) -> bytes:
    """Return a cell with the formula HYPERLINK(address, shown) and its stored value."""
    words = b"".join(b"\x17" + struct.pack("<H", len(entry)) + entry.encode("utf-16-le") for entry in (address, shown))
    words += b"\x42\x02\x67\x01"
    return record(
        8, struct.pack("<II", column, 0) + text(shown) + b"\0\0" + struct.pack("<I", len(words)) + words + b"\0\0\0\0"
    )


def sheet(
    rows: Mapping[int, Sequence[Value | None]],
    texts: list[str],
    *,
    links: Mapping[tuple[int, int], str] = {},
    formulas: Mapping[tuple[int, int], tuple[str, str]] = {},
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """Return a sheet; rows and columns from 0. `links` hold the id of the relation of a cell."""
    last = max(rows, default=0), max((len(cells) for cells in rows.values()), default=1) - 1
    out = record(129) + record(148, struct.pack("<4I", 0, last[0], 0, last[1])) + record(145)
    for row, cells in rows.items():
        out += record(0, struct.pack("<II", row, 0) + b"\0" * 13)
        for column, value in enumerate(cells):
            if (row, column) in formulas:
                out += hyperlink(column, *formulas[row, column])
            elif value is not None:
                out += cell(column, value, texts)
    out += record(146)
    out += b"".join(record(176, struct.pack("<4I", *entry)) for entry in merged)
    for (row, column), relation in links.items():
        out += record(494, struct.pack("<4I", row, row, column, column) + text(relation) + text("") * 3)
    return out + record(130)


def book(
    sheets: Mapping[str, bytes],
    texts: Sequence[str],
    *,
    relations: Mapping[str, str] = {},
    hidden: Sequence[str] = (),
) -> bytes:
    """Return a workbook; `relations` are the addresses that links of the first sheet lead to, by their ids."""
    listed = b"".join(
        record(156, struct.pack("<II", name in hidden, number) + text(f"r{number}") + text(name))
        for number, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(sheets) + 1)
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
        for name, address in relations.items()
    )
    styles = record(278) + record(617, struct.pack("<I", 2))
    styles += b"".join(record(47, struct.pack("<HH", 0, number) + b"\0" * 12) for number in (0, 14)) + record(618)
    begun = f'<Relationships xmlns="{PACKAGE}/relationships">'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{begun}<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": record(131) + record(153, b"\0" * 12) + record(143) + listed + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": f"{begun}{targets}"
        f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.bin"/>'
        f'<Relationship Id="t" Type="{OFFICE}/styles" Target="styles.bin"/></Relationships>',
        "xl/styles.bin": styles + record(279),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(texts), len(texts)))
        + b"".join(record(19, b"\0" + text(entry)) for entry in texts)
        + record(160),
        "xl/worksheets/_rels/sheet1.bin.rels": f"{begun}{links}</Relationships>",
    }
    parts |= {f"xl/worksheets/sheet{number}.bin": content for number, content in enumerate(sheets.values(), 1)}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def sample() -> bytes:
    """Return a log of posts: a letterhead, a merged total, an error, a day as a number, links of both kinds, a hidden sheet."""
    texts: list[str] = []
    first = sheet(
        {
            0: ["SỞ Y TẾ MẪU"],
            2: ["Ngày", "Đơn vị", "Tiêu đề", "Kênh", "Link", "Nhãn"],
            3: [(46119, DAY), "VP", "Bài một", "web", "Xem", "cchc"],
            4: [(46121.5, DAY), "VP", "Bài hai", "web", None, "cchc"],
            5: ["11/4/2026", "VP", "Bài ba", "web", None, ERROR(0x2A)],
            6: ["Cộng", None, 3, 1.25, True],
        },
        texts,
        links={(3, 4): "l1"},
        formulas={(4, 4): ("https://s.example/2", "Xem")},
        merged=[(6, 6, 0, 1)],
    )
    second = sheet({0: ["Nháp"]}, texts)
    return book({"Tháng 4": first, "Nháp": second}, texts, relations={"l1": "https://s.example/1"}, hidden=["Nháp"])
