"""Small files that would take much memory: each is read within a bound, or refused with its name."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cchc_cli.load.evidence.dialect import text_blocks
from cchc_cli.load.opening import read_pieces
from workspaces import lay

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured as Linux does")

MEGABYTE = 1 << 20
MAX_RESIDENT = 600 * MEGABYTE
MAX_ADDRESSED = 1024 * MEGABYTE
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


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
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
    "a million values": ("../../plans/demo/waivers.yaml", lambda: b"waivers: [" + b"a," * 1_000_000 + b"a]", "too-complex"),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_a_file_takes_no_more_than_its_bound(case: str, tmp_path: Path) -> None:
    name, made, code = FILES[case]
    folder = lay(tmp_path / "w")
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
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", check=False,
    )  # fmt: skip
    said = child.stderr
    assert child.returncode in {0, 1, 2, 3}, said[-2000:]
    assert f"[{code}]" in said if code else not said
    assert not code or path.relative_to(folder).as_posix() in said
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
