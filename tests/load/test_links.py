"""Addresses behind the texts of cells: relations of a sheet, and formulas with and without a stored value."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from cchc_cli.load.evidence import workbook_extras
from cchc_cli.load.evidence.cell_extras import CellExtra, hyperlink
from test_logs import book, codes, read
from test_memory import MAIN, OFFICE, PARTS, SHEET

HEAD = ["Ngày", "Đơn vị", "Tiêu đề", "Kênh", "Link"]


def rows(page: xlsxwriter.worksheet.Worksheet, count: int, head: list[str] = HEAD) -> None:
    page.write_row(0, 0, head)
    for index in range(1, count + 1):
        page.write_row(index, 0, [f"2026-04-0{index}", "VP", "Một tiêu đề", "web"])


def urls(folder: Path, data: bytes, name: str = "posts.xlsx") -> list[str]:
    evidence = read(folder, {name: data})
    assert codes(evidence) == []
    return [item.url for item in evidence.items]


def test_links_of_the_sheet_and_of_formulas(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet("posts")
        rows(page, 7)
        page.write_url("E2", "https://so.vn/1", string="Xem tại đây")
        page.write_url("E3", "https://so.vn/app#/tin/2", string="Xem tại đây")
        page.write_url("E4", "external:anh/bai 3.png", string="Ảnh")
        page.write_formula("E5", '=HYPERLINK("https://so.vn/4","Link bài")', None, "Link bài")
        page.write_formula("E6", '=HYPERLINK("https://so.vn/5")', None, "")
        page.write_formula("E7", '=HYPERLINK(F7,"Link")', None, "Link")
        page.write_url("E8", "https://so.vn/7?a=1&b=2", string="https://so.vn/dài…")
        page.write("F7", "https://so.vn/6")
        page.write("F1", "Ghi chú")

    assert urls(tmp_path, book(fill)) == [
        "https://so.vn/1", "https://so.vn/app#/tin/2", "anh\\bai%203.png", "https://so.vn/4", "https://so.vn/5", "https://so.vn/6",
        "https://so.vn/7?a=1&b=2",
    ]  # fmt: skip


@pytest.mark.parametrize("head", [HEAD, HEAD[:4]])
def test_a_link_behind_the_title_where_there_is_no_other(head: list[str], tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet("posts")
        rows(page, 3, head)
        page.write_url("C2", "https://so.vn/1", string="Tiêu đề một")
        page.write_formula("C3", '=HYPERLINK("https://so.vn/2","Tiêu đề ""hai""")', None, "")
        if len(head) == len(HEAD):
            page.write_url("C4", "https://so.vn/behind", string="Tiêu đề ba")
            page.write("E4", "so.vn/own")

    evidence = read(tmp_path, {"posts.xlsx": book(fill)})
    own = "so.vn/own" if len(head) == len(HEAD) else ""
    assert [item.url for item in evidence.items] == ["https://so.vn/1", "https://so.vn/2", own]
    assert [item.title for item in evidence.items][:2] == ["Tiêu đề một", 'Tiêu đề "hai"']


def test_a_link_that_is_no_page_leaves_the_text(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet("posts")
        rows(page, 3)
        page.write_url("E2", "mailto:van.phong@so.vn", string="Xem")
        page.write_url("E3", "internal:'posts'!A1", string="Xem")
        page.write_url("E4", "mailto:van.phong@so.vn", string="https://so.vn/3")

    evidence = read(tmp_path, {"posts.xlsx": book(fill)})
    assert [item.url for item in evidence.items] == ["", "", "https://so.vn/3"]
    assert codes(evidence) == ["2:url not-an-address", "3:url not-an-address"]


def test_a_link_over_several_cells_and_a_table_that_begins_lower_and_further_right(tmp_path: Path) -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>'
        '<row r="3"><c r="C3" t="str"><v>date</v></c><c r="D3" t="str"><v>unit</v></c><c r="E3" t="str"><v>title</v></c>'
        '<c r="F3" t="str"><v>channel</v></c><c r="G3" t="str"><v>url</v></c></row>'
        + "".join(
            f'<row r="{row}"><c r="C{row}" t="str"><v>2026-04-0{row}</v></c><c r="D{row}" t="str"><v>VP</v></c>'
            f'<c r="E{row}" t="str"><v>Bài {row}</v></c><c r="F{row}" t="str"><v>web</v></c></row>'
            for row in (4, 5)
        )
        + '</sheetData><hyperlinks><hyperlink r:id="x" ref="G4:G5"/></hyperlinks></worksheet>'
    )
    relations = f'<Relationships><Relationship Id="x" Type="{OFFICE}/hyperlink" TargetMode="External" Target="https://so.vn/1?a=1&amp;b=2"/></Relationships>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for part, content in (PARTS | {SHEET: sheet, "xl/worksheets/_rels/sheet1.xml.rels": relations}).items():
            file.writestr(part, content)
    assert urls(tmp_path, data.getvalue()) == ["https://so.vn/1?a=1&b=2"] * 2


def test_a_formula_in_a_text_log(tmp_path: Path) -> None:
    text = 'date,unit,title,channel,url\n2026-04-02,VP,Bài,web,"=HYPERLINK(""https://so.vn/1"",""Xem"")"\n'
    assert urls(tmp_path, text.encode(), "posts.csv") == ["https://so.vn/1"]


def test_a_formula_without_a_stored_value_is_refused_at_its_place(tmp_path: Path) -> None:
    """A formula whose stored text is empty says nothing, as an empty cell does."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet("posts")
        rows(page, 3)
        page.write_formula("A2", "=TODAY()-1", None, "")
        page.write_formula("A3", "=DATE(2026,4,2)", workbook.add_format({"num_format": "dd/mm/yyyy"}), 46114)
        page.write_formula("C4", "=1/0", None, "#DIV/0!")

    evidence = read(tmp_path, {"posts.xlsx": without_values(book(fill))})
    assert codes(evidence) == ["2:date no-stored-value", "4:title error-value"]
    assert [item.day for item in evidence.items] == [date(2026, 4, 2)]


def without_values(data: bytes) -> bytes:
    """Return a workbook whose empty stored values are left out, as programs that do not calculate write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b' t="str"><f>TODAY()-1</f><v></v>', b"><f>TODAY()-1</f><v></v>")
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "value", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "########", "Err:502", "#ERROR!", "#FIELD!", "lỗi:502"]
)
@pytest.mark.parametrize("column", ["date", "unit", "title", "channel", "url", "tags", "note"])
def test_an_error_of_a_spreadsheet_refuses_its_row(value: str, column: str, tmp_path: Path) -> None:
    row = {"date": "2026-04-02", "unit": "VP", "title": "Bài", "channel": "web", "url": "", "tags": "", "note": ""}
    text = ",".join(row) + "\n" + ",".join((row | {column: value}).values()) + "\n"
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert codes(evidence) == [f"2:{column} error-value"]


@pytest.mark.parametrize(
    ("formula", "extra"),
    [
        ('HYPERLINK("a.vn/1";"x")', CellExtra("a.vn/1", shown="x")), ('=hyperlink( "a.vn/1" )', CellExtra("a.vn/1")),
        ("HYPERLINK($B$2)", CellExtra(referred=(2, 2))), ('HYPERLINK("a.vn/"&A2,"x")', None), ("SUM(A1)", None),
    ],
)  # fmt: skip
def test_what_a_formula_says(formula: str, extra: CellExtra | None) -> None:
    assert hyperlink(formula) == extra


def test_links_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_extras, "MAX_EXTRAS", 2)

    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet("posts")
        rows(page, 3)
        for row in range(1, 4):
            page.write_url(row, 4, f"https://so.vn/{row}", string="Xem")

    assert codes(read(tmp_path, {"posts.xlsx": book(fill)})) == [" too-many-cells"]
