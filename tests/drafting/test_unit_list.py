"""Lists of units as offices keep them: which rows are units, which are headings and totals, and whose code is whose."""

from __future__ import annotations

import pytest

from cchc_cli.drafting.unit_list import unit_list

NUMBERED = [
    ["SỞ Y TẾ TỈNH MẪU", "", ""],
    ["DANH SÁCH ĐƠN VỊ", "", ""],
    ["STT", "Tên đơn vị", "Viết tắt"],
    ["I", "Các phòng chức năng", ""],
    ["1", "Văn phòng Sở", "VPS"],
    ["2", "Phòng Tổ chức cán bộ", "TCCB; Phòng TC"],
    ["II", "Đơn vị trực thuộc", ""],
    ["3", "Bệnh viện Mẫu 01", ""],
    ["", "Tổng cộng: 03 đơn vị", ""],
]


def units_in(*tables: list[list[str]]) -> list[tuple[str, str, tuple[str, ...], str, bool]]:
    return [
        (unit.code, unit.name, unit.aliases, unit.group, unit.invented)
        for unit in unit_list(tables, "Các đơn vị").units
    ]


def test_numbered_rows_are_units_and_the_others_name_their_group():
    assert units_in(NUMBERED) == [
        ("VPS", "Văn phòng Sở", (), "PCN", False),
        ("TCCB", "Phòng Tổ chức cán bộ", ("Phòng TC",), "PCN", False),
        ("BVM01", "Bệnh viện Mẫu 01", (), "DVTT", True),
    ]
    assert unit_list([NUMBERED], "").groups == {"PCN": "Các phòng chức năng", "DVTT": "Đơn vị trực thuộc"}


def test_a_column_of_groups():
    table = [["Nhóm", "Code", "Đơn vị"], ["Bệnh viện", "BV01", "Bệnh viện A"], ["Trạm y tế", "T1", "Trạm B"]]
    assert units_in(table) == [("BV01", "Bệnh viện A", (), "BV", False), ("T1", "Trạm B", (), "TYT", False)]


@pytest.mark.parametrize("code", ["no", "All", "đơn vị 1", "", "-a", "a b", "1"])
def test_what_can_be_no_code_is_made_anew(code: str):
    assert units_in([["Mã", "Tên đơn vị"], [code, "Trung tâm Kiểm soát bệnh tật"]])[0][0] == "TTKSBT"


def test_codes_are_different():
    table = [["Tên đơn vị", "Mã"], ["Bệnh viện A", ""], ["Bệnh viện An", ""], ["Bưu điện", "BVA"], ["bệnh viện a", ""]]
    assert [unit[:2] for unit in units_in(table)] == [
        ("BVA-2", "Bệnh viện A"),
        ("BVA-3", "Bệnh viện An"),
        ("BVA", "Bưu điện"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        [["Trường Mẫu A"], ["Trường Mẫu B"]],
        [["1", "Trường Mẫu A"], ["2", "Trường Mẫu B"]],
        [["1.", "Trường Mẫu A"], ["", ""], ["2.", "Trường Mẫu B"]],
    ],
)
def test_names_without_a_header_are_one_group(table: list[list[str]]):
    assert [(unit[1], unit[3]) for unit in units_in(table)] == [("Trường Mẫu A", "DVTT"), ("Trường Mẫu B", "DVTT")]


@pytest.mark.parametrize("table", [[], [["a", "b", "c"], ["d", "e", "f"]], [["1", "2"], ["3", "4"]]])
def test_what_is_no_list_gives_nothing(table: list[list[str]]):
    assert units_in(table) == []
