"""Small files that would take much memory: each is read within a bound, or refused with its name."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import binary_book as binary
import old_book as old
from cchc_cli.load.evidence.dialect import text_blocks
from cchc_cli.load.opening import read_pieces
from workspaces import build_workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured as Linux does")

MEGABYTE = 1 << 20
MAX_RESIDENT = 600 * MEGABYTE
MAX_ADDRESSED = 1024 * MEGABYTE
MAX_SECONDS = 120  # of a file that took hours; others take 10 at most
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="posts" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="b" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="c" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"/>',
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="h" Type="{OFFICE}/hyperlink"'
    ' Target="https://s.example" TargetMode="External"/></Relationships>',
}
STYLES, TEXTS, SHEET = "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
HEADER = "date,unit,title,channel,url\n"


def workbook(name: str, opening: str, unit: str, times: int) -> bytes:
    """Return a workbook of which one part holds the same many times."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for part, content in PARTS.items():
            if part != name:
                file.writestr(part, content)
        with file.open(name, "w") as stream:
            stream.write(opening.encode())
            for _ in range(times // 100_000):
                stream.write(unit.encode() * 100_000)
    return data.getvalue()


def of_rows(row: str) -> bytes:
    return (HEADER + row * (63 * MEGABYTE // len(row.encode()))).encode()


ODS = "urn:oasis:names:tc:opendocument:xmlns"
COLUMNS = ("date", "unit", "title", "channel", "url")
ROW = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in COLUMNS)


def open_document(unit: str, times: int, before: str = "", behind: str = "") -> bytes:
    """Return an .ods with a header, and below it the same many times."""
    spaces = "".join(f' xmlns:{name}="{ODS}:{name}:1.0"' for name in ("office", "table", "text"))
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("content.xml", "w") as stream,
    ):
        stream.write(
            f'<x{spaces}><table:table table:name="posts"><table:table-row>{ROW}</table:table-row>{before}'.encode()
        )
        for _ in range(max(times // 100_000, 1)):
            stream.write(unit.encode() * min(times, 100_000))
        stream.write(f"{behind}</table:table></x>".encode())
    return data.getvalue()


def far_rows(repeats: int, column: int, cell: str = "") -> str:
    """Return rows with a cell far to the right, written once."""
    return (
        f'<table:table-row table:number-rows-repeated="{repeats}"><table:table-cell table:number-columns-repeated="{column - 1}"/>'
        f"<table:table-cell {cell}><text:p>x</text:p></table:table-cell></table:table-row>"
    )


def old_book(cell: Callable[[int], bytes], times: int) -> bytes:
    header = b"".join(old.label(0, column, name) for column, name in enumerate(COLUMNS))
    return old.book(header + b"".join(map(cell, range(1, times + 1))))


def old_book_of_one_table() -> bytes:
    """Return an .xls that lists the sectors of its table of sectors in a long chain, each of them the first."""
    sound = bytearray(old.book(old.label(0, 0, "date")))
    more = 10_000
    first = len(sound) // old.SECTOR - 1
    struct.pack_into("<I", sound, 44, 0xFFFFFFFF)  # how many there are
    struct.pack_into("<II", sound, 68, first, more)
    chain = b"".join(struct.pack("<1024I", *[0] * 1023, first + at + 1) for at in range(more - 1))
    return bytes(sound) + chain + struct.pack("<1024I", *[0] * 1023, old.END)


def binary_workbook(records: bytes, part: str = "xl/worksheets/sheet1.bin") -> bytes:
    """Return an .xlsb of which one part holds other records."""
    texts: list[str] = []
    sound = binary.book({"posts": binary.sheet({0: COLUMNS}, texts)}, texts, relations={"l": "https://s.example"})
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as before, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name in before.namelist():
            file.writestr(name, records if name == part else before.read(name))
    return data.getvalue()


def cells_in_binary(times: int) -> bytes:
    row = binary.record(0, struct.pack("<II", 5, 0)) + binary.cell(0, 1.0, []) * 10
    return binary.record(129) + binary.record(145) + row * (times // 10)


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an .xls of 130 000 cells": ("posts.xls", lambda: old_book(lambda row: old.number(row, 0, row) + old.number(row, 1, row), 65_000), "bad-date"),
    "an .xls of 500 000 rows as wide as can be": ("posts.xls", lambda: old_book(lambda row: old.number(row % 65_000, 16_000, row), 500_000), "far-cell"),
    "an .xls of 90 000 links over the same cells": ("posts.xls", lambda: old_book(lambda _: old.link(1, 60_000, "https://s.example"), 90_000), "too-many-cells"),
    "an .xls of 10 million lists of one sector": ("posts.xls", old_book_of_one_table, "too-large"),
    "an .xls of 60 MB": ("posts.xls", lambda: old.book(b"") + b"\0" * 60 * MEGABYTE, "too-large"),
    "an .xlsb of 5 million cells": ("posts.xlsb", lambda: binary_workbook(cells_in_binary(5_000_000)), "too-many-cells"),
    "an .xlsb of 4 million sheets": (
        "posts.xlsb", lambda: binary_workbook(binary.record(156, struct.pack("<II", 0, 1) + binary.text("r1") + binary.text("p")) * 3_900_000, "xl/workbook.bin"), "too-many-sheets",
    ),
    "an .xlsb of 100 MB of relations": (
        "posts.xlsb", lambda: binary_workbook(b'<Relationship Id="a"/>' * 5_000_000, "xl/worksheets/_rels/sheet1.bin.rels"), "unpacks-too-large",
    ),
    "an .xlsb of a text of 100 MB": (
        "posts.xlsb", lambda: binary_workbook(binary.record(159) + binary.record(19, b"\0" + binary.text("a" * 50 * MEGABYTE)), "xl/sharedStrings.bin"), "long-text",
    ),
    "an .xlsb that unpacks to 200 MB": ("posts.xlsb", lambda: binary_workbook(b"\0" * 200 * MEGABYTE), "unpacks-too-large"),
    "an .ods of 2 billion cells": ("posts.ods", lambda: open_document(far_rows(1_000_000, 1, 'table:number-columns-repeated="2000"'), 1), "too-many-cells"),
    "an .ods of a million rows as wide as can be": ("posts.ods", lambda: open_document(far_rows(1_000_000, 16_384, 'table:number-columns-repeated="16384"'), 1), "far-cell"),
    "an .ods of 500 000 cells": ("posts.ods", lambda: open_document("<table:table-row>" + ROW.replace("date", "x") + "</table:table-row>", 100_000), "bad-date"),
    "an .ods of a million blanks in a cell": (
        "posts.ods", lambda: open_document("<text:s/>a", 1_000_000, "<table:table-row><table:table-cell><text:p>", "</text:p></table:table-cell></table:table-row>"), "long-text",
    ),
    "an .ods of an attribute of 100 MB": ("posts.ods", lambda: open_document("a" * 1000, 100_000, '<table:table-row x="', '"/>'), "long-text"),
    "100 000 links over the same cells": (
        "posts.xlsx", lambda: workbook(SHEET, f'<worksheet xmlns="{MAIN}"><hyperlinks>', '<hyperlink ref="A1:A190000" r:id="h"/>', 100_000), "too-many-cells",
    ),
    "50 million texts": ("posts.xlsx", lambda: workbook(TEXTS, f'<sst xmlns="{MAIN}">', "<si/>", 50_000_000), "unpacks-too-large"),
    "20 million texts": ("posts.xlsx", lambda: workbook(TEXTS, f'<sst xmlns="{MAIN}">', "<si/>", 20_000_000), "too-many-cells"),
    "5 million cells": (
        "posts.xlsx", lambda: workbook(SHEET, f'<worksheet xmlns="{MAIN}"><sheetData>', "<c><v>1</v></c>", 5_000_000), "too-many-cells",
    ),
    "5 million merged cells": (
        "posts.xlsx", lambda: workbook(SHEET, f'<worksheet xmlns="{MAIN}"><mergeCells>', '<mergeCell ref="A1:B2"/>', 5_000_000), "too-many-merged",
    ),
    "2 million styles": (
        "posts.xlsx", lambda: workbook(STYLES, f'<styleSheet xmlns="{MAIN}"><numFmts>', '<numFmt numFmtId="1"/>', 2_000_000), "unpacks-too-large",
    ),
    "a text of 100 MB": ("posts.xlsx", lambda: workbook(SHEET, f'<worksheet xmlns="{MAIN}">', "a" * 1000, 100_000), "long-text"),
    "a line of 63 MB": ("posts.csv", lambda: (HEADER + "a" * (63 * MEGABYTE - 100) + "\U0001f600").encode(), "long-row"),
    "a line of 63 MB in another encoding": ("posts.csv", lambda: (HEADER + "a" * 31 * MEGABYTE + "\U0001f600").encode("utf-16"), "long-row"),
    "a quote that stays open": ("posts.csv", lambda: of_rows('"a\n')[: 4 * MEGABYTE], "bad-quotes"),
    "lines of a million commas": ("posts.csv", lambda: of_rows("," * 999_998 + "\n"), ""),
    "60 million blank lines": ("posts.csv", lambda: of_rows("\n"), "too-many-rows"),
    "30 million blank lines in another encoding": ("posts.csv", lambda: (HEADER + "\n" * 30 * MEGABYTE).encode("utf-16"), "too-many-rows"),
    "200 000 days that cannot be read, each another": (
        "posts.csv", lambda: (HEADER + "".join(f"{row},VP,Bài,web,\n" for row in range(200_000))).encode(), "bad-date",
    ),
    "a million values": ("../../plans/demo/waivers.yaml", lambda: b"waivers: [" + b"a," * 1_000_000 + b"a]", "too-complex"),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_a_file_takes_no_more_than_its_bound(case: str, tmp_path: Path) -> None:
    name, made, code = FILES[case]
    folder = build_workspace(tmp_path / "w")
    (folder / "evidence/demo/posts.csv").unlink()
    path = (folder / "evidence/demo" / name).resolve()
    path.write_bytes(made())
    assert path.stat().st_size <= 64 * MEGABYTE
    script = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MAX_ADDRESSED}, {MAX_ADDRESSED}));"
        f"\nfrom cchc_cli.__main__ import main\ntry: main()\nfinally: open({str(tmp_path / 'used')!r}, 'w').write("
        "next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    child = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script, "check", "--as-of", "2026-05-10", "--lang", "en", "--quiet"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=MAX_SECONDS,
    )  # fmt: skip
    output = child.stderr
    assert child.returncode in {0, 1, 2, 3}, output[-2000:]
    assert f"[{code}]" in output if code else not output
    assert not code or path.relative_to(folder).as_posix() in output
    assert (
        int((tmp_path / "used").read_text()) * 1024 < MAX_RESIDENT
    )  # its own: a child begins with what its parent had


def test_memory_that_is_not_there_is_a_problem_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from test_logs import codes, read

    def lacking(*_: object) -> Iterator[None]:
        raise MemoryError

    monkeypatch.setattr("cchc_cli.load.evidence.rows.Item", lacking)
    log = b"date,unit,title,channel\n2026-04-02,VP,a,web\n"
    assert codes(read(tmp_path, {"posts.csv": log})) == [" too-much-memory"]


def test_a_workbook_of_one_part_in_many_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them would be laid out."""
    from test_logs import codes, read

    sheets = "".join(f'<sheet name="posts{index}" sheetId="{index}" r:id="a"/>' for index in range(1, 300))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for part, content in PARTS.items():
            file.writestr(part, content.replace('<sheet name="posts" sheetId="1" r:id="a"/>', sheets))
    assert codes(read(tmp_path, {"posts.xlsx": data.getvalue()})) == [" too-many-sheets"]


def test_cells_that_are_warned_of_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cchc_cli.load.evidence import table
    from test_logs import codes, read

    monkeypatch.setattr(table, "MAX_REPORTED", 2)
    rows = "".join(f"2026-04-02,VP,Bài {index},web,Link\n" for index in range(5))
    evidence = read(tmp_path, {"posts.csv": f"{HEADER}{rows}".encode()})
    assert codes(evidence) == ["2:url not-an-address", "3:url not-an-address", " more-warned"]
    assert len(evidence.items) == 5


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("length", [0, 1, 65_533, 65_534, 65_535, 65_536, 65_537, 200_000])
def test_blocks_and_pieces_are_cut_between_lines(end: str, length: int, tmp_path: Path) -> None:
    text = f"a{end}{'x' * length}{end}{end}b{end}c"
    assert "".join(text_blocks(text)) == text
    lines = [line for block in text_blocks(text) for line in io.StringIO(block, newline=None)]
    assert lines == list(io.StringIO(text, newline=None))
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode())
    assert b"".join(read_pieces(path, MEGABYTE)) == text.encode()
    pieces = [line for piece in read_pieces(path, MEGABYTE) for line in io.StringIO(piece.decode(), newline=None)]
    assert pieces == lines


@pytest.mark.parametrize("longest", [0, 10, 70_000])
def test_a_long_line_loses_its_end_only(longest: int, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("đầu\n" + "ế" * 300_000 + "\ncuối\n", encoding="utf-8")
    first, long, last = b"".join(read_pieces(path, 2 * MEGABYTE, longest)).decode().splitlines()
    assert (first, last) == ("đầu", "cuối")
    assert set(long) <= {"ế"}
    assert longest // 3 - 1 <= len(long) < 300_000
