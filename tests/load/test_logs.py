"""Logs as people make them: forgiving in form, strict in meaning. Every expected value comes from looking at the file."""

from __future__ import annotations

import io
import os
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from cchc_cli.i18n import LANGUAGES, Catalogue
from cchc_cli.i18n.problems import lines
from cchc_cli.load import opening
from cchc_cli.load.evidence import archive, dialect, tables
from cchc_cli.load.evidence.cells import CellError, read_day, read_duration, read_period
from cchc_cli.load.evidence.columns import explains, log_kind
from cchc_cli.load.evidence.dialect import UnreadableRowError, decode, records
from cchc_cli.load.evidence.logs import load_evidence
from cchc_cli.load.evidence.sheet import text_of
from cchc_cli.load.evidence.table import Evidence
from cchc_cli.load.opening import UnusableError, read_regular
from cchc_cli.load.plans import load_organisation
from cchc_cli.load.workspace import find_workspace
from cchc_cli.model.item import Item
from cchc_cli.model.text import fold
from workspaces import ROOT, build_workspace

HEADER = "date,unit,title,channel,url,tags\n"
FIRST = "2026-04-02,VP,Bài một,web,https://so.vn/1,cchc\n"
SECOND = "2026-04-09,BV1,Bài hai,zalo,https://so.vn/2,\n"
LOG = HEADER + FIRST + SECOND


def read(folder: Path, files: dict[str, bytes], organisation: str = "demo", root: Path | None = None) -> Evidence:
    """Read an organisation's folder that holds these files and no others."""
    workspace = folder / "w"
    if not workspace.exists():
        build_workspace(workspace)
    evidence = workspace / "evidence" / organisation
    for old in evidence.rglob("*.*") if root is None else ():
        old.unlink()
    for name, data in files.items():
        path = evidence / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    opened, _ = find_workspace(root or workspace, evidence=workspace / "evidence")
    assert opened is not None
    loaded = load_organisation(opened, organisation)
    assert loaded.organisation is not None
    return load_evidence(opened, loaded.organisation, loaded.plans)


def codes(evidence: Evidence) -> list[str]:
    """Return each problem as `row:column code`; it must have its words in both languages."""
    for language in LANGUAGES:
        assert all(lines(problem, Catalogue(language)) for problem in evidence.problems)
    return [
        ":".join(str(part) for part in (problem.place.row, problem.place.column) if part is not None)
        + f" {problem.code}"
        for problem in evidence.problems
    ]


def essence(evidence: Evidence) -> list[tuple[int, str, tuple[str, ...], str, str]]:
    return [(item.row, item.day.isoformat(), item.units, item.title, item.channel) for item in evidence.items]


TWO = [(2, "2026-04-02", ("VP",), "Bài một", "web"), (3, "2026-04-09", ("BV1",), "Bài hai", "zalo")]

# ---- the form of a .csv


FORMS: dict[str, bytes] = {
    "utf-8": LOG.encode(),
    "with a mark": LOG.encode("utf-8-sig"),
    "CRLF": LOG.replace("\n", "\r\n").encode(),
    "CR, as old Macs end lines": LOG.replace("\n", "\r").encode(),
    "decomposed": unicodedata.normalize("NFD", LOG).encode(),
    "semicolons": LOG.replace(",", ";").encode(),
    "tabs": LOG.replace(",", "\t").encode(),
    "Unicode text of Excel": LOG.replace(",", "\t").encode("utf-16"),
    "Unicode text, big end first": b"\xfe\xff" + LOG.replace(",", "\t").encode("utf-16-be"),
    "sep=": b"sep=;\r\n" + LOG.replace(",", ";").encode(),
    "sep= after a mark": b"\xef\xbb\xbfsep=\t\n" + LOG.replace(",", "\t").encode(),
    "quoted sep=": b'"sep=;"\n' + LOG.replace(",", ";").encode(),
    "all quoted": "\n".join('"' + line.replace(",", '","') + '"' for line in LOG.splitlines()).encode(),
    "blank rows at the end": LOG.encode() + b",,,,,\n\n,,,,,\n",
    "blank columns at the end": LOG.replace("\n", ",,,\n").encode(),
    "rows cut short": (HEADER + FIRST + "2026-04-09,BV1,Bài hai,zalo\n").encode(),
    "no line end at the end": LOG.rstrip("\n").encode(),
    "Vietnamese headers": LOG.replace(HEADER, "Ngày đăng,Đơn vị,Tiêu đề,Kênh,Đường dẫn,Nhãn\n").encode(),
    "headers without diacritics": LOG.replace(HEADER, "NGAY DANG,Don vi,tieu de,kenh,duong dan,nhan\n").encode(),
    "headers of a template": LOG.replace(HEADER, "Ngày *,Đơn vị*,Tiêu đề:,Kênh (chọn),Link,Nhãn\n").encode(),
    "headers decomposed": LOG.replace(HEADER, unicodedata.normalize("NFD", "Ngày,Đơn vị,Tiêu đề,Kênh,Link,Nhãn\n")).encode(),
    "blanks around cells": LOG.replace(",", " , ").encode(),
    "no-break spaces": LOG.replace("Bài một", "\u00a0Bài một\u00a0").encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_form(name: str, tmp_path: Path) -> None:
    evidence = read(tmp_path, {"posts.csv": FORMS[name]})
    assert (essence(evidence), codes(evidence)) == (TWO, [])


def test_columns_in_any_order_with_row_numbers(tmp_path: Path) -> None:
    text = "STT,Kênh,Tiêu đề,Ngày,Đơn vị\n1,web,Bài một,2/4/2026,VP\n2,zalo,Bài hai,9/4/2026,BV1\n"
    evidence = read(tmp_path, {"Tin, bài tháng 4.csv": text.encode()})
    assert (essence(evidence), codes(evidence)) == (TWO, [])


def test_windows_1258(tmp_path: Path) -> None:
    """Its letters are a vowel and a tone; they are one letter afterwards, and the file is warned of."""
    text = LOG.replace("Bài một", "Hỗ trợ người bệnh điều trị")
    data = "".join(_for_1258(char) for char in text).encode("cp1258")
    evidence = read(tmp_path, {"posts.csv": data})
    assert evidence.items[0].title == "Hỗ trợ người bệnh điều trị"
    assert codes(evidence) == [" windows-1258"]


def _for_1258(char: str) -> str:
    """Split off the tone, the last mark, where Windows-1258 lacks the letter."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", char)
        tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone
    return char


def test_broken_utf8_is_not_taken_for_windows_1258(tmp_path: Path) -> None:
    """One lost byte in row 3: the other rows read as they are, and row 3 is named."""
    data = (LOG + "2026-04-10,VP,Cải cách hành chính,web,,\n").encode().replace("Bài hai".encode(), b"B\xc3i hai")
    evidence = read(tmp_path, {"posts.csv": data})
    assert evidence.items[2].title == "Cải cách hành chính"
    assert codes(evidence) == ["3 broken-utf8", "3:title garbled"]


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02", b"date\x00unit", b"\xff\xfed", bytes(range(128, 256)), b"PK\x03\x04\x00"]
)
def test_not_text(data: bytes, tmp_path: Path) -> None:
    evidence = read(tmp_path, {"posts.csv": data})
    assert codes(evidence) == [" not-text"]


ROW = "2026-04-10,VP,{},web,,\n"


@pytest.mark.parametrize(
    ("tail", "expected", "titles"),
    [
        (ROW.format("Phép").encode("cp1258"), [" windows-1258"], ["Tin 20", "Phép"]),
        (
            ROW.format("Cải cách").encode() + ROW.format("Bài ba").encode().replace(b"\xc3\xa0", b"\xc3"),
            ["23 broken-utf8", "23:title garbled"],
            ["Cải cách", "B\ufffdi ba"],
        ),
        (b"2026-04-10,VP,A\0,web,,\n", [" not-text"], []),
        (b"x" * 300, [" too-large"], []),
    ],
)
def test_a_log_that_shows_late_what_it_is(
    tail: bytes, expected: list[str], titles: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was read as its bytes came: what was read is not there twice, and of what cannot be read none is left."""
    log = (HEADER + "".join(ROW.format(f"Tin {number}") for number in range(1, 21))).encode()
    monkeypatch.setattr(opening, "PIECE", 64)
    monkeypatch.setattr(tables, "MAX_TEXT", len(log) + 200)
    evidence = read(tmp_path, {"posts.csv": log + tail})
    assert codes(evidence) == expected
    assert [item.title for item in evidence.items][-2:] == titles
    assert len({item.row for item in evidence.items}) == len(evidence.items) == evidence.read


# ---- rows


def test_a_line_break_in_quotes_is_one_row(tmp_path: Path) -> None:
    text = HEADER + '2026-04-02,VP,"Bài\nmột",web,,\n\n' + SECOND
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert [(item.row, item.key) for item in evidence.items] == [(2, "bài một"), (4, "bài hai")]


def test_an_open_quote_swallows_nothing(tmp_path: Path) -> None:
    """Row 3 is lost and named; the three after it are read, with the numbers of their lines."""
    text = HEADER + FIRST + '2026-04-03,VP,"Bài bị hở,web,,\n' + SECOND * 3
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert [item.row for item in evidence.items] == [2, 4, 5, 6]
    assert (codes(evidence), evidence.refused) == (["3 bad-quotes"], 1)


def test_an_open_quote_that_the_next_one_closes_swallows_nothing(tmp_path: Path) -> None:
    """Rows 2 and 4 lack a quote each: read together they would make one row, and row 3 would be gone."""
    text = HEADER + '2026-04-02,VP,"Bài một,web,,\n' + SECOND + '2026-04-10,VP,Bài ba",web,,\n' + SECOND
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert [item.row for item in evidence.items] == [3, 4, 5]
    assert codes(evidence) == ["2 bad-quotes"]


def test_every_row_with_an_open_quote_is_named(tmp_path: Path) -> None:
    text = HEADER + '2026-04-02,VP,"Bài,web,,\n' * 300
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert (evidence.refused, len(evidence.items)) == (300, 0)


def test_a_header_with_an_open_quote_loses_the_file(tmp_path: Path) -> None:
    evidence = read(tmp_path, {"posts.csv": b'date,"unit,title,channel\n' + FIRST.encode()})
    assert [(problem.code, problem.fatal) for problem in evidence.problems] == [("bad-quotes", True)]


def test_records_raise_for_those_who_cannot_go_on() -> None:
    with pytest.raises(UnreadableRowError):
        list(records('a,b\n1,"2\n'))


def test_the_header_once_more_is_no_row(tmp_path: Path) -> None:
    text = HEADER + FIRST + "\n" + HEADER + SECOND + "Ngày,ĐƠN VỊ,Tiêu đề,Kênh,,\n"
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert codes(evidence) == []
    assert [(passed.rows, passed.reason) for passed in evidence.passed_over] == [((4, 6), "repeated-header")]
    assert (len(evidence.items), evidence.refused) == (2, 0)


def test_a_title_above_the_header(tmp_path: Path) -> None:
    text = "SỔ THEO DÕI;;;;;\n;;;;;\n" + LOG.replace(",", ";")
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert [item.row for item in evidence.items] == [4, 5]
    assert codes(evidence) == []
    assert [(passed.rows, passed.reason) for passed in evidence.passed_over] == [((1,), "title")]


def test_us_order_is_not_guessed(tmp_path: Path) -> None:
    """Rows 2 and 4 show that the month is first: 5/6 may be 6 May or 5 June; 25/6 and 5/5 can be read in one way."""
    days = ["4/30/2026", "5/6/2026", "12/31/2026 08:00", "25/6/2026", "5/5/2026", "2026-06-05"]
    rows = "".join(f"{day},VP,{title},web\n" for title, day in zip("abcdef", days, strict=True))
    evidence = read(tmp_path, {"posts.csv": f"date,unit,title,channel\n{rows}".encode()})
    assert [item.day for item in evidence.items] == [date(2026, 6, 25), date(2026, 5, 5), date(2026, 6, 5)]
    assert codes(evidence) == ["2:date us-order", "3:date day-or-month", "4:date us-order", "1:date us-order-column"]
    assert (evidence.refused, evidence.read) == (3, 6)


def test_a_day_above_the_month_first_day_is_refused_too(tmp_path: Path) -> None:
    """The column shows its order in its last row only; the column of sending days shows none."""
    text = (
        "date,sent,unit,title,channel\n5/6/2026,4/6/2026,VP,a,web\n2026-05-07,4/6/2026,VP,b,web\n4/30/2026,,VP,c,web\n"
    )
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert [item.row for item in evidence.items] == [3]
    assert codes(evidence) == ["2:date day-or-month", "4:date us-order", "1:date us-order-column"]


def contents_of(item: Item) -> tuple[object, ...]:
    """Return the contents of a row without its place."""
    return (repr(item.traits), item.day, item.units, item.title, item.fingerprint, item.url)


@pytest.mark.parametrize("kind", ["posts", "videos"])
def test_rows_that_repeat_others_are_read_like_them(kind: str, tmp_path: Path) -> None:
    """The second row of a pair goes the quick way: it must say the same, and be refused for the same."""
    rows = [
        "2026-04-02,VP;BV1,Tiêu  đề,web,cchc,A1,x",
        "2026-04-02,VP;BV1,'=Tiêu đề,web,cchc,A1,",
        "2026-04-02,VP;BV1,,web,cchc,A1,x",
        "2026-04-02,VP,Tiêu đề,,,,",
        "2026-04-02,VP,Tiêu đề,nowhere,,,",
    ]
    text = "date,unit,title,channel,tags,for,note\n" + "\n".join(row for row in rows for _ in range(2)) + "\n"
    evidence = read(tmp_path, {f"{kind}.csv": text.encode()})
    actual = {item.row: item for item in evidence.items}
    assert sorted(actual) == ([2, 3, 4, 5, 8, 9] if kind == "videos" else [2, 3, 4, 5])
    assert all(contents_of(actual[row]) == contents_of(actual[row + 1]) for row in actual if row % 2 == 0)
    assert actual[4].title == "=Tiêu đề"
    refused = [problem for problem in codes(evidence) if problem[0] in "67"]
    assert refused == ["6:title empty-cell", "7:title empty-cell"]


# ---- cells: spelling beside meaning


@pytest.mark.parametrize(
    "text", ["May-26", "may-26", "Thg5-26", "thg 5-26", "Thg 05-26", "05/2026", "5/2026", "2026-05"]
)
def test_period_of_excel(text: str) -> None:
    assert read_period(text).label == "2026-05"


@pytest.mark.parametrize(("text", "label"), [("Sept-26", "2026-09"), ("Sep-26", "2026-09"), ("Thg12-26", "2026-12")])
def test_other_periods_of_excel(text: str, label: str) -> None:
    assert read_period(text).label == label


@pytest.mark.parametrize(
    "text", ["Thg13-26", "Thg0-26", "thg5-126", "Maya-26", "2026-02-30", "1/5/2026", "5/1/2026", "thg 5"]
)
def test_no_period_of_excel(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-period$"):
        read_period(text)


DURATIONS = {
    "2:45": 165, "2:45:00": 165, "2:45:00 AM": 165, "02:45:00 SA": 165, "2:45:00 PM": 14 * 60 + 45, "2:45:00 CH": 885,
    "12:02:45 AM": 165, "0:02:45": 165,
}  # fmt: skip


@pytest.mark.parametrize("text", DURATIONS)
def test_duration_of_excel(text: str) -> None:
    assert read_duration(text) == DURATIONS[text]


@pytest.mark.parametrize("text", ["13:00:00 AM", "0:45:00 AM", "2:45 AM", "2:45:00 XM"])
def test_no_duration_of_excel(text: str) -> None:
    with pytest.raises(CellError, match=r"^bad-duration$"):
        read_duration(text)


@pytest.mark.parametrize(
    ("text", "iso"), [("4/30/2026", "2026-04-30"), ("12-31-26", "2026-12-31"), ("1.13.2026 8:00", "2026-01-13")]
)
def test_us_order(text: str, iso: str) -> None:
    with pytest.raises(CellError, match=r"^us-order$") as caught:
        read_day(text, UTC)
    assert caught.value.details["typed"] == iso


# ---- names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("posts-2026-04", "posts"), ("Tin bài tháng 4", "posts"), ("TIN_BAI", "posts"), ("Tin, bài", "posts"),
        ("Tin - bài 2026", "posts"), ("tin bai", "posts"), ("Video quý I", "videos"), ("Phát sóng", "broadcasts"),
        ("Hội nghị", "conferences"), ("Văn bản đi", "documents"), ("Ấn phẩm", "materials"), ("Niêm yết", "states"),
        ("Trang thai", "states"), ("Sheet1", None), ("Bảng tin", None), ("", None),
    ],
)  # fmt: skip
def test_kind_of_a_name(name: str, kind: str | None) -> None:
    assert log_kind(name) == log_kind(unicodedata.normalize("NFD", name)) == kind


@pytest.mark.parametrize("name", ["Hướng dẫn", "HUONG DAN nhập", "Danh mục", "Instructions"])
def test_a_sheet_that_explains(name: str) -> None:
    assert explains(name)


NAMES = """
broadcasts Sức khỏe cho mọi nhà          : ambiguous-value bantin-skcmn, tv-skcmn
broadcasts sức khoẻ cho mọi nhà          : ambiguous-value bantin-skcmn, tv-skcmn
broadcasts Bản tin                       : ambiguous-value bantin-skcd, bantin-skcmn
broadcasts Bản tin nội bộ                : ambiguous-value bantin-skcd, bantin-skcmn
broadcasts TV Sức khỏe cho mọi nhà       : tv-skcmn
broadcasts Bản tin Sức khỏe cho mọi nhà  : bantin-skcmn
broadcasts BANG TIN                      : bang-tin
broadcasts Bảng tin đơn vị               : bang-tin
"""


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_channel_of_da_nang(line: str, tmp_path: Path) -> None:
    kind, name = line.partition(":")[0].strip().split(" ", 1)
    expected = line.partition(":")[2].strip()
    text = f"date,unit,title,channel\n2026-05-02,KSBT,Bài,{name}\n"
    evidence = read(tmp_path, {f"{kind}.csv": text.encode()}, "danang", ROOT)
    problems = [f"{problem.code} {problem.details.get('meant', '')}" for problem in evidence.problems]
    assert [item.channel for item in evidence.items] + problems == [expected]


@pytest.mark.parametrize("unit", ["Phòng Tổ chức - Hành chính", "Phòng TC-HC", "Phòng Tổ chức", "TCBC"])
def test_another_office_never_becomes_tccb(unit: str, tmp_path: Path) -> None:
    text = f"date,unit,title,channel\n2026-05-02,{unit},Bài,web-so\n"
    evidence = read(tmp_path, {"posts.csv": text.encode()}, "hanoi", ROOT)
    assert codes(evidence) == ["2:unit unknown-unit"]


@pytest.mark.parametrize(
    "unit", ["Phòng Tổ chức cán bộ", "PHONG TO CHUC CAN BO", "phòng  tổ chức\u200b cán bộ", "tccb"]
)
def test_tccb(unit: str, tmp_path: Path) -> None:
    text = f"date,unit,title,channel\n2026-05-02,{unit},Bài,web-so\n"
    assert read(tmp_path, {"posts.csv": text.encode()}, "hanoi", ROOT).items[0].units == ("TCCB",)


@pytest.mark.parametrize("type_", ["Tin bài", "tin, bài"])
def test_a_type_that_heads_of_tables_name(type_: str, tmp_path: Path) -> None:
    """A row of "Tin, bài" is a news item: the word stands for what a log holds, and an article is said to be "bài"."""
    text = f'date,unit,title,channel,type\n2026-05-02,VP,Bài,web,"{type_}"\n'
    evidence = read(tmp_path, {"posts.csv": text.encode()})
    assert codes(evidence) == []
    assert [item.traits.type for item in evidence.items] == ["news"]


EQUAL = [
    ("Hòa Bình", "hoà bình"), ("Thủy", "Thuỷ"), ("khỏe", "khoẻ"), ("a\u200bb", "ab"), ("\ufeffBài", "bài"),
    ("Bài\u00a0một", "Bài  một"), ("ba\u0300i", "bài"), ("b\u00ada\u202ei", "bai"), ("a \u200b b", "a b"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "other"), EQUAL)
def test_equal_titles(first: str, other: str) -> None:
    assert fold(first) == fold(other)


@pytest.mark.parametrize(("first", "other"), [("ma", "mà"), ("đa", "da"), ("ab", "a b"), ("quý I", "quý II")])
def test_unequal_titles(first: str, other: str) -> None:
    assert fold(first) != fold(other)


# ---- workbooks

Fill = Callable[[xlsxwriter.Workbook], None]


def book(fill: Fill) -> bytes:
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    fill(workbook)
    workbook.close()
    return data.getvalue()


def sheet(workbook: xlsxwriter.Workbook, name: str, rows: list[list[object]], top: int = 0, left: int = 0) -> None:
    formats = {
        date: workbook.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        time: workbook.add_format({"num_format": "h:mm"}),
        timedelta: workbook.add_format({"num_format": "[h]:mm:ss"}),
    }
    page = workbook.add_worksheet(name)
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if type(value) in formats:
                page.write_datetime(top + place, left + column, value, formats[type(value)])
            elif value is not None:
                page.write(top + place, left + column, value)


POSTS = [
    ["Ngày", "Đơn vị", "Tiêu đề", "Kênh"],
    [date(2026, 4, 2), "VP", "Bài một", "web"],
    ["9/4/2026", "BV1", "Bài hai", "zalo"],
]


def test_a_sheet_a_kind(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet(workbook, "Tin bài 2026", POSTS)
        sheet(workbook, "Hướng dẫn", [["Điền vào đây"]])
        sheet(
            workbook, "Videos", [["date", "unit", "title", "duration"], [date(2026, 4, 3), "VP", "Phim", time(2, 45)]]
        )
        sheet(workbook, "Khác", [["a"]])

    evidence = read(tmp_path, {"so.xlsx": book(fill)})
    name = "evidence/demo/so.xlsx"
    assert [item.ref for item in evidence.items] == [
        f"{name}[Tin bài 2026]:2",
        f"{name}[Tin bài 2026]:3",
        f"{name}[Videos]:2",
    ]
    assert essence(evidence)[:2] == TWO
    assert evidence.items[2].details.seconds == 165
    assert codes(evidence) == []
    assert [passed.sheet for passed in evidence.passed_over] == ["Hướng dẫn", "Khác"]


def test_a_file_a_kind_and_the_row_excel_shows(tmp_path: Path) -> None:
    """The table begins in D5 with two blank rows inside."""
    rows = [*POSTS[:2], [None], [None], POSTS[2]]
    evidence = read(tmp_path, {"tin-bai.XLSX": book(lambda workbook: sheet(workbook, "Sheet1", rows, top=4, left=3))})
    assert [item.row for item in evidence.items] == [6, 9]
    assert codes(evidence) == []


def test_typed_cells(tmp_path: Path) -> None:
    """What Excel makes of 2026-05 and of a day, of 2:45 and 75:00, of a number; a number typed as text stays what it says."""
    head = ["date", "unit", "type", "title", "period", "number"]
    rows: list[list[object]] = [
        head,
        [datetime.fromisoformat("2026-05-31T23:30"), "VP", "báo cáo", "Báo cáo", date(2026, 5, 1), 15],
        [date(2026, 5, 31), "VP", "report", 2026, 2026, "015"],
        ["2026-05-31", "VP", "report", "x", date(2026, 5, 2), None],
    ]
    evidence = read(tmp_path, {"documents.xlsx": book(lambda workbook: sheet(workbook, "S", rows))})
    assert [(item.day.isoformat(), item.title, item.details.period.label) for item in evidence.items] == [
        ("2026-05-31", "Báo cáo", "2026-05"),
        ("2026-05-31", "2026", "2026"),
        ("2026-05-31", "x", "2026-05-02"),
    ]
    assert codes(evidence) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"), (12.5, "12.5"), (1.234, "1.2340"), (0.00001, "0.00001"), (1e20, "100000000000000000000"), (True, "TRUE"),
        (date(2026, 5, 1), "2026-05-01"), (datetime.fromisoformat("2026-05-01T08:14:59.999"), "2026-05-01 08:15:00"),
        (datetime.fromisoformat("2026-05-01"), "2026-05-01"), (time(2, 45), "2:45"), (time(0, 45), "0:45"), (time(0, 2, 45), "0:02:45"),
        (timedelta(hours=75), "75:00"), (timedelta(seconds=164.9999), "0:02:45"), ("  a ", "a"),
        (float("inf"), "Infinity"), (float("nan"), "NaN"),
    ],
)  # fmt: skip
def test_text_of_a_cell(value: object, text: str) -> None:
    assert text_of(value) == text


def test_merged_cells(tmp_path: Path) -> None:
    """B2:B3 and C4:D4 are merged: what stands below or beside the first cell is not seen, so it is not there."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet(workbook, "posts", [*POSTS, [date(2026, 4, 4), "VP", "Bài ba", "web"]])
        page = workbook.worksheets()[0]
        page.merge_range("B2:B3", "VP")
        page.merge_range("C4:D4", "Bài ba")

    evidence = read(tmp_path, {"a.xlsx": book(fill)})
    assert [item.row for item in evidence.items] == [2]
    assert codes(evidence) == ["3:unit merged-cell", "4:channel merged-cell"]


def test_a_part_without_a_name_is_passed_over(tmp_path: Path) -> None:
    """A name that begins with a NUL is read as none; Python 3.11 itself stumbles over it."""
    data = io.BytesIO(
        book(
            lambda workbook: sheet(
                workbook, "posts", [["date", "unit", "title", "channel"], ["2026-04-02", "VP", "Bài một", "web"]]
            )
        )
    )
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("QZQZ", "")
    evidence = read(tmp_path, {"posts.xlsx": data.getvalue().replace(b"QZQZ", b"\0ZQZ")})
    assert (codes(evidence), len(evidence.items)) == ([], 1)


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet(workbook, "posts", POSTS)
        sheet(workbook, "videos", [["x"]])
        workbook.worksheets()[1].hide()
        workbook.add_worksheet("documents")

    evidence = read(tmp_path, {"a.xlsx": book(fill)})
    assert (len(evidence.items), codes(evidence)) == (2, [])


# ---- what no folder of examples can hold


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="unreadable"):
        read_regular(tmp_path, 10)
    with pytest.raises(UnusableError, match="unreadable"):
        read_regular(tmp_path / "a\0b", 10)
    (tmp_path / "a").write_bytes(b"12345678901")
    with pytest.raises(UnusableError, match="too-large"):
        read_regular(tmp_path / "a", 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize(
    "name", ["evidence/demo/posts.csv", "evidence/demo/a.xlsx", "plans/demo/pipe.yaml", "plans/holidays.yaml"]
)
def test_a_pipe_is_not_waited_for(name: str, tmp_path: Path) -> None:
    folder = build_workspace(tmp_path / "w")
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    workspace, _ = find_workspace(folder)
    assert workspace is not None
    loaded = load_organisation(workspace, "demo")
    assert loaded.organisation is not None
    evidence = load_evidence(workspace, loaded.organisation, loaded.plans)
    evidence.problems += loaded.problems
    assert [code.strip() for code in codes(evidence)] == ["not-a-file"]


def test_links(tmp_path: Path) -> None:
    """A link that leads to itself, one to a folder, one to a folder above: named, and nothing is read twice."""
    folder = build_workspace(tmp_path / "w") / "evidence/demo"
    (folder / "videos.csv").symlink_to(folder / "videos.csv")
    (folder / "around").symlink_to(folder)
    evidence = read(tmp_path, {}, root=tmp_path / "w")
    assert sorted(codes(evidence)) == [" linked-folder", " unreadable"]
    assert len(evidence.items) == 3


def test_folders_nested_deeply(tmp_path: Path) -> None:
    folder = build_workspace(tmp_path / "w") / "evidence/demo"
    (folder / "posts.csv").unlink()
    top = folder / "a"
    for _ in range(1000):  # making or removing all of them at once is recursive
        folder /= "a"
        folder.mkdir()
    (folder / "posts.csv").write_text(LOG, encoding="utf-8")
    evidence = read(tmp_path, {}, root=tmp_path / "w")
    (folder / "posts.csv").unlink()
    for path in (folder, *folder.parents):
        if path.is_relative_to(top):
            path.rmdir()
    assert {item.file for item in evidence.items if item.kind == "posts"} == {f"evidence/demo/{'a/' * 1000}posts.csv"}


def test_a_folder_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = build_workspace(tmp_path / "w") / "evidence/demo/unit"
    folder.mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path) == str(folder):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    evidence = read(tmp_path, {}, root=tmp_path / "w")
    assert [(problem.code, problem.place.file) for problem in evidence.problems] == [
        ("unreadable", "evidence/demo/unit")
    ]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    folder = build_workspace(tmp_path / "w") / "evidence/demo"
    with (folder / "videos.csv").open("wb") as file:
        file.truncate(1 << 30)  # a gigabyte of nothing, which takes no room
    evidence = read(tmp_path, {}, root=tmp_path / "w")
    assert codes(evidence) == [" too-large"]


@pytest.mark.parametrize(
    "row",
    ["2026-04-02,VP," + "x" * 2_000_000 + ",web,,\n", "2026-04-02,VP,a" + "," * 2_000_000 + "\n", '2026-04-02,VP,"' + ("x" * 20 + "\n") * 60_000],
    ids=["a cell", "columns", "an open quote"],
)  # fmt: skip
def test_a_row_that_is_too_long(row: str, tmp_path: Path) -> None:
    """Of thousands of refused rows the first are told one by one, all are counted."""
    evidence = read(tmp_path, {"posts.csv": (HEADER + row + "\n" + SECOND).encode()})
    assert codes(evidence)[0] == "2 long-row"
    assert len(evidence.problems) <= 20_001
    assert codes(evidence)[-1] == ("2 long-row" if evidence.refused == 1 else " more-refused")
    assert evidence.refused in {1, 60_000}  # the first line of the open quote, and each after it
    assert evidence.items[-1].title == "Bài hai"


def test_a_log_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "MAX_ROWS", 3)
    evidence = read(tmp_path, {"posts.csv": (LOG + SECOND).encode()})
    assert codes(evidence) == ["4 too-many-rows"]


def test_blank_rows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "MAX_ROWS", 5)
    evidence = read(tmp_path, {"posts.csv": (LOG + "\n" * 9).encode()})
    assert codes(evidence) == ["6 too-many-rows"]
    evidence = read(tmp_path, {"posts.csv": (HEADER + '"x\n' * 9).encode()})
    assert codes(evidence)[-1] == "6 too-many-rows"


def bomb(size: int) -> bytes:
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(size):
            part.write(b" " * (1 << 20))
    return data.getvalue()


def test_a_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 8 << 20)
    assert codes(read(tmp_path, {"posts.xlsx": bomb(9)})) == [" unpacks-too-large"]


def test_a_zip_bomb_that_states_a_small_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an archive says of its sizes is not believed."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 8 << 20)
    data = bomb(9)
    stated = (9 << 20).to_bytes(4, "little")
    assert data.count(stated) >= 1
    assert codes(read(tmp_path, {"posts.xlsx": data.replace(stated, (100).to_bytes(4, "little"))})) == [
        " unpacks-too-large"
    ]


def test_one_long_text_shared_by_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell gets a copy: a thousand cells of 20 kB are 20 MB, from a file of a few kB."""
    monkeypatch.setattr(archive, "MAX_TEXT_BYTES", 8 << 20)
    data = book(lambda workbook: sheet(workbook, "posts", [["x" * 20_000]] * 1000))
    assert codes(read(tmp_path, {"posts.xlsx": data})) == [" unpacks-too-large"]


def test_decode_knows_its_encodings() -> None:
    marked = f"\ufeff{LOG}"  # one codec puts the mark there itself
    logs = {"utf-8": LOG, "utf-8-sig": LOG, "utf-16-le": marked, "utf-16-be": marked}
    actual = [decode(text.encode(encoding)) for encoding, text in logs.items()]
    assert [entry and (entry.encoding, entry.text) for entry in actual] == [(encoding, LOG) for encoding in logs]
