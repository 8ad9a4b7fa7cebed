"""What surrounds a table: passed over and named; rows of evidence that cannot be read stay refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from cchc_cli.load.evidence.columns import header_of
from cchc_cli.load.evidence.surroundings import numbers_columns
from cchc_cli.model.passed_over import counts, spans
from test_logs import book, codes, read

HEAD = "TT,Ngày,Đơn vị,Tiêu đề,Kênh,Link,Ghi chú,Lượt xem\n"
GOOD = "1,2026-04-02,VP,Bài một,web,https://so.vn/1,,10\n"


def passed(folder: Path, text: str) -> dict[str, tuple[int, ...] | None]:
    evidence = read(folder, {"posts.csv": text.encode()})
    assert [code for code in codes(evidence) if "unknown-column" not in code] == []
    assert len(evidence.items) == evidence.read
    return {entry.reason: entry.rows for entry in evidence.passed_over}


# Typed by hand from what offices head their columns with.
HEADERS = {
    "date": ("Thời gian", "Thời gian đăng", "Ngày, tháng"),
    "channel": ("Nơi đăng", "Nền tảng", "Kênh đăng tải"),
    "unit": ("Đơn vị gửi", "Tên đơn vị", "Cơ quan, đơn vị", "Phòng/đơn vị"),
    "url": ("Link", "Link bài", "Link bài viết", "Đường link bài viết", "Link minh chứng", "Minh chứng"),
    "title": ("Nội dung", "Tin, bài", "Tên tin, bài", "Tiêu đề bài viết"),
    "type": ("Loại tin", "Thể loại"),
    "tags": ("Chủ đề",),
}


@pytest.mark.parametrize(("column", "header"), [(column, name) for column, names in HEADERS.items() for name in names])
def test_headers_that_people_write(column: str, header: str, tmp_path: Path) -> None:
    """A header names its column: the row is read with the cell below it, and no header is unknown."""
    row = {"date": "2026-04-02", "unit": "VP", "title": "Bài", "channel": "web"}
    row |= {"url": "https://so.vn/1", "type": "bài", "tags": "cchc"}
    names = [f'"{header}"' if name == column else name for name in row]
    evidence = read(tmp_path, {"posts.csv": f"{','.join(names)}\n{','.join(row.values())}\n".encode()})
    assert codes(evidence) == []
    (item,) = evidence.items
    assert (item.title, item.units, item.url, item.traits.type, item.traits.channel, item.traits.stated) == (
        "Bài", ("VP",), "https://so.vn/1", "article", "web", frozenset({"cchc"}),
    )  # fmt: skip


def test_a_header_that_may_be_two_columns() -> None:
    """A column "Nội dung" is the title where no other header is; beside "Tiêu đề" it is none."""
    assert header_of("posts", ["Nội dung", "Đơn vị"]) == ["title", "unit"]
    assert header_of("posts", ["Nội dung", "Tiêu đề"]) == [None, "title"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("(1),(2),(3),(4),(5),(6),(7),(8)", "column-numbers"), ("1,2,3,4,5,6,7,8", "column-numbers"),
        ("A,B,1,2,3,4,5,6", "column-numbers"), ("[1],[2],[3],[4],[5],[6],[7],[8]", "column-numbers"),
        ("Cộng,,,6 tin bài,,,,60", "total"), (",,,Tổng cộng: 6,,,,", "total"), ("Tổng số,,,6,,,,", "total"),
        ("TỔNG,6,,,,,,60", "total"), (",Cộng tháng 4,,6,,,,", "total"), ("Total,,,6,,,,", "total"),
        ("I,,,Tin bài của Văn phòng,,,,", "heading"), (",,,II. Tin bài của các đơn vị,,,,", "heading"),
        (",Tháng 4/2026,,,,,,", "heading"), (",,Các đơn vị trực thuộc,,,,,", "heading"), ("A,,,Văn phòng,,,,", "heading"),
        ("2,,,,,,,", "blank"), (",,,,,,,0", "blank"), ("TIN BÀI THÁNG 4,,,,,,,", "blank"),
        ("2,,VP,,,,,", "blank"), (",,VP,,,,,", "blank"),
        (',,,,,,"Mẫu, ngày 30 tháng 4 năm 2026",', "footer"), (",,,,,Ngày … tháng … năm 2026,,", "footer"),
        (",NGƯỜI LẬP BIỂU,,,,THỦ TRƯỞNG ĐƠN VỊ,,", "footer"), (",,,,,KT. GIÁM ĐỐC,,", "footer"),
        (",,,,,,Nơi nhận:,", "footer"), (',,,,"(Ký, ghi rõ họ tên)",,,', "footer"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_evidence(row: str, reason: str, tmp_path: Path) -> None:
    assert passed(tmp_path, f"{HEAD}{GOOD}{row}\n") == {reason: (3,)}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2,,VP,Cộng tác viên tham gia tuyên truyền,web,,,", "date"), ("2,,VP,Tổng kết công tác CCHC,web,,,", "date"),
        ("2,,,Bài hai,,,,", "date"), (",,,Bài hai,,,,", "date"), (",2026-04-03,,,,,,", "unit"), (",,,,,https://so.vn/2,,", "date"),
        (",cuối tháng 4 năm 2026,VP,Bài hai,web,,,", "date"), (",,VP,Giám đốc tiếp dân,web,,,", "date"),
        ("2,hôm qua,VP,Bài hai,web,,,", "date"),
        ("2,,VP,,,,,ghi chú", "date"), ("2,,VP,,web,,,", "date"),
        ("Cộng,2026-04-03,VP,,web,,,", "title"),
    ],
)  # fmt: skip
def test_a_row_of_evidence_that_cannot_be_read(row: str, column: str, tmp_path: Path) -> None:
    evidence = read(tmp_path, {"posts.csv": f"{HEAD}{GOOD}{row}\n".encode()})
    assert (len(evidence.items), evidence.refused, evidence.passed_over) == (1, 1, [])
    assert f"3:{column}" in {code.split()[0] for code in codes(evidence)}


def test_names_below_a_signature_and_a_table_below_them(tmp_path: Path) -> None:
    text = HEAD + GOOD + ",,,,,Người lập,,\n,,,Nguyễn Văn A,,Trần Thị B,,\n" + HEAD + GOOD.replace("/1", "/2")
    evidence = read(tmp_path, {"posts.csv": (text + "3,,,Bài ba,,,,\n").encode()})
    assert [item.row for item in evidence.items] == [2, 6]
    assert {entry.reason: entry.rows for entry in evidence.passed_over} == {"footer": (3, 4), "repeated-header": (5,)}
    assert evidence.refused == 1  # row 7 is of the second table


def test_evidence_below_a_signature_counts(tmp_path: Path) -> None:
    assert passed(tmp_path, f"{HEAD}{GOOD},,,,,Người lập biểu,,\n2,3/4/2026,VP,Bài hai,web,,,\n") == {"footer": (3,)}


def test_a_letterhead_of_many_lines(tmp_path: Path) -> None:
    letterhead = "".join(f"Dòng {number},Đơn vị,,,,,,\n" for number in range(1, 19))
    assert passed(tmp_path, letterhead + HEAD + GOOD) == {"title": tuple(range(1, 19))}


def test_a_letterhead_that_names_two_columns(tmp_path: Path) -> None:
    """The row with all required columns is the header, not the first with two of them."""
    assert passed(tmp_path, "Đơn vị,,Kênh,,,,,\n" + HEAD + GOOD) == {"title": (1,)}


def test_sheets_that_are_no_logs_beside_those_that_are(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        for name in ("Danh mục", "Biểu đồ", "Danh mục tin bài", "Tháng 5", "Trống", "Ẩn", "Video"):
            page = workbook.add_worksheet(name)
            if name == "Danh mục":
                page.write_row(0, 0, ["Đơn vị", "Kênh", "Nhãn", "Loại"])
            elif name == "Biểu đồ":
                page.write_row(0, 0, ["Đơn vị", "Số tin"])
            elif name != "Trống":
                page.write_row(0, 0, ["Ngày", "Đơn vị", "Tiêu đề", "Kênh"])
                page.write_row(1, 0, ["2026-04-02", "VP", f"Bài {name}", "web"])
            if name == "Ẩn":
                page.hide()

    evidence = read(tmp_path, {"tin bài.xlsx": book(fill)})
    assert [(item.kind, item.title) for item in evidence.items] == [
        ("posts", "Bài Danh mục tin bài"), ("posts", "Bài Tháng 5"), ("videos", "Bài Video"),
    ]  # fmt: skip
    assert [(entry.sheet, entry.reason) for entry in evidence.passed_over] == [
        ("Trống", "empty-sheet"), ("Ẩn", "hidden-sheet"), ("Danh mục", "no-log"), ("Biểu đồ", "no-log"),
    ]  # fmt: skip
    assert codes(evidence) == []


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("tin bài.xlsx", ["Ngày", "Đơn vị", "Tiêu đề", "Nhãn"], "missing-column"),  # a log that forgot its channel
        ("so.xlsx", ["Ngày", "Đơn vị", "Tiêu đề", "Kênh"], "unknown-log"),  # a log of a kind that nothing says
        ("posts.xlsx", ["Đơn vị", "Số tin"], "missing-column"),  # named like a log, and none of its sheets is one
    ],
)
def test_what_looks_like_a_log_and_cannot_be_used_stops_the_run(
    name: str, head: list[str], code: str, tmp_path: Path
) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("Sheet1").write_row(0, 0, head)

    evidence = read(tmp_path, {name: book(fill)})
    assert code in {problem.code for problem in evidence.problems if problem.fatal}


def test_files_that_are_no_logs(tmp_path: Path) -> None:
    others = {
        "ghi chép.csv": "a,b\n1,2\n",
        "bia.pdf": "%PDF",
        "posts.gsheet": "{}",
        "anh/1.png": "x",
        "x.lnk": "",
        "posts.html": "<table>",
        "posts-2026.zip": "PK",
        "kế hoạch.docx": "",
    }
    files = {"posts.csv": HEAD + GOOD, **others, "~$posts.xlsx": "", ".posts.csv": ""}
    evidence = read(tmp_path, {name: text.encode() for name, text in files.items()})
    actual = {entry.file.removeprefix("evidence/demo/"): entry.reason for entry in evidence.passed_over}
    assert actual == {name: "no-log" if name.endswith(".csv") else "format" for name in others}
    assert [problem.fatal for problem in evidence.problems if problem.fatal] == []


def test_a_log_whose_name_says_no_kind_stops_the_run(tmp_path: Path) -> None:
    evidence = read(tmp_path, {"bao-cao.csv": (HEAD + GOOD).encode()})
    assert codes(evidence) == [" unknown-log"]


@pytest.mark.parametrize("texts", [["(1)", "(3)"], ["1"], ["1", "1"], ["a", "tin"], ["7", "8"]])
def test_cells_that_number_no_columns(texts: list[str]) -> None:
    assert not numbers_columns(texts)


def test_how_rows_are_named() -> None:
    assert spans([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"
    assert spans(range(0, 100, 2)).endswith("38, …")
    assert counts([]) == {"files": 0, "sheets": 0, "rows": 0}


def test_a_workbook_with_macros_is_read_as_any_other(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        page = workbook.add_worksheet("Tháng 4")
        page.write_row(0, 0, ["Ngày", "Đơn vị", "Tiêu đề", "Kênh"])
        page.write_row(1, 0, ["2026-04-02", "VP", "Bài", "web"])

    assert [item.title for item in read(tmp_path, {"posts.xlsm": book(fill)}).items] == ["Bài"]
